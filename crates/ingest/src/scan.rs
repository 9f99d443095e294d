//! Text or Markdown to a draft: headings, paragraphs, list items, quotes, and the markup inside them.
//!
//! In: text as decoded. Out: a [`Draft`] over the same text. Plain text is read by the same rules, since news saved as `.txt` is full of
//! Markdown residue. A sentence broken over a blank line makes one part that spans the gap.

use model::{BlockKind, Span};

use crate::draft::{Draft, Part, is_blank, is_break};
use crate::header::Header;
use crate::imprint::stands_alone;
use crate::inline::inline;
use crate::shape;

/// Lines longer than this are whole paragraphs; where they are more than a few, or most lines end a sentence, the text is not wrapped by hand.
const WRAPPED: usize = 110;

/// Scans the text; front matter is given, and its lines become parts too.
pub(crate) fn scan(text: String, header: Option<&Header>) -> Draft {
    let mut draft = Draft { text, ..Draft::default() };
    let start = header.map_or(0, |header| header.end);
    let lines = lines(&draft.text, start);
    let chunks = chunks(&draft.text, &lines);
    for chunk in header.into_iter().flat_map(header_chunks).chain(chunks) {
        add(&mut draft, chunk);
    }
    join_broken(&mut draft);
    name_unmarked_headings(&mut draft);
    draft
}

/// A part before its inline markup is known.
struct Chunk {
    span: Span,
    kind: BlockKind,
    marked: bool,
    /// Marks inside the chunk: `>` on later lines, table bars.
    marks: Vec<Span>,
}

impl Chunk {
    fn new(span: Span, kind: BlockKind, marked: bool) -> Self {
        Chunk { span, kind, marked, marks: Vec::new() }
    }
}

/// A line without its indent and trailing blanks.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
}

fn lines(text: &str, start: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = start;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(is_break).unwrap_or(rest.len());
        let words = rest[..length].trim_matches(is_blank);
        let from = at + (length - rest[..length].trim_start_matches(is_blank).len());
        lines.push(Line { span: Span::new(from, from + words.len()) });
        let stop = &rest[length..];
        at += length + if stop.starts_with("\r\n") { 2 } else { stop.chars().next().map_or(0, char::len_utf8) };
    }
    lines
}

/// Title, abstract and the rest of the front matter.
fn header_chunks(header: &Header) -> Vec<Chunk> {
    let kind = |key: &str| match key {
        "title" | "headline" => (BlockKind::Heading, true),
        "abstract" | "lead" | "lede" => (BlockKind::Paragraph, true),
        _ => (BlockKind::Furniture, false),
    };
    let chunk = |field: &crate::header::Field| {
        let (kind, value_only) = kind(&field.key);
        let span = if value_only { field.value } else { field.line };
        Chunk::new(span, kind, true)
    };
    header.fields.iter().map(chunk).filter(|chunk| !chunk.span.is_empty()).collect()
}

fn chunks(text: &str, lines: &[Line]) -> Vec<Chunk> {
    let long = lines.iter().filter(|line| line.span.len() > WRAPPED).count();
    let middling = lines.iter().filter(|line| (50..=WRAPPED).contains(&line.span.len())).count();
    let longest = lines.iter().map(|line| line.span.len()).filter(|&length| length <= WRAPPED).max().unwrap_or(0);
    let touching = lines.windows(2).filter(|pair| pair[0].span.len() >= 50 && !pair[1].span.is_empty());
    let (finished, unfinished): (Vec<_>, Vec<_>) = touching.partition(|pair| shape::ends_sentence(pair[0].span.of(text)));
    let wrapped = long * 5 <= middling && unfinished.len() >= finished.len();
    let mut gather = Gather { text, wrapped, longest, chunks: Vec::new(), open: None, last: None, fenced: false };
    for line in lines {
        gather.line(line.span);
    }
    gather.close();
    gather.chunks
}

/// The block structure, line by line.
struct Gather<'a> {
    text: &'a str,
    wrapped: bool,
    longest: usize,
    chunks: Vec<Chunk>,
    open: Option<Chunk>,
    /// The last line of the open chunk.
    last: Option<Span>,
    fenced: bool,
}

