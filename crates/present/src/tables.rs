//! Findings as tables for a terminal and as JSON for scripts.
//!
//! Text tables are aligned, one finding a line, each with the number of the entry it rests on (`#17`; `standpoint show 17` prints it whole). Quotations are cut at
//! a word with "…" in tables only. JSON carries everything uncut.

use std::fmt::Write;

use analyse::{AssertedShift, Cell, Matrix, Shift, Timetable, is_own_voice};
use model::{ArticleCard, Entry, EventEntry};
use serde::Serialize;

use crate::reading_text::one_line;
use crate::words::{authority, basis_of_day, day_of, few_words, outlet};

/// Characters of a quotation in a text table.
const WIDTH: usize = 72;

/// Parties and issues as text; `all` also shows parties with a single statement.
pub fn positions(matrix: &Matrix<'_>, all: bool) -> String {
    let mut out = String::new();
    let mut left_out = 0;
    for party in &matrix.parties {
        let cells: Vec<(&str, &Cell<'_>)> =
            matrix.cells.iter().filter(|((p, _), _)| p == party).map(|((_, issue), cell)| (*issue, cell)).collect();
        if !all && cells.len() == 1 && cells[0].1.run.len() == 1 && matrix.parties.len() > 20 {
            left_out += 1;
            continue;
        }
        let _ = writeln!(out, "{party}");
        let width = cells.iter().map(|(issue, _)| issue.chars().count()).max().unwrap_or(0);
        for (issue, cell) in cells {
            position_line(&mut out, issue, width, cell);
        }
        out.push('\n');
    }
    if out.is_empty() && left_out == 0 {
        out.push_str("no positions on any issue\n");
    }
    if left_out > 0 {
        let _ = writeln!(out, "{left_out} parties with a single statement are left out; --all shows them");
    }
    out
}

fn position_line(out: &mut String, issue: &str, width: usize, cell: &Cell<'_>) {
    let e = cell.latest;
    let since = day_of(cell.since);
    let marks = [(!cell.dissent.is_empty()).then_some("voices differ"), (!cell.own_voice).then_some("as others report it")];
    let marks: String = marks.into_iter().flatten().map(|m| format!(" [{m}]")).collect();
    let age = cell.age.filter(|days| *days > 0).map(|days| format!(", {days} d old")).unwrap_or_default();
    let who = e.speaker.as_deref().map(|s| format!(" ({s})")).unwrap_or_default();
    let sources = if cell.sources == 1 { "1 source".to_string() } else { format!("{} sources", cell.sources) };
    let _ = writeln!(
        out,
        "  {issue:width$}  {:11}  since {since:10}  {sources:>10}{age}  “{}”{who}{marks}  #{}",
        cell.standing.as_str(),
        few_words(&e.quotation, WIDTH),
        e.number
    );
}

/// What moved as text: computed shifts, then what the texts assert.
pub fn shifts(computed: &[Shift<'_>], asserted: &[AssertedShift<'_>]) -> String {
    let mut out = String::new();
    if computed.is_empty() && asserted.is_empty() {
        out.push_str("no movement between dated positions, and none asserted\n");
    }
    for s in computed {
        let issue = s.to.issue.as_deref().unwrap_or_default();
        let _ =
            writeln!(out, "{}  {} on {issue}: {} → {}, {}", day_of(s.to), s.to.holder, s.from.stance, s.to.stance, s.direction.as_str());
        side_line(&mut out, "from", s.from);
        side_line(&mut out, "to", s.to);
    }
    for s in asserted {
        let issue = s.entry.issue.as_deref().map(|i| format!(" on {i}")).unwrap_or_default();
        let outlet = s.entry.article.outlet.as_deref().unwrap_or("the article");
        let _ = writeln!(out, "{}  {}{issue}: {} asserted by {outlet}", day_of(s.entry), s.entry.holder, s.moved);
        if let Some(before) = s.before {
            side_line(&mut out, "before", before);
        }
        side_line(&mut out, "words", s.entry);
    }
    out
}

fn side_line(out: &mut String, label: &str, e: &Entry) {
    let _ = writeln!(out, "    {label:6} {}  “{}”  {}, #{}", day_of(e), one_line(&e.quotation), outlet(&e.article), e.number);
}

/// The timetable as text.
pub fn timetable(table: &Timetable<'_>) -> String {
    let mut out = String::new();
    for (name, events) in timetable_parts(table) {
        if events.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{name}");
        for e in events {
            let when = match (&e.when.edtf, &e.after) {
                (edtf, _) if !edtf.is_empty() => edtf.clone(),
                (_, Some(after)) => format!("after {}", one_line(after)),
                _ => "no day given".to_string(),
            };
            let place = e.place.as_deref().map(|p| format!(", {}", one_line(p))).unwrap_or_default();
            let _ = writeln!(
                out,
                "  {when:21}  {:11}  “{}”{place}  ({})",
                e.status.as_str(),
                few_words(&e.quotation, WIDTH),
                outlet(&e.article)
            );
        }
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("no events\n");
    }
    out
}

fn timetable_parts<'a, 't>(table: &'t Timetable<'a>) -> [(&'static str, &'t [&'a EventEntry]); 5] {
    [
        ("ahead", &table.ahead),
        ("planned, no day given", &table.undated),
        ("the day has passed, no report of it", &table.passed),
        ("called off or moved", &table.off),
        ("held", &table.held),
    ]
}

/// One entry whole: its words in context, who holds, who said, when, which rule, which article.
pub fn entry(e: &Entry) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name:11} {value}");
        }
    };
    line("entry", &format!("#{}, {}", e.number, e.state.as_str()));
    line("holder", &e.holder);
    line("said by", e.speaker.as_deref().unwrap_or_default());
    line("stance", e.stance.as_str());
    line("act", e.act.as_str());
    line("on", &[e.issue.as_deref(), e.option.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", option "));
    line("point", &e.point.as_deref().map(one_line).unwrap_or_default());
    line("condition", &e.condition.as_deref().map(one_line).unwrap_or_default());
    line("moved", e.moved.map(|m| m.as_str()).unwrap_or_default());
    line("when", &format!("{} ({})", if e.when.edtf.is_empty() { "not known" } else { &e.when.edtf }, basis_of_day(e)));
    line("authority", authority(e.basis));
    line("words", &format!("“{}”", one_line(&e.quotation)));
    line("in context", &format!("“{}”", one_line(&e.context)));
    line("rule", &format!("{}, certainty {:.2}, cue “{}”", e.rule, e.certainty, one_line(&e.cue)));
    line("article", &article_line(&e.article));
    for other in e.appearances.iter().filter(|a| a.id != e.article.id) {
        line("also in", &article_line(other));
    }
    line("recorded", &e.recorded.to_string());
    line("supersedes", &e.supersedes.map(|n| format!("#{n}")).unwrap_or_default());
    line("decided by", e.decided_by.as_deref().unwrap_or_default());
    line("reason", e.reason.as_deref().unwrap_or_default());
    out
}

