//! English syntax: text in, sentences and Universal Dependencies trees out.

use std::ops::Range;

/// A token of a [`Parse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte of the text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// A sentence of a [`Parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Indices of its tokens.
    pub tokens: Range<usize>,
}

/// Sentences and tokens of one text.
#[derive(Clone, Debug, Default)]
pub struct Parse {
    /// In text order.
    pub sentences: Vec<Sentence>,
    /// In text order.
    pub tokens: Vec<Token>,
}

/// The parser.
#[derive(Debug)]
pub struct Parser;

impl Parser {
    /// The parser that ships with the program.
    pub fn embedded() -> &'static Parser {
        &Parser
    }

    /// Reads the given byte ranges of a text.
    pub fn parse_blocks(&self, _text: &str, blocks: &[Range<usize>]) -> Parse {
        let sentences = blocks.iter().map(|b| Sentence { span: b.clone(), tokens: 0..0 }).collect();
        Parse { sentences, tokens: Vec::new() }
    }
}
