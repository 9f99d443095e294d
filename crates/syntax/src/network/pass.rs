//! One sentence on its way through the network: sums of feature vectors come in, probabilities of tags and scores of heads and
//! relations go out.
//!
//! A convolution over three words and gated recurrences in both directions put each word into context. Tags are read off in the
//! middle and their probabilities fed back. Heads are scored by a bilinear form (Dozat and Manning 2017) with a term for the
//! distance; relations are read from the word and its head. Row 0 is the root, row `n` the sentence's word `n`.

use crate::network::matrix::{LANE, Place, multiply, panels_turned, sigmoid, silu, softmax};
use crate::network::noise::Noise;
use crate::network::plan::{DISTANCES, Kind, Layer, Plan, Sides, add, distance};
use pulp::{Arch, NullaryFnOnce};

/// Shares of values blanked while learning; none while reading.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Dropout {
    /// Of the summed feature vectors.
    pub(crate) input: f32,
    /// Before each layer.
    pub(crate) layer: f32,
    /// Before heads and relations are scored.
    pub(crate) ends: f32,
}

/// What a pass needs to know beside the sentence.
pub(crate) struct Setting<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) weights: &'a [f32],
    pub(crate) dropout: Dropout,
    pub(crate) noise: Noise,
}

/// What one layer saw and made. Rows of `x` and `state` have a row of zeros before and after them.
#[derive(Default, Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) x: Vec<f32>,
    pub(crate) mask: Vec<f32>,
    dropped: Vec<f32>,
    pub(crate) inner: Vec<f32>,
    pub(crate) state: Vec<f32>,
}

impl Trace {
    /// Blanks a share of `x`.
    fn blank(&mut self, width: usize, rate: f32, noise: &mut Noise) {
        noise.mask(rate, self.x.len() - 2 * width, &mut self.mask);
        if !self.mask.is_empty() {
            self.dropped.clone_from(&self.x);
            scale(&mut self.dropped[width..], &self.mask);
        }
    }

    /// What the layer's map was given.
    pub(crate) fn input(&self) -> &[f32] {
        if self.mask.is_empty() { &self.x } else { &self.dropped }
    }
}

/// Every value of one sentence; kept between sentences so that nothing is allocated anew.
#[derive(Default, Clone, Debug)]
pub(crate) struct Pass {
    /// Words and the root.
    pub(crate) rows: usize,
    pub(crate) input_mask: Vec<f32>,
    /// A trace for each layer, and one more for what the last layer made.
    pub(crate) traces: Vec<Trace>,
    /// The words as tags were read from them.
    pub(crate) tagged: Trace,
    /// Probabilities: universal tags, treebank tags, zeros up to a whole panel.
    pub(crate) tags: Vec<f32>,
    /// Each row as dependent and as head of an arc, as dependent and as head of a relation.
    pub(crate) ends: Vec<f32>,
    pub(crate) ends_mask: Vec<f32>,
    /// The arc part of `ends` after its curve.
    pub(crate) curved: Vec<f32>,
    /// Each row's direction of its head and scores of distances.
    pub(crate) aims: Vec<f32>,
    /// Scores of heads: a row of `span` for each word, the root first.
    pub(crate) arcs: Vec<f32>,
    pub(crate) span: usize,
    pub(crate) pairs: Vec<f32>,
    pub(crate) pairs_curved: Vec<f32>,
    pub(crate) pairs_mask: Vec<f32>,
    /// Scores of relations: a row for each word.
    pub(crate) relations: Vec<f32>,
    pub(crate) sides: Sides,
}

