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
    let site = Site::new(&arguments.ledger.ledger, codebook)?;
    serve(site, arguments.listen, |address| {
        // Nothing can be done if even this cannot be written.
        let _ = super::print(&format!("Standpoint is at http://{address}/ – stop it with Ctrl-C\n"));
    })?;
    Ok(())
}
