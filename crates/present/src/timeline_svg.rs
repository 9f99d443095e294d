//! A timeline to print: dated positions of one party or issue as an SVG, a lane for each party (or issue) and a mark for each entry.
//!
//! Marks differ by shape as well as by colour, so that the picture survives a black-and-white printer; every mark carries the words it rests on as its title.

use std::collections::BTreeMap;
use std::fmt::Write;

use analyse::History;
use jiff::Unit;
use model::{Date, Entry, Stance};

use crate::brief::escaped;
use crate::reading_text::one_line;

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 210.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 64.0;
const LANE: f64 = 34.0;

/// The picture. Lanes are issues when all entries are one party's, else parties; undated entries are counted in a line below, not placed.
pub fn draw(entries: &[Entry]) -> String {
    let placed: Vec<(Date, &Entry)> = entries.iter().filter_map(|e| Some((analyse::day(e)?, e))).collect();
    let lanes = lanes(&placed);
    let (first, last) = bounds(&placed);
    let height = TOP + LANE * lanes.len().max(1) as f64 + 74.0;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Positions over time\" \
         font-family=\"Charter, Georgia, serif\" font-size=\"13\">\n<style>text{{fill:#1c2430}}.soft{{fill:#5b6676}}.line{{stroke:#d9d5ca}}\
         .support{{fill:#1d6b52}}.oppose{{fill:#9b2f2f}}.conditional{{fill:#8a5a00}}.open{{fill:none;stroke:#2c5aa0;stroke-width:2}}.neutral{{fill:#8a93a0}}</style>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    legend(&mut out);
    axis(&mut out, first, last, height - 66.0);
    for (row, (name, marks)) in lanes.iter().enumerate() {
        let y = TOP + LANE * (row as f64 + 0.5);
        let _ = writeln!(
            out,
            "<line class=\"line\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 14.0,
            y + 4.0,
            escaped(&short(name, 26))
        );
        for (day, entry) in marks {
            mark(&mut out, x_of(*day, first, last), y, entry, *day);
        }
    }
    let undated = entries.len() - placed.len();
    if undated > 0 {
        let _ = writeln!(out, "<text class=\"soft\" x=\"{LEFT}\" y=\"{}\">{undated} undated entries are not placed</text>", height - 12.0);
    }
    out.push_str("</svg>\n");
    out
}

type Lanes<'a> = Vec<(&'a str, Vec<(Date, &'a Entry)>)>;

fn lanes<'a>(placed: &[(Date, &'a Entry)]) -> Lanes<'a> {
    let one_party = placed.windows(2).all(|pair| pair[0].1.holder == pair[1].1.holder);
    let mut by_name: BTreeMap<&str, Vec<(Date, &Entry)>> = BTreeMap::new();
    for (day, entry) in placed {
        let name = if one_party { entry.issue.as_deref().unwrap_or("other points") } else { &entry.holder };
        by_name.entry(name).or_default().push((*day, entry));
    }
    let mut lanes: Lanes<'a> = by_name.into_iter().collect();
    lanes.sort_by_key(|(name, marks)| (std::cmp::Reverse(marks.len()), *name));
    lanes.truncate(24);
    lanes
}

/// Histories as step lines, a lane for each: support is drawn high, oppose low, everything between in the middle; a line runs on to the last day of the picture,
/// since a position stands until it is changed. `name` gives a lane its label. At most 24 lanes; an empty list gives an empty string.
pub fn draw_histories<'a>(histories: &[History<'a>], name: impl Fn(&History<'a>) -> String) -> String {
    const ROW: f64 = 46.0;
    let histories = &histories[..histories.len().min(24)];
    let all = || histories.iter().flat_map(|h| &h.runs).flat_map(|run| &run.entries);
    let (Some(first), Some(last)) = (all().map(|(day, _)| *day).min(), all().map(|(day, _)| *day).max()) else { return String::new() };
    let height = TOP - 12.0 + ROW * histories.len() as f64 + 44.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Positions over time\" font-family=\"Charter, Georgia, serif\" font-size=\"13\">"
    );
    legend(&mut out);
    let bottom = height - 34.0;
    for row in (0..histories.len()).step_by(2) {
        let y = TOP - 12.0 + ROW * row as f64;
        let _ = writeln!(out, "<rect class=\"band\" x=\"0\" y=\"{y}\" width=\"{WIDTH}\" height=\"{ROW}\" fill=\"#f3f1ea\"/>");
    }
    axis(&mut out, first, last, bottom);
    for (row, history) in histories.iter().enumerate() {
        let middle = TOP - 12.0 + ROW * (row as f64 + 0.5);
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LEFT - 14.0,
            middle + 4.0,
            escaped(&short(&name(history), 28))
        );
        step_line(&mut out, history, middle, first, last);
    }
    out.push_str("</svg>\n");
    out
}

