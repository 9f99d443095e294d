-- The temporal expressions of each article, as read: what they say before anybody knows the publication day. A corrected publication day is a row of
-- its own, the last one stands; the articles themselves are never edited.

CREATE TABLE times (
    article  INTEGER NOT NULL REFERENCES articles (key),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    symbolic TEXT NOT NULL,                    -- latest(published,WXX-2)
    rule     TEXT NOT NULL,
    PRIMARY KEY (article, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrected_days (
    number     INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (key),
    published  TEXT NOT NULL,
    recorded   INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    reason     TEXT
) STRICT;
CREATE INDEX corrected_days_by_article ON corrected_days (article, number);

CREATE TRIGGER times_stay BEFORE UPDATE ON times BEGIN SELECT raise(ABORT, 'times are never edited'); END;
CREATE TRIGGER times_remain BEFORE DELETE ON times BEGIN SELECT raise(ABORT, 'times are never removed'); END;
CREATE TRIGGER corrected_days_stay BEFORE UPDATE ON corrected_days BEGIN SELECT raise(ABORT, 'corrections are never edited'); END;
CREATE TRIGGER corrected_days_remain BEFORE DELETE ON corrected_days BEGIN SELECT raise(ABORT, 'corrections are never removed'); END;
