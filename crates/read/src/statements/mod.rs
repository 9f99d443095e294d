//! Statements: one holder, one stance, one point.
//!
//! A page with trees, mentions and attributions comes in; statements in text order go out. Their stance refers to the point; issues are assigned
//! afterwards. Each occurrence of a position word becomes a draft: who stands with it (`actors`, `holders`), which stance is left after negation,
//! modality and conditions (`polarity`), what it is about (`points`). Reporting verbs follow (`reports`), and movements that the text asserts (`moves`).
//! Every member of a draft becomes a statement; its opponents get the opposite stance. What is doubtful is left out: silence is better than an
//! inverted stance.

mod actors;
mod aims;
mod asides;
mod drafts;
mod drawn;
mod holders;
mod moves;
mod points;
mod polarity;
mod predicates;
mod reports;
mod scene;
mod undecided;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use model::{Attribution, Move, Point, Span, SpeechKind, Stance, Statement, StatementBasis, When};

use crate::{Page, Reader};
use actors::{Actor, Groups, Side};
use drafts::Draft;
use holders::Who;
use scene::Scene;

/// All statements, in text order.
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Statement> {
    let scene = Scene::of(page, reader);
    let mut drafts = Vec::new();
    for sentence in &page.parse.sentences {
        if is_silent(&scene, sentence.tokens.clone()) {
            continue;
        }
        let groups = actors::groups(&scene, sentence.tokens.clone());
        drafts.extend(of_sentence(&scene, &groups, sentence.tokens.clone()));
    }
    let read: BTreeSet<usize> = drafts.iter().map(|d| d.predicate).collect();
    for attribution in &page.attributions {
        let mut more = reports::of_attribution(&scene, attribution);
        more.retain(|draft| !read.contains(&draft.predicate) && !is_silent(&scene, scene.sentence(draft.point[0].start)));
        drafts.extend(more);
    }
    let movers: BTreeMap<usize, Move> =
        drafts.iter().filter(|d| d.rule == "move/asserted").filter_map(|d| Some((d.predicate, d.moved?))).collect();
    let moved: Vec<_> = drafts.iter().map(|d| d.moved.or_else(|| moves::above(&scene, &movers, d.predicate))).collect();
    drafts.iter_mut().zip(moved).for_each(|(draft, moved)| draft.moved = moved);
    let mut all: Vec<(Statement, usize)> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        all.extend(statements(&scene, draft).into_iter().map(|statement| (statement, at)));
    }
    carry_moves(&scene, &drafts, &mut all);
    chosen(&scene, &drafts, all)
}

/// "softened its position, saying it was ready": the move belongs to what the same holder is said to say in that sentence.
fn carry_moves(scene: &Scene<'_>, drafts: &[Draft], all: &mut [(Statement, usize)]) {
    let movers: Vec<(String, usize, Move)> = all
        .iter()
        .filter(|(_, at)| drafts[*at].rule == "move/asserted")
        .filter_map(|(s, at)| Some((s.holder.clone(), drafts[*at].predicate, s.moved?)))
        .collect();
    for (statement, at) in all.iter_mut().filter(|(s, _)| s.moved.is_none()) {
        let word = drafts[*at].predicate;
        let mover =
            movers.iter().find(|(holder, verb, _)| *holder == statement.holder && *verb < word && scene.sentence(*verb).contains(&word));
        let Some((_, verb, moved)) = mover else { continue };
        let says = (verb + 1..word)
            .any(|w| matches!(scene.lower(w).as_str(), "saying" | "indicating" | "signaling" | "signalling" | "declaring" | "announcing"));
        if says {
            statement.moved = Some(*moved);
        }
    }
}

/// A sentence that takes no position: a question, or a line all in capitals.
fn is_silent(scene: &Scene<'_>, words: Range<usize>) -> bool {
    let text = scene.span(words).of(&scene.page.view);
    text.trim_end().ends_with('?') || !text.chars().any(char::is_lowercase)
}

