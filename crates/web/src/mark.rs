//! The small pieces of which pages are made: stance marks, days, sources, an entry with its words.

use analyse::{Cell, Standing};
use maud::{Markup, html};
use model::{ArticleCard, Entry, EntryState, Stance};
use present::words::{authority, basis_of_day};
pub(crate) use present::words::{count, day_of as day, few_words as few, outlet};

use crate::ask::Ask;
use crate::site::Site;

/// A stance by shape, colour and word.
pub(crate) fn stance(stance: Stance) -> Markup {
    html! { span class={ "stance " (stance.as_str()) } { (shape(stance)) (stance.as_str()) } }
}

/// Where a party stands, the same way.
pub(crate) fn standing(of: Standing) -> Markup {
    match of {
        Standing::Clear(one) => stance(one),
        Standing::Differing => html! {
            span class="stance disputed" {
                svg viewBox="0 0 12 12" aria-hidden="true" { path d="M6 0 11 5H1zM6 12 1 7h10z" {} }
                "disputed"
            }
        },
    }
}

/// Support points up, oppose down, conditional is a diamond, open a ring, neutral a dot: readable without colour.
fn shape(stance: Stance) -> Markup {
    html! {
        svg viewBox="0 0 12 12" aria-hidden="true" {
            @match stance {
                Stance::Support => path d="M6 1 11.5 11H.5z" {},
                Stance::Oppose => path d="M6 11 .5 1h11z" {},
                Stance::Conditional => path d="M6 .5 11.5 6 6 11.5.5 6z" {},
                Stance::Open => circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="2" {},
                Stance::Neutral => circle cx="6" cy="6" r="2.5" {},
            }
        }
    }
}

/// The sentence with the quoted words marked; the words alone when they do not stand in it as they are.
pub(crate) fn in_context(e: &Entry) -> Markup {
    match e.context.split_once(&e.quotation) {
        Some((before, after)) if !e.quotation.is_empty() => html! { (before) mark { (e.quotation) } (after) },
        _ => html! { mark { (e.quotation) } },
    }
}

/// What a cell says beside its stance: since when, from how many sources, whose word.
pub(crate) fn footing(cell: &Cell<'_>) -> Markup {
    html! {
        span class="footing" {
            span { (since(cell.since)) } span { (count(cell.sources, "source", "sources")) }
            @if !cell.own_voice { span { "as others report it" } }
        }
        // A condition is said even where the words support: neither a yes nor a no may lose it.
        @if cell.latest.condition.is_some() && cell.standing != Standing::Clear(Stance::Conditional) { span class="flag" { "◆ with a condition" } }
        @if !cell.dissent.is_empty() { span class="flag" { "≠ voices differ" } }
    }
}

/// Since when, as far as it is known: a position without a date of its own, or about a time after its article, was held by the day of its article.
fn since(e: &Entry) -> String {
    match e.article.published.filter(|published| e.when.first.is_some_and(|first| first > *published)) {
        Some(published) => format!("by {published}"),
        None if e.when.edtf.is_empty() => day(e),
        None => format!("since {}", e.when.edtf),
    }
}

/// Where the words stand: the article, with the entry brought out.
pub(crate) fn place_of(e: &Entry) -> String {
    let ask = Ask { entry: e.number.to_string(), ..Ask::default() };
    format!("{}#said-{}", ask.at(&format!("/articles/{}", e.article.id)), e.number)
}

/// An article in one line, linked.
pub(crate) fn article_line(a: &ArticleCard) -> Markup {
    html! {
        a href={ "/articles/" (a.id) } { cite dir="auto" { (outlet(a)) } }
        ", " (a.published.map_or_else(|| "undated".to_string(), |d| d.to_string()))
        @if let Some(title) = &a.title { ", " span dir="auto" { "“" (title) "”" } }
        @if let Some(origin) = a.origin.as_deref().filter(|o| Some(*o) != a.outlet.as_deref()) { ", first in " span dir="auto" { (origin) } }
    }
}

