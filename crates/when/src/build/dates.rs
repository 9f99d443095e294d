//! Absolute and partial dates: days, ranges of days, months, years, decades, centuries.
//!
//! In: a match. Out: its symbol, placed by the year that stands there, else by the article.

use jiff::civil::Date;
use model::TimexKind;

use super::relative::weekday_symbol;
use super::slots::{full_year, introduces_date, is_day_number, is_month, month_and_day, relative, relative_class, stated_year};
use super::{Draft, Scene, plain, shift};
use crate::period::{Grain, Period};
use crate::symbol::{Part, Symbol, Which};
use crate::token::{Class, Token};

pub(super) fn iso(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.windows(2).any(|w| !scene.glued(&w[0], &w[1])) {
        return None;
    }
    at_day(t[0].value, t[2].value, t[4].value).and_then(plain)
}

/// Month first, as American papers write; day first where the month would not exist.
pub(super) fn numeric(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.windows(2).any(|w| !scene.glued(&w[0], &w[1])) {
        return None;
    }
    let (a, b, year) = (t[0].value, t[2].value, full_year(&t[4]));
    at_day(year, a, b).or_else(|| at_day(year, b, a)).and_then(plain)
}

pub(super) fn at_day(year: i32, month: i32, day: i32) -> Option<Symbol> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Symbol::At(Period::Day(date)))
}

pub(super) fn day(scene: &Scene) -> Option<Draft> {
    scene.date(day_symbol(scene, scene.found())?)
}

pub(super) fn days(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if scene.frame.narrative {
        return None;
    }
    let month = t.iter().find(|t| is_month(t))?.value as i8;
    let mut numbers = t.iter().filter(|t| is_day_number(t)).map(|t| t.value as i8);
    let (first, last) = (numbers.next()?, numbers.next()?);
    if first >= last {
        return None;
    }
    let told = t.iter().any(|t| t.class == Class::UnitYear).then(|| shift(year_told(scene, t), 0, Grain::Year));
    let place = |day: i8| match stated_year(t) {
        None if told.is_some() => told.clone().map(|year| Symbol::Pick(Which::Within, Box::new(year), Part::MonthDay(month, day))),
        Some(year) => at_day(year.into(), month.into(), day.into()),
        None => Date::new(2024, month, day).is_ok().then(|| scene.loose_day(Part::MonthDay(month, day))),
    };
    plain(Symbol::Between(Box::new(place(first)?), Box::new(place(last)?)))
}

/// The second day of "Feb. 14 and 16" and the first of "14 and 15 May".
pub(super) fn day_more(scene: &Scene) -> Option<Draft> {
    let number = scene.found().first()?;
    let link = |t: Option<&Token>| {
        t.is_some_and(|t| matches!(t.class, Class::And | Class::To | Class::Hyphen | Class::Dash | Class::Or | Class::Comma | Class::Slash))
    };
    let month = if link(scene.before(1)) && scene.before(2).is_some_and(is_day_number) && scene.before(3).is_some_and(is_month) {
        scene.before(3)?
    } else if link(scene.after(0)) && scene.after(1).is_some_and(is_day_number) && scene.after(2).is_some_and(is_month) {
        scene.after(2)?
    } else {
        return None;
    };
    if scene.before(1).is_some_and(|t| t.class == Class::Hyphen && t.end != number.start) {
        return None;
    }
    let year = scene.tokens[scene.to..].iter().take(5).find(|t| t.class == Class::Year4).filter(|_| scene.frame.narrative);
    match year {
        Some(year) => plain(at_day(year.value, month.value, number.value)?),
        None => plain(scene.loose_day(Part::MonthDay(month.value as i8, number.value as i8))),
    }
}

/// "the 20th of next month".
pub(super) fn day_of_rel_month(scene: &Scene) -> Option<Draft> {
    let day = scene.found().iter().find(|t| is_day_number(t))?;
    let there = matches!(relative_class(scene.found()), Some(Class::That | Class::Same | Class::Following | Class::Previous));
    let anchor = if there { scene.there(Grain::Month) } else { scene.here() };
    plain(Symbol::Nth(Box::new(shift(anchor, relative(scene), Grain::Month)), day.value, Grain::Day))
}

