//! What a network is made of: sizes come in, the place of every map in one flat list of weights goes out.

use crate::network::matrix::{LANE, Packed, Place, multiply, panels};
use crate::network::noise::Noise;
use crate::network::pass::HALF;
use std::ops::Range;

/// Sizes of a network. Widths are multiples of 16, `width` of 32 and at most 512.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// Values for each word in every layer.
    pub width: usize,
    /// Values by which heads are compared.
    pub arc: usize,
    /// Values from which relations are read.
    pub label: usize,
    /// Layers under the tags.
    pub tagging: Vec<Kind>,
    /// Layers between tags and heads.
    pub parsing: Vec<Kind>,
    /// Number of universal tags, treebank tags, relations.
    pub classes: [usize; 3],
}

impl Sizes {
    /// Whether a network can have these sizes.
    pub(crate) fn sound(&self) -> bool {
        let widths = [self.width, self.arc, self.label];
        let layers = self.tagging.len() + self.parsing.len();
        widths.iter().all(|w| (LANE..=2 * HALF).contains(w) && w % LANE == 0)
            && self.width.is_multiple_of(2 * LANE)
            && self.classes.iter().all(|count| (1..=256).contains(count))
            && layers <= 16
    }
}

/// What a layer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// Looks at a word and its two neighbours.
    Convolution,
    /// Reads the sentence in both directions.
    Recurrence,
}

/// One affine map: weights in panels, then as many biases as columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dense {
    at: usize,
    pub(crate) rows: usize,
    pub(crate) cols: usize,
}

/// Buffers for the regrouped sides of a product.
#[derive(Default, Clone, Debug)]
pub(crate) struct Sides {
    pub(crate) left: Packed,
    pub(crate) right: Vec<f32>,
}

impl Dense {
    pub(crate) fn weights(self) -> Range<usize> {
        self.at..self.at + self.rows * self.cols
    }

    pub(crate) fn bias(self) -> Range<usize> {
        let start = self.at + self.rows * self.cols;
        start..start + self.cols
    }

    /// `out` becomes `left × weights + bias`.
    pub(crate) fn apply(self, weights: &[f32], left: &Packed, out: &mut Vec<f32>) {
        out.clear();
        for _ in 0..left.len() {
            out.extend_from_slice(&weights[self.bias()]);
        }
        multiply(left, &weights[self.weights()], out, Place { row: self.cols, panel: LANE });
    }

    /// Adds the slopes of weights and biases, given the rows of the input (`step` apart) and the slopes of the output.
    pub(crate) fn learn(self, x: &[f32], step: usize, dy: &[f32], slopes: &mut [f32], sides: &mut Sides) {
        let rows = dy.len() / self.cols;
        sides.left.columns(x, self.rows, rows, step);
        panels(dy, rows, self.cols, &mut sides.right);
        let place = Place { row: LANE, panel: self.rows * LANE };
        multiply(&sides.left, &sides.right, &mut slopes[self.weights()], place);
        for row in dy.chunks_exact(self.cols) {
            add(&mut slopes[self.bias()], row);
        }
    }

    /// Adds to `dx` (rows `step` apart) what the slopes of the output say about the input; `turned` is from [`Plan::turn`].
    pub(crate) fn back(self, turned: &[f32], dy: &[f32], dx: &mut [f32], step: usize, sides: &mut Sides) {
        sides.left.rows(dy, dy.len() / self.cols, self.cols, self.cols);
        multiply(&sides.left, &turned[self.weights()], dx, Place { row: step, panel: LANE });
    }
}

pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (t, f) in to.iter_mut().zip(from) {
        *t += f;
    }
}

/// A layer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layer {
    pub(crate) kind: Kind,
    pub(crate) dense: Dense,
    /// In the bias: how much the last state opens the forget and reset gates. Empty for a convolution.
    pub(crate) carry: Dense,
}

/// Distances between word and head that the arc score tells apart.
pub(crate) const DISTANCES: usize = 32;

