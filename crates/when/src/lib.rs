//! Temporal expressions: found, normalised, resolved against the publication day.

use std::ops::Range;

use model::{Date, Timex};

/// The tagger.
#[derive(Debug)]
pub struct Tagger;

impl Tagger {
    /// The tagger that ships with the program.
    pub fn embedded() -> &'static Tagger {
        &Tagger
    }

    /// Temporal expressions of the given byte ranges, in text order.
    pub fn tag(&self, _text: &str, _blocks: &[Range<usize>], _published: Option<Date>) -> Vec<Timex> {
        Vec::new()
    }
}
