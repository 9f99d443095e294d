//! Shows what becomes of files: metadata, blocks, notes; and how fast. `cargo run --release -p ingest --example blocks -- [--as-is] [--quiet] FILE…`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example that prints")]

use std::time::{Duration, Instant};

use ingest::{Kind, Options, Source, ingest, jsonl};
use model::Article;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (flags, files): (Vec<_>, Vec<_>) = arguments.iter().partition(|argument| argument.starts_with("--"));
    let flag = |name: &str| flags.iter().any(|flag| *flag == name);
    let options = Options { as_is: flag("--as-is"), published: None };
    let (mut bytes, mut articles, mut time) = (0, Vec::new(), Duration::ZERO);
    for file in files {
        let content = std::fs::read(file)?;
        let started = Instant::now();
        if Kind::of_name(file) == Some(Kind::JsonLines) {
            let text = String::from_utf8_lossy(&content);
            for (number, line) in text.lines().enumerate() {
                match jsonl(line, number + 1, &options) {
                    Ok(article) => articles.push(article),
                    Err(error) => eprintln!("{file}: {error}"),
                }
            }
        } else {
            articles.push(ingest(Source { reference: file, bytes: &content }, &options));
        }
        time += started.elapsed();
        bytes += content.len();
    }
    if !flag("--quiet") {
        articles.iter().for_each(show);
    }
    let dated = articles.iter().filter(|article| article.published.is_some()).count();
    println!("{} articles, {dated} dated, {bytes} bytes in {} ms", articles.len(), time.as_millis());
    Ok(())
}

fn show(article: &Article) {
    println!("== {}", article.reference);
    println!("title {:?} outlet {:?} byline {:?}", article.title, article.outlet, article.byline);
    println!(
        "published {:?} ({}) url {:?} language {:?}",
        article.published,
        article.published_basis.as_str(),
        article.url,
        article.language
    );
    if let Some(origin) = &article.origin {
        println!("origin {:?} {:?} {:?}", origin.outlet, origin.url, origin.span.map(|span| article.words(span)));
    }
    for note in &article.notes {
        println!("note {}", note.message);
    }
    for block in &article.blocks {
        let words: String = article.words(block.span).chars().take(150).collect();
        println!("{:>10} {:?}..{:?} {words:?}", format!("{:?}", block.kind), block.span.start, block.span.end);
    }
}
