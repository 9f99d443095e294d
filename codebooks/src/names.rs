//! Names: every form of every party and person in one automaton, and the romanisation key that joins spellings.
//!
//! Text goes in, the names that stand in it come out, longest first, only as whole words.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Input, MatchKind};
use any_ascii::any_ascii;
use model::Span;

use crate::{Party, Person};

/// Whose name it is, by place in [`crate::Codebook::parties`] or [`crate::Codebook::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A party.
    Party(usize),
    /// A person.
    Person(usize),
}

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The printed name or an alias.
    Name,
    /// An adjective ("Brazilian").
    Demonym,
    /// Its people ("Brazilians").
    People,
    /// A city that may be just a place.
    Capital,
    /// A building or seat.
    Metonym,
    /// A person's full name, in any spelling.
    FullName,
    /// A person's family name alone.
    Family,
}

/// A name that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where (bytes).
    pub span: Span,
    /// Whose it is.
    pub owner: Owner,
    /// What kind of name.
    pub kind: NameKind,
    /// Whether it counts only beside another name of the same party.
    pub ambiguous: bool,
}

/// All names of one codebook.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
    exact: BTreeMap<String, Owner>,
    folds: BTreeMap<String, Option<Owner>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    owner: Owner,
    kind: NameKind,
    ambiguous: bool,
    rank: u8,
}

impl Names {
    /// The names of these parties and people. Parties from `first_own` on belong to the negotiation, and their names win over the world's.
    pub(crate) fn of(parties: &[Party], people: &[Person], first_own: usize) -> Names {
        let mut table: BTreeMap<String, Entry> = BTreeMap::new();
        for (at, party) in parties.iter().enumerate() {
            for (kind, forms) in forms_of_party(party) {
                for form in forms {
                    let ambiguous = party.ambiguous.iter().any(|a| a == form);
                    let rank = u8::from(at >= first_own) * 2 + u8::from(form == &party.name);
                    enter(&mut table, form, Entry { owner: Owner::Party(at), kind, ambiguous, rank });
                }
            }
        }
        let mut folds: BTreeMap<String, Option<Owner>> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            let owner = Owner::Person(at);
            for (kind, form) in forms_of_person(person) {
                enter(&mut table, form, Entry { owner, kind, ambiguous: false, rank: if kind == NameKind::FullName { 4 } else { 1 } });
                if kind == NameKind::Family {
                    let known = folds.entry(fold(form)).or_insert(Some(owner));
                    *known = known.filter(|k| *k == owner);
                }
            }
        }
        drop_shared_families(&mut table, people);
        let exact = table.iter().map(|(form, entry)| (form.clone(), entry.owner)).collect();
        let (forms, entries): (Vec<String>, Vec<Entry>) = table.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok();
        Names { automaton, entries, exact, folds }
    }

    pub(crate) fn exact(&self, form: &str) -> Option<Owner> {
        self.exact.get(form).copied()
    }

    pub(crate) fn by_fold(&self, word: &str) -> Option<Owner> {
        // A short key is shared by too many names.
        let key = fold(word);
        (key.len() >= 4).then(|| self.folds.get(&key).copied().flatten()).flatten()
    }

    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let line: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(hit) = automaton.find(Input::new(&line).span(at..line.len())) {
            if let Some(entry) = self.entries.get(hit.pattern().as_usize()).filter(|_| is_whole(&line, hit.start(), hit.end())) {
                let span = Span::new(hit.start(), hit.end());
                found.push(Found { span, owner: entry.owner, kind: entry.kind, ambiguous: entry.ambiguous });
                at = hit.end();
            } else {
                at = hit.start() + line[hit.start()..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }
}

fn forms_of_party(party: &Party) -> [(NameKind, Vec<&String>); 5] {
    [
        (NameKind::Name, std::iter::once(&party.name).chain(&party.aliases).collect()),
        (NameKind::Demonym, party.demonyms.iter().collect()),
        (NameKind::People, party.people.iter().collect()),
        (NameKind::Capital, party.capitals.iter().collect()),
        (NameKind::Metonym, party.metonyms.iter().collect()),
    ]
}

fn forms_of_person(person: &Person) -> Vec<(NameKind, &str)> {
    let kind = |form: &str| if form.contains(' ') { NameKind::FullName } else { NameKind::Family };
    let spelt = person.variants.iter().map(|v| (kind(v), v.as_str()));
    [(NameKind::FullName, person.name.as_str()), (NameKind::Family, person.family.as_str())].into_iter().chain(spelt).collect()
}

/// Enters a form with its spelling in capitals, in plain letters and with the other apostrophe. A form already entered with a higher rank stays.
fn enter(table: &mut BTreeMap<String, Entry>, form: &str, entry: Entry) {
    let plain = any_ascii(form);
    for form in [form, &form.replace('\'', "’"), &plain] {
        for form in [form.to_string(), in_capitals(form)] {
            match table.get(&form) {
                Some(known) if known.rank >= entry.rank => {}
                _ => {
                    table.insert(form, entry);
                }
            }
        }
    }
}

/// The form in capitals, as headlines and some reports print names; short forms would collide with abbreviations and stay as they are.
fn in_capitals(form: &str) -> String {
    if form.chars().filter(|c| c.is_alphabetic()).count() < 4 { form.to_string() } else { form.to_uppercase() }
}

/// A family name that two people share names neither of them alone.
fn drop_shared_families(table: &mut BTreeMap<String, Entry>, people: &[Person]) {
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        for (_, form) in forms_of_person(person).into_iter().filter(|(kind, _)| *kind == NameKind::Family) {
            owners.entry(form).or_default().push(at);
        }
    }
    for (form, mut of) in owners {
        of.dedup();
        if of.len() > 1 {
            table.remove(form);
            table.remove(&in_capitals(form));
        }
    }
}

fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let abbreviation = text[..end].ends_with('.');
    !before.is_some_and(char::is_alphanumeric) && (abbreviation || !after.is_some_and(char::is_alphanumeric))
}

/// The romanisation key of a name: two spellings of one name in different romanisations mostly share it.
///
/// A key, not a spelling: plain letters, then replacements in fixed order, then doubled letters made single. Family names that differ in a
/// gender suffix keep different keys.
///
/// ```
/// assert_eq!(codebooks::fold("Zelenskyy"), codebooks::fold("Zelenskiy"));
/// assert_ne!(codebooks::fold("Peskov"), codebooks::fold("Peskova"));
/// ```
pub fn fold(name: &str) -> String {
    const STEPS: &[(&str, &str)] = &[
        ("tsch", "ch"),
        ("sch", "sh"),
        ("dsch", "j"),
        ("ou", "u"),
        ("kh", "h"),
        ("gh", "g"),
        ("q", "g"),
        ("w", "v"),
        ("j", "y"),
        ("iy", "y"),
        ("ii", "y"),
        ("yy", "y"),
        ("ie", "e"),
        ("ya", "a"),
        ("ye", "e"),
        ("yu", "u"),
        ("i", "y"),
        ("h", "g"),
    ];
    let mut key: String = any_ascii(name).to_lowercase().chars().filter(|c| c.is_ascii_alphabetic()).collect();
    for (from, to) in STEPS {
        key = key.replace(from, to);
    }
    let mut single = String::with_capacity(key.len());
    for letter in key.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Codebook;

    fn names(text: &str) -> Vec<(String, NameKind)> {
        let world = Codebook::world();
        world.names_in(text).into_iter().map(|f| (world.printed(f.owner).to_string(), f.kind)).collect()
    }

    #[test]
    fn names_adjectives_and_seats_are_found_as_whole_words() {
        assert_eq!(
            names("Nigerian officials told the U.S. and the UK that Niamey objects; Chinaware sells."),
            [
                ("Nigeria".into(), NameKind::Demonym),
                ("United States".into(), NameKind::Name),
                ("United Kingdom".into(), NameKind::Name),
                ("Niger".into(), NameKind::Capital)
            ]
        );
    }

    #[test]
    fn names_cross_line_breaks_and_stand_in_capitals() {
        assert_eq!(names("SAUDI ARABIA and the United\nStates").len(), 2);
        assert!(names("asked us to join the turkey").is_empty());
    }

    #[test]
    fn spellings_share_a_key() {
        for (a, b) in
            [("Zelenskyy", "Zelensky"), ("Zelenskii", "Zelenskyi"), ("Sybiha", "Sibiga"), ("Umerov", "Umerow"), ("Khamenei", "Hamenei")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [("Putin", "Putintsev"), ("Rubio", "Rubin"), ("Yermak", "Yermakov")] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }
}
