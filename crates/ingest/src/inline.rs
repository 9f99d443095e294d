//! Markup inside a part: link brackets and targets, emphasis, images, tags, escapes.
//!
//! In: text and a span. Out: the bytes that are not words, and the links. Brackets without a target are the reporter's own ("[U.S. support]
//! has not been stopped") and stay; an asterisk or underscore without its partner stays too.

use model::Span;

use crate::draft::Link;

/// How far a link's words or target may run; bounds the search in texts full of brackets.
const LONGEST_LINK: usize = 2_000;

/// HTML elements that turn up in Markdown.
const TAGS: &[&str] =
    &["a", "b", "br", "cite", "div", "em", "figure", "hr", "i", "img", "p", "q", "small", "span", "strong", "sub", "sup", "u"];

/// What was found in one part, unordered.
#[derive(Default)]
pub(crate) struct Inline {
    pub(crate) markup: Vec<Span>,
    pub(crate) links: Vec<Link>,
}

/// Finds the markup of one part.
pub(crate) fn inline(text: &str, span: Span) -> Inline {
    let mut scan = Scan { text, end: span.end as usize, found: Inline::default(), open: Vec::new(), closing: Vec::new() };
    let mut at = span.start as usize;
    while at < scan.end {
        at = scan.step(at);
    }
    let mut end = 0;
    scan.found.markup.sort_unstable();
    scan.found.markup.retain(|mark| {
        let apart = mark.start >= end;
        end = end.max(if apart { mark.end } else { 0 });
        apart
    });
    scan.found
}

struct Scan<'a> {
    text: &'a str,
    end: usize,
    found: Inline,
    /// Emphasis runs not yet closed: character, length, position.
    open: Vec<(u8, usize, usize)>,
    /// Link ends ahead, innermost last.
    closing: Vec<Span>,
}

impl Scan<'_> {
    /// Looks at one position and gives the next; always moves on.
    fn step(&mut self, at: usize) -> usize {
        if let Some(end) = self.closing.pop_if(|end| end.start as usize <= at) {
            return (end.end as usize).max(at + 1);
        }
        match self.text.as_bytes()[at] {
            b'\\' => self.escape(at),
            b'!' if self.rest(at + 1).starts_with('[') => self.image(at),
            b'[' => self.link(at),
            b'<' => self.angle(at),
            mark @ (b'*' | b'_') => self.emphasis(at, mark),
            _ => at + 1,
        }
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.end).unwrap_or("")
    }

    fn mark(&mut self, start: usize, end: usize) {
        self.found.markup.push(Span::new(start, end));
    }

    fn escape(&mut self, at: usize) -> usize {
        if self.rest(at + 1).starts_with(['*', '_', '[', ']', '(', ')', '#', '"', '\'', '>', '<', '|', '~', '`', '.', '-', '!', '&', '$']) {
            self.mark(at, at + 1);
            return at + 2;
        }
        at + 1
    }

    fn image(&mut self, at: usize) -> usize {
        match self.link_parts(at + 1) {
            Some((_, end)) => {
                self.mark(at, end);
                end
            }
            None => at + 1,
        }
    }

    fn link(&mut self, at: usize) -> usize {
        if let Some(close) = self.rest(at).strip_prefix("[^").and_then(|rest| rest.find(']')).filter(|&n| n > 0 && n < 20) {
            self.mark(at, at + close + 3);
            return at + close + 3;
        }
        let Some((close, end)) = self.link_parts(at) else { return at + 1 };
        let target = self.text[close + 2..end - 1].split_whitespace().next().unwrap_or("").trim_matches(['<', '>']);
        self.found.links.push(Link { words: Span::new(at + 1, close), target: target.to_string() });
        self.mark(at, at + 1);
        self.mark(close, end);
        self.closing.push(Span::new(close, end));
        at + 1
    }

    /// For `[` at `at`: where its `]` stands and where the target's `)` ends, if a target follows directly.
    fn link_parts(&self, at: usize) -> Option<(usize, usize)> {
        let close = self.balanced(at, b'[', b']')?;
        if self.text.as_bytes().get(close + 1).filter(|_| close + 1 < self.end) != Some(&b'(') {
            return None;
        }
        let end = self.balanced(close + 1, b'(', b')')? + 1;
        let target = self.text[close + 2..end - 1].trim();
        let plain = target.split_whitespace().count() <= 1 || target.ends_with('"');
        (plain && !target.contains('\n')).then_some((close, end))
    }

    fn balanced(&self, at: usize, open: u8, close: u8) -> Option<usize> {
        let mut depth = 0usize;
        let bytes = self.text.as_bytes();
        for (i, &byte) in bytes.iter().enumerate().take(self.end.min(at + LONGEST_LINK)).skip(at) {
            if byte == open {
                depth += 1;
            } else if byte == close {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
        }
        None
    }

    fn angle(&mut self, at: usize) -> usize {
        let window: &[u8] = &self.text.as_bytes()[at..self.end.min(at + LONGEST_LINK)];
        let Some(close) = window.iter().position(|&byte| byte == b'>').map(|n| at + n) else { return at + 1 };
        let inside = &self.text[at + 1..close];
        if is_address(inside) {
            self.found.links.push(Link { words: Span::new(at + 1, close), target: inside.to_string() });
            self.mark(at, at + 1);
            self.mark(close, close + 1);
            return close + 1;
        }
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if TAGS.contains(&name.to_ascii_lowercase().as_str()) {
            self.mark(at, close + 1);
            return close + 1;
        }
        at + 1
    }

    fn emphasis(&mut self, at: usize, mark: u8) -> usize {
        let length = self.rest(at).bytes().take_while(|&byte| byte == mark).count();
        let end = at + length;
        let before = self.text[..at].chars().next_back();
        let after = self.rest(end).chars().next();
        let opens = after.is_some_and(|c| !c.is_whitespace()) && (mark == b'*' || !before.is_some_and(char::is_alphanumeric));
        let closes = before.is_some_and(|c| !c.is_whitespace()) && (mark == b'*' || !after.is_some_and(char::is_alphanumeric));
        let partner = self.open.iter().rposition(|&(kind, n, _)| kind == mark && n == length).filter(|_| closes);
        if let Some(index) = partner {
            let (_, _, start) = self.open[index];
            self.open.truncate(index);
            self.mark(start, start + length);
            self.mark(at, end);
        } else if opens && length <= 3 && self.open.len() < 16 {
            self.open.push((mark, length, at));
        }
        end
    }
}

