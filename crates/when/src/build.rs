//! What a matched run of tokens means.
//!
//! In: the rule's tokens and the [`Scene`] around them (what was said before, which verb governs, which anchoring applies). Out: a [`Symbol`], or
//! `None` when the run is no temporal expression after all. One function per builder named in `data/rules.tsv`.

use jiff::civil::Date;
use model::TimexKind;

use crate::cue::{Cue, Cues};
use crate::period::{Grain, Period};
use crate::symbol::{Modifier, Part, Ref, Symbol, Which};
use crate::token::{Class, Token};

/// Reads one match.
pub(crate) type Builder = fn(&Scene) -> Option<Draft>;

/// A reading of a match, before its words are cut out.
pub(crate) struct Draft {
    pub(crate) symbol: Symbol,
    /// The TIMEX3 type where it is not the symbol's own.
    pub(crate) kind: Option<TimexKind>,
}

/// What a builder may look at.
pub(crate) struct Scene<'a> {
    pub(crate) text: &'a str,
    /// All tokens of the block.
    pub(crate) tokens: &'a [Token],
    /// The match, as token indices.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) narrative: bool,
    pub(crate) published: Option<Date>,
    pub(crate) memory: &'a Memory,
    pub(crate) cues: &'a Cues,
}

/// The expressions read so far in this article.
#[derive(Default)]
pub(crate) struct Memory {
    day: Option<Symbol>,
    last: Option<(Symbol, Grain)>,
    quarter: Option<Symbol>,
    /// Whether the report has since turned to a longer period: "in the first nine months".
    beyond_quarter: bool,
    month: Option<Symbol>,
    year: Option<Symbol>,
}

impl Memory {
    /// Keeps a placed expression as the anchor of later ones. What does not hang on the publication day is kept as the bare period, so that chains
    /// of "two days later" stay short.
    pub(crate) fn remember(&mut self, symbol: &Symbol, published: Option<Date>) {
        if let Symbol::Length(length) = symbol
            && (length == "P1Y" || length.ends_with('M') && length.starts_with('P') && length != "P3M")
        {
            self.beyond_quarter = true;
        }
        // A quarter of comparison ("a year ago") is not the one that the report is about.
        if matches!(symbol, Symbol::Shift(_, ..=-4, Grain::Quarter)) {
            return;
        }
        let base = match symbol {
            Symbol::Clock(on, _) => on,
            Symbol::Between(_, to) => to,
            other => other,
        };
        let fixed = base.place(None);
        let Some(period) = fixed.or_else(|| base.place(published)) else { return };
        let kept = if fixed.is_some() || base.depth() > 8 { Symbol::At(period) } else { base.clone() };
        match period.grain() {
            Grain::Day => self.day = Some(kept.clone()),
            Grain::Month => self.month = Some(kept.clone()),
            Grain::Quarter => {
                self.quarter = Some(kept.clone());
                self.beyond_quarter = false;
            }
            Grain::Year => self.year = Some(kept.clone()),
            Grain::Decade | Grain::Century => return,
            _ => {}
        }
        self.last = Some((kept, period.grain()));
    }
}

