//! The model file: a header and its sections, read where they lie.
//!
//! ```text
//! "SYNTAX" + two bytes of version + eight bytes of length of the notice + the notice (UTF-8)
//! for each section: eight bytes of length, then the bytes
//! ```
//! Integers are little-endian. A file of another version, or one cut short, is refused.

use std::borrow::Cow;
use std::ops::Range;

use crate::lemma::Lemmas;
use crate::network::Network;
use crate::segment::Cutter;
use crate::tags::{Rel, Upos, Xpos};
use crate::weights::Map;

/// First bytes of every model file; the last two are the version of the format and the features.
const MAGIC: &[u8; 8] = b"SYNTAX\x00\x02";

/// The sections, in file order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Tag sets by form.
    Lexicon,
    /// Runs of letters that fall apart.
    Contractions,
    /// Weights for ends of words.
    Gaps,
    /// Weights for ends of sentences.
    Ends,
    /// Lemma scripts by form and ending.
    LemmaScripts,
    /// The scripts.
    LemmaTable,
    /// What the network's class numbers mean: see [`Classes`].
    Classes,
    /// The network for tags and trees.
    Network,
}

/// Number of sections.
pub(crate) const SECTIONS: usize = 8;

/// The sections' bytes, as training fills them.
pub(crate) type Sections = [Vec<u8>; SECTIONS];

/// A model: its bytes, where the sections lie, and what has to be unpacked.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    bytes: Cow<'static, [u8]>,
    notice: Range<usize>,
    sections: [Range<usize>; SECTIONS],
    /// What the network's numbers mean.
    pub(crate) classes: Classes,
    /// Missing in a model that is still being trained.
    pub(crate) network: Option<Network>,
}

/// Tags and relations by the network's class numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Classes {
    /// Parts of speech.
    pub(crate) upos: Vec<Upos>,
    /// Penn tags.
    pub(crate) xpos: Vec<Xpos>,
    /// Relations.
    pub(crate) rel: Vec<Rel>,
}

impl Classes {
    /// Bytes of the section: three counts, then the numbers of the vocabularies' members.
    pub(crate) fn write(&self) -> Vec<u8> {
        let counts = [self.upos.len(), self.xpos.len(), self.rel.len()].map(|count| count as u8);
        let upos = self.upos.iter().map(|&tag| tag as u8);
        let xpos = self.xpos.iter().map(|&tag| tag as u8);
        counts.into_iter().chain(upos).chain(xpos).chain(self.rel.iter().map(|&rel| rel as u8)).collect()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (&[upos, xpos, rel], rest) = bytes.split_first_chunk()?;
        let (upos, rest) = rest.split_at_checked(usize::from(upos))?;
        let (xpos, rest) = rest.split_at_checked(usize::from(xpos))?;
        let (rel, _) = rest.split_at_checked(usize::from(rel))?;
        Some(Self {
            upos: upos.iter().map(|&number| Upos::from_number(number)).collect(),
            xpos: xpos.iter().map(|&number| Xpos::from_number(number)).collect(),
            rel: rel.iter().map(|&number| Rel::from_number(number)).collect(),
        })
    }
}

/// A model file that this version cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(
            "reading a syntax model: not a model file of this version, or cut short; train it again with `cargo run --release -p syntax --bin train`",
        )
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
            let length = bytes.get(at..at + 8).and_then(|length| <[u8; 8]>::try_from(length).ok()).ok_or(Unreadable)?;
            let start = at + 8;
            at = usize::try_from(u64::from_le_bytes(length)).ok().and_then(|length| start.checked_add(length)).ok_or(Unreadable)?;
            (at <= bytes.len()).then_some(start..at).ok_or(Unreadable)
        };
        let notice = next()?;
        let mut sections = [const { 0..0 }; SECTIONS];
        for section in &mut sections {
            *section = next()?;
        }
        let network = match &bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[sections[Section::Network as usize].clone()]),
            Cow::Owned(bytes) => Cow::Owned(bytes[sections[Section::Network as usize].clone()].to_vec()),
        };
        let network = if network.is_empty() { None } else { Some(Network::new(network).map_err(|_| Unreadable)?) };
        let classes = Classes::read(&bytes[sections[Section::Classes as usize].clone()]).unwrap_or_default();
        Ok(Self { bytes, notice, sections, classes, network })
    }

    /// The bytes of a model file.
    pub(crate) fn write(notice: &str, sections: &Sections) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for part in std::iter::once(notice.as_bytes()).chain(sections.iter().map(Vec::as_slice)) {
            out.extend((part.len() as u64).to_le_bytes());
            out.extend(part);
        }
        out
    }

    /// Treebanks, licences, how it was trained.
    pub(crate) fn notice(&self) -> &str {
        self.bytes.get(self.notice.clone()).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    fn section(&self, section: Section) -> &[u8] {
        self.bytes.get(self.sections[section as usize].clone()).unwrap_or_default()
    }

    /// The tables that cut text.
    pub(crate) fn cutter(&self) -> Cutter<'_> {
        let map = |section| Map::new(self.section(section));
        Cutter {
            gaps: map(Section::Gaps),
            ends: map(Section::Ends),
            contractions: map(Section::Contractions),
            lexicon: map(Section::Lexicon),
        }
    }

    /// The lemma scripts.
    pub(crate) fn lemmas(&self) -> Lemmas<'_> {
        Lemmas { scripts: Map::new(self.section(Section::LemmaScripts)), table: self.section(Section::LemmaTable) }
    }
}
