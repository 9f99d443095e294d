//! What moved: words before and after side by side; what the texts assert apart from what is computed.

use analyse::{AssertedShift, Shift, asserted_shifts};
use maud::{Markup, html};
use model::{Date, Entry};

use crate::ask::Ask;
use crate::mark::{article_line, count, day, in_context, outlet, place_of, stance};
use crate::page::{self, filters};
use crate::site::{Site, WebError};
use crate::standing::arrow;

/// Movements shown of each sort before "show all".
const SHOWN: usize = 30;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let entries = holding.chosen(ask);
    let by_then = |e: &Entry| {
        let on = analyse::day(e);
        ask.day().is_none_or(|limit: Date| on.is_some_and(|d| d <= limit))
            && ask.first_day().is_none_or(|first| on.is_some_and(|d| d >= first))
    };
    let mut computed = if ask.narrows() { analyse::shifts(&entries) } else { holding.shifts() };
    computed.retain(|s| by_then(s.to));
    let mut asserted = asserted_shifts(&entries);
    asserted.retain(|s| by_then(s.entry));
    let limit = if ask.is_all() { usize::MAX } else { SHOWN };
    let lead = html! { (count(computed.len(), "movement", "movements")) " between dated positions, " (asserted.len()) " asserted by the texts themselves"
        @if let Some(first) = ask.first_day() { ", since " time { (first) } }
        "; newest first."
    };
    let body = html! {
        (filters(site, &holding, ask, "/moved", true, true))
        section aria-labelledby="computed" {
            h2 id="computed" { "Between two dated positions" }
            @if computed.is_empty() { p class="none" { "No movement between dated positions was found." } }
            @for shift in computed.iter().take(limit) { (of_positions(site, shift)) }
        }
        section aria-labelledby="asserted" {
            h2 id="asserted" { "Asserted by an outlet" }
            @if asserted.is_empty() { p class="none" { "No text asserts a movement." } }
            @for shift in asserted.iter().take(limit) { (of_text(site, shift)) }
        }
        @if computed.len().max(asserted.len()) > limit {
            p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/moved")) { "Show all" } }
        }
    };
    Ok(page::page(&holding, ask, "/moved", "What moved", &lead, &body))
}

fn of_positions(site: &Site, shift: &Shift<'_>) -> Markup {
    html! {
        article class="shift" {
            h3 { (heading(site, shift.to)) span class="flag" { (arrow(shift.direction)) " " (shift.direction.as_str()) } }
            div class="pair" { (half("Before", shift.from)) (half("After", shift.to)) }
        }
    }
}

fn of_text(site: &Site, shift: &AssertedShift<'_>) -> Markup {
    html! {
        article class="shift asserted" {
            h3 { (heading(site, shift.entry)) span class="flag" { (shift.moved) ", says " span dir="auto" { (outlet(&shift.entry.article)) } } }
            div class="pair" {
                @match shift.before {
                    Some(before) => (half("Before", before)),
                    None => div class="half" { h4 { "Before" } p class="none" { "No earlier statement found." } },
                }
                (half("The words", shift.entry))
            }
        }
    }
}

fn heading(site: &Site, e: &Entry) -> Markup {
    html! {
        a href=(Ask { party: e.holder.clone(), ..Ask::default() }.at("/party")) dir="auto" { (e.holder) }
        @if let Some(issue) = &e.issue { " on " a href=(Ask::default().place(&e.holder, issue).at("/evidence")) { (site.issue_name(issue)) } } " "
    }
}

fn half(name: &str, e: &Entry) -> Markup {
    html! {
        div class="half" {
            h4 { (name) " · " (day(e)) " " (stance(e.stance)) }
            blockquote dir="auto" { (in_context(e)) }
            p class="soft" { (article_line(&e.article)) " · " a href=(place_of(e)) { "in the article" } }
        }
    }
}
