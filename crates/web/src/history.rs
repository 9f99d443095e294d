//! One party, or one issue: where things stand, how they came there over time, and on what nothing was said.

use analyse::{Cell, Matrix, disputes, matrix};
use maud::{Markup, PreEscaped, html};
use model::{Entry, Stance};

use crate::ask::Ask;
use crate::mark::{count, day, entry_line, few, footing, place_of, stance, standing};
use crate::page::{self, filters};
use crate::site::{Holding, Site, WebError};

/// Entries listed before "show all".
const LISTED: usize = 60;

/// Entries drawn in the picture: more could not be told apart.
const DRAWN: usize = 400;

/// Days after which a position is called old.
const OLD: i64 = 180;

pub(crate) fn party(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let (holding, entries) = asked(site, ask, &ask.party, "party")?;
    let table = matrix(&entries, ask.day());
    let spoken: Vec<&str> = table.issues.clone();
    let lead = html! { (count(entries.len(), "entry", "entries")) " on " (count(spoken.len(), "issue", "issues")) "." };
    let body = html! {
        (filters(site, &holding, ask, "/party", false, true))
        section aria-labelledby="stands" {
            h2 id="stands" { "Where it stands" }
            @if spoken.is_empty() { p class="none" { "No position on any issue of the codebook was found." } }
            @else { (places(ask, "Issue", site.in_order(&spoken).into_iter().map(|issue| (site.issue_name(issue), ask.party.as_str(), issue)), &table)) }
        }
        (contrary(&entries))
        (silences(site, &table, &spoken))
        (over_time(site, ask, "/party", &entries, false))
    };
    Ok(page::page(&holding, ask, "/", &ask.party, &lead, &body))
}

pub(crate) fn issue(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let (holding, entries) = asked(site, ask, &ask.issue, "issue")?;
    let table = matrix(&entries, ask.day());
    let known = site.codebook().issue(&ask.issue);
    let lead = html! {
        @if let Some(issue) = known {
            (issue.question) " "
            @if let Some(words) = &issue.proposition { "Stances are towards: “" (words) "”. " }
        }
        (count(table.parties.len(), "party", "parties")) ", " (count(entries.len(), "entry", "entries")) "."
    };
    let body = html! {
        (filters(site, &holding, ask, "/issue", true, false))
        section aria-labelledby="sides" { h2 id="sides" { "The sides" } (sides(ask, &table)) }
        @if let Some(issue) = known.filter(|i| !i.options.is_empty()) {
            section aria-labelledby="ladder" {
                h2 id="ladder" { "The ladder of options" }
                ol class="ladder" {
                    @for option in &issue.options {
                        li { (stance(option.stance)) " " b { (option.name) } " "
                            (names(ask, table.cells.iter().filter(|(_, c)| c.latest.option.as_ref() == Some(&option.name)).map(|((p, _), _)| *p)))
                        }
                    }
                }
            }
        }
        (conditions(&table))
        (contrary(&entries))
        section aria-labelledby="stands" {
            h2 id="stands" { "Each party’s place" }
            @let shown = if ask.is_all() { table.parties.len() } else { table.parties.len().min(LISTED) };
            (places(ask, "Party", table.parties[..shown].iter().map(|party| (*party, *party, ask.issue.as_str())), &table))
        }
        (over_time(site, ask, "/issue", &entries, true))
    };
    Ok(page::page(&holding, ask, "/", site.issue_name(&ask.issue), &lead, &body))
}

fn asked(site: &Site, ask: &Ask, name: &str, what: &str) -> Result<(std::sync::Arc<Holding>, Vec<Entry>), WebError> {
    if name.is_empty() {
        return Err(WebError::NotFound { what: format!("{what} without a name; choose one where things stand") });
    }
    let holding = site.holding()?;
    let entries = holding.of_question(ask);
    Ok((holding, entries))
}

