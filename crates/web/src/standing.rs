//! Where things stand: parties × issues as of a day, a table whose every cell leads to its words.

use std::collections::{BTreeMap, BTreeSet};

use analyse::{Cell, Direction, Matrix, Shift, matrix};
use jiff::Unit;
use maud::{Markup, html};
use model::Date;

use crate::ask::Ask;
use crate::mark::{few, footing, standing};
use crate::page::{self, filters};
use crate::site::{Holding, Site, WebError};

/// Parties shown before "show all".
const PARTIES: usize = 14;

/// How many days back a movement counts as recent.
const RECENT: i32 = 30;

type Movements<'a> = BTreeMap<(&'a str, &'a str), &'a Shift<'a>>;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let entries = holding.chosen(ask);
    let found = matrix(&entries, ask.day());
    let issues = site.in_order(&found.issues);
    let shown = if ask.is_all() { found.parties.len() } else { found.parties.len().min(PARTIES) };
    let shifts = if ask.narrows() { analyse::shifts(&entries) } else { holding.shifts() };
    let moved = recent(&shifts, ask.day().or_else(|| holding.latest()));
    let lead = html! {
        @if let Some(day) = ask.day() { "As of " time { (day) } } @else { "As of everything recorded" }
        @if found.parties.len() > shown { ". The " (shown) " parties with the most positions of " (found.parties.len()) }
        "."
    };
    let body = html! {
        (filters(site, &holding, ask, "/", true, true))
        (replay(&holding, ask))
        @if found.cells.is_empty() { p class="none" { "No position was found that fits." } }
        @else { (table(site, ask, &found, &found.parties[..shown], &issues, &moved)) }
        @if found.parties.len() > shown {
            p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/")) { "Show all " (found.parties.len()) " parties" } }
        }
        (unspoken(site, ask, &found))
        (key())
    };
    Ok(frame(&holding, ask, &lead, &body))
}

fn frame(holding: &Holding, ask: &Ask, lead: &Markup, body: &Markup) -> Markup {
    page::page(holding, ask, "/", "Where things stand", lead, body)
}

/// The latest movement of each place, if it is recent.
fn recent<'a>(shifts: &'a [Shift<'a>], from: Option<Date>) -> Movements<'a> {
    let mut moved = Movements::new();
    for shift in shifts {
        let Some((day, from)) = analyse::day(shift.to).zip(from) else { continue };
        let is_recent = day <= from && day.until((Unit::Day, from)).is_ok_and(|span| span.get_days() <= RECENT);
        if let Some(issue) = shift.to.issue.as_deref().filter(|_| is_recent) {
            moved.entry((shift.to.holder.as_str(), issue)).or_insert(shift);
        }
    }
    moved
}

/// Steps to the days before and after on which something was said.
fn replay(holding: &Holding, ask: &Ask) -> Markup {
    let days: BTreeSet<Date> = holding.placed.iter().filter_map(analyse::day).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return html! {} };
    let here = ask.day();
    let before = here.map_or(Some(last), |day| days.range(..day).next_back());
    let after = here.and_then(|day| days.range(day..).find(|d| **d > day));
    let step = |day: Option<&Date>, words: &str| {
        html! { @if let Some(day) = day { a href=(ask.with(|a| a.as_of = day.to_string()).at("/")) { (words) " " time { (day) } } } }
    };
    html! {
        nav class="replay" aria-label="Replay by day" {
            (step(here.filter(|day| day > first).map(|_| first), "First"))
            (step(before, "← Earlier:"))
            (step(after, "Later: →"))
            @if here.is_some() { a href=(ask.with(|a| a.as_of.clear()).at("/")) { "Everything recorded" } }
        }
    }
}

fn table(site: &Site, ask: &Ask, found: &Matrix<'_>, parties: &[&str], issues: &[&str], moved: &Movements<'_>) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Parties and issues" {
            table class="matrix" {
                thead {
                    tr {
                        th scope="col" { "Party" }
                        @for issue in issues {
                            th scope="col" { a href=(ask.day_alone().with(|a| a.issue = issue.to_string()).at("/issue")) { (site.issue_name(issue)) } }
                        }
                    }
                }
                tbody {
                    @for party in parties {
                        tr {
                            th scope="row" { a href=(ask.day_alone().with(|a| a.party = party.to_string()).at("/party")) dir="auto" { (party) } }
                            @for issue in issues {
                                @match found.cells.get(&(*party, *issue)) {
                                    Some(cell) => td { (place(ask, party, issue, cell, moved.get(&(*party, *issue)).copied())) },
                                    None => td class="blank" { span class="hidden" { "no statement found" } span aria-hidden="true" { "–" } },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn place(ask: &Ask, party: &str, issue: &str, cell: &Cell<'_>, moved: Option<&Shift<'_>>) -> Markup {
    html! {
        a class="cell" href=(ask.place(party, issue).at("/evidence")) {
            (standing(cell.standing))
            @if let Some(shift) = moved { span class="flag" { (arrow(shift.direction)) " moved" } }
            q dir="auto" { (few(&cell.latest.quotation, 64)) }
            (footing(cell))
        }
    }
}

/// Which way it went, drawn.
pub(crate) fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::Towards => "↗",
        Direction::Away => "↘",
    }
}

/// What the codebook asks and nobody answered.
fn unspoken(site: &Site, ask: &Ask, found: &Matrix<'_>) -> Markup {
    let others = site.other_issues(&found.issues);
    html! {
        @if !others.is_empty() && !ask.narrows() {
            p class="soft" { "No statement found on: " (others.iter().map(|i| i.name.as_str()).collect::<Vec<_>>().join(", ")) "." }
        }
    }
}

fn key() -> Markup {
    html! {
        aside class="key" aria-label="Key" {
            @for stance in model::Stance::ALL { (crate::mark::stance(*stance)) }
            (standing(analyse::Standing::Differing))
            p {
                "A stance is towards the issue’s proposition, which its page states. It is the party’s latest firm word of its own; what others report stands in only where "
                "there is none. “–”: no statement found, which is not a position. " b { "↗ ↘ moved" } ": towards or away from support within " (RECENT) " days. "
                b { "≠ voices differ" } ": another voice of the party said the contrary."
            }
        }
    }
}
