//! A statement or event as recorded: numbered, dated twice, never edited, only superseded.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::{Act, ArticleId, EventStatus, Move, Span, SpeechKind, Stance, StatementBasis, When};

/// What a person has decided about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryState {
    /// As the program read it.
    AsRead,
    /// A person found it right.
    Confirmed,
    /// A person wrote it in place of another.
    Corrected,
    /// A person found it wrong; it no longer counts.
    Withdrawn,
}

impl EntryState {
    /// The word used in the store and in exports.
    pub fn as_str(self) -> &'static str {
        match self {
            EntryState::AsRead => "as-read",
            EntryState::Confirmed => "confirmed",
            EntryState::Corrected => "corrected",
            EntryState::Withdrawn => "withdrawn",
        }
    }

    /// The state for that word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        [EntryState::AsRead, EntryState::Confirmed, EntryState::Corrected, EntryState::Withdrawn].into_iter().find(|s| s.as_str() == word)
    }
}

/// What a citation needs to know about an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleCard {
    /// Identity of the frozen text.
    pub id: ArticleId,
    /// Input path or id.
    pub reference: String,
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Publication day.
    pub published: Option<Date>,
    /// Address.
    pub url: Option<String>,
    /// The first publisher of a reprint, as its own words say: copies with one origin are one source.
    pub origin: Option<String>,
    /// The first recorded article whose text this one nearly repeats, whether it says so or not: the two are one source.
    pub copy_of: Option<ArticleId>,
}

impl ArticleCard {
    /// Who stands behind it: the stated origin, else the outlet, else the article itself.
    pub fn source(&self) -> &str {
        self.origin.as_deref().or(self.outlet.as_deref()).unwrap_or(self.id.as_str())
    }
}

/// The number of independent sources among these articles: articles of one outlet, of one stated origin, or of one group of near-copies count
/// once. No article gives 0.
pub fn independent_sources<'a>(articles: impl IntoIterator<Item = &'a ArticleCard>) -> usize {
    let mut sources: Vec<(Vec<&str>, Vec<&ArticleId>)> = Vec::new();
    for card in articles {
        let (mut names, mut texts) = (vec![card.source()], vec![card.copy_of.as_ref().unwrap_or(&card.id)]);
        sources.retain(|(n, t)| {
            let same = n.contains(&card.source()) || t.contains(&texts[0]);
            if same {
                names.extend(n);
                texts.extend(t);
            }
            !same
        });
        sources.push((names, texts));
    }
    sources.len()
}

/// A statement as recorded. All words are verbatim from the frozen text of `article`; spans are byte ranges of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number in the ledger, from 1, never reused.
    pub number: i64,
    /// What a person decided.
    pub state: EntryState,
    /// The entry that this one supersedes.
    pub supersedes: Option<i64>,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Who recorded it and why, for a decision by a person.
    pub decided_by: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// Whose position.
    pub holder: String,
    /// Who voiced it, if not the holder.
    pub speaker: Option<String>,
    /// Support, oppose, …
    pub stance: Stance,
    /// What is done.
    pub act: Act,
    /// A movement the text asserts.
    pub moved: Option<Move>,
    /// The codebook's issue, or the key phrase of a recurring point.
    pub issue: Option<String>,
    /// Option on the issue's ladder.
    pub option: Option<String>,
    /// Quoted, reported, narrated.
    pub kind: SpeechKind,
    /// On whose authority.
    pub basis: StatementBasis,
    /// When it was held or said.
    pub when: When,
    /// The words of the position (from cue to end of point).
    pub span: Span,
    /// The words under `span`.
    pub quotation: String,
    /// The sentence around them.
    pub sentence: Span,
    /// The words of that sentence.
    pub context: String,
    /// The words that carry the position.
    pub cue: String,
    /// What it is about.
    pub point: Option<String>,
    /// The condition attached.
    pub condition: Option<String>,
    /// 0..1, ordered.
    pub certainty: f32,
    /// The rule that read it.
    pub rule: String,
    /// Where it was first read.
    pub article: ArticleCard,
    /// Every article in which these words appear, the first included; copies of one origin count once as a source.
    pub appearances: Vec<ArticleCard>,
}

impl Entry {
    /// The day by which it was certainly held: the last bound, else the first; `None` when nothing is known.
    pub fn day(&self) -> Option<Date> {
        self.when.last.or(self.when.first)
    }
}

/// An event as recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct EventEntry {
    /// Its number in the ledger, from 1.
    pub number: i64,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The text's own words for it.
    pub what: String,
    /// When it is or was.
    pub when: When,
    /// Where.
    pub place: Option<String>,
    /// Who takes part.
    pub participants: Vec<String>,
    /// How firm.
    pub status: EventStatus,
    /// The event it is ordered after, in the text's own words.
    pub after: Option<String>,
    /// The earlier telling that this one moves, calls off or reports as held.
    pub supersedes: Option<i64>,
    /// The words that tell it.
    pub quotation: String,
    /// Where they stand.
    pub span: Span,
    /// The rule that read it.
    pub rule: String,
    /// Where it was read.
    pub article: ArticleCard,
    /// Every article that tells it.
    pub appearances: Vec<ArticleCard>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(id: &str, outlet: &str, origin: Option<&str>, copy_of: Option<&str>) -> ArticleCard {
        ArticleCard {
            id: ArticleId::from_stored(id),
            reference: id.into(),
            title: None,
            outlet: Some(outlet.into()),
            published: None,
            url: None,
            origin: origin.map(str::to_string),
            copy_of: copy_of.map(ArticleId::from_stored),
        }
    }

    #[test]
    fn copies_are_one_source() {
        let wire = card("a", "Wire", None, None);
        let reprint = card("b", "Daily", Some("Wire"), None);
        let silent_copy = card("c", "Herald", None, Some("a"));
        let other = card("d", "Gazette", None, None);
        assert_eq!(independent_sources([]), 0);
        assert_eq!(independent_sources([&wire, &other]), 2);
        assert_eq!(independent_sources([&silent_copy, &other, &reprint, &wire]), 2);
    }
}
