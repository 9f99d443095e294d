//! The same findings as JSON, under `/api/v1`; the query part of an address means what it means on the pages.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use ledger::Query;
use model::ArticleCard;
use present::tables;
use serde::Serialize;

use crate::ask::Ask;
use crate::site::{Site, WebError};

/// Entries in one answer unless `all=1`.
const LIMIT: usize = 500;

pub(crate) fn positions(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let holding = site.holding()?;
    Ok(tables::positions_json(&analyse::matrix(&holding.chosen(ask), ask.day())))
}

pub(crate) fn shifts(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let holding = site.holding()?;
    let entries = holding.chosen(ask);
    let computed = if ask.narrows() { analyse::shifts(&entries) } else { holding.shifts() };
    Ok(tables::shifts_json(&computed, &analyse::asserted_shifts(&entries)))
}

pub(crate) fn entries(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let limit = (!ask.is_all()).then_some(LIMIT);
    let found = site.read(|ledger| ledger.entries(&Query { limit, newest_first: true, ..ask.query() }))?;
    Ok(tables::entries_json(&found))
}

pub(crate) fn articles(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let mut cards = site.read(ledger::Ledger::articles)?;
    cards.retain(|c| ask.outlet.is_empty() || c.outlet.as_deref() == Some(&ask.outlet));
    Ok(json(&cards.iter().map(ArticleJson::of).collect::<Vec<_>>()))
}

pub(crate) fn timetable(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let events = crate::timetable::events(site, ask)?;
    Ok(tables::timetable_json(&analyse::timetable(&events, Some(ask.day().unwrap_or_else(|| site.today())), None)))
}

pub(crate) fn search(site: &Site, ask: &Ask) -> Result<String, WebError> {
    let found = site.read(|ledger| ledger.search(&ask.q, &ask.query()))?;
    let articles: Vec<HitJson<'_>> = found
        .articles
        .iter()
        .map(|h| HitJson { article: ArticleJson::of(&h.article), passage: h.passage.iter().map(|(w, _)| w.as_str()).collect() })
        .collect();
    let entries = serde_json::from_str(&tables::entries_json(&found.entries)).unwrap_or_default();
    Ok(json(&SearchJson { entries, articles }))
}

#[derive(Serialize)]
struct SearchJson<'a> {
    entries: serde_json::Value,
    articles: Vec<HitJson<'a>>,
}

#[derive(Serialize)]
struct HitJson<'a> {
    article: ArticleJson<'a>,
    passage: String,
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    #[serde(rename = "ref")]
    reference: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    origin: Option<&'a str>,
    copy_of: Option<&'a str>,
}

impl<'a> ArticleJson<'a> {
    fn of(a: &'a ArticleCard) -> Self {
        ArticleJson {
            id: a.id.as_str(),
            reference: &a.reference,
            title: a.title.as_deref(),
            outlet: a.outlet.as_deref(),
            published: a.published.map(|d| d.to_string()),
            url: a.url.as_deref(),
            origin: a.origin.as_deref(),
            copy_of: a.copy_of.as_ref().map(model::ArticleId::as_str),
        }
    }
}

/// What went wrong, for a program.
pub(crate) fn fault(error: &WebError) -> Response {
    let (status, code) = error.status();
    let body = json(&serde_json::json!({ "error": { "code": code, "message": error.to_string() } }));
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn json(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
