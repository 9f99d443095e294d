//! Titles: what stands beside a name about for whom its bearer speaks.
//!
//! In comes the place of a name; out come the role noun and the side: before it ("Chilean Trade Minister"), after it (", a union official"), or as a
//! commission ("speaking for exporters").

use std::collections::BTreeMap;
use std::ops::Range;

use codebooks::Owner;
use lexicon::{NameSense, Role};
use model::MentionKind;
use syntax::{Upos, Xpos};

use super::{Actor, Desk, Draft, Side};

impl Desk<'_, '_> {
    /// The title before a name: the noun with its role, and for whom it speaks ("U.S. Agriculture **Secretary**", "producer **spokesman**").
    pub(super) fn title_before(&self, name: usize, title: Range<usize>, first: usize) -> Option<((String, Role), Option<Side>)> {
        let office = if title.is_empty() { name.checked_sub(1).filter(|w| *w >= first)? } else { title.end - 1 };
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(office)).filter(|r| *r != Role::Body)?;
        let mut start = office;
        while start > first
            && matches!(self.clauses.upos(start - 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part)
            && !self.is_time(start - 1)
        {
            start -= 1;
        }
        let party = (start..office).rev().find_map(|w| self.party_at(w)).map(Side::Actor);
        let party = party.or_else(|| self.bloc(office.checked_sub(1).filter(|w| *w >= start)?));
        let body = || if self.clauses.lemma(office) == "commissioner" { self.described("commission", office) } else { None };
        let side = party.or_else(|| body().or_else(|| self.state_in_hand(office, first)).map(Side::Actor));
        Some(((self.clauses.lemma(office).to_string(), role), side))
    }

    /// The one state named so far in the sentence: whose minister a bare "finance minister" is.
    fn state_in_hand(&self, office: usize, first: usize) -> Option<Actor> {
        if !matches!(self.clauses.lemma(office), "minister" | "secretary" | "premier" | "ambassador") {
            return None;
        }
        let is_state = |actor: &Actor| match actor {
            Actor::Known(Owner::Party(at)) => {
                self.reader.codebook.parties().get(*at).is_some_and(|p| p.kind == codebooks::PartyKind::State)
            }
            _ => false,
        };
        let mut states: Vec<Actor> = (first..office).filter_map(|w| self.party_at(w)).filter(is_state).collect();
        states.dedup();
        if let [only] = states[..] { Some(only) } else { None }
    }

    /// The apposition before a name: "their **chairman**, Belgium's Paul Lee".
    pub(super) fn role_before(&self, name: usize, first: usize) -> Option<((String, Role), Option<Side>)> {
        let start = if self.possessor_before(name).is_some() { name.checked_sub(2)? } else { name };
        let office = start.checked_sub(2).filter(|w| *w >= first && self.clauses.word(start - 1) == ",")?;
        let role = self.speaking_role(office)?;
        let base = self.base_phrase(office);
        let side = self.party_beside(&base, office).map(Side::Actor);
        Some(((self.clauses.lemma(office).to_string(), role), side))
    }

