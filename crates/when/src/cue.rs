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
}

/// How far the governing verb may stand from its date, in tokens.
const REACH: usize = 16;

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
                _ => Word::Past,
            };
            words.extend(list.split(' ').map(|word| (word, cue)));
        }
        Cues { words }
    }

    /// The cue that governs `tokens[from..to]`.
    pub(crate) fn governing(&self, text: &str, tokens: &[Token], from: usize, to: usize) -> Cue {
        if reaches_forward(text, tokens, from) {
            return Cue::Future;
        }
        let sentence_end = |i: &usize| matches!(tokens[*i].class, Class::Stop | Class::Break);
        let back = (0..from).rev().take(REACH).take_while(|i| !sentence_end(i)).find_map(|i| self.at(text, tokens, i));
        let on = || (to..tokens.len()).take(REACH).take_while(|i| !sentence_end(i)).find_map(|i| self.at(text, tokens, i));
        back.or_else(on).unwrap_or(Cue::None)
    }

    fn at(&self, text: &str, tokens: &[Token], i: usize) -> Option<Cue> {
        let cue = self.of_token(text, &tokens[i])?;
        let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(String::new(), |t| lower(text, t));
        let (before, next) = (word(i.checked_sub(1)), word(Some(i + 1)));
        match cue {
            // "set to begin", "scheduled for", "has planned a march": a plan; "set Friday as the deadline", "the planned march": none.
            Word::Intent if !matches!(next.as_str(), "to" | "a" | "an") => None,
            Word::Present if before == "to" => None,
            // "could not be reached", "neither could be found".
            Word::Past if before == "be" && is_denied(text, tokens, i) => Some(Cue::Past),
            Word::Plan if !matches!(next.as_str(), "to" | "for" | "a" | "an") => None,
            // "had been due to expire" is past.
            Word::Plan | Word::Intent if before == "had" || word(i.checked_sub(2)) == "had" => Some(Cue::Past),
            Word::To if !matches!(before.as_str(), "is" | "are" | "be") => None,
            // "to be published", "will be named".
            Word::Past if before == "be" => Some(Cue::Future),
            Word::Plan | Word::Intent | Word::Present | Word::Future | Word::To => Some(Cue::Future),
            Word::Past => Some(Cue::Past),
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
    as_soon_as || through || sets_in || from > 0 && text.get(tokens[from - 1].start..tokens[from - 1].end) == Some("until")
}

fn lower(text: &str, token: &Token) -> String {
    text.get(token.start..token.end).unwrap_or("").to_ascii_lowercase()
}
