//! Holders: whose position it is, and who voices it.
//!
//! A person who speaks for a party is the voice and the party the holder. A pronoun that nothing resolves holds nothing: silence is better than a guess.

use std::ops::Range;

use model::{Attribution, MentionKind, Span};
use syntax::{Rel, Upos, Xpos};

use super::actors::{self, Actor, Groups, Side};
use super::scene::Scene;
use crate::Through;

/// Whose position and whose voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) holder: String,
    pub(super) holder_span: Span,
    pub(super) speaker: Option<String>,
    pub(super) speaker_span: Option<Span>,
    /// Whether the text names the party itself, not somebody who speaks for it.
    pub(super) is_party: bool,
    /// Whether the name was resolved, or stands as the text has it.
    pub(super) named: bool,
}

/// Everybody to whom the predicate at `verb` belongs, each with the side.
pub(super) fn members(scene: &Scene<'_>, groups: &Groups, verb: usize) -> Vec<(Actor, Side)> {
    members_within(scene, groups, verb, 6)
}

fn members_within(scene: &Scene<'_>, groups: &Groups, verb: usize, depth: usize) -> Vec<(Actor, Side)> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    if let Some(group) = groups.get(&verb) {
        let mut all = group.members.clone();
        if group.inherits {
            let before = verb_before(scene, groups, verb).map(|v| members_within(scene, groups, v, depth)).unwrap_or_default();
            // With company of its own, the verb shares the subject and whom it speaks for; without, everybody.
            let alone = group.members.is_empty();
            all.extend(before.into_iter().filter(|(_, side)| alone || matches!(side, Side::Holds | Side::SpokenFor)));
        }
        return all;
    }
    // A participle after a comma goes with the group before it: "Peru, supported by Chad, urged haste, saying …".
    let participle = scene.xpos(verb) == Xpos::Vbg && verb > 0 && scene.clauses.word(verb - 1).ends_with(',');
    let owner = groups.range(..verb).rev().find(|(_, g)| !g.absolute).map(|(v, _)| *v);
    if let Some(owner) = owner.filter(|o| {
        participle
            && scene.clauses.child(verb, &[Rel::Nsubj]).is_none()
            && scene.rel(verb) != Rel::Acl
            && scene.sentence(*o).contains(&verb)
    }) {
        return members_within(scene, groups, owner, depth).into_iter().filter(|(_, side)| *side != Side::Opposes).collect();
    }
    if let Some(above) = finite_above(scene, verb) {
        return members_within(scene, groups, above, depth);
    }
    // "accused Peru of blocking the plan": Peru is said to block it.
    let accused = scene
        .head(verb)
        .filter(|n| matches!(scene.rel(verb), Rel::Acl | Rel::Advcl) && scene.xpos(verb) == Xpos::Vbg && scene.is_named(*n));
    if let Some(noun) = accused.filter(|n| scene.rel(*n) == Rel::Obj && scene.head(*n).is_some_and(|v| ACCUSING.contains(&scene.lemma(v))))
    {
        return conjuncts(scene, noun).into_iter().map(|actor| (actor, Side::Holds)).collect();
    }
    let Some(subject) = scene.clauses.subject(verb) else {
        // "it was ready": no empty subject, for what is ready is somebody.
        let empty = scene.clauses.child(verb, &[Rel::Expl]).filter(|w| {
            scene.clauses.is(*w, "it")
                && matches!(
                    scene.lemma(verb),
                    "ready" | "willing" | "prepared" | "open" | "opposed" | "reluctant" | "eager" | "determined" | "committed"
                )
        });
        return empty.map(|w| (Actor { words: w..w + 1, head: w }, Side::Holds)).into_iter().collect();
    };
    if let Some((owner, group)) = groups.iter().find(|(v, g)| **v != verb && g.words.contains(&subject.antecedent) && !g.inherits) {
        // A trailing participle or relative clause is that of the subject and its supporters, not of its opponents.
        let whole =
            scene.is_finite(verb) && matches!(subject.through, Through::Shared | Through::Own) && scene.rel(*owner) != Rel::AclRelcl;
        return group.members.iter().filter(|(_, side)| whole || *side != Side::Opposes).cloned().collect();
    }
    // "a gulf between Chad and Peru, which wants …": a relative clause after a comma is about the actor right before it.
    if subject.through == Through::Relative && by_name(scene, &phrase(scene, subject.antecedent)).is_empty() {
        let before = subject.head.checked_sub(2).filter(|w| scene.clauses.is(w + 1, ",") && scene.is_named(*w));
        return before.map(|w| (Actor { words: w..w + 1, head: w }, Side::Holds)).into_iter().collect();
    }
    conjuncts(scene, subject.antecedent).into_iter().map(|actor| (actor, Side::Holds)).collect()
}

