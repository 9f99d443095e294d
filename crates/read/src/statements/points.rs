//! Points: the words that say what a position is about.
//!
//! The point of a verb is the rest of its clause, as written: object, complement clause, infinitive, prepositional phrase, with reasons and restrictive
//! relatives. It ends before the next coordinated verb, a participle with a statement of its own, a contrasting clause, and those who support or oppose
//! it. A topic at the head of the sentence ("On forests, Peru urged care") is a second piece.

use std::ops::Range;

use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Groups};
use super::polarity;
use super::scene::Scene;

/// What kind of complement the rest of a clause begins with.
pub(super) fn frame(scene: &Scene<'_>, rest: Range<usize>) -> Option<lexicon::Frame> {
    use lexicon::Frame;
    let first = rest.clone().find(|w| !is_adverb(scene, *w) && !scene.is_mark(*w))?;
    let word = scene.lower(first);
    let verb_next = (first + 1..rest.end).find(|w| scene.upos(*w) != Upos::Adv).is_some_and(|w| scene.xpos(w) == Xpos::Vb);
    Some(match (scene.upos(first), scene.xpos(first)) {
        (_, Xpos::To) | (Upos::Part, _) if word == "to" && verb_next => Frame::To,
        (Upos::Sconj, _) | (_, Xpos::In) if word == "that" => Frame::That,
        (Upos::Sconj, _) if matches!(word.as_str(), "whether" | "if") => Frame::That,
        (_, Xpos::Wrb | Xpos::Wp | Xpos::Wdt) => Frame::That,
        (Upos::Adp, _) | (_, Xpos::In | Xpos::To) => Frame::With(word),
        (Upos::Sconj, _) => Frame::With(word),
        (_, Xpos::Vbg) => Frame::Ing,
        _ if has_clause(scene, rest.clone(), first) => Frame::That,
        _ => Frame::Object,
    })
}

/// Whether a finite clause begins at `first`: its subject is the phrase there.
fn has_clause(scene: &Scene<'_>, rest: Range<usize>, first: usize) -> bool {
    let Some(before) = rest.start.checked_sub(1) else { return false };
    let above = |w: usize| scene.rel(w) == Rel::Ccomp && scene.head(w).is_some_and(|h| h <= before) && scene.is_finite(w);
    rest.clone().any(|w| {
        above(w)
            && scene.page.parse.left_edge(w) <= first
            && scene.clauses.child(w, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl, Rel::Csubj]).is_some_and(|s| s < w)
    })
}

fn is_adverb(scene: &Scene<'_>, word: usize) -> bool {
    scene.upos(word) == Upos::Adv && !matches!(scene.xpos(word), Xpos::Wrb)
}

/// The rest of the clause after the predicate at `verb`, whose last word is `last`; empty when nothing follows.
pub(super) fn rest(scene: &Scene<'_>, groups: &Groups, verb: usize, last: usize) -> Range<usize> {
    let start = last + 1;
    let sentence = scene.sentence(verb);
    let mut end = (scene.page.parse.right_edge(verb) + 1).min(sentence.end);
    // The verb of a named group or of the main clause reaches to the end of the sentence, wherever the tree hung its complement.
    let relative = scene.rel(verb) == Rel::AclRelcl
        || groups
            .get(&verb)
            .is_some_and(|g| g.words.start > 0 && matches!(scene.xpos(g.words.start - 1), Xpos::Wdt | Xpos::Wp | Xpos::Wrb));
    if (groups.contains_key(&verb) || is_main(scene, verb)) && !relative {
        end = sentence.end;
    } else if end <= start && !relative {
        end = reach(scene, verb, sentence.end);
    }
    // "requesting Peru buy rice": the bare verb after the object is what is asked, wherever the tree hung it.
    if end < sentence.end && end > start && scene.xpos(end) == Xpos::Vb && scene.xpos(end - 1) != Xpos::To && asks(scene, verb) {
        end = (scene.page.parse.right_edge(end) + 1).clamp(end, sentence.end);
    }
    if scene.is_quoted(verb) {
        end = (start..end).find(|w| !scene.is_quoted(*w)).unwrap_or(end);
    }
    let stop = (start..end).find(|w| stops(scene, groups, verb, *w, end)).unwrap_or(end);
    trimmed(scene, start..stop.max(start))
}

