//! A path becomes an open [`Ledger`]: created if missing, brought to the current format step by step, refused if it is not ours or too new.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::LedgerError;

/// The steps from one format to the next; a file's `user_version` counts those it has taken.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_ledger.sql"),
    include_str!("../migrations/0002_search.sql"),
    include_str!("../migrations/0003_roots.sql"),
    include_str!("../migrations/0004_times.sql"),
];

/// Marks a SQLite file as a ledger ("Stpt").
const APPLICATION: i64 = 0x5374_7074;

/// How long to wait for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open ledger: one SQLite file in write-ahead mode. Many may read it while one writes; a second writer waits its turn.
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

/// How much a ledger holds. Equal stamps mean that nothing was recorded or decided in between, by any process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Number of articles.
    pub articles: i64,
    /// The last entry number.
    pub entries: i64,
    /// The last event number.
    pub events: i64,
    /// How many publication days were corrected.
    pub corrected_days: i64,
}

impl Ledger {
    /// Opens the ledger for reading and writing, creates it if the file is missing or empty, and brings an older format up to date.
    ///
    /// # Errors
    /// [`LedgerError::Open`], [`LedgerError::NotALedger`], [`LedgerError::Newer`], [`LedgerError::Busy`], [`LedgerError::Full`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        Self::open_at_format(path.as_ref(), MIGRATIONS.len())
    }

    /// Opens an existing ledger for reading only; it is never changed, not even its format.
    ///
    /// # Errors
    /// As [`Ledger::open`], and [`LedgerError::Older`] for a file that would first have to be brought up to date.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, LedgerError> {
        let path = path.as_ref();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ledger = Self::connect(path, flags)?;
        let found = ledger.checked_format()?;
        if found < MIGRATIONS.len() as i64 {
            return Err(LedgerError::Older { path: path.into(), found, known: MIGRATIONS.len() as i64 });
        }
        Ok(ledger)
    }

    /// A ledger that is kept nowhere and gone when it is dropped.
    ///
    /// # Errors
    /// [`LedgerError::Store`] when SQLite refuses, which a working machine does not see.
    pub fn in_memory() -> Result<Self, LedgerError> {
        let mut ledger = Self::connect(Path::new(":memory:"), OpenFlags::default())?;
        ledger.migrate(MIGRATIONS.len())?;
        Ok(ledger)
    }

    /// The file; `:memory:` for one that is kept nowhere.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds, in a form that is cheap to compare.
    ///
    /// # Errors
    /// [`LedgerError::Busy`], [`LedgerError::Store`].
    pub fn stamp(&self) -> Result<Stamp, LedgerError> {
        self.stamp_now().map_err(|e| self.failed("counting", e))
    }

    pub(crate) fn stamp_now(&self) -> rusqlite::Result<Stamp> {
        const SQL: &str = "SELECT coalesce((SELECT max(key) FROM articles), 0), coalesce((SELECT max(number) FROM entries), 0), \
                           coalesce((SELECT max(number) FROM events), 0), coalesce((SELECT max(number) FROM corrected_days), 0)";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Stamp { articles: row.get(0)?, entries: row.get(1)?, events: row.get(2)?, corrected_days: row.get(3)? })
        };
        self.connection.prepare_cached(SQL)?.query_row([], read)
    }

    /// Examines the whole file: pages, references, and both word indexes. Takes seconds on a large ledger, which must be
    /// open for writing.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] with the first fault found.
    pub fn check(&self) -> Result<(), LedgerError> {
        let doing = "checking the file";
        let damaged = |fault: String| LedgerError::Damaged { path: self.path.clone(), doing: doing.into(), source: fault.into() };
        let verdict: String =
            self.connection.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0)).map_err(|e| self.failed(doing, e))?;
        if verdict != "ok" {
            return Err(damaged(verdict));
        }
        let dangling =
            self.connection.prepare("PRAGMA foreign_key_check").and_then(|mut s| s.exists([])).map_err(|e| self.failed(doing, e))?;
        if dangling {
            return Err(damaged("a row refers to one that does not exist".into()));
        }
        for index in ["article_words", "entry_words"] {
            // Rank 1 compares the index with the table it indexes.
            let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
            self.connection.execute(&sql, []).map_err(|e| self.failed(doing, e))?;
        }
        Ok(())
    }

    /// Writes a clean copy into one new file: for a backup, or to hand over. The file must not exist.
    ///
    /// # Errors
    /// [`LedgerError::Store`] if it exists, [`LedgerError::Full`], [`LedgerError::Open`].
    pub fn copy_to(&self, path: impl AsRef<Path>) -> Result<(), LedgerError> {
        let target = path.as_ref().to_string_lossy().into_owned();
        let doing = format!("copying to {target}");
        self.connection.execute("VACUUM INTO ?1", [&target]).map_err(|e| self.failed(doing, e))?;
        Ok(())
    }

    pub(crate) fn failed(&self, doing: impl Into<String>, source: rusqlite::Error) -> LedgerError {
        LedgerError::of(&self.path, doing, source)
    }

    fn open_at_format(path: &Path, format: usize) -> Result<Self, LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut ledger = Self::connect(path, flags)?;
        let found = ledger.checked_format()?;
        ledger.write_ahead()?;
        if found < format as i64 {
            ledger.migrate(format)?;
        }
        Ok(ledger)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.set_prepared_statement_cache_capacity(64);
            Ok(connection)
        };
        let connection = open().map_err(|source| LedgerError::Open { path: path.into(), source: Box::new(source) })?;
        Ok(Ledger { connection, path: path.into() })
    }

    /// The format of the file; 0 for an empty one.
    fn checked_format(&self) -> Result<i64, LedgerError> {
        let read = |name: &str| -> Result<i64, LedgerError> {
            self.connection.pragma_query_value(None, name, |row| row.get(0)).map_err(|e| self.failed("reading its format", e))
        };
        // Tables first: a file that another process is creating just now shows either nothing or everything.
        let tables: i64 = self
            .connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|e| self.failed("reading its format", e))?;
        let (application, format) = (read("application_id")?, read("user_version")?);
        if application != APPLICATION && (application != 0 || tables > 0) {
            return Err(LedgerError::NotALedger { path: self.path.clone() });
        }
        let known = MIGRATIONS.len() as i64;
        if format > known {
            return Err(LedgerError::Newer { path: self.path.clone(), found: format, known });
        }
        Ok(format)
    }

    /// Readers and a writer do not wait for each other in this mode. Two processes that create one file at once both ask for it, and SQLite does
    /// not wait for that lock by itself.
    fn write_ahead(&self) -> Result<(), LedgerError> {
        let mut attempts = 0;
        loop {
            match self.connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0)) {
                Ok(_) => return Ok(()),
                Err(e) if attempts == 600 => return Err(self.failed("opening it", e)),
                Err(e) => match self.failed("opening it", e) {
                    LedgerError::Busy { .. } => std::thread::sleep(Duration::from_millis(50)),
                    other => return Err(other),
                },
            }
            attempts += 1;
        }
    }

    fn migrate(&mut self, format: usize) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let steps = |connection: &mut Connection| -> rusqlite::Result<()> {
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            for (at, step) in MIGRATIONS.iter().enumerate().take(format).skip(usize::try_from(done).unwrap_or(0)) {
                tx.execute_batch(step)?;
                tx.pragma_update(None, "user_version", at as i64 + 1)?;
                tx.pragma_update(None, "application_id", APPLICATION)?;
            }
            tx.commit()
        };
        steps(&mut self.connection).map_err(|e| LedgerError::of(&path, "bringing it to the current format", e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Query;
    use model::{Article, Reading, Span, Timestamp};

    fn golden(format: usize) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/format-{format}.ledger"))
    }

    fn record_one(ledger: &mut Ledger) {
        let mut article = Article::plain("old.txt", "Peru rejected the text. Talks follow on 14 February.");
        article.outlet = Some("Wire".into());
        article.published = "2025-02-06".parse().ok();
        let cue = Span::new(5, 13);
        let statement = model::Statement {
            span: Span::new(5, 22),
            holder: "Peru".into(),
            holder_span: None,
            speaker: None,
            speaker_span: None,
            stance: model::Stance::Oppose,
            act: model::Act::Reject,
            predicate: cue,
            cue,
            point: Some(model::Point::of(Span::new(14, 22))),
            condition: None,
            kind: model::SpeechKind::Narrated,
            basis: model::StatementBasis::OnRecord,
            when: model::When::unknown(),
            issue: Some("quotas".into()),
            option: None,
            moved: None,
            certainty: 0.5,
            rule: "test/rule",
        };
        let event = model::Event {
            span: Span::new(24, 51),
            what: "Talks".into(),
            when: model::When::stated(jiff_day(), jiff_day(), "2025-02-14".into()),
            place: None,
            participants: vec!["Peru".into()],
            status: model::EventStatus::Scheduled,
            after: None,
            rule: "test/event",
        };
        let time = model::Timex {
            span: Span::new(40, 51),
            kind: model::TimexKind::Date,
            value: "2025-02-14".into(),
            modifier: None,
            symbolic: "nearest(published,02-14)".into(),
            when: event.when.clone(),
            rule: "test/time",
        };
        let reading = Reading { statements: vec![statement], events: vec![event], times: vec![time], ..Reading::default() };
        ledger.record(&article, &reading, Some(b"raw"), Timestamp::UNIX_EPOCH).unwrap();
    }

    fn jiff_day() -> model::Date {
        "2025-02-14".parse().unwrap()
    }

    /// Writes the golden file of the current format. Run once when a format is frozen; the file is then kept for ever.
    #[test]
    #[ignore = "writes a golden file; the file of a released format is never written again"]
    fn write_the_golden_file() {
        let golden = golden(MIGRATIONS.len());
        assert!(!golden.exists(), "the golden file of a frozen format is kept as it is");
        let mut ledger = Ledger::open(&golden).unwrap();
        record_one(&mut ledger);
        ledger.connection.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(())).unwrap();
    }

    #[test]
    fn a_file_of_every_older_format_is_brought_up_to_date_with_nothing_lost() {
        let folder = tempfile::tempdir().unwrap();
        for format in [1, 3, 4] {
            let path = folder.path().join(format!("{format}.db"));
            std::fs::copy(golden(format), &path).unwrap();
            let unopened = Ledger::open_read_only(&path);
            let older = matches!(unopened, Err(LedgerError::Older { found, .. }) if found == format as i64);
            assert_eq!(older, format < MIGRATIONS.len(), "format {format}");
            drop(unopened);

            let mut ledger = Ledger::open(&path).unwrap();
            ledger.check().unwrap();
            let entry = ledger.entry(1).unwrap();
            assert_eq!((entry.holder.as_str(), entry.quotation.as_str()), ("Peru", "rejected the text"));
            assert_eq!(ledger.events(&Query::default()).unwrap().len(), 1);
            assert_eq!(ledger.search("rejected", &Query::default()).unwrap().entries.len(), 1, "old entries are searchable");
            let times = ledger.times(&entry.article.id).unwrap();
            assert_eq!(times.len(), usize::from(format >= 4), "times are kept from format 4 on");
            let stamp = ledger.stamp().unwrap();
            record_one(&mut ledger);
            assert_eq!(ledger.stamp().unwrap(), stamp, "the article is known");
        }
    }

    #[test]
    fn a_full_file_says_so_and_stays_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path().join("full.db")).unwrap();
        record_one(&mut ledger);
        let pages: i64 = ledger.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        ledger.connection.pragma_update_and_check(None, "max_page_count", pages + 2, |_| Ok(())).unwrap();
        let large = Article::plain("large.txt", "word ".repeat(20_000));
        let refused = ledger.record(&large, &Reading::default(), None, Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(matches!(refused, LedgerError::Full { .. }), "{refused}");
        assert!(refused.to_string().contains("recording large.txt"));
        ledger.check().unwrap();
        assert_eq!(ledger.articles().unwrap().len(), 1);
    }
}
