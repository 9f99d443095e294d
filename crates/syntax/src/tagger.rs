//! Words of a sentence → part of speech and Penn tag, jointly, from left to right.
//!
//! One linear classifier over the word, its pieces, its neighbours and the two tags before it (Collins 2002, averaged perceptron).

use crate::weights::{Rows, key};
use crate::words::Word;

/// Number of features of a position.
pub(crate) const FEATURES: usize = 36;

/// The features of the word at `at` (positions before it are tagged already).
pub(crate) fn features(words: &[Word], at: usize) -> [u64; FEATURES] {
    let none = Word::default();
    let near = |step: isize| {
        at.checked_add_signed(step)
            .and_then(|at| words.get(at))
            .unwrap_or(&none)
    };
    let (w, p, pp, n, nn) = (near(0), near(-1), near(-2), near(1), near(2));
    let rest = words.len() - at;
    let place = u32::from(at == 0) + 2 * u32::from(rest == 1);
    [
        key(0, w.form, 0, 0, 0),
        key(1, w.form, p.class, 0, 0),
        key(2, w.form, w.shape, 0, 0),
        key(3, w.form, n.form, 0, 0),
        key(4, w.form, p.form, 0, 0),
        key(5, p.class, pp.class, 0, 0),
        key(6, p.class, 0, 0, 0),
        key(7, p.class, pp.class, w.form, 0),
        key(8, w.suffix[0], 0, 0, 0),
        key(9, w.suffix[1], 0, 0, 0),
        key(10, w.suffix[2], 0, 0, 0),
        key(11, w.suffix[3], 0, 0, 0),
        key(12, w.prefix[0], w.shape, 0, 0),
        key(13, w.prefix[1], 0, 0, 0),
        key(14, w.prefix[2], 0, 0, 0),
        key(15, w.shape, place, 0, 0),
        key(16, w.shape, p.shape, n.shape, 0),
        key(17, n.form, 0, 0, 0),
        key(18, p.form, p.class, 0, 0),
        key(19, nn.form, 0, 0, 0),
        key(20, pp.form, 0, 0, 0),
        key(21, n.suffix[2], w.suffix[2], 0, 0),
        key(22, p.suffix[2], w.suffix[2], 0, 0),
        key(23, w.habits, p.class, n.habits, 0),
        key(24, w.habits, n.habits, 0, 0),
        key(25, w.habits, p.class, pp.class, 0),
        key(26, w.habits, n.habits, nn.habits, 0),
        key(27, w.habits, w.shape, place, 0),
        key(28, w.cluster, p.class, n.cluster, 0),
        key(29, w.cluster, p.cluster, 0, 0),
        key(30, w.cluster, n.cluster, 0, 0),
        key(31, w.cluster, w.suffix[1], 0, 0),
        key(32, w.suffix[2], p.class, n.habits, 0),
        key(33, w.form, n.habits, 0, 0),
        key(34, w.form, n.cluster, p.class, 0),
        key(35, n.form, nn.form, w.habits, 0),
    ]
}

/// Tags the words of one sentence in place. `classes` gives the (part of speech, Penn tag) numbers of each class.
pub(crate) fn tag(words: &mut [Word], rows: Rows<'_>, classes: &[[u8; 2]]) {
    for at in 0..words.len() {
        let mut scores = [0i32; 256];
        rows.add(&features(words, at), &mut scores);
        let class = best(&scores[..classes.len().min(256)]);
        assign(&mut words[at], class, classes);
    }
}

/// Gives a word its class.
pub(crate) fn assign(word: &mut Word, class: usize, classes: &[[u8; 2]]) {
    let [upos, xpos] = classes.get(class).copied().unwrap_or([u8::MAX - 1; 2]);
    word.class = class as u32 + 1;
    word.upos = u32::from(upos) + 1;
    word.xpos = u32::from(xpos) + 1;
}

/// The first class with the highest score; 0 when there is none.
pub(crate) fn best<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    let mut at = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[at] {
            at = class;
        }
    }
    at
}
