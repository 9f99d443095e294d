//! What an article says about itself: headline, byline, day, outlet, where it first appeared, its address.
//!
//! In: a draft and what is known already (page metadata, front matter). Out: an [`Imprint`], and in the draft the parts that say it marked as
//! furniture or caption. Nothing is removed. A clause is taken only when it makes up its whole part, so no sentence of the report is lost.

use model::{Block, BlockKind, Origin, Span};

use crate::days::{Candidate, DaySource, in_address, leading};
use crate::draft::{Draft, Part};
use crate::header::Header;
use crate::inline::{is_address, is_site};
use crate::phrases::{self, Sense};
use crate::shape;

/// Longest part that can be furniture, in bytes of words.
const LONGEST: usize = 300;

/// What is known about the article. Earlier finds stay; later ones fill what is empty.
#[derive(Debug, Default)]
pub(crate) struct Imprint {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) origin: Option<Origin>,
    /// An outlet named only in byline or dateline.
    pub(crate) named_outlet: Option<String>,
    pub(crate) days: Vec<Candidate>,
}

impl Imprint {
    /// This, with what it lacks taken from another; days of both count.
    pub(crate) fn or(mut self, other: Imprint) -> Imprint {
        self.days.extend(other.days);
        Imprint {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            byline: self.byline.or(other.byline),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            origin: self.origin.or(other.origin),
            named_outlet: self.named_outlet.or(other.named_outlet),
            days: self.days,
        }
    }
}

/// Whether a line is not part of a paragraph that touches it: byline, day, address, or a phrase of the table.
pub(crate) fn stands_alone(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let words = line.trim_matches(|c: char| matches!(c, '*' | '_' | '#' | '<' | '>') || c.is_whitespace());
    byline(words).is_some() || dated(words).is_some() || is_address(words) || is_notice(words)
}

/// Takes the fields of front matter.
pub(crate) fn of_header(text: &str, header: &Header) -> Imprint {
    let mut imprint = Imprint::default();
    for field in &header.fields {
        let value = field.value.of(text).trim();
        if value.is_empty() {
            continue;
        }
        let value_text = || Some(value.replace("\\\"", "\""));
        match field.key.as_str() {
            "title" | "headline" => imprint.title = value_text(),
            "author" | "authors" | "byline" | "by" => imprint.byline = value_text(),
            "outlet" | "publisher" | "publication" | "site" | "site_name" | "sitename" => imprint.outlet = value_text(),
            "source" if !is_address(value) => imprint.outlet = value_text(),
            "url" | "link" | "canonical" | "source" | "source_url" | "permalink" => imprint.url = value_text(),
            "lang" | "language" => imprint.language = language(value),
            "date" | "published" | "pubdate" | "publishdate" | "publish_date" | "published_at" | "date_published" | "datepublished" => {
                let day = leading(value).map(|(day, _)| Candidate { day, source: DaySource::FrontMatter, span: Some(field.value) });
                imprint.days.extend(day);
            }
            _ => {}
        }
    }
    imprint
}

/// The two-letter code of a language tag, "en-GB" → "en".
pub(crate) fn language(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next().unwrap_or("").trim().to_lowercase();
    (code.len() == 2 && code.chars().all(|c| c.is_ascii_lowercase())).then_some(code)
}

/// Reads the parts of the draft, marks those about the article, and completes what is known.
pub(crate) fn find(draft: &mut Draft, imprint: &mut Imprint) {
    let heads = head_end(draft);
    let mut finder = Finder { imprint, kinds: Vec::new(), splits: Vec::new(), address_next: false };
    for (index, part) in draft.parts.iter().enumerate() {
        let above = index < heads;
        let kind = finder.judge(draft, part, index, above);
        finder.kinds.push(kind);
    }
    let (mut kinds, splits) = (finder.kinds, finder.splits);
    mark_colophon(draft, &mut kinds);
    for (part, kind) in draft.parts.iter_mut().zip(kinds) {
        part.kind = kind;
    }
    for (index, at) in splits.into_iter().rev() {
        split(draft, index, at);
    }
    finish(imprint);
}

