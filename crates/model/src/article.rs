//! An article: text frozen once, where it came from, and which parts of it are body.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::Span;

/// The content-derived identity of an article: the first 16 hexadecimal digits of the SHA-256 of its frozen text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(String);

impl ArticleId {
    /// The identity of this text.
    pub fn of_text(text: &str) -> Self {
        ArticleId(content_hash(text.as_bytes())[..16].to_string())
    }

    /// An identity read back from a store; it is not checked.
    pub fn from_stored(id: impl Into<String>) -> Self {
        ArticleId(id.into())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// SHA-256 of the bytes in lower-case hexadecimal, 64 digits.
pub fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// How the publication day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PublishedBasis {
    /// The article states it (dateline, metadata, URL).
    Stated,
    /// The user gave it.
    Given,
    /// Not known; the day is then `None`, never the clock's.
    #[default]
    Unknown,
}

impl PublishedBasis {
    /// The word used in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            PublishedBasis::Stated => "stated",
            PublishedBasis::Given => "given",
            PublishedBasis::Unknown => "unknown",
        }
    }
}

/// Where a reprinted article first appeared, as its own words say ("This article first appeared in …").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The first publisher's name as written.
    pub outlet: Option<String>,
    /// Its address, if given.
    pub url: Option<String>,
    /// The words that say so.
    pub span: Option<Span>,
}

/// What a stretch of the frozen text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A title or heading.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A block quotation.
    Quote,
    /// A caption or credit of a picture.
    Caption,
    /// Byline, dateline, syndication line, related links, address lines: about the article, not part of its report.
    Furniture,
}

impl BlockKind {
    /// Whether positions are read from it.
    pub fn is_body(self) -> bool {
        matches!(self, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote)
    }
}

/// One block of the frozen text. Blocks do not overlap and stand in text order; text between them is white space or markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Something a person should know about an article or its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The words it is about, if any.
    pub span: Option<Span>,
    /// One sentence.
    pub message: String,
}

/// An article whose text is frozen: everything later quotes these bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Identity of the text.
    pub id: ArticleId,
    /// Input path, or the id of the jsonl line.
    pub reference: String,
    /// The frozen text.
    pub text: String,
    /// SHA-256 of the bytes it was made from, when they differ from the text.
    pub raw_hash: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Byline as printed, without "By".
    pub byline: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication day, if stated or given.
    pub published: Option<Date>,
    /// How that day is known.
    pub published_basis: PublishedBasis,
    /// ISO 639-1 code, if detected.
    pub language: Option<String>,
    /// Where it first appeared.
    pub origin: Option<Origin>,
    /// The parts of the text.
    pub blocks: Vec<Block>,
    /// Markup residue inside blocks (link brackets and targets, emphasis marks): not words. In text order, not overlapping.
    pub markup: Vec<Span>,
    /// Problems carried along.
    pub notes: Vec<Note>,
}

impl Article {
    /// An article of this text and nothing else known: one paragraph block over each stretch between blank lines.
    ///
    /// ```
    /// let a = model::Article::plain("a.txt", "Peru objected.\n\nChad agreed.");
    /// assert_eq!(a.blocks.len(), 2);
    /// assert_eq!(a.words(a.blocks[1].span), "Chad agreed.");
    /// ```
    pub fn plain(reference: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let blocks = paragraphs(&text);
        Article {
            id: ArticleId::of_text(&text),
            reference: reference.into(),
            text,
            raw_hash: None,
            title: None,
            outlet: None,
            byline: None,
            url: None,
            published: None,
            published_basis: PublishedBasis::Unknown,
            language: None,
            origin: None,
            blocks,
            markup: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The exact words under a span; empty when the span does not resolve.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The text with every byte of markup replaced by a space: same length, same offsets, only words. This is what is read.
    pub fn view(&self) -> std::borrow::Cow<'_, str> {
        if self.markup.is_empty() {
            return std::borrow::Cow::Borrowed(&self.text);
        }
        let mut view = String::with_capacity(self.text.len());
        let mut at = 0;
        for span in &self.markup {
            let range = span.range();
            let (Some(words), Some(_)) = (self.text.get(at..range.start), self.text.get(range.clone())) else { continue };
            view.push_str(words);
            view.extend(std::iter::repeat_n(' ', range.len()));
            at = range.end;
        }
        view.push_str(self.text.get(at..).unwrap_or(""));
        std::borrow::Cow::Owned(view)
    }
}

fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            blocks.extend(open.take().map(|span| Block { span, kind: BlockKind::Paragraph }));
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let here = Span::new(start, start + words.len());
            open = Some(open.map_or(here, |span| span.cover(here)));
        }
        at += line.len();
    }
    blocks.extend(open.map(|span| Block { span, kind: BlockKind::Paragraph }));
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn view_keeps_every_offset() {
        let mut article = Article::plain("a", "He [ruled out](#) talks – “at all”.");
        article.markup = vec![Span::new(3, 4), Span::new(13, 17)];
        let view = article.view();
        assert_eq!(view.len(), article.text.len());
        assert_eq!(view, "He  ruled out     talks – “at all”.");
    }

    #[test]
    fn empty_text_has_no_blocks() {
        assert!(Article::plain("a", " \n\n ").blocks.is_empty());
    }
}
