//! Where things stand: parties × issues as of a day.
//!
//! A party's place on an issue is its latest firm position in its own voice; only if there is none, what others report of it, and only if there is no firm
//! one, a neutral remark. Contrary own positions of the same latest day are not decided here: the cell says that they differ.

use std::collections::BTreeMap;

use jiff::Unit;
use model::{Date, Entry, Stance, independent_sources};

use crate::placing::{day, in_time, is_own_voice, side};

/// How many days back another voice of the same party counts as a present one.
const VOICES_WINDOW: i64 = 60;

/// Parties × issues.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix<'a> {
    /// The day it was drawn for, if one was given.
    pub as_of: Option<Date>,
    /// Parties with at least one cell, most cells first, then by name.
    pub parties: Vec<&'a str>,
    /// Issues with at least one cell, most cells first, then by name.
    pub issues: Vec<&'a str>,
    /// The cells, by party then issue. A pair without a cell has no statement.
    pub cells: BTreeMap<(&'a str, &'a str), Cell<'a>>,
}

/// Where a party is on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One stance.
    Clear(Stance),
    /// Its own voices of the same day contradict each other.
    Differing,
}

impl Standing {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Clear(stance) => stance.as_str(),
            Standing::Differing => "disputed",
        }
    }
}

/// A party's place on an issue and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// Where it stands.
    pub standing: Standing,
    /// The entry that decides it: the latest.
    pub latest: &'a Entry,
    /// The first dated entry of the unbroken run with that stance; an undated one only if no other is there.
    pub since: &'a Entry,
    /// Every entry of that run, in time order.
    pub run: Vec<&'a Entry>,
    /// Independent sources of the run (reprints count once).
    pub sources: usize,
    /// Whether the party itself is on record; otherwise others report it.
    pub own_voice: bool,
    /// Positions contrary to the latest, by other voices of the party, not long before it or on its day.
    pub dissent: Vec<&'a Entry>,
    /// Days from the latest entry to the day looked from; `None` when either is unknown.
    pub age: Option<i64>,
}

/// The matrix as of a day (inclusive). With a day, undated entries are left out, since nobody can say whether they were held by then; without one, they count as
/// the oldest. Entries without an issue are not part of it.
///
/// Age is counted from `as_of`, else from the latest day of publication.
pub fn matrix(entries: &[Entry], as_of: Option<Date>) -> Matrix<'_> {
    let mut held: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| counts(e, as_of)) {
        if let Some(issue) = entry.issue.as_deref() {
            held.entry((entry.holder.as_str(), issue)).or_default().push(entry);
        }
    }
    let from = as_of.or_else(|| entries.iter().filter_map(|e| e.article.published).max());
    let cells: BTreeMap<_, _> = held.into_iter().filter_map(|(key, entries)| Some((key, cell(entries, from)?))).collect();
    Matrix { as_of, parties: by_count(cells.keys().map(|k| k.0)), issues: by_count(cells.keys().map(|k| k.1)), cells }
}

fn counts(entry: &Entry, as_of: Option<Date>) -> bool {
    as_of.is_none_or(|limit| day(entry).is_some_and(|d| d <= limit))
}

/// Names by how often they occur, most first, then by name.
fn by_count<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *count.entry(name).or_default() += 1;
    }
    let mut names: Vec<&str> = count.keys().copied().collect();
    names.sort_by_key(|n| std::cmp::Reverse(count[n]));
    names
}

fn cell<'a>(mut entries: Vec<&'a Entry>, from: Option<Date>) -> Option<Cell<'a>> {
    entries.sort_by_key(|e| in_time(e));
    let line = line_of(&entries);
    let latest = *line.last()?;
    let contrary = |e: &&Entry| side(e.stance) * side(latest.stance) < 0;
    let differing = line.iter().any(|e| in_time(e).0 == in_time(latest).0 && in_time(e).1 == in_time(latest).1 && contrary(e));
    let run: Vec<&Entry> =
        line.iter().rev().take_while(|e| e.stance == latest.stance).copied().collect::<Vec<_>>().into_iter().rev().collect();
    let dissent = line.iter().filter(|e| contrary(e) && e.speaker != latest.speaker && recent(e, latest)).copied().collect();
    Some(Cell {
        standing: if differing { Standing::Differing } else { Standing::Clear(latest.stance) },
        latest,
        since: run.iter().find(|e| day(e).is_some()).or(run.first()).copied().unwrap_or(latest),
        sources: independent_sources(run.iter().flat_map(|e| &e.appearances)),
        run,
        own_voice: is_own_voice(latest),
        dissent,
        age: from.zip(day(latest)).and_then(|(to, day)| days_between(day, to)),
    })
}

