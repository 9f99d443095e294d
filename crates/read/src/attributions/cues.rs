//! Verbs, nouns and adjectives that report: each occurrence with the complement that holds its content and the words that name its source.

use std::ops::Range;

use lexicon::{Cue, CuePart, CueSense, Frame};
use syntax::{Rel, Upos, Xpos};

use super::Draft;
use super::quotations;
use super::sheet::Sheet;
use crate::clauses::{Subject, Through};

/// The attribution that this word makes as a verb, noun or adjective, if it does.
pub(crate) fn at(sheet: &Sheet<'_>, word: usize) -> Option<Draft> {
    match sheet.clauses.upos(word) {
        // "notes", tagged as a noun but with the ending of a verb.
        _ if sheet.is_verb(word) && sheet.clauses.upos(word) != Upos::Verb => as_part(sheet, word, CuePart::Verb),
        // "was surprised that": a participle that the table lists as an adjective.
        Upos::Verb => as_part(sheet, word, CuePart::Verb).or_else(|| as_part(sheet, word, CuePart::Adjective)),
        Upos::Noun => as_part(sheet, word, CuePart::Noun),
        Upos::Adj => as_part(sheet, word, CuePart::Adjective),
        _ => None,
    }
}

fn as_part(sheet: &Sheet<'_>, word: usize, part: CuePart) -> Option<Draft> {
    sheet.cues(word, part).find_map(|cue| {
        let end = phrase_end(sheet, word, cue)?;
        let site = Site { sheet, word, end, cue };
        match part {
            CuePart::Verb => site.verb(),
            CuePart::Noun => site.noun(),
            _ => site.adjective(),
        }
    })
}

/// The rules that find a quotation before the verb.
const BEFORE: [&str; 2] = ["attribution/quote-inverted", "attribution/quote-split"];

/// How far a phrase's further word may stand from the one before ("took **strong** issue", "laid **it** out").
const GAP: usize = 4;

/// Where the cue's words end: one past the last; `None` when the further words of a phrase do not follow.
fn phrase_end(sheet: &Sheet<'_>, word: usize, cue: &Cue) -> Option<usize> {
    let sentence = sheet.sentence(word).end;
    let mut end = word + 1;
    for further in &cue.words[1..] {
        let window = end..sentence.min(end + GAP);
        let found = window.into_iter().find(|at| sheet.clauses.lemma(*at) == further || sheet.clauses.is(*at, further))?;
        // A particle or noun of another verb is not of this phrase.
        let joined = sheet.clauses.parse.ancestors(found).take(3).any(|above| above == word || (word + 1..end).contains(&above));
        if !joined {
            return None;
        }
        end = found + 1;
    }
    Some(end)
}

/// What a complement says about the content, before the source is known.
struct Found {
    content: Vec<Range<usize>>,
    rule: &'static str,
    certainty: f32,
    /// Words beyond the verb that belong to the cue: a preposition.
    cue_end: usize,
}

/// One occurrence of a cue.
struct Site<'s, 'p> {
    sheet: &'s Sheet<'p>,
    word: usize,
    /// One past the phrase's last word.
    end: usize,
    cue: &'s Cue,
}

impl Site<'_, '_> {
    fn takes(&self, frame: Frame) -> Option<f32> {
        self.cue.takes(&frame).map(|firm| if firm { 1.0 } else { 0.55 })
    }

    fn found(&self, content: Range<usize>, rule: &'static str, certainty: f32) -> Option<Found> {
        let content = self.sheet.clauses.trimmed(self.sheet.before_tails(content));
        (!content.is_empty()).then(|| Found { content: vec![content], rule, certainty, cue_end: self.end })
    }

    // Verbs -------------------------------------------------------------------------------------------------------------------------------

    fn verb(&self) -> Option<Draft> {
        let clauses = &self.sheet.clauses;
        if matches!(clauses.rel(self.word), Rel::Amod | Rel::Compound) && self.sheet.slot_lemma(self.word).is_none() {
            return None;
        }
        let group = clauses.verb_group(self.word);
        if self.is_passive(clauses.subject(self.word)) {
            let found = self.passive()?;
            let source = clauses.agent(self.word).map(|agent| vec![self.source_words(agent)]).unwrap_or_default();
            return self.draft(group, source, found);
        }
        if matches!(clauses.xpos(self.word), Xpos::Vb) && clauses.is_imperative(self.word) {
            return None;
        }
        let governor = self.sheet.tail_governor(self.word).or_else(|| self.main_clause()).unwrap_or(self.word);
        let subject = clauses.subject(governor).filter(|subject| self.within_same_quotation(subject.head));
        let subject = subject.and_then(|subject| self.in_time(subject));
        // The subject of another clause is no part of this one's words.
        let subject = subject.map(|subject| if governor != self.word { Subject { through: Through::Control, ..subject } } else { subject });
        let found = match self.speech(subject) {
            Some(found) => found,
            None => self.active(subject)?,
        };
        let between = if BEFORE.contains(&found.rule) { quotations::name_between(self.sheet, self.word) } else { None };
        let source = match subject {
            _ if between.is_some() => between.into_iter().collect(),
            _ if self.cue.takes(&Frame::Raising).is_some() => Vec::new(),
            Some(subject) => self.named(subject),
            None if clauses.child(self.word, &[Rel::Expl]).is_some() => Vec::new(),
            None if quotations::RULES.contains(&found.rule) || self.speaks() => self.name_beside()?,
            None => return None,
        };
        self.draft(group, source, found)
    }

