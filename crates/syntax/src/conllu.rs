//! CoNLL-U in and out: a treebank file becomes a [`Document`] (its text as a reader would see it, with every word's byte span),
//! and a parse becomes CoNLL-U text.
//!
//! The text of a document is rebuilt from the surface tokens and `SpaceAfter=No`; a blank line stands before every new paragraph or
//! document. Empty nodes are dropped. A malformed line is an error that names the line.

use std::ops::Range;

use crate::parse::{GivenWord, Parse};
use crate::tags::{Rel, Upos, Xpos};

/// A treebank file: text, sentences, and gold words.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Surface text, rebuilt.
    pub text: String,
    /// Word ranges of the sentences.
    pub sentences: Vec<Range<usize>>,
    /// Byte spans and multiword membership of the words.
    pub words: Vec<GivenWord>,
    /// The annotation of each word.
    pub gold: Vec<Gold>,
    /// Byte offsets at which a new paragraph starts.
    pub paragraphs: Vec<usize>,
}

/// The annotation of one word.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The word as written in the file (differs from the text for a few multiword tokens).
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Index of the head among the document's words; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub rel: Rel,
}

/// A line that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "reading CoNLL-U, line {}: {}; compare the line with https://universaldependencies.org/format.html",
            self.line, self.what
        )
    }
}

impl std::error::Error for Malformed {}

/// Reads CoNLL-U. An empty text gives an empty document.
///
/// # Errors
/// The first line that has fewer than ten columns, a number that is none, or a head outside its sentence.
///
/// ```
/// let file = "1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tresumed\tresume\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
/// let document = syntax::conllu::read(file).unwrap();
/// assert_eq!(document.text.trim(), "Talks resumed.");
/// assert_eq!(document.gold[0].head, Some(1));
/// ```
pub fn read(file: &str) -> Result<Document, Malformed> {
    let mut document = Document::default();
    let mut sentence = Reading::default();
    for (number, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            sentence.close(&mut document)?;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if (comment.starts_with("newpar") || comment.starts_with("newdoc")) && !comment.starts_with("newpar_block") {
                sentence.close(&mut document)?;
                document.paragraph();
            }
        } else {
            sentence.row(&mut document, number + 1, line)?;
        }
    }
    sentence.close(&mut document)?;
    Ok(document)
}

impl Document {
    /// Ends the paragraph with a blank line, unless the text is empty or already ends with one.
    fn paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str("\n\n");
        }
        if self.paragraphs.last() != Some(&self.text.len()) {
            self.paragraphs.push(self.text.len());
        }
    }

    /// Writes the document with the annotation of a parse of its given words.
    ///
    /// `parse` must come from [`crate::Parser::parse_words`] on this document; words that it lacks are left out.
    pub fn write(&self, parse: &Parse) -> String {
        let mut out = String::new();
        for range in &self.sentences {
            let forms: Vec<&str> = self.gold.get(range.clone()).unwrap_or(&[]).iter().map(|word| word.form.as_str()).collect();
            sentence(&mut out, &self.text, parse, range.clone(), Some(&forms));
        }
        out
    }
}

/// Writes a parse as CoNLL-U, with the sentence's text as a comment and `_` for what is not predicted.
pub fn write(text: &str, parse: &Parse) -> String {
    let mut out = String::new();
    for unit in &parse.sentences {
        sentence(&mut out, text, parse, unit.tokens.clone(), None);
    }
    out
}

/// Writes one sentence; `forms`, when given, stand for the words' own text.
fn sentence(out: &mut String, text: &str, parse: &Parse, range: Range<usize>, forms: Option<&[&str]>) {
    let Some(tokens) = parse.tokens.get(range.clone()) else {
        return;
    };
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return;
    };
    let surface = text.get(first.start as usize..last.end as usize).unwrap_or_default();
    out.push_str(&format!("# text = {}\n", surface.split_whitespace().collect::<Vec<_>>().join(" ")));
    for (at, token) in tokens.iter().enumerate() {
        let index = range.start + at;
        let whole = parse.multiword(index);
        if token.part == 1 {
            let form = text.get(tokens[at].start as usize..parse.tokens[whole.end - 1].end as usize).unwrap_or_default();
            let space = if parse.tokens[whole.end - 1].space_after { "_" } else { "SpaceAfter=No" };
            out.push_str(&format!("{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{space}\n", at + 1, whole.end - range.start));
        }
        let form = forms.and_then(|forms| forms.get(at).copied()).unwrap_or_else(|| parse.word(text, index));
        let lemma = cased_lemma(form, parse, index, at == 0);
        let head = parse.head(index).map_or(0, |head| head + 1 - range.start);
        let space = if token.space_after || token.part > 0 { "_" } else { "SpaceAfter=No" };
        let (upos, xpos, rel) = (token.upos, token.xpos, token.rel);
        out.push_str(&format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{rel}\t_\t{space}\n", at + 1));
    }
    out.push('\n');
}

