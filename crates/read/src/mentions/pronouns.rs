//! Pronouns: the nearest mention before them that fits in person, number and kind.
//!
//! An "it" that means nobody and a pronoun without a fitting mention stay unread.

use std::ops::Range;

use codebooks::{Owner, Pronoun};
use model::{MentionKind, Span};
use syntax::{Rel, Upos, Xpos};

use super::{Actor, Desk, Draft};

impl Desk<'_, '_> {
    pub(super) fn pronouns(&mut self) {
        for word in 0..self.covered.len() {
            if self.clauses.upos(word) != Upos::Pron || self.clauses.rel(word) == Rel::Expl || self.is_empty_subject(word) {
                continue;
            }
            let seeks = match self.clauses.word(word).to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" => Seeks::Person(Pronoun::He),
                "she" | "her" | "hers" | "herself" => Seeks::Person(Pronoun::She),
                "it" if matches!(self.clauses.rel(word), Rel::Nsubj | Rel::NsubjPass) => Seeks::Party,
                "its" => Seeks::Party,
                "they" | "them" | "their" | "themselves" => Seeks::Many,
                _ => continue,
            };
            if let Some(at) = self.antecedent(word, seeks) {
                let Draft { actor, party, written, .. } = self.drafts[at].clone();
                let pronoun = self.draft(word..word + 1, MentionKind::Pronoun, actor, "pronoun");
                self.drafts.push(Draft { party, written, ..pronoun });
            }
        }
    }

    /// "It is too early to say", "it seems that": no one is meant.
    fn is_empty_subject(&self, word: usize) -> bool {
        let Some(predicate) = self
            .page
            .parse
            .head(word)
            .filter(|_| self.clauses.is(word, "it") && matches!(self.clauses.rel(word), Rel::Nsubj | Rel::NsubjPass))
        else {
            return false;
        };
        let of_clause = self.clauses.child(predicate, &[Rel::Csubj, Rel::Ccomp, Rel::Xcomp, Rel::Advcl]).is_some();
        let copular = self.clauses.child(predicate, &[Rel::Cop]).is_some();
        // "It is ready to talk" means somebody; "it is too early to talk" nobody.
        let attitude = self.reader.lexicon.positions.starting_with(self.clauses.lemma(predicate)).next().is_some();
        let empty = copular && !attitude
            || matches!(self.clauses.lemma(predicate), "seem" | "appear" | "happen" | "remain")
            || self.clauses.is_passive(predicate);
        of_clause && empty
    }

    /// The last fitting mention in the same sentence or the two before: a subject before any other, the nearer sentence before the farther.
    pub(super) fn antecedent(&self, word: usize, seeks: Seeks) -> Option<usize> {
        let parse = &self.page.parse;
        let sentence = parse.sentence_of(word)?;
        let quoted = |span: Span| self.page.quotes.iter().any(|q| q.span.contains(span));
        let own = self.clauses.span(word..word + 1);
        let reach = parse.sentences[sentence.saturating_sub(2)].tokens.start;
        let candidates = self.drafts.iter().enumerate().filter(|(_, d)| {
            d.words.start >= reach
                && !d.words.is_empty()
                && d.words.end <= word
                && d.kind != MentionKind::Pronoun
                && d.how != "adjective"
                && (quoted(own) || !quoted(d.span))
                && self.fits(d, seeks)
        });
        let ranked = candidates.filter_map(|(at, d)| {
            let far = sentence.checked_sub(parse.sentence_of(d.words.start)?)?;
            (far <= if matches!(seeks, Seeks::Party) { 1 } else { 2 }).then_some(())?;
            Some({
                let head = self.head_of(&d.words);
                let role = match self.clauses.rel(head) {
                    Rel::Nsubj | Rel::NsubjPass => 2,
                    Rel::Obj | Rel::Iobj | Rel::OblAgent => 1,
                    _ => 0,
                };
                let plural = matches!(self.page.parse.tokens[head].xpos, Xpos::Nns | Xpos::Nnps);
                // "…, delegates said. They have demanded …": whoever is only quoted is not spoken of, unless the pronoun is a voice too.
                let voice = matches!(seeks, Seeks::Many) && self.is_source(head) == self.is_source(word);
                (std::cmp::Reverse(far), voice, role, matches!(seeks, Seeks::Many) && plural, d.words.start, at)
            })
        });
        ranked.max().map(|(_, _, _, _, _, at)| at)
    }

    fn head_of(&self, words: &Range<usize>) -> usize {
        words.clone().find(|w| self.page.parse.head(*w).is_none_or(|h| !words.contains(&h))).unwrap_or(words.start)
    }

    pub(super) fn fits(&self, draft: &Draft, seeks: Seeks) -> bool {
        let is_person = matches!(draft.kind, MentionKind::Person | MentionKind::Office);
        let plural = draft.kind == MentionKind::Group
            && draft.words.clone().any(|w| matches!(self.page.parse.tokens[w].xpos, Xpos::Nns | Xpos::Nnps));
        match seeks {
            Seeks::Person(pronoun) => {
                let single = draft.kind == MentionKind::Group && !plural && draft.how != "as written";
                (is_person || single) && self.pronoun_of(draft.actor).is_none_or(|known| known == pronoun || known == Pronoun::They)
            }
            Seeks::Party => matches!(draft.kind, MentionKind::Party | MentionKind::PlaceAsParty) && draft.how != "people",
            Seeks::Many if is_person => {
                let head = self.head_of(&draft.words);
                self.page
                    .parse
                    .children_by(head, Rel::Conj)
                    .any(|c| self.covered[c].is_some_and(|d| self.drafts[d].kind == MentionKind::Person))
            }
            Seeks::Many => plural || draft.kind == MentionKind::Group || draft.how == "people" || draft.how == "description",
        }
    }

    fn pronoun_of(&self, actor: Actor) -> Option<Pronoun> {
        match actor {
            Actor::Known(Owner::Person(at)) => self.reader.codebook.people().get(at)?.pronoun,
            _ => None,
        }
    }
}

/// Whom a pronoun can mean.
#[derive(Clone, Copy)]
pub(super) enum Seeks {
    Person(Pronoun),
    Party,
    Many,
}
