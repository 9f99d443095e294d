//! The publication day: printed days, days in addresses, and the choice among all candidates.
//!
//! In: words in which a day may stand first, or an address. Out: a [`Day`] that may lack its year or its day of the month, and one date chosen
//! from all candidates by source. A missing part is never filled: not from the clock, not with the first of the month.

use model::{Date, Span};

/// Candidates further apart than this many days contradict each other; less is a time zone.
pub(crate) const APART: i64 = 1;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A calendar day as far as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: Option<i16>,
    pub(crate) month: i8,
    pub(crate) day: Option<i8>,
}

impl Day {
    /// The date, when all three parts are there and exist in the calendar.
    pub(crate) fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day?).ok()
    }
}

/// Where a candidate was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DaySource {
    Field,
    JsonLd,
    FrontMatter,
    Meta,
    Microdata,
    TimeElement,
    Printed,
    Dateline,
    Address,
}

impl DaySource {
    /// Its name in notes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            DaySource::Field => "the input's field",
            DaySource::JsonLd => "the page's JSON-LD",
            DaySource::FrontMatter => "the front matter",
            DaySource::Meta => "a meta element",
            DaySource::Microdata => "a date property",
            DaySource::TimeElement => "a time element",
            DaySource::Printed => "the printed date line",
            DaySource::Dateline => "the dateline",
            DaySource::Address => "the address",
        }
    }
}

/// A day with where it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) day: Day,
    pub(crate) source: DaySource,
    pub(crate) span: Option<Span>,
}

/// The day chosen, from where, and what contradicts it.
pub(crate) struct Choice {
    pub(crate) date: Option<Date>,
    /// One sentence, when something is in doubt.
    pub(crate) doubt: Option<(Option<Span>, String)>,
}

/// Chooses the date of the best source; within one source the first found.
///
/// A day without a year ("KYIV, March 3 —") takes the year of a candidate that states the same month; else it stays unknown, with a note.
pub(crate) fn choose(candidates: &[Candidate]) -> Choice {
    let mut sorted = candidates.to_vec();
    sorted.sort_by_key(|candidate| candidate.source);
    let full = sorted.iter().find_map(|candidate| Some((candidate, candidate.day.date()?)));
    let Some((best, date)) = full.or_else(|| completed(&sorted)) else { return partial(&sorted) };
    let other = sorted.iter().find_map(|other| other.day.date().filter(|&day| apart(day, date)).map(|day| (other, day)));
    let doubt = other.map(|(other, day)| {
        let message = format!("published {date} from {}; {} says {day}", best.source.name(), other.source.name());
        (other.span.or(best.span), message)
    });
    Choice { date: Some(date), doubt }
}

fn completed(sorted: &[Candidate]) -> Option<(&Candidate, Date)> {
    sorted.iter().filter(|candidate| candidate.day.year.is_none()).find_map(|candidate| {
        let year = sorted.iter().find(|other| other.day.month == candidate.day.month && other.day.year.is_some())?.day.year;
        Some((candidate, Day { year, ..candidate.day }.date()?))
    })
}

fn partial(sorted: &[Candidate]) -> Choice {
    let doubt = sorted.first().map(|candidate| {
        let missing = if candidate.day.year.is_none() { "year" } else { "day of the month" };
        (candidate.span, format!("publication day unknown: {} states no {missing}", candidate.source.name()))
    });
    Choice { date: None, doubt }
}

fn apart(one: Date, other: Date) -> bool {
    one.since(other).map_or(true, |span| i64::from(span.get_days()).abs() > APART)
}

/// The day that stands first in the words, after an optional weekday, and how many bytes it takes; a time of day after it counts with it.
pub(crate) fn leading(words: &str) -> Option<(Day, usize)> {
    let start = weekday(words);
    let (day, length) = numeric(&words[start..]).or_else(|| named(&words[start..]))?;
    let valid = (1..=12).contains(&day.month)
        && day.day.is_none_or(|day| (1..=31).contains(&day))
        && day.year.is_none_or(|y| (1800..2200).contains(&y));
    valid.then_some((day, start + length))
}

/// The day in an address: `/2025/02/06/`, `/2025/02/`, `/2025-02-06-`, `/20250206/`, `/2025/feb/06/`.
pub(crate) fn in_address(address: &str) -> Option<Day> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.find('/').map_or("", |at| &path[at..]);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let pieces: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    pieces.iter().enumerate().find_map(|(index, piece)| address_day(piece, pieces.get(index + 1).copied(), pieces.get(index + 2).copied()))
}