/// Paragraphs at the end that are wholly in italics are the outlet's words about itself or the author.
fn mark_colophon(draft: &Draft, kinds: &mut [BlockKind]) {
    for (part, kind) in draft.parts.iter().zip(kinds).rev() {
        let before = &draft.text[..part.span.start as usize];
        let after = &draft.text[part.span.end as usize..];
        let italic = ["*", "_"].iter().any(|mark| before.ends_with(mark) && after.starts_with(mark));
        match *kind {
            BlockKind::Paragraph if italic && draft.parts.len() > 1 => *kind = BlockKind::Furniture,
            BlockKind::Furniture => {}
            _ => return,
        }
    }
}

/// Number of parts above the first that is running text.
fn head_end(draft: &Draft) -> usize {
    let running = |part: &Part| {
        let words = draft.words(part.span);
        let caption = words.rsplit_once(' ').is_some_and(|(_, last)| is_site(last));
        part.kind.is_body() && shape::count(&words) >= 8 && shape::ends_sentence(&words) && !caption && !is_notice(&words)
    };
    draft.parts.iter().position(running).unwrap_or(draft.parts.len())
}

/// Cuts a dateline from the paragraph it opens.
fn split(draft: &mut Draft, index: usize, at: usize) {
    let whole = draft.parts[index].span;
    let line = draft.shrink(Span::new(whole.start as usize, at));
    let body = draft.shrink(Span::new(at, whole.end as usize));
    if line.is_empty() || body.is_empty() {
        return;
    }
    draft.parts[index].span = body;
    let marked = draft.parts[index].marked;
    draft.parts.insert(index, Part { span: line, kind: BlockKind::Furniture, link_only: false, marked });
}

fn finish(imprint: &mut Imprint) {
    if let Some(day) = imprint.url.as_deref().and_then(in_address) {
        imprint.days.push(Candidate { day, source: DaySource::Address, span: None });
    }
    if imprint.outlet.is_none() {
        let first = imprint.origin.as_ref().and_then(|origin| origin.outlet.clone());
        imprint.outlet = imprint.named_outlet.take().or(first);
    }
}

struct Finder<'a> {
    imprint: &'a mut Imprint,
    kinds: Vec<BlockKind>,
    /// Part number and byte at which a dateline ends.
    splits: Vec<(usize, usize)>,
    /// The part before ended in "Original url:".
    address_next: bool,
}

