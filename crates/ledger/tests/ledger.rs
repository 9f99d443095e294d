//! What the ledger keeps, joins, refuses and answers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use ledger::{Correction, Decision, Ledger, LedgerError, Outcome, Query, Recorded};
use model::{
    Article, EntryState, Event, EventStatus, Reading, Span, SpeechKind, Stance, Statement, Timestamp, When, WhenBasis, independent_sources,
};
use support::{article, day, event, noon, place, reading, statement};
use tempfile::TempDir;

/// A ledger in a folder of its own.
struct Desk {
    folder: TempDir,
    ledger: Ledger,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("talks.db")).unwrap();
        Desk { folder, ledger }
    }

    fn add(&mut self, article: &Article, statements: Vec<Statement>) -> Recorded {
        self.add_at("2025-03-01", article, reading(article, statements))
    }

    fn add_at(&mut self, recorded: &str, article: &Article, reading: Reading) -> Recorded {
        self.ledger.record(article, &reading, Some(article.text.as_bytes()), noon(recorded)).unwrap()
    }

    fn tell(&mut self, article: &Article, events: Vec<Event>) -> Recorded {
        let reading = Reading { events, ..reading(article, Vec::new()) };
        self.add_at("2025-03-01", article, reading)
    }

    fn all(&self) -> Vec<model::Entry> {
        self.ledger.entries(&Query::default()).unwrap()
    }
}

const WIRE: &str = "Peru and Chad met in the capital on Monday after a long pause in their contacts.\n\
    The government of Peru rejected the draft text on fishing quotas in its present form, officials said after the meeting.\n\
    Chad, for its part, welcomed the proposal of the chair and asked for more time to study its annexes.\n\
    Observers saw little hope of an early conclusion before the ministers arrive next week.\n";

#[test]
fn a_statement_is_kept_with_its_words_its_sentence_and_both_times() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    let mut said = statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text on fishing quotas");
    said.speaker = Some("officials".into());
    said.condition = Some(place(&text, "in its present form"));
    said.when = When::published(day("2025-02-06"));
    let done = desk.add(&text, vec![said]);
    assert_eq!((done.article, done.new_entries.clone(), done.refused), (Outcome::Added, vec![1], 0));

    let entry = desk.ledger.entry(1).unwrap();
    assert_eq!(entry.quotation, "rejected the draft text on fishing quotas");
    assert_eq!((entry.cue.as_str(), entry.point.as_deref()), ("rejected", Some("the draft text on fishing quotas")));
    assert_eq!(entry.condition.as_deref(), Some("in its present form"));
    assert!(entry.context.starts_with("The government of Peru") && entry.context.ends_with("after the meeting."));
    assert_eq!((entry.recorded, entry.state), (noon("2025-03-01"), EntryState::AsRead));
    assert_eq!(entry.when, When::published(day("2025-02-06")));
    assert_eq!(entry.article.outlet.as_deref(), Some("Wire"));
    assert_eq!(entry.appearances, vec![entry.article.clone()]);

    let kept = desk.ledger.article(&text.id).unwrap().unwrap();
    assert_eq!((kept.article, kept.raw.as_deref()), (text.clone(), Some(text.text.as_bytes())));
    desk.ledger.check().unwrap();
}

#[test]
fn the_same_article_twice_adds_nothing() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    let said = || vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")];
    desk.add(&text, said());
    let stamp = desk.ledger.stamp().unwrap();
    let again = desk.add(&text, said());
    assert_eq!((again.article, again.new_entries.len(), again.joined_appearances.len()), (Outcome::AlreadyKnown, 0, 0));
    assert_eq!(desk.ledger.stamp().unwrap(), stamp);
}

