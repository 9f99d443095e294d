//! Review: readings that are least certain first, one at a time beside its article, and the decisions of people about them.
//!
//! A decision is a new entry with who and when; nothing is overwritten. The page is worked by keyboard where a script runs, and by the same buttons where none does.

use analyse::{Agreement, Field, review_agreement};
use ledger::{Correction, Decision};
use maud::{Markup, html};
use model::{Act, Date, Entry, EntryState, Move, SpeechKind, Stance, StatementBasis, When};
use present::reading_cases::{self, Case};
use serde::Deserialize;

use crate::accounts::Role;
use crate::ask::Ask;
use crate::evidence::beside;
use crate::mark::{count, day, entry, few};
use crate::page::{self, filters};
use crate::site::{Holding, Site, WebError};

/// Entries listed of those that wait next.
const QUEUE: usize = 15;

/// Recent decisions shown.
const RECENT: usize = 10;

/// The longest text that is taken in for a field, in characters.
const LONGEST: usize = 2000;

/// Decided entries that are compared; more would not change the figures much.
const COMPARED: usize = 5000;

/// What the form sends. An absent field is left as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Decided {
    /// `confirm`, `correct`, `withdraw`, `undo`.
    decision: String,
    pub(crate) by: String,
    why: String,
    holder: Option<String>,
    speaker: Option<String>,
    stance: Option<String>,
    act: Option<String>,
    moved: Option<String>,
    issue: Option<String>,
    option: Option<String>,
    kind: Option<String>,
    basis: Option<String>,
    cue: Option<String>,
    point: Option<String>,
    condition: Option<String>,
    first: Option<String>,
    last: Option<String>,
    /// The address to go back to.
    back: String,
}

pub(crate) fn queue(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let holding = site.holding()?;
    let entries = holding.chosen(ask);
    let mut waiting: Vec<&Entry> = entries.iter().filter(|e| e.state == EntryState::AsRead).collect();
    waiting.sort_by(|a, b| a.certainty.total_cmp(&b.certainty).then(a.number.cmp(&b.number)));
    let here = waiting.iter().position(|e| e.number.to_string() == ask.entry).unwrap_or(0);
    let at = |index: usize| waiting.get(index).map(|e| ask.with(|a| (a.entry = e.number.to_string(), a.done.clear()).1).at("/review"));
    let lead = html! {
        (count(waiting.len(), "reading waits", "readings wait")) ", least certain first. A decision becomes a new entry with your name; nothing is overwritten."
    };
    // After a decision the queue goes on with the next; the place in it is left out of the way back.
    let back = ask.with(|a| (a.entry.clear(), a.done.clear()).1).at("/review");
    let body = html! {
        (done(site, ask, &back)?)
        (filters(site, &holding, ask, "/review", true, true))
        div class="tools" {
            @if let Some(before) = here.checked_sub(1).and_then(at) { a data-key="p" href=(before) { kbd { "p" } " Previous" } }
            @if let Some(next) = at(here + 1) { a data-key="n" href=(next) { kbd { "n" } " Next" } }
            @if !waiting.is_empty() { span class="soft" { (here + 1) " of " (waiting.len()) } }
            a href="/review/cases.md" { "Decisions as reading cases" }
            a href="#agreement" { "Agreement" }
        }
        (keys())
        @match waiting.get(here) {
            None => p class="none" { "Nothing waits." },
            Some(e) => div class="evidence reviewed" data-queue {
                div class="case" { (entry(site, e, true)) (form(site, e, ask, &back)) }
                (beside(site, e)?)
            }
        }
        @if waiting.len() > 1 {
            section aria-labelledby="next" {
                h2 id="next" { "Next in the queue" }
                ol class="lines" {
                    @for (index, e) in waiting.iter().enumerate().skip(here + 1).take(QUEUE) {
                        li { span class="day" { "certainty " (format!("{:.2}", e.certainty)) } " " b dir="auto" { (e.holder) } " " (crate::mark::stance(e.stance)) " "
                            @if let Some(address) = at(index) { a class="words" href=(address) { q dir="auto" { (few(&e.quotation, 110)) } } } " "
                            span class="soft" { (day(e)) } }
                    }
                }
            }
        }
        (latest(site, &holding, &entries, ask, &back))
        (agreed(site, &holding)?)
    };
    Ok(page::page(&holding, ask, "/review", "Review", &lead, &body))
}

/// What was just decided, with the way back.
fn done(site: &Site, ask: &Ask, back: &str) -> Result<Markup, WebError> {
    let Ok(number) = ask.done.parse::<i64>() else { return Ok(html! {}) };
    let Ok(e) = site.read(|ledger| ledger.entry(number)) else { return Ok(html! {}) };
    Ok(html! {
        div class="notice" role="status" {
            "Entry " (e.number) ", " bdi { (e.holder) } ": " (e.state.as_str()) ". "
            @if e.state != EntryState::AsRead { (undo(site, &e, ask, back, true)) }
        }
    })
}

