//! Lengths and recurring times.
//!
//! In: a match with a number and a unit. Out: its symbol with the TIMEX3 length (`P2W`, `PT1H30M`) or set (`P1D`, `XXXX-WXX-2`).

use super::slots::{is_month, part_letters, relative_class, unit_letters, unit_of};
use super::{Draft, Scene, plain};
use crate::symbol::{Modifier, Symbol};
use crate::token::{Class, Token};

pub(super) fn length(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    let quantity = quantity(scene)?;
    if scene.after(0).is_some_and(|t| t.class == Class::Hyphen)
        && scene.after(1).is_some_and(|t| matches!(t.class, Class::Ago | Class::Earlier))
    {
        return None;
    }
    if is_age(scene, unit) && !scene.narrative {
        return None;
    }
    if unit.class == Class::UnitQuarter && (scene.has(Class::Hyphen) && unit.value == 1 || scene.has(Class::A)) {
        // "three-quarters", "a quarter": fractions.
        return None;
    }
    if scene.found()[0].start == unit.start {
        // "day-long".
        return if unit.value == 0 { plain(Symbol::Length(length_value(&Quantity { number: Some(1.0) }, unit.class)?)) } else { None };
    }
    let singular_article = scene.found().len() == 2 && scene.found()[0].class == Class::A;
    if singular_article && unit.value == 1 {
        return None;
    }
    let value = length_value(&quantity, unit.class)?;
    with_approximation(scene, Symbol::Length(value))
}

pub(super) fn length_rel(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    let quantity = quantity(scene)?;
    let value = length_value(&quantity, unit.class)?;
    let symbol = match relative_class(scene.found()) {
        Some(Class::Past | Class::Last) if !scene.narrative && !scene.has(Class::Tenure) => {
            Symbol::LengthUntil(value, Box::new(Symbol::Published))
        }
        Some(Class::Next | Class::Coming) if !scene.narrative => Symbol::LengthFrom(value, Box::new(Symbol::Published)),
        _ => Symbol::Length(value),
    };
    with_approximation(scene, symbol)
}

pub(super) fn length_bare(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    if unit.value == 0 {
        return None;
    }
    let (prefix, letter, factor) = unit_letters(unit.class)?;
    plain(Symbol::Length(format!("{prefix}X{}", if factor >= 10 { "Y" } else { letter })))
}

pub(super) fn set(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let value = match t.iter().find(|t| t.class == Class::Daily).map(|t| t.value) {
        Some(daily) => ["", "P1D", "P1W", "P1M", "P1Q", "P1Y", "PT1H"].get(daily as usize)?.to_string(),
        None => {
            let weekday = t.iter().find(|t| t.class == Class::Weekday);
            let part = t.iter().find(|t| t.class == Class::PartOfDay);
            let month = t.iter().find(|t| is_month(t));
            match (weekday, part, month) {
                (Some(day), None, _) => format!("XXXX-WXX-{}", day.value),
                (Some(day), Some(part), _) if t[0].class == Class::Each || scene.words(part).ends_with('s') => {
                    format!("XXXX-WXX-{}{}", day.value, part_letters(part.value))
                }
                (None, Some(part), _) if t[0].class == Class::Each => format!("XXXX-XX-XX{}", part_letters(part.value)),
                (_, Some(_), _) => return None,
                (_, _, Some(month)) => format!("XXXX-{:02}", month.value),
                _ => {
                    let unit = unit_of(t)?;
                    let number =
                        t.iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond | Class::N12 | Class::N31 | Class::Card));
                    length_value(&Quantity { number: Some(number.map_or(1.0, |n| f64::from(n.value))) }, unit.class)?
                }
            }
        }
    };
    plain(Symbol::Set(value))
}

/// How many: a number as written, half of it more, or an unknown number.
pub(super) struct Quantity {
    pub(super) number: Option<f64>,
}

