//! Other names: capitalised stretches that the codebook does not list.
//!
//! In come the page's words; out go organisations, by a noun in their name, and persons, by a title or an apposition. A stretch that is neither stays
//! unread.

use std::ops::Range;

use lexicon::{NameSense, Role};
use model::MentionKind;
use syntax::{Rel, Upos, Xpos};

use super::short_forms::is_abbreviation;
use super::{Actor, Desk, Side};

impl Desk<'_, '_> {
    /// Organisations first: a "union official" may come before the union's full name.
    pub(super) fn other_names(&mut self) {
        let sentences: Vec<Range<usize>> = self.page.parse.sentences.iter().map(|s| s.tokens.clone()).collect();
        for organisations in [true, false] {
            for sentence in &sentences {
                let mut at = sentence.start;
                while at < sentence.end {
                    let name = self.name_from(at, sentence.end);
                    at = name.end.max(at + 1);
                    let name = self.without_address(name);
                    match name.is_empty() {
                        true => {}
                        false if self.organisation_noun(name.end - 1..name.end).is_some() => self.read_organisation(name),
                        false if organisations => self.read_long_organisation(name),
                        false => self.read_name(name, sentence),
                    }
                }
            }
        }
    }

    /// An organisation whose noun is not the last word: "National Union of Weavers"; not where a title stands in it.
    fn read_long_organisation(&mut self, name: Range<usize>) {
        let titled = name.clone().any(|w| w + 1 < name.end && self.speaking_role(w).is_some() && self.covered[w].is_none());
        if !titled && self.organisation_noun(self.without_parties(name.clone())).is_some() {
            self.read_organisation(name);
        }
    }

    /// The longest run of name words from `at`: capitalised, joined by particles, and by "of", "for", "and" in the name of an organisation.
    fn name_from(&self, at: usize, end: usize) -> Range<usize> {
        if !self.is_name_word(at) {
            return at..at;
        }
        let mut last = at;
        loop {
            let next = last + 1;
            let joins = |word: usize| word < end && self.is_name_word(word);
            if joins(next) {
                last = next;
            } else if next < end && self.is_named(self.clauses.word(next), NameSense::Particle) && joins(next + 1) {
                last = next + 1;
            } else if next < end
                && self.is_named(self.clauses.word(next), NameSense::Particle)
                && next + 1 < end
                && self.is_named(self.clauses.word(next + 1), NameSense::Particle)
                && joins(next + 2)
            {
                last = next + 2;
            } else if next < end && self.clauses.is(next, "-") && joins(next + 1) && self.touch(last, next + 1) {
                // "Ann Lee-Smith"
                last = next + 1;
            } else if next < end && self.joins_title(at..last + 1, next, end) {
                last = if self.clauses.is(next + 1, "the") { next + 2 } else { next + 1 };
            } else {
                break;
            }
        }
        at..last + 1
    }

    /// After "of", "for", "on", "and" the name of an organisation goes on with capitalised words; with another party's name only after "of".
    fn joins_title(&self, so_far: Range<usize>, joint: usize, end: usize) -> bool {
        let joins = match self.clauses.word(joint) {
            "of" | "for" => self.organisation_noun(so_far).is_some(),
            "and" => self.organisation_noun(so_far.clone()).is_some_and(|noun| noun + 1 < so_far.end),
            "on" => matches!(self.clauses.word(so_far.end - 1), "Conference" | "Council" | "Commission" | "Committee"),
            _ => false,
        };
        let next = joint + 1;
        // "Movement for the Liberation of the Coast"
        let next = if next + 1 < end && matches!(self.clauses.word(joint), "of" | "for") && self.clauses.word(next) == "the" {
            next + 1
        } else {
            next
        };
        joins
            && next < end
            && self.is_capitalised(next)
            && !self.is_time(next)
            && (self.covered[next].is_none() || self.clauses.is(joint, "of"))
    }

