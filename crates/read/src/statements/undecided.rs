//! The undecided: who has taken no position yet, or no common one.
//!
//! "has not come to any decision on the offer", "have yet to pass judgement", "were not united on the levy": the point is left open.

use model::{Act, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::Groups;
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity, predicates};

/// That the verb or adjective at `word` leaves the matter undecided.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let silent = word >= 2
        && scene.reads(word - 2, &["yet", "to"])
        && matches!(scene.lemma(word), "respond" | "reply" | "decide" | "answer" | "react" | "rule");
    let last = match scene.upos(word) {
        Upos::Verb if silent => word,
        Upos::Verb | Upos::Aux => decision(scene, word).or_else(|| disunity(scene, word))?,
        Upos::Adj | Upos::Noun => disunity(scene, word)?,
        _ => return None,
    };
    if polarity::is_unreal(scene, groups, word) {
        return None;
    }
    let members = holders::members(scene, groups, word);
    let rest = points::rest(scene, groups, word, last);
    let about = rest.clone().next().filter(|w| ABOUT.contains(&scene.lower(*w).as_str()));
    let (cue_end, point) = match about {
        Some(about) => (about + 1, points::trimmed(scene, about + 1..rest.end)),
        None if scene.upos(word) == Upos::Adj && rest.is_empty() => return None,
        None if last > word => (last, points::trimmed(scene, scene.page.parse.left_edge(last).max(word + 1)..last + 1)),
        None => (last + 1, rest),
    };
    (!members.is_empty() && !point.is_empty()).then(|| Draft {
        predicate: word,
        cue: predicates::cue(scene, word, word).start..cue_end.max(word + 1),
        point: vec![point],
        members,
        stance: Stance::Open,
        act: Act::LeaveOpen,
        certainty: 0.65,
        rule: "stance/undecided",
        ..Draft::blank()
    })
}

/// The noun of decision under a verb of reaching one that is negated or still to come.
fn decision(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    if !REACHING.contains(&scene.lemma(verb)) {
        return None;
    }
    let noun =
        scene.children(verb).find(|c| *c > verb && matches!(scene.rel(*c), Rel::Obj | Rel::Obl) && DECISIONS.contains(&scene.lemma(*c)))?;
    let yet = verb >= 2 && scene.reads(verb - 2, &["yet", "to"]);
    let none = scene.children(noun).any(|c| c < noun && scene.clauses.is(c, "no"));
    // "has a position" alone says nothing; a past tense under "not" or "no" does.
    let negated = polarity::is_negated(scene, verb) || none;
    let future = scene.children(verb).any(|c| scene.xpos(c) == Xpos::Md);
    (yet || negated && !future).then_some(noun)
}

/// "were not united on …": the last word before the point.
fn disunity(scene: &Scene<'_>, word: usize) -> Option<usize> {
    let united = UNITED.contains(&scene.lemma(word)) || UNITED.contains(&scene.lower(word).as_str());
    if !united || !polarity::is_negated(scene, word) {
        return None;
    }
    // "in their views on"
    let views = (word + 1..word + 4).find(|w| scene.upos(*w) == Upos::Noun && DECISIONS.contains(&scene.lemma(*w)));
    Some(views.filter(|_| scene.clauses.is(word + 1, "in")).unwrap_or(word))
}

const REACHING: &[&str] = &["have", "come", "reach", "make", "take", "pass", "arrive", "form", "announce", "adopt", "give", "state"];

const DECISIONS: &[&str] =
    &["decision", "judgment", "judgement", "position", "stance", "view", "verdict", "conclusion", "answer", "line", "opinion", "stand"];

const UNITED: &[&str] = &["unified", "united", "unanimous", "agreed"];

const ABOUT: &[&str] = &["on", "about", "over", "regarding", "concerning"];
