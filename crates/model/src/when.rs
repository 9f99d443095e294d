//! When something was held, said or is to happen: bounds, notation and what they rest on.

use jiff::civil::Date;

/// What a date rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhenBasis {
    /// The text gives it, alone or together with the publication day ("this week").
    Stated,
    /// Nothing but the publication day speaks for it.
    Published,
    /// Not known; bounds may still be half open ("before publication").
    Unknown,
}

impl WhenBasis {
    /// The word used in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            WhenBasis::Stated => "stated",
            WhenBasis::Published => "published",
            WhenBasis::Unknown => "unknown",
        }
    }

    /// The basis for that word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        [WhenBasis::Stated, WhenBasis::Published, WhenBasis::Unknown].into_iter().find(|b| b.as_str() == word)
    }
}

/// A day or period with its bounds. Both bounds are inclusive days; `None` is an open or unknown side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// Earliest possible day.
    pub first: Option<Date>,
    /// Latest possible day.
    pub last: Option<Date>,
    /// The same in EDTF (ISO 8601-2): `2025-02-05`, `2025-02-03/2025-02-06`, `2022-10`, `../2024`. Empty when unknown.
    pub edtf: String,
    /// What it rests on.
    pub basis: WhenBasis,
}

impl When {
    /// Nothing is known.
    pub fn unknown() -> Self {
        When { first: None, last: None, edtf: String::new(), basis: WhenBasis::Unknown }
    }

    /// The publication day, marked as such.
    pub fn published(day: Date) -> Self {
        When { first: Some(day), last: Some(day), edtf: day.to_string(), basis: WhenBasis::Published }
    }

    /// A stated period with inclusive bounds.
    pub fn stated(first: Date, last: Date, edtf: String) -> Self {
        When { first: Some(first), last: Some(last), edtf, basis: WhenBasis::Stated }
    }

    /// The EDTF notation if the text states it, else `None`.
    pub fn stated_edtf(&self) -> Option<&str> {
        (self.basis == WhenBasis::Stated && !self.edtf.is_empty()).then_some(self.edtf.as_str())
    }
}
