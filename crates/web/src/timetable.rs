//! What is ahead and what was held, looked at from a day; the same as a calendar file.

use maud::{Markup, html};
use model::EventEntry;

use crate::ask::Ask;
use crate::mark::{article_line, few};
use crate::page;
use crate::site::{Site, WebError};

/// Past events shown before "show all".
const SHOWN: usize = 60;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let today = ask.day().unwrap_or_else(|| site.today());
    let events = events(site, ask)?;
    let table = analyse::timetable(&events, Some(today), None);
    let lead = html! { "Looked at from " time { (today) } ". Every line is told by an article; a day that has passed is not a report that it was held." };
    let body = html! {
        form class="filters" action="/timetable" aria-label="Filters" {
            label { "Looked at from" input type="date" name="as_of" value=(ask.as_of); }
            label { "Party" input name="party" value=(ask.party); }
            button { "Show" }
            a href=(ask.at("/timetable.ics")) { "Calendar file (.ics)" }
        }
        (part(ask, "Ahead", "ahead", &table.ahead, false))
        (part(ask, "Planned, no day given", "undated", &table.undated, true))
        (part(ask, "The day has passed, no report of it", "passed", &table.passed, true))
        (part(ask, "Called off or moved", "off", &table.off, true))
        (part(ask, "Held", "held", &table.held, true))
    };
    Ok(page::page(&holding, ask, "/timetable", "Timetable", &lead, &body))
}

pub(crate) fn calendar(site: &Site, ask: &Ask) -> Result<String, WebError> {
    Ok(present::calendar("Standpoint timetable", &events(site, ask)?))
}

/// The events that are asked for: what was told by its day, of one party if one is named.
pub(crate) fn events(site: &Site, ask: &Ask) -> Result<Vec<EventEntry>, WebError> {
    let named = (!ask.party.is_empty()).then(|| site.codebook().canonical(&ask.party).unwrap_or(&ask.party).to_string());
    site.read(|ledger| ledger.events(&ledger::Query { holder: named, as_of: ask.day(), ..ledger::Query::default() }))
}

fn part(ask: &Ask, name: &str, id: &str, events: &[&EventEntry], latest_first: bool) -> Markup {
    let limit = if ask.is_all() { usize::MAX } else { SHOWN };
    let mut order = events.to_vec();
    if latest_first {
        order.reverse();
    }
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (name) " " span class="soft" { (events.len()) } }
            @if events.is_empty() { p class="none" { "Nothing found." } }
            ul class="lines events" { @for e in order.iter().take(limit) { (line(e)) } }
            @if events.len() > limit { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/timetable")) { "Show all " (events.len()) } } }
        }
    }
}

fn line(e: &EventEntry) -> Markup {
    html! {
        li {
            span class="day" {
                @match (&e.after, e.when.edtf.is_empty()) {
                    (Some(after), true) => { "after " span dir="auto" { (after) } },
                    (None, true) => "no day given",
                    _ => (e.when.edtf),
                }
            }
            " " span class="flag" { (e.status) } " "
            q dir="auto" { (few(&e.quotation, 240)) } " "
            @if !e.participants.is_empty() { span dir="auto" { (e.participants.join(", ")) } ". " }
            @if let Some(place) = &e.place { span dir="auto" { (place) } ". " }
            span class="soft" { (article_line(&e.article)) }
        }
    }
}