#[test]
fn a_requote_in_a_copy_is_one_entry_with_two_appearances_and_one_source() {
    let mut desk = Desk::new();
    let wire = article("Wire", "2025-02-06", WIRE);
    let copy = article("Daily", "2025-02-07", &format!("From our correspondents.\n{WIRE}Read more on our page about fisheries.\n"));
    desk.add(&wire, vec![statement(&wire, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let done = desk.add(&copy, vec![statement(&copy, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    assert_eq!((done.copy_of, done.new_entries.len(), done.joined_appearances), (Some(wire.id.clone()), 0, vec![1]));
    let entry = &desk.all()[0];
    assert_eq!((entry.appearances.len(), independent_sources(&entry.appearances)), (2, 1));
    assert_eq!(entry.appearances[1].outlet.as_deref(), Some("Daily"));
    assert_eq!(&desk.ledger.entry(1).unwrap(), entry, "asked for by number it is the same");
    let of_copy = Query { article: Some(copy.id), ..Query::default() };
    assert_eq!(desk.ledger.entries(&of_copy).unwrap().len(), 1, "it is found through either article");
}

#[test]
fn the_same_short_words_in_unrelated_articles_are_two_entries() {
    let mut desk = Desk::new();
    let one = article("Wire", "2025-02-06", "On Monday Peru rejected the draft text, and the room fell silent for a while.");
    let two = article("Daily", "2025-04-06", "A new chair, a new text: by the evening Peru rejected the draft text too.");
    desk.add(&one, vec![statement(&one, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let done = desk.add(&two, vec![statement(&two, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    assert_eq!((done.copy_of, done.new_entries), (None, vec![2]));
}

#[test]
fn words_that_stand_twice_are_two_utterances_in_the_copy_too() {
    let mut desk = Desk::new();
    let text = format!(
        "{WIRE}On gear, Peru opposed it. The talk went on and on about nets and lines.\nOn ports, Peru opposed it. Then all left.\n"
    );
    let twice = |a: &Article| {
        let mut at = a.text.match_indices("opposed it").map(|(start, w)| Span::new(start, start + w.len()));
        let mut next = || support::stated_at(at.next().unwrap(), "opposed it", "Peru", Stance::Oppose, "gear");
        vec![next(), next()]
    };
    let wire = article("Wire", "2025-02-06", &text);
    let copy = article("Daily", "2025-02-07", &format!("{text}Daily staff."));
    assert_eq!(desk.add(&wire, twice(&wire)).new_entries, [1, 2]);
    assert_eq!(desk.add(&copy, twice(&copy)).joined_appearances, [1, 2]);
}

#[test]
fn a_long_quotation_is_one_utterance_in_different_articles() {
    let words = "want every vessel counted before we sign anything at all";
    let mut desk = Desk::new();
    let quoted = |outlet: &str, published: &str, before: &str| {
        let text = article(outlet, published, &format!("{before} “We {words},” the minister of Chad said."));
        let mut said = statement(&text, "Chad", Stance::Conditional, "quotas", words);
        said.kind = SpeechKind::Direct;
        (text, said)
    };
    let (wire, first) = quoted(
        "Wire",
        "2025-02-06",
        "It rained all day on the pier, and the ferry from the islands was late again, so that the session began without half of its members.",
    );
    let (daily, second) = quoted(
        "Daily",
        "2025-02-20",
        "Two weeks later nothing had moved in the harbour, where nets dried in the sun and a few old men mended the sails of boats nobody used.",
    );
    desk.add(&wire, vec![first]);
    let done = desk.add(&daily, vec![second]);
    assert_eq!((done.joined_appearances, done.copy_of), (vec![1], None));
    assert_eq!(independent_sources(&desk.all()[0].appearances), 2, "two outlets heard it");
}

#[test]
fn reprints_of_one_stated_origin_join_and_count_once() {
    let mut desk = Desk::new();
    let reprint = |outlet: &str, text: &str| {
        let mut a = article(outlet, "2025-02-07", text);
        a.origin = Some(model::Origin { outlet: Some("Wire".into()), url: None, span: None });
        a
    };
    let one = reprint("Daily", "Short: Peru rejected the draft text on quotas. First appeared in Wire.");
    let two = reprint("Herald", "In other news, Peru rejected the draft text on quotas. This first appeared in Wire.");
    desk.add(&one, vec![statement(&one, "Peru", Stance::Oppose, "quotas", "rejected the draft text on quotas")]);
    let done = desk.add(&two, vec![statement(&two, "Peru", Stance::Oppose, "quotas", "rejected the draft text on quotas")]);
    assert_eq!(done.joined_appearances, [1]);
    assert_eq!(independent_sources(&desk.all()[0].appearances), 1);
}

#[test]
fn dates_are_never_invented() {
    let mut desk = Desk::new();
    let dated = article("Wire", "2025-02-06", "Peru rejected it. Earlier Peru welcomed it.");
    let mut earlier = statement(&dated, "Peru", Stance::Support, "quotas", "welcomed it");
    earlier.when = When { last: Some(day("2025-02-05")), ..When::unknown() };
    desk.add(&dated, vec![statement(&dated, "Peru", Stance::Oppose, "quotas", "rejected it"), earlier]);
    let undated = Article::plain("undated.txt", "Chad rejected it.");
    desk.add(&undated, vec![statement(&undated, "Chad", Stance::Oppose, "quotas", "rejected it")]);

    let all = desk.all();
    let seen: Vec<_> = all.iter().map(|e| (e.holder.as_str(), e.when.basis, e.day())).collect();
    assert_eq!(
        seen,
        [("Peru", WhenBasis::Unknown, Some(day("2025-02-05"))), ("Peru", WhenBasis::Unknown, None), ("Chad", WhenBasis::Unknown, None),]
    );
    let as_of = |d: &str| desk.ledger.entries(&Query { as_of: Some(day(d)), ..Query::default() }).unwrap().len();
    assert_eq!((as_of("2025-02-04"), as_of("2025-02-05"), as_of("2030-01-01")), (0, 1, 1));
}

#[test]
fn a_decision_supersedes_and_what_was_known_before_stays_known() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Support, "quotas", "rejected the draft text")]);
    let correction = Correction {
        stance: Some(Stance::Oppose),
        condition: Some(Some("in its present form".into())),
        span: Some(place(&text, "rejected the draft text on fishing quotas")),
        ..Correction::default()
    };
    let corrected = desk.ledger.decide(1, Decision::Correct(Box::new(correction)), "Ana", Some("polarity"), noon("2025-03-05")).unwrap();
    assert_eq!((corrected.number, corrected.supersedes, corrected.stance), (2, Some(1), Stance::Oppose));
    assert_eq!((corrected.decided_by.as_deref(), corrected.reason.as_deref()), (Some("Ana"), Some("polarity")));
    assert_eq!(corrected.quotation, "rejected the draft text on fishing quotas");
    assert_eq!(corrected.appearances.len(), 1);

    let known_on = |d: &str| desk.ledger.entries(&Query { known_on: Some(noon(d)), ..Query::default() }).unwrap();
    assert_eq!(known_on("2025-02-28"), []);
    assert_eq!(known_on("2025-03-04")[0].stance, Stance::Support);
    assert_eq!(known_on("2025-03-05")[0].stance, Stance::Oppose);
    assert_eq!(desk.all(), [corrected]);
    assert_eq!(desk.ledger.entry(1).unwrap().stance, Stance::Support, "the old entry is untouched");
    assert_eq!(desk.ledger.history(2).unwrap().len(), 2);
    assert_eq!(desk.ledger.entries(&Query { include_superseded: true, ..Query::default() }).unwrap().len(), 2);
}

#[test]
fn two_people_cannot_decide_on_one_entry_unawares() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let mut other = Ledger::open(desk.ledger.path()).unwrap();
    desk.ledger.decide(1, Decision::Confirm, "Ana", None, noon("2025-03-05")).unwrap();
    let late = other.decide(1, Decision::Withdraw, "Ben", None, noon("2025-03-05"));
    assert!(matches!(late, Err(LedgerError::Superseded { number: 1, by: 2 })), "{late:?}");
    assert_eq!(other.decide(2, Decision::Withdraw, "Ben", None, noon("2025-03-06")).unwrap().number, 3);
}

#[test]
fn withdrawn_entries_are_left_out_and_come_back_by_undo() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    assert!(matches!(desk.ledger.undo(1, "Ana", None, noon("2025-03-05")), Err(LedgerError::NothingToUndo { number: 1 })));
    desk.ledger.decide(1, Decision::Withdraw, "Ana", None, noon("2025-03-05")).unwrap();
    assert_eq!(desk.all(), []);
    assert_eq!(desk.ledger.entries(&Query { include_withdrawn: true, ..Query::default() }).unwrap().len(), 1);
    let back = desk.ledger.undo(2, "Ana", Some("slip"), noon("2025-03-06")).unwrap();
    assert_eq!((back.number, back.supersedes, back.state), (3, Some(2), EntryState::AsRead));
    assert_eq!(desk.all(), [back]);
}

#[test]
fn a_correction_cannot_quote_words_that_are_not_there() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    for correction in [
        Correction { point: Some(Some("every fishing quota".into())), ..Correction::default() },
        Correction { span: Some(Span::new(5, 100_000)), ..Correction::default() },
    ] {
        let refused = desk.ledger.decide(1, Decision::Correct(Box::new(correction)), "Ana", None, noon("2025-03-05"));
        assert!(matches!(refused, Err(LedgerError::NotVerbatim { number: 1, .. })), "{refused:?}");
    }
    assert_eq!(desk.ledger.history(1).unwrap().len(), 1, "nothing half done stays");
}

#[test]
fn words_that_do_not_resolve_are_refused() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", "“Peru” rejected it.");
    let mut inside_a_character = statement(&text, "Peru", Stance::Oppose, "quotas", "rejected it");
    inside_a_character.span = Span::new(1, 9);
    let done = desk.add(&text, vec![inside_a_character]);
    assert_eq!((done.refused, done.new_entries.len()), (1, 0));
    let other = Article::plain("other.txt", "Something else.");
    let refused = desk.ledger.record(&other, &reading(&text, Vec::new()), None, Timestamp::UNIX_EPOCH);
    assert!(matches!(refused, Err(LedgerError::OtherArticle { .. })));
}

#[test]
fn search_finds_quotations_and_articles() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let search = |words: &str| {
        let found = desk.ledger.search(words, &Query::default()).unwrap();
        (found.entries.len(), found.articles.len())
    };
    assert_eq!(search("DRAFT rejected"), (1, 1));
    assert_eq!(search("\"draft text\" reject*"), (1, 1));
    assert_eq!(search("\"text draft\""), (0, 0));
    assert_eq!(search("observers"), (0, 1));
    assert_eq!(search("\" OR ) NEAR"), (0, 0));
    assert_eq!(search("–"), (0, 0));
    let hit = &desk.ledger.search("observers", &Query::default()).unwrap().articles[0];
    assert!(hit.passage.contains(&("Observers".to_string(), true)));
    let elsewhere = Query { outlet: Some("Daily".into()), ..Query::default() };
    assert_eq!(desk.ledger.search("draft", &elsewhere).unwrap(), ledger::Found::default());
}

#[test]
fn one_meeting_told_by_two_outlets_is_one_event() {
    let mut desk = Desk::new();
    let wire = article("Wire", "2025-02-06", "Peru and Chad will hold talks in Geneva on 14 February.");
    let daily = article("Daily", "2025-02-07", "Delegations of Chad and Peru meet for talks in Geneva next Friday.");
    let both = ["Peru", "Chad"];
    desk.tell(&wire, vec![event(&wire, "hold talks in Geneva", "2025-02-14", Some("Geneva"), &both, EventStatus::Scheduled)]);
    let done = desk.tell(&daily, vec![event(&daily, "meet for talks in Geneva", "2025-02-14", Some("Geneva"), &both, EventStatus::Hedged)]);
    assert_eq!((done.new_events.len(), done.joined_events), (0, vec![1]));
    let events = desk.ledger.events(&Query::default()).unwrap();
    assert_eq!((events.len(), events[0].appearances.len(), events[0].status), (1, 2, EventStatus::Scheduled));
}

#[test]
fn other_people_another_place_or_another_day_is_another_event() {
    let mut desk = Desk::new();
    let wire = article("Wire", "2025-02-06", "Talks in Geneva. Talks in Vienna. Talks again. Talks of others.");
    let both = ["Peru", "Chad"];
    let done = desk.tell(
        &wire,
        vec![
            event(&wire, "Talks in Geneva", "2025-02-14", Some("Geneva"), &both, EventStatus::Scheduled),
            event(&wire, "Talks in Vienna", "2025-02-14", Some("Vienna"), &both, EventStatus::Scheduled),
            event(&wire, "Talks again", "2025-02-21", Some("Geneva"), &both, EventStatus::Scheduled),
            event(&wire, "Talks of others", "2025-02-14", Some("Geneva"), &["Fiji", "Mali"], EventStatus::Scheduled),
        ],
    );
    assert_eq!(done.new_events, [1, 2, 3, 4]);
}

#[test]
fn a_postponement_takes_the_place_of_what_it_moves_and_a_report_of_what_was_planned() {
    let mut desk = Desk::new();
    let both = ["Peru", "Chad"];
    let plan = article("Wire", "2025-02-06", "Talks in Geneva are set for 14 February.");
    let moved = article("Wire", "2025-02-12", "The talks were moved to 20 February.");
    let held = article("Wire", "2025-02-21", "The talks took place on Thursday.");
    desk.tell(&plan, vec![event(&plan, "Talks in Geneva", "2025-02-14", Some("Geneva"), &both, EventStatus::Scheduled)]);
    desk.tell(&moved, vec![event(&moved, "talks were moved", "2025-02-20", None, &both, EventStatus::Postponed)]);
    desk.tell(&held, vec![event(&held, "talks took place", "2025-02-14", None, &both, EventStatus::Held)]);
    let events = desk.ledger.events(&Query { include_superseded: true, ..Query::default() }).unwrap();
    let chain: Vec<_> = events.iter().map(|e| (e.number, e.supersedes)).collect();
    assert!(chain.contains(&(1, None)) && chain.contains(&(2, Some(1))));
    assert!(chain.contains(&(3, None)), "a report of the old day does not follow the moved plan: {chain:?}");
    let then = Query { as_of: Some(day("2025-02-10")), ..Query::default() };
    assert_eq!(desk.ledger.events(&then).unwrap().iter().map(|e| e.number).collect::<Vec<_>>(), [1], "as told by then");
}

#[test]
fn a_reader_sees_what_the_writer_has_done_and_cannot_write() {
    let mut desk = Desk::new();
    let mut reader = Ledger::open_read_only(desk.ledger.path()).unwrap();
    let before = reader.stamp().unwrap();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    assert_ne!(reader.stamp().unwrap(), before);
    assert_eq!(reader.entries(&Query::default()).unwrap(), desk.all());
    let refused = reader.decide(1, Decision::Withdraw, "Ana", None, noon("2025-03-05"));
    assert!(matches!(refused, Err(LedgerError::Open { .. })), "{refused:?}");
}

#[test]
fn a_copy_for_handing_over_holds_the_same() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let target = desk.folder.path().join("copy.db");
    desk.ledger.copy_to(&target).unwrap();
    let copy = Ledger::open_read_only(&target).unwrap();
    assert_eq!(copy.entries(&Query::default()).unwrap(), desk.all());
    assert!(desk.ledger.copy_to(&target).is_err(), "an existing file is not overwritten");
}

#[test]
fn a_ledger_in_memory_works_like_one_in_a_file() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    let read = reading(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    desk.add_at("2025-03-01", &text, read.clone());
    let mut memory = Ledger::in_memory().unwrap();
    memory.record(&text, &read, None, noon("2025-03-01")).unwrap();
    assert_eq!(memory.entries(&Query::default()).unwrap(), desk.all());
}

#[test]
fn the_store_itself_refuses_edits() {
    let mut desk = Desk::new();
    let text = article("Wire", "2025-02-06", WIRE);
    desk.add(&text, vec![statement(&text, "Peru", Stance::Oppose, "quotas", "rejected the draft text")]);
    let raw = rusqlite::Connection::open(desk.ledger.path()).unwrap();
    for sql in ["UPDATE entries SET stance = 'support'", "DELETE FROM entries", "UPDATE articles SET text = ''", "DELETE FROM articles"] {
        assert!(raw.execute(sql, []).unwrap_err().to_string().contains("never"), "{sql}");
    }
}

#[test]
fn files_that_are_not_ours_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "These are only notes. ".repeat(100)).unwrap();
    assert!(matches!(Ledger::open(&text), Err(LedgerError::NotALedger { .. })));
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("These are only notes."));

    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE songs (name TEXT)").unwrap();
    assert!(matches!(Ledger::open(&other), Err(LedgerError::NotALedger { .. })));

    let newer = folder.path().join("newer.db");
    drop(Ledger::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let refused = Ledger::open(&newer).err().unwrap();
    assert!(matches!(refused, LedgerError::Newer { found: 999, .. }) && refused.to_string().contains("newer version"));

    let nowhere = Ledger::open(folder.path().join("no/such/folder/l.db")).err().unwrap();
    assert!(matches!(nowhere, LedgerError::Open { .. }) && nowhere.to_string().contains("--ledger"), "{nowhere}");
    assert!(Ledger::open_read_only(folder.path().join("missing.db")).is_err());
    assert!(matches!(Ledger::open(folder.path().join("talks.db")).unwrap().entry(17), Err(LedgerError::NoSuchEntry { number: 17, .. })));
}

