//! When are two texts, two utterances or two events the same? Pure comparisons; the ledger looks the candidates up.
//!
//! Texts: *containment* of word triples, the share of the smaller text's triples that stand in the other, at least one half (Broder, "On the
//! resemblance and containment of documents", 1997: unlike resemblance it finds a long wire report inside a longer article). Utterances: equal
//! words after folding case and punctuation. Events: overlapping days, and place or people in common; doubtful ones stay apart.

use std::collections::BTreeSet;

use model::{Date, Event, EventEntry, EventStatus, When};
use xxhash_rust::xxh3::xxh3_64;

/// A text this share of whose word triples stand in another is a copy of it.
pub(crate) const COPY: f64 = 0.5;

/// Shorter texts are too small to tell a copy from a common phrase.
const FEWEST_TRIPLES: usize = 16;

/// About how many triples of a text are kept as its sample.
const SAMPLE: usize = 192;

/// A sample never thins a text more than to one triple in 2^4: two texts of different length must still meet.
const THINNEST: u32 = 4;

/// The words of a text: lower case, letters and digits, an apostrophe or hyphen inside a word left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '-' | '‑') && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// A stable hash of these fields.
pub(crate) fn hash(fields: &[&str]) -> i64 {
    xxh3_64(fields.join("\u{1f}").as_bytes()) as i64
}

/// The distinct word triples of a text, hashed, in order.
pub(crate) fn triples(text: &str) -> BTreeSet<i64> {
    words(text).windows(3).map(|w| hash(&[&w[0], &w[1], &w[2]])).collect()
}

/// The sample of a text's triples by which candidates are found: those whose hash ends in so many zero bits. A thinner sample is part of every
/// thicker one, so two samples can be compared at the thinner of the two (Irber et al., "FracMinHash", 2022).
pub(crate) fn sample(triples: &BTreeSet<i64>) -> impl Iterator<Item = i64> + '_ {
    let zeros = thinning(triples.len());
    triples.iter().copied().filter(move |h| h.trailing_zeros() >= zeros)
}

/// The containment that a number of shared sampled triples lets expect of two texts with so many triples; 0 for texts too short to judge.
pub(crate) fn expected(shared: usize, a: usize, b: usize) -> f64 {
    if a.min(b) < FEWEST_TRIPLES {
        return 0.0;
    }
    let sampled = a.min(b) as f64 / f64::from(1u32 << thinning(a).max(thinning(b)));
    shared as f64 / sampled
}

/// The share of the smaller set that stands in the larger; 0 for texts too short to judge.
pub(crate) fn containment(a: &BTreeSet<i64>, b: &BTreeSet<i64>) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.len() < FEWEST_TRIPLES {
        return 0.0;
    }
    small.iter().filter(|t| large.contains(t)).count() as f64 / small.len() as f64
}

fn thinning(triples: usize) -> u32 {
    (0..THINNEST).find(|zeros| triples >> zeros <= SAMPLE).unwrap_or(THINNEST)
}

/// How a newly told event stands to one in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// The same event told again.
    Same,
    /// What was planned has taken place, was called off or moved, or is now firmer.
    Follows,
}

/// The relation, if there is one. Conservative: people or place must agree and nothing may contradict. `published` is the day of the article that
/// tells it now; articles may be recorded in any order.
pub(crate) fn relation(told: &Event, published: Option<Date>, known: &EventEntry) -> Option<Relation> {
    if !alike(told, known) {
        return None;
    }
    let later = published.zip(known.article.published).is_none_or(|(now, then)| now >= then);
    let days = overlap(&told.when, &known.when);
    match (planned(known.status), planned(told.status)) {
        (_, false) if known.status == told.status => days.then_some(Relation::Same),
        (true, false) if told.status == EventStatus::Held => days.then_some(Relation::Follows),
        (true, false) => (later && (days || new_day(&told.when, &known.when))).then_some(Relation::Follows),
        (true, true) if firmer(told.status, known.status) && later => days.then_some(Relation::Follows),
        (true, true) => days.then_some(Relation::Same),
        (false, true) if known.status == EventStatus::Held || !later => days.then_some(Relation::Same),
        (false, _) => None,
    }
}