fn places<'a>(ask: &Ask, heading: &str, rows: impl Iterator<Item = (&'a str, &'a str, &'a str)>, table: &Matrix<'_>) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Places" {
            table class="places" {
                thead { tr { th scope="col" { (heading) } th scope="col" { "Stance" } th scope="col" { "Latest words" } th scope="col" { "Footing" } th scope="col" { "Age" } } }
                tbody {
                    @for (name, party, issue) in rows {
                        @if let Some(cell) = table.cells.get(&(party, issue)) {
                            tr {
                                th scope="row" { a href=(ask.place(party, issue).at("/evidence")) dir="auto" { (name) } }
                                td { (standing(cell.standing)) }
                                td { a class="words" href=(place_of(cell.latest)) { q dir="auto" { (few(&cell.latest.quotation, 110)) } } }
                                td { (footing(cell)) }
                                td class="number" { (age(cell)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn age(cell: &Cell<'_>) -> String {
    cell.age.map_or_else(|| "unknown".to_string(), |days| count(days.unsigned_abs() as usize, "day", "days"))
}

/// Parties by stance, those against first.
fn sides(ask: &Ask, table: &Matrix<'_>) -> Markup {
    const ORDER: [Stance; 5] = [Stance::Oppose, Stance::Open, Stance::Conditional, Stance::Support, Stance::Neutral];
    let at = |wanted: analyse::Standing| {
        table.parties.iter().copied().filter(move |p| table.cells.iter().any(|((q, _), c)| q == p && c.standing == wanted))
    };
    html! {
        dl class="sides" {
            @for one in ORDER {
                @let wanted = analyse::Standing::Clear(one);
                @if at(wanted).next().is_some() { dt { (stance(one)) } dd { (names(ask, at(wanted))) } }
            }
            @if at(analyse::Standing::Differing).next().is_some() {
                dt { (standing(analyse::Standing::Differing)) } dd { (names(ask, at(analyse::Standing::Differing))) }
            }
        }
    }
}

fn names<'a>(ask: &Ask, parties: impl Iterator<Item = &'a str>) -> Markup {
    html! {
        @for (at, party) in parties.enumerate() {
            @if at > 0 { ", " }
            a href=(ask.place(party, &ask.issue).at("/evidence")) dir="auto" { (party) }
        }
    }
}

fn conditions(table: &Matrix<'_>) -> Markup {
    let attached: Vec<&Entry> = table.cells.values().flat_map(|c| c.run.iter().copied()).filter(|e| e.condition.is_some()).collect();
    html! {
        @if !attached.is_empty() {
            section aria-labelledby="conditions" {
                h2 id="conditions" { "Conditions attached" }
                ul class="lines" {
                    @for e in attached.iter().take(LISTED) {
                        li { b dir="auto" { (e.holder) } " " (stance(e.stance)) " "
                            a class="words" href=(place_of(e)) { q dir="auto" { (e.condition.as_deref().unwrap_or_default()) } } " "
                            span class="day" { (day(e)) } }
                    }
                }
            }
        }
    }
}

fn contrary(entries: &[Entry]) -> Markup {
    let found = disputes(entries);
    html! {
        @if !found.is_empty() {
            section aria-labelledby="contrary" {
                h2 id="contrary" { "Contrary words" }
                ul class="lines" {
                    @for d in found.iter().take(20) {
                        li {
                            b dir="auto" { (d.own.holder) } " " (stance(d.own.stance)) " " a class="words" href=(place_of(d.own)) { q dir="auto" { (few(&d.own.quotation, 90)) } }
                            " against " (stance(d.other.stance)) " " a class="words" href=(place_of(d.other)) { q dir="auto" { (few(&d.other.quotation, 90)) } }
                            " " span class="day" { (day(d.own)) " / " (day(d.other)) }
                        }
                    }
                }
            }
        }
    }
}

fn silences(site: &Site, table: &Matrix<'_>, spoken: &[&str]) -> Markup {
    let unspoken = site.other_issues(spoken);
    let old: Vec<(&str, i64)> =
        table.cells.iter().filter_map(|((_, issue), c)| Some((*issue, c.age.filter(|days| *days > OLD)?))).collect();
    html! {
        @if !unspoken.is_empty() || !old.is_empty() {
            section aria-labelledby="silences" {
                h2 id="silences" { "Silences" }
                @if !unspoken.is_empty() { p { "No statement found on: " (unspoken.iter().map(|i| i.name.as_str()).collect::<Vec<_>>().join(", ")) "." } }
                @if !old.is_empty() {
                    p { "Nothing newer for over " (OLD) " days on: "
                        @for (at, (issue, days)) in old.iter().enumerate() { @if at > 0 { ", " } (site.issue_name(issue)) " (" (days) " days)" } "." }
                }
            }
        }
    }
}

fn over_time(site: &Site, ask: &Ask, path: &str, entries: &[Entry], with_holder: bool) -> Markup {
    let placed: Vec<Entry> = entries.iter().filter(|e| e.issue.is_some() && e.stance != Stance::Neutral).take(DRAWN).cloned().collect();
    let shown = if ask.is_all() { entries.len() } else { entries.len().min(LISTED) };
    html! {
        section aria-labelledby="time" {
            h2 id="time" { "Over time" }
            @if !placed.is_empty() {
                figure class="timeline" {
                    (PreEscaped(unstyled(&present::timeline_svg::draw(&placed))))
                    figcaption { "Positions with a side, the latest " (placed.len()) ". The list below says the same in words." }
                }
            }
            ul class="lines" { @for e in &entries[..shown] { (entry_line(site, e, with_holder)) } }
            @if entries.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at(path)) { "Show all " (count(entries.len(), "entry", "entries")) } } }
        }
    }
}

/// The picture without its own style element, which the policy of our pages would not apply: the style sheet draws it, in light and dark.
fn unstyled(svg: &str) -> String {
    match (svg.find("<style>"), svg.find("</style>")) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &svg[..start], &svg[end + "</style>".len()..]),
        _ => svg.to_string(),
    }
}
