//! Predicates: verbs, adjectives and nouns by which somebody takes a position.
//!
//! For each occurrence: who holds it, which stance the word and what bends it show, and what it is about.

use std::ops::Range;

use lexicon::{Force, Frame, Part, Predicate};
use model::{Act, Move, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Actor, Groups, Side};
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity};

/// The positions that the word at `word` carries.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if groups.values().any(|g| g.words.contains(&word)) && scene.upos(word) != Upos::Noun {
        return None;
    }
    match scene.upos(word) {
        Upos::Noun if scene.xpos(word) == Xpos::Jj => adjective(scene, groups, word),
        Upos::Noun => noun(scene, groups, word),
        Upos::Adj => acceptable_to(scene, word).or_else(|| adjective(scene, groups, word)),
        // "with Chad opposed to fees": a participle with its own preposition is an adjective.
        Upos::Verb if groups.get(&word).is_some_and(|g| g.absolute) => adjective(scene, groups, word).or_else(|| verb(scene, groups, word)),
        Upos::Verb | Upos::Aux => verb(scene, groups, word).or_else(|| adjective(scene, groups, word)),
        Upos::Adp => adposition(scene, groups, word),
        _ => None,
    }
}

/// The entry that stands at `word`, and its last word there; prepositions belong to the point, not to the predicate.
pub(super) fn entry<'a>(scene: &Scene<'a>, word: usize, part: Part) -> Option<(&'a Predicate, usize)> {
    let positions = &scene.reader.lexicon.positions;
    let form = scene.lower(word);
    let keys = if part == Part::Adjective { [form.as_str(), scene.lemma(word)] } else { [scene.lemma(word), ""] };
    let regular = if part == Part::Verb { regular_lemmas(&form) } else { Vec::new() };
    keys.into_iter().chain(regular.iter().map(String::as_str)).filter(|k| !k.is_empty()).find_map(|key| {
        positions.starting_with(key).filter(|p| p.part == part).find_map(|p| {
            let mut last = word;
            for form in &p.words[1..] {
                let limit = if last == word { 4 } else { 2 };
                let next = (last + 1..last + limit).find(|w| scene.clauses.is(*w, form))?;
                // Only an object pronoun, an adverb or an article may stand between.
                let slight = |w: usize| {
                    matches!(scene.upos(w), Upos::Pron | Upos::Adv | Upos::Det | Upos::Punct)
                        || scene.is_time(w..w + 1)
                        || scene.is_time(w + 1..w + 2)
                };
                if (last + 1..next).any(|w| !slight(w)) {
                    return None;
                }
                last = next;
            }
            Some((p, last))
        })
    })
}

/// What a past form in "-ed" may be the past of: a rare verb's lemma may be wrong.
fn regular_lemmas(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix("ed") else { return Vec::new() };
    let mut all = vec![stem.to_string(), format!("{stem}e")];
    let mut last = stem.chars().rev();
    if last.next() == last.next() {
        all.extend(stem.strip_suffix(|_: char| true).map(str::to_string));
    }
    all
}

/// The last word of the predicate proper: its particles, without a preposition that governs the point.
fn particle_end(scene: &Scene<'_>, entry: &Predicate, word: usize, last: usize) -> usize {
    if entry.words.len() > 1 && scene.upos(last) == Upos::Noun {
        // "closed the door to a vote": the noun belongs to the predicate, and what it is about follows.
        let follows = entry.frames.iter().any(|f| matches!(f, Frame::With(preposition) if scene.clauses.is(last + 1, preposition)));
        return if follows { last } else { word };
    }
    if entry.words.len() > 1
        && (scene.rel(last) == Rel::Case || scene.upos(last) == Upos::Adp && PREPOSITIONS.contains(&scene.lower(last).as_str()))
    {
        return if entry.words.len() > 2 { last - 1 } else { word };
    }
    last
}

const PREPOSITIONS: &[&str] = &["for", "on", "upon", "against", "into", "of", "with"];

fn verb(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let (entry, last) = entry(scene, word, Part::Verb)?;
    if is_passive(scene, groups, word) {
        return passive(scene, groups, word, entry);
    }
    if polarity::is_unreal(scene, groups, word) {
        return None;
    }
    // "would like to" wishes; "likes" is a taste.
    if scene.lemma(word) == "like" && polarity::force(scene, word) != Some(Force::Would) {
        return None;
    }
    // ", allowing the fund to grow" tells what follows from something, "reviewed its position" and "presented its views" not which.
    let result = matches!(scene.lemma(word), "allow" | "permit" | "enable")
        && matches!(scene.xpos(word), Xpos::Vbg | Xpos::Vb)
        && scene.rel(word) == Rel::Advcl;
    let own_view = matches!(scene.lemma(word), "review" | "present" | "introduce" | "submit" | "table" | "consider")
        && scene.clauses.object(word).is_some_and(|o| matches!(scene.lemma(o), "position" | "view" | "stance"));
    if result || own_view {
        return None;
    }
    // "asked not to be named"
    if matches!(scene.lemma(word), "ask" | "request" | "insist" | "prefer") && scene.reads(word + 1, &["not", "to", "be"]) {
        return None;
    }
    if light_noun(scene, word).is_some() {
        // "made a proposal for", "withdrew its objection to": the noun carries the position.
        return None;
    }
    let end = particle_end(scene, entry, word, last);
    let rest = points::past_times(scene, points::rest(scene, groups, word, end));
    let members = holders::members(scene, groups, word);
    if members.is_empty() {
        return None;
    }
    // "turned it down": the object stands inside the verb.
    let within = (last > word + 1).then(|| scene.clauses.object(word)).flatten().filter(|o| *o > word && *o < last);
    let rest = within.map_or(rest, |o| o..o + 1);
    // "suggested Peru might sign" tells what may be so; "suggested that Peru sign" proposes it.
    if scene.lemma(word) == "suggest" && points::frame(scene, rest.clone()) == Some(Frame::That) && tells(scene, word) {
        return None;
    }
    let (point, bare) = match points::frame(scene, rest.clone()) {
        Some(frame) if fits(entry, &frame, scene, rest.clone()) => (rest, false),
        _ => (elsewhere(scene, groups, word)?, true),
    };
    // "disagree how it should work" names what is disputed, not what is refused.
    let asks =
        point.clone().next().is_some_and(|w| matches!(scene.xpos(w), Xpos::Wrb | Xpos::Wp | Xpos::Wdt) || scene.clauses.is(w, "whether"));
    if asks && entry.stance == Stance::Oppose {
        return None;
    }
    // "joined the club", "expects a child": a word that shows little by itself counts where a negotiation is spoken of.
    let weak = entry.strength < 0.7 || entry.stance == Stance::Neutral;
    let here = scene.is_negotiation && entry.stance != Stance::Neutral;
    if weak && !here && !super::reports::is_about_talks(scene, point.clone()) {
        return None;
    }
    let mut draft = Draft {
        predicate: word,
        cue: cue(scene, word, end),
        point: vec![point.clone()],
        members,
        stance: entry.stance,
        act: entry.act,
        condition: None,
        moved: None,
        certainty: entry.strength,
        rule: if bare { "stance/verb-elsewhere" } else { "stance/verb" },
        // "reiterated they were willing": what is reaffirmed counts before the reaffirming.
        reports: entry.act == Act::Reaffirm && points::frame(scene, point) == Some(Frame::That),
        consumed: Vec::new(),
    };
    bend(scene, groups, &mut draft, word)?;
    add_topic(scene, groups, &mut draft, word);
    Some(draft)
}