impl Pass {
    /// Runs up to the scores of heads. `fill` gets a row of zeros for the root and each of `words` words, to add feature vectors to.
    pub(crate) fn run(&mut self, setting: &mut Setting, words: usize, fill: impl FnOnce(&mut [f32])) {
        let plan = setting.plan;
        let (width, layers) = (plan.sizes.width, plan.layers.len());
        self.rows = words + 1;
        self.traces.resize(layers + 1, Trace::default());
        let x = &mut self.traces[0].x;
        x.clear();
        x.resize((self.rows + 2) * width, 0.0);
        let inside = &mut x[width..][..self.rows * width];
        fill(inside);
        setting.noise.mask(setting.dropout.input, inside.len(), &mut self.input_mask);
        scale(inside, &self.input_mask);
        for at in 0..=layers {
            if at == plan.under {
                self.read_tags(setting);
            }
            if let Some(layer) = plan.layers.get(at) {
                let (before, after) = self.traces.split_at_mut(at + 1);
                forward(layer, setting, self.rows, &mut before[at], &mut after[0].x, &mut self.sides);
            }
        }
        self.score_heads(setting);
    }

    fn read_tags(&mut self, setting: &mut Setting) {
        let plan = setting.plan;
        let (rows, width, cols) = (self.rows, plan.sizes.width, plan.tags.cols);
        let x = &mut self.traces[plan.under].x;
        self.tagged.x.clone_from(x);
        self.tagged.blank(width, setting.dropout.layer, &mut setting.noise);
        self.sides.left.rows(&self.tagged.input()[width..], rows, width, width);
        plan.tags.apply(setting.weights, &self.sides.left, &mut self.tags);
        let [upos, xpos, _] = plan.sizes.classes;
        for row in self.tags.chunks_exact_mut(cols) {
            let (first, rest) = row.split_at_mut(upos);
            softmax(first);
            softmax(&mut rest[..xpos]);
            rest[xpos..].fill(0.0);
        }
        self.sides.left.rows(&self.tags, rows, cols, cols);
        plan.echo.apply(setting.weights, &self.sides.left, &mut self.tagged.inner);
        add(&mut x[width..], &self.tagged.inner);
    }

    fn score_heads(&mut self, setting: &mut Setting) {
        let plan = setting.plan;
        let (rows, width, arc, cols) = (self.rows, plan.sizes.width, plan.sizes.arc, plan.ends.cols);
        let last = &mut self.traces[plan.layers.len()];
        last.blank(width, setting.dropout.layer, &mut setting.noise);
        self.sides.left.rows(&last.input()[width..], rows, width, width);
        plan.ends.apply(setting.weights, &self.sides.left, &mut self.ends);
        self.curved.clear();
        for row in self.ends.chunks_exact(cols) {
            self.curved.extend_from_slice(&row[..2 * arc]);
        }
        silu(&mut self.curved);
        setting.noise.mask(setting.dropout.ends, self.curved.len(), &mut self.ends_mask);
        scale(&mut self.curved, &self.ends_mask);
        self.sides.left.rows(&self.curved, rows, arc, 2 * arc);
        plan.arc.apply(setting.weights, &self.sides.left, &mut self.aims);

        self.span = rows.next_multiple_of(LANE);
        self.arcs.clear();
        self.arcs.resize((rows - 1) * self.span, 0.0);
        self.sides.left.rows(&self.aims[plan.arc.cols..], rows - 1, arc, plan.arc.cols);
        panels_turned(&self.curved[arc..], rows, arc, 2 * arc, &mut self.sides.right);
        multiply(&self.sides.left, &self.sides.right, &mut self.arcs, Place { row: self.span, panel: LANE });
        let aims = self.aims.chunks_exact(plan.arc.cols).skip(1);
        for ((word, row), aim) in (1..).zip(self.arcs.chunks_exact_mut(self.span)).zip(aims) {
            let far = &aim[arc..][..DISTANCES];
            for (head, score) in row[..rows].iter_mut().enumerate() {
                *score += far[distance(word, head)];
            }
            row[word] = f32::MIN; // No word is its own head.
        }
    }

