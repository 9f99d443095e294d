//! From byte offsets, which the program counts in, to Unicode code points, which the outside counts in.

use model::Span;

/// Bytes per counted step: small enough to finish a count quickly, large enough to keep the table small.
const STEP: usize = 64;

/// Translates byte offsets of one text into code-point offsets, in constant time each.
///
/// ```
/// let points = present::CodePoints::of("“Kyiv” agreed");
/// assert_eq!(points.at(12), 8);
/// ```
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before every `STEP`-th byte; empty when the text is ASCII and nothing needs translating.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// The translation for this text.
    pub fn of(text: &'a str) -> Self {
        if text.is_ascii() {
            return CodePoints { text, before: Vec::new() };
        }
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let here = count;
                count += starts(chunk);
                here
            })
            .collect();
        CodePoints { text, before }
    }

    /// Code points before that byte. A byte past the end counts as the end.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.before.get(byte / STEP) {
            None if self.before.is_empty() => byte,
            None => self.text.chars().count(),
            Some(before) => {
                let step = byte / STEP * STEP;
                *before as usize + starts(&self.text.as_bytes()[step..byte]) as usize
            }
        }
    }

    /// The span in code points, `[start, end]`, end exclusive.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start as usize), self.at(span.end as usize)]
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|b| u32::from(*b & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "\\PC{0,200}") {
            let points = CodePoints::of(&text);
            for (at, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte), at);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count());
            prop_assert_eq!(points.at(text.len() + 5), text.chars().count());
        }
    }
}
