//! Times and parts of a day.
//!
//! In: a match. Out: a time (`T14:30`, `TMO`) of the day that stands there, else of the day told last.

use model::TimexKind;

use super::dates::day_symbol;
use super::slots::{part_letters, relative_class};
use super::{Draft, Scene, plain, shift};
use crate::period::Grain;
use crate::symbol::Symbol;
use crate::token::{Class, Token};

pub(super) fn clock(scene: &Scene) -> Option<Draft> {
    if is_a_figure_of_speech(scene) || is_restated(scene) {
        return None;
    }
    let t = scene.found();
    let time = clock_digits(scene, &with_half_of_day(scene))?;
    let parted = t.iter().any(|t| matches!(t.class, Class::PartOfDay | Class::Tonight));
    let day = day_symbol(scene, t).or_else(|| day_shared(scene)).or_else(|| day_of_restated(scene));
    let day = day.unwrap_or_else(|| match parted {
        true => day_of_part(scene, t),
        false if counts_from_an_event(scene) => Symbol::Vague(Grain::Day.unplaced().to_string()),
        false => scene.there(Grain::Day),
    });
    plain(Symbol::Clock(Box::new(day), time))
}

/// "it is high noon for the talks": the hour of reckoning; the hour of the day is told as "at high noon".
fn is_a_figure_of_speech(scene: &Scene) -> bool {
    let high = scene.before(1).is_some_and(|t| scene.words(t).eq_ignore_ascii_case("high"));
    scene.has(Class::Noon) && high && scene.before(2).is_none_or(|t| t.class != Class::At)
}

/// "6 a.m. ten days before the vote", "at 6 a.m. in Lima two days after the raid": the day hangs on an event, which the text has not dated.
fn counts_from_an_event(scene: &Scene) -> bool {
    let rest = scene.tokens.get(scene.to..).unwrap_or_default();
    let clause = &rest[..rest.iter().take(8).take_while(|t| !matches!(t.class, Class::Stop | Class::Break | Class::Comma)).count()];
    let days = |t: &[Token]| matches!(t[0].class, Class::UnitDay | Class::UnitWeek) && matches!(t[1].class, Class::Before | Class::After);
    clause.windows(2).any(days)
}

/// "10:35 a.m. (0735 GMT)": the hour just told, by the clock of another zone.
fn is_restated(scene: &Scene) -> bool {
    let enclosed = scene.before(1).is_some_and(|t| t.class == Class::Open) && scene.after(0).is_some_and(|t| t.class == Class::Close);
    let hour = |t: &Token| matches!(t.class, Class::AmPm | Class::Noon | Class::Oclock | Class::Zone | Class::UnitHour);
    let bare = scene.found().last().is_some_and(|t| t.class == Class::Zone);
    enclosed && bare && scene.before(2).is_some_and(hour)
}

/// The match, with the "p.m." of the second hour of "from 3:30 to 6 p.m." where it has none of its own.
fn with_half_of_day(scene: &Scene) -> Vec<Token> {
    let mut tokens = scene.found().to_vec();
    let rest = scene.tokens.get(scene.to..).unwrap_or_default();
    let linked = rest.first().is_some_and(|t| matches!(t.class, Class::To | Class::And | Class::Hyphen | Class::Dash));
    let own = tokens.iter().any(|t| matches!(t.class, Class::AmPm | Class::PartOfDay | Class::Noon | Class::Tonight));
    if linked && !own {
        let hour = |t: &&Token| matches!(t.class, Class::N12 | Class::N31 | Class::N99 | Class::Colon);
        let half = rest[1..].iter().find(|t| !hour(t)).filter(|t| t.class == Class::AmPm && t.value == 2);
        // "11:30 to 2 p.m." begins in the morning.
        let earlier = rest.get(1).zip(tokens.iter().find(|t| hour(t))).is_some_and(|(to, from)| from.value % 12 <= to.value % 12);
        tokens.extend(half.filter(|_| earlier).copied());
    }
    tokens
}

/// The day of the first hour in "from 9:30 to 11:00 on Thursday".
fn day_shared(scene: &Scene) -> Option<Symbol> {
    let rest = scene.tokens.get(scene.to..)?;
    let link = rest.first().filter(|t| matches!(t.class, Class::To | Class::And | Class::Until | Class::Hyphen | Class::Dash))?;
    let tail: Vec<Token> =
        rest[1..rest.len().min(9)].iter().copied().take_while(|t| t.class != Class::Stop && t.start > link.start).collect();
    let on = tail.iter().position(|t| t.class == Class::On || t.class == Class::Today)?;
    let hour = tail[..on]
        .iter()
        .all(|t| matches!(t.class, Class::N12 | Class::N31 | Class::N99 | Class::Colon | Class::AmPm | Class::Zone | Class::Noon));
    if hour && on > 0 { day_symbol(scene, &tail[on..]) } else { None }
}

/// The day that stands in or behind the brackets of "10:35 a.m. (0735 GMT) Friday" and "4 in the morning (4 a.m. EDT Thursday)".
fn day_of_restated(scene: &Scene) -> Option<Symbol> {
    let rest = scene.tokens.get(scene.to..)?;
    let close = rest.iter().take(10).position(|t| t.class == Class::Close)?;
    let (inside, behind) = (rest.get(1..close)?, rest.get(close + 1)?);
    let hour = inside.iter().any(|t| matches!(t.class, Class::AmPm | Class::Zone | Class::Colon));
    if rest[0].class != Class::Open || !hour {
        return None;
    }
    day_symbol(scene, inside).or_else(|| day_symbol(scene, std::slice::from_ref(behind)))
}

