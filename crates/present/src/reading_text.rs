//! A reading for people: what an article yielded, statement by statement, with the words each rests on.

use std::fmt::Write;

use model::{Article, Reading, Statement};

/// Plain text of one article's reading, ending in an empty line. An article without statements says so.
pub fn text(article: &Article, reading: &Reading) -> String {
    let mut out = String::new();
    heading(&mut out, article);
    if reading.statements.is_empty() {
        out.push_str("  no position found\n");
    }
    for statement in &reading.statements {
        line(&mut out, article, statement);
    }
    for event in &reading.events {
        let when = if event.when.edtf.is_empty() { "no day given" } else { &event.when.edtf };
        let _ = writeln!(out, "  {} ({when}): “{}”", event.status, one_line(&event.what));
    }
    for note in &reading.notes {
        let _ = writeln!(out, "  note: {}", note.message);
    }
    out.push('\n');
    out
}

fn heading(out: &mut String, article: &Article) {
    let day = article.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
    let name = article.title.as_deref().unwrap_or(&article.reference);
    let outlet = article.outlet.as_deref().unwrap_or("outlet unknown");
    let _ = writeln!(out, "{name} ({outlet}, {day})");
}

fn line(out: &mut String, article: &Article, s: &Statement) {
    let speaker = s.speaker.as_deref().map(|s| format!(", said by {s}")).unwrap_or_default();
    let when = s.when.stated_edtf().map(|w| format!(", {w}")).unwrap_or_default();
    let issue = s.issue.as_deref().map(|i| format!(" on {i}")).unwrap_or_default();
    let _ = writeln!(out, "  {}{issue}: {}{speaker}{when}", s.holder, s.stance);
    let _ = writeln!(out, "      “{}”  [{}, {:.2}]", one_line(article.words(s.span)), s.rule, s.certainty);
    if let Some(condition) = s.condition {
        let _ = writeln!(out, "      condition: “{}”", one_line(article.words(condition)));
    }
}

/// The words on one line: line breaks and runs of blanks become one blank.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
