//! Events: what was held, what is scheduled, proposed, postponed, called off.

use model::Event;

use crate::{Page, Reader};

/// All events, in text order.
pub(crate) fn find(_page: &Page<'_>, _reader: &Reader<'_>) -> Vec<Event> {
    Vec::new()
}
