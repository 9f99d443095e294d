//! Entries and events for the tests of this crate.

use model::{
    Act, ArticleCard, ArticleId, Date, Entry, EntryState, EventEntry, EventStatus, Span, SpeechKind, Stance, StatementBasis, Timestamp,
    When,
};

fn card(number: i64, day: Option<Date>) -> ArticleCard {
    ArticleCard {
        id: ArticleId::of_text(&format!("article {number}")),
        reference: format!("{number}.txt"),
        title: None,
        outlet: Some(format!("Wire {number}")),
        published: day,
        url: None,
        origin: None,
        copy_of: None,
    }
}

pub(crate) fn entry(number: i64, holder: &str, issue: &str, stance: Stance, day: &str) -> Entry {
    let day: Date = day.parse().unwrap();
    Entry {
        number,
        state: EntryState::AsRead,
        supersedes: None,
        recorded: Timestamp::UNIX_EPOCH,
        decided_by: None,
        reason: None,
        holder: holder.into(),
        speaker: None,
        stance,
        act: Act::Report,
        moved: None,
        issue: Some(issue.into()),
        option: None,
        kind: SpeechKind::Indirect,
        basis: StatementBasis::OnRecord,
        when: When::stated(day, day, day.to_string()),
        span: Span::new(0, 5),
        quotation: "words".into(),
        sentence: Span::new(0, 5),
        context: "words".into(),
        cue: "words".into(),
        point: None,
        condition: None,
        certainty: 0.8,
        rule: "test".into(),
        article: card(number, Some(day)),
        appearances: vec![card(number, Some(day))],
    }
}

pub(crate) fn event(number: i64, status: EventStatus, day: Option<&str>) -> EventEntry {
    let day: Option<Date> = day.map(|d| d.parse().unwrap());
    EventEntry {
        number,
        recorded: Timestamp::UNIX_EPOCH,
        what: "a meeting".into(),
        when: day.map_or_else(When::unknown, |d| When::stated(d, d, d.to_string())),
        place: None,
        participants: Vec::new(),
        status,
        after: None,
        supersedes: None,
        quotation: "a meeting".into(),
        span: Span::new(0, 9),
        rule: "test".into(),
        article: card(number, day),
        appearances: vec![card(number, day)],
    }
}