/// Whether the whole string is a web address.
pub(crate) fn is_address(words: &str) -> bool {
    (words.starts_with("http://") || words.starts_with("https://")) && words.len() > 10 && !words.contains(char::is_whitespace)
}

/// Whether the whole string is a bare site name, "president.gov.ua".
pub(crate) fn is_site(words: &str) -> bool {
    let (labels, last) = match words.rsplit_once('.') {
        Some((front, last)) => (front.split('.').count(), last),
        None => return false,
    };
    let name = words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let parts = words.split('.').all(|label| !label.is_empty());
    labels >= 1 && name && parts && words.len() >= 5 && (2..=12).contains(&last.len()) && last.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<&str> {
        inline(text, Span::new(0, text.len())).markup.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_link_gives_its_brackets_and_target() {
        assert_eq!(marked("He [ruled out](#) talks."), ["[", "](#)"]);
        assert_eq!(marked("[a [b] c](http://x.org/(1))"), ["[", "](http://x.org/(1))"]);
    }

    #[test]
    fn brackets_of_the_reporter_stay() {
        assert!(marked("“[Aid] has not been stopped (yet)”").is_empty());
        assert!(marked("[Aid] (for now)").is_empty());
    }

    #[test]
    fn emphasis_needs_its_partner() {
        assert_eq!(marked("**Related:** [x](y) and 2 * 3 * 4, snake_case_name"), ["**", "**", "[", "](y)"]);
        assert_eq!(marked("*one line*"), ["*", "*"]);
        assert!(marked("a footnote* here").is_empty());
    }

    #[test]
    fn addresses_and_tags() {
        assert_eq!(marked("<https://a.example/b> x <br/> 3 < 4 > 2"), ["<", ">", "<br/>"]);
        assert_eq!(marked("![alt [x]](a.png) and note[^1]."), ["![alt [x]](a.png)", "[^1]"]);
    }

    #[test]
    fn a_site_name_is_not_an_abbreviation() {
        assert!(is_site("president.gov.ua") && is_site("wire.example"));
        assert!(!is_site("U.S.") && !is_site("end.") && !is_site("war.The"));
    }
}
