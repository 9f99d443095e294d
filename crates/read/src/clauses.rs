//! Clauses: questions about verbs and their parts, answered from the trees.
//!
//! A [`Clauses`] looks at one parse and its text. Words are indices of [`Parse::tokens`]; stretches are half-open ranges of them. A word that the
//! tree does not connect yields `None` or an empty range; nothing here fails. Relations are those of Universal Dependencies
//! (de Marneffe et al., "Universal Dependencies", Computational Linguistics 47, 2021).

use std::ops::Range;

use model::Span;
use syntax::{Parse, Rel, Upos, Xpos};

/// One parse and its text.
#[derive(Clone, Copy, Debug)]
pub struct Clauses<'p> {
    /// The trees.
    pub parse: &'p Parse,
    /// The text that was parsed.
    pub text: &'p str,
}

/// How a clause comes by its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// The verb's own subject.
    Own,
    /// A relative pronoun; the antecedent is the noun meant.
    Relative,
    /// The noun that a participle or reduced relative clause modifies ("officials attending").
    Modified,
    /// The clause above ("wants **to leave**", "…, **adding** that").
    Control,
    /// The first of coordinated verbs.
    Shared,
    /// The possessor of the noun that an infinitive depends on ("his refusal **to leave**").
    Possessor,
}

/// Who or what a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Head word of the subject as it stands: "who" in a relative clause.
    pub head: usize,
    /// The noun meant: the antecedent of a relative pronoun, else the head again.
    pub antecedent: usize,
    /// By which way it was found.
    pub through: Through,
}

const SUBJECTS: [Rel; 5] = [Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter, Rel::Csubj, Rel::CsubjPass];

impl<'p> Clauses<'p> {
    /// Questions over this parse of this text.
    pub fn new(parse: &'p Parse, text: &'p str) -> Self {
        Clauses { parse, text }
    }

    /// The relation of a word to its head; [`Rel::Dep`] when out of range.
    pub fn rel(&self, word: usize) -> Rel {
        self.parse.tokens.get(word).map_or(Rel::Dep, |token| token.rel)
    }

    /// The universal part of speech; [`Upos::X`] when out of range.
    pub fn upos(&self, word: usize) -> Upos {
        self.parse.tokens.get(word).map_or(Upos::X, |token| token.upos)
    }

    /// The Penn tag; [`Xpos::Other`] when out of range.
    pub fn xpos(&self, word: usize) -> Xpos {
        self.parse.tokens.get(word).map_or(Xpos::Other, |token| token.xpos)
    }

