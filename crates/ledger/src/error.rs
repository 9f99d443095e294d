//! What can go wrong outside the program: the file, the disk, another process, a number that does not exist.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the ledger could not do what it was asked. Every message names the file and what to try; nothing half done stays behind.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The file could not be opened or created.
    #[error("cannot open the ledger {}: {source}. Check that its folder exists and may be written, or name another file with --ledger", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file is a database of another program, or no database.
    #[error("{} is not a ledger: it was written by another program. Name another file with --ledger", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer version of this program.
    #[error("the ledger {} has format {found}, this program knows up to {known}. Use a newer version of the program", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// The file has an older format and was opened for reading only.
    #[error("the ledger {} has the older format {found}. Open it once for writing (any `standpoint add`) to bring it to format {known}", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The current one.
        known: i64,
    },
    /// The disk is full, or a limit on the size of files was met.
    #[error("no room left while {doing} in the ledger {}: {source}. Nothing of it was kept and the ledger is whole; free some space and run it again", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: String,
        /// What SQLite says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another process kept the ledger locked for too long.
    #[error("the ledger {} was busy for too long while {doing}. Wait until the other program has finished, then run it again", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: String,
    },
    /// The file is damaged, or holds a value that this program never wrote.
    #[error("the ledger {} is damaged (found while {doing}): {source}. Restore it from a copy", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: String,
        /// What SQLite says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Anything else that SQLite refuses.
    #[error("{doing} failed in the ledger {}: {source}. Nothing of it was kept", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: String,
        /// What SQLite says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no entry of that number.
    #[error("there is no entry {number} in the ledger {}. `standpoint positions` lists the numbers", path.display())]
    NoSuchEntry {
        /// The file.
        path: PathBuf,
        /// The number asked for.
        number: i64,
    },
    /// There is no such article.
    #[error("there is no article {article} in the ledger {}. `standpoint show` names the article of an entry", path.display())]
    NoSuchArticle {
        /// The file.
        path: PathBuf,
        /// The id asked for.
        article: String,
    },
    /// Somebody has decided on this entry before.
    #[error("entry {number} was superseded by entry {by}. Look at entry {by} and decide on that one")]
    Superseded {
        /// The number asked for.
        number: i64,
        /// The entry that stands in its place.
        by: i64,
    },
    /// An entry that the program read itself has no decision to undo.
    #[error("entry {number} stands as it was read: there is no decision to undo")]
    NothingToUndo {
        /// The number asked for.
        number: i64,
    },
    /// A correction quotes words that the article does not hold at that place.
    #[error("the {field} “{words}” does not stand in the sentence of entry {number}. Quote its exact words")]
    NotVerbatim {
        /// The entry.
        number: i64,
        /// Which field.
        field: &'static str,
        /// The words given.
        words: String,
    },
    /// A reading was handed over with another article than its own.
    #[error("the reading belongs to article {reading}, not to {article} ({reference})")]
    OtherArticle {
        /// The article's id.
        article: String,
        /// Its reference.
        reference: String,
        /// The id that the reading carries.
        reading: String,
    },
}

impl LedgerError {
    /// The error for what SQLite said while `doing`.
    pub(crate) fn of(path: &Path, doing: impl Into<String>, source: rusqlite::Error) -> Self {
        let (path, doing) = (path.to_path_buf(), doing.into());
        let code = source.sqlite_error_code();
        let damaged = matches!(source, rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..));
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LedgerError::Busy { path, doing },
            Some(ErrorCode::DiskFull) => LedgerError::Full { path, doing, source: Box::new(source) },
            // A limit on file sizes and a quota arrive as a failed write, not as a full disk.
            Some(ErrorCode::SystemIoFailure) => LedgerError::Full { path, doing, source: Box::new(source) },
            Some(ErrorCode::NotADatabase) => LedgerError::NotALedger { path },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                LedgerError::Open { path, source: Box::new(source) }
            }
            Some(ErrorCode::DatabaseCorrupt) => LedgerError::Damaged { path, doing, source: Box::new(source) },
            _ if damaged => LedgerError::Damaged { path, doing, source: Box::new(source) },
            _ => LedgerError::Store { path, doing, source: Box::new(source) },
        }
    }
}
