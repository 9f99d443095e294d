//! Characters of a block → words and sentences.
//!
//! Two linear classifiers, trained on the treebanks' own running text. The first looks at every place inside a run of non-space
//! characters where a word could end (a change of character kind, a punctuation mark, a contraction such as `can|not`) and says:
//! no, yes, or yes but inside a multiword token. The second looks at every gap between words and says whether the sentence ends.
//! White space always ends a word; line breaks count as spaces. A block's end ends a sentence, and so does the [`LONGEST`] word.

use std::ops::Range;

use crate::parse::GivenWord;
use crate::weights::{Map, finish, key};
use crate::words::{form, habits_key, normal};

/// Words in a sentence at most; what is longer is cut, so that the time for any input grows with its length only.
pub const LONGEST: usize = 400;

/// Bytes in a word at most, for the same reason.
const LONGEST_WORD: usize = 2000;

/// No word ends here.
pub(crate) const INSIDE: usize = 0;
/// A word ends, and its token with it.
pub(crate) const TOKEN: usize = 1;
/// A word ends inside a multiword token.
pub(crate) const PART: usize = 2;

/// A character of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Char {
    /// Its byte offset in the text.
    pub(crate) at: u32,
    /// In lower case, quotes straightened.
    plain: char,
    kind: u8,
    /// Run of letters or digits that ends with this character: hash so far.
    run: u32,
}

const SPACE: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
const LETTER: u8 = 4;
const PERIOD: u8 = 5;
const APOSTROPHE: u8 = 6;

fn kind(c: char) -> u8 {
    match c {
        'a'..='z' => LOWER,
        'A'..='Z' => UPPER,
        '0'..='9' => DIGIT,
        '.' => PERIOD,
        '\'' | '\u{2019}' | '\u{2018}' | '`' => APOSTROPHE,
        '"' | '\u{201c}' | '\u{201d}' => 7,
        '-' => 8,
        '\u{2013}' | '\u{2014}' => 9,
        '(' | '[' | '{' | '<' => 10,
        ')' | ']' | '}' | '>' => 11,
        '!' | '?' | '\u{2026}' => 12,
        ',' => 13,
        ':' | ';' => 14,
        '/' | '\\' => 15,
        '$' | '%' | '\u{a3}' | '\u{20ac}' => 16,
        '@' | '#' | '_' | '&' | '*' | '=' | '+' | '~' => 17,
        _ if c.is_whitespace() || c.is_control() => SPACE,
        _ if c.is_lowercase() => LOWER,
        _ if c.is_uppercase() => UPPER,
        _ if c.is_alphanumeric() => LETTER,
        _ => 18,
    }
}

/// Whether characters of these kinds belong to one run.
fn together(one: u8, other: u8) -> bool {
    let letter = |kind| matches!(kind, LOWER | UPPER | LETTER);
    (letter(one) && letter(other)) || (one == DIGIT && other == DIGIT)
}

/// Fills `chars` with the characters of a block, and a space after them.
pub(crate) fn scan(text: &str, block: Range<usize>, chars: &mut Vec<Char>) {
    chars.clear();
    let mut before = Char {
        at: block.start as u32,
        plain: ' ',
        kind: SPACE,
        run: 1,
    };
    let slice = text.get(block.clone()).unwrap_or_default();
    for (at, c) in slice.char_indices() {
        let (kind, plain) = (kind(c), if kind(c) == SPACE { ' ' } else { normal(c) });
        let seed = if together(before.kind, kind) {
            before.run
        } else {
            0x811C_9DC5
        };
        before = Char {
            at: (block.start + at) as u32,
            plain,
            kind,
            run: (seed ^ plain as u32).wrapping_mul(0x0100_0193),
        };
        chars.push(before);
    }
    chars.push(Char {
        at: (block.start + slice.len()) as u32,
        plain: ' ',
        kind: SPACE,
        run: 1,
    });
}

/// Key under which the model keeps the places where a run of letters falls apart (`can|not`).
pub(crate) fn contraction_key(run: u32) -> u64 {
    finish(u64::from(run) | 3 << 40)
}

/// Number of features of a gap inside a chunk.
pub(crate) const GAP_FEATURES: usize = 26;

/// The state of the walk over a block's characters.
pub(crate) struct Gaps<'c> {
    chars: &'c [Char],
    /// Position in `chars` where the current word starts.
    pub(crate) word: usize,
    /// Form hash of the word before it.
    previous: u32,
    /// Decision at the last candidate of this chunk, plus 1.
    last: u32,
    chunk: Chunk,
}

/// A run of non-space characters.
#[derive(Clone, Copy, Debug, Default)]
struct Chunk {
    start: usize,
    end: usize,
    hash: u32,
    shape: u32,
    /// It holds `//`, `www` or `@`.
    address: bool,
}

