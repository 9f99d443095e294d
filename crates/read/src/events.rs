//! Events: what was held, what is scheduled, proposed, postponed, called off.
//!
//! In: the page with its trees, times and mentions. Out: one [`Event`] for each happening that the text anchors: by a date, by a word of planning, or
//! by the company in which it took place. The status comes from the governing predicate first and from the date second; a passed day alone makes
//! nothing "held" that was only planned. "After the conference" is an order and never a date. A happening that is negated, general or only named
//! yields nothing. The recipe follows the work on event status (Huang et al., "Distinguishing Past, On-going, and Future Events", EMNLP 2016).

use lexicon::{Happening, WordKind};
use model::{Event, EventStatus, Mention, MentionKind, Span, Timex, TimexKind, When, WhenBasis};
use syntax::{Rel, Upos, Xpos};

use crate::{Clauses, Page, Reader};

/// All events, in text order.
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Event> {
    let scene = Scene { page, reader, clauses: Clauses::new(&page.parse, &page.view) };
    let mut told: Vec<Told> = Vec::new();
    for sentence in &page.parse.sentences {
        let words = sentence.tokens.clone();
        let nouns: Vec<Told> = words.clone().filter_map(|word| scene.noun_event(word)).collect();
        let verbs = words.filter_map(|word| scene.verb_event(word)).filter(|verb| !nouns.iter().any(|noun| scene.is_its_core(verb, noun)));
        let verbs: Vec<Told> = verbs.collect();
        told.extend(nouns.into_iter().filter(|noun| !verbs.iter().any(|verb| scene.is_its_setting(verb, noun))));
        told.extend(verbs);
    }
    let mut events: Vec<Event> = told.into_iter().map(|told| scene.event(told)).collect();
    events.sort_by_key(|event| (event.span.start, event.span.end));
    events.dedup_by(|next, kept| kept.span.contains(next.span) && kept.when == next.when && kept.status == next.status);
    events
}

/// An event before its words are cut out.
struct Told {
    word: usize,
    /// The verb of its clause, the word itself for a verb.
    verb: Option<usize>,
    /// Index into the page's times.
    time: Option<usize>,
    status: EventStatus,
    rule: &'static str,
}

struct Scene<'p> {
    page: &'p Page<'p>,
    reader: &'p Reader<'p>,
    clauses: Clauses<'p>,
}

/// What the predicates above an event make of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outlook {
    Planned(EventStatus),
    Told,
    Denied,
    Open,
}

impl<'p> Scene<'p> {
    /// "a meeting with the Chilean minister on Monday".
    fn noun_event(&self, word: usize) -> Option<Told> {
        let c = &self.clauses;
        if !matches!(c.upos(word), Upos::Noun | Upos::Propn) || matches!(c.rel(word), Rel::Compound | Rel::Flat) || self.is_press(word) {
            return None;
        }
        let sense = self.sense(WordKind::Noun, word).filter(|s| is_event(*s))?;
        if sense == Happening::Body && self.clauses.word(word).starts_with(char::is_uppercase) {
            return None;
        }
        if sense == Happening::Contact && !self.has_company(word) || sense == Happening::Outcome && self.is_counted(word) {
            return None;
        }
        let verb = self.governing_verb(word);
        let occurs = self.occurs(word, verb);
        // The day of a clause that tells of something else ("criticised the deal on Monday") is not the event's.
        let time = self.time_of(word, verb).filter(|time| occurs || self.is_in_phrase(word, *time));
        let outlook = match (self.outlook_of_noun(word, verb), self.described(word)) {
            // "prepares a possible summit": the reserve stays.
            (Outlook::Planned(EventStatus::Scheduled), Some(reserved)) => Outlook::Planned(reserved),
            (outlook, _) => outlook,
        };
        let status = match outlook {
            Outlook::Denied => return None,
            Outlook::Planned(EventStatus::Hedged | EventStatus::Proposed) if time.is_some_and(|time| self.ahead(time).is_none()) => {
                return None;
            }
            Outlook::Planned(status) => {
                // A plan without a day needs company or a goal to be more than a wish.
                if time.is_none() && !self.is_anchored(word, status) {
                    return None;
                }
                status
            }
            Outlook::Told | Outlook::Open if verb.is_some_and(|verb| self.is_wanted_or_refused(word, verb)) => return None,
            Outlook::Told | Outlook::Open => match time {
                Some(time) => self.status_by_date(time).filter(|_| !self.runs_on(time) || occurs && outlook == Outlook::Told)?,
                None if outlook == Outlook::Told && self.has_company(word) && self.took_place(word, verb) => EventStatus::Held,
                None => return None,
            },
        };
        let status = if self.on_condition(verb) && status == EventStatus::Scheduled { EventStatus::Conditional } else { status };
        Some(Told { word, verb, time, status, rule: "event/noun" })
    }

