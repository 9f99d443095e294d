//! Mentions: which words refer to a person, a party, a group, an office, and to whom.
//!
//! In come the page's trees and the codebook's names; out go the [`Mention`]s, each with who is meant, for whom that actor speaks, and how this
//! was resolved. The steps follow the reader's own order: names that the codebook knows; other capitalised names, made persons by a title or an
//! apposition, or organisations by their noun; short forms of both; offices; groups as they are written; pronouns last. Nothing is guessed by
//! likeness: an unknown spelling links only through the romanisation key of the codebook.

use std::collections::BTreeMap;
use std::ops::Range;

use codebooks::{Found, NameKind, Owner, Pronoun};
use lexicon::Role;
use model::{Mention, MentionKind, Span};
use syntax::{Rel, Upos, Xpos};

use crate::{Clauses, Page, Reader};

/// All mentions, in text order; a mention may lie inside a longer one ("**Peruvian** officials").
pub(crate) fn find(page: &Page<'_>, reader: &Reader<'_>) -> Vec<Mention> {
    let mut desk = Desk::open(page, reader);
    desk.known_names();
    desk.other_names();
    desk.short_forms();
    desk.offices();
    desk.groups();
    desk.pronouns();
    desk.mentions()
}

/// Who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Actor {
    /// Somebody of the codebook.
    Known(Owner),
    /// Somebody whom only this article names, by place in [`Desk::found`].
    Found(usize),
    /// A group as it is written: it is its own words.
    AsWritten,
}

/// Somebody whom only this article names.
#[derive(Clone, Debug)]
struct Newcomer {
    name: String,
    is_person: bool,
    /// The role noun that came with the name ("minister").
    role: Option<String>,
    /// For whom the person speaks.
    party: Option<Side>,
}

/// For whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Side {
    Actor(Actor),
    /// A group by its words ("producers").
    Words(String),
}

/// A mention before it is printed.
#[derive(Clone, Debug)]
struct Draft {
    words: Range<usize>,
    span: Span,
    kind: MentionKind,
    actor: Actor,
    party: Option<Side>,
    how: &'static str,
    /// Where a group's words stand: the draft's own span, or that of a pronoun's antecedent.
    written: Span,
}

/// The page with what has been found so far.
struct Desk<'a, 'p> {
    page: &'a Page<'p>,
    reader: &'a Reader<'a>,
    clauses: Clauses<'a>,
    found: Vec<Newcomer>,
    drafts: Vec<Draft>,
    /// For each word the draft that covers it, names only.
    covered: Vec<Option<usize>>,
}

/// Nouns whose presence in a capitalised name makes it an organisation.
const ORGANISATIONS: &[&str] = &[
    "administration",
    "agency",
    "alliance",
    "airlines",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "broadcasting",
    "bureau",
    "center",
    "centre",
    "club",
    "co",
    "coalition",
    "commission",
    "committee",
    "company",
    "confederation",
    "conference",
    "congress",
    "corp",
    "corporation",
    "council",
    "court",
    "department",
    "federation",
    "force",
    "forum",
    "foundation",
    "front",
    "fund",
    "government",
    "group",
    "guild",
    "holdings",
    "inc",
    "industries",
    "initiative",
    "institute",
    "institution",
    "league",
    "ltd",
    "ministry",
    "mission",
    "movement",
    "network",
    "news",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "plc",
    "presidency",
    "secretariat",
    "senate",
    "service",
    "society",
    "treasury",
    "tribunal",
    "trust",
    "union",
    "university",
];

/// Words that begin the names of many organisations and stand for none of them.
const GENERIC: &[&str] = &[
    "National",
    "International",
    "United",
    "Royal",
    "American",
    "European",
    "African",
    "Asian",
    "General",
    "First",
    "Central",
    "Federal",
    "State",
    "World",
    "Global",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "North",
    "South",
    "East",
    "West",
    "Democratic",
    "Social",
    "Public",
    "People",
    "Popular",
    "Liberation",
    "Labor",
    "Labour",
    "Conservative",
    "Liberal",
    "Christian",
    "Islamic",
    "House",
    "Supreme",
    "High",
    "Joint",
    "Ministry",
    "Department",
    "Office",
    "Bank",
    "Association",
    "Movement",
    "Party",
    "Union",
    "Council",
    "Committee",
    "Commission",
    "University",
    "Institute",
    "Foundation",
    "Court",
    "Democrat",
    "Republican",
    "Justice",
    "Foreign",
    "Defence",
    "Defense",
    "Finance",
    "Interior",
    "Free",
    "Institut",
    "Grand",
    "Great",
    "Allied",
    "Consumer",
    "Other",
];

/// Common nouns by which a text speaks of an organisation that it has named, and the nouns of the name that they stand for.
const DESCRIPTIONS: &[(&str, &[&str])] = &[
    ("union", &["union", "association", "federation", "brotherhood", "guild", "workers"]),
    ("network", &["broadcasting", "network", "television"]),
    ("company", &["co", "company", "corp", "corporation", "inc", "ltd", "plc", "group"]),
    ("firm", &["co", "company", "corp", "corporation", "inc", "ltd", "plc"]),
    ("airline", &["airlines", "airways", "air"]),
    ("bank", &["bank"]),
    ("council", &["council"]),
    ("commission", &["commission"]),
    ("committee", &["committee"]),
    ("organisation", &["organisation", "organization"]),
    ("organization", &["organisation", "organization"]),
    ("association", &["association"]),
    ("ministry", &["ministry"]),
    ("community", &["community"]),
    ("agency", &["agency"]),
    ("fund", &["fund"]),
    ("party", &["party"]),
    ("movement", &["movement", "front"]),
    ("alliance", &["alliance"]),
];

/// Words after which a city is a place.
const WHERE: &[&str] =
    &["in", "at", "near", "outside", "around", "across", "inside", "into", "throughout", "through", "via", "within", "under", "over"];

/// Verbs and nouns of motion: a city they lead to or from is a place.
const MOTION: &[&str] = &[
    "travel", "go", "fly", "return", "arrive", "trip", "visit", "flight", "come", "leave", "reach", "tour", "journey", "drive", "move",
    "head", "depart", "bring", "take", "land", "host", "hold",
];

/// Heads of the full name of a side whose short name is its first word: "consumer **countries**" are the consumers.
const MEMBERS: &[&str] = &["member", "country", "nation", "state", "government", "creditor"];

/// What stands before a person's name and is no part of it.
const ADDRESSES: &[&str] = &["Mr", "Mrs", "Ms", "Dr", "Sir", "Lord", "Lady", "Dame", "Sen", "Rep", "Gov", "Gen", "Col", "Prof"];

const PARTICLES: &[&str] =
    &["de", "van", "von", "der", "den", "di", "da", "del", "della", "la", "le", "al", "bin", "ibn", "el", "dos", "du", "ten", "ter", "zu"];

impl<'a, 'p> Desk<'a, 'p> {
    fn open(page: &'a Page<'p>, reader: &'a Reader<'a>) -> Self {
        let clauses = Clauses::new(&page.parse, &page.view);
        Desk { page, reader, clauses, found: Vec::new(), drafts: Vec::new(), covered: vec![None; page.parse.tokens.len()] }
    }

    // Names that the codebook knows.

    fn known_names(&mut self) {
        let hits = self.reader.codebook.names_in(&self.page.view);
        let sure: Vec<Owner> = hits.iter().filter(|h| !h.ambiguous).map(|h| h.owner).collect();
        for hit in &hits {
            let words = self.page.parse.words_in(hit.span.range());
            let in_body = words.clone().all(|w| self.page.parse.sentence_of(w).is_some()) && !words.is_empty();
            let doubtful =
                hit.ambiguous && !sure.contains(&hit.owner) && !(hit.kind == NameKind::Name && self.stands_among_parties(&words, &hits));
            if !in_body || doubtful || self.in_compound_word(hit.span) {
                continue;
            }
            if let Some((kind, how)) = self.kind_of(hit.kind, &words) {
                self.enter(self.draft(words, kind, Actor::Known(hit.owner), how));
            }
        }
    }

    /// An ambiguous name ("Jordan") that is no part of a longer name, in a sentence that names another party.
    fn stands_among_parties(&self, words: &Range<usize>, hits: &[Found]) -> bool {
        let Some(sentence) = self.page.parse.sentence_of(words.start).map(|s| &self.page.parse.sentences[s]) else { return false };
        let beside = |w: usize| sentence.tokens.contains(&w) && self.is_capitalised(w) && self.clauses.upos(w) == Upos::Propn;
        let alone = !beside(words.end) && words.start.checked_sub(1).is_none_or(|w| !beside(w));
        let here = self.clauses.span(words.clone());
        let other = |h: &Found| {
            !h.ambiguous && h.kind == NameKind::Name && !h.span.overlaps(here) && Span::from(sentence.span.clone()).contains(h.span)
        };
        alone && self.before(words.start) != "," && hits.iter().any(other)
    }