fn planned(status: EventStatus) -> bool {
    matches!(status, EventStatus::Scheduled | EventStatus::Hedged | EventStatus::Conditional | EventStatus::Proposed)
}

fn firmer(told: EventStatus, known: EventStatus) -> bool {
    told == EventStatus::Scheduled && known != EventStatus::Scheduled
}

/// Whether what is called off or moved may be this: no new day is told, or a later one.
fn new_day(told: &When, known: &When) -> bool {
    (told.first.is_none() && told.last.is_none()) || told.first.zip(known.last).is_some_and(|(new, old)| new > old)
}

/// Whether two known periods share a day and neither is longer than eight days: "in 2025" overlaps with everything and says nothing.
fn overlap(a: &When, b: &When) -> bool {
    let bounds = |w: &When| w.first.zip(w.last).filter(|(first, last)| (*last - *first).get_days() <= 8 && first <= last);
    bounds(a).zip(bounds(b)).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1)
}

/// People and place: places must not differ; then either the place is one and half of the fewer people are shared, or the people are the same
/// (two or more) and the descriptions share a word.
fn alike(told: &Event, known: &EventEntry) -> bool {
    let fold = |s: &str| words(s).join(" ");
    let (a, b) = (people(&told.participants), people(&known.participants));
    let shared = a.intersection(&b).count();
    let one_place = match (&told.place, &known.place) {
        (Some(x), Some(y)) if fold(x) == fold(y) => true,
        (Some(_), Some(_)) => return false,
        _ => false,
    };
    // "meet", "met" no, "meeting" yes: the first four letters stand for the word.
    let content = |s: &str| {
        words(s).iter().filter_map(|w| w.char_indices().nth(3).map(|(at, c)| w[..at + c.len_utf8()].to_string())).collect::<BTreeSet<_>>()
    };
    let told_alike = !content(&told.what).is_disjoint(&content(&known.what));
    (one_place && shared > 0 && 2 * shared >= a.len().min(b.len()) && told_alike) || (shared >= 2 && a == b && told_alike)
}

/// Who takes part, folded, without the phrases that only join others of them: "ministers of Peru and Chile" beside "Peru" and "Chile".
fn people(names: &[String]) -> BTreeSet<String> {
    let folded: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    let joins = |name: &Vec<String>| {
        folded
            .iter()
            .any(|other| other.len() < name.len() && !other.is_empty() && name.windows(other.len()).any(|part| part == other.as_slice()))
    };
    folded.iter().filter(|name| !joins(name)).map(|name| name.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fold_case_punctuation_and_dashes() {
        assert_eq!(words("The EU’s “cease-fire”, again."), ["the", "eus", "ceasefire", "again"]);
        assert!(words(" – … ").is_empty());
    }

    #[test]
    fn a_report_inside_a_longer_article_is_contained() {
        let report: String = (0..120).map(|n| format!("word{n} ")).collect();
        let longer = format!("{report} {}", (500..900).map(|n| format!("other{n} ")).collect::<String>());
        let stranger: String = (1000..1400).map(|n| format!("word{n} ")).collect();
        assert!(containment(&triples(&report), &triples(&longer)) > 0.99);
        assert_eq!(containment(&triples(&report), &triples(&stranger)), 0.0);
        assert_eq!(containment(&triples("too short to say"), &triples("too short to say")), 0.0);
    }

    #[test]
    fn samples_of_a_long_and_a_short_text_meet() {
        let short: String = (0..300).map(|n| format!("w{n} ")).collect();
        let long: String = (0..4000).map(|n| format!("w{n} ")).collect();
        let (a, b) = (triples(&short), triples(&long));
        let shared = sample(&a).filter(|h| sample(&b).any(|x| x == *h)).count();
        assert!(expected(shared, a.len(), b.len()) > 0.6, "{shared}");
        assert_eq!(expected(0, a.len(), b.len()), 0.0);
    }
}
