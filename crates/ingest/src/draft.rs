//! An article while it is being made: text, its parts, and the bytes that are markup; and how that becomes frozen text.
//!
//! In: what the scanner of text or page found. Out: either the same text untouched (`as_is`), or cleaned text: only the parts, without their
//! markup, blanks folded, a blank line between parts. Every span moves along. Nothing is dropped except markup and what stands between parts.

use model::{Block, BlockKind, Span};

/// One stretch of the text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) span: Span,
    pub(crate) kind: BlockKind,
    /// Every word of it is a link.
    pub(crate) link_only: bool,
    /// Markup says what it is, so its shape is not judged.
    pub(crate) marked: bool,
}

/// Linked words and where the link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) words: Span,
    pub(crate) target: String,
}

/// Text with its parts (in order, not overlapping), markup (in order, not overlapping) and links.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
    pub(crate) markup: Vec<Span>,
    pub(crate) links: Vec<Link>,
}

impl Draft {
    /// The words under a span: markup left out, blanks folded to one space.
    pub(crate) fn words(&self, span: Span) -> String {
        let mut cleaner = Cleaner::default();
        cleaner.copy(self, span);
        cleaner.text.truncate(cleaner.text.trim_end().len());
        cleaner.text
    }

    /// Moves both ends of a span inwards past blanks and past markup that encloses the whole: `**…**` around it goes, the `](#)` of a link
    /// that only ends there stays.
    pub(crate) fn shrink(&self, span: Span) -> Span {
        let mut span = self.trim(span);
        while !span.is_empty() {
            let front = self.markup_at(span.start as usize).filter(|mark| mark.end <= span.end);
            let back = self.markup_before(span.end as usize).filter(|mark| mark.start >= span.start);
            let inner = match (front, back) {
                (Some(front), _) if self.stands_by_itself(front) => Span::new(front.end as usize, span.end as usize),
                (_, Some(back)) if self.stands_by_itself(back) => Span::new(span.start as usize, back.start as usize),
                (Some(front), Some(back)) if self.enclose(front, back) => Span::new(front.end as usize, back.start as usize),
                _ => break,
            };
            span = self.trim(inner);
        }
        span
    }

    fn trim(&self, span: Span) -> Span {
        let words = span.of(&self.text);
        let start = span.start as usize + words.len() - words.trim_start_matches(is_blank).len();
        let end = span.start as usize + words.trim_end_matches(is_blank).len();
        Span::new(start, end.max(start))
    }

    /// An image, a tag, a backslash, a bar: markup without a partner.
    fn stands_by_itself(&self, mark: Span) -> bool {
        let words = mark.of(&self.text);
        words.starts_with(['!', '\\', '|']) || (words.starts_with('<') && words.len() > 1) || words.starts_with("[^")
    }

    /// Whether two marks are the two ends of one link, one emphasis or one bracketed address.
    fn enclose(&self, front: Span, back: Span) -> bool {
        let (open, close) = (front.of(&self.text), back.of(&self.text));
        let between = || self.markup_in(Span::new(front.end as usize, back.start as usize)).map(|mark| mark.of(&self.text));
        match open {
            "[" => close.starts_with("](") && !between().any(|mark| mark == "["),
            "<" => close == ">",
            _ => front != back && open == close && !between().any(|mark| mark == open),
        }
    }

    fn markup_at(&self, at: usize) -> Option<Span> {
        let index = self.markup.partition_point(|mark| (mark.end as usize) <= at);
        self.markup.get(index).copied().filter(|mark| mark.start as usize <= at)
    }

    fn markup_before(&self, at: usize) -> Option<Span> {
        let index = self.markup.partition_point(|mark| (mark.start as usize) < at);
        index.checked_sub(1).map(|index| self.markup[index]).filter(|mark| mark.end as usize == at)
    }

    /// The markup inside a span.
    fn markup_in(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let from = self.markup.partition_point(|mark| mark.end <= span.start);
        self.markup[from..].iter().copied().take_while(move |mark| mark.start < span.end)
    }

    /// The text untouched.
    pub(crate) fn untouched(self) -> Frozen {
        let blocks = self.parts.iter().map(|part| Block { span: part.span, kind: part.kind }).collect();
        Frozen { text: self.text, blocks, markup: self.markup, moves: Moves(None) }
    }

