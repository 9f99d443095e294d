//! Runs the cases in `cases/*.md`. `UPDATE=1` rewrites their `article` blocks, to be reviewed as a diff.
#![allow(clippy::disallowed_methods, reason = "a test runner may ask for UPDATE")]

use std::fmt::Write as _;
use std::path::Path;

use ingest::{Options, Source, ingest};
use model::{Article, BlockKind};

#[test]
fn text() {
    run("text.md", "case.md");
}

#[test]
fn page() {
    run("page.md", "case.html");
}

fn run(file: &str, reference: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(file);
    let cases = std::fs::read_to_string(&path).expect("the cases");
    let mut rewritten = String::new();
    let mut rest = cases.as_str();
    let mut failures = Vec::new();
    while let Some((before, after)) = rest.split_once("```input\n") {
        let (input, after) = after.split_once("```\n").expect("an input block ends");
        let (between, after) = after.split_once("```article\n").expect("an article block follows");
        let (expected, after) = after.split_once("```").expect("an article block ends");
        let found = shown(&ingest(Source { reference, bytes: input.as_bytes() }, &Options::default()));
        if found != expected {
            let name = before.rsplit("## ").next().unwrap_or("").lines().next().unwrap_or("");
            failures.push(format!("{name}\n--- expected\n{expected}--- found\n{found}"));
        }
        write!(rewritten, "{before}```input\n{input}```\n{between}```article\n{found}```").expect("a string");
        rest = after;
    }
    rewritten.push_str(rest);
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, rewritten).expect("the cases can be written");
    } else {
        assert!(failures.is_empty(), "{} cases of {file} differ\n\n{}", failures.len(), failures.join("\n"));
    }
}

fn shown(article: &Article) -> String {
    let mut lines = Vec::new();
    let fields = [("title", &article.title), ("outlet", &article.outlet), ("byline", &article.byline)];
    lines.extend(fields.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}: {value}"))));
    lines.extend(article.published.map(|day| format!("published: {day}")));
    lines.extend(article.url.as_ref().map(|url| format!("url: {url}")));
    lines.extend(article.origin.as_ref().map(|origin| {
        let url = origin.url.as_ref().map(|url| format!(" <{url}>")).unwrap_or_default();
        let words = origin.span.map(|span| article.words(span)).unwrap_or_default();
        format!("origin: {}{url} {words:?}", origin.outlet.as_deref().unwrap_or("?"))
    }));
    lines.extend(article.notes.iter().map(|note| format!("note: {}", note.message)));
    lines.extend(article.blocks.iter().map(|block| format!("{}: {}", name(block.kind), article.words(block.span))));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list item",
        BlockKind::Quote => "quote",
        BlockKind::Caption => "caption",
        BlockKind::Furniture => "furniture",
    }
}