    /// Whether the clause says that the event takes place, or the event is where the clause takes place.
    fn occurs(&self, word: usize, verb: Option<usize>) -> bool {
        let Some(verb) = verb else { return true };
        let argument = self.argument_of(word, verb) && !self.is_topic(word, verb);
        let sense = [WordKind::Verb, WordKind::Adjective].into_iter().find_map(|kind| self.sense(kind, verb));
        let about_it = sense.is_some_and(|sense| sense != Happening::Step) && argument;
        let case = self.clauses.preposition(word);
        let at_it = case.is_some_and(|case| self.clauses.is(case, "at"));
        let bound = self.page.parse.head(word) == Some(verb) && case.is_some_and(|case| matches!(self.clauses.lemma(case), "for" | "to"));
        let goes_to_it = at_it || bound && sense == Some(Happening::Act);
        let agent = self.clauses.agent(verb) == Some(word) && sense == Some(Happening::Occurrence);
        self.is_predicate(verb) && argument || about_it || agent || goes_to_it || self.took_place(word, Some(verb))
    }

    /// "momentum for talks builds": not the talks, as in "a round of talks begins", but something about them.
    fn is_topic(&self, word: usize, verb: usize) -> bool {
        let below = std::iter::once(word).chain(self.page.parse.ancestors(word).take_while(|at| *at != verb));
        below
            .filter(|at| self.clauses.rel(*at).plain() == Rel::Nmod)
            .any(|at| self.clauses.preposition(at).is_some_and(|case| !self.clauses.is(case, "of")))
    }

    /// "5,000 votes", "three per cent of the vote": a sum, no happening.
    fn is_counted(&self, word: usize) -> bool {
        let counted = |word: usize| self.clauses.child(word, &[Rel::Nummod]).is_some_and(|number| !self.in_time(number));
        let measure = self.page.parse.head(word).filter(|_| self.clauses.rel(word).plain() == Rel::Nmod);
        counted(word) || measure.is_some_and(counted)
    }

    /// Whether the time stands in the event's own noun phrase: "the talks of Feb. 12".
    fn is_in_phrase(&self, word: usize, time: usize) -> bool {
        self.distance(word, None, &self.page.times[time]).is_some_and(|distance| distance < 100)
    }

    /// "rejected a ceasefire on Monday", "demanded talks": the day is that of the position, and nothing was held.
    fn is_wanted_or_refused(&self, word: usize, verb: usize) -> bool {
        let position = |act| matches!(act, model::Act::Reject | model::Act::Demand | model::Act::Propose);
        let takes_position =
            self.reader.lexicon.positions.starting_with(self.clauses.lemma(verb)).any(|p| p.words.len() == 1 && position(p.act));
        let is_subject = self.clauses.subject(verb).is_some_and(|subject| self.page.parse.subtree(subject.head).contains(&word));
        takes_position && !is_subject && self.argument_of(word, verb)
    }

    /// "is expected to present the plan", "banned imports in October 2022".
    fn verb_event(&self, word: usize) -> Option<Told> {
        let c = &self.clauses;
        if c.upos(word) != Upos::Verb || c.negation(word).is_some() {
            return None;
        }
        let none_of_it = |part: usize| c.child(part, &[Rel::Det]).is_some_and(|det| c.is(det, "no"));
        if self.page.parse.children(word).filter(|part| matches!(c.rel(*part).plain(), Rel::Nsubj | Rel::Obj)).any(none_of_it) {
            return None;
        }
        let sense = self.sense(WordKind::Verb, word);
        let act = sense == Some(Happening::Act);
        if !act && sense != Some(Happening::Step) {
            return None;
        }
        let time = self.time_of(word, Some(word));
        let outlook = self.outlook(word);
        let status = match outlook {
            Outlook::Denied => return None,
            Outlook::Planned(status) => {
                let ahead = time.is_some_and(|time| self.ahead(time).is_some());
                let with_goal = act && self.has_goal(word) && time.is_none_or(|time| !self.is_placed(time));
                if !ahead && !with_goal {
                    return None;
                }
                status
            }
            Outlook::Told if act => self.status_by_date(time?)?,
            // The present tense tells the future by a date alone: "the ministers meet on May 3".
            Outlook::Open if act && !c.is_nonfinite(word) => {
                self.status_by_date(time?).filter(|status| *status == EventStatus::Scheduled)?
            }
            _ => return None,
        };
        if c.subject(word).is_none() && !matches!(outlook, Outlook::Planned(_)) {
            return None;
        }
        let status = if self.on_condition(Some(word)) && status == EventStatus::Scheduled { EventStatus::Conditional } else { status };
        Some(Told { word, verb: Some(word), time, status, rule: "event/verb" })
    }