/// The verb whose subject a finite verb shares although the tree hung it on a word of that verb's complement.
fn finite_above(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let own = scene.clauses.child(verb, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl, Rel::Csubj]).is_some();
    if scene.rel(verb) != Rel::Conj || own || !matches!(scene.xpos(verb), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) {
        return None;
    }
    let first = scene.clauses.first_conjunct(verb);
    if scene.is_finite(first) {
        return None;
    }
    let tense = |w: usize| scene.clauses.child(w, &[Rel::Cop, Rel::Aux]).map_or(scene.xpos(w), |aux| scene.xpos(aux));
    scene.page.parse.ancestors(first).find(|w| *w < verb && scene.is_finite(*w) && tense(*w) == scene.xpos(verb))
}

/// The verb of the group before this one in the sentence.
fn verb_before(scene: &Scene<'_>, groups: &Groups, verb: usize) -> Option<usize> {
    let tree = scene.clauses.first_conjunct(verb);
    if tree < verb && groups.contains_key(&tree) {
        return Some(tree);
    }
    groups.range(..verb).next_back().map(|(v, _)| *v)
}

/// The actors of a coordinated noun phrase.
pub(super) fn conjuncts(scene: &Scene<'_>, head: usize) -> Vec<Actor> {
    let mut all = vec![phrase(scene, head)];
    all.extend(
        scene
            .children(head)
            .filter(|c| *c > head && scene.rel(*c) == Rel::Conj && matches!(scene.upos(*c), Upos::Noun | Upos::Propn | Upos::Pron))
            .map(|c| phrase(scene, c)),
    );
    all
}

/// The noun phrase of a head without coordinated phrases, appositions and relative clauses.
pub(super) fn phrase(scene: &Scene<'_>, head: usize) -> Actor {
    let whole = scene.clauses.noun_phrase(head);
    let cut = scene
        .children(head)
        .filter(|c| *c > head)
        .find(|c| matches!(scene.rel(*c), Rel::Conj | Rel::Cc | Rel::AclRelcl | Rel::Acl | Rel::Appos | Rel::Parataxis | Rel::Punct));
    let end = cut.map_or(whole.end, |c| scene.page.parse.left_edge(c).min(whole.end)).max(head + 1);
    let start = whole.start.min(head);
    Actor { words: super::points::trimmed(scene, start..end), head }
}

/// Who an actor is; empty when nobody can be named.
pub(super) fn resolve(scene: &Scene<'_>, actor: &Actor) -> Vec<Who> {
    let span = scene.span(actor.words.clone());
    if is_first_person(scene, actor.head) {
        let voice = voice(scene, actor.head);
        let who = voice.and_then(|v| side_of(scene, v, actor.head)).or_else(|| voice.and_then(|v| source(scene, v)));
        return who.map(|who| Who { holder_span: span, is_party: false, ..who }).into_iter().collect();
    }
    let pronoun = scene.upos(actor.head) == Upos::Pron;
    if pronoun {
        if let Some(who) = same_as_voice(scene, actor.head) {
            let plural = matches!(scene.lower(actor.head).as_str(), "they" | "their");
            let all = voice(scene, actor.head).filter(|_| plural).map(|v| sources(scene, v)).filter(|all| all.len() > 1);
            return all.unwrap_or_else(|| vec![who]).into_iter().map(|who| Who { holder_span: span, ..who }).collect();
        }
        if voice(scene, actor.head).is_some_and(|v| holds_source_party(scene, v)) && !agrees(scene, actor.head) {
            return Vec::new();
        }
    }
    // "all but Peru" leaves Peru out.
    let before = actor.words.start.checked_sub(1).filter(|w| scene.sentence(actor.head).contains(w));
    let left_out = before.is_some_and(|w| match scene.lower(w).as_str() {
        "but" => w > 0 && matches!(scene.lower(w - 1).as_str(), "all" | "everyone" | "everybody" | "none" | "nobody" | "anyone"),
        word => matches!(word, "except" | "excluding" | "barring"),
    });
    if left_out {
        return Vec::new();
    }
    // "Neither Peru nor Chad": each of them, and the verb is negated.
    let neither = scene.clauses.is(actor.words.start, "neither") && scene.is_named(actor.head);
    let actor = &if neither {
        Actor { words: actor.words.start + 1..actor.words.end.max(actor.words.start + 2), head: actor.head }
    } else {
        actor.clone()
    };
    let sides = both_sides(scene, actor);
    if !sides.is_empty() {
        return sides;
    }
    if let Some(who) = one_of(scene, actor) {
        return vec![who];
    }
    if actor.words.clone().any(|w| matches!(scene.lower(w).as_str(), "no" | "neither" | "none" | "nobody"))
        || scene.is_time(actor.words.clone()) && !scene.is_named(actor.head)
    {
        return Vec::new();
    }
    by_name(scene, actor)
}

