//! Any bytes give an article whose spans resolve: `cargo +nightly fuzz run any_bytes` in `crates/ingest`.
#![no_main]

use ingest::{Options, Source, ingest};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for (reference, as_is) in [("a.md", false), ("a.md", true), ("a.html", false)] {
        let article = ingest(Source { reference, bytes }, &Options { as_is, published: None });
        assert!(article.blocks.iter().all(|block| article.text.get(block.span.range()).is_some()));
        assert!(article.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert!(article.markup.iter().all(|span| article.text.get(span.range()).is_some()));
        assert_eq!(article.view().len(), article.text.len());
    }
});
