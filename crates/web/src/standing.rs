//! Where things stand: parties × issues as of a day, a table whose every cell leads to its words.

use std::collections::BTreeMap;

use analyse::{Cell, Direction, Matrix, Shift, matrix};
use jiff::Unit;
use maud::{Markup, html};
use model::Date;

use crate::ask::Ask;
use crate::evidence;
use crate::mark::{count, few, footing, stance, standing};
use crate::page::{self, filters};
use crate::site::{Holding, Site, WebError};

/// Parties shown before "show all".
const PARTIES: usize = 14;

/// How many days back a movement counts as recent.
const RECENT: i32 = 30;

/// Movements told above the matrix.
const LATELY: usize = 4;

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
        span data-part="lead" aria-live="polite" {
            @if let Some(day) = ask.day() { "As of " time { (day) } ", " } @else { "As of everything recorded, " }
            (count(found.cells.len(), "place", "places"))
            @if found.parties.len() > shown { "; the " (shown) " parties with the most places of " (found.parties.len()) }
            "."
        }
    };
    let open = evidence::open(site, &holding, ask)?;
    let body = html! {
        (filters(site, &holding, ask, "/", true, true))
        (replay(&holding, ask))
        div class={ "desk" @if open.is_some() { " opened" } } data-part="desk" {
            div class="board" {
                (lately(site, ask, &moved))
                @if found.cells.is_empty() { p class="none" { "No position was found that fits." } }
                @else { (table(site, ask, &found, &found.parties[..shown], &issues, &moved)) }
                @if found.parties.len() > shown {
                    p { a class="more" data-swap href=(ask.with(|a| a.all = "1".into()).at("/")) { "Show all " (found.parties.len()) " parties" } }
                }
                (unspoken(site, ask, &found))
            }
            @if let Some(open) = open { (open) }
        }
        (key())
    };
    Ok(page::page(&holding, ask, "/", "Where things stand", &lead, &body))
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

/// The latest movements in a line, so that they are seen before the table is read.
fn lately(site: &Site, ask: &Ask, moved: &Movements<'_>) -> Markup {
    let mut latest: Vec<&Shift<'_>> = moved.values().copied().collect();
    latest.sort_by_key(|s| (std::cmp::Reverse(analyse::day(s.to)), s.to.number));
    html! {
        @if !latest.is_empty() {
            p class="lately" {
                b { "Moved within " (RECENT) " days: " }
                @for (at, shift) in latest.iter().take(LATELY).enumerate() {
                    @let issue = shift.to.issue.as_deref().unwrap_or_default();
                    @if at > 0 { "; " }
                    a data-swap data-focus="panel" href=(ask.open(Some((&shift.to.holder, issue))).at("/")) { bdi { (shift.to.holder) } " on " (site.issue_name(issue)) }
                    " " (arrow(shift.direction)) " " (stance(shift.from.stance)) " → " (stance(shift.to.stance))
                }
                @if latest.len() > LATELY { "; and " a href=(ask.day_alone().at("/moved")) { (latest.len() - LATELY) " more" } }
            }
        }
    }
}

/// Steps to the days before and after on which something was said; with a script, a slider over all such days.
fn replay(holding: &Holding, ask: &Ask) -> Markup {
    let mut spoken: BTreeMap<Date, usize> = BTreeMap::new();
    for day in holding.placed.iter().filter_map(analyse::day) {
        *spoken.entry(day).or_default() += 1;
    }
    let (Some((first, _)), Some((last, _))) = (spoken.first_key_value(), spoken.last_key_value()) else { return html! {} };
    let here = ask.day();
    let before = here.map_or(Some(last), |day| spoken.range(..day).next_back().map(|(day, _)| day));
    let after = here.and_then(|day| spoken.range(day..).map(|(day, _)| day).find(|d| **d > day));
    let step = |day: Option<&Date>, id: &str, words: &str| {
        html! {
            @if let Some(day) = day { a data-swap id=(id) href=(ask.with(|a| a.as_of = day.to_string()).at("/")) { (words) " " time { (day) } } }
        }
    };
    html! {
        section class="replay" aria-label="Replay by day" {
            (slider(&spoken, *first, *last))
            nav data-part="steps" aria-label="Days" {
                (step(here.filter(|day| day > first).map(|_| first), "step-first", "First"))
                (step(before, "step-before", "← Earlier:"))
                (step(after, "step-after", "Later: →"))
                @if here.is_some() { a data-swap id="step-all" href=(ask.with(|a| a.as_of.clear()).at("/")) { "Everything recorded" } }
            }
        }
    }
}

