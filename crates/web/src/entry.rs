//! One entry: its words, everything that was decided about it, and the form for a decision.

use maud::{Markup, html};

use crate::ask::Ask;
use crate::evidence::beside;
use crate::mark::entry;
use crate::page;
use crate::review::form;
use crate::site::{Site, WebError};

pub(crate) fn page(site: &Site, ask: &Ask, number: &str) -> Result<Markup, WebError> {
    let number: i64 = number.parse().map_err(|_| WebError::NotFound { what: format!("entry “{number}”: entries have numbers") })?;
    let holding = site.holding()?;
    let history = site.read(|ledger| ledger.history(number))?;
    let Some(current) = history.last() else { return Err(WebError::NotFound { what: format!("entry {number}") }) };
    let lead = html! {
        "Recorded " time { (current.recorded.to_string().chars().take(10).collect::<String>()) } ", " (current.state.as_str()) "."
        @if current.number != number { " Entry " (number) " was superseded; this one stands in its place." }
    };
    let body = html! {
        div class="evidence reviewed" data-queue {
            div class="case" { (entry(site, current, true)) (form(site, current, ask, &format!("/entries/{}", current.number))) }
            (beside(site, current)?)
        }
        @if history.len() > 1 {
            section aria-labelledby="before" {
                h2 id="before" { "Before" }
                @for old in history.iter().rev().skip(1) { (entry(site, old, true)) }
            }
        }
    };
    Ok(page::page(&holding, ask, "/review", &format!("Entry {}", current.number), &lead, &body))
}
