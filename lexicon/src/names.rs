//! Names: words by which names are read, inside them and around them.
//!
//! One table comes in, `en/names.tsv`; it answers which sense a word has and for which nouns of a name a description stands.

use std::collections::BTreeMap;

use crate::table::rows;

/// What a word says about a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameSense {
    /// Makes a capitalised name an organisation: "Pepper **Agency**".
    Organisation,
    /// A common noun by which a text speaks of an organisation that it has named: "the **union**".
    Description,
    /// After it a city is a place: "**in** Ottawa".
    Where,
    /// A city that it leads to or from is a place: "**visited** Ottawa"; by lemma.
    Motion,
    /// The head of a side's full name that its short name leaves out: "consumer **countries**"; by lemma.
    Member,
    /// Stands before a person's name and is no part of it: "**Mr.** Hale"; without its point.
    Address,
    /// A small word inside a person's name: "Ana **de** Ruiz".
    Particle,
    /// Begins the names of many organisations and stands for none of them: "**National** Pepper Bank".
    Generic,
}

/// A line of the table.
#[derive(Clone, Debug)]
pub struct NameLine {
    /// The word, in small letters.
    pub word: String,
    /// Its sense.
    pub sense: NameSense,
    /// The nouns of a name that a description stands for.
    pub stands_for: Vec<String>,
    /// Text in which it works.
    pub fires: String,
    /// Text in which it does not.
    pub silent: String,
}

/// The table.
#[derive(Debug)]
pub struct Names {
    lines: BTreeMap<(NameSense, String), NameLine>,
}

impl Names {
    pub(crate) fn embedded() -> Names {
        let mut lines = BTreeMap::new();
        rows(include_str!("../en/names.tsv"), |row| {
            if let Some(sense) = sense(row.get("sense")) {
                let line = NameLine {
                    word: row.get("word").to_string(),
                    sense,
                    stands_for: row.get("for").split_whitespace().map(str::to_string).collect(),
                    fires: row.get("fires").to_string(),
                    silent: row.get("silent").to_string(),
                };
                lines.insert((sense, line.word.clone()), line);
            }
        });
        Names { lines }
    }

    /// Whether a word, in small letters, has this sense.
    ///
    /// ```
    /// use lexicon::{Lexicon, NameSense};
    /// let names = &Lexicon::embedded().names;
    /// assert!(names.is("ministry", NameSense::Organisation));
    /// assert!(!names.is("ministry", NameSense::Particle));
    /// ```
    pub fn is(&self, word: &str, sense: NameSense) -> bool {
        self.lines.contains_key(&(sense, word.to_string()))
    }

    /// The nouns of a name that a common noun stands for; `None` for a noun that describes no organisation.
    pub fn described_by(&self, noun: &str) -> Option<&[String]> {
        self.lines.get(&(NameSense::Description, noun.to_string())).map(|line| line.stands_for.as_slice())
    }

    /// Every line, by sense and word.
    pub fn lines(&self) -> impl Iterator<Item = &NameLine> {
        self.lines.values()
    }
}

fn sense(word: &str) -> Option<NameSense> {
    Some(match word {
        "organisation" => NameSense::Organisation,
        "description" => NameSense::Description,
        "where" => NameSense::Where,
        "motion" => NameSense::Motion,
        "member" => NameSense::Member,
        "address" => NameSense::Address,
        "particle" => NameSense::Particle,
        "generic" => NameSense::Generic,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_sense_and_examples_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        rows(include_str!("../en/names.tsv"), |row| {
            assert!(sense(row.get("sense")).is_some(), "line {}: sense", row.line);
            assert!(!row.get("fires").is_empty() && !row.get("silent").is_empty(), "line {}: examples", row.line);
            assert!(seen.insert((row.get("sense").to_string(), row.get("word").to_string())), "line {} stands twice", row.line);
        });
        assert!(seen.len() > 100);
    }
}
