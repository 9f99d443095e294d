//! Key phrases: what a point is about in a word or two, for an archive that is read without a codebook.
//!
//! In come the words of a point; out comes the noun or pair of nouns in it that the article itself keeps returning to, by lemma ("buffer stock").
//! Two points with one key phrase are about one matter. A phrase that the article uses once names nothing that recurs, and yields nothing.

use std::collections::BTreeMap;

use model::Point;
use syntax::{Rel, Upos};

use crate::Page;

/// How often the article uses each noun and each pair of neighbouring nouns, by lemma.
#[derive(Debug)]
pub(crate) struct Phrases {
    counts: BTreeMap<String, usize>,
    /// For each word, whether it can name a matter.
    matters: Vec<bool>,
}

/// A pair of nouns counts from its second use on, a single noun, being vaguer, from the third.
const PAIR: usize = 2;
const SINGLE: usize = 3;

/// Nouns too general to name a matter.
const GENERAL: &[&str] = &[
    "agreement",
    "proposal",
    "plan",
    "talk",
    "talks",
    "negotiation",
    "deal",
    "issue",
    "question",
    "point",
    "problem",
    "way",
    "time",
    "year",
    "month",
    "week",
    "day",
    "need",
    "position",
    "view",
    "statement",
    "meeting",
    "session",
    "result",
    "part",
    "number",
    "level",
    "thing",
    "matter",
    "progress",
    "decision",
    "paragraph",
    "text",
    "draft",
    "reference",
    "option",
    "effort",
    "work",
    "action",
    "change",
    "use",
    "role",
    "basis",
    "side",
    "pct",
    "dlrs",
    "percent",
    "%",
];

impl Phrases {
    pub(crate) fn of(page: &Page<'_>) -> Phrases {
        let mut phrases = Phrases { counts: BTreeMap::new(), matters: matters(page) };
        for phrase in (0..page.parse.tokens.len()).flat_map(|word| phrases_at(page, &phrases.matters, word)) {
            *phrases.counts.entry(phrase).or_insert(0) += 1;
        }
        phrases
    }

    /// The phrase of a point: a pair before a single noun, the more used before the less used, the earlier before the later.
    pub(crate) fn key(&self, page: &Page<'_>, point: &Point) -> Option<String> {
        let words = point.spans.iter().flat_map(|span| page.parse.words_in(span.range()));
        let mut best: Option<(bool, usize, String)> = None;
        for phrase in words.flat_map(|word| phrases_at(page, &self.matters, word)) {
            let pair = phrase.contains(' ');
            let count = self.counts.get(&phrase).copied().unwrap_or(0);
            let better = best.as_ref().is_none_or(|(p, c, _)| (pair, count) > (*p, *c));
            if count >= if pair { PAIR } else { SINGLE } && better {
                best = Some((pair, count, phrase));
            }
        }
        best.map(|(_, _, phrase)| phrase)
    }
}

/// For each word, whether it is a plain noun outside names and times.
fn matters(page: &Page<'_>) -> Vec<bool> {
    let mut matters: Vec<bool> = (0..page.parse.tokens.len())
        .map(|word| {
            let lemma = page.parse.lemma(word);
            page.parse.tokens[word].upos == Upos::Noun && lemma.len() > 2 && lemma.chars().all(|c| c.is_alphabetic() || c == '-')
        })
        .collect();
    let taken = page.mentions.iter().map(|m| m.span).chain(page.times.iter().map(|t| t.span));
    for word in taken.flat_map(|span| page.parse.words_in(span.range())) {
        matters[word] = false;
    }
    matters
}

/// The noun at a word, and the pair that it forms with the noun before it.
fn phrases_at(page: &Page<'_>, matters: &[bool], word: usize) -> Vec<String> {
    if !matters[word] {
        return Vec::new();
    }
    let mut phrases = Vec::new();
    let before = word
        .checked_sub(1)
        .filter(|b| matters[*b] && page.parse.tokens[*b].rel == Rel::Compound && page.parse.head(*b).is_some_and(|h| h >= word));
    if let Some(before) = before {
        phrases.push(format!("{} {}", page.parse.lemma(before), page.parse.lemma(word)));
    }
    if !GENERAL.contains(&page.parse.lemma(word)) {
        phrases.push(page.parse.lemma(word).to_string());
    }
    phrases
}
