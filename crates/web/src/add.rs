//! Taking articles in: files that are dropped or chosen, or text that is pasted; they are read and recorded, and the page says what became of each.
//!
//! The program that runs the server gives the function that reads bytes (`Site::taking_in`): pages know the ledger only.

use axum::extract::Multipart;
use ledger::{Outcome, Recorded};
use maud::{Markup, html};
use model::{Article, Date, Reading};

use crate::ask::Ask;
use crate::mark::{count, few};
use crate::page;
use crate::site::{Site, WebError};

/// Files that are taken at once.
const FILES: usize = 200;

/// What comes in: the bytes of a file or pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// Its name, by whose ending its form is known; "pasted.txt" for pasted text.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The outlet, for what states none.
    pub outlet: Option<String>,
    /// The publication day, for what states none.
    pub published: Option<Date>,
}

/// An article that was read.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The article; without text if it could not be read, and then with a note that says why.
    pub article: Article,
    /// What was read in it.
    pub reading: Reading,
    /// The bytes it was made from.
    pub raw: Vec<u8>,
}

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let lead = html! { "Plain text, Markdown, saved HTML pages or JSON lines. They are read on this machine; nothing leaves it." };
    let fields = html! {
        div class="drop" data-drop {
            label { "Files: choose them, or drop them anywhere on this page" input type="file" name="files" multiple accept=".txt,.md,.html,.htm,.jsonl,text/plain,text/markdown,text/html"; }
        }
        label class="long" for="text" { "Or paste one article" }
        textarea id="text" name="text" rows="10" dir="auto" {}
        div class="tools" {
            label { "Outlet, where the text names none" input name="outlet" maxlength="200" dir="auto"; }
            label { "Published, where the text gives no day" input type="date" name="published"; }
        }
        button { "Read and record" }
    };
    let body = html! {
        @if site.takes_in() { (page::upload(site, "/add", "Add articles", &fields)) }
        @else { p class="none" { "This server was started without a reader: add articles with standpoint add." } }
        p class="small soft" { "An article that states no day stays undated unless you give one. A text that is already in the ledger is not recorded twice; a reprint is recognised." }
    };
    Ok(page::page(&holding, ask, "/articles", "Add articles", &lead, &body))
}

/// Reads the form. A file without bytes (none was chosen) is passed over.
pub(crate) async fn received(mut form: Multipart) -> Result<Vec<Incoming>, WebError> {
    let broken =
        |_| WebError::Incomplete { what: "The files did not arrive whole, or are too large together. Go back and try fewer.".into() };
    let (mut outlet, mut published, mut incoming) = (None, None, Vec::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_string();
        let file = field.file_name().unwrap_or_default().to_string();
        let bytes = field.bytes().await.map_err(broken)?;
        let text = || String::from_utf8_lossy(&bytes).trim().to_string();
        match name.as_str() {
            "outlet" => outlet = Some(text()).filter(|t| !t.is_empty()),
            "published" if !text().is_empty() => {
                let wrong = |_| WebError::Incomplete { what: format!("“{}” is no day: write it as 2025-03-11.", text()) };
                published = Some(text().parse::<Date>().map_err(wrong)?);
            }
            "text" if !text().is_empty() => {
                incoming.push(Incoming { name: "pasted.txt".into(), bytes: bytes.to_vec(), ..Incoming::default() })
            }
            "files" if !bytes.is_empty() => incoming.push(Incoming { name: safe(&file), bytes: bytes.to_vec(), ..Incoming::default() }),
            _ => {}
        }
    }
    for one in &mut incoming {
        (one.outlet, one.published) = (outlet.clone(), published);
    }
    Ok(incoming)
}

/// The last part of a name: browsers may send a path, which is nobody's business.
fn safe(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if name.is_empty() { "file.txt".to_string() } else { name.chars().take(200).collect() }
}

/// Reads and records what was sent; the page that tells what became of it.
pub(crate) fn take_in(site: &Site, ask: &Ask, incoming: Vec<Incoming>) -> Result<Markup, WebError> {
    if incoming.is_empty() {
        return Err(WebError::Incomplete { what: "Nothing was sent. Go back and choose a file, or paste a text.".into() });
    }
    if incoming.len() > FILES {
        return Err(WebError::Incomplete { what: format!("At most {FILES} files at once. For more, use standpoint add.") });
    }
    let taken: Vec<Taken> =
        incoming.into_iter().map(|one| site.take(one)).collect::<Option<Vec<_>>>().ok_or(WebError::Broken)?.into_iter().flatten().collect();
    let at = site.now();
    let readable: Vec<&Taken> = taken.iter().filter(|t| !t.article.text.trim().is_empty()).collect();
    let recorded = site.write(|ledger| ledger.record_all(readable.iter().map(|t| (&t.article, &t.reading, Some(t.raw.as_slice()))), at))?;
    let unreadable: Vec<&Taken> = taken.iter().filter(|t| t.article.text.trim().is_empty()).collect();
    let holding = site.holding()?;
    let new = recorded.iter().filter(|r| r.article == Outcome::Added).count();
    let lead = html! { (count(new, "article", "articles")) " recorded." };
    let body = html! {
        ul class="lines" {
            @for (one, done) in readable.iter().zip(&recorded) { (outcome(one, done)) }
            @for one in &unreadable {
                li { b dir="auto" { (one.article.reference) } ": nothing could be read in it. " @for note in &one.article.notes { (note.message) " " } }
            }
        }
        p class="tools" { a href="/add" { "Add more" } a href="/review" { "Review what was read" } a href="/" { "Where things stand" } }
    };
    Ok(page::page(&holding, ask, "/articles", "Articles added", &lead, &body))
}

fn outcome(one: &Taken, done: &Recorded) -> Markup {
    let title = one.article.title.clone().unwrap_or_else(|| few(&one.article.text, 80));
    html! {
        li {
            a class="words" href={ "/articles/" (one.article.id) } dir="auto" { (title) } " "
            span class="soft small" {
                (one.article.outlet.as_deref().unwrap_or("outlet unknown")) ", "
                (one.article.published.map_or_else(|| "undated".to_string(), |d| d.to_string())) ": "
                @match done.article {
                    Outcome::AlreadyKnown => "already in the ledger; nothing was changed",
                    Outcome::Added => {
                        (count(done.new_entries.len(), "statement", "statements"))
                        @if !done.joined_appearances.is_empty() { ", " (done.joined_appearances.len()) " known ones repeated" }
                        ", " (count(done.new_events.len(), "event", "events"))
                        @if let Some(first) = &done.copy_of { ", a reprint of " a href={ "/articles/" (first) } { "this article" } }
                    }
                }
            }
        }
    }
}
