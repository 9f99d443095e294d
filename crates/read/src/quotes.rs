//! Quotations: which stretches of the page stand in quotation marks.
//!
//! Marks are paired inside each body block: curly, straight, doubled (` `` '' `), angular and single ones. An apostrophe is no mark. A closing mark
//! without an opening one quotes from the block's start, an unclosed one to the block's end: that is how a quotation over several paragraphs is set.
//! Quotations inside a quotation are not listed.

use model::Span;

use crate::Page;

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the opening mark to the closing mark, both included.
    pub span: Span,
    /// Whether it goes on a quotation that the block before left open.
    pub continued: bool,
    /// Whether a closing mark ends it.
    pub closed: bool,
}

/// All quotations, in text order.
pub(crate) fn find(page: &Page<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut open = false;
    for block in page.article.blocks.iter().filter(|block| block.kind.is_body()) {
        open = in_block(&page.view, block.span, open, &mut quotes);
    }
    quotes
}

/// Adds the quotations of one block; `open` tells whether the block before left one open. Yields whether this one does.
fn in_block(text: &str, block: Span, mut open: bool, quotes: &mut Vec<Quote>) -> bool {
    let marks = marks(text, block);
    let mut at = 0;
    let mut first = true;
    while at < marks.len() {
        let mark = marks[at];
        let at_start =
            text[block.range()].get(..mark.span.start as usize - block.start as usize).is_some_and(|before| before.trim().is_empty());
        if mark.side == Side::Close {
            if first && mark.kind == Kind::Double && !at_start {
                quotes.push(Quote { span: Span { start: block.start, end: mark.span.end }, continued: open, closed: true });
                open = false;
            }
            at += 1;
            continue;
        }
        first = false;
        let close = closing(&marks, at);
        let continued = open && at_start;
        open = false;
        match close {
            Some(close) => {
                quotes.push(Quote { span: mark.span.cover(marks[close].span), continued, closed: true });
                at = close + 1;
            }
            None if mark.kind == Kind::Double => {
                quotes.push(Quote { span: Span { start: mark.span.start, end: block.end }, continued, closed: false });
                return true;
            }
            None => at += 1,
        }
    }
    false
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// A straight mark between blanks or letters: either.
    Either,
}

/// One quotation mark.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    kind: Kind,
    side: Side,
    /// Whether it looks the same at both ends.
    straight: bool,
    /// Whether it follows a letter directly: then a single one may be an apostrophe after a plural.
    after_letter: bool,
}

/// The mark that closes the one at `from`: of the same kind; a single one that follows punctuation is preferred to a possible apostrophe.
fn closing(marks: &[Mark], from: usize) -> Option<usize> {
    let open = marks[from];
    let candidates = marks.iter().enumerate().skip(from + 1).filter(|(_, m)| m.kind == open.kind && m.side != Side::Open);
    if open.kind == Kind::Double {
        return closing_double(marks, from, open);
    }
    // A single quotation does not reach past the next opening mark of its kind, nor past a double one.
    let limit = marks
        .iter()
        .enumerate()
        .skip(from + 1)
        .find(|(_, m)| m.side == Side::Open && m.kind == Kind::Single)
        .map_or(marks.len(), |(at, _)| at);
    let within: Vec<usize> = candidates.map(|(at, _)| at).filter(|at| *at < limit).collect();
    within.iter().copied().find(|at| !marks[*at].after_letter).or_else(|| within.first().copied())
}

/// The closing mark, past inner quotations that open and close; when the styles are mixed up, the next closing mark of any.
fn closing_double(marks: &[Mark], from: usize, open: Mark) -> Option<usize> {
    let doubles = || marks.iter().enumerate().skip(from + 1).filter(|(_, m)| m.kind == Kind::Double);
    let (mut depth, mut straight_depth) = (0, 0);
    for (at, mark) in doubles() {
        match mark.side {
            // Inside a curly quotation a straight pair is another one; a straight mark that closes none of these closes the curly one.
            Side::Open if mark.straight && !open.straight => straight_depth += 1,
            Side::Close if mark.straight && !open.straight && straight_depth > 0 => straight_depth -= 1,
            Side::Either if mark.straight && !open.straight => {}
            Side::Open if mark.straight => {}
            Side::Open => depth += 1,
            _ if depth == 0 || (mark.straight && open.straight) => return Some(at),
            _ => depth -= 1,
        }
    }
    doubles().find(|(_, m)| m.side != Side::Open).map(|(at, _)| at)
}

/// The quotation marks of a block in text order.
fn marks(text: &str, block: Span) -> Vec<Mark> {
    let words = block.of(text);
    let mut marks = Vec::new();
    let mut skip = 0;
    for (at, mark) in words.char_indices() {
        if at < skip || !matches!(mark, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '`' | '‘' | '’') {
            continue;
        }
        let doubled = matches!(mark, '\'' | '`') && words[at..].chars().nth(1) == Some(mark);
        let length = if doubled { 2 } else { mark.len_utf8() };
        skip = at + length;
        let before = words[..at].chars().next_back();
        let after = words[skip..].chars().next();
        let kind = if doubled || matches!(mark, '"' | '“' | '”' | '„' | '«' | '»') { Kind::Double } else { Kind::Single };
        let inches = matches!(mark, '"' | '”') && follows_feet(&words[..at]);
        let side = match kind {
            _ if inches => None,
            Kind::Double => Some(double_side(mark, doubled, before, after)),
            Kind::Single => single_side(mark, before, &words[skip..]),
        };
        if let Some(side) = side {
            let start = block.start as usize + at;
            let after_letter = before.is_some_and(char::is_alphanumeric);
            marks.push(Mark { span: Span::new(start, start + length), kind, side, straight: matches!(mark, '"' | '\''), after_letter });
        }
    }
    marks
}

