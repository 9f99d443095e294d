//! Signing in and out: a name and password (or the token) go in, a session comes out.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{ConnectInfo, Form, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::accounts::Account;
use crate::gate::{self, Access, ENTRY, SESSION, Viewer, cookie, same_secret};
use crate::page;
use crate::site::{Site, WebError};

/// Attempts within a minute from one address.
const FROM_ONE_ADDRESS: u32 = 10;

/// Attempts within a minute for one name, from wherever.
const FOR_ONE_NAME: u32 = 20;

/// Where to go on to.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Onward {
    next: String,
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The address from which a request came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sender(Option<IpAddr>);

/// Notes the address from which a request came, where the server knows it.
pub(crate) async fn note_sender(mut request: Request, next: Next) -> Response {
    let sender = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    request.extensions_mut().insert(Sender(sender));
    next.run(request).await
}

/// To the sign-in page, and from there to `address`.
pub(crate) fn lead_to(address: &str) -> Response {
    let query = serde_urlencoded::to_string(Onward { next: address.to_string() }).unwrap_or_default();
    Redirect::to(&format!("/sign-in?{query}")).into_response()
}

pub(crate) async fn form(State(site): State<Arc<Site>>, Query(onward): Query<Onward>, headers: HeaderMap) -> Response {
    sheet(&site, &headers, StatusCode::OK, &onward.next, None)
}

pub(crate) async fn sign_in(
    State(site): State<Arc<Site>>,
    axum::Extension(Sender(sender)): axum::Extension<Sender>,
    headers: HeaderMap,
    Form(given): Form<Credentials>,
) -> Response {
    let now = Instant::now();
    let sender = sender.map_or_else(|| "an unknown address".to_string(), |a| a.to_string());
    let counted = site
        .attempts()
        .count(&sender, FROM_ONE_ADDRESS, now)
        .and_then(|()| site.attempts().count(&format!("name {}", given.name), FOR_ONE_NAME, now));
    if let Err(seconds) = counted {
        let mut response = page::fault(&WebError::TooManyAttempts { seconds });
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return response;
    }
    let secure = is_over_tls(&headers);
    let next = given.next.clone();
    let desk = Arc::clone(&site);
    match tokio::task::spawn_blocking(move || begin(&desk, &given)).await {
        Ok(Ok(Some(session))) => {
            let mut response = Redirect::to(inside(&next)).into_response();
            set_cookie(&mut response, SESSION, &session, secure);
            set_cookie(&mut response, ENTRY, "", secure);
            response
        }
        Ok(Ok(None)) => {
            sheet(&site, &headers, StatusCode::UNAUTHORIZED, &next, Some("That is not right. Nothing tells which part: try both again."))
        }
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

pub(crate) async fn sign_out(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response {
    if let Some(session) = cookie(&headers, SESSION) {
        site.sessions().end(session);
    }
    let mut response = Redirect::to("/sign-in").into_response();
    set_cookie(&mut response, SESSION, "", is_over_tls(&headers));
    response
}

/// The name of a new session; `None` when the name and password (or the token) are not right.
fn begin(site: &Site, given: &Credentials) -> Result<Option<String>, WebError> {
    let account: Option<Account> = match site.access() {
        Access::ThisMachine => return Ok(None),
        Access::Token(token) if same_secret(given.password.trim(), token) => None,
        Access::Token(_) => return Ok(None),
        Access::Accounts(accounts) => match accounts.verified(given.name.trim(), &given.password)? {
            Some(account) => Some(account),
            None => return Ok(None),
        },
    };
    site.sessions().begin(account).map(Some)
}

/// Only addresses of this server: a link may not lead elsewhere through the sign-in page.
fn inside(next: &str) -> &str {
    let leads_out = !next.starts_with('/') || next.starts_with("//") || next.contains('\\') || next.chars().any(char::is_control);
    if leads_out { "/" } else { next }
}

fn sheet(site: &Site, headers: &HeaderMap, status: StatusCode, next: &str, problem: Option<&str>) -> Response {
    let known = cookie(headers, ENTRY).filter(|c| c.len() == 64 && c.bytes().all(|b| b.is_ascii_hexdigit())).map(str::to_string);
    let entry = match known.map_or_else(gate::random, Ok) {
        Ok(entry) => entry,
        Err(error) => return page::fault(&error),
    };
    let by_name = matches!(site.access(), Access::Accounts(_));
    let body = html! {
        header class="title" { h1 { "Sign in" } }
        @if let Some(problem) = problem { p class="notice" role="alert" { (problem) } }
        @if matches!(site.access(), Access::ThisMachine) { p { "Nobody needs to sign in on this machine. " a href="/" { "Where things stand" } } }
        @else {
            form class="filters" method="post" action="/sign-in" aria-label="Sign in" {
                input type="hidden" name="token" value=(entry);
                input type="hidden" name="next" value=(inside(next));
                @if by_name { label { "Name" input name="name" required maxlength="100" autocomplete="username" autocapitalize="none"; } }
                label { @if by_name { "Password" } @else { "Token" } input name="password" type="password" required autocomplete="current-password"; }
                button { "Sign in" }
            }
        }
    };
    let sheet = page::frame("Sign in", &html! {}, &body, &html! {}).into_string();
    let mut response =
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], sheet).into_response();
    set_cookie(&mut response, ENTRY, &entry, is_over_tls(headers));
    response
}

/// Who is signed in, and the way out; nothing where nobody signs in.
pub(crate) fn badge(viewer: &Viewer) -> Markup {
    html! {
        @if viewer.signed_in {
            form class="badge" method="post" action="/sign-out" aria-label="Sign out" {
                input type="hidden" name="token" value=(viewer.form_token);
                @if let Some(name) = &viewer.name { span { span dir="auto" { (name) } ", " (viewer.role.as_str()) } " " }
                button { "Sign out" }
            }
        }
    }
}

/// A proxy that speaks TLS with the browser says so; believing it only makes the cookie stricter.
fn is_over_tls(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|v| v == "https")
}

fn set_cookie(response: &mut Response, name: &str, value: &str, secure: bool) {
    let end = if value.is_empty() { "; Max-Age=0" } else { "" };
    let secure = if secure { "; Secure" } else { "" };
    if let Ok(line) = HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{end}{secure}")) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_no_other_site() {
        for outside in ["https://evil.example", "//evil.example", "/\\evil.example", "", "javascript:alert(1)", "/\n/evil"] {
            assert_eq!(inside(outside), "/", "{outside}");
        }
        assert_eq!(inside("/issue?issue=fees"), "/issue?issue=fees");
    }
}
