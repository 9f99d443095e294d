//! What is found out about a sentence.

/// The answers for one sentence, a number for each word. Classes are numbered as they were in training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answers {
    /// Universal tag.
    pub upos: Vec<u8>,
    /// Treebank tag.
    pub xpos: Vec<u8>,
    /// Head: words count from 1, the root is 0.
    pub heads: Vec<usize>,
    /// Relation to the head.
    pub relations: Vec<u8>,
}

impl Answers {
    pub(crate) fn clear(&mut self) {
        self.upos.clear();
        self.xpos.clear();
        self.heads.clear();
        self.relations.clear();
    }
}
