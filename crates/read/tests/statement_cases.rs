//! Runs `cases/statements.md`: for each case, the statements of the `article` block are those of the `statements` block.
//!
//! One line is one statement: `holder | speaker | stance | act | cue | point | condition`, pieces joined by ` … `, `-` for nothing, a move that the text tells
//! in brackets after the stance. `UPDATE=1 cargo test -p read --test statement_cases` rewrites the blocks for review.

use codebooks::Codebook;
use model::{Article, Span, Statement};
use read::Reader;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/statements.md");

#[test]
fn statements_are_those_of_the_cases() {
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
        written.push_str("```statements\n");
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
        assert_eq!(is, should, "line {} of cases/statements.md", line + 1);
    }
    assert_eq!(written, text);
}

/// What stands before the next article block, its lines, what stands between, the expected lines, the rest of the file.
fn next_case(text: &str) -> Option<(&str, &str, &str, &str, &str)> {
    let (before, rest) = text.split_once("```article\n")?;
    let (article, rest) = rest.split_once("```")?;
    let (between, rest) = rest.split_once("```statements\n")?;
    let (expected, after) = rest.split_once("```")?;
    Some((before, article, between, expected, after))
}

/// The statements of an article block; its first line names outlet and day and is not read.
fn found(reader: &Reader<'_>, block: &str) -> String {
    let body = block.split_once('\n').map_or("", |(_, body)| body);
    let article = Article::plain("case", body.trim_end());
    let words = |span: Span| article.words(span).replace('\n', " ");
    let point = |s: &Statement| s.point.iter().flat_map(|p| &p.spans).map(|span| words(*span)).collect::<Vec<_>>().join(" … ");
    let line = |s: &Statement| {
        let moved = s.moved.map(|m| format!(" ({m})")).unwrap_or_default();
        let (speaker, condition) = (s.speaker.as_deref().unwrap_or("-"), s.condition.map_or("-".to_string(), words));
        format!("{} | {speaker} | {}{moved} | {} | {} | {} | {condition}\n", s.holder, s.stance, s.act, words(s.cue), point(s))
    };
    reader.read(&article).statements.iter().map(line).collect()
}