    fn read_name(&mut self, name: Range<usize>, sentence: &Range<usize>) {
        let offices = name.clone().rev().find(|w| *w + 1 < name.end && self.speaking_role(*w).is_some() && self.covered[*w].is_none());
        let (title, bearer) = match offices {
            Some(office) => (name.start..office + 1, office + 1..name.end),
            None => (name.start..name.start, name.clone()),
        };
        let bearer = self.without_parties(bearer);
        if bearer.is_empty() {
            return;
        }
        if bearer.clone().all(|w| self.covered[w].is_some()) {
            return self.read_title_of_known(&bearer);
        }
        // "Boris Rubio" is somebody else than the Rubio that the codebook knows; "Rubio Street" and "State Marco Rubio" name nobody new.
        let is_family = |w: usize| self.covered[w].is_some_and(|d| self.drafts[d].how == "surname");
        let has_family =
            is_family(bearer.end - 1) && bearer.clone().take(bearer.len() - 1).all(|w| self.covered[w].is_none() && !self.is_initial(w));
        if bearer.clone().any(|w| self.covered[w].is_some()) && !has_family {
            return;
        }
        self.read_person(bearer, title, sentence, has_family);
    }

    /// Whether the noun is one that a single person bears.
    pub(super) fn is_bearer(&self, word: usize) -> bool {
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(word));
        role.is_some_and(|r| r != Role::Body) && matches!(self.page.parse.tokens[word].xpos, Xpos::Nn | Xpos::Nnp)
    }

    /// Without "Mr.", "Dr." before it.
    fn without_address(&self, name: Range<usize>) -> Range<usize> {
        let start = name.clone().find(|w| !self.is_address(self.clauses.word(*w))).unwrap_or(name.end);
        start..name.end
    }

    /// "Mr.", "Sir" as they stand before a name: with a capital.
    fn is_address(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.is_named(&word.trim_end_matches('.').to_lowercase(), NameSense::Address)
    }

    fn is_initial(&self, word: usize) -> bool {
        self.clauses.word(word).trim_end_matches('.').chars().count() == 1
    }

    /// The words without the parties that lead them ("U.S.", "Peru").
    fn without_parties(&self, words: Range<usize>) -> Range<usize> {
        let mut start = words.start;
        while start < words.end && self.party_at(start).is_some() && self.covered[start] != self.covered[words.end - 1] {
            start += 1;
        }
        start..words.end
    }

    /// A known person may stand with a title that says on whose behalf, when the codebook knows no office of that day.
    fn read_title_of_known(&mut self, bearer: &Range<usize>) {
        let Some(at) = self.covered[bearer.start] else { return };
        if self.drafts[at].kind == MentionKind::Person && self.is_former(bearer.start) {
            self.drafts[at].party = None;
            self.drafts[at].how = "former";
        }
    }

    fn is_former(&self, word: usize) -> bool {
        (word.saturating_sub(6)..word)
            .rev()
            .take_while(|w| matches!(self.clauses.upos(*w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp))
            .any(|w| {
                matches!(self.clauses.lemma(w), "former" | "ex" | "late" | "onetime" | "ex-president" | "ex-minister")
                    || self.clauses.word(w).starts_with("ex-")
            })
    }

    fn read_organisation(&mut self, name: Range<usize>) {
        let Some(noun) = self.organisation_noun(name.clone()) else { return };
        let is_body = self.reader.lexicon.roles.of(&self.clauses.word(noun).to_lowercase()) == Some(Role::Body);
        let led_by_party = self.party_at(name.start).is_some();
        // "Peruvian Foreign Ministry": the state itself, read as a group noun with its adjective.
        if (is_body && led_by_party) || name.len() < 2 {
            return;
        }
        let known = name.clone().filter(|w| self.covered[*w].is_some()).count();
        if known == name.len() {
            return;
        }
        self.clear(&name);
        let words = self.words_of(name.clone());
        let at = self.newcomer(words, false);
        self.enter(self.draft(name.clone(), MentionKind::Party, Actor::Found(at), "name"));
        self.read_abbreviation(name.end, Actor::Found(at));
    }

    /// "…, ICCO, …" or "… (ICCO)" after a name is its abbreviation.
    fn read_abbreviation(&mut self, after: usize, actor: Actor) {
        let opens = after < self.covered.len() && matches!(self.clauses.word(after), "," | "(" | "<");
        if opens && after + 1 < self.covered.len() && is_abbreviation(self.clauses.word(after + 1)) && self.covered[after + 1].is_none() {
            let words = after + 1..after + 2;
            self.enter(self.draft(words, MentionKind::Party, actor, "abbreviation"));
        }
    }

    fn read_person(&mut self, bearer: Range<usize>, title: Range<usize>, sentence: &Range<usize>, has_family: bool) {
        let before = self.title_before(bearer.start, title, sentence.start).or_else(|| self.role_before(bearer.start, sentence.start));
        let after = self.role_after(bearer.end, sentence.end);
        let possessor = self.possessor_before(bearer.start);
        let spoken = self.is_source(bearer.end - 1) && bearer.len() >= 2;
        let heads_a_list = self.clauses.is(bearer.end, ":");
        let repeated = !heads_a_list && bearer.len() >= 2 && bearer.len() <= 4 && self.surname_returns(&bearer);
        let honoured = self.is_address(self.before(bearer.start));
        let one_word = bearer.len() == 1 && before.is_none() && !honoured;
        if one_word || !(before.is_some() || after.is_some() || possessor.is_some() || spoken || repeated || honoured || has_family) {
            return;
        }
        self.clear(&bearer);
        let at = self.newcomer(self.words_of(bearer.clone()), true);
        let former = self.is_former(bearer.start);
        let role = before.clone().or(after);
        let newcomer = &mut self.found[at];
        if let Some((noun, side)) = role {
            newcomer.role.get_or_insert(noun.0);
            if !former && newcomer.party.is_none() && noun.1 == Role::Speaks {
                newcomer.party = side.or(possessor.map(Side::Actor));
            }
        } else if newcomer.party.is_none() && !former {
            newcomer.party = possessor.map(Side::Actor);
        }
        self.enter(self.draft(bearer, MentionKind::Person, Actor::Found(at), "name"));
    }

    /// Whether the name is the subject of a verb of saying or thinking.
    pub(super) fn is_source(&self, head: usize) -> bool {
        let word = std::iter::once(head)
            .chain(self.page.parse.ancestors(head))
            .find(|w| !matches!(self.clauses.rel(*w), Rel::Flat | Rel::Compound))
            .unwrap_or(head);
        matches!(self.clauses.rel(word), Rel::Nsubj | Rel::OblAgent)
            && self.page.parse.head(word).is_some_and(|verb| {
                matches!(
                    self.clauses.lemma(verb),
                    "say" | "tell" | "add" | "write" | "argue" | "note" | "warn" | "urge" | "call" | "believe" | "insist"
                )
            })
    }

    fn surname_returns(&self, name: &Range<usize>) -> bool {
        let surname = self.clauses.word(name.end - 1);
        let alone = |w: usize| {
            self.clauses.word(w) == surname
                && matches!(self.clauses.rel(w), Rel::Nsubj | Rel::NsubjPass | Rel::NmodPoss)
                && (w == 0 || !self.is_name_word(w - 1))
        };
        (name.end..self.covered.len()).any(alone)
    }
}

/// Whether a name stands in capitals throughout without being an abbreviation.
pub(super) fn is_shouted(name: &str, printed: &str) -> bool {
    let capitals = name.chars().all(|c| !c.is_lowercase());
    capitals && (name.len() > 5 && !name.contains('.') || (name != printed && name == printed.to_uppercase()))
}
