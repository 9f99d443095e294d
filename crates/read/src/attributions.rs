//! Attributions: source, cue and content of what is said, believed, wanted.
//!
//! Every reporting word of the page is asked for its source and content, wherever it stands; so are transcript labels. Quotations that nothing has
//! claimed join the speaker before them. Then the finds are laid into each other: one whose cue lies in the content of another is inside it.
//! Boundaries follow PolNeAR (Newell, Margolin & Ruths, LREC 2018): quotation marks belong to the content, the sentence's final stop does not.

mod cues;
mod introductions;
mod labels;
mod phrases;
mod quotations;
mod sheet;

use std::ops::Range;

use model::{Attribution, Span, SpeechKind};

use crate::{Page, Reader};
use sheet::Sheet;
use syntax::Xpos;

/// All attributions in order of their cues; nested ones point to the enclosing one.
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Attribution> {
    let sheet = Sheet::of(page, &reader.lexicon.reporting);
    let mut drafts = labels::find(&sheet);
    for word in 0..page.parse.tokens.len() {
        drafts.extend(cues::at(&sheet, word));
        drafts.extend(phrases::at(&sheet, word));
    }
    drafts.iter_mut().for_each(|draft| keep_inside(&sheet, draft));
    let mut drafts = one_per_cue(drafts);
    complete(&sheet, &mut drafts);
    quotations::join(&sheet, &mut drafts);
    drafts.sort_by_key(|draft| (draft.cue.start, draft.cue.end));
    nest(&sheet, drafts)
}

/// An attribution in the making; all ranges are words of the parse.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// Who says it; empty when nobody is named.
    source: Vec<Range<usize>>,
    /// The word that fired.
    head: usize,
    /// The whole cue.
    cue: Range<usize>,
    /// What is said.
    content: Vec<Range<usize>>,
    /// Its rule.
    rule: &'static str,
    /// 0..1, how often the rule is right.
    certainty: f32,
}

impl Draft {
    fn holds(&self, word: usize) -> bool {
        self.content.iter().any(|piece| piece.contains(&word))
    }

    fn size(&self) -> usize {
        self.content.iter().map(Range::len).sum()
    }
}

