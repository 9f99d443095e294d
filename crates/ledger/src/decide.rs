//! A person decides about an entry: a new entry takes its place; the old one stays, and so does who decided and why.

use model::{Act, Entry, EntryState, Move, Span, SpeechKind, Stance, StatementBasis, Timestamp, When};
use rusqlite::{OptionalExtension, TransactionBehavior};

use crate::{Ledger, LedgerError, rows};

/// What a person decides about an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// It is right as it stands.
    Confirm,
    /// It is right with these changes.
    Correct(Box<Correction>),
    /// It is wrong; it no longer counts.
    Withdraw,
}

/// What a correction changes; `None` leaves a field as it is, `Some(None)` empties it. Words must stand in the article: a cue, point or condition in
/// the sentence of the entry (pieces of a point apart by " … ").
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// Whose position.
    pub holder: Option<String>,
    /// Who voiced it.
    pub speaker: Option<Option<String>>,
    /// The stance.
    pub stance: Option<Stance>,
    /// What is done.
    pub act: Option<Act>,
    /// A movement that the text asserts.
    pub moved: Option<Option<Move>>,
    /// The issue.
    pub issue: Option<Option<String>>,
    /// The option on its ladder.
    pub option: Option<Option<String>>,
    /// Quoted, reported, narrated.
    pub kind: Option<SpeechKind>,
    /// On whose authority.
    pub basis: Option<StatementBasis>,
    /// When it was held or said.
    pub when: Option<When>,
    /// The words of the position: a byte range of the article's text. The sentence grows to hold it.
    pub span: Option<Span>,
    /// The words that carry the position.
    pub cue: Option<String>,
    /// What it is about.
    pub point: Option<Option<String>>,
    /// The condition attached.
    pub condition: Option<Option<String>>,
}

impl Ledger {
    /// Records a decision as a new entry in place of entry `number` and yields it. A corrected entry is certain (1.0): a person wrote it.
    ///
    /// # Errors
    /// [`LedgerError::NoSuchEntry`]; [`LedgerError::Superseded`] when somebody was faster; [`LedgerError::NotVerbatim`]; [`LedgerError::Busy`];
    /// [`LedgerError::Full`].
    pub fn decide(&mut self, number: i64, decision: Decision, who: &str, why: Option<&str>, at: Timestamp) -> Result<Entry, LedgerError> {
        self.supersede(number, who, why, at, |ledger, old| match decision {
            Decision::Confirm => Ok(Entry { state: EntryState::Confirmed, ..old }),
            Decision::Withdraw => Ok(Entry { state: EntryState::Withdrawn, ..old }),
            Decision::Correct(correction) => ledger.corrected(old, *correction),
        })
    }

    /// Takes the decision that entry `number` records back: a new entry with the content and state of the one before it.
    ///
    /// # Errors
    /// [`LedgerError::NothingToUndo`] for an entry as read, and as [`Ledger::decide`].
    pub fn undo(&mut self, number: i64, who: &str, why: Option<&str>, at: Timestamp) -> Result<Entry, LedgerError> {
        self.supersede(number, who, why, at, |ledger, decided| {
            let before = decided.supersedes.ok_or(LedgerError::NothingToUndo { number })?;
            ledger.entry(before)
        })
    }

    fn supersede(
        &mut self,
        number: i64,
        who: &str,
        why: Option<&str>,
        at: Timestamp,
        change: impl FnOnce(&Ledger, Entry) -> Result<Entry, LedgerError>,
    ) -> Result<Entry, LedgerError> {
        let doing = format!("deciding on entry {number}");
        let tx =
            rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(|e| self.failed(&doing, e))?;
        let old = self.entry(number)?;
        const NEXT: &str = "SELECT number FROM entries WHERE supersedes = ?1";
        let by: Option<i64> = tx.query_row(NEXT, [number], |row| row.get(0)).optional().map_err(|e| self.failed(&doing, e))?;
        if let Some(by) = by {
            return Err(LedgerError::Superseded { number, by });
        }
        let new = change(self, old)?;
        let write = || -> rusqlite::Result<i64> {
            const CHAIN: &str = "SELECT root, words, article, (SELECT max(number) FROM entries) + 1 FROM entries WHERE number = ?1";
            let (root, words, article, next) =
                tx.query_row(CHAIN, [number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            let new = Entry {
                number: next,
                supersedes: Some(number),
                recorded: at,
                decided_by: Some(who.to_string()),
                reason: why.map(str::to_string),
                ..new
            };
            rows::insert_entry(&tx, &new, root, words, article)?;
            Ok(next)
        };
        let next = write().map_err(|e| self.failed(&doing, e))?;
        let entry = self.entry(next)?;
        tx.commit().map_err(|e| self.failed(&doing, e))?;
        Ok(entry)
    }

    fn corrected(&self, old: Entry, c: Correction) -> Result<Entry, LedgerError> {
        let mut new = Entry {
            state: EntryState::Corrected,
            certainty: 1.0,
            holder: c.holder.unwrap_or(old.holder),
            speaker: c.speaker.unwrap_or(old.speaker),
            stance: c.stance.unwrap_or(old.stance),
            act: c.act.unwrap_or(old.act),
            moved: c.moved.unwrap_or(old.moved),
            issue: c.issue.unwrap_or(old.issue),
            option: c.option.unwrap_or(old.option),
            kind: c.kind.unwrap_or(old.kind),
            basis: c.basis.unwrap_or(old.basis),
            when: c.when.unwrap_or(old.when),
            ..old
        };
        if let Some(span) = c.span {
            self.respan(&mut new, span)?;
        }
        let verbatim = |field: &'static str, words: &str| {
            let stands = !words.is_empty() && words.split(" … ").all(|piece| new.context.contains(piece));
            if stands { Ok(()) } else { Err(LedgerError::NotVerbatim { number: new.number, field, words: words.to_string() }) }
        };
        for (field, words) in [("cue", &c.cue), ("point", &c.point.clone().flatten()), ("condition", &c.condition.clone().flatten())] {
            words.as_deref().map_or(Ok(()), |w| verbatim(field, w))?;
        }
        new.cue = c.cue.unwrap_or(new.cue);
        new.point = c.point.unwrap_or(new.point);
        new.condition = c.condition.unwrap_or(new.condition);
        Ok(new)
    }

    fn respan(&self, new: &mut Entry, span: Span) -> Result<(), LedgerError> {
        let missing = || LedgerError::NotVerbatim { number: new.number, field: "span", words: format!("{}..{}", span.start, span.end) };
        let stored = self.article(&new.article.id)?.ok_or_else(missing)?;
        let sentence = new.sentence.cover(span);
        let (quotation, context) = (stored.article.words(span), stored.article.words(sentence));
        if quotation.is_empty() || context.is_empty() {
            return Err(missing());
        }
        (new.quotation, new.context) = (quotation.to_string(), context.to_string());
        (new.span, new.sentence) = (span, sentence);
        Ok(())
    }
}
