//! Composing the brief: findings come in, a [`Brief`] goes out, every line with the entries it rests on.
//!
//! The order is that of a desk officer's questions: where does each party stand, what moved, what is scheduled, what is disputed, what has nobody said.
//! Where a question has no answer the brief says so; silence is never filled.

use analyse::{Cell, Matrix, Standing, asserted_shifts, disputes, is_own_voice, matrix, shifts, timetable};
use model::{Date, Entry, EventEntry, Stance, StatementBasis, WhenBasis};

use crate::brief::{Brief, Citations, Group, Line, Section};
use crate::reading_text::one_line;

/// Parties shown before the brief refers to the full matrix.
const PARTIES: usize = 12;
/// Positions outside every issue that are shown for one party.
const OTHERS: usize = 4;
/// Events shown of those that were held: the latest.
const HELD: usize = 8;
/// Lines shown of what moved and what is disputed.
const LINES: usize = 20;

/// What a brief is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The entries that count.
    pub entries: &'a [Entry],
    /// The events.
    pub events: &'a [EventEntry],
    /// The negotiation's issues, id and name, in its own order; empty without a codebook.
    pub issues: &'a [(String, String)],
    /// What support and oppose refer to: issue id and proposition.
    pub propositions: &'a [(String, String)],
    /// As things stood on this day.
    pub as_of: Option<Date>,
    /// How many articles were read.
    pub articles: usize,
}

/// The brief for this material.
pub fn compose(material: &Material<'_>) -> Brief {
    let table = matrix(material.entries, material.as_of);
    let mut cites = Citations::default();
    let sections = vec![
        standing(material, &table, &mut cites),
        moved(material, &mut cites),
        scheduled(material, &mut cites),
        disputed(material, &mut cites),
        unsaid(material, &table),
        propositions(material, &table),
    ];
    Brief { title: "Who holds which position".to_string(), scope: scope(material), sections, citations: cites.into_list() }
}

fn scope(material: &Material<'_>) -> String {
    let days = material.entries.iter().filter_map(|e| e.article.published);
    let period = match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first == last => format!(", published {first}"),
        (Some(first), Some(last)) => format!(", published {first} to {last}"),
        _ => String::new(),
    };
    let as_of = material.as_of.map(|d| format!("As of {d}. ")).unwrap_or_default();
    let articles = counted(material.articles, "article", "articles");
    let statements = counted(material.entries.len(), "position", "positions");
    format!("{as_of}{statements} read from {articles}{period}. Every line ends in the words it rests on.")
}

fn standing(material: &Material<'_>, table: &Matrix<'_>, cites: &mut Citations) -> Section {
    let mut groups: Vec<Group> = Vec::new();
    for party in table.parties.iter().take(PARTIES) {
        let mut lines: Vec<Line> = issues_in_order(material, table)
            .into_iter()
            .filter_map(|issue| Some((issue, table.cells.get(&(*party, issue))?)))
            .map(|(issue, cell)| standing_line(material, issue, cell, cites))
            .collect();
        lines.extend(other_positions(material, party, cites));
        groups.push(Group { name: (*party).to_string(), lines });
    }
    for party in parties_without_issue(material, table).into_iter().take(PARTIES.saturating_sub(groups.len())) {
        groups.push(Group { lines: other_positions(material, &party, cites), name: party });
    }
    Section { heading: "Where each party stands".into(), empty: "No position was found.".into(), groups }
}

fn standing_line(material: &Material<'_>, issue: &str, cell: &Cell<'_>, cites: &mut Citations) -> Line {
    let latest = cell.latest;
    let mut text = match cell.standing {
        Standing::Clear(_) => format!("{}“{}”", since(cell), one_line(&latest.quotation)),
        Standing::Differing => format!("its voices differ: “{}”", one_line(&latest.quotation)),
    };
    text.push_str(&authority(latest));
    if let Some(condition) = &latest.condition {
        text.push_str(&format!("; on the condition “{}”", one_line(condition)));
    }
    if cell.sources > 1 {
        text.push_str(&format!(" ({} independent sources)", cell.sources));
    }
    let mut numbers = vec![cites.cite(latest)];
    if cell.since.number != latest.number {
        numbers.push(cites.cite(cell.since));
    }
    for other in &cell.dissent {
        text.push_str(&format!("; another voice{}: “{}”", authority(other), one_line(&other.quotation)));
        numbers.push(cites.cite(other));
    }
    numbers.dedup();
    Line { label: issue_name(material, issue), stance: cell.standing.as_str().into(), text: closed(text), cites: numbers }
}

/// "since 2025-02-05: ", as exactly as it is known.
fn since(cell: &Cell<'_>) -> String {
    let first = cell.since;
    match first.when.basis {
        WhenBasis::Stated if !first.when.edtf.is_empty() => format!("since {}: ", first.when.edtf),
        WhenBasis::Published => format!("since at least {}: ", first.when.edtf),
        _ => match first.article.published {
            Some(day) => format!("by {day}, date not stated: "),
            None => "undated: ".to_string(),
        },
    }
}

