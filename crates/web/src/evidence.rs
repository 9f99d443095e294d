//! Evidence: the quotations that a place of the matrix rests on, those that contradict it, and the article beside them with the words in view.
//!
//! The same stands beside the matrix when a place is opened there, and as a page of its own.

use analyse::{Matrix, disputes, matrix};
use maud::{Markup, html};
use model::{ArticleId, Entry};

use crate::articles;
use crate::ask::Ask;
use crate::mark::{article_line, count, footing, quoted, standing};
use crate::page::{self, filters};
use crate::site::{Holding, Site, WebError};

/// Entries shown before "show all".
const ENTRIES: usize = 40;

/// Entries shown beside the matrix.
const BESIDE: usize = 12;

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
    let lead = html! {
        (count(found.len(), "entry", "entries")) ", newest first"
        @if let Some(day) = ask.day() { ", up to " time { (day) } }
        "."
        (proposition(site, &ask.issue))
    };
    let chosen = chosen(&found, ask, &table, &ask.party, &ask.issue);
    let body = html! {
        (verdict(&table, &ask.party, &ask.issue))
        (filters(site, &holding, ask, "/evidence", true, true))
        (contrary(&found, &ask.party))
        @if found.is_empty() { p class="none" { "No statement found." } }
        div class="evidence" {
            div class="quotations" data-part="quotations" {
                @for e in &found[..shown] { (quoted(site, e, &ask.with(|a| a.entry = e.number.to_string()).at("/evidence"), is(chosen, e))) }
                @if found.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/evidence")) { "Show all " (count(found.len(), "entry", "entries")) } } }
            }
            @if let Some(e) = chosen { (beside(site, e)?) }
        }
    };
    Ok(page::page(&holding, ask, "/", &title, &lead, &body))
}

/// The panel beside the matrix, if a place stands open.
pub(crate) fn open(site: &Site, holding: &Holding, ask: &Ask) -> Result<Option<Markup>, WebError> {
    if ask.open_party.is_empty() || ask.open_issue.is_empty() {
        return Ok(None);
    }
    let question = ask.open(None).place(&ask.open_party, &ask.open_issue);
    let found = holding.of_question(&question);
    let table = matrix(&found, ask.day());
    let chosen = chosen(&found, ask, &table, &ask.open_party, &ask.open_issue);
    let here = |e: &Entry| ask.with(|a| a.entry = e.number.to_string()).at("/");
    Ok(Some(html! {
        section class="panel" id="panel" tabindex="-1" aria-labelledby="panel-name" {
            header {
                h2 id="panel-name" { bdi { (ask.open_party) } " on " (site.issue_name(&ask.open_issue)) }
                a class="close" data-swap href=(ask.open(None).at("/")) aria-label="Close the evidence" { "Close" }
            }
            (verdict(&table, &ask.open_party, &ask.open_issue))
            p class="soft small" { (proposition(site, &ask.open_issue)) }
            (contrary(&found, &ask.open_party))
            div class="evidence" {
                div class="quotations" {
                    @if found.is_empty() { p class="none" { "No statement found." } }
                    @for e in found.iter().take(BESIDE) { (quoted(site, e, &here(e), is(chosen, e))) }
                    p { a class="more" href=(question.at("/evidence")) { "All " (count(found.len(), "entry", "entries")) " on a page" } }
                }
                @if let Some(e) = chosen { (beside(site, e)?) }
            }
        }
    }))
}

fn is(chosen: Option<&Entry>, e: &Entry) -> bool {
    chosen.is_some_and(|c| c.number == e.number)
}

/// The entry asked for, else the one that decides the place, else the newest.
fn chosen<'a>(found: &'a [Entry], ask: &Ask, table: &Matrix<'_>, party: &str, issue: &str) -> Option<&'a Entry> {
    let cell = table.cells.iter().find(|((p, i), _)| *p == party && *i == issue).map(|(_, c)| c.latest.number);
    let wanted = ask.entry.parse::<i64>().ok();
    let at = |number: Option<i64>| found.iter().find(|e| Some(e.number) == number);
    at(wanted).or_else(|| at(cell)).or(found.first())
}

fn proposition(site: &Site, issue: &str) -> Markup {
    let words = site.codebook().issue(issue).and_then(|i| i.proposition.as_deref());
    html! { @if let Some(words) = words { " Stances are towards: “" (words) "”." } }
}

fn verdict(table: &Matrix<'_>, party: &str, issue: &str) -> Markup {
    let cell = table.cells.iter().find(|((p, i), _)| *p == party && *i == issue).map(|(_, c)| c);
    html! {
        @if let Some(cell) = cell {
            p class="verdict" {
                (standing(cell.standing)) (footing(cell))
                @if let Some(age) = cell.age.filter(|days| *days > 0) { span class="footing" { (count(age.unsigned_abs() as usize, "day", "days")) " old" } }
            }
        }
    }
}

fn contrary(found: &[Entry], party: &str) -> Markup {
    let contrary = disputes(found);
    html! {
        @if !contrary.is_empty() && !party.is_empty() {
            p class="notice" { "Contrary words: "
                @for d in &contrary { a href={ "#entry-" (d.own.number) } { "entry " (d.own.number) } " against " a href={ "#entry-" (d.other.number) } { "entry " (d.other.number) } ". " } }
        }
    }
}

/// The article of an entry, its words in view.
pub(crate) fn beside(site: &Site, e: &Entry) -> Result<Markup, WebError> {
    let id: &ArticleId = &e.article.id;
    let Some((stored, entries)) = articles::stored(site, id)? else { return Ok(html! {}) };
    Ok(html! {
        section class="beside-article" data-part="article" aria-label="The article" {
            p class="source" { (article_line(&e.article)) }
            div class="text" data-scroll tabindex="0" role="region" aria-label="Text of the article" lang=[stored.article.language.as_deref()] {
                (articles::text(&stored.article, &entries, Some(e.number), None))
            }
        }
    })
}
