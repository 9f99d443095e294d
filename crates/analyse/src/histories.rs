//! How a position came about: each party's firm words on an issue over time, gathered into runs of one stance.
//!
//! A run is unbroken: it ends where the party's own voice takes another stance. What others report of a party, neutral remarks and entries without any day are left
//! out; they are evidence, but no line can be drawn through them.

use std::collections::BTreeMap;

use model::{Date, Entry, Stance};

use crate::placing::{day, in_time, is_own_voice};

/// One party's line on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct History<'a> {
    /// The party.
    pub party: &'a str,
    /// The issue's id.
    pub issue: &'a str,
    /// Its runs, earliest first; never empty.
    pub runs: Vec<Run<'a>>,
}

/// Words of one stance without another between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<'a> {
    /// The stance.
    pub stance: Stance,
    /// The entries, in time order, each with its day; never empty.
    pub entries: Vec<(Date, &'a Entry)>,
}

impl Run<'_> {
    /// The first and last day of the run, inclusive.
    pub fn days(&self) -> (Date, Date) {
        let at = |found: Option<&(Date, &Entry)>| found.map_or(Date::ZERO, |(day, _)| *day);
        (at(self.entries.first()), at(self.entries.last()))
    }
}

/// The histories in these entries up to `as_of` (inclusive): those with the most entries first, then by name.
pub fn histories(entries: &[Entry], as_of: Option<Date>) -> Vec<History<'_>> {
    let mut lines: BTreeMap<(&str, &str), Vec<(Date, &Entry)>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| is_own_voice(e) && e.stance != Stance::Neutral) {
        let (Some(issue), Some(on)) = (entry.issue.as_deref(), day(entry)) else { continue };
        if as_of.is_none_or(|limit| on <= limit) {
            lines.entry((&entry.holder, issue)).or_default().push((on, entry));
        }
    }
    let mut found: Vec<(usize, History<'_>)> =
        lines.into_iter().map(|((party, issue), line)| (line.len(), History { party, issue, runs: runs(line) })).collect();
    found.sort_by_key(|(size, h)| (std::cmp::Reverse(*size), h.party, h.issue));
    found.into_iter().map(|(_, history)| history).collect()
}

fn runs(mut line: Vec<(Date, &Entry)>) -> Vec<Run<'_>> {
    line.sort_by_key(|(_, e)| in_time(e));
    let mut found: Vec<Run<'_>> = Vec::new();
    for (on, entry) in line {
        match found.last_mut().filter(|run| run.stance == entry.stance) {
            Some(run) => run.entries.push((on, entry)),
            None => found.push(Run { stance: entry.stance, entries: vec![(on, entry)] }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use model::StatementBasis;

    use super::*;
    use crate::sample::entry;

    #[test]
    fn a_run_ends_where_the_own_voice_turns() {
        let report = Entry { basis: StatementBasis::Reported, ..entry(4, "Peru", "fees", Stance::Support, "2025-02-02") };
        let entries = [
            entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05"),
            entry(2, "Peru", "fees", Stance::Oppose, "2025-02-05"),
            entry(3, "Peru", "fees", Stance::Open, "2025-03-05"),
            report,
        ];
        let found = histories(&entries, None);
        assert_eq!(found.len(), 1);
        let told: Vec<_> = found[0].runs.iter().map(|r| (r.stance, r.entries.len(), r.days().1.to_string())).collect();
        assert_eq!(told, [(Stance::Oppose, 2, "2025-02-05".to_string()), (Stance::Open, 1, "2025-03-05".to_string())]);
        assert_eq!(histories(&entries, Some("2025-02-01".parse().unwrap()))[0].runs.len(), 1);
    }
}
