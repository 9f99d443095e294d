//! Issues: which of the codebook's questions a statement speaks to, and where its stance then lies.
//!
//! In come statements whose stance refers to their own point; out come the same with issue and option, and with the stance on the issue's
//! *proposition*. The codebook's signals are sought in the point; the way from a signal up to the head of the point is read for what turns it
//! round: negation ("**not** join"), giving up ("**abandon** its bid"). A statement that speaks to two issues becomes two. A signal that shows an
//! issue without a direction never decides for or against: an inverted stance is worse than none. An issue without a proposition is a topic, and
//! stances stay those on the point. Without any codebook the issue is the key phrase of a point to which the article returns.

use std::ops::Range;

use codebooks::{Issue, Polarity, Signal, Word};
use model::{Point, Span, Stance, Statement};
use syntax::{Rel, Upos, Xpos};

use crate::phrases::Phrases;
use crate::references::named;
use crate::{Clauses, Page, Reader};

/// The statements with issue and option, in the order in which they came.
pub(crate) fn assign(page: &Page<'_>, reader: &Reader<'_>, found: Vec<Statement>) -> Vec<Statement> {
    if reader.codebook.issues().is_empty() {
        let phrases = Phrases::of(page);
        let key = |s: &Statement| s.point.as_ref().and_then(|point| phrases.key(page, point));
        return found.into_iter().map(|s| Statement { issue: key(&s), ..s }).collect();
    }
    let desk = Desk {
        page,
        reader,
        clauses: Clauses::new(&page.parse, &page.view),
        forms: page
            .parse
            .tokens
            .iter()
            .map(|t| t.start as usize..t.end as usize)
            .map(|r| page.view.get(r).unwrap_or("").to_lowercase())
            .collect(),
        lower: page.view.to_ascii_lowercase(),
    };
    let mut all: Vec<Statement> = Vec::new();
    for statement in found {
        let more = desk.of_statement(statement, &all);
        all.extend(more);
    }
    without_repetition(all)
}

/// A report that frames a position ("said it is ready to …") says no more than the position inside it; one of two that say the same stays.
fn without_repetition(all: Vec<Statement>) -> Vec<Statement> {
    let same = |a: &Statement, b: &Statement| a.issue.is_some() && a.issue == b.issue && a.holder == b.holder && a.span.overlaps(b.span);
    // "has no intention of abandoning its bid": what stands inside another's point was read there with all that is above it.
    let inside = |a: &Statement, b: &Statement| {
        b.stance != Stance::Neutral && b.point.iter().flat_map(|p| &p.spans).any(|s| s.contains(a.predicate))
    };
    let repeats = |at: usize| {
        let own = &all[at];
        all.iter().enumerate().filter(|(other, s)| *other != at && same(own, s)).any(|(other, s)| match own.stance == s.stance {
            true => other < at,
            false => own.stance == Stance::Neutral || (inside(own, s) && !inside(s, own)),
        })
    };
    let kept: Vec<bool> = (0..all.len()).map(|at| !repeats(at)).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(s, _)| s).collect()
}

/// Whether these words show one of the codebook's issues, with a direction: what is said in them is worth reading as a position.
pub(crate) fn are_shown(page: &Page<'_>, reader: &Reader<'_>, words: Range<usize>) -> bool {
    let lower: Vec<String> = words.clone().map(|w| page.parse.word(&page.view, w).to_lowercase()).collect();
    let words: Vec<Word<'_>> = words.zip(&lower).map(|(w, form)| Word { form, lemma: page.parse.lemma(w) }).collect();
    let directed = |s: &&Signal| matches!(s.polarity, Polarity::For | Polarity::Against);
    reader.codebook.issues().iter().flat_map(|i| &i.signals).filter(directed).any(|s| !s.places(&words).is_empty())
}

struct Desk<'a, 'p> {
    page: &'a Page<'p>,
    reader: &'a Reader<'a>,
    clauses: Clauses<'a>,
    /// The words in lower case.
    forms: Vec<String>,
    /// The text with its ASCII letters in lower case: same offsets.
    lower: String,
}

/// A signal that stands in the text.
#[derive(Clone, Debug)]
struct Hit<'a> {
    issue: &'a Issue,
    signal: &'a Signal,
    words: Range<usize>,
}

/// How a hit stands in the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    /// Whether what stands above it turns it round.
    turned: bool,
    /// Whether it stands after "before", "until", "unless": wanted later or on terms.
    on_terms: bool,
    /// Whether it only gives a time or circumstance ("after a ceasefire").
    aside: bool,
}

/// Words that introduce what happens only on the holder's terms.
const TERMS: &[&str] = &["before", "until", "till", "unless"];

/// Words that introduce a time or circumstance, not a part of what is wanted.
const ASIDE: &[&str] = &["if", "after", "since", "during", "when", "amid", "despite", "because", "following", "as", "return", "exchange"];

/// Words that make a condition a demand: what follows must come first.
const DEMANDED: &[&str] = &["until", "till", "unless", "only", "without", "before", "provided", "providing", "long", "condition"];

/// Nouns that say again what somebody has said.
const SAID: &[&str] = &[
    "call",
    "demand",
    "proposal",
    "plan",
    "remark",
    "remarks",
    "comment",
    "suggestion",
    "idea",
    "request",
    "offer",
    "statement",
    "position",
    "view",
    "appeal",
    "initiative",
    "move",
    "stance",
    "step",
];