/// The stretch without a time at its head: "agreed **on Monday** to cut output".
pub(super) fn past_times(scene: &Scene<'_>, words: Range<usize>) -> Range<usize> {
    let timed = |w: usize| {
        let span = scene.span(w..w + 1);
        scene.page.times.iter().any(|t| t.span.contains(span))
    };
    let mut at = words.start;
    loop {
        let preposition =
            matches!(scene.lower(at).as_str(), "on" | "in" | "last" | "late" | "early" | "again") && at + 1 < words.end && timed(at + 1);
        if at < words.end && (timed(at) || preposition || scene.clauses.is(at, "again")) {
            at += 1;
        } else {
            break;
        }
    }
    // What is left must be a complement of its own; a time alone is the point ("agreed on Monday").
    if at < words.end && at > words.start && !scene.is_mark(at) { at..words.end } else { words }
}

/// The words from `from` to the end of the clause of `verb`.
pub(super) fn rest_from(scene: &Scene<'_>, groups: &Groups, verb: usize, from: usize) -> Range<usize> {
    let end = scene.sentence(verb).end;
    let stop = (from + 1..end).find(|w| stops(scene, groups, from, *w, end)).unwrap_or(end);
    trimmed(scene, from..stop.max(from))
}

fn asks(scene: &Scene<'_>, verb: usize) -> bool {
    let mut entries = scene.reader.lexicon.positions.starting_with(scene.lemma(verb));
    entries.any(|p| p.part == lexicon::Part::Verb && p.act == model::Act::Demand)
}

/// Whether the verb is that of the main clause or coordinated with it.
fn is_main(scene: &Scene<'_>, verb: usize) -> bool {
    scene.is_finite(verb) && scene.head(scene.clauses.first_conjunct(verb)).is_none()
}

fn reach(scene: &Scene<'_>, verb: usize, end: usize) -> usize {
    scene.page.parse.ancestors(verb).map(|w| scene.page.parse.right_edge(w) + 1).find(|e| *e > verb + 1).unwrap_or(verb + 1).min(end)
}

/// Whether the point of `verb` ends before this word.
fn stops(scene: &Scene<'_>, groups: &Groups, verb: usize, word: usize, end: usize) -> bool {
    // A name may carry its comma along ("REDD+,").
    let comma = word > verb + 1 && scene.clauses.word(word - 1).ends_with(',');
    let lower = scene.lower(word);
    if word > verb + 1 && groups.values().any(|g| g.words.start == word && !g.absolute) && is_linked(scene, word) {
        return true;
    }
    if scene.clauses.is(word, ";") && clause_follows(groups, word + 1) {
        return true;
    }
    // ", according to two people"; ", a move that angered Peru": somebody else's words, or the writer's.
    if comma && (scene.reads(word, &["according", "to"]) || is_comment(scene, word)) {
        return true;
    }
    // "agreed with a truce but that questions remained"
    if lower == "but" && scene.clauses.is(word + 1, "that") && word > verb + 1 {
        return true;
    }
    // ", as Peru wants"
    if comma
        && lower == "as"
        && scene.head(word).is_some_and(|v| v > word && is_position_word(scene, v) && scene.clauses.child(v, &[Rel::Nsubj]).is_some())
    {
        return true;
    }
    if comma && matches!(lower.as_str(), "in" | "with") && super::aims::is_phrase(scene, word) {
        return true;
    }
    let apposed = |w: &usize| groups.get(w).is_some_and(|g| g.absolute) && (word..*w).all(|b| scene.upos(b) == Upos::Adv);
    if comma && (word..end.min(word + 3)).any(|w| apposed(&w)) {
        return true;
    }
    if lower == "with" && groups.values().any(|g| g.absolute && g.words.start == word + 1) {
        return true;
    }
    let joined = comma || matches!(scene.lower(word - 1).as_str(), "and" | "but");
    let company = joined && matches!(lower.as_str(), "supported" | "opposed" | "backed") && scene.clauses.is(word + 1, "by");
    if company || scene.reads(word, &["on", "behalf", "of"]) && word > verb + 1 {
        return actors::companions(scene, word, end).is_some_and(|(_, _, after)| ends_clause(scene, after));
    }
    if comma && matches!(lower.as_str(), "while" | "whereas" | "although" | "though") {
        return scene.xpos(word + 1) != Xpos::Vbg;
    }
    if comma && lower == "with" && !scene.children(verb).any(|c| c > word && scene.clauses.preposition(c) == Some(word)) {
        return true;
    }
    if comma && tells(scene, word, end) {
        return true;
    }
    let apart = matches!(lower.as_str(), "when" | "after")
        && scene.head(word).is_some_and(|h| scene.rel(h) == Rel::Advcl && scene.head(h) == Some(verb));
    if apart && word > verb + 1 {
        return true;
    }
    if comma && (lower == "which" || lower == "then") {
        return true;
    }
    if comma
        && matches!(lower.as_str(), "but" | "and" | "yet")
        && new_clause(scene, word, end, lower == "and" || scene.clauses.that_clause(verb).is_some())
    {
        return true;
    }
    if comma && scene.xpos(word) == Xpos::Vbg && scene.rel(word) != Rel::Amod {
        return is_position_word(scene, word) && !continues_list(scene, word)
            || scene.head(word) == Some(verb) && scene.rel(word) == Rel::Advcl;
    }
    if matches!(scene.upos(word), Upos::Cconj) || comma {
        return shares_subject(scene, groups, verb, word);
    }
    scene.rel(word) == Rel::Parataxis && scene.head(word) == Some(verb) && word > verb + 1 && comma
}

