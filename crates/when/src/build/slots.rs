//! What the tokens of a match say: month, day, year, unit, direction.
//!
//! In: the tokens of a rule's match. Out: plain numbers, classes and TIMEX3 letters; `None` where the match has no such slot.

use super::Scene;
use crate::period::Grain;
use crate::token::{Class, Token};

pub(super) fn is_month(token: &Token) -> bool {
    matches!(token.class, Class::Month | Class::MonthMay)
}

pub(super) fn is_day_number(token: &Token) -> bool {
    matches!(token.class, Class::N12 | Class::N31 | Class::Ord | Class::OrdSecond) && token.value <= 31
}

/// "'89" and "89" belong to the last century from 30 on.
pub(super) fn full_year(token: &Token) -> i32 {
    match (token.class, token.value) {
        (Class::Year4, year) => year,
        (_, year) if year < 30 => 2000 + year,
        (_, year) => 1900 + year,
    }
}

/// The stated year of a run of tokens, before Christ counted astronomically.
pub(super) fn stated_year(tokens: &[Token]) -> Option<i16> {
    let era = tokens.iter().position(|t| t.class == Class::Era).and_then(|i| i.checked_sub(1)).map(|i| &tokens[i]);
    let year = era.or_else(|| tokens.iter().find(|t| matches!(t.class, Class::Year4 | Class::YearShort)))?;
    let bc = tokens.iter().any(|t| t.class == Class::Era && t.value < 0);
    let value = if era.is_some() { year.value } else { full_year(year) };
    i16::try_from(if bc { 1 - value } else { value }).ok()
}

/// Month and day of a run of tokens: the day stands next to the month.
pub(super) fn month_and_day(tokens: &[Token]) -> Option<(i8, i8)> {
    let at = tokens.iter().position(is_month)?;
    let after = tokens.get(at + 1).filter(|t| is_day_number(t));
    let before = || tokens[..at].iter().rev().take(2).find(|t| is_day_number(t));
    let day = after.or_else(before)?;
    Some((tokens[at].value as i8, day.value as i8))
}

/// Words after which a bare month, year or length is meant as a time.
pub(super) fn introduces_date(class: Class) -> bool {
    matches!(
        class,
        Class::In
            | Class::On
            | Class::By
            | Class::From
            | Class::To
            | Class::Between
            | Class::And
            | Class::Or
            | Class::Until
            | Class::During
            | Class::Of
            | Class::At
            | Class::Before
            | Class::After
            | Class::About
            | Class::Open
            | Class::Late
            | Class::Early
            | Class::Than
            | Class::Hyphen
            | Class::Dash
    )
}

pub(super) const RELATIVES: [Class; 10] = [
    Class::This,
    Class::That,
    Class::Last,
    Class::Next,
    Class::Past,
    Class::Previous,
    Class::Following,
    Class::Coming,
    Class::Current,
    Class::Same,
];

/// "last" of "last week"; "past" of "this past spring", where "this" only points.
pub(super) fn relative_token(tokens: &[Token]) -> Option<&Token> {
    let at = tokens.iter().position(|t| RELATIVES.contains(&t.class))?;
    let pointed =
        tokens.get(at + 1).filter(|t| tokens[at].class == Class::This && matches!(t.class, Class::Past | Class::Coming | Class::Last));
    pointed.or_else(|| tokens.get(at))
}

pub(super) fn relative_class(tokens: &[Token]) -> Option<Class> {
    relative_token(tokens).map(|t| t.class)
}

/// -1 for last, 1 for next, 0 for this.
pub(super) fn relative(scene: &Scene) -> i32 {
    relative_token(scene.found()).map_or(0, |t| t.value)
}

pub(super) fn relative_of(scene: &Scene, classes: &[Class]) -> i32 {
    scene.found().iter().find(|t| classes.contains(&t.class)).map_or(0, |t| t.value)
}

/// The unit of a run of tokens.
pub(super) fn unit_of(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().rev().find(|t| unit_letters(t.class).is_some())
}

/// TIMEX3 letters of a unit, with the factor by which to count it.
pub(super) fn unit_letters(class: Class) -> Option<(&'static str, &'static str, i32)> {
    Some(match class {
        Class::UnitSecond => ("PT", "S", 1),
        Class::UnitMinute => ("PT", "M", 1),
        Class::UnitHour => ("PT", "H", 1),
        Class::UnitDay => ("P", "D", 1),
        Class::Weekend => ("P", "WE", 1),
        Class::UnitWeek => ("P", "W", 1),
        Class::UnitFortnight => ("P", "W", 2),
        Class::UnitMonth => ("P", "M", 1),
        Class::UnitQuarter => ("P", "Q", 1),
        Class::UnitYear => ("P", "Y", 1),
        Class::UnitDecade => ("P", "Y", 10),
        Class::UnitCentury => ("P", "Y", 100),
        _ => return None,
    })
}

pub(super) fn grain_of(class: Class) -> Option<Grain> {
    Some(match class {
        Class::UnitDay => Grain::Day,
        Class::Weekend => Grain::Weekend,
        Class::UnitWeek | Class::UnitFortnight => Grain::Week,
        Class::UnitMonth => Grain::Month,
        Class::UnitQuarter => Grain::Quarter,
        Class::UnitYear => Grain::Year,
        Class::UnitDecade => Grain::Decade,
        Class::UnitCentury => Grain::Century,
        _ => return None,
    })
}

pub(super) fn part_letters(part: i32) -> String {
    ["", "TMO", "TAF", "TEV", "TNI", "TDT"].get(part as usize).copied().unwrap_or("TNI").to_string()
}
