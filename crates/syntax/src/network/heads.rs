//! Scores of heads come in, the best projective tree with one root goes out: every word and all below it are one stretch of the
//! sentence.
//!
//! Mostly the best head of each word already makes such a tree, and then nothing more is done; else the chart of Eisner (1996) is
//! filled, in cubic time.

/// Buffers kept from sentence to sentence: the chart, a square of cells for each of four kinds of span.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chart {
    /// Arc between the ends made, the right or the left end being the head; then all inside complete, likewise.
    spans: [Vec<Cell>; 4],
    open: Vec<(usize, usize, usize)>,
}

/// Best score of a span, and where it is split.
#[derive(Clone, Copy, Debug)]
struct Cell {
    score: f32,
    split: usize,
}

const TO_LEFT: usize = 0;
const TO_RIGHT: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;

/// The best heads: words count from 1, the root is 0. `scores[w * span + h]` is for word `w + 1` under head `h`.
/// No words, no heads; scores that are no numbers still give a tree.
pub(crate) fn choose_heads(scores: &[f32], span: usize, chart: &mut Chart, heads: &mut Vec<usize>) {
    heads.clear();
    let words = scores.len().checked_div(span).unwrap_or(0);
    heads.extend((0..words).map(|word| best(&scores[word * span..][..=words], word + 1)));
    if words > 0 && !is_tree(heads) {
        chart.fill(words, |word, head| scores[word * span + head + 1]);
        let root = chart.best_root(words, |word| scores[word * span]);
        chart.read(root, words, heads);
    }
}

fn best(row: &[f32], own: usize) -> usize {
    let mut top = (f32::NEG_INFINITY, 0);
    for (head, &score) in row.iter().enumerate() {
        if head != own && score > top.0 {
            top = (score, head);
        }
    }
    top.1
}

/// Whether heads make a projective tree with one root.
fn is_tree(heads: &[usize]) -> bool {
    let arc = |word: usize| (word.min(heads[word - 1]), word.max(heads[word - 1]));
    let roots = heads.iter().filter(|&&head| head == 0).count();
    let crossing = |one: usize| {
        let (left, right) = arc(one);
        (one + 1..=heads.len()).any(|other| {
            let (a, b) = arc(other);
            (left < a && a < right && right < b) || (a < left && left < b && b < right)
        })
    };
    roots == 1 && !(1..=heads.len()).any(crossing) && !has_circle(heads)
}

fn has_circle(heads: &[usize]) -> bool {
    (1..=heads.len()).any(|word| {
        let way = std::iter::successors(Some(word), |&at| (at > 0).then(|| heads[at - 1]));
        way.take(heads.len() + 1).all(|at| at > 0)
    })
}

impl Chart {
    /// Fills the chart for `words` words; `score(word, head)` counts words from 0.
    fn fill(&mut self, words: usize, score: impl Fn(usize, usize) -> f32) {
        for spans in &mut self.spans {
            spans.clear();
            spans.resize(words * words, Cell { score: 0.0, split: 0 });
        }
        for length in 1..words {
            for i in 0..words - length {
                let j = i + length;
                let [to_left, to_right, left, right] = &mut self.spans;
                let at = |i: usize, j: usize| i * words + j;
                let joint = top(i..j, |k| right[at(i, k)].score + left[at(k + 1, j)].score);
                to_left[at(i, j)] = Cell { score: joint.score + score(i, j), ..joint };
                to_right[at(i, j)] = Cell { score: joint.score + score(j, i), ..joint };
                left[at(i, j)] = top(i..j, |k| left[at(i, k)].score + to_left[at(k, j)].score);
                right[at(i, j)] = top(i + 1..j + 1, |k| to_right[at(i, k)].score + right[at(k, j)].score);
            }
        }
    }

    /// The word that had best be the root.
    fn best_root(&self, words: usize, score: impl Fn(usize) -> f32) -> usize {
        let [_, _, left, right] = &self.spans;
        top(0..words, |word| left[word].score + right[word * words + words - 1].score + score(word)).split
    }

    /// Reads the heads off the chart.
    fn read(&mut self, root: usize, words: usize, heads: &mut [usize]) {
        heads[root] = 0;
        self.open.clear();
        self.open.extend([(LEFT, 0, root), (RIGHT, root, words - 1)]);
        while let Some((kind, i, j)) = self.open.pop() {
            if i == j {
                continue;
            }
            let k = self.spans[kind][i * words + j].split;
            let parts = match kind {
                LEFT => [(LEFT, i, k), (TO_LEFT, k, j)],
                RIGHT => [(TO_RIGHT, i, k), (RIGHT, k, j)],
                _ => {
                    let (word, head) = if kind == TO_LEFT { (i, j) } else { (j, i) };
                    heads[word] = head + 1;
                    [(RIGHT, i, k), (LEFT, k + 1, j)]
                }
            };
            self.open.extend(parts);
        }
    }
}

/// The best of some splits; the first one if none is a number.
fn top(splits: std::ops::Range<usize>, score: impl Fn(usize) -> f32) -> Cell {
    let mut top = Cell { score: f32::NEG_INFINITY, split: splits.start };
    for split in splits {
        let score = score(split);
        if score > top.score {
            top = Cell { score, split };
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The score of the best tree, by trying every assignment of heads.
    fn best_of_all(scores: &[f32], words: usize) -> f32 {
        let side = words + 1;
        let assignments = (0..side.pow(words as u32)).map(|code| (0..words).map(|w| code / side.pow(w as u32) % side).collect());
        assignments.filter(|heads: &Vec<usize>| is_tree(heads)).map(|heads| sum(scores, &heads)).fold(f32::NEG_INFINITY, f32::max)
    }

    fn sum(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, &head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    proptest! {
        #[test]
        fn it_is_the_best_tree(words in 1usize..6, scores in prop::collection::vec(-10i8..10, 30)) {
            let scores: Vec<f32> = scores[..words * (words + 1)].iter().map(|&score| f32::from(score)).collect();
            let mut heads = Vec::new();
            choose_heads(&scores, words + 1, &mut Chart::default(), &mut heads);
            prop_assert!(is_tree(&heads));
            prop_assert_eq!(sum(&scores, &heads), best_of_all(&scores, words));
        }

        #[test]
        fn anything_gives_a_tree(words in 0usize..30, scores in prop::collection::vec(any::<f32>(), 30 * 32)) {
            let mut heads = Vec::new();
            choose_heads(&scores[..words * 32], 32, &mut Chart::default(), &mut heads);
            prop_assert!(words == 0 || is_tree(&heads));
        }
    }

    #[test]
    fn crossing_arcs_are_no_tree() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[3, 4, 0, 3]));
        assert!(!is_tree(&[3, 0, 2]), "the root is covered");
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[0, 0]));
    }
}
