//! What a temporal expression means before anybody knows the publication day, and what it means once the day is known.
//!
//! In: a [`Symbol`], made by the tagger or read back from its text form ([`Symbol::parse`]), and a publication day or none. Out: a
//! [`Resolved`]: TIMEX3 type and value, modifier, bounds, EDTF. Without a day, what hangs on it stays symbolic (`XXXX-WXX-2`); the clock is never
//! consulted. The text form is a nest of calls, `latest(published,WXX-2)`, and stays readable in a store.

use jiff::civil::Date;
use model::{TimexKind, When, WhenBasis};

use crate::period::{Grain, Period, SEASONS, days_later, interval};

/// The meaning of an expression, free of the publication day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// The publication day.
    Published,
    /// A calendar period that needs no anchor.
    At(Period),
    /// The period of this grain that many places from the one that holds the anchor: "last year", "two days later".
    Shift(Box<Symbol>, i32, Grain),
    /// The part of the calendar that stands so to the anchor: "on Tuesday", "in October", "Feb. 12".
    Pick(Which, Box<Symbol>, Part),
    /// The nth period of a grain inside another, from its end when negative: "the third quarter of 1984".
    Nth(Box<Symbol>, i32, Grain),
    /// A time or part of a day: `T14:30`, `TMO`.
    Clock(Box<Symbol>, String),
    /// With a TIMEX3 modifier: "early May", "about two years".
    Mod(Modifier, Box<Symbol>),
    /// From one to another, both included.
    Between(Box<Symbol>, Box<Symbol>),
    /// A period that runs, read up to the publication day: "this week" of something that has happened.
    SoFar(Box<Symbol>),
    /// A length in TIMEX3 (`P2W`).
    Length(String),
    /// A length that ends with the anchor: "in the past two weeks".
    LengthUntil(String, Box<Symbol>),
    /// A length that begins after the anchor: "the next two weeks".
    LengthFrom(String, Box<Symbol>),
    /// A recurring time: `P1D`, `XXXX-WXX-2`.
    Set(String),
    /// A recurring or vague date: `XXXX-WXX`.
    Vague(String),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Ref(Ref),
}

/// A direction in time and nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ref {
    /// "recently", "previously".
    Past,
    /// "now", "currently".
    Present,
    /// "soon", "the future".
    Future,
}

/// How a part of the calendar stands to its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The latest that has begun by the anchor's end.
    Latest,
    /// The earliest that has not ended before the anchor.
    Earliest,
    /// The latest wholly before the anchor.
    Before,
    /// The earliest wholly after the anchor.
    After,
    /// The nearest; of equals the later.
    Nearest,
    /// The nearest, a day ahead counting as two back: for what no verb puts ahead.
    Leaning,
    /// The one inside the anchor.
    Within,
}

/// A recurring part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Monday 1 to Sunday 7.
    Weekday(i8),
    /// January 1 to December 12.
    Month(i8),
    /// Month and day.
    MonthDay(i8, i8),
    /// Day of a month.
    DayOfMonth(i8),
    /// Spring 1 to winter 4.
    Season(i8),
    /// Quarter 1 to 4.
    Quarter(i8),
    /// Half 1 to 2.
    Half(i8),
    /// Month, weekday from Monday 1, and which one of the month (-1 the last): the fourth Thursday of November.
    Floating(i8, i8, i8),
    /// Easter Sunday of the western churches.
    Easter,
}

/// TIMEX3 modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// "early", "the beginning of".
    Start,
    /// "mid-", "the middle of".
    Mid,
    /// "late", "the end of".
    End,
    /// "about", "around".
    Approx,
    /// "more than", "over".
    MoreThan,
    /// "less than", "under", "nearly".
    LessThan,
    /// "at least".
    EqualOrMore,
    /// "at most", "up to".
    EqualOrLess,
}

/// An expression placed on the calendar as far as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier.
    pub modifier: Option<&'static str>,
    /// Bounds, EDTF and basis.
    pub when: When,
}

/// Places a stored symbolic value ([`model::Timex::symbolic`]) anew: a corrected publication day needs no second reading.
///
/// ```
/// use model::Date;
/// let told = when::resolve("latest(published,WXX-3)", Some(Date::constant(2025, 2, 6)));
/// assert_eq!(told.map(|r| r.value).as_deref(), Some("2025-02-05"));
/// let undated = when::resolve("latest(published,WXX-3)", None);
/// assert_eq!(undated.map(|r| r.value).as_deref(), Some("XXXX-WXX-3"));
/// ```
///
/// `None` when `symbolic` is not a symbolic value.
pub fn resolve(symbolic: &str, published: Option<Date>) -> Option<Resolved> {
    Some(Symbol::parse(symbolic)?.resolve(published))
}

