//! Values of the model to and from rows of the store. A word or day that this program never wrote is an error, not a guess.

use model::{
    Act, Article, ArticleCard, ArticleId, Block, BlockKind, Date, Entry, EntryState, EventEntry, EventStatus, Move, Note, Origin,
    PublishedBasis, Span, SpeechKind, Stance, StatementBasis, Timestamp, When, WhenBasis,
};
use rusqlite::types::{FromSql, Type};
use rusqlite::{CachedStatement, Connection, Row, params};
use serde_json::{Value, json};

/// The columns of an entry, in the order in which [`entry`] reads them.
pub(crate) const ENTRY: &str = "e.number, e.state, e.supersedes, e.recorded, e.decided_by, e.reason, e.holder, e.speaker, e.stance, e.act, \
     e.moved, e.issue, e.option, e.kind, e.basis, e.when_first, e.when_last, e.when_edtf, e.when_basis, e.start, e.\"end\", e.sentence_start, \
     e.sentence_end, e.cue, e.point, e.condition, e.certainty, e.rule, e.quotation, e.context, e.root, e.article";

/// The columns of an event, in the order in which [`event`] reads them.
pub(crate) const EVENT: &str = "e.number, e.supersedes, e.recorded, e.what, e.when_first, e.when_last, e.when_edtf, e.when_basis, e.place, \
     e.participants, e.status, e.after, e.start, e.\"end\", e.rule, e.quotation, e.article";

/// The publication day of article `a`, as corrected last.
pub(crate) const PUBLISHED: &str =
    "coalesce((SELECT d.published FROM corrected_days d WHERE d.article = a.key ORDER BY d.number DESC LIMIT 1), a.published)";

/// The columns of an article's card, in the order in which [`card`] reads them.
pub(crate) const CARD: &str = "a.key, a.id, a.reference, a.title, a.outlet, \
     coalesce((SELECT d.published FROM corrected_days d WHERE d.article = a.key ORDER BY d.number DESC LIMIT 1), a.published), a.url, \
     coalesce(a.origin_outlet, a.origin_url), (SELECT g.id FROM articles g WHERE g.key = a.copy_of)";

/// The columns of a whole article, in the order in which [`article`] reads them.
pub(crate) const ARTICLE: &str = "a.id, a.reference, a.title, a.outlet, a.byline, a.url, \
     coalesce((SELECT d.published FROM corrected_days d WHERE d.article = a.key ORDER BY d.number DESC LIMIT 1), a.published), \
     CASE WHEN EXISTS (SELECT 1 FROM corrected_days d WHERE d.article = a.key) THEN 'given' ELSE a.published_basis END, a.language, \
     a.origin_outlet, a.origin_url, a.origin_start, a.origin_end, a.raw_hash, a.blocks, a.markup, a.notes, a.text";

/// A row read from left to right.
pub(crate) struct Cells<'a, 'r> {
    row: &'a Row<'r>,
    at: usize,
}

impl<'a, 'r> Cells<'a, 'r> {
    pub(crate) fn of(row: &'a Row<'r>) -> Self {
        Cells { row, at: 0 }
    }

    pub(crate) fn next<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.at += 1;
        self.row.get(self.at - 1)
    }

    fn word<T>(&mut self, read: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
        let word: String = self.next()?;
        read(&word).ok_or_else(|| self.unknown(&word))
    }

    fn optional_word<T>(&mut self, read: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
        let Some(word) = self.next::<Option<String>>()? else { return Ok(None) };
        read(&word).map(Some).ok_or_else(|| self.unknown(&word))
    }

    fn day(&mut self) -> rusqlite::Result<Option<Date>> {
        self.optional_word(|word| word.parse().ok())
    }

    pub(crate) fn moment(&mut self) -> rusqlite::Result<Timestamp> {
        let micros: i64 = self.next()?;
        Timestamp::from_microsecond(micros).map_err(|_| self.unknown(&micros.to_string()))
    }

    fn span(&mut self) -> rusqlite::Result<Span> {
        Ok(span(self.next()?, self.next()?))
    }

    fn when(&mut self) -> rusqlite::Result<When> {
        Ok(When { first: self.day()?, last: self.day()?, edtf: self.next()?, basis: self.word(WhenBasis::from_word)? })
    }

    fn json(&mut self) -> rusqlite::Result<Vec<Value>> {
        let text: String = self.next()?;
        serde_json::from_str(&text).map_err(|_| self.unknown(&text))
    }

    fn unknown(&self, word: &str) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(self.at - 1, Type::Text, format!("unknown value “{word}”").into())
    }
}

/// A moment as the store counts it.
pub(crate) fn micros(moment: Timestamp) -> i64 {
    moment.as_microsecond()
}

/// A day as the store writes it.
pub(crate) fn iso(day: Option<Date>) -> Option<String> {
    day.map(|d| d.to_string())
}

