//! Reporting words: what makes the relation between somebody and what he says, thinks, wants.
//!
//! Four tables under `en/` come in: verbs, nouns, adjectives, and phrases that stand outside the verb ("according to"). Each cue has a sense and
//! the *frames* in which it reports: what kind of complement is the content. A cue in none of its frames reports nothing ("say" in "a say in the
//! matter").

use std::collections::HashMap;

use crate::table::rows;

/// What part of speech makes the relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CuePart {
    /// "said".
    Verb,
    /// "demand".
    Noun,
    /// "adamant".
    Adjective,
    /// "according to": the source is the noun it governs, the content the clause around it.
    Source,
    /// "in … view": the source is whose it is, the content the clause around it.
    Owned,
    /// "in a poll, …": the noun itself is the source, the content the clause that it opens.
    Finding,
    /// "reportedly": no source, the content is the clause around it.
    Clause,
}

/// What somebody does or holds by it; coarse, for grouping and certainty. Stance and act have their own tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CueSense {
    Say,
    Tell,
    Ask,
    Announce,
    Describe,
    Promise,
    Demand,
    Propose,
    Accept,
    Agree,
    Reject,
    Deny,
    Oppose,
    Support,
    Defend,
    Praise,
    Criticise,
    Regret,
    Warn,
    Threaten,
    Believe,
    Doubt,
    Know,
    Decide,
    Plan,
    Want,
    Like,
    Dislike,
    Hope,
    Fear,
    Show,
    Seem,
}

/// What kind of complement holds the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A finite clause, with or without "that", or an indirect question: "said (that) …", "asked whether …".
    That,
    /// An infinitive: "refused to …".
    To,
    /// A gerund: "denied having …".
    Ing,
    /// An object: "rejected the plan".
    Object,
    /// An object with an infinitive, together: "urged them to leave".
    ObjectTo,
    /// An object with a predicate, together: "called it a mistake".
    ObjectPredicate,
    /// An object with a phrase, together: "accused them **of** …", "described it **as** …".
    ObjectWith(String),
    /// A phrase: "called **for** talks".
    With(String),
    /// A quotation, before, after or around the cue.
    Quote,
    /// An infinitive or predicate whose subject belongs to the content; nobody is named as source: "seems to …".
    Raising,
}

/// A reporting word or phrase.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its lemmas, the head first for verbs ("rule out"), in text order.
    pub words: Vec<String>,
    /// Its part of speech.
    pub part: CuePart,
    /// Its sense.
    pub sense: CueSense,
    /// Its frames; `true` marks one in which it reports only now and then.
    pub frames: Vec<(Frame, bool)>,
    /// A sentence in which it makes an attribution.
    pub fires: String,
    /// A sentence in which it stands and makes none.
    pub silent: String,
}

impl Cue {
    /// Whether it reports in this frame: `Some(true)` firmly, `Some(false)` now and then, `None` not.
    pub fn takes(&self, frame: &Frame) -> Option<bool> {
        self.frames.iter().find(|(f, _)| f == frame).map(|(_, weak)| !weak)
    }

    /// The phrases it governs, with their prepositions: "for" of "called for".
    pub fn phrases(&self) -> impl Iterator<Item = (&str, bool)> {
        self.frames.iter().filter_map(|(frame, weak)| match frame {
            Frame::With(preposition) => Some((preposition.as_str(), !weak)),
            _ => None,
        })
    }

    /// The phrases that follow its object: "of" of "accused them of".
    pub fn object_phrases(&self) -> impl Iterator<Item = (&str, bool)> {
        self.frames.iter().filter_map(|(frame, weak)| match frame {
            Frame::ObjectWith(preposition) => Some((preposition.as_str(), !weak)),
            _ => None,
        })
    }
}

/// All reporting words.
#[derive(Debug, Default)]
pub struct Reporting {
    cues: Vec<Cue>,
    by_first: HashMap<String, Vec<usize>>,
}

