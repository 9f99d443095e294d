//! Text becomes tokens: words of time with their class and value, numbers by shape, and everything else as `Other`.
//!
//! In: a text and a byte range of it. Out: tokens in text order, each a byte range with a [`Class`] and a value. White space is dropped, a blank line
//! becomes a `Break`; number words are joined ("twenty-four", "nineteen ninety-six"). Nothing is refused: unknown bytes are `Other`.

use std::collections::HashMap;

macro_rules! classes {
    ($($name:ident),+ $(,)?) => {
        /// What a token can be in a rule. The words of each class are in `data/words.tsv`; the rest are shapes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Class { $($name),+ }

        impl Class {
            /// The class of that name.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Class::$name),)+ _ => None }
            }
        }
    };
}

classes! {
    // Shapes.
    Other, Break, Stop, Comma, Hyphen, Dash, Slash, Colon, Open, Close, Possessive,
    N12, N31, N99, NBig, Decimal, Year4, YearShort, Decade, Military,
    // Words.
    A, About, After, Ago, Ahead, AmPm, And, Another, At, Before, Begin, Being, Between, By, Card, Coming, Comparable, Couple, Current, Daily,
    Date, Dozen, During, Each, Earlier, Early, End, Ended, Era, Eve, Few, Final, Fiscal, Following, Former, From, Full, Future, Half, Holiday,
    HolidayHead, Hundred, In, Its, Last, Late, Later, Latest, Least, Less, Make, Mid, Middle, Month, MonthMay, More, Most, Near, Nearly, Next, No,
    Noon, Now, Oclock, Of, Old, On, Only, Or, Ord, OrdSecond, Over, Overnight, PartOfDay, Past, Per, Period, Previous, Rate, Recent, Recently,
    Same, Season, SeasonFall, Shortened, So, Soon, Summers, Tenure, Term, Than, That, The, These, This, Time, To, Today, Tonight, Trading, Twenties,
    UnitCentury, UnitDay, UnitDecade, UnitFortnight, UnitHour, UnitMinute, UnitMonth, UnitQuarter, UnitSecond, UnitWeek, UnitYear, Until, Up,
    Weekday, WeekdayShort, Weekend, Zone,
}

/// A token: where it stands, what it is, and the number that goes with its class.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) class: Class,
    pub(crate) value: i32,
}

/// The words of time.
pub(crate) struct Words {
    entries: HashMap<&'static str, Entry>,
}

#[derive(Clone, Copy)]
struct Entry {
    class: Class,
    value: i32,
    capital: bool,
}

/// No word of time is longer, so longer words are not looked up.
const LONGEST_WORD: usize = 14;

impl Words {
    /// The words of `data/words.tsv`. A line that does not read is left out; a test makes sure there is none.
    pub(crate) fn embedded() -> Self {
        let mut entries = HashMap::new();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(class), Some(value), Some(words)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let (Some(class), Ok(value)) = (Class::from_name(class), value.parse()) else { continue };
            for word in words.split(' ') {
                let capital = word.starts_with('^');
                entries.insert(word.trim_start_matches('^'), Entry { class, value, capital });
            }
        }
        Words { entries }
    }

    fn find(&self, word: &[u8]) -> Option<Entry> {
        if word.len() > LONGEST_WORD {
            return None;
        }
        let mut lower = [0u8; LONGEST_WORD];
        for (to, from) in lower.iter_mut().zip(word) {
            *to = from.to_ascii_lowercase();
        }
        let entry = self.entries.get(std::str::from_utf8(&lower[..word.len()]).ok()?)?;
        (!entry.capital || word[0].is_ascii_uppercase()).then_some(*entry)
    }
}

const WORDS: &str = include_str!("../data/words.tsv");

/// The tokens of `text[start..end]`; both must be character boundaries.
pub(crate) fn tokenize(words: &Words, text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut reader =
        Reader { words, bytes: &text.as_bytes()[..end], at: start, out: Vec::with_capacity((end - start) / 5 + 1), numerals: false };
    while reader.at < end {
        reader.step();
    }
    if reader.numerals { join_numerals(&reader.out) } else { reader.out }
}

