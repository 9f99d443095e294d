//! Entries become findings: pure functions, a module per question.
//!
//! Every finding borrows the entries it rests on, so that nothing can be said without its words. The caller passes the entries that count (decisions by
//! people applied, withdrawn ones left out) and the day to look from; nothing here knows the clock. Results do not depend on the order of the input.

mod agreement;
mod asked_in_return;
mod blockers;
mod disputed;
mod gaps;
mod histories;
mod ladder;
mod matrix;
mod placing;
mod shifts;
mod silences;
mod timetable;

pub use agreement::{Agreement, Field, Reviewed, agreement, review_agreement};
pub use asked_in_return::{Asked, asked_in_return};
pub use blockers::{Block, Firmness, blockers};
pub use disputed::{Dispute, disputes};
pub use gaps::{Distance, Gap, gaps};
pub use histories::{History, Run, histories};
pub use ladder::{Place, Rung, places};
pub use matrix::{Cell, Matrix, Standing, matrix};
pub use placing::{day, is_own_voice, side};
pub use shifts::{AssertedShift, Direction, Shift, asserted_shifts, shifts};
pub use silences::{Silence, silences};
pub use timetable::{Timetable, timetable};

#[cfg(test)]
mod sample;

#[cfg(test)]
mod any_order {
    use model::{Act, Entry, Stance};
    use proptest::prelude::*;

    use super::*;

    fn entries(order: &[usize]) -> Vec<Entry> {
        let stances = [Stance::Support, Stance::Oppose, Stance::Conditional, Stance::Open];
        let of = |n: usize| {
            let mut e =
                sample::entry(n as i64 + 1, ["Peru", "Chad", "Togo"][n % 3], "fees", stances[n % 4], &format!("2025-0{}-01", n / 3 + 1));
            e.option = n.is_multiple_of(2).then(|| ["Full rise", "No rise"][n / 2 % 2].to_string());
            e.condition = (n % 4 == 2).then(|| "if Chad pays".to_string());
            e.act = if n.is_multiple_of(5) { Act::Demand } else { Act::Report };
            e
        };
        order.iter().map(|n| of(*n)).collect()
    }

    proptest! {
        #[test]
        fn findings_do_not_depend_on_the_order_of_entries(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
            let ladder = [("Full rise", Stance::Support), ("No rise", Stance::Oppose)].map(|(name, stance)| Rung { name: name.into(), stance });
            let (sorted, shuffled) = (entries(&(0..12).collect::<Vec<_>>()), entries(&order));
            let (one, other) = (places(&sorted, &ladder, None), places(&shuffled, &ladder, None));
            prop_assert_eq!(&one, &other);
            prop_assert_eq!(gaps(&one), gaps(&other));
            prop_assert_eq!(blockers(&one, &ladder), blockers(&other, &ladder));
            prop_assert_eq!(asked_in_return(&sorted, None), asked_in_return(&shuffled, None));
            prop_assert_eq!(histories(&sorted, None), histories(&shuffled, None));
        }
    }
}