    fn sense(&self, kind: WordKind, word: usize) -> Option<Happening> {
        let lemma = self.clauses.lemma(word);
        let particle = self.clauses.child(word, &[Rel::CompoundPrt]).filter(|_| kind == WordKind::Verb);
        match particle {
            Some(particle) => self.reader.lexicon.happenings.of(kind, &format!("{lemma} {}", self.clauses.lemma(particle))),
            None => self.reader.lexicon.happenings.of(kind, lemma),
        }
    }

    /// A press conference is where something is said, not what happens.
    fn is_press(&self, word: usize) -> bool {
        self.page.parse.children(word).any(|child| matches!(self.clauses.lemma(child), "press" | "news"))
    }

    /// The verb of the clause that a noun stands in.
    fn governing_verb(&self, word: usize) -> Option<usize> {
        self.page
            .parse
            .ancestors(word)
            .find(|above| matches!(self.clauses.upos(*above), Upos::Verb | Upos::Aux) || self.is_predicate(*above))
    }

    fn is_predicate(&self, word: usize) -> bool {
        self.clauses.child(word, &[Rel::Cop]).is_some()
    }

    // What the predicates say -----------------------------------------------------------------------------------------------------------------

    fn outlook_of_noun(&self, word: usize, verb: Option<usize>) -> Outlook {
        let c = &self.clauses;
        if c.child(word, &[Rel::Det]).is_some_and(|det| c.is(det, "no")) {
            return Outlook::Denied;
        }
        // "the summit planned for June 5".
        let planned = self.page.parse.children_by(word, Rel::Acl).find_map(|child| match self.outlook(child) {
            Outlook::Planned(status) => Some(status),
            _ => None,
        });
        // "hopes for talks", "a proposal for a summit".
        let wished = self.page.parse.head(word).filter(|_| c.rel(word).plain() == Rel::Nmod).and_then(|above| {
            match self.sense(WordKind::Noun, above)? {
                Happening::Scheduled => Some(EventStatus::Scheduled),
                Happening::Hedged => Some(EventStatus::Hedged),
                Happening::Proposed => Some(EventStatus::Proposed),
                _ => None,
            }
        });
        if let Some(status) = wished {
            return Outlook::Planned(status);
        }
        let planned = planned.or_else(|| self.described(word));
        let Some(verb) = verb else { return planned.map_or(Outlook::Open, Outlook::Planned) };
        let argument = self.argument_of(word, verb);
        let moved = self.sense(WordKind::Verb, verb).filter(|_| argument).and_then(|sense| match sense {
            Happening::Cancelled => Some(EventStatus::Cancelled),
            Happening::Postponed => Some(EventStatus::Postponed),
            Happening::Proposed => Some(EventStatus::Proposed),
            Happening::Hedged => Some(EventStatus::Hedged),
            Happening::Scheduled => Some(EventStatus::Scheduled),
            _ => None,
        });
        match (moved, planned) {
            (Some(EventStatus::Cancelled | EventStatus::Postponed), _) if c.negation(verb).is_some() => Outlook::Open,
            (Some(status), _) => Outlook::Planned(self.hedged(verb, status)),
            (None, Some(status)) => Outlook::Planned(status),
            // What stands beside the clause ("spoke after the meeting") is not what is planned.
            (None, None) if argument || self.outlook(verb) == Outlook::Told => self.outlook(verb),
            (None, None) => Outlook::Open,
        }
    }

    /// "the upcoming summit", "a possible meeting".
    fn described(&self, word: usize) -> Option<EventStatus> {
        self.page.parse.children_by(word, Rel::Amod).find_map(|adjective| {
            let lemma = self.clauses.word(adjective).to_ascii_lowercase();
            match self.reader.lexicon.happenings.of(WordKind::Adjective, &lemma)? {
                Happening::Scheduled => Some(EventStatus::Scheduled),
                Happening::Hedged => Some(EventStatus::Hedged),
                Happening::Proposed => Some(EventStatus::Proposed),
                _ => None,
            }
        })
    }

