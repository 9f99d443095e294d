//! Adjectives and prepositions of position: "is opposed to", "is acceptable to Peru", "is against the plan".

use lexicon::{Frame, Part};
use model::{Act, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Actor, Groups, Side};
use super::drafts::Draft;
use super::predicates::{add_topic, bend, cue, elsewhere, entry};
use super::scene::Scene;
use super::{holders, points, polarity};

pub(super) fn adjective(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
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
        certainty: entry.strength,
        rule: "stance/adjective",
        ..Draft::blank()
    };
    if draft.members.is_empty() {
        return None;
    }
    bend(scene, groups, &mut draft, word)?;
    add_topic(scene, groups, &mut draft, word);
    Some(draft)
}

/// "is acceptable to Peru": what the subject is to somebody.
pub(super) fn acceptable_to(scene: &Scene<'_>, word: usize) -> Option<Draft> {
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
        certainty: 0.85,
        rule: "stance/acceptable-to",
        ..Draft::blank()
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
pub(super) fn adposition(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
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
        certainty: entry.strength * 0.8,
        rule: "stance/preposition",
        ..Draft::blank()
    })
}
