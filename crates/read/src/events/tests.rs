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
            Happening::Meeting | Happening::Outcome | Happening::Act => true,
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
