//! The model file: a header and eleven sections, read where they lie.
//!
//! ```text
//! "SYNTAX" + two bytes of version + eight bytes of length of the notice + the notice (UTF-8)
//! for each section: eight bytes of length, then the bytes
//! ```
//! Integers are little-endian. A file of another version, or one cut short, is refused.

use std::borrow::Cow;
use std::ops::Range;

use crate::lemma::Lemmas;
use crate::segment::Cutter;
use crate::weights::{Map, Rows};

/// First bytes of every model file; the last two are the version of the format and the features.
const MAGIC: &[u8; 8] = b"SYNTAX\x00\x01";

/// The sections, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Lexicon,
    Contractions,
    Gaps,
    Ends,
    TagSlots,
    TagPairs,
    Classes,
    Arcs,
    RelSlots,
    RelPairs,
    LemmaScripts,
    LemmaTable,
}

/// Number of sections.
pub(crate) const SECTIONS: usize = 12;

/// A model: its bytes, and where the sections lie.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    bytes: Cow<'static, [u8]>,
    notice: Range<usize>,
    sections: [Range<usize>; SECTIONS],
}

/// A model file that this version cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("reading a syntax model: not a model file of this version, or cut short; train it again with `cargo run --release -p syntax --bin train`")
    }
}

impl std::error::Error for Unreadable {}

impl Model {
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Result<Self, Unreadable> {
        if !bytes.starts_with(MAGIC) {
            return Err(Unreadable);
        }
        let mut at = MAGIC.len();
        let mut next = || {
            let length = bytes
                .get(at..at + 8)
                .and_then(|length| <[u8; 8]>::try_from(length).ok())
                .ok_or(Unreadable)?;
            let start = at + 8;
            let end = usize::try_from(u64::from_le_bytes(length))
                .ok()
                .and_then(|length| start.checked_add(length))
                .ok_or(Unreadable)?;
            at = end;
            (end <= bytes.len()).then_some(start..end).ok_or(Unreadable)
        };
        let notice = next()?;
        let mut sections = [const { 0..0 }; SECTIONS];
        for section in &mut sections {
            *section = next()?;
        }
        Ok(Self {
            bytes,
            notice,
            sections,
        })
    }

    /// The bytes of a model file.
    pub(crate) fn write(notice: &str, sections: &[Vec<u8>; SECTIONS]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for part in std::iter::once(notice.as_bytes()).chain(sections.iter().map(Vec::as_slice)) {
            out.extend((part.len() as u64).to_le_bytes());
            out.extend(part);
        }
        out
    }

    pub(crate) fn notice(&self) -> &str {
        self.bytes
            .get(self.notice.clone())
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    fn section(&self, section: Section) -> &[u8] {
        self.bytes
            .get(self.sections[section as usize].clone())
            .unwrap_or_default()
    }

    pub(crate) fn lexicon(&self) -> Map<'_> {
        Map::new(self.section(Section::Lexicon))
    }

    pub(crate) fn cutter(&self) -> Cutter<'_> {
        let map = |section| Map::new(self.section(section));
        Cutter {
            gaps: map(Section::Gaps),
            ends: map(Section::Ends),
            contractions: map(Section::Contractions),
            lexicon: self.lexicon(),
        }
    }

    pub(crate) fn tags(&self) -> (Rows<'_>, &[[u8; 2]]) {
        let rows = Rows::new(
            self.section(Section::TagSlots),
            self.section(Section::TagPairs),
        );
        (rows, self.section(Section::Classes).as_chunks().0)
    }

    pub(crate) fn arcs(&self) -> Map<'_> {
        Map::new(self.section(Section::Arcs))
    }

    pub(crate) fn relations(&self) -> Rows<'_> {
        Rows::new(
            self.section(Section::RelSlots),
            self.section(Section::RelPairs),
        )
    }

    pub(crate) fn lemmas(&self) -> Lemmas<'_> {
        Lemmas {
            scripts: Map::new(self.section(Section::LemmaScripts)),
            table: self.section(Section::LemmaTable),
        }
    }
}