    /// Scores relations, given a head for each word.
    pub(crate) fn score_relations(&mut self, setting: &mut Setting, heads: &[usize]) {
        let plan = setting.plan;
        let (label, cols, first) = (plan.sizes.label, plan.ends.cols, 2 * plan.sizes.arc);
        self.pairs.clear();
        for (word, &head) in (1..).zip(heads) {
            let dependent = &self.ends[word * cols + first..][..label];
            let governor = &self.ends[head * cols + first + label..][..label];
            self.pairs.extend(dependent.iter().zip(governor).map(|(d, g)| d + g));
        }
        self.pairs_curved.clone_from(&self.pairs);
        silu(&mut self.pairs_curved);
        setting.noise.mask(setting.dropout.ends, self.pairs.len(), &mut self.pairs_mask);
        scale(&mut self.pairs_curved, &self.pairs_mask);
        self.sides.left.rows(&self.pairs_curved, heads.len(), label, label);
        plan.label.apply(setting.weights, &self.sides.left, &mut self.relations);
    }
}

/// Multiplies by a mask; an empty one changes nothing.
pub(crate) fn scale(x: &mut [f32], mask: &[f32]) {
    for (x, m) in x.iter_mut().zip(mask) {
        *x *= m;
    }
}

/// One layer: `out` becomes what it makes of `trace.x`.
fn forward(layer: &Layer, setting: &mut Setting, rows: usize, trace: &mut Trace, out: &mut Vec<f32>, sides: &mut Sides) {
    let width = setting.plan.sizes.width;
    trace.blank(width, setting.dropout.layer, &mut setting.noise);
    out.clone_from(&trace.x);
    match layer.kind {
        Kind::Convolution => {
            sides.left.rows(trace.input(), rows, 3 * width, width);
            layer.dense.apply(setting.weights, &sides.left, &mut trace.inner);
            trace.state.clone_from(&trace.inner);
            silu(&mut trace.state);
            add(&mut out[width..], &trace.state);
        }
        Kind::Recurrence => {
            sides.left.rows(&trace.input()[width..], rows, width, width);
            layer.dense.apply(setting.weights, &sides.left, &mut trace.inner);
            trace.state.resize((rows + 2) * width, 0.0);
            trace.state[..width].fill(0.0);
            trace.state[(rows + 1) * width..].fill(0.0);
            let carry = &setting.weights[layer.carry.bias()];
            for side in 0..2 {
                Arch::new().dispatch(Recur { side, rows, width, trace, carry, out });
            }
        }
    }
}

/// The order in which a side reads the rows: forwards for 0, backwards for 1. Yields padded row numbers, this and the last.
#[inline(always)]
pub(crate) fn order(side: usize, rows: usize, step: usize) -> (usize, usize) {
    if side == 0 { (step + 1, step) } else { (rows - step, rows - step + 1) }
}

/// Widest half of a layer: the state of one direction.
pub(crate) const HALF: usize = 256;

/// The simple recurrent unit (Lei et al. 2018) in one direction: all products come before, only gates are computed word by word.
/// Leaves the opened gates in `trace.inner`.
struct Recur<'a> {
    side: usize,
    rows: usize,
    width: usize,
    trace: &'a mut Trace,
    carry: &'a [f32],
    out: &'a mut [f32],
}

impl NullaryFnOnce for Recur<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Recur { side, rows, width, trace, carry, out } = self;
        let half = width / 2;
        let at = side * half;
        let (carry_forget, carry_reset) = (&carry[2 * at..][..half], &carry[2 * at + half..][..half]);
        let mut last = [0.0f32; HALF];
        let last = &mut last[..half];
        for step in 0..rows {
            let (now, _) = order(side, rows, step);
            let gates = &mut trace.inner[(now - 1) * 3 * width + side * 3 * half..][..3 * half];
            let (fresh, gates) = gates.split_at_mut(half);
            let (forget, reset) = gates.split_at_mut(half);
            let reset = &mut reset[..half]; // Lengths that are plainly equal let the compiler drop its checks.
            let state = &mut trace.state[now * width + at..][..half];
            let y = &mut out[now * width + at..][..half];
            for c in 0..half {
                let f = sigmoid(forget[c] + carry_forget[c] * last[c]);
                let r = sigmoid(reset[c] + carry_reset[c] * last[c]);
                let s = f * last[c] + (1.0 - f) * fresh[c];
                (forget[c], reset[c], state[c], last[c]) = (f, r, s, s);
                y[c] = r * s + (1.0 - r) * y[c];
            }
        }
    }
}