struct Reader<'t> {
    words: &'t Words,
    bytes: &'t [u8],
    at: usize,
    out: Vec<Token>,
    numerals: bool,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(b' ')
    }

    fn push(&mut self, len: usize, class: Class, value: i32) {
        self.out.push(Token { start: self.at, end: self.at + len, class, value });
        self.at += len;
    }

    fn step(&mut self) {
        match self.peek(0) {
            b if b.is_ascii_whitespace() => self.space(),
            b if is_letter(b) && !self.at_mark() => self.word(),
            b if b.is_ascii_digit() => self.number(),
            b'\'' => self.apostrophe(1),
            b',' => self.push(1, Class::Comma, 0),
            b'-' => self.hyphen(),
            b'/' => self.push(1, Class::Slash, 0),
            b':' => self.push(1, Class::Colon, 0),
            b'(' => self.push(1, Class::Open, 0),
            b')' => self.push(1, Class::Close, 0),
            b'!' | b'?' | b';' => self.push(1, Class::Stop, 0),
            b'.' => self.stop(),
            b'$' => self.money(1),
            0x80.. => self.mark(),
            _ => self.push(1, Class::Other, 0),
        }
    }

    fn space(&mut self) {
        let mut lines = 0;
        let from = self.at;
        while self.at < self.bytes.len() && self.bytes[self.at].is_ascii_whitespace() {
            lines += usize::from(self.bytes[self.at] == b'\n');
            self.at += 1;
        }
        if lines > 1 {
            self.out.push(Token { start: from, end: self.at, class: Class::Break, value: 0 });
        }
    }

    /// Whether a multi-byte character here is punctuation: quotation marks, dashes, no-break space, currency.
    fn at_mark(&self) -> bool {
        self.mark_kind().is_some()
    }

    fn mark_kind(&self) -> Option<(usize, u8)> {
        match (self.peek(0), self.peek(1), self.peek(2)) {
            (0xE2, 0x80, 0x90 | 0x91) => Some((3, b'-')),
            (0xE2, 0x80, 0x92..=0x95) => Some((3, b'_')),
            (0xE2, 0x80, 0x98 | 0x99) => Some((3, b'\'')),
            (0xE2, 0x80, _) => Some((3, b'"')),
            (0xE2, 0x82, 0xAC) | (0xE2, 0x89, _) => Some((3, b'$')),
            (0xC2, 0xA3..=0xA5, _) => Some((2, b'$')),
            (0xC2, 0xA0, _) => Some((2, b' ')),
            (0xC2, 0x80..=0xBF, _) => Some((2, b'"')),
            _ => None,
        }
    }

    fn mark(&mut self) {
        match self.mark_kind() {
            Some((len, b'_')) => self.push(len, Class::Dash, 0),
            Some((len, b'-')) => self.push(len, Class::Hyphen, 0),
            Some((len, b' ')) => self.at += len,
            Some((len, b'\'')) => self.apostrophe(len),
            Some((len, b'$')) => self.money(len),
            Some((len, _)) => self.push(len.min(self.bytes.len() - self.at), Class::Other, 0),
            None => self.push(1, Class::Other, 0),
        }
    }

    fn word(&mut self) {
        let from = self.at;
        let mut to = from;
        while to < self.bytes.len() && is_letter(self.bytes[to]) {
            if self.bytes[to] >= 0x80 {
                self.at = to;
                if self.at_mark() {
                    break;
                }
            }
            to += 1;
        }
        self.at = from;
        let word = &self.bytes[from..to];
        let after = &self.bytes[to..];
        if (word.eq_ignore_ascii_case(b"http") || word.eq_ignore_ascii_case(b"https")) && after.starts_with(b"://")
            || word == b"www" && after.starts_with(b".")
        {
            return self.address();
        }
        if word == b"h" && from > 0 && self.bytes[from - 1].is_ascii_digit() && after.first().is_some_and(u8::is_ascii_digit) {
            return self.push(1, Class::Colon, 0);
        }
        if word == b"o" && (after.starts_with(b"'clock") || after.starts_with("’clock".as_bytes())) {
            let len = if after[0] == b'\'' { 7 } else { 9 };
            return self.push(len, Class::Oclock, 0);
        }
        if word.len() == 1
            && after.first() == Some(&b'.')
            && let Some((len, entry)) = self.dotted(from)
        {
            return self.push(len, entry.class, entry.value);
        }
        let Some(entry) = self.words.find(word) else { return self.push(to - from, Class::Other, 0) };
        self.numerals |= matches!(entry.class, Class::Card | Class::Hundred);
        // The point of an abbreviated name belongs to it.
        let pointed =
            matches!(entry.class, Class::Month | Class::WeekdayShort) && word.len() <= 5 && after.first() == Some(&b'.') && is_short(word);
        self.push(to - from + usize::from(pointed), entry.class, entry.value);
    }

    /// "a.m.", "B.C." and the like, with or without the last point.
    fn dotted(&self, from: usize) -> Option<(usize, Entry)> {
        (3..=6).rev().find_map(|len| {
            let word = self.bytes.get(from..from + len)?;
            let ends = self.bytes.get(from + len).is_none_or(|b| !is_letter(*b));
            let entry = self.words.find(word).filter(|_| ends && word[1] == b'.')?;
            Some((len, entry))
        })
    }

    fn address(&mut self) {
        let len = self.bytes[self.at..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b')' | b'>' | b']'))
            .unwrap_or(self.bytes.len() - self.at);
        self.push(len.max(1), Class::Other, 0);
    }

    fn hyphen(&mut self) {
        let run = self.bytes[self.at..].iter().take_while(|b| **b == b'-').count();
        let before = self.at.checked_sub(1).map_or(b' ', |i| self.bytes[i]);
        let tight = run == 1 && !before.is_ascii_whitespace() && !self.peek(1).is_ascii_whitespace();
        self.push(run, if tight { Class::Hyphen } else { Class::Dash }, 0);
    }

    /// A full stop ends a sentence unless a single capital letter or a shortened word that wants a name stands before it ("Gov.", "vs."), or a
    /// comma ("Ala.,") or a small letter follows.
    fn stop(&mut self) {
        let initial = self.at >= 2 && self.bytes[self.at - 1].is_ascii_uppercase() && !is_letter(self.bytes[self.at - 2]);
        let next = self.bytes[self.at + 1..].iter().find(|b| !b.is_ascii_whitespace());
        let shortened = self.out.last().is_some_and(|t| t.class == Class::Shortened && t.end == self.at);
        let goes_on = initial || shortened || self.peek(1) == b',' || next.is_some_and(u8::is_ascii_lowercase);
        self.push(1, if goes_on { Class::Other } else { Class::Stop }, 0);
    }

    /// Sums of money are not years or hours.
    fn money(&mut self, len: usize) {
        let digits = self.bytes[self.at + len..].iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        self.push(len + digits, Class::Other, 0);
    }

    /// "'s", "'89", "'80s", or a quotation mark.
    fn apostrophe(&mut self, len: usize) {
        let (a, b, c, d) = (self.peek(len), self.peek(len + 1), self.peek(len + 2), self.peek(len + 3));
        let glued = self.at > 0 && is_letter(self.bytes[self.at - 1]);
        if glued && matches!(a, b's' | b'S') && !is_letter(b) {
            return self.push(len + 1, Class::Possessive, 0);
        }
        // A second mark makes a quotation of it: "''60 Minutes''".
        let quotation = self.at > 0 && self.bytes[self.at - 1] == b'\'';
        if !glued && !quotation && a.is_ascii_digit() && b.is_ascii_digit() && !c.is_ascii_digit() {
            let year = i32::from(a - b'0') * 10 + i32::from(b - b'0');
            if matches!(c, b's') && !is_letter(d) {
                return self.push(len + 3, Class::Decade, 190 + year / 10);
            }
            if !is_letter(c) {
                return self.push(len + 2, Class::YearShort, year);
            }
        }
        self.push(len, Class::Other, 0);
    }

    fn number(&mut self) {
        let after_hour = self.at > 1 && self.bytes[self.at - 1] == b'h' && self.bytes[self.at - 2].is_ascii_digit();
        let glued = self.at > 0 && is_letter(self.bytes[self.at - 1]) && !after_hour;
        let digits = self.digits(0);
        let (mut len, mut fraction) = (digits, false);
        while matches!(self.peek(len), b',' | b'.') {
            let more = self.digits(len + 1);
            if more == 0 || (self.peek(len) == b',' && (more != 3 || digits > 3)) {
                break;
            }
            fraction |= self.peek(len) == b'.';
            len += 1 + more;
        }
        let grouped = len > digits && !fraction;
        let value = self.bytes[self.at..self.at + len]
            .iter()
            .filter(|b| b.is_ascii_digit())
            .take(9)
            .fold(0i32, |n, b| n.saturating_mul(10).saturating_add(i32::from(b - b'0')));
        let (suffix, suffix_len) = self.suffix(len);
        let class = match suffix {
            Suffix::Percent | Suffix::Letters => Class::Other,
            _ if glued => Class::Other,
            _ if fraction => Class::Decimal,
            Suffix::Ordinal if (1..=99).contains(&value) => return self.push(len + suffix_len, Class::Ord, value),
            Suffix::Decade if (digits == 4 || digits == 3) && value % 10 == 0 => {
                return self.push(len + suffix_len, Class::Decade, value / 10);
            }
            Suffix::Ordinal | Suffix::Decade => Class::Other,
            Suffix::None if grouped => Class::NBig,
            Suffix::None if digits == 4 && (1000..2200).contains(&value) => Class::Year4,
            Suffix::None if digits == 4 => Class::Military,
            Suffix::None => match value {
                1..=12 => Class::N12,
                13..=31 => Class::N31,
                0..=99 => Class::N99,
                _ => Class::NBig,
            },
        };
        let len = if class == Class::Other { len + suffix_len } else { len };
        self.push(len, class, value);
    }

    fn digits(&self, from: usize) -> usize {
        self.bytes.get(self.at + from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
    }

    /// What hangs on a number without a space. Hours and parts of the day ("7pm", "0530hrs") are left as words of their own.
    fn suffix(&self, len: usize) -> (Suffix, usize) {
        let rest = self.bytes.get(self.at + len..).unwrap_or_default();
        let letters = rest.iter().take_while(|b| is_letter(**b)).count();
        let word = &rest[..letters];
        let apostrophe = if rest.starts_with(b"'s") {
            2
        } else if rest.starts_with("’s".as_bytes()) {
            4
        } else {
            0
        };
        match word {
            b"" if rest.first() == Some(&b'%') => (Suffix::Percent, 1),
            _ if apostrophe > 0 && rest.get(apostrophe).is_none_or(|b| !is_letter(*b)) => (Suffix::Decade, apostrophe),
            b"" => (Suffix::None, 0),
            b"st" | b"nd" | b"rd" | b"th" => (Suffix::Ordinal, 2),
            b"s" => (Suffix::Decade, 1),
            // "15h30" is told like "15:30".
            b"h" if rest.get(1).is_some_and(u8::is_ascii_digit) && rest.get(2).is_some_and(u8::is_ascii_digit) => (Suffix::None, 0),
            b"am" | b"pm" | b"AM" | b"PM" | b"a" | b"p" | b"hrs" | b"h" | b"BC" | b"AD" => (Suffix::None, 0),
            _ if word[0] >= 0x80 => (Suffix::None, 0),
            _ => (Suffix::Letters, letters),
        }
    }
}