mod round_trip {
    use super::*;
    use model::{Act, Block, BlockKind, Move, Note, Point, StatementBasis};
    use proptest::prelude::*;
    use proptest::sample::select;

    fn dates() -> impl Strategy<Value = Option<model::Date>> {
        proptest::option::of((1900i16..2100, 1i8..13, 1i8..29).prop_map(|(y, m, d)| model::Date::new(y, m, d).unwrap()))
    }

    fn whens() -> impl Strategy<Value = When> {
        (dates(), dates(), ".{0,12}", select(vec![WhenBasis::Stated, WhenBasis::Published, WhenBasis::Unknown]))
            .prop_map(|(first, last, edtf, basis)| When { first, last, edtf, basis })
    }

    /// Any text that is not empty, with spans of whole characters cut out of it.
    fn texts() -> impl Strategy<Value = (String, Vec<(usize, usize)>)> {
        ("(?s).{1,80}", proptest::collection::vec((0usize..80, 1usize..40), 4)).prop_map(|(text, cuts)| {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let cut = |(from, length): (usize, usize)| {
                let from = from % (edges.len() - 1);
                (edges[from], edges[(from + length).min(edges.len() - 1)])
            };
            let cuts = cuts.into_iter().map(cut).collect();
            (text, cuts)
        })
    }

