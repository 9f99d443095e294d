//! Many readers at once while another process adds articles: how long does the server take, does anything fail, is any page stale?
//!
//! A running server, its ledger and the program go in; a table comes out, and a failure if there was an error or a stale page. A page is stale when its
//! ledger stamp is lower than one that was known to be committed before its request began. The articles are invented.
//!
//! ```text
//! standpoint serve --ledger big.db --codebook codebooks/climate-talks --listen 127.0.0.1:8182 &
//! cargo run --release -p web --example load -- http://127.0.0.1:8182 big.db target/release/standpoint codebooks/climate-talks 50 60 1 3
//! ```
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program that stops when it cannot go on")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ledger::{Ledger, Stamp};

/// What readers look at, and what it is called. `{day}` becomes another day each time, so that the page is in nobody's memory.
const PAGES: [(&str, &str); 5] = [
    ("matrix", "/"),
    ("issue", "/issue?issue=finance"),
    ("search", "/articles?q=loss+and+damage"),
    ("matrix of some day", "/?as_of={day}"),
    ("API positions", "/api/v1/positions?limit=50"),
];

/// One answer.
struct Answer {
    page: &'static str,
    took: Duration,
    /// Whether it was the first of its page to know of the latest change.
    is_first: bool,
}

#[derive(Default)]
struct Seen {
    answers: Vec<Answer>,
    newest: BTreeMap<String, (i64, i64, i64)>,
    errors: Vec<String>,
    stale: usize,
    bytes: u64,
}

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [server, ledger, program, codebook, readers, seconds, pause, every] = given.as_slice() else {
        println!("load SERVER LEDGER PROGRAM CODEBOOK READERS SECONDS SECONDS_BETWEEN_PAGES SECONDS_BETWEEN_ARTICLES");
        std::process::exit(2);
    };
    let (readers, seconds): (usize, u64) = (readers.parse().unwrap(), seconds.parse().unwrap());
    let [pause, every] = [pause, every].map(|s| Duration::from_secs_f64(s.parse().unwrap()));
    while ureq::get(format!("{server}/stamp")).call().is_err() {
        std::thread::sleep(Duration::from_secs(1));
    }
    let ledger = Ledger::open_read_only(ledger).unwrap();
    let committed = Mutex::new(key(ledger.stamp().unwrap()));
    let (seen, is_over) = (Mutex::new(Seen::default()), AtomicBool::new(false));
    let mut added = 0;
    std::thread::scope(|scope| {
        for number in 0..readers {
            let (seen, committed, is_over) = (&seen, &committed, &is_over);
            scope.spawn(move || read(server, (number, pause), seen, committed, is_over));
        }
        let end = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < end {
            let next = Instant::now() + every;
            added += 1;
            add(program, ledger.path(), codebook, added);
            *committed.lock().unwrap() = key(ledger.stamp().unwrap());
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let seen = seen.into_inner().unwrap();
    println!(
        "{readers} readers, a page each every {pause:?}, {seconds} s, {added} articles added one by one, {} MB read",
        seen.bytes / 1_000_000
    );
    println!("| page | answers | p50 ms | p95 ms | max ms | first after a change: answers | p50 ms | max ms |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, _) in PAGES {
        let of = |only_first: bool| -> Vec<Duration> {
            let mut took: Vec<Duration> =
                seen.answers.iter().filter(|a| a.page == name && (a.is_first || !only_first)).map(|a| a.took).collect();
            took.sort();
            took
        };
        let (all, first) = (of(false), of(true));
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            all.len(),
            at(&all, 50),
            at(&all, 95),
            at(&all, 100),
            first.len(),
            at(&first, 50),
            at(&first, 100)
        );
    }
    println!("errors: {}, stale pages: {}", seen.errors.len(), seen.stale);
    for error in seen.errors.iter().take(5) {
        println!("  {error}");
    }
    if !seen.errors.is_empty() || seen.stale > 0 {
        std::process::exit(1);
    }
}

fn key(stamp: Stamp) -> (i64, i64, i64) {
    (stamp.articles, stamp.entries, stamp.events)
}

/// One reader: page after page, with the pause of somebody who looks at it.
fn read(server: &str, (number, pause): (usize, Duration), seen: &Mutex<Seen>, committed: &Mutex<(i64, i64, i64)>, is_over: &AtomicBool) {
    let agent = ureq::Agent::new_with_config(ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).build());
    let mut round = number * 7;
    while !is_over.load(Ordering::Relaxed) {
        let (name, address) = PAGES[round % PAGES.len()];
        let address = address.replace("{day}", &format!("20{:02}-{:02}-{:02}", 1 + round % 22, 1 + round % 12, 1 + round % 28));
        let known = *committed.lock().unwrap();
        let start = Instant::now();
        let answer = agent.get(format!("{server}{address}")).call().map_err(|e| e.to_string()).and_then(|mut answer| {
            let held = answer.headers().get("standpoint-ledger").and_then(|v| v.to_str().ok()).unwrap_or_default().to_string();
            let body = answer.body_mut().read_to_vec().map_err(|e| e.to_string())?;
            Ok((held, body.len()))
        });
        let took = start.elapsed();
        let mut seen = seen.lock().unwrap();
        match answer {
            Err(error) => seen.errors.push(format!("{address}: {error}")),
            Ok((held, size)) => {
                let numbers: Vec<i64> = held.split('.').filter_map(|n| n.parse().ok()).collect();
                let held = (numbers[0], numbers[1], numbers[2]);
                seen.stale += usize::from(held < known);
                seen.bytes += size as u64;
                let newest = seen.newest.entry(address).or_insert(held);
                let is_first = held > *newest;
                *newest = held.max(*newest);
                seen.answers.push(Answer { page: name, took, is_first });
            }
        }
        drop(seen);
        round += 1;
        std::thread::sleep(pause);
    }
}

/// Adds an invented article by the program, as another process.
fn add(program: &str, ledger: &Path, codebook: &str, number: usize) {
    let run = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_millis();
    let parties = ["Peru", "Chad", "Japan", "Norway", "Kenya", "Fiji", "Canada", "Brazil"];
    let mut text = format!("Invented Bulletin, 2024-11-{:02}\n\n", 1 + number % 28);
    for line in 0..12 {
        let (one, other) = (parties[(number + line) % 8], parties[(number + 3 * line + 1) % 8]);
        text += &format!(
            "{one} supported new finance of version {run} in paragraph {line}. {other}, opposed by {one}, rejected item {number}.\n"
        );
    }
    let file = std::env::temp_dir().join(format!("invented-{run}.txt"));
    std::fs::write(&file, text).unwrap();
    let done = Command::new(program).args(["add", "--codebook", codebook, "--ledger"]).arg(ledger).arg(&file).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::remove_file(file).unwrap();
}

fn at(sorted: &[Duration], percent: usize) -> String {
    let rank = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(rank).map_or_else(|| "–".to_string(), |d| format!("{:.0}", d.as_secs_f64() * 1000.0))
}
