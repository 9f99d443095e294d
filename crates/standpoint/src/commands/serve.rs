//! `standpoint serve`: a ledger in, web pages on this machine out.

use std::fs;

use anyhow::{Context, Result, bail};
use ingest::Options;
use read::Reader;
use web::{Access, Accounts, Incoming, Site, Taken, WebError, serve};

use crate::arguments::ServeArguments;
use crate::reading;

pub(crate) fn run(arguments: &ServeArguments) -> Result<()> {
    let access = access(arguments)?;
    if !arguments.listen.ip().is_loopback() && access == Access::ThisMachine {
        bail!(WebError::NotLoopback { listen: arguments.listen });
    }
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    drop(super::existing(&arguments.ledger.ledger)?);
    // Lives as long as the server, which is as long as the program.
    let reader: &'static Reader<'static> = Box::leak(Box::new(Reader::new(Box::leak(Box::new(codebook.clone())))));
    let site = Site::new(&arguments.ledger.ledger, codebook)?
        .open_to(access)
        .reading_with(|article| reading::read_one(reader, article.clone(), Vec::new()).reading)
        .taking_in(|incoming| taken(reader, incoming));
    serve(site, arguments.listen, &arguments.host, |address| {
        // Nothing can be done if even this cannot be written.
        let _ = super::print(&format!("Standpoint is at http://{address}/ – stop it with Ctrl-C\n"));
    })?;
    Ok(())
}

/// A token if one is named, else the accounts if there is a file of them, else this machine's own.
fn access(arguments: &ServeArguments) -> Result<Access> {
    if let Some(path) = &arguments.token_file {
        let secret = fs::read_to_string(path).with_context(|| format!("reading the token from {}", path.display()))?;
        return Ok(Access::by_token(&secret)?);
    }
    let accounts = Accounts::beside(&arguments.ledger.ledger);
    Ok(if accounts.exist() { Access::Accounts(accounts) } else { Access::ThisMachine })
}

/// Bytes from a browser become articles, as those of a file do.
fn taken(reader: &Reader<'_>, incoming: Incoming) -> Vec<Taken> {
    let options = Options { as_is: false, published: incoming.published };
    let read = |(mut article, raw): (model::Article, Vec<u8>)| {
        article.outlet = article.outlet.or_else(|| incoming.outlet.clone());
        let done = reading::read_one(reader, article, raw);
        Taken { article: done.article, reading: done.reading, raw: done.raw }
    };
    reading::articles_in(&incoming.name, incoming.bytes.clone(), &options).into_iter().map(read).collect()
}
