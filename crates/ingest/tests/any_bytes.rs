//! Whatever the bytes: an article comes back, every span resolves, blocks and markup are in order and apart.

use ingest::{Kind, Options, Source, ingest, jsonl};
use model::{Article, Span};
use proptest::prelude::*;

fn assert_sound(article: &Article) {
    let text = article.text.as_str();
    let resolves = |span: Span| text.get(span.range()).is_some();
    assert!(article.blocks.iter().all(|block| resolves(block.span) && !block.span.is_empty()), "{article:?}");
    assert!(article.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{article:?}");
    assert!(article.blocks.iter().all(|block| article.words(block.span).trim() == article.words(block.span)), "{article:?}");
    assert!(article.markup.iter().all(|span| resolves(*span)), "{article:?}");
    assert!(article.markup.windows(2).all(|pair| pair[0].end <= pair[1].start), "{article:?}");
    assert!(article.origin.iter().filter_map(|origin| origin.span).all(resolves), "{article:?}");
    assert!(article.notes.iter().filter_map(|note| note.span).all(resolves), "{article:?}");
    assert_eq!(article.view().len(), text.len());
    assert_eq!(article.published.is_some(), article.published_basis != model::PublishedBasis::Unknown);
}

/// Pieces of news, markup and trouble, in any order.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "# ",
        "## **",
        "**",
        "*",
        "[",
        "](#)",
        "](https://a.example/2025/02/06/x)",
        "<https://a.example/b>",
        "<b>",
        "> ",
        "- ",
        "1. ",
        "---\n",
        "title: \"",
        "date: 2025-02-06\n",
        "\n",
        "\n\n",
        "\r\n",
        "By Ana Sorel for Lakeside Wire\n",
        "February 06, 2025",
        "GENEVA (Lakeside Wire), March 3 — ",
        "This article first appeared in ",
        "The post ",
        " appeared first on ",
        "Original url:\n\n",
        "Peru ruled out any pause before the talks.",
        "since",
        "his mandate ended.",
        "| a | b |\n",
        "```\n",
        "\\*",
        "![",
        "\u{feff}",
        "\u{a0}",
        "İ",
        "“",
        "”",
        "Photo by ",
        "lakesidewire.example",
        "===\n",
    ]);
    prop_oneof![4 => known.prop_map(str::to_string), 1 => any::<String>(), 1 => "[a-zA-Z ,.]{0,40}"]
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_as_file(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop::sample::select(vec!["a.txt", "a.html"])) {
        assert_sound(&ingest(Source { reference: name, bytes: &bytes }, &Options::default()));
        assert_sound(&ingest(Source { reference: name, bytes: &bytes }, &Options { as_is: true, published: None }));
    }

    #[test]
    fn any_text_cleaned(text in texts()) {
        let article = ingest(Source { reference: "a.md", bytes: text.as_bytes() }, &Options::default());
        assert_sound(&article);
        prop_assert!(article.markup.is_empty());
    }

    #[test]
    fn any_text_as_is_stays(text in texts()) {
        let article = ingest(Source { reference: "a.md", bytes: text.as_bytes() }, &Options { as_is: true, published: None });
        assert_sound(&article);
        prop_assert_eq!(&article.text, &text);
    }

    /// Both modes see the same words in the same blocks.
    #[test]
    fn cleaning_keeps_the_words(text in texts()) {
        prop_assume!(!text.contains('\0') && !text.starts_with(['\u{feff}', '<']) && !text.contains(|c: char| c.is_control() && !c.is_whitespace()));
        let cleaned = ingest(Source { reference: "a.md", bytes: text.as_bytes() }, &Options::default());
        let as_is = ingest(Source { reference: "a.md", bytes: text.as_bytes() }, &Options { as_is: true, published: None });
        prop_assert_eq!(cleaned.published, as_is.published);
        prop_assert_eq!(cleaned.outlet, as_is.outlet);
        prop_assert_eq!(cleaned.blocks.len(), as_is.blocks.len());
        prop_assert!(cleaned.blocks.iter().zip(&as_is.blocks).all(|(one, other)| one.kind == other.kind));
    }

    #[test]
    fn any_page(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div>", "</div>", "<ul><li>", "</li>", "<blockquote>", "<h1>", "</h2>", "<a href='#'>", "</a>", "<table><tr><td>", "<br>", "<article>",
        "Peru ruled out any pause, and it did so in a long letter to all of the states.", "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"datePublished\":\"2025-02-06\"}</script>",
        "<time datetime=2025-02-06>", "&amp;", "<svg>", "<template>", "<figure><figcaption>", "<!--", "-->", "é", "<meta name=date content=2025-02-06>",
    ]), 0..40)) {
        let html = parts.concat();
        assert_sound(&ingest(Source { reference: "a.html", bytes: html.as_bytes() }, &Options::default()));
    }

    #[test]
    fn any_line(text in any::<String>(), published in prop::option::of(any::<String>())) {
        let line = serde_json::json!({"id": "x", "text": text, "published": published}).to_string();
        let article = jsonl(&line, 1, &Options::default()).expect("a line with id and text");
        assert_sound(&article);
        prop_assert_eq!(article.text, text);
    }

    #[test]
    fn any_name(name in any::<String>()) {
        let _ = Kind::of_name(&name);
    }
}

#[test]
fn a_bad_line_names_its_number() {
    let error = jsonl("{\"id\": 1}", 17, &Options::default()).map(|_| ()).expect_err("no text");
    assert!(error.to_string().starts_with("line 17: not an article: missing field `text`"), "{error}");
    let odd = jsonl(r#"{"text": "Peru agreed.", "published": "soon"}"#, 3, &Options::default()).expect("an article");
    assert_eq!((odd.reference.as_str(), odd.published, odd.notes.len()), ("line 3", None, 1));
}

#[test]
fn a_given_day_fills_only_what_nobody_states() {
    let given = Options { as_is: false, published: model::Date::new(2025, 3, 12).ok() };
    let undated = ingest(Source { reference: "a.txt", bytes: b"Peru agreed to the pause on Monday, its envoy said." }, &given);
    assert_eq!((undated.published, undated.published_basis), (given.published, model::PublishedBasis::Given));
    let dated =
        ingest(Source { reference: "a.txt", bytes: b"February 6, 2025\n\nPeru agreed to the pause on Monday, its envoy said." }, &given);
    assert_eq!((dated.published, dated.published_basis), (model::Date::new(2025, 2, 6).ok(), model::PublishedBasis::Stated));
}

#[test]
fn what_is_no_text_gives_an_empty_article_with_a_note() {
    for (bytes, as_is) in [(&b"%PDF-1.7"[..], false), (&b"\xff\xfe\xff"[..], true), (&b""[..], false)] {
        let article = ingest(Source { reference: "a.txt", bytes }, &Options { as_is, published: None });
        assert_sound(&article);
        assert!(article.text.is_empty() && article.notes.len() == 1, "{article:?}");
    }
}

#[test]
fn deep_nesting_and_unbalanced_brackets_end_soon() {
    let page = format!("<html><body>{}Peru agreed.", "<div>".repeat(2_000));
    assert_sound(&ingest(Source { reference: "a.html", bytes: page.as_bytes() }, &Options::default()));
    let brackets = "[".repeat(10_000) + &"](".repeat(1_000) + &"**".repeat(5_000);
    assert_sound(&ingest(Source { reference: "a.md", bytes: brackets.as_bytes() }, &Options::default()));
}