impl<'c> Gaps<'c> {
    pub(crate) fn new(chars: &'c [Char]) -> Self {
        Self {
            chars,
            word: 0,
            previous: 0,
            last: 0,
            chunk: Chunk::default(),
        }
    }

    fn kind(&self, at: usize) -> u32 {
        self.chars.get(at).map_or(0, |c| u32::from(c.kind))
    }

    fn plain(&self, at: usize) -> u32 {
        self.chars.get(at).map_or(32, |c| c.plain as u32)
    }

    /// Enters the chunk that starts at `at`.
    pub(crate) fn enter(&mut self, at: usize) {
        let chars = &self.chars[at..];
        let length = chars.iter().take_while(|c| c.kind != SPACE).count();
        let (mut hash, mut shape, mut before) = (0x811C_9DC5u32, 0x811C_9DC5u32, 99);
        let mut address = false;
        for (place, c) in chars[..length].iter().enumerate() {
            hash = (hash ^ c.plain as u32).wrapping_mul(0x0100_0193);
            if c.kind != before {
                shape = (shape ^ u32::from(c.kind)).wrapping_mul(0x0100_0193);
            }
            before = c.kind;
            let next = chars.get(place + 1).map_or(' ', |c| c.plain);
            address |= c.plain == '@'
                || (c.plain == '/' && next == '/')
                || (place == 0 && c.plain == 'w' && next == 'w');
        }
        self.chunk = Chunk {
            start: at,
            end: at + length,
            hash,
            shape,
            address,
        };
        self.word = at;
        self.last = 0;
    }

    /// Whether a character is white space.
    pub(crate) fn is_space(&self, at: usize) -> bool {
        self.kind(at) == u32::from(SPACE)
    }

    /// End of the chunk that was entered.
    pub(crate) fn end(&self) -> usize {
        self.chunk.end
    }

    /// Whether a word may end before the character at `at`, which is inside the chunk.
    pub(crate) fn candidate(&self, at: usize, contractions: Map<'_>) -> bool {
        let (before, here) = (self.chars[at - 1].kind, self.chars[at].kind);
        if !together(before, here) {
            return true;
        }
        if before == DIGIT {
            return false;
        }
        self.negation(at) || self.contraction(at, contractions)
    }

    /// `n't` starts here.
    fn negation(&self, at: usize) -> bool {
        let [n, mark, t] = [self.plain(at), self.plain(at + 1), self.plain(at + 2)];
        n == u32::from('n')
            && mark == u32::from('\'')
            && t == u32::from('t')
            && !together(LOWER, self.kind(at + 3) as u8)
    }

    /// A known contraction falls apart here.
    fn contraction(&self, at: usize, contractions: Map<'_>) -> bool {
        let start = self.run_start(at);
        if at - start > 8 {
            return false;
        }
        let end = self.run_end(at);
        usize::from(contractions.get(contraction_key(self.chars[end - 1].run))) == at - start
    }

    /// Where the run of letters around `at` starts, looking back ten characters at most.
    pub(crate) fn run_start(&self, at: usize) -> usize {
        let near = at.saturating_sub(10).max(self.chunk.start);
        (near..at)
            .rev()
            .take_while(|&place| together(self.chars[place].kind, self.chars[place + 1].kind))
            .last()
            .unwrap_or(at)
    }

    /// Where the run of letters or digits from `at` ends, looking ahead forty characters at most.
    pub(crate) fn run_end(&self, at: usize) -> usize {
        let far = (at + 40).min(self.chunk.end);
        (at + 1..far)
            .find(|&place| !together(self.chars[place - 1].kind, self.chars[place].kind))
            .unwrap_or(far)
            .max(at + 1)
    }

    /// The run hash at the end of the run before `at`.
    pub(crate) fn run(&self, at: usize) -> u32 {
        self.chars.get(at.wrapping_sub(1)).map_or(0, |c| c.run)
    }

    /// Notes a decision at a candidate.
    pub(crate) fn decide(&mut self, at: usize, decision: usize) {
        self.last = decision as u32 + 1;
        if decision != INSIDE {
            self.previous = self.hash_of(self.word, at);
            self.word = at;
        }
    }

    /// Leaves the chunk at its end.
    pub(crate) fn leave(&mut self) {
        self.previous = self.hash_of(self.word, self.chunk.end);
    }

    fn hash_of(&self, from: usize, to: usize) -> u32 {
        let from = from.max(to.saturating_sub(40));
        self.chars[from..to].iter().fold(0x811C_9DC5, |sum, c| {
            (sum ^ c.plain as u32).wrapping_mul(0x0100_0193)
        })
    }

