//! Runs `cases/events.md`: for each case, the events of the `article` block are those of the `events` block.
//!
//! One line is one event: `status | when | what | who takes part | place | after what`, `-` for nothing. An empty block means silence. The day of the
//! article is the end of its first line. `UPDATE=1 cargo test -p read --test event_cases` rewrites the blocks for review.

use codebooks::Codebook;
use model::{Article, Event};
use read::Reader;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/events.md");

#[test]
fn events_are_those_of_the_cases() {
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
        written.push_str("```events\n");
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
        assert_eq!(is, should, "line {} of cases/events.md", line + 1);
    }
    assert_eq!(written, text);
}

/// What stands before the next article block, its lines, what stands between, the expected lines, the rest of the file.
fn next_case(text: &str) -> Option<(&str, &str, &str, &str, &str)> {
    let (before, rest) = text.split_once("```article\n")?;
    let (article, rest) = rest.split_once("```")?;
    let (between, rest) = rest.split_once("```events\n")?;
    let (expected, after) = rest.split_once("```")?;
    Some((before, article, between, expected, after))
}

/// The events of an article block; its first line names outlet and day.
fn found(reader: &Reader<'_>, block: &str) -> String {
    let (head, body) = block.split_once('\n').unwrap_or((block, ""));
    let mut article = Article::plain("case", body.trim_end());
    article.published = head.rsplit(' ').next().and_then(|day| day.parse().ok());
    let or_dash = |words: &str| if words.is_empty() { "-".to_string() } else { words.to_string() };
    let line = |e: &Event| {
        let (place, after) = (e.place.as_deref().unwrap_or("-"), e.after.as_deref().unwrap_or("-"));
        format!("{} | {} | {} | {} | {place} | {after}\n", e.status, or_dash(&e.when.edtf), e.what, or_dash(&e.participants.join(", ")))
    };
    reader.read(&article).events.iter().map(line).collect()
}
