//! How much the stages after the parser cost: the shipped dispatches, parsed alone and read whole, on one thread.
//!
//! `cargo bench -p read --bench reading`

use std::fs;
use std::hint::black_box;
use std::ops::Range;
use std::path::Path;

use codebooks::Codebook;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::Article;
use read::Reader;

/// Texts of the folder `examples/ceasefire`, markup and all, in name order.
fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ceasefire");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the examples").map(|e| e.expect("an example").path()).collect();
    paths.sort();
    paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md" || e == "txt")).map(|p| Article::plain("example", fs::read_to_string(p).expect("text"))).collect()
}

fn reading(c: &mut Criterion) {
    let articles = articles();
    let reader = Reader::new(Codebook::world());
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let mut group = c.benchmark_group("reading");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("parser alone", |b| {
        b.iter(|| {
            for article in &articles {
                let blocks: Vec<Range<usize>> = article.blocks.iter().map(|b| b.span.range()).collect();
                black_box(reader.parser.parse_blocks(&article.text, &blocks));
            }
        });
    });
    group.bench_function("all stages", |b| {
        b.iter(|| {
            for article in &articles {
                black_box(reader.read(article));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
