//! The same findings as JSON, under `/api/v1`: an address goes in, an answer in pages of items comes out, or an error in words and a code.
//!
//! The table [`ENDPOINTS`] is what the router serves and what `docs/openapi.json` is made from. A question means what it means on the pages; one that is not
//! understood is refused here instead of being passed over.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use ledger::{Query, Stamp};
use model::{ArticleCard, Entry, EntryState};
use present::tables;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ask::Ask;
use crate::site::{Site, WebError};

/// Items in one answer unless `limit` says otherwise.
const LIMIT: usize = 100;

/// The most items in one answer.
const MOST: usize = 1000;

/// An address of the API.
pub(crate) struct Endpoint {
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    /// The names that its question may use, beside `limit` and `offset`.
    pub(crate) parameters: &'static [&'static str],
    /// The schema of its answer.
    pub(crate) schema: &'static str,
    answer: fn(&Site, &Ask, Part) -> Result<Value, WebError>,
}

/// All addresses.
pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/v1/positions",
        summary: "Where things stand: one item for each party and issue of which anything is known",
        parameters: &["party", "issue", "outlet", "kind", "certainty", "since", "as_of"],
        schema: "Positions",
        answer: positions,
    },
    Endpoint {
        path: "/api/v1/shifts",
        summary: "What moved: first what is computed from two dated positions, then what outlets assert, each newest first",
        parameters: &["party", "issue", "outlet", "kind", "certainty", "since", "as_of"],
        schema: "Shifts",
        answer: shifts,
    },
    Endpoint {
        path: "/api/v1/entries",
        summary: "The entries that stand, newest first",
        parameters: &["party", "issue", "outlet", "kind", "certainty", "since", "as_of"],
        schema: "Entries",
        answer: entries,
    },
    Endpoint {
        path: "/api/v1/articles",
        summary: "The articles, in the order of their recording",
        parameters: &["outlet"],
        schema: "Articles",
        answer: articles,
    },
    Endpoint {
        path: "/api/v1/timetable",
        summary: "What is ahead, what has passed without a report, what was called off, what was held; looked at from a day",
        parameters: &["party", "as_of"],
        schema: "Timetable",
        answer: timetable,
    },
    Endpoint {
        path: "/api/v1/search",
        summary: "Entries and articles that hold all the words: entries newest first, articles best first",
        parameters: &["q", "party", "issue", "outlet", "kind", "certainty", "since", "as_of"],
        schema: "Search",
        answer: search,
    },
    Endpoint {
        path: "/api/v1/reviews",
        summary: "What people decided about entries and still stands, latest first",
        parameters: &["party", "issue", "by"],
        schema: "Reviews",
        answer: reviews,
    },
];

/// Which part of the items is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    offset: usize,
    limit: usize,
}

/// The answer to the question in this address.
pub(crate) fn answer(endpoint: &Endpoint, site: &Site, ask: &Ask, question: &str) -> Result<String, WebError> {
    let part = part(endpoint, question)?;
    match ask.problems().into_iter().next() {
        Some(what) => Err(WebError::Incomplete { what }),
        None => (endpoint.answer)(site, ask, part).map(|value| text(&value)),
    }
}