impl Scene<'_> {
    fn found(&self) -> &[Token] {
        &self.tokens[self.from..self.to]
    }

    fn first(&self, class: Class) -> Option<&Token> {
        self.found().iter().find(|t| t.class == class)
    }

    fn has(&self, class: Class) -> bool {
        self.first(class).is_some()
    }

    fn words(&self, token: &Token) -> &str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    fn before(&self, steps: usize) -> Option<&Token> {
        self.from.checked_sub(steps).map(|i| &self.tokens[i])
    }

    fn after(&self, steps: usize) -> Option<&Token> {
        self.tokens.get(self.to + steps)
    }

    fn glued(&self, a: &Token, b: &Token) -> bool {
        a.end == b.start
    }

    fn cue(&self) -> Cue {
        self.cues.governing(self.text, self.tokens, self.from, self.to)
    }

    /// What "ago", "last" and "this" are seen from: the day of writing, or in a narrative the day that the story has reached.
    fn here(&self) -> Symbol {
        match (&self.memory.last, self.narrative) {
            (Some((last, _)), true) => last.clone(),
            _ => Symbol::Published,
        }
    }

    /// What "that", "later" and "the following" are seen from: the last expression of at most this grain, else the day of writing.
    fn there(&self, grain: Grain) -> Symbol {
        match &self.memory.last {
            Some((last, g)) if *g <= grain => last.clone(),
            Some(_) if self.narrative => self.of_grain(grain).unwrap_or_else(|| self.unplaced(grain)),
            _ => self.of_grain(grain).unwrap_or(Symbol::Published),
        }
    }

    /// A day or month of which a story has told the year alone: `1980-XX-XX`.
    fn unplaced(&self, grain: Grain) -> Symbol {
        let year = self.memory.last.as_ref().and_then(|(last, _)| last.place(self.published)?.first());
        let year = year.map_or("XXXX".to_string(), |day| Period::Year(day.year()).timex());
        Symbol::Vague(grain.unplaced().replacen("XXXX", &year, 1))
    }

    fn of_grain(&self, grain: Grain) -> Option<Symbol> {
        let memory = self.memory;
        let places = [(&memory.day, Grain::Day), (&memory.month, Grain::Month), (&memory.year, Grain::Year)];
        places.into_iter().filter(|(_, g)| *g <= grain).rev().find_map(|(symbol, _)| symbol.clone())
    }

    /// Bare dates: nearest to the day of writing, or to the day that the story has reached.
    fn loose(&self, part: Part, cue: Option<Cue>) -> Symbol {
        if self.narrative {
            return match &self.memory.last {
                Some((last, Grain::Year | Grain::Half | Grain::Season | Grain::Quarter)) => {
                    let within = Symbol::Pick(Which::Within, Box::new(last.clone()), part);
                    if within.place(self.published).is_some() { within } else { Symbol::Pick(Which::Nearest, Box::new(last.clone()), part) }
                }
                Some((last, _)) => Symbol::Pick(Which::Nearest, Box::new(last.clone()), part),
                None => Symbol::Pick(Which::Latest, Box::new(Symbol::Published), part),
            };
        }
        let which = match cue {
            Some(Cue::Future) => Which::Earliest,
            Some(Cue::Past) => Which::Latest,
            _ => Which::Nearest,
        };
        Symbol::Pick(which, Box::new(Symbol::Published), part)
    }

    /// The direction of a month and day: past where it closes a period of account ("the year ended March 31").
    fn tense(&self) -> Option<Cue> {
        self.before(1).is_some_and(|t| t.class == Class::Ended).then_some(Cue::Past)
    }

    /// "early", "the end of", "mid-".
    fn edge(&self) -> Option<Modifier> {
        self.found().iter().find_map(|t| match t.class {
            Class::Early | Class::Begin => Some(Modifier::Start),
            Class::Mid | Class::Middle => Some(Modifier::Mid),
            Class::Late | Class::End => Some(Modifier::End),
            Class::About => Some(Modifier::Approx),
            _ => None,
        })
    }

    fn date(&self, symbol: Symbol) -> Option<Draft> {
        let symbol = match self.edge() {
            Some(edge) => Symbol::Mod(edge, Box::new(symbol)),
            None => symbol,
        };
        Some(Draft { symbol, kind: None })
    }
}

fn plain(symbol: Symbol) -> Option<Draft> {
    Some(Draft { symbol, kind: None })
}

fn shift(from: Symbol, count: i32, grain: Grain) -> Symbol {
    if matches!(from, Symbol::Vague(_)) {
        return from;
    }
    Symbol::Shift(Box::new(from), count, grain)
}

/// The builder of that name.
pub(crate) fn builder(name: &str) -> Option<Builder> {
    let table: [(&str, Builder); 37] = [
        ("weekday-of", weekday_of),
        ("year-more", year_more),
        ("day-of-month", day_of_month),
        ("the-period", the_period),
        ("year-before", year_before),
        ("day-more", day_more),
        ("at-night", at_night),
        ("iso", iso),
        ("numeric", numeric),
        ("day", day),
        ("days", days),
        ("month", month),
        ("year", year),
        ("decade", decade),
        ("century", century),
        ("week-of", week_of),
        ("quarter", quarter),
        ("half", half),
        ("season", season),
        ("holiday", holiday),
        ("today", today),
        ("weekday", weekday),
        ("part-of-day", part_of_day),
        ("this", this),
        ("unit-end", unit_end),
        ("the-unit", the_unit),
        ("vague", vague),
        ("ref", reference),
        ("shift", shifted),
        ("ago-bare", ago_bare),
        ("day-after", day_after),
        ("length", length),
        ("length-rel", length_rel),
        ("length-bare", length_bare),
        ("set", set),
        ("former", former),
        ("clock", clock),
    ];
    table.iter().find(|(n, _)| *n == name).map(|(_, build)| *build)
}

