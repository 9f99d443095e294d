//! The ledger as web pages on this machine: an address goes in, a page (or JSON) comes out.
//!
//! Pages are written by the server, work without JavaScript and fetch nothing: one style sheet is embedded in the program. Every state of a page is its
//! address. What articles say is never trusted: pages are written through `maud`, which escapes by construction, under a policy that runs no script but the one embedded in the program.
//! Accounts do not exist yet, so only a loopback address is accepted, and requests that name another host are refused.

mod add;
mod api;
mod articles;
mod ask;
mod assets;
mod brief;
mod entry;
mod evidence;
mod issue;
mod layers;
mod mark;
mod moved;
mod over_time;
mod page;
mod party;
mod review;
mod site;
mod standing;
mod timetable;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};

pub use crate::add::{Incoming, Taken};
use crate::ask::Ask;
use crate::review::Decided;
pub use crate::site::{Site, WebError};

/// One script, styles, pictures and requests only from here, none of them written into a page; nothing may frame a page or send its forms elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The largest decision that is taken in, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// The most that is taken in as articles at once, in bytes.
const LARGEST_FILES: usize = 32 * 1024 * 1024;

/// Answers requests on `listen` until the process ends or is interrupted (Ctrl-C). `ready` is told the address once requests are answered; port 0 stands for any
/// free port.
///
/// # Errors
/// [`WebError::NotLoopback`] before anything is opened; [`WebError::Listen`] when the address is taken or may not be used.
pub fn serve(site: Site, listen: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<(), WebError> {
    if !listen.ip().is_loopback() {
        return Err(WebError::NotLoopback { listen });
    }
    // Read once before the first request, which would otherwise wait for it.
    site.holding()?;
    let failed = |source| WebError::Listen { listen, source };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(failed)?;
        ready(listener.local_addr().map_err(failed)?);
        let stop = async {
            // Without a signal to wait for, the server runs until its process is ended.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        axum::serve(listener, router(site)).with_graceful_shutdown(stop).await.map_err(failed)
    })
}

/// All addresses. Every answer carries the policy above; a request whose `Host` is not this machine is refused, so that no other site's name can be pointed here.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", html(standing::page))
        .route("/evidence", html(evidence::page))
        .route("/moved", html(moved::page))
        .route("/party", html(party::page))
        .route("/person", html(party::person))
        .route("/issue", html(issue::page))
        .route("/timetable", html(timetable::page))
        .route("/timetable.ics", plain("text/calendar; charset=utf-8", timetable::calendar))
        .route("/brief", html(brief::page))
        .route("/brief.docx", get(word))
        .route("/brief.md", plain("text/markdown; charset=utf-8", brief::markdown))
        .route("/brief.html", plain(HTML, brief::html_file))
        .route("/brief.json", plain(JSON, brief::json))
        .route("/articles", html(articles::list))
        .route("/articles/{id}", html_of(articles::reading))
        .route("/add", html(add::page).post(take_in).layer(DefaultBodyLimit::max(LARGEST_FILES)))
        .route("/entries/{number}", html_of(entry::page))
        .route("/review", html(review::queue))
        .route("/review/cases.md", plain("text/markdown; charset=utf-8", review::cases))
        .route("/review/{number}", post(decide))
        .route("/style.css", get(assets::style))
        .route("/desk.js", get(assets::script))
        .route("/icon.svg", get(assets::icon))
        .route("/api/v1/positions", plain(JSON, api::positions))
        .route("/api/v1/shifts", plain(JSON, api::shifts))
        .route("/api/v1/entries", plain(JSON, api::entries))
        .route("/api/v1/articles", plain(JSON, api::articles))
        .route("/api/v1/timetable", plain(JSON, api::timetable))
        .route("/api/v1/search", plain(JSON, api::search))
        .fallback(async || page::fault(&WebError::NotFound { what: "page at this address".into() }))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn(guarded))
        .with_state(Arc::new(site))
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

type Pages = MethodRouter<Arc<Site>>;

fn html(make: fn(&Site, &Ask) -> Result<maud::Markup, WebError>) -> Pages {
    get(async move |State(site): State<Arc<Site>>, Query(ask): Query<Ask>, uri: Uri| {
        answer(site, uri, HTML, move |site| make(site, &ask).map(maud::PreEscaped::into_string)).await
    })
}

fn html_of(make: fn(&Site, &Ask, &str) -> Result<maud::Markup, WebError>) -> Pages {
    get(async move |State(site): State<Arc<Site>>, Path(which): Path<String>, Query(ask): Query<Ask>, uri: Uri| {
        answer(site, uri, HTML, move |site| make(site, &ask, &which).map(maud::PreEscaped::into_string)).await
    })
}

fn plain(kind: &'static str, make: fn(&Site, &Ask) -> Result<String, WebError>) -> Pages {
    get(async move |State(site): State<Arc<Site>>, Query(ask): Query<Ask>, uri: Uri| {
        answer(site, uri, kind, move |site| make(site, &ask)).await
    })
}

/// The page, from memory when nothing was recorded since it was made. Made on a thread of its own: SQLite and the findings would hold up other requests.
async fn answer<F>(site: Arc<Site>, uri: Uri, kind: &'static str, make: F) -> Response
where
    F: FnOnce(&Site) -> Result<String, WebError> + Send + 'static,
{
    let address = uri.path_and_query().map_or_else(|| uri.path().to_string(), ToString::to_string);
    let made = tokio::task::spawn_blocking(move || site.remembered(&address, make)).await;
    match made {
        Ok(Ok(body)) => ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], body).into_response(),
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

async fn word(State(site): State<Arc<Site>>, Query(ask): Query<Ask>) -> Response {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    match tokio::task::spawn_blocking(move || brief::word(&site, &ask)).await {
        Ok(Ok(body)) => {
            ([(header::CONTENT_TYPE, WORD), (header::CONTENT_DISPOSITION, "attachment; filename=\"brief.docx\"")], body).into_response()
        }
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

async fn take_in(State(site): State<Arc<Site>>, headers: HeaderMap, form: Multipart) -> Response {
    let sent = match add::received(form).await {
        Ok(sent) if from_own_page(&headers) && sent.token == site.token() => sent,
        Ok(_) => return page::fault(&WebError::Foreign),
        Err(error) => return page::fault(&error),
    };
    match tokio::task::spawn_blocking(move || add::take_in(&site, sent)).await {
        Ok(Ok(page)) => ([(header::CONTENT_TYPE, HTML)], page.into_string()).into_response(),
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

async fn decide(State(site): State<Arc<Site>>, Path(number): Path<i64>, headers: HeaderMap, Form(decided): Form<Decided>) -> Response {
    if !from_own_page(&headers) || decided.token != site.token() {
        return page::fault(&WebError::Foreign);
    }
    match tokio::task::spawn_blocking(move || review::decide(&site, number, &decided)).await {
        Ok(Ok(next)) => Redirect::to(&next).into_response(),
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

/// Whether a browser says that the form stood on one of our pages. One that says neither is held by the token alone.
fn from_own_page(headers: &HeaderMap) -> bool {
    let word = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let site = headers.get("sec-fetch-site").is_none_or(|v| v == "same-origin");
    let origin = word(header::ORIGIN).is_none_or(|o| word(header::HOST).is_some_and(|host| o.strip_prefix("http://") == Some(host)));
    site && origin
}

async fn guarded(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let mut response = if host.is_some_and(is_this_machine) { next.run(request).await } else { page::fault(&WebError::OtherHost) };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not "no-referrer": browsers would then leave the origin out of our own forms.
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
