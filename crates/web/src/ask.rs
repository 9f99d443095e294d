//! What a page is asked for: the query part of its address, and back. Nothing given asks for nothing in particular.

use model::{Date, SpeechKind};
use serde::{Deserialize, Serialize};

use crate::gate::Viewer;

/// The query part of an address. An empty field is one that was not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Ask {
    /// A party.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) party: String,
    /// An issue's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) issue: String,
    /// Who voiced it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) speaker: String,
    /// An outlet.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) outlet: String,
    /// Quoted, reported, narrated.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) kind: String,
    /// At least this certain, 0 to 1.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) certainty: String,
    /// As things stood on this day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) as_of: String,
    /// Nothing before this day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) since: String,
    /// The party whose place stands open beside the matrix.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) open_party: String,
    /// The issue of that place.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) open_issue: String,
    /// Words to search for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    /// The column by which a table is sorted: `stance`, `sources`, `age`; by name if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) sort: String,
    /// Show what a page leaves out for length.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) all: String,
    /// The entry to bring out in an article.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) entry: String,
    /// Who reviews.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) by: String,
    /// The entry that the last decision made.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) done: String,
    /// Who looks at the page; never part of an address.
    #[serde(skip)]
    pub(crate) viewer: Viewer,
}

impl Ask {
    /// The same question by this viewer, under whose name decisions are then made.
    pub(crate) fn seen_by(&mut self, viewer: &Viewer) {
        self.viewer = viewer.clone();
        if let Some(name) = &viewer.name {
            self.by.clone_from(name);
        }
    }

    /// The day asked for; `None` also for what is no day, which [`Ask::problems`] tells.
    pub(crate) fn day(&self) -> Option<Date> {
        self.as_of.trim().parse().ok()
    }

    /// The first day asked for; `None` also for what is no day, which [`Ask::problems`] tells.
    pub(crate) fn first_day(&self) -> Option<Date> {
        self.since.trim().parse().ok()
    }

    pub(crate) fn speech_kind(&self) -> Option<SpeechKind> {
        SpeechKind::from_word(&self.kind)
    }

    pub(crate) fn min_certainty(&self) -> Option<f32> {
        self.certainty.trim().parse().ok().filter(|c: &f32| c.is_finite() && *c > 0.0)
    }

    pub(crate) fn is_all(&self) -> bool {
        !self.all.is_empty()
    }

    /// Whether only some entries are asked for (a day apart).
    pub(crate) fn narrows(&self) -> bool {
        let named = [&self.party, &self.issue, &self.speaker, &self.outlet].iter().any(|f| !f.is_empty());
        named || self.speech_kind().is_some() || self.min_certainty().is_some()
    }

    /// The same question to the ledger.
    pub(crate) fn query(&self) -> ledger::Query {
        let given = |field: &str| (!field.is_empty()).then(|| field.to_string());
        ledger::Query {
            holder: given(&self.party),
            issue: given(&self.issue),
            speaker: given(&self.speaker),
            outlet: given(&self.outlet),
            kind: self.speech_kind(),
            min_certainty: self.min_certainty(),
            as_of: self.day(),
            since: self.first_day(),
            ..ledger::Query::default()
        }
    }

    /// What could not be understood, in words for the page.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.as_of.trim().is_empty() && self.day().is_none() {
            problems.push(format!("“{}” is no day: write it as 2025-03-11. No day is set.", self.as_of));
        }
        if !self.since.trim().is_empty() && self.first_day().is_none() {
            problems.push(format!("“{}” is no day: write it as 2025-03-11. No first day is set.", self.since));
        }
        if !self.kind.is_empty() && self.speech_kind().is_none() {
            problems.push(format!("“{}” is no kind of speech. All kinds are shown.", self.kind));
        }
        if !self.certainty.trim().is_empty() && self.certainty.trim().parse::<f32>().is_err() {
            problems.push(format!("“{}” is no certainty: write a number from 0 to 1. All entries are shown.", self.certainty));
        }
        problems
    }

    /// The address of a page with this question.
    pub(crate) fn at(&self, path: &str) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_string(),
        }
    }

    /// The same question, changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Ask)) -> Ask {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// Only the day: what stays when another page is opened.
    pub(crate) fn day_alone(&self) -> Ask {
        Ask { as_of: self.as_of.clone(), viewer: self.viewer.clone(), ..Ask::default() }
    }

    /// The place of this party on this issue, open beside the matrix; `None` closes it.
    pub(crate) fn open(&self, place: Option<(&str, &str)>) -> Ask {
        let (party, issue) = place.unwrap_or_default();
        self.with(|a| {
            (a.open_party, a.open_issue) = (party.to_string(), issue.to_string());
            a.entry.clear();
        })
    }

    /// This party on this issue, as the rest of the question has it.
    pub(crate) fn place(&self, party: &str, issue: &str) -> Ask {
        self.with(|a| {
            (a.party, a.issue) = (party.to_string(), issue.to_string());
            a.all.clear();
            a.sort.clear();
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_its_address() {
        let ask = Ask { party: "Côte & Fils".into(), as_of: "2025-03-11".into(), ..Ask::default() };
        let address = ask.at("/evidence");
        assert_eq!(address, "/evidence?party=C%C3%B4te+%26+Fils&as_of=2025-03-11");
        assert_eq!(serde_urlencoded::from_str::<Ask>(address.split_once('?').unwrap().1).unwrap(), ask);
        assert_eq!(Ask::default().at("/"), "/");
    }

    #[test]
    fn what_is_no_day_is_told_and_not_guessed() {
        let ask = Ask { as_of: "yesterday".into(), ..Ask::default() };
        assert_eq!((ask.day(), ask.problems().len()), (None, 1));
    }
}
