-- Articles, their entries and events. Nothing in these tables is ever edited or removed: triggers refuse it.
-- Days are ISO texts, moments are microseconds since 1970 (UTC), positions are bytes of articles.text.

CREATE TABLE articles (
    key             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,      -- 16 digits of the hash of the text
    reference       TEXT NOT NULL,
    title           TEXT,
    outlet          TEXT,
    byline          TEXT,
    url             TEXT,
    published       TEXT,
    published_basis TEXT NOT NULL,
    language        TEXT,
    origin_outlet   TEXT,
    origin_url      TEXT,
    origin_start    INTEGER,
    origin_end      INTEGER,
    raw_hash        TEXT,
    recorded        INTEGER NOT NULL,
    copy_of         INTEGER REFERENCES articles (key),  -- the first article of its group of near-copies
    shingles        INTEGER NOT NULL,          -- number of distinct word triples of the text
    blocks          TEXT NOT NULL,             -- JSON: [[start, end, "paragraph"], ...]
    markup          TEXT NOT NULL,             -- JSON: [[start, end], ...]
    notes           TEXT NOT NULL,             -- JSON: [[start, end, "message"], [null, null, "message"], ...]
    reading_notes   TEXT NOT NULL,             -- the same, from the reading
    text            TEXT NOT NULL              -- last, so that cards are read without it
) STRICT;
CREATE INDEX articles_by_day ON articles (published);
CREATE INDEX articles_by_group ON articles (copy_of);

CREATE TABLE raw (
    article INTEGER PRIMARY KEY REFERENCES articles (key),
    bytes   BLOB NOT NULL
) STRICT;

-- A sample of each article's word triples, by which near-copies are found.
CREATE TABLE shingles (
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (key),
    PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    number         INTEGER PRIMARY KEY,
    root           INTEGER NOT NULL,           -- the first entry of the chain that this one continues; itself for the first
    supersedes     INTEGER UNIQUE REFERENCES entries (number),
    state          TEXT NOT NULL CHECK (state IN ('as-read', 'confirmed', 'corrected', 'withdrawn')),
    recorded       INTEGER NOT NULL,
    decided_by     TEXT,
    reason         TEXT,
    holder         TEXT NOT NULL,
    speaker        TEXT,
    stance         TEXT NOT NULL,
    act            TEXT NOT NULL,
    moved          TEXT,
    issue          TEXT,
    option         TEXT,
    kind           TEXT NOT NULL,
    basis          TEXT NOT NULL,
    when_first     TEXT,
    when_last      TEXT,
    when_edtf      TEXT NOT NULL,
    when_basis     TEXT NOT NULL,
    day            TEXT,                       -- the day by which it was held: the last bound, else the first
    article        INTEGER NOT NULL REFERENCES articles (key),
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    certainty      REAL NOT NULL,
    rule           TEXT NOT NULL,
    words          INTEGER NOT NULL,           -- hash of holder, issue, stance and quoted words: equal for a re-quotation
    cue            TEXT NOT NULL,
    point          TEXT,
    condition      TEXT,
    quotation      TEXT NOT NULL,
    context        TEXT NOT NULL
) STRICT;
CREATE INDEX entries_by_cell ON entries (holder, issue, day);
CREATE INDEX entries_by_issue ON entries (issue, day);
CREATE INDEX entries_by_speaker ON entries (speaker, day);
CREATE INDEX entries_by_article ON entries (article);
CREATE INDEX entries_by_words ON entries (words) WHERE supersedes IS NULL;

-- Where an utterance stands: the article it was first read in, and every other that repeats it.
CREATE TABLE appearances (
    root     INTEGER NOT NULL REFERENCES entries (number),
    article  INTEGER NOT NULL REFERENCES articles (key),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (root, article, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearances_by_article ON appearances (article);

CREATE TABLE events (
    number       INTEGER PRIMARY KEY,
    supersedes   INTEGER REFERENCES events (number),
    recorded     INTEGER NOT NULL,
    what         TEXT NOT NULL,
    when_first   TEXT,
    when_last    TEXT,
    when_edtf    TEXT NOT NULL,
    when_basis   TEXT NOT NULL,
    place        TEXT,
    participants TEXT NOT NULL,                -- JSON: ["name", ...]
    status       TEXT NOT NULL,
    after        TEXT,
    article      INTEGER NOT NULL REFERENCES articles (key),
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    quotation    TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_day ON events (when_last, when_first);
CREATE INDEX events_by_superseded ON events (supersedes);

CREATE TABLE event_appearances (
    event    INTEGER NOT NULL REFERENCES events (number),
    article  INTEGER NOT NULL REFERENCES articles (key),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    PRIMARY KEY (event, article, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_appearances_by_article ON event_appearances (article);

CREATE TRIGGER articles_stay BEFORE UPDATE ON articles BEGIN SELECT raise(ABORT, 'articles are never edited'); END;
CREATE TRIGGER articles_remain BEFORE DELETE ON articles BEGIN SELECT raise(ABORT, 'articles are never removed'); END;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'entries are never edited'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are never removed'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT raise(ABORT, 'events are never edited'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT raise(ABORT, 'events are never removed'); END;