impl Symbol {
    /// Type, value and bounds of this meaning for an article of that day.
    pub fn resolve(&self, published: Option<Date>) -> Resolved {
        let (kind, value) = self.notation(published);
        let modifier = self.modifier();
        Resolved { kind, value, modifier: modifier.map(Modifier::as_str), when: self.when(published, modifier) }
    }

    /// The one calendar period that it means; `None` for lengths, sets and vague expressions, and where an anchor is missing.
    pub fn place(&self, published: Option<Date>) -> Option<Period> {
        match self {
            Symbol::Published => published.map(Period::Day),
            Symbol::At(period) => Some(*period),
            Symbol::Shift(from, count, grain) => {
                let anchor = from.place(published)?;
                if *grain < anchor.grain() {
                    return None;
                }
                Period::of(anchor.first()?, *grain).shift(*count)
            }
            Symbol::Pick(which, from, part) => part.pick(*which, from.place(published)?),
            Symbol::Nth(of, nth, grain) => of.place(published)?.part(*nth, *grain),
            Symbol::Mod(_, inner) | Symbol::SoFar(inner) => inner.place(published),
            _ => None,
        }
    }

    fn notation(&self, published: Option<Date>) -> (TimexKind, String) {
        match self {
            Symbol::Clock(on, time) => (TimexKind::Time, format!("{}{time}", on.day_digits(published))),
            Symbol::Mod(_, inner) | Symbol::SoFar(inner) => inner.notation(published),
            Symbol::Between(from, to) => (TimexKind::Date, format!("{}/{}", from.notation(published).1, to.notation(published).1)),
            Symbol::Length(length) | Symbol::LengthUntil(length, _) | Symbol::LengthFrom(length, _) => {
                (TimexKind::Duration, length.clone())
            }
            Symbol::Set(value) => (TimexKind::Set, value.clone()),
            Symbol::Vague(value) => (TimexKind::Date, value.clone()),
            Symbol::Ref(direction) => (TimexKind::Date, direction.as_str().to_string()),
            _ => (TimexKind::Date, self.place(published).map_or_else(|| self.unplaced(), Period::timex)),
        }
    }

    fn day_digits(&self, published: Option<Date>) -> String {
        match self.place(published) {
            Some(Period::Day(day)) => Period::Day(day).timex(),
            _ => Grain::Day.unplaced().to_string(),
        }
    }

    /// TIMEX3 of what cannot be placed.
    fn unplaced(&self) -> String {
        match self {
            Symbol::Pick(_, _, part) => part.unplaced(),
            Symbol::Shift(_, _, grain) | Symbol::Nth(_, _, grain) => grain.unplaced().to_string(),
            _ => Grain::Day.unplaced().to_string(),
        }
    }

    fn modifier(&self) -> Option<Modifier> {
        match self {
            Symbol::Mod(modifier, _) => Some(*modifier),
            Symbol::SoFar(inner) | Symbol::Clock(inner, _) => inner.modifier(),
            _ => None,
        }
    }

