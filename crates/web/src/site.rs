//! What all pages share: the ledger, the codebook, and what is kept in memory until the ledger changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use analyse::Shift;
use axum::body::Bytes;
use axum::http::StatusCode;
use codebooks::{Codebook, Issue};
use jiff::tz::Offset;
use ledger::{Ledger, LedgerError, Stamp};
use model::{Article, ArticleId, Date, Entry, EntryState, EventEntry, Reading, Timestamp};

use crate::add::{Incoming, Taken};
use crate::ask::Ask;
use crate::gate::{Access, Attempts, Sessions};

/// Pages kept in memory; all are dropped when there are more, or when the ledger changes.
const REMEMBERED: usize = 400;

/// Why a page could not be made or a server not started.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The address would be reachable from other machines, and anybody there could decide.
    #[error(
        "refusing to listen on {listen}: other machines could read and change the ledger. Add an account first (standpoint user add NAME), or give a secret with --token-file FILE, or use a loopback address such as 127.0.0.1:8080"
    )]
    NotLoopback {
        /// The address.
        listen: SocketAddr,
    },
    /// A secret that could be guessed.
    #[error("the token is too short: use at least {} characters, for example from: openssl rand -hex 32", crate::accounts::SHORTEST_SECRET)]
    ShortToken,
    /// The address could not be taken.
    #[error("cannot listen on {listen}: {source}. Choose another port with --listen 127.0.0.1:PORT")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// No source of random numbers.
    #[error("the system gives no random numbers: {source}")]
    Random {
        /// What the system says.
        source: getrandom::Error,
    },
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Nothing stands at this address.
    #[error("There is no {what}.")]
    NotFound {
        /// What was looked for.
        what: String,
    },
    /// A decision lacks something.
    #[error("{what}")]
    Incomplete {
        /// What, and what to do.
        what: String,
    },
    /// A form that does not come from a page of this server.
    #[error(
        "This form does not come from a page of this server, or the server was started anew since. Open the review page again and repeat the decision."
    )]
    Foreign,
    /// A request under another name.
    #[error("This server answers only to its own address or to names given with --host.")]
    OtherHost,
    /// The accounts could not be read or used.
    #[error(transparent)]
    Accounts(#[from] crate::accounts::AccountsError),
    /// Nobody signed in, or the session is over.
    #[error("Sign in first.")]
    NotSignedIn,
    /// The role does not allow it.
    #[error("Your account may not do this: it takes the role {}. Nothing was changed.", role.as_str())]
    NotAllowed {
        /// The least role that may.
        role: crate::accounts::Role,
    },
    /// More was sent than is taken in.
    #[error("What was sent is too large: at most {largest} bytes are taken in here. Nothing was recorded.")]
    TooLarge {
        /// How much is taken in.
        largest: usize,
    },
    /// Too many attempts to sign in.
    #[error("Too many attempts to sign in. Wait {seconds} seconds and try again.")]
    TooManyAttempts {
        /// How long to wait.
        seconds: u64,
    },
    /// A fault of the program.
    #[error("The program failed on this page; the ledger is untouched.")]
    Broken,
}

impl WebError {
    /// The fitting status of an answer, and a word for it that programs can rely on.
    pub(crate) fn status(&self) -> (StatusCode, &'static str) {
        match self {
            WebError::NotFound { .. } | WebError::Ledger(LedgerError::NoSuchEntry { .. }) => (StatusCode::NOT_FOUND, "not-found"),
            WebError::Incomplete { .. } | WebError::Ledger(LedgerError::NothingToUndo { .. } | LedgerError::NotVerbatim { .. }) => {
                (StatusCode::BAD_REQUEST, "not-understood")
            }
            WebError::Ledger(LedgerError::Superseded { .. }) => (StatusCode::CONFLICT, "superseded"),
            WebError::Ledger(LedgerError::Busy { .. }) => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            WebError::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
            WebError::NotAllowed { .. } => (StatusCode::FORBIDDEN, "not-allowed"),
            WebError::Foreign => (StatusCode::FORBIDDEN, "foreign-form"),
            WebError::OtherHost => (StatusCode::MISDIRECTED_REQUEST, "other-host"),
            WebError::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            WebError::TooManyAttempts { .. } => (StatusCode::TOO_MANY_REQUESTS, "too-many-attempts"),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        }
    }
}

