//! Runs `cases/statements.md`: for each case, the statements of the `article` block are those of the `statements` block.
//!
//! One line is one statement: `holder | speaker | stance | act | cue | point | condition`, pieces joined by ` … `, `-` for nothing, a move that the text tells
//! in brackets after the stance.

mod case_file;

use codebooks::Codebook;
use model::{Article, Span, Statement};
use read::Reader;

#[test]
fn statements_are_those_of_the_cases() {
    let reader = Reader::new(Codebook::world());
    case_file::check("statements", |body| found(&reader, body));
}

/// The statements of an article.
fn found(reader: &Reader<'_>, body: &str) -> String {
    let article = Article::plain("case", body);
    let words = |span: Span| article.words(span).replace('\n', " ");
    let point = |s: &Statement| s.point.iter().flat_map(|p| &p.spans).map(|span| words(*span)).collect::<Vec<_>>().join(" … ");
    let line = |s: &Statement| {
        let moved = s.moved.map(|m| format!(" ({m})")).unwrap_or_default();
        let (speaker, condition) = (s.speaker.as_deref().unwrap_or("-"), s.condition.map_or("-".to_string(), words));
        format!("{} | {speaker} | {}{moved} | {} | {} | {} | {condition}\n", s.holder, s.stance, s.act, words(s.cue), point(s))
    };
    reader.read(&article).statements.iter().map(line).collect()
}
