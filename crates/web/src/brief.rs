//! The brief for a day, a party or an issue: a page to read and print, and the same as a file.

use maud::{Markup, html};
use model::Stance;
use present::brief::{Brief, Citation, Line, Section};
use present::{Material, compose};

use crate::ask::Ask;
use crate::mark::stance;
use crate::page::{self, filters};
use crate::site::{Site, WebError};

/// The files in which a brief can be had: ending and name.
const FORMS: [(&str, &str); 4] = [("docx", "Word"), ("md", "Markdown"), ("html", "HTML"), ("json", "JSON")];

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let brief = made(site, ask)?;
    let lead = html! { (brief.scope) };
    let body = html! {
        (filters(site, &holding, ask, "/brief", true, true))
        p class="tools" {
            "Take it along: "
            @for (ending, name) in FORMS { a href=(ask.at(&format!("/brief.{ending}"))) download { (name) } }
            span class="soft" { "or print this page" }
        }
        div class="brief" {
            @for part in &brief.sections { (section(part)) }
            @if !brief.citations.is_empty() {
                section aria-labelledby="sources" {
                    h2 id="sources" { "Sources" }
                    ol class="sources" { @for citation in &brief.citations { (source(citation)) } }
                }
            }
        }
    };
    Ok(page::page(&holding, ask, "/brief", &brief.title, &lead, &body))
}

/// The brief that is asked for. Its title names what it is about.
pub(crate) fn made(site: &Site, ask: &Ask) -> Result<Brief, WebError> {
    let holding = site.holding()?;
    let entries: Vec<model::Entry> = holding.of_question(&Ask { as_of: String::new(), ..ask.clone() });
    let events = crate::timetable::events(site, ask)?;
    let chosen = |id: &str| ask.issue.is_empty() || ask.issue == id;
    let issues = site.codebook().issues().iter().filter(|i| chosen(&i.id));
    let names: Vec<(String, String)> = issues.clone().map(|i| (i.id.clone(), i.name.clone())).collect();
    let propositions: Vec<(String, String)> = issues.filter_map(|i| Some((i.id.clone(), i.proposition.clone()?))).collect();
    let articles: std::collections::BTreeSet<&model::ArticleId> = entries.iter().flat_map(|e| &e.appearances).map(|a| &a.id).collect();
    let mut brief = compose(&Material {
        entries: &entries,
        // An issue has no timetable of its own: events carry none.
        events: if ask.issue.is_empty() { &events } else { &[] },
        issues: &names,
        propositions: &propositions,
        as_of: ask.day(),
        articles: articles.len(),
    });
    brief.title = match (ask.party.as_str(), ask.issue.as_str()) {
        ("", "") => brief.title,
        (party, "") => format!("Where {party} stands"),
        ("", issue) => format!("Who holds which position on {}", site.issue_name(issue)),
        (party, issue) => format!("Where {party} stands on {}", site.issue_name(issue)),
    };
    Ok(brief)
}

pub(crate) fn markdown(site: &Site, ask: &Ask) -> Result<String, WebError> {
    Ok(present::brief::markdown(&made(site, ask)?))
}

pub(crate) fn html_file(site: &Site, ask: &Ask) -> Result<String, WebError> {
    Ok(present::brief::html(&made(site, ask)?))
}

pub(crate) fn word(site: &Site, ask: &Ask) -> Result<Vec<u8>, WebError> {
    present::word::docx(&made(site, ask)?).map_err(|_| WebError::Broken)
}

pub(crate) fn json(site: &Site, ask: &Ask) -> Result<String, WebError> {
    Ok(present::brief::json(&made(site, ask)?) + "\n")
}

fn section(part: &Section) -> Markup {
    html! {
        section {
            h2 { (part.heading) }
            @if part.groups.iter().all(|g| g.lines.is_empty()) { p class="none" { (part.empty) } }
            @for group in part.groups.iter().filter(|g| !g.lines.is_empty()) {
                @if !group.name.is_empty() { h3 dir="auto" { (group.name) } }
                ul { @for one in &group.lines { (line(one)) } }
            }
        }
    }
}

fn line(line: &Line) -> Markup {
    html! {
        li {
            @if !line.label.is_empty() { b dir="auto" { (line.label) } " " }
            @match (Stance::from_word(&line.stance), line.stance.as_str()) {
                (Some(known), _) => { (stance(known)) " " },
                (None, "") => {},
                (None, "disputed") => { (crate::mark::standing(analyse::Standing::Differing)) " " },
                (None, other) => { (other) " " },
            }
            span dir="auto" { (line.text) }
            @for number in &line.cites { " " a class="cite" href={ "#source-" (number) } aria-label={ "Source " (number) } { (number) } }
        }
    }
}

fn source(c: &Citation) -> Markup {
    html! {
        li id={ "source-" (c.number) } {
            cite dir="auto" { (c.outlet) } @if let Some(origin) = c.origin.as_deref().filter(|o| *o != c.outlet) { " (first in " bdi { (origin) } ")" }
            ", " (c.day) @if let Some(title) = &c.title { ", “" bdi { (title) } "”" }
            @if let Some(number) = c.entry { " · " a class="ways" href={ "/entries/" (number) } { "entry " (number) } }
            blockquote dir="auto" {
                @match c.context.split_once(&c.quotation) {
                    Some((before, after)) if !c.quotation.is_empty() => { (before) mark { (c.quotation) } (after) },
                    _ => mark { (c.quotation) },
                }
            }
        }
    }
}