impl Finder<'_> {
    fn judge(&mut self, draft: &Draft, part: &Part, index: usize, above: bool) -> BlockKind {
        if part.kind == BlockKind::Heading {
            self.headline(draft, part, above);
        }
        let long = part.span.len() > LONGEST * 2;
        let words = if long { String::new() } else { draft.words(part.span) };
        let expected = std::mem::take(&mut self.address_next);
        if part.kind == BlockKind::Furniture || words.len() > LONGEST || long {
            return self.dateline(draft, part, index, above);
        }
        if is_address(&words) {
            if expected || self.imprint.url.is_none() {
                self.imprint.url = Some(words);
            }
            return BlockKind::Furniture;
        }
        if self.origin(draft, part, &words)
            || self.address(draft, part, &words)
            || self.day_line(draft, part, &words)
            || self.by(&words, above)
        {
            return BlockKind::Furniture;
        }
        if is_notice(&words) || (part.link_only && !above && part.kind != BlockKind::Heading && !shape::ends_sentence(&words)) {
            return BlockKind::Furniture;
        }
        if part.kind == BlockKind::Paragraph && is_caption(draft, part, &words, above) {
            return BlockKind::Caption;
        }
        self.dateline(draft, part, index, above)
    }

    fn headline(&mut self, draft: &Draft, part: &Part, above: bool) {
        let first = above && !self.kinds.contains(&BlockKind::Heading);
        let top = self.kinds.iter().all(|kind| *kind == BlockKind::Furniture);
        if first && self.imprint.title.is_none() && is_headline(draft, part, top) {
            self.imprint.title = Some(draft.words(part.span));
        }
    }

    /// "This article first appeared in P." and "The post T appeared first on P."
    fn origin(&mut self, draft: &Draft, part: &Part, words: &str) -> bool {
        let Some((outlet, _)) = origin(words) else { return false };
        let link = draft.links.iter().find(|link| part.span.contains(link.words) && is_address(&link.target));
        let url = link.map(|link| link.target.clone());
        if let Some((day, _)) = words.rsplit_once(" on ").and_then(|(_, day)| leading(day)) {
            self.imprint.days.push(Candidate { day, source: DaySource::Printed, span: Some(part.span) });
        }
        if self.imprint.origin.is_none() {
            self.imprint.origin = Some(Origin { outlet: Some(outlet), url, span: Some(part.span) });
        }
        true
    }

    /// "Original url:" with the address behind it, on this line or the next.
    fn address(&mut self, draft: &Draft, part: &Part, words: &str) -> bool {
        let lower = words.to_lowercase();
        let Some(phrase) = phrases::start(Sense::Address, &lower) else { return false };
        let rest = words.get(phrase.len()..).unwrap_or("").trim();
        let link = draft.links.iter().find(|link| part.span.contains(link.words) && is_address(&link.target));
        match link.map(|link| link.target.as_str()).or(Some(rest).filter(|rest| is_address(rest))) {
            Some(address) => self.imprint.url = Some(address.to_string()),
            None => self.address_next = phrase.ends_with(':') && rest.is_empty(),
        }
        self.address_next || phrase.ends_with(':') || !shape::ends_sentence(words)
    }

    /// A part that is a day, perhaps with an outlet, a byline or "Published" before it. Alone in its text it dates nothing.
    fn day_line(&mut self, draft: &Draft, part: &Part, words: &str) -> bool {
        let Some(line) = dated(words).filter(|_| draft.parts.len() > 1) else { return false };
        if part.kind == BlockKind::Heading && !line.before.is_empty() {
            return false;
        }
        if let Some(by) = byline(line.before) {
            self.credit(by);
        } else if has_outlet_word(line.before) && self.imprint.named_outlet.is_none() {
            self.imprint.named_outlet = Some(line.before.to_string());
        }
        if !line.updated {
            let span = draft.text[part.span.range()].find(line.words).map(|at| part.span.start as usize + at);
            let span = span.map_or(part.span, |start| Span::new(start, start + line.words.len()));
            self.imprint.days.push(Candidate { day: line.day, source: DaySource::Printed, span: Some(span) });
        }
        true
    }

    fn by(&mut self, words: &str, above: bool) -> bool {
        let Some(by) = byline(words).filter(|_| above) else { return false };
        self.credit(by);
        true
    }

    fn credit(&mut self, by: Byline<'_>) {
        self.imprint.byline.get_or_insert_with(|| by.names.to_string());
        if let Some(outlet) = by.outlet {
            self.imprint.named_outlet.get_or_insert_with(|| outlet.to_string());
        }
    }

    /// "KYIV (Lakeside Wire), March 3 — …" at the start of the first paragraph.
    fn dateline(&mut self, draft: &Draft, part: &Part, index: usize, above: bool) -> BlockKind {
        let first = above || !self.kinds.iter().any(|kind| kind.is_body());
        if !first || part.kind != BlockKind::Paragraph {
            return part.kind;
        }
        let Some(line) = dateline(part.span.of(&draft.text)) else { return part.kind };
        let start = part.span.start as usize;
        let end = start + line.end;
        let span = draft.shrink(Span::new(start, end));
        if let Some(day) = line.day {
            self.imprint.days.push(Candidate { day, source: DaySource::Dateline, span: Some(span) });
        }
        if let Some(agency) = line.agency.filter(|_| self.imprint.origin.is_none()) {
            self.imprint.origin = Some(Origin { outlet: Some(agency), url: None, span: Some(span) });
        }
        self.splits.push((index, end));
        part.kind
    }
}

