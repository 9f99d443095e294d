//! Inputs become readings: in parallel, handed on in input order, a bounded number in memory at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::{Context, Result, bail};
use codebooks::Codebook;
use ingest::{Kind, Options, Source};
use model::{Article, Note, Reading};
use rayon::prelude::*;
use read::Reader;

use crate::arguments::{InputArguments, InputForm};
use crate::inputs::{self, Input};
use crate::progress::Progress;

/// Articles read per thread before the results are handed on.
const BATCH: usize = 16;

/// One article and what was read from it.
pub(crate) struct Read {
    pub(crate) article: Article,
    pub(crate) reading: Reading,
    /// The bytes it was made from.
    pub(crate) raw: Vec<u8>,
}

/// The negotiation in that folder, or the built-in world pack.
pub(crate) fn codebook(folder: Option<&Path>) -> Result<Codebook> {
    let Some(folder) = folder else { return Ok(Codebook::world().clone()) };
    let mut files = Vec::new();
    for name in ["parties.toml", "people.toml", "issues.toml"] {
        let path = folder.join(name);
        if path.exists() {
            let contents = std::fs::read_to_string(&path).with_context(|| format!("reading the codebook file {}", path.display()))?;
            files.push((path.to_string_lossy().into_owned(), contents));
        }
    }
    if files.is_empty() {
        bail!("no codebook in {}: a codebook is a folder with parties.toml, people.toml or issues.toml", folder.display());
    }
    Ok(Codebook::from_files(&files)?)
}

/// Reads every article of the inputs and hands them to `sink` in input order, whatever the number of threads. What cannot be read becomes an empty article with a
/// note.
///
/// # Errors
/// When a named path does not exist, when no input at all could be opened, or when `sink` fails.
pub(crate) fn each(arguments: &InputArguments, codebook: &Codebook, mut sink: impl FnMut(Read) -> Result<()>) -> Result<()> {
    let inputs = inputs::find(&arguments.paths)?;
    if inputs.is_empty() {
        bail!("nothing to read: no .txt, .md, .html or .jsonl file under the given paths");
    }
    let options = Options { as_is: arguments.as_is, published: arguments.published };
    let reader = Reader::new(codebook);
    let jobs = arguments.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
    let pool = (jobs > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(jobs).build()).transpose().context("starting threads")?;
    let mut progress = Progress::over(inputs::size(&inputs));
    let mut pieces = Pieces::of(inputs, arguments.input);
    loop {
        let batch: Vec<Piece> = pieces.by_ref().take(BATCH * jobs).collect();
        if batch.is_empty() {
            break;
        }
        let work = |piece: Piece| {
            let (article, raw) = piece.article(&options);
            read_one(&reader, article, raw)
        };
        let done: Vec<Read> = match &pool {
            Some(pool) if batch.len() > 1 => pool.install(|| batch.into_par_iter().map(work).collect()),
            _ => batch.into_iter().map(work).collect(),
        };
        for read in done {
            progress.article(read.raw.len());
            sink(read)?;
        }
    }
    progress.finish();
    if pieces.opened == 0 {
        bail!("no input could be read");
    }
    Ok(())
}

/// Reading has no way to fail; should it fail all the same, the article is kept with a note and the run goes on.
pub(crate) fn read_one(reader: &Reader<'_>, article: Article, raw: Vec<u8>) -> Read {
    let reading = catch_unwind(AssertUnwindSafe(|| reader.read(&article))).unwrap_or_else(|_| {
        let message = "reading this article failed inside the program; please report it with the article".to_string();
        Reading { article: Some(article.id.clone()), notes: vec![Note { span: None, message }], ..Reading::default() }
    });
    Read { article, reading, raw }
}

/// One article's worth of input.
enum Piece {
    /// A whole file.
    Whole { name: String, bytes: Vec<u8> },
    /// One line of the jsonl form.
    Line { name: String, number: usize, text: String },
    /// Something that could not be opened or decoded.
    Unreadable { name: String, why: String },
}

impl Piece {
    fn article(self, options: &Options) -> (Article, Vec<u8>) {
        match self {
            Piece::Whole { name, bytes } => (ingest::ingest(Source { reference: &name, bytes: &bytes }, options), bytes),
            Piece::Line { name, number, text } => {
                let article =
                    ingest::jsonl(&text, number, options).unwrap_or_else(|error| noted(&format!("{name}:{number}"), error.to_string()));
                (article, text.into_bytes())
            }
            Piece::Unreadable { name, why } => (noted(&name, why), Vec::new()),
        }
    }
}

/// The articles of one file as bytes: one, or as many as a jsonl file has lines.
pub(crate) fn articles_in(name: &str, bytes: Vec<u8>, options: &Options) -> Vec<(Article, Vec<u8>)> {
    if Kind::of_name(name) != Some(Kind::JsonLines) {
        return vec![Piece::Whole { name: name.to_string(), bytes }.article(options)];
    }
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| Piece::Line { name: name.to_string(), number: at + 1, text: line.to_string() }.article(options)).collect()
}

/// An empty article that says what went wrong.
fn noted(reference: &str, message: String) -> Article {
    let mut article = Article::plain(reference, "");
    article.notes.push(Note { span: None, message });
    article
}

/// The pieces of the inputs, one after the other; a jsonl file is never held whole.
struct Pieces {
    inputs: std::vec::IntoIter<Input>,
    form: InputForm,
    lines: Option<(String, usize, Box<dyn BufRead>)>,
    opened: usize,
}

impl Pieces {
    fn of(inputs: Vec<Input>, form: InputForm) -> Self {
        Pieces { inputs: inputs.into_iter(), form, lines: None, opened: 0 }
    }

    fn next_line(&mut self) -> Option<Piece> {
        let (name, number, source) = self.lines.as_mut()?;
        loop {
            let mut text = String::new();
            *number += 1;
            match source.read_line(&mut text) {
                Ok(0) => break,
                Ok(_) if text.trim().is_empty() => {}
                Ok(_) => return Some(Piece::Line { name: name.clone(), number: *number, text }),
                Err(error) => {
                    let why = format!("line {number} could not be read: {error}");
                    let name = name.clone();
                    self.lines = None;
                    return Some(Piece::Unreadable { name, why });
                }
            }
        }
        self.lines = None;
        None
    }

    /// Opens an input: either its lines are taken from now on, or it is one piece.
    fn open(&mut self, input: &Input) -> io::Result<Option<Piece>> {
        let name = input.name();
        let by_name = Kind::of_name(&name) == Some(Kind::JsonLines);
        if self.form == InputForm::Jsonl || by_name {
            let source: Box<dyn BufRead> = match input {
                Input::File(path) => Box::new(BufReader::new(File::open(path)?)),
                Input::Standard => Box::new(BufReader::new(io::stdin())),
            };
            self.opened += 1;
            self.lines = Some((name, 0, source));
            return Ok(None);
        }
        let bytes = input.bytes()?;
        self.opened += 1;
        if *input == Input::Standard && bytes.trim_ascii_start().starts_with(b"{\"") {
            self.lines = Some((name, 0, Box::new(Cursor::new(bytes))));
            return Ok(None);
        }
        Ok(Some(Piece::Whole { name, bytes }))
    }
}

impl Iterator for Pieces {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.next_line() {
                return Some(piece);
            }
            let input = self.inputs.next()?;
            match self.open(&input) {
                Ok(Some(piece)) => return Some(piece),
                Ok(None) => {}
                Err(error) => return Some(Piece::Unreadable { name: input.name(), why: format!("could not be opened: {error}") }),
            }
        }
    }
}