/// A ledger and a codebook, ready to be shown.
pub struct Site {
    ledger: PathBuf,
    codebook: Codebook,
    token: String,
    access: Access,
    sessions: Sessions,
    attempts: Attempts,
    readers: Mutex<Vec<Ledger>>,
    held: Mutex<Held>,
    pages: Mutex<(Stamp, BTreeMap<String, Arc<Page>>)>,
    reader: Option<Reader>,
    readings: Mutex<BTreeMap<ArticleId, Arc<Reading>>>,
    intake: Option<Intake>,
}

/// A page in memory once it is made; held while it is being made.
type Page = Mutex<Option<Bytes>>;

/// Makes articles of bytes and reads them.
type Intake = Box<dyn Fn(Incoming) -> Vec<Taken> + Send + Sync>;

/// Reads an article again for its marks: pages know the ledger, which keeps statements only.
type Reader = Box<dyn Fn(&Article) -> Reading + Send + Sync>;

/// The present copy of the ledger's entries and events, and the one before it.
#[derive(Default)]
struct Held {
    now: Arc<Holding>,
    before: Option<Arc<Holding>>,
}

/// The entries and events of a ledger at one moment.
#[derive(Default)]
pub(crate) struct Holding {
    stamp: Stamp,
    /// Entries with an issue, earliest first.
    pub(crate) placed: Vec<Entry>,
    /// Entries without one.
    pub(crate) unplaced: Vec<Entry>,
    /// Entries that a person withdrew.
    pub(crate) withdrawn: Vec<Entry>,
    /// Events.
    pub(crate) events: Vec<EventEntry>,
    /// Outlets, by name.
    pub(crate) outlets: BTreeSet<String>,
    shifts: OnceLock<Vec<(usize, usize, analyse::Direction)>>,
}

impl Site {
    /// A site over an existing ledger, which is brought to the current format first.
    ///
    /// # Errors
    /// [`WebError::Ledger`] when it cannot be opened; [`WebError::Random`].
    pub fn new(ledger: impl Into<PathBuf>, codebook: Codebook) -> Result<Self, WebError> {
        let ledger = ledger.into();
        drop(Ledger::open(&ledger)?);
        let token = crate::gate::random()?;
        Ok(Site {
            ledger,
            codebook,
            token,
            access: Access::default(),
            sessions: Sessions::default(),
            attempts: Attempts::default(),
            readers: Mutex::default(),
            held: Mutex::default(),
            pages: Mutex::default(),
            reader: None,
            readings: Mutex::default(),
            intake: None,
        })
    }

    /// The same site, for those alone who may use it; without this, for whoever sits at this machine.
    #[must_use]
    pub fn open_to(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// The same site, which marks mentions, times and attributions in articles as this function reads them.
    #[must_use]
    pub fn reading_with(mut self, reader: impl Fn(&Article) -> Reading + Send + Sync + 'static) -> Self {
        self.reader = Some(Box::new(reader));
        self
    }

    /// The same site, which takes articles in: this function makes articles of bytes and reads them. A file may hold none, one or many.
    #[must_use]
    pub fn taking_in(mut self, intake: impl Fn(Incoming) -> Vec<Taken> + Send + Sync + 'static) -> Self {
        self.intake = Some(Box::new(intake));
        self
    }

    pub(crate) fn takes_in(&self) -> bool {
        self.intake.is_some()
    }

    /// The articles in these bytes, read; `None` where the site takes nothing in.
    pub(crate) fn take(&self, incoming: Incoming) -> Option<Vec<Taken>> {
        Some(self.intake.as_ref()?(incoming))
    }

    /// What is read in this article; from memory when it was read lately. `None` without a reader.
    pub(crate) fn reading(&self, article: &Article) -> Option<Arc<Reading>> {
        let reader = self.reader.as_ref()?;
        if let Some(known) = locked(&self.readings).get(&article.id) {
            return Some(Arc::clone(known));
        }
        let reading = Arc::new(reader(article));
        let mut readings = locked(&self.readings);
        if readings.len() >= REMEMBERED {
            readings.clear();
        }
        readings.insert(article.id.clone(), Arc::clone(&reading));
        Some(reading)
    }

    /// What a form carries to be one of ours, as pages are written; new at each start. Where people sign in, each visitor's own secret is put in its place.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// An issue's printed name; its id when the codebook does not know it.
    pub(crate) fn issue_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.codebook.issue(id).map_or(id, |issue| issue.name.as_str())
    }

