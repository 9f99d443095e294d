//! Events as an iCalendar file (RFC 5545).
//!
//! In: recorded events and the name of the calendar. Out: one `VCALENDAR` text with CRLF line ends, folded at 75 octets, which calendar programs open.
//! Only what has a day is a calendar entry: an event without both day bounds is left out and belongs to the list beside it ([`undated`]). A period is an
//! all-day entry with an exclusive end; a period wider than a month is not a date to keep and is left out too. An event that moves or calls off another
//! keeps that one's UID with the next SEQUENCE, so that calendar programs replace the old entry. Same entries, same bytes: the stamp is the time of
//! recording, never the clock.

use jiff::civil::Date;
use model::{EventEntry, EventStatus};

/// Entries of at most this many days are dates to keep.
const LONGEST: i32 = 31;

/// The calendar of these events, in their order. `name` is shown by calendar programs; empty input yields a calendar without entries.
///
/// ```
/// let empty = present::calendar("Talks", &[]);
/// assert!(empty.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && empty.ends_with("END:VCALENDAR\r\n"));
/// ```
pub fn calendar(name: &str, events: &[EventEntry]) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Standpoint//Timetable//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.line("X-WR-CALNAME", &escaped(name));
    for event in events.iter().filter(|event| is_current(event, events)) {
        if let Some((first, last)) = days(event) {
            entry(&mut out, event, events, first, last);
        }
    }
    out.line("END", "VCALENDAR");
    out.text
}

/// The current events that the calendar leaves out because no day or short period is known, in their order.
pub fn undated(events: &[EventEntry]) -> Vec<&EventEntry> {
    events.iter().filter(|event| is_current(event, events) && days(event).is_none()).collect()
}

/// Whether no later telling moves this one or calls it off.
fn is_current(event: &EventEntry, events: &[EventEntry]) -> bool {
    !events.iter().any(|later| later.supersedes == Some(event.number) && later.number != event.number)
}

fn days(event: &EventEntry) -> Option<(Date, Date)> {
    let (first, last) = (event.when.first?, event.when.last?);
    (first <= last && (last - first).get_days() < LONGEST).then_some((first, last))
}

fn entry(out: &mut Lines, event: &EventEntry, events: &[EventEntry], first: Date, last: Date) {
    let (origin, sequence) = chain(event, events);
    let stamp = event.recorded.strftime("%Y%m%dT%H%M%SZ").to_string();
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("event-{origin}@standpoint"));
    out.line("SEQUENCE", &sequence.to_string());
    out.line("DTSTAMP", &stamp);
    out.line("DTSTART;VALUE=DATE", &basic(first));
    if let Ok(end) = last.tomorrow() {
        out.line("DTEND;VALUE=DATE", &basic(end));
    }
    out.line("SUMMARY", &escaped(&event.what));
    out.line("STATUS", status(event.status));
    out.line("TRANSP", "TRANSPARENT");
    out.line("CATEGORIES", &event.status.as_str().to_uppercase());
    if let Some(place) = &event.place {
        out.line("LOCATION", &escaped(place));
    }
    out.line("DESCRIPTION", &escaped(&description(event)));
    if let Some(url) = event.article.url.as_deref().filter(|url| is_uri(url)) {
        out.line("URL", url);
    }
    if !event.when.edtf.is_empty() {
        out.line("X-EDTF", &escaped(&event.when.edtf));
    }
    out.line("END", "VEVENT");
}

/// The number of the first telling and how many tellings replaced it since. A circle, which a sound ledger never holds, ends after one round.
fn chain(event: &EventEntry, events: &[EventEntry]) -> (i64, usize) {
    let (mut at, mut steps) = (event, 0);
    while let Some(earlier) = at.supersedes.and_then(|number| events.iter().find(|e| e.number == number)) {
        if steps >= events.len() {
            break;
        }
        (at, steps) = (earlier, steps + 1);
    }
    let unseen = at.supersedes.filter(|_| steps < events.len());
    (unseen.unwrap_or(at.number), steps + usize::from(unseen.is_some()))
}

/// RFC 5545, section 3.8.1.11. What is moved to another day stands there, so its new entry is confirmed.
fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Held | EventStatus::Scheduled | EventStatus::Postponed => "CONFIRMED",
        EventStatus::Hedged | EventStatus::Conditional | EventStatus::Proposed => "TENTATIVE",
        EventStatus::Cancelled => "CANCELLED",
    }
}

