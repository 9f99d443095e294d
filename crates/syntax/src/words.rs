//! What the classifiers see of a word: small numbers computed once from its characters and the model's lexicon.
//!
//! Forms are compared in lower case, with digits as `0` and curly quotes as straight ones, so that `2019` and `2021` share weights.

use crate::weights::{Map, finish, hash};

/// A word as numbers. The value 0 stands for "no word there" in every field.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// The normalised form.
    pub(crate) form: u32,
    /// Case and character pattern, runs collapsed: `Xx`, `0.0`.
    pub(crate) shape: u32,
    /// The last one, two, three and four characters of the normalised form.
    pub(crate) suffix: [u32; 4],
    /// The first one, two and three characters.
    pub(crate) prefix: [u32; 3],
    /// Distributional class.
    pub(crate) cluster: u32,
    /// The set of tags the form was seen with.
    pub(crate) habits: u32,
    /// Tagger class, filled by the tagger (plus 1).
    pub(crate) class: u32,
    /// Penn tag plus 1.
    pub(crate) xpos: u32,
    /// Universal part of speech plus 1.
    pub(crate) upos: u32,
}

/// A character as the forms are compared.
#[inline]
pub(crate) fn normal(c: char) -> char {
    match c {
        '0'..='9' => '0',
        'a'..='z' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{2018}' | '\u{2019}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        _ if c.is_ascii() => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Hash of a normalised form.
#[inline]
pub(crate) fn form(text: &str) -> u32 {
    text.chars().map(normal).fold(0x811C_9DC5, step) | 1
}

#[inline]
fn step(sum: u32, c: char) -> u32 {
    (sum ^ c as u32).wrapping_mul(0x0100_0193)
}

/// The letter of a shape for a character.
#[inline]
fn sketch(c: char) -> u8 {
    match c {
        'a'..='z' => b'x',
        'A'..='Z' => b'X',
        '0'..='9' => b'0',
        _ if c.is_ascii() => c as u8,
        _ if c.is_uppercase() => b'X',
        _ if c.is_alphabetic() => b'x',
        '\u{2018}' | '\u{2019}' => b'\'',
        '\u{201c}' | '\u{201d}' => b'"',
        '\u{2013}' | '\u{2014}' => b'-',
        _ => b'?',
    }
}

/// Key of a form in the cluster map.
pub(crate) fn cluster_key(form: u32) -> u64 {
    finish(u64::from(form) | 1 << 40)
}

/// Key of a form in the map of tag sets.
pub(crate) fn habits_key(form: u32) -> u64 {
    finish(u64::from(form) | 2 << 40)
}

/// The numbers of a word, tags still unknown.
pub(crate) fn look(text: &str, lexicon: Map<'_>) -> Word {
    let mut last = [0u32; 4];
    let (mut sum, mut prefix, mut count) = (0x811C_9DC5, [0u32; 3], 0);
    let (mut shape, mut before, mut run) = (0x811C_9DC5, 0u8, 0);
    for c in text.chars() {
        let plain = normal(c);
        sum = step(sum, plain);
        if let Some(slot) = prefix.get_mut(count) {
            *slot = sum | 1;
        }
        last = [plain as u32, last[0], last[1], last[2]];
        count += 1;
        let mark = sketch(c);
        run = if mark == before { run + 1 } else { 1 };
        if run <= 2 {
            shape = step(shape, char::from(mark));
        }
        before = mark;
    }
    let mut suffix = [0u32; 4];
    let mut tail = 0x811C_9DC5;
    for (slot, &c) in suffix.iter_mut().zip(&last).take(count) {
        tail = (tail ^ c).wrapping_mul(0x0100_0193);
        *slot = tail | 1;
    }
    let form = sum | 1;
    let cluster = u32::from(lexicon.get(cluster_key(form)));
    let habits = u32::from(lexicon.get(habits_key(form)));
    Word {
        form,
        shape: shape | 1,
        suffix,
        prefix,
        cluster,
        habits,
        ..Word::default()
    }
}

/// Hash of a lower-case string, for lemma rules.
pub(crate) fn plain(text: &str) -> u32 {
    hash(text.bytes()) | 1
}
