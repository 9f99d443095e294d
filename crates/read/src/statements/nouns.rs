//! Nouns of position: "Peru's objection to fees", "expressed support for", "there can be no talks".
//!
//! For each occurrence of such a noun: whose it is, what a light verb above it does with it, and what it is about.

use std::ops::Range;

use lexicon::{Force, Frame, Predicate};
use model::{Act, Move, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Actor, Groups, Side};
use super::drafts::Draft;
use super::predicates::{add_topic, cue, cut_out};
use super::scene::Scene;
use super::{holders, points, polarity};

/// The noun of position that is the object of a light verb.
pub(super) fn light_noun(scene: &Scene<'_>, verb: usize) -> Option<usize> {
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

pub(super) fn light<'a>(scene: &Scene<'a>, verb: usize) -> Option<&'a lexicon::LightVerb> {
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
    let tied = |w: &usize| scene.clauses.is(*w, ",") && polarity::ties(scene, w + 1);
    let end = (start..end).find(|w| apart(w) || tied(w)).unwrap_or(end);
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
        certainty: 0.75,
        rule: "stance/ruled-out",
        ..Draft::blank()
    })
}

/// The source of the words at `word`, as an actor.
pub(super) fn voice_actor(scene: &Scene<'_>, word: usize) -> Option<Actor> {
    let source = scene.page.parse.words_in(holders::voice(scene, word)?.source.first()?.range());
    let head = source.clone().find(|w| scene.head(*w).is_none_or(|h| !source.contains(&h)))?;
    Some(Actor { words: source, head })
}

pub(super) fn noun(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
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
        certainty: entry.strength,
        rule: "stance/noun",
        ..Draft::blank()
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
