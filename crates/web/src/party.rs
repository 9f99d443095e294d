//! One party: where it stands, how it came there, whether its voices contradict each other, on what it is silent, and who speaks for it. And one person the same way.

use std::collections::BTreeMap;

use analyse::{Matrix, is_own_voice, matrix, side, silences};
use maud::{Markup, html};
use model::{Date, Entry};

use crate::ask::Ask;
use crate::issue::places_table;
use crate::mark::{count, day, few, place_of, stance, standing};
use crate::over_time::{self, contrary};
use crate::page::{self, filters};
use crate::site::{Site, WebError};

/// Days after which a position is called old.
const OLD: i64 = 180;

/// Speakers listed.
const SPEAKERS: usize = 30;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let (holding, entries) = over_time::asked(site, ask, &ask.party, "party")?;
    let table = matrix(&entries, ask.day());
    let lead = html! {
        (count(entries.len(), "entry", "entries")) " on " (count(table.issues.len(), "issue", "issues"))
        @if let Some(day) = ask.day() { ", as of " time { (day) } }
        "."
    };
    let body = html! {
        (filters(site, &holding, ask, "/party", false, true))
        p class="tools" { a href=(ask.at("/brief")) { "Brief on this party" } a href=(ask.at("/moved")) { "What moved" } a href=(ask.at("/timetable")) { "Its timetable" } }
        section aria-labelledby="stands" {
            h2 id="stands" { "Where it stands" }
            @if table.issues.is_empty() { p class="none" { "No position on any issue of the codebook was found." } }
            @else { (places_table(ask, "/party", "Issue", site.in_order(&table.issues).into_iter().map(|issue| (site.issue_name(issue), ask.party.as_str(), issue)), &table)) }
        }
        (voices(site, &table))
        (contrary(&entries))
        (quiet(site, ask, &table, holding.latest()))
        (speakers(ask, &entries))
        (over_time::section(site, ask, "/party", &entries, false))
    };
    Ok(page::page(&holding, ask, "/", &ask.party, &lead, &body))
}

/// Voices of the party that say the contrary of its latest word.
fn voices(site: &Site, table: &Matrix<'_>) -> Markup {
    let differing: Vec<_> = table.cells.iter().filter(|(_, cell)| !cell.dissent.is_empty()).collect();
    let voice = |e: &Entry| {
        html! {
            (stance(e.stance)) " " a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 90)) } } " "
            span class="soft" { @if let Some(speaker) = &e.speaker { bdi { (speaker) } ", " } (day(e)) }
        }
    };
    html! {
        section aria-labelledby="voices" {
            h2 id="voices" { "Contradictions between its voices" }
            @if differing.is_empty() { p class="none" { "None was found: no voice of it said the contrary of its latest word within 60 days before it." } }
            ul class="lines" {
                @for ((_, issue), cell) in differing {
                    li { b { (site.issue_name(issue)) } ": " (voice(cell.latest)) @for other in &cell.dissent { " – but " (voice(other)) } }
                }
            }
        }
    }
}

