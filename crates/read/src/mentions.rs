//! Mentions: which words refer to a person, a party, a group, an office, and to whom.
//!
//! In come the page's trees and the codebook's names; out go the [`Mention`]s, each with who is meant, for whom that actor speaks, and how this
//! was resolved. The steps follow the reader's own order: names that the codebook knows; other capitalised names, made persons by a title or an
//! apposition, or organisations by their noun; short forms of both; offices; groups as they are written; pronouns last. Nothing is guessed by
//! likeness: an unknown spelling links only through the romanisation key of the codebook.

mod groups;
mod known;
mod names;
mod offices;
mod phrases;
mod printing;
mod pronouns;
mod short_forms;
mod titles;

use std::ops::Range;

use codebooks::Owner;
use lexicon::{NameSense, Role};
use model::{Mention, MentionKind, Span};
use syntax::{Rel, Upos};

use crate::{Clauses, Page, Reader};
use names::is_shouted;
use printing::squeeze;

/// All mentions, in text order; a mention may lie inside a longer one ("**Peruvian** officials").
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Mention> {
    let mut desk = Desk::open(page, reader);
    desk.known_names();
    desk.other_names();
    desk.short_forms();
    desk.offices();
    desk.groups();
    desk.pronouns();
    desk.mentions()
}

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Actor {
    /// Somebody of the codebook.
    Known(Owner),
    /// Somebody whom only this article names, by place in [`Desk::found`].
    Found(usize),
    /// A group as it is written: it is its own words.
    AsWritten,
}

/// Somebody whom only this article names.
#[derive(Clone, Debug)]
struct Newcomer {
    name: String,
    is_person: bool,
    /// The role noun that came with the name ("minister").
    role: Option<String>,
    /// For whom the person speaks.
    party: Option<Side>,
}

/// For whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Side {
    Actor(Actor),
    /// A group by its words ("producers").
    Words(String),
}

/// A mention before it is printed.
#[derive(Clone, Debug)]
struct Draft {
    words: Range<usize>,
    span: Span,
    kind: MentionKind,
    actor: Actor,
    party: Option<Side>,
    how: &'static str,
    /// Where a group's words stand: the draft's own span, or that of a pronoun's antecedent.
    written: Span,
}

/// The page with what has been found so far.
struct Desk<'a, 'p> {
    page: &'a Page<'p>,
    reader: &'a Reader<'a>,
    clauses: Clauses<'a>,
    found: Vec<Newcomer>,
    drafts: Vec<Draft>,
    /// For each word the draft that covers it, names only.
    covered: Vec<Option<usize>>,
}
impl<'a, 'p> Desk<'a, 'p> {
    fn open(page: &'a Page<'p>, reader: &'a Reader<'a>) -> Self {
        let clauses = Clauses::new(&page.parse, &page.view);
        Desk { page, reader, clauses, found: Vec::new(), drafts: Vec::new(), covered: vec![None; page.parse.tokens.len()] }
    }

    fn draft(&self, words: Range<usize>, kind: MentionKind, actor: Actor, how: &'static str) -> Draft {
        let span = self.clauses.span(words.clone());
        Draft { words, span, kind, actor, party: None, how, written: span }
    }

    fn enter(&mut self, draft: Draft) {
        let at = self.drafts.len();
        for word in draft.words.clone() {
            if let Some(slot) = self.covered.get_mut(word) {
                *slot = Some(at);
            }
        }
        self.drafts.push(draft);
    }

    /// Takes back the drafts inside `words`: a longer name stands there.
    fn clear(&mut self, words: &Range<usize>) {
        for word in words.clone() {
            if let Some(at) = self.covered[word] {
                self.drafts[at].words = 0..0;
                for slot in self.covered.iter_mut().filter(|slot| **slot == Some(at)) {
                    *slot = None;
                }
            }
        }
    }

    fn newcomer(&mut self, name: String, is_person: bool) -> usize {
        if let Some(at) = self.found.iter().position(|n| n.name == name && n.is_person == is_person) {
            return at;
        }
        self.found.push(Newcomer { name, is_person, role: None, party: None });
        self.found.len() - 1
    }

    fn before(&self, word: usize) -> &str {
        word.checked_sub(1).map_or("", |before| self.clauses.word(before))
    }

    /// The word before a name, its article and adjectives apart.
    fn preposition_before(&self, words: &Range<usize>) -> &str {
        let mut at = words.start;
        while at > 0 && (self.clauses.is(at - 1, "the") || self.clauses.upos(at - 1) == Upos::Adj) {
            at -= 1;
        }
        self.before(at)
    }

