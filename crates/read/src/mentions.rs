//! Mentions: which words refer to a person, a party, a group, an office.

use model::Mention;

use crate::{Page, Reader};

/// All mentions, in text order.
pub(crate) fn find(_page: &Page<'_>, _reader: &Reader<'_>) -> Vec<Mention> {
    Vec::new()
}
