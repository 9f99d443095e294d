//! Passives: "the plan was rejected by Peru", "a text backed by Chile". The agent holds the position, and what the verb is about stands before it.

use std::ops::Range;

use lexicon::{Force, Predicate};
use model::Stance;
use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Groups, Side};
use super::drafts::Draft;
use super::predicates::cue;
use super::scene::Scene;
use super::{holders, points, polarity};

/// Whether the verb is a passive, or a participle with "by".
pub(super) fn is_passive(scene: &Scene<'_>, groups: &Groups, word: usize) -> bool {
    if scene.xpos(word) != Xpos::Vbn && scene.xpos(word) != Xpos::Vbd {
        return false;
    }
    if let Some(group) = groups.get(&word) {
        return (group.words.end..word).any(|w| scene.lemma(w) == "be");
    }
    scene.clauses.is_passive(word) || scene.xpos(word) == Xpos::Vbn && scene.clauses.is(word + 1, "by")
}

pub(super) fn passive(scene: &Scene<'_>, groups: &Groups, word: usize, entry: &Predicate) -> Option<Draft> {
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
        certainty: entry.strength * if finite { 1.0 } else { 0.9 },
        rule: "stance/passive",
        ..Draft::blank()
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
