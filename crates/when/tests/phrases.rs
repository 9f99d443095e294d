//! How much of two public phrase collections is read. Both come from dialogue systems, which also read "in 5 minutes" as a minute of the clock,
//! the feasts of six religions and times without a mark; the floors are what this tagger for news reads of them, so that nothing is lost unnoticed.
//! The licences are in `phrases/NOTICE`.

use model::{Date, Timex};
use when::{Anchoring, Tagger};

fn tag(text: &str, day: Option<Date>) -> Vec<Timex> {
    Tagger::embedded().tag_anchored(text, &[], day, Anchoring::News)
}

/// Day and hour of the first value, at the grain that the collection gives.
fn duckling_met(phrase: &str, grain: &str, value: &str) -> bool {
    // The collection is one of plans: "friday" is the next, "Aug 8" lies ahead.
    let times = Tagger::embedded().tag_anchored(phrase, &[], Some(Date::constant(2013, 2, 12)), Anchoring::Ahead);
    if grain == "none" {
        return times.is_empty();
    }
    let clock = value.get(10..).filter(|_| matches!(grain, "hour" | "minute" | "second"));
    times.iter().any(|t| {
        let day = t.when.first.is_some_and(|d| value.starts_with(&d.to_string()));
        day && clock.is_none_or(|clock| t.value.ends_with(clock) || t.value.contains(&format!("{clock}:")))
    })
}

/// The value with or without the day of writing, or the first day of a range. A time of an unknown day is `T15` there and `XXXX-XX-XXT15:00` here.
fn recognizers_met(day: &str, sentence: &str, words: &str, timex: &str) -> bool {
    let published = day.parse().ok();
    let (dated, undated) = (tag(sentence, published), tag(sentence, None));
    if timex == "none" {
        return dated.is_empty();
    }
    dated.iter().chain(&undated).any(|t| {
        let found = t.span.of(sentence).to_lowercase();
        let overlaps = words.contains(&found) || found.contains(words);
        let told = t.value.trim_start_matches("XXXX-XX-XX");
        let same = |want: &str| {
            want == t.value || want.contains('T') && (want == told || format!("{want}:00") == told || format!("{want}:00") == t.value)
        };
        let begins = |want: &str| {
            let first = want.strip_prefix('(').and_then(|w| w.split(',').next());
            first.is_some_and(|first| t.when.first.is_some_and(|d| d.to_string().ends_with(first.trim_start_matches("XXXX"))))
        };
        overlaps && timex.split('|').any(|want| same(want) || begins(want))
    })
}

fn share(table: &str, met: impl Fn(&[&str]) -> bool) -> (usize, usize) {
    let rows: Vec<Vec<&str>> = table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
    (rows.iter().filter(|row| met(row)).count(), rows.len())
}

#[test]
fn duckling_phrases() {
    let (met, all) = share(include_str!("phrases/duckling.tsv"), |row| duckling_met(row[0], row[1], row[2]));
    println!("duckling: {met} of {all}");
    assert!(met >= 379, "{met} of {all}");
}

#[test]
fn recognizers_sentences() {
    let (met, all) = share(include_str!("phrases/recognizers.tsv"), |row| recognizers_met(row[0], row[1], row[2], row[3]));
    println!("recognizers: {met} of {all}");
    assert!(met >= 564, "{met} of {all}");
}

#[test]
fn what_is_no_time_is_not_read() {
    let read: Vec<&str> = include_str!("phrases/duckling.tsv")
        .lines()
        .filter_map(|line| line.split_once("\tnone\t"))
        .map(|(phrase, _)| phrase)
        .filter(|phrase| !tag(phrase, None).is_empty())
        .collect();
    // A sum of 2000 without its currency looks like a year.
    assert_eq!(read, ["Pay ABC 2000"]);
}
