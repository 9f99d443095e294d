//! Affiliations: for whom the people on a page speak, where the page itself introduces them.
//!
//! Mentions come in, with the offices that codebooks and titles already told; the same mentions go out, with the party filled in for people who are
//! introduced by their organisation: "Meridian president Ann Lee", "Ann Lee, the union's president", "its chairman, Ann Lee", "Ann Lee of the dockers' union".
//! Who chairs a meeting speaks for nobody; who chairs a company or a union speaks for it. What is not said stays unknown.

use std::collections::BTreeMap;
use std::ops::Range;

use lexicon::{Lexicon, Role};
use model::{Mention, MentionKind};
use syntax::{Upos, Xpos};

use crate::{Clauses, Page};

/// The mentions of the page with the parties of the people that it introduces.
pub(crate) fn complete(page: &Page<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let desk = Desk { page, lexicon, clauses: Clauses::new(&page.parse, &page.view) };
    let mut parties: BTreeMap<&str, String> = BTreeMap::new();
    let people = page.mentions.iter().filter(|m| m.kind == MentionKind::Person && m.party.is_none());
    for mention in people {
        let Some(actor) = mention.actor.as_deref().filter(|a| !parties.contains_key(a)) else { continue };
        if let Some(party) = desk.introduced(page.parse.words_in(mention.span.range())) {
            parties.insert(actor, party);
        }
    }
    let mut mentions = page.mentions.clone();
    for mention in mentions.iter_mut().filter(|m| m.party.is_none() && matches!(m.kind, MentionKind::Person | MentionKind::Pronoun)) {
        mention.party = mention.actor.as_deref().and_then(|actor| parties.get(actor).cloned());
    }
    desk.returns(&mut mentions);
    mentions
}

struct Desk<'p> {
    page: &'p Page<'p>,
    lexicon: &'p Lexicon,
    clauses: Clauses<'p>,
}