fn span(start: i64, end: i64) -> Span {
    Span::new(usize::try_from(start).unwrap_or(0), usize::try_from(end).unwrap_or(0))
}

/// An entry without its articles, with the number of its root and the key of its first article.
pub(crate) fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, i64, i64)> {
    let mut c = Cells::of(row);
    let entry = Entry {
        number: c.next()?,
        state: c.word(EntryState::from_word)?,
        supersedes: c.next()?,
        recorded: c.moment()?,
        decided_by: c.next()?,
        reason: c.next()?,
        holder: c.next()?,
        speaker: c.next()?,
        stance: c.word(Stance::from_word)?,
        act: c.word(Act::from_word)?,
        moved: c.optional_word(Move::from_word)?,
        issue: c.next()?,
        option: c.next()?,
        kind: c.word(SpeechKind::from_word)?,
        basis: c.word(StatementBasis::from_word)?,
        when: c.when()?,
        span: c.span()?,
        sentence: c.span()?,
        cue: c.next()?,
        point: c.next()?,
        condition: c.next()?,
        certainty: c.next::<f64>()? as f32,
        rule: c.next()?,
        quotation: c.next()?,
        context: c.next()?,
        article: no_card(),
        appearances: Vec::new(),
    };
    Ok((entry, c.next()?, c.next()?))
}

/// An event without its articles, with the key of its first article.
pub(crate) fn event(row: &Row<'_>) -> rusqlite::Result<(EventEntry, i64)> {
    let mut c = Cells::of(row);
    let event = EventEntry {
        number: c.next()?,
        supersedes: c.next()?,
        recorded: c.moment()?,
        what: c.next()?,
        when: c.when()?,
        place: c.next()?,
        participants: c.json()?.into_iter().filter_map(|v| v.as_str().map(str::to_string)).collect(),
        status: c.word(EventStatus::from_word)?,
        after: c.next()?,
        span: c.span()?,
        rule: c.next()?,
        quotation: c.next()?,
        article: no_card(),
        appearances: Vec::new(),
    };
    Ok((event, c.next()?))
}

/// A card with the article's key.
pub(crate) fn card(row: &Row<'_>) -> rusqlite::Result<(i64, ArticleCard)> {
    let mut c = Cells::of(row);
    let key = c.next()?;
    let card = ArticleCard {
        id: ArticleId::from_stored(c.next::<String>()?),
        reference: c.next()?,
        title: c.next()?,
        outlet: c.next()?,
        published: c.day()?,
        url: c.next()?,
        origin: c.next()?,
        copy_of: c.next::<Option<String>>()?.map(ArticleId::from_stored),
    };
    Ok((key, card))
}

/// A whole article.
pub(crate) fn article(row: &Row<'_>) -> rusqlite::Result<Article> {
    let mut c = Cells::of(row);
    Ok(Article {
        id: ArticleId::from_stored(c.next::<String>()?),
        reference: c.next()?,
        title: c.next()?,
        outlet: c.next()?,
        byline: c.next()?,
        url: c.next()?,
        published: c.day()?,
        published_basis: c.word(published_basis)?,
        language: c.next()?,
        origin: origin(c.next()?, c.next()?, c.next()?, c.next()?),
        raw_hash: c.next()?,
        blocks: c.json()?.iter().filter_map(read_block).collect(),
        markup: c.json()?.iter().filter_map(read_span).collect(),
        notes: read_notes(&c.json()?),
        text: c.next()?,
    })
}

/// Inserts an entry under its number; `words` is the hash by which re-quotations are found.
pub(crate) fn insert_entry(db: &Connection, e: &Entry, root: i64, words: i64, article: i64) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO entries (number, state, supersedes, recorded, decided_by, reason, holder, speaker, stance, act, moved, \
         issue, option, kind, basis, when_first, when_last, when_edtf, when_basis, start, \"end\", sentence_start, sentence_end, cue, point, \
         condition, certainty, rule, quotation, context, root, article, words, day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
         ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)";
    db.prepare_cached(SQL)?.execute(params![
        e.number,
        e.state.as_str(),
        e.supersedes,
        micros(e.recorded),
        e.decided_by,
        e.reason,
        e.holder,
        e.speaker,
        e.stance.as_str(),
        e.act.as_str(),
        e.moved.map(Move::as_str),
        e.issue,
        e.option,
        e.kind.as_str(),
        e.basis.as_str(),
        iso(e.when.first),
        iso(e.when.last),
        e.when.edtf,
        e.when.basis.as_str(),
        e.span.start,
        e.span.end,
        e.sentence.start,
        e.sentence.end,
        e.cue,
        e.point,
        e.condition,
        f64::from(e.certainty),
        e.rule,
        e.quotation,
        e.context,
        root,
        article,
        words,
        iso(e.day()),
    ])?;
    Ok(())
}

