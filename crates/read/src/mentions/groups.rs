//! Groups and unnamed speakers as they are written: "some U.S. officials", "delegates", "the government".
//!
//! In come role nouns that nothing else has read; out go mentions that are their own words, with the party beside them.

use std::ops::Range;

use lexicon::Role;
use model::MentionKind;
use syntax::{Rel, Upos, Xpos};

use super::pronouns::Seeks;
use super::{Actor, Desk, Draft, Side};

impl Desk<'_, '_> {
    /// Groups and unnamed speakers as they are written: "some U.S. officials", "delegates", "the government".
    pub(super) fn groups(&mut self) {
        for word in 0..self.covered.len() {
            let Some(role) = self.reader.lexicon.roles.of(self.clauses.lemma(word)) else { continue };
            let is_noun = matches!(self.clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron) && self.covered[word].is_none();
            let is_head = !matches!(self.clauses.rel(word), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodDesc | Rel::Fixed)
                && !self.names_somebody(word);
            let read = self.drafts.iter().any(|d| d.kind == MentionKind::Office && d.words.contains(&word));
            if is_noun && is_head && !read {
                self.group(word, role);
            }
        }
    }

    fn group(&mut self, noun: usize, role: Role) {
        let base = self.base_phrase(noun);
        let party = self.party_beside(&base, noun);
        if party.is_none()
            && self.is_definite(&base)
            && base.len() <= 2
            && let Some(actor) = self.described(self.clauses.lemma(noun), noun)
        {
            let draft = self.draft(base, MentionKind::Party, actor, "description");
            return self.drafts.push(draft);
        }
        let bare = base.len() == 1 || (base.len() == 2 && self.clauses.is(base.start, "the"));
        // "most consumers and producers": the count holds for both.
        let counted =
            self.clauses.rel(noun) == Rel::Conj && self.page.parse.head(noun).is_some_and(|first| self.base_phrase(first).len() > 1);
        let bare = bare && !counted;
        if bare
            && role == Role::Collective
            && self.clauses.xpos(noun) == Xpos::Nns
            && let Some(full) = self.fullest_side(self.clauses.lemma(noun)).filter(|full| full.contains(' '))
        {
            let at = self.newcomer(full, false);
            let draft = self.draft(self.without_article(base), MentionKind::Group, Actor::Found(at), "full name");
            return self.drafts.push(draft);
        }
        let quantified = base.clone().any(|w| {
            matches!(
                self.clauses.lemma(w),
                "some" | "many" | "several" | "most" | "few" | "other" | "certain" | "various" | "more" | "number" | "private" | "former"
            )
        });
        // "Those figures" takes up a group named before.
        let pointing = matches!(self.clauses.word(base.start).to_lowercase().as_str(), "those" | "these");
        if pointing && let Some(at) = self.antecedent(base.start, Seeks::Many) {
            let Draft { actor, party, written, .. } = self.drafts[at].clone();
            let draft = self.draft(base, MentionKind::Group, actor, "taken up");
            return self.drafts.push(Draft { party, written, ..draft });
        }
        let words = self.without_article(base.start..self.phrase_end(noun));
        let draft = match (role, party) {
            (Role::Body, Some(actor)) if !quantified => self.draft(words, MentionKind::Party, actor, "body"),
            (Role::Speaks, Some(actor)) if !quantified => {
                Draft { party: Some(Side::Actor(actor)), ..self.draft(words, MentionKind::Group, Actor::AsWritten, "role") }
            }
            _ => self.draft(words, MentionKind::Group, Actor::AsWritten, "as written"),
        };
        self.drafts.push(draft);
    }

    fn without_article(&self, words: Range<usize>) -> Range<usize> {
        let bare = words.len() > 1
            && (self.clauses.is(words.start, "the") || self.clauses.is(words.start, "these") || self.clauses.is(words.start, "those"));
        if bare { words.start + 1..words.end } else { words }
    }

    /// The end of a group's words: with "of", "in", "from" and "close to" phrases that follow at once and are short.
    fn phrase_end(&self, noun: usize) -> usize {
        let parse = &self.page.parse;
        if self.clauses.is(noun + 1, "close") && self.clauses.is(noun + 2, "to") {
            let goes_on = |w: &usize| matches!(self.clauses.upos(*w), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part);
            return (noun + 3..parse.tokens.len()).take_while(goes_on).last().map_or(noun + 1, |w| w + 1);
        }
        let speaks = self.speaking_role(noun).is_some();
        let joins = |c: &usize| {
            let case = self.clauses.preposition(*c).map(|p| self.clauses.word(p)).unwrap_or("");
            let phrase =
                self.clauses.rel(*c) == Rel::Nmod && (matches!(case, "of" | "in" | "from" | "within") || (case == "for" && speaks));
            *c > noun && parse.left_edge(*c) == noun + 1 && parse.subtree(*c).len() <= 6 && phrase
        };
        parse.children(noun).find(joins).map_or(noun + 1, |c| parse.right_edge(c) + 1)
    }
}