fn step_line(out: &mut String, history: &History<'_>, middle: f64, first: Date, last: Date) {
    let level = |stance: Stance| middle - 13.0 * f64::from(analyse::side(stance));
    let mut path = String::new();
    for run in &history.runs {
        let (x, y) = (x_of(run.days().0, first, last), level(run.stance));
        let _ = if path.is_empty() { write!(path, "M{x:.1} {y:.1}") } else { write!(path, "H{x:.1}V{y:.1}") };
    }
    let _ = writeln!(
        out,
        "<path class=\"path\" d=\"{path}H{:.1}\" fill=\"none\" stroke=\"#8a8f98\" stroke-width=\"2\"/>",
        x_of(last, first, last)
    );
    // Marks that would fall on each other are drawn once.
    let mut drawn: Vec<(i64, Stance)> = Vec::new();
    for run in &history.runs {
        for (day, entry) in &run.entries {
            let x = x_of(*day, first, last);
            let place = ((x / 3.0) as i64, run.stance);
            if !drawn.contains(&place) {
                drawn.push(place);
                mark(out, x, level(run.stance), entry, *day);
            }
        }
    }
}

fn bounds(placed: &[(Date, &Entry)]) -> (Date, Date) {
    let first = placed.iter().map(|p| p.0).min().unwrap_or(Date::ZERO);
    let last = placed.iter().map(|p| p.0).max().unwrap_or(first);
    (first, last)
}

fn days(first: Date, last: Date) -> f64 {
    first.until((Unit::Day, last)).map_or(0.0, |span| f64::from(span.get_days()))
}

fn x_of(day: Date, first: Date, last: Date) -> f64 {
    let span = days(first, last).max(1.0);
    LEFT + 10.0 + (WIDTH - LEFT - RIGHT - 20.0) * days(first, day) / span
}

/// Years, months or days, whichever gives a readable number of ticks.
fn axis(out: &mut String, first: Date, last: Date, bottom: f64) {
    let span = days(first, last);
    let (step, text): (jiff::Span, fn(Date) -> String) = if span > 3000.0 {
        (jiff::Span::new().years(2), |d| d.year().to_string())
    } else if span > 700.0 {
        (jiff::Span::new().years(1), |d| d.year().to_string())
    } else if span > 45.0 {
        (jiff::Span::new().months(1), |d| format!("{}-{:02}", d.year(), d.month()))
    } else {
        (jiff::Span::new().days(if span > 14.0 { 7 } else { 1 }), |d| d.to_string())
    };
    let start = if span > 700.0 {
        Date::new(first.year() + 1, 1, 1)
    } else if span > 45.0 {
        first.first_of_month().checked_add(jiff::Span::new().months(1))
    } else {
        Ok(first)
    };
    let mut room = f64::MIN;
    let mut tick = start.unwrap_or(first);
    while tick <= last {
        let x = x_of(tick, first, last);
        if x - room > 78.0 {
            let _ = writeln!(
                out,
                "<line class=\"line\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{bottom}\"/><text class=\"soft\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                TOP - 6.0,
                bottom + 20.0,
                text(tick)
            );
            room = x;
        }
        let Ok(next) = tick.checked_add(step) else { break };
        tick = next;
    }
}

fn legend(out: &mut String) {
    for (at, stance) in [Stance::Support, Stance::Conditional, Stance::Open, Stance::Oppose, Stance::Neutral].into_iter().enumerate() {
        let x = LEFT + 10.0 + 130.0 * at as f64;
        shape(out, x, 24.0, stance, "");
        let _ = writeln!(out, "<text x=\"{}\" y=\"28\">{stance}</text>", x + 14.0);
    }
}

fn mark(out: &mut String, x: f64, y: f64, entry: &Entry, day: Date) {
    let title = format!("{day} {}: {} “{}” (#{})", entry.holder, entry.stance, one_line(&entry.quotation), entry.number);
    shape(out, x, y, entry.stance, &title);
}

/// Support ▲, oppose ▼, conditional ◆, open ○, neutral a dot.
fn shape(out: &mut String, x: f64, y: f64, stance: Stance, title: &str) {
    let title = if title.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(title)) };
    let path = |points: [(f64, f64); 4]| points.iter().map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy)).collect::<Vec<_>>().join(" ");
    let drawn = match stance {
        Stance::Support => {
            format!("<polygon class=\"support\" points=\"{}\">{title}</polygon>", path([(0.0, -7.0), (7.0, 6.0), (-7.0, 6.0), (0.0, -7.0)]))
        }
        Stance::Oppose => {
            format!("<polygon class=\"oppose\" points=\"{}\">{title}</polygon>", path([(0.0, 7.0), (7.0, -6.0), (-7.0, -6.0), (0.0, 7.0)]))
        }
        Stance::Conditional => {
            format!(
                "<polygon class=\"conditional\" points=\"{}\">{title}</polygon>",
                path([(0.0, -7.0), (7.0, 0.0), (0.0, 7.0), (-7.0, 0.0)])
            )
        }
        Stance::Open => format!("<circle class=\"open\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\">{title}</circle>"),
        Stance::Neutral => format!("<circle class=\"neutral\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\">{title}</circle>"),
    };
    out.push_str(&drawn);
    out.push('\n');
}

fn short(name: &str, room: usize) -> String {
    if name.chars().count() <= room { name.to_string() } else { name.chars().take(room - 1).chain(['…']).collect() }
}
