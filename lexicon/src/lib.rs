//! The language, as data: what reporting, stance, negation and hedging words mean.
//!
//! Each table under `en/` is tab-separated; a line proves itself with a sentence in which it fires and one in which it must not. Tests run them all.

mod happenings;
mod names;
mod reporting;
mod roles;
mod stance;
mod table;
mod undoing;

use std::sync::OnceLock;

pub use happenings::{Happening, HappeningLine, Happenings, WordKind};
pub use names::{NameLine, NameSense, Names};
pub use reporting::{Cue, CuePart, CueSense, Frame, Reporting};
pub use roles::{Role, RoleLine, Roles};
pub use stance::{Force, JudgingVerb, LightVerb, Mover, Part, Positions, Predicate, Proof, Tie};
pub use undoing::Undoing;

/// The language tables, loaded and checked once.
#[derive(Debug)]
pub struct Lexicon {
    /// Words that report what somebody says, thinks or wants.
    pub reporting: Reporting,
    /// Nouns for those who speak or stand for somebody.
    pub roles: Roles,
    /// Words by which names are read.
    pub names: Names,
    /// Words of what happens and of what is planned.
    pub happenings: Happenings,
    /// Words by which somebody takes a position, and what bends it.
    pub positions: Positions,
    /// Words that turn round what stands under them.
    pub undoing: Undoing,
}

impl Lexicon {
    /// The tables that ship with the program.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Lexicon {
            reporting: Reporting::embedded(),
            roles: Roles::embedded(),
            names: Names::embedded(),
            happenings: Happenings::embedded(),
            positions: Positions::embedded(),
            undoing: Undoing::embedded(),
        })
    }
}
