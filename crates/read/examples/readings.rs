//! Reads articles for the measures: `{"id", "text", "published"?}` lines on standard input, one reading a line on standard output.
//! Offsets are Unicode code points. With a folder as argument, its files are the codebook.
//!
//! `cargo run --release -p read --example readings -- codebooks/climate-talks < articles.jsonl > readings.jsonl`
#![allow(clippy::disallowed_methods)]

use std::io::{self, BufRead, Write};

use codebooks::Codebook;
use model::{Article, PublishedBasis, Span, Statement};
use read::Reader;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let given = std::env::args().nth(1).map(|folder| codebook(&folder)).transpose()?;
    let reader = Reader::new(given.as_ref().unwrap_or(Codebook::world()));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let (id, text) = (line["id"].as_str().unwrap_or_default(), line["text"].as_str().unwrap_or_default());
        let mut article = Article::plain(id, text);
        if let Some(day) = line["published"].as_str().and_then(|day| day.parse().ok()) {
            (article.published, article.published_basis) = (Some(day), PublishedBasis::Given);
        }
        let reading = reader.read(&article);
        let points = Points::of(text);
        let attributions: Vec<Value> = reading
            .attributions
            .iter()
            .map(|a| {
                json!({"source": points.spans(&a.source), "cue": points.spans(&a.cue), "content": points.spans(&a.content),
                       "kind": a.kind.as_str(), "inside": a.inside, "rule": a.rule, "certainty": a.certainty})
            })
            .collect();
        let statements: Vec<Value> = reading.statements.iter().map(|s| statement(s, text, &points)).collect();
        writeln!(out, "{}", json!({"article": {"ref": id}, "text": text, "attributions": attributions, "statements": statements}))?;
    }
    out.flush()
}

fn statement(s: &Statement, text: &str, points: &Points) -> Value {
    let point =
        s.point.as_ref().map(|p| json!({"span": points.span(p.main()), "spans": points.spans(&p.spans), "text": p.main().of(text)}));
    json!({"span": points.span(s.span), "holder": s.holder, "speaker": s.speaker, "stance": s.stance.as_str(), "act": s.act.as_str(),
           "predicate": s.predicate.of(text), "cue": {"span": points.span(s.cue), "text": s.cue.of(text)}, "point": point,
           "condition": s.condition.map(|c| c.of(text)), "kind": s.kind.as_str(), "when": s.when.stated_edtf(), "issue": s.issue, "option": s.option,
           "move": s.moved.map(|m| m.as_str()), "certainty": s.certainty, "rule": s.rule})
}

/// The codebook whose files lie in a folder.
fn codebook(folder: &str) -> io::Result<Codebook> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.display().to_string(), std::fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Codebook::from_files(&files).map_err(io::Error::other)
}

/// Code points before each byte of a text.
struct Points(Vec<u32>);

impl Points {
    fn of(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for character in text.chars() {
            before.extend(std::iter::repeat_n(count, character.len_utf8()));
            count += 1;
        }
        before.push(count);
        Points(before)
    }

    fn span(&self, span: Span) -> [u32; 2] {
        [self.0[span.start as usize], self.0[span.end as usize]]
    }

    fn spans(&self, spans: &[Span]) -> Vec<[u32; 2]> {
        spans.iter().map(|s| self.span(*s)).collect()
    }
}
