//! Who is asking, and may they? A request goes in; it goes on to its page with its [`Visitor`], or is refused.
//!
//! Without accounts or a token the pages are this machine's own and whoever sits at it may do everything. Otherwise a visitor is known by a session that the
//! server keeps, named by a random cookie, or (for programs, with a token) by the token in the request itself. Every address states the role that it
//! demands; every form must carry the secret of its visitor, so that no other site can send one in their name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use subtle::ConstantTimeEq;

use crate::accounts::{Account, Accounts, Role, SHORTEST_SECRET};
use crate::page;
use crate::site::{Site, WebError, locked};

/// A session that was not used for so long is over.
const IDLE: Duration = Duration::from_secs(12 * 60 * 60);

/// A session is over after so long in any case.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The cookie that names a session.
pub(crate) const SESSION: &str = "standpoint_session";

/// The cookie that a sign-in form must repeat, for whoever has no session yet.
pub(crate) const ENTRY: &str = "standpoint_entry";

/// Who may use the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Whoever sits at this machine; only loopback addresses are served.
    #[default]
    ThisMachine,
    /// Whoever knows this secret, as editor. Decisions carry the name that they give.
    Token(String),
    /// Whoever has an account, in its role. Decisions carry the account's name.
    Accounts(Accounts),
}

impl Access {
    /// Access by a secret.
    ///
    /// # Errors
    /// [`WebError::ShortToken`] for one of fewer than [`SHORTEST_SECRET`] characters.
    pub fn by_token(secret: &str) -> Result<Self, WebError> {
        let secret = secret.trim();
        if secret.chars().count() < SHORTEST_SECRET {
            return Err(WebError::ShortToken);
        }
        Ok(Access::Token(secret.to_string()))
    }
}

/// Who looks at a page, as far as the page needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Viewer {
    /// Under which name decisions are recorded; `None` where nobody signs in by name.
    pub(crate) name: Option<String>,
    /// What they may do.
    pub(crate) role: Role,
    /// Whether there is something to sign out of.
    pub(crate) signed_in: bool,
    /// What stands in the forms of pages in memory, until each visitor's own secret is put in its place.
    pub(crate) form_token: String,
}

impl Default for Viewer {
    fn default() -> Self {
        Viewer { name: None, role: Role::Editor, signed_in: false, form_token: String::new() }
    }
}

impl Viewer {
    /// Whether they may do what this role may.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.role >= role
    }
}

/// Who sent a request.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) viewer: Viewer,
    /// What their forms must carry; `None` for a program that shows its token with every request, which no other site can make a browser do.
    pub(crate) form_secret: Option<String>,
}

impl Visitor {
    /// A page from memory with the secret of this visitor's forms in it.
    pub(crate) fn own(&self, site: &Site, page: Bytes) -> Bytes {
        match (&self.form_secret, std::str::from_utf8(&page)) {
            (Some(secret), Ok(text)) if secret != site.token() => text.replace(site.token(), secret).into(),
            _ => page,
        }
    }
}

/// Sessions by the random name in their cookie. They live as long as the server.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<BTreeMap<String, Session>>);

struct Session {
    /// The account's name; `None` with a token.
    name: Option<String>,
    /// The password hash at sign-in: another password ends the session.
    password: String,
    form_secret: String,
    begun: Instant,
    used: Instant,
}

impl Sessions {
    /// Begins a session; its name, for the cookie.
    pub(crate) fn begin(&self, account: Option<Account>) -> Result<String, WebError> {
        let (cookie, form_secret) = (random()?, random()?);
        let now = Instant::now();
        let (name, password) = account.map_or((None, String::new()), |a| (Some(a.name), a.password));
        let mut open = locked(&self.0);
        open.retain(|_, s| !s.is_over(now));
        open.insert(cookie.clone(), Session { name, password, form_secret, begun: now, used: now });
        Ok(cookie)
    }

    pub(crate) fn end(&self, cookie: &str) {
        locked(&self.0).remove(cookie);
    }

