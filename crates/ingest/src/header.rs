//! Front matter: the `---` block of `key: value` lines at the head of a Markdown file.
//!
//! In: the text. Out: where it ends and its fields with the span of each value. A block with any line that is neither `key: value`, a list
//! item, a continuation nor blank is not front matter but text between two rules, and nothing is found.

use model::Span;

use crate::draft::is_blank;

/// How many lines front matter may have.
const MOST_LINES: usize = 200;

/// One field; the value without its quotation marks, possibly empty.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) key: String,
    /// The whole line or lines.
    pub(crate) line: Span,
    pub(crate) value: Span,
}

/// Front matter: where the text after it starts, and its fields in order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) end: usize,
    pub(crate) fields: Vec<Field>,
}

/// Finds front matter at the very start.
pub(crate) fn header(text: &str) -> Option<Header> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut fields: Vec<Field> = Vec::new();
    let mut at = start;
    for (number, line) in text[start..].split_inclusive('\n').enumerate().take(MOST_LINES) {
        let words = line.trim_end_matches(is_blank);
        let fence = words == "---" || (number > 0 && words == "...");
        match number {
            0 if !fence => return None,
            0 => {}
            _ if fence => return (!fields.is_empty()).then_some(Header { end: at + line.len(), fields }),
            _ if words.is_empty() => {}
            _ if words.starts_with([' ', '\t', '-', '#']) => extend(fields.last_mut(), at + words.len()),
            _ => fields.push(field(text, at, words)?),
        }
        at += line.len();
    }
    None
}

fn extend(field: Option<&mut Field>, end: usize) {
    if let Some(field) = field {
        field.line = Span::new(field.line.start as usize, end);
    }
}

fn field(text: &str, at: usize, line: &str) -> Option<Field> {
    let colon = line.find(':')?;
    let key = line[..colon].trim().to_lowercase();
    let named = !key.is_empty() && key.len() <= 40 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
    let spaced = line.len() == colon + 1 || line[colon + 1..].starts_with([' ', '\t']);
    (named && spaced).then(|| Field { key, line: Span::new(at, at + line.len()), value: unquoted(text, at + colon + 1, at + line.len()) })
}

fn unquoted(text: &str, start: usize, end: usize) -> Span {
    let words = &text[start..end];
    let start = start + (words.len() - words.trim_start_matches(is_blank).len());
    let words = &text[start..end];
    for quote in ['"', '\''] {
        if let Some(inner) = words.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return Span::new(start + 1, start + 1 + inner.len());
        }
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_with_quotes_and_without() {
        let text = "---\ntitle: \"A: B\"\ndate:\nurl: http://x.example/1\ntags:\n  - a\n---\nBody.";
        let header = header(text).expect("front matter");
        let values: Vec<_> = header.fields.iter().map(|f| (f.key.as_str(), f.value.of(text))).collect();
        assert_eq!(values, [("title", "A: B"), ("date", ""), ("url", "http://x.example/1"), ("tags", "")]);
        assert_eq!(&text[header.end..], "Body.");
    }

    #[test]
    fn text_between_rules_is_not_front_matter() {
        assert_eq!(header("---\nThe talks went on.\n---\nBody."), None);
        assert_eq!(header("---\ntitle: never closed\n"), None);
        assert_eq!(header("title: x\n---\n"), None);
    }
}
