//! An article and its reading are written down: new entries and events, or further appearances of known ones.
//!
//! One article is one transaction; a batch is one for all. Nothing is recorded whose words do not resolve. A position without any date of its own is
//! placed on the publication day, and says so; one known only to be older keeps its open date.

use std::collections::BTreeSet;

use model::{
    Article, ArticleId, Entry, EntryState, Event, EventEntry, EventStatus, Point, Reading, Span, SpeechKind, Statement, Timestamp,
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::rows::{self, Extras};
use crate::same::{self, Relation};
use crate::{Ledger, LedgerError};

/// Direct quotations of this many words or more are one utterance wherever they recur.
const RECURRING_QUOTATION: usize = 8;

/// Words that recur in two articles with one stated origin are one utterance from this length on; the articles may tell different stories.
const SAME_ORIGIN_WORDS: usize = 5;

/// So many of the likeliest originals are compared in full: texts made from one form would else all be compared with all.
const COMPARED: usize = 4;

/// Whether the article was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It and its reading were recorded.
    Added,
    /// Its text was in the ledger before; nothing was changed.
    AlreadyKnown,
}

/// What recording one article did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Whether the article was new.
    pub article: Outcome,
    /// The first recorded article whose text this one nearly repeats.
    pub copy_of: Option<ArticleId>,
    /// Numbers of the new entries, in text order.
    pub new_entries: Vec<i64>,
    /// Numbers of the entries that this article repeats: each gained an appearance.
    pub joined_appearances: Vec<i64>,
    /// Numbers of the new events.
    pub new_events: Vec<i64>,
    /// Numbers of the events that this article tells again.
    pub joined_events: Vec<i64>,
    /// Statements and events that were not recorded because their words do not resolve in the text.
    pub refused: usize,
}

impl Recorded {
    fn nothing(article: Outcome) -> Self {
        Recorded {
            article,
            copy_of: None,
            new_entries: Vec::new(),
            joined_appearances: Vec::new(),
            new_events: Vec::new(),
            joined_events: Vec::new(),
            refused: 0,
        }
    }
}

impl Ledger {
    /// Records an article, its reading and the bytes it was made from, in one transaction: all of it or nothing. `recorded` is kept to the
    /// microsecond.
    ///
    /// # Errors
    /// [`LedgerError::Full`], [`LedgerError::Busy`], [`LedgerError::OtherArticle`], [`LedgerError::Damaged`], [`LedgerError::Store`].
    pub fn record(
        &mut self,
        article: &Article,
        reading: &Reading,
        raw: Option<&[u8]>,
        recorded: Timestamp,
    ) -> Result<Recorded, LedgerError> {
        let mut done = self.record_all([(article, reading, raw)], recorded)?;
        Ok(done.pop().unwrap_or(Recorded::nothing(Outcome::AlreadyKnown)))
    }

    /// Records many articles in one transaction, in this order: all of them or none. Faster than one at a time, and locks other writers out
    /// until it is done; some hundred articles at once are a good measure.
    ///
    /// # Errors
    /// As [`Ledger::record`]; the message names the article.
    pub fn record_all<'a>(
        &mut self,
        articles: impl IntoIterator<Item = (&'a Article, &'a Reading, Option<&'a [u8]>)>,
        recorded: Timestamp,
    ) -> Result<Vec<Recorded>, LedgerError> {
        let path = self.path.clone();
        let failed = |doing: String, e: rusqlite::Error| LedgerError::of(&path, doing, e);
        let mut done = Vec::new();
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| failed("starting to record".into(), e))?;
        for (article, reading, raw) in articles {
            check_owner(article, reading)?;
            done.push(record_one(&tx, article, reading, raw, recorded).map_err(|e| failed(format!("recording {}", article.reference), e))?);
        }
        tx.commit().map_err(|e| failed("recording".into(), e))?;
        Ok(done)
    }
}

fn check_owner(article: &Article, reading: &Reading) -> Result<(), LedgerError> {
    match &reading.article {
        Some(id) if *id != article.id => Err(LedgerError::OtherArticle {
            article: article.id.to_string(),
            reference: article.reference.clone(),
            reading: id.to_string(),
        }),
        _ => Ok(()),
    }
}

