//! Reads articles for the measures: `{"id", "text"}` lines on standard input, `{"article", "text", "attributions"}` lines on standard output.
//! Offsets are Unicode code points.
//!
//! `cargo run --release -p read --example readings < articles.jsonl > readings.jsonl`

use std::io::{self, BufRead, Write};

use codebooks::Codebook;
use model::{Article, Span};
use read::Reader;
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let codebook = Codebook::world();
    let reader = Reader::new(codebook);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let (id, text) = (line["id"].as_str().unwrap_or_default(), line["text"].as_str().unwrap_or_default());
        let article = Article::plain(id, text);
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
        writeln!(out, "{}", json!({"article": {"ref": id}, "text": text, "attributions": attributions}))?;
    }
    out.flush()
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

    fn spans(&self, spans: &[Span]) -> Vec<[u32; 2]> {
        spans.iter().map(|s| [self.0[s.start as usize], self.0[s.end as usize]]).collect()
    }
}
