//! Text → [`Parse`]: cutting, tags and trees, lemmas, in that order, with buffers that are reused.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::model::{Model, Unreadable};
use crate::network::{self, Answers};
use crate::parse::{GivenWord, Parse, ROOT, Sentence, Token};
use crate::segment;
use crate::tags::{Rel, Upos, Xpos};

/// Words of a given sentence at most, so that time stays linear.
const LONGEST_GIVEN: usize = 10_000;

/// A tagger and parser with its model. Reading a model costs microseconds: the weights are used where they lie.
#[derive(Clone, Debug)]
pub struct Parser {
    model: Model,
}

/// Buffers that a caller keeps from text to text, so that parsing hardly allocates once they have grown.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    cut: segment::Buffers,
    given: Vec<GivenWord>,
    sentences: Vec<Range<usize>>,
    network: network::Scratch,
    answers: Answers,
    lower: String,
}

impl Parser {
    /// The parser with the model that is built in.
    ///
    /// # Panics
    /// At the first call, when the program was built with a model file of another version.
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
            // A built-in file of another version is a fault of the build: trees from no model would look like a reading and be none.
            Self::from_model(bytes).expect("the built-in model is of this version; after a change of the format, train it again")
        })
    }

    /// A parser with the bytes of a model file, as `train` writes it.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn from_model(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Unreadable> {
        Ok(Self { model: Model::new(bytes.into())? })
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
    pub fn parse_into(&self, text: &str, blocks: &[Range<usize>], scratch: &mut Scratch, parse: &mut Parse) {
        let mut given = std::mem::take(&mut scratch.given);
        let mut sentences = std::mem::take(&mut scratch.sentences);
        given.clear();
        sentences.clear();
        for block in blocks {
            self.model.cutter().cut(text, block.clone(), &mut scratch.cut, &mut given, &mut sentences);
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
            self.model.cutter().cut(text, block.clone(), &mut buffers, &mut words, &mut sentences);
        }
        (words, sentences)
    }

    /// Parses words whose bounds are known; `sentences` are ranges of `given`. A sentence is cut only
    /// after its ten-thousandth word.
    pub fn parse_words(&self, text: &str, given: &[GivenWord], sentences: &[Range<usize>]) -> Parse {
        let mut parse = Parse::default();
        self.read(text, given, sentences, &mut Scratch::default(), &mut parse);
        parse
    }

    fn read(&self, text: &str, given: &[GivenWord], sentences: &[Range<usize>], scratch: &mut Scratch, parse: &mut Parse) {
        parse.clear();
        for range in sentences {
            for given in given.get(range.clone()).unwrap_or_default().chunks(LONGEST_GIVEN) {
                self.sentence(text, given, scratch, parse);
            }
        }
    }

    fn sentence(&self, text: &str, given: &[GivenWord], scratch: &mut Scratch, parse: &mut Parse) {
        let slice = |word: &GivenWord| text.get(word.start as usize..word.end as usize).unwrap_or_default();
        let forms: Vec<&str> = given.iter().map(slice).collect();
        match &self.model.network {
            Some(network) => network.read(&forms, &mut scratch.network, &mut scratch.answers),
            None => know_nothing(given.len(), &mut scratch.answers),
        }
        let first = parse.tokens.len();
        for (at, (word, form)) in given.iter().zip(&forms).enumerate() {
            let token = self.token(text, word, at, first, &scratch.answers);
            let lemma = self.lemma(form, token.xpos, &mut scratch.lower, &mut parse.lemmas);
            parse.tokens.push(Token { lemma, ..token });
        }
        let tokens = first..parse.tokens.len();
        parse.mark_edges(tokens.clone());
        let span = given[0].start as usize..given[given.len() - 1].end as usize;
        parse.sentences.push(Sentence { span, tokens });
    }

    /// The word at a place of a sentence that begins at token `first`; its lemma is still missing.
    fn token(&self, text: &str, word: &GivenWord, at: usize, first: usize, answers: &Answers) -> Token {
        let classes = &self.model.classes;
        let class = |numbers: &[u8]| numbers.get(at).copied().map_or(usize::MAX, usize::from);
        let head = answers.heads[at].checked_sub(1).map_or(ROOT, |head| (first + head) as u32);
        let named = classes.rel.get(class(&answers.relations)).copied().filter(|&rel| rel != Rel::Root).unwrap_or(Rel::Dep);
        let rest = text.get(word.end as usize..).unwrap_or_default();
        Token {
            start: word.start,
            end: word.end,
            upos: classes.upos.get(class(&answers.upos)).copied().unwrap_or(Upos::X),
            xpos: classes.xpos.get(class(&answers.xpos)).copied().unwrap_or(Xpos::Other),
            rel: if head == ROOT { Rel::Root } else { named },
            head,
            part: word.part,
            space_after: rest.chars().next().is_none_or(char::is_whitespace),
            left: (first + at) as u32,
            right: (first + at) as u32,
            lemma: (0, 0),
        }
    }

    /// Appends the lemma of a form to `lemmas` and gives its place there.
    fn lemma(&self, form: &str, xpos: Xpos, lower: &mut String, lemmas: &mut String) -> (u32, u32) {
        lower.clear();
        lower.extend(form.chars().flat_map(|c| if c == '\u{2019}' { '\'' } else { c }.to_lowercase()));
        let start = lemmas.len() as u32;
        self.model.lemmas().lemma(lower, xpos, lemmas);
        (start, lemmas.len() as u32)
    }
}

/// Every word hangs from the first, without classes: what a model says whose network is not trained yet.
fn know_nothing(words: usize, answers: &mut Answers) {
    *answers = Answers { heads: (0..words).map(|at| usize::from(at > 0)).collect(), ..Answers::default() };
}
