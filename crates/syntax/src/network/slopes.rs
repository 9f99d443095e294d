//! The way back: the right answers for a sentence come in, slopes of the loss go out, for the weights and for the sums of feature
//! vectors. Follows `pass` from its end to its beginning.

use crate::network::answers::Answers;
use crate::network::matrix::{LANE, Place, multiply, panels, silu_slope, softmax};
use crate::network::pass::{HALF, Pass, Trace, order, scale};
use crate::network::plan::{Kind, Layer, Plan, Sides, add, distance};
use pulp::{Arch, NullaryFnOnce};

/// Where slopes are gathered, and what is needed to compute them.
pub(crate) struct Lesson<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) weights: &'a [f32],
    /// From [`Plan::turn`].
    pub(crate) turned: &'a [f32],
    /// A slope for each weight, to be added to.
    pub(crate) slopes: &'a mut [f32],
}

/// Slopes of the values between two layers, padded like them; `dropped` gathers what came through a mask.
struct Between {
    direct: Vec<f32>,
    dropped: Vec<f32>,
}

impl Between {
    /// Adds the masked part to the direct one and clears it.
    fn join(&mut self, mask: &[f32], width: usize, rows: usize) {
        let inside = width..(rows + 1) * width;
        scale(&mut self.dropped[inside.clone()], mask);
        add(&mut self.direct[inside.clone()], &self.dropped[inside]);
        self.dropped.fill(0.0);
    }
}

/// Turns the scores of the last `run` and `score_relations` (with the right heads) into slopes. Yields the loss and the slopes of
/// the summed feature vectors, a row for the root and each word. The pass must be run anew afterwards.
pub(crate) fn learn(pass: &mut Pass, lesson: &mut Lesson, right: &Answers) -> (f32, Vec<f32>) {
    let (plan, rows, width) = (lesson.plan, pass.rows, lesson.plan.sizes.width);
    let mut ends = vec![0.0; rows * plan.ends.cols];
    let mut loss = learn_relations(pass, lesson, right, &mut ends);
    loss += learn_heads(pass, lesson, right, &mut ends);
    let mut between = Between { direct: vec![0.0; (rows + 2) * width], dropped: vec![0.0; (rows + 2) * width] };
    let last = &pass.traces[plan.layers.len()];
    plan.ends.learn(&last.input()[width..], width, &ends, lesson.slopes, &mut pass.sides);
    plan.ends.back(lesson.turned, &ends, &mut between.dropped[width..], width, &mut pass.sides);
    between.join(&last.mask, width, rows);
    for at in (0..=plan.layers.len()).rev() {
        if let Some(layer) = plan.layers.get(at) {
            learn_layer(layer, lesson, rows, &mut pass.traces[at], &mut between, &mut pass.sides);
        }
        if at == plan.under {
            loss += learn_tags(pass, lesson, right, &mut between);
        }
    }
    let mut first = between.direct;
    first.drain(..width);
    first.truncate(rows * width);
    scale(&mut first, &pass.input_mask);
    (loss, first)
}

/// Softmax, then the slope of the loss in place: probability less one for the right answer. Yields the loss.
fn blame(row: &mut [f32], answer: usize) -> f32 {
    softmax(row);
    let loss = -row[answer].max(1e-9).ln();
    row[answer] -= 1.0;
    loss
}

fn learn_relations(pass: &mut Pass, lesson: &mut Lesson, right: &Answers, ends: &mut [f32]) -> f32 {
    let plan = lesson.plan;
    let (arc, label, cols) = (plan.sizes.arc, plan.sizes.label, plan.ends.cols);
    let mut loss = 0.0;
    for (row, &answer) in pass.relations.chunks_exact_mut(plan.label.cols).zip(&right.relations) {
        let (asked, filling) = row.split_at_mut(plan.sizes.classes[2]);
        loss += blame(asked, usize::from(answer));
        filling.fill(0.0);
    }
    plan.label.learn(&pass.pairs_curved, label, &pass.relations, lesson.slopes, &mut pass.sides);
    let mut pairs = vec![0.0; pass.pairs.len()];
    plan.label.back(lesson.turned, &pass.relations, &mut pairs, label, &mut pass.sides);
    scale(&mut pairs, &pass.pairs_mask);
    silu_slope(&pass.pairs, &mut pairs);
    for ((word, row), &head) in (1..).zip(pairs.chunks_exact(label)).zip(&right.heads) {
        add(&mut ends[word * cols + 2 * arc..][..label], row);
        add(&mut ends[head * cols + 2 * arc + label..][..label], row);
    }
    loss
}

