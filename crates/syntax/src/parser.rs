//! Text → [`Parse`]: cutting, tagging, moves, relations, lemmas, in that order, with buffers that are reused.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::arcs::{self, Padded, State};
use crate::model::{Model, Unreadable};
use crate::parse::{GivenWord, Parse, ROOT, Sentence, Token};
use crate::segment;
use crate::tags::{Rel, Upos, Xpos};
use crate::words::{Word, look};
use crate::{relations, tagger};

/// Words of a given sentence at most: the moves number words in 16 bits.
const LONGEST_GIVEN: usize = 10_000;

/// A tagger and parser with its model. Reading a model costs microseconds: the weights are used where they lie.
#[derive(Clone, Debug)]
pub struct Parser {
    model: Model,
}

/// Buffers that a caller keeps from text to text, so that parsing allocates nothing once they have grown.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    cut: segment::Buffers,
    given: Vec<GivenWord>,
    sentences: Vec<Range<usize>>,
    words: Vec<Word>,
    padded: Padded,
    state: State,
    lower: String,
}

impl Parser {
    /// The parser with the model that is built in.
    ///
    /// ```
    /// let parse = syntax::Parser::embedded().parse("Ministers rejected the plan.");
    /// let root = parse.root(0).unwrap();
    /// assert_eq!(parse.lemma(root), "reject");
    /// ```
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Parser> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let bytes: &'static [u8] = include_bytes!("../model/english.syntax");
            // A built-in file of another version is a fault of the build, which the tests catch; an empty model still gives valid trees.
            Self::from_model(bytes).unwrap_or_else(|_| Self::untrained())
        })
    }

    /// A parser with the bytes of a model file, as `train` writes it.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn from_model(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Unreadable> {
        Ok(Self {
            model: Model::new(bytes.into())?,
        })
    }

    fn untrained() -> Self {
        let bytes = Model::write("", &Default::default());
        Self {
            model: Model::new(bytes.into())
                .unwrap_or_else(|_| unreachable!("an empty model is well formed")),
        }
    }

    /// The notice in the model file: treebanks, licences, how it was trained.
    pub fn notice(&self) -> &str {
        self.model.notice()
    }

    /// Parses a whole text, cut into blocks by [`segment::blocks`]. An empty text gives an empty parse.
    pub fn parse(&self, text: &str) -> Parse {
        self.parse_blocks(text, &segment::blocks(text))
    }

    /// Parses the byte ranges of `text` given; sentences never cross a block, text outside is skipped, line breaks inside are spaces.
    ///
    /// Blocks should ascend without overlap. One that does not lie on character borders is skipped.
    pub fn parse_blocks(&self, text: &str, blocks: &[Range<usize>]) -> Parse {
        let mut parse = Parse::default();
        self.parse_into(text, blocks, &mut Scratch::default(), &mut parse);
        parse
    }

    /// Like [`Self::parse_blocks`], into a parse and buffers that the caller keeps.
    pub fn parse_into(
        &self,
        text: &str,
        blocks: &[Range<usize>],
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) {
        let mut given = std::mem::take(&mut scratch.given);
        let mut sentences = std::mem::take(&mut scratch.sentences);
        given.clear();
        sentences.clear();
        for block in blocks {
            self.model.cutter().cut(
                text,
                block.clone(),
                &mut scratch.cut,
                &mut given,
                &mut sentences,
            );
        }
        self.read(text, &given, &sentences, scratch, parse);
        scratch.given = given;
        scratch.sentences = sentences;
    }

    /// Only cuts: words, and sentences as ranges of them.
    pub fn cut(&self, text: &str, blocks: &[Range<usize>]) -> (Vec<GivenWord>, Vec<Range<usize>>) {
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        let mut buffers = segment::Buffers::default();
        for block in blocks {
            self.model.cutter().cut(
                text,
                block.clone(),
                &mut buffers,
                &mut words,
                &mut sentences,
            );
        }
        (words, sentences)
    }

    /// Parses words whose bounds are known; `sentences` are ranges of `given`. A sentence is cut only
    /// after its ten-thousandth word.
    pub fn parse_words(
        &self,
        text: &str,
        given: &[GivenWord],
        sentences: &[Range<usize>],
    ) -> Parse {
        let mut parse = Parse::default();
        self.read(text, given, sentences, &mut Scratch::default(), &mut parse);
        parse
    }

    fn read(
        &self,
        text: &str,
        given: &[GivenWord],
        sentences: &[Range<usize>],
        scratch: &mut Scratch,
        parse: &mut Parse,
    ) {
        parse.clear();
        for range in sentences {
            for given in given
                .get(range.clone())
                .unwrap_or_default()
                .chunks(LONGEST_GIVEN)
            {
                self.sentence(text, given, scratch, parse);
            }
        }
    }

    fn sentence(&self, text: &str, given: &[GivenWord], scratch: &mut Scratch, parse: &mut Parse) {
        let slice = |word: &GivenWord| {
            text.get(word.start as usize..word.end as usize)
                .unwrap_or_default()
        };
        let lexicon = self.model.lexicon();
        scratch.words.clear();
        scratch
            .words
            .extend(given.iter().map(|word| look(slice(word), lexicon)));
        let (rows, classes) = self.model.tags();
        tagger::tag(&mut scratch.words, rows, classes);
        scratch.padded.fill(&scratch.words);
        self.moves(&scratch.padded, given.len(), &mut scratch.state);
        let first = parse.tokens.len();
        for (at, word) in given.iter().enumerate() {
            let node = scratch.state.nodes[at + 1];
            let seen = &scratch.words[at];
            let head = match usize::from(node.head) {
                head if head > given.len() => ROOT,
                head => (first + head - 1) as u32,
            };
            let xpos = Xpos::from_number((seen.xpos - 1) as u8);
            let lemma = self.lemma(slice(word), xpos, &mut scratch.lower, &mut parse.lemmas);
            let place = parse.tokens.len() as u32;
            parse.tokens.push(Token {
                start: word.start,
                end: word.end,
                upos: Upos::from_number((seen.upos - 1) as u8),
                xpos,
                rel: if head == ROOT {
                    Rel::Root
                } else {
                    Rel::from_number(node.rel - 1)
                },
                head,
                part: word.part,
                space_after: text
                    .get(word.end as usize..)
                    .is_none_or(|rest| rest.chars().next().is_none_or(char::is_whitespace)),
                left: place,
                right: place,
                lemma,
            });
        }
        let tokens = first..parse.tokens.len();
        parse.mark_edges(tokens.clone());
        let span = given[0].start as usize..given[given.len() - 1].end as usize;
        parse.sentences.push(Sentence { span, tokens });
    }

    /// Builds the tree of one sentence.
    fn moves(&self, words: &Padded, count: usize, state: &mut State) {
        let (steps, relations) = (self.model.arcs(), self.model.relations());
        state.start(count);
        while !state.done() {
            let step = match state.legal() {
                [true, false, false] => arcs::SHIFT,
                [false, true, false] => arcs::LEFT,
                [false, false, _] => arcs::RIGHT,
                legal => choose(steps.sum(&arcs::features(state, words)), legal),
            };
            let rel = if step == arcs::SHIFT {
                0
            } else {
                relation(state, words, step, relations)
            };
            state.make(step, rel, rel == Rel::Case as u8 || rel == Rel::Mark as u8);
        }
    }

    fn lemma(&self, form: &str, xpos: Xpos, lower: &mut String, lemmas: &mut String) -> (u32, u32) {
        lower.clear();
        lower.extend(
            form.chars()
                .flat_map(|c| if c == '\u{2019}' { '\'' } else { c }.to_lowercase()),
        );
        let start = lemmas.len() as u32;
        self.model.lemmas().lemma(lower, xpos, lemmas);
        (start, lemmas.len() as u32)
    }
}

/// The best legal move; `scores` are those of left and right, shift has 0.
fn choose([left, right]: [i32; 2], legal: [bool; 3]) -> usize {
    let scores = [0, left, right];
    let possible = (0..3).filter(|&step| legal[step]);
    possible
        .fold(None, |best, step| match best {
            Some(best) if scores[best] >= scores[step] => Some(best),
            _ => Some(step),
        })
        .unwrap_or(arcs::SHIFT)
}

fn relation(state: &State, words: &Padded, step: usize, rows: crate::weights::Rows<'_>) -> u8 {
    let (head, child) = state.arc(step);
    if head > state.count {
        return Rel::Root as u8;
    }
    let mut scores = [0i32; 256];
    rows.add(&relations::features(state, words, head, child), &mut scores);
    // Only the sentence's root has the relation root.
    scores[Rel::Root as usize] = i32::MIN;
    tagger::best(&scores[..Rel::ALL.len()]) as u8
}