fn of_sentence(scene: &Scene<'_>, groups: &Groups, words: Range<usize>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for word in words {
        let found = drawn::at(scene, groups, word)
            .or_else(|| undecided::at(scene, groups, word))
            .or_else(|| asides::at(scene, groups, word))
            .or_else(|| predicates::at(scene, groups, word))
            .or_else(|| moves::at(scene, groups, word))
            .or_else(|| aims::at(scene, groups, word))
            .or_else(|| reports::at(scene, groups, word))
            .or_else(|| reports::pledge(scene, groups, word));
        drafts.extend(found.as_ref().and_then(|draft| predicates::first_things(scene, draft)));
        drafts.extend(found);
    }
    let consumed: Vec<usize> = drafts.iter().flat_map(|d| d.consumed.iter().copied()).collect();
    drafts.retain(|d| !consumed.contains(&d.predicate) || d.consumed.contains(&d.predicate));
    let mut company: Vec<Range<usize>> = Vec::new();
    for draft in &mut drafts {
        let (members, words) = trailing(scene, draft);
        draft.members.extend(members);
        company.push(words);
    }
    let against: Vec<Draft> = drafts.iter_mut().filter_map(|draft| contrast(scene, draft)).collect();
    drafts.extend(against);
    let drafts_of = |draft: Draft| points::coordinated(scene, &draft).into_iter().map(move |point| Draft { point, ..draft.clone() });
    drafts = drafts.into_iter().flat_map(drafts_of).collect();
    drafts.retain(|d| !company.iter().any(|words| words.contains(&d.predicate)));
    drafts
}

/// "agreed to the interviews **but not to the sampling**", "would rather wait **than sign**": the second half is a position of its own, and no part of the first.
fn contrast(scene: &Scene<'_>, draft: &mut Draft) -> Option<Draft> {
    let point = draft.point.last().filter(|_| draft.stance == Stance::Support && !draft.reports && !scene.is_record)?.clone();
    let prefers = draft.rule == "stance/rather" || scene.lemma(draft.predicate) == "prefer";
    let opens = |w: usize| {
        if scene.reads(w, &["but", "not"]) || scene.reads(w, &["rather", "than"]) || scene.reads(w, &["instead", "of"]) {
            Some(2)
        } else {
            (prefers && scene.clauses.is(w, "than")).then_some(1)
        }
    };
    let (at, length) = (point.start + 1..point.end).find_map(|w| opens(w).map(|length| (w, length)))?;
    let rest = points::trimmed(scene, at + length..point.end);
    let first = points::trimmed(scene, point.start..at);
    // "but not only", "but not yet" deny nothing.
    if rest.is_empty() || first.is_empty() || matches!(scene.lower(rest.start).as_str(), "only" | "yet" | "just" | "necessarily") {
        return None;
    }
    *draft.point.last_mut()? = first;
    Some(Draft {
        point: vec![rest],
        cue: at..at + length,
        stance: Stance::Oppose,
        act: model::Act::Reject,
        certainty: draft.certainty * 0.8,
        rule: "stance/contrast",
        consumed: Vec::new(),
        condition: None,
        ..draft.clone()
    })
}

/// Those who support or oppose it after the point ("…, opposed by Chad"), and the words that say so.
fn trailing(scene: &Scene<'_>, draft: &Draft) -> (Vec<(Actor, Side)>, Range<usize>) {
    let Some(end) = draft.point.last().map(|p| p.end) else { return (Vec::new(), 0..0) };
    let sentence = scene.sentence(draft.predicate);
    let mut at = end;
    let mut found = Vec::new();
    loop {
        let from = (at..sentence.end).find(|w| !matches!(scene.lower(*w).as_str(), "," | "and" | "but")).unwrap_or(sentence.end);
        let opens = from > at && matches!(scene.lower(from).as_str(), "supported" | "opposed" | "backed" | "strongly");
        let Some((side, actors, after)) = actors::companions(scene, from, sentence.end).filter(|_| opens && draft.rule != "stance/noun")
        else {
            break;
        };
        found.extend(actors.into_iter().map(|actor| (actor, side)));
        at = after;
    }
    (found, end..at)
}

/// One statement for every member of a draft that can be named.
fn statements(scene: &Scene<'_>, draft: &Draft) -> Vec<Statement> {
    let persons_speak = draft.members.iter().any(|(_, side)| *side == Side::SpokenFor);
    let mut found: Vec<Statement> = Vec::new();
    for (actor, side) in &draft.members {
        if *side == Side::Holds && persons_speak && actors::is_person(scene, actor) {
            continue;
        }
        for who in holders::resolve(scene, actor) {
            if records(scene, &who) && !found.iter().any(|other| other.holder == who.holder) {
                found.push(statement(scene, draft, who, *side));
            }
        }
    }
    found
}

/// Whether the codebook's negotiation records this holder: one without people is about its parties alone, and not about those who speak there in other roles.
fn records(scene: &Scene<'_>, who: &Who) -> bool {
    !scene.is_record || who.speaker.is_none() && scene.reader.codebook.party(&who.holder).is_some()
}

