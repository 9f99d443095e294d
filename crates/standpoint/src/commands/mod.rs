//! One function per command: arguments in, output written.

mod add;
mod answers;
mod brief;
mod codebook;
mod read;
mod serve;
mod syntax;
mod user;

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use codebooks::Codebook;
use jiff::tz::Offset;
use ledger::{Ledger, Query};
use model::Timestamp;

use crate::arguments::{CodebookCommand, Command, WhichArguments};

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Brief(arguments) => brief::run(&arguments),
        Command::Add(arguments) => add::run(&arguments),
        Command::Positions(arguments) => answers::positions(&arguments),
        Command::Shifts(arguments) => answers::shifts(&arguments),
        Command::Timetable(arguments) => answers::timetable(&arguments),
        Command::Timeline(arguments) => answers::timeline(&arguments),
        Command::Show(arguments) => answers::show(&arguments),
        Command::Search(arguments) => answers::search(&arguments),
        Command::Review(arguments) => answers::review(&arguments),
        Command::Redate(arguments) => answers::redate(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::User(command) => user::run(&command),
        Command::Read(arguments) => read::run(&arguments),
        Command::Syntax(arguments) => syntax::run(&arguments),
        Command::Codebook(CodebookCommand::Suggest(arguments)) => codebook::suggest(&arguments),
    }
}

/// Writes to standard output.
fn print(text: &str) -> Result<()> {
    std::io::stdout().lock().write_all(text.as_bytes()).context("writing to standard output")
}

/// An existing ledger, for asking.
fn existing(path: &Path) -> Result<Ledger> {
    if !path.exists() {
        bail!("there is no ledger {}; make one with: standpoint add --ledger {} ARTICLES", path.display(), path.display());
    }
    Ok(Ledger::open(path)?)
}

/// The entries that these options ask for. A party or issue is taken by any of its names in the codebook, else as written.
fn query(which: &WhichArguments, codebook: &Codebook) -> Query {
    let party = which.party.as_deref().map(|name| codebook.canonical(name).unwrap_or(name).to_string());
    Query {
        holder: party,
        issue: which.issue.clone(),
        as_of: which.as_of,
        known_on: which.known_on.and_then(|day| Offset::UTC.to_timestamp(day.at(23, 59, 59, 0)).ok()),
        min_certainty: which.min_certainty,
        ..Query::default()
    }
}

/// This moment.
fn now() -> Timestamp {
    Timestamp::now()
}

/// Issues as id and printed name, in the codebook's order.
fn issues(codebook: &Codebook) -> Vec<(String, String)> {
    codebook.issues().iter().map(|issue| (issue.id.clone(), issue.name.clone())).collect()
}
