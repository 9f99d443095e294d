//! Reports: what somebody says, where the words themselves take or touch a position.
//!
//! "Peru said quotas must fall" supports; "Peru said the plan was unacceptable" opposes; "Peru noted progress" is neutral. A party that is named as the
//! one who speaks always makes a statement: conference reports record who said what. For anybody else the words must be about the talks or
//! carry a duty or a judgement: a fact about the world is nobody's position.

use std::ops::Range;

use lexicon::{CuePart, CueSense, Force, Frame};
use model::{Act, Attribution, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::{Actor, Groups, Side};
use super::drafts::Draft;
use super::scene::Scene;
use super::{holders, points, polarity, predicates};

/// The report that the verb at `word` makes, with the words after it as its content.
pub(super) fn at(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if !matches!(scene.upos(word), Upos::Verb) || groups.values().any(|g| g.words.contains(&word)) {
        return None;
    }
    let sense = sense(scene, word)?;
    if polarity::is_unreal(scene, groups, word) || polarity::is_negated(scene, word) {
        return None;
    }
    let rest = with_main_clause(scene, word, points::rest(scene, groups, word, word));
    let frame = points::frame(scene, rest.clone())?;
    let members = holders::members(scene, groups, word);
    let party = members.iter().any(|(actor, _)| holders::resolve(scene, actor).iter().any(|who| who.is_party && who.named));
    let by = matches!(&frame, Frame::With(preposition) if preposition == "by");
    // "described the talks as by no means easy"
    let valued = called(scene, sense, rest.clone(), word).is_some();
    let describes =
        valued || sense == CueSense::Describe && rest.clone().any(|w| scene.clauses.is(w, "as")) && is_about_talks(scene, rest.clone());
    if members.is_empty() || (frame != Frame::That && !party && !describes) || passive(scene, word) || by {
        return None;
    }
    // "Peru should declare that it will not sign": nothing is said yet, least of all by Peru.
    if polarity::force(scene, word) == Some(Force::Duty) {
        return None;
    }
    let judged = called(scene, sense, rest.clone(), word).unwrap_or_else(|| content(scene, rest.clone(), word));
    let shown = || crate::issues::are_shown(scene.page, scene.reader, rest.clone());
    if judged.stance == Stance::Neutral && !party && tells_contents(scene, rest.clone(), word) {
        return None;
    }
    let about = party && scene.is_negotiation || judged.stance != Stance::Neutral || is_about_talks(scene, rest.clone()) || shown();
    if !about || sense == CueSense::Ask && frame == Frame::That {
        return None;
    }
    let mut draft = Draft {
        predicate: word,
        cue: predicates::cue(scene, word, word),
        point: judged.spent.map_or_else(|| vec![rest.clone()], |w| scene.clauses.without(rest.clone(), w..w + 1)),
        members,
        stance: judged.stance,
        act: judged.act,
        condition: judged.condition,
        certainty: judged.certainty * if party { 1.0 } else { 0.8 },
        rule: judged.rule,
        reports: true,
        ..Draft::blank()
    };
    predicates::add_topic(scene, groups, &mut draft, word);
    Some(draft)
}

/// "said that **if A, then B**": words that end before the verb of the clause reported go on to its end.
fn with_main_clause(scene: &Scene<'_>, word: usize, rest: Range<usize>) -> Range<usize> {
    let clause = scene.children(word).find(|c| *c > word && scene.rel(*c) == Rel::Ccomp && *c >= rest.end);
    match clause {
        Some(clause) if !rest.is_empty() => points::trimmed(scene, rest.start..scene.page.parse.right_edge(clause) + 1),
        _ => rest,
    }
}

/// The reports of attributions whose cue made none of its own: quotations, and words before their cue.
pub(super) fn of_attribution(scene: &Scene<'_>, attribution: &Attribution) -> Vec<Draft> {
    let Some((source, cue)) = attribution.source.first().zip(attribution.cue.first()) else { return Vec::new() };
    let words = scene.page.parse.words_in(source.range());
    let cue = scene.page.parse.words_in(cue.range());
    let according = cue.clone().find(|w| scene.reads(*w, &["according", "to"]));
    let verb = cue.clone().rev().find(|w| scene.upos(*w) == Upos::Verb && sense(scene, *w).is_some()).or(according);
    let Some(verb) = verb else { return Vec::new() };
    let Some(head) = words.clone().find(|w| scene.head(*w).is_none_or(|h| !words.contains(&h)) && !scene.is_mark(*w)) else {
        return Vec::new();
    };
    // "did not find that the treaty was breached" finds nothing.
    if polarity::is_negated(scene, verb) {
        return Vec::new();
    }
    // "declined to disclose", "willing to discuss": nothing is said.
    if scene.xpos(verb) == Xpos::Vb
        && (polarity::is_unreal(scene, &Groups::new(), verb) || polarity::force(scene, verb) == Some(Force::Duty))
    {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    for piece in attribution.content.iter().flat_map(|c| sentences(scene, scene.page.parse.words_in(c.range()))) {
        let piece = unquoted(scene, points::trimmed(scene, piece));
        let judged = content(scene, piece.clone(), verb);
        let quoted = piece.clone().any(|w| scene.is_quoted(w));
        if scene.page.view[scene.span(piece.clone()).range()].trim_end().ends_with('?') || scene.clauses.is(piece.end, "?") {
            continue;
        }
        let contents = judged.stance == Stance::Neutral && !quoted && tells_contents(scene, piece.clone(), verb);
        if piece.len() < 3
            || contents
            || judged.stance == Stance::Neutral && !is_about_talks(scene, piece.clone()) && !(quoted && scene.is_negotiation)
        {
            continue;
        }
        let near = scene.page.parse.sentence_of(verb) == scene.page.parse.sentence_of(piece.start);
        let piece_words = piece.clone();
        let judged = match quoted.then(|| felt(scene, piece.clone(), verb)).flatten() {
            Some(root) if judged.root.is_none() => Judged { root: Some(root), ..judged },
            _ => judged,
        };
        let piece = judged
            .root
            .filter(|r| quoted && judged.rule == "report/plain" && *r + 1 < piece.end)
            .map_or(piece.clone(), |r| r + 1..piece.end);
        drafts.push(Draft {
            predicate: judged.root.filter(|_| quoted).unwrap_or(verb),
            // In a quotation the words that judge are the cue; elsewhere the verb of saying, if it is near.
            cue: match judged.root.filter(|_| quoted) {
                Some(root) => root..root + 1,
                None if near => cue.clone(),
                None => piece.start..piece.start + 1,
            },
            point: judged.spent.map_or_else(|| vec![piece.clone()], |w| scene.clauses.without(piece.clone(), w..w + 1)),
            members: vec![(first_person(scene, piece_words).unwrap_or(Actor { words: words.clone(), head }), Side::Holds)],
            stance: judged.stance,
            act: judged.act,
            condition: judged.condition,
            certainty: judged.certainty * if quoted { 0.8 } else { 0.7 },
            rule: if quoted { "report/quotation" } else { judged.rule },
            reports: true,
            ..Draft::blank()
        });
    }
    drafts
}

/// The words between quotation marks that open and close the stretch.
fn unquoted(scene: &Scene<'_>, words: Range<usize>) -> Range<usize> {
    let mark = |w: usize| scene.is_mark(w) && scene.clauses.word(w).contains(['"', '“', '”', '\'', '‘', '’', '`']);
    let start = words.clone().find(|w| !mark(*w)).unwrap_or(words.start);
    let end = words.clone().rev().find(|w| !mark(*w) && !scene.is_mark(*w)).map_or(words.end, |w| w + 1);
    start..end.max(start)
}

/// The verb by which a quotation says what its speaker thinks or feels: "We **appreciate** their concern", "We **think** a deal is near".
fn felt(scene: &Scene<'_>, words: Range<usize>, teller: usize) -> Option<usize> {
    let root = clause_root(scene, words.clone(), teller)?;
    let subject = scene.clauses.child(root, &[Rel::Nsubj]).filter(|s| matches!(scene.lower(*s).as_str(), "we" | "i"))?;
    let short = root - subject <= 3 && subject <= words.start + 2;
    let mental = sense(scene, root)
        .is_some_and(|s| matches!(s, CueSense::Believe | CueSense::Know | CueSense::Hope | CueSense::Praise | CueSense::Regret));
    (short && scene.upos(root) == Upos::Verb && (mental || matches!(scene.lemma(root), "appreciate" | "feel" | "understand")))
        .then_some(root)
}

/// "we" in a quotation: the side that the speaker belongs to. A speaker who begins with "I" speaks for himself.
fn first_person(scene: &Scene<'_>, words: Range<usize>) -> Option<Actor> {
    let first = words.into_iter().find(|w| matches!(scene.clauses.word(*w), "we" | "We" | "I"))?;
    (scene.is_quoted(first) && !scene.clauses.is(first, "i")).then_some(Actor { words: first..first + 1, head: first })
}

/// A stretch cut at sentence borders.
fn sentences(scene: &Scene<'_>, words: Range<usize>) -> Vec<Range<usize>> {
    let all = &scene.page.parse.sentences;
    all.iter().map(|s| s.tokens.start.max(words.start)..s.tokens.end.min(words.end)).filter(|r| r.start < r.end).collect()
}

/// What the verb does, if it reports.
fn sense(scene: &Scene<'_>, word: usize) -> Option<CueSense> {
    use CueSense::*;
    let cues = scene.reader.lexicon.reporting.starting_with(scene.lemma(word));
    let found = cues
        .filter(|c| c.part == CuePart::Verb)
        .find(|c| c.words[1..].iter().enumerate().all(|(i, form)| scene.clauses.is(word + 1 + i, form)))?;
    matches!(
        found.sense,
        Say | Tell
            | Ask
            | Announce
            | Describe
            | Believe
            | Know
            | Show
            | Warn
            | Propose
            | Demand
            | Praise
            | Criticise
            | Regret
            | Accept
            | Agree
            | Plan
            | Want
            | Hope
    )
    .then_some(found.sense)
}

fn passive(scene: &Scene<'_>, word: usize) -> bool {
    scene.clauses.child(word, &[Rel::AuxPass]).is_some()
}

/// What reported words amount to.
struct Judged {
    stance: Stance,
    act: Act,
    condition: Option<Range<usize>>,
    certainty: f32,
    rule: &'static str,
    /// The word that judges or obliges.
    root: Option<usize>,
    /// The negation that the stance has used up and the point must not repeat.
    spent: Option<usize>,
}

/// The stance of the clause in `words`, told by the verb at `teller`.
fn content(scene: &Scene<'_>, words: Range<usize>, teller: usize) -> Judged {
    let neutral = Judged {
        stance: Stance::Neutral,
        act: Act::Report,
        condition: None,
        certainty: 0.55,
        rule: "report/plain",
        root: None,
        spent: None,
    };
    let Some(root) = clause_root(scene, words.clone(), teller) else {
        let need = words
            .clone()
            .take(4)
            .any(|w| matches!(scene.lemma(w), "need" | "importance" | "necessity" | "urgency") && scene.upos(w) == Upos::Noun);
        return if need {
            Judged { stance: Stance::Support, act: Act::Demand, certainty: 0.7, rule: "report/need", ..neutral }
        } else {
            neutral
        };
    };
    judged(scene, words, root, teller, neutral, 2)
}

/// "called the plan unrealistic", "described it as a mistake": the judgement on the object.
fn called(scene: &Scene<'_>, sense: CueSense, words: Range<usize>, verb: usize) -> Option<Judged> {
    let calls = sense == CueSense::Describe
        || matches!(scene.lemma(verb), "call" | "regard" | "see" | "view" | "brand" | "label" | "deem" | "term");
    let object = scene.clauses.object(verb).filter(|o| calls && words.contains(o))?;
    let near = |w: &usize| {
        *w > object && words.contains(w) && scene.head(*w).is_some_and(|h| h == verb || h == object || scene.head(h) == Some(verb))
    };
    let word = words.clone().filter(near).find(|w| value(scene, *w).is_some())?;
    let stance = value(scene, word)?;
    let negated = (object..word).any(|w| scene.clauses.is(w, "not"));
    (!negated).then_some(Judged {
        stance,
        act: Act::Assess,
        condition: None,
        certainty: 0.75,
        rule: "report/called",
        root: None,
        spent: None,
    })
}

/// The stance of the clause under `root`; of the clause below it where it only passes that on ("shows that the rules must change").
fn judged(scene: &Scene<'_>, words: Range<usize>, root: usize, teller: usize, neutral: Judged, depth: usize) -> Judged {
    if asks(scene, root) {
        return neutral;
    }
    let negated = polarity::is_negated(scene, root);
    let condition = polarity::condition(scene, root, &[root], negated, true).filter(|c| words.contains(&c.start));
    if let Some(stance) = judgement(scene, root, negated) {
        let spent = scene.children(root).find(|c| negated && matches!(scene.lemma(*c), "not" | "n't" | "never"));
        return Judged { stance, act: Act::Assess, condition: None, certainty: 0.7, rule: "report/judgement", root: Some(root), spent };
    }
    // A negation inside stays in the point: "must never join" is wanted as it stands.
    let stance = if condition.is_some() { Stance::Conditional } else { Stance::Support };
    if !negated && undertakes(scene, root, teller) {
        return Judged { stance, act: Act::Propose, condition, certainty: 0.6, rule: "report/undertaking", root: Some(root), spent: None };
    }
    if obliges(scene, root) {
        let act = if condition.is_some() { Act::Condition } else { Act::Demand };
        return Judged { stance, act, condition, certainty: 0.75, rule: "report/duty", root: Some(root), spent: None };
    }
    let below = scene.clauses.child(root, &[Rel::Ccomp]).filter(|c| *c > root && words.contains(c) && scene.is_finite(*c));
    let passes =
        !negated && matches!(scene.lemma(root), "show" | "mean" | "demonstrate" | "prove" | "think" | "believe" | "feel" | "clear");
    match below.filter(|_| passes && depth > 0) {
        Some(below) => judged(scene, words, below, teller, neutral, depth - 1),
        None => neutral,
    }
}

/// Whether the clause asks rather than tells: "the issue is whether fees should rise".
fn asks(scene: &Scene<'_>, root: usize) -> bool {
    let opens = |w: usize| matches!(scene.lower(w).as_str(), "whether" | "if" | "how" | "why" | "what" | "who");
    scene.children(root).any(|c| c < root && matches!(scene.rel(c), Rel::Mark | Rel::Advmod) && opens(c))
}

/// Whether the clause says what ought to be: "must", "should", "need to", "it is the lenders that need to". What should have been, or should be possible, is
/// regret or expectation.
fn obliges(scene: &Scene<'_>, root: usize) -> bool {
    let past = scene.children(root).any(|c| c < root && scene.rel(c) == Rel::Aux && scene.clauses.is(c, "have"));
    if polarity::force(scene, root) == Some(Force::Duty) {
        return !past && !matches!(scene.lemma(root), "able" | "possible" | "easy");
    }
    let it = scene.clauses.child(root, &[Rel::Expl, Rel::Nsubj]).is_some_and(|w| scene.clauses.is(w, "it"));
    let cleft = it && scene.clauses.child(root, &[Rel::Cop]).is_some();
    let cleft = scene.clauses.child(root, &[Rel::AclRelcl, Rel::Ccomp, Rel::Csubj]).filter(|_| cleft);
    // "a precedent to be encouraged"
    let to_be = |w: usize| {
        matches!(scene.rel(w), Rel::Acl | Rel::Csubj)
            && scene.upos(root) == Upos::Noun
            && scene.clauses.is_infinitive(w)
            && scene.clauses.child(w, &[Rel::AuxPass]).is_some()
    };
    let due = scene.children(root).any(|c| c > root && to_be(c) && wanted(scene, c));
    scene.lemma(root) == "need" && scene.upos(root) == Upos::Verb
        || due
        || cleft.is_some_and(|w| scene.lemma(w) == "need" || polarity::force(scene, w) == Some(Force::Duty))
}

/// Whether the verb is one by which things are wanted: "encourage", "support".
fn wanted(scene: &Scene<'_>, verb: usize) -> bool {
    predicates::entry(scene, verb, lexicon::Part::Verb).is_some_and(|(entry, _)| entry.stance == Stance::Support)
}

/// Whether the clause says what the party that tells it, or its own proposal, would do: "said its plan would allow …", "said no worker would be dismissed".
fn undertakes(scene: &Scene<'_>, root: usize, teller: usize) -> bool {
    let modal = scene.children(root).any(|c| scene.rel(c) == Rel::Aux && matches!(scene.lower(c).as_str(), "will" | "would"));
    let speaker = scene.clauses.subject(teller).map(|s| s.antecedent);
    let party = speaker.is_some_and(|s| {
        scene.mention(s).is_some_and(|m| matches!(m.kind, model::MentionKind::Party | model::MentionKind::PlaceAsParty) || m.how == "body")
    });
    let subject = scene.clauses.child(root, &[Rel::Nsubj, Rel::NsubjPass]);
    let own =
        subject.is_some_and(|s| scene.clauses.possessor(s).is_some_and(|p| matches!(scene.lower(p).as_str(), "its" | "their" | "our")));
    let own_talks = own && subject.is_some_and(|s| scene.reader.lexicon.positions.is_of_talks(scene.lemma(s)));
    let actor = |s: usize| scene.mention(s).is_some_and(|m| matches!(m.kind, model::MentionKind::Party | model::MentionKind::Person));
    let passive = scene.clauses.child(root, &[Rel::AuxPass]).is_some() && subject.is_some_and(|s| !actor(s));
    // "there would be no layoffs"
    let there = scene.clauses.child(root, &[Rel::Expl]).is_some_and(|w| scene.clauses.is(w, "there"));
    let holds = speaker.is_some_and(|s| scene.mention(s).is_some_and(|m| m.party.is_some()));
    modal && (party && passive || own_talks || there && (party || holds))
}

/// The judgement that the clause's predicate makes on its subject: "is unacceptable", "represents a historic moment", "would harm farmers".
fn judgement(scene: &Scene<'_>, root: usize, negated: bool) -> Option<Stance> {
    // "was disappointing", taken for a verb.
    let taken = scene.reader.lexicon.positions.evaluation(&scene.lower(root)).is_some()
        && scene.children(root).any(|c| c < root && scene.lemma(c) == "be" && matches!(scene.rel(c), Rel::Aux | Rel::AuxPass));
    let copular = scene.clauses.child(root, &[Rel::Cop]).is_some() || scene.rel(root) == Rel::Xcomp || taken;
    let too = scene.children(root).any(|c| c < root && scene.clauses.is(c, "too"));
    if too && scene.upos(root) == Upos::Adj {
        return Some(Stance::Oppose);
    }
    let turned = |stance: Stance| if negated { polarity::negated(stance, Act::Assess).unwrap_or(Stance::Neutral) } else { stance };
    if copular {
        return value(scene, root).map(turned);
    }
    let subject =
        scene.clauses.child(root, &[Rel::Nsubj, Rel::Csubj]).or_else(|| scene.head(root).filter(|_| scene.rel(root) == Rel::Acl))?;
    if EQUATING.contains(&scene.lemma(root)) {
        let noun = scene.clauses.child(root, &[Rel::Obj, Rel::Obl]).filter(|n| *n > root)?;
        return value(scene, noun).map(turned);
    }
    let verb = scene.reader.lexicon.positions.judging_verb(scene.lemma(root)).filter(|_| scene.upos(root) == Upos::Verb)?;
    let self_told = matches!(scene.lower(subject).as_str(), "i" | "we" | "he" | "she" | "they");
    let over = scene.xpos(root) == Xpos::Vbd || scene.children(root).any(|c| scene.rel(c) == Rel::Aux && scene.lemma(c) == "have");
    let holds = !(negated || self_told || verb.effect && over);
    holds.then_some(verb.stance)
}

/// Verbs that say what something is.
const EQUATING: &[&str] = &["represent", "constitute", "amount", "mark", "offer"];

/// The judgement in a predicate word, or in the adjective before a predicate noun: "a historic moment".
fn value(scene: &Scene<'_>, word: usize) -> Option<Stance> {
    let positions = &scene.reader.lexicon.positions;
    let of = |w: usize| positions.evaluation(scene.lemma(w)).or_else(|| positions.evaluation(&scene.lower(w)));
    of(word).or_else(|| scene.children(word).filter(|c| *c < word && scene.rel(*c) == Rel::Amod).find_map(of))
}

/// The predicate of the finite clause in `words`.
fn clause_root(scene: &Scene<'_>, words: Range<usize>, teller: usize) -> Option<usize> {
    let outside = |w: usize| scene.head(w).is_none_or(|h| !words.contains(&h));
    let tops = words.clone().filter(|w| outside(*w) && !scene.is_mark(*w));
    let tops: Vec<usize> = tops.collect();
    let finite = |w: &usize| scene.is_finite(*w) && *w != teller;
    tops.iter()
        .copied()
        .find(finite)
        .or_else(|| words.clone().find(|w| scene.rel(*w) == Rel::Ccomp && scene.head(*w) == Some(teller) && scene.is_finite(*w)))
        // "the adoption represented a moment": a participle with an object of its own is no participle but the verb.
        .or_else(|| {
            let verb =
                |w: &usize| scene.rel(*w) == Rel::Acl && scene.xpos(*w) == Xpos::Vbn && scene.clauses.child(*w, &[Rel::Obj]).is_some();
            words.clone().find(|w| verb(w) && scene.head(*w).is_some_and(|noun| tops.contains(&noun)))
        })
}

/// Whether the clause only tells what a text provides ("the draft includes three principles", "purchases would be limited"): that is nobody's assessment.
fn tells_contents(scene: &Scene<'_>, words: Range<usize>, teller: usize) -> bool {
    let Some(root) = clause_root(scene, words, teller) else { return false };
    let Some(subject) = scene.clauses.child(root, &[Rel::Nsubj, Rel::NsubjPass]) else { return false };
    let text = TEXTS.contains(&scene.lemma(subject)) && PROVIDING.contains(&scene.lemma(root));
    let modal =
        scene.children(root).any(|c| scene.rel(c) == Rel::Aux && matches!(scene.lower(c).as_str(), "would" | "could" | "can" | "shall"));
    let ruled = modal && scene.rel(subject) == Rel::NsubjPass && scene.mention(subject).is_none();
    text || ruled
}

/// Nouns of texts under negotiation.
const TEXTS: &[&str] =
    &["compromise", "proposal", "draft", "package", "plan", "offer", "text", "paper", "agreement", "accord", "document", "scheme", "pact"];

/// Verbs by which a text provides something.
const PROVIDING: &[&str] =
    &["require", "state", "include", "contain", "provide", "stipulate", "call", "set", "limit", "specify", "allow", "cover", "comprise"];

/// Whether the words speak of the negotiation: its texts, its moves, its prospects.
pub(super) fn is_about_talks(scene: &Scene<'_>, words: Range<usize>) -> bool {
    words.into_iter().any(|w| {
        matches!(scene.upos(w), Upos::Noun | Upos::Propn | Upos::Verb) && scene.reader.lexicon.positions.is_of_talks(scene.lemma(w))
    })
}

/// What somebody says that they themselves will or will not do: "said it cannot open its markets", "would not start talks until …".
pub(super) fn pledge(scene: &Scene<'_>, groups: &Groups, word: usize) -> Option<Draft> {
    if scene.upos(word) != Upos::Verb || !matches!(scene.xpos(word), Xpos::Vb | Xpos::Vbg) || scene.rel(word) == Rel::AclRelcl {
        return None;
    }
    // "they are not going to give us anything"
    let going = scene.head(word).filter(|above| scene.rel(word) == Rel::Xcomp && scene.clauses.is(*above, "going"));
    if let Some(going) = going.filter(|g| polarity::is_negated(scene, *g)) {
        return going_to(scene, word, going);
    }
    let subject = scene.clauses.child(word, &[Rel::Nsubj]).or_else(|| groups.get(&word).map(|g| g.words.start))?;
    let negated = polarity::is_negated(scene, word);
    let modal = scene.children(word).find(|c| {
        scene.rel(*c) == Rel::Aux && matches!(scene.lower(*c).as_str(), "will" | "would" | "can" | "could" | "ca" | "wo" | "'ll" | "shall")
    })?;
    if polarity::is_unreal(scene, groups, word) || sense(scene, word).is_some() {
        return None;
    }
    let actor = Actor { words: subject..subject + 1, head: subject };
    let attribution = holders::voice(scene, word)?;
    let who = holders::resolve(scene, &actor).into_iter().next()?;
    let voice = holders::source(scene, attribution)?;
    if who.holder != voice.holder {
        return None;
    }
    let would = scene.clauses.is(modal, "would");
    let rest = scene.page.parse.right_edge(word) + 1;
    let condition = polarity::condition(scene, word, &[word], negated, would);
    let stance = match (&condition, negated) {
        (Some(_), _) => Stance::Conditional,
        (None, true) => Stance::Oppose,
        (None, false) if commits(scene, word, modal) => Stance::Support,
        (None, false) => return None,
    };
    let end = condition.as_ref().map_or(rest, |c| if c.start > word { c.start } else { rest });
    Some(Draft {
        predicate: word,
        cue: scene.clauses.verb_group(word).start..word,
        point: vec![points::trimmed(scene, word..end)],
        members: vec![(holders::phrase(scene, subject), Side::Holds)],
        stance,
        act: match stance {
            Stance::Conditional => Act::Condition,
            Stance::Support => Act::Accept,
            _ => Act::Reject,
        },
        condition,
        certainty: if stance == Stance::Support { 0.6 } else { 0.75 },
        rule: "report/pledge",
        ..Draft::blank()
    })
}

/// Whether to say that one will do this is to commit oneself: a deed of one's own that touches the talks, not something that befalls one.
fn commits(scene: &Scene<'_>, word: usize, modal: usize) -> bool {
    let firm = matches!(scene.lower(modal).as_str(), "will" | "would" | "shall" | "'ll" | "wo");
    let befalls = matches!(
        scene.lemma(word),
        "be" | "have"
            | "need"
            | "get"
            | "become"
            | "face"
            | "lose"
            | "suffer"
            | "benefit"
            | "know"
            | "see"
            | "expect"
            | "like"
            | "seem"
            | "remain"
    );
    let hedged = scene
        .children(word)
        .any(|c| c < word && matches!(scene.lower(c).as_str(), "probably" | "likely" | "perhaps" | "possibly" | "soon"));
    firm && !befalls && !hedged && is_about_talks(scene, word..scene.page.parse.right_edge(word) + 1)
}

/// "said they are not going to give way": refused by whoever the words are about.
fn going_to(scene: &Scene<'_>, word: usize, going: usize) -> Option<Draft> {
    let subject = scene.clauses.child(going, &[Rel::Nsubj])?;
    holders::voice(scene, word)?;
    if polarity::is_unreal(scene, &Groups::new(), going) {
        return None;
    }
    Some(Draft {
        predicate: word,
        cue: scene.clauses.verb_group(going).start..word,
        point: vec![points::trimmed(scene, word..scene.page.parse.right_edge(word) + 1)],
        members: vec![(holders::phrase(scene, subject), Side::Holds)],
        stance: Stance::Oppose,
        act: Act::Reject,
        certainty: 0.65,
        rule: "report/going-to",
        ..Draft::blank()
    })
}
