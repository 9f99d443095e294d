//! A person corrects an article's publication day: what hung on the old day is dated anew, as new entries in place of the old ones.
//!
//! In: the article, the right day, and a function that places a symbolic value ([`model::Timex::symbolic`]) on the calendar; the ledger itself knows
//! no language. Out: the numbers of the new entries and events. Nothing is read again and nothing is overwritten: the old entries stay, and the
//! correction says who made it. What hangs on no publication day ("in 2022") stays as it is.

use model::{ArticleId, Date, Entry, EventEntry, Span, Timestamp, When, WhenBasis};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use crate::{Ledger, LedgerError, rows};

/// A temporal expression as kept: what it says before anybody knows the publication day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTime {
    /// Its words: a byte range of the article's text.
    pub span: Span,
    /// The symbolic value: `latest(published,WXX-2)`.
    pub symbolic: String,
    /// The rule that read it.
    pub rule: String,
}

/// What a corrected publication day changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redated {
    /// The day that the article had before; `None` for an undated one.
    pub before: Option<Date>,
    /// Numbers of the new entries, each in place of an older one.
    pub entries: Vec<i64>,
    /// Numbers of the new events, each in place of an older one.
    pub events: Vec<i64>,
}

impl Ledger {
    /// The temporal expressions of an article, in text order. Empty for an article that was recorded before the ledger kept them, and for one that it
    /// does not hold.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn times(&self, article: &ArticleId) -> Result<Vec<StoredTime>, LedgerError> {
        const SQL: &str = "SELECT t.start, t.\"end\", t.symbolic, t.rule FROM times t JOIN articles a ON a.key = t.article \
             WHERE a.id = ?1 ORDER BY t.start";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(StoredTime { span: Span { start: row.get(0)?, end: row.get(1)? }, symbolic: row.get(2)?, rule: row.get(3)? })
        };
        self.connection
            .prepare_cached(SQL)
            .and_then(|s| rows::all(s, [article.as_str()], read))
            .map_err(|e| self.failed(format!("reading the times of article {article}"), e))
    }

    /// Records that the article was published on `published`, and dates anew every standing entry and event that was read in it and hung on the old
    /// day. `place` resolves a symbolic value for a publication day; `None` from it leaves an entry as it is. The same day again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchArticle`], [`LedgerError::Busy`], [`LedgerError::Full`], [`LedgerError::Damaged`], [`LedgerError::Store`].
    pub fn correct_day(
        &mut self,
        article: &ArticleId,
        published: Date,
        who: &str,
        why: Option<&str>,
        at: Timestamp,
        place: impl Fn(&str, Option<Date>) -> Option<When>,
    ) -> Result<Redated, LedgerError> {
        let doing = format!("correcting the publication day of article {article}");
        let failed = |e| LedgerError::of(&self.path, &doing, e);
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(failed)?;
        let found = key_and_day(&tx, article).map_err(failed)?;
        let Some((key, before)) = found else {
            return Err(LedgerError::NoSuchArticle { path: self.path.clone(), article: article.to_string() });
        };
        if before == Some(published) {
            return Ok(Redated { before, ..Redated::default() });
        }
        let times = self.times(article)?;
        let days = Days { before, published, times: &times, place: &place };
        let reason = why.map_or_else(|| days.reason(), str::to_string);
        let decision = Decided { who, reason: &reason, at };
        let write = || -> rusqlite::Result<Redated> {
            const SQL: &str = "INSERT INTO corrected_days (article, published, recorded, decided_by, reason) VALUES (?1, ?2, ?3, ?4, ?5)";
            tx.execute(SQL, params![key, published.to_string(), rows::micros(at), who, why])?;
            Ok(Redated { before, entries: redate_entries(&tx, key, &days, &decision)?, events: redate_events(&tx, key, &days, at)? })
        };
        let done = write().map_err(failed)?;
        tx.commit().map_err(failed)?;
        Ok(done)
    }
}

/// Who corrected, why and when.
struct Decided<'a> {
    who: &'a str,
    reason: &'a str,
    at: Timestamp,
}

