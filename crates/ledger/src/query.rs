//! A [`Query`] goes in, entries, events or articles come out, in the order of their days.

use std::collections::BTreeMap;

use model::{Article, ArticleCard, ArticleId, Date, Entry, EventEntry, Note, SpeechKind, Stance, StatementBasis, Timestamp};
use rusqlite::ToSql;
use rusqlite::types::Value;

use crate::search::match_expression;
use crate::{Ledger, LedgerError, rows};

/// Which entries (or events) are asked for. Every field left at its default asks for nothing in particular; all given ones must hold.
///
/// ```
/// let query = ledger::Query { holder: Some("Peru".into()), as_of: Some("2025-02-06".parse().unwrap()), ..ledger::Query::default() };
/// assert!(!query.include_superseded);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Whose position; for events, a participant. Exact name.
    pub holder: Option<String>,
    /// The issue. Exact id.
    pub issue: Option<String>,
    /// Who voiced it. Exact name.
    pub speaker: Option<String>,
    /// An outlet in which it appears. Exact name.
    pub outlet: Option<String>,
    /// An article in which it appears.
    pub article: Option<ArticleId>,
    /// Words that stand in the quotation or its sentence: all of them; a phrase in quotation marks as it stands; `word*` for its beginning.
    pub words: Option<String>,
    /// The stance.
    pub stance: Option<Stance>,
    /// Quoted, reported, narrated.
    pub kind: Option<SpeechKind>,
    /// On whose authority.
    pub basis: Option<StatementBasis>,
    /// At least this certain.
    pub min_certainty: Option<f32>,
    /// Held or said on this day or later.
    pub since: Option<Date>,
    /// Certainly held or said on or before this day ([`Entry::day`]); what has no day at all is left out. For events: told by an article published
    /// by then.
    pub as_of: Option<Date>,
    /// As the ledger was at this moment: later records, decisions and appearances are ignored.
    pub known_on: Option<Timestamp>,
    /// Also entries that a person withdrew.
    pub include_withdrawn: bool,
    /// Also entries (or events) in whose place another stands.
    pub include_superseded: bool,
    /// Latest day first; by default earliest first. Undated ones come last either way.
    pub newest_first: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

/// An article as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// The article with its frozen text and blocks.
    pub article: Article,
    /// The bytes it was made from, if they were given.
    pub raw: Option<Vec<u8>>,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The first recorded article whose text this one nearly repeats.
    pub copy_of: Option<ArticleId>,
    /// The notes of its reading.
    pub reading_notes: Vec<Note>,
}

impl Ledger {
    /// The entries that a query asks for, with every article in which each appears.
    ///
    /// # Errors
    /// [`LedgerError::Busy`], [`LedgerError::Damaged`], [`LedgerError::Store`].
    pub fn entries(&self, query: &Query) -> Result<Vec<Entry>, LedgerError> {
        self.consistently("reading entries", || {
            let filter = Filter::of_entries(query);
            let order = if query.newest_first { "e.day IS NULL, e.day DESC, e.number DESC" } else { "e.day IS NULL, e.day, e.number" };
            self.filled(&filter, &format!("ORDER BY {order} {}", filter.limit))
        })
    }

    /// One entry, superseded and withdrawn ones too.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchEntry`], and as [`Ledger::entries`].
    pub fn entry(&self, number: i64) -> Result<Entry, LedgerError> {
        let found = self.consistently("reading an entry", || self.filled(&Filter::by_number("e.number = ?1", number), ""))?;
        found.into_iter().next().ok_or_else(|| LedgerError::NoSuchEntry { path: self.path.clone(), number })
    }

    /// Everything that was ever recorded and decided about the utterance of this entry, first to last.
    ///
    /// # Errors
    /// As [`Ledger::entry`].
    pub fn history(&self, number: i64) -> Result<Vec<Entry>, LedgerError> {
        let found = self.consistently("reading the history of an entry", || {
            let filter = Filter::by_number("e.root = (SELECT root FROM entries WHERE number = ?1)", number);
            self.filled(&filter, "ORDER BY e.number")
        })?;
        if found.is_empty() { Err(LedgerError::NoSuchEntry { path: self.path.clone(), number }) } else { Ok(found) }
    }

