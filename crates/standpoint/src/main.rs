//! The program: arguments and wiring, nothing else. It is the only part that meets files, the clock and the terminal.

mod arguments;
mod commands;
mod inputs;
mod progress;
mod reading;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    match commands::run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing can be done if even this cannot be written.
            let _ = writeln!(io::stderr(), "standpoint: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the reader of our output went away (`standpoint read … | head`): that is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