/// In whose voice, if not simply the party's.
fn authority(entry: &Entry) -> String {
    let speaker = entry.speaker.as_deref();
    match (entry.basis, speaker) {
        (StatementBasis::OnRecord | StatementBasis::Outlet, Some(speaker)) => format!(", said by {speaker}"),
        (StatementBasis::OnRecord | StatementBasis::Outlet, None) => String::new(),
        (StatementBasis::Leak, _) => ", from a leak".to_string(),
        (StatementBasis::Analyst, Some(speaker)) => format!(", as {speaker} reads it"),
        (StatementBasis::Analyst, None) => ", as observers read it".to_string(),
        (StatementBasis::Anonymous | StatementBasis::Reported, Some(speaker)) => format!(", according to {speaker}"),
        (StatementBasis::Anonymous | StatementBasis::Reported, None) => ", as others report it".to_string(),
    }
}

fn other_positions(material: &Material<'_>, party: &str, cites: &mut Citations) -> Vec<Line> {
    let mut entries: Vec<&Entry> = material
        .entries
        .iter()
        .filter(|e| e.holder == party && e.issue.is_none() && e.stance != Stance::Neutral && is_own_voice(e))
        .collect();
    entries.sort_by_key(|e| (std::cmp::Reverse(analyse::day(e)), e.number));
    entries.truncate(OTHERS);
    entries
        .into_iter()
        .map(|e| Line {
            label: "Other point".into(),
            stance: e.stance.as_str().into(),
            text: closed(format!("{}“{}”{}", stated_day(e), one_line(&e.quotation), authority(e))),
            cites: vec![cites.cite(e)],
        })
        .collect()
}

fn parties_without_issue(material: &Material<'_>, table: &Matrix<'_>) -> Vec<String> {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for entry in material.entries.iter().filter(|e| e.issue.is_none() && e.stance != Stance::Neutral && is_own_voice(e)) {
        if !table.parties.contains(&entry.holder.as_str()) {
            *counts.entry(&entry.holder).or_default() += 1;
        }
    }
    let mut names: Vec<&str> = counts.keys().copied().collect();
    names.sort_by_key(|n| std::cmp::Reverse(counts[n]));
    names.into_iter().map(str::to_string).collect()
}

fn moved(material: &Material<'_>, cites: &mut Citations) -> Section {
    let counts = |e: &Entry| material.as_of.is_none_or(|limit| analyse::day(e).is_some_and(|d| d <= limit));
    let computed = shifts(material.entries)
        .into_iter()
        .filter(|s| counts(s.to))
        .take(LINES)
        .map(|s| Line {
            label: format!("{} on {}", s.to.holder, issue_name(material, s.to.issue.as_deref().unwrap_or_default())),
            stance: s.to.stance.as_str().into(),
            text: closed(format!(
                "from {} ({}) “{}” to {} ({}) “{}”{}",
                s.from.stance,
                s.from.when.edtf,
                one_line(&s.from.quotation),
                s.to.stance,
                s.to.when.edtf,
                one_line(&s.to.quotation),
                authority(s.to)
            )),
            cites: vec![cites.cite(s.from), cites.cite(s.to)],
        })
        .collect();
    let asserted = asserted_shifts(material.entries)
        .into_iter()
        .filter(|s| counts(s.entry))
        .take(LINES)
        .map(|s| {
            let outlet = s.entry.article.outlet.as_deref().unwrap_or("The article");
            let way = match s.moved {
                model::Move::Soften => "softened",
                model::Move::Harden => "hardened",
            };
            let before = s.before.map(|b| format!("; before: {} “{}”", b.stance, one_line(&b.quotation))).unwrap_or_default();
            let numbers = s.before.into_iter().map(|b| cites.cite(b)).collect::<Vec<_>>();
            Line {
                label: format!("{} on {}", s.entry.holder, issue_name(material, s.entry.issue.as_deref().unwrap_or_default())),
                stance: String::new(),
                text: closed(format!("{outlet} says that it {way}: “{}”{before}", one_line(&s.entry.quotation))),
                cites: std::iter::once(cites.cite(s.entry)).chain(numbers).collect(),
            }
        })
        .collect();
    Section {
        heading: "What moved".into(),
        empty: "No movement between two dated positions was found, and no article asserts one.".into(),
        groups: vec![
            Group { name: "Between two dated positions".into(), lines: computed },
            Group { name: "Asserted by an outlet".into(), lines: asserted },
        ],
    }
}

