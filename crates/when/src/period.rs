//! A stretch of the calendar of one grain, and how it is written.
//!
//! In: a day or a year with a grain. Out: its neighbours, its parts, its first and last day, and its notation in TIMEX3 and EDTF. Pure
//! arithmetic on the proleptic Gregorian calendar; what falls outside the years -9999 to 9999 yields `None`.

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// The size of a [`Period`], from the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// One day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Three months, spring beginning in March.
    Season,
    /// Six months.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years, counted as TIMEX3 does: `19` is 1900 to 1999.
    Century,
}

impl Grain {
    const LETTERS: [(Grain, &'static str); 10] = [
        (Grain::Day, "D"),
        (Grain::Weekend, "WE"),
        (Grain::Week, "W"),
        (Grain::Month, "M"),
        (Grain::Quarter, "Q"),
        (Grain::Season, "S"),
        (Grain::Half, "H"),
        (Grain::Year, "Y"),
        (Grain::Decade, "DE"),
        (Grain::Century, "CE"),
    ];

    /// The letters used in symbolic values: `D`, `WE`, `W`, `M`, `Q`, `S`, `H`, `Y`, `DE`, `CE`.
    pub fn letters(self) -> &'static str {
        Self::LETTERS.iter().find(|(grain, _)| *grain == self).map_or("", |(_, letters)| letters)
    }

    /// The grain for those letters; `None` for any others.
    pub fn from_letters(letters: &str) -> Option<Self> {
        Self::LETTERS.iter().find(|(_, l)| *l == letters).map(|(grain, _)| *grain)
    }

    /// TIMEX3 for a period of this grain that nothing places: `XXXX-XX-XX`, `XXXX-WXX`, `XXXX`, …
    pub fn unplaced(self) -> &'static str {
        match self {
            Grain::Day => "XXXX-XX-XX",
            Grain::Weekend => "XXXX-WXX-WE",
            Grain::Week => "XXXX-WXX",
            Grain::Month => "XXXX-XX",
            Grain::Quarter => "XXXX-QX",
            Grain::Season | Grain::Half | Grain::Year => "XXXX",
            Grain::Decade => "XXX",
            Grain::Century => "XX",
        }
    }
}

/// The seasons as TIMEX3 names them: 1 `SP`, 2 `SU`, 3 `FA`, 4 `WI`. Winter belongs to the year in which it begins.
pub(crate) const SEASONS: [&str; 4] = ["SP", "SU", "FA", "WI"];

/// A stretch of the calendar of one grain. Years are astronomical: 0 is 1 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(Date),
    /// The weekend of an ISO year and week.
    Weekend(i16, i8),
    /// An ISO year and week.
    Week(i16, i8),
    /// Year and month 1..=12.
    Month(i16, i8),
    /// Year and quarter 1..=4.
    Quarter(i16, i8),
    /// Year and season 1..=4 from spring.
    Season(i16, i8),
    /// Year and half 1..=2.
    Half(i16, i8),
    /// A year.
    Year(i16),
    /// A decade by its first three digits: 198 is the 1980s.
    Decade(i16),
    /// A century by its first two digits: 19 is 1900 to 1999.
    Century(i16),
}

impl Period {
    /// The period of this grain that holds `day`.
    pub fn of(day: Date, grain: Grain) -> Self {
        let (year, month) = (day.year(), day.month());
        let week = day.iso_week_date();
        match grain {
            Grain::Day => Period::Day(day),
            Grain::Weekend => Period::Weekend(week.year(), week.week()),
            Grain::Week => Period::Week(week.year(), week.week()),
            Grain::Month => Period::Month(year, month),
            Grain::Quarter => Period::Quarter(year, (month + 2) / 3),
            Grain::Season if month < 3 => Period::Season(year - 1, 4),
            Grain::Season => Period::Season(year, month / 3),
            Grain::Half => Period::Half(year, (month + 5) / 6),
            Grain::Year => Period::Year(year),
            Grain::Decade => Period::Decade(year.div_euclid(10)),
            Grain::Century => Period::Century(year.div_euclid(100)),
        }
    }

    /// Its size.
    pub fn grain(self) -> Grain {
        match self {
            Period::Day(_) => Grain::Day,
            Period::Weekend(..) => Grain::Weekend,
            Period::Week(..) => Grain::Week,
            Period::Month(..) => Grain::Month,
            Period::Quarter(..) => Grain::Quarter,
            Period::Season(..) => Grain::Season,
            Period::Half(..) => Grain::Half,
            Period::Year(_) => Grain::Year,
            Period::Decade(_) => Grain::Decade,
            Period::Century(_) => Grain::Century,
        }
    }

