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
