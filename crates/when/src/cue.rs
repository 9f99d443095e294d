//! Which way the governing verb looks.
//!
//! In: a match among its tokens. Out: [`Cue::Future`], [`Cue::Past`] or [`Cue::None`], from the nearest word of tense in the same sentence, looking
//! first back and then on. A closed list of auxiliaries and predicates and the ending -ed stand for a part-of-speech tagger.

use std::collections::HashMap;

use crate::token::{Class, Token};

/// The direction of the governing verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Future,
    Past,
    None,
}

/// The words of tense.
pub(crate) struct Cues {
    words: HashMap<&'static str, Word>,
}

#[derive(Clone, Copy)]
enum Word {
    Future,
    Plan,
    Intent,
    Present,
    To,
    Past,
    Done,
}

/// How far back the governing verb may stand from its date, in tokens.
const REACH_BACK: usize = 16;
/// How far on: a date that opens the sentence waits for the verb behind a long subject.
const REACH_ON: usize = 48;

impl Cues {
    /// The words of `data/cues.tsv`.
    pub(crate) fn embedded() -> Self {
        let mut words = HashMap::new();
        for line in include_str!("../data/cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let Some((cue, list)) = line.split_once('\t') else { continue };
            let cue = match cue {
                "future" => Word::Future,
                "plan" => Word::Plan,
                "intent" => Word::Intent,
                "present" => Word::Present,
                "to" => Word::To,
                "done" => Word::Done,
                _ => Word::Past,
            };
            words.extend(list.split(' ').map(|word| (word, cue)));
        }
        Cues { words }
    }

    /// The cue that governs `tokens[from..to]`.
    pub(crate) fn governing(&self, text: &str, tokens: &[Token], from: usize, to: usize) -> Cue {
        if self.dates_what_is_done(text, tokens, to) {
            return Cue::Past;
        }
        if reaches_forward(text, tokens, from) {
            return Cue::Future;
        }
        let sentence_end = |i: &usize| matches!(tokens[*i].class, Class::Stop | Class::Break);
        let back = (0..from).rev().take(REACH_BACK).take_while(|i| !sentence_end(i)).find_map(|i| self.at(text, tokens, i, false));
        let on = || (to..tokens.len()).take(REACH_ON).take_while(|i| !sentence_end(i)).find_map(|i| self.at(text, tokens, i, true));
        back.or_else(on).unwrap_or(Cue::None)
    }

    /// "Monday's ruling", "Monday's surprise ruling".
    fn dates_what_is_done(&self, text: &str, tokens: &[Token], to: usize) -> bool {
        let possessed = tokens.get(to).is_some_and(|t| t.class == Class::Possessive);
        let nouns = tokens.get(to + 1..).unwrap_or_default().iter().take(2);
        possessed && nouns.into_iter().any(|t| matches!(self.words.get(lower(text, t).as_str()), Some(Word::Done)))
    }

    fn at(&self, text: &str, tokens: &[Token], i: usize, onward: bool) -> Option<Cue> {
        let cue = self.of_token(text, &tokens[i])?;
        let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(String::new(), |t| lower(text, t));
        let (before, next) = (word(i.checked_sub(1)), word(Some(i + 1)));
        match cue {
            // "set to begin", "scheduled for", "has planned a march": a plan; "set Friday as the deadline", "the planned march": none.
            Word::Intent if !matches!(next.as_str(), "to" | "a" | "an") => None,
            Word::Present if before == "to" => None,
            // "could not be reached", "neither could be found".
            // "On Thursday a candidate in the vote to be held in May …": the infinitive tells of the vote, not of the clause.
            Word::Past if onward && before == "be" && describes_noun(&word, i - 1) => None,
            Word::Future if onward && before == "to" && describes_noun(&word, i) => None,
            // "due to a storm" is a cause.
            Word::Plan
                if lower(text, &tokens[i]) == "due"
                    && !matches!(before.as_str(), "is" | "are" | "was" | "were" | "be" | "been" | "not" | "also" | "still" | "now") =>
            {
                None
            }
            Word::Past if before == "be" && is_denied(text, tokens, i) => Some(Cue::Past),
            Word::Plan if !sets_a_day(text, tokens, i) && !matches!(next.as_str(), "to" | "for" | "a" | "an") => None,
            // "had been due to expire" is past, and so is "had ruled and set Friday as the deadline".
            Word::Plan | Word::Intent if before == "and" && had_before(text, tokens, i) => Some(Cue::Past),
            Word::Plan | Word::Intent if before == "had" || word(i.checked_sub(2)) == "had" => Some(Cue::Past),
            Word::To if !matches!(before.as_str(), "is" | "are" | "be") => None,
            // "to be published", "will be named".
            Word::Past if before == "be" => Some(Cue::Future),
            Word::Plan | Word::Intent | Word::Present | Word::Future | Word::To => Some(Cue::Future),
            Word::Past => Some(Cue::Past),
            Word::Done => None,
        }
    }