    /// The features of the gap before the character at `at`.
    pub(crate) fn features(&self, at: usize) -> [u64; GAP_FEATURES] {
        let p = |step: isize| at.checked_add_signed(step).map_or(32, |at| self.plain(at));
        let k = |step: isize| at.checked_add_signed(step).map_or(0, |at| self.kind(at));
        let window = |from: isize, to: isize| (from..to).fold(1u32, |sum, step| sum * 19 + k(step));
        let here = self.hash_of(self.word, at);
        let (left, right) = (self.run(at), self.run(self.run_end(at)));
        let next = self.chunk.end + 1;
        let follow = if next < self.chars.len() {
            self.kind(next)
        } else {
            20
        };
        let follow_run = if next + 1 < self.chars.len() {
            self.run(self.open_run_end(next))
        } else {
            0
        };
        let offset = (at - self.chunk.start) as u32;
        let rest = (self.chunk.end - at).min(5) as u32;
        let address = u32::from(self.chunk.address);
        [
            key(0, p(-1), p(0), 0, 0),
            key(1, p(-2), p(-1), p(0), 0),
            key(2, p(-1), p(0), p(1), 0),
            key(3, p(-2), p(-1), p(0), p(1)),
            key(4, window(-3, 2), 0, 0, 0),
            key(5, window(-3, 0), window(0, 4), 0, 0),
            key(6, left, p(0), 0, 0),
            key(7, right, p(-1), 0, 0),
            key(8, left, right, p(-1), p(0)),
            key(9, self.chunk.hash, offset, 0, 0),
            key(10, here, 0, 0, 0),
            key(11, here, p(0), p(1), 0),
            key(12, self.chunk.shape, offset.min(12), rest, 0),
            key(13, p(-1), p(0), follow, rest),
            key(14, here, follow, rest, 0),
            key(15, follow_run, p(0), rest, 0),
            key(16, self.previous, here, 0, 0),
            key(17, self.last, p(-1), p(0), 0),
            key(
                18,
                (at - self.word).min(6) as u32,
                k(-1),
                k(0),
                follow * 6 + rest,
            ),
            key(19, address, p(-1), p(0), p(1)),
            key(20, address, k(-1), k(0), self.last),
            key(21, self.previous, self.chunk.hash, offset, 0),
            key(22, p(0), p(1), p(2), p(3)),
            key(23, p(-1), p(-2), p(-3), p(-4)),
            key(24, here, follow_run, rest, 0),
            key(25, k(-1), k(0), rest, self.last),
        ]
    }

    /// Like [`Self::run_end`], outside the chunk.
    fn open_run_end(&self, at: usize) -> usize {
        let far = (at + 40).min(self.chars.len());
        (at + 1..far)
            .find(|&place| !together(self.chars[place - 1].kind, self.chars[place].kind))
            .unwrap_or(far)
    }
}

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
        let slice = text
            .get(word.start as usize..word.end as usize)
            .unwrap_or_default();
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
    first: usize,
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

    /// A sentence starts at `at`.
    pub(crate) fn restart(&mut self, at: usize) {
        *self = Self {
            first: at,
            ..Self::default()
        };
    }
}

/// Whether a sentence may end after the word at `at`, which is not the last.
pub(crate) fn may_end(seen: &[Seen], at: usize) -> bool {
    !seen[at].joined
}

/// The features of the gap after the word at `at`.
pub(crate) fn end_features(seen: &[Seen], at: usize, sofar: &Sofar) -> [u64; END_FEATURES] {
    let none = Seen::default();
    let near = |step: isize| {
        at.checked_add_signed(step)
            .and_then(|at| seen.get(at))
            .unwrap_or(&none)
    };
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

/// The three tables that cut text.
#[derive(Clone, Copy)]
pub(crate) struct Cutter<'m> {
    pub(crate) gaps: Map<'m>,
    pub(crate) ends: Map<'m>,
    pub(crate) contractions: Map<'m>,
    pub(crate) lexicon: Map<'m>,
}

/// Buffers of the cutter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    chars: Vec<Char>,
    seen: Vec<Seen>,
}

