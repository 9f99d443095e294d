//! Small articles in, pages out: every page answers, quotes, leads on, and never lets an article put markup on it.

#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use codebooks::Codebook;
use ledger::{Ledger, Query};
use model::{
    Act, Article, Date, Event, EventStatus, Mention, MentionKind, Move, Point, Reading, Span, SpeechKind, Stance, Statement,
    StatementBasis, Timestamp, When,
};
use tower::ServiceExt;
use web::{Incoming, Site, Taken, router};

const ISSUES: &str = r#"
[[issue]]
id = "fees"
name = "Harbour fees"
question = "Shall harbour fees be raised?"
proposition = "Harbour fees are raised"
topic = ["harbour fees"]
options = [
  { name = "Full rise", stance = "support" },
  { name = "Review later", stance = "open" },
  { name = "No rise", stance = "oppose" },
]
"#;

/// The only scripts that a page may carry.
const OWN_SCRIPTS: &str = "<script src=\"/desk.js\"></script><script src=\"/live.js\"></script>";

const SCRIPT: &str = "<script>alert(1)</script>";
const ATTRIBUTE: &str = "\"><img src=x onerror=alert(1)>";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn statement(text: &str, words: &str, stance: Stance, on: &str) -> Statement {
    let whole = span(text, words);
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

fn record(ledger: &mut Ledger, text: &str, outlet: &str, on: &str, statements: Vec<Statement>, events: Vec<Event>) {
    let mut article = Article::plain(format!("{outlet}.txt"), text);
    (article.outlet, article.published, article.title) = (Some(outlet.into()), Some(day(on)), Some(format!("Title of {outlet}")));
    article.url = Some("javascript:alert(1)".into());
    let reading = Reading { sentences: vec![Span::new(0, text.len())], statements, events, ..Reading::default() };
    ledger.record(&article, &reading, None, Timestamp::UNIX_EPOCH).unwrap();
}

/// The first word as a mention of an actor with a hostile name.
fn reading_of(text: &str) -> Reading {
    let end = text.find(' ').unwrap_or(text.len());
    let actor = Some(format!("Lima {ATTRIBUTE}{SCRIPT}"));
    let mention = Mention { span: Span::new(0, end), kind: MentionKind::Party, actor, party: None, how: "test" };
    Reading { mentions: vec![mention], ..Reading::default() }
}

fn taken(incoming: Incoming) -> Vec<Taken> {
    let mut article = Article::plain(incoming.name, String::from_utf8(incoming.bytes.clone()).unwrap());
    (article.outlet, article.published) = (incoming.outlet, incoming.published);
    vec![Taken { reading: Reading { article: Some(article.id.clone()), ..Reading::default() }, article, raw: incoming.bytes }]
}

/// A ledger of two plain articles and one full of markup.
struct Desk {
    folder: tempfile::TempDir,
    app: Router,
}

impl Desk {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(folder.path().join("talks.db")).unwrap();
        let first = "Peru rejected any rise of harbour fees.";
        record(&mut ledger, first, "Wire", "2025-01-05", vec![statement(first, "rejected any rise", Stance::Oppose, "2025-01-05")], vec![]);
        let second = "Peru now welcomes higher fees. Talks follow in Lima on 14 February.";
        let softened = Statement { moved: Some(Move::Soften), ..statement(second, "welcomes higher fees", Stance::Support, "2025-02-01") };
        let event = Event {
            span: span(second, "Talks follow in Lima on 14 February"),
            what: "Talks".into(),
            when: When::stated(day("2025-02-14"), day("2025-02-14"), "2025-02-14".into()),
            place: Some(format!("Lima {ATTRIBUTE}")),
            participants: vec!["Peru".into()],
            status: EventStatus::Scheduled,
            after: None,
            rule: "test/event",
        };
        record(&mut ledger, second, "Daily", "2025-02-01", vec![softened], vec![event]);
        let third = format!("Chad {SCRIPT} would accept fees {ATTRIBUTE} if {SCRIPT} holds.");
        let whole = format!("{SCRIPT} would accept fees {ATTRIBUTE}");
        let mut hostile = statement(&third, &whole, Stance::Conditional, "2025-02-02");
        (hostile.holder, hostile.speaker) = (format!("Chad {ATTRIBUTE}"), Some(SCRIPT.into()));
        hostile.condition = Some(span(&third, &format!("if {SCRIPT} holds")));
        record(&mut ledger, &third, &format!("Herald {SCRIPT}{ATTRIBUTE}"), "2025-02-02", vec![hostile], vec![]);
        let codebook = Codebook::from_files(&[("issues.toml", ISSUES)]).unwrap();
        let site = Site::new(folder.path().join("talks.db"), codebook).unwrap();
        let app = router(site.reading_with(|article| reading_of(&article.text)).taking_in(taken));
        Desk { folder, app }
    }

    fn ledger(&self) -> Ledger {
        Ledger::open(self.folder.path().join("talks.db")).unwrap()
    }

    fn ask(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = self.app.clone().oneshot(request).await.unwrap();
            let status = answer.status();
            let head = format!("{:?}", answer.headers());
            let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            (status, head, String::from_utf8(body.to_vec()).unwrap())
        })
    }

    fn get(&self, address: &str) -> (StatusCode, String, String) {
        self.ask(Request::get(address).header(header::HOST, "127.0.0.1:8080").body(Body::empty()).unwrap())
    }

    fn page(&self, address: &str) -> String {
        let (status, head, body) = self.get(address);
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        assert!(head.contains("default-src 'none'"), "{address} has no policy");
        body
    }

    fn token(&self) -> String {
        let page = self.page("/review");
        page.split_once("name=\"token\" value=\"").unwrap().1[..64].to_string()
    }

    fn post(&self, number: i64, form: &str, origin: &str) -> (StatusCode, String, String) {
        let request = Request::post(format!("/review/{number}"))
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_string())).unwrap())
    }

    /// Every page, and one with everything filled in.
    fn addresses(&self) -> Vec<String> {
        let mut all: Vec<String> = [
            "/",
            "/?as_of=2025-01-31&all=1",
            "/evidence?party=Peru&issue=fees",
            "/?open_party=Peru&open_issue=fees",
            "/?open_party=Chad+%22%3E%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E&open_issue=fees",
            "/?open_party=%3Cscript%3Ealert%281%29%3C%2Fscript%3E&open_issue=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
            "/evidence",
            "/moved",
            "/issue?issue=fees",
            "/party?party=Peru",
            "/person?speaker=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
            "/party?party=Chad+%22%3E%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E",
            "/timetable?as_of=2025-02-10",
            "/brief",
            "/brief?party=Peru&issue=fees&as_of=2025-01-31",
            "/brief.html",
            "/articles",
            "/articles?party=Peru&since=2025-01-10",
            "/add",
            "/articles?q=fees",
            "/articles?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
            "/?party=%3Cscript%3Ealert%281%29%3C%2Fscript%3E&as_of=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
            "/review",
            "/review?entry=3",
            "/review/cases.md",
            "/review?by=%22%3E%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E",
        ]
        .map(String::from)
        .to_vec();
        all.extend(self.ledger().articles().unwrap().iter().map(|a| format!("/articles/{}?entry=3", a.id)));
        all.extend((1..=3).map(|n| format!("/entries/{n}")));
        all
    }
}