fn learn_heads(pass: &mut Pass, lesson: &mut Lesson, right: &Answers, ends: &mut [f32]) -> f32 {
    let plan = lesson.plan;
    let (rows, arc, cols, aim) = (pass.rows, plan.sizes.arc, plan.ends.cols, plan.arc.cols);
    let mut loss = 0.0;
    let mut aims = vec![0.0; rows * aim];
    for ((word, row), &answer) in (1..).zip(pass.arcs.chunks_exact_mut(pass.span)).zip(&right.heads) {
        loss += blame(&mut row[..rows], answer);
        for (head, slope) in row[..rows].iter().enumerate() {
            aims[word * aim + arc + distance(word, head)] += slope;
        }
    }
    let Sides { left, right: panel } = &mut pass.sides;
    let heads: Vec<f32> = pass.curved.chunks_exact(2 * arc).flat_map(|row| &row[arc..]).copied().collect();
    left.rows(&pass.arcs, rows - 1, rows, pass.span);
    panels(&heads, rows, arc, panel);
    multiply(left, panel, &mut aims[aim..], Place { row: aim, panel: LANE });
    let directions: Vec<f32> = pass.aims.chunks_exact(aim).skip(1).flat_map(|row| &row[..arc]).copied().collect();
    let mut curved = vec![0.0; rows * 2 * arc];
    left.columns(&pass.arcs, rows, rows - 1, pass.span);
    panels(&directions, rows - 1, arc, panel);
    multiply(left, panel, &mut curved[arc..], Place { row: 2 * arc, panel: LANE });
    plan.arc.learn(&pass.curved, 2 * arc, &aims, lesson.slopes, &mut pass.sides);
    plan.arc.back(lesson.turned, &aims, &mut curved, 2 * arc, &mut pass.sides);
    scale(&mut curved, &pass.ends_mask);
    let each = ends.chunks_exact_mut(cols).zip(curved.chunks_exact(2 * arc)).zip(pass.ends.chunks_exact(cols));
    for ((row, slope), before) in each {
        row[..2 * arc].copy_from_slice(slope);
        silu_slope(&before[..2 * arc], &mut row[..2 * arc]);
    }
    loss
}

fn learn_tags(pass: &mut Pass, lesson: &mut Lesson, right: &Answers, between: &mut Between) -> f32 {
    let plan = lesson.plan;
    let (width, rows, cols) = (plan.sizes.width, pass.rows, plan.tags.cols);
    let [upos, xpos, _] = plan.sizes.classes;
    let inner = &between.direct[width..(rows + 1) * width];
    plan.echo.learn(&pass.tags, cols, inner, lesson.slopes, &mut pass.sides);
    let mut slopes = vec![0.0; rows * cols];
    plan.echo.back(lesson.turned, inner, &mut slopes, cols, &mut pass.sides);
    let mut loss = 0.0;
    for (row, (d, p)) in slopes.chunks_exact_mut(cols).zip(pass.tags.chunks_exact(cols)).enumerate() {
        for (range, answers) in [(0..upos, &right.upos), (upos..upos + xpos, &right.xpos)] {
            let (d, p) = (&mut d[range.clone()], &p[range]);
            let mean: f32 = d.iter().zip(p).map(|(d, p)| d * p).sum();
            d.iter_mut().zip(p).for_each(|(d, p)| *d = p * (*d - mean));
            // The root has no tag.
            if let Some(answer) = row.checked_sub(1).map(|word| usize::from(answers[word])) {
                add(d, p);
                d[answer] -= 1.0;
                loss -= p[answer].max(1e-9).ln();
            }
        }
        d[upos + xpos..].fill(0.0);
    }
    plan.tags.learn(&pass.tagged.input()[width..], width, &slopes, lesson.slopes, &mut pass.sides);
    plan.tags.back(lesson.turned, &slopes, &mut between.dropped[width..], width, &mut pass.sides);
    between.join(&pass.tagged.mask, width, rows);
    loss
}

fn learn_layer(layer: &Layer, lesson: &mut Lesson, rows: usize, trace: &mut Trace, between: &mut Between, sides: &mut Sides) {
    let width = lesson.plan.sizes.width;
    match layer.kind {
        Kind::Convolution => {
            let mut inner = between.direct[width..(rows + 1) * width].to_vec();
            silu_slope(&trace.inner, &mut inner);
            layer.dense.learn(trace.input(), width, &inner, lesson.slopes, sides);
            layer.dense.back(lesson.turned, &inner, &mut between.dropped, width, sides);
        }
        Kind::Recurrence => {
            let carry = &lesson.weights[layer.carry.bias()];
            let carry_slopes = &mut lesson.slopes[layer.carry.bias()];
            for side in 0..2 {
                let direct = &mut between.direct[..];
                Arch::new().dispatch(Unwind { side, rows, width, trace, carry, direct, carry_slopes });
            }
            layer.dense.learn(&trace.input()[width..], width, &trace.inner, lesson.slopes, sides);
            layer.dense.back(lesson.turned, &trace.inner, &mut between.dropped[width..], width, sides);
        }
    }
    between.join(&trace.mask, width, rows);
}

