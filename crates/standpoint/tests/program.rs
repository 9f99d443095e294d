//! The program as a user meets it: commands in a shell, output on the page.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program in the repository's root.
fn standpoint(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standpoint")).args(arguments).current_dir(root()).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const EXAMPLES: &str = "examples/ceasefire";
const CODEBOOK: [&str; 2] = ["--codebook", "codebooks/ukraine-ceasefire"];

#[test]
fn the_brief_quotes_the_examples() {
    let made = standpoint(&["brief", EXAMPLES, CODEBOOK[0], CODEBOOK[1]]);
    assert!(made.status.success(), "{}", errors(&made));
    let brief = text(&made);
    for part in [
        "## Where each party stands",
        "## What moved",
        "## What is scheduled",
        "## What is disputed",
        "## What has not been said",
        "## Sources",
    ] {
        assert!(brief.contains(part), "{part} is missing");
    }
    assert!(errors(&made).is_empty(), "long work is silent in a pipe");
}

#[test]
fn the_brief_is_a_word_file_and_the_same_one_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let path = folder.path().join(name);
        let made = standpoint(&["brief", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--format", "docx", "-o", path.to_str().unwrap()]);
        assert!(made.status.success(), "{}", errors(&made));
        std::fs::read(path).unwrap()
    };
    let (one, two) = (make("one.docx"), make("two.docx"));
    assert!(one.starts_with(b"PK") && one == two);
}

#[test]
fn every_citation_of_the_brief_is_verbatim() {
    let made = standpoint(&["brief", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--format", "json"]);
    let brief: serde_json::Value = serde_json::from_str(&text(&made)).unwrap();
    let read = standpoint(&["read", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--format", "jsonl"]);
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let articles: Vec<String> = text(&read)
        .lines()
        .map(|line| one_line(serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap()))
        .collect();
    let citations = brief["citations"].as_array().unwrap();
    assert!(citations.len() > 5);
    for citation in citations {
        let words = citation["quotation"].as_str().unwrap();
        assert!(articles.iter().any(|a| a.contains(words)), "not in any article: {words}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = standpoint(&["read", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--format", "jsonl", "--jobs", "1"]);
    let two = standpoint(&["read", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--format", "jsonl", "--jobs", "2"]);
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, two.stdout);
}

#[test]
fn adding_twice_adds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("talks.db");
    let ledger = ledger.to_str().unwrap();
    let add = ["add", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--ledger", ledger];
    let first = standpoint(&add);
    assert!(first.status.success(), "{}", errors(&first));
    let second = standpoint(&add);
    assert!(text(&second).starts_with("0 articles added"), "{}", text(&second));
    let asked = |command: &str| text(&standpoint(&[command, "--ledger", ledger, CODEBOOK[0], CODEBOOK[1]]));
    assert!(asked("positions").contains("Russia"));
    assert!(asked("shifts").contains("Russia on ceasefire"));
    let shown = text(&standpoint(&["show", "1", "--ledger", ledger]));
    assert!(shown.contains("in context") && shown.contains("rule"), "{shown}");
    let timetable = text(&standpoint(&["timetable", "--ledger", ledger, "--as-of", "2025-03-12"]));
    assert!(timetable.contains("held"), "{timetable}");
}

#[test]
fn bad_input_is_noted_and_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), [0xff, 0xfe, 0x00, 0x01, 0x02, 0x00]).unwrap();
    std::fs::write(folder.path().join("b.txt"), "Peru rejected the plan.\n").unwrap();
    std::fs::write(folder.path().join("c.jsonl"), "{\"id\": 3\nnot json\n").unwrap();
    let read = standpoint(&["read", "--format", "jsonl", folder.path().to_str().unwrap()]);
    assert!(read.status.success(), "{}", errors(&read));
    let lines: Vec<serde_json::Value> = text(&read).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[1]["text"].as_str().unwrap().contains("Peru"));
    assert!(lines[2]["notes"][0]["message"].as_str().unwrap().contains("line 1"), "{}", lines[2]["notes"]);
}

#[test]
fn exit_status_tells_what_went_wrong() {
    assert_eq!(standpoint(&["read", "no/such/folder"]).status.code(), Some(1));
    assert_eq!(standpoint(&["read", "--format", "nonsense"]).status.code(), Some(2));
    let missing = standpoint(&["positions", "--ledger", "no-such-ledger.db"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(errors(&missing).contains("no-such-ledger.db") && errors(&missing).contains("standpoint add"));
}

#[test]
fn accounts_are_added_listed_changed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("talks.db");
    let ledger = ledger.to_str().unwrap();
    let user = |arguments: &[&str], password: &str| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_standpoint"))
            .arg("user")
            .args(arguments)
            .args(["--ledger", ledger])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses before it asks for the password has closed its end.
        let _ = std::io::Write::write_all(&mut process.stdin.take().unwrap(), password.as_bytes());
        process.wait_with_output().unwrap()
    };
    assert!(errors(&user(&["add", "Ana"], "a long enough secret\n")).contains("there is no ledger"), "a misspelt ledger guards nothing");
    standpoint(&["add", EXAMPLES, CODEBOOK[0], CODEBOOK[1], "--ledger", ledger]);
    assert!(errors(&user(&["add", "Ana"], "short\n")).contains("at least 12 characters"));
    assert!(user(&["add", "Ana", "--role", "reviewer"], "a long enough secret\n").status.success());
    assert_eq!(text(&user(&["list"], "")), "reviewer  Ana\n");
    assert!(user(&["role", "Ana", "--role", "reader"], "").status.success());
    assert_eq!(text(&user(&["list"], "")), "reader    Ana\n");
    assert!(user(&["remove", "Ana"], "").status.success());
    assert_eq!(text(&user(&["list"], "")), "no accounts\n");
    assert!(errors(&user(&["remove", "Ana"], "")).contains("no account “Ana”"));
}

#[test]
fn other_machines_are_refused_where_nobody_signs_in() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("talks.db");
    let refused = standpoint(&["serve", "--ledger", ledger.to_str().unwrap(), "--listen", "0.0.0.0:0"]);
    assert!(!refused.status.success());
    assert!(errors(&refused).contains("standpoint user add") && errors(&refused).contains("--token-file"), "{}", errors(&refused));
}