/// Inserts an event under its number.
pub(crate) fn insert_event(db: &Connection, e: &EventEntry, article: i64) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO events (number, supersedes, recorded, what, when_first, when_last, when_edtf, when_basis, place, \
         participants, status, after, start, \"end\", rule, quotation, article) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    db.prepare_cached(SQL)?.execute(params![
        e.number,
        e.supersedes,
        micros(e.recorded),
        e.what,
        iso(e.when.first),
        iso(e.when.last),
        e.when.edtf,
        e.when.basis.as_str(),
        e.place,
        json!(e.participants).to_string(),
        e.status.as_str(),
        e.after,
        e.span.start,
        e.span.end,
        e.rule,
        e.quotation,
        article,
    ])?;
    Ok(())
}

/// What an article brings besides its own fields.
pub(crate) struct Extras<'a> {
    pub(crate) recorded: Timestamp,
    pub(crate) copy_of: Option<i64>,
    pub(crate) shingles: usize,
    pub(crate) reading_notes: &'a [Note],
}

/// Inserts an article and yields its key.
pub(crate) fn insert_article(db: &Connection, a: &Article, extras: &Extras<'_>) -> rusqlite::Result<i64> {
    const SQL: &str = "INSERT INTO articles (id, reference, title, outlet, byline, url, published, published_basis, language, origin_outlet, \
         origin_url, origin_start, origin_end, raw_hash, recorded, copy_of, shingles, blocks, markup, notes, reading_notes, text) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)";
    let origin_span = a.origin.as_ref().and_then(|o| o.span);
    db.prepare_cached(SQL)?.execute(params![
        a.id.as_str(),
        a.reference,
        a.title,
        a.outlet,
        a.byline,
        a.url,
        iso(a.published),
        a.published_basis.as_str(),
        a.language,
        a.origin.as_ref().and_then(|o| o.outlet.as_deref()),
        a.origin.as_ref().and_then(|o| o.url.as_deref()),
        origin_span.map(|s| s.start),
        origin_span.map(|s| s.end),
        a.raw_hash,
        micros(extras.recorded),
        extras.copy_of,
        i64::try_from(extras.shingles).unwrap_or(i64::MAX),
        json!(a.blocks.iter().map(|b| json!([b.span.start, b.span.end, block_word(b.kind)])).collect::<Vec<_>>()).to_string(),
        json!(a.markup.iter().map(|s| json!([s.start, s.end])).collect::<Vec<_>>()).to_string(),
        notes_json(&a.notes),
        notes_json(extras.reading_notes),
        a.text,
    ])?;
    Ok(db.last_insert_rowid())
}

/// The values of every row, in order.
pub(crate) fn all<T>(
    mut statement: CachedStatement<'_>,
    params: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    statement.query_map(params, read)?.collect()
}

/// Notes back from their JSON.
pub(crate) fn read_notes(notes: &[Value]) -> Vec<Note> {
    notes.iter().filter_map(|n| Some(Note { span: read_span(n), message: n.get(2)?.as_str()?.to_string() })).collect()
}

fn notes_json(notes: &[Note]) -> String {
    let rows = notes.iter().map(|n| json!([n.span.map(|s| s.start), n.span.map(|s| s.end), n.message]));
    json!(rows.collect::<Vec<_>>()).to_string()
}

fn read_span(value: &Value) -> Option<Span> {
    Some(span(value.get(0)?.as_i64()?, value.get(1)?.as_i64()?))
}

fn read_block(value: &Value) -> Option<Block> {
    let word = value.get(2)?.as_str()?;
    let kind = BLOCKS.iter().find(|(_, w)| *w == word)?.0;
    Some(Block { span: read_span(value)?, kind })
}

const BLOCKS: [(BlockKind, &str); 6] = [
    (BlockKind::Heading, "heading"),
    (BlockKind::Paragraph, "paragraph"),
    (BlockKind::ListItem, "list-item"),
    (BlockKind::Quote, "quote"),
    (BlockKind::Caption, "caption"),
    (BlockKind::Furniture, "furniture"),
];

fn block_word(kind: BlockKind) -> &'static str {
    BLOCKS.iter().find(|(k, _)| *k == kind).map_or("paragraph", |(_, word)| word)
}

fn published_basis(word: &str) -> Option<PublishedBasis> {
    [PublishedBasis::Stated, PublishedBasis::Given, PublishedBasis::Unknown].into_iter().find(|b| b.as_str() == word)
}

fn origin(outlet: Option<String>, url: Option<String>, start: Option<i64>, end: Option<i64>) -> Option<Origin> {
    let stretch = start.zip(end).map(|(start, end)| span(start, end));
    (outlet.is_some() || url.is_some() || stretch.is_some()).then_some(Origin { outlet, url, span: stretch })
}

/// Stands until the articles are filled in.
pub(crate) fn no_card() -> ArticleCard {
    ArticleCard {
        id: ArticleId::from_stored(""),
        reference: String::new(),
        title: None,
        outlet: None,
        published: None,
        url: None,
        origin: None,
        copy_of: None,
    }
}
