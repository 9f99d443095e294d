//! What moved: pairs of dated positions, and separately what the texts themselves assert.
//!
//! A computed shift needs two firm positions in a party's own voice on one issue, the earlier certainly over before the later began. Repetitions, reports by
//! others, undated and background positions never make one. "Softened" in an article is the outlet's claim about a shift and is kept apart.

use std::collections::BTreeMap;

use model::{Act, Entry, Move, Stance};

use crate::placing::{in_time, is_before, is_own_voice};

/// Which way a position moved on the issue's proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Nearer to supporting it.
    Towards,
    /// Further from supporting it.
    Away,
}

impl Direction {
    /// The words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Towards => "towards support",
            Direction::Away => "away from support",
        }
    }
}

/// A computed movement between two dated positions of one party on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift<'a> {
    /// The earlier position.
    pub from: &'a Entry,
    /// The later one.
    pub to: &'a Entry,
    /// Which way.
    pub direction: Direction,
}

/// A movement that a text asserts.
#[derive(Clone, Debug, PartialEq)]
pub struct AssertedShift<'a> {
    /// Which way the text says it went.
    pub moved: Move,
    /// The entry whose words assert it.
    pub entry: &'a Entry,
    /// The nearest earlier position of that party on that issue with another stance, in any article or earlier in the same text; `None` if none is known.
    pub before: Option<&'a Entry>,
}

/// Computed shifts, newest first.
pub fn shifts(entries: &[Entry]) -> Vec<Shift<'_>> {
    let mut found: Vec<Shift<'_>> = lines(entries, |e| is_own_voice(e) && e.stance != Stance::Neutral && e.act != Act::Reaffirm)
        .into_values()
        .flat_map(|line| shifts_of(&line))
        .collect();
    found.sort_by_key(|s| std::cmp::Reverse(in_time(s.to)));
    found
}

/// Movements that the texts assert, newest first.
pub fn asserted_shifts(entries: &[Entry]) -> Vec<AssertedShift<'_>> {
    let mut found: Vec<AssertedShift<'_>> = Vec::new();
    for line in lines(entries, |_| true).into_values() {
        for entry in &line {
            let Some(moved) = entry.moved else { continue };
            let earlier =
                |e: &&&Entry| e.number != entry.number && e.stance != entry.stance && e.stance != Stance::Neutral && precedes(e, entry);
            let before = line.iter().filter(earlier).max_by_key(|e| in_time(e)).copied();
            found.push(AssertedShift { moved, entry, before });
        }
    }
    found.sort_by_key(|s| std::cmp::Reverse(in_time(s.entry)));
    found
}

/// Certainly earlier, or told earlier in the same article.
fn precedes(one: &Entry, other: &Entry) -> bool {
    is_before(one, other) || (one.article.id == other.article.id && one.span.start < other.span.start && !is_before(other, one))
}

/// Entries by party and issue, each line in time order.
fn lines(entries: &[Entry], keep: impl Fn(&Entry) -> bool) -> BTreeMap<(&str, &str), Vec<&Entry>> {
    let mut lines: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| keep(e)) {
        if let Some(issue) = entry.issue.as_deref() {
            lines.entry((entry.holder.as_str(), issue)).or_default().push(entry);
        }
    }
    for line in lines.values_mut() {
        line.sort_by_key(|e| in_time(e));
    }
    lines
}

/// Consecutive differing positions; a day on which the party said contrary things is no firm ground and makes no shift.
fn shifts_of<'a>(line: &[&'a Entry]) -> Vec<Shift<'a>> {
    let firm: Vec<&Entry> = line.iter().copied().filter(|e| !line.iter().any(|o| o.stance != e.stance && o.when == e.when)).collect();
    firm.windows(2)
        .filter(|pair| pair[0].stance != pair[1].stance && is_before(pair[0], pair[1]))
        .map(|pair| Shift { from: pair[0], to: pair[1], direction: direction(pair[0].stance, pair[1].stance) })
        .collect()
}

fn direction(from: Stance, to: Stance) -> Direction {
    if rank(to) > rank(from) { Direction::Towards } else { Direction::Away }
}

/// Nearness to supporting the proposition.
fn rank(stance: Stance) -> u8 {
    match stance {
        Stance::Oppose => 0,
        Stance::Conditional => 1,
        Stance::Neutral => 2,
        Stance::Open => 2,
        Stance::Support => 3,
    }
}

#[cfg(test)]
mod tests {
    use model::{StatementBasis, When};

    use super::*;
    use crate::sample::entry;

    #[test]
    fn two_dated_positions_make_a_shift() {
        let entries = [entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05"), entry(2, "Peru", "fees", Stance::Open, "2025-02-05")];
        let found = shifts(&entries);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].from.number, found[0].to.number, found[0].direction), (1, 2, Direction::Towards));
    }

    #[test]
    fn no_shift_from_a_report_a_repetition_or_an_unknown_date() {
        let first = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let later = entry(2, "Peru", "fees", Stance::Open, "2025-02-05");
        let reported = Entry { basis: StatementBasis::Reported, ..later.clone() };
        let repeated = Entry { act: Act::Reaffirm, ..later.clone() };
        let undated = Entry { when: When::unknown(), ..later.clone() };
        for other in [reported, repeated, undated] {
            assert!(shifts(&[first.clone(), other]).is_empty());
        }
    }

    #[test]
    fn positions_of_one_day_make_no_shift() {
        let entries = [entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05"), entry(2, "Peru", "fees", Stance::Support, "2025-01-05")];
        assert!(shifts(&entries).is_empty());
    }

    #[test]
    fn an_undated_position_follows_only_what_an_earlier_article_tells() {
        let dated = entry(1, "Peru", "fees", Stance::Open, "2025-02-04");
        let day = "2025-02-05".parse().unwrap();
        let mut background = Entry { when: When::published(day), ..entry(2, "Peru", "fees", Stance::Oppose, "2025-02-05") };
        assert_eq!(shifts(&[dated.clone(), background.clone()]).len(), 1);
        background.article = dated.article.clone();
        assert!(shifts(&[dated, background]).is_empty());
    }

    #[test]
    fn the_texts_own_claim_is_kept_apart_with_the_words_before_it() {
        let before = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let claim = Entry { moved: Some(Move::Soften), ..entry(2, "Peru", "fees", Stance::Open, "2025-02-05") };
        let entries = [before, claim];
        let found = asserted_shifts(&entries);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].before.map(|e| e.number), Some(1));
    }
}
