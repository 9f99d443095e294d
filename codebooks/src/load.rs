//! Loading: TOML files in, a checked [`Codebook`] out, or the first mistake with its file, its line and what to try.

use std::collections::BTreeMap;

use model::{Date, Stance};
use serde::Deserialize;
use toml::Spanned;

use crate::{Codebook, Issue, LadderOption, Party, PartyKind, Person, Polarity, Pronoun, Signal, Tenure};

/// A mistake in a codebook's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}{}: {problem}; {advice}", line.map(|l| format!(":{l}")).unwrap_or_default())]
pub struct Error {
    /// The file as it was given.
    pub path: String,
    /// The line, from 1, when it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to try.
    pub advice: String,
}

const WORLD: (&str, &str) = ("world/parties.toml", include_str!("../world/parties.toml"));

/// The world pack with these files above it; `own` says whether they are a negotiation of their own.
pub(crate) fn load(own: Option<()>, files: &[(&str, &str)]) -> Result<Codebook, Error> {
    let mut parties = Parties::default();
    File { path: WORLD.0, text: WORLD.1 }.parties(&mut parties)?;
    parties.start_own_layer();
    let (mut people, mut issues) = (Vec::new(), Vec::new());
    let mut sorted: Vec<File<'_>> = files.iter().map(|(path, text)| File { path, text }).filter(|f| f.path.ends_with(".toml")).collect();
    sorted.sort_by_key(|file| (file.rank(), file.path.to_string()));
    for file in sorted {
        match file.rank() {
            0 => file.parties(&mut parties)?,
            1 => people.extend(file.people(&parties)?),
            2 => issues.extend(file.issues(&parties)?),
            _ => return Err(file.error(None, "no part of a codebook has this name", "name it parties.toml, people.toml or issues.toml")),
        }
    }
    let first_own = parties.first_own;
    Ok(Codebook::of(parties.list, people, issues, first_own, own.is_some() && !files.is_empty()))
}

/// The parties so far, and which file and line claimed each name.
#[derive(Default)]
struct Parties {
    list: Vec<Party>,
    first_own: usize,
    claims: BTreeMap<String, (String, usize)>,
}

impl Parties {
    fn start_own_layer(&mut self) {
        self.first_own = self.list.len();
        self.claims.clear();
    }

    fn knows(&self, name: &str) -> bool {
        self.list.iter().any(|p| p.name == name)
    }

    /// Adds a party, or lays it over the world party of the same name or of a name that it claims.
    fn lay(&mut self, party: Party) {
        let beneath = self.list.iter().take(self.first_own).position(|w| w.name == party.name || party.aliases.contains(&w.name));
        let Some(beneath) = beneath else { return self.list.push(party) };
        // The extended party moves to the negotiation's own layer, so that its names win; nobody refers to places in the list yet.
        let mut world = self.list.remove(beneath);
        self.first_own -= 1;
        let own = party.name != world.name && !world.aliases.contains(&party.name);
        for (into, from) in [
            (&mut world.aliases, &party.aliases),
            (&mut world.demonyms, &party.demonyms),
            (&mut world.people, &party.people),
            (&mut world.capitals, &party.capitals),
            (&mut world.metonyms, &party.metonyms),
            (&mut world.members, &party.members),
        ] {
            into.extend(from.iter().filter(|f| !into.contains(f)).cloned().collect::<Vec<_>>());
        }
        // A name that the negotiation lists itself is meant without doubt.
        let listed = |name: &String| [&party.aliases, &party.demonyms, &party.metonyms, &party.capitals].iter().any(|l| l.contains(name));
        world.ambiguous.retain(|a| !listed(a) && (own || *a != party.name));
        world.ambiguous.extend(party.ambiguous);
        world.name = party.name;
        world.kind = party.kind;
        self.list.push(world);
    }
}