/// "both sides", "delegates on the two sides": the two that the text last named together.
fn both_sides(scene: &Scene<'_>, actor: &Actor) -> Vec<Who> {
    let sentence = scene.sentence(actor.head);
    let end = if scene.clauses.is(actor.head + 1, "on") { (actor.head + 4).min(sentence.end) } else { actor.words.end };
    let sides = ["side", "camp", "party", "country", "nation", "government", "delegation", "company", "group"];
    let side = (actor.words.start..end).find(|w| sides.contains(&scene.lemma(*w)));
    let Some(side) = side else { return Vec::new() };
    let before = side.checked_sub(1).map(|w| scene.lower(w)).unwrap_or_default();
    let count = match before.as_str() {
        "both" | "two" | "neither" => 2,
        "each" if scene.lemma(side) == "side" => 2,
        "three" => 3,
        "four" => 4,
        _ => return Vec::new(),
    };
    let span = scene.span(actor.words.clone());
    let pair = |head: usize| {
        let all: Vec<Who> = crate::named_all(scene.page, head).into_iter().map(|named| who(named, span)).collect();
        // Officials who speak there are no side.
        (all.len() == count && all.iter().all(|who| who.speaker.is_none())).then_some(all)
    };
    // The pair that the page names together most often, of several the first.
    let mut pairs: Vec<(Vec<Who>, usize)> = Vec::new();
    for word in (0..actor.words.start).filter(|w| matches!(scene.upos(*w), Upos::Noun | Upos::Propn)) {
        let Some(all) = pair(word) else { continue };
        let same = |other: &[Who]| all.iter().all(|who| other.iter().any(|o| o.holder == who.holder));
        match pairs.iter_mut().find(|(other, _)| same(other)) {
            Some((_, times)) => *times += 1,
            None => pairs.push((all, 1)),
        }
    }
    let pair = pairs.into_iter().rev().max_by_key(|(_, times)| *times).map(|(all, _)| all);
    pair.unwrap_or_else(|| most_named(scene, count, actor.words.start, span))
}

/// The parties of the page when it names just so many of them often.
fn most_named(scene: &Scene<'_>, count: usize, before: usize, span: Span) -> Vec<Who> {
    let mut times: Vec<(&str, usize)> = Vec::new();
    for mention in scene.page.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Party | MentionKind::PlaceAsParty)) {
        let Some(party) = mention.party.as_deref() else { continue };
        match times.iter_mut().find(|(name, _)| *name == party) {
            Some((_, n)) => *n += 1,
            None => times.push((party, 1)),
        }
    }
    times.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let clear = times.len() >= count && times[count - 1].1 >= 2 && times.get(count).is_none_or(|(_, n)| n * 2 <= times[count - 1].1);
    if !clear || before == 0 {
        return Vec::new();
    }
    let who =
        |name: &str| Who { holder: name.to_string(), holder_span: span, speaker: None, speaker_span: None, is_party: false, named: true };
    times.iter().take(count).map(|(name, _)| who(name)).collect()
}