/// "31-Oct-74", "2019-Aug-1".
pub(super) fn day_slashed(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.windows(2).any(|w| !scene.glued(&w[0], &w[1])) {
        return None;
    }
    let (day, year) = if t[0].class == Class::Year4 { (&t[4], &t[0]) } else { (&t[0], &t[4]) };
    at_day(full_year(year), t[2].value, day.value).and_then(plain)
}

/// "Dec/2025".
pub(super) fn month_slashed(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let tight = t.windows(2).all(|w| scene.glued(&w[0], &w[1]));
    let year = i16::try_from(t[2].value).ok()?;
    if tight { plain(Symbol::At(Period::Month(year, t[0].value as i8))) } else { None }
}

/// "23.04.2022": day first, as the papers that write points do.
pub(super) fn dotted(scene: &Scene) -> Option<Draft> {
    let mut parts = scene.words(&scene.found()[0]).split('.').map(|digits| digits.parse::<i32>().ok());
    let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
    let whole = parts.next().is_none() && (1800..2200).contains(&year);
    if whole { at_day(year, month, day).and_then(plain) } else { None }
}

/// "week 3 of 2027" (ISO 8601).
pub(super) fn week_number(scene: &Scene) -> Option<Draft> {
    let number = scene.found().iter().find(|t| matches!(t.class, Class::N12 | Class::N31 | Class::N99))?.value;
    let week = Period::Week(stated_year(scene.found())?, i8::try_from(number).ok().filter(|n| (1..=53).contains(n))?);
    week.first().and_then(|_| plain(Symbol::At(week)))
}

/// "by the 15th": a day of the month in which the text is.
pub(super) fn day_of_month(scene: &Scene) -> Option<Draft> {
    let day = scene.found().last().filter(|t| t.value <= 31)?;
    if !scene.words(day).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    plain(scene.loose(Part::DayOfMonth(day.value as i8), Some(scene.cue())))
}

pub(super) fn day_symbol(scene: &Scene, tokens: &[Token]) -> Option<Symbol> {
    if let Some((month, day)) = month_and_day(tokens) {
        let relative_year = tokens.iter().find(|t| t.class == Class::UnitYear);
        if relative_year.is_some() {
            let year = shift(year_told(scene, tokens), 0, Grain::Year);
            return Some(Symbol::Pick(Which::Within, Box::new(year), Part::MonthDay(month, day)));
        }
        let part = Part::MonthDay(month, day);
        let weekday = tokens.iter().any(|t| t.class == Class::Weekday);
        match relative_class(tokens).filter(|_| !weekday) {
            Some(Class::Last | Class::Past) => return Some(Symbol::Pick(Which::Before, Box::new(scene.here()), part)),
            Some(Class::Next | Class::Coming) => return Some(Symbol::Pick(Which::After, Box::new(scene.here()), part)),
            _ => {}
        }
        return match stated_year(tokens).or_else(|| year_ahead(scene)) {
            Some(year) => at_day(year.into(), month.into(), day.into()),
            None if day <= 29 || Date::new(2024, month, day).is_ok() => Some(scene.loose_day(part)),
            None => None,
        };
    }
    if let Some(today) = tokens.iter().find(|t| t.class == Class::Today) {
        return Some(shift(scene.here_day(), today.value, Grain::Day));
    }
    let weekday = tokens.iter().find(|t| matches!(t.class, Class::Weekday | Class::WeekdayShort))?;
    Some(weekday_symbol(scene, weekday.value as i8, tokens))
}

/// "of that year", "of last year".
pub(super) fn year_told(scene: &Scene, tokens: &[Token]) -> Symbol {
    match relative_class(tokens) {
        Some(Class::That | Class::Same) => scene.there(Grain::Year),
        _ => shift(scene.here(), relative(scene), Grain::Year),
    }
}

/// The year given further on: "Sept. 3 and Oct. 5, 1939".
pub(super) fn year_ahead(scene: &Scene) -> Option<i16> {
    let rest = scene.tokens.get(scene.to..)?;
    let link = rest.first()?;
    if !matches!(link.class, Class::To | Class::And | Class::Or | Class::Hyphen | Class::Dash | Class::Until) {
        return None;
    }
    let rest = &rest[1..rest.len().min(6)];
    let month = rest.iter().take(2).position(is_month)?;
    let mut tail = rest[month + 1..].iter().filter(|t| t.class != Class::Comma);
    let next = tail.next()?;
    let year = if is_day_number(next) { tail.next()? } else { next };
    (year.class == Class::Year4).then(|| i16::try_from(year.value).ok()).flatten()
}

