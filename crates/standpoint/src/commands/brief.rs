//! `standpoint brief`: articles (or a ledger) in, a cited brief out.

use std::io::Write;

use anyhow::{Context, Result};
use ledger::Ledger;
use present::{Material, brief};

use super::{issues, now, query};
use crate::arguments::{BriefArguments, BriefForm};
use crate::reading;

pub(crate) fn run(arguments: &BriefArguments) -> Result<()> {
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    let ledger = match &arguments.ledger {
        Some(path) => super::existing(path)?,
        None => of_articles(arguments, &codebook)?,
    };
    let query = query(&arguments.which, &codebook);
    let entries = ledger.entries(&query)?;
    let events = ledger.events(&query)?;
    let made = present::compose(&Material {
        entries: &entries,
        events: &events,
        issues: &issues(&codebook),
        propositions: &propositions(&codebook),
        as_of: arguments.which.as_of,
        articles: ledger.articles()?.len(),
    });
    let written = match arguments.format {
        BriefForm::Markdown => brief::markdown(&made).into_bytes(),
        BriefForm::Html => brief::html(&made).into_bytes(),
        BriefForm::Json => (brief::json(&made) + "\n").into_bytes(),
        BriefForm::Docx => present::word::docx(&made).context("making the Word file")?,
    };
    match &arguments.output {
        Some(path) => std::fs::write(path, written).with_context(|| format!("writing the brief to {}", path.display())),
        None => std::io::stdout().lock().write_all(&written).context("writing the brief to standard output"),
    }
}

/// A ledger in memory, gone when the brief is written.
fn of_articles(arguments: &BriefArguments, codebook: &codebooks::Codebook) -> Result<Ledger> {
    let mut ledger = Ledger::in_memory()?;
    reading::each(&arguments.inputs, codebook, |read| {
        ledger.record(&read.article, &read.reading, None, now())?;
        Ok(())
    })?;
    Ok(ledger)
}

fn propositions(codebook: &codebooks::Codebook) -> Vec<(String, String)> {
    codebook.issues().iter().filter_map(|issue| Some((issue.id.clone(), issue.proposition.clone()?))).collect()
}