    /// Subject, object or "with"-phrase of the verb: what the verb is about.
    fn argument_of(&self, word: usize, verb: usize) -> bool {
        let mut at = word;
        while let Some(head) = self.page.parse.head(at) {
            if head == verb {
                let plain = self.clauses.rel(at).plain();
                let company = self.clauses.preposition(at).is_some_and(|case| self.clauses.is(case, "with"));
                return matches!(plain, Rel::Nsubj | Rel::Obj | Rel::Csubj | Rel::Xcomp) || company && plain == Rel::Obl || at == verb;
            }
            if !matches!(self.clauses.rel(at).plain(), Rel::Nmod | Rel::Conj | Rel::Compound | Rel::Appos) {
                return false;
            }
            at = head;
        }
        word == verb
    }

    /// What a verb and the predicates that govern it say: planned, told as done, denied, or nothing.
    fn outlook(&self, verb: usize) -> Outlook {
        let c = &self.clauses;
        let (mut at, mut hedge) = (verb, false);
        for _ in 0..5 {
            if c.negation(at).is_some() {
                return Outlook::Denied;
            }
            hedge |= self.is_hedged(at);
            if self.page.parse.children(at).any(|child| child < at && self.sense(WordKind::Adjective, child) == Some(Happening::Scheduled))
            {
                return Outlook::Planned(if hedge { EventStatus::Hedged } else { EventStatus::Scheduled });
            }
            if at != verb && self.is_refusal(at) {
                return Outlook::Denied;
            }
            // "set to meet" is an adjective to one tree and a verb to another; "plans to visit" may be a noun.
            let sense = [WordKind::Adjective, WordKind::Verb].into_iter().find_map(|kind| self.sense(kind, at));
            let sense = match c.upos(at) {
                Upos::Noun => self.sense(WordKind::Noun, at),
                _ => sense,
            };
            let sense = sense.filter(|_| at != verb || c.is_passive(at));
            let status = match sense {
                Some(Happening::Scheduled) => Some(EventStatus::Scheduled),
                Some(Happening::Hedged) => Some(EventStatus::Hedged),
                Some(Happening::Proposed) if at != verb => Some(EventStatus::Proposed),
                _ => None,
            };
            if let Some(status) = status {
                return Outlook::Planned(if hedge && status == EventStatus::Scheduled { EventStatus::Hedged } else { status });
            }
            match self.modal(at).as_deref() {
                Some("will" | "shall" | "'ll" | "’ll" | "would" | "wo" | "ll") => {
                    return Outlook::Planned(if hedge { EventStatus::Hedged } else { EventStatus::Scheduled });
                }
                Some("may" | "might" | "could") => return Outlook::Planned(EventStatus::Hedged),
                Some(_) => return Outlook::Open,
                None => {}
            }
            if self.is_past(at) {
                return Outlook::Told;
            }
            match self.page.parse.head(at) {
                Some(above) if c.rel(at) == Rel::Acl && c.is_infinitive(at) && self.sense(WordKind::Noun, above).is_some() => at = above,
                Some(above)
                    if matches!(c.rel(at), Rel::Xcomp | Rel::Conj | Rel::Ccomp) && (c.is_nonfinite(at) || c.rel(at) == Rel::Conj) =>
                {
                    at = above
                }
                _ => break,
            }
        }
        // A gerund beside a past clause is told with it: "despite banning", "after signing".
        if c.xpos(verb) == Xpos::Vbg && c.rel(verb).plain() == Rel::Advcl { Outlook::Told } else { Outlook::Open }
    }

    /// "refused to meet": it was not done.
    fn is_refusal(&self, verb: usize) -> bool {
        let predicates = &self.reader.lexicon.positions;
        let refuses = |p: &lexicon::Predicate| p.words.len() == 1 && p.act == model::Act::Reject;
        predicates.starting_with(self.clauses.lemma(verb)).any(refuses)
    }

    fn modal(&self, verb: usize) -> Option<String> {
        self.page
            .parse
            .children(verb)
            .find(|child| self.clauses.xpos(*child) == Xpos::Md)
            .map(|md| self.clauses.word(md).to_ascii_lowercase())
    }

