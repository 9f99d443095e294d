-- Full-text search over articles and over the quoted words. External content: the words are stored once, in the tables.
-- Rows are only ever inserted, so one trigger each keeps the index whole; 'rebuild' indexes what an older file holds.

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'articles', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE entry_words USING fts5 (
    quotation, context, content = 'entries', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER articles_are_indexed AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER entries_are_indexed AFTER INSERT ON entries BEGIN
    INSERT INTO entry_words (rowid, quotation, context) VALUES (new.number, new.quotation, new.context);
END;

INSERT INTO article_words (article_words) VALUES ('rebuild');
INSERT INTO entry_words (entry_words) VALUES ('rebuild');