fn address_day(year: &str, month: Option<&str>, day: Option<&str>) -> Option<Day> {
    if year.len() == 8 && digits(year) == 8 {
        return in_parts(&year[..4], &year[4..6], Some(&year[6..]));
    }
    in_parts(year, month?, day)
}

fn in_parts(year: &str, month: &str, day: Option<&str>) -> Option<Day> {
    let year = (year.len() == 4 && digits(year) == 4).then(|| number::<i16>(year)).flatten().filter(|year| (1900..2100).contains(year))?;
    let month = if digits(month) == month.len() && month.len() <= 2 { number(month) } else { named_month(month) };
    let month = month.filter(|month| (1..=12).contains(month))?;
    let day = day.filter(|day| day.len() <= 2 && digits(day) == day.len()).and_then(number::<i8>).filter(|day| (1..=31).contains(day));
    Some(Day { year: Some(year), month, day })
}

fn weekday(words: &str) -> usize {
    let name = letters(words);
    let lower = words[..name].to_lowercase();
    let named = name >= 3 && WEEKDAYS.iter().any(|day| *day == lower || (day.starts_with(&lower) && name <= 5));
    if !named {
        return 0;
    }
    name + words[name..].len() - words[name..].trim_start_matches([',', '.', ' ']).len()
}

/// "2025-02-06", "2025/02/06", "06.02.2025", "13/02/2025" (only where day and month cannot be confused), an ISO time after it.
fn numeric(words: &str) -> Option<(Day, usize)> {
    let first = digits(words);
    let mark = words[first..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let rest = &words[first + 1..];
    let second = digits(rest);
    let third = digits(rest.get(second + 1..).filter(|_| rest[second..].starts_with(mark))?);
    let (one, two, three) = (&words[..first], &rest[..second], &rest[second + 1..second + 1 + third]);
    let length = first + second + third + 2;
    let day = match (first, second, third) {
        (4, 1..=2, 1..=2) => Day { year: number(one), month: number(two)?, day: number(three) },
        (1..=2, 1..=2, 4) => day_first(mark, number(one)?, number(two)?, number(three)?)?,
        _ => return None,
    };
    Some((day, length + iso_time(&words[length..])))
}

fn day_first(mark: char, one: i8, two: i8, year: i16) -> Option<Day> {
    match mark {
        '.' => Some(Day { year: Some(year), month: two, day: Some(one) }),
        _ if one > 12 => Some(Day { year: Some(year), month: two, day: Some(one) }),
        _ if two > 12 || one == two => Some(Day { year: Some(year), month: one, day: Some(two) }),
        _ => None,
    }
}

fn iso_time(rest: &str) -> usize {
    let time = rest.starts_with(['T', ' ']) && digits(&rest[1..]) == 2 && rest[3..].starts_with(':');
    if !time {
        return 0;
    }
    rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '.' | '+' | '-' | ' '))).unwrap_or(rest.len())
}

/// "February 06, 2025", "Feb. 6", "6 February 2025", "February 2025".
fn named(words: &str) -> Option<(Day, usize)> {
    match digits(words) {
        0 => month_first(words),
        1 | 2 => day_before_month(words),
        _ => None,
    }
}

fn month_first(words: &str) -> Option<(Day, usize)> {
    let (month, at) = month(words)?;
    let count = digits(&words[at..]);
    match count {
        1 | 2 => {
            let day = number(&words[at..at + count]);
            let end = at + count + suffix(&words[at + count..]);
            let (year, length) = year(&words[end..]);
            Some((Day { year, month, day }, end + length))
        }
        4 => Some((Day { year: number(&words[at..at + 4]), month, day: None }, at + 4)),
        _ => None,
    }
}

fn day_before_month(words: &str) -> Option<(Day, usize)> {
    let count = digits(words);
    let day = number(&words[..count]);
    let mut at = count + suffix(&words[count..]);
    let gap = words[at..].len() - words[at..].trim_start_matches(' ').len();
    at += gap;
    let (month, length) = month(&words[at..]).filter(|_| gap > 0)?;
    let end = words[..at + length].trim_end().len();
    let (year, length) = year(&words[end..]);
    Some((Day { year, month, day }, end + length))
}

