//! Where each party can go on an issue's ladder of options.
//!
//! A ladder is a list of options in the negotiation's own order, each with its stance on the proposition. A party's acceptable set follows the
//! definition of conflict analysis: what it demands, supports, leaves open, or accepts on a condition. Options that it names count first; a stance without a named
//! option allows every rung of that stance, and the place says that it rests on the stance alone. A party that said nothing has no place.

use std::collections::BTreeSet;

use model::{Act, Date, Entry, Stance};

use crate::matrix::{Cell, matrix};

/// One option of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its name, as entries carry it.
    pub name: String,
    /// Its stance on the proposition.
    pub stance: Stance,
}

/// Where one party can go, and the words for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// The party.
    pub party: &'a str,
    /// Rungs that it accepts, by their position on the ladder from 0.
    pub accepts: BTreeSet<usize>,
    /// Rungs that its own words refuse by name.
    pub refuses: BTreeSet<usize>,
    /// Whether an accepted rung is named in its words; else its stance alone allows them.
    pub is_named: bool,
    /// The entries it rests on, in time order.
    pub entries: Vec<&'a Entry>,
}

/// The places of all parties with a position on this issue, by name. `entries` are those of one issue; positions count as in [`matrix`], up to `as_of`
/// inclusive. An empty ladder gives places without rungs.
pub fn places<'a>(entries: &'a [Entry], ladder: &[Rung], as_of: Option<Date>) -> Vec<Place<'a>> {
    matrix(entries, as_of).cells.into_iter().map(|((party, _), cell)| place(party, &cell, ladder)).collect()
}

fn place<'a>(party: &'a str, cell: &Cell<'a>, ladder: &[Rung]) -> Place<'a> {
    let (mut accepts, mut refuses) = (BTreeSet::new(), BTreeSet::new());
    for entry in &cell.run {
        let Some(at) = rung_of(entry, ladder) else { continue };
        // The latest word about a rung counts.
        let (into, out_of) = if is_refusal(entry, &ladder[at]) { (&mut refuses, &mut accepts) } else { (&mut accepts, &mut refuses) };
        into.insert(at);
        out_of.remove(&at);
    }
    let is_named = !accepts.is_empty();
    if !is_named {
        accepts = ladder
            .iter()
            .enumerate()
            .filter(|(at, rung)| !refuses.contains(at) && allows(cell.latest.stance, rung.stance))
            .map(|(at, _)| at)
            .collect();
    }
    Place { party, accepts, refuses, is_named, entries: cell.run.clone() }
}

/// The rung that an entry names, if the ladder has it.
pub(crate) fn rung_of(entry: &Entry, ladder: &[Rung]) -> Option<usize> {
    entry.option.as_deref().and_then(|name| ladder.iter().position(|rung| rung.name == name))
}

/// Whether an entry that names a rung is against it: it rejects, or it stands on the other side of the proposition.
pub(crate) fn is_refusal(entry: &Entry, rung: &Rung) -> bool {
    entry.act == Act::Reject || crate::side(entry.stance) * crate::side(rung.stance) < 0
}

/// Whether a stance without a named option leaves room for a rung. Openness and conditions leave room for all that is not against it.
fn allows(stance: Stance, rung: Stance) -> bool {
    match stance {
        Stance::Support | Stance::Oppose => rung == stance,
        Stance::Conditional => matches!(rung, Stance::Support | Stance::Conditional | Stance::Open),
        Stance::Open => true,
        Stance::Neutral => false,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::sample::entry;

    pub(crate) fn ladder() -> Vec<Rung> {
        [("Full rise", Stance::Support), ("Half rise", Stance::Support), ("Review later", Stance::Open), ("No rise", Stance::Oppose)]
            .map(|(name, stance)| Rung { name: name.into(), stance })
            .to_vec()
    }

    pub(crate) fn on_rung(number: i64, holder: &str, stance: Stance, option: &str, day: &str) -> Entry {
        Entry { option: Some(option.into()), ..entry(number, holder, "fees", stance, day) }
    }

    #[test]
    fn a_named_option_is_the_place_and_a_bare_stance_allows_its_rungs() {
        let entries = [
            on_rung(1, "Chad", Stance::Support, "Half rise", "2025-01-05"),
            entry(2, "Peru", "fees", Stance::Support, "2025-01-05"),
            entry(3, "Togo", "fees", Stance::Neutral, "2025-01-05"),
        ];
        let found = places(&entries, &ladder(), None);
        let of = |at: usize| (found[at].party, found[at].accepts.iter().copied().collect::<Vec<_>>(), found[at].is_named);
        assert_eq!(of(0), ("Chad", vec![1], true));
        assert_eq!(of(1), ("Peru", vec![0, 1], false));
        assert_eq!(of(2), ("Togo", vec![], false), "a neutral remark allows nothing");
    }

    #[test]
    fn a_refused_option_is_no_place() {
        let mut refused = on_rung(2, "Peru", Stance::Support, "Full rise", "2025-02-01");
        refused.act = Act::Reject;
        let entries = [entry(1, "Peru", "fees", Stance::Support, "2025-01-05"), refused];
        let found = places(&entries, &ladder(), None);
        assert_eq!(found[0].accepts.iter().copied().collect::<Vec<_>>(), [1]);
        assert_eq!(found[0].refuses.iter().copied().collect::<Vec<_>>(), [0]);
    }
}
