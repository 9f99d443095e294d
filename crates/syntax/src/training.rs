//! Treebanks → a model file, and a model → its figures on a treebank.
//!
//! First lexicon, lemmas and the cutting of text, then the network for tags and trees. Everything is deterministic for a seed.
//! Progress goes to the `say` callback, a line at a time.

mod cutting;
mod learner;
mod lemmas;
mod lexicon;
mod trees;

use crate::conllu::Document;
use crate::model::{Model, Section, Sections};
use crate::parser::Parser;

/// How to train.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Seed of every random choice.
    pub seed: u64,
    /// Passes over the data for the classifiers that cut text.
    pub cut_epochs: usize,
    /// Passes for the network.
    pub tree_epochs: usize,
    /// Threads for the network, one or two; the result is the same.
    pub threads: usize,
    /// The notice to put into the file.
    pub notice: String,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, cut_epochs: 8, tree_epochs: 30, threads: 2, notice: String::new() }
    }
}

/// Share of words (in percent) that a parser gets right when sentences and words are given.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Universal part of speech.
    pub upos: f64,
    /// Penn tag.
    pub xpos: f64,
    /// Lemma, case ignored.
    pub lemma: f64,
    /// Head.
    pub uas: f64,
    /// Head and plain relation.
    pub las: f64,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { upos, xpos, lemma, uas, las } = self;
        write!(out, "UPOS {upos:.2} XPOS {xpos:.2} lemma {lemma:.2} UAS {uas:.2} LAS {las:.2}")
    }
}

/// Trains on `train`, shows progress on `dev`, and gives the bytes of the model file.
pub fn train(train: &[Document], dev: &[Document], plan: &Plan, say: &mut dyn FnMut(&str)) -> Vec<u8> {
    let mut sections = Sections::default();
    sections[Section::Lexicon as usize] = lexicon::learn(train);
    let (scripts, table) = lemmas::learn(train);
    sections[Section::LemmaScripts as usize] = scripts;
    sections[Section::LemmaTable as usize] = table;
    cutting::learn(train, dev, plan, &mut sections, say);
    trees::learn(train, dev, plan, &mut sections, say);
    Model::write(&plan.notice, &sections)
}

/// Measures a parser on documents with given words.
pub fn measure(parser: &Parser, documents: &[Document]) -> Figures {
    let (mut count, mut right) = (0usize, [0usize; 5]);
    for document in documents {
        let parse = parser.parse_words(&document.text, &document.words, &document.sentences);
        for (word, gold) in document.gold.iter().enumerate() {
            let Some(token) = parse.tokens.get(word) else {
                continue;
            };
            let head = parse.head(word) == gold.head;
            let lemma = parse.lemma(word) == gold.lemma.to_lowercase();
            let hits = [token.upos == gold.upos, token.xpos == gold.xpos, lemma, head, head && token.rel.plain() == gold.rel.plain()];
            count += 1;
            right.iter_mut().zip(hits).for_each(|(sum, hit)| *sum += usize::from(hit));
        }
    }
    let [upos, xpos, lemma, uas, las] = right.map(|sum| 100.0 * sum as f64 / count.max(1) as f64);
    Figures { upos, xpos, lemma, uas, las }
}

/// The model that the sections make, for measuring on the way.
fn parser(sections: &Sections) -> Parser {
    Parser::from_model(Model::write("", sections)).unwrap_or_else(|_| unreachable!("a model just written is well formed"))
}

/// A small generator with a fixed sequence for a seed (SplitMix64): a library's sequence may change with its version.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Whether an event of this probability happens.
    fn chance(&mut self, probability: f64) -> bool {
        ((self.roll() >> 11) as f64) < probability * (1u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.roll() % (at as u64 + 1)) as usize);
        }
    }
}
