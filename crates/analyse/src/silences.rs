//! On what a party said nothing, or nothing for long.
//!
//! "No statement found" is a fact about the ledger, never a position. A silence that began after words is told with the last words and their age.

use model::{Date, Entry};

use crate::matrix::Matrix;
use crate::placing::day;

/// A party's silence on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence<'a> {
    /// The issue's id.
    pub issue: &'a str,
    /// Its last words and how many days old they are; `None` when no statement was found at all.
    pub last: Option<(&'a Entry, i64)>,
}

/// The party's silences among these issues, in their order: no cell in the matrix, or the latest word of any voice of it older than `days`. Age counts from the
/// matrix's day, else from `today`. A position whose age is not known makes no silence.
pub fn silences<'a>(table: &Matrix<'a>, party: &str, issues: &[&'a str], today: Option<Date>, days: i64) -> Vec<Silence<'a>> {
    let from = table.as_of.or(today);
    issues
        .iter()
        .filter_map(|issue| {
            let cell = table.cells.iter().find(|((holder, of), _)| *holder == party && of == issue).map(|(_, cell)| cell);
            let Some(cell) = cell else { return Some(Silence { issue, last: None }) };
            let age = from
                .zip(day(cell.latest))
                .and_then(|(to, last)| last.until((jiff::Unit::Day, to)).ok())
                .map(|span| i64::from(span.get_days()))?;
            (age > days).then_some(Silence { issue, last: Some((cell.latest, age)) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use model::Stance;

    use super::*;
    use crate::matrix;
    use crate::sample::entry;

    #[test]
    fn never_and_not_for_long() {
        let entries = [entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05"), entry(2, "Peru", "dues", Stance::Open, "2025-06-01")];
        let table = matrix(&entries, Some("2025-06-05".parse().unwrap()));
        let found = silences(&table, "Peru", &["dues", "fees", "pilots"], None, 90);
        let told: Vec<_> = found.iter().map(|s| (s.issue, s.last.map(|(e, age)| (e.number, age)))).collect();
        assert_eq!(told, [("fees", Some((1, 151))), ("pilots", None)]);
    }
}