/// A heading names the article when it is of the first level or stands at the very top.
fn is_headline(draft: &Draft, part: &Part, top: bool) -> bool {
    let line_start = draft.text[..part.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let lead = draft.text[line_start..part.span.start as usize].trim();
    let level = lead.bytes().take_while(|&byte| byte == b'#').count();
    level == 1 || (top && level == 0)
}

/// Whether the words are a notice of the page: related articles, chrome, credits at the end.
fn is_notice(words: &str) -> bool {
    let lower = words.to_lowercase();
    let finished = shape::ends_sentence(words);
    let short = shape::count(words) <= 6;
    let related = phrases::start(Sense::Related, &lower).is_some_and(|phrase| {
        let rest = words.get(phrase.len()..).unwrap_or("").trim();
        (phrase.ends_with(':') && (!finished || shape::count(rest) <= 14)) || (!finished && short)
    });
    let chrome = phrases::start(Sense::Chrome, &lower).is_some_and(|_| short || !finished && words.len() < 120);
    let closing = phrases::start(Sense::Closing, &lower).is_some_and(|phrase| {
        let rest = words.get(phrase.len()..).unwrap_or("").trim();
        if phrase.ends_with(" by") { shape::capitalised(rest) && !finished } else { lower[phrase.len()..].starts_with(" article") || short }
    });
    related
        || chrome
        || closing
        || origin(words).is_some()
        || phrases::start(Sense::Address, &lower).is_some_and(|phrase| phrase.ends_with(':'))
}

/// The first publisher named by the words, and where its name starts.
fn origin(words: &str) -> Option<(String, usize)> {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return None;
    }
    let at = match phrases::start(Sense::Origin, &lower) {
        Some(phrase) => phrase.len(),
        None if lower.starts_with("the post ") => {
            phrases::of(Sense::FeedFooter).find_map(|phrase| lower.rfind(phrase).map(|at| at + phrase.len()))?
        }
        None => return None,
    };
    let rest = words[at..].trim_start_matches([' ', ':']);
    let name = outlet_name(rest);
    let named = name.split_whitespace().find(|word| !matches!(*word, "the" | "The")).is_some_and(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            || name == rest.trim_end_matches('.') && shape::count(name) <= 4 && word.len() > 2
    });
    let not_a_day = leading(name).is_none() && !DAYS.iter().any(|day| name.starts_with(day));
    (named && not_a_day && (2..=80).contains(&name.len())).then(|| (strip_article(name).to_string(), words.len() - rest.len()))
}

const DAYS: [&str; 12] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "August"];

/// The name before ", and …", " on …", " under …" or the stop.
fn outlet_name(rest: &str) -> &str {
    let ends = [", ", " and is ", " on ", " under ", " with ", " as ", " at http", " (", ". ", " in "];
    let end = ends.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ':', ';']).trim()
}

/// "the Harbour Courier" → "Harbour Courier"; a capital "The" belongs to the name.
fn strip_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// Names after "By", and the outlet they wrote for.
struct Byline<'a> {
    names: &'a str,
    outlet: Option<&'a str>,
}

