//! Asides: positions told in passing, about what the clause around them tells.
//!
//! "a cut in fees, **as Peru wants**", "a larger quota **than Chad has asked for**", "**under Peru's plan**, fees would rise".

use std::ops::Range;

use lexicon::Part;
use model::{Act, Stance};
use syntax::{Rel, Upos};

use super::actors::{Groups, Side};
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, nouns, points, polarity, predicates};

/// The aside that the verb or noun at `word` makes.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    match scene.upos(word) {
        Upos::Verb => compared(scene, groups, word),
        Upos::Noun => planned(scene, word),
        Upos::Adj => conditional_on(scene, groups, word),
        _ => None,
    }
}

/// "as Peru wants", "than Chad has asked for": a verb of position without a complement of its own.
fn compared(scene: &Scene<'_>, groups: &Groups, verb: usize) -> Option<Draft> {
    let (entry, last) = predicates::entry(scene, verb, Part::Verb)?;
    let wants = entry.stance == Stance::Support && matches!(entry.act, Act::Demand | Act::Propose);
    let sentence = scene.sentence(verb);
    let subject = scene.clauses.child(verb, &[Rel::Nsubj]).map(|s| scene.page.parse.left_edge(s));
    let mark = (sentence.start + 1..verb).rev().find(|w| matches!(scene.lower(*w).as_str(), "as" | "than"))?;
    let such = scene.clauses.is(mark - 1, "such") || scene.clauses.is(mark - 1, "well") || scene.clauses.is(mark - 1, "far");
    if such {
        return None;
    }
    let own = subject.filter(|s| *s > mark).unwrap_or(mark + 1);
    let bare =
        (last + 1..sentence.end).next().is_none_or(|w| scene.is_mark(w) || matches!(scene.lower(w).as_str(), "and" | "but" | "to" | "for"));
    if !wants || own != mark + 1 || !bare || polarity::is_negated(scene, verb) || scene.clauses.object(verb).is_some() {
        return None;
    }
    let members = match subject.filter(|s| *s > mark) {
        Some(_) => holders::members(scene, groups, verb),
        None => super::actors::list(scene, own, verb)?.0.into_iter().map(|actor| (actor, Side::Holds)).collect(),
    };
    let than = scene.clauses.is(mark, "than");
    let point = before(scene, mark, sentence.start)?;
    let comparative = point.clone().any(|w| matches!(scene.xpos(w), syntax::Xpos::Jjr | syntax::Xpos::Rbr));
    if than && !comparative {
        return None;
    }
    Some(Draft {
        predicate: verb,
        cue: mark..last + 1,
        point: vec![point],
        members,
        // More than somebody asks for is more than they want.
        stance: if than { Stance::Oppose } else { Stance::Support },
        act: if than { Act::Reject } else { entry.act },
        certainty: if than { 0.5 } else { 0.6 },
        rule: if than { "stance/than" } else { "stance/as" },
        ..Draft::blank()
    })
}

/// What stands before the aside: the clause or phrase that it follows, without what introduces it.
fn before(scene: &Scene<'_>, mark: usize, start: usize) -> Option<Range<usize>> {
    let last = (start..mark).rev().find(|w| !scene.is_mark(*w))?;
    let mut top = last;
    let nominal = |w: usize| matches!(scene.upos(w), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Pron);
    for above in scene.page.parse.ancestors(last) {
        // A gerund or infinitive is what is wanted, as a whole.
        let gerund = scene.upos(above) == Upos::Verb && !scene.is_finite(above) && above >= start;
        if above > mark || !(nominal(above) || gerund) {
            break;
        }
        top = above;
        if gerund {
            break;
        }
    }
    // The object goes to the aside, whatever the tree hung between them.
    let object =
        scene.page.parse.ancestors(last).find(|w| scene.upos(*w) == Upos::Verb).and_then(|v| {
            scene.clauses.object(v).or_else(|| scene.children(v).find(|c| *c > v && *c <= last && scene.rel(*c) == Rel::Obl))
        });
    let from = if scene.upos(top) == Upos::Verb { top } else { object.filter(|o| *o < top).unwrap_or(top) };
    let edge = if scene.upos(from) == Upos::Verb { from } else { scene.page.parse.left_edge(from).max(start) };
    let point = points::trimmed(scene, edge..last + 1);
    (!point.is_empty()).then_some(point)
}

/// "made its support conditional on a withdrawal", "Peru's support is contingent on a withdrawal".
fn conditional_on(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    let ties = matches!(scene.lower(word).as_str(), "conditional" | "contingent" | "dependent");
    let on =
        (word + 1 < scene.sentence(word).end && ties).then_some(word + 1).filter(|w| matches!(scene.lower(*w).as_str(), "on" | "upon"))?;
    let maker = scene.head(word).filter(|v| scene.lemma(*v) == "make");
    let noun = match maker {
        Some(verb) => scene.clauses.object(verb)?,
        None => scene.clauses.child(word, &[Rel::Nsubj]).filter(|_| scene.clauses.child(word, &[Rel::Cop]).is_some())?,
    };
    let verb = maker.unwrap_or(word);
    let members = match maker {
        Some(verb) => holders::members(scene, groups, verb),
        None => nouns::owners(scene, noun).into_iter().map(|actor| (actor, Side::Holds)).collect(),
    };
    if members.is_empty() || polarity::is_unreal(scene, groups, verb) || polarity::is_negated(scene, verb) {
        return None;
    }
    let condition = points::trimmed(scene, on..scene.page.parse.right_edge(word) + 1);
    let point = points::trimmed(scene, scene.clauses.noun_phrase(noun));
    (!point.is_empty() && condition.len() > 1).then(|| Draft {
        predicate: word,
        cue: word..on + 1,
        point: vec![point],
        members,
        stance: Stance::Conditional,
        act: Act::Condition,
        condition: Some(condition),
        certainty: 0.85,
        rule: "stance/conditional-on",
        ..Draft::blank()
    })
}

/// "under Peru's plan, fees would rise": what is planned is wanted by whose plan it is.
fn planned(scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let entry = scene.reader.lexicon.positions.noun(scene.lemma(noun)).filter(|e| e.act == Act::Propose && e.stance == Stance::Support)?;
    let under = scene.clauses.preposition(noun).filter(|p| scene.clauses.is(*p, "under"))?;
    let owners = nouns::owners(scene, noun);
    let verb = scene.head(noun).filter(|v| scene.is_finite(*v) && matches!(scene.rel(noun), Rel::Obl))?;
    let clause = scene.page.parse.subtree(verb);
    let phrase = under..scene.page.parse.right_edge(noun) + 1;
    let pieces = scene.clauses.without(clause, phrase.clone());
    let point = pieces.into_iter().map(|p| points::trimmed(scene, p)).max_by_key(Range::len)?;
    let owned = owners.iter().any(|a| !holders::resolve(scene, a).is_empty());
    (owned && point.len() > 2 && !polarity::is_negated(scene, verb)).then(|| Draft {
        predicate: noun,
        cue: phrase,
        point: vec![point],
        members: owners.into_iter().map(|a| (a, Side::Holds)).collect(),
        stance: Stance::Support,
        act: Act::Propose,
        certainty: entry.strength * 0.85,
        rule: "stance/under-plan",
        ..Draft::blank()
    })
}