/// "half past seven", "a quarter to 2 p.m.", "20 past 3".
pub(super) fn clock_past(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let link = t.iter().position(|t| matches!(t.class, Class::Past | Class::To))?;
    let minutes = match t[..link].iter().find(|t| t.class != Class::A)? {
        t if t.class == Class::Half => 30,
        t if t.class == Class::UnitQuarter => 15,
        t => t.value,
    };
    // "20 to 30" is a range; only a quarter is told "to" the hour without doubt.
    let back = t[link].class == Class::To;
    let quarter = t[..link].iter().any(|t| t.class == Class::UnitQuarter);
    let spoken = t[link + 1..].iter().all(|t| t.class != Class::Colon);
    if minutes > 59 || !spoken || back && !quarter {
        return None;
    }
    let hour: i32 = clock_digits(scene, &t[link + 1..])?.get(1..3)?.parse().ok()?;
    let (hour, minutes) = if back { ((hour + 23) % 24, 60 - minutes) } else { (hour, minutes) };
    plain(Symbol::Clock(Box::new(scene.there(Grain::Day)), format!("T{hour:02}:{minutes:02}")))
}

pub(super) fn clock_digits(scene: &Scene, t: &[Token]) -> Option<String> {
    if let Some(noon) = t.iter().find(|t| t.class == Class::Noon) {
        return Some(format!("T{:02}:00", noon.value));
    }
    let am = t.iter().any(|t| t.class == Class::AmPm && t.value == 1);
    let pm = !am && t.iter().any(|t| t.class == Class::AmPm && t.value == 2 || t.class == Class::PartOfDay && (2..=4).contains(&t.value));
    let night = t.iter().any(|t| matches!(t.class, Class::Tonight) || t.class == Class::PartOfDay && t.value == 4);
    let hour = |h: i32| {
        // "last night at 2" is past midnight.
        if !am && (pm || night) && h < 12 && !(night && h < 6) {
            h + 12
        } else if am && h == 12 {
            0
        } else {
            h
        }
    };
    if let Some(at) = t.iter().position(|t| t.class == Class::Colon) {
        let (h, m) = (t.get(at.checked_sub(1)?)?, t.get(at + 1)?);
        let shaped = scene.glued(h, &t[at]) && scene.glued(&t[at], m) && m.end - m.start == 2 && h.value <= 24 && m.value < 60;
        return shaped.then(|| format!("T{:02}:{:02}", hour(h.value), m.value));
    }
    if let Some(decimal) = t.iter().find(|t| t.class == Class::Decimal) {
        let (h, m) = scene.words(decimal).split_once('.')?;
        let (h, m): (i32, i32) = (h.parse().ok()?, m.parse().ok().filter(|_| m.len() == 2)?);
        return (h <= 12 && m < 60).then(|| format!("T{:02}:{m:02}", hour(h)));
    }
    let number = |t: &&Token| matches!(t.class, Class::N12 | Class::N31 | Class::Card | Class::Military | Class::Year4);
    let h = match t.iter().position(|t| matches!(t.class, Class::AmPm | Class::Oclock | Class::UnitHour)) {
        Some(mark) => t[..mark].iter().rev().find(number)?,
        None => t.iter().find(number)?,
    };
    match h.class {
        Class::Military | Class::Year4 => {
            (h.value / 100 < 24 && h.value % 100 < 60).then(|| format!("T{:02}:{:02}", h.value / 100, h.value % 100))
        }
        _ => (h.value <= 24).then(|| format!("T{:02}:00", hour(h.value))),
    }
}

pub(super) fn part_of_day(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let part = t.iter().find(|t| matches!(t.class, Class::PartOfDay | Class::Tonight | Class::Overnight | Class::Noon))?;
    let letters = if part.class == Class::Noon { format!("T{:02}:00", part.value) } else { part_letters(part.value) };
    let dated = day_symbol(scene, t);
    if dated.is_none()
        && t.len() == 2
        && t[0].class == Class::The
        && part.class == Class::PartOfDay
        && scene.before(1).is_none_or(|t| t.class != Class::In)
    {
        return None;
    }
    let day = dated.unwrap_or_else(|| day_of_part(scene, t));
    plain(Symbol::Clock(Box::new(day), letters))
}

/// The day of a part of a day that names none: "this morning", "last night", "the following evening".
fn day_of_part(scene: &Scene, t: &[Token]) -> Symbol {
    match relative_class(t) {
        Some(Class::Next | Class::Following | Class::Coming) => shift(scene.there(Grain::Day), 1, Grain::Day),
        Some(Class::Previous) => shift(scene.there(Grain::Day), -1, Grain::Day),
        Some(Class::Last) => shift(scene.here_day(), -1, Grain::Day),
        Some(Class::That | Class::Same) => scene.there(Grain::Day),
        Some(Class::This) => scene.here_day(),
        _ if t.iter().any(|t| t.class == Class::Tonight) => scene.here_day(),
        _ => scene.there(Grain::Day),
    }
}

/// "at night": any night; told as a time in narratives only.
pub(super) fn at_night(scene: &Scene) -> Option<Draft> {
    let part = scene.first(Class::PartOfDay)?;
    scene
        .frame
        .narrative
        .then(|| Draft { symbol: Symbol::Vague(format!("XXXX-XX-XX{}", part_letters(part.value))), kind: Some(TimexKind::Time) })
}