    /// The subject, or the other one that the parser gives the verb when the first is a time: "**the envoy** later Thursday told".
    fn in_time(&self, subject: Subject) -> Option<Subject> {
        let clauses = &self.sheet.clauses;
        let is_time = |head: usize| {
            self.sheet.is_time(head..head + 1)
                && self.sheet.without_times(clauses.noun_phrase(head)).into_iter().all(|word| !self.sheet.is_nominal(word))
        };
        if !is_time(subject.head) {
            return Some(subject);
        }
        let other = clauses.parse.children(self.word).find(|child| clauses.rel(*child) == Rel::Nsubj && !is_time(*child));
        other.map(|head| Subject { head, antecedent: head, through: Through::Own })
    }

    /// The verb whose subject a participle set off by a comma shares: that of the main clause, not of a clause inside it ("he regretted that the talks had
    /// failed, **saying** …").
    fn main_clause(&self) -> Option<usize> {
        let clauses = &self.sheet.clauses;
        let word = self.word;
        let set_off = clauses.parse.left_edge(word).checked_sub(1).is_some_and(|before| self.sheet.is_pause(before))
            || word.checked_sub(1).is_some_and(|before| self.sheet.is_pause(before));
        let free = clauses.xpos(word) == Xpos::Vbg
            && self.speaks()
            && clauses.subject_of_own(word).is_none()
            && clauses.preposition(word).is_none();
        if !(free && set_off) {
            return None;
        }
        let quote = self.sheet.quote_number(word);
        let inner = |above: &usize| match clauses.rel(*above) {
            Rel::Ccomp | Rel::Acl | Rel::Advcl | Rel::Xcomp | Rel::Conj | Rel::Nmod | Rel::Obl | Rel::Obj => true,
            Rel::AclRelcl => clauses.child(*above, &[Rel::Mark]).is_some(),
            _ => false,
        };
        let mut chain = vec![word];
        chain.extend(clauses.parse.ancestors(word).take_while(|above| self.sheet.quote_number(*above) == quote));
        let top = chain.iter().take_while(|above| inner(above)).count();
        let verb = chain[top.min(chain.len() - 1)];
        (verb != word && self.sheet.is_verb(verb) && verb < word && clauses.subject_of_own(verb).is_some()).then_some(verb)
    }

    /// Whether the cue is in the passive. What the parser takes for a reduced relative clause is a past tense when it speaks beside a quotation
    /// ("protesters chanted “No”") or has an object of its own ("the envoy accused Mali of delay"); "asked about it, she smiled" is a passive though no
    /// word shows it.
    fn is_passive(&self, subject: Option<Subject>) -> bool {
        let clauses = &self.sheet.clauses;
        let reduced = clauses.child(self.word, &[Rel::AuxPass, Rel::Aux]).is_none();
        if !clauses.is_passive(self.word) {
            let participle = matches!(clauses.xpos(self.word), Xpos::Vbn | Xpos::Vbd) && clauses.subject_of_own(self.word).is_none();
            let opens =
                self.word == self.sheet.sentence(self.word).start || clauses.is(self.word - 1, "when") || clauses.is(self.word - 1, ",");
            return self.cue.sense == CueSense::Ask && reduced && participle && opens && clauses.rel(self.word) != Rel::Conj;
        }
        let double = matches!(self.cue.sense, CueSense::Tell | CueSense::Ask | CueSense::Promise | CueSense::Describe | CueSense::Believe);
        let object = clauses.object(self.word).is_some_and(|object| object > self.word);
        !(reduced && (self.speech(subject).is_some() || (object && !double)))
    }

    fn draft(&self, group: Range<usize>, source: Vec<Range<usize>>, found: Found) -> Option<Draft> {
        let Found { content, rule, certainty, cue_end } = found;
        let content: Vec<_> = content.into_iter().filter(|piece| !piece.is_empty()).collect();
        let reach = content.iter().filter(|piece| piece.start > self.word).map(|piece| piece.start).min().unwrap_or(usize::MAX);
        let blocked = source.iter().filter(|piece| piece.start > self.word).map(|piece| piece.start).min().unwrap_or(usize::MAX);
        let end = group.end.max(cue_end).min(reach).min(blocked).max(self.word + 1);
        let start = source.iter().filter(|piece| piece.end <= self.word).fold(group.start, |start, piece| start.max(piece.end));
        // Who speaks is no part of what is said, nor is the cue.
        let tangled = content
            .iter()
            .any(|piece| piece.contains(&self.word) || source.iter().any(|words| words.start < piece.end && piece.start < words.end));
        (!tangled && !content.is_empty()).then_some(Draft { source, head: self.word, cue: start..end, content, rule, certainty })
    }

    /// A quotation, an inverted clause or a parenthesis: only verbs that can stand beside quoted words.
    fn speech(&self, subject: Option<Subject>) -> Option<Found> {
        let quotes = self.takes(Frame::Quote);
        let weight = quotes.or(self.takes(Frame::That))?;
        let clause = self.reporting_clause(subject);
        // A verb that only takes clauses reports a quotation before it, "…," it recommended, not one after it.
        let found = quotations::beside(self.sheet, self.word, clause)
            .filter(|(_, rule, _)| quotes.is_some() || BEFORE.contains(rule))
            .filter(|(_, rule, _)| *rule != quotations::NEXT_BLOCK || self.speaks());
        found.map(|(content, rule, certainty)| Found { content, rule, certainty: certainty * weight.max(0.8), cue_end: self.end })
    }

