//! Words per second: cutting alone, and everything. `cargo bench -p syntax`.
#![allow(missing_docs, reason = "the macros of criterion write undocumented functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use syntax::{Parse, Parser, Scratch, segment};

/// Invented news prose.
const PARAGRAPH: &str = "The two delegations met again on Tuesday in the lakeside town, but neither side said whether a text had been agreed. \
\u{201c}We have moved, and we expect the others to move,\u{201d} the chief negotiator, Ana Verde, told reporters after the session. \
Officials who were not authorised to speak publicly said that the draft, which runs to 40 pages, would cut tariffs by 3.5 percent over four years. \
Opposition parties in both countries have rejected the plan, and farmers didn't hide their anger. \
If parliament doesn't approve it by Feb. 12, the old quotas will return.\n\n";

fn parse(criterion: &mut Criterion) {
    let parser = Parser::embedded();
    let text = PARAGRAPH.repeat(20);
    let blocks = segment::blocks(&text);
    let mut group = criterion.benchmark_group("news");
    group.throughput(Throughput::Elements(parser.cut(&text, &blocks).0.len() as u64));
    group.bench_function("cut", |bencher| bencher.iter(|| parser.cut(&text, &blocks).0.len()));
    let (mut scratch, mut out) = (Scratch::default(), Parse::default());
    group.bench_function("parse", |bencher| bencher.iter(|| parser.parse_into(&text, &blocks, &mut scratch, &mut out)));
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
