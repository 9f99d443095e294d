//! The articles: their list, what a search finds, and one article with its statements marked.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Found, Query, StoredArticle};
use maud::{Markup, html};
use model::{Article, ArticleCard, ArticleId, Block, BlockKind, Entry, Reading, Span};

use crate::ask::Ask;
use crate::layers::{self, Layer};
use crate::mark::{article_line, count, day, entry, entry_line, few};
use crate::page;
use crate::site::{Holding, Site, WebError};

/// Articles listed before "show all".
const LISTED: usize = 100;

/// What a search shows of each sort.
const HITS: usize = 25;

pub(crate) fn list(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let filters = html! {
        (page::filters(site, &holding, ask, "/articles", true, true))
        @if site.takes_in() { p class="tools" { a href="/add" { "Add articles" } } }
    };
    if !ask.q.trim().is_empty() {
        let found = site.read(|ledger| ledger.search(&ask.q, &Query { limit: Some(HITS), ..ask.query() }))?;
        let lead =
            html! { "For “" (ask.q) "”: all words must occur; \"two words\" as a phrase, " code { "negotiat*" } " by its beginning." };
        return Ok(page::page(&holding, ask, "/articles", "Search", &lead, &html! { (filters) (results(site, ask, &found)) }));
    }
    let mut cards = site.read(ledger::Ledger::articles)?;
    let telling = telling(&holding, ask);
    cards.retain(|c| {
        (ask.outlet.is_empty() || c.outlet.as_deref() == Some(&ask.outlet))
            && ask.day().is_none_or(|d| c.published.is_some_and(|p| p <= d))
            && ask.first_day().is_none_or(|d| c.published.is_some_and(|p| p >= d))
            && telling.as_ref().is_none_or(|ids| ids.contains(&c.id))
    });
    cards.sort_by_key(|c| std::cmp::Reverse(c.published));
    let copies = copies(&cards);
    let firsts: Vec<&ArticleCard> = cards.iter().filter(|c| !copies.values().any(|list| list.iter().any(|o| o.id == c.id))).collect();
    let shown = if ask.is_all() { firsts.len() } else { firsts.len().min(LISTED) };
    let lead = html! {
        (count(cards.len(), "article", "articles"))
        @if telling.is_some() { " with a statement that fits" }
        ", newest first; reprints stand under their origin."
    };
    let body = html! {
        (filters)
        @if firsts.is_empty() { p class="none" { "No article was found that fits." } }
        ul class="lines articles" {
            @for card in &firsts[..shown] {
                li {
                    span class="day" { (card.published.map_or_else(|| "undated".to_string(), |d| d.to_string())) } " "
                    a class="words" href={ "/articles/" (card.id) } dir="auto" { (card.title.as_deref().unwrap_or(&card.reference)) } " "
                    span class="soft" dir="auto" { (crate::mark::outlet(card)) }
                    @if let Some(list) = copies.get(&card.id) {
                        ul { @for copy in list { li { span class="flag" { "reprint" } " " (article_line(copy)) } } }
                    }
                }
            }
        }
        @if firsts.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/articles")) { "Show all " (firsts.len()) } } }
    };
    Ok(page::page(&holding, ask, "/articles", "Articles", &lead, &body))
}

/// The articles in which a statement that is asked for stands; `None` when no statement is asked for in particular.
fn telling(holding: &Holding, ask: &Ask) -> Option<BTreeSet<ArticleId>> {
    let of_statements = ask.with(|a| (a.outlet.clear(), a.as_of.clear()).0);
    of_statements.narrows().then(|| {
        let entries = holding.of_question(&of_statements);
        entries.iter().flat_map(|e| &e.appearances).map(|a| a.id.clone()).collect()
    })
}

/// Reprints by the article that they repeat, if that one is listed too.
fn copies(cards: &[ArticleCard]) -> BTreeMap<ArticleId, Vec<&ArticleCard>> {
    let listed: BTreeSet<&ArticleId> = cards.iter().map(|c| &c.id).collect();
    let mut copies: BTreeMap<ArticleId, Vec<&ArticleCard>> = BTreeMap::new();
    for card in cards {
        if let Some(first) = card.copy_of.as_ref().filter(|first| listed.contains(first) && **first != card.id) {
            copies.entry(first.clone()).or_default().push(card);
        }
    }
    copies
}

