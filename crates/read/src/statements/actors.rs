//! Actors: who stands before a verb, who stands with them and who against them.
//!
//! Conference reports name several actors for one verb: "Peru, for the island states, supported by Ghana and opposed by Chad, urged haste". This module
//! reads such groups from the words themselves, because the phrases between commas form a small regular language of their own that trees, made for
//! ordinary prose, often attach wrongly. What has no such group is left to the tree.

use std::collections::BTreeMap;
use std::ops::Range;

use model::MentionKind;
use syntax::{Rel, Upos, Xpos};

use super::scene::Scene;

/// The words that name one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    pub(super) words: Range<usize>,
    /// The word that carries the name: the last noun before any "of".
    pub(super) head: usize,
}

/// How an actor stands to what the verb tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It does it.
    Holds,
    /// It joins those who do ("supported by").
    Joins,
    /// It is spoken for ("on behalf of").
    SpokenFor,
    /// It is against it ("opposed by").
    Opposes,
}

/// Everybody who belongs to one verb.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) members: Vec<(Actor, Side)>,
    /// From the first to the last word.
    pub(super) words: Range<usize>,
    /// Whether the subject itself is that of the verb before ("supported X and, with Fiji, rejected Y").
    pub(super) inherits: bool,
    /// Whether it stands after "with": "with Chad opposing fees".
    pub(super) absolute: bool,
}

/// The groups of one sentence, by the verb they belong to.
pub(super) type Groups = BTreeMap<usize, Group>;

/// Reads the groups of a sentence.
pub(super) fn groups(scene: &Scene<'_>, sentence: Range<usize>) -> Groups {
    let mut found = Groups::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let begun = is_start(scene, at, sentence.start)
            .then(|| group_from(scene, at, sentence.end).or_else(|| continued(scene, &found, at, sentence.clone())))
            .flatten();
        if let Some((verb, group)) = begun {
            let end = group.words.end;
            for further in apposed(scene, &group, sentence.end) {
                found.entry(further).or_insert_with(|| group.clone());
            }
            found.entry(verb).or_insert(group);
            at = end.max(at + 1);
            continue;
        }
        at += 1;
    }
    found
}

/// Adjectives that tell more of those after "with": "with Peru and Chad, **supportive** of cuts, **opposed** to fees".
fn apposed(scene: &Scene<'_>, group: &Group, end: usize) -> Vec<usize> {
    if !group.absolute {
        return Vec::new();
    }
    let adjective = |w: usize| {
        let positions = &scene.reader.lexicon.positions;
        let form = scene.lower(w);
        let mut entries = positions.starting_with(&form).filter(|p| p.part == lexicon::Part::Adjective && p.words.len() == 1);
        entries.any(|p| p.frames.iter().any(|f| matches!(f, lexicon::Frame::With(preposition) if scene.clauses.is(w + 1, preposition))))
    };
    let open = |w: usize| matches!(scene.upos(w), Upos::Punct) || matches!(scene.lower(w).as_str(), "and" | "but");
    let starts = |w: usize| {
        (group.words.end.saturating_sub(1)..w)
            .rev()
            .find(|b| !matches!(scene.upos(*b), Upos::Adv | Upos::Noun | Upos::Det))
            .is_some_and(open)
    };
    (group.words.end..end).filter(|w| adjective(*w) && starts(*w)).collect()
}

/// A verb after "and" that shares the subject of the verb before: "urged haste and opposed fees".
fn continued(scene: &Scene<'_>, found: &Groups, at: usize, sentence: Range<usize>) -> Option<(usize, Group)> {
    let joined = at > sentence.start && scene.upos(at - 1) == Upos::Cconj;
    let (before, group) = found.range(..at).next_back().filter(|_| joined)?;
    let verb = verb_at(scene, at, sentence.end, group.absolute)?;
    let finite = |w: usize| matches!(scene.xpos(w), Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
    if !finite(verb) || !finite(*before) || !super::points::is_position_word(scene, verb) || scene.clauses.is(verb + 1, "by") {
        return None;
    }
    // The tree may know a subject of its own inside the complement ("noted that delegates met and agreed").
    let first = scene.clauses.first_conjunct(verb);
    let own = scene.clauses.child(first, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]);
    if first != verb && first > *before && own.is_some_and(|subject| !group.words.contains(&subject)) {
        return None;
    }
    Some((verb, Group { members: Vec::new(), words: at..at, inherits: true, absolute: false }))
}