    /// The lower-case lemma; empty when out of range.
    pub fn lemma(&self, word: usize) -> &'p str {
        self.parse.lemma(word)
    }

    /// The word as it stands; empty when out of range.
    pub fn word(&self, word: usize) -> &'p str {
        self.parse.word(self.text, word)
    }

    /// Whether the word has this form, whatever its case.
    pub fn is(&self, word: usize, form: &str) -> bool {
        self.word(word).eq_ignore_ascii_case(form)
    }

    /// The first child with one of these relations.
    pub fn child(&self, word: usize, rels: &[Rel]) -> Option<usize> {
        self.parse.children(word).find(|child| rels.contains(&self.rel(*child)))
    }

    /// Whether the verb is in the passive. The auxiliary next to it decides, whatever the parser calls it: "was asked" is, "has asked" is not; without
    /// auxiliary and subject a past participle after a noun is ("a plan backed by Peru"), and a coordinated one follows the first.
    pub fn is_passive(&self, verb: usize) -> bool {
        if !matches!(self.xpos(verb), Xpos::Vbn | Xpos::Vbd) {
            return false;
        }
        let near = |child: &usize| verb - *child <= 4 && !(*child..verb).any(|word| self.upos(word) == Upos::Punct);
        let before = self.parse.children(verb).take_while(|child| *child < verb).filter(near);
        let auxiliary = before.filter(|child| matches!(self.rel(*child), Rel::Aux | Rel::AuxPass | Rel::Cop)).last();
        match auxiliary {
            Some(auxiliary) => matches!(self.lemma(auxiliary), "be" | "get" | "'s" | "’s") && self.xpos(auxiliary) != Xpos::Md,
            None if self.subject_of_own(verb).is_some() => false,
            // A past tense needs a subject of its own or a shared one: "Asked about the plan, she smiled".
            None if self.xpos(verb) == Xpos::Vbd => matches!(self.rel(verb), Rel::Acl | Rel::Advcl),
            None if self.rel(verb) == Rel::Conj => {
                let first = self.first_conjunct(verb);
                first != verb && self.is_passive(first)
            }
            None => matches!(self.rel(verb), Rel::Acl | Rel::Advcl | Rel::AclRelcl | Rel::Root | Rel::Parataxis),
        }
    }

    /// The first of the coordinated words that this word belongs to; the word itself when it is not coordinated.
    pub fn first_conjunct(&self, word: usize) -> usize {
        let mut at = word;
        while self.rel(at) == Rel::Conj {
            let Some(head) = self.parse.head(at) else { break };
            at = head;
        }
        at
    }

    /// The subject of the predicate at `verb`, active or passive, its own or that which the sentence gives it. An expletive ("it is said",
    /// "there is") is no subject.
    ///
    /// "Peru, which objected, wants to leave": of "objected" the head is "which" and the antecedent "Peru"; of "leave" it is "Peru" by control.
    pub fn subject(&self, verb: usize) -> Option<Subject> {
        self.subject_within(verb, 6)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<Subject> {
        // Of two that the parser gives, the nearer: the farther is a fronted object or quotation.
        let own = self.parse.children(verb).filter(|child| SUBJECTS.contains(&self.rel(*child)));
        if let Some(head) = own.min_by_key(|child| child.abs_diff(verb)) {
            return Some(self.own_subject(verb, head));
        }
        let depth = depth.checked_sub(1)?;
        if self.child(verb, &[Rel::Expl]).is_some() {
            return None;
        }
        let above = self.parse.head(verb)?;
        let passed = |through: Through, subject: Option<Subject>| subject.map(|s| Subject { through, ..s });
        match self.rel(verb) {
            Rel::Conj => passed(Through::Shared, self.subject_within(above, depth)),
            Rel::Xcomp | Rel::Ccomp => match self.child(above, &[Rel::Iobj, Rel::Obj]) {
                Some(object) if self.lemma(above) != "promise" => {
                    Some(Subject { head: object, antecedent: object, through: Through::Control })
                }
                _ => passed(Through::Control, self.subject_within(above, depth)),
            },
            Rel::Advcl | Rel::Parataxis if self.is_nonfinite(verb) => passed(Through::Control, self.subject_within(above, depth)),
            Rel::Acl if self.is_infinitive(verb) => {
                let owner = self.possessor(above).map(|head| Subject { head, antecedent: head, through: Through::Possessor });
                owner.or_else(|| match self.rel(above) {
                    Rel::Obj => passed(Through::Control, self.subject_within(self.parse.head(above)?, depth)),
                    _ => None,
                })
            }
            // "the step of criticising them": whoever takes the step.
            Rel::Acl if self.xpos(verb) == Xpos::Vbg && self.preposition(verb).is_some() => {
                let owner = self.possessor(above).map(|head| Subject { head, antecedent: head, through: Through::Possessor });
                owner.or_else(|| passed(Through::Control, self.subject_within(self.parse.head(above)?, depth)))
            }
            Rel::Acl | Rel::AclRelcl if self.is_nonfinite(verb) || self.is_passive(verb) => {
                Some(Subject { head: above, antecedent: above, through: Through::Modified })
            }
            _ => None,
        }
    }

    /// The subject among the predicate's own children.
    pub fn subject_of_own(&self, verb: usize) -> Option<usize> {
        self.parse.children(verb).find(|child| SUBJECTS.contains(&self.rel(*child)) || self.rel(*child) == Rel::Expl)
    }

    fn own_subject(&self, verb: usize, head: usize) -> Subject {
        if matches!(self.xpos(head), Xpos::Wp | Xpos::Wdt) || (self.is(head, "that") && self.rel(verb) == Rel::AclRelcl) {
            let clause = std::iter::once(verb)
                .chain(self.parse.ancestors(verb))
                .find(|word| matches!(self.rel(*word), Rel::AclRelcl | Rel::AdvclRelcl));
            if let Some(noun) = clause.and_then(|clause| self.parse.head(clause)) {
                return Subject { head, antecedent: noun, through: Through::Relative };
            }
        }
        Subject { head, antecedent: head, through: Through::Own }
    }

    /// Whether the verb is a participle or infinitive without a finite auxiliary.
    pub fn is_nonfinite(&self, verb: usize) -> bool {
        let finite = |word: usize| matches!(self.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        !finite(verb)
            && !self.parse.children(verb).any(|child| matches!(self.rel(child), Rel::Aux | Rel::AuxPass | Rel::Cop) && finite(child))
    }

    /// Whether the verb is a bare form without subject at the root of its sentence: "Ask them".
    pub fn is_imperative(&self, verb: usize) -> bool {
        self.rel(verb) == Rel::Root
            && self.xpos(verb) == Xpos::Vb
            && self.subject_of_own(verb).is_none()
            && self.child(verb, &[Rel::Aux]).is_none()
    }

    /// Whether the verb is an infinitive with "to"; "was to blame" is finite.
    pub fn is_infinitive(&self, verb: usize) -> bool {
        self.is_nonfinite(verb)
            && self
                .parse
                .children(verb)
                .take_while(|child| *child < verb)
                .any(|child| self.xpos(child) == Xpos::To && self.rel(child) == Rel::Mark)
    }

    /// Who does what a passive verb tells: the noun of its by-phrase.
    pub fn agent(&self, verb: usize) -> Option<usize> {
        self.prepositional(verb, "by")
    }

    /// The noun of a prepositional phrase with this preposition that depends on a verb, noun or adjective; for a gerund ("of leaving") the verb.
    pub fn prepositional(&self, word: usize, preposition: &str) -> Option<usize> {
        self.parse.children(word).find(|child| {
            let rel = self.rel(*child);
            let phrase =
                matches!(rel, Rel::Obl | Rel::OblAgent | Rel::OblUnmarked | Rel::Nmod | Rel::Advcl | Rel::Acl | Rel::Ccomp | Rel::Xcomp);
            phrase && self.preposition(*child).is_some_and(|case| self.is(case, preposition))
        })
    }

    /// The preposition that introduces a noun or gerund: the first word marked `case` or `mark`.
    pub fn preposition(&self, noun: usize) -> Option<usize> {
        self.parse.children(noun).take_while(|child| *child < noun).find(|child| {
            matches!(self.rel(*child), Rel::Case | Rel::Mark) && (self.upos(*child) == Upos::Adp || self.upos(*child) == Upos::Sconj)
        })
    }

    /// Whose a noun is: "**its** refusal", "**Peru**'s refusal", "the refusal **of Peru**" (only for a name or pronoun).
    pub fn possessor(&self, noun: usize) -> Option<usize> {
        self.child(noun, &[Rel::NmodPoss])
    }

    /// Auxiliaries, negation and adverbs before the verb with the verb and its particle: "has not yet ruled out". Contiguous.
    pub fn verb_group(&self, verb: usize) -> Range<usize> {
        let joins = |child: usize| {
            let adverb = self.rel(child) == Rel::Advmod && self.upos(child) != Upos::Sconj && self.xpos(child) != Xpos::Wrb;
            let plain = self.parse.subtree(child).len() <= 2 && self.parse.subtree(child).all(|word| self.upos(word) != Upos::Punct);
            matches!(self.rel(child), Rel::Aux | Rel::AuxPass | Rel::Cop)
                || (adverb && plain)
                || (self.rel(child) == Rel::Mark && self.xpos(child) == Xpos::To)
        };
        let mut start = verb;
        let mut before: Vec<usize> = self.parse.children(verb).take_while(|child| *child < verb).collect();
        while let Some(child) = before.pop() {
            if self.parse.right_edge(child) + 1 != start || !joins(child) {
                break;
            }
            start = self.parse.left_edge(child);
        }
        // An adverb at the head of the clause, before the auxiliaries, belongs to the sentence, not to the verb.
        let mut end = verb + 1;
        for child in self.parse.children(verb).skip_while(|child| *child < verb) {
            if child == end && (self.rel(child) == Rel::CompoundPrt || self.is(child, "n't") || self.is(child, "not")) {
                end = child + 1;
            }
        }
        start..end
    }

    /// The word that negates the predicate: "not", "n't", "never", "no longer", or "no" before its object.
    pub fn negation(&self, verb: usize) -> Option<usize> {
        self.parse.children(verb).find(|child| {
            matches!(self.lemma(*child), "not" | "n't" | "never" | "nor" | "neither")
                && matches!(self.rel(*child), Rel::Advmod | Rel::Cc | Rel::CcPreconj)
        })
    }

    /// The direct object.
    pub fn object(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Rel::Obj])
    }

    /// The clause that is the object of a verb of saying or thinking, after it ("said **that …**", "asked **whether …**").
    pub fn that_clause(&self, word: usize) -> Option<usize> {
        self.parse.children(word).find(|child| *child > word && self.rel(*child) == Rel::Ccomp)
    }

    /// The infinitive with "to" that a verb, adjective or noun takes.
    pub fn infinitive(&self, word: usize) -> Option<usize> {
        self.parse.children(word).find(|child| {
            *child > word && matches!(self.rel(*child), Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::Advcl) && self.is_infinitive(*child)
        })
    }

    /// The bytes of a range of words; the empty span at 0 for an empty range.
    pub fn span(&self, words: Range<usize>) -> Span {
        match (self.parse.tokens.get(words.start), words.end.checked_sub(1).and_then(|last| self.parse.tokens.get(last))) {
            (Some(first), Some(last)) if words.start < words.end => Span { start: first.start, end: last.end },
            _ => Span::new(0, 0),
        }
    }

    /// The range without punctuation at its edges; quotation marks and brackets stay.
    pub fn trimmed(&self, words: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = words;
        let loose = |word: usize| {
            self.upos(word) == Upos::Punct && !self.word(word).contains(['"', '“', '”', '‘', '’', '\'', '`', '«', '»', '(', ')', '[', ']'])
        };
        while start < end && loose(start) {
            start += 1;
        }
        while end > start && loose(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// The words of a noun phrase: its subtree without preposition, coordination mark and outer punctuation.
    pub fn noun_phrase(&self, noun: usize) -> Range<usize> {
        let Range { mut start, end } = self.parse.subtree(noun);
        for child in self.parse.children(noun).take_while(|child| *child < noun) {
            let lead = matches!(self.rel(child), Rel::Case | Rel::Cc | Rel::Punct | Rel::Mark) && self.parse.left_edge(child) == start;
            if lead {
                start = self.parse.right_edge(child) + 1;
            }
        }
        self.trimmed(start..end)
    }

    /// The parts of `words` that lie outside `hole`, in order.
    pub fn without(&self, words: Range<usize>, hole: Range<usize>) -> Vec<Range<usize>> {
        if hole.end <= words.start || words.end <= hole.start || hole.is_empty() {
            return vec![self.trimmed(words)];
        }
        let parts = [words.start..hole.start.max(words.start), hole.end.min(words.end)..words.end];
        parts.into_iter().map(|part| self.trimmed(part)).filter(|part| !part.is_empty()).collect()
    }
}