fn record_one(tx: &Transaction<'_>, article: &Article, reading: &Reading, raw: Option<&[u8]>, at: Timestamp) -> rusqlite::Result<Recorded> {
    let known = tx.prepare_cached("SELECT 1 FROM articles WHERE id = ?1")?.exists([article.id.as_str()])?;
    if known {
        return Ok(Recorded::nothing(Outcome::AlreadyKnown));
    }
    let triples = same::triples(&article.view());
    let original = original_of(tx, &triples)?;
    let extras = Extras { recorded: at, copy_of: original.as_ref().map(|o| o.0), shingles: triples.len(), reading_notes: &reading.notes };
    let key = rows::insert_article(tx, article, &extras)?;
    if let Some(bytes) = raw {
        tx.prepare_cached("INSERT INTO raw (article, bytes) VALUES (?1, ?2)")?.execute(params![key, bytes])?;
    }
    let mut insert = tx.prepare_cached("INSERT INTO shingles (hash, article) VALUES (?1, ?2)")?;
    for hash in same::sample(&triples) {
        insert.execute([hash, key])?;
    }
    let mut page = Page { tx, article, reading, view: article.view(), key, group: original.as_ref().map(|o| o.0), at };
    let mut done = Recorded { copy_of: original.map(|o| o.1), ..Recorded::nothing(Outcome::Added) };
    page.record_times()?;
    page.record_statements(&mut done)?;
    page.record_events(&mut done)?;
    Ok(done)
}

