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
    let t = scene.found();
    let time = clock_digits(scene, t)?;
    let day = day_symbol(scene, t).unwrap_or_else(|| scene.there(Grain::Day));
    plain(Symbol::Clock(Box::new(day), time))
}

pub(super) fn clock_digits(scene: &Scene, t: &[Token]) -> Option<String> {
    if let Some(noon) = t.iter().find(|t| t.class == Class::Noon) {
        return Some(format!("T{:02}:00", noon.value));
    }
    let pm = t.iter().any(|t| t.class == Class::AmPm && t.value == 2 || t.class == Class::PartOfDay && (2..=4).contains(&t.value));
    let am = t.iter().any(|t| t.class == Class::AmPm && t.value == 1);
    let hour = |h: i32| {
        if pm && h < 12 {
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
    let day = match dated {
        Some(day) => day,
        None => match relative_class(t) {
            Some(Class::Next | Class::Following | Class::Coming) => shift(scene.there(Grain::Day), 1, Grain::Day),
            Some(Class::Previous) => shift(scene.there(Grain::Day), -1, Grain::Day),
            Some(Class::Last) => shift(scene.here_day(), -1, Grain::Day),
            Some(Class::That | Class::Same) => scene.there(Grain::Day),
            Some(Class::This) => scene.here_day(),
            _ if part.class == Class::Tonight => scene.here_day(),
            _ => scene.there(Grain::Day),
        },
    };
    plain(Symbol::Clock(Box::new(day), letters))
}

/// "at night": any night; told as a time in narratives only.
pub(super) fn at_night(scene: &Scene) -> Option<Draft> {
    let part = scene.first(Class::PartOfDay)?;
    scene.narrative.then(|| Draft { symbol: Symbol::Vague(format!("XXXX-XX-XX{}", part_letters(part.value))), kind: Some(TimexKind::Time) })
}
