//! Mentions: which words refer to a person, a party, a group, an office.

use codebooks::Owner;
use model::{Mention, MentionKind};

use crate::{Page, Reader};

/// All mentions, in text order.
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Mention> {
    let day = page.article.published;
    reader
        .codebook
        .names_in(&page.view)
        .into_iter()
        .map(|found| {
            let name = reader.codebook.printed(found.owner).to_string();
            let (kind, party) = match found.owner {
                Owner::Party(_) => (MentionKind::Party, Some(name.clone())),
                Owner::Person(at) => (MentionKind::Person, reader.codebook.people()[at].speaks_for(day).map(str::to_string)),
            };
            Mention { span: found.span, kind, actor: Some(name), party, how: "alias" }
        })
        .collect()
}