impl Gather<'_> {
    fn line(&mut self, line: Span) {
        let words = line.of(self.text);
        if words.is_empty() {
            return self.close();
        }
        if words.starts_with("```") || words.starts_with("~~~") {
            self.fenced = !self.fenced;
            return self.close();
        }
        if self.fenced {
            return self.text_line(line);
        }
        if self.underline(words) || rule(words) || table_rule(words) {
            return self.close();
        }
        if let Some(inner) = atx(words) {
            self.close();
            let from = line.start as usize;
            self.chunks.push(Chunk::new(Span::new(from + inner.start, from + inner.end), BlockKind::Heading, true));
        } else if let Some(marker) = words.strip_prefix('>').map(|rest| 1 + rest.len() - rest.trim_start_matches(['>', ' ', '\t']).len()) {
            self.quote(line, marker);
        } else if let Some(marker) = self.item(words) {
            self.close();
            let from = line.start as usize + marker;
            self.open(Chunk::new(Span::new(from, line.end as usize), BlockKind::ListItem, true), line);
        } else if words.len() > 2 && words.starts_with('|') && words.ends_with('|') {
            self.row(line);
        } else {
            self.text_line(line);
        }
    }

    /// `=====` or `-----` below a single line of text makes that line a heading.
    fn underline(&mut self, words: &str) -> bool {
        let line = words.len() >= 3 && (words.bytes().all(|byte| byte == b'=') || words.bytes().all(|byte| byte == b'-'));
        let single = self.open.as_ref().filter(|open| open.kind == BlockKind::Paragraph).map(|open| open.span) == self.last;
        if let Some(open) = self.open.as_mut().filter(|open| line && single && !shape::ends_sentence(open.span.of(self.text))) {
            open.kind = BlockKind::Heading;
            open.marked = true;
        }
        line
    }

    fn quote(&mut self, line: Span, marker: usize) {
        let from = line.start as usize;
        let inner = Span::new(from + marker, line.end as usize);
        if inner.is_empty() {
            return self.close();
        }
        match self.open.as_mut().filter(|open| open.kind == BlockKind::Quote) {
            Some(open) => {
                open.marks.push(Span::new(from, from + marker));
                open.span = open.span.cover(inner);
                self.last = Some(line);
            }
            None => {
                self.close();
                self.open(Chunk::new(inner, BlockKind::Quote, true), line);
            }
        }
    }

    fn row(&mut self, line: Span) {
        self.close();
        let from = line.start as usize;
        let words = line.of(self.text);
        let mut chunk = Chunk::new(Span::new(from + 1, from + words.len() - 1), BlockKind::ListItem, true);
        chunk.marks = words.match_indices('|').map(|(at, _)| Span::new(from + at, from + at + 1)).collect();
        self.chunks.push(chunk);
    }

    /// Length of the list marker, if the line starts an item here: after a blank line, another item, or a line that ends in a stop.
    fn item(&self, words: &str) -> Option<usize> {
        let marker = bullet(words).or_else(|| ordinal(words))?;
        let inside = self.open.as_ref().zip(self.last);
        let free = inside
            .is_none_or(|(open, last)| open.kind == BlockKind::ListItem || last.of(self.text).ends_with([':', ';', '.', '!', '?', ',']));
        free.then_some(marker)
    }

    fn text_line(&mut self, line: Span) {
        let words = line.of(self.text);
        let alone = stands_alone(words);
        let breaks = self.last.is_some_and(|last| alone || stands_alone(last.of(self.text)) || self.breaks_after(last, words));
        if breaks {
            self.close();
        }
        match self.open.as_mut() {
            Some(open) => {
                open.span = open.span.cover(line);
                self.last = Some(line);
            }
            None => self.open(Chunk::new(line, BlockKind::Paragraph, false), line),
        }
    }

    /// Whether a line break without a blank line parts two paragraphs.
    fn breaks_after(&self, last: Span, next: &str) -> bool {
        let words = last.of(self.text);
        if self.wrapped {
            return shape::ends_sentence(words) && words.len() * 10 < self.longest * 6 && !next.starts_with(char::is_lowercase);
        }
        true
    }

    fn open(&mut self, chunk: Chunk, line: Span) {
        self.open = Some(chunk);
        self.last = Some(line);
    }

    fn close(&mut self) {
        self.chunks.extend(self.open.take());
        self.last = None;
    }
}

/// The words of `## Heading ##`, relative to the line.
fn atx(words: &str) -> Option<std::ops::Range<usize>> {
    let level = words.bytes().take_while(|&byte| byte == b'#').count();
    let rest = &words[level..];
    let spaced = (1..=6).contains(&level) && rest.starts_with(is_blank);
    let start = level + (rest.len() - rest.trim_start_matches(is_blank).len());
    let end = words.trim_end_matches('#').trim_end_matches(is_blank).len();
    (spaced && start < end).then_some(start..end)
}