/// Dated entries of one party or issue, oldest first, as text.
pub fn timeline(entries: &[Entry]) -> String {
    let mut out = String::new();
    for e in in_order(entries) {
        let issue = e.issue.as_deref().map(|i| format!(" on {i}")).unwrap_or_default();
        let voice = if is_own_voice(e) { String::new() } else { format!(" [{}]", authority(e.basis)) };
        let _ = writeln!(
            out,
            "{:21}  {}{issue}: {}{voice}  “{}”  #{}",
            day_of(e),
            e.holder,
            e.stance,
            few_words(&e.quotation, WIDTH),
            e.number
        );
    }
    if out.is_empty() {
        out.push_str("no entries\n");
    }
    out
}

/// A passage of an article that holds the words searched for, as text.
pub fn passage(article: &ArticleCard, words: &str) -> String {
    format!("{}\n    {}\n", article_line(article), one_line(words))
}

/// Entries oldest first, undated ones first of all.
pub(crate) fn in_order(entries: &[Entry]) -> Vec<&Entry> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|e| (analyse::day(e), e.number));
    sorted
}

/// The matrix as JSON, one object a cell.
pub fn positions_json(matrix: &Matrix<'_>) -> String {
    pretty(&matrix.cells.iter().map(|((party, issue), cell)| position(party, issue, cell)).collect::<Vec<_>>())
}