    fn after_preposition(&self, words: &Range<usize>, prepositions: &[&str]) -> bool {
        let before = self.preposition_before(words);
        prepositions.iter().any(|p| before.eq_ignore_ascii_case(p))
    }

    /// Whether the word stands before the noun it belongs to.
    fn modifies(&self, word: usize) -> bool {
        matches!(self.clauses.rel(word), Rel::Amod | Rel::Compound | Rel::Nummod | Rel::NmodDesc | Rel::Flat)
            && self.page.parse.head(word).is_some_and(|h| h > word)
            || self.page.parse.tokens.get(word + 1).is_some_and(|next| {
                matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && !self.is_time(word + 1)
                    && self.clauses.rel(word) != Rel::NmodPoss
            })
    }

    fn is_capitalised(&self, word: usize) -> bool {
        let form = self.clauses.word(word);
        form.chars().next().is_some_and(char::is_uppercase) && form.chars().any(char::is_alphabetic)
    }

    fn is_time(&self, word: usize) -> bool {
        let token = self.page.parse.tokens[word];
        let span = Span { start: token.start, end: token.end };
        self.page.times.iter().any(|t| t.span.overlaps(span))
    }

    fn is_named(&self, word: &str, sense: NameSense) -> bool {
        self.reader.lexicon.names.is(word, sense)
    }

    fn is_name_word(&self, word: usize) -> bool {
        let named = match self.clauses.upos(word) {
            Upos::Propn => true,
            Upos::Adj | Upos::Noun => !self.opens_sentence(word),
            _ => false,
        };
        self.is_capitalised(word) && (named || self.covered[word].is_some() || self.is_role(word)) && !self.is_time(word)
    }

    fn opens_sentence(&self, word: usize) -> bool {
        self.page.parse.sentence_of(word).is_none_or(|s| self.page.parse.sentences[s].tokens.start == word)
            || matches!(self.before(word), "\"" | "“" | "``" | ":")
    }

    fn is_role(&self, word: usize) -> bool {
        self.reader.lexicon.roles.of(self.clauses.lemma(word)).is_some()
    }

    fn speaking_role(&self, word: usize) -> Option<Role> {
        self.reader.lexicon.roles.of(self.clauses.lemma(word)).filter(|r| matches!(r, Role::Speaks | Role::Chairs))
    }

    fn organisation_noun(&self, words: Range<usize>) -> Option<usize> {
        words.rev().find(|w| self.is_named(&self.clauses.word(*w).trim_end_matches('.').to_lowercase(), NameSense::Organisation))
    }

    fn party_at(&self, word: usize) -> Option<Actor> {
        let draft = &self.drafts[(*self.covered.get(word)?)?];
        (draft.kind != MentionKind::Person).then_some(draft.actor)
    }

    fn words_of(&self, words: Range<usize>) -> String {
        squeeze(self.clauses.span(words).of(&self.page.view))
    }

    /// The printed name: the codebook's for a negotiation of its own, else the fullest that this article gives.
    fn name(&self, actor: Actor) -> String {
        match actor {
            Actor::Found(at) => self.found.get(at).map(|n| n.name.clone()).unwrap_or_default(),
            Actor::Known(owner) if self.reader.codebook.is_own() => self.reader.codebook.printed(owner).to_string(),
            Actor::Known(owner) => {
                let forms = self
                    .drafts
                    .iter()
                    .filter(|d| !d.words.is_empty() && d.actor == actor && d.how == "alias")
                    .map(|d| squeeze(d.span.of(&self.page.view)));
                let printed = self.reader.codebook.printed(owner);
                forms
                    .filter(|f| !is_shouted(f, printed))
                    .max_by_key(|f| (f.len(), std::cmp::Reverse(f.clone())))
                    .unwrap_or_else(|| printed.to_string())
            }
            Actor::AsWritten => String::new(),
        }
    }

    fn book_name(&self, actor: Actor) -> Option<&str> {
        match actor {
            Actor::Known(owner) => Some(self.reader.codebook.printed(owner)),
            _ => None,
        }
    }

    /// Whether nothing but a hyphen stands between the two words.
    fn touch(&self, first: usize, last: usize) -> bool {
        self.clauses.span(last..last + 1).start == self.clauses.span(first..first + 1).end + 1
    }
}

#[cfg(test)]
mod tests;
