//! The transition system: a stack, a buffer, and three moves that build a projective tree (arc-hybrid; Kuhlmann, Gómez-Rodríguez and
//! Satta 2011), with the root as an extra word behind the sentence (Ballesteros and Nivre 2013), so that there is always exactly one.
//!
//! Words are numbered from 1; 0 is "no word"; `count + 1` is the root. The features look at what is already attached to the words
//! in play (after Zhang and Nivre 2011).

use crate::weights::key;
use crate::words::Word;

/// The three moves.
pub(crate) const SHIFT: usize = 0;
/// The stack's top becomes a child of the buffer's front.
pub(crate) const LEFT: usize = 1;
/// The stack's top becomes a child of the word below it.
pub(crate) const RIGHT: usize = 2;

/// What is attached to one word so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    /// Head, 0 while there is none.
    pub(crate) head: u16,
    /// Relation number plus 1.
    pub(crate) rel: u8,
    /// Number of children before and after the word.
    pub(crate) left_count: u8,
    /// Likewise, after it.
    pub(crate) right_count: u8,
    /// The two leftmost children, outermost first.
    pub(crate) left: [u16; 2],
    /// The two rightmost children, outermost first.
    pub(crate) right: [u16; 2],
    /// Set of the relations of the children before it, one bit per relation number modulo 64.
    pub(crate) left_rels: u64,
    /// Likewise, after it.
    pub(crate) right_rels: u64,
    /// First child that is a preposition or subordinator (`case`, `mark`).
    pub(crate) marker: u16,
}

/// A state of the parse. Buffers are reused from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub(crate) nodes: Vec<Node>,
    pub(crate) stack: Vec<u16>,
    pub(crate) front: u16,
    pub(crate) count: u16,
}

impl State {
    /// Starts a sentence of `count` words.
    pub(crate) fn start(&mut self, count: usize) {
        self.nodes.clear();
        self.nodes.resize(count + 2, Node::default());
        self.stack.clear();
        self.front = 1;
        self.count = count as u16;
    }

    /// Whether nothing is left to decide.
    pub(crate) fn done(&self) -> bool {
        self.front > self.count && self.stack.is_empty()
    }

    /// The moves that are possible: shift, left, right.
    pub(crate) fn legal(&self) -> [bool; 3] {
        let words_left = self.front <= self.count;
        let depth = self.stack.len();
        [
            words_left,
            depth > 0 && (words_left || depth == 1),
            depth > 1,
        ]
    }

    /// The word at a depth of the stack, 0 when there is none.
    pub(crate) fn stacked(&self, depth: usize) -> u16 {
        self.stack
            .len()
            .checked_sub(depth + 1)
            .map_or(0, |at| self.stack[at])
    }

    /// Head and dependent of a left or right move.
    pub(crate) fn arc(&self, step: usize) -> (u16, u16) {
        (
            if step == LEFT {
                self.front
            } else {
                self.stacked(1)
            },
            self.stacked(0),
        )
    }

    /// Makes a move; `rel` (relation number) and `marks` (whether it is `case` or `mark`) describe the arc of a left or right move.
    pub(crate) fn make(&mut self, step: usize, rel: u8, marks: bool) {
        if step == SHIFT {
            self.stack.push(self.front);
            self.front += 1;
            return;
        }
        let (head, child) = self.arc(step);
        self.stack.pop();
        let node = &mut self.nodes[usize::from(child)];
        node.head = head;
        node.rel = rel + 1;
        let above = &mut self.nodes[usize::from(head)];
        let bit = 1 << (rel & 63);
        if child < head {
            above.left = [child, above.left[0]];
            above.left_count = above.left_count.saturating_add(1);
            above.left_rels |= bit;
        } else {
            above.right = [child, above.right[0]];
            above.right_count = above.right_count.saturating_add(1);
            above.right_rels |= bit;
        }
        if marks && above.marker == 0 {
            above.marker = child;
        }
    }
}

/// Words with the padding that the features index: position 0 is "no word", the last one is the root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Padded(Vec<Word>);

impl Padded {
    /// Takes the words of a sentence.
    pub(crate) fn fill(&mut self, words: &[Word]) {
        self.0.clear();
        self.0.push(Word::default());
        self.0.extend_from_slice(words);
        let root = u32::MAX;
        self.0.push(Word {
            form: root,
            xpos: 250,
            upos: 250,
            class: 250,
            cluster: 70_000,
            ..Word::default()
        });
    }

    #[inline(always)]
    pub(crate) fn at(&self, word: u16) -> &Word {
        &self.0[usize::from(word)]
    }

    /// The word, or "no word" past the end.
    #[inline(always)]
    pub(crate) fn ahead(&self, word: u16) -> &Word {
        self.0.get(usize::from(word)).unwrap_or(&self.0[0])
    }
}

/// Number of features of a state.
pub(crate) const FEATURES: usize = 84;