#[test]
fn every_page_answers_and_leads_to_the_words() {
    let desk = Desk::open();
    for address in desk.addresses() {
        let page = desk.page(&address);
        if address.starts_with("/brief.") || address.ends_with(".md") {
            continue;
        }
        assert!(page.contains("<main") && page.contains("Skip to the content"), "{address}");
    }
    for address in
        ["/evidence?party=Peru&issue=fees", "/moved", "/issue?issue=fees", "/party?party=Peru", "/articles?q=welcomes", "/review"]
    {
        assert!(desk.page(address).contains("welcomes higher fees"), "{address} does not quote");
    }
    let matrix = desk.page("/");
    assert!(matrix.contains("Harbour fees") && matrix.contains("/?open_party=Peru&amp;open_issue=fees") && matrix.contains("moved"));
    let before = desk.page("/?as_of=2025-01-31");
    assert!(before.contains("rejected any rise") && !before.contains("welcomes higher fees"), "as things stood on that day");
    let id = desk.ledger().entry(2).unwrap().article.id;
    let article = desk.page(&format!("/articles/{id}?entry=2"));
    assert!(article.contains("id=\"said-2\"") && article.contains(">welcomes higher fees</mark>"));
}

#[test]
fn an_article_cannot_put_markup_on_any_page() {
    let desk = Desk::open();
    for address in desk.addresses().into_iter().filter(|a| !a.ends_with(".md")) {
        let page = desk.page(&address).replacen(OWN_SCRIPTS, "", 1);
        for forbidden in ["<script", "<img", "href=\"javascript:", " onerror=alert(1)>"] {
            assert!(!page.contains(forbidden), "{address} lets {forbidden} through");
        }
    }
    assert!(desk.page("/evidence").contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the words are shown, as words");
}

#[test]
fn json_says_the_same() {
    let desk = Desk::open();
    for name in ["positions", "shifts", "entries", "articles", "timetable", "search?q=fees"] {
        let text = desk.page(&format!("/api/v1/{name}"));
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
        assert!(text.contains("Peru") || name == "articles", "{name}");
    }
    assert!(desk.page("/timetable.ics").starts_with("BEGIN:VCALENDAR"));
}

#[test]
fn a_decision_is_recorded_shown_and_taken_back() {
    let desk = Desk::open();
    let token = desk.token();
    let form = format!("token={token}&decision=correct&by=Ana&why=misread&stance=open&holder=Peru&issue=fees&back=/review");
    let (status, head, _) = desk.post(1, &form, "http://127.0.0.1:8080");
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(head.contains("/review?by=Ana&done=4"), "{head}");
    let corrected = desk.ledger().entry(4).unwrap();
    assert_eq!(
        (corrected.stance, corrected.decided_by.as_deref(), corrected.reason.as_deref()),
        (Stance::Open, Some("Ana"), Some("misread"))
    );
    assert!(desk.page("/entries/4").contains("corrected by Ana"), "another browser sees it");

    let (status, _, page) = desk.post(1, &format!("token={token}&decision=withdraw&by=Ben"), "http://127.0.0.1:8080");
    assert_eq!(status, StatusCode::CONFLICT, "{page}");
    assert_eq!(desk.post(4, &format!("token={token}&decision=undo&by=Ana"), "http://127.0.0.1:8080").0, StatusCode::SEE_OTHER);
    assert_eq!(desk.ledger().entry(5).unwrap().stance, Stance::Oppose);
    assert_eq!(desk.post(5, &format!("token={token}&decision=withdraw&by=Ana"), "http://127.0.0.1:8080").0, StatusCode::SEE_OTHER);
    assert!(!desk.page("/evidence?party=Peru").contains("rejected any rise"), "what is withdrawn no longer counts");
    assert!(desk.page("/review").contains("withdrawn by"));
    assert_eq!(desk.post(2, &format!("token={token}&decision=confirm&by=+"), "http://127.0.0.1:8080").0, StatusCode::BAD_REQUEST);
}

#[test]
fn only_our_own_forms_decide() {
    let desk = Desk::open();
    let token = desk.token();
    let own = format!("token={token}&decision=withdraw&by=Ana");
    assert_eq!(desk.post(1, &own, "http://evil.example").0, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(1, &own, "null").0, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(1, "token=guessed&decision=withdraw&by=Ana", "http://127.0.0.1:8080").0, StatusCode::FORBIDDEN);
    assert_eq!(desk.ledger().entries(&Query::default()).unwrap().len(), 3, "nothing was decided");
}

#[test]
fn no_other_name() {
    let desk = Desk::open();
    let request = Request::get("/").header(header::HOST, "rebound.example").body(Body::empty()).unwrap();
    assert_eq!(desk.ask(request).0, StatusCode::MISDIRECTED_REQUEST);
}

#[test]
fn what_is_not_there_is_said_so() {
    let desk = Desk::open();
    for address in ["/articles/none", "/entries/99", "/entries/x", "/nowhere", "/party", "/issue"] {
        assert_eq!(desk.get(address).0, StatusCode::NOT_FOUND, "{address}");
    }
    assert!(desk.page("/?as_of=yesterday").contains("is no day"));
}

#[test]
fn the_style_sheet_is_sent_once() {
    let desk = Desk::open();
    let (_, head, _) = desk.get("/style.css");
    let tag = head.split_once("\"etag\": \"\\\"").unwrap().1[..16].to_string();
    let again = Request::get("/style.css").header(header::HOST, "localhost").header(header::IF_NONE_MATCH, format!("\"{tag}\""));
    assert_eq!(desk.ask(again.body(Body::empty()).unwrap()).0, StatusCode::NOT_MODIFIED);
}

#[test]
fn a_place_opens_beside_the_matrix_with_its_article() {
    let desk = Desk::open();
    let page = desk.page("/?open_party=Peru&open_issue=fees");
    assert!(page.contains("class=\"panel\"") && page.contains("Peru</bdi> on Harbour fees"));
    assert!(
        page.contains("mark class=\"support chosen\"") && page.contains("Talks follow in Lima"),
        "the deciding words stand in their article"
    );
    let earlier = desk.page("/?open_party=Peru&open_issue=fees&entry=1");
    assert!(earlier.contains("mark class=\"oppose chosen\""), "another entry, another article");
    assert!(!desk.page("/").contains("class=\"panel\""));
    assert!(desk.page("/?open_party=Nobody&open_issue=fees").contains("No statement found."));
}

#[test]
fn the_slider_knows_the_days_and_the_steps_work_without_it() {
    let page = Desk::open().page("/?as_of=2025-02-01");
    assert!(page.contains("data-first=\"2025-01-05\" data-days=\"0 27 28\""), "{page}");
    assert!(page.contains("/?as_of=2025-01-05") && page.contains("/?as_of=2025-02-02"));
}

#[test]
fn the_issue_page_tells_the_ladder_the_gap_and_what_was_asked() {
    let desk = Desk::open();
    let now = desk.page("/issue?issue=fees");
    assert!(now.contains("Full rise") && now.contains("takes the other side"), "Peru supports, so the option against is blocked");
    assert!(now.contains("one of them leaves it open or sets conditions") || now.contains("same side"), "{now}");
    assert!(now.contains("class=\"flag\">condition") && now.contains("if &lt;script&gt;"), "the condition in its own words");
    assert!(now.contains("The same as a table"), "every picture has its table");
    let before = desk.page("/issue?issue=fees&as_of=2025-01-31");
    assert!(before.contains("Fewer than two parties"));
}

#[test]
fn a_party_page_tells_its_silences_and_a_person_page_its_voice() {
    let desk = Desk::open();
    assert!(desk.page("/party?party=Peru&as_of=2026-01-31").contains("Nothing newer for over 180 days before <time>2026-01-31"));
    assert!(desk.page("/party?party=Peru").contains("None: it spoke on every issue"));
    assert!(desk.page("/person?speaker=%3Cscript%3Ealert%281%29%3C%2Fscript%3E").contains("1 entry in this person’s voice"));
    assert_eq!(desk.get("/person").0, StatusCode::NOT_FOUND);
}

#[test]
fn the_brief_is_a_page_and_four_files() {
    let desk = Desk::open();
    let page = desk.page("/brief?party=Peru");
    assert!(page.contains("<h1 dir=\"auto\">Where Peru stands</h1>") && page.contains("href=\"/brief.docx?party=Peru\""));
    assert!(page.contains("id=\"source-1\"") && !page.contains("would accept fees"), "of this party, every line with its source");
    assert!(!desk.page("/brief?as_of=2025-01-31").contains("welcomes higher fees"));
    assert!(desk.page("/brief.md?issue=fees").starts_with("# Who holds which position on Harbour fees"));
    assert!(desk.page("/brief.json").contains("\"citations\""));
    assert!(desk.page("/brief.html").starts_with("<!doctype html>"));
    let request = Request::get("/brief.docx?party=Peru").header(header::HOST, "localhost").body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bytes =
        runtime.block_on(async { to_bytes(desk.app.clone().oneshot(request).await.unwrap().into_body(), usize::MAX).await.unwrap() });
    assert!(bytes.starts_with(b"PK"), "a Word file is a zip");
}

#[test]
fn any_field_is_corrected_in_the_words_of_the_sentence_and_becomes_a_case() {
    let desk = Desk::open();
    let token = desk.token();
    let own = "http://127.0.0.1:8080";
    let words = |fields: &str| format!("token={token}&decision=correct&by=Ana&{fields}");
    let made =
        "speaker=A+minister&act=reject&option=No+rise&point=any+rise&first=2025-01-03&last=&cue=rejected&moved=&kind=direct&basis=outlet";
    assert_eq!(desk.post(1, &words(made), own).0, StatusCode::SEE_OTHER);
    let e = desk.ledger().entry(4).unwrap();
    assert_eq!(
        (e.speaker.as_deref(), e.act, e.option.as_deref(), e.point.as_deref()),
        (Some("A minister"), Act::Reject, Some("No rise"), Some("any rise"))
    );
    assert_eq!(
        (e.when.edtf.as_str(), e.kind, e.basis, e.stance),
        ("2025-01-03", SpeechKind::Direct, StatementBasis::Outlet, Stance::Oppose)
    );
    for wrong in
        ["point=words+that+are+not+there", "first=yesterday&last=", "first=2025-02-02&last=2025-02-01", "act=shout", "stance=oppose"]
    {
        assert_eq!(desk.post(4, &words(wrong), own).0, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let cases = desk.page("/review/cases.md");
    assert!(cases.contains("## entry 4") && cases.contains("Peru | A minister | oppose | reject | rejected | any rise | -"), "{cases}");
}

#[test]
fn the_queue_shows_one_reading_with_its_article_and_its_keys() {
    let desk = Desk::open();
    let page = desk.page("/review?entry=2");
    for key in ["a", "c", "r", "n", "p"] {
        assert!(page.contains(&format!("data-key=\"{key}\"")), "{key}");
    }
    assert!(page.contains("2 of 3") && page.contains("mark class=\"support chosen\"") && page.contains("Nothing has been decided yet"));
    let token = desk.token();
    desk.post(2, &format!("token={token}&decision=confirm&by=Ana"), "http://127.0.0.1:8080");
    let after = desk.page("/review?done=4&by=Ana");
    assert!(after.contains("data-key=\"u\"") && after.contains("1 of 2"), "the next one waits, and the last decision can be undone");
    assert!(after.contains("<td class=\"number\">100 %</td>"), "reader and reviewer agree");
}

#[test]
fn marks_of_every_class_are_switched_without_a_script() {
    let desk = Desk::open();
    let id = desk.ledger().entry(2).unwrap().article.id;
    let page = desk.page(&format!("/articles/{id}"));
    assert!(page.contains("class=\"layer mention\" title=\"party: Lima &quot;&gt;&lt;img"), "{page}");
    for class in ["statement", "mention", "time", "source", "cue", "content"] {
        assert!(page.contains(&format!("class=\"show-{class}\"")), "{class}");
    }
}

#[test]
fn articles_are_found_by_who_speaks_in_them_and_since_when() {
    let desk = Desk::open();
    let of_peru = desk.page("/articles?party=Peru&since=2025-01-10");
    assert!(
        of_peru.contains("Title of Daily")
            && !of_peru.contains("Title of Wire")
            && of_peru.contains("1 article with a statement that fits")
    );
    assert!(desk.page("/articles?since=2030-01-01").contains("No article was found that fits."));
    assert!(desk.page("/articles?since=soon").contains("is no day"));
}

#[test]
fn articles_are_taken_in_as_files_and_as_pasted_text() {
    let desk = Desk::open();
    let token = desk.token();
    let part =
        |name: &str, file: &str, body: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{body}\r\n");
    let send = |token: &str, parts: &str| {
        let body = format!("{}{parts}--b--\r\n", part("token", "", token));
        let request = Request::post("/add")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        desk.ask(request.body(Body::from(body)).unwrap())
    };
    let file = part("files", "; filename=\"../../etc/<b>note.txt\"", "Chad welcomes the plan.");
    let pasted = part("text", "", &format!("Togo waits. {SCRIPT}")) + &part("outlet", "", "Gazette") + &part("published", "", "2025-03-01");
    assert_eq!(send("guessed", &file).0, StatusCode::FORBIDDEN);
    assert_eq!(send(&token, "").0, StatusCode::BAD_REQUEST, "nothing was sent");
    let (status, _, page) = send(&token, &(file + &pasted));
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(page.contains("2 articles recorded") && !page.contains("<script>alert"), "{page}");
    let cards = desk.ledger().articles().unwrap();
    assert!(cards.iter().any(|c| c.reference == "<b>note.txt" && c.published == Some(day("2025-03-01"))), "a name without its path");
    let again = send(&token, &part("files", "; filename=\"note.txt\"", "Chad welcomes the plan.")).2;
    assert!(again.contains("already in the ledger"), "{again}");
}