    /// Its first day.
    pub fn first(self) -> Option<Date> {
        let day = |year: i16, month: i8| Date::new(year, month, 1).ok();
        match self {
            Period::Day(day) => Some(day),
            Period::Weekend(year, week) => Some(ISOWeekDate::new(year, week, Weekday::Saturday).ok()?.date()),
            Period::Week(year, week) => Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date()),
            Period::Month(year, month) => day(year, month),
            Period::Quarter(year, quarter) => day(year, quarter * 3 - 2),
            Period::Season(year, season) => day(year, season * 3),
            Period::Half(year, half) => day(year, half * 6 - 5),
            Period::Year(year) => day(year, 1),
            Period::Decade(decade) => day(decade.checked_mul(10)?, 1),
            Period::Century(century) => day(century.checked_mul(100)?, 1),
        }
    }

    /// Its last day.
    pub fn last(self) -> Option<Date> {
        match self {
            Period::Day(day) => Some(day),
            Period::Weekend(..) => self.first()?.tomorrow().ok(),
            other => other.shift(1)?.first()?.yesterday().ok(),
        }
    }

    /// The period `count` places later (earlier when negative) of the same grain.
    pub fn shift(self, count: i32) -> Option<Self> {
        let cyclic = |year: i16, place: i8, cycle: i32| {
            let at = i32::from(year) * cycle + i32::from(place) - 1 + count;
            Some((i16::try_from(at.div_euclid(cycle)).ok()?, i8::try_from(at.rem_euclid(cycle)).ok()? + 1))
        };
        let plus = |n: i16| n.checked_add(i16::try_from(count).ok()?);
        Some(match self {
            Period::Day(day) => Period::Day(days_later(day, count)?),
            Period::Weekend(..) | Period::Week(..) => Period::of(days_later(self.first()?, count.checked_mul(7)?)?, self.grain()),
            Period::Month(year, month) => cyclic(year, month, 12).map(|(y, m)| Period::Month(y, m))?,
            Period::Quarter(year, quarter) => cyclic(year, quarter, 4).map(|(y, q)| Period::Quarter(y, q))?,
            Period::Season(year, season) => cyclic(year, season, 4).map(|(y, s)| Period::Season(y, s))?,
            Period::Half(year, half) => cyclic(year, half, 2).map(|(y, h)| Period::Half(y, h))?,
            Period::Year(year) => Period::Year(plus(year)?),
            Period::Decade(decade) => Period::Decade(plus(decade)?),
            Period::Century(century) => Period::Century(plus(century)?),
        })
    }

    /// The `nth` period of a smaller grain inside this one, from 1; from the end when negative (-1 is the last). `None` when there is no such.
    pub fn part(self, nth: i32, grain: Grain) -> Option<Self> {
        if grain >= self.grain() || nth == 0 {
            return None;
        }
        let found = if nth > 0 {
            let first = self.first()?;
            let opening = Period::of(first, grain);
            // A week belongs to the month that holds its Thursday (ISO 8601): a month that opens on a Saturday begins its first week after it.
            let skip = i32::from(grain == Grain::Week && days_later(opening.first()?, 3)? < first);
            opening.shift(nth - 1 + skip)?
        } else {
            let last = self.last()?;
            let closing = Period::of(last, grain);
            let skip = i32::from(grain == Grain::Week && days_later(closing.first()?, 3)? > last);
            closing.shift(nth + 1 - skip)?
        };
        (found.last()? >= self.first()? && found.first()? <= self.last()?).then_some(found)
    }

    /// TIMEX3: `2025-02-06`, `2025-W06`, `2025-W06-WE`, `2025-02`, `2025-Q1`, `2025-SP`, `2025-H1`, `2025`, `202`, `20`, `BC0480`.
    pub fn timex(self) -> String {
        match self {
            Period::Day(day) => format!("{}-{:02}-{:02}", year_digits(day.year()), day.month(), day.day()),
            Period::Weekend(year, week) => format!("{}-W{week:02}-WE", year_digits(year)),
            Period::Week(year, week) => format!("{}-W{week:02}", year_digits(year)),
            Period::Month(year, month) => format!("{}-{month:02}", year_digits(year)),
            Period::Quarter(year, quarter) => format!("{}-Q{quarter}", year_digits(year)),
            Period::Season(year, season) => format!("{}-{}", year_digits(year), SEASONS[(season - 1) as usize & 3]),
            Period::Half(year, half) => format!("{}-H{half}", year_digits(year)),
            Period::Year(year) => year_digits(year),
            Period::Decade(decade) if decade < 0 => format!("BC{:03}", -decade - 1),
            Period::Decade(decade) => format!("{decade:03}"),
            Period::Century(century) if century < 0 => format!("BC{:02}", -century - 1),
            Period::Century(century) => format!("{century:02}"),
        }
    }

    /// Reads back what [`Period::timex`] writes; `None` for anything else.
    pub fn from_timex(value: &str) -> Option<Self> {
        let (bc, digits) = value.strip_prefix("BC").map_or((false, value), |rest| (true, rest));
        let number = |s: &str| s.parse::<i16>().ok().filter(|_| s.bytes().all(|b| b.is_ascii_digit()));
        let place = |s: &str, most: i8| s.parse::<i8>().ok().filter(|n| (1..=most).contains(n) && s.bytes().all(|b| b.is_ascii_digit()));
        let (head, tail) = digits.split_once('-').unwrap_or((digits, ""));
        let signed = |n: i16| if bc { -n - 1 } else { n };
        match (head.len(), tail) {
            (2, "") => return number(head).map(|n| Period::Century(signed(n))),
            (3, "") => return number(head).map(|n| Period::Decade(signed(n))),
            (4, _) => {}
            _ => return None,
        }
        let year = if bc { 1 - number(head)? } else { number(head)? };
        if tail.is_empty() {
            return Some(Period::Year(year));
        }
        if let Some(season) = SEASONS.iter().position(|s| *s == tail) {
            return Some(Period::Season(year, season as i8 + 1));
        }
        match tail.as_bytes()[0] {
            b'Q' => place(&tail[1..], 4).map(|q| Period::Quarter(year, q)),
            b'H' => place(&tail[1..], 2).map(|h| Period::Half(year, h)),
            b'W' if tail.ends_with("-WE") => place(&tail[1..tail.len() - 3], 53).map(|w| Period::Weekend(year, w)),
            b'W' => place(&tail[1..], 53).map(|w| Period::Week(year, w)),
            _ => match tail.split_once('-') {
                None => place(tail, 12).map(|m| Period::Month(year, m)),
                Some((month, day)) => Date::new(year, place(month, 12)?, place(day, 31)?).ok().map(Period::Day),
            },
        }
    }

    /// EDTF (ISO 8601-2): days, months and years as such, seasons 21–24, quarters 33–36 and halves 40–41 of level 2, decades `198X`, centuries
    /// `19XX`; weeks and weekends as an interval of days. Empty when out of range.
    pub fn edtf(self) -> String {
        let year = |y: i16| if y < 0 { format!("-{:04}", -i32::from(y)) } else { format!("{y:04}") };
        match self {
            Period::Day(day) => format!("{}-{:02}-{:02}", year(day.year()), day.month(), day.day()),
            Period::Month(y, month) => format!("{}-{month:02}", year(y)),
            Period::Quarter(y, quarter) => format!("{}-{}", year(y), 32 + quarter),
            Period::Season(y, season) => format!("{}-{}", year(y), 20 + season),
            Period::Half(y, half) => format!("{}-{}", year(y), 39 + half),
            Period::Year(y) => year(y),
            Period::Decade(decade) if decade >= 0 => format!("{decade:03}X"),
            Period::Century(century) if century >= 0 => format!("{century:02}XX"),
            _ => match (self.first(), self.last()) {
                (Some(first), Some(last)) => interval(first, last),
                _ => String::new(),
            },
        }
    }
}

