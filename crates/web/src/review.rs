//! Review: readings that are least certain first, and the decisions of people about them. A decision is a new entry; nothing is overwritten.

use ledger::{Correction, Decision};
use maud::{Markup, html};
use model::{Entry, EntryState, Stance};
use serde::Deserialize;

use crate::accounts::Role;
use crate::ask::Ask;
use crate::mark::{count, entry};
use crate::page::{self, filters};
use crate::site::{Site, WebError};

/// Entries on one page of the queue.
const QUEUE: usize = 15;

/// Recent decisions shown.
const RECENT: usize = 10;

/// The longest name or reason that is taken in, in characters.
const LONGEST: usize = 2000;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Decided {
    /// `confirm`, `correct`, `withdraw`, `undo`.
    decision: String,
    pub(crate) by: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    holder: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    issue: String,
    /// The address to go back to.
    #[serde(default)]
    back: String,
}

pub(crate) fn queue(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let entries = holding.chosen(ask);
    let mut waiting: Vec<&Entry> = entries.iter().filter(|e| e.state == EntryState::AsRead).collect();
    waiting.sort_by(|a, b| a.certainty.total_cmp(&b.certainty).then(a.number.cmp(&b.number)));
    let mut decided: Vec<&Entry> =
        holding.placed.iter().chain(&holding.unplaced).chain(&holding.withdrawn).filter(|e| e.state != EntryState::AsRead).collect();
    decided.sort_by_key(|e| std::cmp::Reverse(e.number));
    let lead = html! { (count(waiting.len(), "reading", "readings")) " nobody has looked at, the least certain first; " (count(decided.len(), "decision", "decisions")) " so far." };
    let back = ask.with(|a| a.done.clear()).at("/review");
    let body = html! {
        @if let Some(done) = ask.done.parse().ok().and_then(|n: i64| decided.iter().find(|e| e.number == n)) {
            p class="notice" role="status" { "Entry " (done.supersedes.unwrap_or(done.number)) " is " (done.state.as_str()) " by " (done.decided_by.as_deref().unwrap_or("somebody")) ". " (undo(site, done, ask, &back)) }
        }
        (filters(site, &holding, ask, "/review", true, true))
        @if waiting.is_empty() { p class="none" { "Nothing waits." } }
        @for e in waiting.iter().take(QUEUE) { div class="case" { (entry(site, e, true)) (form(site, e, ask, &back)) } }
        @if !decided.is_empty() {
            section aria-labelledby="decided" {
                h2 id="decided" { "Latest decisions" }
                ul class="lines" {
                    @for e in decided.iter().take(RECENT) {
                        li { a href={ "/entries/" (e.number) } { "Entry " (e.number) } ": " b dir="auto" { (e.holder) } " "
                            (crate::mark::stance(e.stance)) " " (e.state.as_str()) " by " span dir="auto" { (e.decided_by.as_deref().unwrap_or("somebody")) }
                            @if let Some(reason) = &e.reason { ": " span dir="auto" { (reason) } } " " (undo(site, e, ask, &back)) }
                    }
                }
            }
        }
    };
    Ok(page::page(&holding, ask, "/review", "Review", &lead, &body))
}

/// The form for a decision about an entry that stands.
pub(crate) fn form(site: &Site, e: &Entry, ask: &Ask, back: &str) -> Markup {
    if !ask.viewer.may(Role::Reviewer) {
        return html! {};
    }
    let body = html! {
        input type="hidden" name="back" value=(back);
        label { "Your name" input name="by" required maxlength="100" value=(ask.by) autocomplete="name"; }
        label class="long" { "Reason" input name="why" maxlength="500"; }
        button name="decision" value="confirm" { "Confirm" }
        button name="decision" value="withdraw" { "Withdraw" }
        @if e.state != EntryState::AsRead { button name="decision" value="undo" { "Undo the last decision" } }
        details {
            summary { "Correct" }
            label { "Stance"
                select name="stance" { @for stance in Stance::ALL { option value=(stance) selected[*stance == e.stance] { (stance) } } }
            }
            label { "Holder" input name="holder" maxlength="200" value=(e.holder) dir="auto"; }
            label { "Issue"
                select name="issue" {
                    option value="" { "in no issue" }
                    @for issue in site.codebook().issues() { option value=(issue.id) selected[Some(&issue.id) == e.issue.as_ref()] { (issue.name) } }
                    @if let Some(own) = e.issue.as_deref().filter(|id| site.codebook().issue(id).is_none()) { option value=(own) selected { (own) } }
                }
            }
            button name="decision" value="correct" { "Record the correction" }
        }
    };
    page::form(site, &format!("/review/{}", e.number), "decide", &format!("Decide on entry {}", e.number), &body)
}

