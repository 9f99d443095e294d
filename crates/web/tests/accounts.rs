//! Who may do what: people sign in, roles hold on every address, and no other site can act in somebody's name.

#![allow(clippy::unwrap_used)]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use codebooks::Codebook;
use ledger::{Ledger, Query};
use model::{Act, Article, Point, Reading, Span, SpeechKind, Stance, Statement, StatementBasis, Timestamp, When};
use tower::ServiceExt;
use web::{Access, Accounts, Role, Site, WebError, router};

const SECRET: &str = "a long enough secret";
const HOST: &str = "127.0.0.1:8080";

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap());
        lines.filter_map(|line| line.split_once(';')?.0.strip_prefix(&format!("{name}="))).map(str::to_string).find(|v| !v.is_empty())
    }

    /// The secret that the first form of the page carries.
    fn token(&self) -> String {
        self.body.split_once("name=\"token\" value=\"").unwrap().1.split_once('"').unwrap().0.to_string()
    }
}

/// A ledger of one entry.
struct Desk {
    folder: tempfile::TempDir,
    app: Router,
}

impl Desk {
    fn open(access: impl FnOnce(&Accounts) -> Access) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.db");
        let mut ledger = Ledger::open(&path).unwrap();
        let text = "Peru rejected any rise of harbour fees.";
        let whole = Span::new(5, 22);
        let statement = Statement {
            span: whole,
            holder: "Peru".into(),
            holder_span: None,
            speaker: None,
            speaker_span: None,
            stance: Stance::Oppose,
            act: Act::Reject,
            predicate: whole,
            cue: whole,
            point: Some(Point::of(whole)),
            condition: None,
            kind: SpeechKind::Narrated,
            basis: StatementBasis::OnRecord,
            when: When::unknown(),
            issue: Some("fees".into()),
            option: None,
            moved: None,
            certainty: 0.5,
            rule: "test/rule",
        };
        let reading = Reading { sentences: vec![Span::new(0, text.len())], statements: vec![statement], ..Reading::default() };
        ledger.record(&Article::plain("a.txt", text), &reading, None, Timestamp::UNIX_EPOCH).unwrap();
        let site = Site::new(&path, Codebook::world().clone()).unwrap().open_to(access(&Accounts::beside(&path)));
        Desk { folder, app: router(site) }
    }

    /// With a reader, a reviewer and an editor.
    fn of_three() -> Self {
        Desk::open(|accounts| {
            for (name, role) in [("Rita", Role::Reader), ("Rolf", Role::Reviewer), ("Edda", Role::Editor)] {
                accounts.add(name, role, SECRET).unwrap();
            }
            Access::Accounts(accounts.clone())
        })
    }

    fn accounts(&self) -> Accounts {
        Accounts::beside(self.folder.path().join("talks.db"))
    }

    fn entries(&self) -> Vec<model::Entry> {
        Ledger::open(self.folder.path().join("talks.db")).unwrap().entries(&Query::default()).unwrap()
    }

    fn ask(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = self.app.clone().oneshot(request).await.unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
        })
    }

    fn get(&self, address: &str, cookies: &str) -> Answer {
        self.ask(Request::get(address).header(header::HOST, HOST).header(header::COOKIE, cookies).body(Body::empty()).unwrap())
    }

    fn post(&self, address: &str, cookies: &str, form: &str) -> Answer {
        let request = Request::post(address)
            .header(header::HOST, HOST)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::COOKIE, cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_string())).unwrap())
    }

    fn try_to_sign_in(&self, name: &str, password: &str) -> Answer {
        let sheet = self.get("/sign-in?next=/review", "");
        let entry = sheet.cookie("standpoint_entry").unwrap();
        assert_eq!(sheet.token(), entry);
        let form = format!("token={entry}&name={name}&password={}&next=/review", password.replace(' ', "+"));
        self.post("/sign-in", &format!("standpoint_entry={entry}"), &form)
    }

    /// The cookie of somebody who has signed in.
    fn signed_in(&self, name: &str) -> String {
        let answer = self.try_to_sign_in(name, SECRET);
        assert_eq!((answer.status, answer.headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/review"));
        format!("standpoint_session={}", answer.cookie("standpoint_session").unwrap())
    }
}

#[test]
fn who_has_not_signed_in_sees_nothing() {
    let desk = Desk::of_three();
    let pages = ["/", "/evidence", "/moved", "/timetable", "/timetable.ics", "/articles", "/articles?q=fees", "/entries/1", "/review"];
    for address in pages {
        for cookies in ["", "standpoint_session=guessed"] {
            let answer = desk.get(address, cookies);
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
            assert!(answer.headers[header::LOCATION].to_str().unwrap().starts_with("/sign-in?next=%2F"), "{address}");
            assert!(answer.body.is_empty(), "{address}");
        }
    }
    for name in ["positions", "shifts", "entries", "articles", "timetable", "search?q=fees"] {
        let answer = desk.get(&format!("/api/v1/{name}"), "");
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}");
        assert!(answer.body.contains("\"not-signed-in\"") && !answer.body.contains("Peru"), "{name}");
    }
    assert_eq!(desk.post("/review/1", "", "token=&decision=withdraw&by=Ana").status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.get("/style.css", "").status, StatusCode::OK);
}

