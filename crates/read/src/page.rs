//! The page as it is being read: the article's words, its trees, and what the earlier stages found on it.

use std::borrow::Cow;
use std::ops::Range;

use model::{Article, Attribution, Mention, MentionKind, Span, Timex};
use syntax::Parse;

use crate::{Quote, Reader};

/// One article under the reader's eyes. Every stage reads what stands before it and adds its own list.
#[derive(Debug)]
pub struct Page<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text with markup masked by spaces: same length, same byte offsets.
    pub view: Cow<'a, str>,
    /// Sentences, tokens and trees of the body blocks; byte offsets are those of the text.
    pub parse: Parse,
    /// Temporal expressions, in text order.
    pub times: Vec<Timex>,
    /// Quotations, in text order.
    pub quotes: Vec<Quote>,
    /// Mentions of actors, in text order.
    pub mentions: Vec<Mention>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
}

impl<'a> Page<'a> {
    /// The page with sentences, trees and times; the later stages' lists are empty.
    pub fn open(article: &'a Article, reader: &Reader<'_>) -> Self {
        let view = article.view();
        let body: Vec<Range<usize>> = article.blocks.iter().filter(|b| b.kind.is_body()).map(|b| b.span.range()).collect();
        let parse = reader.parser.parse_blocks(&view, &body);
        // Headings and datelines name days too, and what the body calls "that month" may stand there.
        let all: Vec<Range<usize>> = article.blocks.iter().map(|b| b.span.range()).collect();
        let times = reader.tagger.tag(&view, &all, article.published);
        Page { article, view, parse, times, quotes: Vec::new(), mentions: Vec::new(), attributions: Vec::new() }
    }

    /// "May said", "April Rios": the name of a person is no time.
    pub(crate) fn drop_times_in_names(&mut self) {
        let people: Vec<Span> = self.mentions.iter().filter(|m| m.kind == MentionKind::Person).map(|m| m.span).collect();
        self.times.retain(|time| !people.iter().any(|name| name.contains(time.span)));
    }
}
