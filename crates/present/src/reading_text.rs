//! A reading for people: what an article yielded, statement by statement, with the words each rests on.

use std::fmt::Write;

use model::{Article, Attribution, Reading, Statement};

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

/// A reading with its reasons: for each statement the rule, the words that fired and what its holder, speaker and date rest on; then what was considered
/// (somebody says or holds something) and not taken for a position.
pub fn explained(article: &Article, reading: &Reading) -> String {
    let mut out = String::new();
    heading(&mut out, article);
    for s in &reading.statements {
        line(&mut out, article, s);
        let words =
            |span: Option<model::Span>| span.map_or_else(|| "not named here".to_string(), |s| format!("“{}”", one_line(article.words(s))));
        let _ = writeln!(out, "      cue “{}”, predicate “{}”, act {}", one_line(article.words(s.cue)), article.words(s.predicate), s.act);
        let point =
            s.point.as_ref().map_or_else(String::new, |p| p.spans.iter().map(|s| format!("“{}” ", one_line(article.words(*s)))).collect());
        let _ = writeln!(out, "      point {point}");
        let _ = writeln!(out, "      holder from {}, authority {}, {}", words(s.holder_span), s.basis, s.kind);
        if s.speaker.is_some() {
            let _ = writeln!(out, "      speaker from {}", words(s.speaker_span));
        }
        let _ = writeln!(out, "      when {} ({})", if s.when.edtf.is_empty() { "not known" } else { &s.when.edtf }, s.when.basis.as_str());
    }
    let taken = |a: &Attribution| reading.statements.iter().any(|s| a.cue.iter().chain(&a.content).any(|piece| piece.overlaps(s.span)));
    for a in reading.attributions.iter().filter(|a| !taken(a)) {
        let pieces = |spans: &[model::Span]| spans.iter().map(|s| one_line(article.words(*s))).collect::<Vec<_>>().join(" … ");
        let _ =
            writeln!(out, "  not taken for a position: {} | {} | {}  [{}]", pieces(&a.source), pieces(&a.cue), pieces(&a.content), a.rule);
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
