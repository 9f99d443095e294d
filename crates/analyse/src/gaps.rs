//! How far apart two parties are on one issue.
//!
//! On a ladder the gap is the smallest number of steps between what the one and what the other accepts: 0 where the sets meet (the zone of possible agreement is their
//! intersection). Without a ladder there is no distance, only whether the two are on the same side, on contrary sides, or whether one of them leaves it open. Silence
//! is never a place: a party without a statement has no gap.

use model::Stance;

use crate::ladder::Place;

/// The gap between two parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap<'a> {
    /// The one, by name before the other.
    pub one: &'a Place<'a>,
    /// The other.
    pub other: &'a Place<'a>,
    /// How far.
    pub distance: Distance,
}

/// How far two parties are apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Both accept these rungs.
    Meet(Vec<usize>),
    /// So many steps on the ladder, at least 1, between these two rungs: the nearest that the one and the other accept.
    Steps(usize, (usize, usize)),
    /// No rung is known for one of them; both take the same side.
    SameSide,
    /// No rung is known for one of them; at least one of them leaves the question open, or sets conditions.
    Open,
    /// No rung is known for one of them; they take contrary sides.
    Contrary,
}

impl Distance {
    /// An order of nearness, 0 for what meets: for sorting only, not a measure.
    pub fn rank(&self) -> usize {
        match self {
            Distance::Meet(_) | Distance::SameSide => 0,
            Distance::Open => 1,
            Distance::Steps(steps, _) => 1 + steps,
            Distance::Contrary => usize::MAX,
        }
    }
}

/// The gaps between all pairs of these places, widest first, then by name. Places without a firm stance are left out.
pub fn gaps<'a>(places: &'a [Place<'a>]) -> Vec<Gap<'a>> {
    let firm: Vec<&Place<'_>> = places.iter().filter(|p| stance(p).is_some_and(|s| s != Stance::Neutral)).collect();
    let mut found: Vec<Gap<'_>> = Vec::new();
    for (at, one) in firm.iter().enumerate() {
        found.extend(firm[at + 1..].iter().map(|other| Gap { one, other, distance: distance(one, other) }));
    }
    found.sort_by_key(|g| (std::cmp::Reverse(g.distance.rank()), g.one.party, g.other.party));
    found
}

fn distance(one: &Place<'_>, other: &Place<'_>) -> Distance {
    let common: Vec<usize> = one.accepts.intersection(&other.accepts).copied().collect();
    if !common.is_empty() {
        return Distance::Meet(common);
    }
    let pairs = one.accepts.iter().flat_map(|a| other.accepts.iter().map(move |b| (a.abs_diff(*b), (*a, *b))));
    if let Some((steps, pair)) = pairs.min() {
        return Distance::Steps(steps, pair);
    }
    let side = |place: &Place<'_>| stance(place).map_or(0, crate::side);
    match side(one) * side(other) {
        1 => Distance::SameSide,
        -1 => Distance::Contrary,
        _ => Distance::Open,
    }
}

fn stance(place: &Place<'_>) -> Option<Stance> {
    place.entries.last().map(|e| e.stance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ladder::places;
    use crate::ladder::tests::{ladder, on_rung};
    use crate::sample::entry;

    #[test]
    fn steps_are_counted_between_the_nearest_accepted_rungs() {
        let entries = [
            on_rung(1, "Chad", Stance::Support, "Half rise", "2025-01-05"),
            on_rung(2, "Peru", Stance::Oppose, "No rise", "2025-01-05"),
            entry(3, "Togo", "fees", Stance::Support, "2025-01-05"),
        ];
        let found = places(&entries, &ladder(), None);
        let gaps = gaps(&found);
        let told: Vec<_> = gaps.iter().map(|g| (g.one.party, g.other.party, g.distance.clone())).collect();
        assert_eq!(
            told,
            [
                ("Chad", "Peru", Distance::Steps(2, (1, 3))),
                ("Peru", "Togo", Distance::Steps(2, (3, 1))),
                ("Chad", "Togo", Distance::Meet(vec![1])),
            ]
        );
    }

    #[test]
    fn without_a_ladder_only_sides_are_compared_and_silence_has_no_gap() {
        let entries = [
            entry(1, "Chad", "fees", Stance::Support, "2025-01-05"),
            entry(2, "Peru", "fees", Stance::Oppose, "2025-01-05"),
            entry(3, "Togo", "fees", Stance::Open, "2025-01-05"),
            entry(4, "Mali", "fees", Stance::Neutral, "2025-01-05"),
        ];
        let found = places(&entries, &[], None);
        let told: Vec<_> = gaps(&found).into_iter().map(|g| (g.one.party, g.other.party, g.distance)).collect();
        assert_eq!(told, [("Chad", "Peru", Distance::Contrary), ("Chad", "Togo", Distance::Open), ("Peru", "Togo", Distance::Open)]);
    }
}
