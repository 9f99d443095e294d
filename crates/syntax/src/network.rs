//! Words of a sentence → parts of speech, Penn tags, heads and relations, by a small network that is trained here too.
//!
//! Classes are plain numbers, given by whoever trains; [`learning::train`] makes the bytes of a [`Network`], [`Network::read`] uses
//! them. Everything is deterministic: products are summed in one order on every processor, so the same treebanks and seed give the
//! same bytes, and the same bytes the same trees.

mod answers;
mod features;
mod heads;
pub(crate) mod learning;
mod matrix;
mod noise;
mod pass;
mod plan;
mod reading;
mod slopes;
#[cfg(test)]
mod tests;

pub(crate) use answers::Answers;
pub(crate) use plan::{Kind, Sizes};
pub(crate) use reading::{Network, Scratch};