/// ", a move …", ", a proposal that …": what the writer says of the position, not part of it.
fn is_comment(scene: &Scene<'_>, word: usize) -> bool {
    let comments = |w: usize| {
        matches!(
            scene.lemma(w),
            "move"
                | "step"
                | "proposal"
                | "demand"
                | "idea"
                | "decision"
                | "plan"
                | "position"
                | "condition"
                | "concession"
                | "suggestion"
                | "offer"
        )
    };
    matches!(scene.lower(word).as_str(), "a" | "an" | "one") && (word + 1..word + 4).any(|w| scene.upos(w) == Upos::Noun && comments(w))
}

/// Whether from here on the sentence says who says it: ", an official said", ", said Peru".
pub(super) fn tells(scene: &Scene<'_>, word: usize, end: usize) -> bool {
    let close = (word..end).find(|w| scene.is_mark(*w)).unwrap_or(end);
    let told = (word..close).find(|w| {
        matches!(scene.lemma(*w), "say" | "tell" | "add" | "report" | "note" | "write" | "warn")
            && scene.is_finite(*w)
            && scene.upos(*w) == Upos::Verb
    });
    // Nothing may follow the verb of saying but its own subject, hearer or time.
    told.is_some_and(|verb| {
        scene.clauses.child(verb, &[Rel::Ccomp, Rel::Obj, Rel::Xcomp]).is_none_or(|c| c < word)
            && scene.clauses.child(verb, &[Rel::Nsubj]).is_some_and(|s| s >= word)
            && close + 1 >= end
    })
}

/// Whether a gerund after a comma is one of several ("deleting X, adding Y and …"), not a participle of the speaker: the list began with a gerund and goes on after it.
fn continues_list(scene: &Scene<'_>, word: usize) -> bool {
    let listed = scene.rel(word) == Rel::Conj && scene.xpos(scene.clauses.first_conjunct(word)) == Xpos::Vbg;
    listed && !matches!(scene.lemma(word), "say" | "note" | "stress" | "add" | "state" | "argue" | "explain" | "prefer" | "oppose")
}

/// Whether after this conjunction a clause with a subject of its own follows; `named` asks for one that can hold a position.
fn new_clause(scene: &Scene<'_>, word: usize, end: usize, named: bool) -> bool {
    (word + 1..end.min(word + 14)).any(|w| {
        let subject = scene.clauses.child(w, &[Rel::Nsubj, Rel::NsubjPass]).filter(|s| *s > word && *s < w);
        scene.is_finite(w) && subject.is_some_and(|s| !named || scene.mention(s).is_some_and(|m| m.actor.is_some()))
    })
}

/// Whether the words before a group join it to what went before: "and", "but", "while", with or without a comma.
fn is_linked(scene: &Scene<'_>, start: usize) -> bool {
    let before = scene.lower(start - 1);
    matches!(before.as_str(), "and" | "but" | "while" | "whereas" | ";" | "although" | "though" | "yet")
}

