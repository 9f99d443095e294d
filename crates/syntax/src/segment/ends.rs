//! Where sentences end between words: the features by which a gap is judged.

use super::chars::kind;
use crate::parse::GivenWord;
use crate::weights::{Map, key};
use crate::words::{form, habits_key};

/// A word as the sentence classifier sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    form: u32,
    /// The set of tags the form was seen with.
    habits: u32,
    shape: u32,
    /// Kind of its first character.
    kind: u8,
    /// White space follows.
    spaced: bool,
    /// A further part of its multiword token follows.
    joined: bool,
    /// Its length in bytes, 15 at most.
    length: u8,
}

/// Looks at the words of a block.
pub(crate) fn look(text: &str, words: &[GivenWord], lexicon: Map<'_>, seen: &mut Vec<Seen>) {
    seen.clear();
    for (at, word) in words.iter().enumerate() {
        let slice = text.get(word.start as usize..word.end as usize).unwrap_or_default();
        let next = words.get(at + 1);
        let mut shape = 1u32;
        let mut before = 99;
        for c in slice.chars().take(24) {
            let kind = kind(c);
            if kind != before {
                shape = shape.wrapping_mul(19).wrapping_add(u32::from(kind));
            }
            before = kind;
        }
        let form = form(slice);
        seen.push(Seen {
            form,
            habits: u32::from(lexicon.get(habits_key(form))),
            shape,
            kind: slice.chars().next().map_or(0, kind),
            spaced: next.is_none_or(|next| next.start > word.end),
            joined: next.is_some_and(|next| next.part > 1),
            length: slice.len().min(15) as u8,
        });
    }
}

/// Number of features of a gap between words.
pub(crate) const END_FEATURES: usize = 48;

/// What the sentence so far says about its end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sofar {
    /// First word of the sentence.
    pub(super) first: usize,
    /// Brackets open.
    brackets: u32,
    /// Quotation marks seen, modulo 2.
    quotes: u32,
}

impl Sofar {
    /// Takes in the word at `at`.
    pub(crate) fn step(&mut self, seen: &[Seen], at: usize) {
        match seen[at].kind {
            10 => self.brackets = (self.brackets + 1).min(3),
            11 => self.brackets = self.brackets.saturating_sub(1),
            7 => self.quotes ^= 1,
            _ => {}
        }
    }

    /// Whether a bracket is open.
    pub(crate) fn in_brackets(&self) -> bool {
        self.brackets > 0
    }

    /// A sentence starts at `at`.
    pub(crate) fn restart(&mut self, at: usize) {
        *self = Self { first: at, ..Self::default() };
    }
}

/// Whether a sentence may end after the word at `at`, which is not the last.
pub(crate) fn may_end(seen: &[Seen], at: usize) -> bool {
    !seen[at].joined
}

/// The features of the gap after the word at `at`.
pub(crate) fn end_features(seen: &[Seen], at: usize, sofar: &Sofar) -> [u64; END_FEATURES] {
    let none = Seen::default();
    let near = |step: isize| at.checked_add_signed(step).and_then(|at| seen.get(at)).unwrap_or(&none);
    let (w, p, pp, n, nn, nnn) = (near(0), near(-1), near(-2), near(1), near(2), near(3));
    let spaced = u32::from(w.spaced);
    let long = match at + 1 - sofar.first {
        short @ 0..=3 => short as u32,
        4..=6 => 4,
        7..=12 => 5,
        13..=30 => 6,
        _ => 7,
    };
    let rest = (seen.len() - at - 1).min(4) as u32;
    let state = sofar.brackets * 2 + sofar.quotes;
    let size = (seen.len() as u32 / 16).checked_ilog2().map_or(0, |size| 1 + size.min(5));
    let first = seen[sofar.first];
    [
        key(0, w.form, spaced, 0, 0),
        key(1, w.form, n.form, spaced, 0),
        key(2, n.form, spaced, 0, 0),
        key(3, p.form, w.form, spaced, 0),
        key(4, p.form, w.form, n.shape, spaced),
        key(5, w.shape, n.shape, spaced, 0),
        key(6, w.form, n.shape, spaced, 0),
        key(7, w.shape, n.form, spaced, 0),
        key(8, p.shape, w.shape, n.shape, spaced),
        key(9, w.shape, n.shape, nn.shape, spaced),
        key(10, w.form, n.shape, nn.shape, spaced),
        key(11, w.form, long, 0, 0),
        key(12, w.shape, n.shape, long, spaced),
        key(13, w.form, state, n.shape, spaced),
        key(14, w.form, state, n.form, 0),
        key(15, first.form, long, n.form, 0),
        key(16, first.form, w.form, n.shape, 0),
        key(17, first.shape, long, w.shape, n.shape),
        key(18, n.form, nn.form, spaced, 0),
        key(19, n.form, nn.shape, w.shape, 0),
        key(20, p.form, w.form, n.form, 0),
        key(21, u32::from(w.length), w.shape, n.shape, spaced),
        key(22, u32::from(p.length), p.shape, w.form, n.shape),
        key(23, pp.shape, p.shape, w.shape, n.shape),
        key(24, rest, w.form, n.shape, 0),
        key(25, rest, long, w.shape, n.shape),
        key(26, nn.form, nnn.shape, n.form, 0),
        key(27, p.form, w.shape, n.shape, 0),
        key(28, w.shape, n.shape, nn.shape, nnn.shape),
        key(29, p.shape, w.form, n.shape, nn.shape),
        key(30, spaced, u32::from(p.length == 1), w.form, n.shape),
        key(31, state, long, w.shape, n.shape),
        key(32, w.form, spaced, n.form, nn.form),
        key(33, pp.form, p.form, w.form, 0),
        key(34, w.form, n.habits, n.shape, spaced),
        key(35, w.shape, n.habits, n.shape, spaced),
        key(36, n.habits, n.shape, nn.habits, spaced),
        key(37, w.habits, n.habits, n.shape, spaced),
        key(38, p.habits, w.habits, n.habits, n.shape),
        key(39, w.habits, n.habits, nn.habits, n.shape),
        key(40, w.habits, n.form, n.shape, spaced),
        key(41, pp.habits, p.habits, w.form, n.shape),
        key(42, n.habits, nn.habits, nnn.habits, n.shape),
        key(43, long, w.habits, n.habits, n.shape),
        key(44, size, w.shape, n.shape, spaced),
        key(45, size, w.form, n.shape, spaced),
        key(46, size, w.habits, n.habits, n.shape),
        key(47, size, long, w.shape, n.shape),
    ]
}
