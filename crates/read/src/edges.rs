//! Edges: where the words that name somebody begin and end.
//!
//! In comes a noun phrase as the parser gives it; out it comes without the day or hour, and with it the place, that the parser joined to its edges.

use std::ops::Range;

use model::{Span, Timex};
use syntax::{Rel, Upos};

use crate::{Clauses, Page};

/// As [`without_times`], for bytes; words that are nothing but a time stay.
pub(crate) fn trimmed(page: &Page<'_>, span: Span) -> Span {
    let clauses = Clauses::new(&page.parse, &page.view);
    let whole = page.parse.words_in(span.range());
    let words = without_times(&clauses, &page.times, whole.clone());
    if words.is_empty() || words == whole { span } else { clauses.span(words) }
}

/// The words of a noun phrase without the day or hour, and with it the place, that the parser joined to its edges: "**on Monday in Lima,** the envoy",
/// "the envoy **on Monday**"; empty when nothing else is there.
pub(crate) fn without_times(clauses: &Clauses<'_>, times: &[Timex], words: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = clauses.trimmed(words);
    let case = |word: usize| clauses.upos(word) == Upos::Adp;
    while start < end {
        let first = if case(start) && start + 1 < end { start + 1 } else { start };
        // "the 1994 treaty", "Monday's talks" name their day.
        let Some(time) = time_at(clauses, times, first) else { break };
        let last = (first..end).take_while(|word| time.overlaps(clauses.span(*word..*word + 1))).last().unwrap_or(first);
        if matches!(clauses.rel(last), Rel::Compound | Rel::Nummod | Rel::Amod | Rel::NmodPoss) && last + 1 < end {
            break;
        }
        start = (first..end).find(|word| !time.overlaps(clauses.span(*word..*word + 1))).unwrap_or(end);
        if start < end && case(start) {
            start = (start..end).find(|word| matches!(clauses.word(*word), "," | "—" | "–" | "--")).unwrap_or(end);
        }
        start = clauses.trimmed(start..end).start;
    }
    while end > start + 1 {
        let Some(time) = time_at(clauses, times, end - 1) else { break };
        let before = (start..end).rev().find(|word| !time.overlaps(clauses.span(*word..*word + 1)));
        if before.is_some_and(|word| clauses.is(word, "of")) {
            break;
        }
        end = before.map_or(start, |word| word + 1);
        end -= usize::from(end > start && case(end - 1));
        end = clauses.trimmed(start..end).end;
    }
    start..end.max(start)
}

/// The temporal expression over this word.
fn time_at(clauses: &Clauses<'_>, times: &[Timex], word: usize) -> Option<Span> {
    let span = clauses.span(word..word + 1);
    let at = times.partition_point(|time| time.span.end <= span.start);
    times.get(at).map(|time| time.span).filter(|time| time.overlaps(span))
}
