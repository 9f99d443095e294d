//! Signals: the words by which an issue or an option shows itself in a text, and which way they point.
//!
//! A signal is written as words in order: `join|enter NATO`. A bar separates alternatives, a trailing `*` means any ending, ` .. ` lets up to
//! five words stand between, and small words (`the`, `of`, `its`, …) may stand between without being written. A word is met by the form or by
//! the lemma. `Ukraine: cede .. territory` holds only where Ukraine is the one who does it; several parties are separated by bars.

/// Which way a signal points, seen from the issue's proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// Wanting it is supporting the proposition.
    For,
    /// Wanting it is opposing the proposition.
    Against,
    /// It shows the issue and no direction.
    Topic,
    /// As [`Polarity::For`], but only where no other issue shows itself ("the deal").
    Weak,
}

/// One word of a text, as a signal sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The form in lower case.
    pub form: &'a str,
    /// The lemma in lower case; the form again where none is known.
    pub lemma: &'a str,
}

/// The words that show an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// As written in the codebook.
    pub text: String,
    /// Which way it points.
    pub polarity: Polarity,
    /// The parties one of which must be the one who does it; empty when it does not matter.
    pub by: Vec<String>,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    alternatives: Vec<String>,
    gap_before: bool,
}

/// Words that may stand between the words of a signal without being written.
const SMALL: &[&str] =
    &["the", "a", "an", "any", "all", "some", "its", "their", "his", "her", "our", "your", "of", "'s", "’s", "new", "more", "\"", "“", "”"];

/// How many words a written gap may cover.
const GAP: usize = 5;

impl Signal {
    /// Reads a signal as written.
    ///
    /// # Errors
    /// A sentence that says what is wrong: no words, a gap at an end, an empty alternative.
    pub fn parse(text: &str, polarity: Polarity) -> Result<Signal, String> {
        let (by, words) = match text.split_once(": ") {
            Some((by, words)) => (by.split('|').map(|p| p.trim().to_string()).collect(), words),
            None => (Vec::new(), text),
        };
        let mut parts = Vec::new();
        let mut gap_before = false;
        for word in words.split_whitespace() {
            if word == ".." {
                if gap_before || parts.is_empty() {
                    return Err(format!("\"{text}\" has a gap without a word before it"));
                }
                gap_before = true;
                continue;
            }
            let alternatives: Vec<String> = word.split('|').map(str::to_lowercase).collect();
            if alternatives.iter().any(|a| a.trim_end_matches('*').is_empty()) {
                return Err(format!("\"{text}\" has an empty alternative"));
            }
            parts.push(Part { alternatives, gap_before });
            gap_before = false;
        }
        if parts.is_empty() || gap_before {
            return Err(format!("\"{text}\" has no word at its end"));
        }
        Ok(Signal { text: text.to_string(), polarity, by, parts })
    }

    /// The number of written words: of two signals at one place, the longer is the better.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Never: a signal has at least one word.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Every place where the words stand, as ranges of `words`; of places that begin at one word only the shortest.
    ///
    /// ```
    /// use codebooks::{Polarity, Signal, Word};
    /// let signal = Signal::parse("join|enter .. alliance", Polarity::For).unwrap();
    /// let words: Vec<Word<'_>> =
    ///     ["wants", "to", "enter", "the", "northern", "alliance"].iter().map(|w| Word { form: w, lemma: w }).collect();
    /// assert_eq!(signal.places(&words), [2..6]);
    /// ```
    pub fn places(&self, words: &[Word<'_>]) -> Vec<std::ops::Range<usize>> {
        (0..words.len()).filter_map(|start| Some(start..self.end_from(words, start)?)).collect()
    }

    fn end_from(&self, words: &[Word<'_>], start: usize) -> Option<usize> {
        let (first, rest) = self.parts.split_first()?;
        first.meets(words.get(start)?).then(|| rest_from(rest, words, start + 1)).flatten()
    }
}

/// Where the remaining parts end when they start at or after `at`; nearest first, and a later place is tried when the rest fails.
fn rest_from(parts: &[Part], words: &[Word<'_>], at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let mut passed = 0;
    for (here, word) in words.iter().enumerate().skip(at) {
        if part.meets(word)
            && let Some(end) = rest_from(rest, words, here + 1)
        {
            return Some(end);
        }
        if !SMALL.contains(&word.form) {
            passed += 1;
        }
        if passed > if part.gap_before { GAP } else { 0 } {
            return None;
        }
    }
    None
}

impl Part {
    fn meets(&self, word: &Word<'_>) -> bool {
        self.alternatives.iter().any(|a| match a.strip_suffix('*') {
            Some(stem) => word.form.starts_with(stem) || word.lemma.starts_with(stem),
            None => a == word.form || a == word.lemma,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(signal: &str, text: &str) -> usize {
        let lower = text.to_lowercase();
        let words: Vec<Word<'_>> = lower.split(' ').map(|w| Word { form: w, lemma: w }).collect();
        Signal::parse(signal, Polarity::For).expect("a signal").places(&words).len()
    }

    #[test]
    fn small_words_stand_between_freely_and_others_only_in_gaps() {
        assert_eq!(places("end .. embargo", "end the costly grain embargo"), 1);
        assert_eq!(places("end embargo", "end the embargo"), 1);
        assert_eq!(places("end embargo", "end the costly embargo"), 0);
        assert_eq!(places("end .. embargo", "end u v w x y z embargo"), 0);
        assert_eq!(places("quota*|ceiling", "quotas and a ceiling"), 2);
    }

    #[test]
    fn the_doer_is_read_from_before_the_colon() {
        let signal = Signal::parse("Peru|Chile: lift tariff", Polarity::Against).expect("a signal");
        assert_eq!(signal.by, ["Peru", "Chile"]);
        assert_eq!(signal.len(), 2);
    }

    #[test]
    fn mistakes_are_named() {
        for wrong in ["", "Peru: ", ".. tariff", "tariff ..", "a||b"] {
            assert!(Signal::parse(wrong, Polarity::For).is_err(), "{wrong}");
        }
    }
}
