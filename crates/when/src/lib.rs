//! Finds temporal expressions in English text and says what they mean.
//!
//! In: a text, the byte ranges to read, and the publication day or none. Out: [`model::Timex`] values in text order that do not overlap: words,
//! TIMEX3 type and value, the symbolic value behind it, bounds and EDTF. The words and rules are data (`data/words.tsv`, `data/rules.tsv`,
//! `data/cues.tsv`); the design follows TimeML (Pustejovsky et al. 2003) for spans and values. Reading cannot fail, needs no clock, and an undated
//! article keeps symbolic values.

mod build;
mod cue;
mod period;
mod rules;
mod symbol;
mod token;

use std::ops::Range;
use std::sync::LazyLock;

use model::{Date, Span, Timex};

use build::{Frame, Memory, Scene};
use cue::Cues;
use rules::Rules;
use token::{Class, Token, Words, tokenize};

pub use period::{Grain, Period};
pub use symbol::{Modifier, Part, Ref, Resolved, Symbol, Which, resolve};

/// What bare and relative expressions are seen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Anchoring {
    /// Decided by the text: see [`Tagger::tag`].
    #[default]
    Auto,
    /// The publication day: "in October" is the October nearest to it.
    News,
    /// The date that the story has reached: "in October" after "September 1939" is October 1939.
    Narrative,
    /// An agenda or an invitation: whatever names no year or week is the next such from the publication day on.
    Ahead,
}

/// The tagger: words, rules and tense cues, compiled.
pub struct Tagger {
    words: Words,
    rules: Rules,
    cues: Cues,
}

impl Tagger {
    /// The tagger of the embedded tables, compiled on first use (milliseconds) and shared.
    pub fn embedded() -> &'static Tagger {
        static TAGGER: LazyLock<Tagger> =
            LazyLock::new(|| Tagger { words: Words::embedded(), rules: Rules::embedded(), cues: Cues::embedded() });
        &TAGGER
    }

    /// The temporal expressions in those byte ranges of `text` (all of it when `blocks` is empty), in text order.
    ///
    /// An expression may cross a line break but not a blank line or the border of a block. Ranges that do not resolve are skipped. Without a
    /// publication day whatever hangs on it stays symbolic (`XXXX-WXX-2`). Anchoring is [`Anchoring::Auto`]: a text is told as a narrative when it
    /// names at least three absolute dates, most of them over a year old, and has none of the expressions that tie news to its day ("yesterday",
    /// a bare weekday, "last week").
    ///
    /// ```
    /// use model::Date;
    /// let text = "The envoys met on Wednesday and meet again on Feb. 14-16.";
    /// let times = when::Tagger::embedded().tag(text, &[], Some(Date::constant(2025, 2, 6)));
    /// let values: Vec<&str> = times.iter().map(|t| t.value.as_str()).collect();
    /// assert_eq!(values, ["2025-02-05", "2025-02-14/2025-02-16"]);
    /// assert_eq!(times[1].span.of(text), "Feb. 14-16");
    /// ```
    pub fn tag(&self, text: &str, blocks: &[Range<usize>], published: Option<Date>) -> Vec<Timex> {
        self.tag_anchored(text, blocks, published, Anchoring::Auto)
    }

    /// The same with a stated anchoring.
    pub fn tag_anchored(&self, text: &str, blocks: &[Range<usize>], published: Option<Date>, anchoring: Anchoring) -> Vec<Timex> {
        let whole = std::iter::once(0..text.len()).filter(|_| blocks.is_empty());
        let blocks: Vec<Vec<Token>> = blocks
            .iter()
            .cloned()
            .chain(whole)
            .filter(|range| text.get(range.clone()).is_some())
            .map(|range| tokenize(&self.words, text, range.start, range.end))
            .collect();
        let narrative = match anchoring {
            Anchoring::Auto => is_narrative(&blocks, published),
            other => other == Anchoring::Narrative,
        };
        let mut memory = Memory::default();
        let mut times = Vec::new();
        for tokens in &blocks {
            let frame = Frame { text, narrative, ahead: anchoring == Anchoring::Ahead, published };
            self.read_block(&frame, tokens, &mut memory, &mut times);
        }
        times
    }

    fn read_block(&self, frame: &Frame<'_>, tokens: &[Token], memory: &mut Memory, times: &mut Vec<Timex>) {
        let published = frame.published;
        let classes: Vec<u8> = tokens.iter().map(|t| t.class as u8).collect();
        let mut at = 0;
        while at < tokens.len() {
            let mut found = None;
            self.rules.matches(&classes, at, |to, rule| {
                let scene = Scene { frame, tokens, from: at, to, memory, cues: &self.cues };
                found = (self.rules.rules[rule].build)(&scene).map(|draft| (to, rule, draft));
                found.is_some()
            });
            let Some((to, rule, draft)) = found else {
                at += 1;
                continue;
            };
            memory.remember(&draft.symbol, tokens[at].start, published);
            let resolved = draft.symbol.resolve(published);
            times.push(Timex {
                span: Span::new(tokens[at].start, tokens[to - 1].end),
                kind: draft.kind.unwrap_or(resolved.kind),
                value: resolved.value,
                modifier: resolved.modifier,
                symbolic: draft.symbol.to_string(),
                when: resolved.when,
                rule: self.rules.rules[rule].id,
            });
            at = to;
        }
    }
}

/// Whether the text tells a story of its own time and not the news of its day.
fn is_narrative(blocks: &[Vec<Token>], published: Option<Date>) -> bool {
    let newest = published.map_or(2100, |day| i32::from(day.year()) - 2);
    let (mut old, mut dates, mut deictic) = (0, 0, 0);
    for tokens in blocks {
        for pair in tokens.windows(2) {
            match pair[0].class {
                Class::Year4 => {
                    dates += 1;
                    old += usize::from(pair[0].value <= newest);
                }
                Class::Today | Class::Tonight => deictic += 1,
                Class::Weekday if !matches!(pair[1].class, Class::Comma | Class::Month) => deictic += 1,
                Class::Last | Class::This if matches!(pair[1].class, Class::UnitWeek | Class::UnitMonth | Class::UnitYear) => deictic += 1,
                _ => {}
            }
        }
    }
    old >= 3 && old * 2 > dates && deictic * 8 <= old
}

#[cfg(test)]
mod tests;