fn undo(site: &Site, e: &Entry, ask: &Ask, back: &str) -> Markup {
    if !ask.viewer.may(Role::Reviewer) {
        return html! {};
    }
    let who = if ask.by.is_empty() { e.decided_by.as_deref().unwrap_or_default() } else { &ask.by };
    let body = html! {
        input type="hidden" name="back" value=(back);
        input type="hidden" name="by" value=(who);
        button name="decision" value="undo" { "Undo" }
    };
    page::form(site, &format!("/review/{}", e.number), "undo", &format!("Undo the decision on entry {}", e.number), &body)
}

/// Records the decision; the address to go to next.
pub(crate) fn decide(site: &Site, number: i64, decided: &Decided) -> Result<String, WebError> {
    let by = decided.by.trim();
    if by.is_empty() {
        return Err(WebError::Incomplete { what: "A decision needs the name of who decides. Go back and write it.".into() });
    }
    if by.chars().count() > LONGEST || decided.why.chars().count() > LONGEST {
        return Err(WebError::Incomplete { what: "The name or the reason is too long. Go back and shorten it.".into() });
    }
    let why = Some(decided.why.trim()).filter(|w| !w.is_empty());
    let at = site.now();
    let decision = match decided.decision.as_str() {
        "confirm" => Some(Decision::Confirm),
        "withdraw" => Some(Decision::Withdraw),
        "correct" => Some(Decision::Correct(Box::new(correction(site, number, decided)?))),
        "undo" => None,
        other => return Err(WebError::Incomplete { what: format!("“{other}” is no decision.") }),
    };
    let made = site.write(|ledger| match decision {
        Some(decision) => ledger.decide(number, decision, by, why, at),
        None => ledger.undo(number, by, why, at),
    })?;
    let ask = Ask { by: by.to_string(), done: made.number.to_string(), ..Ask::default() };
    Ok(match decided.back.as_str() {
        back if back.starts_with("/entries/") => ask.at(&format!("/entries/{}", made.number)),
        back => {
            let before: Ask = back.strip_prefix("/review?").and_then(|q| serde_urlencoded::from_str(q).ok()).unwrap_or_default();
            before.with(|a| (a.by, a.done) = (ask.by, ask.done)).at("/review")
        }
    })
}

/// Only what differs from the entry is a correction.
fn correction(site: &Site, number: i64, decided: &Decided) -> Result<Correction, WebError> {
    let old = site.read(|ledger| ledger.entry(number))?;
    let stance = Stance::from_word(&decided.stance);
    let holder = decided.holder.trim();
    let issue = Some(decided.issue.trim()).filter(|i| !i.is_empty()).map(str::to_string);
    if stance.is_none() && !decided.stance.is_empty() {
        return Err(WebError::Incomplete { what: format!("“{}” is no stance.", decided.stance) });
    }
    let made = Correction {
        holder: Some(holder).filter(|h| !h.is_empty() && *h != old.holder).map(str::to_string),
        stance: stance.filter(|s| *s != old.stance),
        issue: Some(issue).filter(|i| *i != old.issue),
        ..Correction::default()
    };
    if made == Correction::default() {
        return Err(WebError::Incomplete {
            what: "Nothing was changed. Change the stance, the holder or the issue; or confirm the entry.".into(),
        });
    }
    Ok(made)
}
