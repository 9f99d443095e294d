//! Where words end inside a run of non-space characters: candidates and the features by which they are judged.

use super::chars::{Char, DIGIT, LOWER, SPACE, together};
use crate::weights::{Map, finish, key};

/// No word ends here.
pub(crate) const INSIDE: usize = 0;
/// A word ends, and its token with it.
pub(crate) const TOKEN: usize = 1;
/// A word ends inside a multiword token.
pub(crate) const PART: usize = 2;

/// Key under which the model keeps the places where a run of letters falls apart (`can|not`).
pub(crate) fn contraction_key(run: u32) -> u64 {
    finish(u64::from(run) | 3 << 40)
}

/// Number of features of a gap inside a chunk.
pub(crate) const GAP_FEATURES: usize = 26;

/// The state of the walk over a block's characters.
pub(crate) struct Gaps<'c> {
    chars: &'c [Char],
    /// Position in `chars` where the current word starts.
    pub(crate) word: usize,
    /// Form hash of the word before it.
    previous: u32,
    /// Decision at the last candidate of this chunk, plus 1.
    last: u32,
    chunk: Chunk,
}

/// A run of non-space characters.
#[derive(Clone, Copy, Debug, Default)]
struct Chunk {
    start: usize,
    end: usize,
    hash: u32,
    shape: u32,
    /// It holds `//`, `www` or `@`.
    address: bool,
}

impl<'c> Gaps<'c> {
    pub(crate) fn new(chars: &'c [Char]) -> Self {
        Self { chars, word: 0, previous: 0, last: 0, chunk: Chunk::default() }
    }

    fn kind(&self, at: usize) -> u32 {
        self.chars.get(at).map_or(0, |c| u32::from(c.kind))
    }

    fn plain(&self, at: usize) -> u32 {
        self.chars.get(at).map_or(32, |c| c.plain as u32)
    }

    /// Enters the chunk that starts at `at`.
    pub(crate) fn enter(&mut self, at: usize) {
        let chars = &self.chars[at..];
        let length = chars.iter().take_while(|c| c.kind != SPACE).count();
        let (mut hash, mut shape, mut before) = (0x811C_9DC5u32, 0x811C_9DC5u32, 99);
        let mut address = false;
        for (place, c) in chars[..length].iter().enumerate() {
            hash = (hash ^ c.plain as u32).wrapping_mul(0x0100_0193);
            if c.kind != before {
                shape = (shape ^ u32::from(c.kind)).wrapping_mul(0x0100_0193);
            }
            before = c.kind;
            let next = chars.get(place + 1).map_or(' ', |c| c.plain);
            address |= c.plain == '@' || (c.plain == '/' && next == '/') || (place == 0 && c.plain == 'w' && next == 'w');
        }
        self.chunk = Chunk { start: at, end: at + length, hash, shape, address };
        self.word = at;
        self.last = 0;
    }

    /// Whether a character is white space.
    pub(crate) fn is_space(&self, at: usize) -> bool {
        self.kind(at) == u32::from(SPACE)
    }

    /// Bytes from the current word's start to the character at `at`.
    pub(super) fn length(&self, at: usize) -> u32 {
        self.chars[at].at - self.chars[self.word].at
    }

    /// End of the chunk that was entered.
    pub(crate) fn end(&self) -> usize {
        self.chunk.end
    }

    /// Whether a word may end before the character at `at`, which is inside the chunk.
    pub(crate) fn candidate(&self, at: usize, contractions: Map<'_>) -> bool {
        let (before, here) = (self.chars[at - 1].kind, self.chars[at].kind);
        if !together(before, here) {
            return true;
        }
        if before == DIGIT {
            return false;
        }
        self.negation(at) || self.contraction(at, contractions)
    }

    /// `n't` starts here.
    fn negation(&self, at: usize) -> bool {
        let [n, mark, t] = [self.plain(at), self.plain(at + 1), self.plain(at + 2)];
        n == u32::from('n') && mark == u32::from('\'') && t == u32::from('t') && !together(LOWER, self.kind(at + 3) as u8)
    }

    /// A known contraction falls apart here.
    fn contraction(&self, at: usize, contractions: Map<'_>) -> bool {
        let start = self.run_start(at);
        if at - start > 8 {
            return false;
        }
        let end = self.run_end(at);
        usize::from(contractions.get(contraction_key(self.chars[end - 1].run))) == at - start
    }