#[test]
fn a_wrong_name_or_password_does_not_tell_which() {
    let desk = Desk::of_three();
    let (name, password) = (desk.try_to_sign_in("Nobody", SECRET), desk.try_to_sign_in("Rita", "another long secret"));
    for answer in [&name, &password] {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.cookie("standpoint_session").is_none() && answer.body.contains("That is not right"));
    }
}

#[test]
fn the_session_cookie_stays_with_the_browser_and_ends_on_sign_out() {
    let desk = Desk::of_three();
    let answer = desk.try_to_sign_in("Rita", SECRET);
    let line = answer.headers.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).find(|l| l.contains("session=")).unwrap();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Strict") && line.len() > 64, "{line}");
    let cookie = desk.signed_in("Rita");
    let page = desk.get("/", &cookie);
    assert!(page.status == StatusCode::OK && page.body.contains("Rita") && page.body.contains("Sign out"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "private, no-cache");
    assert_eq!(desk.post("/sign-out", &cookie, "").status, StatusCode::FORBIDDEN, "no other site signs anybody out");
    assert_eq!(desk.post("/sign-out", &cookie, &format!("token={}", page.token())).status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/", &cookie).status, StatusCode::SEE_OTHER);
}

#[test]
fn a_reader_may_not_decide_and_a_reviewer_decides_under_their_own_name() {
    let desk = Desk::of_three();
    let (reader, reviewer) = (desk.signed_in("Rita"), desk.signed_in("Rolf"));
    let page = desk.get("/review", &reader);
    assert!(page.body.contains("rejected any rise") && !page.body.contains("action=\"/review/1\""), "no form for who may not use it");
    let refused = desk.post("/review/1", &reader, &format!("token={}&decision=withdraw&by=Rolf", page.token()));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("reviewer"));
    assert_eq!(desk.entries()[0].number, 1, "nothing was decided");

    let token = desk.get("/review", &reviewer).token();
    assert_eq!(desk.post("/review/1", &reviewer, &format!("token={token}&decision=confirm&by=Somebody")).status, StatusCode::SEE_OTHER);
    assert_eq!(desk.entries()[0].decided_by.as_deref(), Some("Rolf"));
}

#[test]
fn a_form_without_its_visitors_secret_does_nothing() {
    let desk = Desk::of_three();
    let (one, other) = (desk.signed_in("Rolf"), desk.signed_in("Edda"));
    let (own, foreign) = (desk.get("/review", &one).token(), desk.get("/review", &other).token());
    assert_ne!(own, foreign);
    for token in ["", "guessed", &foreign] {
        let answer = desk.post("/review/1", &one, &format!("token={token}&decision=withdraw"));
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{token}");
    }
    assert_eq!(desk.post("/review/1", &one, "decision=withdraw").status, StatusCode::FORBIDDEN);
    let elsewhere = Request::post("/review/1")
        .header(header::HOST, HOST)
        .header(header::ORIGIN, "http://evil.example")
        .header(header::COOKIE, &one)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let form = format!("token={own}&decision=withdraw");
    assert_eq!(desk.ask(elsewhere.body(Body::from(form)).unwrap()).status, StatusCode::FORBIDDEN);
    let sheet = desk.post("/sign-in", "", &format!("token=x&name=Rita&password={}", SECRET.replace(' ', "+")));
    assert_eq!(sheet.status, StatusCode::FORBIDDEN, "nobody is signed in by another site");
    assert_eq!(desk.entries()[0].number, 1);
}

#[test]
fn a_secret_may_also_stand_in_a_header_or_in_a_form_of_several_parts() {
    let desk = Desk::of_three();
    let cookie = desk.signed_in("Rolf");
    let token = desk.get("/review", &cookie).token();
    let request = || Request::post("/review/1").header(header::HOST, HOST).header(header::COOKIE, &cookie);
    let parts = format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--x--\r\n");
    let sent = request().header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(Body::from(parts)).unwrap();
    // It passes the gate; the decision itself is no form of parts.
    assert_eq!(desk.ask(sent).status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let sent = request().header("x-form-token", token).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(desk.ask(sent.body(Body::from("decision=confirm&by=x")).unwrap()).status, StatusCode::SEE_OTHER);
}

#[test]
fn guessing_is_slowed_down() {
    let desk = Desk::of_three();
    for _ in 0..10 {
        assert_eq!(desk.try_to_sign_in("Rita", "another long secret").status, StatusCode::UNAUTHORIZED);
    }
    let answer = desk.try_to_sign_in("Rita", SECRET);
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "even with the right password");
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
}

