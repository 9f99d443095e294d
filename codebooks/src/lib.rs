//! Codebooks: a negotiation as data – its parties, people, offices and issues – read from TOML.
//!
//! In come `parties.toml`, `people.toml` and `issues.toml` of one negotiation (each may be missing); out goes a [`Codebook`], with the built-in
//! world pack (states, capitals, demonyms, seats of government, international organisations) beneath it. A file with a mistake is refused with
//! its path, its line and what to try. This folder holds the data as well: `world/`, and a folder for each worked negotiation.
#![warn(clippy::disallowed_methods)]

mod load;
mod names;
mod signals;

use std::sync::OnceLock;

use model::{Date, Stance};

pub use load::Error;
pub use names::{Found, NameKind, Owner, fold};
pub use signals::{Polarity, Signal, Word};

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// A state, meaning its government.
    State,
    /// A body with organs of its own: an international organisation, a bank, a movement.
    Organisation,
    /// Parties that speak together without organs of their own: a negotiating group.
    Group,
    /// A loose side of a conflict or market ("consumer countries").
    Bloc,
}

/// A party: who can hold a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The name that is printed.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
    /// Adjectives ("Brazilian").
    pub demonyms: Vec<String>,
    /// Plural nouns for its people ("Brazilians").
    pub people: Vec<String>,
    /// Cities that may stand for it, and may be just places.
    pub capitals: Vec<String>,
    /// Buildings and seats that stand for it ("Kremlin").
    pub metonyms: Vec<String>,
    /// Those of its names that count only where another of them, not ambiguous, stands in the same text.
    pub ambiguous: Vec<String>,
    /// Members of a group by party name. Known, never expanded silently.
    pub members: Vec<String>,
}

/// The pronoun that refers to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her
    She,
    /// they, them, their
    They,
}

/// An office that a person held or holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The title as printed with the name ("Secretary of State").
    pub title: String,
    /// Other titles for the same office ("foreign minister").
    pub also: Vec<String>,
    /// The party that the office speaks for.
    pub party: String,
    /// First day; `None` is open.
    pub start: Option<Date>,
    /// Last day; `None` is open.
    pub end: Option<Date>,
    /// Whether only one person can hold it at a time.
    pub single_seat: bool,
}

impl Tenure {
    /// Whether it lasts on that day; both ends included. An unknown day (`None`) is met by an open end only.
    pub fn covers(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.start.is_none_or(|s| s <= day) && self.end.is_none_or(|e| day <= e),
            None => self.end.is_none(),
        }
    }
}

/// A person with dated offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The full name that is printed.
    pub name: String,
    /// The family name, which may stand alone.
    pub family: String,
    /// Other spellings of the full name or of the family name (a single word is read as a family name).
    pub variants: Vec<String>,
    /// The pronoun, if stated.
    pub pronoun: Option<Pronoun>,
    /// Offices, in the order of the file.
    pub offices: Vec<Tenure>,
}

impl Person {
    /// The party that the person speaks for on that day: that of the first office which lasts then.
    ///
    /// Without a day: the one party of all offices, if it is only one; otherwise the party of the office with an open end.
    pub fn speaks_for(&self, day: Option<Date>) -> Option<&str> {
        if let Some(office) = self.offices.iter().find(|o| o.covers(day)) {
            return Some(&office.party);
        }
        let first = self.offices.first()?;
        (day.is_none() && self.offices.iter().all(|o| o.party == first.party)).then_some(first.party.as_str())
    }
}

/// One step of an issue's ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderOption {
    /// Its name.
    pub name: String,
    /// What wanting it means for the issue's proposition.
    pub stance: Stance,
    /// Words that signal it.
    pub signals: Vec<Signal>,
}

/// A question that is being negotiated.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Its short name in every export.
    pub id: String,
    /// Its name in print ("NATO membership"); without one, the id in words.
    pub name: String,
    /// The question in one line.
    pub question: String,
    /// The proposition that support and oppose refer to. An issue without one is a topic: stances stay those on the statement's own point.
    pub proposition: Option<String>,
    /// Whether the proposition is a view of how things are, so that to state it is to support it ("the world is multipolar").
    pub is_view: bool,
    /// Words that signal it.
    pub signals: Vec<Signal>,
    /// The ladder, from one end to the other; empty when there is none.
    pub options: Vec<LadderOption>,
}

