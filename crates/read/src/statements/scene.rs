//! The scene: one page with the questions that all statement rules ask of it.
//!
//! Words are indices of the parse, stretches are half-open ranges of them.

use std::ops::Range;

use model::{Mention, MentionKind, Span};
use syntax::{Rel, Upos, Xpos};

use crate::{Clauses, Page, Reader};

/// One page under the statement rules.
pub(super) struct Scene<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) reader: &'a Reader<'a>,
    pub(super) clauses: Clauses<'a>,
    mention_at: Vec<Option<u32>>,
    quoted: Vec<bool>,
    voices: Vec<Option<u32>>,
    /// Whether the page is about a negotiation, by how many of its words are nouns of negotiating; a short page, or one read with a codebook, counts as such.
    pub(super) is_negotiation: bool,
    /// Whether the codebook's negotiation is one of parties alone, whose texts are records of who said what.
    pub(super) is_record: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn of(page: &'a Page<'a>, reader: &'a Reader<'a>) -> Self {
        let words = page.parse.tokens.len();
        let mut mention_at = vec![None; words];
        for (at, mention) in page.mentions.iter().enumerate() {
            for word in page.parse.words_in(mention.span.range()) {
                let longer = |other: &u32| page.mentions[*other as usize].span.len() >= mention.span.len();
                if !mention_at[word].as_ref().is_some_and(longer) {
                    mention_at[word] = Some(at as u32);
                }
            }
        }
        let mut quoted = vec![false; words];
        for quote in &page.quotes {
            page.parse.words_in(quote.span.range()).for_each(|word| quoted[word] = true);
        }
        let mut scene = Scene {
            page,
            reader,
            clauses: Clauses::new(&page.parse, &page.view),
            mention_at,
            quoted,
            voices: Vec::new(),
            is_negotiation: true,
            is_record: false,
        };
        scene.is_record = reader.codebook.is_own() && reader.codebook.people().is_empty();
        scene.voices = super::holders::voices(&scene);
        scene.is_negotiation = reader.codebook.is_own() || words < SHORT || scene.nouns_of_talks() * RARE >= words;
        scene
    }

    fn nouns_of_talks(&self) -> usize {
        let of_talks = |w: &usize| self.upos(*w) == Upos::Noun && self.reader.lexicon.positions.is_of_talks(self.lemma(*w));
        (0..self.page.parse.tokens.len()).filter(of_talks).count()
    }

    /// The longest mention that covers a word.
    pub(super) fn mention(&self, word: usize) -> Option<&'a Mention> {
        let at = self.mention_at.get(word).copied().flatten()?;
        self.page.mentions.get(at as usize)
    }

    /// Whether the word belongs to a named actor (no pronoun).
    pub(super) fn is_named(&self, word: usize) -> bool {
        self.mention(word).is_some_and(|m| m.kind != MentionKind::Pronoun && m.actor.is_some())
    }

    /// The words of a mention.
    pub(super) fn mention_words(&self, mention: &Mention) -> Range<usize> {
        self.page.parse.words_in(mention.span.range())
    }

    /// Whether the word stands in quotation marks.
    pub(super) fn is_quoted(&self, word: usize) -> bool {
        self.quoted.get(word).copied().unwrap_or(false)
    }

    /// The index of the innermost attribution that tells this word.
    pub(super) fn voice_at(&self, word: usize) -> Option<usize> {
        self.voices.get(word).copied().flatten().map(|at| at as usize)
    }

    /// The word in lower case; empty when out of range.
    pub(super) fn lower(&self, word: usize) -> String {
        self.clauses.word(word).to_lowercase()
    }

    /// Whether the words from `at` on are these, whatever their case.
    pub(super) fn reads(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(i, form)| self.clauses.is(at + i, form))
    }

    /// The words of the sentence that holds `word`.
    pub(super) fn sentence(&self, word: usize) -> Range<usize> {
        self.page.parse.sentence_of(word).map_or(0..0, |at| self.page.parse.sentences[at].tokens.clone())
    }

    pub(super) fn rel(&self, word: usize) -> Rel {
        self.clauses.rel(word)
    }

    pub(super) fn upos(&self, word: usize) -> Upos {
        self.clauses.upos(word)
    }

    pub(super) fn xpos(&self, word: usize) -> Xpos {
        self.clauses.xpos(word)
    }

    pub(super) fn lemma(&self, word: usize) -> &'a str {
        self.clauses.lemma(word)
    }

    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.page.parse.head(word)
    }

    pub(super) fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.page.parse.children(word)
    }

    /// The bytes of a stretch.
    pub(super) fn span(&self, words: Range<usize>) -> Span {
        self.clauses.span(words)
    }

    /// Whether the word is a verb or an auxiliary in a finite form.
    pub(super) fn is_finite(&self, word: usize) -> bool {
        matches!(self.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            || self.children(word).any(|c| {
                matches!(self.rel(c), Rel::Aux | Rel::AuxPass | Rel::Cop)
                    && matches!(self.xpos(c), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
            })
    }

    /// Whether the word is a comma, bracket or other mark.
    pub(super) fn is_mark(&self, word: usize) -> bool {
        self.upos(word) == Upos::Punct
    }

    /// Whether the stretch holds a day, a month or another temporal expression.
    pub(super) fn is_time(&self, words: Range<usize>) -> bool {
        let span = self.span(words.clone());
        self.page.times.iter().any(|t| span.overlaps(t.span)) || words.into_iter().any(|w| DAYS.contains(&self.lower(w).as_str()))
    }
}

/// A page of fewer words says too little about its own subject.
const SHORT: usize = 80;

/// On a page about a negotiation at least one word in so many is a noun of negotiating: one in 35 or more on newswire about talks, one in 60 or fewer elsewhere.
const RARE: usize = 50;

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "today",
    "yesterday",
    "tomorrow",
    "week",
    "month",
    "year",
    "morning",
    "afternoon",
    "evening",
];