    fn when(&self, published: Option<Date>, modifier: Option<Modifier>) -> When {
        match self {
            Symbol::Clock(on, _) => on.when(published, modifier),
            Symbol::Mod(_, inner) => inner.when(published, modifier),
            Symbol::SoFar(inner) => match (inner.place(published).map(|p| (p.first(), p.last())), published) {
                (Some((Some(first), Some(last))), Some(day)) if first <= day && day < last => {
                    When::stated(first, day, interval(first, day))
                }
                _ => inner.when(published, modifier),
            },
            Symbol::Between(from, to) => match (from.place(published), to.place(published)) {
                (Some(from), Some(to)) => match (from.first(), to.last()) {
                    (Some(first), Some(last)) if first <= last => When::stated(first, last, format!("{}/{}", from.edtf(), to.edtf())),
                    _ => When::unknown(),
                },
                _ => When::unknown(),
            },
            Symbol::LengthUntil(length, end) => match end.place(published).and_then(Period::last) {
                Some(last) => days_of(length).and_then(|n| days_later(last, -n)).map_or_else(When::unknown, |first| {
                    let open = matches!(modifier, Some(Modifier::MoreThan | Modifier::EqualOrMore));
                    let edtf = if open { format!("../{}", Period::Day(last).edtf()) } else { interval(first, last) };
                    When { first: (!open).then_some(first), last: Some(last), edtf, basis: WhenBasis::Stated }
                }),
                None => When::unknown(),
            },
            Symbol::LengthFrom(length, begin) => match begin.place(published).and_then(Period::first) {
                Some(first) => days_of(length)
                    .and_then(|n| days_later(first, n))
                    .map_or_else(When::unknown, |last| When::stated(first, last, interval(first, last))),
                None => When::unknown(),
            },
            Symbol::Ref(Ref::Past) => When { last: published, ..When::unknown() },
            Symbol::Ref(Ref::Future) => When { first: published, ..When::unknown() },
            Symbol::Ref(Ref::Present) => When { first: published, last: published, ..When::unknown() },
            Symbol::Length(_) | Symbol::Set(_) | Symbol::Vague(_) => When::unknown(),
            _ => self.place(published).map_or_else(When::unknown, |period| period_when(period, modifier)),
        }
    }

    /// Reads the text form; `None` for anything else, and for nests deeper than 32.
    pub fn parse(text: &str) -> Option<Self> {
        parse_symbol(text.trim(), 32)
    }

    /// How deep the calls nest.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Symbol::Shift(inner, ..)
            | Symbol::Pick(_, inner, _)
            | Symbol::Nth(inner, ..)
            | Symbol::Clock(inner, _)
            | Symbol::Mod(_, inner)
            | Symbol::SoFar(inner)
            | Symbol::LengthUntil(_, inner)
            | Symbol::LengthFrom(_, inner) => 1 + inner.depth(),
            Symbol::Between(from, to) => 1 + from.depth().max(to.depth()),
            _ => 0,
        }
    }
}

/// Bounds of a period. "Early" is its first third, "mid" its middle third, "late" its last quarter: a convention, in one place. The EDTF stays the
/// period's own, because the text claims no more.
fn period_when(period: Period, modifier: Option<Modifier>) -> When {
    let (Some(first), Some(last)) = (period.first(), period.last()) else { return When::unknown() };
    let days = (last - first).get_days() + 1;
    let (from, to) = match modifier {
        Some(Modifier::Start) => (0, (days + 2) / 3 - 1),
        Some(Modifier::Mid) => (days / 3, 2 * days / 3),
        Some(Modifier::End) => (days * 3 / 4, days - 1),
        _ => (0, days - 1),
    };
    // A year's quarters are calendar quarters, not stretches of ninety days.
    let (begin, end) = match (period, modifier) {
        (Period::Year(year), Some(Modifier::Start)) => (Period::Month(year, 1).first(), Period::Month(year, 4).last()),
        (Period::Year(year), Some(Modifier::Mid)) => (Period::Month(year, 5).first(), Period::Month(year, 8).last()),
        (Period::Year(year), Some(Modifier::End)) => (Period::Month(year, 10).first(), Period::Month(year, 12).last()),
        _ => (days_later(first, from), days_later(first, to)),
    };
    let approximate = if modifier == Some(Modifier::Approx) { "~" } else { "" };
    When { first: begin, last: end, edtf: format!("{}{approximate}", period.edtf()), basis: WhenBasis::Stated }
}

/// Days in a TIMEX3 length of one unit, months as 30 and years as 365 days where only bounds are needed; `None` for vague and sub-day lengths.
fn days_of(length: &str) -> Option<i32> {
    let digits = length.strip_prefix('P')?;
    let at = digits.find(|c: char| !c.is_ascii_digit())?;
    let count: i32 = digits[..at].parse().ok()?;
    let days = match &digits[at..] {
        "D" => 1,
        "W" => 7,
        "M" => 30,
        "Q" => 91,
        "Y" => 365,
        "DE" => 3652,
        "CE" => 36524,
        _ => return None,
    };
    count.checked_mul(days)
}