/// A distance in classes: exact to 4, then coarse.
#[inline(always)]
fn span(from: u16, to: u16) -> u32 {
    match to.saturating_sub(from) {
        near @ 0..=4 => u32::from(near),
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

#[inline(always)]
fn fold(set: u64) -> u32 {
    (set ^ (set >> 32).wrapping_mul(0x9E37_79B1)) as u32
}

/// The features by which the next move is chosen.
pub(crate) fn features(state: &State, words: &Padded) -> [u64; FEATURES] {
    let (i0, i1, i2, b) = (
        state.stacked(0),
        state.stacked(1),
        state.stacked(2),
        state.front,
    );
    let (n0, n1, nb) = (
        &state.nodes[usize::from(i0)],
        &state.nodes[usize::from(i1)],
        &state.nodes[usize::from(b)],
    );
    let (s0, s1, s2) = (words.at(i0), words.at(i1), words.at(i2));
    let (b0, b1, b2, b3) = (
        words.at(b),
        words.ahead(b + 1),
        words.ahead(b + 2),
        words.ahead(b + 3),
    );
    let pack = |w: &Word| w.class;
    let (t0, t1, t2, u0, u1, u2) = (pack(s0), pack(s1), pack(s2), pack(b0), pack(b1), pack(b2));
    let rel = |word: u16| u32::from(state.nodes[usize::from(word)].rel);
    let tag = |word: u16| words.at(word).class;
    let (l0, r0, l1, r1, lb) = (n0.left[0], n0.right[0], n1.left[0], n1.right[0], nb.left[0]);
    let (d0, d1) = (span(i0, b), span(i1, i0));
    let before = if i0 > 0 { words.at(i0 - 1).class } else { 0 };
    let after = words.ahead(i0 + 1).class;
    let count =
        |node: &Node| u32::from(node.left_count.min(6)) * 8 + u32::from(node.right_count.min(6));
    let (m0, m1, mb) = (
        words.at(n0.marker).form,
        words.at(n1.marker).form,
        words.at(nb.marker).form,
    );
    [
        key(0, s0.form, t0, 0, 0),
        key(1, s0.form, 0, 0, 0),
        key(2, t0, 0, 0, 0),
        key(3, b0.form, u0, 0, 0),
        key(4, b0.form, 0, 0, 0),
        key(5, u0, 0, 0, 0),
        key(6, s1.form, t1, 0, 0),
        key(7, t1, 0, 0, 0),
        key(8, b1.form, u1, 0, 0),
        key(9, u1, 0, 0, 0),
        key(10, b2.form, u2, 0, 0),
        key(11, s2.form, t2, 0, 0),
        key(12, s0.form, t0, b0.form, u0),
        key(13, s0.form, t0, u0, 0),
        key(14, t0, b0.form, u0, 0),
        key(15, s0.form, b0.form, 0, 0),
        key(16, t0, u0, 0, 0),
        key(17, s1.form, t1, s0.form, t0),
        key(18, s1.form, s0.form, 0, 0),
        key(19, t1, s0.form, t0, 0),
        key(20, s1.form, t1, t0, 0),
        key(21, t1, t0, 0, 0),
        key(22, t1, u0, 0, 0),
        key(23, s1.form, u0, 0, 0),
        key(24, t1, b0.form, 0, 0),
        key(25, s1.form, b0.form, 0, 0),
        key(26, u0, u1, 0, 0),
        key(27, b0.form, u1, 0, 0),
        key(28, u0, b1.form, 0, 0),
        key(29, t0, u0, u1, 0),
        key(30, t1, t0, u0, 0),
        key(31, t2, t1, t0, 0),
        key(32, t0, u0, u1, u2),
        key(33, t1, t0, u0, u1),
        key(34, t2, t1, t0, u0),
        key(35, t0, u0, tag(l0), rel(l0)),
        key(36, t0, u0, tag(r0), rel(r0)),
        key(37, t0, u0, tag(lb), rel(lb)),
        key(38, t1, t0, tag(l0), rel(l0)),
        key(39, t1, t0, tag(r0), rel(r0)),
        key(40, t1, t0, tag(l1), rel(l1)),
        key(41, t1, t0, tag(r1), rel(r1)),
        key(42, t1, t0, rel(r1), u0),
        key(43, s0.form, rel(l0), rel(r0), 0),
        key(44, b0.form, rel(lb), rel(nb.left[1]), 0),
        key(45, s1.form, rel(l1), rel(r1), 0),
        key(46, t0, fold(n0.left_rels), 0, 0),
        key(47, t0, fold(n0.right_rels), u0, 0),
        key(48, s0.form, fold(n0.right_rels), 0, 0),
        key(49, t1, fold(n1.right_rels), t0, 0),
        key(50, s1.form, fold(n1.right_rels), t0, 0),
        key(51, u0, fold(nb.left_rels), t0, 0),
        key(52, t0, count(n0), 0, 0),
        key(53, s0.form, count(n0), u0, 0),
        key(54, t1, count(n1), t0, 0),
        key(55, u0, count(nb), t0, 0),
        key(56, s0.form, d0, 0, 0),
        key(57, b0.form, d0, 0, 0),
        key(58, t0, u0, d0, 0),
        key(59, t1, t0, d1, 0),
        key(60, s1.form, d1, t0, 0),
        key(61, s0.form, d1, t1, 0),
        key(62, d0, d1, t0, u0),
        key(63, s0.cluster, b0.cluster, 0, 0),
        key(64, s1.cluster, s0.cluster, 0, 0),
        key(65, s0.cluster, u0, 0, 0),
        key(66, t0, b0.cluster, 0, 0),
        key(67, s1.cluster, t0, b0.cluster, 0),
        key(68, t1, s0.cluster, u0, 0),
        key(69, m0, t0, t1, 0),
        key(70, m0, s1.form, t0, 0),
        key(71, m0, t0, u0, 0),
        key(72, m1, t1, t0, 0),
        key(73, mb, u0, t0, 0),
        key(74, t0, before, t1, 0),
        key(75, t0, after, u0, 0),
        key(76, t0, u0, b3.class, u1),
        key(77, rel(n0.right[1]), rel(r0), t0, u0),
        key(78, rel(n1.right[1]), rel(r1), t1, t0),
        key(79, rel(n0.left[1]), rel(l0), t0, u0),
        key(80, m0, m1, t0, t1),
        key(81, s0.form, t1, u0, 0),
        key(82, s1.form, t0, b0.form, 0),
        key(83, s0.form, u0, b1.form, 0),
    ]
}
