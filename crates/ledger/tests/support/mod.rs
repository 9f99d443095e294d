//! Invented articles and readings for tests and benchmarks.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use model::{
    Act, Article, Date, Event, EventStatus, Point, PublishedBasis, Reading, Span, SpeechKind, Stance, Statement, StatementBasis, Timestamp,
    When,
};

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon (UTC) of a day.
pub(crate) fn noon(text: &str) -> Timestamp {
    format!("{text}T12:00:00Z").parse().unwrap()
}

/// An article of an outlet, published on a day.
pub(crate) fn article(outlet: &str, published: &str, text: &str) -> Article {
    let mut article = Article::plain(format!("{outlet}.txt"), text);
    article.outlet = Some(outlet.to_string());
    article.published = Some(day(published));
    article.published_basis = PublishedBasis::Stated;
    article
}

/// A reading with these statements and no events; its sentences are the article's lines.
pub(crate) fn reading(article: &Article, statements: Vec<Statement>) -> Reading {
    let mut sentences = Vec::new();
    let mut at = 0;
    for line in article.text.split_inclusive('\n') {
        sentences.push(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    Reading { article: Some(article.id.clone()), sentences, statements, ..Reading::default() }
}

/// The place of these words, which must stand in the article.
pub(crate) fn place(article: &Article, words: &str) -> Span {
    let start = article.text.find(words).unwrap_or_else(|| panic!("“{words}” does not stand in “{}”", article.text));
    Span::new(start, start + words.len())
}

/// A narrated statement over `words`, whose first word is the cue and whose rest is the point.
pub(crate) fn statement(article: &Article, holder: &str, stance: Stance, issue: &str, words: &str) -> Statement {
    stated_at(place(article, words), words, holder, stance, issue)
}

/// The same at a known place.
pub(crate) fn stated_at(span: Span, words: &str, holder: &str, stance: Stance, issue: &str) -> Statement {
    let cut = words.find(' ').unwrap_or(words.len());
    let start = span.start as usize;
    let cue = Span::new(start, start + cut);
    let point = (cut < words.len()).then(|| Point::of(Span::new(start + cut + 1, span.end as usize)));
    Statement {
        span,
        holder: holder.to_string(),
        holder_span: None,
        speaker: None,
        speaker_span: None,
        stance,
        act: Act::Report,
        predicate: cue,
        cue,
        point,
        condition: None,
        kind: SpeechKind::Narrated,
        basis: StatementBasis::OnRecord,
        when: When::unknown(),
        issue: Some(issue.to_string()),
        option: None,
        moved: None,
        certainty: 0.75,
        rule: "test/rule",
    }
}

/// An event told by these words.
pub(crate) fn event(article: &Article, words: &str, when: &str, place_name: Option<&str>, who: &[&str], status: EventStatus) -> Event {
    let when = if when.is_empty() { When::unknown() } else { When::stated(day(when), day(when), when.to_string()) };
    Event {
        span: place(article, words),
        what: words.to_string(),
        when,
        place: place_name.map(str::to_string),
        participants: who.iter().map(|w| w.to_string()).collect(),
        status,
        after: None,
        rule: "test/event",
    }
}

/// A large invented conference: `articles` daily reports, each with `each` statements of forty parties on twenty issues.
pub(crate) fn conference(articles: usize, each: usize) -> Vec<(Article, Reading)> {
    let verbs = ["supported", "opposed", "welcomed", "questioned", "preferred"];
    let stances = [Stance::Support, Stance::Oppose, Stance::Support, Stance::Open, Stance::Support];
    let mut day = day("1995-02-06");
    let mut made = Vec::new();
    for number in 0..articles {
        let mut text = format!("Report {number} of the conference.\n");
        let mut planned = Vec::new();
        for line in 0..each {
            let seed = number * 7919 + line * 104_729;
            let (party, issue, verb) = (seed % 41, seed / 41 % 20, seed / 820 % 5);
            let words = format!("{} the text on item {issue} in paragraph {}, version {}", verbs[verb], seed % 997, seed % 89);
            let sentence =
                format!("Party{party}, noting the hour and the length of list {}, {words}, and thanked the chair.\n", seed % 1009);
            let start = text.len() + sentence.find(&words).unwrap();
            planned.push((start, words, party, issue, verb));
            text += &sentence;
        }
        let article = article(&format!("Bulletin {}", number % 9), &day.to_string(), &text);
        let statements = planned
            .into_iter()
            .map(|(start, words, party, issue, verb)| {
                let span = Span::new(start, start + words.len());
                stated_at(span, &words, &format!("Party{party}"), stances[verb], &format!("issue-{issue}"))
            })
            .collect();
        let reading = reading(&article, statements);
        made.push((article, reading));
        day = day.checked_add(jiff_days(17)).unwrap();
    }
    made
}

/// Eight invented words.
fn filler(seed: usize) -> String {
    let mut state = seed as u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("word{}", (state >> 33) % 4000)
    };
    (0..8).map(|_| word()).collect::<Vec<_>>().join(" ")
}

fn jiff_days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days)
}
