//! `standpoint add`: articles in, entries recorded.

use std::io::{self, Write};

use anyhow::Result;
use ledger::{Ledger, Outcome};

use super::now;
use crate::arguments::AddArguments;
use crate::reading::{self, Read};

/// Articles recorded in one transaction: few enough that an interruption costs little, many enough to be fast.
const BATCH: usize = 64;

#[derive(Default)]
struct Tally {
    added: usize,
    known: usize,
    copies: usize,
    entries: usize,
    joined: usize,
    events: usize,
}

pub(crate) fn run(arguments: &AddArguments) -> Result<()> {
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    let mut ledger = Ledger::open(&arguments.ledger.ledger)?;
    let mut tally = Tally::default();
    let mut waiting: Vec<Read> = Vec::new();
    reading::each(&arguments.inputs, &codebook, |read| {
        if read.article.text.is_empty() {
            for note in &read.article.notes {
                writeln!(io::stderr(), "standpoint: {}: {}", read.article.reference, note.message)?;
            }
            return Ok(());
        }
        waiting.push(read);
        if waiting.len() >= BATCH {
            record(&mut ledger, &mut waiting, &mut tally)?;
        }
        Ok(())
    })?;
    record(&mut ledger, &mut waiting, &mut tally)?;
    super::print(&summary(&tally, &arguments.ledger.ledger.to_string_lossy()))
}

fn record(ledger: &mut Ledger, waiting: &mut Vec<Read>, tally: &mut Tally) -> Result<()> {
    let articles = waiting.iter().map(|read| (&read.article, &read.reading, Some(read.raw.as_slice())));
    for done in ledger.record_all(articles, now())? {
        match done.article {
            Outcome::Added => tally.added += 1,
            Outcome::AlreadyKnown => tally.known += 1,
        }
        tally.copies += usize::from(done.copy_of.is_some());
        tally.entries += done.new_entries.len();
        tally.joined += done.joined_appearances.len();
        tally.events += done.new_events.len();
    }
    waiting.clear();
    Ok(())
}

fn summary(t: &Tally, ledger: &str) -> String {
    let known = if t.known > 0 { format!(", {} already known", t.known) } else { String::new() };
    let copies = if t.copies > 0 { format!(" ({} reprints)", t.copies) } else { String::new() };
    let joined = if t.joined > 0 { format!(", {} more appearances of known ones", t.joined) } else { String::new() };
    format!("{} articles added{copies}{known}: {} positions{joined}, {} events, in {ledger}\n", t.added, t.entries, t.events)
}