impl Cutter<'_> {
    /// Appends the words of a block to `words` and its sentences (ranges of `words`) to `sentences`.
    pub(crate) fn cut(
        &self,
        text: &str,
        block: Range<usize>,
        buffers: &mut Buffers,
        words: &mut Vec<GivenWord>,
        sentences: &mut Vec<Range<usize>>,
    ) {
        let first = words.len();
        scan(text, block, &mut buffers.chars);
        self.words(&buffers.chars, words);
        look(text, &words[first..], self.lexicon, &mut buffers.seen);
        let mut sofar = Sofar::default();
        for at in 0..buffers.seen.len() {
            sofar.step(&buffers.seen, at);
            let last = at + 1 == buffers.seen.len();
            if last || (may_end(&buffers.seen, at) && self.ends_here(&buffers.seen, at, &sofar)) {
                sentences.push(first + sofar.first..first + at + 1);
                sofar.restart(at + 1);
            }
        }
    }

    fn ends_here(&self, seen: &[Seen], at: usize, sofar: &Sofar) -> bool {
        at + 1 - sofar.first >= LONGEST || self.ends.sum(&end_features(seen, at, sofar))[0] > 0
    }

    fn words(&self, chars: &[Char], words: &mut Vec<GivenWord>) {
        let mut gaps = Gaps::new(chars);
        let mut at = 0;
        while at < chars.len() {
            if chars[at].kind == SPACE {
                at += 1;
                continue;
            }
            gaps.enter(at);
            let mut part = 0;
            for place in at + 1..gaps.end() {
                let decision = self.decide(&gaps, place);
                if let Some(decision) = decision {
                    if decision != INSIDE {
                        part = next_part(part, decision);
                        words.push(GivenWord {
                            start: chars[gaps.word].at,
                            end: chars[place].at,
                            part,
                        });
                        part = if decision == TOKEN { 0 } else { part };
                    }
                    gaps.decide(place, decision);
                }
            }
            part = next_part(part, TOKEN);
            words.push(GivenWord {
                start: chars[gaps.word].at,
                end: chars[gaps.end()].at,
                part,
            });
            gaps.leave();
            at = gaps.end();
        }
    }

    fn decide(&self, gaps: &Gaps<'_>, at: usize) -> Option<usize> {
        if gaps.chars[at].at - gaps.chars[gaps.word].at >= LONGEST_WORD as u32 {
            return Some(TOKEN);
        }
        if !gaps.candidate(at, self.contractions) {
            return None;
        }
        let [token, part] = self.gaps.sum(&gaps.features(at));
        Some(if part > token && part > 0 {
            PART
        } else if token > 0 {
            TOKEN
        } else {
            INSIDE
        })
    }
}

/// The place inside its multiword token of a word that ends with this decision, after a word with the place `part`.
fn next_part(part: u8, decision: usize) -> u8 {
    if decision == PART || part > 0 {
        part.saturating_add(1)
    } else {
        0
    }
}

/// The blocks of a plain text: paragraphs, list items, headings.
///
/// A block ends at a blank line, before a line that starts like a list item or a heading, and after a line that is a heading:
/// marked as one (`#`), or without a final stop and so short that the next line's first word would have fitted (a typesetter who
/// wraps lines fills them).
pub fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let lines: Vec<Range<usize>> = lines(text).collect();
    for (at, line) in lines.iter().enumerate() {
        let content = text[line.clone()].trim();
        if content.is_empty() || opens_item(content) {
            out.extend(open.take());
        }
        if content.is_empty() {
            continue;
        }
        open = Some(open.map_or(line.start, |block| block.start)..line.end);
        let next = lines
            .get(at + 1)
            .map_or("", |next| text[next.clone()].trim());
        if content.starts_with('#') || stands_alone(content, next, widest(text, &lines, at)) {
            out.extend(open.take());
        }
    }
    out.extend(open);
    out
}

/// Byte ranges of the lines, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = text.as_ptr() as usize;
    text.lines()
        .map(move |line| line.as_ptr() as usize - base..line.as_ptr() as usize - base + line.len())
}

/// The longest of the lines around one, in bytes.
fn widest(text: &str, lines: &[Range<usize>], at: usize) -> usize {
    let near = at.saturating_sub(3)..(at + 4).min(lines.len());
    lines[near]
        .iter()
        .map(|line| text[line.clone()].trim_end().len())
        .max()
        .unwrap_or(0)
}

/// A bullet, a number with a stop or bracket, a heading mark, a quotation mark of Markdown.
fn opens_item(line: &str) -> bool {
    let bullet = [
        "- ",
        "* ",
        "+ ",
        "\u{2022}",
        "\u{25aa}",
        "\u{2013} ",
        "#",
        "> ",
    ]
    .iter()
    .any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=2).contains(&digits)
        && [". ", ") "]
            .iter()
            .any(|mark| line[digits..].starts_with(mark));
    bullet || numbered
}

/// The line ends where it need not have: it has no final stop and the next line's first word would have fitted in.
fn stands_alone(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, str::len);
    let closed = line
        .trim_end_matches(['"', '\u{201d}', ')', '*', '_'])
        .ends_with(['.', '!', '?', ',', ';', '-', '\u{2014}']);
    let starts_new = next
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    !closed && starts_new && line.len() + 1 + word + 8 < width
}
