//! Days, weeks, months and years seen from the day of writing or from another date.
//!
//! In: a match. Out: its symbol, a shift or a pick from an anchor; `None` where the words are no time.

use super::dates::day_symbol;
use super::lengths::{approximation, quantity};
use super::results::{quarter_told, year_before};
use super::slots::{grain_of, is_month, month_and_day, part_letters, relative_class, relative_token, stated_year, unit_letters, unit_of};
use super::{Draft, Scene, plain, shift};
use crate::cue::Cue;
use crate::period::{Grain, Period};
use crate::symbol::{Modifier, Part, Ref, Symbol, Which};
use crate::token::{Class, Token};

pub(super) fn today(scene: &Scene) -> Option<Draft> {
    if is_of_the_age(scene) || is_a_title(scene) {
        return None;
    }
    let day = shift(scene.here_day(), scene.first(Class::Today)?.value, Grain::Day);
    match scene.first(Class::PartOfDay) {
        Some(part) => plain(Symbol::Clock(Box::new(day), part_letters(part.value))),
        None => scene.date(day),
    }
}

pub(super) fn weekday(scene: &Scene) -> Option<Draft> {
    let weekday = scene.found().iter().find(|t| matches!(t.class, Class::Weekday | Class::WeekdayShort))?;
    if weekday.class == Class::WeekdayShort && !scene.words(weekday).ends_with('.') {
        return None;
    }
    scene.date(weekday_symbol(scene, weekday.value as i8, scene.found()))
}

/// "Monday last week", "the first Tuesday in May", "the last Friday of the month".
pub(super) fn weekday_of(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let at = t.iter().position(|t| matches!(t.class, Class::Weekday | Class::WeekdayShort))?;
    let (weekday, head, tail) = (t[at].value as i8, &t[..at], &t[at + 1..]);
    if tail.iter().any(|t| t.class == Class::UnitWeek) {
        let there = tail.iter().any(|t| matches!(t.class, Class::That | Class::Same | Class::Following));
        let anchor = if there { scene.there(Grain::Week) } else { scene.here() };
        let step = relative_token(tail).map_or(0, |t| t.value);
        return plain(Symbol::Pick(Which::Within, Box::new(shift(anchor, step, Grain::Week)), Part::Weekday(weekday)));
    }
    let nth = head.iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond | Class::Last))?.value as i8;
    if let Some(month) = tail.iter().find(|t| is_month(t)) {
        let part = Part::Floating(month.value as i8, weekday, nth);
        return plain(match stated_year(tail) {
            Some(year) => Symbol::Pick(Which::Within, Box::new(Symbol::At(Period::Year(year))), part),
            None => scene.loose(part, Some(scene.cue())),
        });
    }
    let step = relative_token(tail).map_or(0, |t| t.value);
    let month = shift(scene.here(), step, Grain::Month);
    let place = month.place(scene.published)?;
    let Period::Month(_, number) = place else { return None };
    plain(Symbol::Pick(Which::Within, Box::new(month), Part::Floating(number, weekday, nth)))
}

/// "in today's world": the present age, no day.
fn is_of_the_age(scene: &Scene) -> bool {
    const AGE: [&str; 8] = ["world", "youth", "society", "generation", "economy", "politics", "leaders", "children"];
    let noun = scene.after(1).filter(|_| scene.after(0).is_some_and(|t| t.class == Class::Possessive));
    noun.is_some_and(|t| AGE.contains(&scene.words(t)))
}

/// "ABC's \"This Week\"", "USA Today": a programme or a paper.
fn is_a_title(scene: &Scene) -> bool {
    let Some((first, last)) = scene.found().first().zip(scene.found().last()) else { return false };
    let capital = |t: &Token| scene.words(t).starts_with(|c: char| c.is_ascii_uppercase());
    let initials = |t: &Token| t.end - t.start > 1 && scene.words(t).bytes().all(|b| b.is_ascii_uppercase());
    let quoted = first.start > 0 && scene.text[..first.start].ends_with(['"', '“', '\'', '‘']);
    let two = scene.to - scene.from > 1;
    capital(first) && capital(last) && (two && quoted || !two && scene.before(1).is_some_and(initials))
}

pub(super) fn weekday_symbol(scene: &Scene, weekday: i8, tokens: &[Token]) -> Symbol {
    let part = Part::Weekday(weekday);
    let relative = relative_class(tokens);
    let (which, from) = match relative {
        Some(Class::Last | Class::Past) => (Which::Before, scene.here_day()),
        Some(Class::Previous) => (Which::Before, scene.there(Grain::Day)),
        Some(Class::Next | Class::Coming) => (Which::After, scene.here_day()),
        Some(Class::Following) => (Which::After, scene.there(Grain::Day)),
        _ if scene.narrative => (Which::Nearest, scene.here_day()),
        _ if scene.cue() == Cue::Future => (Which::Earliest, Symbol::Published),
        _ => (Which::Latest, Symbol::Published),
    };
    Symbol::Pick(which, Box::new(from), part)
}