/// The class of a distance: near ones one by one, far ones together, left and right apart, the root by itself.
pub(crate) fn distance(word: usize, head: usize) -> usize {
    let class = match word.abs_diff(head) {
        near @ 0..=6 => near,
        7..=8 => 7,
        9..=11 => 8,
        12..=15 => 9,
        16..=21 => 10,
        22..=30 => 11,
        31..=50 => 12,
        _ => 13,
    };
    match head {
        0 => DISTANCES - 1,
        _ if head < word => class,
        _ => class + 15,
    }
}

/// Where each map lies in the flat list of weights.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) sizes: Sizes,
    pub(crate) layers: Vec<Layer>,
    /// Number of layers under the tags.
    pub(crate) under: usize,
    /// Word → scores of both tag sets.
    pub(crate) tags: Dense,
    /// Tag probabilities → word.
    pub(crate) echo: Dense,
    /// Word → itself as dependent and as head, for arcs and for relations.
    pub(crate) ends: Dense,
    /// Dependent → the direction of its head, and scores of distances.
    pub(crate) arc: Dense,
    /// Dependent and head together → scores of relations.
    pub(crate) label: Dense,
    /// Length of the flat list.
    pub(crate) total: usize,
}

impl Plan {
    pub(crate) fn new(sizes: Sizes) -> Plan {
        let mut total = 0;
        let mut dense = |rows: usize, cols: usize| {
            let cols = cols.next_multiple_of(LANE);
            let made = Dense { at: total, rows, cols };
            total += (rows + 1) * cols;
            made
        };
        let width = sizes.width;
        let [upos, xpos, relations] = sizes.classes;
        let kinds = sizes.tagging.iter().chain(&sizes.parsing);
        let layers = kinds
            .map(|&kind| match kind {
                Kind::Convolution => Layer { kind, dense: dense(3 * width, width), carry: dense(0, 0) },
                Kind::Recurrence => Layer { kind, dense: dense(width, 3 * width), carry: dense(0, 2 * width) },
            })
            .collect();
        let tags = dense(width, upos + xpos);
        let echo = dense(tags.cols, width);
        let ends = dense(width, 2 * sizes.arc + 2 * sizes.label);
        let arc = dense(sizes.arc, sizes.arc + DISTANCES);
        let label = dense(sizes.label, relations);
        Plan { under: sizes.tagging.len(), sizes, layers, tags, echo, ends, arc, label, total }
    }

    fn all(&self) -> impl Iterator<Item = Dense> {
        let heads = [self.tags, self.echo, self.ends, self.arc, self.label];
        self.layers.iter().map(|layer| layer.dense).chain(heads)
    }

    /// First weights: even noise, as wide as the count of inputs and outputs asks for (Glorot and Bengio 2010).
    pub(crate) fn start(&self, noise: &mut Noise) -> Vec<f32> {
        let mut weights = vec![0.0; self.total];
        for dense in self.all() {
            let reach = (6.0 / (dense.rows + dense.cols) as f32).sqrt();
            weights[dense.weights()].iter_mut().for_each(|w| *w = reach * noise.even());
        }
        for layer in &self.layers {
            weights[layer.carry.bias()].iter_mut().for_each(|w| *w = 0.3 * noise.even());
        }
        weights
    }

    /// The weights with every matrix transposed, for the way back.
    pub(crate) fn turn(&self, weights: &[f32], turned: &mut Vec<f32>) {
        turned.resize(weights.len(), 0.0);
        for dense in self.all() {
            let (from, to) = (&weights[dense.weights()], &mut turned[dense.weights()]);
            for (p, panel) in from.chunks_exact(dense.rows * LANE).enumerate() {
                for (k, line) in panel.chunks_exact(LANE).enumerate() {
                    let start = k / LANE * dense.cols * LANE + p * LANE * LANE + k % LANE;
                    for (c, &value) in line.iter().enumerate() {
                        to[start + c * LANE] = value;
                    }
                }
            }
        }
    }
}