/// The recurrence backwards: leaves the slopes of the gates in `trace.inner` and turns `direct` into the part that went around them.
struct Unwind<'a> {
    side: usize,
    rows: usize,
    width: usize,
    trace: &'a mut Trace,
    carry: &'a [f32],
    direct: &'a mut [f32],
    carry_slopes: &'a mut [f32],
}

impl NullaryFnOnce for Unwind<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Unwind { side, rows, width, trace, carry, direct, carry_slopes } = self;
        let half = width / 2;
        let at = side * half;
        let (carry_forget, carry_reset) = (&carry[2 * at..][..half], &carry[2 * at + half..][..half]);
        let (slope_forget, slope_reset) = carry_slopes[2 * at..].split_at_mut(half);
        let slope_reset = &mut slope_reset[..half];
        let mut later = [0.0f32; HALF];
        let later = &mut later[..half];
        for step in (0..rows).rev() {
            let (now, last) = order(side, rows, step);
            let gates = &mut trace.inner[(now - 1) * 3 * width + side * 3 * half..][..3 * half];
            let (fresh, gates) = gates.split_at_mut(half);
            let (forget, reset) = gates.split_at_mut(half);
            let reset = &mut reset[..half]; // Lengths that are plainly equal let the compiler drop its checks.
            let before = &trace.state[last * width + at..][..half];
            let state = &trace.state[now * width + at..][..half];
            let x = &trace.x[now * width + at..][..half];
            let dy = &mut direct[now * width + at..][..half];
            for c in 0..half {
                let (f, r, d) = (forget[c], reset[c], dy[c]);
                let ds = later[c] + d * r;
                let dr = d * (state[c] - x[c]) * r * (1.0 - r);
                let df = ds * (before[c] - fresh[c]) * f * (1.0 - f);
                dy[c] = d * (1.0 - r);
                (fresh[c], forget[c], reset[c]) = (ds * (1.0 - f), df, dr);
                later[c] = ds * f + df * carry_forget[c] + dr * carry_reset[c];
                slope_forget[c] += df * before[c];
                slope_reset[c] += dr * before[c];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::noise::Noise;
    use crate::network::pass::{Dropout, Setting};
    use crate::network::plan::Sizes;

    const WIDTH: usize = 32;

    fn loss(plan: &Plan, weights: &[f32], sums: &[f32]) -> (f32, Vec<f32>, Vec<f32>) {
        let right = Answers { upos: vec![0, 4, 2, 3], xpos: vec![6, 0, 1, 2], heads: vec![2, 0, 2, 3], relations: vec![1, 0, 5, 3] };
        let (mut pass, mut turned, mut slopes) = (Pass::default(), Vec::new(), vec![0.0; plan.total]);
        plan.turn(weights, &mut turned);
        let dropout = Dropout { input: 0.2, layer: 0.2, ends: 0.2 };
        let mut setting = Setting { plan, weights, dropout, noise: Noise(7) };
        pass.run(&mut setting, 4, |rows| rows.copy_from_slice(sums));
        pass.score_relations(&mut setting, &right.heads);
        let mut lesson = Lesson { plan, weights, turned: &turned, slopes: &mut slopes };
        let (loss, sums) = learn(&mut pass, &mut lesson, &right);
        (loss, sums, slopes)
    }

    /// A slope is what the loss gains for a small step, in every map and in the sums of feature vectors.
    #[test]
    fn slopes_are_differences() {
        let plan = Plan::new(Sizes {
            width: WIDTH,
            arc: 16,
            label: 16,
            tagging: vec![Kind::Convolution, Kind::Recurrence],
            parsing: vec![Kind::Recurrence, Kind::Convolution],
            classes: [5, 7, 6],
        });
        let mut noise = Noise(9);
        let mut weights = plan.start(&mut noise);
        let mut sums: Vec<f32> = (0..5 * WIDTH).map(|_| noise.even()).collect();
        let (_, slopes_of_sums, slopes) = loss(&plan, &weights, &sums);
        let check = |what: String, slope: f32, up: f32, down: f32| {
            let difference = (up - down) / 0.02;
            assert!((slope - difference).abs() < 0.02 + 0.02 * slope.abs(), "{what}: slope {slope}, difference {difference}");
        };
        for at in (0..plan.total).step_by(37) {
            let mut moved = |by: f32| {
                weights[at] += by;
                loss(&plan, &weights, &sums).0
            };
            let (up, down) = (moved(0.01), moved(-0.02));
            moved(0.01);
            check(format!("weight {at}"), slopes[at], up, down);
        }
        for at in 0..sums.len() {
            let mut moved = |by: f32| {
                sums[at] += by;
                loss(&plan, &weights, &sums).0
            };
            let (up, down) = (moved(0.01), moved(-0.02));
            moved(0.01);
            check(format!("sum {at}"), slopes_of_sums[at], up, down);
        }
    }
}
