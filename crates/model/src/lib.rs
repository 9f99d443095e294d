//! The vocabulary that every stage speaks in.
//!
//! Bytes become an [`Article`]; it is read; a [`Reading`] is recorded as [`Entry`] values; entries are analysed; findings are presented.
//! This crate holds those values and nothing else: no files, no clock, no database, no decisions. Everything unknown is `None`, never a guess,
//! and every span is a half-open **byte** range of the article's frozen text.

mod article;
mod entry;
mod reading;
mod span;
mod when;

pub use article::{Article, ArticleId, Block, BlockKind, Note, Origin, PublishedBasis, content_hash};
pub use entry::{ArticleCard, Entry, EntryState, EventEntry, independent_sources};
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use reading::{
    Act, Attribution, Event, EventStatus, Mention, MentionKind, Move, Point, Reading, SpeechKind, Stance, Statement, StatementBasis, Timex,
    TimexKind,
};
pub use span::Span;
pub use when::{When, WhenBasis};
