//! The ledger as web pages on this machine: an address goes in, a page (or JSON) comes out.
//!
//! Pages are written by the server, work without JavaScript and fetch nothing: one style sheet is embedded in the program. Every state of a page is its
//! address. What articles say is never trusted: pages are written through `maud`, which escapes by construction, under a policy that runs no script but the one embedded in the program.
//! Only this machine is served unless there are accounts or a token; every address then states the role that it demands, and every form is checked in one place
//! (`gate`). Requests under another name than the server's own are refused.

mod accounts;
mod add;
mod api;
mod articles;
mod ask;
mod assets;
mod brief;
mod entry;
mod evidence;
mod gate;
mod issue;
mod layers;
mod mark;
mod moved;
mod openapi;
mod over_time;
mod page;
mod party;
mod review;
mod sign_in;
mod site;
mod standing;
mod timetable;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Form, Multipart, Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Router};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use crate::accounts::{Account, Accounts, AccountsError, Role, SHORTEST_SECRET};
pub use crate::add::{Incoming, Taken};
use crate::ask::Ask;
pub use crate::gate::Access;
use crate::gate::{Visitor, form_for, page_for};
pub use crate::openapi::openapi;
use crate::review::Decided;
pub use crate::site::{Site, WebError};

/// One script, styles, pictures and requests only from here, none of them written into a page; nothing may frame a page or send its forms elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The largest decision or sign-in that is taken in, in bytes.
const LARGEST_FORM: usize = 64 * 1024;

/// The most that is taken in as articles at once, in bytes.
const LARGEST_FILES: usize = 32 * 1024 * 1024;

/// How long a request may take, the reading of what it sends included.
const PATIENCE: Duration = Duration::from_secs(120);

/// Answers requests on `listen` until the process ends or is interrupted (Ctrl-C). `ready` is told the address once requests are answered; port 0 stands for any
/// free port. On a loopback address the server answers to this machine's own names alone; elsewhere to any number address and to these `names`.
///
/// # Errors
/// [`WebError::NotLoopback`] for an address that other machines reach, where nobody has to sign in; [`WebError::Listen`] when the address is taken or may not be
/// used.
pub fn serve(site: Site, listen: SocketAddr, names: &[String], ready: impl FnOnce(SocketAddr)) -> Result<(), WebError> {
    if !listen.ip().is_loopback() && *site.access() == Access::ThisMachine {
        return Err(WebError::NotLoopback { listen });
    }
    site.warm_up()?;
    let hosts = Hosts { addresses: !listen.ip().is_loopback(), names: names.to_vec() };
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
        let app = routes(site, hosts).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, app).with_graceful_shutdown(stop).await.map_err(failed)
    })
}

/// All addresses, as on a loopback address. Every answer carries the policy above; a request whose `Host` is not this machine is refused, so that no other site's
/// name can be pointed here.
pub fn router(site: Site) -> Router {
    routes(site, Hosts::default())
}

fn routes(site: Site, hosts: Hosts) -> Router {
    let site = Arc::new(site);
    api::ENDPOINTS
        .iter()
        .fold(Router::new(), |router, endpoint| router.route(endpoint.path, program(endpoint)))
        .route("/api/v1/openapi.json", plain(JSON, |_, _| Ok(openapi())))
        .route("/", html(standing::page))
        .route("/evidence", html(evidence::page))
        .route("/moved", html(moved::page))
        .route("/party", html(party::page))
        .route("/person", html(party::person))
        .route("/issue", html(issue::page))
        .route("/timetable", html(timetable::page))
        .route("/timetable.ics", plain("text/calendar; charset=utf-8", timetable::calendar))
        .route("/brief", html(brief::page))
        .route("/brief.docx", page_for(Role::Reader, word))
        .route("/brief.md", plain("text/markdown; charset=utf-8", brief::markdown))
        .route("/brief.html", plain(HTML, brief::html_file))
        .route("/brief.json", plain(JSON, brief::json))
        .route("/articles", html(articles::list))
        .route("/articles/{id}", html_of(articles::reading))
        .route("/add", html_for(Role::Editor, add::page).merge(form_for(Some(Role::Editor), LARGEST_FILES, take_in)))
        .route("/entries/{number}", html_of(entry::page))
        .route("/stamp", page_for(Role::Reader, stamp))
        .route("/review", html(review::queue))
        .route("/review/{number}", form_for(Some(Role::Reviewer), LARGEST_FORM, decide))
        .route("/review/cases.md", plain("text/markdown; charset=utf-8", review::cases))
        .route("/sign-in", get(sign_in::form).merge(form_for(None, LARGEST_FORM, sign_in::sign_in)))
        .route("/sign-out", form_for(Some(Role::Reader), LARGEST_FORM, sign_in::sign_out))
        .route("/style.css", get(assets::style))
        .route("/desk.js", get(assets::script))
        .route("/live.js", get(assets::live))
        .route("/icon.svg", get(assets::icon))
        .fallback(nowhere)
        .layer(DefaultBodyLimit::max(LARGEST_FILES))
        .layer(middleware::from_fn(sign_in::note_sender))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), gate::meet))
        .layer(RequestBodyLimitLayer::new(LARGEST_FILES))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        // A form's secret may stand on a compressed page beside words of the address: browsers send the cookie with no request that another site makes
        // (SameSite=Strict), so no other site can measure such a page.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(middleware::from_fn_with_state(Arc::new(hosts), guarded))
        .with_state(site)
}

