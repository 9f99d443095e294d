//! Moves: where the text itself says that a position softened or hardened.

use std::collections::BTreeMap;

use model::{Act, Move, Stance};
use syntax::{Rel, Upos};

use super::actors::Groups;
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity, predicates};

/// The movement that the verb at `word` tells, and the words it is about.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if scene.upos(word) != Upos::Verb || polarity::is_unreal(scene, groups, word) || polarity::is_negated(scene, word) {
        return None;
    }
    let movers = scene.reader.lexicon.positions.movers(scene.lemma(word));
    let mover = movers.into_iter().find(|m| m.words[1..].iter().enumerate().all(|(i, form)| scene.clauses.is(word + 1 + i, form)))?;
    let last = word + mover.words.len() - 1;
    let rest = points::rest(scene, groups, word, last);
    let object = scene.clauses.object(word).filter(|o| STANDS.contains(&scene.lemma(*o)));
    let after = match (&mover.preposition, object) {
        (Some(preposition), _) => rest.clone().find(|w| scene.clauses.is(*w, preposition)).filter(|w| *w == rest.start)?,
        (None, Some(object)) => object,
        (None, None) => return None,
    };
    let members = holders::members(scene, groups, word);
    let point = points::trimmed(scene, after + 1..rest.end);
    let point = if point.is_empty() { rest } else { point };
    (!members.is_empty() && !point.is_empty()).then(|| Draft {
        predicate: word,
        cue: predicates::cue(scene, word, after.max(last)),
        point: vec![point],
        members,
        stance: if mover.moved == Move::Soften { Stance::Open } else { Stance::Neutral },
        act: if mover.moved == Move::Soften { Act::Concede } else { Act::Report },
        moved: Some(mover.moved),
        certainty: 0.6,
        rule: "move/asserted",
        ..Draft::blank()
    })
}

/// Nouns of standing positions: what softens or hardens.
const STANDS: &[&str] = &[
    "position",
    "stance",
    "line",
    "demand",
    "tone",
    "approach",
    "condition",
    "attitude",
    "opposition",
    "resistance",
    "posture",
    "insistence",
    "requirement",
];

/// The movement that the clause above a statement tells of the same holder: "softened its position, saying it was ready to …".
pub(super) fn above(scene: &Scene<'_>, movers: &BTreeMap<usize, Move>, word: usize) -> Option<Move> {
    let moved = scene.page.parse.ancestors(word).take(6).find_map(|verb| movers.get(&verb).copied());
    moved.filter(|_| scene.rel(word) != Rel::AclRelcl && scene.upos(word) != Upos::Noun)
}
