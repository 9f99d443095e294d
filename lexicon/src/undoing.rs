//! Undoing: words that turn round what stands under them.
//!
//! One table comes in, `en/undoing.tsv`; it answers whether wanting a word is wanting its object gone, smaller or later ("a **ban** on exports").

use std::collections::BTreeSet;

use crate::table::rows;

/// The table.
#[derive(Debug)]
pub struct Undoing {
    words: BTreeSet<String>,
}

impl Undoing {
    pub(crate) fn embedded() -> Undoing {
        let mut words = BTreeSet::new();
        rows(include_str!("../en/undoing.tsv"), |row| {
            words.insert(row.get("word").to_string());
        });
        Undoing { words }
    }

    /// Whether the word with this lower-case lemma undoes its object.
    ///
    /// ```
    /// let undoing = &lexicon::Lexicon::embedded().undoing;
    /// assert!(undoing.undoes("ban") && !undoing.undoes("demand"));
    /// ```
    pub fn undoes(&self, lemma: &str) -> bool {
        self.words.contains(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_shows_its_word_at_work_and_at_rest() {
        let mut seen = BTreeSet::new();
        rows(include_str!("../en/undoing.tsv"), |row| {
            let word = row.get("word");
            assert!(seen.insert(word.to_string()), "line {}: {word} stands twice", row.line);
            assert!(row.get("fires").contains(word), "line {}: {word} does not stand in its example", row.line);
            assert!(!row.get("silent").is_empty() && row.get("silent") != row.get("fires"), "line {}", row.line);
        });
    }
}
