//! A corrected publication day: what hung on the old one is dated anew, and nothing is overwritten.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use ledger::{Ledger, LedgerError, Query};
use model::{Article, ArticleId, Date, Event, EventStatus, PublishedBasis, Span, Stance, Statement, Timex, TimexKind, When};
use support::{article, day, event, noon, place, reading, statement};

/// A toy of the tagger's resolver: the Wednesday by the publication day, a fixed day, and "before publication".
fn calendar(symbolic: &str, published: Option<Date>) -> Option<When> {
    let on = |day: Date| When::stated(day, day, day.to_string());
    match symbolic {
        "latest(published,WXX-3)" => Some(published.map_or_else(When::unknown, |day| {
            let back = (day.weekday().to_monday_one_offset() + 4) % 7;
            on(day.checked_sub(jiff::Span::new().days(back)).unwrap())
        })),
        "2022-05-01" => Some(on(day("2022-05-01"))),
        "PAST_REF" => Some(When { last: published, ..When::unknown() }),
        _ => None,
    }
}

fn time(article: &Article, words: &str, symbolic: &str) -> Timex {
    let when = calendar(symbolic, article.published).unwrap();
    let (span, kind) = (place(article, words), TimexKind::Date);
    Timex { span, kind, value: String::new(), modifier: None, symbolic: symbolic.into(), when, rule: "test/time" }
}

#[test]
fn a_corrected_publication_day_dates_anew_what_hung_on_it_and_overwrites_nothing() {
    let text = "On Wednesday Peru rejected the quotas.\nPeru backed the tariffs.\nOn May 1, 2022 Peru opposed the tolls.\n\
                Previously Peru opposed the fees.\nPeru met Chile on Wednesday.";
    let article = article("Wire", "2025-02-13", text);
    let times = vec![
        time(&article, "Wednesday", "latest(published,WXX-3)"),
        time(&article, "May 1, 2022", "2022-05-01"),
        time(&article, "Previously", "PAST_REF"),
    ];
    let dated = |words: &str, issue: &str, when: When| Statement { when, ..statement(&article, "Peru", Stance::Oppose, issue, words) };
    let mut reading = reading(
        &article,
        vec![
            dated("rejected the quotas", "quotas", times[0].when.clone()),
            dated("backed the tariffs", "tariffs", When::published(day("2025-02-13"))),
            dated("opposed the tolls", "tolls", times[1].when.clone()),
            dated("opposed the fees", "fees", times[2].when.clone()),
        ],
    );
    reading.events = vec![Event {
        when: times[0].when.clone(),
        ..event(&article, "Peru met Chile on Wednesday", "", None, &["Peru", "Chile"], EventStatus::Held)
    }];
    reading.times = times;
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.record(&article, &reading, None, noon("2025-03-01")).unwrap();

    let at = noon("2025-03-02");
    let done = ledger.correct_day(&article.id, day("2025-02-06"), "Ana", None, at, calendar).unwrap();
    assert_eq!((done.before, done.entries.len(), done.events.len()), (Some(day("2025-02-13")), 3, 1));
    let days = |query: &Query| -> Vec<(String, Option<Date>, Option<Date>)> {
        let mut found: Vec<_> = ledger.entries(query).unwrap().into_iter().map(|e| (e.issue.unwrap(), e.when.first, e.when.last)).collect();
        found.sort();
        found
    };
    let on = |issue: &str, text: &str| (issue.to_string(), Some(day(text)), Some(day(text)));
    let before = |text: &str| ("fees".to_string(), None, Some(day(text)));
    let now = days(&Query::default());
    assert_eq!(now, [before("2025-02-06"), on("quotas", "2025-02-05"), on("tariffs", "2025-02-06"), on("tolls", "2022-05-01")]);
    let then = days(&Query { known_on: Some(noon("2025-03-01")), ..Query::default() });
    assert_eq!(then, [before("2025-02-13"), on("quotas", "2025-02-12"), on("tariffs", "2025-02-13"), on("tolls", "2022-05-01")]);
    assert_eq!(ledger.events(&Query::default()).unwrap()[0].when.first, Some(day("2025-02-05")));
    assert_eq!(ledger.events(&Query { include_superseded: true, ..Query::default() }).unwrap().len(), 2);

    let entry = ledger.entry(done.entries[0]).unwrap();
    assert_eq!((entry.decided_by.as_deref(), entry.article.published), (Some("Ana"), Some(day("2025-02-06"))));
    assert_eq!(entry.reason.as_deref(), Some("publication day corrected from 2025-02-13 to 2025-02-06"));
    let stored = ledger.article(&article.id).unwrap().unwrap().article;
    assert_eq!((stored.published, stored.published_basis), (Some(day("2025-02-06")), PublishedBasis::Given));
    let again = ledger.correct_day(&article.id, day("2025-02-06"), "Ana", None, at, calendar).unwrap();
    assert!(again.entries.is_empty() && again.events.is_empty(), "the same day again changes nothing");
    let unknown = ledger.correct_day(&ArticleId::of_text("nowhere"), day("2025-02-06"), "Ana", None, at, calendar).unwrap_err();
    assert!(matches!(unknown, LedgerError::NoSuchArticle { .. }), "{unknown}");
}

#[test]
fn an_article_that_gets_a_day_places_what_no_other_time_may_own() {
    let mut article = article(
        "Wire",
        "2025-02-13",
        "Peru met Chile on Wednesday.\nPeru backed the tariffs.\nLast Wednesday was hot when Peru opposed the fees.",
    );
    article.published = None;
    let times = [time(&article, "Wednesday", "latest(published,WXX-3)")];
    let hot = Span::new(article.text.rfind("Wednesday").unwrap(), article.text.rfind("Wednesday").unwrap() + 9);
    let beside = Timex { span: hot, ..times[0].clone() };
    let say = |words: &str, issue: &str| statement(&article, "Peru", Stance::Oppose, issue, words);
    let mut reading = reading(&article, vec![say("backed the tariffs", "tariffs"), say("opposed the fees", "fees")]);
    reading.statements.iter_mut().for_each(|s| s.when = When::unknown());
    reading.events = vec![Event {
        when: When::unknown(),
        ..event(&article, "Peru met Chile on Wednesday", "", None, &["Peru", "Chile"], EventStatus::Held)
    }];
    reading.times = vec![times[0].clone(), beside];
    let mut ledger = Ledger::in_memory().unwrap();
    ledger.record(&article, &reading, None, noon("2025-03-01")).unwrap();
    let done = ledger.correct_day(&article.id, day("2025-02-06"), "Ana", Some("the outlet says so"), noon("2025-03-02"), calendar).unwrap();
    assert_eq!((done.before, done.entries.len(), done.events.len()), (None, 1, 1));
    let entry = ledger.entry(done.entries[0]).unwrap();
    assert_eq!((entry.issue.as_deref(), entry.when), (Some("tariffs"), When::published(day("2025-02-06"))));
    assert_eq!(entry.reason.as_deref(), Some("the outlet says so"));
    assert_eq!(ledger.events(&Query::default()).unwrap()[0].when.first, Some(day("2025-02-05")));
}
