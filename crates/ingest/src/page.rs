//! A saved HTML page to a draft: the article's text with its parts, and what the page's metadata says.
//!
//! In: the page as text. Out: a [`Draft`] without markup, an [`Imprint`], notes. The body is found by `dom_smoothie` (a port of Mozilla's
//! Readability); parts come from the structure it leaves: headings, paragraphs, list items, quotes, captions. A page on which it finds no
//! article, or on which it fails, is read whole without navigation, and a note says so. Days come from our own reading of the metadata:
//! the library's mix publication and change.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use model::{BlockKind, Origin, Span};
use serde_json::Value;

use crate::days::{Candidate, DaySource, leading};
use crate::draft::{Draft, Link, Part, is_blank};
use crate::imprint::{Imprint, language};
use crate::inline::is_address;

/// Pages with more elements are read whole.
const MOST_ELEMENTS: usize = 200_000;

/// Pages nested deeper are read whole: the search for the article takes time with the square of the depth.
const DEEPEST: usize = 400;

/// Left out when a page is read whole.
const NAVIGATION: &str =
    "script, style, noscript, template, nav, header nav, footer, form, iframe, svg, button, [role=navigation], [aria-hidden=true]";

/// The article of a page.
pub(crate) struct Page {
    pub(crate) draft: Draft,
    pub(crate) imprint: Imprint,
    pub(crate) notes: Vec<String>,
}

/// Whether the text is an HTML page by its first tag.
pub(crate) fn is_page(text: &str) -> bool {
    let head: String = text.trim_start_matches(is_blank).chars().take(15).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<head")
}

/// Reads a page. Never fails: a page that defeats the parser gives an empty draft and a note.
pub(crate) fn page(html: &str) -> Page {
    catch_unwind(AssertUnwindSafe(|| read(html))).unwrap_or_else(|_| Page {
        draft: Draft::default(),
        imprint: Imprint::default(),
        notes: vec!["the page could not be parsed".to_string()],
    })
}

fn read(html: &str) -> Page {
    let document = Document::from(html);
    let imprint = metadata(&document);
    let kept = must_stay(&document);
    let mut notes = Vec::new();
    let found = if depth(&document) <= DEEPEST { article(html) } else { None };
    let body = found.unwrap_or_else(|| {
        notes.push("no article was found on the page; all of it was taken, without navigation".to_string());
        whole(&document)
    });
    let mut draft = parts(&body, imprint.title.as_deref());
    let text: String = folded(&draft.text);
    if let Some(lost) = kept.iter().find(|words| !text.contains(words.as_str())) {
        notes.push(format!("a quotation or list item of the page is not in the text: “{}”", excerpt(lost)));
    }
    draft.text.shrink_to_fit();
    Page { draft, imprint, notes }
}

fn article(html: &str) -> Option<Document> {
    let config = Config { disable_json_ld: true, max_elements_to_parse: MOST_ELEMENTS, keep_classes: true, ..Config::default() };
    let mut readability = Readability::new(html, None, Some(config)).ok()?;
    let article = catch_unwind(AssertUnwindSafe(|| readability.parse())).ok()?.ok()?;
    (!article.text_content.trim().is_empty()).then(|| Document::from(article.content))
}

/// How deep elements nest.
fn depth(document: &Document) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut next = document.root().first_child();
    while let Some(node) = next {
        deepest = deepest.max(depth);
        if let Some(child) = node.first_child() {
            depth += 1;
            next = Some(child);
            continue;
        }
        let mut at = Some(node);
        while let Some(node) = at.take_if(|node| node.next_sibling().is_none()) {
            depth = depth.saturating_sub(1);
            at = node.parent();
        }
        next = at.and_then(|node| node.next_sibling());
    }
    deepest
}

fn whole(document: &Document) -> Document {
    document.select(NAVIGATION).remove();
    Document::from(document.select("body").html())
}

/// Quotations and list items of the article element, which extraction must not lose.
fn must_stay(document: &Document) -> Vec<String> {
    let inside = document.select("article blockquote, article li");
    let prose = |node: &NodeRef<'_>| node.ancestors_it(None).all(|above| !is_aside(&above)) && !is_aside(node);
    let words = inside.nodes().iter().filter(|node| prose(node)).map(|node| folded(&node.text()));
    words.filter(|words| words.len() >= 60 && words.ends_with(['.', '”', '"'])).collect()
}

