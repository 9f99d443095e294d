//! Known names: those that the codebook lists.
//!
//! In come the codebook's hits on the page; out go party, person and place mentions. A city is a party only where it acts, an ambiguous name only among
//! parties, and no name is read inside a compound word ("Qatar-mediated").

use std::ops::Range;

use codebooks::{Found, NameKind, Owner};
use lexicon::NameSense;
use model::{MentionKind, Span};
use syntax::{Rel, Upos, Xpos};

use super::{Actor, Desk};

impl Desk<'_, '_> {
    pub(super) fn known_names(&mut self) {
        let hits = self.reader.codebook.names_in(&self.page.view);
        let sure: Vec<Owner> = hits.iter().filter(|h| !h.ambiguous).map(|h| h.owner).collect();
        for hit in &hits {
            let words = self.page.parse.words_in(hit.span.range());
            let in_body = words.clone().all(|w| self.page.parse.sentence_of(w).is_some()) && !words.is_empty();
            let doubtful =
                hit.ambiguous && !sure.contains(&hit.owner) && !(hit.kind == NameKind::Name && self.stands_among_parties(&words, &hits));
            if !in_body || doubtful || self.in_compound_word(hit.span) {
                continue;
            }
            if let Some((kind, how)) = self.kind_of(hit.kind, &words) {
                self.enter(self.draft(words, kind, Actor::Known(hit.owner), how));
            }
        }
    }

    /// An ambiguous name ("Jordan") that is no part of a longer name, in a sentence that names another party.
    fn stands_among_parties(&self, words: &Range<usize>, hits: &[Found]) -> bool {
        let Some(sentence) = self.page.parse.sentence_of(words.start).map(|s| &self.page.parse.sentences[s]) else { return false };
        let beside = |w: usize| sentence.tokens.contains(&w) && self.is_capitalised(w) && self.clauses.upos(w) == Upos::Propn;
        let alone = !beside(words.end) && words.start.checked_sub(1).is_none_or(|w| !beside(w));
        let here = self.clauses.span(words.clone());
        let other = |h: &Found| {
            !h.ambiguous && h.kind == NameKind::Name && !h.span.overlaps(here) && Span::from(sentence.span.clone()).contains(h.span)
        };
        alone && self.before(words.start) != "," && hits.iter().any(other)
    }

    /// "Qatar-mediated", "pro-Peru": part of an adjective, no actor. "U.S.-Peru" names both.
    fn in_compound_word(&self, span: Span) -> bool {
        let range = span.range();
        let (before, after) = (&self.page.view[..range.start], &self.page.view[range.end..]);
        let mut after = after.chars();
        let joined_after = after.next() == Some('-') && after.next().is_some_and(char::is_lowercase);
        let mut before = before.chars().rev();
        let joined_before = before.next() == Some('-') && before.next().is_some_and(char::is_lowercase);
        joined_after || joined_before
    }

    fn kind_of(&self, kind: NameKind, words: &Range<usize>) -> Option<(MentionKind, &'static str)> {
        let head = words.end - 1;
        match kind {
            NameKind::Name => Some((MentionKind::Party, "alias")),
            NameKind::People => Some((MentionKind::Party, "people")),
            NameKind::Demonym if self.modifies(head) || self.opens_coordination(head) => Some((MentionKind::Party, "adjective")),
            NameKind::Demonym => Some((MentionKind::Party, "people")),
            NameKind::Metonym => (!self.after_preposition(words, &["in", "at", "near", "outside", "inside", "around"]))
                .then_some((MentionKind::PlaceAsParty, "metonym")),
            NameKind::Capital => (!self.is_place(words)).then_some((MentionKind::PlaceAsParty, "capital")),
            NameKind::FullName => Some((MentionKind::Person, "alias")),
            NameKind::Family => Some((MentionKind::Person, "surname")),
        }
    }

    /// "**Peruvian** and Chilean envoys".
    fn opens_coordination(&self, word: usize) -> bool {
        self.page.parse.tokens.get(word).is_some_and(|t| t.xpos == Xpos::Jj)
            && matches!(self.clauses.word(word + 1), "and" | "or" | ",")
            && self.page.parse.tokens.get(word + 3).is_some_and(|t| t.upos == Upos::Noun)
    }

    fn after_place_word(&self, words: &Range<usize>) -> bool {
        self.is_named(&self.preposition_before(words).to_lowercase(), NameSense::Where)
    }

    /// A city is a place, not a party, after words of place, as the goal of a journey, in "the city of", before another name, in an address.
    fn is_place(&self, words: &Range<usize>) -> bool {
        if self.after_place_word(words) {
            return true;
        }
        let head = words.end - 1;
        let governor = self.page.parse.head(head).map_or("", |g| self.clauses.lemma(g));
        let led = ["to", "from", "for", "through"].iter().any(|p| self.before(words.start).eq_ignore_ascii_case(p))
            && self.is_named(governor, NameSense::Motion);
        let visited = self.clauses.rel(head) == Rel::Obj && self.is_named(governor, NameSense::Motion);
        let of_city = self.before(words.start) == "of" && matches!(governor, "city" | "capital" | "port" | "town");
        let next = self.page.parse.tokens.get(words.end);
        let next_is_name = next.is_some_and(|t| matches!(t.upos, Upos::Propn | Upos::Noun) && t.rel != Rel::Appos)
            && self.modifies(head)
            && self.reader.lexicon.roles.of(self.clauses.lemma(words.end)).is_none();
        let in_address = self.before(words.start) == ","
            && words.start >= 2
            && self.clauses.upos(words.start - 2) == Upos::Propn
            && self.clauses.rel(head) != Rel::Conj;
        led || visited || of_city || next_is_name || in_address
    }
}
