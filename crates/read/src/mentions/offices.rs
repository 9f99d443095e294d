//! Offices: "the Secretary of State", "the Ukrainian president", "the minister".
//!
//! In come role nouns without a name; out go mentions of the person who holds the office on the article's day, if the codebook or the article says who.

use std::ops::Range;

use codebooks::Owner;
use lexicon::Role;
use model::MentionKind;
use syntax::{Rel, Upos, Xpos};

use super::{Actor, Desk, Draft, Newcomer, Side};

impl Desk<'_, '_> {
    /// "the Secretary of State", "the Ukrainian president", "the minister": the person who holds the office, if the codebook or the article says who.
    pub(super) fn offices(&mut self) {
        for word in 0..self.covered.len() {
            let is_office = self.speaking_role(word) == Some(Role::Speaks)
                && self.covered[word].is_none()
                && self.page.parse.tokens[word].xpos != Xpos::Nns;
            let is_head =
                !matches!(self.clauses.rel(word), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodDesc) && !self.names_somebody(word);
            if !is_office || !is_head {
                continue;
            }
            let phrase = self.base_phrase(word);
            if !self.is_definite(&phrase) {
                continue;
            }
            let phrase = phrase.start..self.title_end(word);
            let party = self.party_beside(&phrase, word);
            if let Some((actor, how)) = self.holder_of_office(&phrase, word, party) {
                let draft = self.draft(phrase, MentionKind::Office, actor, how);
                self.drafts.push(draft);
            }
        }
    }

    pub(super) fn is_definite(&self, phrase: &Range<usize>) -> bool {
        let first = self.clauses.word(phrase.start).to_lowercase();
        matches!(first.as_str(), "the" | "his" | "her" | "its" | "their")
            || phrase.clone().any(|w| self.party_at(w).is_some() && matches!(self.clauses.word(w + 1), "'s" | "’s"))
    }

    fn holder_of_office(&self, phrase: &Range<usize>, noun: usize, party: Option<Actor>) -> Option<(Actor, &'static str)> {
        let titled: Vec<usize> = phrase
            .clone()
            .filter(|w| self.party_at(*w).is_none() && !matches!(self.clauses.upos(*w), Upos::Det | Upos::Part | Upos::Pron))
            .collect();
        let words: Vec<&str> = titled.iter().map(|w| self.clauses.word(*w)).collect();
        let day = self.page.article.published;
        let book = self.reader.codebook;
        for skip in 0..words.len() {
            let title = words[skip..].join(" ");
            let known = |d: &Draft| match d.actor {
                Actor::Known(Owner::Person(at)) if d.kind == MentionKind::Person => book.people().get(at).map(|p| (at, p)),
                _ => None,
            };
            let bears = |person: &codebooks::Person| {
                person.offices.iter().any(|o| {
                    (o.title.eq_ignore_ascii_case(&title) || o.also.iter().any(|t| t.eq_ignore_ascii_case(&title)))
                        && (day.is_none() || o.covers(day))
                        && party.is_none_or(|p| self.book_name(p) == Some(o.party.as_str()))
                })
            };
            // Somebody of that office whom the article has named before; the nearest.
            let named = self
                .drafts
                .iter()
                .filter(|d| !d.words.is_empty() && d.words.start < noun)
                .filter_map(|d| known(d).filter(|(_, p)| bears(p)).map(|(at, _)| (d.words.start, at)));
            if let Some((_, at)) = named.max() {
                return Some((Actor::Known(Owner::Person(at)), "office"));
            }
            if let Some(person) = party.and_then(|p| book.in_office(&title, self.book_name(p)?, day)) {
                let at = book.people().iter().position(|p| p.name == person.name)?;
                return Some((Actor::Known(Owner::Person(at)), "office"));
            }
        }
        let lemma = self.clauses.lemma(noun);
        let titled =
            |n: &Newcomer| n.is_person && n.role.as_deref() == Some(lemma) && party.is_none_or(|p| n.party == Some(Side::Actor(p)));
        let earlier = self.drafts.iter().filter(|d| !d.words.is_empty() && d.words.start < noun).filter_map(|d| match d.actor {
            Actor::Found(at) if self.found.get(at).is_some_and(titled) => Some((d.words.start, at)),
            _ => None,
        });
        earlier.max().map(|(_, at)| (Actor::Found(at), "title"))
    }
}
