//! `standpoint codebook`: a starting codebook from articles.

use std::fmt::Write;

use anyhow::Result;
use codebooks::Codebook;
use read::Suggestions;

use crate::arguments::SuggestArguments;
use crate::reading;

/// Holders named in the suggestion.
const HOLDERS: usize = 30;

/// Prints an `issues.toml`, and the holders met as comments below it.
pub(crate) fn suggest(arguments: &SuggestArguments) -> Result<()> {
    let mut suggestions = Suggestions::default();
    reading::each(&arguments.inputs, Codebook::world(), |read| {
        suggestions.add(&read.article, &read.reading);
        Ok(())
    })?;
    let mut text = suggestions.issues_toml(arguments.limit);
    text.push_str("\n# Holders met, with their statements: those that parties.toml and people.toml should name.\n");
    for (holder, statements) in suggestions.holders().into_iter().take(HOLDERS) {
        let _ = writeln!(text, "#   {statements:4}  {holder}");
    }
    super::print(&text)
}
