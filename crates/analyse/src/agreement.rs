//! How far coders agree: Krippendorff's alpha for nominal values.
//!
//! Units (entries) are each coded by any number of coders; a unit that fewer than two coded says nothing about agreement and is left out. Alpha is
//! 1 − D_o / D_e with observed and expected disagreement from the coincidence matrix; 1 is perfect agreement, 0 what chance would give, below 0 worse than
//! chance. Krippendorff, *Content Analysis* (2004), chapter 11; "Computing Krippendorff's Alpha-Reliability" (2011).

use std::collections::BTreeMap;

use model::{Entry, EntryState};

/// What was computed, and on how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Alpha; `None` when it is not defined: fewer than two values to compare, or only one value was ever used (no disagreement was possible).
    pub alpha: Option<f64>,
    /// Units that at least two coded.
    pub units: usize,
    /// Share of pairs within units that agree, 0 to 1; `None` without a pair. Each unit weighs by its number of values, as in alpha.
    pub observed: Option<f64>,
}

/// Agreement over units, each a list of the values that coders gave it; the order within a unit does not matter.
///
/// ```
/// let agreed = analyse::agreement(&[vec!["a", "a"], vec!["b", "b"], vec!["a"]]);
/// assert_eq!((agreed.alpha, agreed.units), (Some(1.0), 2));
/// ```
pub fn agreement<T: Ord + Copy>(units: &[Vec<T>]) -> Agreement {
    let mut totals: BTreeMap<T, f64> = BTreeMap::new();
    let (mut paired, mut disagreement) = (0, 0.0);
    for unit in units.iter().filter(|u| u.len() >= 2) {
        paired += 1;
        let mut counts: BTreeMap<T, f64> = BTreeMap::new();
        for value in unit {
            *counts.entry(*value).or_default() += 1.0;
        }
        let size = unit.len() as f64;
        disagreement += counts.values().map(|n| n * (size - n)).sum::<f64>() / (size - 1.0);
        for (value, count) in counts {
            *totals.entry(value).or_default() += count;
        }
    }
    let all: f64 = totals.values().sum();
    let expected: f64 = if all > 1.0 { totals.values().map(|n| n * (all - n)).sum::<f64>() / (all - 1.0) } else { 0.0 };
    Agreement {
        alpha: (expected > 0.0).then(|| 1.0 - disagreement / expected),
        units: paired,
        observed: (all > 0.0).then(|| 1.0 - disagreement / all),
    }
}

/// What of an entry is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The stance.
    Stance,
    /// The holder.
    Holder,
    /// The issue, or none.
    Issue,
}

/// How the reader and the people who reviewed it agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reviewed {
    /// The reader's value against each reviewer's own.
    pub with_reader: Agreement,
    /// Reviewers' values against each other's.
    pub between: Agreement,
}

/// Agreement on one field over chains of decisions, each the history of one entry, earliest first. A person's value is that of the last decision by them; a withdrawal
/// is a value of its own ("no statement"); a decision that was taken back by the same person, or that takes back another's, is none.
pub fn review_agreement(chains: &[Vec<Entry>], field: Field) -> Reviewed {
    let (mut with_reader, mut between): (Vec<Vec<Value<'_>>>, Vec<Vec<Value<'_>>>) = (Vec::new(), Vec::new());
    for chain in chains {
        let Some(read) = chain.first() else { continue };
        let mut by_person: BTreeMap<&str, Option<Value<'_>>> = BTreeMap::new();
        for entry in &chain[1..] {
            if let Some(who) = entry.decided_by.as_deref() {
                by_person.insert(who, (entry.state != EntryState::AsRead).then(|| value(entry, field)));
            }
        }
        let people: Vec<Value<'_>> = by_person.into_values().flatten().collect();
        with_reader.extend(people.iter().map(|own| vec![value(read, field), *own]));
        between.push(people);
    }
    Reviewed { with_reader: agreement(&with_reader), between: agreement(&between) }
}

/// A nominal value; `None` stands for "no statement", which no field's own words can be.
type Value<'a> = Option<&'a str>;

fn value(entry: &Entry, field: Field) -> Value<'_> {
    if entry.state == EntryState::Withdrawn {
        return None;
    }
    Some(match field {
        Field::Stance => entry.stance.as_str(),
        Field::Holder => &entry.holder,
        Field::Issue => entry.issue.as_deref().unwrap_or(""),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of Krippendorff (2011): four observers, twelve units, missing values; nominal alpha 0.743.
    #[test]
    fn the_worked_example() {
        let observers: [[u8; 12]; 4] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<u8>> = (0..12).map(|u| observers.iter().map(|o| o[u]).filter(|v| *v > 0).collect()).collect();
        let found = agreement(&units);
        assert_eq!(found.units, 11);
        assert!((found.alpha.unwrap() - 0.743).abs() < 0.0005, "{found:?}");
    }

    /// Two observers, ten binary units, from the same text: alpha 0.095.
    #[test]
    fn the_worked_binary_example() {
        let (one, other) = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
        let units: Vec<Vec<u8>> = (0..10).map(|u| vec![one[u], other[u]]).collect();
        assert!((agreement(&units).alpha.unwrap() - 0.095).abs() < 0.0005);
    }

    #[test]
    fn reader_and_reviewers_are_compared_by_their_last_words() {
        use model::Stance;
        let read = crate::sample::entry(1, "Peru", "fees", Stance::Support, "2025-01-05");
        let decided = |who: &str, state, stance| Entry { decided_by: Some(who.into()), state, stance, ..read.clone() };
        let (ana, ben) = (decided("Ana", EntryState::Corrected, Stance::Oppose), decided("Ben", EntryState::Confirmed, Stance::Oppose));
        let taken_back = decided("Ana", EntryState::AsRead, Stance::Support);
        let withdrawn = decided("Ben", EntryState::Withdrawn, Stance::Support);
        let chains = [vec![read.clone(), ana.clone(), ben], vec![read.clone(), ana, taken_back], vec![read.clone(), withdrawn]];
        let found = review_agreement(&chains, Field::Stance);
        assert_eq!(
            (found.with_reader.units, found.with_reader.observed),
            (3, Some(0.0)),
            "two corrections and a withdrawal; what was taken back is none"
        );
        assert_eq!((found.between.units, found.between.observed), (1, Some(1.0)));
        let holders = review_agreement(&chains, Field::Holder).with_reader.observed.unwrap();
        assert!((holders - 2.0 / 3.0).abs() < 1e-9, "the withdrawal alone is another value");
    }

    #[test]
    fn nothing_to_compare_is_not_agreement() {
        assert_eq!(agreement::<u8>(&[]), Agreement { alpha: None, units: 0, observed: None });
        assert_eq!(agreement(&[vec![1], vec![2]]).alpha, None);
        assert_eq!(agreement(&[vec![1, 1], vec![1, 1]]).alpha, None, "one value alone: no disagreement was possible");
    }

    proptest! {
        #[test]
        fn never_above_one(units in prop::collection::vec(prop::collection::vec(0u8..4, 0..5), 0..20)) {
            prop_assert!(agreement(&units).alpha.is_none_or(|a| a <= 1.0 + 1e-12));
        }
    }
}