    /// Name, password hash and form secret of a session that is not over.
    fn find(&self, cookie: &str) -> Option<(Option<String>, String, String)> {
        let mut open = locked(&self.0);
        let session = open.get_mut(cookie).filter(|s| !s.is_over(Instant::now()))?;
        session.used = Instant::now();
        Some((session.name.clone(), session.password.clone(), session.form_secret.clone()))
    }
}

impl Session {
    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.used) > IDLE || now.duration_since(self.begun) > LONGEST
    }
}

/// 256 random bits, in hexadecimal.
pub(crate) fn random() -> Result<String, WebError> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|source| WebError::Random { source })?;
    Ok(random.iter().map(|b| format!("{b:02x}")).collect())
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub(crate) fn same_secret(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// A cookie of the request.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Finds out who is asking; the addresses themselves refuse whom they do not serve.
pub(crate) async fn meet(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    match visitor(&site, request.headers()) {
        Ok(Some(visitor)) => drop(request.extensions_mut().insert(visitor)),
        Ok(None) => {}
        Err(error) => return page::fault(&error),
    }
    next.run(request).await
}

fn visitor(site: &Site, headers: &HeaderMap) -> Result<Option<Visitor>, WebError> {
    let of_session = || cookie(headers, SESSION).and_then(|cookie| site.sessions().find(cookie));
    let signed_in = |name, role, secret| {
        let viewer = Viewer { name, role, signed_in: true, form_token: site.token().to_string() };
        Some(Visitor { viewer, form_secret: Some(secret) })
    };
    Ok(match site.access() {
        Access::ThisMachine => Some(Visitor { viewer: Viewer::default(), form_secret: Some(site.token().to_string()) }),
        Access::Token(token) => {
            let shown = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
            match shown {
                Some(shown) => same_secret(shown, token).then(|| Visitor { viewer: Viewer::default(), form_secret: None }),
                None => of_session().and_then(|(_, _, secret)| signed_in(None, Role::Editor, secret)),
            }
        }
        Access::Accounts(accounts) => match of_session() {
            None => None,
            Some((name, password, secret)) => {
                let account = accounts.list()?.into_iter().find(|a| Some(&a.name) == name.as_ref() && a.password == password);
                account.and_then(|a| signed_in(Some(a.name), a.role, secret))
            }
        },
    })
}

/// An address that is read: who may, and how it is answered.
pub(crate) fn page_for<H, T>(role: Role, handler: H) -> MethodRouter<Arc<Site>>
where
    H: Handler<T, Arc<Site>>,
    T: 'static,
{
    get(handler).layer(middleware::from_fn(move |request: Request, next: Next| async move {
        match allowed(&request, role) {
            Ok(()) => next.run(request).await,
            Err(error) => refused(&request, &error),
        }
    }))
}

/// An address to which forms are sent: who may (`None`: anybody), how many bytes at most, and how it is answered.
pub(crate) fn form_for<H, T>(role: Option<Role>, largest: usize, handler: H) -> MethodRouter<Arc<Site>>
where
    H: Handler<T, Arc<Site>>,
    T: 'static,
{
    post(handler).layer(middleware::from_fn(move |request: Request, next: Next| async move {
        if let Some(Err(error)) = role.map(|role| allowed(&request, role)) {
            return refused(&request, &error);
        }
        match sound(request, largest).await {
            Ok(request) => next.run(request).await,
            Err(error) => page::fault(&error),
        }
    }))
}

fn allowed(request: &Request, role: Role) -> Result<(), WebError> {
    match request.extensions().get::<Visitor>() {
        None => Err(WebError::NotSignedIn),
        Some(visitor) if visitor.viewer.may(role) => Ok(()),
        Some(_) => Err(WebError::NotAllowed { role }),
    }
}

/// Programs are told; people are led to the sign-in page, and from there back.
fn refused(request: &Request, error: &WebError) -> Response {
    let address = request.uri().path_and_query().map_or("/", |a| a.as_str());
    if address.starts_with("/api/") {
        return crate::api::fault(error);
    }
    match error {
        WebError::NotSignedIn if request.method() == axum::http::Method::GET => crate::sign_in::lead_to(address),
        _ => page::fault(error),
    }
}

/// The request with its body read, if that is small enough and carries its visitor's secret.
async fn sound(request: Request, largest: usize) -> Result<Request, WebError> {
    let (parts, body) = request.into_parts();
    // What is read before the limit is met is thrown away.
    let bytes = to_bytes(body, largest).await.map_err(|_| WebError::TooLarge { largest })?;
    let expected = match parts.extensions.get::<Visitor>() {
        Some(visitor) => visitor.form_secret.clone(),
        None => Some(cookie(&parts.headers, ENTRY).unwrap_or_default().to_string()),
    };
    if let Some(expected) = expected {
        let sent = secret_in(&parts, &bytes).await.unwrap_or_default();
        if expected.is_empty() || !from_own_page(&parts.headers) || !same_secret(&sent, &expected) {
            return Err(WebError::Foreign);
        }
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The secret that a form carries in its field `token`, or a script in the header `x-form-token`.
async fn secret_in(parts: &Parts, bytes: &Bytes) -> Option<String> {
    if let Some(sent) = parts.headers.get("x-form-token") {
        return sent.to_str().ok().map(str::to_string);
    }
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).ok()?;
        return fields.into_iter().find(|(name, _)| name == "token").map(|(_, value)| value);
    }
    let mut fields = Multipart::from_request(Request::from_parts(parts.clone(), Body::from(bytes.clone())), &()).await.ok()?;
    while let Ok(Some(field)) = fields.next_field().await {
        if field.name() == Some("token") {
            return field.text().await.ok();
        }
    }
    None
}

/// Whether a browser says that the form stood on one of our pages. One that says neither is held by the secret alone.
fn from_own_page(headers: &HeaderMap) -> bool {
    let word = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let site = headers.get("sec-fetch-site").is_none_or(|v| v == "same-origin");
    // Both schemes: a proxy in front may speak TLS.
    let own = |origin: &str, host: &str| origin.strip_prefix("http://").or(origin.strip_prefix("https://")) == Some(host);
    let origin = word(header::ORIGIN).is_none_or(|o| word(header::HOST).is_some_and(|host| own(o, host)));
    site && origin
}

/// How often somebody tried to sign in lately.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<BTreeMap<String, (u32, Instant)>>);

/// The span over which attempts are counted.
const WINDOW: Duration = Duration::from_secs(60);

impl Attempts {
    /// Counts one more attempt by `who`; the seconds to wait when there were more than `most` within a minute.
    pub(crate) fn count(&self, who: &str, most: u32, now: Instant) -> Result<(), u64> {
        let mut recent = locked(&self.0);
        recent.retain(|_, (_, since)| now.duration_since(*since) < WINDOW);
        let (count, since) = recent.entry(who.to_string()).or_insert((0, now));
        *count += 1;
        if *count > most { Err((WINDOW - now.duration_since(*since)).as_secs() + 1) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_counted_by_the_minute() {
        let (attempts, start) = (Attempts::default(), Instant::now());
        for _ in 0..3 {
            attempts.count("203.0.113.7", 3, start).unwrap();
        }
        assert_eq!(attempts.count("203.0.113.7", 3, start), Err(61));
        attempts.count("203.0.113.8", 3, start).unwrap();
        attempts.count("203.0.113.7", 3, start + WINDOW).unwrap();
    }

    #[test]
    fn a_session_ends_when_it_is_told_to() {
        let sessions = Sessions::default();
        let (one, other) = (sessions.begin(None).unwrap(), sessions.begin(None).unwrap());
        assert!(one.len() == 64 && one != other);
        let secrets = [&one, &other].map(|c| sessions.find(c).unwrap().2);
        assert_ne!(secrets[0], secrets[1]);
        sessions.end(&one);
        assert!(sessions.find(&one).is_none() && sessions.find(&other).is_some());
    }

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; standpoint_session=abc; standpoint_session_x=2".parse().unwrap());
        assert_eq!((cookie(&headers, SESSION), cookie(&headers, "b")), (Some("abc"), None));
    }
}