fn clause_follows(groups: &Groups, at: usize) -> bool {
    groups.values().any(|g| g.words.start == at || g.words.start == at + 1)
}

/// Whether after this word the clause is over or goes on with something else than an infinitive.
fn ends_clause(scene: &Scene<'_>, after: usize) -> bool {
    let next = if scene.clauses.is(after, ",") { after + 1 } else { after };
    !scene.clauses.is(next, "to") || scene.xpos(next + 1) != Xpos::Vb
}

/// Whether from this conjunction or comma on a verb follows that shares the subject of `verb`: the same finite form and no subject of its own.
fn shares_subject(scene: &Scene<'_>, groups: &Groups, verb: usize, word: usize) -> bool {
    let from = if scene.upos(word) == Upos::Cconj { word + 1 } else { word };
    let Some(next) = (from..from + 4).find(|w| !matches!(scene.upos(*w), Upos::Adv | Upos::Aux | Upos::Part) && !scene.is_mark(*w)) else {
        return false;
    };
    if groups.contains_key(&next) && groups[&next].inherits {
        return true;
    }
    if !matches!(scene.upos(next), Upos::Verb | Upos::Adj) || scene.xpos(next) == Xpos::Vbg && scene.xpos(verb) != Xpos::Vbg {
        return false;
    }
    // Coordinated with the verb itself, or with one above it ("remained opposed to troops and would not discuss fees"): no part of its complement.
    let joined = scene.rel(next) == Rel::Conj && {
        let first = scene.clauses.first_conjunct(next);
        first == scene.clauses.first_conjunct(verb) || scene.page.parse.ancestors(verb).any(|above| above == first)
    };
    // "said it was no friend of the plan, but would not block it": the modal goes on with what is said.
    let modal = |w: usize| scene.children(w).any(|c| scene.xpos(c) == Xpos::Md);
    if modal(next) && !modal(verb) && scene.clauses.that_clause(verb).is_some() {
        return false;
    }
    let own_subject = scene.clauses.child(next, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]).is_some();
    if joined {
        return true;
    }
    // The tree hung it on a word of the complement, but a finite form goes with the finite verb before ("urged enhancing skills and opposed fees").
    let same = scene.xpos(next) == scene.xpos(verb) && matches!(scene.xpos(next), Xpos::Vbd | Xpos::Vbz)
        || scene.xpos(next) == Xpos::Vbn
            && scene.xpos(verb) == Xpos::Vbd
            && is_position_word(scene, next)
            && scene.upos(word) == Upos::Cconj;
    let inside = scene.rel(next) == Rel::Conj
        && scene
            .head(next)
            .is_some_and(|h| h > verb && scene.is_finite(h) && scene.clauses.child(h, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]).is_some());
    same && !own_subject && !inside && scene.upos(word) == Upos::Cconj && from == next
}

/// Whether the word is one of position or report.
pub(super) fn is_position_word(scene: &Scene<'_>, word: usize) -> bool {
    let lemma = scene.lemma(word);
    scene.reader.lexicon.positions.starting_with(lemma).any(|p| p.part == lexicon::Part::Verb)
        || scene.reader.lexicon.reporting.starting_with(lemma).any(|c| c.part == lexicon::CuePart::Verb)
}

/// The point of a draft, cut where a second thing is wanted or refused in a clause of its own: "want the levy to fall **and the fund to pay more**".
///
/// Yields the whole point where nothing is coordinated, or where a piece would be a fragment.
pub(super) fn coordinated(scene: &Scene<'_>, draft: &super::drafts::Draft) -> Vec<Vec<Range<usize>>> {
    let whole = vec![draft.point.clone()];
    let splits = matches!(draft.rule, "stance/verb" | "stance/rather" | "report/undertaking") && draft.condition.is_none();
    let Some(point) = draft.point.last().filter(|_| splits).cloned() else { return whole };
    let outside = |w: usize| scene.head(w).is_none_or(|h| !point.contains(&h));
    let Some(verb) = point.clone().find(|w| outside(*w) && matches!(scene.upos(*w), Upos::Verb | Upos::Adj)) else { return whole };
    let conjuncts =
        scene.children(verb).filter(|c| *c > verb && point.contains(c) && scene.rel(*c) == Rel::Conj && scene.upos(*c) == Upos::Verb);
    let mut cuts: Vec<usize> = conjuncts.map(|c| scene.page.parse.left_edge(c)).filter(|c| *c > verb).collect();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut from = point.start;
    for cut in cuts.into_iter().chain([point.end]) {
        let start = (from..cut).find(|w| !scene.is_mark(*w) && scene.upos(*w) != Upos::Cconj).unwrap_or(cut);
        pieces.push(trimmed(scene, start..cut));
        from = cut;
    }
    if pieces.len() < 2 || pieces.iter().any(|p| p.len() < 3) {
        return whole;
    }
    let topic = &draft.point[..draft.point.len() - 1];
    pieces.into_iter().map(|piece| topic.iter().cloned().chain([piece]).collect()).collect()
}