// Absolute and partial dates -------------------------------------------------------------------------------------------------------------------

fn iso(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.windows(2).any(|w| !scene.glued(&w[0], &w[1])) {
        return None;
    }
    at_day(t[0].value, t[2].value, t[4].value).and_then(plain)
}

/// Month first, as American papers write; day first where the month would not exist.
fn numeric(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.windows(2).any(|w| !scene.glued(&w[0], &w[1])) {
        return None;
    }
    let (a, b, year) = (t[0].value, t[2].value, full_year(&t[4]));
    at_day(year, a, b).or_else(|| at_day(year, b, a)).and_then(plain)
}

fn at_day(year: i32, month: i32, day: i32) -> Option<Symbol> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Symbol::At(Period::Day(date)))
}

/// "'89" and "89" belong to the last century from 30 on.
fn full_year(token: &Token) -> i32 {
    match (token.class, token.value) {
        (Class::Year4, year) => year,
        (_, year) if year < 30 => 2000 + year,
        (_, year) => 1900 + year,
    }
}

fn is_month(token: &Token) -> bool {
    matches!(token.class, Class::Month | Class::MonthMay)
}

fn is_day_number(token: &Token) -> bool {
    matches!(token.class, Class::N12 | Class::N31 | Class::Ord | Class::OrdSecond) && token.value <= 31
}

/// The stated year of a run of tokens, before Christ counted astronomically.
fn stated_year(tokens: &[Token]) -> Option<i16> {
    let era = tokens.iter().position(|t| t.class == Class::Era).and_then(|i| i.checked_sub(1)).map(|i| &tokens[i]);
    let year = era.or_else(|| tokens.iter().find(|t| matches!(t.class, Class::Year4 | Class::YearShort)))?;
    let bc = tokens.iter().any(|t| t.class == Class::Era && t.value < 0);
    let value = if era.is_some() { year.value } else { full_year(year) };
    i16::try_from(if bc { 1 - value } else { value }).ok()
}

/// Month and day of a run of tokens: the day stands next to the month.
fn month_and_day(tokens: &[Token]) -> Option<(i8, i8)> {
    let at = tokens.iter().position(is_month)?;
    let after = tokens.get(at + 1).filter(|t| is_day_number(t));
    let before = || tokens[..at].iter().rev().take(2).find(|t| is_day_number(t));
    let day = after.or_else(before)?;
    Some((tokens[at].value as i8, day.value as i8))
}

