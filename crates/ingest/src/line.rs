//! One line of the jsonl input form to an article.
//!
//! In: a JSON object with `text`, and if known `id`, `published`, `title`, `outlet`, `url`, `byline`. Out: an article whose text is exactly
//! `text`. Unknown fields are ignored; a field that is null counts as absent, and a line
//! without `id` goes by its number.

use serde::Deserialize;

use crate::days::{Candidate, DaySource, leading};
use crate::imprint::Imprint;
use crate::{Options, assemble_as_is};
use model::Article;

/// Why a line is not an article.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Not JSON, or `text` is missing, or a field is of the wrong kind.
    #[error("line {line}: not an article: {reason}; expected one object with \"id\" and \"text\" on each line")]
    NotAnArticle {
        /// The number of the line, as it was given.
        line: usize,
        /// What the JSON reader said.
        reason: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Fields {
    id: Option<Id>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    byline: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Words(String),
    Number(serde_json::Number),
}

/// The article of one line; `number` is the line's number in its file, for the error.
///
/// The text is taken as it is, whatever `options.as_is` says. Blocks and markup are found as in any as-is text; what the fields state goes
/// before what the text says.
///
/// ```
/// let line = r#"{"id": 7, "text": "Peru objected.", "published": "2025-02-06", "outlet": "Lakeside Wire"}"#;
/// let article = ingest::jsonl(line, 1, &ingest::Options::default())?;
/// assert_eq!((article.reference.as_str(), article.text.as_str()), ("7", "Peru objected."));
/// assert_eq!(article.published.map(|day| day.to_string()).as_deref(), Some("2025-02-06"));
/// # Ok::<(), ingest::LineError>(())
/// ```
///
/// # Errors
/// When the line is not such an object. A `published` that is no day is no error: the day stays unknown and a note says so.
pub fn jsonl(line: &str, number: usize, options: &Options) -> Result<Article, LineError> {
    let fields: Fields = serde_json::from_str(line).map_err(|reason| LineError::NotAnArticle { line: number, reason })?;
    let reference = match fields.id {
        Some(Id::Words(words)) => words,
        Some(Id::Number(number)) => number.to_string(),
        None => format!("line {number}"),
    };
    let stated = fields.published.as_deref().filter(|day| !day.trim().is_empty());
    let day = stated.and_then(|day| leading(day.trim())).map(|(day, _)| Candidate { day, source: DaySource::Field, span: None });
    let mut notes = Vec::new();
    if let Some(stated) = stated.filter(|_| day.is_none_or(|day| day.day.date().is_none())) {
        notes.push(format!("\"published\" is no day: {stated:?}"));
    }
    let imprint = Imprint {
        title: fields.title,
        outlet: fields.outlet,
        byline: fields.byline,
        url: fields.url,
        days: day.into_iter().collect(),
        ..Imprint::default()
    };
    Ok(assemble_as_is(&reference, fields.text, imprint, notes, options))
}