/// The entries that decide a place: firm ones in the party's own voice, else firm ones of others, else whatever there is.
fn line_of<'a>(entries: &[&'a Entry]) -> Vec<&'a Entry> {
    let pick = |keep: &dyn Fn(&Entry) -> bool| -> Vec<&'a Entry> { entries.iter().copied().filter(|e| keep(e)).collect() };
    let firm = |e: &Entry| e.stance != Stance::Neutral;
    let own = pick(&|e| firm(e) && is_own_voice(e));
    if !own.is_empty() {
        return own;
    }
    let others = pick(&firm);
    if !others.is_empty() {
        return others;
    }
    entries.to_vec()
}

fn recent(entry: &Entry, latest: &Entry) -> bool {
    day(entry).zip(day(latest)).and_then(|(a, b)| days_between(a, b)).is_some_and(|days| days <= VOICES_WINDOW)
}

fn days_between(first: Date, last: Date) -> Option<i64> {
    first.until((Unit::Day, last)).ok().map(|span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use model::StatementBasis;
    use proptest::prelude::*;

    use super::*;
    use crate::sample::entry;

    #[test]
    fn the_latest_own_word_decides_and_the_run_tells_since_when() {
        let entries = [
            entry(1, "Peru", "fees", Stance::Support, "2025-01-05"),
            entry(2, "Peru", "fees", Stance::Oppose, "2025-02-01"),
            entry(3, "Peru", "fees", Stance::Oppose, "2025-03-01"),
        ];
        let found = matrix(&entries, None);
        let cell = &found.cells[&("Peru", "fees")];
        assert_eq!(cell.standing, Standing::Clear(Stance::Oppose));
        assert_eq!((cell.since.number, cell.latest.number), (2, 3));
        let before = matrix(&entries, Some("2025-01-31".parse().unwrap()));
        assert_eq!(before.cells[&("Peru", "fees")].standing, Standing::Clear(Stance::Support));
    }

    #[test]
    fn what_others_say_does_not_replace_the_partys_own_word() {
        let own = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let mut report = entry(2, "Peru", "fees", Stance::Support, "2025-02-05");
        report.basis = StatementBasis::Reported;
        let entries = [own, report];
        assert_eq!(matrix(&entries, None).cells[&("Peru", "fees")].standing, Standing::Clear(Stance::Oppose));
    }

    #[test]
    fn two_voices_of_one_day_differ() {
        let one = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let mut other = entry(2, "Peru", "fees", Stance::Support, "2025-01-05");
        other.speaker = Some("A minister".into());
        let entries = [one, other];
        let found = matrix(&entries, None);
        let cell = &found.cells[&("Peru", "fees")];
        assert_eq!(cell.standing, Standing::Differing);
        assert_eq!(cell.dissent.len(), 1);
    }

    #[test]
    fn an_undated_word_counts_only_when_no_day_is_asked_for() {
        let mut undated = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        undated.when = model::When::unknown();
        undated.article.published = None;
        let entries = [undated];
        assert_eq!(matrix(&entries, None).cells.len(), 1);
        assert!(matrix(&entries, Some("2026-01-01".parse().unwrap())).cells.is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_entries_does_not_matter(order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle()) {
            let stances = [Stance::Support, Stance::Oppose, Stance::Open];
            let all: Vec<Entry> = (0..8).map(|n| entry(n as i64 + 1, ["Peru", "Chad"][n % 2], "fees", stances[n % 3], &format!("2025-0{}-01", n / 2 + 1))).collect();
            let shuffled: Vec<Entry> = order.iter().map(|n| all[*n].clone()).collect();
            let (a, b) = (matrix(&all, None), matrix(&shuffled, None));
            prop_assert_eq!(a, b);
        }
    }
}