pub(super) fn this(scene: &Scene) -> Option<Draft> {
    if is_a_title(scene) {
        return None;
    }
    let unit = unit_of(scene.found())?;
    if unit.value == 1 {
        return None;
    }
    let grain = grain_of(unit.class)?;
    let class = relative_class(scene.found());
    if grain == Grain::Quarter && !scene.narrative && (scene.has(Class::Latest) || class == Some(Class::That)) {
        return plain(quarter_told(scene));
    }
    let latest = scene.has(Class::Latest);
    let symbol = match class {
        _ if latest => shift(scene.here(), -1, grain),
        Some(Class::That | Class::Same) => shift(scene.there(grain), 0, grain),
        Some(Class::Previous) => shift(scene.there(grain), -1, grain),
        Some(Class::Following) => shift(scene.there(grain), 1, grain),
        Some(Class::Next) if scene.has(Class::The) => shift(scene.there(grain), 1, grain),
        Some(Class::Last | Class::Past) => shift(scene.here(), -1, grain),
        Some(Class::Next | Class::Coming) => shift(scene.here(), 1, grain),
        Some(_) => shift(scene.here(), 0, grain),
        None if scene.narrative => shift(scene.there(grain), 0, grain),
        None => shift(Symbol::Published, 0, grain),
    };
    let runs = class == Some(Class::This) && scene.edge().is_none() && grain > Grain::Day && scene.cue() != Cue::Future;
    scene.date(if runs { Symbol::SoFar(Box::new(symbol)) } else { symbol })
}

pub(super) fn unit_end(scene: &Scene) -> Option<Draft> {
    let grain = grain_of(unit_of(scene.found())?.class)?;
    let period = shift(scene.here(), 0, grain);
    if grain == Grain::Year && scene.has(Class::Hyphen) {
        return plain(Symbol::Nth(Box::new(period), -1, Grain::Day));
    }
    plain(Symbol::Mod(Modifier::End, Box::new(period)))
}

pub(super) fn the_unit(scene: &Scene) -> Option<Draft> {
    if scene.narrative {
        return None;
    }
    let unit = unit_of(scene.found())?;
    if unit.value == 1 || scene.after(0).is_some_and(|t| t.class == Class::Hyphen) {
        return None;
    }
    match unit.class {
        Class::UnitQuarter if scene.after(0).is_some_and(|t| t.class == Class::Ended) => {
            // "the quarter ended Sept. 30" is the one that holds its last day.
            let tail = &scene.tokens[scene.to..scene.tokens.len().min(scene.to + 5)];
            plain(month_and_day(tail).map_or_else(
                || quarter_told(scene),
                |(month, day)| shift(scene.loose(Part::MonthDay(month, day), Some(Cue::Past)), 0, Grain::Quarter),
            ))
        }
        Class::UnitQuarter => plain(quarter_told(scene)),
        Class::Weekend => plain(shift(Symbol::Published, if scene.cue() == Cue::Future { 0 } else { -1 }, Grain::Weekend)),
        Class::UnitYear if told_of(scene) => plain(shift(Symbol::Published, 0, Grain::Year)),
        Class::UnitYear => plain(Symbol::Length("P1Y".into())),
        _ => None,
    }
}

/// "for the full year", "the first months of the year": the year of writing; "for the year ended March 31" is a length.
fn told_of(scene: &Scene) -> bool {
    let introduced = scene.before(1).is_some_and(|t| t.class == Class::Of || scene.words(t).eq_ignore_ascii_case("for"));
    introduced && !scene.after(0).is_some_and(|t| matches!(t.class, Class::Ended | Class::Before | Class::After | Class::To))
}

pub(super) fn vague(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    if unit.value == 0 {
        return None;
    }
    let (prefix, letter, _) = unit_letters(unit.class)?;
    plain(Symbol::Length(format!("{prefix}X{letter}")))
}

pub(super) fn reference(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let last = t.last()?;
    let symbol = match last.class {
        Class::UnitDay | Class::Current => Ref::Present,
        Class::Now => Ref::Present,
        Class::Future | Class::Recent if t.len() == 1 && !scene.narrative => return None,
        Class::Recently | Class::Recent | Class::Past => Ref::Past,
        Class::Future | Class::Term => Ref::Future,
        _ => return None,
    };
    plain(Symbol::Ref(symbol))
}

pub(super) fn former(scene: &Scene) -> Option<Draft> {
    scene.narrative.then_some(Draft { symbol: Symbol::Ref(Ref::Past), kind: None })
}

pub(super) fn shifted(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let unit = unit_of(t)?;
    let Some(grain) = grain_of(unit.class) else { return ago_bare(scene) };
    let direction = t.iter().rev().find_map(|t| match t.class {
        Class::Ago | Class::Earlier | Class::Before => Some(-1),
        Class::Later | Class::Ahead | Class::From | Class::After => Some(1),
        _ => None,
    })?;
    let Some(count) = quantity(scene).and_then(|q| q.whole()) else { return ago_bare(scene) };
    if unit.class == Class::UnitYear && count * direction == -1 && scene.memory.quarter.is_some() && !scene.memory.beyond_quarter {
        return year_before(scene);
    }
    let count = count * direction * if unit.class == Class::UnitFortnight { 2 } else { 1 };
    let anchor =
        if t.iter().any(|t| matches!(t.class, Class::Ago | Class::From | Class::Ahead)) { scene.here() } else { scene.there(grain) };
    let symbol = shift(anchor, count, grain);
    let modifier = approximation(t);
    plain(match modifier {
        Some(m) => Symbol::Mod(m, Box::new(symbol)),
        None => symbol,
    })
}

pub(super) fn ago_bare(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.len() == 2 && t[0].value == 0 {
        return None;
    }
    let back = t.iter().any(|t| matches!(t.class, Class::Ago | Class::Earlier | Class::Before));
    plain(Symbol::Ref(if back { Ref::Past } else { Ref::Future }))
}

/// "the year before", at the end of a clause: the one before the last told.
pub(super) fn unit_before(scene: &Scene) -> Option<Draft> {
    let grain = grain_of(unit_of(scene.found())?.class)?;
    plain(shift(scene.there(grain), -1, grain))
}

pub(super) fn day_after(scene: &Scene) -> Option<Draft> {
    let step = if scene.has(Class::Before) { -1 } else { 1 };
    plain(shift(day_symbol(scene, scene.found())?, step, Grain::Day))
}
