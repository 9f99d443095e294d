//! Reports of results, which count in quarters: "the latest period", "the year-earlier quarter".
//!
//! In: a match and the quarter that the article tells of. Out: its symbol; `None` outside such reports.

use super::slots::stated_year;
use super::{Draft, Scene, plain, shift};
use crate::period::{Grain, Period};
use crate::symbol::Symbol;
use crate::token::Class;

/// "the latest period", "the period": the quarter told of; nothing outside reports of results.
pub(super) fn the_period(scene: &Scene) -> Option<Draft> {
    if scene.narrative {
        return None;
    }
    if let (Some(year), Some(quarter)) = (stated_year(scene.found()), &scene.memory.quarter) {
        let nth = match quarter.place(scene.published)? {
            Period::Quarter(_, nth) => nth,
            _ => return None,
        };
        return plain(Symbol::At(Period::Quarter(year, nth)));
    }
    let quarter = scene.memory.quarter.clone()?;
    plain(if scene.has(Class::Last) { shift(quarter, -4, Grain::Quarter) } else { quarter })
}

/// "the year-earlier quarter", "a year ago" in a report of results: the same quarter of the year before the one told of, else the year before.
pub(super) fn year_before(scene: &Scene) -> Option<Draft> {
    if let Some(nth) = scene.found().iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond)) {
        let year = shift(scene.here(), -1, Grain::Year);
        return plain(Symbol::Nth(Box::new(year), nth.value, Grain::Quarter));
    }
    if let Some(months) = scene.found().iter().find(|t| t.class == Class::UnitMonth) {
        let count = scene.found()[..].iter().find(|t| t.class == Class::Card && t.end < months.start)?;
        return plain(Symbol::Length(format!("P{}M", count.value)));
    }
    match &scene.memory.quarter {
        Some(quarter) if !scene.narrative => plain(shift(quarter.clone(), -4, Grain::Quarter)),
        None if scene.has(Class::UnitQuarter) => plain(shift(Symbol::Published, -5, Grain::Quarter)),
        _ => plain(shift(scene.here(), -1, Grain::Year)),
    }
}

/// The quarter that a report of results is about: the last one named, else the last one ended.
pub(super) fn quarter_told(scene: &Scene) -> Symbol {
    scene.memory.quarter.clone().unwrap_or_else(|| shift(Symbol::Published, -1, Grain::Quarter))
}