/// The stretch without conjunctions and marks at its edges; a closing quotation mark goes with its opening one.
pub(super) fn trimmed(scene: &Scene<'_>, words: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = words;
    while start < end && (scene.is_mark(start) && !scene.clauses.word(start).contains(['"', '“', '(', '‘', '['])) {
        start += 1;
    }
    while end > start {
        let last = end - 1;
        let loose = scene.is_mark(last) && !scene.clauses.is(last, ")") && !scene.clauses.is(last, "]") || scene.upos(last) == Upos::Cconj;
        if !loose && !is_open_bracket(scene, start..end) {
            break;
        }
        end -= 1;
    }
    start..end
}

fn is_open_bracket(scene: &Scene<'_>, words: Range<usize>) -> bool {
    words.end.checked_sub(1).is_some_and(|last| scene.clauses.is(last, ")")) && !words.into_iter().any(|w| scene.clauses.is(w, "("))
}

/// The topic at the head of the clause: "On forests," before the subject at `subject`; `None` for times, meetings and places.
pub(super) fn topic(scene: &Scene<'_>, subject: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence(subject);
    let comma = subject.checked_sub(1).filter(|w| scene.clauses.is(*w, ","))?;
    let start = (sentence.start..comma).rev().find(|w| is_topic_start(scene, *w, sentence.start))?;
    let words = start..comma;
    let first = scene.lower(start);
    let noun = words.clone().find(|w| matches!(scene.upos(*w), Upos::Noun | Upos::Propn))?;
    let verb_inside = words.clone().any(|w| scene.is_finite(w) && scene.upos(w) == Upos::Verb);
    let place = first == "in" && scene.is_named(head_noun(scene, words.clone(), noun));
    let strong = matches!(first.as_str(), "regarding" | "concerning");
    let unfit = scene.is_time(words.clone()) || MEETINGS.contains(&scene.lemma(head_noun(scene, words.clone(), noun))) || verb_inside;
    // "in exchange for" ties; it is no topic.
    (strong || !unfit && !place && !polarity::ties(scene, start)).then_some(words)
}

fn is_topic_start(scene: &Scene<'_>, word: usize, first: usize) -> bool {
    let opens = matches!(scene.lower(word).as_str(), "on" | "regarding" | "concerning" | "under" | "in");
    let before = word.checked_sub(1).map(|w| scene.lower(w)).unwrap_or_default();
    opens && (word == first || matches!(before.as_str(), ":" | ";" | "that" | "." | "\"" | "“" | "," | "and" | "–"))
}

/// The head of the first noun phrase of the stretch: the last noun before a preposition.
fn head_noun(scene: &Scene<'_>, words: Range<usize>, noun: usize) -> usize {
    (noun..words.end)
        .take_while(|w| matches!(scene.upos(*w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Punct))
        .filter(|w| scene.upos(*w) != Upos::Punct)
        .last()
        .unwrap_or(noun)
}

/// Nouns of occasions: a phrase with one of them tells where or when something was said, not about what.
const MEETINGS: &[&str] = &[
    "meeting",
    "session",
    "plenary",
    "group",
    "statement",
    "response",
    "discussion",
    "conference",
    "workshop",
    "consultation",
    "debate",
    "speech",
    "interview",
    "afternoon",
    "closing",
    "opening",
    "conclusion",
    "addition",
    "reply",
    "return",
    "contrast",
    "turn",
    "case",
    "end",
    "time",
    "round",
    "committee",
    "event",
    "letter",
    "report",
    "remark",
    "comment",
    "particular",
    "general",
    "view",
    "fact",
    "city",
    "capital",
];