    /// The events that a query asks for; of its fields `holder` (a participant), `article`, `outlet`, `since`, `as_of`, `known_on`,
    /// `include_superseded`, `newest_first` and `limit` count.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn events(&self, query: &Query) -> Result<Vec<EventEntry>, LedgerError> {
        let order = if query.newest_first { "DESC" } else { "" };
        self.consistently("reading events", || self.told(&Filter::of_events(query), order))
    }

    /// The cards of all articles, in the order of their recording.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn articles(&self) -> Result<Vec<ArticleCard>, LedgerError> {
        let sql = format!("SELECT {} FROM articles a ORDER BY a.key", rows::CARD);
        self.connection
            .prepare_cached(&sql)
            .and_then(|s| rows::all(s, [], |row| rows::card(row).map(|(_, card)| card)))
            .map_err(|e| self.failed("listing the articles", e))
    }

    /// One article with its frozen text, blocks and raw bytes; `None` when the ledger does not hold it.
    ///
    /// # Errors
    /// As [`Ledger::entries`].
    pub fn article(&self, id: &ArticleId) -> Result<Option<StoredArticle>, LedgerError> {
        let sql = format!(
            "SELECT {}, a.recorded, a.reading_notes, (SELECT g.id FROM articles g WHERE g.key = a.copy_of) AS original, \
             (SELECT bytes FROM raw r WHERE r.article = a.key) AS bytes FROM articles a WHERE a.id = ?1",
            rows::ARTICLE
        );
        let read = |row: &rusqlite::Row<'_>| {
            let notes: String = row.get("reading_notes")?;
            let recorded = Timestamp::from_microsecond(row.get("recorded")?).unwrap_or(Timestamp::UNIX_EPOCH);
            Ok(StoredArticle {
                article: rows::article(row)?,
                raw: row.get("bytes")?,
                recorded,
                copy_of: row.get::<_, Option<String>>("original")?.map(ArticleId::from_stored),
                reading_notes: rows::read_notes(&serde_json::from_str::<Vec<_>>(&notes).unwrap_or_default()),
            })
        };
        self.connection
            .prepare_cached(&sql)
            .and_then(|s| rows::all(s, [id.as_str()], read))
            .map(|found| found.into_iter().next())
            .map_err(|e| self.failed(format!("reading article {id}"), e))
    }

    /// Several reads that see one state of the ledger, whatever another process records meanwhile.
    pub(crate) fn consistently<T>(&self, doing: &str, read: impl FnOnce() -> rusqlite::Result<T>) -> Result<T, LedgerError> {
        let reading = || {
            // Inside a decision there is a transaction already.
            let snapshot = self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose()?;
            let value = read()?;
            snapshot.map_or(Ok(()), rusqlite::Transaction::commit)?;
            Ok(value)
        };
        reading().map_err(|e| self.failed(doing, e))
    }

    pub(crate) fn filled(&self, filter: &Filter, order: &str) -> rusqlite::Result<Vec<Entry>> {
        let sql = format!("SELECT {} FROM entries e {} {order}", rows::ENTRY, filter.clause());
        let found = rows::all(self.connection.prepare_cached(&sql)?, filter.params().as_slice(), rows::entry)?;
        const APPEARANCES: &str = "SELECT article FROM appearances WHERE root = ?1 AND recorded <= ?2 ORDER BY recorded, article";
        let mut appearances = self.connection.prepare_cached(APPEARANCES)?;
        let mut cards = self.cards(found.len())?;
        let mut entries = Vec::with_capacity(found.len());
        for (mut entry, root, key) in found {
            entry.article = cards.get(key)?;
            let keys: rusqlite::Result<Vec<i64>> = appearances.query_map([root, filter.until], |row| row.get(0))?.collect();
            entry.appearances = cards.all(first_then(key, keys?))?;
            entries.push(entry);
        }
        Ok(entries)
    }

    pub(crate) fn told(&self, filter: &Filter, order: &str) -> rusqlite::Result<Vec<EventEntry>> {
        let day = "coalesce(e.when_first, e.when_last)";
        let sql = format!(
            "SELECT {} FROM events e {} ORDER BY {day} IS NULL, {day} {order}, e.number {order} {}",
            rows::EVENT,
            filter.clause(),
            filter.limit
        );
        let found = rows::all(self.connection.prepare_cached(&sql)?, filter.params().as_slice(), rows::event)?;
        let mut cards = self.cards(found.len())?;
        let appear = "SELECT article FROM event_appearances WHERE event = ?1 AND recorded <= ?2 ORDER BY recorded, article";
        let mut events = Vec::with_capacity(found.len());
        for (mut event, key) in found {
            let keys: Vec<i64> = rows::all(self.connection.prepare_cached(appear)?, [event.number, filter.until], |row| row.get(0))?;
            event.article = cards.get(key)?;
            event.appearances = cards.all(first_then(key, keys))?;
            events.push(event);
        }
        Ok(events)
    }

    /// A reader of cards; for many entries all cards are read at once.
    fn cards(&self, wanted: usize) -> rusqlite::Result<Cards<'_>> {
        let mut cards = Cards { ledger: self, known: BTreeMap::new() };
        if wanted > 1000 {
            let sql = format!("SELECT {} FROM articles a", rows::CARD);
            cards.known.extend(rows::all(self.connection.prepare_cached(&sql)?, [], rows::card)?);
        }
        Ok(cards)
    }
}