/// Whether the clause under the verb is in the indicative: it says what is or may be so, not what should or will be done.
fn tells(scene: &Scene<'_>, verb: usize) -> bool {
    let ahead = |clause: usize| matches!(polarity::force(scene, clause), Some(Force::Duty | Force::Future | Force::Would));
    scene.clauses.child(verb, &[Rel::Ccomp]).is_some_and(|clause| scene.is_finite(clause) && !ahead(clause))
}

/// Whether the entry takes this complement.
fn fits(entry: &Predicate, frame: &Frame, scene: &Scene<'_>, rest: Range<usize>) -> bool {
    if entry.takes(frame) {
        return true;
    }
    let second = entry.words.get(1).map(String::as_str);
    if entry.words.get(1).is_some_and(|noun| rest.clone().next().is_some_and(|w| scene.clauses.is(w, noun) && scene.upos(w) == Upos::Noun))
    {
        return true;
    }
    match frame {
        // "called for a vote": the entry's own preposition opens the point.
        Frame::With(preposition) if second == Some(preposition) => true,
        Frame::With(preposition) if entry.words.get(2).is_some_and(|w| w == preposition) => true,
        Frame::Ing => entry.takes(&Frame::Object),
        Frame::Object => {
            let objects = entry.frames.iter().any(|f| matches!(f, Frame::ObjectTo | Frame::ObjectWith(_)));
            let infinitive = rest.clone().any(|w| scene.xpos(w) == Xpos::To && scene.xpos(w + 1) == Xpos::Vb);
            objects
                && (infinitive
                    || entry.frames.iter().any(|f| matches!(f, Frame::ObjectWith(p) if rest.clone().any(|w| scene.clauses.is(w, p)))))
        }
        Frame::That => entry.takes(&Frame::ObjectTo) && entry.takes(&Frame::To),
        _ => false,
    }
}

