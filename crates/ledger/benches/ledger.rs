//! Recording and asking at the size of a conference series: 639 reports with 94 statements each, about 60,000 entries.
#![allow(missing_docs, reason = "criterion's macros make undocumented functions")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run should stop")]

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ledger::{Ledger, Query};
use support::{conference, noon};

fn record(c: &mut Criterion) {
    let made = conference(100, 94);
    let mut group = c.benchmark_group("record");
    group.sample_size(10);
    group.bench_function("100 reports one by one", |b| {
        b.iter_batched(
            || tempfile::tempdir().unwrap(),
            |folder| {
                let mut ledger = Ledger::open(folder.path().join("l.db")).unwrap();
                for (article, reading) in &made {
                    ledger.record(article, reading, None, noon("2025-01-01")).unwrap();
                }
                folder
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("100 reports in one batch", |b| {
        b.iter_batched(
            || tempfile::tempdir().unwrap(),
            |folder| {
                let mut ledger = Ledger::open(folder.path().join("l.db")).unwrap();
                ledger.record_all(made.iter().map(|(a, r)| (a, r, None)), noon("2025-01-01")).unwrap();
                folder
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn ask(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(folder.path().join("l.db")).unwrap();
    for chunk in conference(639, 94).chunks(100) {
        ledger.record_all(chunk.iter().map(|(a, r)| (a, r, None)), noon("2025-01-01")).unwrap();
    }
    let mut group = c.benchmark_group("ask of 60,000");
    group.sample_size(20);
    let party = Query { holder: Some("Party7".into()), ..Query::default() };
    let cell = Query { issue: Some("issue-3".into()), as_of: Some("2005-01-01".parse().unwrap()), ..party.clone() };
    let issue = Query { issue: Some("issue-3".into()), ..Query::default() };
    group.bench_function("one party over the years", |b| b.iter(|| ledger.entries(&party).unwrap()));
    group.bench_function("one cell as of a day", |b| b.iter(|| ledger.entries(&cell).unwrap()));
    group.bench_function("one issue", |b| b.iter(|| ledger.entries(&issue).unwrap()));
    group.bench_function("everything", |b| b.iter(|| ledger.entries(&Query::default()).unwrap()));
    group.bench_function("search two words", |b| b.iter(|| ledger.search("paragraph 311", &Query::default()).unwrap()));
    group.finish();
}

criterion_group!(benches, record, ask);
criterion_main!(benches);
