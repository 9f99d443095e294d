//! Phrases of a role noun: how far they reach and which party stands in them.

use std::ops::Range;

use model::MentionKind;
use syntax::{Rel, Upos};

use super::{Actor, Desk};

impl Desk<'_, '_> {
    /// Whether a person's name follows or explains the role noun ("President Lee", "the president, Ann Lee").
    pub(super) fn names_somebody(&self, word: usize) -> bool {
        let is_person = |w: usize| self.covered.get(w).copied().flatten().is_some_and(|d| self.drafts[d].kind == MentionKind::Person);
        is_person(word + 1)
            || is_person(self.title_end(word))
            || self.page.parse.children_by(word, Rel::Appos).any(is_person)
            || self.page.parse.children_by(word, Rel::Flat).any(is_person)
            || (self.clauses.rel(word) == Rel::Appos)
    }

    /// Determiner, adjectives and nouns before a noun, with the noun.
    pub(super) fn base_phrase(&self, noun: usize) -> Range<usize> {
        let parse = &self.page.parse;
        let lead = parse.children(noun).take_while(|c| *c < noun).filter(|c| {
            matches!(
                self.clauses.rel(*c),
                Rel::Det
                    | Rel::DetPredet
                    | Rel::Amod
                    | Rel::Compound
                    | Rel::Nummod
                    | Rel::NmodPoss
                    | Rel::NmodDesc
                    | Rel::NmodUnmarked
                    | Rel::Advmod
            )
        });
        let start = lead.map(|c| parse.left_edge(c)).min().unwrap_or(noun);
        // A phrase begins after the last preposition, verb or comma before its noun, whatever the tree says.
        let cut = (start..noun).rev().find(|w| {
            // "On **Monday** Chilean officials …"; "the 1994 delegates" keep their year.
            let day = self.is_time(*w) && self.clauses.upos(*w) == Upos::Propn;
            day || matches!(self.clauses.upos(*w), Upos::Adp | Upos::Verb | Upos::Aux | Upos::Punct)
                && self.covered[*w].is_none()
                && self.clauses.word(*w) != "-"
        });
        let start = cut.map_or(start, |w| w + 1);
        self.with_abbreviated(start)..noun + 1
    }

    /// "European Community, **EC, delegates**": back over an abbreviation in commas or brackets to the name before it.
    fn with_abbreviated(&self, start: usize) -> usize {
        let closed = |w: usize| matches!(self.clauses.word(w), "," | ")");
        let Some(name) = start.checked_sub(4).filter(|_| closed(start - 1)) else { return start };
        let Some(actor) =
            self.party_at(start - 2).filter(|a| self.party_at(name) == Some(*a) && matches!(self.clauses.word(start - 3), "," | "("))
        else {
            return start;
        };
        (0..=name).rev().take_while(|w| self.party_at(*w) == Some(actor)).last().unwrap_or(start)
    }

    /// The end of a title with its complement: "Secretary **of State**".
    pub(super) fn title_end(&self, noun: usize) -> usize {
        let complement =
            self.clauses.is(noun + 1, "of") && matches!(self.clauses.lemma(noun + 2), "state" | "defense" | "defence" | "treasury");
        if complement { noun + 3 } else { noun + 1 }
    }

    /// The party named beside a role noun, before it or after "of", "for", "from".
    pub(super) fn party_beside(&self, phrase: &Range<usize>, noun: usize) -> Option<Actor> {
        let described =
            |w: usize| if self.is_capitalised(w) && !self.opens_sentence(w) { self.described(self.clauses.lemma(w), noun) } else { None };
        let before = (phrase.start..noun).rev().find_map(|w| self.party_at(w).or_else(|| described(w)));
        before.or_else(|| {
            let mut links = self.page.parse.children_by(noun, Rel::Nmod).filter(|c| {
                let case = self.clauses.preposition(*c).map(|p| self.clauses.word(p)).unwrap_or("");
                matches!(case, "of" | "from" | "for" | "at" | "with")
                    && !(case == "for"
                        && matches!(self.clauses.lemma(noun), "envoy" | "minister" | "secretary" | "negotiator" | "commissioner"))
            });
            links.find_map(|c| self.party_at(c))
        })
    }
}