/// Shifts as JSON: `computed` and `asserted`.
pub fn shifts_json(computed: &[Shift<'_>], asserted: &[AssertedShift<'_>]) -> String {
    pretty(&ShiftsJson { computed: computed.iter().map(shift).collect(), asserted: asserted.iter().map(asserted_shift).collect() })
}

/// The timetable as JSON, a list per part.
pub fn timetable_json(table: &Timetable<'_>) -> String {
    let parts: serde_json::Map<String, serde_json::Value> = timetable_parts(table)
        .into_iter()
        .map(|(name, events)| {
            let events: Vec<EventJson<'_>> = events.iter().map(|e| event_json(e)).collect();
            (name.to_string(), serde_json::to_value(events).unwrap_or_default())
        })
        .collect();
    pretty(&parts)
}

/// One cell as [`positions_json`] writes it.
pub fn position_value(party: &str, issue: &str, cell: &Cell<'_>) -> serde_json::Value {
    value(&position(party, issue, cell))
}

/// One computed shift as [`shifts_json`] writes it.
pub fn shift_value(of: &Shift<'_>) -> serde_json::Value {
    value(&shift(of))
}

/// One asserted shift as [`shifts_json`] writes it.
pub fn asserted_value(of: &AssertedShift<'_>) -> serde_json::Value {
    value(&asserted_shift(of))
}

/// One entry as [`entries_json`] writes it.
pub fn entry_value(e: &Entry) -> serde_json::Value {
    value(&entry_json(e))
}

/// One event as [`timetable_json`] writes it.
pub fn event_value(e: &EventEntry) -> serde_json::Value {
    value(&event_json(e))
}

fn position<'a>(party: &'a str, issue: &'a str, cell: &Cell<'a>) -> PositionJson<'a> {
    PositionJson {
        party,
        issue,
        standing: cell.standing.as_str(),
        since: day_of(cell.since),
        sources: cell.sources,
        own_voice: cell.own_voice,
        age_days: cell.age,
        latest: entry_json(cell.latest),
        run: cell.run.iter().map(|e| e.number).collect(),
        dissent: cell.dissent.iter().map(|e| entry_json(e)).collect(),
    }
}

fn shift<'a>(of: &Shift<'a>) -> ShiftJson<'a> {
    ShiftJson { direction: of.direction.as_str(), from: entry_json(of.from), to: entry_json(of.to) }
}

fn asserted_shift<'a>(of: &AssertedShift<'a>) -> AssertedJson<'a> {
    AssertedJson { moved: of.moved.as_str(), words: entry_json(of.entry), before: of.before.map(entry_json) }
}

/// Entries as JSON, oldest first.
pub fn entries_json(entries: &[Entry]) -> String {
    pretty(&in_order(entries).into_iter().map(entry_json).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct PositionJson<'a> {
    party: &'a str,
    issue: &'a str,
    standing: &'static str,
    since: String,
    sources: usize,
    own_voice: bool,
    age_days: Option<i64>,
    latest: EntryJson<'a>,
    run: Vec<i64>,
    dissent: Vec<EntryJson<'a>>,
}

#[derive(Serialize)]
struct ShiftsJson<'a> {
    computed: Vec<ShiftJson<'a>>,
    asserted: Vec<AssertedJson<'a>>,
}

#[derive(Serialize)]
struct ShiftJson<'a> {
    direction: &'static str,
    from: EntryJson<'a>,
    to: EntryJson<'a>,
}