/// The year given further on: "Sept. 3 and Oct. 5, 1939".
fn year_ahead(scene: &Scene) -> Option<i16> {
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

fn day_symbol(scene: &Scene, tokens: &[Token]) -> Option<Symbol> {
    if let Some((month, day)) = month_and_day(tokens) {
        let relative_year = tokens.iter().find(|t| t.class == Class::UnitYear);
        if relative_year.is_some() {
            let year = shift(year_told(scene, tokens), 0, Grain::Year);
            return Some(Symbol::Pick(Which::Within, Box::new(year), Part::MonthDay(month, day)));
        }
        return match stated_year(tokens).or_else(|| year_ahead(scene)) {
            Some(year) => at_day(year.into(), month.into(), day.into()),
            None if day <= 29 || Date::new(2024, month, day).is_ok() => Some(scene.loose(Part::MonthDay(month, day), scene.tense())),
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
fn year_told(scene: &Scene, tokens: &[Token]) -> Symbol {
    match relative_class(tokens) {
        Some(Class::That | Class::Same) => scene.there(Grain::Year),
        _ => shift(scene.here(), relative(scene), Grain::Year),
    }
}

fn day(scene: &Scene) -> Option<Draft> {
    scene.date(day_symbol(scene, scene.found())?)
}

fn days(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if scene.narrative {
        return None;
    }
    let month = t.iter().find(|t| is_month(t))?.value as i8;
    let mut numbers = t.iter().filter(|t| is_day_number(t)).map(|t| t.value as i8);
    let (first, last) = (numbers.next()?, numbers.next()?);
    if first >= last {
        return None;
    }
    let place = |day: i8| match stated_year(t) {
        Some(year) => at_day(year.into(), month.into(), day.into()),
        None => Date::new(2024, month, day).is_ok().then(|| scene.loose(Part::MonthDay(month, day), None)),
    };
    plain(Symbol::Between(Box::new(place(first)?), Box::new(place(last)?)))
}

/// The second day of "Feb. 14 and 16" and the first of "14 and 15 May".
fn day_more(scene: &Scene) -> Option<Draft> {
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
    let year = scene.tokens[scene.to..].iter().take(5).find(|t| t.class == Class::Year4).filter(|_| scene.narrative);
    match year {
        Some(year) => plain(at_day(year.value, month.value, number.value)?),
        None => plain(scene.loose(Part::MonthDay(month.value as i8, number.value as i8), None)),
    }
}

fn month(scene: &Scene) -> Option<Draft> {
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
    let symbol = match scene.found().iter().find(|t| RELATIVES.contains(&t.class)).map(|t| t.class) {
        Some(Class::Last | Class::Past) => Symbol::Pick(Which::Before, Box::new(scene.here()), part),
        Some(Class::Previous) => Symbol::Pick(Which::Before, Box::new(scene.there(Grain::Month)), part),
        Some(Class::Next | Class::Coming) => Symbol::Pick(Which::After, Box::new(scene.here()), part),
        Some(Class::Following) => Symbol::Pick(Which::After, Box::new(scene.there(Grain::Month)), part),
        Some(Class::This) => Symbol::Pick(Which::Nearest, Box::new(scene.here()), part),
        _ => scene.loose(part, Some(scene.cue())),
    };
    scene.date(symbol)
}

/// "the Long March", "the March of Dimes", "the March for Life": not the month.
fn is_a_march(scene: &Scene, month: &Token) -> bool {
    let named =
        |t: &Token| t.class == Class::Possessive || t.class == Class::Other && scene.words(t).starts_with(|c: char| c.is_ascii_uppercase());
    let meant = |t: &Token| t.class == Class::Of || matches!(scene.words(t), "for" | "on");
    month.value == 3
        && (scene.before(1).is_some_and(named)
            || scene.after(0).is_some_and(meant) && scene.before(1).is_some_and(|t| t.class != Class::In))
}

/// Words after which a bare month, year or length is meant as a time.
fn introduces_date(class: Class) -> bool {
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

const RELATIVES: [Class; 10] = [
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

/// -1 for last, 1 for next, 0 for this.
fn relative(scene: &Scene) -> i32 {
    scene.found().iter().find(|t| RELATIVES.contains(&t.class)).map_or(0, |t| t.value)
}

fn year(scene: &Scene) -> Option<Draft> {
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
fn era_ahead(scene: &Scene) -> bool {
    let class = |i| scene.after(i).map(|t| t.class);
    let link = matches!(class(0), Some(Class::Hyphen | Class::Dash | Class::To | Class::And | Class::Or | Class::Slash));
    link && scene.after(2).is_some_and(|t| t.class == Class::Era && t.value < 0)
}

/// The second year of "1915-16".
fn year_more(scene: &Scene) -> Option<Draft> {
    let (number, link, year) = (scene.found().first()?, scene.before(1)?, scene.before(2)?);
    let joined = matches!(link.class, Class::Hyphen | Class::Slash) || matches!(link.class, Class::Dash) && scene.glued(link, number);
    let later = year.class == Class::Year4 && number.end - number.start == 2 && number.value > year.value % 100;
    if !joined || !later || scene.after(0).is_some_and(|t| t.class == Class::Hyphen) {
        return None;
    }
    plain(Symbol::At(Period::Year(i16::try_from(year.value / 100 * 100 + number.value).ok()?)))
}

/// "by the 15th": a day of the month in which the text is.
fn day_of_month(scene: &Scene) -> Option<Draft> {
    let day = scene.found().last().filter(|t| t.value <= 31)?;
    if !scene.words(day).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    plain(scene.loose(Part::DayOfMonth(day.value as i8), Some(scene.cue())))
}

/// A bare four-digit number is a year when a preposition or the punctuation of dates introduces it, or when it is a likely one and no counted noun
/// or unit follows. "1991 borders" is a year: no counted noun of that number would be written without a comma in most papers.
fn reads_as_year(scene: &Scene, value: i32) -> bool {
    let before = scene.before(1);
    let after = scene.after(0);
    let number_follows = scene.after(1).is_some_and(|t| after.is_some_and(|a| scene.glued(a, t)));
    if number_follows && after.is_some_and(|t| matches!(t.class, Class::Colon | Class::Slash) && scene.glued(&scene.found()[0], t)) {
        return false;
    }
    if before.is_some_and(|t| matches!(t.class, Class::Slash | Class::Colon) && scene.glued(t, &scene.found()[0])) {
        return false;
    }
    let introduced = before.is_some_and(|t| introduces_date(t.class) || matches!(t.class, Class::The | Class::Comma));
    let counted = after.is_some_and(|t| COUNTED.contains(&scene.words(t).to_ascii_lowercase().as_str()));
    let likely = scene.published.map_or(1700..=2060, |day| 1700..=i32::from(day.year()) + 40);
    !counted && likely.contains(&value) && (introduced || (1900..2060).contains(&value)) || !counted && scene.narrative && value >= 1000
}

/// Nouns and units after which a number of four digits is a count.
const COUNTED: [&str; 24] = [
    "people", "men", "women", "troops", "soldiers", "percent", "per", "million", "billion", "points", "miles", "feet", "meters", "metres",
    "tons", "tonnes", "pounds", "dollars", "euros", "shares", "jobs", "hours", "km", "acres",
];

fn decade(scene: &Scene) -> Option<Draft> {
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

fn century(scene: &Scene) -> Option<Draft> {
    let nth = scene.found().iter().find(|t| matches!(t.class, Class::Ord | Class::OrdSecond))?.value;
    let bc = scene.found().iter().any(|t| t.class == Class::Era && t.value < 0);
    scene.date(Symbol::At(Period::Century(i16::try_from(if bc { -nth } else { nth - 1 }).ok()?)))
}

fn week_of(scene: &Scene) -> Option<Draft> {
    plain(shift(day_symbol(scene, scene.found())?, 0, Grain::Week))
}

// Quarters, halves, seasons, holidays ----------------------------------------------------------------------------------------------------------

fn quarter(scene: &Scene) -> Option<Draft> {
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

fn half(scene: &Scene) -> Option<Draft> {
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

fn relative_of(scene: &Scene, classes: &[Class]) -> i32 {
    scene.found().iter().find(|t| classes.contains(&t.class)).map_or(0, |t| t.value)
}

fn season(scene: &Scene) -> Option<Draft> {
    let season = scene.found().iter().find(|t| matches!(t.class, Class::Season | Class::SeasonFall))?;
    let part = Part::Season(season.value as i8);
    if let Some(year) = stated_year(scene.found()) {
        return scene.date(Symbol::At(Period::Season(year, season.value as i8)));
    }
    let relative = scene.found().iter().find(|t| RELATIVES.contains(&t.class)).map(|t| t.class);
    let introduced = scene.has(Class::The) && scene.edge().is_some() || scene.before(1).is_some_and(|t| introduces_date(t.class));
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
fn holiday(scene: &Scene) -> Option<Draft> {
    let name = scene.text.get(scene.found().first()?.start..scene.found().last()?.end)?.to_ascii_lowercase().replace('’', "'");
    let (_, part) = *HOLIDAYS.iter().find(|(key, _)| name.contains(key))?;
    plain(match stated_year(scene.found()) {
        Some(year) => Symbol::Pick(Which::Within, Box::new(Symbol::At(Period::Year(year))), part),
        None if scene.has(Class::Last) => Symbol::Pick(Which::Before, Box::new(scene.here()), part),
        None if scene.has(Class::Next) => Symbol::Pick(Which::After, Box::new(scene.here()), part),
        None => scene.loose(part, None),
    })
}

/// A name's more special forms stand before it.
const HOLIDAYS: [(&str, Part); 14] = [
    ("christmas eve", Part::MonthDay(12, 24)),
    ("christmas", Part::MonthDay(12, 25)),
    ("xmas", Part::MonthDay(12, 25)),
    ("new year's eve", Part::MonthDay(12, 31)),
    ("new year", Part::MonthDay(1, 1)),
    ("halloween", Part::MonthDay(10, 31)),
    ("independence day", Part::MonthDay(7, 4)),
    ("valentine", Part::MonthDay(2, 14)),
    ("veterans day", Part::MonthDay(11, 11)),
    ("boxing day", Part::MonthDay(12, 26)),
    ("thanksgiving", Part::Floating(11, 4, 4)),
    ("labor day", Part::Floating(9, 1, 1)),
    ("memorial day", Part::Floating(5, 1, 5)),
    ("easter", Part::Easter),
];

// Days, weeks, months and years seen from another date ------------------------------------------------------------------------------------------

impl Scene<'_> {
    fn here_day(&self) -> Symbol {
        match (&self.memory.day, self.narrative) {
            (Some(day), true) => day.clone(),
            _ => Symbol::Published,
        }
    }
}

fn today(scene: &Scene) -> Option<Draft> {
    let day = shift(scene.here_day(), scene.first(Class::Today)?.value, Grain::Day);
    match scene.first(Class::PartOfDay) {
        Some(part) => plain(Symbol::Clock(Box::new(day), part_letters(part.value))),
        None => scene.date(day),
    }
}

fn weekday_symbol(scene: &Scene, weekday: i8, tokens: &[Token]) -> Symbol {
    let part = Part::Weekday(weekday);
    let relative = tokens.iter().find(|t| RELATIVES.contains(&t.class)).map(|t| t.class);
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

fn weekday(scene: &Scene) -> Option<Draft> {
    let weekday = scene.found().iter().find(|t| matches!(t.class, Class::Weekday | Class::WeekdayShort))?;
    if weekday.class == Class::WeekdayShort && !scene.words(weekday).ends_with('.') {
        return None;
    }
    scene.date(weekday_symbol(scene, weekday.value as i8, scene.found()))
}

/// "Monday last week", "the first Tuesday in May", "the last Friday of the month".
fn weekday_of(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let at = t.iter().position(|t| matches!(t.class, Class::Weekday | Class::WeekdayShort))?;
    let (weekday, head, tail) = (t[at].value as i8, &t[..at], &t[at + 1..]);
    if tail.iter().any(|t| t.class == Class::UnitWeek) {
        let there = tail.iter().any(|t| matches!(t.class, Class::That | Class::Same | Class::Following));
        let anchor = if there { scene.there(Grain::Week) } else { scene.here() };
        let step = tail.iter().find(|t| RELATIVES.contains(&t.class)).map_or(0, |t| t.value);
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
    let step = tail.iter().find(|t| RELATIVES.contains(&t.class)).map_or(0, |t| t.value);
    let month = shift(scene.here(), step, Grain::Month);
    let place = month.place(scene.published)?;
    let Period::Month(_, number) = place else { return None };
    plain(Symbol::Pick(Which::Within, Box::new(month), Part::Floating(number, weekday, nth)))
}

fn part_letters(part: i32) -> String {
    ["", "TMO", "TAF", "TEV", "TNI", "TDT"].get(part as usize).copied().unwrap_or("TNI").to_string()
}

fn part_of_day(scene: &Scene) -> Option<Draft> {
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
fn at_night(scene: &Scene) -> Option<Draft> {
    let part = scene.first(Class::PartOfDay)?;
    scene.narrative.then(|| Draft { symbol: Symbol::Vague(format!("XXXX-XX-XX{}", part_letters(part.value))), kind: Some(TimexKind::Time) })
}

fn relative_class(tokens: &[Token]) -> Option<Class> {
    tokens.iter().find(|t| RELATIVES.contains(&t.class)).map(|t| t.class)
}

/// The unit of a run of tokens.
fn unit_of(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().rev().find(|t| unit_letters(t.class).is_some())
}

/// TIMEX3 letters of a unit, with the factor by which to count it.
fn unit_letters(class: Class) -> Option<(&'static str, &'static str, i32)> {
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

fn grain_of(class: Class) -> Option<Grain> {
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

fn this(scene: &Scene) -> Option<Draft> {
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

fn unit_end(scene: &Scene) -> Option<Draft> {
    let grain = grain_of(unit_of(scene.found())?.class)?;
    let period = shift(scene.here(), 0, grain);
    if grain == Grain::Year && scene.has(Class::Hyphen) {
        return plain(Symbol::Nth(Box::new(period), -1, Grain::Day));
    }
    plain(Symbol::Mod(Modifier::End, Box::new(period)))
}

/// The quarter that a report of results is about: the last one named, else the last one ended.
fn quarter_told(scene: &Scene) -> Symbol {
    scene.memory.quarter.clone().unwrap_or_else(|| shift(Symbol::Published, -1, Grain::Quarter))
}

/// "the latest period", "the period": the quarter told of; nothing outside reports of results.
fn the_period(scene: &Scene) -> Option<Draft> {
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
fn year_before(scene: &Scene) -> Option<Draft> {
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

fn the_unit(scene: &Scene) -> Option<Draft> {
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
        Class::UnitYear => Some(Draft { symbol: Symbol::Length("P1Y".into()), kind: None }),
        _ => None,
    }
}

fn vague(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    if unit.value == 0 {
        return None;
    }
    let (prefix, letter, _) = unit_letters(unit.class)?;
    plain(Symbol::Length(format!("{prefix}X{letter}")))
}

fn reference(scene: &Scene) -> Option<Draft> {
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

fn former(scene: &Scene) -> Option<Draft> {
    scene.narrative.then_some(Draft { symbol: Symbol::Ref(Ref::Past), kind: None })
}

fn shifted(scene: &Scene) -> Option<Draft> {
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

fn ago_bare(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    if t.len() == 2 && t[0].value == 0 {
        return None;
    }
    let back = t.iter().any(|t| matches!(t.class, Class::Ago | Class::Earlier | Class::Before));
    plain(Symbol::Ref(if back { Ref::Past } else { Ref::Future }))
}

fn day_after(scene: &Scene) -> Option<Draft> {
    let step = if scene.has(Class::Before) { -1 } else { 1 };
    plain(shift(day_symbol(scene, scene.found())?, step, Grain::Day))
}

// Lengths and sets -----------------------------------------------------------------------------------------------------------------------------

/// How many: a number as written, half of it more, or an unknown number.
struct Quantity {
    number: Option<f64>,
}

impl Quantity {
    fn whole(&self) -> Option<i32> {
        self.number.filter(|n| n.fract() == 0.0 && *n < 1e6).map(|n| n as i32)
    }
}

fn quantity(scene: &Scene) -> Option<Quantity> {
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

fn approximation(tokens: &[Token]) -> Option<Modifier> {
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
fn length_value(quantity: &Quantity, unit: Class) -> Option<String> {
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

fn with_approximation(scene: &Scene, symbol: Symbol) -> Option<Draft> {
    plain(match approximation(scene.found()) {
        Some(modifier) => Symbol::Mod(modifier, Box::new(symbol)),
        None => symbol,
    })
}

fn length(scene: &Scene) -> Option<Draft> {
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

/// "52 years old", "a 6-year-old": the age of a person, not a time told; months and weeks of age are told.
fn is_age(scene: &Scene, unit: &Token) -> bool {
    let next = scene.after(0).map(|t| t.class);
    let old = scene.has(Class::Old)
        || next == Some(Class::Old)
        || next == Some(Class::Hyphen) && scene.after(1).is_some_and(|t| t.class == Class::Old);
    old && unit.class == Class::UnitYear
}

fn length_rel(scene: &Scene) -> Option<Draft> {
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

fn length_bare(scene: &Scene) -> Option<Draft> {
    let unit = unit_of(scene.found())?;
    if unit.value == 0 {
        return None;
    }
    let (prefix, letter, factor) = unit_letters(unit.class)?;
    plain(Symbol::Length(format!("{prefix}X{}", if factor >= 10 { "Y" } else { letter })))
}

fn set(scene: &Scene) -> Option<Draft> {
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

// Times of day ---------------------------------------------------------------------------------------------------------------------------------

fn clock(scene: &Scene) -> Option<Draft> {
    let t = scene.found();
    let time = clock_digits(scene, t)?;
    let day = day_symbol(scene, t).unwrap_or_else(|| scene.there(Grain::Day));
    plain(Symbol::Clock(Box::new(day), time))
}

fn clock_digits(scene: &Scene, t: &[Token]) -> Option<String> {
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