pub(super) fn month(scene: &Scene) -> Option<Draft> {
    let month = scene.found().iter().find(|t| is_month(t))?;
    let part = Part::Month(month.value as i8);
    if let Some(year) = stated_year(scene.found()) {
        return scene.date(Symbol::At(Period::Month(year, month.value as i8)));
    }
    let lone = scene.to - scene.from == 1;
    if lone && month.class == Class::MonthMay && !scene.before(1).is_some_and(|t| introduces_date(t.class)) {
        return None;
    }
    if lone && (month.end - month.start == 3 && month.class == Class::Month || is_a_march(scene, month)) {
        return None;
    }
    if scene.has(Class::Each) {
        return Some(Draft { symbol: Symbol::Set(format!("XXXX-{:02}", month.value)), kind: Some(TimexKind::Set) });
    }
    if scene.has(Class::UnitYear) {
        let year = shift(
            if scene.has(Class::That) || scene.has(Class::Same) { scene.there(Grain::Year) } else { scene.here() },
            relative(scene),
            Grain::Year,
        );
        return scene.date(Symbol::Pick(Which::Within, Box::new(year), part));
    }
    if let Some(year) = year_ahead(scene) {
        return scene.date(Symbol::At(Period::Month(year, month.value as i8)));
    }
    let symbol = match relative_class(scene.found()) {
        Some(Class::Last | Class::Past) => Symbol::Pick(Which::Before, Box::new(scene.here()), part),
        Some(Class::Previous) => Symbol::Pick(Which::Before, Box::new(scene.there(Grain::Month)), part),
        Some(Class::Next | Class::Coming) => Symbol::Pick(Which::After, Box::new(scene.here()), part),
        Some(Class::Following) => Symbol::Pick(Which::After, Box::new(scene.there(Grain::Month)), part),
        Some(Class::This) => Symbol::Pick(Which::Within, Box::new(shift(scene.here(), 0, Grain::Year)), part),
        _ => scene.loose(part, Some(scene.cue())),
    };
    scene.date(symbol)
}

/// "the Long March", "the March of Dimes", "the March for Life": not the month.
pub(super) fn is_a_march(scene: &Scene, month: &Token) -> bool {
    let named =
        |t: &Token| t.class == Class::Possessive || t.class == Class::Other && scene.words(t).starts_with(|c: char| c.is_ascii_uppercase());
    let meant = |t: &Token| t.class == Class::Of || matches!(scene.words(t), "for" | "on");
    month.value == 3
        && (scene.before(1).is_some_and(named)
            || scene.after(0).is_some_and(meant) && scene.before(1).is_some_and(|t| t.class != Class::In))
}

pub(super) fn year(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let bc = t.iter().any(|t| t.class == Class::Era && t.value < 0);
    let number = t.iter().find(|t| {
        matches!(t.class, Class::Year4 | Class::YearShort | Class::NBig | Class::N99 | Class::N31 | Class::Card | Class::Military)
    })?;
    let value = if number.class == Class::YearShort { full_year(number) } else { number.value };
    let bare = t.len() == 1 && number.class == Class::Year4;
    if bare && !era_ahead(scene) && !reads_as_year(scene, value) {
        return None;
    }
    if number.class == Class::Card && !(1000..=2100).contains(&value) {
        return None;
    }
    let bc = bc || t.len() == 1 && era_ahead(scene);
    if t.len() == 1 && !bc && matches!(number.class, Class::NBig | Class::N99 | Class::N31 | Class::Military) {
        return None;
    }
    let year = i16::try_from(if bc { 1 - value } else { value }).ok()?;
    scene.date(Symbol::At(Period::Year(year)))
}

/// The first year of "479-478 BC".
pub(super) fn era_ahead(scene: &Scene) -> bool {
    let class = |i| scene.after(i).map(|t| t.class);
    let link = matches!(class(0), Some(Class::Hyphen | Class::Dash | Class::To | Class::And | Class::Or | Class::Slash));
    link && scene.after(2).is_some_and(|t| t.class == Class::Era && t.value < 0)
}

