//! How far coders agree: Krippendorff's alpha for nominal values.
//!
//! Units (entries) are each coded by any number of coders; a unit that fewer than two coded says nothing about agreement and is left out. Alpha is
//! 1 − D_o / D_e with observed and expected disagreement from the coincidence matrix; 1 is perfect agreement, 0 what chance would give, below 0 worse than
//! chance. Krippendorff, *Content Analysis* (2004), chapter 11; "Computing Krippendorff's Alpha-Reliability" (2011).

use std::collections::BTreeMap;

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
