//! Products of small matrices and the few curves a network needs, written so that the compiler turns them into wide
//! instructions of whatever the processor has.
//!
//! Comes in: rows of `f32`. Goes out: sums added to rows of `f32`. A product is never fused (`a * b + c` rounds twice) and is
//! summed in one fixed order, so every processor gives the same bits.

use pulp::{Arch, NullaryFnOnce, Simd, WithSimd};

/// Columns of a panel: the unit in which weights are stored and multiplied.
pub(crate) const LANE: usize = 16;
/// Rows multiplied at once; four keep their sums in registers on every processor with eight or more wide ones.
const ROWS: usize = 4;

/// Rows regrouped for [`multiply`]: blocks of four rows, each block column by column.
#[derive(Default, Clone, Debug)]
pub(crate) struct Packed {
    blocks: Vec<[f32; ROWS]>,
    rows: usize,
    depth: usize,
}

impl Packed {
    /// Takes `rows` rows of `depth` values; row `r` begins at `r * step`, so overlapping windows are rows too.
    pub(crate) fn rows(&mut self, x: &[f32], rows: usize, depth: usize, step: usize) {
        self.reset(rows, depth);
        for (r, block) in (0..rows).step_by(ROWS).zip(self.blocks.chunks_exact_mut(depth)) {
            for i in 0..ROWS.min(rows - r) {
                let row = &x[(r + i) * step..][..depth];
                for (cell, &value) in block.iter_mut().zip(row) {
                    cell[i] = value;
                }
            }
        }
    }

    /// Takes the transpose of `depth` rows of `rows` values each.
    pub(crate) fn columns(&mut self, x: &[f32], rows: usize, depth: usize, step: usize) {
        self.reset(rows, depth);
        for (r, block) in (0..rows).step_by(ROWS).zip(self.blocks.chunks_exact_mut(depth)) {
            let some = ROWS.min(rows - r);
            for (t, cell) in block.iter_mut().enumerate() {
                cell[..some].copy_from_slice(&x[t * step + r..][..some]);
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    fn reset(&mut self, rows: usize, depth: usize) {
        (self.rows, self.depth) = (rows, depth);
        self.blocks.clear();
        self.blocks.resize(rows.div_ceil(ROWS) * depth, [0.0; ROWS]);
    }
}

/// Where the results of a product lie: the distance between rows and between panels of [`LANE`] columns.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) row: usize,
    pub(crate) panel: usize,
}

/// Adds `left × right` to `out`; `right` is panels of [`LANE`] columns, each `left.depth` lines deep.
pub(crate) fn multiply(left: &Packed, right: &[f32], out: &mut [f32], place: Place) {
    Arch::new().dispatch(Product { left, right, out, place });
}

struct Product<'a> {
    left: &'a Packed,
    right: &'a [f32],
    out: &'a mut [f32],
    place: Place,
}

impl WithSimd for Product<'_> {
    type Output = ();

    /// Left to itself the compiler cuts the sums into pairs, so the vectors are spelt out here.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Product { left, right, out, place } = self;
        let vectors = LANE / S::F32_LANES;
        for (p, panel) in right.chunks_exact(left.depth * LANE).enumerate() {
            let (panel, _) = S::as_simd_f32s(panel);
            for (b, block) in left.blocks.chunks_exact(left.depth).enumerate() {
                for v in 0..vectors {
                    let mut sums = [simd.splat_f32s(0.0); ROWS];
                    for (l, line) in block.iter().zip(panel.chunks_exact(vectors)) {
                        let line = line[v];
                        for (sum, &l) in sums.iter_mut().zip(l) {
                            *sum = simd.add_f32s(*sum, simd.mul_f32s(simd.splat_f32s(l), line));
                        }
                    }
                    for (r, &sum) in (b * ROWS..left.rows).zip(&sums) {
                        let at = r * place.row + p * place.panel + v * S::F32_LANES;
                        let (row, _) = S::as_mut_simd_f32s(&mut out[at..at + S::F32_LANES]);
                        row[0] = simd.add_f32s(row[0], sum);
                    }
                }
            }
        }
    }
}

/// Regroups `depth` rows of `cols` values into panels; columns are filled up with zeros to a whole panel.
pub(crate) fn panels(x: &[f32], depth: usize, cols: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(cols.div_ceil(LANE) * LANE * depth, 0.0);
    for (p, panel) in out.chunks_exact_mut(depth * LANE).enumerate() {
        let some = LANE.min(cols - p * LANE);
        for (line, row) in panel.chunks_exact_mut(LANE).zip(x.chunks_exact(cols)) {
            line[..some].copy_from_slice(&row[p * LANE..][..some]);
        }
    }
}