    fn is_past(&self, verb: usize) -> bool {
        let past = |word: usize| self.clauses.xpos(word) == Xpos::Vbd;
        let helped = self.page.parse.children(verb).any(|child| {
            matches!(self.clauses.rel(child), Rel::Aux | Rel::AuxPass | Rel::Cop)
                && (past(child) || matches!(self.clauses.lemma(child), "have"))
        });
        past(verb) || helped || self.clauses.xpos(verb) == Xpos::Vbn && self.clauses.rel(verb).plain() == Rel::Acl
    }

    fn is_hedged(&self, verb: usize) -> bool {
        self.page.parse.children(verb).any(|child| self.sense(WordKind::Adverb, child) == Some(Happening::Hedged))
    }

    fn hedged(&self, verb: usize, status: EventStatus) -> EventStatus {
        if status == EventStatus::Scheduled && self.is_hedged(verb) { EventStatus::Hedged } else { status }
    }

    /// Whether an "if" or "unless" clause hangs on the verb.
    fn on_condition(&self, verb: Option<usize>) -> bool {
        let Some(verb) = verb else { return false };
        self.page.parse.children_by(verb, Rel::Advcl).any(|clause| {
            self.page.parse.children_by(clause, Rel::Mark).any(|mark| matches!(self.clauses.lemma(mark), "if" | "unless" | "provided"))
        })
    }

    /// "after ten hours of talks", "held talks", "during a meeting": told as something that was.
    fn took_place(&self, word: usize, verb: Option<usize>) -> bool {
        // "after ten hours of talks": the measure carries the preposition.
        let measure = self.page.parse.head(word).filter(|_| self.clauses.preposition(word).is_some_and(|case| self.clauses.is(case, "of")));
        let beside = [Some(word), measure].into_iter().flatten().take_while(|at| Some(*at) != verb).any(|at| {
            let case = self.page.parse.children(at).find(|child| *child < at && matches!(self.clauses.rel(*child), Rel::Case | Rel::Mark));
            case.is_some_and(|case| matches!(self.clauses.lemma(case), "after" | "following" | "follow" | "during"))
        });
        let held = verb.is_some_and(|verb| self.argument_of(word, verb) && self.clauses.lemma(verb) == "hold");
        beside || held
    }

    // Anchors ---------------------------------------------------------------------------------------------------------------------------------

    /// The time that dates a word: in its own phrase, else in its clause; of several the nearest. `None` when another phrase owns it.
    fn time_of(&self, word: usize, verb: Option<usize>) -> Option<usize> {
        let sentence = self.page.parse.sentences.get(self.page.parse.sentence_of(word)?)?;
        let near = self.page.times.iter().enumerate().filter(|(_, t)| sentence.span.contains(&(t.span.start as usize)) && dates(t));
        let ranked = near.filter_map(|(index, time)| Some((self.distance(word, verb, time)?, index)));
        ranked.min().map(|(_, index)| index)
    }

    fn distance(&self, word: usize, verb: Option<usize>, time: &Timex) -> Option<usize> {
        let parse = &self.page.parse;
        let words = parse.words_in(time.span.range());
        let outer = words.clone().find(|w| parse.head(*w).is_none_or(|head| !words.contains(&head)))?;
        if self.belongs_to(outer).is_some_and(|owner| owner != word) {
            return None;
        }
        // "the deadline is March 31": the time is the predicate.
        if verb == Some(outer) || self.clauses.subject(outer).is_some_and(|subject| subject.head == word) {
            return Some(60);
        }
        let governors = self.governors(verb);
        let steps: Vec<usize> = parse.ancestors(outer).take(6).take_while(|above| !self.is_other_verb(*above, word, &governors)).collect();
        let apart = words.start.abs_diff(word);
        if let Some(step) = steps.iter().position(|above| *above == word) {
            return Some(step * 20 + apart);
        }
        // A noun of another event between them owns the time.
        let owned =
            steps.iter().any(|above| self.sense(WordKind::Noun, *above).is_some_and(is_event) && self.clauses.upos(*above) == Upos::Noun);
        let by_clause = steps.iter().position(|above| governors.contains(above)).filter(|step| !owned && *step <= 1);
        if let Some(step) = by_clause {
            return Some(100 + step * 20 + apart);
        }
        let last = parse.words_in(time.span.range()).start;
        let plain = last > word && last - word <= 4 && !(word..last).any(|w| matches!(self.clauses.upos(w), Upos::Verb | Upos::Punct));
        plain.then_some(300 + apart)
    }

