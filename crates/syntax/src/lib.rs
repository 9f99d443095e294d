//! English text → sentences, words, tags, lemmas and dependency trees. One public verb, [`Parser::parse`]; plain values out.
#![warn(clippy::disallowed_methods)]

mod arcs;
pub mod conllu;
mod lemma;
mod model;
pub mod morphology;
mod parse;
mod parser;
mod relations;
pub mod segment;
mod tagger;

mod tags;
pub mod training;
pub mod tree;
mod weights;
mod words;

pub use model::Unreadable;
pub use parse::{GivenWord, Parse, ROOT, Sentence, Token};
pub use parser::{Parser, Scratch};
pub use tags::{Rel, Upos, Xpos};
