//! A plain text → its blocks: paragraphs, list items, headings.

use std::ops::Range;

/// The blocks of a plain text: paragraphs, list items, headings.
///
/// A block ends at a blank line, before a line that starts like a list item or a heading, and after a line that is a heading:
/// marked as one (`#`), or without a final stop and so short that the next line's first word would have fitted (a typesetter who
/// wraps lines fills them).
pub fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let lines: Vec<Range<usize>> = lines(text).collect();
    for (at, line) in lines.iter().enumerate() {
        let content = text[line.clone()].trim();
        if content.is_empty() || opens_item(content) {
            out.extend(open.take());
        }
        if content.is_empty() {
            continue;
        }
        open = Some(open.map_or(line.start, |block| block.start)..line.end);
        let next = lines.get(at + 1).map_or("", |next| text[next.clone()].trim());
        if content.starts_with('#') || stands_alone(content, next, widest(text, &lines, at)) {
            out.extend(open.take());
        }
    }
    out.extend(open);
    out
}

/// Byte ranges of the lines, without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = text.as_ptr() as usize;
    text.lines().map(move |line| line.as_ptr() as usize - base..line.as_ptr() as usize - base + line.len())
}

/// The longest of the lines around one, in bytes.
fn widest(text: &str, lines: &[Range<usize>], at: usize) -> usize {
    let near = at.saturating_sub(3)..(at + 4).min(lines.len());
    lines[near].iter().map(|line| text[line.clone()].trim_end().len()).max().unwrap_or(0)
}

/// A bullet, a number with a stop or bracket, a heading mark, a quotation mark of Markdown.
fn opens_item(line: &str) -> bool {
    let bullet = ["- ", "* ", "+ ", "\u{2022}", "\u{25aa}", "\u{2013} ", "#", "> "].iter().any(|mark| line.starts_with(mark));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=2).contains(&digits) && [". ", ") "].iter().any(|mark| line[digits..].starts_with(mark));
    bullet || numbered
}

/// The line ends where it need not have: it has no final stop and the next line's first word would have fitted in.
fn stands_alone(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, str::len);
    let closed = line.trim_end_matches(['"', '\u{201d}', ')', '*', '_']).ends_with(['.', '!', '?', ',', ';', '-', '\u{2014}']);
    let starts_new = next.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    !closed && starts_new && line.len() + 1 + word + 8 < width
}