fn byline(words: &str) -> Option<Byline<'_>> {
    let rest = words.strip_prefix("By ").or_else(|| words.strip_prefix("BY ")).or_else(|| words.strip_prefix("by "))?;
    let rest = rest.trim_start_matches('[');
    let names_end = rest.find(']').unwrap_or(rest.len());
    let rest = rest[..names_end].trim_end_matches(['|', '·', ' ', ',']);
    let (names, outlet) = match rest.split_once(" for ").or_else(|| rest.split_once(", for ")) {
        Some((names, outlet)) => (names, Some(strip_article(outlet))),
        None => (rest, None),
    };
    let day = DAYS.iter().any(|day| names.starts_with(day)) || leading(names).is_some();
    let people = shape::are_names(names) && shape::count(names) <= 12 && (shape::count(names) >= 2 || words.starts_with("By "));
    let finished = shape::ends_sentence(rest) && !rest.ends_with("Jr.");
    let fits =
        outlet.is_none_or(|outlet| shape::count(outlet) <= 6 && outlet.split_whitespace().any(|word| word.contains(char::is_uppercase)));
    (people && !day && !finished && fits && !names.contains([';', '"', '“'])).then_some(Byline { names, outlet })
}

/// A line that is a day with little else.
struct Dated<'a> {
    day: crate::days::Day,
    /// The words of the day.
    words: &'a str,
    /// What stands before it: an outlet, a byline, nothing.
    before: &'a str,
    updated: bool,
}

fn dated(words: &str) -> Option<Dated<'_>> {
    let lower = words.to_lowercase();
    if words.len() > 120 || lower.len() != words.len() {
        return None;
    }
    let updated = phrases::start(Sense::Updated, &lower);
    let lead = updated.or_else(|| phrases::start(Sense::Published, &lower)).map_or(0, str::len);
    let lead = lead + words[lead..].len() - words[lead..].trim_start_matches([' ', ':']).len();
    let lead = lead + if words[lead..].starts_with("on ") { 3 } else { 0 };
    let starts =
        std::iter::once(lead).chain(words[lead..].match_indices([',', '|', '·', '•', '—', '–']).map(|(at, mark)| lead + at + mark.len()));
    starts.take(4).find_map(|at| {
        let at = at + words[at..].len() - words[at..].trim_start().len();
        let (day, length) = leading(&words[at..])?;
        let before = words[lead.min(at)..at].trim_matches([' ', ',', '|', '·', '•', '—', '–']);
        let fits = before.is_empty() || (day.date().is_some() && (byline(before).is_some() || has_outlet_word(before)));
        let complete = day.date().is_some() || (at == lead && day.day.is_some()) || (at == lead && length == words.len());
        (fits && complete && is_time(&words[at + length..])).then(|| Dated {
            day,
            words: &words[at..at + length],
            before,
            updated: updated.is_some(),
        })
    })
}

/// Whether what follows a day is a time, a zone, "Updated …" or nothing.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',', '|', '·', '•', '-', '–', '—', '(']);
    let word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(
                word.to_lowercase().as_str(),
                "at" | "am" | "pm" | "a.m" | "p.m" | "gmt" | "utc" | "est" | "edt" | "et" | "cet" | "cest" | "msk" | "bst"
            )
    };
    rest.to_lowercase().starts_with("updated") || rest.split_whitespace().all(word)
}

fn has_outlet_word(words: &str) -> bool {
    let named = shape::count(words) >= 2 && shape::count(words) <= 6 && shape::are_names(words);
    named && words.split_whitespace().any(|word| phrases::of(Sense::OutletWord).any(|known| word.to_lowercase() == known))
}

/// A short part below the headline that ends in a site's name, or any short part with a picture credit.
fn is_caption(draft: &Draft, part: &Part, words: &str, above: bool) -> bool {
    if shape::count(words) > 40 || words.starts_with(['"', '“']) {
        return false;
    }
    let last = words.split_whitespace().next_back().unwrap_or("");
    let linked = draft
        .links
        .iter()
        .any(|link| link.words.end <= part.span.end && part.span.contains(link.words) && is_site(&draft.words(link.words)));
    let site = is_site(last) && (above || linked) && shape::count(words) <= 30;
    let lower = words.to_lowercase();
    site || phrases::of(Sense::Credit).any(|phrase| credits(words, &lower, phrase))
        || (words.starts_with(['—', '–']) && !shape::ends_sentence(words))
}