impl Part {
    fn pick(self, which: Which, anchor: Period) -> Option<Period> {
        let (first, last) = (anchor.first()?, anchor.last()?);
        let candidates = self.around(first, last);
        let gap = |p: &Period| -> Option<i32> {
            let (begin, end) = (p.first()?, p.last()?);
            Some(if begin > last {
                (begin - last).get_days()
            } else if end < first {
                (first - end).get_days()
            } else {
                0
            })
        };
        match which {
            Which::Latest => candidates.into_iter().rev().find(|p| p.first().is_some_and(|d| d <= last)),
            Which::Earliest => candidates.into_iter().find(|p| p.last().is_some_and(|d| d >= first)),
            Which::Before => candidates.into_iter().rev().find(|p| p.last().is_some_and(|d| d < first)),
            Which::After => candidates.into_iter().find(|p| p.first().is_some_and(|d| d > last)),
            Which::Nearest => candidates.into_iter().rev().min_by_key(|p| gap(p).unwrap_or(i32::MAX)),
            Which::Leaning => candidates.into_iter().rev().min_by_key(|p| {
                let ahead = p.first().is_some_and(|begin| begin > last);
                gap(p).map_or(i32::MAX, |days| if ahead { days.saturating_mul(2) } else { days })
            }),
            Which::Within => candidates.into_iter().find(|p| p.first().is_some_and(|d| first <= d && d <= last)),
        }
    }

    /// Every such part from a year (a week for weekdays, a month for days) before the anchor to as much after it, in calendar order.
    fn around(self, first: Date, last: Date) -> Vec<Period> {
        let years = first.year().saturating_sub(1)..=last.year().saturating_add(1);
        // February 29 needs the last leap year and the next.
        let leap = first.year().saturating_sub(8)..=last.year().saturating_add(8);
        match self {
            Part::Weekday(weekday) => (-7..=(last - first).get_days().min(366) + 7)
                .filter_map(|n| days_later(first, n))
                .filter(|d| d.weekday().to_monday_one_offset() == weekday)
                .map(Period::Day)
                .collect(),
            Part::Month(month) => years.map(|y| Period::Month(y, month)).collect(),
            Part::MonthDay(2, 29) => leap.filter_map(|y| Date::new(y, 2, 29).ok()).map(Period::Day).collect(),
            Part::MonthDay(month, day) => years.filter_map(|y| Date::new(y, month, day).ok()).map(Period::Day).collect(),
            Part::DayOfMonth(day) => {
                let (opening, closing) = (Period::of(first, Grain::Month), Period::of(last, Grain::Month));
                (-2..=26)
                    .filter_map(|n| opening.shift(n))
                    .take_while(|m| closing.shift(3).is_none_or(|end| m.first() < end.first()))
                    .filter_map(|m| m.part(i32::from(day), Grain::Day))
                    .collect()
            }
            Part::Season(season) => years.map(|y| Period::Season(y, season)).collect(),
            Part::Quarter(quarter) => years.map(|y| Period::Quarter(y, quarter)).collect(),
            Part::Half(half) => years.map(|y| Period::Half(y, half)).collect(),
            Part::Floating(month, weekday, nth) => years.filter_map(|y| nth_weekday(y, month, weekday, nth)).map(Period::Day).collect(),
            Part::Easter => years.filter_map(easter).map(Period::Day).collect(),
        }
    }

    fn unplaced(self) -> String {
        match self {
            Part::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
            Part::Month(month) => format!("XXXX-{month:02}"),
            Part::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Part::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
            Part::Season(season) => format!("XXXX-{}", SEASONS[(season - 1) as usize & 3]),
            Part::Quarter(quarter) => format!("XXXX-Q{quarter}"),
            Part::Half(half) => format!("XXXX-H{half}"),
            Part::Floating(month, weekday, nth) => format!("XXXX-{month:02}-W{nth}-{weekday}"),
            Part::Easter => "XXXX-EASTER".to_string(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let number = |s: &str, most: i8| s.parse::<i8>().ok().filter(|n| (1..=most).contains(n));
        let rest = text.strip_prefix("XXXX-").unwrap_or(text);
        if let Some(weekday) = rest.strip_prefix("WXX-") {
            return number(weekday, 7).map(Part::Weekday);
        }
        if let Some(day) = rest.strip_prefix("XX-") {
            return number(day, 31).map(Part::DayOfMonth);
        }
        if let Some(season) = SEASONS.iter().position(|s| *s == rest) {
            return Some(Part::Season(season as i8 + 1));
        }
        if let Some(quarter) = rest.strip_prefix('Q') {
            return number(quarter, 4).map(Part::Quarter);
        }
        if let Some(half) = rest.strip_prefix('H') {
            return number(half, 2).map(Part::Half);
        }
        if rest == "EASTER" {
            return Some(Part::Easter);
        }
        if let Some((month, (nth, weekday))) = rest.split_once("-W").and_then(|(m, r)| Some((m, r.rsplit_once('-')?))) {
            return Some(Part::Floating(number(month, 12)?, number(weekday, 7)?, nth.parse().ok().filter(|n| (-1..=5).contains(n))?));
        }
        match rest.split_once('-') {
            None => number(rest, 12).map(Part::Month),
            Some((month, day)) => Some(Part::MonthDay(number(month, 12)?, number(day, 31)?)),
        }
    }
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// The anonymous Gregorian algorithm (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (8 * b + 13).div_euclid(25);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c.div_euclid(4), c.rem_euclid(4));
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l).div_euclid(451);
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n.div_euclid(31)).ok()?, i8::try_from(n.rem_euclid(31)).ok()? + 1).ok()
}