/// The month that stands first, and where the word after it starts.
fn month(words: &str) -> Option<(i8, usize)> {
    let name = letters(words);
    let month = named_month(&words[..name])?;
    let rest = words[name..].strip_prefix('.').unwrap_or(&words[name..]);
    let capital = words.starts_with(char::is_uppercase);
    capital.then(|| (month, words.len() - rest.trim_start_matches([' ', '\u{a0}']).len()))
}

fn named_month(name: &str) -> Option<i8> {
    let lower = name.to_lowercase();
    let meant = |month: &&str| *month == lower || ((3..=4).contains(&lower.len()) && month.starts_with(&lower));
    MONTHS.iter().position(meant).and_then(|index| i8::try_from(index + 1).ok())
}

/// ", 2025" or " 2025" after a day.
fn year(words: &str) -> (Option<i16>, usize) {
    let rest = words.trim_start_matches([',', ' ', '\u{a0}']);
    let lead = words.len() - rest.len();
    match digits(rest) {
        4 if lead > 0 => (number(&rest[..4]), lead + 4),
        _ => (None, 0),
    }
}

fn suffix(words: &str) -> usize {
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| words.starts_with(ending)) && letters(words) == 2;
    if ordinal { 2 } else { 0 }
}

fn digits(words: &str) -> usize {
    words.bytes().take_while(u8::is_ascii_digit).count()
}

fn letters(words: &str) -> usize {
    words.bytes().take_while(u8::is_ascii_alphabetic).count()
}

fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Date;

    fn date(words: &str) -> Option<Date> {
        leading(words).and_then(|(day, _)| day.date())
    }

    #[test]
    fn days_as_printed() {
        let sixth = Date::new(2025, 2, 6).ok();
        for words in [
            "February 06, 2025",
            "Feb. 6, 2025",
            "6 February 2025",
            "6th Feb 2025",
            "Thursday, February 6, 2025",
            "2025-02-06",
            "2025/02/06",
            "2025-02-06T10:00:00+02:00",
            "06.02.2025",
            "Thu, 06 Feb 2025 10:00:00 GMT",
            "FEBRUARY 6, 2025",
        ] {
            assert_eq!(date(words), sixth, "{words}");
        }
    }

    #[test]
    fn what_is_not_stated_stays_unknown() {
        assert_eq!(leading("March 3"), Some((Day { year: None, month: 3, day: Some(3) }, 7)));
        assert_eq!(leading("March 2025").map(|(day, _)| day.day), Some(None));
        for words in ["02/03/2025", "Marching on", "may 3", "2025", "31 December", "February 30, 2025", "Sunday"] {
            assert_eq!(date(words), None, "{words}");
        }
    }

    #[test]
    fn days_in_addresses() {
        let day = |address| in_address(address).and_then(Day::date);
        assert_eq!(day("https://wire.example/2025/02/06/talks-a87883"), Date::new(2025, 2, 6).ok());
        assert_eq!(day("https://wire.example/world/2025/feb/06/talks"), Date::new(2025, 2, 6).ok());
        assert_eq!(day("https://wire.example/news/20250206-talks"), Date::new(2025, 2, 6).ok());
        assert_eq!(in_address("https://wire.example/2025/02/talks").map(|day| day.day), Some(None));
        assert_eq!(in_address("https://wire.example/vol12/1201000e"), None);
        assert_eq!(in_address("https://2025.02.06.example/a"), None);
    }

    #[test]
    fn the_better_source_wins_and_the_other_is_noted() {
        let at = |source, d| Candidate { day: Day { year: Some(2025), month: 2, day: Some(d) }, source, span: None };
        let choice = choose(&[at(DaySource::Address, 10), at(DaySource::Printed, 6)]);
        assert_eq!(choice.date, Date::new(2025, 2, 6).ok());
        let doubt = choice.doubt.map(|(_, message)| message);
        assert_eq!(doubt.as_deref(), Some("published 2025-02-06 from the printed date line; the address says 2025-02-10"));
        assert!(choose(&[at(DaySource::Address, 7), at(DaySource::Printed, 6)]).doubt.is_none());
    }

    #[test]
    fn a_year_comes_only_from_the_same_month() {
        let dateline = Candidate { day: Day { year: None, month: 3, day: Some(3) }, source: DaySource::Dateline, span: None };
        let month = |month| Candidate { day: Day { year: Some(2025), month, day: None }, source: DaySource::Address, span: None };
        assert_eq!(choose(&[dateline, month(3)]).date, Date::new(2025, 3, 3).ok());
        assert_eq!(choose(&[dateline, month(4)]).date, None);
        assert_eq!(choose(&[]).date, None);
    }
}
