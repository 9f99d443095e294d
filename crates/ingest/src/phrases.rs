//! What outlets print about an article, as data: `en/phrases.tsv`.

use std::sync::LazyLock;

/// What a phrase tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Origin,
    FeedFooter,
    Address,
    Related,
    Chrome,
    Closing,
    Credit,
    Published,
    Updated,
    OutletWord,
}

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) sense: Sense,
    pub(crate) words: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are for the test that proves each line"))]
    pub(crate) fires: &'static str,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are for the test that proves each line"))]
    pub(crate) silent: &'static str,
}

static TABLE: LazyLock<Vec<Phrase>> = LazyLock::new(|| include_str!("../en/phrases.tsv").lines().filter_map(phrase).collect());

/// All phrases, in file order.
#[cfg(test)]
pub(crate) fn phrases() -> &'static [Phrase] {
    &TABLE
}

/// The phrases of one sense.
pub(crate) fn of(sense: Sense) -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(move |phrase| phrase.sense == sense).map(|phrase| phrase.words)
}

/// The longest phrase of this sense that the words, in lower case, start with.
pub(crate) fn start(sense: Sense, lower: &str) -> Option<&'static str> {
    of(sense).filter(|phrase| lower.starts_with(phrase)).max_by_key(|phrase| phrase.len())
}

fn phrase(line: &'static str) -> Option<Phrase> {
    let mut columns = line.split('\t');
    let sense = sense(columns.next()?)?;
    Some(Phrase { sense, words: columns.next()?, fires: columns.next()?, silent: columns.next()? })
}

fn sense(name: &str) -> Option<Sense> {
    Some(match name {
        "origin" => Sense::Origin,
        "feed-footer" => Sense::FeedFooter,
        "address" => Sense::Address,
        "related" => Sense::Related,
        "chrome" => Sense::Chrome,
        "closing" => Sense::Closing,
        "credit" => Sense::Credit,
        "published" => Sense::Published,
        "updated" => Sense::Updated,
        "outlet-word" => Sense::OutletWord,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Source, ingest};
    use model::{Article, BlockKind};

    const LEDE: &str = "The envoys met again on Monday, and both sides said that little had been agreed so far.";

    fn article_with(line: &str) -> Article {
        let text = format!("{LEDE}\n\n{line}\n");
        ingest(Source { reference: "case.txt", bytes: text.as_bytes() }, &Options::default())
    }

    /// What each sense does to a line of its own below the lede.
    fn shows(article: &Article, sense: Sense) -> bool {
        let last = article.blocks.last().map(|block| block.kind);
        match sense {
            Sense::Origin | Sense::FeedFooter => last == Some(BlockKind::Furniture) && article.origin.is_some(),
            Sense::Credit => last == Some(BlockKind::Caption),
            _ => last == Some(BlockKind::Furniture),
        }
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("../en/phrases.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(phrases().len(), lines);
    }

    #[test]
    fn every_line_proves_itself() {
        for phrase in phrases() {
            let fires = article_with(phrase.fires);
            assert!(shows(&fires, phrase.sense), "{phrase:?}: {:?} {:?}", fires.blocks, fires.origin);
            let silent = article_with(phrase.silent);
            let body = silent.blocks.iter().all(|block| block.kind.is_body());
            assert!(body && silent.origin.is_none(), "{phrase:?}: {:?} {:?}", silent.blocks, silent.origin);
        }
    }
}
