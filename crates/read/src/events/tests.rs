use super::*;
use codebooks::Codebook;
use lexicon::Lexicon;
use model::{Article, Date};

fn read(text: &str) -> Vec<Event> {
    let mut article = Article::plain("case", text);
    article.published = Some(Date::constant(2025, 3, 12));
    Reader::new(Codebook::world()).read(&article).events
}

/// Words of the event, EDTF, status.
fn told(text: &str) -> Vec<(String, String, &'static str)> {
    read(text).into_iter().map(|e| (e.span.of(text).to_string(), e.when.edtf, e.status.as_str())).collect()
}

#[test]
fn every_word_proves_itself() {
    let mut wrong = Vec::new();
    for line in Lexicon::embedded().happenings.lines() {
        let wanted = |event: &Event| match line.sense {
            Happening::Meeting
            | Happening::Outcome
            | Happening::Body
            | Happening::Contact
            | Happening::Act
            | Happening::Step
            | Happening::Occurrence => true,
            Happening::Scheduled => event.status == EventStatus::Scheduled,
            Happening::Hedged => event.status == EventStatus::Hedged,
            Happening::Proposed => event.status == EventStatus::Proposed,
            Happening::Cancelled => event.status == EventStatus::Cancelled,
            Happening::Postponed => event.status == EventStatus::Postponed,
        };
        if let Some(fires) = &line.fires
            && !read(fires).iter().any(wanted)
        {
            wrong.push(format!("{}: {fires} {:?}", line.word, told(fires)));
        }
        if !read(&line.silent).is_empty() {
            wrong.push(format!("{} speaks in: {} {:?}", line.word, line.silent, told(&line.silent)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_plan_is_told_with_its_days_and_reserve() {
    assert_eq!(
        told("On May 14-16, the envoy of Chile is expected to present the plan at the Lima conference."),
        [(
            "May 14-16, the envoy of Chile is expected to present the plan at the Lima conference".into(),
            "2025-05-14/2025-05-16".into(),
            "scheduled"
        )]
    );
    assert_eq!(told("If the text is ready, the ministers will meet on May 3.")[0].2, "conditional");
}

#[test]
fn an_order_is_no_date() {
    let events = read("Following the Lima conference, the envoy is due to make his first trip to Quito.");
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].after.as_deref(), events[0].when.edtf.as_str()), (Some("the Lima conference"), ""));
    assert_eq!((events[0].status, events[0].place.as_deref()), (EventStatus::Scheduled, Some("Quito")));
}

#[test]
fn what_is_denied_or_general_is_no_event() {
    for text in [
        "The ministers will not meet on May 3.",
        "No summit was held on Monday.",
        "Peru is open to talks with Chile.",
        "Summits are costly.",
    ] {
        assert!(told(text).is_empty(), "{text}: {:?}", told(text));
    }
}

#[test]
fn an_undated_article_keeps_plans_and_reports() {
    let article =
        Article::plain("case", "The envoys spoke after ten hours of talks with the ministers of Chile. They will meet on Friday.");
    let events = Reader::new(Codebook::world()).read(&article).events;
    assert_eq!(
        events.iter().map(|e| (e.status, e.when.first)).collect::<Vec<_>>(),
        [(EventStatus::Held, None), (EventStatus::Scheduled, None)]
    );
}
