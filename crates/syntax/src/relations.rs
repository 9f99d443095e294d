//! Head and dependent, at the moment the arc is made → the relation's name.
//!
//! The dependent's own subtree is complete by then; of the head's children those nearer to it are known.

use crate::arcs::{Padded, State};
use crate::weights::key;

/// Number of features of an arc.
pub(crate) const FEATURES: usize = 42;

/// The features of the arc from `head` to `child` in a state where it is about to be made.
pub(crate) fn features(state: &State, words: &Padded, head: u16, child: u16) -> [u64; FEATURES] {
    let (h, d) = (words.at(head), words.at(child));
    let (nh, nd) = (
        &state.nodes[usize::from(head)],
        &state.nodes[usize::from(child)],
    );
    let side = u32::from(child < head);
    let gap = u32::from(head.abs_diff(child).min(6));
    let rel = |word: u16| u32::from(state.nodes[usize::from(word)].rel);
    let (hx, dx) = (h.class * 2 + side, d.class * 2 + side);
    let (before, after) = (words.at(child - 1), words.ahead(child + 1));
    let (h_before, h_after) = (words.at(head.saturating_sub(1)), words.ahead(head + 1));
    let marker = words.at(nd.marker).form;
    let first = words.at(nd.left[0]);
    let second = words.at(nd.left[1]);
    let last = words.at(nd.right[0]);
    let fold = |set: u64| (set ^ (set >> 32).wrapping_mul(0x9E37_79B1)) as u32;
    let (ours, theirs) = (
        fold(nd.left_rels ^ nd.right_rels.rotate_left(17)),
        fold(nh.left_rels ^ nh.right_rels.rotate_left(17)),
    );
    let top = words.at(state.stacked(2));
    let front = words.at(state.front);
    [
        key(0, hx, dx, 0, 0),
        key(1, h.form, dx, 0, 0),
        key(2, hx, d.form, 0, 0),
        key(3, h.form, d.form, side, 0),
        key(4, dx, 0, 0, 0),
        key(5, d.form, side, 0, 0),
        key(6, d.form, d.class, h.class, gap * 2 + side),
        key(7, hx, dx, gap, 0),
        key(8, hx, dx, marker, 0),
        key(9, h.form, marker, d.class, side),
        key(10, marker, d.form, side, 0),
        key(11, hx, dx, ours, 0),
        key(12, hx, dx, theirs, 0),
        key(13, h.form, theirs, dx, 0),
        key(14, d.form, ours, side, 0),
        key(15, dx, first.form, h.class, 0),
        key(16, dx, first.class, rel(nd.left[0]), h.class),
        key(17, dx, second.form, h.class, 0),
        key(18, dx, last.form, h.class, 0),
        key(19, dx, rel(nd.right[0]), h.class, 0),
        key(20, dx, before.form, h.class, 0),
        key(21, dx, before.class, hx, 0),
        key(22, dx, after.form, h.class, 0),
        key(23, dx, after.class, hx, 0),
        key(24, hx, h_before.form, dx, 0),
        key(25, hx, h_after.form, dx, 0),
        key(26, h.cluster, d.cluster, side, 0),
        key(27, hx, d.cluster, marker, 0),
        key(28, h.cluster, dx, 0, 0),
        key(29, hx, dx, rel(nh.left[0]), 0),
        key(30, hx, dx, rel(nh.right[0]), 0),
        key(31, h.form, rel(nh.right[0]), dx, 0),
        key(32, d.suffix[2], hx, d.class, 0),
        key(33, h.suffix[2], dx, h.class, 0),
        key(34, d.suffix[1], marker, hx, 0),
        key(35, d.shape, hx, dx, 0),
        key(36, words.at(nh.marker).form, hx, dx, 0),
        key(37, hx, dx, top.class, front.class),
        key(38, words.at(nh.left[0]).form, hx, dx, 0),
        key(39, words.at(nh.right[0]).form, hx, dx, 0),
        key(40, ours, theirs, hx, dx),
        key(41, d.form, hx, ours, 0),
    ]
}
