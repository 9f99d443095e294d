//! A draft: one predicate with its members, before every member becomes a statement of its own.

use std::ops::Range;

use model::{Act, Move, Stance};

use super::actors::{Actor, Side};

/// One position as the words tell it, for all who hold it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The word that carries the act.
    pub(super) predicate: usize,
    /// The words that carry the position.
    pub(super) cue: Range<usize>,
    /// Its pieces, in text order.
    pub(super) point: Vec<Range<usize>>,
    pub(super) members: Vec<(Actor, Side)>,
    pub(super) stance: Stance,
    pub(super) act: Act,
    pub(super) condition: Option<Range<usize>>,
    pub(super) moved: Option<Move>,
    pub(super) certainty: f32,
    pub(super) rule: &'static str,
    /// Whether it only reports what somebody says, so that a position inside counts before it.
    pub(super) reports: bool,
    /// Predicates inside that are part of this one.
    pub(super) consumed: Vec<usize>,
}

impl Draft {
    /// A draft without condition, movement or consumed words, that reports nothing: what most rules leave as it is.
    pub(super) fn blank() -> Self {
        Draft {
            predicate: 0,
            cue: 0..0,
            point: Vec::new(),
            members: Vec::new(),
            stance: Stance::Neutral,
            act: Act::Report,
            condition: None,
            moved: None,
            certainty: 0.0,
            rule: "",
            reports: false,
            consumed: Vec::new(),
        }
    }
}
