//! What a matched run of tokens means.
//!
//! In: the rule's tokens and the [`Scene`] around them (what was said before, which verb governs, which anchoring applies). Out: a [`Symbol`], or
//! `None` when the run is no temporal expression after all. One function per builder named in `data/rules.tsv`.

mod clock;
mod dates;
mod lengths;
mod relative;
mod results;
mod scene;
mod slots;
mod year_parts;

use jiff::civil::Date;
use model::TimexKind;

use crate::cue::Cues;
use crate::period::Grain;
use crate::symbol::Symbol;
use crate::token::Token;

pub(crate) use scene::Memory;

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
    let table: [(&str, Builder); 38] = [
        ("unit-before", relative::unit_before),
        ("weekday-of", relative::weekday_of),
        ("year-more", dates::year_more),
        ("day-of-month", dates::day_of_month),
        ("the-period", results::the_period),
        ("year-before", results::year_before),
        ("day-more", dates::day_more),
        ("at-night", clock::at_night),
        ("iso", dates::iso),
        ("numeric", dates::numeric),
        ("day", dates::day),
        ("days", dates::days),
        ("month", dates::month),
        ("year", dates::year),
        ("decade", dates::decade),
        ("century", dates::century),
        ("week-of", dates::week_of),
        ("quarter", year_parts::quarter),
        ("half", year_parts::half),
        ("season", year_parts::season),
        ("holiday", year_parts::holiday),
        ("today", relative::today),
        ("weekday", relative::weekday),
        ("part-of-day", clock::part_of_day),
        ("this", relative::this),
        ("unit-end", relative::unit_end),
        ("the-unit", relative::the_unit),
        ("vague", relative::vague),
        ("ref", relative::reference),
        ("shift", relative::shifted),
        ("ago-bare", relative::ago_bare),
        ("day-after", relative::day_after),
        ("length", lengths::length),
        ("length-rel", lengths::length_rel),
        ("length-bare", lengths::length_bare),
        ("set", lengths::set),
        ("former", relative::former),
        ("clock", clock::clock),
    ];
    table.iter().find(|(n, _)| *n == name).map(|(_, build)| *build)
}