fn keys() -> Markup {
    const KEYS: [(&str, &str); 8] = [
        ("a", "accept: it is right as it stands"),
        ("c", "correct any field"),
        ("r", "reject: it no longer counts"),
        ("u", "undo the last decision"),
        ("n", "next"),
        ("p", "previous"),
        ("?", "this help"),
        ("Esc", "leave a field; close this"),
    ];
    html! {
        details class="keys" data-keys {
            summary { kbd { "?" } " Keys" }
            dl { @for (key, what) in KEYS { dt { kbd { (key) } } dd { (what) } } }
        }
    }
}

fn latest(site: &Site, holding: &Holding, entries: &[Entry], ask: &Ask, back: &str) -> Markup {
    let mut decided: Vec<&Entry> =
        entries.iter().chain(&holding.withdrawn).filter(|e| e.state != EntryState::AsRead && e.decided_by.is_some()).collect();
    decided.sort_by_key(|e| std::cmp::Reverse(e.number));
    html! {
        @if !decided.is_empty() {
            section aria-labelledby="decided" {
                h2 id="decided" { "Latest decisions" }
                ul class="lines" {
                    @for e in decided.iter().take(RECENT) {
                        li { a href={ "/entries/" (e.number) } { "Entry " (e.number) } ": " b dir="auto" { (e.holder) } " "
                            (crate::mark::stance(e.stance)) " " (e.state.as_str()) " by " span dir="auto" { (e.decided_by.as_deref().unwrap_or("somebody")) }
                            @if let Some(reason) = &e.reason { ": " span dir="auto" { (reason) } } " " (undo(site, e, ask, back, false)) }
                    }
                }
            }
        }
    }
}

/// How reader and reviewers agree, and reviewers among themselves.
fn agreed(site: &Site, holding: &Holding) -> Result<Markup, WebError> {
    let chains = chains(site, holding)?;
    const FIELDS: [(Field, &str); 3] = [(Field::Stance, "Stance"), (Field::Holder, "Holder"), (Field::Issue, "Issue")];
    let cells = |a: &Agreement| {
        html! {
            td class="number" { (a.alpha.map_or_else(|| "–".to_string(), |v| format!("{v:.2}"))) }
            td class="number" { (a.observed.map_or_else(|| "–".to_string(), |v| format!("{:.0} %", v * 100.0))) }
            td class="number" { (a.units) }
        }
    };
    Ok(html! {
        section aria-labelledby="agreement" {
            h2 id="agreement" { "Agreement" }
            @if chains.is_empty() { p class="none" { "Nothing has been decided yet." } }
            @else {
                div class="wide" tabindex="0" role="region" aria-label="Figures of agreement" {
                    table class="places" {
                        thead {
                            tr { th scope="col" rowspan="2" { "Field" } th scope="colgroup" colspan="3" { "Reader and reviewers" } th scope="colgroup" colspan="3" { "Between reviewers" } }
                            tr { @for _ in 0..2 { th scope="col" { "Alpha" } th scope="col" { "Agree" } th scope="col" { "Compared" } } }
                        }
                        tbody {
                            @for (field, name) in FIELDS {
                                @let found = review_agreement(&chains, field);
                                tr { th scope="row" { (name) } (cells(&found.with_reader)) (cells(&found.between)) }
                            }
                        }
                    }
                }
                p class="small soft" {
                    "Krippendorff’s alpha for nominal values: 1 is full agreement, 0 what chance would give; “–” where it is not defined. The queue shows uncertain readings first, so these "
                    "figures are of the hardest readings, not of all."
                }
            }
        }
    })
}

/// The histories of all entries that a person decided about, the latest decisions first.
fn chains(site: &Site, holding: &Holding) -> Result<Vec<Vec<Entry>>, WebError> {
    let all = holding.placed.iter().chain(&holding.unplaced).chain(&holding.withdrawn);
    let mut decided: Vec<i64> = all.filter(|e| e.supersedes.is_some()).map(|e| e.number).collect();
    decided.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
    site.read(|ledger| decided.iter().take(COMPARED).map(|number| ledger.history(*number)).collect())
}

