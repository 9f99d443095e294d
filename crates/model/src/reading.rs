//! What one article yielded: mentions, times, attributions, statements, events, notes.

use crate::{ArticleId, Note, Span, When, WhenBasis};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word used in files and exports.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value for that word; `None` for any other.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// Where a holder stands on a point (see the marking guidelines in `docs/`).
    Stance {
        /// Wants, proposes, accepts, demands, favours it.
        Support = "support",
        /// Rejects, refuses, objects to, rules it out.
        Oppose = "oppose",
        /// Would accept or do it only if something else happens.
        Conditional = "conditional",
        /// Willing to discuss, undecided, has not ruled it out.
        Open = "open",
        /// Reports, expects, assesses without taking a side.
        Neutral = "neutral",
    }
}

words! {
    /// What is done by saying it.
    Act {
        /// Wants something of somebody.
        Demand = "demand",
        /// Puts something on the table.
        Propose = "propose",
        /// Takes what another proposes.
        Accept = "accept",
        /// Refuses it.
        Reject = "reject",
        /// Ties it to something else.
        Condition = "condition",
        /// Announces a consequence.
        Threaten = "threaten",
        /// Gives up part of an own demand.
        Concede = "concede",
        /// Says again what was said before.
        Reaffirm = "reaffirm",
        /// Declines to refuse or decide.
        LeaveOpen = "leave-open",
        /// Asks.
        Ask = "ask",
        /// Judges, expects, predicts.
        Assess = "assess",
        /// States or reports.
        Report = "report",
    }
}

words! {
    /// How the words reached the page.
    SpeechKind {
        /// The words are quoted.
        Direct = "direct",
        /// Reported.
        Indirect = "indirect",
        /// Reported with quoted words inside.
        Mixed = "mixed",
        /// The writer ascribes it with no speech act.
        Narrated = "narrated",
    }
}

words! {
    /// A movement of a position that the text itself asserts.
    Move {
        /// Towards the other side.
        Soften = "soften",
        /// Away from it.
        Harden = "harden",
    }
}

words! {
    /// On whose authority a statement stands.
    StatementBasis {
        /// Its holder, on record, or through a named spokesperson.
        OnRecord = "on-record",
        /// Somebody else says it of the holder.
        Reported = "reported",
        /// An unnamed source.
        Anonymous = "anonymous",
        /// A leak or a document seen.
        Leak = "leak",
        /// Experts, observers, "widely interpreted to mean".
        Analyst = "analyst",
        /// The outlet's own words.
        Outlet = "outlet",
    }
}

words! {
    /// What a mention refers with.
    MentionKind {
        /// A named person.
        Person = "person",
        /// A state, government, organisation or movement.
        Party = "party",
        /// A group of parties or people ("both sides", "two officials").
        Group = "group",
        /// An office ("the Secretary of State").
        Office = "office",
        /// A city or building that stands for a party ("the Kremlin").
        PlaceAsParty = "place-as-party",
        /// A pronoun.
        Pronoun = "pronoun",
    }
}

words! {
    /// TIMEX3 types.
    TimexKind {
        /// A calendar point or period.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length.
        Duration = "DURATION",
        /// A recurring time.
        Set = "SET",
    }
}

words! {
    /// How firm an event is.
    EventStatus {
        /// It took place.
        Held = "held",
        /// It is fixed to take place.
        Scheduled = "scheduled",
        /// Reported as planned, with reserve.
        Hedged = "hedged",
        /// It depends on something.
        Conditional = "conditional",
        /// Somebody proposes it.
        Proposed = "proposed",
        /// It was called off.
        Cancelled = "cancelled",
        /// It was moved.
        Postponed = "postponed",
    }
}

/// Words that refer to an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What kind of words.
    pub kind: MentionKind,
    /// Who is meant (person, party or group by its full name); `None` when unresolved.
    pub actor: Option<String>,
    /// The party that this actor speaks for; `None` when unknown.
    pub party: Option<String>,
    /// How it was resolved: `alias`, `surname`, `office`, `pronoun`, …
    pub how: &'static str,
}