    fn statements() -> impl Strategy<Value = (String, Statement)> {
        let words = (".{0,20}", proptest::option::of(".{0,20}"), proptest::option::of(".{0,10}"), proptest::option::of(".{0,10}"));
        let marks = (
            select(Stance::ALL.to_vec()),
            select(Act::ALL.to_vec()),
            proptest::option::of(select(Move::ALL.to_vec())),
            select(SpeechKind::ALL.to_vec()),
            select(StatementBasis::ALL.to_vec()),
        );
        (texts(), words, marks, whens(), 0f32..=1.0).prop_map(|((text, cuts), words, marks, when, certainty)| {
            let span = |n: usize| Span::new(cuts[n].0, cuts[n].1);
            let statement = Statement {
                span: span(0),
                holder: words.0,
                holder_span: None,
                speaker: words.1,
                speaker_span: None,
                stance: marks.0,
                act: marks.1,
                predicate: span(1),
                cue: span(1),
                point: words.2.is_some().then(|| Point { spans: vec![span(2), span(3)] }),
                condition: words.3.is_some().then(|| span(3)),
                kind: marks.3,
                basis: marks.4,
                when,
                issue: words.2,
                option: words.3,
                moved: marks.2,
                certainty,
                rule: "test/any",
            };
            (text, statement)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

        #[test]
        fn what_is_recorded_is_read_back((text, s) in statements()) {
            let mut desk = Desk::new();
            let mut article = Article::plain("any.txt", text);
            article.blocks = vec![Block { span: s.span, kind: BlockKind::Quote }];
            article.notes = vec![Note { span: Some(s.span), message: "a".into() }, Note { span: None, message: String::new() }];
            let mut read = reading(&article, vec![s.clone()]);
            read.notes = article.notes.clone();
            let done = desk.add_at("2025-03-01", &article, read.clone());
            prop_assert_eq!(done.new_entries, vec![1]);
            let e = desk.ledger.entry(1).unwrap();
            prop_assert_eq!((&e.holder, &e.speaker, e.stance, e.act, e.moved), (&s.holder, &s.speaker, s.stance, s.act, s.moved));
            prop_assert_eq!((&e.issue, &e.option, e.kind, e.basis, &e.when), (&s.issue, &s.option, s.kind, s.basis, &s.when));
            prop_assert_eq!((e.span, &*e.quotation, &*e.cue), (s.span, article.words(s.span), article.words(s.cue)));
            prop_assert_eq!((e.certainty, &*e.rule, &*e.context), (s.certainty, s.rule, article.words(e.sentence)));
            prop_assert_eq!(e.point.is_some(), s.point.is_some());
            prop_assert!(e.sentence.contains(e.span));
            let kept = desk.ledger.article(&article.id).unwrap().unwrap();
            prop_assert_eq!(kept.reading_notes, read.notes);
            prop_assert_eq!(kept.article, article);
            desk.ledger.check().unwrap();
        }

        #[test]
        fn no_search_words_are_an_error(words in ".{0,30}") {
            Desk::new().ledger.search(&words, &Query::default()).unwrap();
        }
    }
}
