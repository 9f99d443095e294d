//! Runs `cases/attributions.md`: for each case, the attributions of the `article` block are those of the `attributions` block.
//!
//! One line is one attribution: `source | cue | content`, pieces joined by ` … `, indented by two spaces for each level of nesting, `-` for a source
//! that the text does not name. An empty block means silence.

mod case_file;

use codebooks::Codebook;
use model::{Article, Attribution, Span};
use read::Reader;

#[test]
fn attributions_are_those_of_the_cases() {
    let reader = Reader::new(Codebook::world());
    case_file::check("attributions", |body| found(&reader, body));
}

/// The attributions of an article.
fn found(reader: &Reader<'_>, body: &str) -> String {
    let article = Article::plain("case", body);
    let reading = reader.read(&article);
    let outer = |a: &Attribution| a.inside.map(|outer| reading.attributions[outer].clone());
    let depth = |a: &Attribution| std::iter::successors(outer(a), outer).count();
    let words = |spans: &[Span]| match spans {
        [] => "-".to_string(),
        _ => spans.iter().map(|span| article.words(*span).replace('\n', " ")).collect::<Vec<_>>().join(" … "),
    };
    let line = |a: &Attribution| format!("{}{} | {} | {}\n", "  ".repeat(depth(a)), words(&a.source), words(&a.cue), words(&a.content));
    reading.attributions.iter().map(line).collect()
}
