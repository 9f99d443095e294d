//! Throughput on the project's own dispatches: one text, one page.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ingest::{Options, Source, ingest};

const TEXT: &[u8] = include_bytes!("../../../examples/ceasefire/01-northgate-wire.md");
const PAGE: &[u8] = include_bytes!("../../../examples/ceasefire/03-lakeside-page.html");

fn dispatches(criterion: &mut Criterion) {
    for (reference, bytes) in [("text.md", TEXT), ("page.html", PAGE)] {
        let mut group = criterion.benchmark_group("ingest");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(reference, |bencher| {
            bencher.iter(|| ingest(black_box(Source { reference, bytes }), &Options::default()));
        });
        group.finish();
    }
}

criterion_group!(benches, dispatches);
criterion_main!(benches);
