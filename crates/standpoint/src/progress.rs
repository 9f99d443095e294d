//! Progress of long work: articles, bytes and time left on a terminal; silence in a pipe.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// A progress line on standard error; draws nothing unless that is a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    articles: u64,
}

impl Progress {
    /// Progress over this many bytes of input; 0 when the amount is not known.
    pub(crate) fn over(bytes: u64) -> Self {
        let bar = if io::stderr().is_terminal() { ProgressBar::new(bytes) } else { ProgressBar::hidden() };
        let template = if bytes > 0 {
            "{bar:30} {bytes}/{total_bytes}, {msg} articles, {eta} left"
        } else {
            "{spinner} {bytes}, {msg} articles, {elapsed}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, articles: 0 }
    }

    /// One more article of this many bytes is done.
    pub(crate) fn article(&mut self, bytes: usize) {
        self.articles += 1;
        self.bar.inc(bytes as u64);
        self.bar.set_message(self.articles.to_string());
    }

    /// Removes the line.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