impl Ref {
    fn as_str(self) -> &'static str {
        match self {
            Ref::Past => "PAST_REF",
            Ref::Present => "PRESENT_REF",
            Ref::Future => "FUTURE_REF",
        }
    }
}

impl Which {
    const WORDS: [(Which, &'static str); 7] = [
        (Which::Latest, "latest"),
        (Which::Earliest, "earliest"),
        (Which::Before, "before"),
        (Which::After, "after"),
        (Which::Nearest, "nearest"),
        (Which::Leaning, "leaning"),
        (Which::Within, "within"),
    ];
}

impl Modifier {
    const WORDS: [(Modifier, &'static str); 8] = [
        (Modifier::Start, "START"),
        (Modifier::Mid, "MID"),
        (Modifier::End, "END"),
        (Modifier::Approx, "APPROX"),
        (Modifier::MoreThan, "MORE_THAN"),
        (Modifier::LessThan, "LESS_THAN"),
        (Modifier::EqualOrMore, "EQUAL_OR_MORE"),
        (Modifier::EqualOrLess, "EQUAL_OR_LESS"),
    ];

    /// The TIMEX3 word.
    pub fn as_str(self) -> &'static str {
        word_of(&Self::WORDS, self)
    }

    /// The modifier for that word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        of_word(&Self::WORDS, word)
    }
}

fn word_of<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(v, _)| *v == value).map_or("", |(_, word)| word)
}

fn of_word<T: Copy>(table: &[(T, &'static str)], word: &str) -> Option<T> {
    table.iter().find(|(_, w)| *w == word).map(|(value, _)| *value)
}

impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Symbol::Published => f.write_str("published"),
            Symbol::At(period) => f.write_str(&period.timex()),
            Symbol::Shift(from, count, grain) => write!(f, "shift({from},{count},{})", grain.letters()),
            Symbol::Pick(which, from, part) => {
                write!(f, "{}({from},{})", word_of(&Which::WORDS, *which), part.unplaced().trim_start_matches("XXXX-"))
            }
            Symbol::Nth(of, nth, grain) => write!(f, "nth({of},{nth},{})", grain.letters()),
            Symbol::Clock(on, time) => write!(f, "clock({on},{time})"),
            Symbol::Mod(modifier, inner) => write!(f, "mod({inner},{})", modifier.as_str()),
            Symbol::Between(from, to) => write!(f, "between({from},{to})"),
            Symbol::SoFar(inner) => write!(f, "sofar({inner})"),
            Symbol::Length(length) => write!(f, "length({length})"),
            Symbol::LengthUntil(length, end) => write!(f, "until({end},{length})"),
            Symbol::LengthFrom(length, begin) => write!(f, "from({begin},{length})"),
            Symbol::Set(value) => write!(f, "set({value})"),
            Symbol::Vague(value) => write!(f, "vague({value})"),
            Symbol::Ref(direction) => f.write_str(direction.as_str()),
        }
    }
}

