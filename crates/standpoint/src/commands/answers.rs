//! Questions to the ledger: positions, shifts, timetable, timeline, one entry, search; and decisions about entries.

use analyse::{asserted_shifts, matrix, timetable as table_of};
use anyhow::{Result, bail};
use codebooks::Codebook;
use jiff::tz::Offset;
use ledger::{Correction, Decision, Query};
use model::{ArticleCard, Entry, Stance};
use present::tables;

use super::{existing, now, print, query};
use crate::arguments::{
    FindingsArguments, FindingsForm, PositionsArguments, RedateArguments, ReviewArguments, ReviewDecision, SearchArguments, ShowArguments,
    TimelineArguments, TimelineForm, TimetableArguments, TimetableForm,
};
use crate::reading;

pub(crate) fn positions(arguments: &PositionsArguments) -> Result<()> {
    let entries = entries(&arguments.findings)?;
    let found = matrix(&entries, arguments.findings.which.as_of);
    match arguments.findings.format {
        FindingsForm::Text => print(&tables::positions(&found, arguments.all)),
        FindingsForm::Json => print(&tables::positions_json(&found)),
    }
}

pub(crate) fn shifts(arguments: &FindingsArguments) -> Result<()> {
    let entries = entries(arguments)?;
    let (computed, asserted) = (analyse::shifts(&entries), asserted_shifts(&entries));
    match arguments.format {
        FindingsForm::Text => print(&tables::shifts(&computed, &asserted)),
        FindingsForm::Json => print(&tables::shifts_json(&computed, &asserted)),
    }
}

pub(crate) fn timetable(arguments: &TimetableArguments) -> Result<()> {
    let ledger = existing(&arguments.ledger.ledger)?;
    let party = arguments.party.as_deref().map(|name| Codebook::world().canonical(name).unwrap_or(name).to_string());
    // The old day of what was moved is listed too; a calendar holds the current day alone.
    let include_superseded = !matches!(arguments.format, TimetableForm::Ics);
    let events = ledger.events(&Query { holder: party, include_superseded, ..Query::default() })?;
    let today = arguments.as_of.unwrap_or_else(|| Offset::UTC.to_datetime(now()).date());
    let table = table_of(&events, Some(today), arguments.ahead);
    match arguments.format {
        TimetableForm::Text => print(&tables::timetable(&table)),
        TimetableForm::Json => print(&tables::timetable_json(&table)),
        TimetableForm::Ics => print(&present::calendar("Standpoint timetable", &events)),
    }
}

pub(crate) fn timeline(arguments: &TimelineArguments) -> Result<()> {
    let entries = existing(&arguments.ledger.ledger)?.entries(&query(&arguments.which, Codebook::world()))?;
    match arguments.format {
        TimelineForm::Text => print(&tables::timeline(&entries)),
        TimelineForm::Json => print(&tables::entries_json(&entries)),
        TimelineForm::Svg => print(&present::timeline_svg::draw(&entries)),
    }
}

pub(crate) fn show(arguments: &ShowArguments) -> Result<()> {
    print(&tables::entry(&existing(&arguments.ledger.ledger)?.entry(arguments.number)?))
}

pub(crate) fn search(arguments: &SearchArguments) -> Result<()> {
    let found = existing(&arguments.ledger.ledger)?.search(&arguments.words, &query(&arguments.which, Codebook::world()))?;
    let mut text = tables::timeline(&found.entries);
    for hit in &found.articles {
        let passage: String = hit.passage.iter().map(|(words, _)| words.as_str()).collect();
        text.push_str(&tables::passage(&hit.article, &passage));
    }
    print(&text)
}

pub(crate) fn review(arguments: &ReviewArguments) -> Result<()> {
    let mut ledger = existing(&arguments.ledger.ledger)?;
    let decision = match arguments.decision {
        ReviewDecision::Confirm => Decision::Confirm,
        ReviewDecision::Withdraw => Decision::Withdraw,
        ReviewDecision::Correct => Decision::Correct(Box::new(correction(arguments)?)),
    };
    let entry = ledger.decide(arguments.number, decision, &arguments.by, arguments.why.as_deref(), now())?;
    print(&tables::entry(&entry))
}

pub(crate) fn redate(arguments: &RedateArguments) -> Result<()> {
    let mut ledger = existing(&arguments.ledger.ledger)?;
    let named = |card: &&ArticleCard| card.id.as_str() == arguments.article || card.reference == arguments.article;
    let cards = ledger.articles()?;
    let found: Vec<&ArticleCard> = cards.iter().filter(named).collect();
    let id = match found.as_slice() {
        [card] => card.id.clone(),
        [] => bail!("the ledger holds no article {}; `standpoint show` names the article of an entry", arguments.article),
        several => bail!("{} articles are called {}; give the id of one: {}", several.len(), arguments.article, ids(several)),
    };
    let place = |symbolic: &str, published| when::resolve(symbolic, published).map(|resolved| resolved.when);
    let done = ledger.correct_day(&id, arguments.published, &arguments.by, arguments.why.as_deref(), now(), place)?;
    let before = done.before.map_or("no day".to_string(), |day| day.to_string());
    print(&format!(
        "{} was dated {before} and is now dated {}: {} entries and {} events dated anew\n",
        arguments.article,
        arguments.published,
        done.entries.len(),
        done.events.len()
    ))
}

fn ids(cards: &[&ArticleCard]) -> String {
    cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn correction(arguments: &ReviewArguments) -> Result<Correction> {
    let stance = match arguments.stance.as_deref() {
        Some(word) => match Stance::from_word(word) {
            Some(stance) => Some(stance),
            None => bail!("'{word}' is no stance; use support, oppose, conditional, open or neutral"),
        },
        None => None,
    };
    Ok(Correction { holder: arguments.holder.clone(), stance, issue: arguments.issue.clone().map(Some), ..Correction::default() })
}

fn entries(arguments: &FindingsArguments) -> Result<Vec<Entry>> {
    let codebook = reading::codebook(arguments.codebook.codebook.as_deref())?;
    Ok(existing(&arguments.ledger.ledger)?.entries(&query(&arguments.which, &codebook))?)
}
