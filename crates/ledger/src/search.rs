//! Words go in; the entries whose quotations hold them and the articles whose text holds them come out.

use model::{ArticleCard, Entry};
use rusqlite::params;

use crate::{Ledger, LedgerError, Query, rows};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Entries, newest first.
    pub entries: Vec<Entry>,
    /// Articles, best first.
    pub articles: Vec<ArticleHit>,
}

/// An article that holds the words.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleHit {
    /// Which article.
    pub article: ArticleCard,
    /// A passage around the words in pieces, in text order: plain words, and whether they are among those searched for. `…` where it was cut.
    pub passage: Vec<(String, bool)>,
}

/// How many are given when the filter sets no limit.
const LIMIT: usize = 50;

impl Ledger {
    /// Searches quotations (with the sentence around them) and whole articles. All words must occur; `"two words"` as a phrase, `negotiat*` by its
    /// beginning; case and accents do not matter. `filter` narrows the entries by all its fields, the articles by `outlet`, `article`, `since`,
    /// `as_of` (their publication day) and `known_on`. No word at all finds nothing.
    ///
    /// # Errors
    /// [`LedgerError::Busy`], [`LedgerError::Damaged`], [`LedgerError::Store`].
    pub fn search(&self, words: &str, filter: &Query) -> Result<Found, LedgerError> {
        let expression = match_expression(words);
        if expression.is_empty() {
            return Ok(Found::default());
        }
        let limit = filter.limit.unwrap_or(LIMIT);
        let query = Query { words: Some(words.to_string()), newest_first: true, limit: Some(limit), ..filter.clone() };
        let articles = self.matching_articles(&expression, filter, limit).map_err(|e| self.failed(format!("searching for {words}"), e))?;
        Ok(Found { entries: self.entries(&query)?, articles })
    }

    fn matching_articles(&self, expression: &str, q: &Query, limit: usize) -> rusqlite::Result<Vec<ArticleHit>> {
        // The match stands alone, ordered by rank alone: joined with other conditions it can lose its index.
        let sql = format!(
            "WITH hit AS (SELECT rowid, rank FROM article_words WHERE article_words MATCH ?1 ORDER BY rank) \
             SELECT {} FROM hit JOIN articles a ON a.key = hit.rowid \
             WHERE (?2 IS NULL OR a.outlet = ?2) AND (?3 IS NULL OR {published} >= ?3) AND (?4 IS NULL OR {published} <= ?4) \
             AND (?5 IS NULL OR a.recorded <= ?5) AND (?6 IS NULL OR a.id = ?6) ORDER BY hit.rank, a.key LIMIT ?7",
            rows::CARD,
            published = rows::PUBLISHED
        );
        let bound = params![
            expression,
            q.outlet,
            rows::iso(q.since),
            rows::iso(q.as_of),
            q.known_on.map(rows::micros),
            q.article.as_ref().map(model::ArticleId::as_str),
            i64::try_from(limit).unwrap_or(i64::MAX)
        ];
        let found = rows::all(self.connection.prepare_cached(&sql)?, bound, rows::card)?;
        // Passages are cut only for what is shown. Their marks are control characters, which no text that is shown contains.
        const PASSAGE: &str = "SELECT snippet(article_words, -1, char(1), char(2), '…', 32) FROM article_words \
             WHERE article_words MATCH ?1 AND rowid = ?2";
        let mut passage = self.connection.prepare_cached(PASSAGE)?;
        let hit = |(key, article)| -> rusqlite::Result<ArticleHit> {
            let words: String = passage.query_row(params![expression, key], |row| row.get(0))?;
            Ok(ArticleHit { article, passage: pieces(&words) })
        };
        found.into_iter().map(hit).collect()
    }
}

/// What a person types, as an FTS5 expression that cannot be a syntax error: every word and phrase quoted, all of them required. Empty when there
/// is no word in it.
pub(crate) fn match_expression(typed: &str) -> String {
    let mut terms = Vec::new();
    for (at, part) in typed.split(['"', '“', '”']).enumerate() {
        if at % 2 == 1 {
            terms.extend(has_word(part).then(|| format!("\"{part}\"")));
        } else {
            terms.extend(part.split_whitespace().filter(|w| has_word(w)).map(word_term));
        }
    }
    terms.join(" ").replace('\0', " ")
}

fn word_term(word: &str) -> String {
    match word.strip_suffix('*') {
        Some(beginning) => format!("\"{beginning}\"*"),
        None => format!("\"{word}\""),
    }
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn pieces(passage: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    for (at, part) in passage.split('\u{1}').enumerate() {
        let (marked, plain) = if at == 0 { ("", part) } else { part.split_once('\u{2}').unwrap_or((part, "")) };
        pieces.extend((!marked.is_empty()).then(|| (marked.to_string(), true)));
        pieces.extend((!plain.is_empty()).then(|| (plain.to_string(), false)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_become_a_safe_expression() {
        assert_eq!(match_expression("ruled out"), r#""ruled" "out""#);
        assert_eq!(match_expression(r#"“face to face” negotiat*"#), r#""face to face" "negotiat"*"#);
        assert_eq!(match_expression(r#"NEAR( OR" - *"#), r#""NEAR(" "OR""#);
        assert_eq!(match_expression(" – "), "");
    }

    #[test]
    fn a_passage_keeps_its_marks() {
        let expected = [("he ".to_string(), false), ("ruled".to_string(), true), (" it out".to_string(), false)];
        assert_eq!(pieces("he \u{1}ruled\u{2} it out"), expected);
    }
}
