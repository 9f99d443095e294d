//! Drawn positions: what a proposal meets with.
//!
//! "The draft gained support from Peru", "the levy ran into opposition from Chad": the holder stands after the noun, and the point is the clause's subject.

use model::Act;
use syntax::{Rel, Upos};

use super::actors::{self, Groups, Side};
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity};

/// The position that the noun at `word` names, when its clause says that the subject met with it.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let entry = scene.reader.lexicon.positions.noun(scene.lemma(word)).filter(|_| scene.upos(word) == Upos::Noun)?;
    let verb = scene.head(word).filter(|_| matches!(scene.rel(word), Rel::Obj | Rel::Obl))?;
    if !scene.reader.lexicon.positions.draws(scene.lemma(verb))
        || polarity::is_unreal(scene, groups, verb)
        || polarity::is_negated(scene, verb)
    {
        return None;
    }
    let sentence = scene.sentence(word);
    let by = (word + 1..sentence.end.min(word + 3)).find(|w| matches!(scene.lower(*w).as_str(), "by" | "from" | "among"))?;
    // "won no backing from Peru"
    let none = scene.children(word).any(|c| c < word && scene.clauses.is(c, "no"));
    let little = scene.children(word).any(|c| c < word && matches!(scene.lower(c).as_str(), "little" | "scant" | "few"));
    let stance = if none { polarity::negated(entry.stance, entry.act)? } else { entry.stance };
    let (members, _) = actors::list(scene, by + 1, sentence.end)?;
    let known = members.iter().any(|a| !holders::resolve(scene, a).is_empty());
    let subject = scene.clauses.child(verb, &[Rel::Nsubj])?;
    let point = points::trimmed(scene, scene.clauses.noun_phrase(subject));
    (known && !little && !point.is_empty()).then(|| Draft {
        predicate: word,
        cue: scene.clauses.verb_group(verb).start..by + 1,
        point: vec![point],
        members: members.into_iter().map(|actor| (actor, Side::Holds)).collect(),
        stance,
        act: if none { Act::Reject } else { entry.act },
        certainty: entry.strength * 0.9,
        rule: "stance/drawn",
        consumed: vec![verb],
        ..Draft::blank()
    })
}