enum Suffix {
    None,
    Percent,
    Ordinal,
    Decade,
    Letters,
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

fn is_short(word: &[u8]) -> bool {
    word.len() == 3 || word.eq_ignore_ascii_case(b"sept") || word.eq_ignore_ascii_case(b"tues") || word.eq_ignore_ascii_case(b"thurs")
}

/// "twenty-four" becomes 24, "two hundred" 200, "nineteen ninety-six" the year 1996, "twenty-first" the ordinal 21.
fn join_numerals(tokens: &[Token]) -> Vec<Token> {
    join_years(&join_hundreds(&join_tens(tokens)))
}

fn join_tens(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        let token = tokens[i];
        let skip = 1 + usize::from(tokens.get(i + 1).is_some_and(|t| t.class == Class::Hyphen));
        let tens = token.class == Class::Card && token.value >= 20 && token.value % 10 == 0;
        match tokens.get(i + skip) {
            Some(ones) if tens && (1..=9).contains(&ones.value) && matches!(ones.class, Class::Card | Class::Ord | Class::OrdSecond) => {
                let class = if ones.class == Class::Card { Class::Card } else { Class::Ord };
                out.push(Token { start: token.start, end: ones.end, class, value: token.value + ones.value });
                i += skip + 1;
            }
            _ => {
                out.push(token);
                i += 1;
            }
        }
    }
    out
}

