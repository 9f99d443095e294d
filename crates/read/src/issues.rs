//! Issues: which of the codebook's questions a statement speaks to, and where its stance then lies.

use model::Statement;

use crate::{Page, Reader};

/// The statements with issue and option; a statement that speaks to two issues becomes two.
pub(crate) fn assign(_page: &Page<'_>, _reader: &Reader<'_>, found: Vec<Statement>) -> Vec<Statement> {
    found
}