/// "one official" after "Peruvian officials": one of those last told of, who speaks for the same party.
fn one_of(scene: &Scene<'_>, actor: &Actor) -> Option<Who> {
    owned(scene, actor).or_else(|| of_owner(scene, actor)).or_else(|| of_those_before(scene, actor))
}

/// "whose ministers", "his country": the party that the pronoun stands for, or speaks for.
fn owned(scene: &Scene<'_>, actor: &Actor) -> Option<Who> {
    let owner = scene.clauses.possessor(actor.head)?;
    let span = scene.span(actor.words.clone());
    if scene.clauses.is(owner, "whose") {
        let clause = scene.page.parse.ancestors(actor.head).find(|w| scene.rel(*w) == Rel::AclRelcl)?;
        let noun = scene.head(clause)?;
        let named = crate::named(scene.page, noun).filter(|n| n.speaker.is_none() && n.kind != MentionKind::Person)?;
        return Some(Who { holder: named.holder, holder_span: span, speaker: None, speaker_span: None, is_party: false, named: true });
    }
    let own = matches!(scene.lower(owner).as_str(), "his" | "her" | "its" | "their" | "our");
    let side = matches!(
        scene.lemma(actor.head),
        "country"
            | "government"
            | "party"
            | "union"
            | "company"
            | "delegation"
            | "group"
            | "administration"
            | "organisation"
            | "organization"
            | "side"
            | "team"
            | "leadership"
            | "board"
    );
    if !own || !side {
        return None;
    }
    let named = match crate::named(scene.page, owner) {
        Some(named) => named,
        None => {
            return voice(scene, actor.head)
                .and_then(|v| source(scene, v))
                .filter(|w| w.speaker.is_some())
                .map(|w| Who { holder_span: span, ..w });
        }
    };
    let (speaks, is_person) = (named.speaker.is_some(), named.kind == MentionKind::Person);
    (speaks || !is_person).then_some(Who {
        holder: named.holder,
        holder_span: span,
        speaker: None,
        speaker_span: None,
        is_party: false,
        named: true,
    })
}

/// "its foreign minister": who speaks for whom the pronoun stands for.
fn of_owner(scene: &Scene<'_>, actor: &Actor) -> Option<Who> {
    let speaks = scene.reader.lexicon.roles.of(scene.lemma(actor.head)) == Some(lexicon::Role::Speaks);
    let owner = scene.clauses.possessor(actor.head).filter(|w| speaks && matches!(scene.lower(*w).as_str(), "its" | "their"))?;
    let named = crate::named(scene.page, owner).filter(|n| n.speaker.is_none() && n.kind != MentionKind::Person)?;
    let span = scene.span(actor.words.clone());
    let speaker = span.of(&scene.page.view).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Who { holder: named.holder, holder_span: span, speaker: Some(speaker), speaker_span: Some(span), is_party: false, named: true })
}

fn of_those_before(scene: &Scene<'_>, actor: &Actor) -> Option<Who> {
    let one = actor.words.len() == 2 && matches!(scene.lower(actor.words.start).as_str(), "one" | "another" | "the");
    let lemma = scene.lemma(actor.head);
    if !one || scene.reader.lexicon.roles.of(lemma) != Some(lexicon::Role::Speaks) {
        return None;
    }
    let earlier = (actor.words.start.saturating_sub(120)..actor.words.start).rev();
    let of_party = |w: usize| crate::named(scene.page, w).filter(|n| n.speaker.is_some());
    let named = earlier.filter(|w| scene.lemma(*w) == lemma && scene.upos(*w) == Upos::Noun).find_map(of_party)?;
    let span = scene.span(actor.words.clone());
    let speaker = span.of(&scene.page.view).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Who { holder: named.holder, holder_span: span, speaker: Some(speaker), speaker_span: Some(span), is_party: false, named: false })
}

/// Who an actor is by the mention of it alone, whoever speaks there.
fn by_name(scene: &Scene<'_>, actor: &Actor) -> Vec<Who> {
    let span = scene.span(actor.words.clone());
    let joint = scene.clauses.child(actor.head, &[Rel::Conj]).is_none() && scene.upos(actor.head) != Upos::Pron;
    let found = if joint { crate::named_all(scene.page, actor.head) } else { crate::named(scene.page, actor.head).into_iter().collect() };
    let all: Vec<Who> = found.into_iter().map(|named| who(named, span)).collect();
    if all.is_empty() { full_name(scene, actor, span).into_iter().collect() } else { all }
}