fn statement(scene: &Scene<'_>, draft: &Draft, who: Who, side: Side) -> Statement {
    let stance = if side == Side::Opposes { polarity::opposite(draft.stance) } else { draft.stance };
    let spans: Vec<Span> = draft.point.iter().map(|piece| scene.span(piece.clone())).filter(|span| !span.is_empty()).collect();
    let point = (!spans.is_empty()).then_some(Point { spans });
    let cue = scene.span(draft.cue.clone());
    let attribution = holders::voice(scene, draft.predicate);
    let (speaker, speaker_span) = speaker(scene, draft, &who, attribution);
    let kind = kind(scene, draft, attribution);
    Statement {
        span: point.as_ref().map_or(cue, |point| cue.cover(point.main())),
        holder_span: Some(who.holder_span),
        speaker,
        speaker_span,
        stance,
        act: if side == Side::Opposes { model::Act::Reject } else { draft.act },
        predicate: scene.span(draft.predicate..draft.predicate + 1),
        cue,
        condition: draft.condition.clone().map(|words| scene.span(words)),
        kind,
        basis: basis(&who, attribution),
        when: when(scene, draft, attribution),
        issue: None,
        option: None,
        moved: draft.moved,
        certainty: certainty(draft, &who, side),
        rule: if side == Side::Opposes { "company/opposed-by" } else { draft.rule },
        holder: who.holder,
        point,
    }
}

fn certainty(draft: &Draft, who: &Who, side: Side) -> f32 {
    let name = if who.named { 1.0 } else { 0.85 };
    let place = if side == Side::Opposes && draft.stance != Stance::Support { 0.8 } else { 1.0 };
    (draft.certainty * name * place).clamp(0.05, 0.99)
}

/// Who voices it when that is not the holder.
fn speaker(scene: &Scene<'_>, draft: &Draft, who: &Who, attribution: Option<&Attribution>) -> (Option<String>, Option<Span>) {
    let own = (who.speaker.clone(), who.speaker_span);
    if draft.reports && attribution.is_none_or(|a| a.content.iter().all(|c| !c.contains(scene.span(draft.predicate..draft.predicate + 1))))
    {
        return own;
    }
    let Some(voice) = attribution.and_then(|a| holders::source(scene, a)) else { return own };
    if voice.holder == who.holder {
        return if voice.speaker.is_some() { (voice.speaker, voice.speaker_span) } else { own };
    }
    (voice.speaker.clone().or(Some(voice.holder)), voice.speaker_span.or(Some(voice.holder_span)))
}

fn kind(scene: &Scene<'_>, draft: &Draft, attribution: Option<&Attribution>) -> SpeechKind {
    let quoted = draft.point.iter().flat_map(|p| p.clone()).any(|w| scene.is_quoted(w));
    let whole = draft.point.iter().flat_map(|p| p.clone()).all(|w| scene.is_quoted(w) || scene.is_mark(w));
    if quoted && whole && (scene.is_quoted(draft.predicate) || draft.reports) {
        return SpeechKind::Direct;
    }
    match attribution {
        _ if quoted => SpeechKind::Mixed,
        Some(attribution) => attribution.kind,
        None if draft.reports => SpeechKind::Indirect,
        None => SpeechKind::Narrated,
    }
}

fn basis(who: &Who, attribution: Option<&Attribution>) -> StatementBasis {
    match attribution {
        Some(_) if who.speaker.is_some() => StatementBasis::Reported,
        _ => StatementBasis::OnRecord,
    }
}

/// When it was held or said: a day in its own clause, else one in the clause that reports it, else the publication day; earlier positions stay undated.
fn when(scene: &Scene<'_>, draft: &Draft, attribution: Option<&Attribution>) -> When {
    let mut verbs = vec![draft.predicate];
    verbs.extend(draft.consumed.iter().copied());
    if let Some(cue) = attribution.and_then(|a| a.cue.first()) {
        verbs.extend(scene.page.parse.words_in(cue.range()));
    }
    for verb in verbs {
        if let Some(when) = dated(scene, verb, &draft.point) {
            return when;
        }
    }
    match scene.page.article.published {
        Some(day) if !is_background(scene, draft) => When::published(day),
        _ => When::unknown(),
    }
}

/// The resolved day or period that hangs on a verb.
fn dated(scene: &Scene<'_>, verb: usize, point: &[Range<usize>]) -> Option<When> {
    let times = scene.page.times.iter().filter(|t| matches!(t.kind, model::TimexKind::Date | model::TimexKind::Time) && t.is_resolved());
    let mut hanging = times.filter(|t| {
        let words = scene.page.parse.words_in(t.span.range());
        // Inside the point only a day tells when it was said; a year or month belongs to what is spoken of ("proposed a review in 2015").
        let inside = point.iter().any(|p| p.contains(&words.start));
        (!inside || t.when.edtf.len() == 10) && words.clone().any(|w| scene.head(w).is_some_and(|h| h == verb && !words.contains(&h)))
    });
    hanging.next().map(|t| t.when.clone())
}