    /// "Qatar-mediated", "pro-Peru": part of an adjective, no actor. "U.S.-Peru" names both.
    fn in_compound_word(&self, span: Span) -> bool {
        let range = span.range();
        let (before, after) = (&self.page.view[..range.start], &self.page.view[range.end..]);
        let mut after = after.chars();
        let joined_after = after.next() == Some('-') && after.next().is_some_and(char::is_lowercase);
        let mut before = before.chars().rev();
        let joined_before = before.next() == Some('-') && before.next().is_some_and(char::is_lowercase);
        joined_after || joined_before
    }

    fn kind_of(&self, kind: NameKind, words: &Range<usize>) -> Option<(MentionKind, &'static str)> {
        let head = words.end - 1;
        match kind {
            NameKind::Name => Some((MentionKind::Party, "alias")),
            NameKind::People => Some((MentionKind::Party, "people")),
            NameKind::Demonym if self.modifies(head) || self.opens_coordination(head) => Some((MentionKind::Party, "adjective")),
            NameKind::Demonym => Some((MentionKind::Party, "people")),
            NameKind::Metonym => (!self.after_preposition(words, &["in", "at", "near", "outside", "inside", "around"]))
                .then_some((MentionKind::PlaceAsParty, "metonym")),
            NameKind::Capital => (!self.is_place(words)).then_some((MentionKind::PlaceAsParty, "capital")),
            NameKind::FullName => Some((MentionKind::Person, "alias")),
            NameKind::Family => Some((MentionKind::Person, "surname")),
        }
    }

