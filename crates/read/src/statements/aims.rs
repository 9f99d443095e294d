//! Aims: hopes and goals that stand beside a clause instead of in its verb.
//!
//! "They met **in the hope** that the ban would end", "**with the aim of** ending it", "**the goal** of the visit was to end it": whoever acts there wants what
//! follows. Trees often take the noun for part of the clause after it, so that the words themselves are read.

use std::ops::Range;

use model::{Act, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::{Actor, Groups, Side};
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity};

/// The aim that the noun at `word` names.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if scene.clauses.is(word, "rather") {
        return rather(scene, groups, word);
    }
    if scene.upos(word) == Upos::Noun && POSITIONS.contains(&scene.lemma(word)) {
        return position(scene, groups, word);
    }
    if scene.upos(word) != Upos::Noun || !scene.reader.lexicon.positions.is_aim(scene.lemma(word)) {
        return None;
    }
    beside(scene, groups, word).or_else(|| goal(scene, groups, word))
}

/// "in the hope (that) …", "with the aim of …".
fn beside(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let sentence = scene.sentence(word);
    let opener = (sentence.start..word).rev().find(|w| !matches!(scene.upos(*w), Upos::Det | Upos::Adj | Upos::Pron))?;
    let opens = matches!(scene.lower(opener).as_str(), "in" | "with") && word - opener <= 3;
    let follows = matches!(scene.lower(word + 1).as_str(), "of" | "that" | "to") || is_clause_start(scene, word + 1);
    if !opens || !follows {
        return None;
    }
    let verbs = (sentence.start..opener).rev().filter(|w| scene.upos(*w) == Upos::Verb);
    let (verb, members) = verbs.take(4).find_map(|verb| {
        let members = holders::members(scene, groups, verb);
        let known = members.iter().any(|(actor, _)| !holders::resolve(scene, actor).is_empty());
        known.then_some((verb, members))
    })?;
    if polarity::is_unreal(scene, groups, verb) {
        return None;
    }
    let end = (word + 2..sentence.end).find(|w| ends(scene, *w)).unwrap_or(sentence.end);
    let start = if matches!(scene.lower(word + 1).as_str(), "of" | "that") { word + 2 } else { word + 1 };
    Some(draft(word, opener..start, points::trimmed(scene, start..end), members))
}

/// "would rather the fund paid", "would rather wait": the one before "would" prefers what follows.
fn rather(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let would = word.checked_sub(1).filter(|w| matches!(scene.lower(*w).as_str(), "would" | "'d" | "’d"))?;
    let sentence = scene.sentence(word);
    let verb = scene.head(word).filter(|v| *v > word && sentence.contains(v))?;
    let subjects = || scene.children(verb).filter(|c| matches!(scene.rel(*c), Rel::Nsubj | Rel::NsubjPass));
    let subject = subjects().find(|s| *s < would)?;
    if polarity::is_unreal(scene, groups, verb) {
        return None;
    }
    let end = (word + 1..sentence.end).find(|w| ends(scene, *w)).unwrap_or(sentence.end);
    let point = points::trimmed(scene, word + 1..end);
    let members = holders::conjuncts(scene, subject).into_iter().map(|actor| (actor, Side::Holds)).collect();
    (!point.is_empty()).then(|| Draft { rule: "stance/rather", ..draft(verb, would..word + 1, point, members) })
}

/// "the goal of his visit was to …", "its aim is to …".
fn goal(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let verb = scene.head(word).filter(|v| *v > word && matches!(scene.rel(word), Rel::Nsubj | Rel::NsubjOuter))?;
    let be = (word + 1..verb).rev().find(|w| scene.lemma(*w) == "be")?;
    let infinitive = scene.xpos(be + 1) == Xpos::To && scene.xpos(be + 2) == Xpos::Vb;
    if !infinitive || polarity::is_unreal(scene, groups, verb) || polarity::is_negated(scene, verb) {
        return None;
    }
    let owner = scene.clauses.possessor(word).or_else(|| {
        let of = scene.children(word).find(|c| *c > word && scene.rel(*c) == Rel::Nmod)?;
        Some(scene.clauses.possessor(of).unwrap_or(of))
    })?;
    let members = vec![(holders::phrase(scene, owner), Side::Holds)];
    let end = (be + 1..scene.page.parse.right_edge(verb) + 1).find(|w| scene.lower(*w) == "in" && is_phrase(scene, *w));
    let point = points::trimmed(scene, be + 1..end.unwrap_or(scene.page.parse.right_edge(verb) + 1));
    Some(draft(word, word..word + 1, point, members))
}

/// "Peru's position is that …": what the clause says is what Peru stands for.
fn position(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let verb =
        scene.head(word).filter(|v| *v > word && matches!(scene.rel(word), Rel::Nsubj | Rel::NsubjOuter) || scene.lemma(*v) == "be")?;
    let that = (word + 1..scene.sentence(word).end.min(word + 6)).find(|w| scene.lower(*w) == "that" && scene.lemma(w - 1) == "be")?;
    let owner = scene.clauses.possessor(word)?;
    let before = (word..that).any(|w| scene.clauses.is(w, "not"));
    if before || polarity::is_unreal(scene, groups, verb) {
        return None;
    }
    let sentence = scene.sentence(word);
    let end = (that + 1..sentence.end).find(|w| ends(scene, *w)).unwrap_or(sentence.end);
    let members = vec![(holders::phrase(scene, owner), Side::Holds)];
    Some(Draft { act: Act::Reaffirm, rule: "stance/position-is", ..draft(word, word..that, points::trimmed(scene, that..end), members) })
}

/// Nouns that name a position as such.
const POSITIONS: &[&str] = &["position", "stance", "line", "demand", "message", "policy", "condition"];

/// Whether an aim stands right after this preposition.
pub(super) fn is_phrase(scene: &Scene<'_>, preposition: usize) -> bool {
    (preposition + 1..preposition + 4).any(|w| scene.reader.lexicon.positions.is_aim(scene.lemma(w)))
}

fn draft(noun: usize, cue: Range<usize>, point: Range<usize>, members: Vec<(Actor, Side)>) -> Draft {
    Draft {
        predicate: noun,
        cue,
        point: vec![point],
        members,
        stance: Stance::Support,
        act: Act::Propose,
        certainty: 0.65,
        rule: "stance/aim",
        ..Draft::blank()
    }
}

/// Whether a subject and its finite verb may begin here: "in the hope **pressure would** build".
fn is_clause_start(scene: &Scene<'_>, at: usize) -> bool {
    let nominal = |w: usize| matches!(scene.upos(w), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
    nominal(at) && (at..at + 5).find(|w| !nominal(*w)).is_some_and(|w| scene.upos(w) == Upos::Aux || scene.is_finite(w))
}

/// Whether the aim ends before this word: a mark of the sentence, or ", officials said".
fn ends(scene: &Scene<'_>, word: usize) -> bool {
    scene.clauses.is(word, ";") || scene.clauses.is(word, ",") && points::tells(scene, word + 1, scene.sentence(word).end)
}