/// Looked at from the day asked for, else from the latest day of publication: the reader's own day would make everything past.
fn scheduled(material: &Material<'_>, cites: &mut Citations) -> Section {
    let latest = material.entries.iter().filter_map(|e| e.article.published).max();
    let table = timetable(material.events, material.as_of.or(latest), None);
    let mut group = |name: &str, events: &[&EventEntry]| {
        let mut lines: Vec<Line> = events.iter().take(LINES).map(|e| event_line(e, cites)).collect();
        if events.len() > LINES {
            let text = format!("{} more stand in the timetable.", events.len() - LINES);
            lines.push(Line { label: String::new(), stance: String::new(), text, cites: Vec::new() });
        }
        Group { name: name.into(), lines }
    };
    // What is ahead is told in order; of what lies behind, the latest.
    let (undated, passed, off) = (reversed(&table.undated), reversed(&table.passed), reversed(&table.off));
    let held = &table.held[table.held.len().saturating_sub(HELD)..];
    Section {
        heading: "What is scheduled".into(),
        empty: "Nothing scheduled was found.".into(),
        groups: vec![
            group("Ahead", &table.ahead),
            group("Planned, no day given", &undated),
            group("The day has passed, no report of it", &passed),
            group("Called off or moved", &off),
            group("Held lately", held),
        ],
    }
}

fn reversed<'a>(events: &[&'a EventEntry]) -> Vec<&'a EventEntry> {
    events.iter().rev().copied().collect()
}

fn event_line(event: &EventEntry, cites: &mut Citations) -> Line {
    let text = closed(format!("{}: “{}”", event.status, one_line(&event.quotation)));
    Line { label: event_day(event), stance: String::new(), text, cites: vec![cites.cite_event(event)] }
}

fn event_day(event: &EventEntry) -> String {
    match (&event.when.edtf, &event.after) {
        (edtf, _) if !edtf.is_empty() => edtf.clone(),
        (_, Some(after)) => format!("after “{}”", one_line(after)),
        _ => String::new(),
    }
}

fn disputed(material: &Material<'_>, cites: &mut Citations) -> Section {
    let lines = disputes(material.entries)
        .into_iter()
        .take(LINES)
        .map(|d| Line {
            label: format!("{} on {}", d.own.holder, issue_name(material, d.own.issue.as_deref().unwrap_or_default())),
            stance: "disputed".into(),
            text: closed(format!(
                "{} in “{}”{}, but {} in “{}”{}",
                d.own.stance,
                one_line(&d.own.quotation),
                authority(d.own),
                d.other.stance,
                one_line(&d.other.quotation),
                authority(d.other)
            )),
            cites: vec![cites.cite(d.own), cites.cite(d.other)],
        })
        .collect();
    Section {
        heading: "What is disputed".into(),
        empty: "No contrary accounts of one party's position were found.".into(),
        groups: vec![Group { name: String::new(), lines }],
    }
}

fn unsaid(material: &Material<'_>, table: &Matrix<'_>) -> Section {
    let line = |label: String, text: String| Line { label, stance: String::new(), text, cites: Vec::new() };
    let nobody: Vec<&str> =
        material.issues.iter().filter(|(id, _)| !table.issues.contains(&id.as_str())).map(|(_, name)| name.as_str()).collect();
    let mut lines = Vec::new();
    if !nobody.is_empty() {
        lines.push(line("Nobody".into(), format!("no statement found on: {}.", nobody.join("; "))));
    }
    for party in table.parties.iter().take(PARTIES / 2) {
        let silent: Vec<String> = issues_in_order(material, table)
            .into_iter()
            .filter(|i| !table.cells.contains_key(&(*party, *i)))
            .map(|i| issue_name(material, i))
            .collect();
        if !silent.is_empty() {
            lines.push(line((*party).to_string(), format!("no statement found on: {}.", silent.join("; "))));
        }
    }
    Section {
        heading: "What has not been said".into(),
        empty: "No issue is without a statement by each of the main parties.".into(),
        groups: vec![Group { name: String::new(), lines }],
    }
}

/// The propositions of the issues that occur; left out without a codebook.
fn propositions(material: &Material<'_>, table: &Matrix<'_>) -> Section {
    let lines = material
        .propositions
        .iter()
        .filter(|(id, _)| table.issues.contains(&id.as_str()))
        .map(|(id, words)| Line { label: issue_name(material, id), stance: String::new(), text: closed(words.clone()), cites: Vec::new() })
        .collect();
    Section {
        heading: "What support and oppose refer to".into(),
        empty: "Each position's own point: no codebook was given.".into(),
        groups: vec![Group { name: String::new(), lines }],
    }
}

/// The negotiation's own order, then whatever else the matrix has.
fn issues_in_order<'a>(material: &Material<'a>, table: &Matrix<'a>) -> Vec<&'a str> {
    let known = material.issues.iter().map(|(id, _)| id.as_str()).filter(|id| table.issues.contains(id));
    let rest = table.issues.iter().copied().filter(|id| !material.issues.iter().any(|(known, _)| known == id));
    known.chain(rest).collect()
}

fn issue_name(material: &Material<'_>, id: &str) -> String {
    material.issues.iter().find(|(known, _)| known == id).map_or_else(|| id.to_string(), |(_, name)| name.clone())
}

fn stated_day(entry: &Entry) -> String {
    if entry.when.edtf.is_empty() { String::new() } else { format!("{}: ", entry.when.edtf) }
}

/// One full stop at the end.
fn closed(mut text: String) -> String {
    if !text.ends_with('.') {
        text.push('.');
    }
    text
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
