//! The words in which an entry's facts are told, the same on every page, table and file.

use model::{ArticleCard, Entry, StatementBasis, WhenBasis};

use crate::reading_text::one_line;

/// The entry's own date as written in EDTF; else that it was held "by" the day of its article; else "undated".
pub fn day_of(e: &Entry) -> String {
    if !e.when.edtf.is_empty() {
        return e.when.edtf.clone();
    }
    e.article.published.map_or_else(|| "undated".to_string(), |d| format!("by {d}"))
}

/// What the entry's date rests on.
pub fn basis_of_day(e: &Entry) -> &'static str {
    match e.when.basis {
        WhenBasis::Stated => "stated in the text",
        WhenBasis::Published => "the day of publication; the text states none",
        WhenBasis::Unknown => "the text states none",
    }
}

/// On whose authority a statement stands.
pub fn authority(basis: StatementBasis) -> &'static str {
    match basis {
        StatementBasis::OnRecord => "the holder, on record",
        StatementBasis::Reported => "somebody else says it of the holder",
        StatementBasis::Anonymous => "an unnamed source",
        StatementBasis::Leak => "a leak",
        StatementBasis::Analyst => "observers’ reading",
        StatementBasis::Outlet => "the outlet’s own words",
    }
}

/// The publisher, else the file's name.
pub fn outlet(a: &ArticleCard) -> &str {
    a.outlet.as_deref().unwrap_or_else(|| a.reference.rsplit('/').next().unwrap_or(&a.reference))
}

/// The words on one line, at most so many characters, cut at a word with "…".
pub fn few_words(words: &str, characters: usize) -> String {
    let line = one_line(words);
    if line.chars().count() <= characters {
        return line;
    }
    let head: String = line.chars().take(characters).collect();
    let end = head.rfind(' ').filter(|end| *end > 0).unwrap_or(head.len());
    format!("{}…", &head[..end])
}

/// "1 source", "66,274 entries".
pub fn count(number: usize, one: &str, many: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_words_cut_at_words() {
        assert_eq!((count(1, "entry", "entries"), count(66274, "entry", "entries")), ("1 entry".into(), "66,274 entries".into()));
        assert_eq!(few_words("would  accept\nno pause", 30), "would accept no pause");
        assert_eq!(few_words("would accept no pause", 14), "would accept…");
        assert_eq!(few_words("überaus", 3), "übe…");
    }
}