/// A credit opens its part or follows a stop, a bracket or a stroke, and a name or nothing comes after it.
fn credits(words: &str, lower: &str, phrase: &str) -> bool {
    let Some(at) = lower.find(phrase).filter(|_| lower.len() == words.len()) else { return false };
    let before = words[..at].trim_end();
    let rest = words[at + phrase.len()..].trim_start_matches([' ', ':']);
    let name = rest.strip_prefix("the ").unwrap_or(rest);
    let opens = before.is_empty() || before.ends_with(['.', '(', '/', '|', ',', '[', ':', ';', '!', '?', '”']);
    let closes = rest.is_empty() || shape::capitalised(name) || rest.starts_with([')', ']', '.', '/']);
    opens && closes && !lower[at + phrase.len()..].starts_with(|c: char| c.is_alphanumeric())
}

struct Dateline {
    /// Bytes up to the report's first word.
    end: usize,
    agency: Option<String>,
    day: Option<crate::days::Day>,
}

/// "KYIV, Ukraine (Lakeside Wire) — " and its kin: a place in capitals, then in any order agency and day, then a dash.
fn dateline(words: &str) -> Option<Dateline> {
    let (at, dash) = [" — ", " – ", " -- ", " - ", "— "].iter().filter_map(|dash| words.find(dash).map(|at| (at, dash.len()))).min()?;
    let line = words.get(..at).filter(|line| {
        line.len() <= 90 && !line.contains(['\n', '"', '“', '.']) || line.len() <= 90 && line.contains(". ") && leading_anywhere(line)
    })?;
    let place = line.split([',', '(']).next().unwrap_or("").trim();
    let agency = line.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name.trim().to_string());
    let day = line
        .split([',', '(', ')'])
        .map(str::trim)
        .find_map(|piece| leading(piece).filter(|(_, length)| *length == piece.len() || piece.len() <= 12));
    let spoken = shape::all_capitals(place) || (shape::are_names(place) && agency.is_some() && shape::count(place) <= 4);
    let pieces = line
        .split([',', '(', ')'])
        .map(str::trim)
        .all(|piece| piece.is_empty() || shape::are_names(piece) || leading(piece).is_some() || digits_only(piece));
    let agency = agency.filter(|name| (2..=40).contains(&name.len()) && leading(name).is_none());
    (spoken && pieces && (shape::count(place) <= 4)).then(|| Dateline {
        end: at + dash,
        agency,
        day: day.map(|(day, _)| with_year(day, line)),
    })
}

/// The year printed after a comma: "March 3, 2025" was cut at the comma.
fn with_year(day: crate::days::Day, line: &str) -> crate::days::Day {
    let year = line
        .split([',', '(', ')'])
        .map(str::trim)
        .find(|piece| piece.len() == 4 && digits_only(piece))
        .and_then(|piece| piece.parse().ok());
    crate::days::Day { year: day.year.or(year), ..day }
}

fn digits_only(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

fn leading_anywhere(line: &str) -> bool {
    line.split([',', '(', ')']).any(|piece| leading(piece.trim()).is_some())
}

/// Removes repeats: an abstract that the body prints again is furniture.
pub(crate) fn mark_repeats(draft: &mut Draft) {
    let Some(first) = draft.parts.iter().position(|part| part.marked && part.kind == BlockKind::Paragraph) else { return };
    let lead = draft.words(draft.parts[first].span);
    let again = draft.parts[first + 1..].iter().take(4).any(|part| part.kind == BlockKind::Paragraph && draft.words(part.span) == lead);
    if again && lead.len() > 40 {
        draft.parts[first].kind = BlockKind::Furniture;
    }
}

/// Whether nothing but furniture is left.
pub(crate) fn has_body(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.kind.is_body())
}