    fn of_token(&self, text: &str, token: &Token) -> Option<Word> {
        if !matches!(token.class, Class::Other | Class::MonthMay | Class::To) {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        let lower;
        let word = if word.bytes().any(|b| b.is_ascii_uppercase()) {
            lower = word.to_ascii_lowercase();
            &lower
        } else {
            word
        };
        let told = || word.len() > 4 && word.ends_with("ed") && !word.starts_with("un") && !capital;
        self.words.get(word).copied().or_else(|| told().then_some(Word::Past))
    }
}

/// Whether "to be" at this place hangs on a noun and not on a verb that is or plans.
fn describes_noun(word: &impl Fn(Option<usize>) -> String, be: usize) -> bool {
    const GOVERN: [&str; 18] = [
        "is",
        "are",
        "was",
        "were",
        "due",
        "set",
        "expected",
        "scheduled",
        "slated",
        "supposed",
        "likely",
        "planned",
        "plans",
        "wants",
        "agreed",
        "has",
        "have",
        "had",
    ];
    let above = word(be.checked_sub(2));
    word(be.checked_sub(1)) == "to" && !GOVERN.contains(&above.as_str())
}

/// "set Friday as the deadline": the day itself is what was set.
fn sets_a_day(text: &str, tokens: &[Token], at: usize) -> bool {
    lower(text, &tokens[at]) == "set"
        && tokens.get(at + 1).is_some_and(|t| matches!(t.class, Class::Weekday | Class::Month | Class::MonthMay))
}

/// Whether "had" stands earlier in the sentence: verbs that "and" joins share it.
fn had_before(text: &str, tokens: &[Token], at: usize) -> bool {
    let sentence = tokens[..at].iter().rev().take_while(|t| !matches!(t.class, Class::Stop | Class::Break));
    sentence.into_iter().any(|t| lower(text, t) == "had")
}

/// "could not", "neither … could" before what was not done.
fn is_denied(text: &str, tokens: &[Token], at: usize) -> bool {
    let clause = &tokens[at.saturating_sub(10)..at];
    let mut words = clause.iter().rev().take_while(|t| t.class != Class::Stop).map(|t| lower(text, t));
    let could = words.by_ref().take(4).any(|w| w == "could" || w == "couldn");
    could
        && clause
            .iter()
            .rev()
            .take_while(|t| t.class != Class::Stop)
            .any(|t| matches!(lower(text, t).as_str(), "not" | "neither" | "couldn"))
}

/// "until Tuesday", "as early as Tuesday", "by May".
fn reaches_forward(text: &str, tokens: &[Token], from: usize) -> bool {
    let word = |back: usize| from.checked_sub(back).map_or(String::new(), |i| lower(text, &tokens[i]));
    let as_soon_as = word(1) == "as" && matches!(word(2).as_str(), "soon" | "early") && word(3) == "as";
    // "Until Thursday they had not" looks back.
    // "through January" looks ahead, "July through September" does not.
    let through = word(1) == "through" && from > 1 && !matches!(tokens[from - 2].class, Class::Month | Class::MonthMay | Class::UnitYear);
    let sets_in = matches!(word(1).as_str(), "starting" | "beginning" | "effective");
    as_soon_as || through || sets_in || from > 0 && matches!(text.get(tokens[from - 1].start..tokens[from - 1].end), Some("until" | "till"))
}

fn lower(text: &str, token: &Token) -> String {
    text.get(token.start..token.end).unwrap_or("").to_ascii_lowercase()
}
