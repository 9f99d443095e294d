//! Who blocks what: for each option of an issue, the parties whose own words stand against it.
//!
//! After the definition of conflict analysis: a block is *hard* where a party refuses the option by name, *soft* where it only takes the other side of the proposition,
//! and *conditional* where it accepts on a condition (nothing here knows whether the condition is met). Only a party's own voice blocks; what others report of it does
//! not. A party that said nothing blocks nothing, and consents to nothing.

use model::{Act, Entry, Stance};

use crate::ladder::{Place, Rung, is_refusal, rung_of};
use crate::placing::is_own_voice;

/// How firmly a party stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firmness {
    /// It refuses this option by name.
    Hard,
    /// It takes the other side of the proposition.
    Soft,
    /// It accepts on a condition.
    Conditional,
}

impl Firmness {
    /// The words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Firmness::Hard => "refuses it by name",
            Firmness::Soft => "takes the other side",
            Firmness::Conditional => "on a condition",
        }
    }
}

/// One party in the way of one option.
#[derive(Clone, Debug, PartialEq)]
pub struct Block<'a> {
    /// The option's position on the ladder, from 0.
    pub rung: usize,
    /// The party.
    pub party: &'a str,
    /// How firmly.
    pub firmness: Firmness,
    /// The words: the latest that stand in the way.
    pub entry: &'a Entry,
}

/// Blocks by option, hard ones first, then by name. A rung with a stance between the sides (open, neutral) is blocked only by name or by condition.
pub fn blockers<'a>(places: &[Place<'a>], ladder: &[Rung]) -> Vec<Block<'a>> {
    let mut found: Vec<Block<'a>> = Vec::new();
    for (rung, option) in ladder.iter().enumerate() {
        let mut here: Vec<Block<'a>> = places.iter().filter_map(|place| block(place, rung, option, ladder)).collect();
        here.sort_by_key(|b| (b.firmness, b.party));
        found.extend(here);
    }
    found
}

fn block<'a>(place: &Place<'a>, rung: usize, option: &Rung, ladder: &[Rung]) -> Option<Block<'a>> {
    let own: Vec<&'a Entry> = place.entries.iter().copied().filter(|e| is_own_voice(e)).collect();
    let latest = |keep: &dyn Fn(&Entry) -> bool| own.iter().rev().copied().find(|e| keep(e));
    let named = |e: &Entry| rung_of(e, ladder) == Some(rung);
    let firmness = if place.refuses.contains(&rung) {
        (Firmness::Hard, latest(&|e| named(e) && is_refusal(e, option))?)
    } else if let Some(entry) = latest(&|e| crate::side(e.stance) * crate::side(option.stance) < 0) {
        (Firmness::Soft, entry)
    } else {
        let conditional = |e: &Entry| e.condition.is_some() || e.stance == Stance::Conditional || e.act == Act::Condition;
        let entry = latest(&|e| conditional(e) && (named(e) || (rung_of(e, ladder).is_none() && place.accepts.contains(&rung))))?;
        (Firmness::Conditional, entry)
    };
    Some(Block { rung, party: place.party, firmness: firmness.0, entry: firmness.1 })
}

#[cfg(test)]
mod tests {
    use model::StatementBasis;

    use super::*;
    use crate::ladder::places;
    use crate::ladder::tests::{ladder, on_rung};
    use crate::sample::entry;

    #[test]
    fn hard_before_soft_and_reports_block_nothing() {
        let refused = Entry { act: Act::Reject, ..on_rung(1, "Chad", Stance::Oppose, "Full rise", "2025-01-05") };
        let soft = entry(2, "Peru", "fees", Stance::Oppose, "2025-01-05");
        let report = Entry { basis: StatementBasis::Reported, ..entry(3, "Togo", "fees", Stance::Oppose, "2025-01-05") };
        let entries = [soft, report, refused];
        let found = places(&entries, &ladder(), None);
        let blocks = blockers(&found, &ladder());
        let of = |rung: usize| blocks.iter().filter(|b| b.rung == rung).map(|b| (b.party, b.firmness)).collect::<Vec<_>>();
        assert_eq!(of(0), [("Chad", Firmness::Hard), ("Peru", Firmness::Soft)]);
        assert_eq!(of(1), [("Chad", Firmness::Soft), ("Peru", Firmness::Soft)]);
        assert_eq!(of(2), []);
    }

    #[test]
    fn a_condition_stands_in_the_way_of_what_it_is_attached_to() {
        let on_terms =
            Entry { condition: Some("if Chad pays".into()), ..on_rung(1, "Peru", Stance::Conditional, "Half rise", "2025-01-05") };
        let entries = [on_terms];
        let found = places(&entries, &ladder(), None);
        let blocks = blockers(&found, &ladder());
        assert_eq!(blocks.iter().map(|b| (b.rung, b.firmness)).collect::<Vec<_>>(), [(1, Firmness::Conditional)]);
    }
}