impl Reporting {
    /// The tables that ship with the program. A line that cannot be read is left out; a test makes sure that there is none.
    pub(crate) fn embedded() -> Self {
        let mut reporting = Reporting::default();
        let tables = [
            (include_str!("../en/reporting_verbs.tsv"), Some(CuePart::Verb)),
            (include_str!("../en/reporting_nouns.tsv"), Some(CuePart::Noun)),
            (include_str!("../en/reporting_adjectives.tsv"), Some(CuePart::Adjective)),
            (include_str!("../en/reporting_phrases.tsv"), None),
        ];
        for (table, part) in tables {
            rows(table, |row| {
                let frames: Vec<&str> = row.get("frames").split(',').map(str::trim).collect();
                let part = part.or_else(|| phrase_part(frames.first().copied().unwrap_or("")));
                if let (Some(part), Some(sense)) = (part, sense(row.get("sense"))) {
                    reporting.cues.push(Cue {
                        words: row.get("cue").split(' ').map(str::to_string).collect(),
                        part,
                        sense,
                        frames: frames.iter().filter_map(|word| frame(word)).collect(),
                        fires: row.get("fires").to_string(),
                        silent: row.get("silent").to_string(),
                    });
                }
            });
        }
        reporting.index();
        reporting
    }

    /// Lists the cues by their first word, longer phrases first: "point out" before "point".
    fn index(&mut self) {
        let mut order: Vec<usize> = (0..self.cues.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.cues[*at].words.len()));
        for at in order {
            if let Some(first) = self.cues[at].words.first() {
                self.by_first.entry(first.clone()).or_default().push(at);
            }
        }
    }

    /// The cues that begin with this lemma, longest first; none for an unknown one.
    ///
    /// ```
    /// let reporting = &lexicon::Lexicon::embedded().reporting;
    /// assert!(reporting.starting_with("say").next().is_some());
    /// assert!(reporting.starting_with("tree").next().is_none());
    /// ```
    pub fn starting_with(&self, lemma: &str) -> impl Iterator<Item = &Cue> {
        self.by_first.get(lemma).into_iter().flatten().map(|at| &self.cues[*at])
    }

    /// Every cue, in table order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }
}

fn phrase_part(word: &str) -> Option<CuePart> {
    match word {
        "source" => Some(CuePart::Source),
        "own" => Some(CuePart::Owned),
        "found" => Some(CuePart::Finding),
        "clause" => Some(CuePart::Clause),
        _ => None,
    }
}

/// The frame of a table cell's word and whether it is a weak one ("np?").
pub(crate) fn frame(word: &str) -> Option<(Frame, bool)> {
    let (word, weak) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
    let frame = match word {
        "that" => Frame::That,
        "to" => Frame::To,
        "ing" => Frame::Ing,
        "np" => Frame::Object,
        "np-to" => Frame::ObjectTo,
        "np-pred" => Frame::ObjectPredicate,
        "quote" => Frame::Quote,
        "raise" => Frame::Raising,
        _ => match word.split_once('~') {
            Some(("", preposition)) => Frame::With(preposition.to_string()),
            Some(("np", preposition)) => Frame::ObjectWith(preposition.to_string()),
            _ => return None,
        },
    };
    Some((frame, weak))
}

fn sense(word: &str) -> Option<CueSense> {
    use CueSense::*;
    Some(match word {
        "say" => Say,
        "tell" => Tell,
        "ask" => Ask,
        "announce" => Announce,
        "describe" => Describe,
        "promise" => Promise,
        "demand" => Demand,
        "propose" => Propose,
        "accept" => Accept,
        "agree" => Agree,
        "reject" => Reject,
        "deny" => Deny,
        "oppose" => Oppose,
        "support" => Support,
        "defend" => Defend,
        "praise" => Praise,
        "criticise" => Criticise,
        "regret" => Regret,
        "warn" => Warn,
        "threaten" => Threaten,
        "believe" => Believe,
        "doubt" => Doubt,
        "know" => Know,
        "decide" => Decide,
        "plan" => Plan,
        "want" => Want,
        "like" => Like,
        "dislike" => Dislike,
        "hope" => Hope,
        "fear" => Fear,
        "show" => Show,
        "seem" => Seem,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_sense_and_frames_that_can_be_read() {
        for table in [
            include_str!("../en/reporting_verbs.tsv"),
            include_str!("../en/reporting_nouns.tsv"),
            include_str!("../en/reporting_adjectives.tsv"),
            include_str!("../en/reporting_phrases.tsv"),
        ] {
            rows(table, |row| {
                let cue = row.get("cue");
                assert!(sense(row.get("sense")).is_some(), "line {}: sense of {cue}", row.line);
                for word in row.get("frames").split(',') {
                    assert!(frame(word).is_some() || phrase_part(word).is_some(), "line {}: frame {word} of {cue}", row.line);
                }
            });
        }
    }

    #[test]
    fn no_cue_stands_twice() {
        let reporting = Reporting::embedded();
        let mut seen: Vec<_> = reporting.cues().iter().map(|cue| (cue.words.join(" "), format!("{:?}", cue.part))).collect();
        seen.sort();
        let all = seen.len();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