fn results(site: &Site, ask: &Ask, found: &Found) -> Markup {
    // A reprint stands under the article that it repeats, where that one was found too.
    let cards: Vec<ArticleCard> = found.articles.iter().map(|hit| hit.article.clone()).collect();
    let copies = copies(&cards);
    let is_copy = |id: &ArticleId| copies.values().any(|list| list.iter().any(|o| o.id == *id));
    html! {
        section aria-labelledby="quotations" {
            h2 id="quotations" { "Quotations" }
            @if found.entries.is_empty() { p class="none" { "In no quotation." } }
            ul class="lines" { @for e in &found.entries { (entry_line(site, e, true)) } }
        }
        section aria-labelledby="texts" {
            h2 id="texts" { "Articles" }
            @if !ask.party.is_empty() || !ask.issue.is_empty() { p class="small soft" { "Party and issue narrow the quotations; words are sought in all articles of these days and this outlet." } }
            @if found.articles.is_empty() { p class="none" { "In no article." } }
            ul class="lines" {
                @for hit in found.articles.iter().filter(|hit| !is_copy(&hit.article.id)) {
                    li {
                        (article_line(&hit.article))
                        p class="passage" dir="auto" { @for (words, is_sought) in &hit.passage { @if *is_sought { mark { (words) } } @else { (words) } } }
                        @if let Some(list) = copies.get(&hit.article.id) { ul { @for copy in list { li { span class="flag" { "reprint" } " " (article_line(copy)) } } } }
                    }
                }
            }
        }
    }
}

/// An article with the entries that stand in it or its copies; `None` when the ledger does not have it.
pub(crate) fn stored(site: &Site, id: &ArticleId) -> Result<Option<(StoredArticle, Vec<Entry>)>, WebError> {
    let query = Query { article: Some(id.clone()), ..Query::default() };
    let (stored, entries) = site.read(|ledger| Ok((ledger.article(id)?, ledger.entries(&query)?)))?;
    Ok(stored.map(|stored| (stored, entries)))
}

/// The article's text in its blocks, statements marked where they stand, and with a reading, everything else that was found in it.
pub(crate) fn text(article: &Article, entries: &[Entry], chosen: Option<i64>, reading: Option<&Reading>) -> Markup {
    let marks: Vec<(Span, &Entry)> = entries.iter().filter_map(|e| Some((span_in(e, &article.id, &article.text)?, e))).collect();
    let layers = reading.map(layers::of).unwrap_or_default();
    let whole = [Block { span: Span::new(0, article.text.len()), kind: BlockKind::Paragraph }];
    let blocks = if article.blocks.is_empty() { &whole[..] } else { &article.blocks[..] };
    html! { @for block in blocks { (written(article, *block, &marks, &layers, chosen)) } }
}

/// One article: its text as frozen, statements marked where they stand.
pub(crate) fn reading(site: &Site, ask: &Ask, id: &str) -> Result<Markup, WebError> {
    let id = ArticleId::from_stored(id);
    let holding = site.holding()?;
    let (stored, entries) = stored(site, &id)?.ok_or_else(|| WebError::NotFound { what: format!("article {id} in the ledger") })?;
    let article = &stored.article;
    let chosen: Option<i64> = ask.entry.parse().ok();
    let reading = site.reading(article);
    let title = article.title.clone().unwrap_or_else(|| few(&article.text, 70));
    let lead = html! {
        span dir="auto" { (article.outlet.as_deref().unwrap_or("outlet unknown")) } ", "
        (article.published.map_or_else(|| "undated".to_string(), |d| d.to_string()))
        @if let Some(byline) = &article.byline { ", " span dir="auto" { (byline) } }
        @if let Some(origin) = article.origin.as_ref().and_then(|o| o.outlet.as_deref()) { ", first in " span dir="auto" { (origin) } }
        @if let Some(first) = &stored.copy_of { ". " a href={ "/articles/" (first) } { "A reprint of this article" } }
        @if let Some(url) = article.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
            ". " a href=(url) rel="noreferrer noopener" dir="ltr" { (url) }
        }
    };
    let body = html! {
        div class="beside layered" {
            div {
                @if let Some(reading) = &reading { (layers::switches(reading, entries.len())) }
                div class="text" lang=[article.language.as_deref()] { (text(article, &entries, chosen, reading.as_deref())) }
            }
            aside aria-label="Statements in this article" {
                h2 { (count(entries.len(), "statement", "statements")) }
                @if let Some(e) = chosen.and_then(|n| entries.iter().find(|e| e.number == n)) { (entry(site, e, false)) }
                ol class="lines" {
                    @for e in &entries {
                        li {
                            a href={ "#said-" (e.number) } { b dir="auto" { (e.holder) } } " " (crate::mark::stance(e.stance)) " "
                            @if let Some(issue) = &e.issue { (site.issue_name(issue)) " " }
                            a class="soft" href={ "/entries/" (e.number) } { "entry " (e.number) }
                        }
                    }
                }
                @for note in article.notes.iter().chain(&stored.reading_notes) { p class="soft" { (note.message) } }
            }
        }
    };
    Ok(page::page(&holding, ask, "/articles", &title, &lead, &body))
}

/// Where the entry's words stand in this text: at its span in its own article, at their first place in a copy of it.
fn span_in(e: &Entry, id: &ArticleId, text: &str) -> Option<Span> {
    if e.article.id == *id {
        return Some(e.span);
    }
    let start = text.find(&e.quotation).filter(|_| !e.quotation.is_empty())?;
    Some(Span::new(start, start + e.quotation.len()))
}