/// Whether a height in feet and the digits of its inches stand before the mark: 6'3". A quotation that ends in another ("…,’”") has no digits there.
fn follows_feet(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    feet.len() < before.len() && feet.strip_suffix(['\'', '’']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
}

/// Which way a double mark faces.
fn double_side(mark: char, doubled: bool, before: Option<char>, after: Option<char>) -> Side {
    match mark {
        // A mark set the wrong way round shows by its neighbours: “It is late,“ he said.
        '“' if before.is_some_and(|c| c.is_alphanumeric() || c.is_ascii_punctuation()) && after.is_none_or(char::is_whitespace) => {
            Side::Close
        }
        '”' if before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric) => Side::Open,
        '“' | '„' | '«' => Side::Open,
        '”' | '»' => Side::Close,
        '`' if doubled => Side::Open,
        _ => {
            let free_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '‘' | '\''));
            let free_after =
                after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '—' | '–' | ',' | '.' | ';' | ':' | '?' | '!'));
            match (free_before, free_after) {
                (true, false) => Side::Open,
                (false, true) => Side::Close,
                _ => Side::Either,
            }
        }
    }
}

/// Which way a single mark faces; `None` for an apostrophe.
fn single_side(mark: char, before: Option<char>, after: &str) -> Option<Side> {
    let next = after.chars().next();
    let inside_word = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
    let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '"' | '“' | ':'));
    match mark {
        '`' => None,
        _ if inside_word => None,
        '‘' => (opens && !elision(after)).then_some(Side::Open),
        _ if opens && next.is_some_and(char::is_alphanumeric) => (mark == '\'' && !elision(after)).then_some(Side::Open),
        _ if opens || next.is_some_and(char::is_alphanumeric) => None,
        _ => Some(Side::Close),
    }
}

/// Whether the letters after a single mark are a shortened word or year ('em, '90s).
fn elision(after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.starts_with(|c: char| c.is_ascii_digit())
        || ["em", "til", "till", "tis", "twas", "cause", "bout", "round", "n", "cuz"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let article = model::Article::plain("a", text);
        let mut quotes = Vec::new();
        let mut open = false;
        for block in &article.blocks {
            open = in_block(&article.text, block.span, open, &mut quotes);
        }
        quotes.iter().map(|q| article.words(q.span).to_string()).collect()
    }

    #[test]
    fn every_kind_of_mark_pairs() {
        assert_eq!(quoted("“Not now,” he said. “Later.”"), ["“Not now,”", "“Later.”"]);
        assert_eq!(quoted("\"Not now,\" he said. \"Later.\""), ["\"Not now,\"", "\"Later.\""]);
        assert_eq!(quoted("``Not now,'' he said. ''Later.''"), ["``Not now,''", "''Later.''"]);
        assert_eq!(quoted("«Not now», he said."), ["«Not now»"]);
    }

    #[test]
    fn styles_nest_and_a_mark_set_wrong_still_closes() {
        assert_eq!(
            quoted("\"It is not “equal justice” any more. It is late,\" he said."),
            ["\"It is not “equal justice” any more. It is late,\""]
        );
        assert_eq!(quoted("“The “last” round is over,” he said."), ["“The “last” round is over,”"]);
        assert_eq!(quoted("“It is late,\" he said. \"It is dark.”"), ["“It is late,\"", "\"It is dark.”"]);
        assert_eq!(quoted("“It is “late.\" He left,” he said."), ["“It is “late.\" He left,”"]);
        assert_eq!(quoted("“It is late,“ he said. “It is dark.”"), ["“It is late,“", "“It is dark.”"]);
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        assert_eq!(quoted("The parties’ talks didn't fail in the '90s; it's the ministers' plan."), Vec::<String>::new());
    }

    #[test]
    fn single_marks_quote_around_apostrophes() {
        assert_eq!(quoted("‘It’s the ministers’ plan,’ he said."), ["‘It’s the ministers’ plan,’"]);
        assert_eq!(quoted("'It's the ministers' plan,' he said."), ["'It's the ministers' plan,'"]);
    }

    #[test]
    fn a_quotation_may_end_in_another_and_inches_are_no_mark() {
        assert_eq!(quoted("“They all say ‘later,’” he said. “Not me.”"), ["“They all say ‘later,’”", "“Not me.”"]);
        assert_eq!(quoted("\"They all say 'later,'\" he said. \"Not me.\""), ["\"They all say 'later,'\"", "\"Not me.\""]);
        assert_eq!(quoted("He is 6'3\" tall and “not shy,” she said."), ["“not shy,”"]);
    }

    #[test]
    fn inner_quotations_belong_to_the_outer() {
        assert_eq!(quoted("“He told me ‘never’ twice,” she said."), ["“He told me ‘never’ twice,”"]);
    }

    #[test]
    fn an_unclosed_quotation_goes_on_in_the_next_block() {
        assert_eq!(quoted("He said: “One.\n\n“Two.”\n\nThree."), ["“One.", "“Two.”"]);
        assert_eq!(quoted("One and two,” he said."), ["One and two,”"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_yields_resolving_quotations(text in "[a-c \"'“”‘’`«»,.\n]{0,60}") {
            for words in quoted(&text) {
                proptest::prop_assert!(!words.is_empty());
            }
        }
    }
}
