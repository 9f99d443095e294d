//! The JSON API: every answer has the shape that the document promises, in pages, and what is not understood is said so.

#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use codebooks::Codebook;
use ledger::{Decision, Ledger};
use model::{
    Act, Article, Date, Event, EventStatus, Move, Point, Reading, Span, SpeechKind, Stance, Statement, StatementBasis, Timestamp, When,
};
use serde_json::{Value, json};
use tower::ServiceExt;
use web::{Site, router};

const ISSUES: &str = r#"
[[issue]]
id = "fees"
name = "Harbour fees"
question = "Shall harbour fees be raised?"
proposition = "Harbour fees are raised"
topic = ["harbour fees"]
"#;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn statement(text: &str, words: &str, stance: Stance, on: &str) -> Statement {
    let start = text.find(words).unwrap();
    let whole = Span::new(start, start + words.len());
    Statement {
        span: whole,
        holder: "Peru".into(),
        holder_span: None,
        speaker: None,
        speaker_span: None,
        stance,
        act: Act::Report,
        predicate: whole,
        cue: whole,
        point: Some(Point::of(whole)),
        condition: None,
        kind: SpeechKind::Indirect,
        basis: StatementBasis::OnRecord,
        when: When::stated(day(on), day(on), on.into()),
        issue: Some("fees".into()),
        option: None,
        moved: None,
        certainty: 0.5,
        rule: "test/rule",
    }
}

fn record(ledger: &mut Ledger, outlet: &str, on: &str, text: &str, statements: Vec<Statement>, events: Vec<Event>) {
    let mut article = Article::plain(format!("{outlet}.txt"), text);
    (article.outlet, article.published) = (Some(outlet.into()), Some(day(on)));
    let reading = Reading { sentences: vec![Span::new(0, text.len())], statements, events, ..Reading::default() };
    ledger.record(&article, &reading, None, Timestamp::UNIX_EPOCH).unwrap();
}

/// A ledger in which there is something of every sort.
fn desk() -> (tempfile::TempDir, Router) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.db");
    let mut ledger = Ledger::open(&path).unwrap();
    let first = "Peru rejected any rise of harbour fees.";
    record(&mut ledger, "Wire", "2025-01-05", first, vec![statement(first, "rejected any rise", Stance::Oppose, "2025-01-05")], vec![]);
    let second = "Peru now welcomes higher fees. Talks follow in Lima on 14 February.";
    let softened = Statement { moved: Some(Move::Soften), ..statement(second, "welcomes higher fees", Stance::Support, "2025-02-01") };
    let start = second.find("Talks").unwrap();
    let talks = Event {
        span: Span::new(start, second.len() - 1),
        what: "Talks".into(),
        when: When::stated(day("2025-02-14"), day("2025-02-14"), "2025-02-14".into()),
        place: Some("Lima".into()),
        participants: vec!["Peru".into()],
        status: EventStatus::Scheduled,
        after: None,
        rule: "test/event",
    };
    record(&mut ledger, "Daily", "2025-02-01", second, vec![softened], vec![talks]);
    let third = "Peru also doubts the schedule of the fees, its envoy told nobody in particular.";
    record(&mut ledger, "Herald", "2025-02-03", third, vec![statement(third, "doubts the schedule", Stance::Oppose, "2025-02-03")], vec![]);
    ledger.decide(3, Decision::Confirm, "Ana", Some("clear enough"), Timestamp::UNIX_EPOCH).unwrap();
    let codebook = Codebook::from_files(&[("issues.toml", ISSUES)]).unwrap();
    let app = router(Site::new(&path, codebook).unwrap());
    (folder, app)
}

fn get(app: &Router, address: &str) -> (StatusCode, Value) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let request = Request::get(address).header(header::HOST, "127.0.0.1:8080").body(Body::empty()).unwrap();
        let answer = app.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/json", "{address}");
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    })
}