    /// Whether the word stands before the noun it belongs to.
    fn modifies(&self, word: usize) -> bool {
        matches!(self.clauses.rel(word), Rel::Amod | Rel::Compound | Rel::Nummod | Rel::NmodDesc | Rel::Flat)
            && self.page.parse.head(word).is_some_and(|h| h > word)
            || self.page.parse.tokens.get(word + 1).is_some_and(|next| {
                matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj)
                    && !self.is_time(word + 1)
                    && self.clauses.rel(word) != Rel::NmodPoss
            })
    }

    /// "**Peruvian** and Chilean envoys".
    fn opens_coordination(&self, word: usize) -> bool {
        self.page.parse.tokens.get(word).is_some_and(|t| t.xpos == Xpos::Jj)
            && matches!(self.clauses.word(word + 1), "and" | "or" | ",")
            && self.page.parse.tokens.get(word + 3).is_some_and(|t| t.upos == Upos::Noun)
    }

    fn before(&self, word: usize) -> &str {
        word.checked_sub(1).map_or("", |before| self.clauses.word(before))
    }

    fn after_preposition(&self, words: &Range<usize>, prepositions: &[&str]) -> bool {
        let mut at = words.start;
        while at > 0 && (self.clauses.is(at - 1, "the") || self.clauses.upos(at - 1) == Upos::Adj) {
            at -= 1;
        }
        prepositions.iter().any(|p| self.before(at).eq_ignore_ascii_case(p))
    }

    /// A city is a place, not a party, after words of place, as the goal of a journey, in "the city of", before another name, in an address.
    fn is_place(&self, words: &Range<usize>) -> bool {
        if self.after_preposition(words, WHERE) {
            return true;
        }
        let head = words.end - 1;
        let governor = self.page.parse.head(head).map_or("", |g| self.clauses.lemma(g));
        let led =
            ["to", "from", "for", "through"].iter().any(|p| self.before(words.start).eq_ignore_ascii_case(p)) && MOTION.contains(&governor);
        let visited = self.clauses.rel(head) == Rel::Obj && MOTION.contains(&governor);
        let of_city = self.before(words.start) == "of" && matches!(governor, "city" | "capital" | "port" | "town");
        let next = self.page.parse.tokens.get(words.end);
        let next_is_name = next.is_some_and(|t| matches!(t.upos, Upos::Propn | Upos::Noun) && t.rel != Rel::Appos)
            && self.modifies(head)
            && self.reader.lexicon.roles.of(self.clauses.lemma(words.end)).is_none();
        let in_address = self.before(words.start) == ","
            && words.start >= 2
            && self.clauses.upos(words.start - 2) == Upos::Propn
            && self.clauses.rel(head) != Rel::Conj;
        led || visited || of_city || next_is_name || in_address
    }

    fn draft(&self, words: Range<usize>, kind: MentionKind, actor: Actor, how: &'static str) -> Draft {
        let span = self.clauses.span(words.clone());
        Draft { words, span, kind, actor, party: None, how, written: span }
    }

    fn enter(&mut self, draft: Draft) {
        let at = self.drafts.len();
        for word in draft.words.clone() {
            if let Some(slot) = self.covered.get_mut(word) {
                *slot = Some(at);
            }
        }
        self.drafts.push(draft);
    }

    /// Takes back the drafts inside `words`: a longer name stands there.
    fn clear(&mut self, words: &Range<usize>) {
        for word in words.clone() {
            if let Some(at) = self.covered[word] {
                self.drafts[at].words = 0..0;
                for slot in self.covered.iter_mut().filter(|slot| **slot == Some(at)) {
                    *slot = None;
                }
            }
        }
    }

    // Other capitalised names.

    /// Organisations first: a "union official" may come before the union's full name.
    fn other_names(&mut self) {
        let sentences: Vec<Range<usize>> = self.page.parse.sentences.iter().map(|s| s.tokens.clone()).collect();
        for organisations in [true, false] {
            for sentence in &sentences {
                let mut at = sentence.start;
                while at < sentence.end {
                    let name = self.name_from(at, sentence.end);
                    at = name.end.max(at + 1);
                    let name = self.without_address(name);
                    match name.is_empty() {
                        true => {}
                        false if self.organisation_noun(name.end - 1..name.end).is_some() => self.read_organisation(name),
                        false if organisations => self.read_long_organisation(name),
                        false => self.read_name(name, sentence),
                    }
                }
            }
        }
    }

    /// An organisation whose noun is not the last word: "National Union of Weavers"; not where a title stands in it.
    fn read_long_organisation(&mut self, name: Range<usize>) {
        let titled = name.clone().any(|w| w + 1 < name.end && self.speaking_role(w).is_some() && self.covered[w].is_none());
        if !titled && self.organisation_noun(self.without_parties(name.clone())).is_some() {
            self.read_organisation(name);
        }
    }

    fn is_capitalised(&self, word: usize) -> bool {
        let form = self.clauses.word(word);
        form.chars().next().is_some_and(char::is_uppercase) && form.chars().any(char::is_alphabetic)
    }

    fn is_time(&self, word: usize) -> bool {
        let token = self.page.parse.tokens[word];
        let span = Span { start: token.start, end: token.end };
        self.page.times.iter().any(|t| t.span.overlaps(span))
    }

    fn is_name_word(&self, word: usize) -> bool {
        let named = match self.clauses.upos(word) {
            Upos::Propn => true,
            Upos::Adj | Upos::Noun => !self.opens_sentence(word),
            _ => false,
        };
        self.is_capitalised(word) && (named || self.covered[word].is_some() || self.is_role(word)) && !self.is_time(word)
    }

    fn opens_sentence(&self, word: usize) -> bool {
        self.page.parse.sentence_of(word).is_none_or(|s| self.page.parse.sentences[s].tokens.start == word)
            || matches!(self.before(word), "\"" | "“" | "``" | ":")
    }

    fn is_role(&self, word: usize) -> bool {
        self.reader.lexicon.roles.of(self.clauses.lemma(word)).is_some()
    }

    /// The longest run of name words from `at`: capitalised, joined by particles, and by "of", "for", "and" in the name of an organisation.
    fn name_from(&self, at: usize, end: usize) -> Range<usize> {
        if !self.is_name_word(at) {
            return at..at;
        }
        let mut last = at;
        loop {
            let next = last + 1;
            let joins = |word: usize| word < end && self.is_name_word(word);
            if joins(next) {
                last = next;
            } else if next < end && PARTICLES.contains(&self.clauses.word(next)) && joins(next + 1) {
                last = next + 1;
            } else if next < end
                && PARTICLES.contains(&self.clauses.word(next))
                && next + 1 < end
                && PARTICLES.contains(&self.clauses.word(next + 1))
                && joins(next + 2)
            {
                last = next + 2;
            } else if next < end && self.clauses.is(next, "-") && joins(next + 1) && self.touch(last, next + 1) {
                // "Ann Lee-Smith"
                last = next + 1;
            } else if next < end && self.joins_title(at..last + 1, next, end) {
                last = if self.clauses.is(next + 1, "the") { next + 2 } else { next + 1 };
            } else {
                break;
            }
        }
        at..last + 1
    }

    /// After "of", "for", "on", "and" the name of an organisation goes on with capitalised words; with another party's name only after "of".
    fn joins_title(&self, so_far: Range<usize>, joint: usize, end: usize) -> bool {
        let joins = match self.clauses.word(joint) {
            "of" | "for" => self.organisation_noun(so_far).is_some(),
            "and" => self.organisation_noun(so_far.clone()).is_some_and(|noun| noun + 1 < so_far.end),
            "on" => matches!(self.clauses.word(so_far.end - 1), "Conference" | "Council" | "Commission" | "Committee"),
            _ => false,
        };
        let next = joint + 1;
        // "Movement for the Liberation of the Coast"
        let next = if next + 1 < end && matches!(self.clauses.word(joint), "of" | "for") && self.clauses.word(next) == "the" {
            next + 1
        } else {
            next
        };
        joins
            && next < end
            && self.is_capitalised(next)
            && !self.is_time(next)
            && (self.covered[next].is_none() || self.clauses.is(joint, "of"))
    }

    /// Whether nothing but a hyphen stands between the two words.
    fn touch(&self, first: usize, last: usize) -> bool {
        self.clauses.span(last..last + 1).start == self.clauses.span(first..first + 1).end + 1
    }

    fn organisation_noun(&self, words: Range<usize>) -> Option<usize> {
        words.rev().find(|w| ORGANISATIONS.contains(&self.clauses.word(*w).trim_end_matches('.').to_lowercase().as_str()))
    }

    fn read_name(&mut self, name: Range<usize>, sentence: &Range<usize>) {
        let offices = name.clone().rev().find(|w| *w + 1 < name.end && self.speaking_role(*w).is_some() && self.covered[*w].is_none());
        let (title, bearer) = match offices {
            Some(office) => (name.start..office + 1, office + 1..name.end),
            None => (name.start..name.start, name.clone()),
        };
        let bearer = self.without_parties(bearer);
        if bearer.is_empty() {
            return;
        }
        if bearer.clone().all(|w| self.covered[w].is_some()) {
            return self.read_title_of_known(&bearer);
        }
        // "Boris Rubio" is somebody else than the Rubio that the codebook knows; "Rubio Street" and "State Marco Rubio" name nobody new.
        let is_family = |w: usize| self.covered[w].is_some_and(|d| self.drafts[d].how == "surname");
        let has_family =
            is_family(bearer.end - 1) && bearer.clone().take(bearer.len() - 1).all(|w| self.covered[w].is_none() && !self.is_initial(w));
        if bearer.clone().any(|w| self.covered[w].is_some()) && !has_family {
            return;
        }
        self.read_person(bearer, title, sentence, has_family);
    }

    /// Whether the noun is one that a single person bears.
    fn is_bearer(&self, word: usize) -> bool {
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(word));
        role.is_some_and(|r| r != Role::Body) && matches!(self.page.parse.tokens[word].xpos, Xpos::Nn | Xpos::Nnp)
    }

    /// Without "Mr.", "Dr." before it.
    fn without_address(&self, name: Range<usize>) -> Range<usize> {
        let start = name.clone().find(|w| !ADDRESSES.contains(&self.clauses.word(*w).trim_end_matches('.'))).unwrap_or(name.end);
        start..name.end
    }

    fn is_initial(&self, word: usize) -> bool {
        self.clauses.word(word).trim_end_matches('.').chars().count() == 1
    }

    fn speaking_role(&self, word: usize) -> Option<Role> {
        self.reader.lexicon.roles.of(self.clauses.lemma(word)).filter(|r| matches!(r, Role::Speaks | Role::Chairs))
    }

    /// The words without the parties that lead them ("U.S.", "Peru").
    fn without_parties(&self, words: Range<usize>) -> Range<usize> {
        let mut start = words.start;
        while start < words.end && self.party_at(start).is_some() && self.covered[start] != self.covered[words.end - 1] {
            start += 1;
        }
        start..words.end
    }

    fn party_at(&self, word: usize) -> Option<Actor> {
        let draft = &self.drafts[(*self.covered.get(word)?)?];
        (draft.kind != MentionKind::Person).then_some(draft.actor)
    }

    /// A known person may stand with a title that says on whose behalf, when the codebook knows no office of that day.
    fn read_title_of_known(&mut self, bearer: &Range<usize>) {
        let Some(at) = self.covered[bearer.start] else { return };
        if self.drafts[at].kind == MentionKind::Person && self.is_former(bearer.start) {
            self.drafts[at].party = None;
            self.drafts[at].how = "former";
        }
    }

    fn is_former(&self, word: usize) -> bool {
        (word.saturating_sub(6)..word)
            .rev()
            .take_while(|w| matches!(self.clauses.upos(*w), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp))
            .any(|w| {
                matches!(self.clauses.lemma(w), "former" | "ex" | "late" | "onetime" | "ex-president" | "ex-minister")
                    || self.clauses.word(w).starts_with("ex-")
            })
    }

    fn read_organisation(&mut self, name: Range<usize>) {
        let Some(noun) = self.organisation_noun(name.clone()) else { return };
        let is_body = self.reader.lexicon.roles.of(&self.clauses.word(noun).to_lowercase()) == Some(Role::Body);
        let led_by_party = self.party_at(name.start).is_some();
        // "Peruvian Foreign Ministry": the state itself, read as a group noun with its adjective.
        if (is_body && led_by_party) || name.len() < 2 {
            return;
        }
        let known = name.clone().filter(|w| self.covered[*w].is_some()).count();
        if known == name.len() {
            return;
        }
        self.clear(&name);
        let words = self.words_of(name.clone());
        let at = self.newcomer(words, false);
        self.enter(self.draft(name.clone(), MentionKind::Party, Actor::Found(at), "name"));
        self.read_abbreviation(name.end, Actor::Found(at));
    }

    /// "…, ICCO, …" or "… (ICCO)" after a name is its abbreviation.
    fn read_abbreviation(&mut self, after: usize, actor: Actor) {
        let opens = after < self.covered.len() && matches!(self.clauses.word(after), "," | "(" | "<");
        if opens && after + 1 < self.covered.len() && is_abbreviation(self.clauses.word(after + 1)) && self.covered[after + 1].is_none() {
            let words = after + 1..after + 2;
            self.enter(self.draft(words, MentionKind::Party, actor, "abbreviation"));
        }
    }

    fn newcomer(&mut self, name: String, is_person: bool) -> usize {
        if let Some(at) = self.found.iter().position(|n| n.name == name && n.is_person == is_person) {
            return at;
        }
        self.found.push(Newcomer { name, is_person, role: None, party: None });
        self.found.len() - 1
    }

    fn read_person(&mut self, bearer: Range<usize>, title: Range<usize>, sentence: &Range<usize>, has_family: bool) {
        let before = self.title_before(bearer.start, title, sentence.start).or_else(|| self.role_before(bearer.start, sentence.start));
        let after = self.role_after(bearer.end, sentence.end);
        let possessor = self.possessor_before(bearer.start);
        let spoken = self.is_source(bearer.end - 1) && bearer.len() >= 2;
        let heads_a_list = self.clauses.is(bearer.end, ":");
        let repeated = !heads_a_list && bearer.len() >= 2 && bearer.len() <= 4 && self.surname_returns(&bearer);
        let honoured = ADDRESSES.contains(&self.before(bearer.start).trim_end_matches('.'));
        let one_word = bearer.len() == 1 && before.is_none() && !honoured;
        if one_word || !(before.is_some() || after.is_some() || possessor.is_some() || spoken || repeated || honoured || has_family) {
            return;
        }
        self.clear(&bearer);
        let at = self.newcomer(self.words_of(bearer.clone()), true);
        let former = self.is_former(bearer.start);
        let role = before.clone().or(after);
        let newcomer = &mut self.found[at];
        if let Some((noun, side)) = role {
            newcomer.role.get_or_insert(noun.0);
            if !former && newcomer.party.is_none() && noun.1 == Role::Speaks {
                newcomer.party = side.or(possessor.map(Side::Actor));
            }
        } else if newcomer.party.is_none() && !former {
            newcomer.party = possessor.map(Side::Actor);
        }
        self.enter(self.draft(bearer, MentionKind::Person, Actor::Found(at), "name"));
    }

    /// The title before a name: the noun with its role, and for whom it speaks ("U.S. Agriculture **Secretary**", "producer **spokesman**").
    fn title_before(&self, name: usize, title: Range<usize>, first: usize) -> Option<((String, Role), Option<Side>)> {
        let office = if title.is_empty() { name.checked_sub(1).filter(|w| *w >= first)? } else { title.end - 1 };
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(office)).filter(|r| *r != Role::Body)?;
        let mut start = office;
        while start > first
            && matches!(self.clauses.upos(start - 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part)
            && !self.is_time(start - 1)
        {
            start -= 1;
        }
        let party = (start..office).rev().find_map(|w| self.party_at(w)).map(Side::Actor);
        let party = party.or_else(|| self.bloc(office.checked_sub(1).filter(|w| *w >= start)?));
        let body = || if self.clauses.lemma(office) == "commissioner" { self.described("commission", office) } else { None };
        let side = party.or_else(|| body().or_else(|| self.state_in_hand(office, first)).map(Side::Actor));
        Some(((self.clauses.lemma(office).to_string(), role), side))
    }

    /// The one state named so far in the sentence: whose minister a bare "finance minister" is.
    fn state_in_hand(&self, office: usize, first: usize) -> Option<Actor> {
        if !matches!(self.clauses.lemma(office), "minister" | "secretary" | "premier" | "ambassador") {
            return None;
        }
        let is_state = |actor: &Actor| match actor {
            Actor::Known(Owner::Party(at)) => {
                self.reader.codebook.parties().get(*at).is_some_and(|p| p.kind == codebooks::PartyKind::State)
            }
            _ => false,
        };
        let mut states: Vec<Actor> = (first..office).filter_map(|w| self.party_at(w)).filter(is_state).collect();
        states.dedup();
        if let [only] = states[..] { Some(only) } else { None }
    }

    /// The apposition before a name: "their **chairman**, Belgium's Paul Lee".
    fn role_before(&self, name: usize, first: usize) -> Option<((String, Role), Option<Side>)> {
        let start = if self.possessor_before(name).is_some() { name.checked_sub(2)? } else { name };
        let office = start.checked_sub(2).filter(|w| *w >= first && self.clauses.word(start - 1) == ",")?;
        let role = self.speaking_role(office)?;
        let base = self.base_phrase(office);
        let side = self.party_beside(&base, office).map(Side::Actor);
        Some(((self.clauses.lemma(office).to_string(), role), side))
    }

    /// The apposition after a name: ", the Peruvian finance **minister**,", ", a **spokesman** for the union,".
    fn role_after(&self, after: usize, end: usize) -> Option<((String, Role), Option<Side>)> {
        // "Ann Lee **of Peru**, a spokeswoman for producers,"
        let of_party = self.clauses.is(after, "of") && self.party_at(after + 1).is_some();
        let after = if of_party { (after + 1..end).find(|w| self.party_at(*w).is_none()).unwrap_or(end) } else { after };
        if after >= end || self.clauses.word(after) != "," {
            return None;
        }
        if let Some(side) = self.behalf_after(after + 1, end) {
            return Some((("spokesman".to_string(), Role::Speaks), Some(side)));
        }
        let stops = |w: &usize| {
            *w < end && !matches!(self.clauses.word(*w), "," | ";" | ":") && !matches!(self.clauses.upos(*w), Upos::Verb | Upos::Aux)
        };
        let phrase: Vec<usize> = (after + 1..end).take_while(stops).take(14).collect();
        let office = *phrase.iter().find(|w| {
            self.is_bearer(**w) && self.covered[**w].is_none() && !self.is_capitalised(**w + 1) && self.clauses.upos(**w + 1) != Upos::Noun
        })?;
        let role = self.reader.lexicon.roles.of(self.clauses.lemma(office))?;
        let party = phrase.iter().take_while(|w| **w < office).filter_map(|w| self.party_at(*w)).last();
        let party = party.or_else(|| {
            let joint = self.clauses.word(office + 1);
            let topic =
                matches!(self.clauses.lemma(office), "envoy" | "negotiator" | "minister" | "secretary" | "commissioner") && joint == "for";
            let owner = phrase.iter().filter(|w| **w > office + 1).find_map(|w| self.party_at(*w));
            (matches!(joint, "of" | "for" | "at" | "with") && !topic).then_some(owner).flatten()
        });
        let side = party.map(Side::Actor).or_else(|| {
            let modifier = office.checked_sub(1).filter(|w| *w > after)?;
            self.bloc(modifier)
        });
        let of_bloc = || {
            let joint = matches!(self.clauses.word(office + 1), "for" | "of").then_some(office + 2)?;
            (joint < end).then(|| self.bloc(joint)).flatten()
        };
        Some(((self.clauses.lemma(office).to_string(), role), side.or_else(of_bloc)))
    }

    /// ", speaking on behalf of producers,", ", speaking for Peru,".
    fn behalf_after(&self, at: usize, end: usize) -> Option<Side> {
        let speaking = if self.clauses.is(at, "speaking") { at + 1 } else { at };
        let joint = match (self.clauses.word(speaking), self.clauses.word(speaking + 1), self.clauses.word(speaking + 2)) {
            ("on", "behalf", "of") => speaking + 3,
            ("for", _, _) if speaking > at => speaking + 1,
            _ => return None,
        };
        let noun = if self.clauses.is(joint, "the") { joint + 1 } else { joint };
        if noun >= end {
            return None;
        }
        self.party_at(noun).map(Side::Actor).or_else(|| self.bloc(noun))
    }

    /// The group that a common noun beside a role names: an organisation described ("union official") or a side ("producer spokesman").
    fn bloc(&self, noun: usize) -> Option<Side> {
        if self.clauses.upos(noun) != Upos::Noun {
            return None;
        }
        let lemma = self.clauses.lemma(noun);
        if let Some(actor) = self.described(lemma, noun).or_else(|| self.described(lemma, usize::MAX)) {
            return Some(Side::Actor(actor));
        }
        (self.reader.lexicon.roles.of(lemma) == Some(Role::Collective)).then(|| self.fullest_side(lemma)).flatten().map(Side::Words)
    }

    /// The fullest words of the article for a side: "producer ICCO members" rather than "producers", also out of "consumer and producer members".
    fn fullest_side(&self, lemma: &str) -> Option<String> {
        let tokens = &self.page.parse.tokens;
        let here = |w: &usize| self.clauses.lemma(*w) == lemma && self.clauses.upos(*w) == Upos::Noun;
        let fuller = (0..tokens.len())
            .filter(here)
            .filter_map(|w| self.side_from(w))
            .max_by_key(|name| (name.len(), std::cmp::Reverse(name.clone())));
        let plural = |w: &usize| tokens[*w].xpos == Xpos::Nns;
        fuller.or_else(|| (0..tokens.len()).filter(here).find(plural).map(|w| self.clauses.word(w).to_lowercase()))
    }

    /// From "producer" to a plural noun of membership after it: "producer members", "consumer [and producer] members".
    fn side_from(&self, first: usize) -> Option<String> {
        let mut words = vec![self.clauses.word(first).to_lowercase()];
        let mut at = first + 1;
        while words.len() < 4 {
            let joined = self.clauses.is(at, "and") || self.clauses.is(at, "or");
            if joined {
                at += 2;
                continue;
            }
            if !matches!(self.clauses.upos(at), Upos::Noun | Upos::Propn | Upos::Adj) {
                return None;
            }
            words.push(self.clauses.word(at).to_string());
            if MEMBERS.contains(&self.clauses.lemma(at)) && self.clauses.xpos(at) == Xpos::Nns {
                return Some(words.join(" "));
            }
            at += 1;
        }
        None
    }

    /// The organisation named before word `before` that a common noun stands for.
    fn described(&self, noun: &str, before: usize) -> Option<Actor> {
        let (_, nouns) = DESCRIPTIONS.iter().find(|(described, _)| *described == noun)?;
        let fits =
            |actor: Actor| self.name(actor).split_whitespace().any(|w| nouns.contains(&w.trim_end_matches('.').to_lowercase().as_str()));
        let named = |d: &&Draft| {
            d.kind == MentionKind::Party && !d.words.is_empty() && d.words.start < before && d.how != "adjective" && fits(d.actor)
        };
        // The one most spoken of, not the last one: an organisation named in passing is not "the union".
        let mut counts: BTreeMap<Actor, (usize, usize)> = BTreeMap::new();
        for draft in self.drafts.iter().filter(named) {
            let count = counts.entry(draft.actor).or_default();
            *count = (count.0 + 1, count.1.max(draft.words.start));
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(actor, _)| actor)
    }

    /// "Belgium's Paul de Keersmaeker": who stands before the 's.
    fn possessor_before(&self, name: usize) -> Option<Actor> {
        let mark = name.checked_sub(1)?;
        if matches!(self.clauses.word(mark), "'s" | "’s" | "'" | "’") { self.party_at(mark.checked_sub(1)?) } else { None }
    }

    /// Whether the name is the subject of a verb of saying or thinking.
    fn is_source(&self, head: usize) -> bool {
        let word = std::iter::once(head)
            .chain(self.page.parse.ancestors(head))
            .find(|w| !matches!(self.clauses.rel(*w), Rel::Flat | Rel::Compound))
            .unwrap_or(head);
        matches!(self.clauses.rel(word), Rel::Nsubj | Rel::OblAgent)
            && self.page.parse.head(word).is_some_and(|verb| {
                matches!(
                    self.clauses.lemma(verb),
                    "say" | "tell" | "add" | "write" | "argue" | "note" | "warn" | "urge" | "call" | "believe" | "insist"
                )
            })
    }

    fn surname_returns(&self, name: &Range<usize>) -> bool {
        let surname = self.clauses.word(name.end - 1);
        let alone = |w: usize| {
            self.clauses.word(w) == surname
                && matches!(self.clauses.rel(w), Rel::Nsubj | Rel::NsubjPass | Rel::NmodPoss)
                && (w == 0 || !self.is_name_word(w - 1))
        };
        (name.end..self.covered.len()).any(alone)
    }

    fn words_of(&self, words: Range<usize>) -> String {
        squeeze(self.clauses.span(words).of(&self.page.view))
    }

    // Short forms.

    fn short_forms(&mut self) {
        let mut surnames: BTreeMap<String, usize> = BTreeMap::new();
        let mut initials: BTreeMap<String, usize> = BTreeMap::new();
        let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, newcomer) in self.found.iter().enumerate() {
            let name = &newcomer.name;
            if newcomer.is_person {
                for short in short_names(name) {
                    surnames.insert(short, at);
                }
            } else {
                initials.insert(
                    name.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).filter_map(|w| w.chars().next()).collect(),
                    at,
                );
                // "Meridian" for "Meridian Air Corp", unless two names begin with it.
                let first = name.split_whitespace().next().filter(|f| f.len() > 3 && !GENERIC.contains(f) && name.contains(' '));
                if let Some(first) = first.map(|f| f.trim_end_matches("'s").to_string()) {
                    firsts.entry(first).and_modify(|other| *other = usize::MAX).or_insert(at);
                }
            }
        }
        firsts.retain(|_, at| *at != usize::MAX);
        for word in 0..self.covered.len() {
            if self.covered[word].is_none() && self.is_capitalised(word) {
                self.short_form(word, &surnames, &initials, &firsts);
            }
        }
        self.particle_surnames();
    }

    fn short_form(
        &mut self,
        word: usize,
        surnames: &BTreeMap<String, usize>,
        initials: &BTreeMap<String, usize>,
        firsts: &BTreeMap<String, usize>,
    ) {
        let form = self.clauses.word(word);
        let alone =
            word == 0 || !(self.is_name_word(word - 1) && self.covered[word - 1].is_none() && self.speaking_role(word - 1).is_none());
        let words = word..word + 1;
        if let Some(at) = surnames.get(form).filter(|_| alone) {
            self.enter(self.draft(words, MentionKind::Person, Actor::Found(*at), "surname"));
        } else if let Some(at) = initials.get(form).filter(|_| is_abbreviation(form)) {
            self.enter(self.draft(words, MentionKind::Party, Actor::Found(*at), "abbreviation"));
        } else if let Some(at) = firsts.get(form).filter(|_| self.clauses.upos(word) == Upos::Propn) {
            self.enter(self.draft(words, MentionKind::Party, Actor::Found(*at), "short form"));
        } else if alone
            && self.clauses.upos(word) == Upos::Propn
            && let Some(owner) = self.reader.codebook.by_spelling(form)
        {
            self.enter(self.draft(words, MentionKind::Person, Actor::Known(owner), "spelling"));
        } else if let Some(actor) = self.abbreviated(form) {
            self.enter(self.draft(words, MentionKind::Party, actor, "abbreviation"));
        }
    }

    /// An abbreviation that stood after a name earlier.
    fn abbreviated(&self, form: &str) -> Option<Actor> {
        let same = |d: &&Draft| d.how == "abbreviation" && !d.words.is_empty() && d.span.of(&self.page.view) == form;
        is_abbreviation(form).then(|| self.drafts.iter().find(same).map(|d| d.actor)).flatten()
    }

    /// "De Keersmaeker" for "Paul de Keersmaeker".
    fn particle_surnames(&mut self) {
        for at in 0..self.found.len() {
            let Some((_, short)) =
                self.found[at].name.split_once(' ').filter(|(_, s)| s.starts_with(char::is_lowercase) && s.contains(' '))
            else {
                continue;
            };
            let parts: Vec<String> = short.split(' ').map(str::to_string).collect();
            for word in 0..self.covered.len().saturating_sub(parts.len() - 1) {
                let words = word..word + parts.len();
                let same = words.clone().zip(&parts).all(|(w, part)| self.clauses.word(w).eq_ignore_ascii_case(part));
                if same && words.clone().all(|w| self.covered[w].is_none_or(|d| self.drafts[d].words.len() < parts.len())) {
                    self.clear(&words);
                    self.enter(self.draft(words, MentionKind::Person, Actor::Found(at), "surname"));
                }
            }
        }
    }

    // Offices and groups.

    /// "the Secretary of State", "the Ukrainian president", "the minister": the person who holds the office, if the codebook or the article says who.
    fn offices(&mut self) {
        for word in 0..self.covered.len() {
            let is_office = self.speaking_role(word) == Some(Role::Speaks)
                && self.covered[word].is_none()
                && self.page.parse.tokens[word].xpos != Xpos::Nns;
            let is_head =
                !matches!(self.clauses.rel(word), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodDesc) && !self.names_somebody(word);
            if !is_office || !is_head {
                continue;
            }
            let phrase = self.base_phrase(word);
            if !self.is_definite(&phrase) {
                continue;
            }
            let phrase = phrase.start..self.title_end(word);
            let party = self.party_beside(&phrase, word);
            if let Some((actor, how)) = self.holder_of_office(&phrase, word, party) {
                let draft = self.draft(phrase, MentionKind::Office, actor, how);
                self.drafts.push(draft);
            }
        }
    }

    /// Whether a person's name follows or explains the role noun ("President Lee", "the president, Ann Lee").
    fn names_somebody(&self, word: usize) -> bool {
        let is_person = |w: usize| self.covered.get(w).copied().flatten().is_some_and(|d| self.drafts[d].kind == MentionKind::Person);
        is_person(word + 1)
            || is_person(self.title_end(word))
            || self.page.parse.children_by(word, Rel::Appos).any(is_person)
            || self.page.parse.children_by(word, Rel::Flat).any(is_person)
            || (self.clauses.rel(word) == Rel::Appos)
    }

    /// Determiner, adjectives and nouns before a noun, with the noun.
    fn base_phrase(&self, noun: usize) -> Range<usize> {
        let parse = &self.page.parse;
        let lead = parse.children(noun).take_while(|c| *c < noun).filter(|c| {
            matches!(
                self.clauses.rel(*c),
                Rel::Det
                    | Rel::DetPredet
                    | Rel::Amod
                    | Rel::Compound
                    | Rel::Nummod
                    | Rel::NmodPoss
                    | Rel::NmodDesc
                    | Rel::NmodUnmarked
                    | Rel::Advmod
            )
        });
        let start = lead.map(|c| parse.left_edge(c)).min().unwrap_or(noun);
        // A phrase begins after the last preposition, verb or comma before its noun, whatever the tree says.
        let cut = (start..noun).rev().find(|w| {
            matches!(self.clauses.upos(*w), Upos::Adp | Upos::Verb | Upos::Aux | Upos::Punct)
                && self.covered[*w].is_none()
                && self.clauses.word(*w) != "-"
        });
        let start = cut.map_or(start, |w| w + 1);
        self.with_abbreviated(start)..noun + 1
    }

    /// "European Community, **EC, delegates**": back over an abbreviation in commas or brackets to the name before it.
    fn with_abbreviated(&self, start: usize) -> usize {
        let closed = |w: usize| matches!(self.clauses.word(w), "," | ")");
        let Some(name) = start.checked_sub(4).filter(|_| closed(start - 1)) else { return start };
        let Some(actor) =
            self.party_at(start - 2).filter(|a| self.party_at(name) == Some(*a) && matches!(self.clauses.word(start - 3), "," | "("))
        else {
            return start;
        };
        (0..=name).rev().take_while(|w| self.party_at(*w) == Some(actor)).last().unwrap_or(start)
    }

    fn is_definite(&self, phrase: &Range<usize>) -> bool {
        let first = self.clauses.word(phrase.start).to_lowercase();
        matches!(first.as_str(), "the" | "his" | "her" | "its" | "their")
            || phrase.clone().any(|w| self.party_at(w).is_some() && matches!(self.clauses.word(w + 1), "'s" | "’s"))
    }

    /// The end of a title with its complement: "Secretary **of State**".
    fn title_end(&self, noun: usize) -> usize {
        let complement =
            self.clauses.is(noun + 1, "of") && matches!(self.clauses.lemma(noun + 2), "state" | "defense" | "defence" | "treasury");
        if complement { noun + 3 } else { noun + 1 }
    }

    /// The party named beside a role noun, before it or after "of", "for", "from".
    fn party_beside(&self, phrase: &Range<usize>, noun: usize) -> Option<Actor> {
        let described =
            |w: usize| if self.is_capitalised(w) && !self.opens_sentence(w) { self.described(self.clauses.lemma(w), noun) } else { None };
        let before = (phrase.start..noun).rev().find_map(|w| self.party_at(w).or_else(|| described(w)));
        before.or_else(|| {
            let mut links = self.page.parse.children_by(noun, Rel::Nmod).filter(|c| {
                let case = self.clauses.preposition(*c).map(|p| self.clauses.word(p)).unwrap_or("");
                matches!(case, "of" | "from" | "for" | "at" | "with")
                    && !(case == "for"
                        && matches!(self.clauses.lemma(noun), "envoy" | "minister" | "secretary" | "negotiator" | "commissioner"))
            });
            links.find_map(|c| self.party_at(c))
        })
    }

    fn holder_of_office(&self, phrase: &Range<usize>, noun: usize, party: Option<Actor>) -> Option<(Actor, &'static str)> {
        let titled: Vec<usize> = phrase
            .clone()
            .filter(|w| self.party_at(*w).is_none() && !matches!(self.clauses.upos(*w), Upos::Det | Upos::Part | Upos::Pron))
            .collect();
        let words: Vec<&str> = titled.iter().map(|w| self.clauses.word(*w)).collect();
        let day = self.page.article.published;
        let book = self.reader.codebook;
        for skip in 0..words.len() {
            let title = words[skip..].join(" ");
            let known = |d: &Draft| match d.actor {
                Actor::Known(Owner::Person(at)) if d.kind == MentionKind::Person => book.people().get(at).map(|p| (at, p)),
                _ => None,
            };
            let bears = |person: &codebooks::Person| {
                person.offices.iter().any(|o| {
                    (o.title.eq_ignore_ascii_case(&title) || o.also.iter().any(|t| t.eq_ignore_ascii_case(&title)))
                        && (day.is_none() || o.covers(day))
                        && party.is_none_or(|p| self.book_name(p) == Some(o.party.as_str()))
                })
            };
            // Somebody of that office whom the article has named before; the nearest.
            let named = self
                .drafts
                .iter()
                .filter(|d| !d.words.is_empty() && d.words.start < noun)
                .filter_map(|d| known(d).filter(|(_, p)| bears(p)).map(|(at, _)| (d.words.start, at)));
            if let Some((_, at)) = named.max() {
                return Some((Actor::Known(Owner::Person(at)), "office"));
            }
            if let Some(person) = party.and_then(|p| book.in_office(&title, self.book_name(p)?, day)) {
                let at = book.people().iter().position(|p| p.name == person.name)?;
                return Some((Actor::Known(Owner::Person(at)), "office"));
            }
        }
        let lemma = self.clauses.lemma(noun);
        let titled =
            |n: &Newcomer| n.is_person && n.role.as_deref() == Some(lemma) && party.is_none_or(|p| n.party == Some(Side::Actor(p)));
        let earlier = self.drafts.iter().filter(|d| !d.words.is_empty() && d.words.start < noun).filter_map(|d| match d.actor {
            Actor::Found(at) if self.found.get(at).is_some_and(titled) => Some((d.words.start, at)),
            _ => None,
        });
        earlier.max().map(|(_, at)| (Actor::Found(at), "title"))
    }

    fn book_name(&self, actor: Actor) -> Option<&str> {
        match actor {
            Actor::Known(owner) => Some(self.reader.codebook.printed(owner)),
            _ => None,
        }
    }

    /// Groups and unnamed speakers as they are written: "some U.S. officials", "delegates", "the government".
    fn groups(&mut self) {
        for word in 0..self.covered.len() {
            let Some(role) = self.reader.lexicon.roles.of(self.clauses.lemma(word)) else { continue };
            let is_noun = matches!(self.clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron) && self.covered[word].is_none();
            let is_head = !matches!(self.clauses.rel(word), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodDesc | Rel::Fixed)
                && !self.names_somebody(word);
            let read = self.drafts.iter().any(|d| d.kind == MentionKind::Office && d.words.contains(&word));
            if is_noun && is_head && !read {
                self.group(word, role);
            }
        }
    }

    fn group(&mut self, noun: usize, role: Role) {
        let base = self.base_phrase(noun);
        let party = self.party_beside(&base, noun);
        if party.is_none()
            && self.is_definite(&base)
            && base.len() <= 2
            && let Some(actor) = self.described(self.clauses.lemma(noun), noun)
        {
            let draft = self.draft(base, MentionKind::Party, actor, "description");
            return self.drafts.push(draft);
        }
        let bare = base.len() == 1 || (base.len() == 2 && self.clauses.is(base.start, "the"));
        // "most consumers and producers": the count holds for both.
        let counted =
            self.clauses.rel(noun) == Rel::Conj && self.page.parse.head(noun).is_some_and(|first| self.base_phrase(first).len() > 1);
        let bare = bare && !counted;
        if bare
            && role == Role::Collective
            && self.clauses.xpos(noun) == Xpos::Nns
            && let Some(full) = self.fullest_side(self.clauses.lemma(noun)).filter(|full| full.contains(' '))
        {
            let at = self.newcomer(full, false);
            let draft = self.draft(self.without_article(base), MentionKind::Group, Actor::Found(at), "full name");
            return self.drafts.push(draft);
        }
        let quantified = base.clone().any(|w| {
            matches!(
                self.clauses.lemma(w),
                "some" | "many" | "several" | "most" | "few" | "other" | "certain" | "various" | "more" | "number" | "private" | "former"
            )
        });
        // "Those figures" takes up a group named before.
        let pointing = matches!(self.clauses.word(base.start).to_lowercase().as_str(), "those" | "these");
        if pointing && let Some(at) = self.antecedent(base.start, Seeks::Many) {
            let Draft { actor, party, written, .. } = self.drafts[at].clone();
            let draft = self.draft(base, MentionKind::Group, actor, "taken up");
            return self.drafts.push(Draft { party, written, ..draft });
        }
        let words = self.without_article(base.start..self.phrase_end(noun));
        let draft = match (role, party) {
            (Role::Body, Some(actor)) if !quantified => self.draft(words, MentionKind::Party, actor, "body"),
            (Role::Speaks, Some(actor)) if !quantified => {
                Draft { party: Some(Side::Actor(actor)), ..self.draft(words, MentionKind::Group, Actor::AsWritten, "role") }
            }
            _ => self.draft(words, MentionKind::Group, Actor::AsWritten, "as written"),
        };
        self.drafts.push(draft);
    }

    fn without_article(&self, words: Range<usize>) -> Range<usize> {
        let bare = words.len() > 1
            && (self.clauses.is(words.start, "the") || self.clauses.is(words.start, "these") || self.clauses.is(words.start, "those"));
        if bare { words.start + 1..words.end } else { words }
    }

    /// The end of a group's words: with "of", "in", "from" and "close to" phrases that follow at once and are short.
    fn phrase_end(&self, noun: usize) -> usize {
        let parse = &self.page.parse;
        if self.clauses.is(noun + 1, "close") && self.clauses.is(noun + 2, "to") {
            let goes_on = |w: &usize| matches!(self.clauses.upos(*w), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part);
            return (noun + 3..parse.tokens.len()).take_while(goes_on).last().map_or(noun + 1, |w| w + 1);
        }
        let speaks = self.speaking_role(noun).is_some();
        let joins = |c: &usize| {
            let case = self.clauses.preposition(*c).map(|p| self.clauses.word(p)).unwrap_or("");
            let phrase =
                self.clauses.rel(*c) == Rel::Nmod && (matches!(case, "of" | "in" | "from" | "within") || (case == "for" && speaks));
            *c > noun && parse.left_edge(*c) == noun + 1 && parse.subtree(*c).len() <= 6 && phrase
        };
        parse.children(noun).find(joins).map_or(noun + 1, |c| parse.right_edge(c) + 1)
    }

    // Pronouns.

    fn pronouns(&mut self) {
        for word in 0..self.covered.len() {
            if self.clauses.upos(word) != Upos::Pron || self.clauses.rel(word) == Rel::Expl || self.is_empty_subject(word) {
                continue;
            }
            let seeks = match self.clauses.word(word).to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" => Seeks::Person(Pronoun::He),
                "she" | "her" | "hers" | "herself" => Seeks::Person(Pronoun::She),
                "it" if matches!(self.clauses.rel(word), Rel::Nsubj | Rel::NsubjPass) => Seeks::Party,
                "its" => Seeks::Party,
                "they" | "them" | "their" | "themselves" => Seeks::Many,
                _ => continue,
            };
            if let Some(at) = self.antecedent(word, seeks) {
                let Draft { actor, party, written, .. } = self.drafts[at].clone();
                let pronoun = self.draft(word..word + 1, MentionKind::Pronoun, actor, "pronoun");
                self.drafts.push(Draft { party, written, ..pronoun });
            }
        }
    }

    /// "It is too early to say", "it seems that": no one is meant.
    fn is_empty_subject(&self, word: usize) -> bool {
        let Some(predicate) = self
            .page
            .parse
            .head(word)
            .filter(|_| self.clauses.is(word, "it") && matches!(self.clauses.rel(word), Rel::Nsubj | Rel::NsubjPass))
        else {
            return false;
        };
        let of_clause = self.clauses.child(predicate, &[Rel::Csubj, Rel::Ccomp, Rel::Xcomp, Rel::Advcl]).is_some();
        let copular = self.clauses.child(predicate, &[Rel::Cop]).is_some();
        // "It is ready to talk" means somebody; "it is too early to talk" nobody.
        let attitude = self.reader.lexicon.positions.starting_with(self.clauses.lemma(predicate)).next().is_some();
        let empty = copular && !attitude
            || matches!(self.clauses.lemma(predicate), "seem" | "appear" | "happen" | "remain")
            || self.clauses.is_passive(predicate);
        of_clause && empty
    }

    /// The last fitting mention in the same sentence or the two before: a subject before any other, the nearer sentence before the farther.
    fn antecedent(&self, word: usize, seeks: Seeks) -> Option<usize> {
        let parse = &self.page.parse;
        let sentence = parse.sentence_of(word)?;
        let quoted = |span: Span| self.page.quotes.iter().any(|q| q.span.contains(span));
        let own = self.clauses.span(word..word + 1);
        let reach = parse.sentences[sentence.saturating_sub(2)].tokens.start;
        let candidates = self.drafts.iter().enumerate().filter(|(_, d)| {
            d.words.start >= reach
                && !d.words.is_empty()
                && d.words.end <= word
                && d.kind != MentionKind::Pronoun
                && d.how != "adjective"
                && (quoted(own) || !quoted(d.span))
                && self.fits(d, seeks)
        });
        let ranked = candidates.filter_map(|(at, d)| {
            let far = sentence.checked_sub(parse.sentence_of(d.words.start)?)?;
            (far <= if matches!(seeks, Seeks::Party) { 1 } else { 2 }).then_some(())?;
            Some({
                let head = self.head_of(&d.words);
                let role = match self.clauses.rel(head) {
                    Rel::Nsubj | Rel::NsubjPass => 2,
                    Rel::Obj | Rel::Iobj | Rel::OblAgent => 1,
                    _ => 0,
                };
                let plural = matches!(self.page.parse.tokens[head].xpos, Xpos::Nns | Xpos::Nnps);
                // "…, delegates said. They have demanded …": whoever is only quoted is not spoken of, unless the pronoun is a voice too.
                let voice = matches!(seeks, Seeks::Many) && self.is_source(head) == self.is_source(word);
                (std::cmp::Reverse(far), voice, role, matches!(seeks, Seeks::Many) && plural, d.words.start, at)
            })
        });
        ranked.max().map(|(_, _, _, _, _, at)| at)
    }

    fn head_of(&self, words: &Range<usize>) -> usize {
        words.clone().find(|w| self.page.parse.head(*w).is_none_or(|h| !words.contains(&h))).unwrap_or(words.start)
    }

    fn fits(&self, draft: &Draft, seeks: Seeks) -> bool {
        let is_person = matches!(draft.kind, MentionKind::Person | MentionKind::Office);
        let plural = draft.kind == MentionKind::Group
            && draft.words.clone().any(|w| matches!(self.page.parse.tokens[w].xpos, Xpos::Nns | Xpos::Nnps));
        match seeks {
            Seeks::Person(pronoun) => {
                let single = draft.kind == MentionKind::Group && !plural && draft.how != "as written";
                (is_person || single) && self.pronoun_of(draft.actor).is_none_or(|known| known == pronoun || known == Pronoun::They)
            }
            Seeks::Party => matches!(draft.kind, MentionKind::Party | MentionKind::PlaceAsParty) && draft.how != "people",
            Seeks::Many if is_person => {
                let head = self.head_of(&draft.words);
                self.page
                    .parse
                    .children_by(head, Rel::Conj)
                    .any(|c| self.covered[c].is_some_and(|d| self.drafts[d].kind == MentionKind::Person))
            }
            Seeks::Many => plural || draft.kind == MentionKind::Group || draft.how == "people" || draft.how == "description",
        }
    }

    fn pronoun_of(&self, actor: Actor) -> Option<Pronoun> {
        match actor {
            Actor::Known(Owner::Person(at)) => self.reader.codebook.people().get(at)?.pronoun,
            _ => None,
        }
    }

    // Printing.

    fn mentions(self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = self.drafts.iter().filter(|d| !d.words.is_empty()).map(|d| self.printed(d)).collect();
        mentions.sort_by_key(|m| (m.span, m.kind));
        mentions.dedup_by_key(|m| m.span);
        mentions
    }

    fn printed(&self, draft: &Draft) -> Mention {
        let actor = if draft.actor == Actor::AsWritten { self.as_written(draft.written) } else { self.name(draft.actor) };
        let party = match (&draft.party, draft.how) {
            (Some(Side::Actor(of)), _) => Some(self.name(*of)),
            (Some(Side::Words(words)), _) => Some(words.clone()),
            (None, "former") => None,
            (None, _) => self.speaks_for(draft.actor),
        };
        Mention { span: draft.span, kind: draft.kind, actor: Some(actor), party, how: draft.how }
    }

    /// For whom an actor speaks: a party for itself, a person by office on the article's day or by the article's own words.
    fn speaks_for(&self, actor: Actor) -> Option<String> {
        match actor {
            Actor::Known(Owner::Party(_)) => Some(self.name(actor)),
            Actor::Known(Owner::Person(at)) => {
                let party = self.reader.codebook.people().get(at)?.speaks_for(self.page.article.published)?;
                Some(party.to_string())
            }
            Actor::Found(at) => match self.found.get(at)? {
                Newcomer { is_person: false, name, .. } => Some(name.clone()),
                Newcomer { party: Some(Side::Actor(of)), .. } => Some(self.name(*of)),
                Newcomer { party: Some(Side::Words(words)), .. } => Some(words.clone()),
                _ => None,
            },
            Actor::AsWritten => None,
        }
    }

    /// The printed name: the codebook's for a negotiation of its own, else the fullest that this article gives.
    fn name(&self, actor: Actor) -> String {
        match actor {
            Actor::Found(at) => self.found.get(at).map(|n| n.name.clone()).unwrap_or_default(),
            Actor::Known(owner) if self.reader.codebook.is_own() => self.reader.codebook.printed(owner).to_string(),
            Actor::Known(owner) => {
                let forms = self
                    .drafts
                    .iter()
                    .filter(|d| !d.words.is_empty() && d.actor == actor && d.how == "alias")
                    .map(|d| squeeze(d.span.of(&self.page.view)));
                let printed = self.reader.codebook.printed(owner);
                forms
                    .filter(|f| !is_shouted(f, printed))
                    .max_by_key(|f| (f.len(), std::cmp::Reverse(f.clone())))
                    .unwrap_or_else(|| printed.to_string())
            }
            Actor::AsWritten => String::new(),
        }
    }

    /// A group's words on one line; a party's abbreviation at their head is written out as the article does elsewhere.
    fn as_written(&self, span: Span) -> String {
        let mut text = String::new();
        let mut at = span.range().start;
        let inside = self.drafts.iter().filter(|d| {
            !d.words.is_empty() && matches!(d.how, "alias" | "abbreviation") && span.contains(d.span) && d.kind == MentionKind::Party
        });
        let mut inside: Vec<(Span, String)> = inside.map(|d| (d.span, self.name(d.actor))).collect();
        inside.sort();
        for (part, name) in inside {
            let range = part.range();
            // "European Community, EC, delegates": the abbreviation says the name again.
            let again = text.ends_with(&name) && self.page.view.get(at..range.start).is_some_and(|t| matches!(t.trim(), "," | "("));
            if again {
                let rest = self.page.view.get(range.end..).unwrap_or("");
                at = range.end + rest.find([',', ')']).map_or(0, |mark| if mark <= 1 { mark + 1 } else { 0 });
            } else if range.start == span.range().start {
                text.push_str(self.page.view.get(at..range.start).unwrap_or(""));
                text.push_str(&name);
                at = range.end;
            }
        }
        text.push_str(self.page.view.get(at..span.range().end).unwrap_or(""));
        squeeze(&text)
    }
}