fn parse_symbol(text: &str, depth: usize) -> Option<Symbol> {
    let depth = depth.checked_sub(1)?;
    let Some((name, rest)) = text.split_once('(') else {
        return match text {
            "published" => Some(Symbol::Published),
            "PAST_REF" => Some(Symbol::Ref(Ref::Past)),
            "PRESENT_REF" => Some(Symbol::Ref(Ref::Present)),
            "FUTURE_REF" => Some(Symbol::Ref(Ref::Future)),
            value => Period::from_timex(value).map(Symbol::At),
        };
    };
    let arguments = arguments(rest.strip_suffix(')')?)?;
    let inner = || parse_symbol(arguments.first()?, depth).map(Box::new);
    match (name, arguments.as_slice()) {
        ("shift", [_, count, grain]) => Some(Symbol::Shift(inner()?, count.parse().ok()?, Grain::from_letters(grain)?)),
        ("nth", [_, nth, grain]) => Some(Symbol::Nth(inner()?, nth.parse().ok()?, Grain::from_letters(grain)?)),
        ("clock", [_, time]) => Some(Symbol::Clock(inner()?, (*time).to_string())),
        ("mod", [_, modifier]) => Some(Symbol::Mod(Modifier::from_word(modifier)?, inner()?)),
        ("between", [_, to]) => Some(Symbol::Between(inner()?, Box::new(parse_symbol(to, depth)?))),
        ("sofar", [_]) => Some(Symbol::SoFar(inner()?)),
        ("length", [length]) => Some(Symbol::Length((*length).to_string())),
        ("until", [_, length]) => Some(Symbol::LengthUntil((*length).to_string(), inner()?)),
        ("from", [_, length]) => Some(Symbol::LengthFrom((*length).to_string(), inner()?)),
        ("set", [value]) => Some(Symbol::Set((*value).to_string())),
        ("vague", [value]) => Some(Symbol::Vague((*value).to_string())),
        (which, [_, part]) => Some(Symbol::Pick(of_word(&Which::WORDS, which)?, inner()?, Part::parse(part)?)),
        _ => None,
    }
}

/// Splits at the commas outside parentheses; `None` when these do not match.
fn arguments(text: &str) -> Option<Vec<&str>> {
    let (mut parts, mut open, mut start) = (Vec::new(), 0usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' => open = open.checked_sub(1)?,
            b',' if open == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    (open == 0).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn value(symbolic: &str, published: Option<Date>) -> String {
        resolve(symbolic, published).map(|r| r.value).unwrap_or_default()
    }

    #[test]
    fn a_corrected_day_moves_the_value() {
        assert_eq!(value("latest(published,WXX-3)", Some(date(2025, 2, 6))), "2025-02-05");
        assert_eq!(value("latest(published,WXX-3)", Some(date(2025, 2, 13))), "2025-02-12");
    }

    #[test]
    fn without_a_day_it_stays_symbolic() {
        for (symbolic, expected) in [
            ("latest(published,WXX-2)", "XXXX-WXX-2"),
            ("nearest(published,02-12)", "XXXX-02-12"),
            ("shift(published,-1,W)", "XXXX-WXX"),
            ("clock(published,TMO)", "XXXX-XX-XXTMO"),
            ("nth(1984,3,Q)", "1984-Q3"),
        ] {
            let resolved = resolve(symbolic, None).expect(symbolic);
            assert_eq!(resolved.value, expected, "{symbolic}");
        }
    }

    #[test]
    fn the_text_form_reads_back() {
        for symbolic in [
            "published",
            "2025-W06",
            "mod(shift(published,-1,Y),END)",
            "between(nearest(published,02-14),nearest(published,02-16))",
            "nearest(1939-11,03)",
            "until(published,P2W)",
            "within(2024,SU)",
            "sofar(shift(published,0,W))",
            "clock(latest(published,WXX-5),T14:30)",
        ] {
            assert_eq!(Symbol::parse(symbolic).map(|s| s.to_string()).as_deref(), Some(symbolic));
        }
        for wrong in ["", "shift(published)", "latest(published,WXX-9)", "length(", "a(b))(", "nth(1984,x,Q)"] {
            assert_eq!(Symbol::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn moving_holidays_move() {
        assert_eq!(value("latest(published,EASTER)", Some(date(2025, 5, 1))), "2025-04-20");
        assert_eq!(value("latest(published,11-W4-4)", Some(date(2000, 1, 6))), "1999-11-25");
    }

    #[test]
    fn late_last_year_is_its_last_quarter() {
        let when = resolve("mod(shift(published,-1,Y),END)", Some(date(2025, 2, 6))).expect("reads").when;
        assert_eq!((when.first, when.last, when.edtf.as_str()), (Some(date(2024, 10, 1)), Some(date(2024, 12, 31)), "2024"));
    }

    #[test]
    fn this_week_so_far_ends_with_publication() {
        let when = resolve("sofar(shift(published,0,W))", Some(date(2025, 2, 6))).expect("reads").when;
        assert_eq!(when.edtf, "2025-02-03/2025-02-06");
    }
}