/// EDTF for the days from `first` to `last`, both included.
pub(crate) fn interval(first: Date, last: Date) -> String {
    let day = |d| Period::Day(d).edtf();
    if first == last { day(first) } else { format!("{}/{}", day(first), day(last)) }
}

/// The day `count` days after `day`.
pub(crate) fn days_later(day: Date, count: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(count).ok()?).ok()
}

fn year_digits(year: i16) -> String {
    if year <= 0 { format!("BC{:04}", 1 - i32::from(year)) } else { format!("{year:04}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_notation_reads_back() {
        for value in [
            "2025-02-06",
            "2025-W06",
            "2025-W06-WE",
            "2025-02",
            "2025-Q1",
            "2025-WI",
            "2025-H2",
            "2025",
            "198",
            "19",
            "BC0480",
            "BC0480-09",
        ] {
            assert_eq!(Period::from_timex(value).map(Period::timex).as_deref(), Some(value));
        }
        for value in ["", "P1Y", "2025-13", "2025-02-30", "XXXX-02", "25-é"] {
            assert_eq!(Period::from_timex(value), None, "{value}");
        }
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday() {
        let week = Period::of(date(2025, 2, 6), Grain::Week);
        assert_eq!((week.first(), week.last()), (Some(date(2025, 2, 3)), Some(date(2025, 2, 9))));
        assert_eq!(week.edtf(), "2025-02-03/2025-02-09");
    }

    #[test]
    fn parts_are_counted_from_both_ends() {
        assert_eq!(Period::Year(1989).part(3, Grain::Quarter), Some(Period::Quarter(1989, 3)));
        assert_eq!(Period::Month(2025, 2).part(-1, Grain::Day), Some(Period::Day(date(2025, 2, 28))));
        assert_eq!(Period::Month(2025, 2).part(30, Grain::Day), None);
        assert_eq!(Period::Day(date(2025, 2, 1)).part(1, Grain::Month), None);
    }

    #[test]
    fn january_belongs_to_the_winter_before() {
        assert_eq!(Period::of(date(2025, 1, 5), Grain::Season), Period::Season(2024, 4));
        assert_eq!(Period::Season(2024, 4).last(), Some(date(2025, 2, 28)));
    }
}
