//! What stands around a match: the tokens beside it, the governing verb, and what the article has told before.
//!
//! In: a [`Scene`] and its [`Memory`]. Out: the anchors that relative expressions are seen from, and the direction of bare dates.

use jiff::civil::Date;

use super::{Draft, Scene};
use crate::cue::Cue;
use crate::period::{Grain, Period};
use crate::symbol::{Modifier, Part, Symbol, Which};
use crate::token::{Class, Token};

/// The expressions read so far in this article.
#[derive(Default)]
pub(crate) struct Memory {
    pub(super) day: Option<Symbol>,
    /// Where in the text that day was told.
    pub(super) day_at: usize,
    pub(super) last: Option<(Symbol, Grain)>,
    pub(super) quarter: Option<Symbol>,
    /// Whether the report has since turned to a longer period: "in the first nine months".
    pub(super) beyond_quarter: bool,
    pub(super) month: Option<Symbol>,
    pub(super) year: Option<Symbol>,
}

impl Memory {
    /// Keeps a placed expression as the anchor of later ones. What does not hang on the publication day is kept as the bare period, so that chains
    /// of "two days later" stay short.
    pub(crate) fn remember(&mut self, symbol: &Symbol, at: usize, published: Option<Date>) {
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
            Grain::Day => {
                self.day = Some(kept.clone());
                self.day_at = at;
            }
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

/// How many paragraphs back a day may have been told for a bare hour, "that day" or "two days later" to hang on it.
const PARAGRAPHS: usize = 1;

impl Scene<'_> {
    pub(super) fn found(&self) -> &[Token] {
        &self.tokens[self.from..self.to]
    }

    pub(super) fn first(&self, class: Class) -> Option<&Token> {
        self.found().iter().find(|t| t.class == class)
    }

    pub(super) fn has(&self, class: Class) -> bool {
        self.first(class).is_some()
    }

    pub(super) fn words(&self, token: &Token) -> &str {
        self.frame.text.get(token.start..token.end).unwrap_or("")
    }

    pub(super) fn before(&self, steps: usize) -> Option<&Token> {
        self.from.checked_sub(steps).map(|i| &self.tokens[i])
    }

    pub(super) fn after(&self, steps: usize) -> Option<&Token> {
        self.tokens.get(self.to + steps)
    }

    pub(super) fn glued(&self, a: &Token, b: &Token) -> bool {
        a.end == b.start
    }

    pub(super) fn cue(&self) -> Cue {
        if self.frame.ahead {
            return Cue::Future;
        }
        self.cues.governing(self.frame.text, self.tokens, self.from, self.to)
    }

    /// What "ago", "last" and "this" are seen from: the day of writing, or in a narrative the day that the story has reached.
    pub(super) fn here(&self) -> Symbol {
        match (&self.memory.last, self.frame.narrative) {
            (Some((last, _)), true) => last.clone(),
            _ => Symbol::Published,
        }
    }

    pub(super) fn here_day(&self) -> Symbol {
        match (&self.memory.day, self.frame.narrative) {
            (Some(day), true) => day.clone(),
            _ => Symbol::Published,
        }
    }

    /// What "that", "later" and "the following" are seen from: the last expression of at most this grain, else the day of writing.
    pub(super) fn there(&self, grain: Grain) -> Symbol {
        match &self.memory.last {
            _ if grain == Grain::Day && self.day_is_far() => Symbol::Vague(grain.unplaced().to_string()),
            Some((last, g)) if *g <= grain => last.clone(),
            Some(_) if self.frame.narrative => self.of_grain(grain).unwrap_or_else(|| self.unplaced(grain)),
            _ => self.of_grain(grain).unwrap_or(Symbol::Published),
        }
    }

    /// Whether news told its last day before the last paragraph: an hour or a "seven days later" then hangs on something else, often on an event.
    fn day_is_far(&self) -> bool {
        let since = || self.found().first().and_then(|t| self.frame.text.get(self.memory.day_at..t.start));
        let paragraphs = |between: &str| between.match_indices("\n\n").count();
        !self.frame.narrative
            && !self.frame.ahead
            && self.memory.day.is_some()
            && since().is_some_and(|between| paragraphs(between) > PARAGRAPHS)
    }

    /// A day or month of which a story has told the year alone: `1980-XX-XX`.
    pub(super) fn unplaced(&self, grain: Grain) -> Symbol {
        let year = self.memory.last.as_ref().and_then(|(last, _)| last.place(self.frame.published)?.first());
        let year = year.map_or("XXXX".to_string(), |day| Period::Year(day.year()).timex());
        Symbol::Vague(grain.unplaced().replacen("XXXX", &year, 1))
    }

    pub(super) fn of_grain(&self, grain: Grain) -> Option<Symbol> {
        let memory = self.memory;
        let places = [(&memory.day, Grain::Day), (&memory.month, Grain::Month), (&memory.year, Grain::Year)];
        places.into_iter().filter(|(_, g)| *g <= grain).rev().find_map(|(symbol, _)| symbol.clone())
    }

    /// Bare dates: nearest to the day of writing, or to the day that the story has reached.
    pub(super) fn loose(&self, part: Part, cue: Option<Cue>) -> Symbol {
        if self.frame.narrative {
            return match &self.memory.last {
                Some((last, Grain::Year | Grain::Half | Grain::Season | Grain::Quarter)) => {
                    let within = Symbol::Pick(Which::Within, Box::new(last.clone()), part);
                    if within.place(self.frame.published).is_some() {
                        within
                    } else {
                        Symbol::Pick(Which::Nearest, Box::new(last.clone()), part)
                    }
                }
                Some((last, _)) => Symbol::Pick(Which::Nearest, Box::new(last.clone()), part),
                None => Symbol::Pick(Which::Latest, Box::new(Symbol::Published), part),
            };
        }
        let which = match cue {
            _ if self.frame.ahead => Which::Earliest,
            Some(Cue::Future) => Which::Earliest,
            Some(Cue::Past) => Which::Latest,
            Some(Cue::None) => Which::Leaning,
            None => Which::Nearest,
        };
        Symbol::Pick(which, Box::new(Symbol::Published), part)
    }

    /// The direction of a month and day: past where it closes a period of account ("the year ended March 31").
    pub(super) fn tense(&self) -> Option<Cue> {
        self.before(1).is_some_and(|t| t.class == Class::Ended).then_some(Cue::Past)
    }

    /// A month and day without a year: the nearest, and under a verb of the past rather the one behind.
    pub(super) fn loose_day(&self, part: Part) -> Symbol {
        if self.frame.narrative || self.frame.ahead || self.tense().is_some() {
            return self.loose(part, self.tense());
        }
        let onwards = self.before(1).is_some_and(|t| t.class == Class::From);
        let which = match self.cue() {
            _ if onwards => Which::Nearest,
            Cue::Past => Which::Leaning,
            Cue::Future => Which::Onward,
            Cue::None => Which::Nearest,
        };
        Symbol::Pick(which, Box::new(Symbol::Published), part)
    }

    /// "early", "the end of", "mid-".
    pub(super) fn edge(&self) -> Option<Modifier> {
        self.found().iter().find_map(|t| match t.class {
            Class::Early | Class::Begin => Some(Modifier::Start),
            Class::Mid | Class::Middle => Some(Modifier::Mid),
            Class::Late | Class::End => Some(Modifier::End),
            Class::About => Some(Modifier::Approx),
            _ => None,
        })
    }

    pub(super) fn date(&self, symbol: Symbol) -> Option<Draft> {
        let symbol = match self.edge() {
            Some(edge) => Symbol::Mod(edge, Box::new(symbol)),
            None => symbol,
        };
        Some(Draft { symbol, kind: None })
    }
}