fn is_aside(node: &NodeRef<'_>) -> bool {
    matches!(node.node_name().as_deref(), Some("nav" | "aside" | "footer" | "header" | "form"))
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn excerpt(words: &str) -> String {
    words.chars().take(60).collect()
}

// ---- parts ----

/// Walks the cleaned page in document order; every block element ends the part before it.
fn parts(document: &Document, title: Option<&str>) -> Draft {
    let mut weaver = Weaver::default();
    if let Some(title) = title.map(folded).filter(|title| !title.is_empty()) {
        weaver.text(&title);
        weaver.end_part(BlockKind::Heading);
    }
    let root = document.root();
    let mut next = root.first_child();
    while let Some(node) = next {
        let children = weaver.enter(&node).then(|| node.first_child()).flatten();
        if children.is_none() {
            weaver.leave(&node);
        }
        next = children.or_else(|| following(&mut weaver, node));
    }
    weaver.end_part(BlockKind::Paragraph);
    weaver.drop_second_title();
    weaver.draft
}

/// The node after this one in document order, leaving the elements that end here.
fn following<'a>(weaver: &mut Weaver, node: NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut at = node;
    loop {
        if let Some(sibling) = at.next_sibling() {
            return Some(sibling);
        }
        at = at.parent()?;
        weaver.leave(&at);
    }
}

/// Puts the text together.
#[derive(Default)]
struct Weaver {
    draft: Draft,
    /// Where the open part starts.
    start: usize,
    /// Kinds of the elements around, innermost last, with the element's name.
    around: Vec<(String, BlockKind)>,
    /// Start of the words and target of the open link.
    link: Option<(usize, String)>,
    linked: usize,
}

impl Weaver {
    /// Opens an element or takes a text; whether its children are to be visited.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.text(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return true };
        match &*name {
            "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "button" | "form" | "nav" | "video" | "audio" => {
                return false;
            }
            "br" => self.draft.text.push(' '),
            "a" => self.link = node.attr("href").map(|target| (self.draft.text.len(), target.to_string())),
            name if is_block(name) => {
                self.end_part(BlockKind::Paragraph);
                self.around.extend(kind(name).map(|kind| (name.to_string(), kind)));
            }
            "td" | "th" => self.draft.text.push(' '),
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        if &*name == "a" {
            self.end_link();
        } else if is_block(&name) {
            self.end_part(BlockKind::Paragraph);
            self.around.pop_if(|(open, _)| **open == *name);
        }
    }

    fn text(&mut self, words: &str) {
        for c in words.chars() {
            let blank = is_blank(c);
            if !blank {
                self.draft.text.push(c);
            } else if self.draft.text.len() > self.start && !self.draft.text.ends_with(' ') {
                self.draft.text.push(' ');
            }
        }
    }

    fn end_link(&mut self) {
        let Some((start, target)) = self.link.take() else { return };
        let words = Span::new(start.max(self.start), self.draft.text.len());
        let shown = words.of(&self.draft.text).trim();
        self.linked += shown.len();
        if !shown.is_empty() {
            self.draft.links.push(Link { words: self.draft.shrink(words), target });
        }
    }

    /// Closes the open part, of the kind of the elements around, else of the given one.
    fn end_part(&mut self, otherwise: BlockKind) {
        self.end_link();
        let span = self.draft.shrink(Span::new(self.start, self.draft.text.len()));
        if !span.is_empty() {
            let kind = self.around.last().map_or(otherwise, |(_, kind)| *kind);
            let link_only = self.linked + 2 >= span.len();
            let marked = kind != BlockKind::Paragraph;
            self.draft.parts.push(Part { span, kind, link_only, marked });
            self.draft.text.truncate(span.end as usize);
            self.draft.text.push_str("\n\n");
        } else {
            self.draft.text.truncate(self.start);
        }
        self.start = self.draft.text.len();
        self.linked = 0;
    }

    /// The headline printed again above the body stays once.
    fn drop_second_title(&mut self) {
        let [first, second, ..] = &self.draft.parts[..] else { return };
        if second.kind == BlockKind::Heading && first.span.of(&self.draft.text) == second.span.of(&self.draft.text) {
            self.draft.parts.remove(1);
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// What an element makes of the text inside; `None` leaves it to the elements around.
fn kind(name: &str) -> Option<BlockKind> {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" | "tr" => Some(BlockKind::ListItem),
        "blockquote" => Some(BlockKind::Quote),
        "figcaption" | "caption" | "figure" => Some(BlockKind::Caption),
        "aside" | "footer" | "address" => Some(BlockKind::Furniture),
        _ => None,
    }
}

// ---- metadata ----

fn metadata(document: &Document) -> Imprint {
    let mut imprint = Imprint::default();
    for script in document.select("script[type='application/ld+json']").nodes() {
        if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
            articles(&value, &mut |article| json_ld(article, &mut imprint));
        }
    }
    meta_elements(document, &mut imprint);
    let day = |selector: &str, source, imprint: &mut Imprint| imprint.days.extend(element_day(document, selector, source));
    day("[itemprop=datePublished]", DaySource::Microdata, &mut imprint);
    day(
        "time[pubdate], article header time, article time, header time, main time, time.published, time.entry-date",
        DaySource::TimeElement,
        &mut imprint,
    );
    if imprint.title.is_none() {
        imprint.title = Some(folded(&document.select_single("h1").text())).filter(|title| !title.is_empty());
    }
    let tag = document.select_single("html").attr("lang").map(|tag| tag.to_string());
    imprint.language = tag.as_deref().and_then(language);
    imprint
}