/// Whether a subject may begin at this word.
fn is_start(scene: &Scene<'_>, at: usize, first: usize) -> bool {
    if at == first {
        return true;
    }
    let before = at - 1;
    matches!(scene.upos(before), Upos::Punct | Upos::Cconj | Upos::Sconj)
        || scene.xpos(before) == Xpos::Wdt
        || matches!(
            scene.lower(before).as_str(),
            "with" | "that" | "while" | "whereas" | "although" | "but" | "and" | "as" | "since" | "because"
        )
        || is_saying(scene, before)
}

/// A verb after which a clause may follow without "that".
fn is_saying(scene: &Scene<'_>, word: usize) -> bool {
    scene.upos(word) == Upos::Verb
        && scene.rel(word) != Rel::Amod
        && scene.reader.lexicon.reporting.starting_with(scene.lemma(word)).next().is_some()
}

fn group_from(scene: &Scene<'_>, at: usize, end: usize) -> Option<(usize, Group)> {
    let absolute = at > 0 && scene.clauses.is(at - 1, "with");
    let mut members = Vec::new();
    let mut next = at;
    while let Some((side, actors, after)) = companions(scene, next, end).filter(|_| !absolute) {
        members.extend(actors.into_iter().map(|actor| (actor, side)));
        next = skip_marks(scene, after, end, &[",", ")", "and", "but"]);
    }
    let leading = !members.is_empty();
    if let Some(verb) = verb_at(scene, next, end, absolute).filter(|_| leading) {
        return Some((verb, Group { members, words: at..next, inherits: true, absolute }));
    }
    let (base, mut after) = list(scene, next, end)?;
    let known = base.iter().any(|actor| actor.words.clone().any(|w| scene.mention(w).is_some()) || scene.upos(actor.head) == Upos::Pron);
    members.extend(base.into_iter().map(|actor| (actor, Side::Holds)));
    let mut closed = true;
    loop {
        let from = skip_marks(scene, after, end, &[",", "(", "and", "but", "–", "--"]);
        let Some((side, actors, to)) = companions(scene, from, end).filter(|_| !absolute) else { break };
        // "discussed fees, with Chad opposed": what is no actor has no company.
        if scene.clauses.is(from, "with") && !known {
            return None;
        }
        // "opposed by Peru, for the islands": those spoken for are on the side of the one who speaks.
        let side = match (side, members.last()) {
            (Side::SpokenFor, Some((_, Side::Opposes))) => Side::Opposes,
            _ => side,
        };
        members.extend(actors.into_iter().map(|actor| (actor, side)));
        after = skip_marks(scene, to, end, &[")"]);
        closed = scene.clauses.is(after, ",") || scene.is_mark(after) || scene.clauses.is(to, ")");
    }
    let with_company = members.iter().any(|(_, side)| *side != Side::Holds);
    let words_end = after;
    if with_company && closed {
        after = skip_marks(scene, after, end, &[","]);
    } else if let Some(past) = aside(scene, after, end) {
        after = past;
    }
    let verb = verb_at(scene, after, end, absolute).or_else(|| {
        // "with Peru and Chad, the most supportive of cuts": the first adjective of position after the comma.
        let apart = absolute && scene.clauses.is(after, ",");
        let group = Group { members: Vec::new(), words: at..after + 1, inherits: false, absolute };
        apart.then(|| apposed(scene, &group, end).first().copied()).flatten()
    })?;
    let named = members.iter().any(|(actor, _)| actor.words.clone().any(|w| scene.is_named(w)));
    named.then_some((verb, Group { members, words: at..words_end, inherits: false, absolute }))
}

/// Whether the actor is a person by name or pronoun.
pub(super) fn is_person(scene: &Scene<'_>, actor: &Actor) -> bool {
    scene.mention(actor.head).is_some_and(|m| matches!(m.kind, MentionKind::Person | MentionKind::Office))
}