    /// The words of "he said in Geneva on Friday": subject, verb and what follows, without the content.
    fn reporting_clause(&self, subject: Option<Subject>) -> Range<usize> {
        let clauses = &self.sheet.clauses;
        let mut words = clauses.verb_group(self.word);
        words.end = words.end.max(self.end);
        if let Some(subject) = subject.filter(|subject| matches!(subject.through, Through::Own | Through::Relative)) {
            let noun = self.source_words(subject.head);
            words = words.start.min(noun.start)..words.end.max(noun.end);
        }
        words
    }

    fn active(&self, subject: Option<Subject>) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        let parse = clauses.parse;
        let word = self.word;
        let object = clauses.object(word).or_else(|| {
            // "played down the fund": an object that the parser hung as a phrase, but without a preposition.
            let mut phrases = clauses.parse.children(word).filter(|child| *child > word && clauses.rel(*child) == Rel::Obl);
            phrases.find(|child| match clauses.preposition(*child) {
                None => clauses.parse.left_edge(*child) == clauses.verb_group(word).end,
                // "talked up the deal": the particle as its preposition.
                Some(particle) => self.cue.words.len() > 1 && particle + 1 == self.end,
            })
        });
        if let Some(weight) = self.takes(Frame::Raising) {
            return self.raising(subject, weight);
        }
        let comma = self.sheet.is_pause(clauses.verb_group(word).end.max(self.end));
        if let Some(found) = comma.then(|| self.parenthesis(subject)).flatten() {
            return Some(found);
        }
        if let (Some(weight), Some(clause)) = (self.takes(Frame::That), self.that_clause()) {
            let mut words = parse.subtree(clause);
            // A subject that the parser took for the object of the verb: "hopes the vote will pass".
            if let Some(object) = object.filter(|object| {
                *object > word && *object < clause && clauses.subject_of_own(clause).is_none() && !clauses.is_nonfinite(clause)
            }) {
                words.start = words.start.min(parse.left_edge(object));
            }
            return self.found(words, "attribution/that-clause", 0.77 * weight);
        }
        if let Some(found) = self.inverted().or_else(|| self.parenthesis(subject)).or_else(|| self.rest_of_sentence(subject)) {
            return Some(found);
        }
        if let Some(clause) = clauses.infinitive(word) {
            let object = object.or_else(|| clauses.child(word, &[Rel::Iobj])).filter(|object| *object > word && *object < clause);
            if let (Some(weight), Some(object)) = (self.takes(Frame::ObjectTo), object) {
                return self.found(parse.left_edge(object)..parse.right_edge(clause) + 1, "attribution/object-infinitive", 0.53 * weight);
            }
            if let (Some(weight), None) = (self.takes(Frame::To), object) {
                return self.found(parse.subtree(clause), "attribution/infinitive", 0.57 * weight);
            }
        }
        let predicate = clauses.parse.children(word).find(|child| {
            let second = clauses.rel(*child) == Rel::Obj && object.is_some_and(|object| object < *child);
            *child > word && (second || clauses.rel(*child) == Rel::Xcomp) && !clauses.is_infinitive(*child)
        });
        if let (Some(weight), Some(predicate), Some(object)) = (self.takes(Frame::ObjectPredicate), predicate, object) {
            let pieces = self.object_and(object, predicate);
            return Some(Found { content: pieces, rule: "attribution/object-predicate", certainty: 0.7 * weight, cue_end: self.end });
        }
        if let (Some(weight), Some(object)) = (self.takes(Frame::ObjectPredicate), object.filter(|object| *object > word)) {
            // "called the plan unfair": the parser takes the predicate for a part of the object; "called a meeting" has none.
            let words = self.object_words(object);
            let definite = clauses.xpos(words.start) != Xpos::Dt || clauses.is(words.start, "the");
            if self.cue.sense == CueSense::Describe && words.len() >= 3 && definite {
                return self.found(words, "attribution/object-predicate", 0.5 * weight);
            }
        }
        if let Some(object) = object {
            for (preposition, firm) in self.cue.object_phrases() {
                if let Some(noun) = clauses
                    .prepositional(word, preposition)
                    .or_else(|| clauses.prepositional(object, preposition))
                    .filter(|noun| *noun > word)
                {
                    let pieces = self.object_and(object, noun);
                    let certainty = if firm { 0.72 } else { 0.4 };
                    return Some(Found { content: pieces, rule: "attribution/object-phrase", certainty, cue_end: self.end });
                }
            }
        }
        if let Some(found) = self.phrase(word) {
            return Some(found);
        }
        if let (Some(weight), Some(gerund)) = (self.takes(Frame::Ing), predicate.filter(|child| clauses.xpos(*child) == Xpos::Vbg)) {
            return self.found(parse.subtree(gerund), "attribution/gerund", 0.6 * weight);
        }
        let weight = self.takes(Frame::Object)?;
        match object {
            Some(object) => self.found(self.object_words(object), "attribution/object", 0.55 * weight),
            None => self.gap(subject, 0.4 * weight),
        }
    }

    /// The object clause after the verb; a small clause without subject and "that" is none.
    fn that_clause(&self) -> Option<usize> {
        let clauses = &self.sheet.clauses;
        let own = clauses.that_clause(self.word).filter(|clause| !clauses.is_infinitive(*clause));
        own.or_else(|| self.stray_clause()).or_else(|| {
            // "said: the talks failed"; a clause that the parser hangs beside the verb.
            let beside = clauses.parse.children(self.word).find(|child| *child > self.word && clauses.rel(*child) == Rel::Parataxis);
            beside.filter(|child| {
                let edge = clauses.parse.left_edge(*child);
                edge > 0 && (clauses.is(edge, ":") || clauses.is(edge - 1, ":"))
            })
        })
    }

    /// "said last week **that she had left**": a clause with "that" and a subject of its own which the parser hung on a noun between, as if it were
    /// relative.
    fn stray_clause(&self) -> Option<usize> {
        let clauses = &self.sheet.clauses;
        let aside = |noun: usize| {
            matches!(clauses.rel(noun), Rel::Obl | Rel::OblUnmarked | Rel::Nmod)
                && clauses.parse.ancestors(noun).take(3).any(|above| above == self.word)
        };
        let whole = |clause: usize| {
            let edge = clauses.parse.left_edge(clause);
            let subject = clauses.child(clause, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]);
            clauses.is(edge, "that") && subject.is_some_and(|subject| subject > edge)
        };
        let within = self.word + 1..clauses.parse.subtree(self.word).end;
        let mut clause = within.filter(|word| matches!(clauses.rel(*word), Rel::Acl | Rel::AclRelcl));
        clause.find(|word| whole(*word) && clauses.parse.head(*word).is_some_and(aside))
    }

    /// The clause before "…, officials said", around it, or above "as officials said".
    fn inverted(&self) -> Option<Found> {
        self.takes(Frame::Quote).or(self.takes(Frame::That)).filter(|weight| *weight == 1.0)?;
        let clauses = &self.sheet.clauses;
        let parse = clauses.parse;
        let word = self.word;
        let whole = parse.subtree(word);
        if let Some(before) = parse.children(word).find(|child| *child < word && matches!(clauses.rel(*child), Rel::Ccomp | Rel::Parataxis))
        {
            return self.found(parse.subtree(before), "attribution/inverted", 0.75);
        }
        let above = parse.head(word)?;
        let as_clause = parse
            .children(word)
            .take_while(|child| *child < word)
            .any(|child| clauses.is(child, "as") && matches!(clauses.rel(child), Rel::Mark | Rel::Advmod | Rel::Case));
        let rule = match clauses.rel(word) {
            Rel::Parataxis if self.speaks() && clauses.subject(word).is_some_and(|s| s.through == Through::Own) => {
                "attribution/parenthesis"
            }
            Rel::Advcl | Rel::AdvclRelcl | Rel::Parataxis
                if as_clause && self.speaks() && self.sheet.is_bare_clause(word) && self.is_statement_without(whole.clone()) =>
            {
                "attribution/as-clause"
            }
            _ => return None,
        };
        let content = clauses.without(parse.subtree(above), whole);
        Some(Found { content, rule, certainty: if rule == "attribution/as-clause" { 0.6 } else { 0.7 }, cue_end: self.end })
    }

    /// "…, officials said", "…, officials said on Monday, …" wherever the parser hung it: set off by commas, with nothing of its own after the verb
    /// but where and when.
    fn parenthesis(&self, subject: Option<Subject>) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        if !self.speaks() || clauses.is_nonfinite(self.word) {
            return None;
        }
        let noun = match subject {
            Some(subject) if subject.through == Through::Own && !clauses.is(subject.head, "one") => self.source_words(subject.head),
            Some(_) => return None,
            None => self.name_beside()?.first()?.clone(),
        };
        let sentence = self.sheet.sentence(self.word);
        let group = clauses.verb_group(self.word);
        let start = noun.start.min(group.start);
        let mut end = group.end.max(self.end).max(noun.end);
        for child in clauses.parse.children(self.word).filter(|child| *child > self.word) {
            let aside = matches!(clauses.rel(child), Rel::Obl | Rel::OblUnmarked | Rel::Advmod | Rel::Obj | Rel::Iobj)
                && clauses.upos(child) != Upos::Verb;
            if aside && clauses.parse.left_edge(child) == end && clauses.parse.subtree(child).len() <= 8 {
                end = clauses.parse.right_edge(child) + 1;
            }
        }
        let set_off = start > sentence.start && self.sheet.is_pause(start - 1);
        let closed = end >= sentence.end || self.sheet.is_pause(end) || (end + 2 >= sentence.end && self.sheet.is_punctuation(end));
        if !(set_off && closed) {
            return None;
        }
        let left = sentence.start..start - 1;
        let right = self.sheet.before_tails(end..sentence.end);
        let whole = self.sheet.length(right.clone()) >= 2 && !clauses.is(right.start + 1, "and") && !clauses.is(right.start + 1, "but");
        let around = whole && self.sheet.length(left.clone()) >= 2 && self.is_statement(right.clone());
        if !(around || self.is_statement(left.clone())) {
            return None;
        }
        let mut content = vec![clauses.trimmed(left)];
        if whole {
            content.push(clauses.trimmed(right));
        }
        Some(Found { content, rule: "attribution/parenthesis", certainty: 0.7, cue_end: self.end })
    }

    /// Whether the verb can stand beside its content as a parenthesis, "…, she thinks, …": verbs of saying, showing and thinking, not of wanting.
    fn speaks(&self) -> bool {
        use CueSense::*;
        let quotes = self.takes(Frame::Quote) == Some(1.0);
        (quotes && !matches!(self.cue.sense, Demand | Hope | Like | Decide | Ask | Propose))
            || (matches!(self.cue.sense, Believe | Show) && self.takes(Frame::That) == Some(1.0))
    }

    /// What follows a verb of saying when the parser saw no clause there, but a finite verb shows that there is one: "said four of them and their
    /// leader will speak".
    fn rest_of_sentence(&self, subject: Option<Subject>) -> Option<Found> {
        self.takes(Frame::That).filter(|weight| *weight == 1.0)?;
        let clauses = &self.sheet.clauses;
        if subject.is_none() && clauses.is_nonfinite(self.word) {
            return None;
        }
        let takes_object = self.takes(Frame::Object) == Some(1.0) && clauses.object(self.word).is_some();
        if !self.speaks() || takes_object || clauses.infinitive(self.word).is_some() {
            return None;
        }
        let sentence = self.sheet.sentence(self.word);
        let group = clauses.verb_group(self.word);
        let mut start = group.end.max(self.end);
        for child in clauses.parse.children(self.word).filter(|child| *child > self.word) {
            let addressee = self.takes(Frame::Object).is_none()
                && matches!(clauses.rel(child), Rel::Obj | Rel::Iobj)
                && clauses.parse.subtree(child).len() <= 4;
            let aside = matches!(clauses.rel(child), Rel::OblUnmarked | Rel::Advmod) && clauses.parse.subtree(child).len() <= 2;
            if clauses.parse.left_edge(child) == start && (addressee || aside) {
                start = clauses.parse.right_edge(child) + 1;
            }
        }
        let next = clauses.parse.children(self.word).find(|child| *child >= start && matches!(clauses.rel(*child), Rel::Conj | Rel::Advcl));
        let end = next.map_or(sentence.end, |next| clauses.parse.left_edge(next));
        if start >= end
            || self.sheet.is_punctuation(start)
            || matches!(clauses.upos(start), Upos::Adp | Upos::Cconj | Upos::Part | Upos::Verb)
        {
            return None;
        }
        let relative = |word: usize| {
            std::iter::once(word)
                .chain(clauses.parse.ancestors(word))
                .take_while(|above| *above != self.word)
                .any(|above| matches!(clauses.rel(above), Rel::AclRelcl | Rel::Acl) && above >= start)
        };
        let finite =
            (start + 1..end).any(|word| matches!(clauses.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && !relative(word));
        let only_says = self.takes(Frame::Object).is_none_or(|weight| weight < 1.0)
            && self.takes(Frame::Quote).is_some()
            && self.sheet.length(start..end) >= 4;
        if !(finite || only_says) {
            return None;
        }
        self.found(start..end, "attribution/rest-of-sentence", 0.45)
    }

    /// "X seems to …": subject and complement are the content.
    fn raising(&self, subject: Option<Subject>, weight: f32) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        let parse = clauses.parse;
        if let Some(clause) = clauses.that_clause(self.word) {
            return self.found(parse.subtree(clause), "attribution/that-clause", 0.4 * weight);
        }
        let complement =
            parse.children(self.word).find(|child| *child > self.word && matches!(clauses.rel(*child), Rel::Xcomp | Rel::Ccomp))?;
        if self.is_reporting(complement) {
            return None;
        }
        let mut content: Vec<_> = subject.map(|s| self.named(s)).unwrap_or_default();
        content.push(clauses.trimmed(parse.subtree(complement)));
        Some(Found { content, rule: "attribution/raising", certainty: 0.5 * weight, cue_end: self.end })
    }

    /// Whether the sentence around these words has enough of its own.
    fn is_statement_without(&self, words: Range<usize>) -> bool {
        let sentence = self.sheet.sentence(self.word);
        self.sheet.length(sentence.start..words.start) + self.sheet.length(words.end..sentence.end) >= 4
    }

    /// Whether the words before a parenthesis can be a sentence: a finite verb, and a second one when a subordinate clause begins them.
    fn is_statement(&self, words: Range<usize>) -> bool {
        let clauses = &self.sheet.clauses;
        let finite = words.clone().filter(|word| matches!(clauses.xpos(*word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)).count();
        let subordinate = clauses.upos(words.start) == Upos::Sconj || clauses.is(words.start, "as");
        self.sheet.length(words) >= 3 && finite > usize::from(subordinate)
    }

    /// Whether the infinitive reports itself: "seems to **say** …" has a speaker, and the raising verb only hedges.
    fn is_reporting(&self, infinitive: usize) -> bool {
        at(self.sheet, infinitive).is_some()
    }

    fn passive(&self) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        let parse = clauses.parse;
        let word = self.word;
        let patient = clauses.subject(word);
        let agent = clauses.agent(word);
        let with_patient = |complement: usize| {
            let mut content: Vec<_> = patient.map(|s| self.named(s)).unwrap_or_default();
            let mut words = parse.subtree(complement);
            if let Some(agent) =
                agent.map(|agent| parse.subtree(agent)).filter(|agent| agent.start >= words.start && agent.end <= words.end)
            {
                words.end = agent.start;
            }
            content.push(clauses.trimmed(words));
            content
        };
        let found = |content, rule, certainty| Some(Found { content, rule, certainty, cue_end: self.end });
        if let (Some(weight), Some(clause)) =
            (self.takes(Frame::That), clauses.that_clause(word).filter(|clause| !clauses.is_infinitive(*clause)))
        {
            return self.found(parse.subtree(clause), "attribution/passive-that", 0.4 * weight);
        }
        if let Some(clause) = clauses.infinitive(word) {
            let mental = matches!(self.cue.sense, CueSense::Believe | CueSense::Say | CueSense::Know | CueSense::Show | CueSense::Seem);
            if mental && self.is_reporting(clause) {
                return None;
            }
            if let (Some(weight), true) =
                (self.takes(Frame::ObjectTo).or(self.takes(Frame::To)).or(self.takes(Frame::That)), mental || agent.is_some())
            {
                return found(with_patient(clause), "attribution/passive-infinitive", 0.65 * weight);
            }
        }
        let predicate =
            parse.children(word).find(|child| *child > word && clauses.rel(*child) == Rel::Xcomp && !clauses.is_infinitive(*child));
        // "a group called X" names it; nobody is said to call it so.
        let names = self.cue.sense == CueSense::Describe && agent.is_none();
        if let (Some(weight), Some(predicate), false) = (self.takes(Frame::ObjectPredicate), predicate, names) {
            return found(with_patient(predicate), "attribution/passive-predicate", 0.55 * weight);
        }
        for (preposition, firm) in self.cue.object_phrases() {
            if let Some(noun) = clauses.prepositional(word, preposition).filter(|noun| *noun > word) {
                return found(with_patient(noun), "attribution/passive-phrase", if firm { 0.5 } else { 0.3 });
            }
        }
        if let (Some(found), true) = (self.phrase(word), self.cue.sense == CueSense::Ask || agent.is_some()) {
            return Some(Found { rule: "attribution/passive-about", ..found });
        }
        let weight = self.takes(Frame::Object)?;
        // Without "by …" the words name nobody, and most such passives tell an event.
        agent?;
        found(self.named(patient?), "attribution/passive", 0.5 * weight)
    }

    /// A phrase that the cue governs: "called **for talks**"; the preposition belongs to the cue.
    fn phrase(&self, word: usize) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        self.cue.phrases().find_map(|(preposition, firm)| {
            let noun = (word..self.end).find_map(|at| clauses.prepositional(at, preposition)).filter(|noun| *noun > word)?;
            let case = clauses.preposition(noun)?;
            let content = clauses.trimmed(case + 1..self.extended(clauses.parse.right_edge(noun) + 1));
            let certainty = if firm { 0.52 } else { 0.3 };
            (!content.is_empty()).then(|| Found { content: vec![content], rule: "attribution/phrase", certainty, cue_end: case + 1 })
        })
    }

    /// "a plan that Peru opposes", "a plan Peru opposes": the content is the relative pronoun or the noun.
    fn gap(&self, subject: Option<Subject>, certainty: f32) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        let own = subject.is_some_and(|s| s.through == Through::Own);
        if clauses.rel(self.word) != Rel::AclRelcl || !own {
            return None;
        }
        let noun = clauses.parse.head(self.word)?;
        let words = clauses.without(clauses.noun_phrase(noun), clauses.parse.subtree(self.word));
        self.found(words.first()?.clone(), "attribution/relative-object", certainty)
    }

    /// Object and complement as one stretch; in two pieces when the object is a relative pronoun or stands before the verb.
    fn object_and(&self, object: usize, complement: usize) -> Vec<Range<usize>> {
        let clauses = &self.sheet.clauses;
        let end = clauses.parse.right_edge(complement) + 1;
        if object > self.word {
            let start = clauses.parse.left_edge(object).min(clauses.parse.left_edge(complement));
            return vec![clauses.trimmed(start..end.max(clauses.parse.right_edge(object) + 1))];
        }
        vec![self.object_words(object), clauses.trimmed(clauses.parse.left_edge(complement)..end)]
    }

    /// The object with the phrases that follow it.
    fn object_words(&self, object: usize) -> Range<usize> {
        let clauses = &self.sheet.clauses;
        let mut words = clauses.noun_phrase(object);
        if object > self.word {
            words.end = self.extended(words.end);
        }
        clauses.trimmed(words)
    }

    /// How far a complement that ends before `end` goes on with phrases that follow without a comma ("a victory **in both provinces**", "called on
    /// Mali **to sign**"); when and because of what are no part of it.
    fn extended(&self, mut end: usize) -> usize {
        let clauses = &self.sheet.clauses;
        for child in clauses.parse.children(self.word).filter(|child| *child > self.word) {
            let joins = matches!(clauses.rel(child), Rel::Obl | Rel::Nmod | Rel::Acl | Rel::AclRelcl | Rel::Xcomp | Rel::Ccomp)
                || (clauses.rel(child) == Rel::Advcl && clauses.is_infinitive(child));
            if clauses.parse.left_edge(child) == end && joins {
                end = clauses.parse.right_edge(child) + 1;
            }
        }
        end
    }

    // Nouns -------------------------------------------------------------------------------------------------------------------------------

    fn noun(&self) -> Option<Draft> {
        let clauses = &self.sheet.clauses;
        let word = self.word;
        let owner = clauses.possessor(word).map(|owner| vec![self.source_words(owner)]);
        let (source, light) = match owner {
            Some(source) => (source, None),
            None => match self.light_verb() {
                Some(verb) => (clauses.subject(verb).map(|s| self.named(s)).unwrap_or_default(), Some(verb)),
                None => (self.owner_phrase().or_else(|| self.nationality()).unwrap_or_default(), None),
            },
        };
        let found = self.noun_complement()?;
        if source.is_empty() {
            return None;
        }
        let start = light.map_or(self.noun_start(&source), |verb| clauses.verb_group(verb).start);
        let mut draft = self.draft(start..word + 1, source, found)?;
        if light.is_some() && draft.rule == "attribution/noun-phrase" {
            draft.rule = "attribution/light-verb";
            draft.certainty = 0.56;
        }
        Some(draft)
    }

    fn noun_complement(&self) -> Option<Found> {
        let clauses = &self.sheet.clauses;
        let word = self.word;
        if let (Some(_), Some(clause)) = (self.takes(Frame::To), clauses.infinitive(word).filter(|clause| clauses.rel(*clause) == Rel::Acl))
        {
            return self.found(clauses.parse.subtree(clause), "attribution/noun-infinitive", 0.4);
        }
        if self.takes(Frame::That).is_some() {
            let clause = clauses.parse.children(word).find(|child| {
                let opens = |mark: usize| {
                    matches!(clauses.rel(mark), Rel::Mark | Rel::Obj) && (clauses.is(mark, "that") || clauses.is(mark, "whether"))
                };
                *child > word
                    && matches!(clauses.rel(*child), Rel::Acl | Rel::Ccomp | Rel::AclRelcl)
                    && clauses.parse.children(*child).next().is_some_and(opens)
            });
            if let Some(clause) = clause {
                return self.found(clauses.parse.subtree(clause), "attribution/noun-that", 0.5);
            }
        }
        self.phrase(word).map(|found| Found { rule: "attribution/noun-phrase", certainty: found.certainty * 0.5, ..found })
    }

    /// The verb of which this noun is the object when the verb adds only that it is said or held: "made a demand", "expressed concern".
    fn light_verb(&self) -> Option<usize> {
        const LIGHT: [&str; 24] = [
            "express",
            "make",
            "voice",
            "have",
            "give",
            "issue",
            "raise",
            "reiterate",
            "repeat",
            "offer",
            "send",
            "share",
            "hold",
            "deliver",
            "release",
            "air",
            "post",
            "get",
            "put",
            "restate",
            "convey",
            "reaffirm",
            "announce",
            "take",
        ];
        let clauses = &self.sheet.clauses;
        let verb = clauses.parse.head(self.word)?;
        (clauses.rel(self.word) == Rel::Obj && LIGHT.contains(&clauses.lemma(verb))).then_some(verb)
    }

    /// "the refusal **of Peru** to …", "a statement **from the ministry**": only when the content is another phrase.
    fn owner_phrase(&self) -> Option<Vec<Range<usize>>> {
        let clauses = &self.sheet.clauses;
        ["by", "from", "among", "of"].iter().find_map(|preposition| {
            let noun = clauses.prepositional(self.word, preposition)?;
            let governed = self.cue.takes(&Frame::With((*preposition).to_string())).is_some();
            (!governed && matches!(clauses.upos(noun), Upos::Noun | Upos::Propn | Upos::Pron)).then(|| vec![clauses.noun_phrase(noun)])
        })
    }

    /// "**Russian** demands that …", "the **White House** proposal to …".
    fn nationality(&self) -> Option<Vec<Range<usize>>> {
        let clauses = &self.sheet.clauses;
        let mut owners = clauses.parse.children(self.word).take_while(|child| *child < self.word);
        let owner = owners.find(|child| {
            matches!(clauses.rel(*child), Rel::Amod | Rel::Compound)
                && clauses.word(*child).starts_with(char::is_uppercase)
                && clauses.parse.left_edge(*child) > self.sheet.sentence(self.word).start
        })?;
        Some(vec![clauses.parse.subtree(owner)])
    }

    /// Where the cue begins: at the noun's adjective, after determiner and owner.
    fn noun_start(&self, source: &[Range<usize>]) -> usize {
        let clauses = &self.sheet.clauses;
        let owner = source.iter().filter(|piece| piece.end <= self.word).map(|piece| piece.end).max().unwrap_or(0);
        let own = clauses.parse.children(self.word).find(|child| {
            *child < self.word && matches!(clauses.rel(*child), Rel::Amod | Rel::Compound) && clauses.parse.left_edge(*child) >= owner
        });
        own.map_or(self.word, |child| clauses.parse.left_edge(child))
    }

    // Adjectives --------------------------------------------------------------------------------------------------------------------------

    fn adjective(&self) -> Option<Draft> {
        let clauses = &self.sheet.clauses;
        let word = self.word;
        let subject = clauses.subject(word);
        let subject = subject.or_else(|| {
            // "officials familiar with", "anyone afraid that": an adjective after its noun.
            let noun = clauses.parse.head(word).filter(|noun| *noun < word && clauses.rel(word) == Rel::Amod)?;
            Some(Subject { head: noun, antecedent: noun, through: Through::Modified })
        })?;
        let found = if let (Some(_), Some(clause)) = (self.takes(Frame::To), clauses.infinitive(word)) {
            self.found(clauses.parse.subtree(clause), "attribution/adjective-infinitive", 0.35)
        } else if let (Some(_), Some(clause)) = (self.takes(Frame::That), self.adjective_clause()) {
            self.found(clauses.parse.subtree(clause), "attribution/adjective-that", 0.6)
        } else {
            self.phrase(word).map(|found| Found { rule: "attribution/adjective-phrase", certainty: found.certainty * 0.9, ..found })
        }?;
        let dull = self.cue.sense == CueSense::Say && clauses.child(word, &[Rel::Expl]).is_some();
        if dull {
            return None;
        }
        self.draft(clauses.verb_group(word), self.named(subject), found)
    }

    fn adjective_clause(&self) -> Option<usize> {
        let clauses = &self.sheet.clauses;
        clauses.parse.children(self.word).find(|child| {
            *child > self.word
                && matches!(clauses.rel(*child), Rel::Ccomp | Rel::Advcl)
                && !clauses.is_infinitive(*child)
                && (clauses.rel(*child) == Rel::Ccomp
                    || clauses
                        .parse
                        .children(*child)
                        .any(|mark| clauses.rel(mark) == Rel::Mark && (clauses.is(mark, "that") || clauses.is(mark, "whether"))))
        })
    }

    /// Whether a word stands in the same quotation as the cue, or neither in one.
    fn within_same_quotation(&self, word: usize) -> bool {
        let around = self.sheet.quote_number(word);
        around.is_none() || around == self.sheet.quote_number(self.word)
    }

    // Sources -----------------------------------------------------------------------------------------------------------------------------

    /// The words that name a subject as source, without the clause that the cue stands in. A document speaks for whoever issues it: "issued a
    /// statement saying …".
    fn named(&self, subject: Subject) -> Vec<Range<usize>> {
        const DOCUMENTS: [&str; 14] = [
            "statement",
            "letter",
            "message",
            "memo",
            "email",
            "e-mail",
            "tweet",
            "post",
            "note",
            "communique",
            "release",
            "article",
            "declaration",
            "notice",
        ];
        let clauses = &self.sheet.clauses;
        if subject.through == Through::Modified && DOCUMENTS.contains(&clauses.lemma(subject.head)) && clauses.rel(subject.head) == Rel::Obj
        {
            let issuer = clauses.parse.head(subject.head).and_then(|verb| clauses.subject(verb));
            if let Some(issuer) = issuer {
                return vec![self.source_words(issuer.head)];
            }
        }
        vec![self.source_words(subject.head)]
    }

    /// The noun phrase, cut where the cue's own clause begins, without a closing "'s".
    fn source_words(&self, noun: usize) -> Range<usize> {
        let clauses = &self.sheet.clauses;
        let mut words = clauses.noun_phrase(noun);
        if words.contains(&self.word) {
            let clause = std::iter::once(self.word).chain(clauses.parse.ancestors(self.word)).take_while(|above| *above != noun).last();
            let edge = clause.map_or(self.word, |clause| clauses.parse.left_edge(clause));
            words = if noun < edge { words.start..edge } else { noun..noun + 1 };
        }
        if words.len() > 1 && clauses.xpos(words.end - 1) == Xpos::Pos {
            words.end -= 1;
        }
        // A quotation that the parser took for a part of the noun phrase.
        if let Some(quote) = self
            .sheet
            .quotes
            .iter()
            .rev()
            .find(|quote| quote.start <= words.start && words.start < quote.end && quote.end <= noun && !quote.contains(&self.word))
        {
            words.start = quote.end;
        }
        self.sheet.without_times(words)
    }

    /// The noun beside a verb of saying for which the parser found no subject: to its left back to the edge of the clause, over an apposition or
    /// relative clause between commas; else, after a quotation or comma, to its right.
    fn name_beside(&self) -> Option<Vec<Range<usize>>> {
        let clauses = &self.sheet.clauses;
        let sheet = self.sheet;
        let sentence = sheet.sentence(self.word);
        let group = clauses.verb_group(self.word);
        let own = sheet.quote_number(self.word);
        let nominal = |word: usize| {
            matches!(clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num | Upos::Adp | Upos::Part)
                && sheet.quote_number(word) == own
                && !matches!(clauses.xpos(word), Xpos::Wdt | Xpos::To)
        };
        let mut end = group.start;
        if end > sentence.start && sheet.is_pause(end - 1) && sheet.quote_number(end - 1) == own {
            let comma = (sentence.start..end - 1).rev().take(20).find(|word| sheet.is_pause(*word))?;
            end = comma;
        }
        let start = (sentence.start..end).rev().take(15).take_while(|word| nominal(*word)).last();
        if let Some(start) =
            start.filter(|start| (*start..end).any(|word| matches!(clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron)))
        {
            return Some(vec![clauses.trimmed(start..end)]);
        }
        let last = (group.end..sentence.end).take(12).take_while(|word| nominal(*word)).last()?;
        let follows = group.start > sentence.start && (sheet.is_punctuation(group.start - 1));
        follows.then(|| vec![clauses.trimmed(group.end..last + 1)])
    }
}