/// Holds an answer to the document's schema for this address and status.
fn conforms(address: &str, status: StatusCode, answer: &Value) {
    let document: Value = serde_json::from_str(&web::openapi()).unwrap();
    let path = address.split('?').next().unwrap();
    let responses = &document["paths"][path]["get"]["responses"];
    let response = responses.get(status.as_str()).unwrap_or(&responses["default"]);
    let mut schema = response["content"]["application/json"]["schema"].clone();
    assert!(schema.is_object(), "{path} is in the document");
    schema["components"] = document["components"].clone();
    let faults: Vec<String> =
        jsonschema::validator_for(&schema).unwrap().iter_errors(answer).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{address}: {faults:?}\n{answer:#}");
}

#[test]
fn the_document_in_docs_is_the_one_that_is_generated() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, web::openapi()).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == web::openapi(), "run: UPDATE=1 cargo test -p web --test api");
}

#[test]
fn every_answer_has_the_shape_that_the_document_promises() {
    let (_folder, app) = desk();
    let document: Value = serde_json::from_str(&web::openapi()).unwrap();
    for path in document["paths"].as_object().unwrap().keys() {
        let address = if path.ends_with("search") { format!("{path}?q=fees") } else { path.clone() };
        let (status, answer) = get(&app, &address);
        assert_eq!(status, StatusCode::OK, "{address}");
        conforms(&address, status, &answer);
        let found = if path.ends_with("search") { &answer["entries"] } else { &answer["items"] };
        assert!(!found.as_array().unwrap().is_empty(), "{address}: an empty list would prove nothing");
        assert_eq!(answer["ledger"]["articles"], 3, "{address}");
    }
    assert_eq!(get(&app, "/api/v1/openapi.json").1, document);
}

#[test]
fn the_answers_say_what_the_ledger_holds() {
    let (_folder, app) = desk();
    let (_, positions) = get(&app, "/api/v1/positions?as_of=2025-01-31");
    assert_eq!((&positions["items"][0]["party"], &positions["items"][0]["standing"]), (&json!("Peru"), &json!("oppose")));
    let (_, shifts) = get(&app, "/api/v1/shifts");
    let kinds: Vec<&str> = shifts["items"].as_array().unwrap().iter().map(|i| i["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["computed", "computed", "asserted"]);
    let (_, reviews) = get(&app, "/api/v1/reviews");
    assert_eq!(
        (reviews["total"].as_i64(), &reviews["items"][0]["decided_by"], &reviews["items"][0]["reason"]),
        (Some(1), &json!("Ana"), &json!("clear enough"))
    );
    assert_eq!(get(&app, "/api/v1/reviews?by=Ben").1["total"], 0);
    assert_eq!(get(&app, "/api/v1/timetable?as_of=2025-02-10").1["items"][0]["part"], "ahead");
    assert_eq!(get(&app, "/api/v1/search?q=welcomes").1["articles"][0]["article"]["outlet"], "Daily");
}

#[test]
fn long_answers_come_in_pages() {
    let (_folder, app) = desk();
    let (_, whole) = get(&app, "/api/v1/entries");
    let mut pieces = Vec::new();
    for offset in 0..3 {
        let (_, page) = get(&app, &format!("/api/v1/entries?limit=1&offset={offset}"));
        assert_eq!((page["total"].as_i64(), page["limit"].as_i64(), page["offset"].as_i64()), (Some(3), Some(1), Some(offset)));
        pieces.extend(page["items"].as_array().unwrap().clone());
    }
    assert_eq!(json!(pieces), whole["items"]);
    let (status, beyond) = get(&app, "/api/v1/entries?offset=99");
    assert!(status == StatusCode::OK && beyond["items"] == json!([]));
}

#[test]
fn what_is_not_understood_is_refused_in_words() {
    let (_folder, app) = desk();
    let wrong = [
        ("/api/v1/entries?as_of=yesterday", "is no day"),
        ("/api/v1/entries?kind=sung", "is no kind of speech"),
        ("/api/v1/entries?limit=0", "from 1 to 1000"),
        ("/api/v1/entries?limit=many", "is no number"),
        ("/api/v1/entries?partei=Peru", "There is no “partei” here"),
        ("/api/v1/search", "what to search for"),
    ];
    for (address, words) in wrong {
        let (status, answer) = get(&app, address);
        assert_eq!((status, &answer["error"]["code"]), (StatusCode::BAD_REQUEST, &json!("not-understood")), "{address}");
        assert!(answer["error"]["message"].as_str().unwrap().contains(words), "{address}: {answer}");
        conforms(address, status, &answer);
    }
    let (status, answer) = get(&app, "/api/v1/nothing");
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::NOT_FOUND, &json!("not-found")));
}