fn who(mut named: crate::Named, holder_span: Span) -> Who {
    // "'s two directors" without whose they are
    if let Some(bare) = named.holder.strip_prefix("'s ").or_else(|| named.holder.strip_prefix("’s ")) {
        named.holder = bare.to_string();
    }
    let is_party = named.speaker.is_none() && matches!(named.kind, MentionKind::Party | MentionKind::PlaceAsParty) || named.how == "body";
    let known = !matches!(named.how, "as written" | "description");
    let speaker_span = named.speaker.is_some().then_some(named.span);
    Who { holder: named.holder, holder_span, speaker: named.speaker, speaker_span, is_party, named: known }
}

/// Somebody nobody knows, by a full name in the text.
fn full_name(scene: &Scene<'_>, actor: &Actor, span: Span) -> Option<Who> {
    let capital = |w: usize| scene.upos(w) == Upos::Propn && scene.clauses.word(w).starts_with(char::is_uppercase);
    let words = actor.words.clone();
    let whole = words.len() >= 2
        && words.len() <= 6
        && words.clone().all(capital)
        && !scene.is_time(words.clone())
        && scene.mention(actor.head).is_none();
    // "Sardab refused": a single name counts when the page returns to it.
    let single = words.len() == 1 && capital(words.start);
    let form = scene.clauses.word(words.start);
    let returns =
        || (0..scene.page.parse.tokens.len()).filter(|w| scene.clauses.word(*w) == form && scene.upos(*w) == Upos::Propn).count() >= 2;
    let single = single && form.chars().count() >= 3 && scene.mention(actor.head).is_none() && !scene.is_time(words.clone()) && returns();
    let whole = whole || single;
    let holder = span.of(&scene.page.view).split_whitespace().collect::<Vec<_>>().join(" ");
    whole.then_some(Who { holder, holder_span: span, speaker: None, speaker_span: None, is_party: false, named: false })
}

/// The side for which an unnamed speaker says "we": "a producer delegate" speaks for the producers, if the page names them.
fn side_of(scene: &Scene<'_>, attribution: &Attribution, word: usize) -> Option<Who> {
    let plural = matches!(scene.lower(word).as_str(), "we" | "our" | "us");
    let words = scene.page.parse.words_in(attribution.source.first()?.range());
    let head = source_head(scene, words.clone());
    let speaks = scene.reader.lexicon.roles.of(scene.lemma(head)) == Some(lexicon::Role::Speaks);
    let modifier = head.checked_sub(1).filter(|m| plural && speaks && words.contains(m) && scene.upos(*m) == Upos::Noun)?;
    let lemma = scene.lemma(modifier);
    let group = (0..scene.page.parse.tokens.len()).find(|w| scene.lemma(*w) == lemma && scene.xpos(*w) == Xpos::Nns)?;
    let holder = scene.clauses.word(group).to_lowercase();
    let speaker = scene.span(words).of(&scene.page.view).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Who {
        holder,
        holder_span: scene.span(group..group + 1),
        speaker: Some(speaker),
        speaker_span: attribution.source.first().copied(),
        is_party: false,
        named: false,
    })
}

/// Whether the source of an attribution is a party that is named itself.
fn holds_source_party(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    source(scene, attribution).is_some_and(|who| who.is_party)
}

/// Whether a pronoun can stand for a party: "it" can, "he" cannot.
fn agrees(scene: &Scene<'_>, word: usize) -> bool {
    matches!(scene.lower(word).as_str(), "it" | "its")
}

fn is_first_person(scene: &Scene<'_>, word: usize) -> bool {
    scene.upos(word) == Upos::Pron
        && matches!(scene.clauses.word(word), "we" | "We" | "I" | "us" | "our" | "Our" | "my" | "My" | "me" | "ours")
}