/// Whether the clause itself says that it lies further back.
fn is_background(scene: &Scene<'_>, draft: &Draft) -> bool {
    scene.children(draft.predicate).any(|c| {
        matches!(
            scene.lower(c).as_str(),
            "previously" | "earlier" | "formerly" | "originally" | "once" | "already" | "initially" | "long" | "repeatedly" | "had"
        )
    })
}

/// Drops what is told twice: a report whose content already gives the same holder's position, and a position inside another of the same holder.
fn chosen(scene: &Scene<'_>, drafts: &[Draft], all: Vec<(Statement, usize)>) -> Vec<Statement> {
    let mut by_word: BTreeMap<usize, Vec<(&str, usize)>> = BTreeMap::new();
    for (statement, at) in &all {
        by_word.entry(drafts[*at].predicate).or_default().push((&statement.holder, *at));
    }
    let mut kept: Vec<Statement> = Vec::new();
    let mut doubled: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (statement, at) in &all {
        let draft = &drafts[*at];
        let inside =
            || draft.point.iter().flat_map(|p| by_word.range(p.clone())).flat_map(|(_, list)| list).filter(|(_, other)| other != at);
        // "appealed to Peru to sign": the infinitive is what is asked, whoever its subject seems to be.
        doubled.extend(
            inside()
                .filter(|(holder, other)| {
                    *holder == statement.holder
                        && draft.act == model::Act::Demand
                        && is_asked(scene, draft.predicate, drafts[*other].predicate)
                })
                .map(|(holder, other)| (*other, *holder)),
        );
        // "urged support for its demand": the noun inside is part of what the same holder urges.
        // "may consider dropping its demand" does not urge it.
        let wants = draft.act != model::Act::Concede && !matches!(statement.stance, Stance::Open | Stance::Conditional);
        doubled.extend(
            inside()
                .filter(|(holder, other)| wants && *holder == statement.holder && is_pronominal(scene, &drafts[*other]))
                .map(|(holder, other)| (*other, *holder)),
        );
    }
    for (statement, at) in &all {
        let draft = &drafts[*at];
        // A party that is named itself states what others hold; people only relay it.
        let relays = scene.clauses.is(draft.predicate, "according");
        // In the record of a conference it counts who said it; elsewhere what is said.
        let party = draft.reports
            && scene.is_record
            && !relays
            && draft.members.iter().any(|(actor, _)| holders::resolve(scene, actor).iter().any(|who| who.is_party));
        let mut inside =
            draft.point.iter().flat_map(|p| by_word.range(p.clone())).flat_map(|(_, list)| list).filter(|(_, other)| other != at);
        let told = draft.reports
            && inside.any(|(holder, other)| {
                *holder == statement.holder && !doubled.contains(&(*other, *holder))
                    || !drafts[*other].reports && !party && is_main(scene, drafts, *at, *other)
            });
        let doubled = doubled.contains(&(*at, statement.holder.as_str()));
        if !told && !doubled {
            kept.push(statement.clone());
        }
    }
    kept.sort_by(|a, b| (a.span.start, a.span.end, &a.holder).cmp(&(b.span.start, b.span.end, &b.holder)));
    kept.dedup_by(|a, b| a.span == b.span && a.holder == b.holder && a.stance == b.stance);
    kept
}

/// Whether the word is an infinitive under the verb that asks for it.
fn is_asked(scene: &Scene<'_>, asking: usize, word: usize) -> bool {
    scene.xpos(word) == syntax::Xpos::Vb && scene.head(word) == Some(asking) && word > asking && scene.clauses.is(word - 1, "to")
}

/// Whether the position is told by a noun with a pronoun for its owner: "its demand".
fn is_pronominal(scene: &Scene<'_>, draft: &Draft) -> bool {
    draft.rule == "stance/noun" && draft.members.iter().all(|(actor, _)| scene.upos(actor.head) == syntax::Upos::Pron)
}

/// Whether a position is what the report mainly tells: no noun phrase or condition stands between it and the report's clause.
fn is_main(scene: &Scene<'_>, drafts: &[Draft], report: usize, inner: usize) -> bool {
    let Some(content) = drafts[report].point.last() else { return false };
    let mut at = drafts[inner].predicate;
    if drafts[inner].rule == "stance/noun" {
        return false;
    }
    loop {
        let Some(above) = scene.page.parse.head(at).filter(|above| content.contains(above)) else { return true };
        if !matches!(scene.rel(at), syntax::Rel::Conj | syntax::Rel::Xcomp | syntax::Rel::Ccomp | syntax::Rel::Parataxis) {
            return false;
        }
        at = above;
    }
}