    /// The apposition after a name: ", the Peruvian finance **minister**,", ", a **spokesman** for the union,".
    pub(super) fn role_after(&self, after: usize, end: usize) -> Option<((String, Role), Option<Side>)> {
        // "Ann Lee **of Peru**, a spokeswoman for producers,"
        let of_party = self.clauses.is(after, "of") && self.party_at(after + 1).is_some();
        let after = if of_party { (after + 1..end).find(|w| self.party_at(*w).is_none()).unwrap_or(end) } else { after };
        if after >= end || self.clauses.word(after) != "," {
            return None;
        }
        if let Some(side) = self.behalf_after(after + 1, end) {
            return Some((("spokesman".to_string(), Role::Speaks), Some(side)));
        }
        let stops = |w: &usize| {
            *w < end && !matches!(self.clauses.word(*w), "," | ";" | ":") && !matches!(self.clauses.upos(*w), Upos::Verb | Upos::Aux)
        };
        let phrase: Vec<usize> = (after + 1..end).take_while(stops).take(14).collect();
        let office = *phrase.iter().find(|w| {
            self.is_bearer(**w) && self.covered[**w].is_none() && !self.is_capitalised(**w + 1) && self.clauses.upos(**w + 1) != Upos::Noun
        })?;
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(office))?;
        let party = phrase.iter().take_while(|w| **w < office).filter_map(|w| self.party_at(*w)).last();
        let party = party.or_else(|| {
            let joint = self.clauses.word(office + 1);
            let topic =
                matches!(self.clauses.lemma(office), "envoy" | "negotiator" | "minister" | "secretary" | "commissioner") && joint == "for";
            let owner = phrase.iter().filter(|w| **w > office + 1).find_map(|w| self.party_at(*w));
            (matches!(joint, "of" | "for" | "at" | "with") && !topic).then_some(owner).flatten()
        });
        let side = party.map(Side::Actor).or_else(|| {
            let modifier = office.checked_sub(1).filter(|w| *w > after)?;
            self.bloc(modifier)
        });
        let of_bloc = || {
            let joint = matches!(self.clauses.word(office + 1), "for" | "of").then_some(office + 2)?;
            (joint < end).then(|| self.bloc(joint)).flatten()
        };
        Some(((self.clauses.lemma(office).to_string(), role), side.or_else(of_bloc)))
    }

    /// ", speaking on behalf of producers,", ", speaking for Peru,".
    fn behalf_after(&self, at: usize, end: usize) -> Option<Side> {
        let speaking = if self.clauses.is(at, "speaking") { at + 1 } else { at };
        let joint = match (self.clauses.word(speaking), self.clauses.word(speaking + 1), self.clauses.word(speaking + 2)) {
            ("on", "behalf", "of") => speaking + 3,
            ("for", _, _) if speaking > at => speaking + 1,
            _ => return None,
        };
        let noun = if self.clauses.is(joint, "the") { joint + 1 } else { joint };
        if noun >= end {
            return None;
        }
        self.party_at(noun).map(Side::Actor).or_else(|| self.bloc(noun))
    }

    /// The group that a common noun beside a role names: an organisation described ("union official") or a side ("producer spokesman").
    fn bloc(&self, noun: usize) -> Option<Side> {
        if self.clauses.upos(noun) != Upos::Noun {
            return None;
        }
        let lemma = self.clauses.lemma(noun);
        if let Some(actor) = self.described(lemma, noun).or_else(|| self.described(lemma, usize::MAX)) {
            return Some(Side::Actor(actor));
        }
        (self.reader.lexicon.roles.of(lemma) == Some(Role::Collective)).then(|| self.fullest_side(lemma)).flatten().map(Side::Words)
    }

    /// The fullest words of the article for a side: "producer ICCO members" rather than "producers", also out of "consumer and producer members".
    pub(super) fn fullest_side(&self, lemma: &str) -> Option<String> {
        let tokens = &self.page.parse.tokens;
        let here = |w: &usize| self.clauses.lemma(*w) == lemma && self.clauses.upos(*w) == Upos::Noun;
        let fuller = (0..tokens.len())
            .filter(here)
            .filter_map(|w| self.side_from(w))
            .max_by_key(|name| (name.len(), std::cmp::Reverse(name.clone())));
        let plural = |w: &usize| tokens[*w].xpos == Xpos::Nns;
        fuller.or_else(|| (0..tokens.len()).filter(here).find(plural).map(|w| self.clauses.word(w).to_lowercase()))
    }

    /// From "producer" to a plural noun of membership after it: "producer members", "consumer [and producer] members".
    fn side_from(&self, first: usize) -> Option<String> {
        let mut words = vec![self.clauses.word(first).to_lowercase()];
        let mut at = first + 1;
        while words.len() < 4 {
            let joined = self.clauses.is(at, "and") || self.clauses.is(at, "or");
            if joined {
                at += 2;
                continue;
            }
            if !matches!(self.clauses.upos(at), Upos::Noun | Upos::Propn | Upos::Adj) {
                return None;
            }
            words.push(self.clauses.word(at).to_string());
            if self.is_named(self.clauses.lemma(at), NameSense::Member) && self.clauses.xpos(at) == Xpos::Nns {
                return Some(words.join(" "));
            }
            at += 1;
        }
        None
    }

    /// The organisation named before word `before` that a common noun stands for.
    pub(super) fn described(&self, noun: &str, before: usize) -> Option<Actor> {
        let nouns = self.reader.lexicon.names.described_by(noun)?;
        let fits = |actor: Actor| self.name(actor).split_whitespace().any(|w| nouns.contains(&w.trim_end_matches('.').to_lowercase()));
        let named = |d: &&Draft| {
            d.kind == MentionKind::Party && !d.words.is_empty() && d.words.start < before && d.how != "adjective" && fits(d.actor)
        };
        // The one most spoken of, not the last one: an organisation named in passing is not "the union".
        let mut counts: BTreeMap<Actor, (usize, usize)> = BTreeMap::new();
        for draft in self.drafts.iter().filter(named) {
            let count = counts.entry(draft.actor).or_default();
            *count = (count.0 + 1, count.1.max(draft.words.start));
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(actor, _)| actor)
    }

    /// "Belgium's Paul de Keersmaeker": who stands before the 's.
    pub(super) fn possessor_before(&self, name: usize) -> Option<Actor> {
        let mark = name.checked_sub(1)?;
        if matches!(self.clauses.word(mark), "'s" | "’s" | "'" | "’") { self.party_at(mark.checked_sub(1)?) } else { None }
    }
}
