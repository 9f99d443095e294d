//! A stamp goes in; what was recorded and decided since then comes out, so that a copy in memory need not be read again whole.
//!
//! Rows are only ever added, so everything that changed hangs on a row with a higher number: a new entry, the new last entry of a chain, or the appearance
//! of an old one in a new article.

use std::collections::BTreeSet;

use model::{ArticleCard, Entry, EventEntry};

use crate::query::Filter;
use crate::{Ledger, LedgerError, Stamp, rows};

/// What changed between two stamps. A copy is brought up to date by dropping every entry and event whose number is gone, and adding the new ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// What the ledger holds now.
    pub stamp: Stamp,
    /// Entries that stand now and are new, or appear in a new article; withdrawn ones too. Earliest day first, undated ones last.
    pub entries: Vec<Entry>,
    /// Numbers of entries that a copy may hold and that are superseded, or stand in `entries` anew.
    pub entries_gone: BTreeSet<i64>,
    /// Events, likewise.
    pub events: Vec<EventEntry>,
    /// Numbers of events, likewise.
    pub events_gone: BTreeSet<i64>,
    /// New articles, in the order of their recording.
    pub articles: Vec<ArticleCard>,
}

impl Ledger {
    /// What changed since this stamp; since [`Stamp::default`], everything. Seen at one moment, whatever other processes record meanwhile.
    ///
    /// ```
    /// # fn main() -> Result<(), ledger::LedgerError> {
    /// let ledger = ledger::Ledger::in_memory()?;
    /// let changes = ledger.changes_since(ledger::Stamp::default())?;
    /// assert_eq!(changes.stamp, ledger.stamp()?);
    /// assert!(changes.entries.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`LedgerError::Busy`], [`LedgerError::Damaged`], [`LedgerError::Store`].
    pub fn changes_since(&self, since: Stamp) -> Result<Changes, LedgerError> {
        self.consistently("reading what changed", || {
            let stamp = self.stamp_now()?;
            let (roots, events) = (touched_roots(since), touched_events(since));
            let everything = since == Stamp::default();
            let only = |condition: String| if everything { Vec::new() } else { vec![condition] };
            let standing = |table: &str| format!("NOT EXISTS (SELECT 1 FROM {table} s WHERE s.supersedes = e.number)");

            let mut of_entries = only(format!("e.root IN ({roots})"));
            of_entries.push(standing("entries"));
            let mut of_events = only(format!("e.number IN ({events})"));
            of_events.push(standing("events"));
            let cards = format!("SELECT {} FROM articles a WHERE a.key > ?1 ORDER BY a.key", rows::CARD);
            Ok(Changes {
                stamp,
                entries: self.filled(&Filter::when(of_entries), "ORDER BY e.day IS NULL, e.day, e.number")?,
                entries_gone: if everything {
                    BTreeSet::new()
                } else {
                    self.numbers(&format!("SELECT number FROM entries WHERE root IN ({roots})"))?
                },
                events: self.told(&Filter::when(of_events), "")?,
                events_gone: if everything { BTreeSet::new() } else { self.numbers(&events_gone(since))? },
                articles: rows::all(self.connection.prepare_cached(&cards)?, [since.articles], |row| {
                    rows::card(row).map(|(_, card)| card)
                })?,
            })
        })
    }

    fn numbers(&self, sql: &str) -> rusqlite::Result<BTreeSet<i64>> {
        self.connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
    }
}

/// Chains with a new entry or a new appearance.
fn touched_roots(since: Stamp) -> String {
    format!(
        "SELECT root FROM entries WHERE number > {} UNION SELECT root FROM appearances WHERE article > {}",
        since.entries, since.articles
    )
}

/// New events, and old ones that a new article tells.
fn touched_events(since: Stamp) -> String {
    format!(
        "SELECT number FROM events WHERE number > {} UNION SELECT event FROM event_appearances WHERE article > {}",
        since.events, since.articles
    )
}

fn events_gone(since: Stamp) -> String {
    format!("{} UNION SELECT supersedes FROM events WHERE number > {} AND supersedes IS NOT NULL", touched_events(since), since.events)
}
