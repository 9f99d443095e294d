//! A trained network: read from bytes, it turns the words of a sentence into tags, heads and relations.

use crate::network::answers::Answers;
use crate::network::features::{ROOT, Vocabulary};
use crate::network::heads::{Chart, choose_heads};
use crate::network::matrix::add_scaled;
use crate::network::noise::Noise;
use crate::network::pass::{Dropout, Pass, Setting};
use crate::network::plan::{Kind, Plan, Sizes};

use std::borrow::Cow;

/// First bytes of a network; the last two are the version of the format and of the features.
const MAGIC: &[u8; 8] = b"NEURAL\x00\x01";

/// Words of a sentence that are read together. A longer one is read in pieces, the later ones hanging from the first one's root,
/// so that time stays linear in its length and memory bounded.
const PIECE: usize = 200;

/// A tagger and parser. Feature vectors are used where they lie in the bytes.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    plan: Plan,
    weights: Vec<f32>,
    vocabulary: Vocabulary,
    scales: Vec<f32>,
    bytes: Cow<'static, [u8]>,
    /// Where the vectors begin: `width` signed bytes for each feature.
    vectors: usize,
    root_relation: usize,
}

/// Buffers that a caller keeps from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch {
    pass: Pass,
    chart: Chart,
    heads: Vec<usize>,
    lower: Vec<char>,
}

/// Bytes that are no network of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("reading a syntax network: not one of this version, or cut short; train it again")
    }
}

impl std::error::Error for Unreadable {}

/// Values of a network as training has them.
pub(crate) struct Parts<'a> {
    pub(crate) sizes: &'a Sizes,
    /// Number of the relation that only the root's dependent has.
    pub(crate) root_relation: usize,
    /// Of the features, in the order of their rows.
    pub(crate) hashes: &'a [u64],
    pub(crate) weights: &'a [f32],
    pub(crate) vectors: &'a [f32],
}

impl Parts<'_> {
    /// The bytes of a network: sizes, hashes, weights, then vectors as signed bytes, each with its scale.
    pub(crate) fn write(&self) -> Vec<u8> {
        let sizes = self.sizes;
        let mut out = MAGIC.to_vec();
        let numbers = [sizes.width, sizes.arc, sizes.label, self.root_relation, self.hashes.len()];
        for number in numbers.into_iter().chain(sizes.classes) {
            out.extend((number as u32).to_le_bytes());
        }
        for kinds in [&sizes.tagging, &sizes.parsing] {
            out.push(kinds.len() as u8);
            out.extend(kinds.iter().map(|&kind| kind as u8));
        }
        out.extend(self.hashes.iter().flat_map(|hash| hash.to_le_bytes()));
        out.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        let tops = self.vectors.chunks_exact(sizes.width).map(|row| row.iter().fold(1e-9f32, |top, v| top.max(v.abs())) / 127.0);
        out.extend(tops.clone().flat_map(f32::to_le_bytes));
        for (row, scale) in self.vectors.chunks_exact(sizes.width).zip(tops) {
            out.extend(row.iter().map(|v| (v / scale).round() as i8 as u8));
        }
        out
    }
}

/// Takes fields off the front of bytes.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Unreadable)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, Unreadable> {
        let bytes = self.take(4)?.try_into().map_err(|_| Unreadable)?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn kinds(&mut self) -> Result<Vec<Kind>, Unreadable> {
        let length = usize::from(self.take(1)?[0]);
        let kind = |&byte: &u8| match byte {
            0 => Ok(Kind::Convolution),
            1 => Ok(Kind::Recurrence),
            _ => Err(Unreadable),
        };
        self.take(length)?.iter().map(kind).collect()
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Unreadable> {
        let bytes = self.take(count.checked_mul(4).ok_or(Unreadable)?)?;
        Ok(bytes.as_chunks().0.iter().map(|&four| f32::from_le_bytes(four)).collect())
    }
}

