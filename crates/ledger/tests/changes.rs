//! A copy in memory that only reads what changed holds, at every step, what reading everything would hold.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;

use ledger::{Changes, Correction, Decision, Ledger, Query, Stamp};
use model::{Entry, EventEntry, EventStatus, Reading, Stance};
use support::{article, event, noon, reading, statement};

const WIRE: &str = "Peru rejected the draft text on quotas after a long night of talks between the delegations in the old town hall.\n\
                    Talks follow in Lima between Peru and Chad on 14 February, as both delegations told reporters on the steps.\n";

/// A copy of what stands in a ledger.
#[derive(Default)]
struct Copy {
    stamp: Stamp,
    entries: BTreeMap<i64, Entry>,
    events: BTreeMap<i64, EventEntry>,
}

impl Copy {
    fn apply(&mut self, changes: Changes) {
        self.entries.retain(|number, _| !changes.entries_gone.contains(number));
        self.events.retain(|number, _| !changes.events_gone.contains(number));
        self.entries.extend(changes.entries.into_iter().map(|e| (e.number, e)));
        self.events.extend(changes.events.into_iter().map(|e| (e.number, e)));
        self.stamp = changes.stamp;
    }

    /// Brings itself up to date, and is what reading everything gives.
    fn follow(&mut self, ledger: &Ledger, step: &str) {
        self.apply(ledger.changes_since(self.stamp).unwrap());
        let everything = Query { include_withdrawn: true, ..Query::default() };
        let entries: BTreeMap<i64, Entry> = ledger.entries(&everything).unwrap().into_iter().map(|e| (e.number, e)).collect();
        let events: BTreeMap<i64, EventEntry> = ledger.events(&Query::default()).unwrap().into_iter().map(|e| (e.number, e)).collect();
        assert_eq!(self.entries, entries, "{step}");
        assert_eq!(self.events, events, "{step}");
        assert_eq!(self.stamp, ledger.stamp().unwrap(), "{step}");
    }
}

#[test]
fn a_copy_follows_articles_reprints_decisions_and_moved_events() {
    let mut ledger = Ledger::in_memory().unwrap();
    // One copy follows every step, the other only every second one, as a copy that is kept in reserve does.
    let (mut every, mut second) = (Copy::default(), Copy::default());
    let mut step = 0;
    let mut check = |ledger: &Ledger, name: &str| {
        every.follow(ledger, name);
        step += 1;
        if step % 2 == 0 {
            second.follow(ledger, name);
        }
    };
    check(&ledger, "nothing yet");

    let first = article("Wire", "2025-02-06", WIRE);
    let told = event(&first, "Talks follow in Lima", "2025-02-14", Some("Lima"), &["Peru", "Chad"], EventStatus::Scheduled);
    let read = Reading {
        events: vec![told],
        ..reading(&first, vec![statement(&first, "Peru", Stance::Oppose, "quotas", "rejected the draft text")])
    };
    ledger.record(&first, &read, None, noon("2025-02-06")).unwrap();
    check(&ledger, "an article");

    let copy = article("Daily", "2025-02-07", &format!("From our correspondents.\n{WIRE}Read more on our page.\n"));
    let told = event(&copy, "Talks follow in Lima", "2025-02-14", Some("Lima"), &["Peru", "Chad"], EventStatus::Scheduled);
    let read = Reading {
        events: vec![told],
        ..reading(&copy, vec![statement(&copy, "Peru", Stance::Oppose, "quotas", "rejected the draft text")])
    };
    let done = ledger.record(&copy, &read, None, noon("2025-02-07")).unwrap();
    assert_eq!((done.joined_appearances, done.joined_events), (vec![1], vec![1]));
    check(&ledger, "a reprint: old entry and event, new appearance");

    let correction = Correction { stance: Some(Stance::Open), ..Correction::default() };
    ledger.decide(1, Decision::Correct(Box::new(correction)), "Ana", None, noon("2025-02-08")).unwrap();
    ledger.decide(2, Decision::Confirm, "Ben", None, noon("2025-02-08")).unwrap();
    check(&ledger, "two decisions on one entry at once");
    ledger.decide(3, Decision::Withdraw, "Ana", None, noon("2025-02-09")).unwrap();
    check(&ledger, "withdrawn");
    ledger.undo(4, "Ana", None, noon("2025-02-09")).unwrap();
    check(&ledger, "taken back");

    let later = article("Herald", "2025-02-10", "The talks in Lima between Peru and Chad were called off. Chad supported the quotas.");
    let off = event(
        &later,
        "The talks in Lima between Peru and Chad were called off",
        "2025-02-14",
        Some("Lima"),
        &["Peru", "Chad"],
        EventStatus::Cancelled,
    );
    let read = Reading {
        events: vec![off],
        ..reading(&later, vec![statement(&later, "Chad", Stance::Support, "quotas", "supported the quotas")])
    };
    ledger.record(&later, &read, None, noon("2025-02-10")).unwrap();
    assert_eq!(ledger.events(&Query::default()).unwrap().len(), 1, "the cancellation stands in the place of the plan");
    check(&ledger, "an event that supersedes");
    check(&ledger, "nothing new");
}

#[test]
fn nothing_new_is_nothing_to_read() {
    let mut ledger = Ledger::in_memory().unwrap();
    let first = article("Wire", "2025-02-06", WIRE);
    ledger.record(&first, &reading(&first, vec![]), None, noon("2025-02-06")).unwrap();
    let stamp = ledger.stamp().unwrap();
    assert_eq!(ledger.changes_since(stamp).unwrap(), Changes { stamp, ..Changes::default() });
    assert_eq!(ledger.changes_since(Stamp::default()).unwrap().articles.len(), 1);
}