async fn nowhere(uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        return api::fault(&WebError::NotFound { what: "such address; docs/openapi.json lists them".into() });
    }
    page::fault(&WebError::NotFound { what: "page at this address".into() })
}

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

type Pages = MethodRouter<Arc<Site>>;

fn html(make: fn(&Site, &Ask) -> Result<maud::Markup, WebError>) -> Pages {
    html_for(Role::Reader, make)
}

fn html_for(role: Role, make: fn(&Site, &Ask) -> Result<maud::Markup, WebError>) -> Pages {
    answering(role, HTML, move |site, ask, _, _| make(site, ask).map(maud::PreEscaped::into_string))
}

fn html_of(make: fn(&Site, &Ask, &str) -> Result<maud::Markup, WebError>) -> Pages {
    answering(Role::Reader, HTML, move |site, ask, which, _| make(site, ask, which).map(maud::PreEscaped::into_string))
}

fn plain(kind: &'static str, make: fn(&Site, &Ask) -> Result<String, WebError>) -> Pages {
    answering(Role::Reader, kind, move |site, ask, _, _| make(site, ask))
}

fn program(endpoint: &'static api::Endpoint) -> Pages {
    answering(Role::Reader, JSON, move |site, ask, _, question| api::answer(endpoint, site, ask, question))
}

/// Which article or entry, where the address names one.
type Which = Option<Path<String>>;

/// The page, from memory when nothing was recorded since it was made. Made on a thread of its own: SQLite and the findings would hold up other requests.
fn answering<F>(role: Role, kind: &'static str, make: F) -> Pages
where
    F: Fn(&Site, &Ask, &str, &str) -> Result<String, WebError> + Clone + Send + Sync + 'static,
{
    let handler = async move |State(site): State<Arc<Site>>,
                              Extension(visitor): Extension<Visitor>,
                              which: Which,
                              Query(mut ask): Query<Ask>,
                              uri: Uri| {
        let make = make.clone();
        ask.seen_by(&visitor.viewer);
        let made = tokio::task::spawn_blocking(move || {
            let which = which.map(|Path(which)| which).unwrap_or_default();
            let page = site.remembered(&ask, &uri.to_string(), |site| make(site, &ask, &which, uri.query().unwrap_or_default()))?;
            Ok((page, site))
        });
        match made.await {
            Ok(Ok(((stamp, page), site))) => {
                let body = if kind == HTML { visitor.own(&site, page) } else { page };
                let held = page::held(stamp);
                ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, no-cache")], [(HELD, held)], body).into_response()
            }
            Ok(Err(error)) => fault(kind, &error),
            Err(_) => fault(kind, &WebError::Broken),
        }
    };
    page_for(role, handler)
}

/// How much the ledger held for this answer: articles, last entry, last event, last correction of a day.
const HELD: HeaderName = HeaderName::from_static("standpoint-ledger");

fn fault(kind: &str, error: &WebError) -> Response {
    if kind == JSON { api::fault(error) } else { page::fault(error) }
}

/// How much the ledger holds now, for pages that look whether they are still of today.
async fn stamp(State(site): State<Arc<Site>>) -> Response {
    match tokio::task::spawn_blocking(move || site.read(ledger::Ledger::stamp)).await {
        Ok(Ok(stamp)) => ([(header::CACHE_CONTROL, "no-store")], page::held(stamp)).into_response(),
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

async fn take_in(State(site): State<Arc<Site>>, Extension(visitor): Extension<Visitor>, form: Multipart) -> Response {
    let incoming = match add::received(form).await {
        Ok(incoming) => incoming,
        Err(error) => return page::fault(&error),
    };
    let mut ask = Ask::default();
    ask.seen_by(&visitor.viewer);
    let made =
        tokio::task::spawn_blocking(move || add::take_in(&site, &ask, incoming).map(|page| visitor.own(&site, page.into_string().into())));
    match made.await {
        Ok(Ok(page)) => ([(header::CONTENT_TYPE, HTML)], page).into_response(),
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

async fn decide(
    State(site): State<Arc<Site>>,
    Extension(visitor): Extension<Visitor>,
    Path(number): Path<i64>,
    Form(mut decided): Form<Decided>,
) -> Response {
    if let Some(name) = visitor.viewer.name {
        decided.by = name;
    }
    match tokio::task::spawn_blocking(move || review::decide(&site, number, &decided)).await {
        Ok(Ok(next)) => Redirect::to(&next).into_response(),
        Ok(Err(error)) => page::fault(&error),
        Err(_) => page::fault(&WebError::Broken),
    }
}

/// The names to which the server answers, beside this machine's own.
#[derive(Default)]
struct Hosts {
    /// Any address in numbers: no other site's name can be pointed at one.
    addresses: bool,
    names: Vec<String>,
}

impl Hosts {
    fn answer_to(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let address = name.parse::<std::net::IpAddr>();
        name.eq_ignore_ascii_case("localhost")
            || address.is_ok_and(|ip| ip.is_loopback() || self.addresses)
            || self.names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

async fn guarded(State(hosts): State<Arc<Hosts>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let is_ours = host.is_some_and(|host| hosts.answer_to(host));
    let mut response = if is_ours { next.run(request).await } else { page::fault(&WebError::OtherHost) };
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Not "no-referrer": browsers would then leave the origin out of our own forms.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
