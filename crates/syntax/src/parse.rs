//! What a parse is: sentences and words with byte spans, tags, lemmas and one projective tree per sentence.
//!
//! Plain values. Words of a multiword token (`don't`, `cannot`) have spans of their own and follow each other without a gap.

use std::ops::Range;

use crate::tags::{Rel, Upos, Xpos};

/// The head of a sentence's root.
pub const ROOT: u32 = u32::MAX;

/// A parsed text. Word indices are positions in `tokens`; offsets are bytes of the text that was parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// The sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences, in text order.
    pub tokens: Vec<Token>,
    /// Lower-case lemmas, one after the other.
    pub(crate) lemmas: String,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes from the first word's start to the last word's end.
    pub span: Range<usize>,
    /// Its words.
    pub tokens: Range<usize>,
}

/// One syntactic word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Relation to the head.
    pub rel: Rel,
    /// Index of the head in [`Parse::tokens`], [`ROOT`] for the sentence's root.
    pub head: u32,
    /// 0 for a word that is a token of its own, else the place (from 1) inside its multiword token.
    pub part: u8,
    /// Whether white space follows.
    pub space_after: bool,
    /// First word of the subtree.
    pub(crate) left: u32,
    /// Last word of the subtree, inclusive.
    pub(crate) right: u32,
    /// Byte range in [`Parse::lemmas`].
    pub(crate) lemma: (u32, u32),
}

/// A word whose bounds are known beforehand: see [`crate::Parser::parse_words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenWord {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// 0, or the place (from 1) inside a multiword token.
    pub part: u8,
}

impl Parse {
    /// The head of a word; `None` for a root or an index out of range.
    pub fn head(&self, word: usize) -> Option<usize> {
        let head = self.tokens.get(word)?.head;
        (head != ROOT).then_some(head as usize)
    }

    /// The words whose head is `word`, in text order.
    pub fn children(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        self.subtree(word).filter(move |&child| self.head(child) == Some(word))
    }

    /// The children that have this relation, subtype included.
    pub fn children_by(&self, word: usize, rel: Rel) -> impl Iterator<Item = usize> + '_ {
        self.children(word).filter(move |&child| self.tokens[child].rel == rel)
    }

    /// The words of the subtree under `word`, itself included: contiguous, because trees are projective. Empty when out of range.
    pub fn subtree(&self, word: usize) -> Range<usize> {
        self.tokens.get(word).map_or(0..0, |token| token.left as usize..token.right as usize + 1)
    }

    /// The first word of the subtree under `word`; `word` itself when out of range.
    pub fn left_edge(&self, word: usize) -> usize {
        self.tokens.get(word).map_or(word, |token| token.left as usize)
    }

    /// The last word of the subtree under `word`; `word` itself when out of range.
    pub fn right_edge(&self, word: usize) -> usize {
        self.tokens.get(word).map_or(word, |token| token.right as usize)
    }

    /// The byte span of the subtree under `word`, surrounding punctuation included.
    pub fn subtree_span(&self, word: usize) -> Range<usize> {
        let (left, right) = (self.left_edge(word), self.right_edge(word));
        match (self.tokens.get(left), self.tokens.get(right)) {
            (Some(first), Some(last)) => first.start as usize..last.end as usize,
            _ => 0..0,
        }
    }

    /// The heads above `word`, nearest first, up to the root of its sentence.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(word), |&above| self.head(above))
    }

    /// The words on the path from `from` up to the lowest common head and down to `to`, both included.
    /// `None` when they lie in different sentences.
    pub fn path(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let up: Vec<usize> = std::iter::once(from).chain(self.ancestors(from)).collect();
        let mut down: Vec<usize> = Vec::new();
        for word in std::iter::once(to).chain(self.ancestors(to)) {
            if let Some(meet) = up.iter().position(|&above| above == word) {
                return Some(up.iter().take(meet + 1).copied().chain(down.into_iter().rev()).collect());
            }
            down.push(word);
        }
        None
    }

    /// The sentence that holds a word.
    pub fn sentence_of(&self, word: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= word);
        let at = after.checked_sub(1)?;
        self.sentences[at].tokens.contains(&word).then_some(at)
    }

    /// The root word of a sentence.
    pub fn root(&self, sentence: usize) -> Option<usize> {
        self.sentences.get(sentence)?.tokens.clone().find(|&word| self.tokens[word].head == ROOT)
    }

    /// The word that covers a byte of the text.
    pub fn word_at(&self, byte: usize) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.end as usize <= byte);
        (self.tokens.get(at)?.start as usize <= byte).then_some(at)
    }

    /// The words that lie wholly or partly inside a byte range.
    pub fn words_in(&self, span: Range<usize>) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.end as usize <= span.start);
        let last = self.tokens.partition_point(|token| (token.start as usize) < span.end);
        first..last.max(first)
    }

    /// The words of the multiword token that `word` belongs to; just `word` when it is a token of its own.
    pub fn multiword(&self, word: usize) -> Range<usize> {
        let Some(token) = self.tokens.get(word).filter(|token| token.part > 0) else {
            return word..word + 1;
        };
        let first = word - (usize::from(token.part) - 1).min(word);
        let rest = self.tokens[word + 1..].iter().zip(usize::from(token.part) + 1..);
        first..word + 1 + rest.take_while(|(next, part)| usize::from(next.part) == *part).count()
    }

    /// The lemma in lower case, empty when out of range.
    pub fn lemma(&self, word: usize) -> &str {
        self.tokens.get(word).and_then(|token| self.lemmas.get(token.lemma.0 as usize..token.lemma.1 as usize)).unwrap_or_default()
    }

    /// The word as it stands in `text`, which must be the text that was parsed; empty when out of range.
    pub fn word<'t>(&self, text: &'t str, word: usize) -> &'t str {
        self.tokens.get(word).and_then(|token| text.get(token.start as usize..token.end as usize)).unwrap_or_default()
    }

    /// Empties the parse and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.sentences.clear();
        self.tokens.clear();
        self.lemmas.clear();
    }

    /// Fills the subtree edges of the words of one sentence from their heads.
    pub(crate) fn mark_edges(&mut self, range: Range<usize>) {
        // Heads of a projective tree settle in few sweeps; two directions reach every depth that one order misses.
        let mut changed = true;
        while changed {
            changed = false;
            for word in range.clone().chain(range.clone().rev()) {
                let Token { head, left, right, .. } = self.tokens[word];
                if let Some(above) = self.tokens.get_mut(head as usize).filter(|_| head != ROOT)
                    && (left < above.left || right > above.right)
                {
                    above.left = above.left.min(left);
                    above.right = above.right.max(right);
                    changed = true;
                }
            }
        }
    }
}