fn join_hundreds(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let previous = out.last().copied();
        match (previous, token.class) {
            (Some(p), Class::Hundred) if p.class == Class::Card && p.value < token.value => {
                out.pop();
                out.push(Token { start: p.start, end: token.end, class: Class::Card, value: p.value * token.value });
            }
            (_, Class::Hundred) => out.push(Token { class: Class::Card, ..*token }),
            (Some(p), Class::Card) if p.class == Class::Card && p.value >= 100 && p.value % 100 == 0 && token.value < 100 => {
                out.pop();
                out.push(Token { start: p.start, end: token.end, class: Class::Card, value: p.value + token.value });
            }
            _ => out.push(*token),
        }
    }
    out
}

fn join_years(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match out.last().copied() {
            Some(p)
                if p.class == Class::Card
                    && token.class == Class::Card
                    && (17..=20).contains(&p.value)
                    && (10..=99).contains(&token.value) =>
            {
                out.pop();
                out.push(Token { start: p.start, end: token.end, class: Class::Year4, value: p.value * 100 + token.value });
            }
            _ => out.push(*token),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<(Class, i32)> {
        tokenize(&Words::embedded(), text, 0, text.len()).iter().map(|t| (t.class, t.value)).collect()
    }

    #[test]
    fn every_line_of_words_reads() {
        for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 3 && Class::from_name(cells[0]).is_some() && cells[1].parse::<i32>().is_ok(), "{line}");
            for word in cells[2].split(' ') {
                assert!(!word.is_empty() && word.trim_start_matches('^').len() <= LONGEST_WORD, "{line}");
            }
        }
    }

    #[test]
    fn number_words_are_joined() {
        assert_eq!(classes("twenty-four"), [(Class::Card, 24)]);
        assert_eq!(classes("nineteen ninety-six"), [(Class::Year4, 1996)]);
        assert_eq!(classes("two hundred"), [(Class::Card, 200)]);
        assert_eq!(classes("twenty-first"), [(Class::Ord, 21)]);
    }

    #[test]
    fn numbers_are_told_apart_by_shape() {
        assert_eq!(
            classes("1990s '89 4th $1990 12% 1,990 22.8"),
            [
                (Class::Decade, 199),
                (Class::YearShort, 89),
                (Class::Ord, 4),
                (Class::Other, 0),
                (Class::Other, 12),
                (Class::NBig, 1990),
                (Class::Decimal, 228),
            ]
        );
    }

    #[test]
    fn a_modal_is_not_a_month() {
        assert_eq!(classes("may May Sept. a.m."), [(Class::Other, 0), (Class::MonthMay, 5), (Class::Month, 9), (Class::AmPm, 1)]);
    }
}