/// Issues on which nothing was found, or nothing for long before the day looked from, which is else the latest day of publication: after it the ledger knows of nobody.
fn quiet(site: &Site, ask: &Ask, table: &Matrix<'_>, latest: Option<Date>) -> Markup {
    let codebook: Vec<&str> = site.codebook().issues().iter().map(|i| i.id.as_str()).collect();
    let issues = if codebook.is_empty() { table.issues.clone() } else { codebook };
    let found = silences(table, &ask.party, &issues, latest, OLD);
    let (never, old): (Vec<_>, Vec<_>) = found.into_iter().partition(|s| s.last.is_none());
    html! {
        section aria-labelledby="silences" {
            h2 id="silences" { "Silences" }
            @if never.is_empty() && old.is_empty() { p class="none" { "None: it spoke on every issue of the codebook within " (OLD) " days." } }
            @if !never.is_empty() {
                p { "No statement found on: "
                    @for (at, silence) in never.iter().enumerate() {
                        @if at > 0 { ", " } a href=(ask.day_alone().with(|a| a.issue = silence.issue.to_string()).at("/issue")) { (site.issue_name(silence.issue)) }
                    } "." }
            }
            @if !old.is_empty() {
                p { "Nothing newer for over " (OLD) " days before " time { (ask.day().or(latest).map_or_else(String::new, |d| d.to_string())) } ":" }
                ul class="lines" {
                    @for silence in &old {
                        @if let Some((e, age)) = silence.last {
                            li { b { (site.issue_name(silence.issue)) } ", " (count(age.unsigned_abs() as usize, "day", "days")) ": " (stance(e.stance)) " "
                                a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 110)) } } " " span class="day" { (day(e)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Who voiced its positions, most first.
fn speakers(ask: &Ask, entries: &[Entry]) -> Markup {
    let mut by_name: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for e in entries {
        if let Some(speaker) = e.speaker.as_deref() {
            let known = by_name.entry(speaker).or_default();
            known.0 += 1;
            known.1 |= is_own_voice(e);
        }
    }
    let mut names: Vec<(&str, usize, bool)> = by_name.into_iter().map(|(name, (number, own))| (name, number, own)).collect();
    names.sort_by_key(|(name, number, _)| (std::cmp::Reverse(*number), *name));
    let list = |own: bool| -> Vec<(&str, usize)> { names.iter().filter(|n| n.2 == own).map(|n| (n.0, n.1)).take(SPEAKERS).collect() };
    let written = |list: &[(&str, usize)]| {
        html! {
            @for (at, (name, number)) in list.iter().enumerate() {
                @if at > 0 { ", " } a href=(ask.day_alone().with(|a| a.speaker = name.to_string()).at("/person")) dir="auto" { (name) } " " span class="soft small" { (number) }
            }
        }
    };
    let (own, others) = (list(true), list(false));
    html! {
        @if !names.is_empty() {
            section aria-labelledby="speakers" {
                h2 id="speakers" { "Who speaks" }
                dl class="sides" {
                    @if !own.is_empty() { dt { "For it" } dd { (written(&own)) } }
                    @if !others.is_empty() { dt { "About it" } dd { (written(&others)) } }
                }
            }
        }
    }
}

/// One person: what was said, for whom, and whether it departs from the party's line.
pub(crate) fn person(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let (holding, entries) = over_time::asked(site, ask, &ask.speaker, "person")?;
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for e in &entries {
        *held.entry(e.holder.as_str()).or_default() += 1;
    }
    let known = site.codebook().person(&ask.speaker);
    let all = matrix(&holding.placed, ask.day());
    let departs: Vec<(&Entry, &analyse::Cell<'_>)> = entries
        .iter()
        .filter(|e| is_own_voice(e))
        .filter_map(|e| Some((e, all.cells.get(&(e.holder.as_str(), e.issue.as_deref()?))?)))
        .filter(|(e, cell)| side(e.stance) * side(cell.latest.stance) < 0 && e.number != cell.latest.number)
        .collect();
    let lead = html! {
        (count(entries.len(), "entry", "entries")) " in this person’s voice"
        @if !held.is_empty() { ", about the positions of "
            @for (at, (party, _)) in held.iter().take(6).enumerate() { @if at > 0 { ", " } a href=(ask.day_alone().with(|a| a.party = party.to_string()).at("/party")) dir="auto" { (party) } } }
        "."
    };
    let body = html! {
        (filters(site, &holding, ask, "/person", true, true))
        @if let Some(person) = known.filter(|p| !p.offices.is_empty()) {
            section aria-labelledby="offices" {
                h2 id="offices" { "Offices" }
                ul class="lines" {
                    @for office in &person.offices {
                        li { (office.title) ", " bdi { (office.party) } " "
                            span class="day" { (office.start.map_or_else(|| "…".to_string(), |d| d.to_string())) " – " (office.end.map_or_else(|| "…".to_string(), |d| d.to_string())) } }
                    }
                }
            }
        }
        section aria-labelledby="departs" {
            h2 id="departs" { "Contrary to where the party stands" }
            @if departs.is_empty() { p class="none" { "Nothing was found." } }
            ul class="lines" {
                @for (e, cell) in departs.iter().take(20) {
                    li { @if let Some(issue) = &e.issue { b { (site.issue_name(issue)) } ": " }
                        (stance(e.stance)) " " a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 90)) } } " " span class="day" { (day(e)) }
                        " – " bdi { (e.holder) } ": " (standing(cell.standing)) " " a class="words" href=(place_of(cell.latest)) { q dir="auto" { (few(&cell.latest.quotation, 90)) } } " " span class="day" { (day(cell.latest)) } }
                }
            }
        }
        (over_time::section(site, ask, "/person", &entries, entries.iter().any(|e| e.holder != entries[0].holder)))
    };
    Ok(page::page(&holding, ask, "/", &ask.speaker, &lead, &body))
}