    /// The noun that a time describes and dates alone: "the borders of 1991", "the 2015 deal".
    fn belongs_to(&self, time: usize) -> Option<usize> {
        let c = &self.clauses;
        let owner = self.page.parse.head(time).filter(|owner| matches!(c.upos(*owner), Upos::Noun | Upos::Propn))?;
        let of = c.preposition(time).is_some_and(|case| c.is(case, "of"));
        (of || time < owner).then_some(owner)
    }

    /// Another verb below the event's own keeps its times to itself.
    fn is_other_verb(&self, above: usize, word: usize, governors: &[usize]) -> bool {
        // "the summit planned for June 5" is the summit's day.
        let its_plan = self.clauses.rel(above) == Rel::Acl
            && self.page.parse.head(above) == Some(word)
            && self.sense(WordKind::Verb, above) == Some(Happening::Scheduled);
        above != word && self.clauses.upos(above) == Upos::Verb && !governors.contains(&above) && !its_plan
    }

    /// The verb and those that it completes: "is **expected** to **present**".
    fn governors(&self, verb: Option<usize>) -> Vec<usize> {
        let mut governors: Vec<usize> = verb.into_iter().collect();
        while let Some(last) = governors.last().copied().filter(|last| self.clauses.rel(*last) == Rel::Xcomp && governors.len() < 4) {
            let Some(above) = self.page.parse.head(last) else { break };
            governors.push(above);
        }
        governors
    }

    fn when(&self, time: usize) -> &When {
        &self.page.times[time].when
    }

    fn is_placed(&self, time: usize) -> bool {
        self.when(time).first.is_some()
    }

    /// When a plan for that time is for: a bare month or weekday that reads back from the day of writing is then the next such. `None` for a time
    /// that has passed whichever way it is read.
    fn ahead(&self, time: usize) -> Option<When> {
        let day = self.page.article.published;
        let lies_ahead = |when: &When| match (when.last, day) {
            (Some(last), Some(day)) => last >= day,
            _ => when.first.is_none(),
        };
        let when = self.when(time);
        if lies_ahead(when) {
            return Some(when.clone());
        }
        let next = self.page.times[time]
            .symbolic
            .replace("latest(published,", "earliest(published,")
            .replace("leaning(published,", "earliest(published,");
        when::resolve(&next, day).map(|resolved| resolved.when).filter(lies_ahead)
    }

    /// A period that is not over on the day of writing: "the 2025 election" in March 2025.
    fn runs_on(&self, time: usize) -> bool {
        let when = self.when(time);
        let Some(day) = self.page.article.published else { return false };
        when.first.is_some_and(|first| first <= day) && when.last.is_some_and(|last| last > day)
    }

    /// Scheduled when wholly ahead of publication, held when it has begun.
    fn status_by_date(&self, time: usize) -> Option<EventStatus> {
        match (self.when(time).first, self.page.article.published) {
            (Some(first), Some(day)) if first > day => Some(EventStatus::Scheduled),
            (Some(_), Some(_)) => Some(EventStatus::Held),
            (Some(_), None) => Some(EventStatus::Held),
            (None, _) => None,
        }
    }

    fn is_anchored(&self, word: usize, status: EventStatus) -> bool {
        let moved = matches!(status, EventStatus::Cancelled | EventStatus::Postponed);
        moved || self.has_company(word) || self.has_goal(word) || self.clauses.possessor(word).is_some()
    }

    /// Whom an event is with: "with the minister", "between Peru and Chile".
    fn has_company(&self, word: usize) -> bool {
        let with =
            |noun: usize| self.clauses.prepositional(noun, "with").is_some() || self.clauses.prepositional(noun, "between").is_some();
        // "spoke after ten hours of talks with the ministers": the tree may hang the company on the measure or the verb.
        let measure = self.page.parse.head(word).filter(|_| self.clauses.rel(word).plain() == Rel::Nmod);
        let beside = matches!(self.clauses.lemma(word + 1), "with" | "between");
        with(word) || measure.is_some_and(with) || beside
    }

    /// Where a journey goes, or whom a visit is to.
    fn has_goal(&self, word: usize) -> bool {
        let to = self.clauses.prepositional(word, "to").is_some_and(|goal| self.clauses.upos(goal) != Upos::Verb);
        to || self.has_company(word) || self.clauses.object(word).is_some_and(|object| self.is_name(object))
    }

    fn is_name(&self, word: usize) -> bool {
        self.clauses.upos(word) == Upos::Propn || self.mention_at(word).is_some()
    }

