//! Evidence: the quotations that a place of the matrix rests on, and those that contradict it.

use analyse::{disputes, matrix};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::mark::{count, entry, footing, standing};
use crate::page::{self, filters};
use crate::site::{Site, WebError};

/// Entries shown before "show all".
const ENTRIES: usize = 40;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let found = holding.of_question(ask);
    let table = matrix(&found, ask.day());
    let shown = if ask.is_all() { found.len() } else { found.len().min(ENTRIES) };
    let title = match (ask.party.as_str(), ask.issue.as_str()) {
        ("", "") => "Evidence".to_string(),
        (party, "") => party.to_string(),
        ("", issue) => site.issue_name(issue).to_string(),
        (party, issue) => format!("{party} on {}", site.issue_name(issue)),
    };
    let proposition = site.codebook().issue(&ask.issue).and_then(|i| i.proposition.as_deref());
    let lead = html! {
        (count(found.len(), "entry", "entries")) ", newest first"
        @if let Some(day) = ask.day() { ", up to " time { (day) } }
        "."
        @if let Some(words) = proposition { " Stances are towards: “" (words) "”." }
    };
    let body = html! {
        @if let Some(cell) = table.cells.get(&(ask.party.as_str(), ask.issue.as_str())) {
            p class="verdict" { (standing(cell.standing)) (footing(cell)) @if let Some(age) = cell.age { span class="footing" { (count(age.unsigned_abs() as usize, "day", "days")) " old" } } }
        }
        (filters(site, &holding, ask, "/evidence", true, true))
        @let contrary = disputes(&found);
        @if !contrary.is_empty() && !ask.party.is_empty() {
            p class="notice" { "Contrary words: "
                @for d in &contrary { a href={ "#entry-" (d.own.number) } { "entry " (d.own.number) } " against " a href={ "#entry-" (d.other.number) } { "entry " (d.other.number) } ". " } }
        }
        @if found.is_empty() { p class="none" { "No statement found." } }
        @for e in &found[..shown] { (entry(site, e)) }
        @if found.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/evidence")) { "Show all " (count(found.len(), "entry", "entries")) } } }
    };
    Ok(page::page(&holding, ask, "/", &title, &lead, &body))
}
