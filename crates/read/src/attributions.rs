//! Attributions: source, cue and content of what is said, believed, wanted.

use model::Attribution;

use crate::{Page, Reader};

/// All attributions, outermost first, in text order; nested ones point to the enclosing one.
pub(crate) fn find(_page: &Page<'_>, _reader: &Reader<'_>) -> Vec<Attribution> {
    Vec::new()
}