/// Every decision that stands, as reading cases: a sentence each, with what stands in it now.
pub(crate) fn cases(site: &Site, _: &Ask) -> Result<String, WebError> {
    let holding = site.holding()?;
    let all = || holding.placed.iter().chain(&holding.unplaced);
    let is_decided = |e: &&Entry| e.state != EntryState::AsRead;
    let mut by_sentence: std::collections::BTreeMap<_, Vec<&Entry>> = std::collections::BTreeMap::new();
    for e in all().chain(&holding.withdrawn).filter(is_decided) {
        by_sentence.entry((&e.article.id, e.sentence)).or_default().push(e);
    }
    let cases: Vec<Case<'_>> = by_sentence
        .into_iter()
        .map(|((article, sentence), decided)| {
            let mut standing: Vec<&Entry> = all().filter(|e| e.article.id == *article && e.sentence == sentence).collect();
            standing.sort_by_key(|e| (e.span, e.number));
            Case { decided, standing }
        })
        .collect();
    Ok(reading_cases::markdown(&cases))
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
        button name="decision" value="confirm" data-key="a" { kbd { "a" } "Accept" }
        button name="decision" value="withdraw" data-key="r" { kbd { "r" } "Reject" }
        @if e.state != EntryState::AsRead { button name="decision" value="undo" data-key="u" { kbd { "u" } "Undo the last decision" } }
        details data-key="c" {
            summary { kbd { "c" } "Correct" }
            (fields(site, e))
            button name="decision" value="correct" { "Record the correction" }
        }
    };
    page::form(site, &format!("/review/{}", e.number), "decide", &format!("Decide on entry {}", e.number), &body)
}

fn fields(site: &Site, e: &Entry) -> Markup {
    let options = e.issue.as_deref().and_then(|id| site.codebook().issue(id)).map(|issue| issue.options.as_slice()).unwrap_or_default();
    let day = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    html! {
        div class="fields" {
            label { "Stance, towards the issue’s proposition" (select("stance", Stance::ALL.iter().map(|s| s.as_str()), Some(e.stance.as_str()), None)) }
            label { "Holder" input name="holder" list="parties" maxlength="200" value=(e.holder) dir="auto"; }
            label { "Speaker" input name="speaker" maxlength="200" value=(e.speaker.as_deref().unwrap_or_default()) dir="auto"; }
            label { "Issue"
                select name="issue" {
                    option value="" { "in no issue" }
                    @for issue in site.codebook().issues() { option value=(issue.id) selected[Some(&issue.id) == e.issue.as_ref()] { (issue.name) } }
                    @if let Some(own) = e.issue.as_deref().filter(|id| site.codebook().issue(id).is_none()) { option value=(own) selected { (own) } }
                }
            }
            label { "Option" input name="option" list="options" maxlength="200" value=(e.option.as_deref().unwrap_or_default()); }
            label { "Act" (select("act", Act::ALL.iter().map(|a| a.as_str()), Some(e.act.as_str()), None)) }
            label { "Movement that the text asserts" (select("moved", Move::ALL.iter().map(|m| m.as_str()), e.moved.map(|m| m.as_str()), Some("none"))) }
            label { "Speech" (select("kind", SpeechKind::ALL.iter().map(|k| k.as_str()), Some(e.kind.as_str()), None)) }
            label { "Authority" (select("basis", StatementBasis::ALL.iter().map(|b| b.as_str()), Some(e.basis.as_str()), None)) }
            label { "First day" input type="date" name="first" value=(day(e.when.first)); }
            label { "Last day" input type="date" name="last" value=(day(e.when.last)); }
            label class="span" { "Words that carry it, as they stand in the sentence" input name="cue" maxlength="500" value=(e.cue) dir="auto"; }
            label class="span" { "Point: what it is about, as it stands in the sentence" input name="point" maxlength="1000" value=(e.point.as_deref().unwrap_or_default()) dir="auto"; }
            label class="span" { "Condition, as it stands in the sentence" input name="condition" maxlength="1000" value=(e.condition.as_deref().unwrap_or_default()) dir="auto"; }
            datalist id="parties" { @for party in site.codebook().parties() { option value=(party.name) {} } }
            datalist id="options" { @for option in options { option value=(option.name) {} } }
        }
    }
}

fn select<'a>(name: &str, words: impl Iterator<Item = &'a str>, chosen: Option<&str>, none: Option<&str>) -> Markup {
    html! {
        select name=(name) {
            @if let Some(none) = none { option value="" { (none) } }
            @for word in words { option value=(word) selected[Some(word) == chosen] { (word) } }
        }
    }
}

fn undo(site: &Site, e: &Entry, ask: &Ask, back: &str, is_last: bool) -> Markup {
    if !ask.viewer.may(Role::Reviewer) {
        return html! {};
    }
    let who = if ask.by.is_empty() { e.decided_by.as_deref().unwrap_or_default() } else { &ask.by };
    let body = html! {
        input type="hidden" name="back" value=(back);
        input type="hidden" name="by" value=(who);
        button name="decision" value="undo" data-key=[is_last.then_some("u")] { @if is_last { kbd { "u" } } "Undo" }
    };
    page::form(site, &format!("/review/{}", e.number), "undo", &format!("Undo the decision on entry {}", e.number), &body)
}