fn written(article: &Article, block: Block, marks: &[(Span, &Entry)], layers: &[Layer], chosen: Option<i64>) -> Markup {
    let words = marked(article, block.span, marks, layers, chosen);
    html! {
        @match block.kind {
            BlockKind::Heading => h2 dir="auto" { (words) },
            BlockKind::Paragraph => p dir="auto" { (words) },
            BlockKind::ListItem => p class="item" dir="auto" { (words) },
            BlockKind::Quote => blockquote dir="auto" { (words) },
            BlockKind::Caption => p class="caption" dir="auto" { (words) },
            BlockKind::Furniture => p class="furniture" dir="auto" { (words) },
        }
    }
}

/// A block in runs of words under the same statements, so that overlapping ones all show and each run is one link.
fn marked(article: &Article, block: Span, marks: &[(Span, &Entry)], layers: &[Layer], chosen: Option<i64>) -> Markup {
    let here: Vec<&(Span, &Entry)> = marks.iter().filter(|(span, _)| span.overlaps(block)).collect();
    let pieces = pieces(article, block, &here, layers);
    let runs = pieces.chunk_by(|one, other| one.over.iter().map(|e| e.number).eq(other.over.iter().map(|e| e.number)));
    html! {
        @for run in runs {
            @let start = run[0].span.start;
            @for (_, e) in here.iter().filter(|(span, _)| span.start.max(block.start) == start && span.start >= block.start && !span.is_empty()) {
                span class="anchor" id={ "said-" (e.number) } {}
            }
            @let words = html! { @for piece in run { (piece.words) } };
            @match run[0].over.first().filter(|_| run.iter().any(|piece| !piece.span.of(&article.text).trim().is_empty())) {
                Some(first) => {
                    @let is_chosen = run[0].over.iter().any(|e| Some(e.number) == chosen);
                    a class="marked" href={ "/entries/" (first.number) } {
                        mark class={ (first.stance) @if is_chosen { " chosen" } } title=(run[0].over.iter().map(|e| said(e)).collect::<Vec<_>>().join("; ")) { (words) }
                    }
                }
                None => (words),
            }
        }
    }
}

/// Words without a border of any mark within them.
struct Piece<'a> {
    span: Span,
    words: Markup,
    over: Vec<&'a Entry>,
}

/// A block cut wherever a mark begins or ends. Link residue that is not part of the words is left out of sight.
fn pieces<'a>(article: &Article, block: Span, here: &[&(Span, &'a Entry)], layers: &[Layer]) -> Vec<Piece<'a>> {
    let around: Vec<&Layer> = layers.iter().filter(|layer| layer.span.overlaps(block)).collect();
    let residue: Vec<Span> = article.markup.iter().copied().filter(|span| span.overlaps(block)).collect();
    let spans = here.iter().map(|(span, _)| *span).chain(around.iter().map(|layer| layer.span)).chain(residue.iter().copied());
    let mut cuts: Vec<u32> = spans.flat_map(|span| [span.start.max(block.start), span.end.min(block.end)]).collect();
    cuts.extend([block.start, block.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let spans = cuts.windows(2).map(|pair| Span { start: pair[0], end: pair[1] });
    let seen = spans.filter(|piece| !residue.iter().any(|span| span.contains(*piece)));
    seen.map(|span| Piece {
        span,
        words: layers::dressed(span.of(&article.text), around.iter().copied().filter(|layer| layer.span.contains(span))),
        over: here.iter().filter(|(whole, _)| whole.contains(span)).map(|(_, e)| *e).collect(),
    })
    .collect()
}

fn said(e: &Entry) -> String {
    let speaker = e.speaker.as_deref().map(|s| format!(" (said by {s})")).unwrap_or_default();
    format!("{}: {}{speaker}, {}, certainty {:.2}", e.holder, e.stance, day(e), e.certainty)
}

#[cfg(test)]
mod tests {
    use model::{Mention, MentionKind};
    use proptest::prelude::*;

    use super::*;

    /// What a reader sees of a page: its text without tags.
    fn seen(page: &str) -> String {
        let mut out = String::new();
        let mut rest = page;
        while let Some((before, tag)) = rest.split_once('<') {
            out.push_str(before);
            rest = tag.split_once('>').map_or("", |(_, after)| after);
        }
        out.push_str(rest);
        out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    proptest! {
        #[test]
        fn whatever_is_marked_every_word_stands_once_and_in_order(text in "\\PC{1,60}", cuts in prop::collection::vec((0usize..60, 0usize..60), 0..6)) {
            let at = |n: usize| text.char_indices().map(|(i, _)| i).chain([text.len()]).nth(n.min(text.chars().count())).unwrap_or(0);
            let span = |(a, b): (usize, usize)| Span::new(at(a.min(b)), at(a.max(b)));
            let mentions = cuts.iter().map(|c| Mention { span: span(*c), kind: MentionKind::Party, actor: Some("<b>".into()), party: None, how: "test" }).collect();
            let reading = Reading { mentions, ..Reading::default() };
            let mut article = Article::plain("a", text.clone());
            article.blocks = vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
            prop_assert_eq!(seen(&super::text(&article, &[], None, Some(&reading)).into_string()), text);
        }
    }
}
