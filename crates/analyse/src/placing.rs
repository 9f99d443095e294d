//! Where an entry stands: in time, on which side, in whose voice.

use model::{Date, Entry, Stance, StatementBasis, WhenBasis};

/// The day an entry is placed on: the last day of its own date, but never after the publication day of its article, which could not tell what was not yet said;
/// without a date of its own, the publication day; `None` when neither is known.
///
/// A position of unknown date in a dated article was held on or before that day: it is placed there, and sorts before what is dated to it.
pub fn day(entry: &Entry) -> Option<Date> {
    let own = entry.when.last.or(entry.when.first);
    own.zip(entry.article.published).map(|(own, published)| own.min(published)).or(own).or(entry.article.published)
}

/// The side a stance takes on the proposition: 1 for, −1 against, 0 for anything between.
pub fn side(stance: Stance) -> i8 {
    match stance {
        Stance::Support => 1,
        Stance::Oppose => -1,
        Stance::Conditional | Stance::Open | Stance::Neutral => 0,
    }
}

/// Whether the holder itself is on record, or the outlet ascribes the position in its own words. What others say of it (reports, leaks, anonymous
/// sources, analysts) is shown, but never taken for the party's line.
pub fn is_own_voice(entry: &Entry) -> bool {
    matches!(entry.basis, StatementBasis::OnRecord | StatementBasis::Outlet)
}

/// Order in time: undated first, then by day, positions of unknown date before dated ones of the same day, then by number.
pub(crate) fn in_time(entry: &Entry) -> (Option<Date>, bool, i64) {
    (day(entry), entry.when.basis != WhenBasis::Unknown, entry.number)
}

/// Whether `earlier` was certainly over when `later` began. Never for entries whose date is unknown. A position that has no date but its article's may be
/// older than the article: it follows only what an earlier article tells, never what is dated in its own.
pub(crate) fn is_before(earlier: &Entry, later: &Entry) -> bool {
    let (Some(end), Some(start)) = (earlier.when.last, later.when.first) else { return false };
    let in_order = match (earlier.when.basis, later.when.basis) {
        (WhenBasis::Unknown, _) | (_, WhenBasis::Unknown) => false,
        (_, WhenBasis::Stated) => true,
        (_, WhenBasis::Published) => earlier.article.published < later.article.published,
    };
    in_order && end < start
}

#[cfg(test)]
mod tests {
    use model::{Stance, When};

    use super::*;
    use crate::sample::entry;

    #[test]
    fn nothing_was_said_after_it_was_printed() {
        let told = entry(1, "Peru", "fees", Stance::Support, "2025-01-05");
        let (first, last) = ("2030-01-01".parse().unwrap(), "2030-12-31".parse().unwrap());
        let ahead = Entry { when: When::stated(first, last, "2030".into()), ..told.clone() };
        assert_eq!(day(&ahead), told.article.published, "a year that the position is about is not the day on which it was held");
        let mut unprinted = ahead;
        unprinted.article.published = None;
        assert_eq!(day(&unprinted), Some(last));
    }
}