    fn mention_at(&self, word: usize) -> Option<&'p Mention> {
        let span = self.clauses.span(word..word + 1);
        self.page.mentions.iter().find(|m| m.span.overlaps(span) && m.actor.is_some())
    }

    // One event told once -----------------------------------------------------------------------------------------------------------------------

    /// Whether the noun is the verb's subject or object: "hold a summit" is the summit.
    fn is_its_core(&self, verb: &Told, noun: &Told) -> bool {
        noun.verb == Some(verb.word) && self.argument_of(noun.word, verb.word)
    }

    /// Whether the noun is where the verb's event takes place: "present the plan at the conference".
    fn is_its_setting(&self, verb: &Told, noun: &Told) -> bool {
        noun.verb == Some(verb.word) && noun.time == verb.time && noun.time.is_some() && !self.argument_of(noun.word, verb.word)
    }

    // The event's words -------------------------------------------------------------------------------------------------------------------------

    fn event(&self, told: Told) -> Event {
        let head = self.words_of(&told);
        let mut span = self.clauses.span(head.clone());
        let time = told.time.map(|time| &self.page.times[time]);
        if let Some(time) = time {
            span = span.cover(time.span);
        }
        let subject =
            told.verb.filter(|verb| *verb == told.word || self.argument_of(told.word, *verb)).and_then(|verb| self.clauses.subject(verb));
        if let Some(subject) = &subject
            && self.page.parse.sentence_of(subject.antecedent) == self.page.parse.sentence_of(told.word)
        {
            span = span.cover(self.clauses.span(subject.antecedent..subject.antecedent + 1));
        }
        let when = match (told.time, told.status) {
            (None, _) => When::unknown(),
            (Some(time), EventStatus::Held | EventStatus::Cancelled) => self.when(time).clone(),
            (Some(time), _) => self.ahead(time).unwrap_or_else(|| self.when(time).clone()),
        };
        let place = self.place(told.word).or_else(|| told.verb.and_then(|verb| self.place(verb)));
        let mut participants = Vec::new();
        match &subject {
            Some(subject) => self.actors(self.clauses.noun_phrase(subject.antecedent), &mut participants),
            None if told.verb == Some(told.word) => participants.extend(self.first_actor(told.word)),
            None => {}
        }
        for part in self.company(told.word) {
            self.actors(self.page.parse.subtree(part), &mut participants);
        }
        participants.retain(|name| Some(name.as_str()) != place.as_deref());
        Event {
            span,
            what: self.page.article.words(self.clauses.span(head)).split_whitespace().collect::<Vec<_>>().join(" "),
            when,
            place,
            participants,
            status: told.status,
            after: time.is_none().then(|| self.after(&told)).flatten(),
            rule: told.rule,
        }
    }

    /// The noun phrase, or the verb with its objects, without clauses and without more than a line.
    fn words_of(&self, told: &Told) -> std::ops::Range<usize> {
        let c = &self.clauses;
        let own = |child: &usize| {
            !matches!(c.rel(*child).plain(), Rel::Acl | Rel::Advcl | Rel::Parataxis | Rel::Punct | Rel::Conj | Rel::Cc | Rel::Appos)
        };
        let start = if told.verb == Some(told.word) { c.verb_group(told.word).start } else { c.noun_phrase(told.word).start };
        let parts = self.page.parse.children(told.word).filter(|child| *child > told.word).filter(own);
        let mut end = told.word + 1;
        for part in parts {
            let edge = self.page.parse.right_edge(part) + 1;
            let whole = edge - start <= 24;
            end = end.max(if whole { edge } else { part + 1 });
            if !whole {
                break;
            }
        }
        c.trimmed(start.min(told.word)..end)
    }

    /// "in Lima", "to Lima", "the Lima summit".
    fn place(&self, word: usize) -> Option<String> {
        let c = &self.clauses;
        let named = |noun: usize| c.upos(noun) == Upos::Propn && !self.in_time(noun) && self.person_at(noun).is_none();
        let phrase = ["in", "at", "to"].into_iter().find_map(|preposition| c.prepositional(word, preposition).filter(|noun| named(*noun)));
        // "the meeting of the ministers in Quito": the tree may hang the place on who takes part.
        let phrase = phrase.or_else(|| {
            let of = c.prepositional(word, "of").filter(|noun| c.upos(*noun) == Upos::Noun)?;
            c.prepositional(of, "in").filter(|noun| named(*noun))
        });
        let name = phrase.map(|noun| self.proper_name(noun)).or_else(|| {
            let before = self.page.parse.children(word).filter(|child| *child < word && c.rel(*child) == Rel::Compound);
            let before: Vec<usize> = before.filter(|child| named(*child) && self.mention_at(*child).is_none()).collect();
            let last = *before.last()?;
            let first =
                before.iter().rev().enumerate().take_while(|(step, noun)| **noun + step == last).last().map_or(last, |(_, noun)| *noun);
            Some(c.span(first..last + 1))
        })?;
        Some(self.page.article.words(name).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The unbroken run of capitalised words around a name.
    fn proper_name(&self, noun: usize) -> Span {
        let phrase = self.clauses.noun_phrase(noun);
        let capital = |word: &usize| self.clauses.upos(*word) == Upos::Propn;
        let start = (phrase.start..noun).rev().take_while(capital).last().unwrap_or(noun);
        let end = (noun..phrase.end).take_while(capital).last().unwrap_or(noun);
        self.clauses.span(start..end + 1)
    }

    /// The parts of a phrase that can name who takes part: objects, modifiers before the noun, and what "with", "between", "of", "by" introduce.
    fn company(&self, word: usize) -> Vec<usize> {
        let c = &self.clauses;
        let takes_part = |child: &usize| match c.rel(*child).plain() {
            Rel::Obj | Rel::Compound | Rel::Amod | Rel::Iobj => true,
            Rel::Nmod | Rel::Obl => {
                c.rel(*child) == Rel::NmodPoss
                    || c.preposition(*child).is_some_and(|case| matches!(c.lemma(case), "with" | "between" | "of" | "by" | "among"))
            }
            _ => false,
        };
        self.page.parse.children(word).filter(takes_part).collect()
    }

    /// The first actor that the sentence names before a verb, where the tree gives it no subject.
    fn first_actor(&self, verb: usize) -> Option<String> {
        let sentence = self.page.parse.sentences.get(self.page.parse.sentence_of(verb)?)?;
        let before = sentence.span.start as u32..self.page.parse.tokens.get(verb)?.start;
        self.page.mentions.iter().find(|m| before.contains(&m.span.start) && m.actor.is_some())?.actor.clone()
    }

    fn in_time(&self, word: usize) -> bool {
        let span = self.clauses.span(word..word + 1);
        self.page.times.iter().any(|time| time.span.overlaps(span))
    }

    fn person_at(&self, word: usize) -> Option<&'p Mention> {
        self.mention_at(word).filter(|m| m.kind == MentionKind::Person)
    }

    fn actors(&self, words: std::ops::Range<usize>, names: &mut Vec<String>) {
        let span = self.clauses.span(words);
        for actor in self.page.mentions.iter().filter(|m| span.contains(m.span)).filter_map(|m| m.actor.as_ref()) {
            if !names.contains(actor) {
                names.push(actor.clone());
            }
        }
    }

    /// The event that this one is ordered after: "after the Lima conference".
    fn after(&self, told: &Told) -> Option<String> {
        let c = &self.clauses;
        let heads = [Some(told.word), told.verb, told.verb.and_then(|verb| self.page.parse.head(verb))];
        let noun = heads.into_iter().flatten().find_map(|head| {
            self.page.parse.children(head).find(|child| {
                let case = self.page.parse.children(*child).find(|w| *w < *child && matches!(c.rel(*w), Rel::Case | Rel::Mark));
                matches!(c.upos(*child), Upos::Noun | Upos::Propn)
                    && self.sense(WordKind::Noun, *child).is_some()
                    && case.is_some_and(|case| matches!(c.word(case).to_ascii_lowercase().as_str(), "after" | "following"))
            })
        })?;
        let words = self.page.article.words(c.span(c.noun_phrase(noun).start..noun + 1));
        Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Whether a noun of that sense names an event.
fn is_event(sense: Happening) -> bool {
    matches!(sense, Happening::Meeting | Happening::Outcome | Happening::Body | Happening::Contact)
}

/// A time that can date an event: a day, week, month, season or year, not "now" and not a decade.
fn dates(time: &Timex) -> bool {
    let vague =
        time.value.ends_with("_REF") || time.value.len() < 4 || time.when.basis == WhenBasis::Unknown && !time.value.starts_with("XXXX-");
    matches!(time.kind, TimexKind::Date | TimexKind::Time) && !vague
}

#[cfg(test)]
mod tests;
