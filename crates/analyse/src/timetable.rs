//! What was held and what is ahead, looked at from a day.
//!
//! A scheduled day that passes does not make an event held: only a report does. Such events are listed as passed without a report.

use model::{Date, EventEntry, EventStatus};

/// Events sorted by what a reader asks of them; each list in time order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timetable<'a> {
    /// Reported as held.
    pub held: Vec<&'a EventEntry>,
    /// Planned, on or after the day looked from (or still running on it).
    pub ahead: Vec<&'a EventEntry>,
    /// Planned for a day that has passed, and no report of it.
    pub passed: Vec<&'a EventEntry>,
    /// Planned without a day ("after the conference").
    pub undated: Vec<&'a EventEntry>,
    /// Called off, or moved by a later entry: the old day stands here, the new one in its place. What a later entry tells as held, as firmer or with
    /// another day of publication is listed once, as told last.
    pub off: Vec<&'a EventEntry>,
}

/// The timetable from `today`; without a day, everything planned and dated is ahead. `ahead` limits how many days forward are shown.
pub fn timetable(events: &[EventEntry], today: Option<Date>, ahead: Option<u32>) -> Timetable<'_> {
    let limit = today.zip(ahead).and_then(|(day, days)| day.checked_add(jiff::Span::new().days(i64::from(days))).ok());
    let mut sorted: Vec<&EventEntry> = events.iter().collect();
    sorted.sort_by_key(|e| (e.when.first.or(e.when.last), e.number));
    let mut table = Timetable::default();
    for event in sorted {
        let later = events.iter().find(|e| e.supersedes == Some(event.number));
        if later.is_some_and(|e| e.status != EventStatus::Postponed || e.status == event.status) {
            continue;
        }
        let end = event.when.last.or(event.when.first);
        match (event.status, end) {
            (EventStatus::Held, _) => table.held.push(event),
            (EventStatus::Cancelled, _) => table.off.push(event),
            _ if later.is_some() => table.off.push(event),
            (_, None) => table.undated.push(event),
            (_, Some(end)) if today.is_some_and(|day| end < day) => table.passed.push(event),
            (_, Some(_)) if limit.is_some_and(|limit| event.when.first.is_some_and(|first| first > limit)) => {}
            (_, Some(_)) => table.ahead.push(event),
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::event;

    #[test]
    fn a_passed_day_is_not_a_report() {
        let events = [
            event(1, EventStatus::Scheduled, Some("2025-02-12")),
            event(2, EventStatus::Scheduled, Some("2025-03-20")),
            event(3, EventStatus::Held, Some("2025-02-10")),
            event(4, EventStatus::Hedged, None),
            event(5, EventStatus::Scheduled, Some("2026-01-01")),
        ];
        let table = timetable(&events, Some("2025-03-01".parse().unwrap()), Some(30));
        let numbers = |list: &[&EventEntry]| list.iter().map(|e| e.number).collect::<Vec<_>>();
        assert_eq!(numbers(&table.passed), [1]);
        assert_eq!(numbers(&table.ahead), [2]);
        assert_eq!(numbers(&table.held), [3]);
        assert_eq!(numbers(&table.undated), [4]);
    }

    #[test]
    fn what_is_told_again_is_listed_once() {
        let hedged = event(1, EventStatus::Hedged, Some("2025-03-12"));
        let firm = EventEntry { supersedes: Some(1), ..event(2, EventStatus::Scheduled, Some("2025-03-12")) };
        let off = EventEntry { supersedes: Some(2), ..event(3, EventStatus::Cancelled, None) };
        let events = [hedged, firm, off];
        let table = timetable(&events, Some("2025-03-01".parse().unwrap()), None);
        assert_eq!((table.off.len(), table.ahead.len()), (1, 0));
        assert_eq!(timetable(&events[..2], None, None).ahead.len(), 1);
    }

    #[test]
    fn what_was_moved_is_off() {
        let first = event(1, EventStatus::Scheduled, Some("2025-03-12"));
        let moved = EventEntry { supersedes: Some(1), ..event(2, EventStatus::Postponed, Some("2025-03-20")) };
        let events = [first, moved];
        let table = timetable(&events, Some("2025-03-01".parse().unwrap()), None);
        assert_eq!((table.off.len(), table.ahead.len()), (1, 1));
    }
}