/// Records the decision; the address to go to next.
pub(crate) fn decide(site: &Site, number: i64, decided: &Decided) -> Result<String, WebError> {
    let by = decided.by.trim();
    if by.is_empty() {
        return Err(incomplete("A decision needs the name of who decides. Go back and write it."));
    }
    if by.chars().count() > LONGEST || decided.why.chars().count() > LONGEST {
        return Err(incomplete("The name or the reason is too long. Go back and shorten it."));
    }
    let why = Some(decided.why.trim()).filter(|w| !w.is_empty());
    let at = site.now();
    let decision = match decided.decision.as_str() {
        "confirm" => Some(Decision::Confirm),
        "withdraw" => Some(Decision::Withdraw),
        "correct" => Some(Decision::Correct(Box::new(correction(site, number, decided)?))),
        "undo" => None,
        other => return Err(incomplete(&format!("“{other}” is no decision."))),
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

fn incomplete(what: &str) -> WebError {
    WebError::Incomplete { what: what.into() }
}

/// Only what differs from the entry is a correction.
fn correction(site: &Site, number: i64, decided: &Decided) -> Result<Correction, WebError> {
    let old = site.read(|ledger| ledger.entry(number))?;
    let made = Correction {
        holder: given(&decided.holder).filter(|h| !h.is_empty() && *h != old.holder).map(str::to_string),
        speaker: changed(&decided.speaker, old.speaker.as_ref()),
        stance: chosen(&decided.stance, "stance", Stance::from_word)?.filter(|s| *s != old.stance),
        act: chosen(&decided.act, "act", Act::from_word)?.filter(|a| *a != old.act),
        moved: match given(&decided.moved) {
            None => None,
            Some("") => old.moved.map(|_| None),
            Some(_) => chosen(&decided.moved, "movement", Move::from_word)?.filter(|m| Some(*m) != old.moved).map(Some),
        },
        issue: changed(&decided.issue, old.issue.as_ref()),
        option: changed(&decided.option, old.option.as_ref()),
        kind: chosen(&decided.kind, "kind of speech", SpeechKind::from_word)?.filter(|k| *k != old.kind),
        basis: chosen(&decided.basis, "authority", StatementBasis::from_word)?.filter(|b| *b != old.basis),
        when: when(decided, &old)?,
        cue: given(&decided.cue).filter(|c| !c.is_empty() && *c != old.cue.trim()).map(str::to_string),
        point: changed(&decided.point, old.point.as_ref()),
        condition: changed(&decided.condition, old.condition.as_ref()),
        span: None,
    };
    if made == Correction::default() {
        return Err(incomplete("Nothing was changed. Change a field, or accept the entry as it is."));
    }
    Ok(made)
}

fn given(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim)
}

/// A field that may be empty: `Some(None)` empties it. Browsers send a line break inside a field as a blank, which is no change.
fn changed(field: &Option<String>, old: Option<&String>) -> Option<Option<String>> {
    let new = given(field)?;
    let same = |old: &str| old.split_whitespace().eq(new.split_whitespace());
    match old {
        Some(old) if same(old) => None,
        None if new.is_empty() => None,
        _ => Some(Some(new).filter(|n| !n.is_empty()).map(str::to_string)),
    }
}

fn chosen<T>(field: &Option<String>, what: &str, from_word: impl Fn(&str) -> Option<T>) -> Result<Option<T>, WebError> {
    match given(field) {
        None | Some("") => Ok(None),
        Some(word) => from_word(word).map(Some).ok_or_else(|| incomplete(&format!("“{word}” is no {what}."))),
    }
}

/// The days, if they were changed: what a person writes down is stated. A single day stands for both; none at all makes the date unknown.
fn when(decided: &Decided, old: &Entry) -> Result<Option<When>, WebError> {
    let (Some(first), Some(last)) = (given(&decided.first), given(&decided.last)) else { return Ok(None) };
    let day = |text: &str| -> Result<Option<Date>, WebError> {
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| incomplete(&format!("“{text}” is no day: write it as 2025-03-11.")))
    };
    let (first, last) = (day(first)?, day(last)?);
    if (first, last) == (old.when.first, old.when.last) {
        return Ok(None);
    }
    let Some((first, last)) = first.or(last).zip(last.or(first)) else { return Ok(Some(When::unknown())) };
    if first > last {
        return Err(incomplete("The first day is after the last. Go back and exchange them."));
    }
    let edtf = if first == last { first.to_string() } else { format!("{first}/{last}") };
    Ok(Some(When::stated(first, last, edtf)))
}