#[test]
fn what_is_too_large_is_not_taken_in() {
    let desk = Desk::of_three();
    let cookie = desk.signed_in("Rolf");
    let token = desk.get("/review", &cookie).token();
    let form = format!("token={token}&decision=confirm&why={}", "x".repeat(70 * 1024));
    let answer = desk.post("/review/1", &cookie, &form);
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(desk.post("/sign-in", "", &"x".repeat(40 << 20)).status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(desk.entries()[0].number, 1);
}

#[test]
fn a_removed_account_is_out_at_once_and_a_role_changes_at_once() {
    let desk = Desk::of_three();
    let (reader, reviewer) = (desk.signed_in("Rita"), desk.signed_in("Rolf"));
    desk.accounts().set_role("Rolf", Role::Reader).unwrap();
    let token = desk.get("/", &reviewer).token();
    assert_eq!(desk.post("/review/1", &reviewer, &format!("token={token}&decision=confirm")).status, StatusCode::FORBIDDEN);
    desk.accounts().remove("Rita").unwrap();
    assert_eq!(desk.get("/", &reader).status, StatusCode::SEE_OTHER);
    desk.accounts().add("Rita", Role::Editor, "quite another secret").unwrap();
    assert_eq!(desk.get("/", &reader).status, StatusCode::SEE_OTHER, "a session does not outlive its password");
    std::fs::write(desk.accounts().path(), "nonsense").unwrap();
    assert_eq!(desk.get("/", &reviewer).status, StatusCode::INTERNAL_SERVER_ERROR, "unreadable accounts let nobody in");
}

#[test]
fn a_token_opens_the_pages_to_people_and_programs() {
    let desk = Desk::open(|_| Access::by_token("a token of some length\n").unwrap());
    let with = |token: &str| {
        let request = Request::get("/api/v1/entries").header(header::HOST, HOST).header(header::AUTHORIZATION, format!("Bearer {token}"));
        desk.ask(request.body(Body::empty()).unwrap())
    };
    assert_eq!(with("a token of some lengtH").status, StatusCode::UNAUTHORIZED);
    assert!(with("a token of some length").body.contains("Peru"));
    assert_eq!(desk.try_to_sign_in("", "wrong token, long").status, StatusCode::UNAUTHORIZED);
    let answer = desk.try_to_sign_in("", "a token of some length");
    let cookie = format!("standpoint_session={}", answer.cookie("standpoint_session").unwrap());
    let token = desk.get("/review", &cookie).token();
    assert_eq!(desk.post("/review/1", &cookie, &format!("token={token}&decision=confirm&by=Ana")).status, StatusCode::SEE_OTHER);
    assert_eq!(desk.entries()[0].decided_by.as_deref(), Some("Ana"));
    assert!(matches!(Access::by_token("short"), Err(WebError::ShortToken)));
}

#[test]
fn other_machines_are_served_only_where_people_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.db");
    let site = Site::new(&path, Codebook::world().clone()).unwrap();
    let refused = web::serve(site, "0.0.0.0:0".parse().unwrap(), &[], |_| {}).unwrap_err();
    assert!(matches!(refused, WebError::NotLoopback { .. }) && refused.to_string().contains("standpoint user add"), "{refused}");
}

#[test]
fn pages_are_compressed_and_their_headers_are_strict() {
    let desk = Desk::open(|_| Access::ThisMachine);
    for coding in ["gzip", "br"] {
        let request = Request::get("/").header(header::HOST, HOST).header(header::ACCEPT_ENCODING, coding);
        let answer = desk.ask(request.body(Body::empty()).unwrap());
        assert_eq!(answer.headers[header::CONTENT_ENCODING], coding);
        assert!(answer.headers[header::VARY].to_str().unwrap().contains("accept-encoding"));
    }
    for address in ["/", "/style.css", "/nowhere", "/api/v1/entries", "/sign-in"] {
        let answer = desk.get(address, "");
        let of = |name: &str| answer.headers.get(name).map(|v| v.to_str().unwrap().to_string()).unwrap_or_default();
        let policy = of("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{address}"
        );
        assert_eq!(of("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(of("x-frame-options"), "DENY", "{address}");
        assert_eq!(of("referrer-policy"), "same-origin", "{address}");
        assert_eq!(of("cross-origin-opener-policy"), "same-origin", "{address}");
    }
}
