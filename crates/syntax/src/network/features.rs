//! What may be known of a word by itself: its letters. A word comes in, the rows of its feature vectors go out.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The row of every word that was never seen.
pub(crate) const UNKNOWN: u32 = 0;
/// The row of the root.
pub(crate) const ROOT: u32 = 1;
/// The row of the first feature proper.
const FIRST: u32 = 2;

/// Letters of a word that are looked at.
const LONGEST: usize = 64;

/// Calls `found` with a hash for each feature: the whole lower-cased form first, then beginnings, endings, shape.
fn features(form: &str, lower: &mut Vec<char>, mut found: impl FnMut(u64)) {
    lower.clear();
    let letters = form.chars().take(LONGEST).flat_map(char::to_lowercase);
    lower.extend(letters.map(|c| if c.is_ascii_digit() { '0' } else { c }));
    found(hash(0, lower.iter().copied()));
    for length in (1..=4).take_while(|&length| length < lower.len()) {
        found(hash(length as u64, lower[..length].iter().copied()));
    }
    for length in (1..=5).take_while(|&length| length < lower.len()) {
        found(hash(8 + length as u64, lower[lower.len() - length..].iter().copied()));
    }
    found(hash(16, shape(form)));
}

/// `McCain's` → `XxXx'x`: a run of one kind counts once.
fn shape(form: &str) -> impl Iterator<Item = char> + '_ {
    let mut last = None;
    let kind = |c: char| match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ if c.is_numeric() => '0',
        _ => c,
    };
    form.chars().take(LONGEST).map(kind).filter(move |&c| last.replace(c) != Some(c)).take(12)
}

fn hash(kind: u64, letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xCBF2_9CE4_8422_2325 ^ kind.wrapping_mul(0x9E37_79B9_7F4A_7C15), |hash, letter| {
        let mixed = (hash ^ letter as u64).wrapping_mul(0x0000_0100_0000_01B3);
        mixed ^ (mixed >> 29)
    })
}

/// Takes the hash of a feature as it is.
#[derive(Clone, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only whole numbers are looked up");
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The features that have a vector.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    rows: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
}

impl Vocabulary {
    /// Gives rows to hashes, in their order.
    pub(crate) fn new(hashes: impl Iterator<Item = u64>) -> Vocabulary {
        Vocabulary { rows: hashes.zip(FIRST..).collect() }
    }

    /// Number of rows, the two special ones counted in.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() + FIRST as usize
    }

    /// Calls `row` with the rows of a word's known features; the form's own row, or [`UNKNOWN`], comes first.
    pub(crate) fn look_up(&self, form: &str, lower: &mut Vec<char>, mut row: impl FnMut(u32)) {
        let mut whole = true;
        features(form, lower, |hash| {
            match self.rows.get(&hash) {
                Some(&found) => row(found),
                None if whole => row(UNKNOWN),
                None => {}
            }
            whole = false;
        });
    }
}

/// The hashes of features seen at least `least` times, in ascending order, and how often each was seen.
pub(crate) fn count<'a>(forms: impl Iterator<Item = &'a str>, least: u32) -> Vec<(u64, u32)> {
    let mut seen = std::collections::BTreeMap::<u64, u32>::new();
    let mut lower = Vec::new();
    for form in forms {
        features(form, &mut lower, |hash| *seen.entry(hash).or_default() += 1);
    }
    seen.retain(|_, count| *count >= least);
    seen.into_iter().collect()
}