/// The point of a verb without complement: what its relative clause modifies, or what the clause above is about.
fn elsewhere(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Range<usize>> {
    if scene.rel(word) == Rel::AclRelcl {
        let noun = scene.head(word)?;
        let subject = scene.clauses.subject(word)?;
        if subject.antecedent != noun && matches!(scene.upos(noun), Upos::Noun | Upos::Propn) {
            return Some(holders::phrase(scene, noun).words);
        }
        return None;
    }
    let group = groups.get(&word)?;
    let opener = group.words.start.checked_sub(1).map(|w| scene.lower(w)).unwrap_or_default();
    if !group.absolute && opener != "while" && opener != "whereas" {
        return None;
    }
    // "They discussed fees, with Chad opposed": what the verb before is about.
    let sentence = scene.sentence(word);
    let before = (sentence.start..group.words.start).rev().find(|w| scene.upos(*w) == Upos::Verb && scene.is_finite(*w))?;
    let rest = points::rest(scene, groups, before, before);
    (!rest.is_empty()).then_some(rest)
}

/// The cue: auxiliaries, negation, the predicate and its particles.
pub(super) fn cue(scene: &Scene<'_>, word: usize, end: usize) -> Range<usize> {
    let group = scene.clauses.verb_group(word);
    group.start..group.end.max(end + 1)
}

/// Negation, infinitives inside, modality, conditions, "only": what bends the stance of a draft. `None` when no position is left.
fn bend(scene: &Scene<'_>, groups: &Groups, draft: &mut Draft, word: usize) -> Option<()> {
    let negated = polarity::is_negated(scene, word);
    let force = polarity::force(scene, word);
    // What a party should do is the wish of whoever says so.
    if force == Some(Force::Duty) {
        return None;
    }
    let mut chain = vec![word];
    let mut stance = draft.stance;
    if points::frame(scene, draft.point[0].clone()) == Some(Frame::To)
        && let Some(inner) = infinitive(scene, draft.point[0].clone())
    {
        chain.push(inner);
        stance = inside(scene, groups, draft, word, inner, stance)?;
    }
    if negated && stance != Stance::Neutral {
        let asked = draft.act == Act::Demand
            && matches!(scene.lemma(word), "ask" | "request" | "call" | "appeal" | "urge" | "press" | "push" | "need");
        let spoken = groups.contains_key(&word);
        if asked && !spoken || FAILING.contains(&scene.lemma(word)) {
            return None;
        }
        // "does not want to see it rejected" wants it; "no longer insists" leaves open what it asked for.
        let fated =
            draft.consumed.first().is_some_and(|w| scene.xpos(*w) == Xpos::Vbn) && stance == Stance::Oppose && draft.act == Act::Demand;
        let ended = stance == Stance::Support && draft.act == Act::Demand && polarity::is_no_longer(scene, word);
        // "has not yet accepted", "did not agree on": nothing is decided.
        let pending = stance == Stance::Support && (is_pending(scene, word) || scene.lemma(word) == "agree" && agrees_on(scene, word));
        stance = match (fated, ended || pending) {
            (true, _) => Stance::Support,
            (_, true) => Stance::Open,
            _ => polarity::negated(stance, draft.act)?,
        };
        draft.moved = draft.moved.or(ended.then_some(Move::Soften));
        draft.act = match (draft.act, stance) {
            _ if fated => Act::Demand,
            (_, Stance::Open) => Act::LeaveOpen,
            _ => Act::Reject,
        };
    }
    if stance == Stance::Support && nothing(scene, draft.point[0].clone()) {
        stance = Stance::Oppose;
        draft.act = Act::Reject;
    }
    if yet_to(scene, word) || polarity::is_short_of(scene, word) {
        stance = Stance::Open;
        draft.act = Act::LeaveOpen;
    }
    chain.extend(scene.children(word).filter(|c| scene.rel(*c) == Rel::Xcomp));
    let condition = polarity::condition(scene, word, &chain, stance == Stance::Oppose, force == Some(Force::Would));
    if let Some(words) = condition {
        // What somebody wants now stays wanted, whatever "if" stands beside it.
        let firm = draft.act == Act::Demand && !negated && !matches!(force, Some(Force::Would | Force::Future));
        if stance != Stance::Neutral && !firm {
            stance = Stance::Conditional;
            draft.act = Act::Condition;
            cut_out(scene, draft, words.clone());
            draft.condition = Some(words);
        }
    } else if stance == Stance::Support && only(scene, draft.point[0].clone()) {
        stance = Stance::Conditional;
        draft.certainty *= 0.8;
    }
    // "banks which might want to pay" are a kind of bank.
    if force == Some(Force::Tentative) && scene.rel(word) == Rel::AclRelcl {
        return None;
    }
    if force == Some(Force::Tentative) && stance != Stance::Conditional {
        stance = match stance {
            Stance::Support | Stance::Open => Stance::Open,
            _ => return None,
        };
        draft.act = Act::LeaveOpen;
        draft.certainty *= 0.8;
    }
    draft.stance = stance;
    (!draft.point.iter().all(Range::is_empty)).then_some(())
}

/// Verbs whose negation says nothing about a position.
const FAILING: &[&str] = &["fail", "hesitate", "wait", "threaten", "deny", "doubt", "fear"];

/// The stance of a verb over an infinitive: composed with that of the verb inside when it is one of position.
fn inside(scene: &Scene<'_>, groups: &Groups, draft: &mut Draft, word: usize, inner: usize, outer: Stance) -> Option<Stance> {
    // Declining to speak is no position on what would be spoken of.
    if outer == Stance::Oppose && matches!(scene.lemma(inner), "predict" | "speculate" | "forecast" | "guess") {
        return Some(Stance::Neutral);
    }
    if outer == Stance::Oppose && (SPEAKING.contains(&scene.lemma(inner)) || scene.clauses.is(inner, "be")) {
        return None;
    }
    // "wants to see the plan rejected": what is to happen to the plan decides.
    if matches!(scene.lemma(inner), "see" | "have") {
        let fate = draft.point[0]
            .clone()
            .filter(|w| *w > inner + 1 && scene.xpos(*w) == Xpos::Vbn)
            .find_map(|w| entry(scene, w, Part::Verb).map(|(e, _)| (w, e.stance)));
        if let Some((at, fate)) = fate.filter(|(at, _)| !scene.clauses.is(at + 1, "by")) {
            draft.consumed.push(at);
            draft.point = vec![points::trimmed(scene, inner + 1..at)];
            return polarity::composed(outer, fate);
        }
    }
    let talking = TALKING.contains(&scene.lemma(inner));
    let lends = matches!(scene.lemma(word), "willing" | "ready" | "prepared" | "happy");
    let Some((entry, last)) = entry(scene, inner, Part::Verb).filter(|(e, _)| !DEEDS.contains(&e.words[0].as_str())) else {
        return Some(match (lends, talking) {
            (true, true) => Stance::Open,
            (true, false) => Stance::Support,
            _ => outer,
        });
    };
    let end = particle_end(scene, entry, inner, last);
    let rest = points::rest(scene, groups, inner, end);
    let frame = points::frame(scene, rest.clone());
    draft.consumed.push(inner);
    if !frame.is_some_and(|frame| fits(entry, &frame, scene, rest.clone())) {
        return Some(outer);
    }
    draft.point = vec![rest];
    draft.cue = draft.cue.start..end + 1;
    draft.certainty = draft.certainty.min(entry.strength);
    let inner_stance = if inner_negation(scene, inner) { polarity::negated(entry.stance, entry.act)? } else { entry.stance };
    // To agree to look at something is to agree.
    if outer == Stance::Support && talking && matches!(scene.lemma(word), "agree" | "decide" | "promise" | "pledge" | "undertake") {
        return Some(outer);
    }
    let outer = if lends && outer == Stance::Open && !talking && entry.act == Act::Accept { Stance::Support } else { outer };
    polarity::composed(outer, inner_stance)
}

fn inner_negation(scene: &Scene<'_>, inner: usize) -> bool {
    inner >= 2 && (scene.clauses.is(inner - 2, "not") || scene.clauses.is(inner - 1, "not"))
}

/// Verbs of talking: to be willing to do these is to be open, to be willing to do other things is to accept them.
const TALKING: &[&str] = &[
    "discuss",
    "talk",
    "negotiate",
    "consider",
    "compromise",
    "listen",
    "look",
    "explore",
    "examine",
    "engage",
    "hear",
    "work",
    "review",
    "study",
    "reconsider",
    "bend",
];

/// Verbs of doing rather than of attitude: under "willing to" or "refuse to" they are what is accepted or refused, point and all.
const DEEDS: &[&str] = &[
    "scrap",
    "drop",
    "withdraw",
    "sign",
    "ratify",
    "suspend",
    "resume",
    "ban",
    "bar",
    "quit",
    "abandon",
    "shelve",
    "postpone",
    "delay",
    "join",
    "vote",
    "walk",
    "pull",
    "break",
    "give",
    "grant",
    "allow",
    "permit",
    "adopt",
    "present",
    "submit",
    "table",
    "introduce",
    "negotiate",
    "waive",
    "forgo",
    "honour",
    "honor",
    "outlaw",
    "prohibit",
    "yield",
    "defer",
    "review",
];

/// Verbs of speaking and disclosing.
const SPEAKING: &[&str] = &[
    "comment",
    "say",
    "disclose",
    "speculate",
    "predict",
    "elaborate",
    "confirm",
    "name",
    "specify",
    "identify",
    "reveal",
    "describe",
    "answer",
    "speak",
    "give",
    "provide",
    "release",
];

fn infinitive(scene: &Scene<'_>, point: Range<usize>) -> Option<usize> {
    let to = point.clone().find(|w| scene.xpos(*w) == Xpos::To || scene.clauses.is(*w, "to"))?;
    (to + 1..point.end.min(to + 4)).find(|w| scene.xpos(*w) == Xpos::Vb)
}

/// "wants guarantees before signing a truce": the second thing is wanted only after the first.
pub(super) fn first_things(scene: &Scene<'_>, draft: &Draft) -> Option<Draft> {
    let point =
        draft.point.last().filter(|_| draft.stance == Stance::Support && draft.act == Act::Demand && draft.rule == "stance/verb")?.clone();
    let before = point.clone().find(|w| scene.clauses.is(*w, "before") && scene.xpos(w + 1) == Xpos::Vbg)?;
    let gerund = before + 1;
    let hangs = scene.head(gerund) == Some(draft.predicate);
    hangs.then(|| Draft {
        point: vec![points::trimmed(scene, gerund..point.end)],
        stance: Stance::Conditional,
        act: Act::Condition,
        condition: Some(points::trimmed(scene, point.start..before)),
        certainty: draft.certainty * 0.85,
        rule: "stance/first-things",
        ..draft.clone()
    })
}

/// Whether the object is none: "offered zero concessions", "supports neither".
fn nothing(scene: &Scene<'_>, point: Range<usize>) -> bool {
    let first = point.clone().find(|w| !matches!(scene.upos(*w), Upos::Adv | Upos::Adp)).map(|w| scene.lower(w)).unwrap_or_default();
    matches!(first.as_str(), "no" | "zero" | "neither" | "nothing" | "none")
}

/// "not yet", "still … not", "so far … not".
fn is_pending(scene: &Scene<'_>, word: usize) -> bool {
    let start = scene.sentence(word).start;
    let group = word.saturating_sub(5).max(start)..word;
    let perfect = group.clone().any(|w| scene.lemma(w) == "have" && scene.upos(w) == Upos::Aux);
    perfect && group.into_iter().any(|w| matches!(scene.lower(w).as_str(), "yet" | "still") || scene.reads(w, &["so", "far"]))
}

fn agrees_on(scene: &Scene<'_>, word: usize) -> bool {
    (word + 1..scene.sentence(word).end.min(word + 3)).any(|w| matches!(scene.lower(w).as_str(), "on" | "about" | "over"))
}

/// "has yet to accept".
fn yet_to(scene: &Scene<'_>, word: usize) -> bool {
    word >= 2 && scene.reads(word - 2, &["yet", "to"])
}

/// Whether the object is wanted in one form only: "called for only a ceasefire that …".
fn only(scene: &Scene<'_>, point: Range<usize>) -> bool {
    let first = point.clone().find(|w| scene.upos(*w) != Upos::Adp);
    first.is_some_and(|w| scene.clauses.is(w, "only") && w + 1 < point.end)
}

/// Takes the condition out of the point.
fn cut_out(scene: &Scene<'_>, draft: &mut Draft, words: Range<usize>) {
    let pieces = draft.point.iter().flat_map(|piece| scene.clauses.without(piece.clone(), words.clone()));
    // "the package, she added, if …"
    let untold = |piece: Range<usize>| {
        let comma = piece.clone().find(|w| scene.clauses.is(*w, ",") && points::tells(scene, w + 1, piece.end));
        points::trimmed(scene, piece.start..comma.unwrap_or(piece.end))
    };
    let pieces = pieces.map(untold).collect::<Vec<_>>();
    if pieces.iter().any(|piece| !piece.is_empty()) {
        draft.point = pieces;
    }
}

/// Puts the topic at the head of the clause before the point.
pub(super) fn add_topic(scene: &Scene<'_>, groups: &Groups, draft: &mut Draft, word: usize) {
    let owner = owner_of_subject(scene, groups, word);
    let subject = groups.get(&owner).filter(|g| !g.inherits).map(|g| g.words.start).or_else(|| {
        let head = scene.clauses.child(owner, &[Rel::Nsubj, Rel::NsubjPass])?;
        Some(scene.page.parse.left_edge(head))
    });
    if let Some(topic) = subject.and_then(|start| points::topic(scene, start)) {
        draft.point.insert(0, topic);
    }
}

/// The verb whose subject this one has: itself, or the first of those coordinated with it. A participle or clause below has none of it.
fn owner_of_subject(scene: &Scene<'_>, groups: &Groups, word: usize) -> usize {
    if groups.get(&word).is_some_and(|g| !g.inherits) {
        return word;
    }
    let first = scene.clauses.first_conjunct(word);
    if first != word {
        return first;
    }
    if groups.get(&word).is_some_and(|g| g.inherits) {
        return groups.range(..word).next_back().map_or(word, |(v, _)| *v);
    }
    word
}

/// Whether the verb is a passive, or a participle with "by".
fn is_passive(scene: &Scene<'_>, groups: &Groups, word: usize) -> bool {
    if scene.xpos(word) != Xpos::Vbn && scene.xpos(word) != Xpos::Vbd {
        return false;
    }
    if let Some(group) = groups.get(&word) {
        return (group.words.end..word).any(|w| scene.lemma(w) == "be");
    }
    scene.clauses.is_passive(word) || scene.xpos(word) == Xpos::Vbn && scene.clauses.is(word + 1, "by")
}

fn passive(scene: &Scene<'_>, groups: &Groups, word: usize, entry: &Predicate) -> Option<Draft> {
    let members = holders::agents(scene, word);
    // "must be agreed by both" tells what is needed, not what is held.
    if members.is_empty() || polarity::is_unreal(scene, groups, word) || polarity::force(scene, word) == Some(Force::Duty) {
        return None;
    }
    let point = patient(scene, groups, word)?;
    let stance = if polarity::is_negated(scene, word) { polarity::negated(entry.stance, entry.act)? } else { entry.stance };
    let by = (word + 1..scene.sentence(word).end).find(|w| scene.clauses.is(*w, "by")).filter(|b| *b <= word + 3).unwrap_or(word);
    let finite = scene.is_finite(word);
    let mut draft = Draft {
        predicate: word,
        cue: cue(scene, word, by),
        point,
        members,
        stance,
        act: entry.act,
        condition: None,
        moved: None,
        certainty: entry.strength * if finite { 1.0 } else { 0.9 },
        rule: "stance/passive",
        reports: false,
        consumed: Vec::new(),
    };
    if let Some(words) = polarity::condition(scene, word, &[word], stance == Stance::Oppose, false).filter(|_| finite) {
        draft.stance = Stance::Conditional;
        draft.condition = Some(words);
    }
    Some(draft)
}

/// What a passive verb is about: its subject, or the noun that the participle modifies, without the participle's own words.
fn patient(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Vec<Range<usize>>> {
    let first = scene.clauses.first_conjunct(word);
    let sentence = scene.sentence(word);
    // "suggested by Peru and accepted by Chad": the second participle is about what the first is about.
    let reduced = scene.clauses.child(word, &[Rel::Aux, Rel::AuxPass]).is_none();
    if reduced && word > sentence.start && scene.upos(word - 1) == Upos::Cconj {
        let before =
            (sentence.start..word).rev().find(|w| matches!(scene.xpos(*w), Xpos::Vbn | Xpos::Vbd) && scene.clauses.is(*w + 1, "by"));
        if let Some(before) = before.filter(|b| !groups.values().any(|g| g.words.contains(b))) {
            return patient(scene, groups, before);
        }
    }
    let after_noun = word > sentence.start + 1 && scene.clauses.is(word - 1, ",") && matches!(scene.upos(word - 2), Upos::Noun) && reduced;
    let own = (!after_noun)
        .then(|| {
            [word, first].into_iter().into_iter().find_map(|v| scene.clauses.child(v, &[Rel::NsubjPass, Rel::Nsubj]).filter(|s| *s < word))
        })
        .flatten();
    if let Some(subject) = own {
        if matches!(scene.xpos(subject), Xpos::Wdt | Xpos::Wp) {
            let noun = scene.clauses.subject(word)?.antecedent;
            return Some(vec![holders::phrase(scene, noun).words]);
        }
        let words = scene.clauses.noun_phrase(subject);
        return (words.end <= word).then_some(vec![words]);
    }
    if let Some(group) = groups.get(&word).filter(|g| !g.words.is_empty() && !g.inherits) {
        return Some(vec![group.words.clone()]);
    }
    let noun = (sentence.start..word).rev().find(|w| !matches!(scene.upos(*w), Upos::Adv) && !scene.clauses.is(*w, ","))?;
    let finite = scene.clauses.child(word, &[Rel::AuxPass]);
    let noun = finite.and_then(|aux| aux.checked_sub(1)).filter(|w| *w >= sentence.start).unwrap_or(noun);
    if !matches!(scene.upos(noun), Upos::Noun | Upos::Propn | Upos::Num) {
        return None;
    }
    let head = run(scene, sentence.start, noun);
    if finite.is_some() {
        return Some(vec![head]);
    }
    let after = after_agents(scene, word)?;
    let from = if scene.clauses.is(after, ",") { after + 1 } else { after };
    let goes_on = scene.xpos(from) == Xpos::Vbg
        || matches!(scene.lower(from).as_str(), "to" | "that" | "of" | "for" | "on" | "regarding" | "concerning");
    let tail = if goes_on { points::rest_from(scene, groups, word, from) } else { from..from };
    Some([head, tail].into_iter().filter(|piece| !piece.is_empty()).collect())
}

/// The noun phrase that ends at `noun`, read leftwards from the words.
fn run(scene: &Scene<'_>, first: usize, noun: usize) -> Range<usize> {
    let inside = |w: usize| {
        matches!(scene.upos(w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Sym)
            || scene.xpos(w) == Xpos::Pos
            || scene.xpos(w) == Xpos::Hyph
            || scene.is_named(w)
            || scene.rel(w) == Rel::Amod
    };
    let mut start = noun;
    while start > first && inside(start - 1) && scene.upos(start) != Upos::Det {
        start -= 1;
    }
    start..noun + 1
}

/// The word after the agents of a participle.
fn after_agents(scene: &Scene<'_>, word: usize) -> Option<usize> {
    let sentence = scene.sentence(word);
    let by = (word + 1..sentence.end.min(word + 3)).find(|w| scene.clauses.is(*w, "by"))?;
    let (_, mut after) = actors::list(scene, by + 1, sentence.end)?;
    let next = if scene.clauses.is(after, ",") { after + 1 } else { after };
    if let Some((Side::SpokenFor | Side::Joins, _, past)) = actors::companions(scene, next, sentence.end) {
        after = past;
    }
    Some(after)
}

fn adjective(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let (entry, _) = entry(scene, word, Part::Adjective)?;
    // "prepared for the talks" with an active verb tells what somebody did.
    let active =
        scene.upos(word) == Upos::Verb && scene.xpos(word) == Xpos::Vbd && scene.clauses.child(word, &[Rel::Cop, Rel::AuxPass]).is_none();
    if active && !groups.get(&word).is_some_and(|g| g.absolute) && !scene.clauses.is(word, "opposed") {
        return None;
    }
    let predicative = scene.clauses.child(word, &[Rel::Cop]).is_some()
        || groups.contains_key(&word)
        || matches!(
            scene.rel(word),
            Rel::Xcomp | Rel::Acl | Rel::Conj | Rel::Advcl | Rel::Root | Rel::Ccomp | Rel::Parataxis | Rel::AclRelcl | Rel::Appos
        )
        || scene.rel(word) == Rel::Amod && scene.head(word).is_some_and(|h| h < word);
    if !predicative || is_unreal_adjective(scene, groups, word) {
        return None;
    }
    let members = holders::members(scene, groups, word);
    let participle = scene.lower(word).ends_with("ed");
    let rest = points::rest(scene, groups, word, word);
    let frame = points::frame(scene, rest.clone());
    // "sceptical of the plan" is against it, "sceptical that it will pass" only doubts.
    let mut others =
        scene.reader.lexicon.positions.starting_with(&entry.words[0]).filter(|p| p.part == Part::Adjective && p.words == entry.words);
    let entry = frame.as_ref().and_then(|frame| others.find(|p| p.takes(frame))).unwrap_or(entry);
    let (point, prep) = match frame {
        Some(frame) if entry.takes(&frame) => {
            (rest.clone(), matches!(frame, Frame::With(_)).then(|| rest.clone().find(|w| scene.upos(*w) != Upos::Adv)).flatten())
        }
        _ if groups.get(&word).is_some_and(|g| g.absolute) => (elsewhere(scene, groups, word)?, None),
        _ => return None,
    };
    // The preposition is part of the cue ("open to"), but a participle keeps it as its verb would ("opposed to fees").
    let last = prep.filter(|_| !participle).unwrap_or(word);
    let mut draft = Draft {
        predicate: word,
        cue: cue(scene, word, last),
        point: vec![if last > word { points::trimmed(scene, last + 1..point.end) } else { point }],
        members,
        stance: entry.stance,
        act: entry.act,
        condition: None,
        moved: None,
        certainty: entry.strength,
        rule: "stance/adjective",
        reports: false,
        consumed: Vec::new(),
    };
    if draft.members.is_empty() {
        return None;
    }
    bend(scene, groups, &mut draft, word)?;
    add_topic(scene, groups, &mut draft, word);
    Some(draft)
}

/// "is acceptable to Peru": what the subject is to somebody.
fn acceptable_to(scene: &Scene<'_>, word: usize) -> Option<Draft> {
    let stance = scene.reader.lexicon.positions.evaluation(&scene.lower(word))?;
    let subject = scene.clauses.child(word, &[Rel::Nsubj]).filter(|_| scene.clauses.child(word, &[Rel::Cop]).is_some())?;
    let to = (word + 1 < scene.sentence(word).end && scene.clauses.is(word + 1, "to")).then_some(word + 1)?;
    let (members, _) = actors::list(scene, to + 1, scene.sentence(word).end)?;
    let named = members.iter().any(|a| a.words.clone().any(|w| scene.is_named(w)));
    let stance = if polarity::is_negated(scene, word) { polarity::opposite(stance) } else { stance };
    let unreal = polarity::is_unreal(scene, &Groups::new(), word) || polarity::force(scene, word).is_some();
    (named && !unreal).then(|| Draft {
        predicate: word,
        cue: scene.clauses.verb_group(word).start..to + 1,
        point: vec![points::trimmed(scene, scene.clauses.noun_phrase(subject))],
        members: members.into_iter().map(|actor| (actor, Side::Holds)).collect(),
        stance,
        act: if stance == Stance::Oppose { Act::Reject } else { Act::Accept },
        condition: None,
        moved: None,
        certainty: 0.85,
        rule: "stance/acceptable-to",
        reports: false,
        consumed: Vec::new(),
    })
}

/// An adjective under "seem" or "remain" is judged from that verb.
fn is_unreal_adjective(scene: &Scene<'_>, groups: &Groups, word: usize) -> bool {
    let above = scene.head(word).filter(|_| scene.rel(word) == Rel::Xcomp);
    match above {
        Some(verb) => polarity::is_unreal(scene, groups, verb),
        None => polarity::is_unreal(scene, groups, word),
    }
}

/// "is against the plan", "is for a vote".
fn adposition(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let (entry, last) = entry(scene, word, Part::Adjective)?;
    let noun = scene.head(word).filter(|n| *n > word && scene.clauses.child(*n, &[Rel::Cop]).is_some_and(|c| c < word))?;
    if polarity::is_unreal(scene, groups, noun) {
        return None;
    }
    let members: Vec<(Actor, Side)> = holders::members(scene, groups, noun);
    let stance = if polarity::is_negated(scene, noun) { polarity::negated(entry.stance, entry.act)? } else { entry.stance };
    let point = points::rest_from(scene, groups, noun, last + 1);
    let cue = scene.clauses.child(noun, &[Rel::Cop]).unwrap_or(word)..last + 1;
    (!members.is_empty() && !point.is_empty()).then_some(Draft {
        predicate: word,
        cue,
        point: vec![point],
        members,
        stance,
        act: entry.act,
        condition: None,
        moved: None,
        certainty: entry.strength * 0.8,
        rule: "stance/preposition",
        reports: false,
        consumed: Vec::new(),
    })
}

/// The noun of position that is the object of a light verb.
fn light_noun(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let object = scene.clauses.object(verb).or_else(|| scene.clauses.child(verb, &[Rel::NsubjPass]))?;
    scene
        .reader
        .lexicon
        .positions
        .noun(scene.lemma(object))
        .filter(|_| light(scene, verb).is_some())
        .filter(|entry| complement(scene, object, entry).is_some())
        .map(|_| object)
}

fn light<'a>(scene: &Scene<'a>, verb: usize) -> Option<&'a lexicon::LightVerb> {
    scene
        .reader
        .lexicon
        .positions
        .light_verbs(scene.lemma(verb))
        .find(|l| l.words[1..].iter().all(|form| (verb + 1..verb + 4).any(|w| scene.clauses.is(w, form))))
}

/// The complement of a noun of position: its words and its opening word.
fn complement(scene: &Scene<'_>, noun: usize, entry: &Predicate) -> Option<Range<usize>> {
    let end = scene.page.parse.right_edge(noun).max(noun) + 1;
    let sentence = scene.sentence(noun);
    let mut start = noun + 1;
    // Past the owner: "a proposal by Peru to …", "…, supported by Chad, to …".
    for _ in 0..3 {
        let made = (start < end && scene.xpos(start) == Xpos::Vbn && scene.clauses.is(start + 1, "by")) as usize;
        let from = if scene.clauses.is(start, ",") { start + 1 } else { start + made };
        let by =
            (scene.clauses.is(from, "by") || scene.clauses.is(from, "from")).then(|| actors::list(scene, from + 1, sentence.end)).flatten();
        let next = by.filter(|(l, _)| l.iter().any(|a| a.words.clone().any(|w| scene.is_named(w)))).map(|(_, after)| after);
        let company = || {
            actors::companions(scene, from, sentence.end)
                .filter(|(side, ..)| matches!(side, Side::Joins | Side::Opposes) && !scene.clauses.is(from, "with"))
                .map(|(.., after)| after)
        };
        match next.or_else(company) {
            Some(after) => start = after,
            None => break,
        }
    }
    while scene.clauses.is(start, ",") && start > noun + 1
        || scene.is_mark(start) && scene.clauses.word(start).contains(['"', '”', '\'', '’'])
    {
        start += 1;
    }
    let end =
        if start >= end { scene.page.parse.ancestors(noun).map(|w| scene.page.parse.right_edge(w) + 1).find(|e| *e > start)? } else { end };
    // "resistance to the scheme, which …": the relative clause is no part of it.
    let apart = |w: &usize| scene.clauses.is(*w, ",") && matches!(scene.lower(w + 1).as_str(), "which" | "who" | "whose" | "while" | "but");
    let end = (start..end).find(apart).unwrap_or(end);
    let words = points::trimmed(scene, start..end);
    let frame = points::frame(scene, words.clone())?;
    // "proposals were disappointing", "a proposal, which …" have no complement.
    let opens = words.clone().next().is_some_and(|w| matches!(scene.lower(w).as_str(), "that" | "whether"));
    (entry.takes(&frame) && (frame != Frame::That || opens)).then_some(words)
}

/// "there can be no peace without a withdrawal", "there will be no talks": refused, or tied to something, by whoever says so.
fn ruled_out(scene: &Scene<'_>, groups: &Groups, noun: usize) -> Option<Draft> {
    let verb = scene
        .head(noun)
        .filter(|v| scene.rel(noun) == Rel::Nsubj && scene.clauses.child(*v, &[Rel::Expl]).is_some_and(|w| scene.clauses.is(w, "there")));
    let verb = verb.or_else(|| Some(noun).filter(|n| scene.clauses.child(*n, &[Rel::Expl]).is_some()))?;
    let none = scene.children(noun).find(|c| *c < noun && scene.clauses.is(*c, "no"))?;
    let modal = (scene.sentence(noun).start..none)
        .rev()
        .take(4)
        .any(|w| matches!(scene.lower(w).as_str(), "will" | "would" | "can" | "could" | "shall"));
    let talks = scene.reader.lexicon.positions.is_of_talks(scene.lemma(noun))
        || scene.lemma(noun) == "question" && scene.clauses.is(noun + 1, "of");
    let member = voice_actor(scene, noun).filter(|_| talks && (modal || scene.lemma(noun) == "question"))?;
    if polarity::is_unreal(scene, groups, verb) {
        return None;
    }
    let condition = polarity::condition(scene, verb, &[verb, noun], true, true);
    let start = if scene.lemma(noun) == "question" { noun + 2 } else { none + 1 };
    let edge = scene.page.parse.right_edge(noun) + 1;
    let end = condition.as_ref().map_or(edge, |c| c.start.clamp(start, edge.max(start)));
    let point = points::trimmed(scene, start..end.max(start));
    (!point.is_empty()).then(|| Draft {
        predicate: noun,
        cue: scene.clauses.child(verb, &[Rel::Expl]).unwrap_or(none).min(none)..start.max(none + 1),
        point: vec![point],
        members: vec![(member, Side::Holds)],
        stance: if condition.is_some() { Stance::Conditional } else { Stance::Oppose },
        act: if condition.is_some() { Act::Condition } else { Act::Reject },
        condition,
        moved: None,
        certainty: 0.75,
        rule: "stance/ruled-out",
        reports: false,
        consumed: Vec::new(),
    })
}

/// The source of the words at `word`, as an actor.
fn voice_actor(scene: &Scene<'_>, word: usize) -> Option<Actor> {
    let source = scene.page.parse.words_in(holders::voice(scene, word)?.source.first()?.range());
    let head = source.clone().find(|w| scene.head(*w).is_none_or(|h| !source.contains(&h)))?;
    Some(Actor { words: source, head })
}

fn noun(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if let Some(draft) = ruled_out(scene, groups, word) {
        return Some(draft);
    }
    let entry = scene.reader.lexicon.positions.noun(scene.lemma(word))?;
    let words = complement(scene, word, entry)?;
    let stance = entry.stance;
    let lacks = scene.children(word).any(|c| {
        c < word
            && matches!(scene.lower(c).as_str(), "no" | "little" | "zero" | "neither" | "any")
            && matches!(scene.rel(c), Rel::Det | Rel::Amod | Rel::Nummod)
            && !scene.clauses.is(c, "any")
    });
    let base = Draft {
        predicate: word,
        cue: word..word + 1,
        point: vec![words.clone()],
        members: Vec::new(),
        stance,
        act: entry.act,
        condition: None,
        moved: None,
        certainty: entry.strength,
        rule: "stance/noun",
        reports: false,
        consumed: Vec::new(),
    };
    let above = scene.head(word).filter(|_| matches!(scene.rel(word), Rel::Obj | Rel::NsubjPass));
    let carried = above.filter(|v| light(scene, *v).is_some());
    if let Some(verb) = carried.filter(|v| scene.rel(word) == Rel::Obj || !holders::agents(scene, *v).is_empty()) {
        return light_draft(scene, groups, base, verb, lacks);
    }
    if let Some(draft) = existential(scene, groups, &base, lacks) {
        return Some(draft);
    }
    let owners = owners(scene, word);
    (!owners.is_empty() && !lacks).then(|| Draft { members: owners.into_iter().map(|a| (a, Side::Holds)).collect(), ..base })
}

/// "there is no intention to …": that of whoever says so, if nobody else's.
fn existential(scene: &Scene<'_>, groups: &Groups, base: &Draft, lacks: bool) -> Option<Draft> {
    let noun = base.predicate;
    let verb = scene
        .head(noun)
        .filter(|v| scene.rel(noun) == Rel::Nsubj && scene.clauses.child(*v, &[Rel::Expl]).is_some_and(|w| scene.clauses.is(w, "there")))?;
    let member = voice_actor(scene, verb)?;
    if polarity::is_unreal(scene, groups, verb) || !owners(scene, noun).is_empty() {
        return None;
    }
    let stance = if lacks { polarity::negated(base.stance, base.act)? } else { base.stance };
    Some(Draft {
        members: vec![(member, Side::Holds)],
        stance,
        act: if stance == Stance::Oppose { Act::Reject } else { base.act },
        cue: scene.clauses.verb_group(verb).start..noun + 1,
        certainty: base.certainty * 0.8,
        rule: "stance/existential",
        ..base.clone()
    })
}

/// A position told by a light verb and a noun: "expressed support for", "has no objection to", "dropped its demand for".
fn light_draft(scene: &Scene<'_>, groups: &Groups, base: Draft, verb: usize, lacks: bool) -> Option<Draft> {
    let light = light(scene, verb)?;
    if polarity::is_unreal(scene, groups, verb) {
        return None;
    }
    let noun = base.predicate;
    let passive = scene.rel(noun) == Rel::NsubjPass;
    let members = if passive { holders::agents(scene, verb) } else { holders::members(scene, groups, verb) };
    if members.is_empty() {
        return None;
    }
    let negated = polarity::is_negated(scene, verb) != lacks;
    let mut draft = Draft { members, rule: "stance/light-verb", consumed: vec![verb], ..base };
    if light.drops {
        (draft.stance, draft.moved) = match (draft.stance, draft.act) {
            (Stance::Support, Act::Propose | Act::Accept) => (Stance::Oppose, None),
            _ => (Stance::Open, Some(Move::Soften)),
        };
        draft.act = Act::Concede;
        if negated {
            return None;
        }
    } else if negated {
        draft.stance = polarity::negated(draft.stance, draft.act)?;
        draft.act = if draft.stance == Stance::Open { Act::LeaveOpen } else { Act::Reject };
    }
    if matches!(scene.lemma(verb), "repeat" | "reiterate" | "reaffirm" | "renew" | "restate") {
        draft.act = Act::Reaffirm;
    }
    if light.speaks && !passive {
        draft.predicate = verb;
        draft.cue = cue(scene, verb, verb + light.words.len() - 1);
        draft.point = vec![points::rest(scene, groups, verb, verb + light.words.len() - 1)];
        draft.consumed.push(noun);
    } else if !passive {
        draft.cue = scene.clauses.verb_group(verb).start..noun + 1;
    }
    let force = polarity::force(scene, verb);
    if let Some(words) =
        polarity::condition(scene, verb, &[verb, noun], negated || draft.stance == Stance::Oppose, force == Some(Force::Would))
    {
        draft.stance = Stance::Conditional;
        draft.act = Act::Condition;
        cut_out(scene, &mut draft, words.clone());
        draft.condition = Some(words);
    } else if force == Some(Force::Tentative) {
        draft.stance = if draft.stance == Stance::Support { Stance::Open } else { return None };
    }
    add_topic(scene, groups, &mut draft, verb);
    Some(draft)
}

/// Whose a noun of position is: "Peru's", "the Peruvian", "by Peru", "from Peru".
pub(super) fn owners(scene: &Scene<'_>, noun: usize) -> Vec<Actor> {
    let sentence = scene.sentence(noun);
    if let Some(owner) = scene.clauses.possessor(noun) {
        if scene.upos(owner) == Upos::Pron {
            return vec![Actor { words: owner..owner + 1, head: owner }];
        }
        let start = scene.page.parse.left_edge(owner);
        return match actors::list(scene, start, owner + 1) {
            Some((listed, _)) if listed.iter().any(|a| a.words.clone().any(|w| scene.is_named(w))) => listed,
            _ => holders::conjuncts(scene, owner),
        };
    }
    let before = (sentence.start..noun)
        .rev()
        .take_while(|w| matches!(scene.upos(*w), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Punct | Upos::Sym) || scene.is_named(*w))
        .filter(|w| scene.is_named(*w))
        .last();
    if let Some(start) = before {
        let end = (start..noun).rev().find(|w| scene.is_named(*w)).map_or(start + 1, |w| w + 1);
        if let Some((listed, _)) = actors::list(scene, start, end) {
            return listed;
        }
    }
    let by = (noun + 1..sentence.end.min(noun + 3)).find(|w| matches!(scene.lower(*w).as_str(), "by" | "from"));
    let listed = by.and_then(|by| actors::list(scene, by + 1, sentence.end)).map(|(l, _)| l).unwrap_or_default();
    if listed.iter().any(|a| a.words.clone().any(|w| scene.is_named(w))) { listed } else { Vec::new() }
}