/// A rule across the page.
fn rule(words: &str) -> bool {
    let mut marks = words.chars().filter(|c| !c.is_whitespace());
    let first = marks.next().filter(|c| matches!(c, '-' | '*' | '_' | '=' | '~' | '—' | '–'));
    let count = words.chars().filter(|c| !c.is_whitespace()).count();
    first.is_some_and(|first| count >= 3 && marks.all(|c| c == first))
}

fn table_rule(words: &str) -> bool {
    words.len() > 2 && words.contains('|') && words.contains('-') && words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn bullet(words: &str) -> Option<usize> {
    let mark = words.chars().next().filter(|c| matches!(c, '-' | '*' | '+' | '•' | '·' | '‣' | '▪' | '◦' | '–'))?;
    let rest = &words[mark.len_utf8()..];
    let space = rest.len() - rest.trim_start_matches(is_blank).len();
    (space > 0 && space < rest.len()).then_some(mark.len_utf8() + space)
}

/// "3. ", "3) ", "(a) ", "iv) ".
fn ordinal(words: &str) -> Option<usize> {
    let open = usize::from(words.starts_with('('));
    let name: &str = words[open..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let close = words[open + name.len()..].chars().next()?;
    let number = name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_digit());
    let letter = (name.len() == 1 || name.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))) && close == ')';
    let closed = close == ')' || (close == '.' && open == 0);
    let end = open + name.len() + 1;
    let rest = words.get(end..)?;
    let space = rest.len() - rest.trim_start_matches(is_blank).len();
    (!name.is_empty() && name.len() <= 4 && (number || letter) && closed && space > 0 && space < rest.len()).then_some(end + space)
}

/// Finds the inline markup of a chunk and makes it a part.
fn add(draft: &mut Draft, chunk: Chunk) {
    let mut found = inline(&draft.text, chunk.span);
    found.markup.retain(|mark| !chunk.marks.iter().any(|other| other.overlaps(*mark)));
    found.markup.extend(chunk.marks);
    found.markup.sort_unstable();
    draft.markup.extend(found.markup);
    let span = draft.shrink(chunk.span);
    if span.is_empty() {
        return;
    }
    let link_only = found.links.iter().any(|link| draft.shrink(link.words).contains(span));
    draft.links.extend(found.links);
    draft.parts.push(Part { span, kind: chunk.kind, link_only, marked: chunk.marked });
}

/// Joins paragraphs that are one sentence broken over a line or a blank line.
fn join_broken(draft: &mut Draft) {
    let mut parts: Vec<Part> = Vec::with_capacity(draft.parts.len());
    for part in std::mem::take(&mut draft.parts) {
        let broken = parts.last().is_some_and(|last| plain(last) && plain(&part) && goes_on(&draft.text, last.span, part.span));
        match parts.last_mut() {
            Some(last) if broken => {
                last.span = last.span.cover(part.span);
                last.link_only = false;
            }
            _ => parts.push(part),
        }
    }
    draft.parts = parts;
}

fn plain(part: &Part) -> bool {
    part.kind == BlockKind::Paragraph && !part.marked && !part.link_only
}

fn goes_on(text: &str, first: Span, second: Span) -> bool {
    let (words, next) = (first.of(text), second.of(text));
    let last_line = words.rsplit(is_break).find(|line| !line.trim().is_empty()).unwrap_or("");
    !stands_alone(last_line) && !stands_alone(next) && shape::continues(words, next)
}

/// Marks as headings the unmarked lines that look like one and stand above running text.
fn name_unmarked_headings(draft: &mut Draft) {
    let body = |part: &Part, draft: &Draft| part.kind.is_body() && shape::ends_sentence(&draft.words(part.span));
    let Some(last_body) = draft.parts.iter().rposition(|part| body(part, draft)) else { return };
    let first = draft.parts.iter().position(|part| part.kind != BlockKind::Furniture && !stands_alone(part.span.of(&draft.text)));
    for index in 0..last_body {
        let part = &draft.parts[index];
        if part.kind != BlockKind::Paragraph || part.marked || part.span.len() > 160 || part.span.of(&draft.text).contains(is_break) {
            continue;
        }
        let words = draft.words(part.span);
        let headline = first == Some(index) && shape::looks_like_headline(&words);
        let bold = draft.text[..part.span.start as usize].ends_with("**") && draft.text[part.span.end as usize..].starts_with("**");
        let alone = stands_alone(part.span.of(&draft.text)) || (part.link_only && !headline);
        if !alone && (headline || shape::looks_like_heading(&words) || (bold && shape::looks_like_headline(&words))) {
            draft.parts[index].kind = BlockKind::Heading;
        }
    }
}
