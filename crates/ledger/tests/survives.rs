//! What happens when the world misbehaves: the process is killed, the disk fills up, two add at once. The tests really do it, with child processes
//! of this test program.

#![allow(clippy::unwrap_used, clippy::exit, reason = "a test that cannot go on should stop")]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ledger::{Ledger, LedgerError, Outcome, Query};
use support::{conference, noon};

/// How many articles a child adds.
const ARTICLES: usize = 60;

/// How many statements each of them holds.
const EACH: usize = 20;

/// Tells a child which ledger to write.
const TARGET: &str = "STANDPOINT_TEST_LEDGER";

/// The child: adds the articles one by one. Does nothing when it is not called by the tests below.
#[test]
#[ignore = "the part of the child process; run by the other tests"]
fn child_adds_articles() {
    let Some(target) = std::env::var_os(TARGET) else { return };
    let mut ledger = Ledger::open(PathBuf::from(target)).unwrap();
    for (article, reading) in conference(ARTICLES, EACH) {
        if let Err(error) = ledger.record(&article, &reading, Some(article.text.as_bytes()), noon("2025-03-01")) {
            let clear = matches!(error, LedgerError::Full { .. }) && error.to_string().contains("free some space");
            assert!(clear, "{error}");
            std::process::exit(77);
        }
    }
}

fn child(target: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child_adds_articles", "--ignored", "--test-threads=1"]).env(TARGET, target);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn wait_until_it_writes(target: &Path, child: &mut Child) {
    let patience = Instant::now() + Duration::from_secs(120);
    while Instant::now() < patience && child.try_wait().unwrap().is_none() {
        let begun = Ledger::open_read_only(target).and_then(|l| l.stamp()).is_ok_and(|s| s.articles > 0);
        if begun {
            return;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What a ledger holds after nothing went wrong.
fn undisturbed() -> (usize, Vec<model::Entry>) {
    let mut ledger = Ledger::in_memory().unwrap();
    let made = conference(ARTICLES, EACH);
    ledger.record_all(made.iter().map(|(a, r)| (a, r, Some(a.text.as_bytes()))), noon("2025-03-01")).unwrap();
    (ledger.articles().unwrap().len(), ledger.entries(&Query::default()).unwrap())
}

/// Whole, and every article that is there has all its statements.
fn assert_whole(ledger: &Ledger) -> usize {
    ledger.check().unwrap();
    let articles = ledger.articles().unwrap();
    for card in &articles {
        let entries = ledger.entries(&Query { article: Some(card.id.clone()), ..Query::default() }).unwrap();
        assert_eq!(entries.len(), EACH, "{} is half recorded", card.reference);
    }
    articles.len()
}

fn finish(ledger: &mut Ledger) {
    for (article, reading) in conference(ARTICLES, EACH) {
        ledger.record(&article, &reading, Some(article.text.as_bytes()), noon("2025-03-01")).unwrap();
    }
    assert_eq!((ledger.articles().unwrap().len(), ledger.entries(&Query::default()).unwrap()), undisturbed());
}

#[test]
fn killed_while_adding_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("killed.db");
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut adding = child(&target).spawn().unwrap();
        wait_until_it_writes(&target, &mut adding);
        adding.kill().unwrap(); // SIGKILL: no destructor, no last commit
        adding.wait().unwrap();
        kept.push(assert_whole(&Ledger::open(&target).unwrap()));
    }
    assert!((1..ARTICLES).contains(&kept[0]), "the first child was to be killed in the middle: {kept:?}");
    finish(&mut Ledger::open(&target).unwrap());
}

#[test]
fn two_processes_adding_the_same_articles_make_one_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("shared.db");
    let mut pair = [child(&target).spawn().unwrap(), child(&target).spawn().unwrap()];
    for adding in &mut pair {
        assert!(adding.wait().unwrap().success());
    }
    let mut ledger = Ledger::open(&target).unwrap();
    assert_eq!(assert_whole(&ledger), ARTICLES);
    finish(&mut ledger);
}

/// A limit on the size of files stands in for a full disk: the same write fails at the same place.
#[test]
#[cfg(unix)]
fn out_of_room_the_error_is_clear_and_the_ledger_whole() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("full.db");
    drop(Ledger::open(&target).unwrap());
    let program = std::env::current_exe().unwrap();
    let script = "ulimit -f 600; trap '' XFSZ; exec \"$0\" --exact child_adds_articles --ignored --test-threads=1";
    let status = Command::new("bash").args(["-c", script]).arg(program).env(TARGET, &target).stdout(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(77), "the child should have met the limit and said so");
    let mut ledger = Ledger::open(&target).unwrap();
    assert!(assert_whole(&ledger) < ARTICLES);
    finish(&mut ledger);
}

#[test]
fn a_second_run_adds_only_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::open(folder.path().join("l.db")).unwrap();
    let made = conference(10, EACH);
    let add = |ledger: &mut Ledger, upto: usize| {
        let batch = made[..upto].iter().map(|(a, r)| (a, r, None));
        ledger.record_all(batch, noon("2025-03-01")).unwrap().iter().filter(|r| r.article == Outcome::Added).count()
    };
    assert_eq!((add(&mut ledger, 4), add(&mut ledger, 10), add(&mut ledger, 10)), (4, 6, 0));
}
