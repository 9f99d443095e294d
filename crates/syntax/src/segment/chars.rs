//! A block's characters with the kinds that matter for cutting.

use std::ops::Range;

use crate::words::normal;

/// A character of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Char {
    /// Its byte offset in the text.
    pub(crate) at: u32,
    /// In lower case, quotes straightened.
    pub(super) plain: char,
    pub(super) kind: u8,
    /// Run of letters or digits that ends with this character: hash so far.
    pub(super) run: u32,
}

pub(super) const SPACE: u8 = 0;
pub(super) const LOWER: u8 = 1;
const UPPER: u8 = 2;
pub(super) const DIGIT: u8 = 3;
const LETTER: u8 = 4;
const PERIOD: u8 = 5;
const APOSTROPHE: u8 = 6;

/// The kind of a character.
pub(super) fn kind(c: char) -> u8 {
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
pub(super) fn together(one: u8, other: u8) -> bool {
    let letter = |kind| matches!(kind, LOWER | UPPER | LETTER);
    (letter(one) && letter(other)) || (one == DIGIT && other == DIGIT)
}

/// Fills `chars` with the characters of a block, and a space after them.
pub(crate) fn scan(text: &str, block: Range<usize>, chars: &mut Vec<Char>) {
    chars.clear();
    let mut before = Char { at: block.start as u32, plain: ' ', kind: SPACE, run: 1 };
    let slice = text.get(block.clone()).unwrap_or_default();
    for (at, c) in slice.char_indices() {
        let (kind, plain) = (kind(c), if kind(c) == SPACE { ' ' } else { normal(c) });
        let seed = if together(before.kind, kind) { before.run } else { 0x811C_9DC5 };
        before = Char { at: (block.start + at) as u32, plain, kind, run: (seed ^ plain as u32).wrapping_mul(0x0100_0193) };
        chars.push(before);
    }
    chars.push(Char { at: (block.start + slice.len()) as u32, plain: ' ', kind: SPACE, run: 1 });
}
