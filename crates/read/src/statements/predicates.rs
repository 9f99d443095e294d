//! Predicates: verbs, adjectives and nouns by which somebody takes a position.
//!
//! For each occurrence: who holds it, which stance the word and what bends it show, and what it is about.

use std::ops::Range;

use lexicon::{Force, Frame, Part, Predicate};
use model::{Act, Move, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::Groups;
use super::drafts::Draft;
use super::scene::Scene;
use super::{adjectives, holders, nouns, passives, points, polarity};

/// The positions that the word at `word` carries.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if groups.values().any(|g| g.words.contains(&word)) && scene.upos(word) != Upos::Noun {
        return None;
    }
    match scene.upos(word) {
        Upos::Noun if scene.xpos(word) == Xpos::Jj => adjectives::adjective(scene, groups, word),
        Upos::Noun => nouns::noun(scene, groups, word),
        Upos::Adj => adjectives::acceptable_to(scene, word).or_else(|| adjectives::adjective(scene, groups, word)),
        // "with Chad opposed to fees": a participle with its own preposition is an adjective.
        Upos::Verb if groups.get(&word).is_some_and(|g| g.absolute) => {
            adjectives::adjective(scene, groups, word).or_else(|| verb(scene, groups, word))
        }
        Upos::Verb | Upos::Aux => verb(scene, groups, word).or_else(|| adjectives::adjective(scene, groups, word)),
        Upos::Adp => adjectives::adposition(scene, groups, word),
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
    if passives::is_passive(scene, groups, word) {
        return passives::passive(scene, groups, word, entry);
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
    if is_of_things(scene, word) {
        return None;
    }
    // "asked not to be named"
    if matches!(scene.lemma(word), "ask" | "request" | "insist" | "prefer") && scene.reads(word + 1, &["not", "to", "be"]) {
        return None;
    }
    if nouns::light_noun(scene, word).is_some() {
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
        certainty: entry.strength,
        rule: if bare { "stance/verb-elsewhere" } else { "stance/verb" },
        // "reiterated they were willing": what is reaffirmed counts before the reaffirming.
        reports: entry.act == Act::Reaffirm && points::frame(scene, point) == Some(Frame::That),
        ..Draft::blank()
    };
    bend(scene, groups, &mut draft, word)?;
    add_topic(scene, groups, &mut draft, word);
    Some(draft)
}

/// Whether the verb is about things, not about what is negotiated: "withdrew its troops" moves them, "considers the islands its own" judges them.
fn is_of_things(scene: &Scene<'_>, word: usize) -> bool {
    let positions = &scene.reader.lexicon.positions;
    match scene.lemma(word) {
        "withdraw" => {
            scene.clauses.object(word).is_some_and(|o| !positions.is_of_talks(scene.lemma(o)) && positions.noun(scene.lemma(o)).is_none())
        }
        "consider" => {
            let complement = scene.children(word).any(|c| c > word && scene.rel(c) == Rel::Xcomp && scene.upos(c) != Upos::Verb);
            complement || scene.reads(word + 1, &["its", "own"]) || scene.reads(word + 1, &["their", "own"])
        }
        _ => false,
    }
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
pub(super) fn elsewhere(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Range<usize>> {
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
pub(super) fn bend(scene: &Scene<'_>, groups: &Groups, draft: &mut Draft, word: usize) -> Option<()> {
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
pub(super) fn cut_out(scene: &Scene<'_>, draft: &mut Draft, words: Range<usize>) {
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