/// The second year of "1915-16".
pub(super) fn year_more(scene: &Scene) -> Option<Draft> {
    let (number, link, year) = (scene.found().first()?, scene.before(1)?, scene.before(2)?);
    let joined = matches!(link.class, Class::Hyphen | Class::Slash) || matches!(link.class, Class::Dash) && scene.glued(link, number);
    let later = year.class == Class::Year4 && number.end - number.start == 2 && number.value > year.value % 100;
    if !joined || !later || scene.after(0).is_some_and(|t| t.class == Class::Hyphen) {
        return None;
    }
    plain(Symbol::At(Period::Year(i16::try_from(year.value / 100 * 100 + number.value).ok()?)))
}

/// A bare four-digit number is a year when a preposition or the punctuation of dates introduces it, or when it is a likely one and no counted noun
/// or unit follows. "1991 borders" is a year: no counted noun of that number would be written without a comma in most papers.
pub(super) fn reads_as_year(scene: &Scene, value: i32) -> bool {
    let before = scene.before(1);
    let after = scene.after(0);
    let number_follows = scene.after(1).is_some_and(|t| after.is_some_and(|a| scene.glued(a, t)));
    if number_follows && after.is_some_and(|t| matches!(t.class, Class::Colon | Class::Slash) && scene.glued(&scene.found()[0], t)) {
        return false;
    }
    if before.is_some_and(|t| matches!(t.class, Class::Slash | Class::Colon) && scene.glued(t, &scene.found()[0])) {
        return false;
    }
    if is_a_model(scene) {
        return false;
    }
    let introduced = before.is_some_and(|t| introduces_date(t.class) || matches!(t.class, Class::The | Class::Comma));
    let counted = after.is_some_and(|t| COUNTED.contains(&scene.words(t).to_ascii_lowercase().as_str()));
    let likely = scene.frame.published.map_or(1700..=2060, |day| 1700..=i32::from(day.year()) + 40);
    !counted && likely.contains(&value) && (introduced || (1900..2060).contains(&value))
        || !counted && scene.frame.narrative && value >= 1000
}

/// "a 1991 Toyota", "the driver's 1991 Toyota": the year of a model; "in 1991 Toyota" and "the 1991 Toyota recall" tell a time.
fn is_a_model(scene: &Scene) -> bool {
    let owned = |t: &Token| matches!(t.class, Class::A | Class::Possessive) || matches!(scene.words(t), "his" | "her" | "their" | "its");
    scene.after(0).is_some_and(|t| t.class == Class::Make) && scene.before(1).is_some_and(owned)
}

/// Nouns and units after which a number of four digits is a count.
pub(super) const COUNTED: [&str; 24] = [
    "people", "men", "women", "troops", "soldiers", "percent", "per", "million", "billion", "points", "miles", "feet", "meters", "metres",
    "tons", "tonnes", "pounds", "dollars", "euros", "shares", "jobs", "hours", "km", "acres",
];

pub(super) fn decade(scene: &Scene) -> Option<Draft> {
    let decade = scene.found().iter().find(|t| matches!(t.class, Class::Decade | Class::Twenties))?;
    if decade.value < 100 {
        let bc = scene.found().last().is_some_and(|t| t.class == Class::Era && t.value < 0);
        return if bc { scene.date(Symbol::At(Period::Decade(-1 - i16::try_from(decade.value).ok()?))) } else { None };
    }
    if decade.class == Class::Twenties && !scene.has(Class::The) {
        return None;
    }
    scene.date(Symbol::At(Period::Decade(i16::try_from(decade.value).ok()?)))
}

pub(super) fn century(scene: &Scene) -> Option<Draft> {
    let nth = scene.found().iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond))?.value;
    let bc = scene.found().iter().any(|t| t.class == Class::Era && t.value < 0);
    scene.date(Symbol::At(Period::Century(i16::try_from(if bc { -nth } else { nth - 1 }).ok()?)))
}

pub(super) fn week_of(scene: &Scene) -> Option<Draft> {
    plain(shift(day_symbol(scene, scene.found())?, 0, Grain::Week))
}