/// Keeps the most certain draft for each cue word, in text order.
fn one_per_cue(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by(|a, b| a.cue.start.cmp(&b.cue.start).then(b.certainty.total_cmp(&a.certainty)).then(a.head.cmp(&b.head)));
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter_mut().rev().take(4).find(|other| other.cue.start < draft.cue.end && draft.cue.start < other.cue.end) {
            Some(other) if draft.certainty > other.certainty => *other = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    kept
}

/// What is reported inside a quotation lies inside it too; a word or two in marks (he “insisted” that …) are no quotation, and a whole transcript in
/// marks has its labels inside.
fn keep_inside(sheet: &Sheet<'_>, draft: &mut Draft) {
    let quote = sheet.quote_around(draft.head).filter(|quote| sheet.length(quote.clone()) > 3 && draft.rule != labels::RULE);
    let Some(quote) = quote else { return };
    for piece in draft.content.iter_mut().filter(|piece| piece.start < quote.start || piece.end > quote.end) {
        let start = piece.start.max(quote.start);
        *piece = sheet.clauses.trimmed(start..piece.end.min(quote.end).max(start));
    }
    draft.content.retain(|piece| sheet.length(piece.clone()) > 0);
}

/// "He said **she believes** the race is over": where the parser ends a content at a reporting word in it, the content of that word goes on the outer one.
fn complete(sheet: &Sheet<'_>, drafts: &mut [Draft]) {
    for inner in (0..drafts.len()).rev() {
        let (head, cue) = (drafts[inner].head, drafts[inner].cue.end);
        let Some(rest) = drafts[inner].content.iter().find(|piece| piece.start >= cue && sheet.only_punctuation(cue..piece.start)).cloned()
        else {
            continue;
        };
        let before = drafts[..inner].iter_mut().rev().take(3).flat_map(|outer| outer.content.last_mut());
        for last in before.filter(|last| last.contains(&head) && last.end == cue) {
            last.end = rest.end;
        }
    }
}

/// Lays the drafts into each other and turns words into bytes.
fn nest(sheet: &Sheet<'_>, drafts: Vec<Draft>) -> Vec<Attribution> {
    let drafts = without_rivals(drafts);
    let drafts = without_weak_outermost(sheet, drafts);
    let parents: Vec<Option<usize>> = (0..drafts.len()).map(|at| parent(&drafts, at)).collect();
    drafts
        .iter()
        .zip(parents)
        .map(|(draft, inside)| Attribution {
            source: sheet.spans(&draft.source),
            cue: sheet.spans(std::slice::from_ref(&draft.cue)),
            content: sheet.spans(&draft.content),
            kind: kind(sheet, draft),
            inside,
            rule: draft.rule,
            certainty: draft.certainty,
        })
        .collect()
}

/// How far apart in words two cues can be for one to lie in the content of the other.
const REACH: usize = 600;

/// Of two drafts that claim each other's cue, or nearly the same content, the more certain stays.
fn without_rivals(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut keep = vec![true; drafts.len()];
    for (at, draft) in drafts.iter().enumerate() {
        for (other_at, other) in drafts.iter().enumerate().skip(at + 1).take_while(|(_, other)| other.cue.start < draft.cue.end + REACH) {
            let mutual = draft.holds(other.head) && other.holds(draft.head);
            let apart = !draft.holds(other.head) && !other.holds(draft.head);
            if keep[at] && keep[other_at] && (mutual || (apart && overlap(draft, other) > 0.6)) {
                let loser = if other.certainty > draft.certainty { at } else { other_at };
                keep[loser] = false;
            }
        }
    }
    drafts.into_iter().zip(keep).filter_map(|(draft, keep)| keep.then_some(draft)).collect()
}

/// Drops those that report nothing on the writer's own level, though inside a quotation or another's words they do: who "I" is there nobody says, and
/// "to back the plan", "would back it" tell no act.
fn without_weak_outermost(sheet: &Sheet<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let clauses = &sheet.clauses;
    let weak = |at: usize| {
        let draft = &drafts[at];
        let first_person = draft.source.iter().any(|piece| piece.len() == 1 && matches!(clauses.lemma(piece.start), "i" | "we" | "you"));
        let objects =
            matches!(draft.rule, "attribution/object" | "attribution/phrase" | "attribution/object-phrase" | "attribution/relative-object");
        let unreal = objects && (clauses.is(draft.cue.start, "to") || draft.cue.clone().any(|word| clauses.xpos(word) == Xpos::Md));
        ((first_person && !quotations::RULES.contains(&draft.rule)) || unreal || draft.rule == "attribution/relative-object")
            && parent(&drafts, at).is_none()
    };
    let keep: Vec<bool> = (0..drafts.len()).map(|at| !weak(at)).collect();
    drafts.into_iter().zip(keep).filter_map(|(draft, keep)| keep.then_some(draft)).collect()
}

/// Shared content words over all content words.
fn overlap(a: &Draft, b: &Draft) -> f32 {
    let shared: usize =
        a.content.iter().flat_map(|x| b.content.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))).sum();
    shared as f32 / (a.size() + b.size() - shared).max(1) as f32
}

/// The smallest draft whose content holds the cue of this one and is larger than its own: so no two are inside each other, however far apart.
fn parent(drafts: &[Draft], at: usize) -> Option<usize> {
    let (head, size) = (drafts[at].head, drafts[at].size());
    let near = drafts.iter().enumerate().filter(|(_, other)| other.cue.start.abs_diff(head) < REACH);
    near.filter(|(_, other)| other.size() > size && other.holds(head))
        .min_by_key(|(other_at, other)| (other.size(), *other_at))
        .map(|(other_at, _)| other_at)
}

/// Quoted, reported, or both: whether the words of the content stand in quotation marks.
fn kind(sheet: &Sheet<'_>, draft: &Draft) -> SpeechKind {
    let words = draft.content.iter().flat_map(Clone::clone).filter(|word| !sheet.is_punctuation(*word));
    let (mut inside, mut outside) = (0usize, 0usize);
    for word in words {
        if sheet.quote_around(word).is_some_and(|quote| !quote.contains(&draft.head)) { inside += 1 } else { outside += 1 }
    }
    match (inside, outside) {
        (0, _) => SpeechKind::Indirect,
        (_, 0) => SpeechKind::Direct,
        _ => SpeechKind::Mixed,
    }
}

/// The bytes of word ranges.
impl Sheet<'_> {
    fn spans(&self, pieces: &[Range<usize>]) -> Vec<Span> {
        pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| self.clauses.span(piece.clone())).collect()
    }
}
