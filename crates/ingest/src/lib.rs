//! Bytes become an [`Article`]: text frozen once, its blocks marked, and what the article says about itself.
//!
//! In: the bytes of a file of plain text, Markdown or a saved HTML page, or one line of the jsonl form. Out: an article, always; what could not
//! be read is said in its notes. Text and page meet in a draft (text, parts, markup), `imprint` finds day, outlet, byline and origin in it,
//! and the draft is frozen: cleaned, or as it is. No file is opened here and no clock is asked; a day that nobody states stays unknown.

mod days;
mod decode;
mod draft;
mod header;
mod imprint;
mod inline;
mod language;
mod line;
mod page;
mod phrases;
mod scan;
mod shape;

use model::{Article, ArticleId, Date, Note, Origin, PublishedBasis, content_hash};

use crate::draft::{Draft, Frozen};
use crate::imprint::Imprint;
pub use line::{LineError, jsonl};

/// What to ingest: bytes and the path or name they came under, whose ending tells a page from text (`.html`, `.htm`, `.xhtml`).
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Path or name; becomes the article's reference.
    pub reference: &'a str,
    /// The bytes as stored.
    pub bytes: &'a [u8],
}

/// How to ingest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Take the bytes as final UTF-8 text: nothing is removed, offsets refer to the file. Blocks, markup and metadata are still found, so
    /// that [`Article::view`] skips the residue. An HTML page is then text like any other.
    pub as_is: bool,
    /// The day for articles that do not state one.
    pub published: Option<Date>,
}

/// What a file holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text or Markdown, one article.
    Text,
    /// A saved HTML page, one article.
    Page,
    /// One article per line, for [`jsonl`].
    JsonLines,
}

impl Kind {
    /// The kind of a file of this name; `None` for names that no article has: other endings, hidden files, and `README` files.
    ///
    /// ```
    /// use ingest::Kind;
    /// assert_eq!(Kind::of_name("a/talks.md"), Some(Kind::Text));
    /// assert_eq!(Kind::of_name("page.HTM"), Some(Kind::Page));
    /// assert_eq!(Kind::of_name("examples/README.md"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Kind> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let (stem, ending) = file.rsplit_once('.')?;
        if stem.is_empty() || stem.starts_with('.') || stem.eq_ignore_ascii_case("readme") {
            return None;
        }
        match ending.to_lowercase().as_str() {
            "txt" | "text" | "md" | "markdown" => Some(Kind::Text),
            "html" | "htm" | "xhtml" => Some(Kind::Page),
            "jsonl" | "ndjson" => Some(Kind::JsonLines),
            _ => None,
        }
    }
}

/// The article of these bytes. Never fails: bytes that are no text give an article with empty text and a note.
///
/// Unless `options.as_is`, the text is cleaned: link brackets and targets, emphasis and heading marks are removed, runs of blanks and line
/// breaks inside a block become one space (so lines wrapped by hand are joined), blocks are parted by a blank line. No words are removed:
/// byline, day, captions, related links and the like are marked in [`Article::blocks`]. Of an HTML page only the article is taken.
///
/// ```
/// use ingest::{Options, Source, ingest};
/// let text = b"# Talks resume\n\nBy Ana Sorel for Lakeside Wire\n\nFebruary 06, 2025\n\nPeru [ruled out](#) any\npause before the talks on Monday.\n";
/// let article = ingest(Source { reference: "talks.md", bytes: text }, &Options::default());
/// assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-02-06"));
/// assert_eq!(article.outlet.as_deref(), Some("Lakeside Wire"));
/// assert_eq!(article.words(article.blocks[3].span), "Peru ruled out any pause before the talks on Monday.");
/// ```
pub fn ingest(source: Source<'_>, options: &Options) -> Article {
    if options.as_is {
        return match std::str::from_utf8(source.bytes) {
            Ok(text) => assemble_as_is(source.reference, text.to_string(), Imprint::default(), Vec::new(), options),
            Err(error) => unreadable(source, format!("not valid UTF-8 at byte {}; try without --as-is", error.valid_up_to())),
        };
    }
    let Some(decoded) = decode::decode(source.bytes) else {
        return unreadable(source, "not a text: the bytes could not be decoded".to_string());
    };
    let mut notes: Vec<String> = decoded.note.into_iter().collect();
    let (mut draft, mut imprint) = if Kind::of_name(source.reference) == Some(Kind::Page) || page::is_page(&decoded.text) {
        let page = page::page(&decoded.text);
        notes.extend(page.notes);
        (page.draft, page.imprint)
    } else {
        text_draft(decoded.text, Imprint::default())
    };
    imprint::find(&mut draft, &mut imprint);
    let frozen = draft.clean();
    let mut article = assemble(source.reference, frozen, imprint, notes, options);
    article.raw_hash = (source.bytes != article.text.as_bytes()).then(|| content_hash(source.bytes));
    article
}

fn assemble_as_is(reference: &str, text: String, known: Imprint, notes: Vec<String>, options: &Options) -> Article {
    let (mut draft, mut imprint) = text_draft(text, known);
    imprint::find(&mut draft, &mut imprint);
    assemble(reference, draft.untouched(), imprint, notes, options)
}

/// Text with its front matter read; what is known already stays.
fn text_draft(text: String, known: Imprint) -> (Draft, Imprint) {
    let header = header::header(&text);
    let imprint = header.as_ref().map_or_else(Imprint::default, |header| imprint::of_header(&text, header));
    let mut draft = scan::scan(text, header.as_ref());
    imprint::mark_repeats(&mut draft);
    (draft, known.or(imprint))
}

fn assemble(reference: &str, frozen: Frozen, imprint: Imprint, notes: Vec<String>, options: &Options) -> Article {
    let choice = days::choose(&imprint.days);
    let place = |span| frozen.place(span);
    let mut notes: Vec<Note> = notes.into_iter().map(|message| Note { span: None, message }).collect();
    let doubt = choice.doubt.filter(|_| choice.date.is_some() || options.published.is_none());
    notes.extend(doubt.map(|(span, message)| Note { span: span.and_then(place), message }));
    let origin = imprint.origin.map(|origin| Origin { span: origin.span.and_then(place), ..origin });
    if !imprint::has_body(&frozen.blocks) {
        notes.push(Note { span: None, message: "nothing to read: no running text was found".to_string() });
    }
    let (published, published_basis) = match (choice.date, options.published) {
        (Some(day), _) => (Some(day), PublishedBasis::Stated),
        (None, Some(day)) => (Some(day), PublishedBasis::Given),
        (None, None) => (None, PublishedBasis::Unknown),
    };
    let language = imprint.language.or_else(|| language::detect(&frozen));
    Article {
        id: ArticleId::of_text(&frozen.text),
        reference: reference.to_string(),
        raw_hash: None,
        title: imprint.title,
        outlet: imprint.outlet,
        byline: imprint.byline,
        url: imprint.url,
        published,
        published_basis,
        language,
        origin,
        blocks: frozen.blocks,
        markup: frozen.markup,
        notes,
        text: frozen.text,
    }
}

fn unreadable(source: Source<'_>, message: String) -> Article {
    let mut article = Article::plain(source.reference, "");
    article.raw_hash = Some(content_hash(source.bytes));
    article.notes.push(Note { span: None, message });
    article
}