/// What went wrong, for a program.
pub(crate) fn fault(error: &WebError) -> Response {
    let (status, code) = error.status();
    let body = text(&json!({ "error": { "code": code, "message": error.to_string() } }));
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn part(endpoint: &Endpoint, question: &str) -> Result<Part, WebError> {
    let wrong = |what: String| WebError::Incomplete { what };
    let fields: Vec<(String, String)> =
        serde_urlencoded::from_str(question).map_err(|e| wrong(format!("The question in the address cannot be read: {e}.")))?;
    let mut part = Part { offset: 0, limit: LIMIT };
    for (name, value) in &fields {
        let number = || value.parse::<usize>().map_err(|_| wrong(format!("“{value}” is no number for {name}.")));
        match name.as_str() {
            "offset" => part.offset = number()?,
            "limit" => part.limit = number()?,
            name if endpoint.parameters.contains(&name) => {}
            name => return Err(wrong(format!("There is no “{name}” here; known are: {}, limit, offset.", endpoint.parameters.join(", ")))),
        }
    }
    if !(1..=MOST).contains(&part.limit) {
        return Err(wrong(format!("limit is a number from 1 to {MOST}.")));
    }
    Ok(part)
}

/// A part of these items, and how many there are. `stamp` tells whether two parts are of one state of the ledger.
fn items<T>(stamp: Stamp, all: &[T], part: Part, write: impl Fn(&T) -> Value) -> Value {
    let shown: Vec<Value> = all.iter().skip(part.offset).take(part.limit).map(write).collect();
    json!({ "ledger": stamp_json(stamp), "total": all.len(), "offset": part.offset, "limit": part.limit, "items": shown })
}

fn stamp_json(stamp: Stamp) -> Value {
    json!({ "articles": stamp.articles, "entries": stamp.entries, "events": stamp.events, "corrected_days": stamp.corrected_days })
}

fn positions(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let holding = site.holding()?;
    let chosen = holding.chosen(ask);
    let cells: Vec<_> = analyse::matrix(&chosen, ask.day()).cells.into_iter().collect();
    Ok(items(holding.stamp(), &cells, part, |((party, issue), cell)| tables::position_value(party, issue, cell)))
}

fn shifts(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let holding = site.holding()?;
    let chosen = holding.chosen(ask);
    let by_then = |e: &Entry| ask.day().is_none_or(|day| analyse::day(e).is_some_and(|d| d <= day));
    let computed = if ask.narrows() { analyse::shifts(&chosen) } else { holding.shifts() };
    let asserted = analyse::asserted_shifts(&chosen);
    let computed = computed.iter().filter(|s| by_then(s.to)).map(|s| kind("computed", tables::shift_value(s)));
    let asserted = asserted.iter().filter(|s| by_then(s.entry)).map(|s| kind("asserted", tables::asserted_value(s)));
    let all: Vec<Value> = computed.chain(asserted).collect();
    Ok(items(holding.stamp(), &all, part, Value::clone))
}

/// An object with its kind.
fn kind(kind: &str, mut of: Value) -> Value {
    of["kind"] = kind.into();
    of
}

fn entries(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let holding = site.holding()?;
    let found = holding.of_question(ask);
    Ok(items(holding.stamp(), &found, part, tables::entry_value))
}

fn articles(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let (mut cards, stamp) = site.read(|ledger| Ok((ledger.articles()?, ledger.stamp()?)))?;
    cards.retain(|c| ask.outlet.is_empty() || c.outlet.as_deref() == Some(&ask.outlet));
    Ok(items(stamp, &cards, part, article))
}

fn timetable(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let stamp = site.holding()?.stamp();
    let events = crate::timetable::events(site, ask)?;
    let table = analyse::timetable(&events, Some(ask.day().unwrap_or_else(|| site.today())), None);
    let parts =
        [("ahead", &table.ahead), ("undated", &table.undated), ("passed", &table.passed), ("off", &table.off), ("held", &table.held)];
    let all: Vec<_> = parts.into_iter().flat_map(|(name, events)| events.iter().map(move |e| (name, *e))).collect();
    Ok(items(stamp, &all, part, |(name, event)| json!({ "part": name, "event": tables::event_value(event) })))
}

fn search(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    if ask.q.trim().is_empty() {
        return Err(WebError::Incomplete { what: "Say what to search for: q=words.".into() });
    }
    let limit = Some(part.offset.saturating_add(part.limit));
    let (found, stamp) = site.read(|ledger| Ok((ledger.search(&ask.q, &Query { limit, ..ask.query() })?, ledger.stamp()?)))?;
    let entries: Vec<Value> = found.entries.iter().skip(part.offset).map(tables::entry_value).collect();
    let hit = |h: &ledger::ArticleHit| {
        let passage: String = h.passage.iter().map(|(words, _)| words.as_str()).collect();
        json!({ "article": article(&h.article), "passage": passage })
    };
    let articles: Vec<Value> = found.articles.iter().skip(part.offset).map(hit).collect();
    Ok(json!({ "ledger": stamp_json(stamp), "offset": part.offset, "limit": part.limit, "entries": entries, "articles": articles }))
}

fn reviews(site: &Site, ask: &Ask, part: Part) -> Result<Value, WebError> {
    let holding = site.holding()?;
    let fits = |e: &&Entry| {
        e.state != EntryState::AsRead
            && (ask.party.is_empty() || e.holder == ask.party)
            && (ask.issue.is_empty() || e.issue.as_deref() == Some(&ask.issue))
            && (ask.by.is_empty() || e.decided_by.as_deref() == Some(&ask.by))
    };
    let mut decided: Vec<&Entry> = holding.placed.iter().chain(&holding.unplaced).chain(&holding.withdrawn).filter(fits).collect();
    decided.sort_by_key(|e| std::cmp::Reverse(e.number));
    Ok(items(
        holding.stamp(),
        &decided,
        part,
        |e| json!({ "decision": e.state.as_str(), "decided_by": e.decided_by, "reason": e.reason, "entry": tables::entry_value(e) }),
    ))
}

fn article(a: &ArticleCard) -> Value {
    json!({
        "id": a.id.as_str(),
        "ref": a.reference,
        "title": a.title,
        "outlet": a.outlet,
        "published": a.published.map(|d| d.to_string()),
        "url": a.url,
        "origin": a.origin,
        "copy_of": a.copy_of.as_ref().map(model::ArticleId::as_str),
    })
}

fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
