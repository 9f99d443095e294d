//! `standpoint read`: articles in, readings out, without a ledger.

use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};

use crate::arguments::{ReadArguments, ReadForm};
use crate::reading;

pub(crate) fn run(arguments: &ReadArguments) -> Result<()> {
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    reading::each(&arguments.inputs, &codebook, |mut read| {
        read.reading.statements.retain(|s| s.certainty >= arguments.min_certainty);
        match arguments.format {
            ReadForm::Jsonl => writeln!(out, "{}", present::reading_format::line(&read.article, &read.reading)),
            ReadForm::Text if arguments.explain => write!(out, "{}", present::reading_text::explained(&read.article, &read.reading)),
            ReadForm::Text => write!(out, "{}", present::reading_text::text(&read.article, &read.reading)),
        }
        .context("writing to standard output")
    })?;
    out.flush().context("writing to standard output")
}