/// How much was said when, drawn, and a slider over it. Without a script only the drawing is there: a slider that does nothing would be a lie.
fn slider(spoken: &BTreeMap<Date, usize>, first: Date, last: Date) -> Markup {
    const COLUMNS: i32 = 300;
    let since = |day: Date| first.until((Unit::Day, day)).map_or(0, |span| span.get_days());
    let length = since(last).max(1);
    let mut heights: BTreeMap<i32, usize> = BTreeMap::new();
    for (day, number) in spoken {
        *heights.entry(since(*day) * (COLUMNS - 1) / length).or_default() += number;
    }
    let most = heights.values().copied().max().unwrap_or(1) as f64;
    let offsets = spoken.keys().map(|day| since(*day).to_string()).collect::<Vec<_>>().join(" ");
    html! {
        @if spoken.len() > 1 {
            div class="slider" {
                div class="ends" aria-hidden="true" { time { (first) } output id="slider-day" {} time { (last) } }
                div class="track" {
                    svg viewBox=(format!("0 0 {COLUMNS} 24")) preserveAspectRatio="none" aria-hidden="true" {
                        @for (column, number) in &heights {
                            @let height = 4.0 + 20.0 * (*number as f64 / most).sqrt();
                            rect x=(column) y=(format!("{:.1}", 24.0 - height)) width=".9" height=(format!("{height:.1}")) {}
                        }
                    }
                    input type="range" min="0" max=(length) value=(length) step="1" data-first=(first) data-days=(offsets)
                        aria-label="As things stood on; arrow keys step through days on which something was said";
                }
            }
            (counts(spoken, first, last))
        }
    }
}

/// The drawing of the slider as a table: positions by month, or by year over a long time.
fn counts(spoken: &BTreeMap<Date, usize>, first: Date, last: Date) -> Markup {
    let by_year = last.year() - first.year() > 3;
    let mut periods: BTreeMap<String, usize> = BTreeMap::new();
    for (day, number) in spoken {
        let period = if by_year { format!("{:04}", day.year()) } else { format!("{:04}-{:02}", day.year(), day.month()) };
        *periods.entry(period).or_default() += number;
    }
    html! {
        details class="rest" {
            summary { "How much was said when" }
            div class="wide short narrow" tabindex="0" role="region" aria-label="Positions by time" {
                table class="places" {
                    thead { tr { th scope="col" { @if by_year { "Year" } @else { "Month" } } th scope="col" { "Positions" } } }
                    tbody { @for (period, number) in &periods { tr { th scope="row" { (period) } td class="number" { (number) } } } }
                }
            }
        }
    }
}

fn table(site: &Site, ask: &Ask, found: &Matrix<'_>, parties: &[&str], issues: &[&str], moved: &Movements<'_>) -> Markup {
    html! {
        div class="wide tall" tabindex="0" role="region" aria-label="Parties and issues" {
            table class="matrix" {
                caption class="hidden" { "Parties in rows, issues in columns. Each cell leads to the words it rests on." }
                thead {
                    tr {
                        th scope="col" { "Party" }
                        @for issue in issues {
                            th scope="col" { a href=(ask.day_alone().with(|a| a.issue = issue.to_string()).at("/issue")) { (site.issue_name(issue)) } }
                        }
                    }
                }
                tbody {
                    @for (row, party) in parties.iter().enumerate() {
                        tr {
                            th scope="row" { a href=(ask.day_alone().with(|a| a.party = party.to_string()).at("/party")) dir="auto" { (party) } }
                            @for (column, issue) in issues.iter().enumerate() {
                                @match found.cells.get(&(*party, *issue)) {
                                    Some(cell) => {
                                        @let is_open = ask.open_party == *party && ask.open_issue == *issue;
                                        td class={ "held " (cell.standing.as_str()) @if is_open { " here" } } {
                                            (place(ask, party, issue, cell, moved.get(&(*party, *issue)).copied(), &format!("cell-{row}-{column}")))
                                        }
                                    }
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

fn place(ask: &Ask, party: &str, issue: &str, cell: &Cell<'_>, moved: Option<&Shift<'_>>, id: &str) -> Markup {
    let is_open = ask.open_party == party && ask.open_issue == issue;
    html! {
        a class="cell" id=(id) data-swap data-focus="panel" href=(ask.open(Some((party, issue))).at("/")) aria-current=[is_open.then_some("true")] {
            span class="head" {
                (standing(cell.standing))
                @if let Some(shift) = moved { span class="flag moved" title=(format!("{} → {}, {}", shift.from.stance, shift.to.stance, shift.direction.as_str())) { (arrow(shift.direction)) " moved" } }
            }
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
        section class="key" aria-label="Key" {
            @for one in model::Stance::ALL { (stance(*one)) }
            (standing(analyse::Standing::Differing))
            p {
                "A stance is towards the issue’s proposition, which its page states. It is the party’s latest firm word of its own; what others report stands in only where "
                "there is none. “–”: no statement found, which is not a position. " b { "↗ ↘ moved" } ": towards or away from support within " (RECENT) " days. "
                b { "≠ voices differ" } ": another voice of the party said the contrary. " b { "◆ with a condition" } ": the words set one. Arrow keys go from place to place."
            }
        }
    }
}