/// Whom a pronoun can mean.
#[derive(Clone, Copy)]
enum Seeks {
    Person(Pronoun),
    Party,
    Many,
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a name stands in capitals throughout without being an abbreviation.
fn is_shouted(name: &str, printed: &str) -> bool {
    let capitals = name.chars().all(|c| !c.is_lowercase());
    capitals && (name.len() > 5 && !name.contains('.') || (name != printed && name == printed.to_uppercase()))
}

fn is_abbreviation(word: &str) -> bool {
    (2..=7).contains(&word.len())
        && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '-')
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// The forms in which a person comes back: the last word of the name, and what follows a first particle.
fn short_names(name: &str) -> Vec<String> {
    name.rsplit(' ').next().filter(|_| name.contains(' ')).map(str::to_string).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use codebooks::Codebook;
    use model::{Article, Date};

    use super::*;
    use crate::references::{named, named_all};

    fn page<'a>(article: &'a Article, reader: &Reader<'_>) -> Page<'a> {
        let mut page = Page::open(article, reader);
        page.mentions = find(&page, reader);
        page
    }

    /// What the words refer to: "actor / party (how)".
    fn resolved(text: &str, words: &str) -> String {
        in_codebook(Codebook::world(), text, words)
    }

    fn in_codebook(book: &Codebook, text: &str, words: &str) -> String {
        let reader = Reader::new(book);
        let mut article = Article::plain("test", text);
        article.published = Date::new(2031, 5, 2).ok();
        let page = page(&article, &reader);
        let found = page.mentions.iter().rev().find(|m| m.span.of(text) == words);
        found.map_or("nothing".to_string(), |m| {
            format!("{} / {} ({})", m.actor.as_deref().unwrap_or("-"), m.party.as_deref().unwrap_or("-"), m.how)
        })
    }

    #[test]
    fn parties_are_named_as_fully_as_the_text_does() {
        let text = "The U.S. objected. The United States will vote on Monday. American officials objected.";
        assert_eq!(resolved(text, "U.S."), "United States / United States (alias)");
        assert_eq!(resolved("The U.S. objected.", "U.S."), "U.S. / U.S. (alias)");
        assert_eq!(resolved(text, "American officials"), "American officials / United States (role)");
    }

    #[test]
    fn a_city_is_a_party_only_where_it_acts() {
        assert_eq!(resolved("Lima rejected the draft.", "Lima"), "nothing", "Lima alone is ambiguous");
        assert_eq!(resolved("Ottawa rejected the draft.", "Ottawa"), "Canada / Canada (capital)");
        assert_eq!(resolved("Ministers met in Ottawa on Monday.", "Ottawa"), "nothing");
        assert_eq!(resolved("The Kremlin rejected the draft.", "Kremlin"), "Russia / Russia (metonym)");
    }

    #[test]
    fn ambiguous_names_stand_among_parties_or_beside_their_own() {
        assert_eq!(resolved("Jordan, with China and India, opposed the review.", "Jordan"), "Jordan / Jordan (alias)");
        assert_eq!(resolved("Coach Michael Jordan liked the review.", "Jordan"), "nothing");
    }

    #[test]
    fn a_title_makes_a_person_speak_for_a_party() {
        let text = "Chilean Trade Minister Rosa Prado said the draft was weak. Prado left early. She will return.";
        assert_eq!(resolved(text, "Rosa Prado"), "Rosa Prado / Chile (name)");
        assert_eq!(resolved(text, "Prado"), "Rosa Prado / Chile (surname)");
        assert_eq!(resolved(text, "She"), "Rosa Prado / Chile (pronoun)");
    }

    #[test]
    fn an_apposition_does_so_too_and_a_chair_speaks_for_itself() {
        let text = "\"We object,\" said Tom Hale, a union official. The National Union of Weavers struck on Friday.";
        assert_eq!(resolved(text, "Tom Hale"), "Tom Hale / National Union of Weavers (name)");
        assert_eq!(resolved("Council chairman Ann Lee of Peru urged patience.", "Ann Lee"), "Ann Lee / - (name)");
        assert_eq!(
            resolved("Ann Lee of Peru, speaking for exporters, urged patience. The exporters met.", "Ann Lee"),
            "Ann Lee / exporters (name)"
        );
        assert_eq!(resolved("Former Chilean minister Rosa Prado urged patience.", "Rosa Prado"), "Rosa Prado / - (name)");
    }

    #[test]
    fn organisations_come_back_by_initials_and_by_their_noun() {
        let text = "The National Union of Weavers met. NUW members voted. The union rejected the offer.";
        assert_eq!(resolved(text, "The union"), "National Union of Weavers / National Union of Weavers (description)");
        let text = "The Pepper Growers Association (PGA) met on Friday. PGA rejected the offer.";
        assert_eq!(resolved(text, "PGA"), "Pepper Growers Association / Pepper Growers Association (abbreviation)");
    }

    #[test]
    fn groups_stay_as_they_are_written() {
        assert_eq!(resolved("Some U.S. officials doubt it.", "Some U.S. officials"), "Some U.S. officials / - (as written)");
        assert_eq!(resolved("A senior delegate said so.", "A senior delegate"), "A senior delegate / - (as written)");
        assert_eq!(resolved("The Chilean government said so.", "Chilean government"), "Chile / Chile (body)");
        let text = "European Community, EC, delegates said EC consumers accepted it.";
        assert_eq!(resolved(text, "EC consumers"), "European Community consumers / - (as written)");
    }

    const PEOPLE: &str = r#"
        [[person]]
        name = "Oleksandr Koval"
        pronoun = "he"
        offices = [{ title = "President", party = "Peru", start = "2030-01-01", end = "2031-12-31", single_seat = true }]
        [[person]]
        name = "Ines Rocha"
        pronoun = "she"
        offices = [{ title = "Secretary of State", party = "Chile", start = "2031" }, { title = "Mayor", party = "Peru", end = "2030" }]"#;

    #[test]
    fn offices_and_spellings_follow_the_codebook_and_the_day() {
        let book = Codebook::from_files(&[("people.toml", PEOPLE)]).expect("a codebook");
        assert_eq!(in_codebook(&book, "The Peruvian president left.", "The Peruvian president"), "Oleksandr Koval / Peru (office)");
        assert_eq!(
            in_codebook(&book, "Rocha spoke. The Secretary of State left.", "The Secretary of State"),
            "Ines Rocha / Chile (office)"
        );
        assert_eq!(in_codebook(&book, "On Monday Kovall spoke.", "Kovall"), "Oleksandr Koval / Peru (spelling)");
        assert_eq!(in_codebook(&book, "On Monday Kovalova spoke.", "Kovalova"), "nothing");
        assert_eq!(in_codebook(&book, "Rocha met Koval. He smiled.", "He"), "Oleksandr Koval / Peru (pronoun)");
        assert_eq!(in_codebook(&book, "Boris Koval, a baker, spoke.", "Boris Koval"), "Boris Koval / - (name)");
    }

    #[test]
    fn it_that_means_nobody_stays_unresolved() {
        assert_eq!(resolved("Chile waited. It is too early to say more.", "It"), "nothing");
        assert_eq!(resolved("Chile waited. It rejected the draft.", "It"), "Chile / Chile (pronoun)");
    }

    #[test]
    fn joint_holders_are_named_each() {
        let holders = |text: &str, head: &str| {
            let article = Article::plain("test", text);
            let reader = Reader::new(Codebook::world());
            let page = page(&article, &reader);
            let word = page.parse.word_at(text.find(head).expect("the word")).expect("a word");
            assert!(named(&page, word).is_some());
            named_all(&page, word).into_iter().map(|n| n.holder).collect::<Vec<_>>()
        };
        assert_eq!(holders("Peru and Chile opposed it.", "Peru"), ["Peru", "Chile"]);
        assert_eq!(holders("Yesterday consumer and producer members agreed.", "members"), ["consumer members", "producer members"]);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn every_mention_resolves(text in "(\\PC| Peru|\n|[.] The U\\.S\\. |officials|, EC, |Minister | Ann Lee | de | of |Bank | said | he ){0,40}") {
            let article = Article::plain("test", text.clone());
            let reader = Reader::new(Codebook::world());
            for mention in page(&article, &reader).mentions {
                proptest::prop_assert!(!mention.span.of(&text).is_empty());
            }
        }
    }
}