/// The first article, then the others, each once.
fn first_then(first: i64, others: Vec<i64>) -> Vec<i64> {
    let mut keys = vec![first];
    for key in others {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Cards already read, by key.
struct Cards<'a> {
    ledger: &'a Ledger,
    known: BTreeMap<i64, ArticleCard>,
}

impl Cards<'_> {
    fn get(&mut self, key: i64) -> rusqlite::Result<ArticleCard> {
        if let Some(card) = self.known.get(&key) {
            return Ok(card.clone());
        }
        let sql = format!("SELECT {} FROM articles a WHERE a.key = ?1", rows::CARD);
        let (_, card) = self.ledger.connection.prepare_cached(&sql)?.query_row([key], rows::card)?;
        self.known.insert(key, card.clone());
        Ok(card)
    }

    fn all(&mut self, keys: Vec<i64>) -> rusqlite::Result<Vec<ArticleCard>> {
        keys.into_iter().map(|key| self.get(key)).collect()
    }
}

/// A query as SQL conditions over a table called `e`.
#[derive(Default)]
pub(crate) struct Filter {
    conditions: Vec<String>,
    values: Vec<Value>,
    limit: String,
    /// Only what was recorded by then counts.
    until: i64,
}

impl Filter {
    /// What these conditions hold for, withdrawn ones too.
    pub(crate) fn when(conditions: Vec<String>) -> Self {
        Filter { conditions, until: i64::MAX, ..Filter::default() }
    }

    fn by_number(condition: &str, number: i64) -> Self {
        Filter { conditions: vec![condition.into()], values: vec![Value::Integer(number)], until: i64::MAX, ..Filter::default() }
    }

    fn of_entries(q: &Query) -> Self {
        let mut f = Filter::until(q);
        f.text("e.holder = ?", q.holder.as_deref());
        f.text("e.issue = ?", q.issue.as_deref());
        f.text("e.speaker = ?", q.speaker.as_deref());
        f.text("e.stance = ?", q.stance.map(Stance::as_str));
        f.text("e.kind = ?", q.kind.map(SpeechKind::as_str));
        f.text("e.basis = ?", q.basis.map(StatementBasis::as_str));
        f.text("e.day >= ?", rows::iso(q.since).as_deref());
        f.text("e.day <= ?", rows::iso(q.as_of).as_deref());
        f.value("e.certainty >= ?", q.min_certainty.map(|c| Value::Real(c.into())));
        let appears = "e.root IN (SELECT p.root FROM appearances p JOIN articles a ON a.key = p.article WHERE";
        f.text(&format!("{appears} a.outlet = ?)"), q.outlet.as_deref());
        f.text(&format!("{appears} a.id = ?)"), q.article.as_ref().map(ArticleId::as_str));
        if let Some(words) = &q.words {
            // The match stands alone in its own query: joined with other conditions it can lose its index.
            f.text("e.number IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)", Some(match_expression(words).as_str()));
        }
        if !q.include_superseded {
            f.unless_superseded("entries", q);
        }
        if !q.include_withdrawn {
            f.conditions.push("e.state <> 'withdrawn'".into());
        }
        f
    }

    fn of_events(q: &Query) -> Self {
        let mut f = Filter::until(q);
        f.text("EXISTS (SELECT 1 FROM json_each(e.participants) WHERE value = ?)", q.holder.as_deref());
        f.text("coalesce(e.when_last, e.when_first) >= ?", rows::iso(q.since).as_deref());
        f.text(&format!("(SELECT {} FROM articles a WHERE a.key = e.article) <= ?", rows::PUBLISHED), rows::iso(q.as_of).as_deref());
        let appears = "e.number IN (SELECT p.event FROM event_appearances p JOIN articles a ON a.key = p.article WHERE";
        f.text(&format!("{appears} a.outlet = ?)"), q.outlet.as_deref());
        f.text(&format!("{appears} a.id = ?)"), q.article.as_ref().map(ArticleId::as_str));
        if !q.include_superseded {
            f.unless_superseded("events", q);
        }
        f
    }

    fn until(q: &Query) -> Self {
        let limit = q.limit.map_or(String::new(), |n| format!("LIMIT {n}"));
        let mut f = Filter { limit, until: q.known_on.map_or(i64::MAX, rows::micros), ..Filter::default() };
        f.value("e.recorded <= ?", q.known_on.map(|_| Value::Integer(f.until)));
        f
    }

    /// Nothing stands in its place that had been recorded and, for events asked for as of a day, told by then.
    fn unless_superseded(&mut self, table: &str, q: &Query) {
        let mut by = format!("SELECT 1 FROM {table} s WHERE s.supersedes = e.number AND s.recorded <= {}", self.until);
        if let Some(day) = q.as_of.filter(|_| table == "events") {
            by += &format!(" AND (SELECT {} FROM articles a WHERE a.key = s.article) <= '{day}'", rows::PUBLISHED);
        }
        self.conditions.push(format!("NOT EXISTS ({by})"));
    }

    fn text(&mut self, condition: &str, value: Option<&str>) {
        self.value(condition, value.map(|v| Value::Text(v.to_string())));
    }

    fn value(&mut self, condition: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.values.push(value);
            self.conditions.push(condition.replace('?', &format!("?{}", self.values.len())));
        }
    }

    fn clause(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }

    fn params(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|v| v as &dyn ToSql).collect()
    }
}
