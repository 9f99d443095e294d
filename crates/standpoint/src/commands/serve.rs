//! `standpoint serve`: a ledger in, web pages on this machine out.

use anyhow::{Result, bail};
use web::{Site, WebError, serve};

use crate::arguments::ServeArguments;
use crate::reading;

pub(crate) fn run(arguments: &ServeArguments) -> Result<()> {
    if !arguments.listen.ip().is_loopback() {
        bail!(WebError::NotLoopback { listen: arguments.listen });
    }
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    drop(super::existing(&arguments.ledger.ledger)?);
    // Lives as long as the server, which is as long as the program.
    let own: &'static codebooks::Codebook = Box::leak(Box::new(codebook.clone()));
    let reader = read::Reader::new(own);
    let site = Site::new(&arguments.ledger.ledger, codebook)?.reading_with(move |article| reader.read(article));
    serve(site, arguments.listen, |address| {
        // Nothing can be done if even this cannot be written.
        let _ = super::print(&format!("Standpoint is at http://{address}/ – stop it with Ctrl-C\n"));
    })?;
    Ok(())
}