/// A pronoun in reported words that agrees with the one who speaks them: "it" with a party, "he" and "she" with a person, "they" with several.
fn same_as_voice(scene: &Scene<'_>, word: usize) -> Option<Who> {
    same_as_voice_within(scene, word, 4)
}

fn same_as_voice_within(scene: &Scene<'_>, word: usize, depth: usize) -> Option<Who> {
    let attribution = voice(scene, word)?;
    let source_words = attribution.source.first().map(|s| scene.page.parse.words_in(s.range()))?;
    // "They were reluctant, bankers said": the pronoun points back, not ahead to who says it.
    if source_words.start > word && scene.sentence(word).contains(&source_words.start) && scene.lower(word).starts_with("the") {
        return None;
    }
    let head = source_head(scene, source_words.clone());
    let who = source_within(scene, attribution, depth)?;
    let plural = matches!(scene.xpos(head), Xpos::Nns | Xpos::Nnps)
        || source_words.clone().any(|w| w > source_words.start && scene.upos(w) == Upos::Cconj);
    let fits = match scene.lower(word).as_str() {
        "it" | "its" => !plural && (who.is_party || who.named && who.speaker.is_none()) && !is_person_word(scene, head),
        "he" | "she" | "his" | "her" => !who.is_party || is_person_word(scene, head),
        "they" | "their" => plural,
        _ => false,
    };
    fits.then_some(who)
}

fn is_person_word(scene: &Scene<'_>, head: usize) -> bool {
    scene.mention(head).is_some_and(|m| matches!(m.kind, MentionKind::Person | MentionKind::Office))
        || SPOKESPEOPLE.contains(&scene.lemma(head)) && !matches!(scene.xpos(head), Xpos::Nns)
}

/// The innermost attribution in whose content the word stands.
pub(super) fn voice<'a>(scene: &Scene<'a>, word: usize) -> Option<&'a Attribution> {
    scene.page.attributions.get(scene.voice_at(word)?)
}

/// For every word the innermost attribution, by index, that has a source and tells it.
pub(super) fn voices(scene: &Scene<'_>) -> Vec<Option<u32>> {
    let mut order: Vec<usize> = (0..scene.page.attributions.len()).collect();
    let size = |at: &usize| scene.page.attributions[*at].content.iter().map(|c| c.len()).sum::<usize>();
    order.sort_by_key(|at| std::cmp::Reverse(size(at)));
    let mut voices = vec![None; scene.page.parse.tokens.len()];
    for at in order {
        let attribution = &scene.page.attributions[at];
        if attribution.source.is_empty() || !is_telling(scene, attribution) {
            continue;
        }
        for word in attribution.content.iter().flat_map(|c| scene.page.parse.words_in(c.range())) {
            let span = scene.span(word..word + 1);
            if !attribution.cue.iter().any(|c| c.contains(span)) {
                voices[word] = Some(at as u32);
            }
        }
    }
    voices
}

/// Whether an attribution tells words or thoughts, and is not itself the taking of a position ("supported the text").
fn is_telling(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    use lexicon::CueSense::*;
    let first = attribution.content.first().and_then(|c| scene.page.parse.words_in(c.range()).next());
    if first.is_some_and(|w| scene.clauses.is(w, "that") || scene.is_quoted(w)) {
        return true;
    }
    let words = attribution.cue.iter().flat_map(|c| scene.page.parse.words_in(c.range()));
    let mut senses = words.flat_map(|w| scene.reader.lexicon.reporting.starting_with(scene.lemma(w))).map(|cue| cue.sense).peekable();
    senses.peek().is_none()
        || senses
            .any(|sense| matches!(sense, Say | Tell | Announce | Believe | Know | Show | Warn | Hope | Fear | Demand | Propose | Promise))
}

/// Who the source of an attribution is.
pub(super) fn source(scene: &Scene<'_>, attribution: &Attribution) -> Option<Who> {
    source_within(scene, attribution, 4)
}

fn source_within(scene: &Scene<'_>, attribution: &Attribution, depth: usize) -> Option<Who> {
    let words = scene.page.parse.words_in(attribution.source.first()?.range());
    let head = source_head(scene, words.clone());
    if is_first_person(scene, head) {
        return None;
    }
    // "Peru said it expects it will sign": the one who expects is the one who says so.
    let depth = depth.checked_sub(1)?;
    if scene.upos(head) == Upos::Pron
        && let Some(who) = same_as_voice_within(scene, head, depth)
    {
        return Some(who);
    }
    let actor = Actor { words, head };
    one_of(scene, &actor).or_else(|| by_name(scene, &actor).into_iter().next())
}

