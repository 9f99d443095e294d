//! Tags `{"id" | "doc", "text", "published" | "dct"}` lines from standard input and writes readings with nothing but `times`.
//!
//! `cargo run --release -p when --example tag [news|narrative|ahead] < articles.jsonl > readings.jsonl`

use std::io::{BufRead, Write};

use model::Date;
use when::{Anchoring, Tagger};

fn main() -> std::io::Result<()> {
    let anchoring = match std::env::args().nth(1).as_deref() {
        Some("news") => Anchoring::News,
        Some("narrative") => Anchoring::Narrative,
        Some("ahead") => Anchoring::Ahead,
        _ => Anchoring::Auto,
    };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |a: &str, b: &str| article[a].as_str().or(article[b].as_str()).unwrap_or("").to_string();
        let (id, text, day) = (field("id", "doc"), field("text", "text"), field("published", "dct"));
        let published: Option<Date> = day.get(..10).and_then(|d| d.parse().ok());
        let points = |byte: usize| text[..byte].chars().count();
        let times: Vec<serde_json::Value> = Tagger::embedded()
            .tag_anchored(&text, &[], published, anchoring)
            .iter()
            .map(|t| {
                serde_json::json!({
                    "span": [points(t.span.range().start), points(t.span.range().end)], "type": t.kind.as_str(), "value": t.value,
                    "edtf": t.when.edtf, "symbolic": t.symbolic, "rule": t.rule,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"article": {"ref": id}, "text": text, "times": times}))?;
    }
    Ok(())
}