    /// These issues in the codebook's order, those it does not know last.
    pub(crate) fn in_order<'a>(&self, issues: &[&'a str]) -> Vec<&'a str> {
        let mut sorted = issues.to_vec();
        sorted.sort_by_key(|id| self.codebook.issues().iter().position(|issue| issue.id == *id).unwrap_or(usize::MAX));
        sorted
    }

    /// Issues of the codebook that are not among these.
    pub(crate) fn other_issues(&self, issues: &[&str]) -> Vec<&Issue> {
        self.codebook.issues().iter().filter(|issue| !issues.contains(&issue.id.as_str())).collect()
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    pub(crate) fn today(&self) -> Date {
        Offset::UTC.to_datetime(self.now()).date()
    }

    /// Asks the ledger; readers wait for nobody.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Ledger) -> Result<T, LedgerError>) -> Result<T, WebError> {
        let idle = locked(&self.readers).pop();
        let ledger = idle.map_or_else(|| Ledger::open_read_only(&self.ledger), Ok)?;
        let answer = ask(&ledger)?;
        locked(&self.readers).push(ledger);
        Ok(answer)
    }

    /// Writes to the ledger, after others that write.
    pub(crate) fn write<T>(&self, change: impl FnOnce(&mut Ledger) -> Result<T, LedgerError>) -> Result<T, WebError> {
        Ok(change(&mut Ledger::open(&self.ledger)?)?)
    }

    /// The entries and events as they are now. After a change only what is new is read, and put into the copy before the last, which no page looks at any more: the
    /// present copy is never changed under a page, and not copied either.
    pub(crate) fn holding(&self) -> Result<Arc<Holding>, WebError> {
        // Held while reading, so that many requests after a change read it once.
        let mut held = locked(&self.held);
        let stamp = self.read(Ledger::stamp)?;
        if stamp == held.now.stamp {
            return Ok(Arc::clone(&held.now));
        }
        let spare = held.before.take().and_then(Arc::into_inner);
        let mut next = spare.unwrap_or_else(|| held.now.copy());
        // A corrected publication day changes what is shown of entries that stay as they are: all is read anew.
        if stamp.corrected_days != next.stamp.corrected_days {
            next = Holding::default();
        }
        next.catch_up(self.read(|ledger| ledger.changes_since(next.stamp))?);
        let before = std::mem::replace(&mut held.now, Arc::new(next));
        held.before = Some(before);
        Ok(Arc::clone(&held.now))
    }

    /// Reads the ledger, twice over, before the first request, which would otherwise wait for it.
    pub(crate) fn warm_up(&self) -> Result<(), WebError> {
        let copy = self.holding()?.copy();
        locked(&self.held).before = Some(Arc::new(copy));
        Ok(())
    }

    /// The page at this address for this viewer, and what the ledger held at least when it was made. Made only if it is not in memory or the ledger changed, and by
    /// one request only, however many ask for it at once.
    pub(crate) fn remembered(
        &self,
        ask: &Ask,
        address: &str,
        make: impl FnOnce(&Site) -> Result<String, WebError>,
    ) -> Result<(Stamp, Bytes), WebError> {
        let stamp = self.read(Ledger::stamp)?;
        // Ages and the timetable depend on the day; forms and names on the viewer.
        let viewer = (ask.viewer.role.as_str(), &ask.viewer.name, ask.viewer.signed_in);
        let address = format!("{} {viewer:?} {address}", self.today());
        let place = {
            let mut pages = locked(&self.pages);
            if pages.0 != stamp || pages.1.len() >= REMEMBERED {
                *pages = (stamp, BTreeMap::new());
            }
            Arc::clone(pages.1.entry(address).or_default())
        };
        let mut page = locked(&place);
        if let Some(page) = page.as_ref() {
            return Ok((stamp, page.clone()));
        }
        let made = Bytes::from(make(self)?);
        *page = Some(made.clone());
        Ok((stamp, made))
    }
}