impl Network {
    /// A network from the bytes that training wrote.
    ///
    /// # Errors
    /// When the bytes are no network of this version, or not whole.
    pub(crate) fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Network, Unreadable> {
        let bytes = bytes.into();
        let mut fields = Fields(&bytes);
        if fields.take(MAGIC.len())? != MAGIC {
            return Err(Unreadable);
        }
        let (width, arc, label) = (fields.number()?, fields.number()?, fields.number()?);
        let (root_relation, features) = (fields.number()?, fields.number()?);
        let classes = [fields.number()?, fields.number()?, fields.number()?];
        let (tagging, parsing) = (fields.kinds()?, fields.kinds()?);
        let sizes = Sizes { width, arc, label, tagging, parsing, classes };
        if !sizes.sound() || root_relation >= classes[2] {
            return Err(Unreadable);
        }
        let hashes = fields.take(features.checked_mul(8).ok_or(Unreadable)?)?.as_chunks().0;
        let vocabulary = Vocabulary::new(hashes.iter().map(|&hash| u64::from_le_bytes(hash)));
        let plan = Plan::new(sizes);
        let weights = fields.floats(plan.total)?;
        let scales = fields.floats(vocabulary.len())?;
        let vectors = bytes.len() - fields.0.len();
        if fields.0.len() != vocabulary.len() * width {
            return Err(Unreadable);
        }
        Ok(Network { plan, weights, vocabulary, scales, bytes, vectors, root_relation })
    }

    /// Reads one sentence. No words give no answers; each word gets a head, and exactly one the root.
    pub(crate) fn read(&self, forms: &[&str], scratch: &mut Scratch, answers: &mut Answers) {
        answers.clear();
        for (piece, forms) in forms.chunks(PIECE).enumerate() {
            self.read_piece(forms, piece * PIECE, scratch, answers);
        }
    }

    fn read_piece(&self, forms: &[&str], before: usize, scratch: &mut Scratch, answers: &mut Answers) {
        let Scratch { pass, chart, heads, lower } = scratch;
        let mut setting = Setting { plan: &self.plan, weights: &self.weights, dropout: Dropout::default(), noise: Noise::default() };
        pass.run(&mut setting, forms.len(), |rows| self.sum_vectors(forms, lower, rows));
        let [upos, xpos, relations] = self.plan.sizes.classes;
        for row in pass.tags.chunks_exact(self.plan.tags.cols).skip(1) {
            answers.upos.push(best(&row[..upos]));
            answers.xpos.push(best(&row[upos..upos + xpos]));
        }
        choose_heads(&pass.arcs, pass.span, chart, heads);
        pass.score_relations(&mut setting, heads);
        let root = answers.heads.iter().position(|&head| head == 0);
        for (row, &head) in pass.relations.chunks_exact_mut(self.plan.label.cols).zip(heads.iter()) {
            row[self.root_relation] = f32::MIN;
            let (head, relation) = match (head, root) {
                (0, None) => (0, self.root_relation as u8),
                (0, Some(root)) => (root + 1, best(&row[..relations])),
                _ => (before + head, best(&row[..relations])),
            };
            answers.heads.push(head);
            answers.relations.push(relation);
        }
    }

    fn sum_vectors(&self, forms: &[&str], lower: &mut Vec<char>, rows: &mut [f32]) {
        let mut rows = rows.chunks_exact_mut(self.plan.sizes.width);
        if let Some(root) = rows.next() {
            self.add_vector(ROOT, root);
        }
        for (row, form) in rows.zip(forms) {
            self.vocabulary.look_up(form, lower, |feature| self.add_vector(feature, row));
        }
    }

    fn add_vector(&self, feature: u32, row: &mut [f32]) {
        let feature = feature as usize;
        let vector = &self.bytes[self.vectors + feature * row.len()..][..row.len()];
        add_scaled(row, vector, self.scales[feature]);
    }
}

/// The first class with the highest score.
fn best(row: &[f32]) -> u8 {
    let mut top = 0;
    for (class, score) in row.iter().enumerate() {
        if *score > row[top] {
            top = class;
        }
    }
    top as u8
}