/// The lemma as the treebanks write it: names, adjectives made of names, and *I* keep their capitals.
fn cased_lemma(form: &str, parse: &Parse, word: usize, first: bool) -> String {
    let lemma = parse.lemma(word);
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let shouted = form.chars().count() > 1 && !form.chars().any(char::is_lowercase);
    match parse.tokens[word].upos {
        Upos::Pron if lemma == "i" => "I".to_owned(),
        Upos::Propn => with_case_of(form, lemma),
        Upos::Adj if capital && !first && !shouted => with_case_of(form, lemma),
        _ => lemma.to_owned(),
    }
}

/// The lemma with the capitals of the form, as far as the two spell the same.
fn with_case_of(form: &str, lemma: &str) -> String {
    let mut same = true;
    let mut letters = form.chars();
    let cased = lemma.chars().map(|c| {
        let letter = letters.next().filter(|letter| same && letter.to_lowercase().eq([c]));
        same = letter.is_some();
        letter.unwrap_or(c)
    });
    cased.collect()
}

/// One sentence being read.
#[derive(Default)]
struct Reading {
    /// Head numbers as written, with their lines.
    heads: Vec<(usize, usize)>,
    /// The multiword token being read: last word's number, byte span, words so far.
    multiword: Option<(usize, Range<usize>, u8)>,
}

impl Reading {
    fn row(&mut self, document: &mut Document, line: usize, row: &str) -> Result<(), Malformed> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, rel, _, misc] = columns[..] else {
            return Err(Malformed { line, what: "not ten columns between tabs" });
        };
        let space = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if id.contains('.') {
            return Ok(());
        }
        if let Some((_, last)) = id.split_once('-') {
            let last = last.parse().map_err(|_| Malformed { line, what: "the range of a multiword token is no number" })?;
            let span = surface(&mut document.text, form, space);
            self.multiword = Some((last, span, 0));
            return Ok(());
        }
        let number: usize = id.parse().map_err(|_| Malformed { line, what: "the word's number is none" })?;
        let head = head.parse().map_err(|_| Malformed { line, what: "the head is no number" })?;
        self.heads.push((head, line));
        let given = self.place(document, number, form, space);
        document.words.push(given);
        document.gold.push(Gold {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_name(upos),
            xpos: Xpos::from_name(xpos),
            head: None,
            rel: Rel::from_name(rel),
        });
        Ok(())
    }

    /// The span of a word: its own surface, or its piece of the multiword token (the whole token where the pieces do not spell it).
    fn place(&mut self, document: &mut Document, number: usize, form: &str, space: bool) -> GivenWord {
        if let Some((last, span, part)) = self.multiword.take()
            && number <= last
        {
            let before = document.words.last().filter(|_| part > 0);
            let start = before.map_or(span.start, |word| word.end as usize);
            let rest = document.text.get(start..span.end).unwrap_or_default();
            let spelt = number != last && rest.starts_with(form);
            let end = if spelt { start + form.len() } else { span.end };
            let start = if start == end { span.start } else { start };
            self.multiword = Some((last, span, part + 1));
            return GivenWord { start: start as u32, end: end as u32, part: part + 1 };
        }
        let span = surface(&mut document.text, form, space);
        GivenWord { start: span.start as u32, end: span.end as u32, part: 0 }
    }

    /// Ends the sentence: heads become indices of the document.
    fn close(&mut self, document: &mut Document) -> Result<(), Malformed> {
        let count = self.heads.len();
        let first = document.words.len() - count;
        for (at, (head, line)) in self.heads.drain(..).enumerate() {
            if head > count {
                return Err(Malformed { line, what: "the head lies outside the sentence" });
            }
            document.gold[first + at].head = head.checked_sub(1).map(|head| first + head);
        }
        if count > 0 {
            document.sentences.push(first..first + count);
        }
        self.multiword = None;
        Ok(())
    }
}

/// Appends a surface token (and the space after it) and gives its span.
fn surface(text: &mut String, form: &str, space: bool) -> Range<usize> {
    let start = text.len();
    text.push_str(form);
    let end = text.len();
    if space {
        text.push(' ');
    }
    start..end
}