impl Holding {
    /// Brings a copy up to date.
    fn catch_up(&mut self, changes: ledger::Changes) {
        self.stamp = changes.stamp;
        self.shifts = OnceLock::new();
        self.outlets.extend(changes.articles.into_iter().filter_map(|a| a.outlet));
        for kept in [&mut self.placed, &mut self.unplaced, &mut self.withdrawn] {
            if !changes.entries_gone.is_empty() {
                kept.retain(|e| !changes.entries_gone.contains(&e.number));
            }
        }
        for entry in changes.entries {
            match (entry.state, &entry.issue) {
                (EntryState::Withdrawn, _) => self.withdrawn.push(entry),
                (_, Some(_)) => self.placed.push(entry),
                (_, None) => self.unplaced.push(entry),
            }
        }
        for kept in [&mut self.placed, &mut self.unplaced, &mut self.withdrawn] {
            kept.sort_by_key(|e| (e.day().is_none(), e.day(), e.number));
        }
        self.events.retain(|e| !changes.events_gone.contains(&e.number));
        self.events.extend(changes.events);
        self.events.sort_by_key(|e| {
            let day = e.when.first.or(e.when.last);
            (day.is_none(), day, e.number)
        });
    }

    fn copy(&self) -> Self {
        Holding {
            stamp: self.stamp,
            placed: self.placed.clone(),
            unplaced: self.unplaced.clone(),
            withdrawn: self.withdrawn.clone(),
            events: self.events.clone(),
            outlets: self.outlets.clone(),
            shifts: OnceLock::new(),
        }
    }

    /// How much there is.
    pub(crate) fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// The entries with an issue that the question asks for; its day is left to the finding.
    pub(crate) fn chosen(&self, ask: &Ask) -> Cow<'_, [Entry]> {
        if !ask.narrows() {
            return Cow::Borrowed(&self.placed);
        }
        Cow::Owned(self.placed.iter().filter(|e| fits(e, ask)).cloned().collect())
    }

    /// Entries of one party, placed or not, that the question asks for, up to its day.
    pub(crate) fn of_question(&self, ask: &Ask) -> Vec<Entry> {
        let by_then = |e: &&Entry| ask.day().is_none_or(|day| analyse::day(e).is_some_and(|d| d <= day));
        let mut found: Vec<Entry> = self.placed.iter().chain(&self.unplaced).filter(|e| fits(e, ask)).filter(by_then).cloned().collect();
        found.sort_by_key(|e| std::cmp::Reverse((analyse::day(e), e.number)));
        found
    }

    /// Parties of entries with an issue, by name.
    pub(crate) fn parties(&self) -> BTreeSet<&str> {
        self.placed.iter().map(|e| e.holder.as_str()).collect()
    }

    /// Issues of entries.
    pub(crate) fn issues(&self) -> BTreeSet<&str> {
        self.placed.iter().filter_map(|e| e.issue.as_deref()).collect()
    }

    /// Computed shifts over all entries, newest first.
    pub(crate) fn shifts(&self) -> Vec<Shift<'_>> {
        let found = self.shifts.get_or_init(|| {
            let at: BTreeMap<i64, usize> = self.placed.iter().enumerate().map(|(at, e)| (e.number, at)).collect();
            analyse::shifts(&self.placed).iter().map(|s| (at[&s.from.number], at[&s.to.number], s.direction)).collect()
        });
        found
            .iter()
            .map(|(from, to, direction)| Shift { from: &self.placed[*from], to: &self.placed[*to], direction: *direction })
            .collect()
    }

    /// The last day that anything is dated to by its article: "now", for a ledger.
    pub(crate) fn latest(&self) -> Option<Date> {
        self.placed.iter().chain(&self.unplaced).filter_map(|e| e.article.published).max()
    }
}

fn fits(entry: &Entry, ask: &Ask) -> bool {
    (ask.party.is_empty() || entry.holder == ask.party)
        && (ask.issue.is_empty() || entry.issue.as_deref() == Some(&ask.issue))
        && (ask.speaker.is_empty() || entry.speaker.as_deref() == Some(&ask.speaker))
        && (ask.outlet.is_empty() || entry.appearances.iter().any(|a| a.outlet.as_deref() == Some(&ask.outlet)))
        && ask.speech_kind().is_none_or(|kind| entry.kind == kind)
        && ask.min_certainty().is_none_or(|least| entry.certainty >= least)
}

/// What a panicking thread left behind is still whole: values are only ever replaced.
pub(crate) fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
