//! Happenings: words of what happens, and of what is planned, proposed, moved or called off.
//!
//! One table comes in, `en/events.tsv`; it answers what a word (by its lemma) tells of an event.

use std::collections::BTreeMap;

use crate::table::rows;

/// What a word tells of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// People come together: "summit".
    Meeting,
    /// What talks or parties bring about: "accord", "vote".
    Outcome,
    /// A body that is also a gathering: "congress"; with a capital it is the body.
    Body,
    /// A meeting only where it says with whom: "call", "contact".
    Contact,
    /// What a party does: "visit", "sign".
    Act,
    /// What a party does and what is worth a line only ahead of its day: "announce".
    Step,
    /// Says of the event that it governs that it takes place: "hold", "begin".
    Occurrence,
    /// Makes what it governs a fixed plan: "due to".
    Scheduled,
    /// A plan with reserve: "reportedly", "hopes to".
    Hedged,
    /// Somebody wants it: "proposed a summit".
    Proposed,
    /// Calls it off.
    Cancelled,
    /// Moves it.
    Postponed,
}

/// The part of speech of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// A noun.
    Noun,
    /// A verb, with its particle if it has one.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
}

/// A line of the table with the sentences that prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningLine {
    /// The lemma.
    pub word: String,
    /// What it tells.
    pub sense: Happening,
    /// A sentence of which an event of that sense is read; `None` where the sense shows only together with others.
    pub fires: Option<String>,
    /// A sentence of which no event is read.
    pub silent: String,
}

/// The table.
#[derive(Debug)]
pub struct Happenings {
    senses: BTreeMap<(WordKind, String), Happening>,
    lines: Vec<HappeningLine>,
}

impl Happenings {
    pub(crate) fn embedded() -> Happenings {
        let (mut senses, mut lines) = (BTreeMap::new(), Vec::new());
        rows(include_str!("../en/events.tsv"), |row| {
            let (Some(kind), Some(sense)) = (kind(row.get("part")), sense(row.get("sense"))) else { return };
            senses.entry((kind, row.get("word").to_string())).or_insert(sense);
            let fires = Some(row.get("fires")).filter(|s| *s != "-").map(str::to_string);
            lines.push(HappeningLine { word: row.get("word").to_string(), sense, fires, silent: row.get("silent").to_string() });
        });
        Happenings { senses, lines }
    }

    /// What the word with this lower-case lemma tells; `None` for a word that tells of no event.
    ///
    /// ```
    /// use lexicon::{Happening, Lexicon, WordKind};
    /// let happenings = &Lexicon::embedded().happenings;
    /// assert_eq!(happenings.of(WordKind::Noun, "summit"), Some(Happening::Meeting));
    /// assert_eq!(happenings.of(WordKind::Verb, "call off"), Some(Happening::Cancelled));
    /// assert_eq!(happenings.of(WordKind::Noun, "table"), None);
    /// ```
    pub fn of(&self, kind: WordKind, lemma: &str) -> Option<Happening> {
        self.senses.get(&(kind, lemma.to_string())).copied()
    }

    /// All lines, in the order of the table.
    pub fn lines(&self) -> &[HappeningLine] {
        &self.lines
    }
}

fn kind(word: &str) -> Option<WordKind> {
    [("noun", WordKind::Noun), ("verb", WordKind::Verb), ("adjective", WordKind::Adjective), ("adverb", WordKind::Adverb)]
        .into_iter()
        .find(|(w, _)| *w == word)
        .map(|(_, kind)| kind)
}

fn sense(word: &str) -> Option<Happening> {
    [
        ("meeting", Happening::Meeting),
        ("outcome", Happening::Outcome),
        ("body", Happening::Body),
        ("contact", Happening::Contact),
        ("act", Happening::Act),
        ("step", Happening::Step),
        ("occurrence", Happening::Occurrence),
        ("scheduled", Happening::Scheduled),
        ("hedged", Happening::Hedged),
        ("proposed", Happening::Proposed),
        ("cancelled", Happening::Cancelled),
        ("postponed", Happening::Postponed),
    ]
    .into_iter()
    .find(|(w, _)| *w == word)
    .map(|(_, sense)| sense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_reads() {
        let table = include_str!("../en/events.tsv");
        let listed = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).count() - 1;
        assert_eq!(Happenings::embedded().lines().len(), listed);
    }
}