/// An entry as evidence: the words first, then what they rest on; `here` is the address at which its article stands beside it.
pub(crate) fn quoted(site: &Site, e: &Entry, here: &str, is_chosen: bool) -> Markup {
    html! {
        article class={ "quoted" @if is_chosen { " chosen" } } id={ "entry-" (e.number) } {
            p class="head" { (stance(e.stance)) " " span class="day" { (day(e)) } }
            blockquote dir="auto" { (in_context(e)) }
            p class="small" {
                @if let Some(speaker) = &e.speaker { "Said by " (person(speaker)) "; " } @else { "Authority: " } (authority(e.basis)) ". "
                (article_line(&e.article))
                @let others = e.appearances.iter().filter(|a| a.id != e.article.id).count();
                @if others > 0 { ", and in " (count(others, "other article", "other articles")) }
                "."
            }
            @if let Some(condition) = &e.condition { p class="small" { "On the condition " q dir="auto" { (condition) } } }
            @if let Some(moved) = e.moved { p class="small" { "The text asserts a movement: " (moved) "." } }
            p class="small soft" { "Rule " code { (e.rule) } ", certainty " (format!("{:.2}", e.certainty)) "; date: " (basis_of_day(e)) (review_of(e)) "." }
            p class="ways" {
                @if is_chosen { span class="shown" { "Shown beside" } } @else { a data-swap href=(here) { "Show beside" } }
                a href=(place_of(e)) { "Read the article" }
                a href={ "/entries/" (e.number) } { "Entry " (e.number) @if let Some(issue) = &e.issue { span class="hidden" { " on " (site.issue_name(issue)) } } }
            }
        }
    }
}

/// Who voiced something, leading to what else is known in that voice.
fn person(speaker: &str) -> Markup {
    html! { a href=(Ask { speaker: speaker.to_string(), ..Ask::default() }.at("/person")) dir="auto" { (speaker) } }
}

fn review_of(e: &Entry) -> Markup {
    html! { @if e.state != EntryState::AsRead { "; " (e.state.as_str()) " by " bdi { (e.decided_by.as_deref().unwrap_or("somebody")) } } }
}

/// An entry whole: holder, stance, words in context, and all that they rest on. As an anchor it is what the page is about, and other parts of the page
/// can lead to it.
pub(crate) fn entry(site: &Site, e: &Entry, is_anchor: bool) -> Markup {
    html! {
        article class="entry" id=[is_anchor.then(|| format!("entry-{}", e.number))] {
            header {
                @let name = html! {
                    a href=(Ask { party: e.holder.clone(), ..Ask::default() }.at("/party")) dir="auto" { (e.holder) } " "
                    (stance(e.stance))
                };
                @if is_anchor { h2 { (name) } } @else { h3 { (name) } }
                @if let Some(issue) = &e.issue {
                    a class="issue" href=(Ask { issue: issue.clone(), ..Ask::default() }.at("/issue")) { (site.issue_name(issue)) }
                } @else { span class="soft" { "in no issue of the codebook" } }
                span class="day" { (day(e)) }
            }
            blockquote dir="auto" { (in_context(e)) }
            dl {
                dt { "In" } dd { (article_line(&e.article)) }
                @for other in e.appearances.iter().filter(|a| a.id != e.article.id) { dt { "Also in" } dd { (article_line(other)) } }
                @if let Some(speaker) = &e.speaker { dt { "Said by" } dd { (person(speaker)) } }
                dt { "Authority" } dd { (authority(e.basis)) ", " (e.kind) }
                dt { "Date" } dd { (day(e)) " – " (basis_of_day(e)) }
                @if let Some(condition) = &e.condition { dt { "Condition" } dd dir="auto" { "“" (condition) "”" } }
                @if let Some(moved) = e.moved { dt { "Movement" } dd { (moved) ", as the text asserts" } }
                dt { "Rule" } dd { code { (e.rule) } ", certainty " (format!("{:.2}", e.certainty)) }
                @if e.state != EntryState::AsRead {
                    dt { "Review" }
                    dd { (e.state.as_str()) " by " (e.decided_by.as_deref().unwrap_or("somebody"))
                        @if let Some(reason) = &e.reason { ": " span dir="auto" { (reason) } } }
                }
            }
            p class="ways" {
                a href=(place_of(e)) { "Read it in the article" }
                a href={ "/entries/" (e.number) } { "Entry " (e.number) ": history, review" }
            }
        }
    }
}

/// An entry in one line of a list.
pub(crate) fn entry_line(site: &Site, e: &Entry, with_holder: bool) -> Markup {
    html! {
        li {
            span class="day" { (day(e)) } " " (stance(e.stance)) " "
            @if with_holder { b dir="auto" { (e.holder) } " " }
            @else if let Some(issue) = &e.issue { b { (site.issue_name(issue)) } " " }
            a class="words" href=(place_of(e)) { q dir="auto" { (few(&e.quotation, 160)) } } " "
            span class="soft" dir="auto" { (outlet(&e.article)) }
        }
    }
}