/// The quotation, its sources and who takes part.
fn description(event: &EventEntry) -> String {
    let mut lines = vec![format!("“{}”", event.quotation.split_whitespace().collect::<Vec<_>>().join(" "))];
    let source = [event.article.outlet.clone(), event.article.published.map(|day| day.to_string())];
    let source: Vec<String> = source.into_iter().flatten().collect();
    lines.push(format!("Source: {}", if source.is_empty() { event.article.reference.clone() } else { source.join(", ") }));
    let others = event.appearances.iter().filter(|card| card.id != event.article.id).count();
    if others > 0 {
        lines.push(format!("Told by {} articles", others + 1));
    }
    if !event.participants.is_empty() {
        lines.push(format!("Participants: {}", event.participants.join("; ")));
    }
    if let Some(after) = &event.after {
        lines.push(format!("After: {after}"));
    }
    lines.push(format!("As told: {}", event.status));
    lines.join("\n")
}

fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A scheme and no white space or control character: what may stand in a property of type URI.
fn is_uri(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://")) && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// A value of type TEXT (RFC 5545, section 3.3.11). Control characters, which no text may hold, become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Writes `name:value`, folded so that no line is longer than 75 octets and no character is split (RFC 5545, section 3.1).
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > 75 {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ArticleCard, ArticleId, Span, When};

    fn event(number: i64, first: Date, last: Date, status: EventStatus) -> EventEntry {
        let article = ArticleCard {
            id: ArticleId::from_stored("a1"),
            reference: "a.txt".into(),
            title: None,
            outlet: Some("Example Wire".into()),
            published: Some(Date::constant(2025, 2, 6)),
            url: Some("https://example.org/a".into()),
            origin: None,
            copy_of: None,
        };
        EventEntry {
            number,
            recorded: "2025-02-06T10:00:00Z".parse().expect("a timestamp"),
            what: "Lakeside conference; first round, with \\ and a long name that must be folded — Übersee".into(),
            when: When::stated(first, last, format!("{first}/{last}")),
            place: Some("Lima".into()),
            participants: vec!["Peru".into(), "Chile".into()],
            status,
            after: None,
            supersedes: None,
            quotation: "On Feb. 14-16,\nthe envoy is expected to present the plan.".into(),
            span: Span::new(0, 10),
            rule: "event/verb".into(),
            appearances: vec![article.clone()],
            article,
        }
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn an_all_day_period_ends_exclusively() {
        let text = calendar("Talks", &[event(7, Date::constant(2025, 2, 14), Date::constant(2025, 2, 16), EventStatus::Scheduled)]);
        for line in [
            "UID:event-7@standpoint",
            "SEQUENCE:0",
            "DTSTART;VALUE=DATE:20250214",
            "DTEND;VALUE=DATE:20250217",
            "STATUS:CONFIRMED",
            "DTSTAMP:20250206T100000Z",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in\n{text}");
        }
        assert!(unfolded(&text).contains(r"SUMMARY:Lakeside conference\; first round\, with \\ and a long name"));
        assert!(unfolded(&text).contains("the envoy is expected to present the plan.”\\nSource: Example Wire\\, 2025-02-06"));
    }

    #[test]
    fn hedged_is_tentative_and_called_off_is_cancelled() {
        let day = Date::constant(2025, 2, 14);
        assert!(calendar("", &[event(1, day, day, EventStatus::Hedged)]).contains("STATUS:TENTATIVE\r\n"));
        assert!(calendar("", &[event(1, day, day, EventStatus::Cancelled)]).contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn a_postponement_replaces_what_it_moves() {
        let day = Date::constant(2025, 2, 14);
        let later = Date::constant(2025, 3, 1);
        let moved = EventEntry { supersedes: Some(3), ..event(9, later, later, EventStatus::Postponed) };
        let text = calendar("", &[event(3, day, day, EventStatus::Scheduled), moved.clone()]);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("UID:event-3@standpoint\r\nSEQUENCE:1\r\n") && text.contains("DTSTART;VALUE=DATE:20250301"));
        // The earlier telling need not be in the list.
        assert!(calendar("", &[moved]).contains("UID:event-3@standpoint\r\nSEQUENCE:1\r\n"));
    }

    #[test]
    fn what_has_no_day_is_listed_beside() {
        let day = Date::constant(2025, 2, 14);
        let unknown = EventEntry { when: When::unknown(), ..event(1, day, day, EventStatus::Scheduled) };
        let year = event(2, Date::constant(2022, 1, 1), Date::constant(2022, 12, 31), EventStatus::Held);
        let events = [unknown, year];
        assert!(!calendar("", &events).contains("VEVENT"));
        assert_eq!(undated(&events).len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn lines_are_folded_and_unfold_to_the_words(words in ".{0,300}") {
            let day = Date::constant(2025, 2, 14);
            let told = EventEntry { what: words.clone(), ..event(1, day, day, EventStatus::Held) };
            let text = calendar(&words, &[told]);
            assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text:?}");
            let summary = unfolded(&text).lines().find_map(|l| l.strip_prefix("SUMMARY:").map(str::to_string)).expect("a summary");
            assert_eq!(summary, escaped(&words));
        }
    }
}