/// A temporal expression with its resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// TIMEX3 value (`2025-W06`, `P1W`, `PRESENT_REF`, `XXXX-WXX-2`).
    pub value: String,
    /// TIMEX3 `mod` (`START`, `MID`, `END`, `APPROX`, `MORE_THAN`, …), if any.
    pub modifier: Option<&'static str>,
    /// The symbolic value, before resolution: a corrected publication day re-resolves it without reading again.
    pub symbolic: String,
    /// Bounds, EDTF and basis.
    pub when: When,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Who said what: source, cue and content, each in one or several pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words naming who says or holds it; empty when the text names nobody.
    pub source: Vec<Span>,
    /// The words that make the relation ("said", "has ruled out", "according to").
    pub cue: Vec<Span>,
    /// What is said or held, quotation marks included.
    pub content: Vec<Span>,
    /// Quoted, reported or both.
    pub kind: SpeechKind,
    /// Index of the enclosing attribution in [`Reading::attributions`]; `None` for an outermost one.
    pub inside: Option<usize>,
    /// The rule that read it.
    pub rule: &'static str,
    /// 0..1, ordered.
    pub certainty: f32,
}

/// The words that say what a position is about; at least one piece, in text order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The pieces.
    pub spans: Vec<Span>,
}

impl Point {
    /// A point of one stretch.
    pub fn of(span: Span) -> Self {
        Point { spans: vec![span] }
    }

    /// The largest piece (the first of equals).
    pub fn main(&self) -> Span {
        self.spans.iter().copied().reduce(|a, b| if b.len() > a.len() { b } else { a }).unwrap_or(Span::new(0, 0))
    }
}

/// One position: one holder, one stance, one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// From the first to the last byte of cue and (the largest piece of the) point together.
    pub span: Span,
    /// Whose position it is.
    pub holder: String,
    /// The words that name the holder, if they stand in the text near it.
    pub holder_span: Option<Span>,
    /// Who voiced it, when that is not the holder itself.
    pub speaker: Option<String>,
    /// The words that name the speaker.
    pub speaker_span: Option<Span>,
    /// Support, oppose, …; with an issue it refers to the issue's proposition, else to the point.
    pub stance: Stance,
    /// What is done.
    pub act: Act,
    /// The one word that carries the act.
    pub predicate: Span,
    /// The words that carry the position.
    pub cue: Span,
    /// What it is about.
    pub point: Option<Point>,
    /// The words of a condition attached to it.
    pub condition: Option<Span>,
    /// Quoted, reported, narrated.
    pub kind: SpeechKind,
    /// On whose authority.
    pub basis: StatementBasis,
    /// When it was held or said.
    pub when: When,
    /// The codebook's issue.
    pub issue: Option<String>,
    /// The option on the issue's ladder.
    pub option: Option<String>,
    /// A movement that the text asserts.
    pub moved: Option<Move>,
    /// 0..1, ordered: filtering by it raises precision.
    pub certainty: f32,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Something held or planned: a meeting, a deadline, a presentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The clause that tells it.
    pub span: Span,
    /// A few of the text's own words.
    pub what: String,
    /// When; `WhenBasis::Unknown` with open bounds for "after the conference".
    pub when: When,
    /// Where, as written.
    pub place: Option<String>,
    /// Who takes part, by full names.
    pub participants: Vec<String>,
    /// How firm.
    pub status: EventStatus,
    /// The event it is ordered after, in the text's own words ("the Munich conference").
    pub after: Option<String>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Everything one article yielded. Lists stand in text order.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// The article it belongs to.
    pub article: Option<ArticleId>,
    /// Sentences of the body.
    pub sentences: Vec<Span>,
    /// Mentions of actors.
    pub mentions: Vec<Mention>,
    /// Temporal expressions.
    pub times: Vec<Timex>,
    /// Who said what.
    pub attributions: Vec<Attribution>,
    /// Positions.
    pub statements: Vec<Statement>,
    /// Events.
    pub events: Vec<Event>,
    /// What a person should know.
    pub notes: Vec<Note>,
}

impl Timex {
    /// Whether it resolved to at least one calendar bound.
    pub fn is_resolved(&self) -> bool {
        self.when.basis != WhenBasis::Unknown && (self.when.first.is_some() || self.when.last.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for stance in Stance::ALL {
            assert_eq!(Stance::from_word(stance.as_str()), Some(*stance));
        }
        for act in Act::ALL {
            assert_eq!(Act::from_word(act.as_str()), Some(*act));
        }
        assert_eq!(Stance::from_word("maybe"), None);
    }

    #[test]
    fn the_main_piece_is_the_largest() {
        let point = Point { spans: vec![Span::new(0, 10), Span::new(14, 18)] };
        assert_eq!(point.main(), Span::new(0, 10));
    }
}
