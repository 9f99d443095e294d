//! The frame of every page: head, navigation, footer; and the page that says what went wrong.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ledger::Stamp;
use maud::{DOCTYPE, Markup, html};
use model::SpeechKind;

use crate::ask::Ask;
use crate::mark::count;
use crate::site::{Holding, Site, WebError};

const PLACES: [(&str, &str); 6] = [
    ("/", "Where things stand"),
    ("/moved", "What moved"),
    ("/timetable", "Timetable"),
    ("/articles", "Articles"),
    ("/brief", "Brief"),
    ("/review", "Review"),
];

/// A page: `here` is the address of its place in the navigation, `lead` one line under the heading.
pub(crate) fn page(holding: &Holding, ask: &Ask, here: &str, title: &str, lead: &Markup, body: &Markup) -> Markup {
    let day = ask.day_alone();
    frame(
        title,
        &html! {
            nav aria-label="Pages" {
                ul {
                    @for (path, name) in PLACES {
                        li { a href=(day.at(path)) aria-current=[(path == here).then_some("page")] { (name) } }
                    }
                }
            }
            form class="search" role="search" action="/articles" {
                label class="hidden" for="q" { "Search articles and quotations" }
                input id="q" type="search" name="q" value=(ask.q) placeholder="Search articles and quotations";
                button { "Search" }
            }
            (crate::sign_in::badge(&ask.viewer))
        },
        &html! {
            header class="title" { h1 dir="auto" { (title) } p class="lead" { (lead) } }
            @for problem in ask.problems() { p class="notice" role="status" { (problem) } }
            (body)
        },
        &html! {
            @let held = holding.stamp();
            span data-held=(self::held(held)) { (count(held.articles.unsigned_abs() as usize, "article", "articles")) } " · "
            (count(holding.placed.len() + holding.unplaced.len(), "position", "positions")) " · "
            (count(holding.events.len(), "event", "events")) " · kept on this machine; nothing leaves it"
        },
    )
}

/// A stamp in one word.
pub(crate) fn held(stamp: Stamp) -> String {
    format!("{}.{}.{}.{}", stamp.articles, stamp.entries, stamp.events, stamp.corrected_days)
}

pub(crate) fn frame(title: &str, top: &Markup, body: &Markup, foot: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Standpoint" }
                script src="/desk.js" {}
                script src="/live.js" {}
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body {
                a class="skip" href="#content" { "Skip to the content" }
                header class="top" { a class="brand" href="/" { "Standpoint" } (top) }
                main id="content" tabindex="-1" { (body) }
                footer { (foot) }
            }
        }
    }
}

/// The filter form of a page: only the fields that are named here are shown; the day always.
pub(crate) fn filters(site: &Site, holding: &Holding, ask: &Ask, path: &str, party: bool, issue: bool) -> Markup {
    html! {
        form class="filters" data-swap[path == "/"] action=(path) aria-label="Filters" {
            @if !ask.open_party.is_empty() && path == "/" {
                input type="hidden" name="open_party" value=(ask.open_party);
                input type="hidden" name="open_issue" value=(ask.open_issue);
            }
            @if party {
                label { "Party"
                    select name="party" {
                        option value="" { "all parties" }
                        @for name in holding.parties() { option value=(name) selected[name == ask.party] { (name) } }
                    }
                }
            } @else if !ask.party.is_empty() { input type="hidden" name="party" value=(ask.party); }
            @if issue {
                label { "Issue"
                    select name="issue" {
                        option value="" { "all issues" }
                        @let issues: Vec<&str> = holding.issues().into_iter().collect();
                        @for id in site.in_order(&issues) { option value=(id) selected[id == ask.issue] { (site.issue_name(id)) } }
                    }
                }
            } @else if !ask.issue.is_empty() { input type="hidden" name="issue" value=(ask.issue); }
            @if !ask.speaker.is_empty() { input type="hidden" name="speaker" value=(ask.speaker); }
            label { "Outlet"
                select name="outlet" {
                    option value="" { "all outlets" }
                    @for name in &holding.outlets { option value=(name) selected[*name == ask.outlet] { (name) } }
                }
            }
            label { "Speech"
                select name="kind" {
                    option value="" { "all kinds" }
                    @for kind in SpeechKind::ALL { option value=(kind) selected[Some(*kind) == ask.speech_kind()] { (kind) } }
                }
            }
            label { "Certainty at least" input type="number" name="certainty" min="0" max="1" step="0.05" value=(ask.certainty); }
            label { "As of" input type="date" name="as_of" value=(ask.as_of); }
            @if path == "/articles" || path == "/moved" { label { "From" input type="date" name="since" value=(ask.since); } }
            @if path == "/articles" {
                label { "Words" input type="search" name="q" value=(ask.q) dir="auto"; }
            }
            button { "Show" }
            @if ask.narrows() || !ask.as_of.is_empty() || !ask.since.is_empty() || (path == "/articles" && !ask.q.is_empty()) { a href=(cleared(ask, path, party, issue)) { "Clear" } }
        }
    }
}

/// The page without its filters: what the page is about stays.
fn cleared(ask: &Ask, path: &str, party: bool, issue: bool) -> String {
    let mut bare = Ask { speaker: ask.speaker.clone(), ..Ask::default() };
    if !party {
        bare.party.clone_from(&ask.party);
    }
    if !issue {
        bare.issue.clone_from(&ask.issue);
    }
    bare.at(path)
}

/// A form that changes something: every such form is made here, so that what it must carry to be one of ours stands in one place.
pub(crate) fn form(site: &Site, action: &str, class: &str, label: &str, body: &Markup) -> Markup {
    html! {
        form class=(class) method="post" action=(action) aria-label=(label) {
            input type="hidden" name="token" value=(site.token());
            (body)
        }
    }
}

/// A form that sends files, otherwise as [`form`].
pub(crate) fn upload(site: &Site, action: &str, label: &str, body: &Markup) -> Markup {
    html! {
        form class="stack" method="post" action=(action) enctype="multipart/form-data" aria-label=(label) {
            input type="hidden" name="token" value=(site.token());
            (body)
        }
    }
}

/// The page that says what went wrong, with the fitting status.
pub(crate) fn fault(error: &WebError) -> Response {
    let (status, _) = error.status();
    let page = frame(
        "That did not work",
        &html! {},
        &html! {
            header class="title" { h1 { "That did not work" } }
            p role="alert" { (error) }
            p { a href="/" { "Where things stand" } }
        },
        &html! {},
    );
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"))], page.into_string()).into_response()
}