fn key_and_day(tx: &Transaction<'_>, article: &ArticleId) -> rusqlite::Result<Option<(i64, Option<Date>)>> {
    let sql = format!("SELECT a.key, {} FROM articles a WHERE a.id = ?1", rows::PUBLISHED);
    let found: Option<(i64, Option<String>)> = tx.query_row(&sql, [article.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.map(|(key, day)| (key, day.and_then(|day| day.parse().ok()))))
}

fn redate_entries(tx: &Transaction<'_>, article: i64, days: &Days<'_>, decided: &Decided<'_>) -> rusqlite::Result<Vec<i64>> {
    let sql = format!(
        "SELECT {}, e.words FROM entries e WHERE e.article = ?1 AND NOT EXISTS (SELECT 1 FROM entries s WHERE s.supersedes = e.number) \
         ORDER BY e.number",
        rows::ENTRY
    );
    let standing = rows::all(tx.prepare_cached(&sql)?, [article], |row| Ok((rows::entry(row)?, row.get::<_, i64>("words")?)))?;
    let mut numbers = Vec::new();
    for ((entry, root, _), words) in standing {
        let Some(when) = days.anew(&entry.when, entry.span, entry.sentence) else { continue };
        let number = tx.query_row("SELECT max(number) + 1 FROM entries", [], |row| row.get(0))?;
        let new = Entry {
            number,
            supersedes: Some(entry.number),
            recorded: decided.at,
            decided_by: Some(decided.who.to_string()),
            reason: Some(decided.reason.to_string()),
            when,
            ..entry
        };
        rows::insert_entry(tx, &new, root, words, article)?;
        numbers.push(number);
    }
    Ok(numbers)
}

fn redate_events(tx: &Transaction<'_>, article: i64, days: &Days<'_>, at: Timestamp) -> rusqlite::Result<Vec<i64>> {
    let sql = format!(
        "SELECT {} FROM events e WHERE e.article = ?1 AND NOT EXISTS (SELECT 1 FROM events s WHERE s.supersedes = e.number) ORDER BY e.number",
        rows::EVENT
    );
    let standing = rows::all(tx.prepare_cached(&sql)?, [article], rows::event)?;
    let mut numbers = Vec::new();
    for (event, _) in standing {
        let Some(when) = days.anew(&event.when, event.span, event.span) else { continue };
        let number = tx.query_row("SELECT max(number) + 1 FROM events", [], |row| row.get(0))?;
        let new = EventEntry { number, supersedes: Some(event.number), recorded: at, when, ..event };
        rows::insert_event(tx, &new, article)?;
        const APPEAR: &str = "INSERT INTO event_appearances (event, article, start, \"end\", recorded) \
             SELECT ?1, article, start, \"end\", ?2 FROM event_appearances WHERE event = ?3";
        tx.execute(APPEAR, params![number, rows::micros(at), event.number])?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// The old and the right day of an article, and what its times say.
struct Days<'a> {
    before: Option<Date>,
    published: Date,
    times: &'a [StoredTime],
    place: &'a dyn Fn(&str, Option<Date>) -> Option<When>,
}

impl Days<'_> {
    fn reason(&self) -> String {
        let before = self.before.map_or("no day".to_string(), |day| day.to_string());
        format!("publication day corrected from {before} to {}", self.published)
    }

    /// The date of what was dated `when`; `None` where it stays.
    fn anew(&self, when: &When, span: Span, sentence: Span) -> Option<When> {
        let nothing = when.basis == WhenBasis::Unknown && when.first.is_none() && when.last.is_none();
        let new = match self.before {
            _ if when.basis == WhenBasis::Published => When::published(self.published),
            None if nothing => self.placed_at_last(span, sentence)?,
            _ => self.by_its_time(when, span).unwrap_or_else(|| self.moved_bounds(when)),
        };
        (new != *when).then_some(new)
    }

    /// In an article without a day nothing could be placed. A time among the words themselves dates them; one beside them may be another's; where
    /// there is none the publication day stands, as such.
    fn placed_at_last(&self, span: Span, sentence: Span) -> Option<When> {
        let open = |t: &&StoredTime| (self.place)(&t.symbolic, None).is_some_and(|w| w.first.is_none() && w.last.is_none());
        let own = self.times.iter().filter(open).find(|t| span.contains(t.span));
        match own {
            Some(time) => (self.place)(&time.symbolic, Some(self.published)),
            None if self.times.iter().any(|t| sentence.contains(t.span)) => None,
            None => Some(When::published(self.published)),
        }
    }

    /// The nearest expression that the old date came from, read for the right day. A plan for a bare weekday or day was taken as the next such.
    fn by_its_time(&self, when: &When, span: Span) -> Option<When> {
        let ahead = |symbolic: &str| symbolic.replace("latest(published,", "earliest(published,").replace("leaning(", "earliest(");
        let readings = self.times.iter().flat_map(|t| [(t, t.symbolic.clone()), (t, ahead(&t.symbolic))]);
        let told = readings.filter(|(_, symbolic)| (self.place)(symbolic, self.before).as_ref() == Some(when));
        let (_, symbolic) = told.min_by_key(|(t, _)| apart(t.span, span))?;
        (self.place)(&symbolic, Some(self.published))
    }

    /// "Before publication" moves with publication.
    fn moved_bounds(&self, when: &When) -> When {
        let moved = |day: Option<Date>| if day.is_some() && day == self.before { Some(self.published) } else { day };
        match when.basis {
            WhenBasis::Unknown => When { first: moved(when.first), last: moved(when.last), ..when.clone() },
            _ => when.clone(),
        }
    }
}

/// Bytes between two spans; 0 where they touch.
fn apart(a: Span, b: Span) -> u32 {
    if a.start < b.end && b.start < a.end { 0 } else { a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end)) }
}