    /// Where the run of letters around `at` starts, looking back ten characters at most.
    pub(crate) fn run_start(&self, at: usize) -> usize {
        let near = at.saturating_sub(10).max(self.chunk.start);
        (near..at).rev().take_while(|&place| together(self.chars[place].kind, self.chars[place + 1].kind)).last().unwrap_or(at)
    }

    /// Where the run of letters or digits from `at` ends, looking ahead forty characters at most.
    pub(crate) fn run_end(&self, at: usize) -> usize {
        let far = (at + 40).min(self.chunk.end);
        (at + 1..far).find(|&place| !together(self.chars[place - 1].kind, self.chars[place].kind)).unwrap_or(far).max(at + 1)
    }

    /// The run hash at the end of the run before `at`.
    pub(crate) fn run(&self, at: usize) -> u32 {
        self.chars.get(at.wrapping_sub(1)).map_or(0, |c| c.run)
    }

    /// Notes a decision at a candidate.
    pub(crate) fn decide(&mut self, at: usize, decision: usize) {
        self.last = decision as u32 + 1;
        if decision != INSIDE {
            self.previous = self.hash_of(self.word, at);
            self.word = at;
        }
    }

    /// Leaves the chunk at its end.
    pub(crate) fn leave(&mut self) {
        self.previous = self.hash_of(self.word, self.chunk.end);
    }

    fn hash_of(&self, from: usize, to: usize) -> u32 {
        let from = from.max(to.saturating_sub(40));
        self.chars[from..to].iter().fold(0x811C_9DC5, |sum, c| (sum ^ c.plain as u32).wrapping_mul(0x0100_0193))
    }

    /// The features of the gap before the character at `at`.
    pub(crate) fn features(&self, at: usize) -> [u64; GAP_FEATURES] {
        let p = |step: isize| at.checked_add_signed(step).map_or(32, |at| self.plain(at));
        let k = |step: isize| at.checked_add_signed(step).map_or(0, |at| self.kind(at));
        let window = |from: isize, to: isize| (from..to).fold(1u32, |sum, step| sum * 19 + k(step));
        let here = self.hash_of(self.word, at);
        let (left, right) = (self.run(at), self.run(self.run_end(at)));
        let next = self.chunk.end + 1;
        let follow = if next < self.chars.len() { self.kind(next) } else { 20 };
        let follow_run = if next + 1 < self.chars.len() { self.run(self.open_run_end(next)) } else { 0 };
        let offset = (at - self.chunk.start) as u32;
        let rest = (self.chunk.end - at).min(5) as u32;
        let address = u32::from(self.chunk.address);
        [
            key(0, p(-1), p(0), 0, 0),
            key(1, p(-2), p(-1), p(0), 0),
            key(2, p(-1), p(0), p(1), 0),
            key(3, p(-2), p(-1), p(0), p(1)),
            key(4, window(-3, 2), 0, 0, 0),
            key(5, window(-3, 0), window(0, 4), 0, 0),
            key(6, left, p(0), 0, 0),
            key(7, right, p(-1), 0, 0),
            key(8, left, right, p(-1), p(0)),
            key(9, self.chunk.hash, offset, 0, 0),
            key(10, here, 0, 0, 0),
            key(11, here, p(0), p(1), 0),
            key(12, self.chunk.shape, offset.min(12), rest, 0),
            key(13, p(-1), p(0), follow, rest),
            key(14, here, follow, rest, 0),
            key(15, follow_run, p(0), rest, 0),
            key(16, self.previous, here, 0, 0),
            key(17, self.last, p(-1), p(0), 0),
            key(18, (at - self.word).min(6) as u32, k(-1), k(0), follow * 6 + rest),
            key(19, address, p(-1), p(0), p(1)),
            key(20, address, k(-1), k(0), self.last),
            key(21, self.previous, self.chunk.hash, offset, 0),
            key(22, p(0), p(1), p(2), p(3)),
            key(23, p(-1), p(-2), p(-3), p(-4)),
            key(24, here, follow_run, rest, 0),
            key(25, k(-1), k(0), rest, self.last),
        ]
    }

    /// Like [`Self::run_end`], outside the chunk.
    fn open_run_end(&self, at: usize) -> usize {
        let far = (at + 40).min(self.chars.len());
        (at + 1..far).find(|&place| !together(self.chars[place - 1].kind, self.chars[place].kind)).unwrap_or(far)
    }
}