/// The first article of the group of near-copies that this text belongs to.
fn original_of(tx: &Connection, triples: &BTreeSet<i64>) -> rusqlite::Result<Option<(i64, ArticleId)>> {
    let mut hits: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    let mut lookup = tx.prepare_cached("SELECT article FROM shingles WHERE hash = ?1")?;
    for hash in same::sample(triples) {
        let mut found = lookup.query([hash])?;
        while let Some(row) = found.next()? {
            *hits.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut likely: Vec<(f64, i64)> = Vec::new();
    let mut size = tx.prepare_cached("SELECT shingles FROM articles WHERE key = ?1")?;
    for (key, shared) in hits {
        let triples_there: i64 = size.query_row([key], |row| row.get(0))?;
        let share = same::expected(shared, triples.len(), usize::try_from(triples_there).unwrap_or(0));
        likely.extend((share >= same::COPY / 2.0).then_some((share, key)));
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(f64, i64)> = None;
    for (_, key) in likely.into_iter().take(COMPARED) {
        let text = format!("SELECT {} FROM articles a WHERE a.key = ?1", rows::ARTICLE);
        let other = tx.prepare_cached(&text)?.query_row([key], rows::article)?;
        let share = same::containment(triples, &same::triples(&other.view()));
        if share >= same::COPY && best.is_none_or(|(s, _)| share > s) {
            best = Some((share, key));
        }
    }
    let Some((_, key)) = best else { return Ok(None) };
    const GROUP: &str = "SELECT g.key, g.id FROM articles a JOIN articles g ON g.key = coalesce(a.copy_of, a.key) WHERE a.key = ?1";
    tx.prepare_cached(GROUP)?.query_row([key], |row| Ok((row.get(0)?, ArticleId::from_stored(row.get::<_, String>(1)?)))).map(Some)
}

/// One article in the course of being recorded.
struct Page<'a, 't> {
    tx: &'a Transaction<'t>,
    article: &'a Article,
    reading: &'a Reading,
    view: std::borrow::Cow<'a, str>,
    key: i64,
    group: Option<i64>,
    at: Timestamp,
}

impl Page<'_, '_> {
    /// What the temporal expressions say before anybody knows the publication day.
    fn record_times(&self) -> rusqlite::Result<()> {
        const SQL: &str = "INSERT OR IGNORE INTO times (article, start, \"end\", symbolic, rule) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut insert = self.tx.prepare_cached(SQL)?;
        for time in self.reading.times.iter().filter(|t| self.verbatim(t.span).is_some()) {
            insert.execute(params![self.key, time.span.start, time.span.end, time.symbolic, time.rule])?;
        }
        Ok(())
    }

    fn record_statements(&mut self, done: &mut Recorded) -> rusqlite::Result<()> {
        for statement in &self.reading.statements {
            let Some(entry) = self.entry_of(statement) else {
                done.refused += 1;
                continue;
            };
            let spoken = same::words(statement.span.of(&self.view));
            let words = words_hash(&entry, &spoken);
            let root = match self.same_utterance(&entry, words, spoken.len())? {
                Some(root) => {
                    done.joined_appearances.push(root);
                    root
                }
                None => {
                    let number = next_number(self.tx, "SELECT max(number) FROM entries")?;
                    rows::insert_entry(self.tx, &Entry { number, ..entry }, number, words, self.key)?;
                    done.new_entries.push(number);
                    number
                }
            };
            self.appear("appearances (root,", root, statement.span)?;
        }
        Ok(())
    }

    fn record_events(&mut self, done: &mut Recorded) -> rusqlite::Result<()> {
        for event in &self.reading.events {
            let Some(mut entry) = self.event_of(event) else {
                done.refused += 1;
                continue;
            };
            let number = match self.same_event(event)? {
                Some((known, Relation::Same)) => {
                    done.joined_events.push(known);
                    known
                }
                other => {
                    entry.supersedes = other.map(|(known, _)| known);
                    entry.number = next_number(self.tx, "SELECT max(number) FROM events")?;
                    rows::insert_event(self.tx, &entry, self.key)?;
                    done.new_events.push(entry.number);
                    entry.number
                }
            };
            self.appear("event_appearances (event,", number, event.span)?;
        }
        Ok(())
    }

    fn appear(&self, table: &str, number: i64, span: Span) -> rusqlite::Result<()> {
        let sql = format!("INSERT OR IGNORE INTO {table} article, start, \"end\", recorded) VALUES (?1, ?2, ?3, ?4, ?5)");
        self.tx.prepare_cached(&sql)?.execute(params![number, self.key, span.start, span.end, rows::micros(self.at)])?;
        Ok(())
    }

    /// The entry that a statement becomes; `None` when any of its words do not resolve.
    fn entry_of(&self, s: &Statement) -> Option<Entry> {
        let around = |x: &Span| x.start <= s.span.start && s.span.start < x.end;
        let sentence = self.reading.sentences.iter().copied().find(around).unwrap_or(s.span).cover(s.span);
        let point = match &s.point {
            Some(point) => Some(self.pieces(point)?),
            None => None,
        };
        let condition = match s.condition {
            Some(span) => Some(self.verbatim(span)?),
            None => None,
        };
        Some(Entry {
            number: 0,
            state: EntryState::AsRead,
            supersedes: None,
            recorded: self.at,
            decided_by: None,
            reason: None,
            holder: s.holder.clone(),
            speaker: s.speaker.clone(),
            stance: s.stance,
            act: s.act,
            moved: s.moved,
            issue: s.issue.clone(),
            option: s.option.clone(),
            kind: s.kind,
            basis: s.basis,
            when: s.when.clone(),
            span: s.span,
            quotation: self.verbatim(s.span)?,
            sentence,
            context: self.verbatim(sentence)?,
            cue: self.verbatim(s.cue)?,
            point,
            condition,
            certainty: s.certainty,
            rule: s.rule.to_string(),
            article: rows::no_card(),
            appearances: Vec::new(),
        })
    }

    fn event_of(&self, e: &Event) -> Option<EventEntry> {
        Some(EventEntry {
            number: 0,
            recorded: self.at,
            what: e.what.clone(),
            when: e.when.clone(),
            place: e.place.clone(),
            participants: e.participants.clone(),
            status: e.status,
            after: e.after.clone(),
            supersedes: None,
            quotation: self.verbatim(e.span)?,
            span: e.span,
            rule: e.rule.to_string(),
            article: rows::no_card(),
            appearances: Vec::new(),
        })
    }

    /// The entry of which this is another appearance: in a copy of its article, in another reprint of its origin, or a long quotation word for word.
    fn same_utterance(&self, entry: &Entry, words: i64, length: usize) -> rusqlite::Result<Option<i64>> {
        // Named, since SQLite would rather walk through everything that supersedes nothing: the whole table.
        const SQL: &str = "SELECT number, speaker, kind FROM entries INDEXED BY entries_by_words \
             WHERE words = ?1 AND supersedes IS NULL ORDER BY number";
        let mut statement = self.tx.prepare_cached(SQL)?;
        let mut found = statement.query([words])?;
        while let Some(row) = found.next()? {
            let (root, speaker, kind): (i64, Option<String>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let direct = kind == SpeechKind::Direct.as_str() && entry.kind == SpeechKind::Direct;
            let one_voice = speaker == entry.speaker;
            if direct && length >= RECURRING_QUOTATION && (one_voice || speaker.is_none() || entry.speaker.is_none()) {
                return Ok(Some(root));
            }
            if one_voice && !self.repeats_here(root)? && self.one_source(root, length)? {
                return Ok(Some(root));
            }
        }
        Ok(None)
    }

    /// Short words that stand twice in one article are two utterances, in its copy too: each takes one appearance from an article.
    fn repeats_here(&self, root: i64) -> rusqlite::Result<bool> {
        self.tx.prepare_cached("SELECT 1 FROM appearances WHERE root = ?1 AND article = ?2")?.exists([root, self.key])
    }

    fn one_source(&self, root: i64, length: usize) -> rusqlite::Result<bool> {
        const SQL: &str = "SELECT 1 FROM appearances p JOIN articles a ON a.key = p.article WHERE p.root = ?1 AND ( \
             coalesce(a.copy_of, a.key) = ?2 OR ?3 IN (a.origin_url, a.url) OR (?4 IN (a.origin_outlet, a.outlet) AND ?5))";
        let origin = self.article.origin.as_ref();
        let url = origin.and_then(|o| o.url.as_deref()).or(self.article.url.as_deref());
        let outlet = origin.and_then(|o| o.outlet.as_deref());
        self.tx.prepare_cached(SQL)?.exists(params![root, self.group, url, outlet, length >= SAME_ORIGIN_WORDS])
    }

    /// The event in the ledger that this one tells again or follows. An event that might follow several is kept apart.
    fn same_event(&self, event: &Event) -> rusqlite::Result<Option<(i64, Relation)>> {
        let moved = matches!(event.status, EventStatus::Postponed | EventStatus::Cancelled);
        // What is moved or called off may have been planned for any day.
        let days = if moved { "?1 IS ?1 AND ?2 IS ?2" } else { "e.when_last >= ?1 AND e.when_first <= ?2" };
        let sql = format!(
            "SELECT {}, {} AS published FROM events e JOIN articles a ON a.key = e.article \
             WHERE NOT EXISTS (SELECT 1 FROM events s WHERE s.supersedes = e.number) AND {days} ORDER BY e.number",
            rows::EVENT,
            rows::PUBLISHED
        );
        let bounds = [rows::iso(event.when.first), rows::iso(event.when.last)];
        let known = rows::all(self.tx.prepare_cached(&sql)?, bounds, |row| {
            let (mut known, _) = rows::event(row)?;
            known.article.published = row.get::<_, Option<String>>("published")?.and_then(|day| day.parse().ok());
            Ok(known)
        })?;
        let related =
            |wanted| known.iter().filter(move |k| same::relation(event, self.article.published, k) == Some(wanted)).map(|k| k.number);
        if let Some(number) = related(Relation::Same).next() {
            return Ok(Some((number, Relation::Same)));
        }
        let mut followed = related(Relation::Follows);
        Ok(match (followed.next(), followed.next()) {
            (Some(only), None) => Some((only, Relation::Follows)),
            _ => None,
        })
    }

    fn verbatim(&self, span: Span) -> Option<String> {
        self.article.text.get(span.range()).filter(|w| !w.is_empty()).map(str::to_string)
    }

    /// The pieces of a point with " … " between them.
    fn pieces(&self, point: &Point) -> Option<String> {
        let pieces: Option<Vec<String>> = point.spans.iter().map(|s| self.verbatim(*s)).collect();
        Some(pieces?.join(" … "))
    }
}

fn next_number(tx: &Connection, sql: &str) -> rusqlite::Result<i64> {
    let last: Option<i64> = tx.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?.flatten();
    Ok(last.unwrap_or(0) + 1)
}

fn words_hash(entry: &Entry, spoken: &[String]) -> i64 {
    same::hash(&[&entry.holder, entry.issue.as_deref().unwrap_or(""), entry.stance.as_str(), &spoken.join(" ")])
}