/// A negotiation: who takes part, who speaks for whom since when, what is at issue. Read-only once loaded.
#[derive(Clone, Debug)]
pub struct Codebook {
    parties: Vec<Party>,
    people: Vec<Person>,
    issues: Vec<Issue>,
    names: names::Names,
    own: bool,
}

impl Codebook {
    /// The world pack alone: states and international organisations; no people, no issues.
    ///
    /// ```
    /// let world = codebooks::Codebook::world();
    /// assert_eq!(world.canonical("Russian Federation"), Some("Russia"));
    /// ```
    pub fn world() -> &'static Codebook {
        static WORLD: OnceLock<Codebook> = OnceLock::new();
        WORLD.get_or_init(|| {
            // The built-in files are tested; a faulty build would know no names, and still read.
            load::load(None, &[]).unwrap_or_else(|_| Codebook::of(Vec::new(), Vec::new(), Vec::new(), 0, false))
        })
    }

    /// A codebook from the files of one folder, each as (path, contents); the world pack lies beneath, and entries given here win.
    ///
    /// A party with the name of a world party extends it; a party that claims a world party's name as an alias takes that party over under the
    /// new name. Files other than `*.toml` are passed over. No files at all give the world pack.
    ///
    /// # Errors
    /// The first mistake: TOML that does not parse, a field or file that is not known, an alias claimed twice, an unknown party, a day that is
    /// none, a tenure that ends before it starts or overlaps another in a single seat, an issue without signals, an empty ladder.
    pub fn from_files<P: AsRef<str>, C: AsRef<str>>(files: &[(P, C)]) -> Result<Codebook, Error> {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, contents)| (path.as_ref(), contents.as_ref())).collect();
        load::load(Some(()), &files)
    }

    pub(crate) fn of(parties: Vec<Party>, people: Vec<Person>, issues: Vec<Issue>, first_own: usize, own: bool) -> Codebook {
        let names = names::Names::of(&parties, &people, first_own);
        Codebook { parties, people, issues, names, own }
    }

    /// Whether a negotiation was given. If so, parties and people are printed by its names; with the world pack alone they stay as the text
    /// names them.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// All parties: those of the world pack, then those added.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// All people.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// All issues, in the order of the file.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The party of that printed name.
    pub fn party(&self, name: &str) -> Option<&Party> {
        self.parties.iter().find(|p| p.name == name)
    }

    /// The person of that printed name.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.name == name)
    }

    /// The issue of that id.
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.issues.iter().find(|i| i.id == id)
    }

    /// The printed name for a name in any form that the codebook knows (name, alias, spelling, metonym), or `None`.
    pub fn canonical(&self, name: &str) -> Option<&str> {
        let owner = self.names.exact(name.trim().strip_prefix("the ").unwrap_or(name.trim()))?;
        Some(self.printed(owner))
    }

    /// The printed name of whom a name belongs to.
    pub fn printed(&self, owner: Owner) -> &str {
        match owner {
            Owner::Party(at) => self.parties.get(at).map_or("", |p| &p.name),
            Owner::Person(at) => self.people.get(at).map_or("", |p| &p.name),
        }
    }

    /// Who holds the office of that title (in any of its forms, case aside) for that party on that day; `None` when nobody or several do.
    pub fn in_office(&self, title: &str, party: &str, day: Option<Date>) -> Option<&Person> {
        let is_title = |known: &str| known.eq_ignore_ascii_case(title);
        let holds = |o: &Tenure| o.party == party && o.covers(day) && (is_title(&o.title) || o.also.iter().any(|t| is_title(t)));
        let mut holders = self.people.iter().filter(|p| p.offices.iter().any(holds));
        let first = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// The person whose family name has the same romanisation key as this word (see [`fold`]); `None` when nobody or several have.
    pub fn by_spelling(&self, word: &str) -> Option<Owner> {
        self.names.by_fold(word)
    }

    /// Every name in the text, in text order, not overlapping, the longest first at each place. Case matters, except that names in capitals
    /// throughout are found too. Line breaks and tabs count as spaces. Spans are bytes.
    pub fn names_in(&self, text: &str) -> Vec<Found> {
        self.names.find(text)
    }
}
