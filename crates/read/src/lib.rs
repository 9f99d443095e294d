//! Reading: an [`Article`] comes in, a [`Reading`] goes out.
//!
//! The stages stand in the order in which they run, each a module with one function over the [`Page`] so far: sentences and trees, times, quotations,
//! mentions, attributions, statements, events. Reading never fails; what is doubtful is left out or noted.

mod affiliations;
mod attributions;
mod clauses;
mod edges;
mod events;
mod issues;
mod mentions;
mod page;
mod phrases;
mod quotes;
mod references;
mod statements;
mod suggest;

use codebooks::Codebook;
use lexicon::Lexicon;
use model::{Article, Reading, Span};
use syntax::Parser;
use when::Tagger;

pub use clauses::{Clauses, Subject, Through};
pub use page::Page;
pub use quotes::Quote;
pub use references::{Named, named, named_all};
pub use suggest::Suggestions;

/// What reading needs besides the article. All parts are read-only and shared between threads.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Sentences and trees.
    pub parser: &'a Parser,
    /// Temporal expressions.
    pub tagger: &'a Tagger,
    /// The language.
    pub lexicon: &'a Lexicon,
    /// The negotiation.
    pub codebook: &'a Codebook,
}

impl<'a> Reader<'a> {
    /// The embedded parser, tagger and lexicon with this codebook.
    pub fn new(codebook: &'a Codebook) -> Self {
        Reader { parser: Parser::embedded(), tagger: Tagger::embedded(), lexicon: Lexicon::embedded(), codebook }
    }

    /// Reads one article. An article without body yields empty lists.
    pub fn read(&self, article: &Article) -> Reading {
        let mut page = Page::open(article, self);
        page.quotes = quotes::find(&page);
        page.mentions = mentions::find(&page, self);
        page.mentions = affiliations::complete(&page, self.lexicon);
        page.drop_times_in_names();
        page.attributions = attributions::find(&page, self);
        let found = statements::find(&page, self);
        let mut statements = issues::assign(&page, self, found);
        for span in statements.iter_mut().flat_map(|s| s.holder_span.iter_mut().chain(&mut s.speaker_span)) {
            *span = edges::trimmed(&page, *span);
        }
        let events = events::find(&page, self);
        Reading {
            article: Some(article.id.clone()),
            sentences: page.parse.sentences.iter().map(|s| Span::from(s.span.clone())).collect(),
            mentions: page.mentions,
            times: page.times,
            attributions: page.attributions,
            statements,
            events,
            notes: article.notes.clone(),
        }
    }
}
