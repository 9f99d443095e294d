//! Statements: one holder, one stance, one point.

use model::Statement;

use crate::{Page, Reader};

/// All statements, in text order. Their stance refers to the point; issues are assigned afterwards.
pub(crate) fn find(_page: &Page<'_>, _reader: &Reader<'_>) -> Vec<Statement> {
    Vec::new()
}