impl Desk<'_> {
    /// The party that the words around a name give to its bearer.
    fn introduced(&self, name: Range<usize>) -> Option<String> {
        let sentence = self.sentence(name.start)?;
        self.apposed(name.end, sentence.end)
            .or_else(|| self.titled(&name, sentence.start))
            .or_else(|| self.announced(name.start, sentence.start))
            .or_else(|| self.from(name.end, sentence.end))
    }

    /// "Ann Lee, **the union's president**, said", "Ann Lee, **who leads the army's delegation**".
    fn apposed(&self, after: usize, end: usize) -> Option<String> {
        if !self.clauses.is(after, ",") {
            return None;
        }
        let close = (after + 1..end.min(after + 16))
            .find(|w| matches!(self.clauses.word(*w), "," | "." | "\"" | ";" | "”"))
            .unwrap_or(end.min(after + 16));
        let phrase = after + 1..close;
        if self.clauses.is(phrase.start, "who") {
            let leads = phrase.clone().find(|w| matches!(self.clauses.lemma(*w), "lead" | "head" | "represent"))?;
            return self.party_in(leads + 1..phrase.end, true);
        }
        let role = self.role_in(phrase.clone())?;
        let verb = phrase.clone().find(|w| self.clauses.upos(*w) == Upos::Verb && self.clauses.xpos(*w) != Xpos::Vbg);
        let phrase = phrase.start..verb.filter(|v| *v > role).unwrap_or(phrase.end);
        self.owner(phrase, role)
    }

    /// "**Meridian president** Ann Lee", "**army spokesman Colonel** Ann Lee".
    fn titled(&self, name: &Range<usize>, start: usize) -> Option<String> {
        // The title may have been taken for part of the name.
        let inside = name.clone().rev().skip(1).find(|w| self.speaks(*w));
        let role = inside.or_else(|| (start.max(name.start.saturating_sub(3))..name.start).rev().find(|w| self.speaks(*w)))?;
        if (role + 1..name.start).any(|w| !matches!(self.clauses.upos(w), Upos::Noun | Upos::Propn | Upos::Adj)) {
            return None;
        }
        let first = (start..role).rev().take_while(|w| self.is_modifier(*w)).last().unwrap_or(role);
        self.owner(first..role + 1, role)
    }

    /// "**its chairman**, Ann Lee", "**a spokesman for the ministry**, Ann Lee".
    fn announced(&self, name: usize, start: usize) -> Option<String> {
        let comma = name.checked_sub(1).filter(|w| *w > start && self.clauses.is(*w, ","))?;
        let first = (start..comma).rev().take_while(|w| self.is_modifier(*w) || self.clauses.upos(*w) == Upos::Adp).last()?;
        let role = self.role_in(first..comma)?;
        self.owner(first..comma, role)
    }

    /// "Ann Lee **of the dockers' union**": an organisation, not a place one comes from.
    fn from(&self, after: usize, end: usize) -> Option<String> {
        let of = matches!(self.clauses.word(after), "of" | "from" | "at" | "with");
        let close = (after + 1..end.min(after + 9))
            .find(|w| self.clauses.upos(*w) == Upos::Punct || self.clauses.upos(*w) == Upos::Verb)
            .unwrap_or(end.min(after + 9));
        if !of {
            return None;
        }
        let Some(mention) = (after + 1..close).find_map(|w| self.mention(w)) else {
            let capital = |w: &usize| self.clauses.upos(*w) == Upos::Propn && self.clauses.word(*w).starts_with(char::is_uppercase);
            let run = (after + 1..close).take_while(capital).count();
            // "Ann Lee of North Sea Watch": a name of two words or more that is no place known to anybody.
            return (run >= 2).then(|| {
                self.clauses.span(after + 1..after + 1 + run).of(&self.page.view).split_whitespace().collect::<Vec<_>>().join(" ")
            });
        };
        let organised = mention.kind == MentionKind::Group || mention.how != "alias" && mention.kind == MentionKind::Party;
        self.actor(mention).filter(|_| organised)
    }

    /// Whose office it is: the party named in the phrase of the role noun.
    fn owner(&self, phrase: Range<usize>, role: usize) -> Option<String> {
        let before = self.party_in(phrase.start..role, false);
        let after = (role + 1 < phrase.end && matches!(self.clauses.word(role + 1), "of" | "for" | "at" | "with" | "in" | "to"))
            .then(|| self.party_in(role + 2..phrase.end, true))
            .flatten();
        let meeting = phrase.clone().any(|w| MEETINGS.contains(&self.clauses.lemma(w)));
        if self.lexicon.roles.of(self.clauses.lemma(role)) == Some(Role::Chairs) && (meeting || before.is_none() && after.is_none()) {
            return None;
        }
        before.or(after)
    }

    /// "the board" after "the school board": the group that was named with the same noun is meant.
    fn returns(&self, mentions: &mut [Mention]) {
        let mut named: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        for mention in mentions.iter_mut().filter(|m| m.how == "as written" || m.how == "body") {
            let words = self.page.parse.words_in(mention.span.range());
            let Some(head) = words.clone().last().filter(|w| self.clauses.xpos(*w) == Xpos::Nn) else { continue };
            let lemma = self.clauses.lemma(head).to_string();
            let bare = words.clone().all(|w| w == head || self.clauses.upos(w) == Upos::Det);
            let definite = words.start.checked_sub(1).is_some_and(|w| self.clauses.is(w, "the")) || self.clauses.is(words.start, "the");
            match (bare, mention.actor.clone()) {
                (true, _) if definite => {
                    if let Some((actor, party)) = named.get(&lemma) {
                        (mention.actor, mention.party) = (Some(actor.clone()), party.clone());
                        mention.how = "description";
                    }
                }
                (false, Some(actor)) if !words.clone().any(|w| self.is_loose(w)) => {
                    named.insert(lemma, (actor, mention.party.clone()));
                }
                _ => {}
            }
        }
    }

    /// Words with which a group is one of several or nobody's: "another union", "a smaller party", "its board".
    fn is_loose(&self, word: usize) -> bool {
        matches!(self.clauses.upos(word), Upos::Pron | Upos::Num | Upos::Adp | Upos::Verb)
            || matches!(
                self.clauses.word(word).to_lowercase().as_str(),
                "another" | "other" | "some" | "many" | "most" | "several" | "any" | "each" | "every" | "no"
            )
            || matches!(self.clauses.xpos(word), Xpos::Jjr | Xpos::Jjs)
    }

    /// The actor of the first (or last) mention in a stretch.
    fn party_in(&self, words: Range<usize>, first: bool) -> Option<String> {
        let party =
            |w: usize| self.mention(w).filter(|m| !matches!(m.kind, MentionKind::Person | MentionKind::Office)).and_then(|m| self.actor(m));
        if first { words.clone().find_map(party) } else { words.clone().rev().find_map(party) }
    }

    fn actor(&self, mention: &Mention) -> Option<String> {
        mention.party.clone().or_else(|| mention.actor.clone()).filter(|_| mention.kind != MentionKind::Pronoun || mention.actor.is_some())
    }

    fn role_in(&self, words: Range<usize>) -> Option<usize> {
        words.into_iter().find(|w| self.speaks(*w))
    }

    fn speaks(&self, word: usize) -> bool {
        let named = matches!(self.clauses.upos(word), Upos::Noun | Upos::Propn);
        named && matches!(self.lexicon.roles.of(self.clauses.lemma(word)), Some(Role::Speaks | Role::Chairs))
    }

    fn is_modifier(&self, word: usize) -> bool {
        matches!(self.clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num)
            || self.clauses.xpos(word) == Xpos::Pos
            || matches!(self.clauses.word(word).to_lowercase().as_str(), "its" | "their" | "and" | "'s" | "’s")
    }

    /// The smallest mention over a word.
    fn mention(&self, word: usize) -> Option<&Mention> {
        let span = self.clauses.span(word..word + 1);
        self.page.mentions.iter().filter(|m| m.span.contains(span)).min_by_key(|m| m.span.len())
    }

    fn sentence(&self, word: usize) -> Option<Range<usize>> {
        self.page.parse.sentence_of(word).map(|at| self.page.parse.sentences[at].tokens.clone())
    }
}

/// Gatherings whose chair speaks for none of those who meet.
const MEETINGS: &[&str] =
    &["conference", "council", "talks", "session", "meeting", "panel", "group", "summit", "negotiation", "round", "forum"];
