//! The timetable as a user meets it: articles go in one by one, the list of what was held and what is ahead comes out.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

/// Runs the program and yields what it prints.
fn standpoint(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_standpoint")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A ledger of these articles: reference, day, text.
fn ledger_of(folder: &Path, articles: &[(&str, &str, &str)]) -> String {
    let ledger = folder.join("talks.db").display().to_string();
    let lines: Vec<String> = articles
        .iter()
        .map(|(id, published, text)| {
            serde_json::json!({"id": id, "published": published, "outlet": format!("Example {id}"), "text": text}).to_string()
        })
        .collect();
    let input = folder.join("articles.jsonl");
    std::fs::write(&input, lines.join("\n")).unwrap();
    standpoint(&["add", input.to_str().unwrap(), "--input", "jsonl", "--ledger", &ledger]);
    ledger
}

/// The events of a part of the timetable, seen from a day.
fn part(ledger: &str, today: &str, name: &str) -> Vec<serde_json::Value> {
    let table = standpoint(&["timetable", "--ledger", ledger, "--as-of", today, "--format", "json"]);
    let table: serde_json::Value = serde_json::from_str(&table).unwrap();
    table[name].as_array().unwrap().clone()
}

const AHEAD: &str = "ahead";
const PASSED: &str = "the day has passed, no report of it";
const OFF: &str = "called off or moved";

const FIRST: (&str, &str, &str) =
    ("Wire", "2025-03-01", "The foreign ministers of Peru and Chile will meet in Quito on March 20. The agenda is open.");

#[test]
fn one_meeting_told_by_three_articles_is_one_entry_with_three_sources() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_of(
        folder.path(),
        &[
            FIRST,
            ("Post", "2025-03-02", "Officials in Lima spoke at length. Peru and Chile are set to hold a meeting in Quito on March 20."),
            (
                "Times",
                "2025-03-05",
                "The cabinet was told of it. The foreign ministers of Chile and Peru are due to meet on March 20 in Quito.",
            ),
        ],
    );
    let ahead = part(&ledger, "2025-03-10", AHEAD);
    assert_eq!(ahead.len(), 1, "{ahead:#?}");
    assert_eq!(ahead[0]["appearances"].as_array().unwrap().len(), 3);
    assert_eq!((&ahead[0]["when"], &ahead[0]["where"]), (&"2025-03-20".into(), &"Quito".into()));
}

#[test]
fn a_postponement_is_linked_to_the_day_it_moves() {
    let folder = tempfile::tempdir().unwrap();
    let moved = ("Post", "2025-03-12", "The meeting of the foreign ministers of Peru and Chile in Quito was postponed to April 3.");
    let ledger = ledger_of(folder.path(), &[FIRST, moved]);
    let (ahead, off) = (part(&ledger, "2025-03-13", AHEAD), part(&ledger, "2025-03-13", OFF));
    assert_eq!((ahead.len(), off.len()), (1, 1), "{ahead:#?} {off:#?}");
    assert_eq!((&ahead[0]["when"], &ahead[0]["status"]), (&"2025-04-03".into(), &"postponed".into()));
    assert_eq!(ahead[0]["supersedes"], off[0]["number"]);
    assert_eq!(off[0]["when"], "2025-03-20");
    let calendar = standpoint(&["timetable", "--ledger", &ledger, "--format", "ics"]);
    assert!(calendar.contains("SEQUENCE:1") && calendar.contains("DTSTART;VALUE=DATE:20250403"), "{calendar}");
    assert!(!calendar.contains("20250320"));
}

#[test]
fn a_day_that_passes_without_a_report_is_shown_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger_of(folder.path(), &[FIRST]);
    assert_eq!(part(&ledger, "2025-03-20", AHEAD).len(), 1);
    assert_eq!(part(&ledger, "2025-03-21", PASSED).len(), 1);
}

#[test]
fn a_report_takes_the_place_of_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let report = ("Post", "2025-03-21", "The foreign ministers of Peru and Chile met in Quito on Thursday.");
    let ledger = ledger_of(folder.path(), &[FIRST, report]);
    let held = part(&ledger, "2025-03-22", "held");
    assert_eq!((held.len(), part(&ledger, "2025-03-22", PASSED).len()), (1, 0), "{held:#?}");
    assert_eq!(held[0]["when"], "2025-03-20");
}

#[test]
fn a_corrected_publication_day_moves_statements_and_events_without_reading_again() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Peru rejected the draft treaty on Wednesday. The foreign ministers of Peru and Chile will meet in Quito next week.";
    let ledger = ledger_of(folder.path(), &[("Wire", "2025-03-14", text)]);
    let days = || {
        let lines = standpoint(&["timeline", "--ledger", &ledger, "--format", "json"]);
        let entries: Vec<serde_json::Value> = serde_json::from_str(&lines).unwrap();
        let ahead = part(&ledger, "2025-03-01", AHEAD);
        assert_eq!((entries.len(), ahead.len()), (1, 1), "{lines} {ahead:#?}");
        (entries[0]["when"].clone(), ahead[0]["when"].clone())
    };
    assert_eq!(days(), ("2025-03-12".into(), "2025-03-17/2025-03-23".into()));
    let said = standpoint(&["redate", "Wire", "2025-03-07", "--by", "Ana", "--ledger", &ledger]);
    assert!(said.contains("1 entries and 1 events"), "{said}");
    assert_eq!(days(), ("2025-03-05".into(), "2025-03-10/2025-03-16".into()));
}