/// Regroups `rows` rows of `depth` values into the panels of their transpose (`depth` lines, `rows` columns).
pub(crate) fn panels_turned(x: &[f32], rows: usize, depth: usize, step: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(rows.div_ceil(LANE) * LANE * depth, 0.0);
    for (r, row) in x.chunks(step).take(rows).enumerate() {
        let panel = &mut out[r / LANE * LANE * depth..];
        for (line, &value) in panel.chunks_exact_mut(LANE).zip(&row[..depth]) {
            line[r % LANE] = value;
        }
    }
}

/// e to the power of `x`, to about seven digits, in plain operations that are the same everywhere.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0; // 1.5 × 2^23: adding it leaves the rounded integer in the low bits
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let whole = shifted - SHIFT;
    let r = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 0.166_666_65;
    let p = p * r + 0.5;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23));
    (p * r * r + r + 1.0) * power
}

/// The logistic curve.
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Adds signed bytes, times a scale.
pub(crate) fn add_scaled(sums: &mut [f32], bytes: &[u8], scale: f32) {
    struct Sum<'a>(&'a mut [f32], &'a [u8], f32);
    impl NullaryFnOnce for Sum<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            for (sum, &byte) in self.0.iter_mut().zip(self.1) {
                *sum += self.2 * f32::from(byte as i8);
            }
        }
    }
    Arch::new().dispatch(Sum(sums, bytes, scale));
}

/// Replaces each value by `x · sigmoid(x)`.
pub(crate) fn silu(x: &mut [f32]) {
    struct Curve<'a>(&'a mut [f32]);
    impl NullaryFnOnce for Curve<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            self.0.iter_mut().for_each(|x| *x *= sigmoid(*x));
        }
    }
    Arch::new().dispatch(Curve(x));
}

/// Multiplies each slope by that of [`silu`] at `x`, the value before the curve.
pub(crate) fn silu_slope(x: &[f32], slopes: &mut [f32]) {
    struct Slope<'a>(&'a [f32], &'a mut [f32]);
    impl NullaryFnOnce for Slope<'_> {
        type Output = ();
        #[inline(always)]
        fn call(self) {
            for (slope, &x) in self.1.iter_mut().zip(self.0) {
                let s = sigmoid(x);
                *slope *= s * (1.0 + x * (1.0 - s));
            }
        }
    }
    Arch::new().dispatch(Slope(x, slopes));
}

/// Turns scores into probabilities that sum to one; gives nothing back for an empty row.
pub(crate) fn softmax(x: &mut [f32]) {
    let top = x.iter().copied().fold(f32::MIN, f32::max);
    x.iter_mut().for_each(|x| *x = exp(*x - top));
    let sum: f32 = x.iter().sum();
    x.iter_mut().for_each(|x| *x /= sum);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::noise::Noise;

    fn noisy(len: usize) -> Vec<f32> {
        let mut noise = Noise(5);
        (0..len).map(|_| noise.even()).collect()
    }

    /// The plain product, term by term, one rounding each.
    fn by_hand(x: &[f32], y: &[f32], rows: usize, depth: usize, cols: usize) -> Vec<f32> {
        let cell = |r: usize, c: usize| (0..depth).fold(0.0, |sum, k| sum + x[r * depth + k] * y[k * cols + c]);
        (0..rows * cols).map(|at| cell(at / cols, at % cols)).collect()
    }

    #[test]
    fn every_processor_gives_the_same_bits() {
        let (rows, depth, cols) = (7, 50, 2 * LANE);
        let (x, y) = (noisy(rows * depth), noisy(depth * cols));
        let (mut left, mut right) = (Packed::default(), Vec::new());
        left.rows(&x, rows, depth, depth);
        panels(&y, depth, cols, &mut right);
        let place = Place { row: cols, panel: LANE };
        let (mut wide, mut narrow) = (vec![0.0; rows * cols], vec![0.0; rows * cols]);
        multiply(&left, &right, &mut wide, place);
        Product { left: &left, right: &right, out: &mut narrow, place }.with_simd(pulp::Scalar::new());
        assert_eq!(wide, by_hand(&x, &y, rows, depth, cols));
        assert_eq!(narrow, wide);
    }

    #[test]
    fn exp_is_close() {
        for step in -800..800 {
            let x = step as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "{x}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::NEG_INFINITY) < 1e-37 && exp(f32::INFINITY).is_finite());
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut row = [f32::MIN, 3.0, 1.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6 && row[1] > 0.88 && row[0] < 1e-30);
        softmax(&mut []);
    }
}