/// Everybody who the source of an attribution is: "Peru and Chad", "both sides".
fn sources(scene: &Scene<'_>, attribution: &Attribution) -> Vec<Who> {
    let Some(words) = attribution.source.first().map(|s| scene.page.parse.words_in(s.range())) else { return Vec::new() };
    let head = source_head(scene, words.clone());
    let sides = both_sides(scene, &Actor { words, head });
    if sides.is_empty() { conjuncts(scene, head).iter().flat_map(|actor| by_name(scene, actor)).collect() } else { sides }
}

/// The word of a source that carries its name: that of a mention of a person, else the head of the phrase.
fn source_head(scene: &Scene<'_>, words: Range<usize>) -> usize {
    let person = words.clone().rev().find(|w| scene.mention(*w).is_some_and(|m| m.kind == MentionKind::Person));
    let top = words.clone().find(|w| scene.head(*w).is_none_or(|h| !words.contains(&h)) && !scene.is_mark(*w));
    person.or(top).unwrap_or(words.start)
}

/// The agents of a passive: "was rejected **by Peru and Chad**".
pub(super) fn agents(scene: &Scene<'_>, verb: usize) -> Vec<(Actor, Side)> {
    let sentence = scene.sentence(verb);
    let by = scene
        .clauses
        .agent(verb)
        .and_then(|noun| scene.clauses.preposition(noun))
        .or_else(|| (verb + 1..sentence.end.min(verb + 3)).find(|w| scene.clauses.is(*w, "by")));
    let Some(by) = by else { return Vec::new() };
    if let Some((listed, after)) =
        actors::list(scene, by + 1, sentence.end).filter(|(l, _)| l.iter().any(|a| a.words.clone().any(|w| scene.is_named(w))))
    {
        let mut all: Vec<(Actor, Side)> = listed.into_iter().map(|actor| (actor, Side::Holds)).collect();
        let next = (after..sentence.end).find(|w| !matches!(scene.lower(*w).as_str(), "," | "(")).unwrap_or(sentence.end);
        if let Some((side, more, past)) =
            actors::companions(scene, next, sentence.end).filter(|(side, ..)| matches!(side, Side::SpokenFor | Side::Joins))
        {
            all.extend(more.into_iter().map(|actor| (actor, side)));
            // "by Peru (on behalf of Chad), Togo and Mali": the list goes on after the bracket.
            let rest = (past..sentence.end).find(|w| !matches!(scene.lower(*w).as_str(), "," | ")")).unwrap_or(sentence.end);
            let goes_on = scene.clauses.is(past, ")") || scene.clauses.is(past, ",");
            let named = |l: &[Actor]| l.iter().all(|a| a.words.clone().any(|w| scene.is_named(w)) || l.len() > 1);
            let more = goes_on.then(|| actors::list(scene, rest, sentence.end)).flatten().filter(|(l, _)| named(l));
            all.extend(more.into_iter().flat_map(|(l, _)| l).map(|actor| (actor, Side::Holds)));
        }
        return all;
    }
    scene.clauses.agent(verb).map(|noun| conjuncts(scene, noun)).unwrap_or_default().into_iter().map(|actor| (actor, Side::Holds)).collect()
}

/// Verbs that say of their object what the gerund tells.
const ACCUSING: &[&str] = &["accuse", "blame", "criticise", "criticize", "condemn", "denounce", "charge", "praise", "fault", "suspect"];

/// Nouns of people who speak for the party beside them.
pub(super) const SPOKESPEOPLE: &[&str] = &[
    "official",
    "delegate",
    "minister",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "negotiator",
    "envoy",
    "ambassador",
    "diplomat",
    "leader",
    "president",
    "premier",
    "chancellor",
    "representative",
    "source",
    "officer",
    "secretary",
    "adviser",
    "advisor",
    "chief",
    "head",
    "aide",
    "lawmaker",
    "commander",
    "mediator",
];
