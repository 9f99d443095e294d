//! Forms as the tables know them: in lower case, digits as `0`, curly quotes and dashes as plain ones, so that `2019` and `2021`
//! share weights.

use crate::weights::finish;

/// A character as forms are compared.
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

/// Hash of a normalised form; never 0, which stands for "no word".
#[inline]
pub(crate) fn form(text: &str) -> u32 {
    text.chars().map(normal).fold(0x811C_9DC5u32, |sum, c| (sum ^ c as u32).wrapping_mul(0x0100_0193)) | 1
}

/// Key of a form in the map of tag sets.
pub(crate) fn habits_key(form: u32) -> u64 {
    finish(u64::from(form) | 2 << 40)
}
