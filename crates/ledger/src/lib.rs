//! Readings become entries and are kept: one SQLite file, append-only, dated twice.
//!
//! In come an [`model::Article`] with its [`model::Reading`] and the moment of recording; out come [`model::Entry`] and [`model::EventEntry`]
//! values, by number or by [`Query`]. An entry is never edited: a person's [`Decision`] is a new entry that supersedes it. The same article twice
//! adds nothing; the same utterance in a copy of an article is one entry with two appearances. Only spans that resolve are recorded.
//!
//! ```
//! use ledger::{Ledger, Query};
//! use model::{Article, Reading, Timestamp};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("talks.db");
//! let mut ledger = Ledger::open(&path)?;
//! let article = Article::plain("a.txt", "Peru objected to the plan.");
//! ledger.record(&article, &Reading::default(), None, Timestamp::UNIX_EPOCH)?;
//! assert_eq!(ledger.articles()?.len(), 1);
//! assert!(ledger.entries(&Query { holder: Some("Peru".into()), ..Query::default() })?.is_empty());
//! # Ok(())
//! # }
//! ```

mod changes;
mod decide;
mod error;
mod open;
mod query;
mod record;
mod redate;
mod rows;
mod same;
mod search;

pub use changes::Changes;
pub use decide::{Correction, Decision};
pub use error::LedgerError;
pub use open::{Ledger, Stamp};
pub use query::{Query, StoredArticle};
pub use record::{Outcome, Recorded};
pub use redate::{Redated, StoredTime};
pub use search::{ArticleHit, Found};
