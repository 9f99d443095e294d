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
    words: HashMap<&'static str, Cue>,
}

/// How far the governing verb may stand from its date, in tokens.
const REACH: usize = 12;

impl Cues {
    /// The words of `data/cues.tsv`.
    pub(crate) fn embedded() -> Self {
        let mut words = HashMap::new();
        for line in include_str!("../data/cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let Some((cue, list)) = line.split_once('\t') else { continue };
            let cue = if cue == "future" { Cue::Future } else { Cue::Past };
            words.extend(list.split(' ').map(|word| (word, cue)));
        }
        Cues { words }
    }

    /// The cue that governs `tokens[from..to]`.
    pub(crate) fn governing(&self, text: &str, tokens: &[Token], from: usize, to: usize) -> Cue {
        let sentence_end = |t: &&Token| matches!(t.class, Class::Stop | Class::Break);
        let back = tokens[..from].iter().rev().take(REACH).take_while(|t| !sentence_end(t)).find_map(|t| self.of_token(text, t));
        back.or_else(|| tokens[to..].iter().take(REACH).take_while(|t| !sentence_end(t)).find_map(|t| self.of_token(text, t)))
            .unwrap_or(Cue::None)
    }

    fn of_token(&self, text: &str, token: &Token) -> Option<Cue> {
        if !matches!(token.class, Class::Other | Class::MonthMay) {
            return None;
        }
        let word = text.get(token.start..token.end)?;
        let lower;
        let word = if word.bytes().any(|b| b.is_ascii_uppercase()) {
            lower = word.to_ascii_lowercase();
            &lower
        } else {
            word
        };
        self.words.get(word).copied().or_else(|| (word.len() > 4 && word.ends_with("ed")).then_some(Cue::Past))
    }
}