#[derive(Clone, Copy)]
struct File<'a> {
    path: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartiesFile {
    #[serde(default)]
    party: Vec<RawParty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawParty {
    name: Spanned<String>,
    kind: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    #[serde(default)]
    demonyms: Vec<Spanned<String>>,
    #[serde(default)]
    people: Vec<Spanned<String>>,
    #[serde(default)]
    capitals: Vec<Spanned<String>>,
    #[serde(default)]
    metonyms: Vec<Spanned<String>>,
    #[serde(default)]
    ambiguous: Vec<Spanned<String>>,
    #[serde(default)]
    members: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    #[serde(default)]
    person: Vec<RawPerson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPerson {
    name: Spanned<String>,
    family: Option<String>,
    #[serde(default)]
    variants: Vec<String>,
    pronoun: Option<Spanned<String>>,
    #[serde(default)]
    offices: Vec<RawTenure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTenure {
    title: Spanned<String>,
    #[serde(default)]
    also: Vec<String>,
    party: Spanned<String>,
    start: Option<Spanned<String>>,
    end: Option<Spanned<String>>,
    #[serde(default)]
    single_seat: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuesFile {
    #[serde(default)]
    issue: Vec<RawIssue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIssue {
    id: Spanned<String>,
    name: Option<String>,
    question: String,
    proposition: Option<String>,
    #[serde(default)]
    view: bool,
    #[serde(default, rename = "for")]
    in_favour: Vec<Spanned<String>>,
    #[serde(default)]
    against: Vec<Spanned<String>>,
    #[serde(default)]
    topic: Vec<Spanned<String>>,
    #[serde(default)]
    weak: Vec<Spanned<String>>,
    options: Option<Spanned<Vec<RawOption>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOption {
    name: String,
    stance: Spanned<String>,
    #[serde(default)]
    signals: Vec<Spanned<String>>,
}

impl<'a> File<'a> {
    fn rank(&self) -> u8 {
        match self.path.rsplit(['/', '\\']).next().unwrap_or(self.path) {
            "parties.toml" => 0,
            "people.toml" => 1,
            "issues.toml" => 2,
            _ => 3,
        }
    }

    fn error(&self, at: Option<usize>, problem: impl Into<String>, advice: impl Into<String>) -> Error {
        Error { path: self.path.to_string(), line: at.map(|at| self.line(at)), problem: problem.into(), advice: advice.into() }
    }

    fn line(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
    }

    fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, Error> {
        toml::from_str(self.text).map_err(|e| {
            let problem = e.message().trim().replace('\n', " ");
            self.error(e.span().map(|s| s.start), problem, "correct the line; the page on codebooks lists the fields")
        })
    }

    fn parties(&self, known: &mut Parties) -> Result<(), Error> {
        let file: PartiesFile = self.parse()?;
        for raw in &file.party {
            self.claim(known, raw)?;
            let people = if raw.people.is_empty() { peoples_of(&raw.demonyms) } else { plain(&raw.people) };
            known.lay(Party {
                name: raw.name.get_ref().clone(),
                kind: self.kind(&raw.kind)?,
                aliases: plain(&raw.aliases),
                demonyms: plain(&raw.demonyms),
                people,
                capitals: plain(&raw.capitals),
                metonyms: plain(&raw.metonyms),
                ambiguous: plain(&raw.ambiguous),
                members: plain(&raw.members),
            });
        }
        for raw in &file.party {
            self.check_lists(known, raw)?;
        }
        Ok(())
    }

    /// Every name belongs to one party of a layer.
    fn claim(&self, known: &mut Parties, raw: &RawParty) -> Result<(), Error> {
        let name = raw.name.get_ref();
        let forms = [&raw.aliases, &raw.demonyms, &raw.people, &raw.capitals, &raw.metonyms].into_iter().flatten();
        for form in std::iter::once(&raw.name).chain(forms) {
            let (at, form) = (form.span().start, form.get_ref());
            if form.trim().is_empty() {
                return Err(self.error(Some(at), format!("a name of party \"{name}\" is empty"), "write the name or leave the entry out"));
            }
            match known.claims.get(form) {
                Some((other, line)) if other != name => {
                    return Err(self.error(
                        Some(at),
                        format!("\"{form}\" names both \"{name}\" and \"{other}\" (line {line})"),
                        "leave it at the party that is nearly always meant",
                    ));
                }
                Some((_, line)) if form == name && at == raw.name.span().start => {
                    return Err(self.error(Some(at), format!("party \"{name}\" stands here and at line {line}"), "join the two"));
                }
                Some(_) => {}
                None => {
                    known.claims.insert(form.clone(), (name.clone(), self.line(at)));
                }
            }
        }
        Ok(())
    }

    /// Members exist, and what is called ambiguous is one of the party's names.
    fn check_lists(&self, known: &Parties, raw: &RawParty) -> Result<(), Error> {
        let name = raw.name.get_ref();
        if let Some(member) = raw.members.iter().find(|m| !known.knows(m.get_ref())) {
            let problem = format!("\"{name}\" has a member \"{}\" that is no party", member.get_ref());
            return Err(self.error(Some(member.span().start), problem, "use the name of a party in parties.toml or in the world pack"));
        }
        let party = known.list.iter().find(|p| p.name == *name);
        let is_name = |form: &String| {
            party.is_some_and(|p| {
                p.name == *form || [&p.aliases, &p.demonyms, &p.people, &p.capitals, &p.metonyms].iter().any(|list| list.contains(form))
            })
        };
        if let Some(form) = raw.ambiguous.iter().find(|f| !is_name(f.get_ref())) {
            let problem = format!("\"{}\" is called ambiguous and is no name of \"{name}\"", form.get_ref());
            return Err(self.error(Some(form.span().start), problem, "list it under aliases, capitals or metonyms too"));
        }
        Ok(())
    }

    fn kind(&self, word: &Spanned<String>) -> Result<PartyKind, Error> {
        match word.get_ref().as_str() {
            "state" => Ok(PartyKind::State),
            "organisation" | "organization" => Ok(PartyKind::Organisation),
            "group" => Ok(PartyKind::Group),
            "bloc" => Ok(PartyKind::Bloc),
            other => {
                let problem = format!("no kind of party is called \"{other}\"");
                Err(self.error(Some(word.span().start), problem, "use state, organisation, group or bloc"))
            }
        }
    }

    fn people(&self, parties: &Parties) -> Result<Vec<Person>, Error> {
        let file: PeopleFile = self.parse()?;
        let mut people: Vec<Person> = Vec::new();
        let mut seats: Vec<(String, Tenure, usize)> = Vec::new();
        for raw in file.person {
            let (at, name) = (raw.name.span().start, raw.name.get_ref().trim().to_string());
            if people.iter().any(|p| p.name == name) || name.is_empty() {
                return Err(self.error(Some(at), format!("person \"{name}\" stands here a second time or is empty"), "join the entries"));
            }
            let mut offices = Vec::new();
            for raw in &raw.offices {
                let office = self.tenure(&name, raw, parties)?;
                self.check_seat(&name, &office, raw.title.span().start, &mut seats)?;
                offices.push(office);
            }
            let family = raw.family.unwrap_or_else(|| name.rsplit(' ').next().unwrap_or(&name).to_string());
            people.push(Person { family, variants: raw.variants, pronoun: self.pronoun(raw.pronoun.as_ref())?, offices, name });
        }
        Ok(people)
    }

    fn tenure(&self, person: &str, raw: &RawTenure, parties: &Parties) -> Result<Tenure, Error> {
        let party = raw.party.get_ref();
        if !parties.knows(party) {
            let problem = format!("{person} has an office with \"{party}\", which is no party");
            return Err(self.error(Some(raw.party.span().start), problem, "use the name of a party in parties.toml or in the world pack"));
        }
        let start = raw.start.as_ref().map(|d| self.day(d, Edge::First)).transpose()?;
        let end = raw.end.as_ref().map(|d| self.day(d, Edge::Last)).transpose()?;
        if let (Some(start), Some(end)) = (start, end)
            && start > end
        {
            let problem = format!("the office of {person} ends on {end}, before it starts on {start}");
            return Err(self.error(Some(raw.title.span().start), problem, "exchange the two days"));
        }
        let title = raw.title.get_ref().clone();
        Ok(Tenure { title, also: raw.also.clone(), party: party.clone(), start, end, single_seat: raw.single_seat })
    }

    /// No two people sit in one seat on one day. A handover day may belong to both.
    fn check_seat(&self, person: &str, office: &Tenure, at: usize, seats: &mut Vec<(String, Tenure, usize)>) -> Result<(), Error> {
        if !office.single_seat {
            return Ok(());
        }
        let before = |a: &Tenure, b: &Tenure| matches!((a.end, b.start), (Some(end), Some(start)) if end <= start);
        let overlaps =
            |other: &Tenure| other.party == office.party && other.title == office.title && !before(other, office) && !before(office, other);
        if let Some((holder, _, line)) = seats.iter().find(|(holder, other, _)| holder != person && overlaps(other)) {
            let problem = format!("{person} and {holder} (line {line}) are both {} of {} on one day", office.title, office.party);
            return Err(self.error(Some(at), problem, "correct start and end, or leave out single_seat"));
        }
        seats.push((person.to_string(), office.clone(), self.line(at)));
        Ok(())
    }

    /// A day from `2025-01-21`, `2025-01` or `2025`: the first day or the last day that it may mean.
    fn day(&self, written: &Spanned<String>, edge: Edge) -> Result<Date, Error> {
        let parts: Option<Vec<i16>> = written.get_ref().split('-').map(|p| p.parse().ok()).collect();
        let small = |n: i16| i8::try_from(n).unwrap_or(0);
        let day = match (parts.as_deref(), edge) {
            (Some([year, month, day]), _) => Date::new(*year, small(*month), small(*day)).ok(),
            (Some([year, month]), Edge::First) => Date::new(*year, small(*month), 1).ok(),
            (Some([year, month]), Edge::Last) => Date::new(*year, small(*month), 1).ok().map(|d| d.last_of_month()),
            (Some([year]), Edge::First) => Date::new(*year, 1, 1).ok(),
            (Some([year]), Edge::Last) => Date::new(*year, 12, 31).ok(),
            _ => None,
        };
        day.ok_or_else(|| {
            let problem = format!("\"{}\" is no day", written.get_ref());
            self.error(Some(written.span().start), problem, "write \"2025-01-21\", \"2025-01\" or \"2025\"")
        })
    }

    fn pronoun(&self, word: Option<&Spanned<String>>) -> Result<Option<Pronoun>, Error> {
        let Some(word) = word else { return Ok(None) };
        match word.get_ref().as_str() {
            "he" => Ok(Some(Pronoun::He)),
            "she" => Ok(Some(Pronoun::She)),
            "they" => Ok(Some(Pronoun::They)),
            other => Err(self.error(Some(word.span().start), format!("\"{other}\" is no pronoun"), "use he, she or they")),
        }
    }

    fn issues(&self, parties: &Parties) -> Result<Vec<Issue>, Error> {
        let file: IssuesFile = self.parse()?;
        let mut issues: Vec<Issue> = Vec::new();
        for raw in file.issue {
            let (at, id) = (raw.id.span().start, raw.id.get_ref().clone());
            if id.trim().is_empty() || issues.iter().any(|i| i.id == id) {
                return Err(self.error(
                    Some(at),
                    format!("issue \"{id}\" stands here a second time or is empty"),
                    "give each issue one id",
                ));
            }
            let mut signals = Vec::new();
            for (polarity, list) in [
                (Polarity::For, &raw.in_favour),
                (Polarity::Against, &raw.against),
                (Polarity::Topic, &raw.topic),
                (Polarity::Weak, &raw.weak),
            ] {
                for text in list {
                    if raw.proposition.is_none() && polarity != Polarity::Topic {
                        let problem = format!("issue \"{id}\" has signals with a direction and no proposition");
                        return Err(self.error(Some(text.span().start), problem, "add the proposition, or list them under topic"));
                    }
                    signals.push(self.signal(text, polarity, parties)?);
                }
            }
            let options = raw.options.as_ref().map(|o| self.ladder(&id, o, parties)).transpose()?.unwrap_or_default();
            if signals.is_empty() {
                let problem = format!("issue \"{id}\" has no signals, so nothing would ever be about it");
                return Err(self.error(Some(at), problem, "add words under for, against or topic"));
            }
            let name = raw.name.unwrap_or_else(|| in_words(&id));
            issues.push(Issue { id, name, question: raw.question, proposition: raw.proposition, is_view: raw.view, signals, options });
        }
        Ok(issues)
    }

    fn ladder(&self, id: &str, raw: &Spanned<Vec<RawOption>>, parties: &Parties) -> Result<Vec<LadderOption>, Error> {
        if raw.get_ref().len() < 2 {
            let problem = format!("the ladder of issue \"{id}\" has fewer than two options");
            return Err(self.error(Some(raw.span().start), problem, "list the options from one end to the other, or leave options out"));
        }
        let option = |raw: &RawOption| {
            let stance = Stance::from_word(raw.stance.get_ref()).ok_or_else(|| {
                let problem = format!("\"{}\" is no stance", raw.stance.get_ref());
                self.error(Some(raw.stance.span().start), problem, "use support, oppose, conditional, open or neutral")
            })?;
            let signals = raw.signals.iter().map(|s| self.signal(s, Polarity::Topic, parties)).collect::<Result<_, _>>()?;
            Ok(LadderOption { name: raw.name.clone(), stance, signals })
        };
        raw.get_ref().iter().map(option).collect()
    }

    fn signal(&self, text: &Spanned<String>, polarity: Polarity, parties: &Parties) -> Result<Signal, Error> {
        let at = Some(text.span().start);
        let signal = Signal::parse(text.get_ref(), polarity)
            .map_err(|problem| self.error(at, problem, "write words in order, such as \"lift|end .. embargo\""))?;
        match signal.by.iter().find(|p| !parties.knows(p)) {
            Some(unknown) => {
                let problem = format!("\"{}\" begins with \"{unknown}\", which is no party", text.get_ref());
                Err(self.error(at, problem, "use the name of a party in parties.toml or in the world pack"))
            }
            None => Ok(signal),
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

fn plain(list: &[Spanned<String>]) -> Vec<String> {
    list.iter().map(|s| s.get_ref().clone()).collect()
}

/// "Brazilian" → "Brazilians", "Iraqi" → "Iraqis"; other adjectives form no plural ("the Japanese").
fn peoples_of(demonyms: &[Spanned<String>]) -> Vec<String> {
    demonyms.iter().map(|d| d.get_ref()).filter(|d| d.ends_with("an") || d.ends_with('i')).map(|d| format!("{d}s")).collect()
}

/// `direct-talks` → "Direct talks".
fn in_words(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(path: &str, text: &str) -> String {
        match load(Some(()), &[(path, text)]) {
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        }
    }

    /// Mistakes: the file, its contents, and words of the message.
    const MISTAKES: &[(&str, &str, &str)] = &[
        ("a/parties.toml", "[[party]]\nname = \"Freedonia\"\n", "a/parties.toml:1: missing field"),
        ("parties.toml", "\n[[party]]\nname = \"Freedonia\"\nkind = \"state\"\nalias = [\"F\"]\n", "parties.toml:5: unknown field"),
        (
            "parties.toml",
            "[[party]]\nname = \"Freedonia\"\nkind = \"land\"\n",
            "parties.toml:3: no kind of party is called \"land\"; use state",
        ),
        (
            "parties.toml",
            "party = [\n{ name = \"A-land\", kind = \"state\", aliases = [\"AL\"] },\n{ name = \"Alia\", kind = \"state\", aliases = [\"AL\"] }]\n",
            "parties.toml:3: \"AL\" names both \"Alia\" and \"A-land\" (line 2)",
        ),
        ("parties.toml", "[[party]]\nname = \"G\"\nkind = \"group\"\nmembers = [\"Atlantis\"]\n", "parties.toml:4: \"G\" has a member"),
        ("parties.toml", "[[party]]\nname = \"G\"\nkind = \"group\"\nambiguous = [\"Gee\"]\n", "called ambiguous"),
        (
            "people.toml",
            "[[person]]\nname = \"Ann Lee\"\noffices = [{ title = \"x\", party = \"Atlantis\" }]\n",
            "people.toml:3: Ann Lee has",
        ),
        (
            "people.toml",
            "[[person]]\nname = \"Ann Lee\"\noffices = [{ title = \"x\", party = \"Peru\", start = \"2020-05-02\", end = \"2020-05-01\" }]\n",
            "ends on 2020-05-01, before it starts",
        ),
        (
            "people.toml",
            "[[person]]\nname = \"Ann Lee\"\noffices = [{ title = \"x\", party = \"Peru\", start = \"2020-13\" }]\n",
            "is no day",
        ),
        (
            "people.toml",
            "[[person]]\nname = \"Ann Lee\"\noffices = [{ title = \"x\", party = \"Peru\", start = \"2020\", single_seat = true }]\n[[person]]\nname = \"Bo Ray\"\noffices = [{ title = \"x\", party = \"Peru\", start = \"2021\", single_seat = true }]\n",
            "people.toml:6: Bo Ray and Ann Lee (line 3) are both x of Peru",
        ),
        ("issues.toml", "[[issue]]\nid = \"a\"\nquestion = \"?\"\n", "issues.toml:2: issue \"a\" has no signals"),
        ("issues.toml", "[[issue]]\nid = \"a\"\nquestion = \"?\"\nfor = [\"x\"]\n", "no proposition"),
        ("issues.toml", "[[issue]]\nid = \"a\"\nquestion = \"?\"\nproposition = \"p\"\nfor = [\"x ..\"]\n", "issues.toml:5:"),
        (
            "issues.toml",
            "[[issue]]\nid = \"a\"\nquestion = \"?\"\nproposition = \"p\"\nfor = [\"x\"]\noptions = []\n",
            "fewer than two options",
        ),
        ("offices.toml", "", "name it parties.toml"),
        ("issues.toml", "[[issue]\n", "issues.toml:1:"),
    ];

    #[test]
    fn mistakes_name_file_line_and_what_to_try() {
        for (path, text, words) in MISTAKES {
            let message = error(path, text);
            assert!(message.contains(words), "{words:?} not in {message:?}");
        }
    }

    #[test]
    fn a_handover_day_may_belong_to_both() {
        let people = "person = [\n{ name = \"Ann Lee\", offices = [{ title = \"chair\", party = \"Peru\", end = \"2021-03-01\", single_seat = true }] },\n{ name = \"Bo Ray\", offices = [{ title = \"chair\", party = \"Peru\", start = \"2021-03-01\", single_seat = true }] }]\n";
        let book = Codebook::from_files(&[("people.toml", people)]).expect("a codebook");
        assert_eq!(book.in_office("Chair", "Peru", Date::new(2020, 1, 1).ok()).map(|p| p.name.as_str()), Some("Ann Lee"));
        assert_eq!(book.in_office("chair", "Peru", None).map(|p| p.name.as_str()), Some("Bo Ray"));
        assert_eq!(book.person("Ann Lee").and_then(|p| p.speaks_for(Date::new(2022, 1, 1).ok())), None);
    }

    #[test]
    fn a_negotiation_extends_and_renames_world_parties() {
        let parties = "party = [\n{ name = \"Peru\", kind = \"state\", aliases = [\"Lima government\"] },\n{ name = \"Georgia (country)\", kind = \"state\", aliases = [\"Georgia\"] }]\n";
        let book = Codebook::from_files(&[("parties.toml", parties)]).expect("a codebook");
        assert_eq!(book.canonical("Lima government"), Some("Peru"));
        assert_eq!(book.canonical("Peruvian"), Some("Peru"));
        assert_eq!(book.canonical("Georgia"), Some("Georgia (country)"));
        assert!(book.party("Georgia").is_none() && book.is_own());
        assert!(book.names_in("Georgia agreed.").iter().all(|f| !f.ambiguous));
    }

    #[test]
    fn the_codebooks_that_ship_load() {
        let world = load(None, &[]).expect("the world pack");
        assert!(world.parties().len() > 250 && !world.is_own());
        let ceasefire = Codebook::from_files(&[
            ("parties.toml", include_str!("../ukraine-ceasefire/parties.toml")),
            ("people.toml", include_str!("../ukraine-ceasefire/people.toml")),
            ("issues.toml", include_str!("../ukraine-ceasefire/issues.toml")),
        ])
        .expect("the ceasefire codebook");
        assert_eq!(ceasefire.issues().len(), 12);
        let day = Date::new(2025, 2, 6).ok();
        assert_eq!(ceasefire.in_office("secretary of state", "United States", day).map(|p| p.name.as_str()), Some("Marco Rubio"));
        assert_eq!(ceasefire.canonical("Zelenskiy"), Some("Volodymyr Zelensky"));
        let climate = Codebook::from_files(&[
            ("parties.toml", include_str!("../climate-talks/parties.toml")),
            ("issues.toml", include_str!("../climate-talks/issues.toml")),
        ])
        .expect("the climate codebook");
        assert_eq!(climate.canonical("LDCs"), Some("Least Developed Country"));
        assert_eq!(climate.canonical("the US"), Some("United States"));
    }

    proptest::proptest! {
        // Each case lays the world pack anew.
        #![proptest_config(proptest::test_runner::Config::with_cases(16))]

        #[test]
        fn any_text_loads_or_is_refused(text in ".*") {
            let _ = load(Some(()), &[("parties.toml", &text), ("people.toml", &text), ("issues.toml", &text)]);
        }

        #[test]
        fn every_name_resolves(text in "(\\PC| Peru|\n|U\\.S\\.|Côte d’Ivoire){0,30}") {
            for found in Codebook::world().names_in(&text) {
                proptest::prop_assert!(!found.span.of(&text).is_empty());
            }
        }
    }
}
