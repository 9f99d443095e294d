//! English text → sentences, words, tags, lemmas and dependency trees. One public verb, [`Parser::parse`]; plain values out.
#![warn(clippy::disallowed_methods)]

pub mod conllu;
mod lemma;
mod model;
pub mod morphology;
mod network;
mod parse;
mod parser;
pub mod segment;

mod tags;
pub mod training;
pub mod tree;
mod weights;
mod words;

pub use model::Unreadable;
pub use parse::{GivenWord, Parse, ROOT, Sentence, Token};
pub use parser::{Parser, Scratch};
pub use tags::{Rel, Upos, Xpos};