/// The end of an aside between subject and verb: ", meanwhile,", ", for his part,".
fn aside(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    if !scene.clauses.is(at, ",") {
        return None;
    }
    let close = (at + 1..end.min(at + 7)).find(|w| scene.clauses.is(*w, ","))?;
    let plain = (at + 1..close).all(|w| {
        matches!(scene.upos(w), Upos::Adv | Upos::Adp | Upos::Det | Upos::Pron | Upos::Noun | Upos::Cconj | Upos::Num | Upos::Adj)
    });
    let apposed = scene.upos(at + 1) == Upos::Det && !(at + 1..close).any(|w| scene.is_named(w) && scene.upos(w) == Upos::Propn);
    let starts_well = matches!(scene.upos(at + 1), Upos::Adv | Upos::Adp | Upos::Cconj) || apposed;
    (plain && starts_well).then_some(close + 1)
}

/// The main verb, if the words from `at` on are a verb group.
fn verb_at(scene: &Scene<'_>, at: usize, end: usize, absolute: bool) -> Option<usize> {
    let mut word = at;
    let mut auxiliary = false;
    while word < end && word < at + 8 {
        match scene.upos(word) {
            Upos::Aux => auxiliary = true,
            Upos::Adv | Upos::Part | Upos::Intj => {}
            Upos::Verb if scene.xpos(word) == Xpos::Vbg => return (auxiliary || absolute).then_some(word),
            Upos::Verb if scene.xpos(word) == Xpos::Vb => return auxiliary.then_some(word),
            Upos::Verb => return Some(word),
            Upos::Adj if auxiliary || absolute || is_bare_participle(scene, word) => return Some(word),
            _ => return None,
        }
        word += 1;
    }
    None
}

/// "opposed", "preferred" taken for an adjective.
fn is_bare_participle(scene: &Scene<'_>, word: usize) -> bool {
    scene.lower(word).ends_with("ed") && scene.reader.lexicon.positions.starting_with(&scene.lower(word)).next().is_some()
}

/// A list of actors: "Peru, the US and others". Yields them and the word after.
pub(super) fn list(scene: &Scene<'_>, at: usize, end: usize) -> Option<(Vec<Actor>, usize)> {
    let (first, mut after) = item(scene, at, end)?;
    let mut actors = vec![first];
    loop {
        let (mut next, comma) = if scene.clauses.is(after, ",") { (after + 1, true) } else { (after, false) };
        let joined = joint(scene, next);
        next += joined;
        if !comma && joined == 0 {
            break;
        }
        let Some((actor, past)) = item(scene, next, end) else { break };
        // Between two commas a noun phrase without a name is more likely an apposition or a time.
        let named = |actor: &Actor| actor.words.clone().any(|w| scene.is_named(w)) || is_crowd(scene, actor.words.start);
        let fits = joined > 0 && !comma || named(&actor) && actors.last().is_some_and(named);
        if !fits || scene.is_time(actor.words.clone()) {
            break;
        }
        actors.push(actor);
        after = past;
        // "and" announces the last of a list.
        if joined > 0 && scene.lower(next - 1) != "/" {
            break;
        }
    }
    Some((actors, after))
}

/// How many words of "and", "or", "as well as", "/" stand here.
fn joint(scene: &Scene<'_>, at: usize) -> usize {
    match scene.lower(at).as_str() {
        "and" | "or" | "nor" | "&" | "/" => 1,
        "as" if scene.reads(at, &["as", "well", "as"]) => 3,
        _ => 0,
    }
}

fn is_crowd(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.lower(at).as_str(), "others" | "other" | "numerous" | "many" | "several" | "some" | "most" | "various")
}

