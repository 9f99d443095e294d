//! What an issue, a party and a person have in common on their pages: the entries asked for, contrary words, and positions over time with their table.

use std::sync::Arc;

use analyse::{History, disputes, histories};
use maud::{Markup, PreEscaped, html};
use model::Entry;

use crate::ask::Ask;
use crate::mark::{count, day, entry_line, few, place_of, stance};
use crate::site::{Holding, Site, WebError};

/// Entries listed before "show all".
const LISTED: usize = 60;

/// Lines drawn: more could not be told apart.
const DRAWN: usize = 14;

/// The entries that a page about `name` asks for, newest first.
pub(crate) fn asked(site: &Site, ask: &Ask, name: &str, what: &str) -> Result<(Arc<Holding>, Vec<Entry>), WebError> {
    if name.is_empty() {
        return Err(WebError::NotFound { what: format!("{what} without a name; choose one where things stand") });
    }
    let holding = site.holding()?;
    let entries = holding.of_question(ask);
    Ok((holding, entries))
}

pub(crate) fn contrary(entries: &[Entry]) -> Markup {
    let found = disputes(entries);
    let side = |e: &Entry| {
        html! {
            (stance(e.stance)) " " a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 90)) } }
            @if let Some(speaker) = &e.speaker { " (" span dir="auto" { (speaker) } ")" }
        }
    };
    html! {
        @if !found.is_empty() {
            section aria-labelledby="contrary" {
                h2 id="contrary" { "Contrary words" }
                ul class="lines" {
                    @for d in found.iter().take(20) {
                        li { b dir="auto" { (d.own.holder) } " " (side(d.own)) " against " (side(d.other)) " " span class="day" { (day(d.own)) " / " (day(d.other)) } }
                    }
                }
            }
        }
    }
}

/// Positions over time: lines, the same as a table, and every entry in a list. Lanes are parties where `of_parties`, else issues.
pub(crate) fn section(site: &Site, ask: &Ask, path: &str, entries: &[Entry], of_parties: bool) -> Markup {
    let lines = histories(entries, ask.day());
    let drawn = &lines[..lines.len().min(DRAWN)];
    let name = |h: &History<'_>| if of_parties { h.party.to_string() } else { site.issue_name(h.issue).to_string() };
    let shown = if ask.is_all() { entries.len() } else { entries.len().min(LISTED) };
    html! {
        section aria-labelledby="time" {
            h2 id="time" { "Over time" }
            @if !drawn.is_empty() {
                figure class="timeline" {
                    (PreEscaped(present::timeline_svg::draw_histories(drawn, name)))
                    figcaption {
                        "Own words with a side; high is support, low is oppose, between are openness and conditions. A line runs on until a party says otherwise. "
                        @if lines.len() > drawn.len() { "The " (drawn.len()) " with the most words of " (lines.len()) ". " }
                        "The table says the same."
                    }
                }
                details class="rest" {
                    summary { "The same as a table" }
                    (table(drawn, name, if of_parties { "Party" } else { "Issue" }))
                }
            }
            h3 class="list" { "All entries, newest first" }
            @if entries.is_empty() { p class="none" { "No statement found." } }
            ul class="lines" { @for e in &entries[..shown] { (entry_line(site, e, of_parties)) } }
            @if entries.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at(path)) { "Show all " (count(entries.len(), "entry", "entries")) } } }
        }
    }
}

fn table(lines: &[History<'_>], name: impl Fn(&History<'_>) -> String, heading: &str) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Positions over time" {
            table class="places" {
                thead { tr { th scope="col" { (heading) } th scope="col" { "Stance" } th scope="col" { "First day" } th scope="col" { "Last day" } th scope="col" { "Entries" } th scope="col" { "First words" } } }
                tbody {
                    @for line in lines {
                        @for (at, run) in line.runs.iter().enumerate() {
                            @let (first, last) = run.days();
                            tr {
                                @if at == 0 { th scope="rowgroup" rowspan=(line.runs.len()) dir="auto" { (name(line)) } }
                                td { (stance(run.stance)) }
                                td class="number" { (first) } td class="number" { (last) } td class="number" { (run.entries.len()) }
                                td { @if let Some((_, e)) = run.entries.first() { a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 90)) } } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
