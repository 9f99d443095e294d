//! Quarters, halves, seasons and holidays.
//!
//! In: a match. Out: its symbol, in the stated year or the one that the governing verb points to.

use super::slots::{introduces_date, relative, relative_class, relative_of, stated_year};
use super::{Draft, Scene, plain, shift};
use crate::cue::Cue;
use crate::period::{Grain, Period};
use crate::symbol::{Part, Symbol, Which};
use crate::token::{Class, Token};

pub(super) fn quarter(scene: &Scene) -> Option<Draft> {
    let nth = scene.found().iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond))?.value;
    if !(1..=4).contains(&nth) {
        return None;
    }
    if let Some(year) = stated_year(scene.found()) {
        return scene.date(Symbol::At(Period::Quarter(year, nth as i8)));
    }
    if scene.has(Class::UnitYear) {
        return scene.date(Symbol::Nth(Box::new(shift(Symbol::Published, relative(scene), Grain::Year)), nth, Grain::Quarter));
    }
    let which = if scene.cue() == Cue::Future { Which::Nearest } else { Which::Latest };
    scene.date(Symbol::Pick(which, Box::new(Symbol::Published), Part::Quarter(nth as i8)))
}

pub(super) fn half(scene: &Scene) -> Option<Draft> {
    let nth = match scene.found().iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond | Class::Last | Class::Later))? {
        t if t.class == Class::Ord && t.value == 1 => 1,
        _ => 2,
    };
    let year = match stated_year(scene.found()) {
        Some(year) => Symbol::At(Period::Year(year)),
        None => shift(scene.here(), relative_of(scene, &[Class::This, Class::Next]), Grain::Year),
    };
    plain(Symbol::Nth(Box::new(year), nth, Grain::Half))
}

pub(super) fn season(scene: &Scene) -> Option<Draft> {
    let season = scene.found().iter().find(|t| matches!(t.class, Class::Season | Class::SeasonFall))?;
    let part = Part::Season(season.value as i8);
    if let Some(year) = stated_year(scene.found()) {
        return scene.date(Symbol::At(Period::Season(year, season.value as i8)));
    }
    let relative = relative_class(scene.found());
    let spans = |t: &Token| t.class == Class::More || matches!(scene.words(t), "into" | "for" | "Over" | "over");
    let introduced = scene.has(Class::The) && (scene.edge().is_some() || scene.before(1).is_some_and(spans))
        || scene.before(1).is_some_and(|t| introduces_date(t.class));
    let falls = season.class == Class::SeasonFall
        && (!introduced || scene.after(0).is_some_and(|t| t.class == Class::Of) || !scene.narrative && !scene.has(Class::The));
    if relative.is_none() && (falls || !introduced && !scene.narrative) {
        return None;
    }
    let symbol = match relative {
        Some(Class::Last | Class::Past) => Symbol::Pick(Which::Before, Box::new(scene.here()), part),
        Some(Class::Previous) => Symbol::Pick(Which::Before, Box::new(scene.there(Grain::Season)), part),
        Some(Class::Next | Class::Coming) => Symbol::Pick(Which::After, Box::new(scene.here()), part),
        Some(Class::Following) => Symbol::Pick(Which::After, Box::new(scene.there(Grain::Season)), part),
        Some(_) => Symbol::Pick(Which::Nearest, Box::new(scene.here()), part),
        None => scene.loose(part, Some(scene.cue())),
    };
    scene.date(symbol)
}

/// Holidays by name.
pub(super) fn holiday(scene: &Scene) -> Option<Draft> {
    let name = scene.text.get(scene.found().first()?.start..scene.found().last()?.end)?.to_ascii_lowercase().replace('’', "'");
    let (_, part, offset) = *HOLIDAYS.iter().find(|(key, ..)| name.contains(key))?;
    let day = match stated_year(scene.found()) {
        Some(year) => Symbol::Pick(Which::Within, Box::new(Symbol::At(Period::Year(year))), part),
        None if scene.has(Class::Last) => Symbol::Pick(Which::Before, Box::new(scene.here()), part),
        None if scene.has(Class::Next) => Symbol::Pick(Which::After, Box::new(scene.here()), part),
        None => scene.loose(part, None),
    };
    let day = if offset == 0 { day } else { shift(day, offset, Grain::Day) };
    plain(match scene.found().iter().find(|t| matches!(t.class, Class::UnitWeek | Class::Weekend)).map(|t| t.class) {
        Some(Class::UnitWeek) => shift(day, 0, Grain::Week),
        Some(_) => shift(day, 0, Grain::Weekend),
        None => day,
    })
}

/// Name, day of the year, days after it. A name's more special forms stand before it.
const HOLIDAYS: [(&str, Part, i32); 26] = [
    ("christmas eve", Part::MonthDay(12, 24), 0),
    ("christmas", Part::MonthDay(12, 25), 0),
    ("xmas", Part::MonthDay(12, 25), 0),
    ("new year's eve", Part::MonthDay(12, 31), 0),
    ("new years eve", Part::MonthDay(12, 31), 0),
    ("new year", Part::MonthDay(1, 1), 0),
    ("halloween", Part::MonthDay(10, 31), 0),
    ("independence day", Part::MonthDay(7, 4), 0),
    ("valentine", Part::MonthDay(2, 14), 0),
    ("veterans day", Part::MonthDay(11, 11), 0),
    ("armistice day", Part::MonthDay(11, 11), 0),
    ("boxing day", Part::MonthDay(12, 26), 0),
    ("thanksgiving", Part::Floating(11, 4, 4), 0),
    ("labor day", Part::Floating(9, 1, 1), 0),
    ("labour day", Part::MonthDay(5, 1), 0),
    ("may day", Part::MonthDay(5, 1), 0),
    ("memorial day", Part::Floating(5, 1, -1), 0),
    ("mother", Part::Floating(5, 7, 2), 0),
    ("father", Part::Floating(6, 7, 3), 0),
    ("election day", Part::Floating(11, 1, 1), 1),
    ("good friday", Part::Easter, -2),
    ("palm sunday", Part::Easter, -7),
    ("ash wednesday", Part::Easter, -46),
    ("easter monday", Part::Easter, 1),
    ("pentecost", Part::Easter, 49),
    ("easter", Part::Easter, 0),
];
