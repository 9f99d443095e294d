//! Quotations: which stretches of the page stand in quotation marks.

use model::Span;

use crate::Page;

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the opening mark to the closing mark, both included.
    pub span: Span,
}

/// All quotations, in text order.
pub(crate) fn find(_page: &Page<'_>) -> Vec<Quote> {
    Vec::new()
}