impl Quantity {
    pub(super) fn whole(&self) -> Option<i32> {
        self.number.filter(|n| n.fract() == 0.0 && *n < 1e6).map(|n| n as i32)
    }
}

pub(super) fn quantity(scene: &Scene) -> Option<Quantity> {
    let t = scene.found();
    let unit = t.iter().position(|t| unit_letters(t.class).is_some())?;
    let numbers = &t[..unit];
    if numbers.iter().any(|t| t.class == Class::Few) {
        return Some(Quantity { number: None });
    }
    let mut number = numbers.iter().find_map(|t| match t.class {
        Class::N12
        | Class::N31
        | Class::N99
        | Class::NBig
        | Class::Card
        | Class::Dozen
        | Class::Couple
        | Class::Year4
        | Class::Military => Some(f64::from(t.value)),
        Class::Decimal => scene.words(t).replace(',', "").parse().ok(),
        _ => None,
    });
    if number.is_none() && numbers.iter().any(|t| matches!(t.class, Class::A | Class::Another)) && !t.iter().any(|t| t.class == Class::Half)
    {
        number = Some(1.0);
    }
    let half = t.iter().any(|t| t.class == Class::Half)
        || numbers.windows(3).any(|w| w[1].class == Class::Slash && w[0].value == 1 && w[2].value == 2);
    if half {
        let unit_and_half = t[unit + 1..].iter().any(|t| t.class == Class::Half);
        let base = if unit_and_half { 1.0 } else { number.unwrap_or(0.0) };
        number = Some(base + 0.5);
    }
    number.map(|n| Quantity { number: Some(n) }).or(Some(Quantity { number: None }))
}

pub(super) fn approximation(tokens: &[Token]) -> Option<Modifier> {
    let has = |class| tokens.iter().any(|t| t.class == class);
    if has(Class::Least) {
        Some(Modifier::EqualOrMore)
    } else if has(Class::Most) || has(Class::Up) || has(Class::No) {
        Some(Modifier::EqualOrLess)
    } else if has(Class::Nearly) || has(Class::Less) {
        Some(Modifier::LessThan)
    } else if has(Class::About) {
        Some(Modifier::Approx)
    } else if tokens.first().is_some_and(|t| matches!(t.class, Class::More | Class::Over)) {
        Some(Modifier::MoreThan)
    } else {
        None
    }
}

/// TIMEX3 of that many units; a half is written in the next smaller unit.
pub(super) fn length_value(quantity: &Quantity, unit: Class) -> Option<String> {
    let (prefix, letter, factor) = unit_letters(unit)?;
    let Some(number) = quantity.number else { return Some(format!("{prefix}X{}", if factor >= 10 { "Y" } else { letter })) };
    let number = number * f64::from(factor);
    let whole = number.trunc() as i64;
    let half = match (number.fract() == 0.5, unit) {
        (true, Class::UnitYear) => "6M",
        (true, Class::UnitHour) => "30M",
        (true, Class::UnitMinute) => "30S",
        _ => return Some(format!("{prefix}{number}{letter}")),
    };
    Some(if whole == 0 { format!("{prefix}{half}") } else { format!("{prefix}{whole}{letter}{half}") })
}

pub(super) fn with_approximation(scene: &Scene, symbol: Symbol) -> Option<Draft> {
    plain(match approximation(scene.found()) {
        Some(modifier) => Symbol::Mod(modifier, Box::new(symbol)),
        None => symbol,
    })
}

/// "52 years old", "a 6-year-old": the age of a person, not a time told; months and weeks of age are told.
pub(super) fn is_age(scene: &Scene, unit: &Token) -> bool {
    let next = scene.after(0).map(|t| t.class);
    let old = scene.has(Class::Old)
        || next == Some(Class::Old)
        || next == Some(Class::Hyphen) && scene.after(1).is_some_and(|t| t.class == Class::Old);
    old && unit.class == Class::UnitYear
}