impl<'a> Desk<'a, '_> {
    fn of_statement(&self, statement: Statement, before: &[Statement]) -> Vec<Statement> {
        let mut found = Vec::new();
        if let Some(point) = &statement.point {
            // The words of the position belong to a signal too: "will not **give up any of the land**".
            let mut spans = point.spans.clone();
            spans.insert(0, statement.cue);
            let whole = self.words_of(&spans);
            let hits = self.best(&self.hits(&whole, &statement), &whole);
            found = hits.iter().filter_map(|hit| self.on_issue(&statement, hit, &whole)).collect();
            if hits.is_empty() && statement.stance != Stance::Neutral {
                found.extend(self.said_again(&statement, point, before));
            }
        }
        if found.is_empty() {
            found.push(statement.clone());
        }
        found.extend(self.of_condition(&statement, &found));
        found
    }

    /// The statement with its stance on the issue of this hit; `None` when the direction is not known.
    fn on_issue(&self, statement: &Statement, hit: &Hit<'a>, whole: &[usize]) -> Option<Statement> {
        let mut placed = Statement { issue: Some(hit.issue.id.clone()), ..statement.clone() };
        if hit.issue.proposition.is_none() {
            return Some(placed);
        }
        let taken = matches!(statement.stance, Stance::Support | Stance::Oppose);
        let is_own = self.predicate(statement).is_some_and(|w| hit.words.contains(&w));
        if hit.signal.polarity == Polarity::Topic && (taken || is_own) {
            return None;
        }
        let point = self.words_of(statement.point.as_ref().map(|p| p.spans.as_slice()).unwrap_or_default());
        let terms = self.has_terms(&point);
        // Where the predicate itself is part of the signal, its stance towards its object is no longer the question, but whether it is negated.
        let other = self.predicate(statement).and_then(|p| self.other_predicate(hit, p));
        let (stance, turned) = if let Some(other) = other {
            self.of_other(hit, other)?
        } else if is_own && statement.stance != Stance::Neutral {
            // What somebody must do he need not want.
            let duty = self.predicate(statement).and_then(|w| self.duty(w, w).or_else(|| self.duty(self.page.parse.head(w)?, w)));
            if duty.is_some() {
                return None;
            }
            let way = self.way(hit, whole);
            let stance = if statement.condition.is_some() { Stance::Conditional } else { Stance::Support };
            if way.turned && terms { (Stance::Conditional, false) } else { on_terms(stance, way, way.turned, terms) }
        } else if statement.stance == Stance::Neutral || statement.rule == "report/duty" {
            // A report of what must be done carries its negations inside.
            let (stance, main) = self.inner_stance(statement, hit, whole).unwrap_or((Stance::Neutral, None));
            let stance = if statement.stance == Stance::Conditional { Stance::Conditional } else { stance };
            let refused = main.is_some_and(|w| self.negations(w, hit.signal, whole) % 2 == 1);
            on_terms(stance, self.way(hit, whole), refused, terms)
        } else {
            on_terms(statement.stance, self.way(hit, &point), statement.stance == Stance::Oppose, terms)
        };
        // A report that takes no side on a proposition is no position on it.
        if stance == Stance::Neutral {
            return None;
        }
        let stance = if stance == Stance::Support && !terms && self.is_only_after(&point) { Stance::Conditional } else { stance };
        let turned = turned != (hit.signal.polarity == Polarity::Against);
        placed.stance = if turned { opposite(stance) } else { stance };
        if !turned && stance != Stance::Oppose {
            placed.option = self.option(hit.issue, whole);
        }
        Some(placed)
    }

    /// The stance that the words of a mere report show towards a hit in them: what somebody says must be done he wants; what he calls fair he
    /// supports; what he says he would like he would like. On an issue that is a view, to state it is to hold it.
    ///
    /// With the stance comes the word that shows it, which may be negated.
    fn inner_stance(&self, statement: &Statement, hit: &Hit<'a>, whole: &[usize]) -> Option<(Stance, Option<usize>)> {
        if hit.signal.polarity == Polarity::Topic || self.way(hit, whole).aside {
            return None;
        }
        let predicate = self.predicate(statement);
        if hit.issue.is_view {
            return self.is_stated(hit, predicate?, whole).then_some((Stance::Support, None));
        }
        let top = self.top(&hit.words);
        let mut below = top;
        for word in std::iter::once(top).chain(self.page.parse.ancestors(top)).take_while(|w| whole.contains(w) && Some(*w) != predicate) {
            if let Some(stance) = self.duty(word, below).or_else(|| self.judged(word, below)).or_else(|| self.held(word, &statement.holder))
            {
                return Some((stance, Some(word)));
            }
            below = word;
        }
        None
    }

    /// Whether a hit stands in a clause that the predicate reports, or is itself that clause; "called the view odd" states nothing.
    fn is_stated(&self, hit: &Hit<'_>, predicate: usize, whole: &[usize]) -> bool {
        let quoted = self.page.quotes.iter().any(|q| {
            q.span.contains(self.clauses.span(hit.words.clone())) && !q.span.contains(self.clauses.span(predicate..predicate + 1))
        });
        let top = self.top(&hit.words);
        let clause = std::iter::once(top).chain(self.page.parse.ancestors(top)).take_while(|w| whole.contains(w) && *w != predicate);
        quoted || clause.into_iter().any(|w| self.clauses.rel(w) == Rel::Ccomp)
    }

    /// "must", "should", "will have to".
    fn duty(&self, word: usize, below: usize) -> Option<Stance> {
        let positions = &self.reader.lexicon.positions;
        let modal =
            self.page.parse.children_by(word, Rel::Aux).any(|a| positions.force(self.clauses.lemma(a)) == Some(lexicon::Force::Duty));
        let have_to = matches!(self.clauses.lemma(word), "have" | "need") && self.clauses.rel(below) == Rel::Xcomp;
        (modal || have_to).then_some(Stance::Support)
    }

    /// What a copula says of the hit: "is necessary", "is the cheapest way"; or of doing it: "it is too early to …".
    fn judged(&self, word: usize, below: usize) -> Option<Stance> {
        self.clauses.child(word, &[Rel::Cop])?;
        let of_subject = matches!(self.clauses.rel(below), Rel::Nsubj | Rel::Csubj);
        let of_clause = matches!(self.clauses.rel(below), Rel::Xcomp | Rel::Advcl | Rel::Ccomp | Rel::Csubj)
            && self.page.parse.children(word).any(|c| self.clauses.is(c, "it") && matches!(self.clauses.rel(c), Rel::Nsubj | Rel::Expl));
        if !(of_subject || of_clause) {
            return None;
        }
        let of_way = matches!(
            self.clauses.lemma(word),
            "option" | "way" | "solution" | "path" | "means" | "choice" | "answer" | "course" | "guarantee" | "road"
        );
        let praised = |w: usize| self.clauses.xpos(w) == Xpos::Jjs && !matches!(self.clauses.lemma(w), "bad" | "worst" | "least" | "weak");
        if of_way && self.page.parse.children_by(word, Rel::Amod).any(praised) {
            return Some(Stance::Support);
        }
        let too = self.page.parse.children_by(word, Rel::Advmod).any(|a| self.clauses.is(a, "too"));
        if of_clause && too && matches!(self.clauses.lemma(word), "early" | "soon" | "late") {
            return Some(Stance::Oppose);
        }
        let words = std::iter::once(word).chain(self.page.parse.children_by(word, Rel::Amod));
        words.filter_map(|w| self.reader.lexicon.positions.evaluation(self.clauses.lemma(w))).next()
    }

    /// A position word of the holder's own inside the report: "would like to", "is ready to". What it gives up is read on the way up.
    fn held(&self, word: usize, holder: &str) -> Option<Stance> {
        let found = self.position_word(word).filter(|_| self.clauses.upos(word) != Upos::Noun);
        // What somebody says he will do, would do or would like he is for.
        let pledged =
            self.page.parse.children_by(word, Rel::Aux).any(|a| matches!(self.clauses.lemma(a), "will" | "would" | "'ll" | "'d" | "shall"));
        let stance = match found {
            Some(Stance::Oppose) => Stance::Support,
            Some(stance) => stance,
            None if pledged && self.clauses.upos(word) == Upos::Verb => Stance::Support,
            None => return None,
        };
        let subject = self.clauses.subject(word).and_then(|s| named(self.page, s.antecedent))?;
        (subject.holder == holder).then_some(stance)
    }

    fn predicate(&self, statement: &Statement) -> Option<usize> {
        self.page.parse.word_at(statement.predicate.start as usize)
    }

    /// "only after …", "only if …" in the point.
    fn is_only_after(&self, point: &[usize]) -> bool {
        point.windows(2).any(|w| self.clauses.is(w[0], "only") && matches!(self.clauses.lemma(w[1]), "after" | "if" | "when" | "once"))
    }

    /// Whether the point says what must come first: "start talks **until** …".
    fn has_terms(&self, point: &[usize]) -> bool {
        point.iter().skip(1).any(|w| TERMS.contains(&self.clauses.lemma(*w)) && matches!(self.clauses.rel(*w), Rel::Mark | Rel::Case))
    }

    /// The option of the issue's ladder whose words stand in the point; of several the longest, then the first.
    fn option(&self, issue: &Issue, point: &[usize]) -> Option<String> {
        let words = self.words(&self.units(point));
        let matched = issue.options.iter().filter_map(|option| {
            let longest = option.signals.iter().filter(|s| !s.places(&words).is_empty()).map(Signal::len).max()?;
            Some((longest, option))
        });
        matched.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, option)| option.name.clone())
    }

    // Signals.

    fn words_of(&self, spans: &[Span]) -> Vec<usize> {
        spans.iter().flat_map(|span| self.page.parse.words_in(span.range())).collect()
    }

    /// The words as a signal counts them: "four-way" is one, however it was cut.
    fn units(&self, at: &[usize]) -> Vec<Range<usize>> {
        let mut units: Vec<Range<usize>> = Vec::new();
        let tight = |word: usize| self.page.parse.tokens.get(word).is_some_and(|t| !t.space_after);
        for &word in at {
            let hyphen = |w: usize| matches!(self.clauses.word(w), "-" | "‑");
            match units.last_mut() {
                Some(last)
                    if last.end == word && tight(word - 1) && (hyphen(word) && tight(word) || hyphen(word - 1) && last.len() > 1) =>
                {
                    last.end = word + 1
                }
                _ => units.push(word..word + 1),
            }
        }
        units
    }

    fn words(&self, units: &[Range<usize>]) -> Vec<Word<'_>> {
        let of = |unit: &Range<usize>| match unit.len() {
            1 => Word { form: self.forms.get(unit.start).map_or("", String::as_str), lemma: self.clauses.lemma(unit.start) },
            _ => {
                let form = self.clauses.span(unit.clone()).of(&self.lower);
                Word { form, lemma: form }
            }
        };
        units.iter().map(of).collect()
    }

    /// Every signal in these stretches whose doer fits.
    fn hits(&self, at: &[usize], statement: &Statement) -> Vec<Hit<'a>> {
        let units = self.units(at);
        let words = self.words(&units);
        let mut hits = Vec::new();
        for issue in self.reader.codebook.issues() {
            for signal in &issue.signals {
                for place in signal.places(&words) {
                    let words = units[place.start].start..units[place.end - 1].end;
                    if signal.by.is_empty() || self.is_done_by(&words, &signal.by, statement) {
                        hits.push(Hit { issue, signal, words });
                    }
                }
            }
        }
        hits
    }

    /// Whether one of these parties does what the words say: their subject, else whose it is, else the holder.
    fn is_done_by(&self, words: &Range<usize>, parties: &[String], statement: &Statement) -> bool {
        let first = words.clone().find(|w| matches!(self.clauses.upos(*w), Upos::Verb | Upos::Noun)).unwrap_or(words.start);
        let subject = if self.clauses.upos(first) == Upos::Verb {
            self.clauses.subject(first).map(|s| s.antecedent)
        } else {
            self.clauses.possessor(first)
        };
        let doer = subject.and_then(|s| named(self.page, s)).map(|n| n.holder);
        parties.contains(doer.as_ref().unwrap_or(&statement.holder))
    }

    /// One hit for each issue: directed before undirected, longer before shorter, earlier before later; weak ones only alone. Of two issues that
    /// claim the same words the one with more of them has it; of topics one alone is kept.
    fn best(&self, hits: &[Hit<'a>], whole: &[usize]) -> Vec<Hit<'a>> {
        let behind = |h: &Hit<'_>| self.is_in_relative(h, whole);
        // "any deal that shuts Peru out": what the clause says of the deal is the point, not the deal.
        let qualified =
            |h: &Hit<'_>| h.signal.polarity == Polarity::Weak && self.clauses.child(self.top(&h.words), &[Rel::AclRelcl]).is_some();
        let hits: Vec<&Hit<'a>> = hits.iter().filter(|h| !qualified(h)).collect();
        let all_behind = hits.iter().all(|h| behind(h));
        let mut order: Vec<&Hit<'a>> = hits.into_iter().filter(|h| (all_behind || !behind(h)) && !self.way(h, whole).aside).collect();
        order.sort_by_key(|h| (h.signal.polarity == Polarity::Weak, std::cmp::Reverse(h.signal.len()), h.signal.polarity, h.words.start));
        let mut best: Vec<Hit<'a>> = Vec::new();
        for hit in order {
            let claimed = best.iter().any(|b| b.words.start < hit.words.end && hit.words.start < b.words.end && b.issue.id != hit.issue.id);
            let known = best.iter().position(|b| b.issue.id == hit.issue.id);
            let weak = hit.signal.polarity == Polarity::Weak && !(best.is_empty() && self.is_central(hit, whole));
            let topic_taken = hit.issue.proposition.is_none() && best.iter().any(|b| b.issue.proposition.is_none());
            match known {
                Some(at) if best[at].signal.polarity == Polarity::Topic && hit.signal.polarity < Polarity::Topic && !claimed => {
                    best[at] = hit.clone()
                }
                None if !claimed && !weak && !topic_taken => best.push(hit.clone()),
                _ => {}
            }
        }
        self.foremost(best)
    }

    /// Whether a hit stands in a relative clause of the words: said by the way, where something else is the point.
    fn is_in_relative(&self, hit: &Hit<'_>, whole: &[usize]) -> bool {
        let top = self.top(&hit.words);
        let chain = std::iter::once(top).chain(self.page.parse.ancestors(top)).take_while(|w| whole.contains(w));
        chain.into_iter().any(|w| {
            matches!(self.clauses.rel(w), Rel::AclRelcl | Rel::AdvclRelcl)
                && self.page.parse.head(w).is_some_and(|h| whole.contains(&h) && !hit.words.contains(&h))
        })
    }

    /// The verb coordinated with the predicate under which a hit stands: "complained about A and **called** for B" says of B something else.
    /// A finite verb that the tree joins to an infinitive or participle belongs to the predicate above.
    fn other_predicate(&self, hit: &Hit<'_>, predicate: usize) -> Option<usize> {
        let finite = |w: usize| matches!(self.clauses.xpos(w), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let top = self.top(&hit.words);
        std::iter::once(top).chain(self.page.parse.ancestors(top)).take_while(|w| *w != predicate).find(|w| {
            let joined = self.clauses.rel(*w) == Rel::Conj && self.clauses.upos(*w) == Upos::Verb;
            joined
                && self
                    .page
                    .parse
                    .head(*w)
                    .is_some_and(|h| h == predicate || (finite(*w) && self.clauses.upos(h) == Upos::Verb && !finite(h)))
        })
    }

    /// The stance of a hit under another predicate, and whether it stands turned; `None` when that verb takes no position.
    fn of_other(&self, hit: &Hit<'_>, other: usize) -> Option<(Stance, bool)> {
        let stance = self.position_word(other)?;
        let under: Vec<usize> = self.page.parse.subtree(other).filter(|w| *w != other).collect();
        let all: Vec<usize> = self.page.parse.subtree(other).collect();
        let refused = self.negations(other, hit.signal, &all) % 2 == 1;
        Some((stance, self.way(hit, &under).turned != refused))
    }

    /// The stance of the position word that begins at this word, by its table.
    fn position_word(&self, word: usize) -> Option<Stance> {
        let follows =
            |p: &lexicon::Predicate| p.words.iter().skip(1).enumerate().all(|(at, part)| self.clauses.lemma(word + 1 + at) == part);
        self.reader.lexicon.positions.starting_with(self.clauses.lemma(word)).find(|p| follows(p)).map(|p| p.stance)
    }

    /// Whether a hit is the head of the words or the object of their head, not something beside it ("a firm line in any talks").
    fn is_central(&self, hit: &Hit<'_>, whole: &[usize]) -> bool {
        let top = self.top(&hit.words);
        let lone = |w: usize| {
            self.page
                .parse
                .children(w)
                .any(|c| matches!(self.clauses.rel(c), Rel::Case) && matches!(self.clauses.lemma(c), "in" | "at" | "on" | "from" | "by"))
        };
        let inside = |w: usize| {
            self.page
                .parse
                .ancestors(w)
                .take_while(|a| whole.contains(a))
                .all(|a| self.clauses.upos(a) == Upos::Verb || self.clauses.upos(a) == Upos::Adj)
        };
        !lone(top) && inside(top)
    }

    /// Without what a copula only says about another hit, its subject.
    fn foremost(&self, hits: Vec<Hit<'a>>) -> Vec<Hit<'a>> {
        let about = |predicate: &Hit<'a>, subject: &Hit<'a>| {
            let top = self.top(&predicate.words);
            let chain = std::iter::once(top).chain(self.page.parse.ancestors(top));
            let copular = chain.take_while(|w| self.clauses.upos(*w) != Upos::Verb).find(|w| self.clauses.child(*w, &[Rel::Cop]).is_some());
            let Some(subject_head) = copular.and_then(|c| self.clauses.child(c, &[Rel::Nsubj])) else { return false };
            self.page.parse.subtree(subject_head).contains(&subject.words.start) && !self.page.parse.subtree(subject_head).contains(&top)
        };
        let kept: Vec<bool> = hits.iter().map(|h| !hits.iter().any(|o| o.issue.id != h.issue.id && about(h, o))).collect();
        let mut foremost: Vec<Hit<'a>> = hits.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(h, _)| h).collect();
        foremost.sort_by_key(|h| h.words.start);
        foremost
    }

    /// The word of the range whose head lies outside it.
    fn top(&self, words: &Range<usize>) -> usize {
        words.clone().find(|w| self.page.parse.head(*w).is_none_or(|h| !words.contains(&h))).unwrap_or(words.start)
    }

    // The way up.

    /// What stands between a hit and the head of the point.
    fn way(&self, hit: &Hit<'_>, point: &[usize]) -> Way {
        let mut way = Way { turned: false, on_terms: false, aside: false };
        let mut at = self.correlate(hit, point).unwrap_or(self.top(&hit.words));
        for word in hit.words.clone() {
            way.turned ^= self.negations(word, hit.signal, point) % 2 == 1;
        }
        loop {
            self.note_introduction(at, hit, point, &mut way);
            way.turned ^= self.noun_before(at).is_some_and(|noun| point.contains(&noun) && !hit.words.contains(&noun) && self.turns(noun));
            let rel = self.clauses.rel(at);
            let Some(above) = self.page.parse.head(at).filter(|h| point.contains(h)) else { break };
            let apart = matches!(rel, Rel::Advcl | Rel::Parataxis | Rel::AclRelcl | Rel::AdvclRelcl | Rel::Appos);
            let shared = rel == Rel::Conj;
            let is_noun = matches!(self.clauses.upos(above), Upos::Noun | Upos::Propn);
            if apart && !self.completes_noun(at) {
                break;
            }
            if let Some(peer) = self.peer(at).filter(|p| shared && *p != above && point.contains(p)) {
                at = peer;
                continue;
            }
            if !shared || is_noun {
                way.turned ^= self.negations(above, hit.signal, point) % 2 == 1;
            }
            let turned = match rel {
                // "The embargo must end": undone without an object, the subject itself goes.
                Rel::Nsubj => self.reader.lexicon.undoing.undoes(self.clauses.lemma(above)) && self.clauses.object(above).is_none(),
                _ => self.turns(above),
            };
            if !shared && !hit.words.contains(&above) && turned {
                way.turned = !way.turned;
            }
            at = above;
        }
        way
    }

    /// "demanded a ban **on exports**": the noun right before a prepositional phrase that the tree gives to the verb of both.
    fn noun_before(&self, word: usize) -> Option<usize> {
        let noun = self.page.parse.left_edge(word).checked_sub(1)?;
        let sibling = self.page.parse.head(noun) == self.page.parse.head(word) && self.clauses.rel(word) == Rel::Obl;
        (sibling && self.clauses.upos(noun) == Upos::Noun).then_some(noun)
    }

    /// "abandon its bid **to join**": an infinitive right after a noun that takes one belongs to it, even where the tree gives it to the verb.
    fn completes_noun(&self, verb: usize) -> bool {
        let Some(noun) = self.page.parse.left_edge(verb).checked_sub(1).filter(|_| self.clauses.is_infinitive(verb)) else { return false };
        let lemma = self.clauses.lemma(noun);
        let takes = self.reader.lexicon.positions.noun(lemma).is_some()
            || matches!(
                lemma,
                "bid" | "plan" | "attempt" | "effort" | "right" | "chance" | "hope" | "ambition" | "aspiration" | "drive" | "campaign"
            );
        self.clauses.upos(noun) == Upos::Noun && takes
    }

    /// The verb of the same form above a coordinated one: in "stop shooting and start talking" the tree may join "start" to "shooting".
    fn peer(&self, verb: usize) -> Option<usize> {
        let same = |w: &usize| self.clauses.xpos(*w) == self.clauses.xpos(verb);
        (self.clauses.upos(verb) == Upos::Verb).then(|| self.page.parse.ancestors(verb).find(same)).flatten()
    }

    /// "not only hope of A **but also** B": B stands under what A stands under, however the tree takes it.
    fn correlate(&self, hit: &Hit<'_>, point: &[usize]) -> Option<usize> {
        let but = point.iter().rev().find(|w| **w < hit.words.start && self.clauses.is(**w, "but"))?;
        let near = point.iter().filter(|w| (but + 1..hit.words.start).contains(w)).all(|w| self.clauses.upos(*w) != Upos::Verb);
        let not = point.iter().rev().find(|w| **w < *but && self.clauses.is(**w, "not") && self.clauses.is(**w + 1, "only"))?;
        self.page.parse.head(*not).filter(|h| near && *h < *but)
    }

    /// The negations that depend on a word, inside the point and not written in the signal; "not only" negates nothing.
    fn negations(&self, word: usize, signal: &Signal, point: &[usize]) -> usize {
        let written = |word: usize| signal.text.split([' ', '|']).any(|w| w.eq_ignore_ascii_case(self.clauses.word(word)));
        let negates = |child: &usize| {
            let only = matches!(self.clauses.lemma(child + 1), "only" | "just" | "merely" | "simply" | "necessarily");
            // "offered no concessions": the determiner of the point's own head is the predicate's negation and is in the stance already.
            let predicate_s = matches!(self.clauses.rel(*child), Rel::Det | Rel::Amod | Rel::Nummod)
                && self.page.parse.head(word).is_none_or(|h| !point.contains(&h));
            !written(*child)
                && point.contains(child)
                && !predicate_s
                && self.reader.lexicon.positions.negates(self.clauses.lemma(*child))
                && !only
        };
        self.page.parse.children(word).filter(negates).count()
    }

    /// Whether a word in the point gives up or refuses what stands under it: "abandon", "ban", "its refusal of".
    fn turns(&self, word: usize) -> bool {
        let stance = match self.clauses.upos(word) {
            Upos::Noun => self.reader.lexicon.positions.noun(self.clauses.lemma(word)).map(|p| p.stance),
            _ => self.position_word(word),
        };
        stance == Some(Stance::Oppose) || self.reader.lexicon.undoing.undoes(self.clauses.lemma(word))
    }

    /// Reads the preposition or conjunction that introduces the phrase or clause of a word.
    fn note_introduction(&self, word: usize, hit: &Hit<'_>, point: &[usize], way: &mut Way) {
        let marks = self
            .page
            .parse
            .children(word)
            .filter(|c| matches!(self.clauses.rel(*c), Rel::Case | Rel::Mark) && !hit.words.contains(c) && point.contains(c));
        for mark in marks {
            let mark = self.clauses.lemma(mark);
            way.on_terms |= TERMS.contains(&mark);
            let circumstance = if mark == "as" {
                matches!(self.clauses.rel(word), Rel::Advcl)
            } else {
                matches!(self.clauses.rel(word), Rel::Obl | Rel::Nmod | Rel::Advcl | Rel::OblUnmarked)
            };
            way.aside |= ASIDE.contains(&mark) && circumstance;
        }
        way.aside |= ASIDE.contains(&self.clauses.lemma(word)) && self.clauses.preposition(word).is_some_and(|p| self.clauses.is(p, "in"));
    }

    // Conditions and what is said again.

    /// What a holder makes a condition he demands: "would not start talks until all troops had left" wants the troops to leave.
    fn of_condition(&self, statement: &Statement, found: &[Statement]) -> Vec<Statement> {
        let Some(condition) = statement.condition else { return Vec::new() };
        let words = self.words_of(&[condition]);
        let Some(first) = words.first().copied() else { return Vec::new() };
        let ties =
            |w: &usize| DEMANDED.contains(&self.clauses.lemma(*w)) || matches!(self.clauses.lemma(*w), "if" | "as" | "that" | "on" | "so");
        if !(first.saturating_sub(3)..first + 3).any(|w| DEMANDED.contains(&self.clauses.lemma(w))) {
            return Vec::new();
        }
        // "Without X" and "unless X" demand X: the tie is no negation of it and no circumstance.
        let words: Vec<usize> = words.into_iter().skip_while(ties).collect();
        let Some(span) = words.first().zip(words.last()).map(|(a, b)| self.clauses.span(*a..*b + 1)) else { return Vec::new() };
        let demand = Statement {
            span: statement.cue.cover(condition),
            stance: Stance::Support,
            point: Some(Point::of(span)),
            condition: None,
            issue: None,
            certainty: statement.certainty * 0.9,
            rule: "issue/demanded-condition",
            ..statement.clone()
        };
        let hits = self.best(&self.hits(&words, &demand), &words);
        let fresh = hits.iter().filter(|h| !found.iter().any(|f| f.issue.as_ref() == Some(&h.issue.id)));
        fresh.filter_map(|hit| self.on_issue(&demand, hit, &words)).collect()
    }

    /// "Zelensky's call", "the proposal", "this": the issue of what was said before, by its possessor where it has one.
    fn said_again(&self, statement: &Statement, point: &Point, before: &[Statement]) -> Option<Statement> {
        let words = self.words_of(&[point.main()]);
        let head = words.iter().copied().find(|w| self.page.parse.head(*w).is_none_or(|h| !words.contains(&h)))?;
        let by_pronoun = words.len() <= 2 && matches!(self.clauses.lemma(head), "this" | "that" | "it");
        let subject = self.clauses.child(head, &[Rel::Nsubj, Rel::NsubjPass]).unwrap_or(head);
        let by_noun = [head, subject].into_iter().find(|w| SAID.contains(&self.clauses.lemma(*w)));
        let deictic = matches!(self.clauses.lemma(subject), "this" | "that" | "it") && subject != head;
        if !(by_pronoun || by_noun.is_some() || deictic) {
            return None;
        }
        let owner = by_noun.and_then(|n| self.clauses.possessor(n)).and_then(|p| named(self.page, p));
        let sentence = |span: Span| self.page.parse.word_at(span.start as usize).and_then(|w| self.page.parse.sentence_of(w));
        let here = sentence(statement.span)?;
        let earlier = before.iter().rev().filter(|b| {
            b.issue.is_some() && b.span.end <= statement.span.start && sentence(b.span).is_some_and(|s| here - s.min(here) <= 2)
        });
        // "…, a call backed by Peru" takes up the same sentence; "the call" may take up one before.
        let definite = by_noun.is_none_or(|n| self.is_definite(n));
        let mut earlier = earlier.filter(|b| definite || sentence(b.span) == Some(here));
        let meant = match owner {
            Some(owner) => earlier.find(|b| b.holder == owner.holder)?,
            None => earlier.next()?,
        };
        let issue = self.reader.codebook.issue(meant.issue.as_deref()?)?;
        let turned = match meant.stance {
            Stance::Support | Stance::Conditional | Stance::Open => false,
            Stance::Oppose => true,
            Stance::Neutral => return None,
        };
        let stance = if turned && issue.proposition.is_some() { opposite(statement.stance) } else { statement.stance };
        Some(Statement { issue: meant.issue.clone(), stance, certainty: statement.certainty * 0.8, ..statement.clone() })
    }

    fn is_definite(&self, noun: usize) -> bool {
        self.clauses.possessor(noun).is_some()
            || self
                .page
                .parse
                .children_by(noun, Rel::Det)
                .any(|d| matches!(self.clauses.lemma(d), "the" | "this" | "that" | "such" | "these" | "those"))
    }
}

/// The stance once the terms are read, and whether the words stand turned: wanting X before Y makes Y conditional; refusing X until Y makes X
/// conditional and demands Y.
fn on_terms(stance: Stance, way: Way, refused: bool, has_terms: bool) -> (Stance, bool) {
    let taken = matches!(stance, Stance::Support | Stance::Oppose);
    match (way.on_terms, refused, has_terms) {
        (true, true, _) if taken => (Stance::Support, way.turned),
        (true, false, _) if taken => (Stance::Conditional, way.turned),
        (false, true, true) if taken => (Stance::Conditional, way.turned),
        _ => (stance, way.turned),
    }
}

fn opposite(stance: Stance) -> Stance {
    match stance {
        Stance::Support => Stance::Oppose,
        Stance::Oppose => Stance::Support,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use codebooks::Codebook;
    use model::{Act, Article, MentionKind, SpeechKind, StatementBasis, When};

    use super::*;
    use crate::mentions;

    const PARTIES: &str = r#"
        party = [
          { name = "Freedonia", kind = "state", demonyms = ["Freedonian"], capitals = ["Freeport"] },
          { name = "Sylvania", kind = "state", demonyms = ["Sylvanian"] },
        ]"#;

    const ISSUES: &str = r#"
        [[issue]]
        id = "embargo"
        question = "Does the grain embargo stay?"
        proposition = "The grain embargo stays"
        for = ["embargo", "keep .. embargo"]
        against = ["grain export|exports", "open .. border|borders"]
        options = [
          { name = "full", stance = "support", signals = ["full embargo"] },
          { name = "none", stance = "oppose", signals = ["no embargo"] },
        ]
        [[issue]]
        id = "islands"
        question = "Whose are the islands?"
        proposition = "Freedonia keeps the islands"
        for = ["Sylvania: cede|give|surrender .. islands", "Freedonia: keep|hold .. islands"]
        against = ["Freedonia: cede|give|surrender|leave .. islands", "freedonian troop|troops .. leave"]
        topic = ["island|islands"]
        [[issue]]
        id = "talks"
        question = "Are there talks?"
        proposition = "There are talks"
        for = ["start|begin talks", "talks with", "dialogue"]
        weak = ["talks"]
        [[issue]]
        id = "procedure"
        question = "How?"
        topic = ["agenda"]
        "#;

    /// Issue and stance of what the holder, written before a bar, says in the words marked as [cue] and {point}; `(condition)` may follow.
    fn placed(marked: &str, stance: Stance) -> Vec<(String, Stance)> {
        let (holder, marked) = marked.split_once('|').expect("a holder");
        let mut text = String::new();
        let mut marks = Vec::new();
        for c in marked.chars() {
            if "[]{}()".contains(c) { marks.push(text.len()) } else { text.push(c) }
        }
        let span = |at: usize| Span::new(marks[at], marks[at + 1]);
        let book = Codebook::from_files(&[("parties.toml", PARTIES), ("issues.toml", ISSUES)]).expect("a codebook");
        let reader = Reader::new(&book);
        let article = Article::plain("test", text);
        let mut page = Page::open(&article, &reader);
        page.mentions = mentions::find(&page, &reader);
        let predicate = page.parse.words_in(span(0).range()).end - 1;
        let token = page.parse.tokens[predicate];
        let statement = Statement {
            span: span(0).cover(span(2)),
            holder: holder.to_string(),
            holder_span: None,
            speaker: None,
            speaker_span: None,
            stance,
            act: Act::Report,
            predicate: Span { start: token.start, end: token.end },
            cue: span(0),
            point: Some(Point::of(span(2))),
            condition: (marks.len() > 4).then(|| span(4)),
            kind: SpeechKind::Narrated,
            basis: StatementBasis::OnRecord,
            when: When::unknown(),
            issue: None,
            option: None,
            moved: None,
            certainty: 0.9,
            rule: "test",
        };
        assert!(page.mentions.iter().all(|m| m.kind != MentionKind::Person));
        assign(&page, &reader, vec![statement]).into_iter().filter_map(|s| Some((s.issue?, s.stance))).collect()
    }

    fn one(issue: &str, stance: Stance) -> Vec<(String, Stance)> {
        vec![(issue.to_string(), stance)]
    }

    #[test]
    fn the_stance_turns_to_the_proposition() {
        assert_eq!(placed("Freedonia|Freedonia [wants] {the embargo}.", Stance::Support), one("embargo", Stance::Support));
        assert_eq!(placed("Freedonia|Freedonia [wants] {free grain exports}.", Stance::Support), one("embargo", Stance::Oppose));
        assert_eq!(placed("Freedonia|Freedonia [rejected] {free grain exports}.", Stance::Oppose), one("embargo", Stance::Support));
        assert_eq!(placed("Freedonia|Freedonia [is open to] {grain exports}.", Stance::Open), one("embargo", Stance::Open));
    }

    #[test]
    fn negation_and_giving_up_inside_the_point_turn_it_round() {
        assert_eq!(placed("Freedonia|Freedonia [wants] {to abandon the embargo}.", Stance::Support), one("embargo", Stance::Oppose));
        assert_eq!(
            placed("Freedonia|Freedonia [said] {it would not abandon the embargo}.", Stance::Support),
            one("embargo", Stance::Support)
        );
        assert_eq!(placed("Freedonia|Freedonia [offered] {no embargo}.", Stance::Oppose), one("embargo", Stance::Oppose));
    }

    #[test]
    fn who_does_it_decides_the_direction() {
        assert_eq!(placed("Freedonia|Freedonia [urged] {Sylvania to cede the islands}.", Stance::Support), one("islands", Stance::Support));
        assert_eq!(placed("Sylvania|Sylvania [refuses] {to cede the islands}.", Stance::Oppose), one("islands", Stance::Oppose));
        assert_eq!(placed("Freedonia|Freedonia [refuses] {to cede the islands}.", Stance::Oppose), one("islands", Stance::Support));
        assert_eq!(placed("Freedonia|Freedonia [will never cede] {the islands}.", Stance::Oppose), one("islands", Stance::Support));
    }

    #[test]
    fn what_shows_no_direction_decides_nothing() {
        assert_eq!(placed("Freedonia|Freedonia [rejected] {the report on the islands}.", Stance::Oppose), []);
        assert_eq!(placed("Freedonia|Freedonia [is open to] {a word on the islands}.", Stance::Open), one("islands", Stance::Open));
        assert_eq!(placed("Freedonia|Freedonia [rejected] {the agenda}.", Stance::Oppose), one("procedure", Stance::Oppose));
    }

    #[test]
    fn what_undoes_and_what_correlates_is_read_through() {
        assert_eq!(placed("Sylvania|Sylvania [demanded] {a ban on grain exports}.", Stance::Support), one("embargo", Stance::Support));
        assert_eq!(
            placed("Sylvania|Sylvania [has no intention] {of abandoning the embargo}.", Stance::Oppose),
            one("embargo", Stance::Support)
        );
        let found = placed(
            "Freedonia|Freedonia [wants] {Sylvania to give up not only the embargo but also any dialogue with Peru}.",
            Stance::Support,
        );
        assert_eq!(found, [("embargo".to_string(), Stance::Oppose), ("talks".to_string(), Stance::Oppose)]);
    }

    #[test]
    fn another_predicate_has_its_own_stance() {
        let text = "Freedonia|Freedonia [complained] {about the embargo and called for grain exports}.";
        assert_eq!(placed(text, Stance::Oppose), one("embargo", Stance::Oppose));
        let text = "Freedonia|Freedonia [rejected] {the agenda, after the embargo ended}.";
        assert_eq!(placed(text, Stance::Oppose), one("procedure", Stance::Oppose));
    }

    #[test]
    fn a_mere_report_is_a_position_only_by_its_words() {
        assert_eq!(placed("Freedonia|Freedonia [said] {the embargo must end}.", Stance::Neutral), one("embargo", Stance::Oppose));
        assert_eq!(placed("Freedonia|Freedonia [said] {the embargo began in May}.", Stance::Neutral), []);
        assert_eq!(placed("Freedonia|Freedonia [said] {it would keep the embargo}.", Stance::Neutral), one("embargo", Stance::Support));
    }

    #[test]
    fn terms_make_conditions_and_demands() {
        let found = placed("Sylvania|Sylvania [would not] {start talks until all Freedonian troops leave}.", Stance::Oppose);
        assert!(found.contains(&("talks".to_string(), Stance::Conditional)), "{found:?}");
        assert!(found.contains(&("islands".to_string(), Stance::Oppose)), "{found:?}");
        let found = placed("Sylvania|Sylvania [wants] {an embargo before talks with Freedonia}.", Stance::Support);
        assert_eq!(found, [("embargo".to_string(), Stance::Support), ("talks".to_string(), Stance::Conditional)]);
        let found = placed("Sylvania|Sylvania [would accept] {the embargo} (only if Freedonian troops leave).", Stance::Conditional);
        assert_eq!(found, [("embargo".to_string(), Stance::Conditional), ("islands".to_string(), Stance::Oppose)]);
    }
}
