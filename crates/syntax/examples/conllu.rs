//! Parses a file as the program's `syntax` command does: `conllu [--model FILE] [--gold-tokens] [--format conllu|text] FILE`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks to its user")]

use std::path::PathBuf;

use anyhow::Context;
use clap::Parser as Arguments;
use syntax::{Parser, conllu, tree};

/// Plain text or CoNLL-U in, CoNLL-U or an indented tree out.
#[derive(Arguments)]
struct Conllu {
    /// Model file; without it the built-in model.
    #[arg(long)]
    model: Option<PathBuf>,
    /// The input is CoNLL-U: keep its words and sentences.
    #[arg(long)]
    gold_tokens: bool,
    /// The input is CoNLL-U: parse its running text.
    #[arg(long)]
    raw: bool,
    /// `conllu` or `text`.
    #[arg(long, default_value = "conllu")]
    format: String,
    /// Parse this often, and say how fast.
    #[arg(long)]
    repeat: Option<usize>,
    /// The file to parse.
    file: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let arguments = Conllu::parse();
    let file = std::fs::read_to_string(&arguments.file).with_context(|| format!("reading {}", arguments.file.display()))?;
    let loaded = match &arguments.model {
        Some(path) => Some(Parser::from_model(std::fs::read(path).with_context(|| format!("reading {}", path.display()))?)?),
        None => None,
    };
    let parser = loaded.as_ref().unwrap_or_else(|| Parser::embedded());
    let document =
        if arguments.gold_tokens || arguments.raw { conllu::read(&file)? } else { conllu::Document { text: file, ..Default::default() } };
    let parse = || match arguments.gold_tokens {
        true => parser.parse_words(&document.text, &document.words, &document.sentences),
        false => parser.parse(&document.text),
    };
    if let Some(times) = arguments.repeat {
        let start = std::time::Instant::now();
        let words: usize = (0..times).map(|_| parse().tokens.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        eprintln!("{words} words in {seconds:.3} s: {:.0} words a second", words as f64 / seconds);
    }
    let parse = parse();
    match (arguments.format.as_str(), arguments.gold_tokens) {
        ("text", _) => print!("{}", tree::write(&document.text, &parse)),
        (_, true) => print!("{}", document.write(&parse)),
        (_, false) => print!("{}", conllu::write(&document.text, &parse)),
    }
    Ok(())
}
