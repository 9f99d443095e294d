//! `standpoint syntax`: text or CoNLL-U in, trees out.

use anyhow::{Context, Result};
use syntax::conllu::{self, Document};
use syntax::{Parser, tree};

use crate::arguments::{SyntaxArguments, SyntaxForm};
use crate::inputs::Input;

pub(crate) fn run(arguments: &SyntaxArguments) -> Result<()> {
    let input = match &arguments.path {
        Some(path) if path.as_os_str() != "-" => Input::File(path.clone()),
        _ => Input::Standard,
    };
    let doing = || format!("reading {}", input.name());
    let bytes = input.bytes().with_context(doing)?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8 text", input.name()))?;
    let document = if arguments.gold_tokens || is_conllu(&text) {
        conllu::read(&text).with_context(doing)?
    } else {
        Document { text, ..Document::default() }
    };
    let parser = Parser::embedded();
    let parse = if arguments.gold_tokens {
        parser.parse_words(&document.text, &document.words, &document.sentences)
    } else {
        parser.parse(&document.text)
    };
    super::print(&match (arguments.format, arguments.gold_tokens) {
        (SyntaxForm::Text, _) => tree::write(&document.text, &parse),
        (SyntaxForm::Conllu, true) => document.write(&parse),
        (SyntaxForm::Conllu, false) => conllu::write(&document.text, &parse),
    })
}

/// Whether the first line that is no comment has the ten columns of CoNLL-U.
fn is_conllu(text: &str) -> bool {
    text.lines()
        .find(|line| !line.starts_with('#') && !line.trim().is_empty())
        .is_some_and(|line| line.split('\t').count() == 10 && line.starts_with(|c: char| c.is_ascii_digit()))
}