#[derive(Serialize)]
struct AssertedJson<'a> {
    #[serde(rename = "move")]
    moved: &'static str,
    words: EntryJson<'a>,
    before: Option<EntryJson<'a>>,
}

/// An entry as exported: spans are byte ranges of the article's frozen text.
#[derive(Serialize)]
struct EntryJson<'a> {
    number: i64,
    state: &'static str,
    supersedes: Option<i64>,
    recorded: String,
    holder: &'a str,
    speaker: Option<&'a str>,
    stance: &'static str,
    act: &'static str,
    #[serde(rename = "move")]
    moved: Option<&'static str>,
    issue: Option<&'a str>,
    option: Option<&'a str>,
    kind: &'static str,
    basis: &'static str,
    when: &'a str,
    when_basis: &'static str,
    quotation: &'a str,
    context: &'a str,
    point: Option<&'a str>,
    condition: Option<&'a str>,
    certainty: f64,
    rule: &'a str,
    article: ArticleJson<'a>,
    appearances: Vec<ArticleJson<'a>>,
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    #[serde(rename = "ref")]
    reference: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    origin: Option<&'a str>,
}

#[derive(Serialize)]
struct EventJson<'a> {
    number: i64,
    what: &'a str,
    when: &'a str,
    #[serde(rename = "where")]
    place: Option<&'a str>,
    participants: &'a [String],
    status: &'static str,
    after: Option<&'a str>,
    supersedes: Option<i64>,
    quotation: &'a str,
    rule: &'a str,
    article: ArticleJson<'a>,
    appearances: Vec<ArticleJson<'a>>,
}

fn entry_json(e: &Entry) -> EntryJson<'_> {
    EntryJson {
        number: e.number,
        state: e.state.as_str(),
        supersedes: e.supersedes,
        recorded: e.recorded.to_string(),
        holder: &e.holder,
        speaker: e.speaker.as_deref(),
        stance: e.stance.as_str(),
        act: e.act.as_str(),
        moved: e.moved.map(|m| m.as_str()),
        issue: e.issue.as_deref(),
        option: e.option.as_deref(),
        kind: e.kind.as_str(),
        basis: e.basis.as_str(),
        when: &e.when.edtf,
        when_basis: e.when.basis.as_str(),
        quotation: &e.quotation,
        context: &e.context,
        point: e.point.as_deref(),
        condition: e.condition.as_deref(),
        certainty: (f64::from(e.certainty) * 100.0).round() / 100.0,
        rule: &e.rule,
        article: article_json(&e.article),
        appearances: e.appearances.iter().map(article_json).collect(),
    }
}

fn event_json(e: &EventEntry) -> EventJson<'_> {
    EventJson {
        number: e.number,
        what: &e.what,
        when: &e.when.edtf,
        place: e.place.as_deref(),
        participants: &e.participants,
        status: e.status.as_str(),
        after: e.after.as_deref(),
        supersedes: e.supersedes,
        quotation: &e.quotation,
        rule: &e.rule,
        article: article_json(&e.article),
        appearances: e.appearances.iter().map(article_json).collect(),
    }
}

fn article_json(a: &ArticleCard) -> ArticleJson<'_> {
    ArticleJson {
        id: a.id.as_str(),
        reference: &a.reference,
        title: a.title.as_deref(),
        outlet: a.outlet.as_deref(),
        published: a.published.map(|d| d.to_string()),
        url: a.url.as_deref(),
        origin: a.origin.as_deref(),
    }
}

fn value(of: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(of).unwrap_or_default()
}

fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn article_line(a: &ArticleCard) -> String {
    let day = a.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
    let title = a.title.as_deref().map(|t| format!(", “{t}”")).unwrap_or_default();
    let origin = a.origin.as_deref().filter(|o| Some(*o) != a.outlet.as_deref()).map(|o| format!(", first in {o}")).unwrap_or_default();
    format!("{}, {day}{title}{origin} ({})", outlet(a), a.reference)
}
