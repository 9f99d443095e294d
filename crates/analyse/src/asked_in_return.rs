//! What each side asked in return: the conditions it attached, and what it demanded of others, on one issue.
//!
//! A condition is the text's own words ("if …", "provided that …"); a demand is a statement whose act is to demand. Repeated wording is listed once, with its latest
//! entry and the number of entries that carry it. Nothing is inferred: a condition that nobody stated is not here.

use std::collections::BTreeMap;

use model::{Act, Date, Entry};

use crate::placing::{day, in_time, is_own_voice};

/// Something asked in return.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// Who asks.
    pub party: &'a str,
    /// Whether it is a condition attached to its own position, or a demand.
    pub is_condition: bool,
    /// The words: the condition, or what is demanded; the whole quotation where the point has no words of its own.
    pub words: &'a str,
    /// The latest entry that carries them.
    pub entry: &'a Entry,
    /// How many entries carry them.
    pub times: usize,
}

/// Everything asked in a party's own voice in these entries up to `as_of` (inclusive), by party, newest first.
pub fn asked_in_return(entries: &[Entry], as_of: Option<Date>) -> Vec<Asked<'_>> {
    let mut kept: BTreeMap<(&str, bool, String), Asked<'_>> = BTreeMap::new();
    let counts = |e: &&Entry| is_own_voice(e) && as_of.is_none_or(|limit| day(e).is_some_and(|d| d <= limit));
    for entry in entries.iter().filter(counts) {
        for (is_condition, words) in asked(entry) {
            let key = (entry.holder.as_str(), is_condition, words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
            let known = kept.entry(key).or_insert(Asked { party: &entry.holder, is_condition, words, entry, times: 0 });
            known.times += 1;
            if in_time(entry) > in_time(known.entry) {
                (known.entry, known.words) = (entry, words);
            }
        }
    }
    let mut found: Vec<Asked<'_>> = kept.into_values().collect();
    found.sort_by_key(|a| (a.party, std::cmp::Reverse(in_time(a.entry)), !a.is_condition));
    found
}

fn asked(entry: &Entry) -> impl Iterator<Item = (bool, &str)> {
    let condition = entry.condition.as_deref().map(|words| (true, words));
    let demand = (entry.act == Act::Demand).then(|| (false, entry.point.as_deref().unwrap_or(&entry.quotation)));
    condition.into_iter().chain(demand).filter(|(_, words)| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use model::{Stance, StatementBasis};

    use super::*;
    use crate::sample::entry;

    #[test]
    fn conditions_and_demands_are_listed_once_with_their_latest_entry() {
        let condition =
            |number, day| Entry { condition: Some("if Chad pays".into()), ..entry(number, "Peru", "fees", Stance::Conditional, day) };
        let demand = Entry { act: Act::Demand, point: Some("a review".into()), ..entry(3, "Chad", "fees", Stance::Support, "2025-01-07") };
        let report = Entry { basis: StatementBasis::Reported, ..condition(4, "2025-01-08") };
        let entries = [condition(1, "2025-01-05"), condition(2, "2025-01-06"), demand, report];
        let found = asked_in_return(&entries, None);
        let told: Vec<_> = found.iter().map(|a| (a.party, a.is_condition, a.words, a.entry.number, a.times)).collect();
        assert_eq!(told, [("Chad", false, "a review", 3, 1), ("Peru", true, "if Chad pays", 2, 2)]);
        assert_eq!(asked_in_return(&entries, Some("2025-01-05".parse().unwrap())).len(), 1, "only what was said by then");
    }
}