/// Calls `found` with every article object of a JSON-LD document, in document order, to a depth that real pages keep.
fn articles(value: &Value, found: &mut dyn FnMut(&Value)) {
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::Array(items) if depth < 6 => open.extend(items.iter().rev().map(|item| (item, depth + 1))),
            Value::Object(fields) if is_article_type(fields.get("@type")) => found(value),
            Value::Object(fields) if depth < 6 => open.extend(fields.get("@graph").map(|graph| (graph, depth + 1))),
            _ => {}
        }
    }
}

fn is_article_type(kind: Option<&Value>) -> bool {
    let named =
        |value: &Value| value.as_str().is_some_and(|name| name.ends_with("Article") || name.ends_with("Posting") || name == "Report");
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn json_ld(article: &Value, imprint: &mut Imprint) {
    let words = |value: Option<&Value>| value.and_then(Value::as_str).map(folded).filter(|words| !words.is_empty());
    fill(&mut imprint.title, words(article.get("headline")));
    fill(&mut imprint.outlet, names(article.get("publisher")));
    fill(&mut imprint.byline, names(article.get("author")));
    let page = article.get("mainEntityOfPage").map(|page| page.get("@id").unwrap_or(page));
    fill(&mut imprint.url, words(article.get("url")).or_else(|| words(page)).filter(|url| is_address(url)));
    if let Some((day, _)) = words(article.get("datePublished")).as_deref().and_then(leading) {
        imprint.days.push(Candidate { day, source: DaySource::JsonLd, span: None });
    }
}

/// "A and B" of a name, an object with a name, or a list of either.
fn names(value: Option<&Value>) -> Option<String> {
    let name = |value: &Value| value.as_str().or_else(|| value.get("name").and_then(Value::as_str)).map(folded);
    let all: Vec<String> = match value? {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    Some(all.join(", ")).filter(|names| !names.is_empty() && !is_address(names))
}

/// Meta elements that state the day of publication; none that state a change.
const META_DAYS: &[&str] = &[
    "article:published_time",
    "article.published",
    "bt:pubdate",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "date",
    "datepublished",
    "dc.date",
    "dc.date.created",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "og:article:published_time",
    "og:published_time",
    "originalpublicationdate",
    "parsely-pub-date",
    "pubdate",
    "publication_date",
    "publish_date",
    "publishdate",
    "sailthru.date",
];

fn meta_elements(document: &Document, imprint: &mut Imprint) {
    let canonical = document.select_single("link[rel=canonical]").attr("href").map(|url| url.to_string()).filter(|url| is_address(url));
    let mut shared = None;
    for element in document.select("meta[content]").nodes() {
        let name = ["property", "name", "itemprop"].iter().find_map(|key| element.attr(key));
        let (Some(name), Some(content)) = (name.map(|name| name.to_lowercase()), element.attr("content").map(|c| folded(&c))) else {
            continue;
        };
        if content.is_empty() {
            continue;
        }
        match name.as_str() {
            "og:title" => fill(&mut imprint.title, Some(content)),
            "og:site_name" | "application-name" => fill(&mut imprint.outlet, Some(content)),
            "author" | "byl" | "parsely-author" | "dc.creator" => {
                fill(&mut imprint.byline, Some(by_removed(&content)).filter(|by| !is_address(by)))
            }
            "og:url" if is_address(&content) => shared = Some(content),
            name if META_DAYS.contains(&name) => {
                let day = leading(&content).map(|(day, _)| Candidate { day, source: DaySource::Meta, span: None });
                imprint.days.extend(day);
            }
            _ => {}
        }
    }
    if let (Some(first), Some(here)) = (&canonical, &shared)
        && host(first) != host(here)
    {
        imprint.origin = Some(Origin { outlet: None, url: canonical.clone(), span: None });
        imprint.url = shared.clone();
    }
    fill(&mut imprint.url, canonical.or(shared));
}

fn by_removed(byline: &str) -> String {
    byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by ")).unwrap_or(byline).to_string()
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host)
}

fn fill(field: &mut Option<String>, value: Option<String>) {
    if field.is_none() {
        *field = value;
    }
}

/// The day of the first such element outside comments and side columns.
fn element_day(document: &Document, selector: &str, source: DaySource) -> Option<Candidate> {
    document.select(selector).nodes().iter().filter(|node| !in_margin(node)).find_map(|node| {
        let stated =
            ["datetime", "content"].iter().find_map(|key| node.attr(key)).map_or_else(|| folded(&node.text()), |value| value.to_string());
        let (day, _) = leading(stated.trim())?;
        Some(Candidate { day, source, span: None })
    })
}

fn in_margin(node: &NodeRef<'_>) -> bool {
    let margin = |above: &NodeRef<'_>| {
        let class = above.class().map(|class| class.to_lowercase()).unwrap_or_default();
        matches!(above.node_name().as_deref(), Some("aside" | "footer" | "nav"))
            || ["comment", "related", "sidebar", "widget", "modified", "updated"].iter().any(|mark| class.contains(mark))
    };
    margin(node) || node.ancestors_it(Some(12)).any(|above| margin(&above))
}
