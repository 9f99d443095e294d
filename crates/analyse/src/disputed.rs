//! What is disputed: somebody else says of a party what the party itself denies, or its own voices contradict each other.

use std::collections::BTreeMap;

use model::Entry;

use crate::placing::{in_time, is_own_voice, side};

/// Two contrary positions ascribed to one party on one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute<'a> {
    /// The party's own word, or the later of two own words.
    pub own: &'a Entry,
    /// What contradicts it.
    pub other: &'a Entry,
}

/// Pairs of contrary positions of one party on one issue, latest of each kind, newest first: the party's latest own word against the latest contrary report by
/// others, and against a contrary own word of the same day by another voice.
pub fn disputes(entries: &[Entry]) -> Vec<Dispute<'_>> {
    let mut by_place: BTreeMap<(&str, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| side(e.stance) != 0) {
        if let Some(issue) = entry.issue.as_deref() {
            by_place.entry((entry.holder.as_str(), issue)).or_default().push(entry);
        }
    }
    let mut found: Vec<Dispute<'_>> = by_place.into_values().flat_map(|place| of_place(&place)).collect();
    found.sort_by_key(|d| std::cmp::Reverse((in_time(d.own), in_time(d.other))));
    found
}

fn of_place<'a>(place: &[&'a Entry]) -> Vec<Dispute<'a>> {
    let latest = |keep: &dyn Fn(&Entry) -> bool| place.iter().copied().filter(|e| keep(e)).max_by_key(|e| in_time(e));
    let Some(own) = latest(&is_own_voice) else { return Vec::new() };
    let contrary = |e: &Entry| side(e.stance) != side(own.stance);
    let report = latest(&|e| !is_own_voice(e) && contrary(e));
    let voice = latest(&|e| is_own_voice(e) && contrary(e) && in_time(e).0 == in_time(own).0 && e.speaker != own.speaker);
    report.into_iter().chain(voice).map(|other| Dispute { own, other }).collect()
}

#[cfg(test)]
mod tests {
    use model::{Stance, StatementBasis};

    use super::*;
    use crate::sample::entry;

    #[test]
    fn a_contrary_report_is_a_dispute_and_an_agreeing_one_is_not() {
        let own = entry(1, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let contrary = Entry { basis: StatementBasis::Reported, ..entry(2, "Peru", "fees", Stance::Support, "2025-01-06") };
        let agreeing = Entry { basis: StatementBasis::Reported, ..entry(3, "Peru", "fees", Stance::Oppose, "2025-01-07") };
        let entries = [own, contrary, agreeing];
        let found = disputes(&entries);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].own.number, found[0].other.number), (1, 2));
    }
}