/// One noun phrase that may name an actor.
fn item(scene: &Scene<'_>, at: usize, end: usize) -> Option<(Actor, usize)> {
    if at >= end {
        return None;
    }
    let mut word = at;
    let mut head = None;
    // The word after the last that names the actor: adjectives after it belong to what follows ("China initially opposed").
    let mut close = at;
    if scene.upos(at) == Upos::Pron && scene.mention(at).is_none_or(|m| m.kind == MentionKind::Pronoun) {
        let personal = matches!(scene.lower(at).as_str(), "he" | "she" | "they" | "it" | "we" | "i" | "others");
        return personal.then_some((Actor { words: at..at + 1, head: at }, at + 1));
    }
    while word < end {
        if let Some(mention) = scene.mention(word).filter(|m| m.kind != MentionKind::Pronoun) {
            let words = scene.mention_words(mention);
            // "the government of President Soto": the government.
            let top = words.clone().find(|w| scene.head(*w).is_none_or(|h| !words.contains(&h)) && scene.upos(*w) != Upos::Punct);
            let of = words.clone().any(|w| scene.clauses.is(w, "of"));
            head = Some(top.filter(|_| of && mention.kind == MentionKind::Group).unwrap_or(words.end - 1).min(end - 1));
            close = words.end.min(end);
            word = words.end.max(word + 1).min(end);
            continue;
        }
        match scene.upos(word) {
            Upos::Noun | Upos::Propn => {
                head = Some(word);
                close = word + 1;
            }
            Upos::Det | Upos::Num | Upos::Adj => {}
            Upos::Part if scene.xpos(word) == Xpos::Pos && head.is_some() => {}
            Upos::Adp if scene.clauses.is(word, "of") && head.is_some() && is_noun_start(scene, word + 1) => {
                let inner = item(scene, word + 1, end)?;
                return Some((Actor { words: at..inner.1, head: head? }, inner.1));
            }
            _ => break,
        }
        word += 1;
    }
    let head = head?;
    (close > at && close <= word).then_some((Actor { words: at..close, head }, close))
}

fn is_noun_start(scene: &Scene<'_>, at: usize) -> bool {
    matches!(scene.upos(at), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
}

/// "supported by A and B", "opposed by C", "with D", "on behalf of E", "for F": the side, the actors, and the word after.
pub(super) fn companions(scene: &Scene<'_>, at: usize, end: usize) -> Option<(Side, Vec<Actor>, usize)> {
    let mut from = at;
    let adverb = |w: usize| scene.upos(w) == Upos::Adv && scene.lower(w).ends_with("ly") || scene.clauses.is(w, "also");
    while from < end && adverb(from) {
        from += 1;
    }
    if from >= end {
        return None;
    }
    let (side, next) = marker(scene, from)?;
    let (mut actors, mut after) = list(scene, next, end)?;
    // "(on behalf of Peru and Chad), Japan": the list goes on after the bracket.
    if scene.clauses.is(after, "(")
        && let Some((Side::SpokenFor, more, past)) = companions(scene, after + 1, end)
    {
        actors.extend(more);
        after = skip_marks(scene, past, end, &[")"]);
    }
    let named = actors.iter().any(|actor| actor.words.clone().any(|w| scene.is_named(w)));
    let certain = scene.lower(from) != "for" && scene.lower(from) != "with";
    (named || certain).then_some((side, actors, after))
}

/// The words that open a company, and the word after them.
fn marker(scene: &Scene<'_>, at: usize) -> Option<(Side, usize)> {
    let word = scene.lower(at);
    let by = scene.clauses.is(at + 1, "by");
    match word.as_str() {
        "supported" | "backed" | "seconded" | "joined" | "echoed" | "endorsed" | "led" | "headed" if by => Some((Side::Joins, at + 2)),
        "opposed" | "contradicted" | "countered" | "challenged" if by => Some((Side::Opposes, at + 2)),
        "together" | "along" if scene.clauses.is(at + 1, "with") => Some((Side::Joins, at + 2)),
        "with" => Some((Side::Joins, at + 1)),
        "for" | "representing" => Some((Side::SpokenFor, at + 1)),
        "on" if scene.reads(at, &["on", "behalf", "of"]) => Some((Side::SpokenFor, at + 3)),
        "speaking" => {
            let after = (at + 1..at + 3).find(|w| scene.clauses.is(*w, "for") || scene.clauses.is(*w, "on"))?;
            marker(scene, after)
        }
        _ => None,
    }
}

fn skip_marks(scene: &Scene<'_>, at: usize, end: usize, marks: &[&str]) -> usize {
    (at..end).find(|w| !marks.contains(&scene.lower(*w).as_str())).unwrap_or(end)
}
