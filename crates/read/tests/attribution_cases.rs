//! Runs `cases/attribution.md`: for each case, the attributions of the `article` block are those of the `attributions` block.
//!
//! One line is one attribution: `source | cue | content`, pieces joined by ` … `, indented by two spaces for each level of nesting, `-` for a source
//! that the text does not name. An empty block means silence. `UPDATE=1 cargo test -p read --test attribution_cases` rewrites the blocks for review.

use codebooks::Codebook;
use model::{Article, Attribution, Span};
use read::Reader;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/attribution.md");

#[test]
fn attributions_are_those_of_the_cases() {
    let text = std::fs::read_to_string(PATH).unwrap();
    let reader = Reader::new(Codebook::world());
    let mut written = String::new();
    let mut rest = text.as_str();
    let mut cases = 0;
    while let Some((before, article, between, _expected, after)) = next_case(rest) {
        written.push_str(before);
        written.push_str("```article\n");
        written.push_str(article);
        written.push_str("```");
        written.push_str(between);
        written.push_str("```attributions\n");
        written.push_str(&found(&reader, article));
        written.push_str("```");
        rest = after;
        cases += 1;
    }
    written.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(PATH, written).unwrap();
        return;
    }
    assert!(cases > 20, "only {cases} cases were found");
    for (line, (is, should)) in written.lines().zip(text.lines()).enumerate() {
        assert_eq!(is, should, "line {} of cases/attribution.md", line + 1);
    }
    assert_eq!(written, text);
}

/// What stands before the next article block, its lines, what stands between, the expected lines, the rest of the file.
fn next_case(text: &str) -> Option<(&str, &str, &str, &str, &str)> {
    let (before, rest) = text.split_once("```article\n")?;
    let (article, rest) = rest.split_once("```")?;
    let (between, rest) = rest.split_once("```attributions\n")?;
    let (expected, after) = rest.split_once("```")?;
    Some((before, article, between, expected, after))
}

/// The attributions of an article block; its first line names outlet and day and is not read.
fn found(reader: &Reader<'_>, block: &str) -> String {
    let body = block.split_once('\n').map_or("", |(_, body)| body);
    let article = Article::plain("case", body.trim_end());
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
