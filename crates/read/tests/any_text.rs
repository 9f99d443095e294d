//! Any text is read without a panic, and every span that comes out resolves to words of the text.

use std::sync::OnceLock;

use codebooks::Codebook;
use model::{Article, Reading, Span};
use proptest::prelude::*;
use read::Reader;

fn reader() -> Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    *READER.get_or_init(|| Reader::new(Codebook::world()))
}

/// Every span of a reading.
fn spans(reading: &Reading) -> Vec<Span> {
    let mut spans = reading.sentences.clone();
    spans.extend(reading.mentions.iter().map(|m| m.span));
    spans.extend(reading.times.iter().map(|t| t.span));
    for a in &reading.attributions {
        spans.extend(a.source.iter().chain(&a.cue).chain(&a.content));
    }
    for s in &reading.statements {
        spans.extend([s.span, s.predicate, s.cue]);
        spans.extend(s.holder_span.iter().chain(&s.speaker_span).chain(&s.condition));
        spans.extend(s.point.iter().flat_map(|p| &p.spans));
    }
    spans.extend(reading.events.iter().map(|e| e.span));
    spans.extend(reading.notes.iter().filter_map(|n| n.span));
    spans
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let article = Article::plain("any", text);
    let reading = reader().read(&article);
    for span in spans(&reading) {
        prop_assert!(article.text.get(span.range()).is_some_and(|words| !words.is_empty()), "{span:?} does not resolve");
    }
    for attribution in &reading.attributions {
        prop_assert!(attribution.inside.is_none_or(|outer| outer < reading.attributions.len()));
    }
    Ok(())
}

/// Words and marks that the reader has rules about, in any order.
fn newslike() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Peru",
        "the Kremlin",
        "said",
        "that",
        "rejected",
        "would",
        "not",
        "accept",
        "if",
        "unless",
        "“",
        "”",
        "\"",
        "‘",
        "’s",
        ",",
        ".",
        "\n\n",
        "\n",
        "on",
        "Monday",
        "Feb. 14-16",
        "2022",
        "last week",
        "talks",
        "supported by",
        "opposed by",
        "according to",
        "he",
        "it",
        "Minister",
        "(",
        ")",
        "[",
        "](#)",
        ":",
        "open to",
        "ruled out",
        "U.S.",
        "and",
        "but",
        "—",
        "é",
        "名",
        "🕊",
        "said:",
        "?",
        "…",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_unicode(text in "\\PC{0,400}") {
        check(&text)?;
    }

    #[test]
    fn any_bytes_as_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn anything_made_of_news(text in newslike()) {
        check(&text)?;
    }
}

#[test]
fn a_very_long_line_is_read() {
    let text = "Peru said that Chad would not accept the plan, ".repeat(3000);
    assert!(check(&text).is_ok());
}
