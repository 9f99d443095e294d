//! Throughput of the tagger alone, one thread, on an invented article: `cargo bench -p when`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::Date;
use when::Tagger;

const ARTICLE: &str = "The delegations met on Tuesday in the lakeside town, two years after the first round, and will resume on Feb. 14-16.\n\
    Officials said late last week that nothing had been agreed since October 2022, although both sides had come closer in recent months.\n\
    The chair recalled that the paper before them had been drafted by others, that its margins were wide, and that every delegation was free to \
    write in them what it wished the others to read. Nobody laughed. The morning of 3 March 2024 was remembered as the low point of the talks.\n\n";

fn tagger(c: &mut Criterion) {
    let text = ARTICLE.repeat(200);
    let mut group = c.benchmark_group("tag");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("article", |b| b.iter(|| Tagger::embedded().tag(black_box(&text), &[], Some(Date::constant(2025, 2, 6)))));
    group.finish();
}

criterion_group!(benches, tagger);
criterion_main!(benches);
