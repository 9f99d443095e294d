//! Characters of a block → words and sentences.
//!
//! Two linear classifiers, trained on the treebanks' own running text. The first looks at every place inside a run of non-space
//! characters where a word could end (a change of character kind, a punctuation mark, a contraction such as `can|not`) and says:
//! no, yes, or yes but inside a multiword token. The second looks at every gap between words and says whether the sentence ends.
//! White space always ends a word; line breaks count as spaces. A block's end ends a sentence, and so does the [`LONGEST`] word.

mod blocks;
mod chars;
mod ends;
mod gaps;

use std::ops::Range;

use crate::parse::GivenWord;
use crate::weights::Map;

pub use blocks::blocks;
pub(crate) use chars::{Char, scan};
pub(crate) use ends::{Seen, Sofar, end_features, look, may_end};
pub(crate) use gaps::{Gaps, INSIDE, PART, TOKEN, contraction_key};

/// Words in a sentence at most; what is longer is cut, so that the time for any input grows with its length only.
pub const LONGEST: usize = 400;

/// Bytes in a word at most, for the same reason.
const LONGEST_WORD: u32 = 2000;

/// The three tables that cut text.
#[derive(Clone, Copy)]
pub(crate) struct Cutter<'m> {
    pub(crate) gaps: Map<'m>,
    pub(crate) ends: Map<'m>,
    pub(crate) contractions: Map<'m>,
    pub(crate) lexicon: Map<'m>,
}

/// Buffers of the cutter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffers {
    chars: Vec<Char>,
    seen: Vec<Seen>,
}

impl Cutter<'_> {
    /// Appends the words of a block to `words` and its sentences (ranges of `words`) to `sentences`.
    pub(crate) fn cut(
        &self,
        text: &str,
        block: Range<usize>,
        buffers: &mut Buffers,
        words: &mut Vec<GivenWord>,
        sentences: &mut Vec<Range<usize>>,
    ) {
        let first = words.len();
        scan(text, block, &mut buffers.chars);
        self.words(&buffers.chars, words);
        look(text, &words[first..], self.lexicon, &mut buffers.seen);
        let mut sofar = Sofar::default();
        for at in 0..buffers.seen.len() {
            sofar.step(&buffers.seen, at);
            let last = at + 1 == buffers.seen.len();
            let held = !last && at + 1 - sofar.first < LONGEST && goes_on(text, &words[first + sofar.first..], at - sofar.first, &sofar);
            if last || (!held && may_end(&buffers.seen, at) && self.ends_here(&buffers.seen, at, &sofar)) {
                sentences.push(first + sofar.first..first + at + 1);
                sofar.restart(at + 1);
            }
        }
    }

    fn ends_here(&self, seen: &[Seen], at: usize, sofar: &Sofar) -> bool {
        at + 1 - sofar.first >= LONGEST || self.ends.sum(&end_features(seen, at, sofar))[0] > 0
    }

    fn words(&self, chars: &[Char], words: &mut Vec<GivenWord>) {
        let mut gaps = Gaps::new(chars);
        let mut at = 0;
        while at < chars.len() {
            if gaps.is_space(at) {
                at += 1;
                continue;
            }
            gaps.enter(at);
            let mut part = 0;
            for place in at + 1..gaps.end() {
                let decision = self.decide(&gaps, place);
                if let Some(decision) = decision {
                    if decision != INSIDE {
                        part = next_part(part, decision);
                        words.push(GivenWord { start: chars[gaps.word].at, end: chars[place].at, part });
                        part = if decision == TOKEN { 0 } else { part };
                    }
                    gaps.decide(place, decision);
                }
            }
            part = next_part(part, TOKEN);
            words.push(GivenWord { start: chars[gaps.word].at, end: chars[gaps.end()].at, part });
            gaps.leave();
            at = gaps.end();
        }
    }

    fn decide(&self, gaps: &Gaps<'_>, at: usize) -> Option<usize> {
        if gaps.length(at) >= LONGEST_WORD {
            return Some(TOKEN);
        }
        if !gaps.candidate(at, self.contractions) {
            return None;
        }
        let [token, part] = self.gaps.sum(&gaps.features(at));
        Some(if part > token && part > 0 {
            PART
        } else if token > 0 {
            TOKEN
        } else {
            INSIDE
        })
    }
}

/// Titles that a name always follows.
const TITLES: [&str; 16] =
    ["Rep.", "Reps.", "Sen.", "Sens.", "Gov.", "Gen.", "Lt.", "Col.", "Capt.", "Sgt.", "Mr.", "Mrs.", "Ms.", "Messrs.", "Dr.", "Prof."];

/// Whether no sentence can end after the word at `at` of `words`, whatever the classifier says: a title stands before a capitalised name
/// ("Rep. G.K. Hale"), its point as a word of its own or not, an abbreviation in brackets is cut ("(D-N.C.)"), or a bracket closes on words that end
/// no sentence themselves ("Ann Orr (D-N.C.) Monday").
fn goes_on(text: &str, words: &[GivenWord], at: usize, sofar: &Sofar) -> bool {
    let slice = |from: usize, to: usize| {
        let (first, last) = (words.get(from), words.get(to));
        first.zip(last).and_then(|(first, last)| text.get(first.start as usize..last.end as usize)).unwrap_or_default()
    };
    let title = TITLES.contains(&slice(at, at)) || (slice(at, at) == "." && at > 0 && TITLES.contains(&slice(at - 1, at)));
    let joined = words.get(at + 1).is_some_and(|next| next.start == words[at].end);
    let bracket = slice(at, at) == ")" && at > 0 && !slice(at - 1, at - 1).ends_with(['.', '?', '!', '"', '”']);
    slice(at + 1, at + 1).starts_with(char::is_uppercase) && (title || bracket || (joined && sofar.in_brackets()))
}

/// The place inside its multiword token of a word that ends with this decision, after a word with the place `part`.
fn next_part(part: u8, decision: usize) -> u8 {
    if decision == PART || part > 0 { part.saturating_add(1) } else { 0 }
}