    /// The text cleaned: parts without markup, blanks folded, a blank line between parts that do not share a line.
    pub(crate) fn clean(&self) -> Frozen {
        let mut cleaner = Cleaner::default();
        let mut blocks = Vec::with_capacity(self.parts.len());
        let mut last = 0;
        for part in &self.parts {
            let gap = &self.text[last..part.span.start as usize];
            cleaner.separate(gap);
            let start = cleaner.text.len();
            cleaner.copy(self, part.span);
            cleaner.trim_to(start);
            last = part.span.end as usize;
            if cleaner.text.len() > start {
                blocks.push(Block { span: Span::new(start, cleaner.text.len()), kind: part.kind });
            }
        }
        Frozen { text: cleaner.text, blocks, markup: Vec::new(), moves: Moves(Some(cleaner.copied)) }
    }
}

/// What the article keeps of a draft.
pub(crate) struct Frozen {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) markup: Vec<Span>,
    moves: Moves,
}

impl Frozen {
    /// Where a span of the draft stands in the frozen text; `None` when nothing of it was kept.
    pub(crate) fn place(&self, span: Span) -> Option<Span> {
        let Some(copied) = &self.moves.0 else { return Some(span) };
        let first = copied.partition_point(|piece| piece.from.end <= span.start);
        let after = copied.partition_point(|piece| piece.from.start < span.end);
        let inside = copied.get(first..after).filter(|pieces| !pieces.is_empty())?;
        let start = inside[0].moved(span.start);
        let end = inside[inside.len() - 1].moved(span.end);
        let placed = Span::new(start as usize, end as usize);
        (!placed.of(&self.text).is_empty()).then_some(placed)
    }
}

struct Moves(Option<Vec<Piece>>);

/// A stretch copied byte by byte.
struct Piece {
    from: Span,
    to: u32,
}

impl Piece {
    fn moved(&self, at: u32) -> u32 {
        self.to + at.clamp(self.from.start, self.from.end) - self.from.start
    }
}

#[derive(Default)]
struct Cleaner {
    text: String,
    copied: Vec<Piece>,
}

impl Cleaner {
    /// Between two parts: nothing before the first, one space on the same line, else a blank line; "2." and "(a)" before a list item stay.
    fn separate(&mut self, gap: &str) {
        let same_line = !gap.contains(is_break);
        if !self.text.is_empty() {
            self.text.push_str(if same_line { " " } else { "\n\n" });
        }
        let lead = gap.rsplit(is_break).next().unwrap_or("").trim_matches(is_blank);
        if lead.len() <= 5 && lead.ends_with(['.', ')']) && lead.contains(char::is_alphanumeric) {
            self.text.push_str(lead);
            self.text.push(' ');
        }
    }

    fn copy(&mut self, draft: &Draft, span: Span) {
        let start = self.text.len();
        let mut at = span.start as usize;
        for mark in draft.markup_in(span) {
            self.copy_words(draft, start, at, (mark.start as usize).max(at));
            at = (mark.end as usize).max(at);
        }
        self.copy_words(draft, start, at, (span.end as usize).max(at));
    }

    fn copy_words(&mut self, draft: &Draft, part: usize, from: usize, to: usize) {
        let words = &draft.text[from..to];
        let mut run: Option<usize> = None;
        for (at, c) in words.char_indices() {
            if !is_blank(c) && !is_invisible(c) {
                run.get_or_insert(at);
                continue;
            }
            self.flush(words, from, run.take(), at);
            let at_start = self.text.len() == part;
            let split_word = is_break(c) && self.text.ends_with('-') && !self.text.ends_with(" -");
            if is_blank(c) && !at_start && !split_word && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        self.flush(words, from, run.take(), words.len());
    }

    fn flush(&mut self, words: &str, from: usize, run: Option<usize>, end: usize) {
        let Some(start) = run else { return };
        let (to, from) = (Span::new(self.text.len(), self.text.len()).start, Span::new(from + start, from + end));
        self.copied.push(Piece { from, to });
        self.text.push_str(&words[start..end]);
    }

    fn trim_to(&mut self, start: usize) {
        let kept = self.text[start..].trim_end().len();
        self.text.truncate(start + kept);
    }
}

/// White space, the byte order mark and the zero-width space, which part words as little as they show.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || (c.is_control() && c != '\u{7f}')
}

/// Ends a line.
pub(crate) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{7f}')
}
