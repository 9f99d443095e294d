//! Position words: by which somebody takes a stance, and what bends it.
//!
//! The tables under `en/` come in: verbs, adjectives and nouns of position with their frames, light verbs ("express support for"), negation,
//! modality, conditions, movements, evaluations, and the nouns of negotiating. Lookups go by lemma.

use std::collections::{HashMap, HashSet};

use model::{Act, Move, Stance};

use crate::reporting::{Frame, frame};
use crate::table::{Row, rows};

/// What part of speech carries the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// "rejected".
    Verb,
    /// "reluctant".
    Adjective,
    /// "objection".
    Noun,
}

/// A word by which somebody takes a position.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// Its lemmas in text order; after the first, particles or prepositions.
    pub words: Vec<String>,
    /// Its part of speech.
    pub part: Part,
    /// The stance of the plain word towards its complement.
    pub stance: Stance,
    /// What is done by it.
    pub act: Act,
    /// The complements with which it takes a position.
    pub frames: Vec<Frame>,
    /// How surely the word alone shows a position, 0..1.
    pub strength: f32,
    /// A sentence that yields this stance.
    pub fires: String,
    /// A sentence with the word, or near it, that yields no position.
    pub silent: String,
}

impl Predicate {
    /// Whether it takes a position with a complement of this kind.
    pub fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

/// A verb that lends itself to a noun of position.
#[derive(Clone, Debug)]
pub struct LightVerb {
    /// Its lemmas in text order.
    pub words: Vec<String>,
    /// Whether it is an act of speech whose words are the noun phrase ("voiced opposition").
    pub speaks: bool,
    /// Whether it gives the position up ("dropped its demand").
    pub drops: bool,
    /// A sentence in which it carries a position.
    pub fires: String,
    /// A sentence in which it does not.
    pub silent: String,
}

/// What an auxiliary or adverb does to the force of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// May or may not be so.
    Tentative,
    /// What would be.
    Would,
    /// What ought to be.
    Duty,
    /// What will be.
    Future,
}

/// How a word ties a position to something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// It introduces a clause: "if".
    Clause,
    /// It introduces a noun: "in return for".
    Phrase,
    /// It ties only what is negated: "not … until".
    Block,
    /// It ties only what would be: "would … when".
    Would,
}

/// A verb that says that a position moved.
#[derive(Clone, Debug)]
pub struct Mover {
    /// Its lemmas in text order.
    pub words: Vec<String>,
    /// In which direction.
    pub moved: Move,
    /// The preposition that names the point, if it needs no noun of position ("edged closer **to**").
    pub preposition: Option<String>,
    /// A sentence in which it moves a position.
    pub fires: String,
    /// A sentence in which something else moves.
    pub silent: String,
}

/// A verb that judges its subject ("would harm farmers").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgingVerb {
    /// The stance that it shows towards its subject.
    pub stance: Stance,
    /// Whether it tells an effect, which is a judgement only while it lies ahead or goes on.
    pub effect: bool,
}

/// A line of one of the smaller tables, with the sentences that prove it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The table, without its ending: "conditions", "evaluations".
    pub table: &'static str,
    /// The word or words of the line.
    pub word: String,
    /// A sentence in which the line does its work.
    pub fires: String,
    /// A sentence in which it does not.
    pub silent: String,
}

/// All position words.
#[derive(Debug, Default)]
pub struct Positions {
    predicates: Vec<Predicate>,
    light: Vec<LightVerb>,
    movers: Vec<Mover>,
    by_first: HashMap<String, Vec<usize>>,
    light_by_first: HashMap<String, Vec<usize>>,
    movers_by_first: HashMap<String, Vec<usize>>,
    negation: HashSet<String>,
    modality: HashMap<String, Force>,
    ties: Vec<(Vec<String>, Tie)>,
    evaluations: HashMap<String, Stance>,
    judging_verbs: HashMap<String, JudgingVerb>,
    aims: HashSet<String>,
    drawing: HashSet<String>,
    talks: HashSet<String>,
}

impl Positions {
    /// The tables that ship with the program. A line that cannot be read is left out; a test makes sure that there is none.
    pub(crate) fn embedded() -> Self {
        let mut all = Positions::default();
        for (table, part) in PREDICATES {
            rows(table, |row| all.predicates.extend(predicate(row, *part)));
        }
        rows(LIGHT, |row| {
            let (speaks, drops) = (row.get("way") == "speech", row.get("effect") == "drop");
            all.light.push(LightVerb {
                words: words(row),
                speaks,
                drops,
                fires: row.get("fires").into(),
                silent: row.get("silent").into(),
            });
        });
        rows(MOVES, |row| all.movers.extend(mover(row)));
        rows(NEGATION, |row| {
            all.negation.insert(row.get("word").to_string());
        });
        rows(MODALITY, |row| {
            all.modality.extend(force(row.get("force")).map(|force| (row.get("word").to_string(), force)));
        });
        rows(CONDITIONS, |row| all.ties.extend(tie(row.get("kind")).map(|tie| (words(row), tie))));
        rows(EVALUATIONS, |row| {
            all.evaluations.extend(Stance::from_word(row.get("stance")).map(|stance| (row.get("word").to_string(), stance)));
        });
        rows(JUDGING_VERBS, |row| {
            let effect = row.get("way") == "effect";
            let verb = Stance::from_word(row.get("stance")).map(|stance| (row.get("word").to_string(), JudgingVerb { stance, effect }));
            all.judging_verbs.extend(verb);
        });
        rows(AIMS, |row| {
            all.aims.insert(row.get("word").to_string());
        });
        rows(DRAWING, |row| {
            all.drawing.insert(row.get("word").to_string());
        });
        rows(TALKS, |row| {
            all.talks.insert(row.get("word").to_string());
        });
        all.ties.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        all.by_first = index(all.predicates.iter().map(|p| &p.words));
        all.light_by_first = index(all.light.iter().map(|p| &p.words));
        all.movers_by_first = index(all.movers.iter().map(|p| &p.words));
        all
    }

    /// The predicates that begin with this lemma, longest first.
    ///
    /// ```
    /// let positions = &lexicon::Lexicon::embedded().positions;
    /// assert_eq!(positions.starting_with("rule").next().map(|p| p.stance), Some(model::Stance::Oppose));
    /// assert!(positions.starting_with("stroll").next().is_none());
    /// ```
    pub fn starting_with(&self, lemma: &str) -> impl Iterator<Item = &Predicate> {
        self.by_first.get(lemma).into_iter().flatten().map(|at| &self.predicates[*at])
    }

    /// The noun of position with this lemma.
    pub fn noun(&self, lemma: &str) -> Option<&Predicate> {
        self.starting_with(lemma).find(|p| p.part == Part::Noun && p.words.len() == 1)
    }

    /// The light verbs that begin with this lemma, longest first.
    pub fn light_verbs(&self, lemma: &str) -> impl Iterator<Item = &LightVerb> {
        self.light_by_first.get(lemma).into_iter().flatten().map(|at| &self.light[*at])
    }

    /// The movers that begin with this lemma, longest first.
    pub fn movers(&self, lemma: &str) -> impl Iterator<Item = &Mover> {
        self.movers_by_first.get(lemma).into_iter().flatten().map(|at| &self.movers[*at])
    }

    /// Whether this lemma negates.
    pub fn negates(&self, lemma: &str) -> bool {
        self.negation.contains(lemma)
    }

    /// What an auxiliary or adverb with this lemma does to the force of its predicate.
    pub fn force(&self, lemma: &str) -> Option<Force> {
        self.modality.get(lemma).copied()
    }

    /// The words that introduce a condition, longest first.
    pub fn ties(&self) -> impl Iterator<Item = (&[String], Tie)> {
        self.ties.iter().map(|(words, tie)| (words.as_slice(), *tie))
    }

    /// The stance that a judgement with this lemma shows towards what is judged.
    pub fn evaluation(&self, lemma: &str) -> Option<Stance> {
        self.evaluations.get(lemma).copied()
    }

    /// The verb with this lemma, if it judges its subject.
    pub fn judging_verb(&self, lemma: &str) -> Option<JudgingVerb> {
        self.judging_verbs.get(lemma).copied()
    }

    /// Whether a noun with this lemma names an aim ("in the hope that").
    pub fn is_aim(&self, lemma: &str) -> bool {
        self.aims.contains(lemma)
    }

    /// Whether a verb with this lemma says that its subject meets with a position ("drew opposition from").
    pub fn draws(&self, lemma: &str) -> bool {
        self.drawing.contains(lemma)
    }

    /// Whether a noun with this lemma belongs to negotiating ("accord", "deadlock").
    pub fn is_of_talks(&self, lemma: &str) -> bool {
        self.talks.contains(lemma)
    }

    /// The lines of the tables of conditions, evaluations, judging verbs, aims and drawn positions, each with its sentences.
    pub fn proofs() -> Vec<Proof> {
        let tables = [
            ("conditions", CONDITIONS),
            ("evaluations", EVALUATIONS),
            ("evaluation_verbs", JUDGING_VERBS),
            ("aims", AIMS),
            ("stance_drawn", DRAWING),
        ];
        let mut all = Vec::new();
        for (table, text) in tables {
            rows(text, |row| {
                let (word, fires, silent) = (row.get("word").into(), row.get("fires").into(), row.get("silent").into());
                all.push(Proof { table, word, fires, silent });
            });
        }
        all
    }

    /// Every predicate, in table order.
    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }

    /// Every light verb, in table order.
    pub fn all_light_verbs(&self) -> &[LightVerb] {
        &self.light
    }

    /// Every mover, in table order.
    pub fn all_movers(&self) -> &[Mover] {
        &self.movers
    }
}

const PREDICATES: &[(&str, Part)] = &[
    (include_str!("../en/stance_verbs.tsv"), Part::Verb),
    (include_str!("../en/stance_adjectives.tsv"), Part::Adjective),
    (include_str!("../en/stance_nouns.tsv"), Part::Noun),
];
const LIGHT: &str = include_str!("../en/stance_light.tsv");
const NEGATION: &str = include_str!("../en/negation.tsv");
const MODALITY: &str = include_str!("../en/modality.tsv");
const CONDITIONS: &str = include_str!("../en/conditions.tsv");
const MOVES: &str = include_str!("../en/moves.tsv");
const EVALUATIONS: &str = include_str!("../en/evaluations.tsv");
const JUDGING_VERBS: &str = include_str!("../en/evaluation_verbs.tsv");
const AIMS: &str = include_str!("../en/aims.tsv");
const DRAWING: &str = include_str!("../en/stance_drawn.tsv");
const TALKS: &str = include_str!("../en/talks.tsv");

fn index<'a>(all: impl Iterator<Item = &'a Vec<String>>) -> HashMap<String, Vec<usize>> {
    let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
    let mut lengths = Vec::new();
    for (at, words) in all.enumerate() {
        lengths.push(words.len());
        by_first.entry(words.first().cloned().unwrap_or_default()).or_default().push(at);
    }
    by_first.values_mut().for_each(|list| list.sort_by_key(|at| std::cmp::Reverse(lengths[*at])));
    by_first
}

fn words(row: &Row<'_>) -> Vec<String> {
    row.get("word").split(' ').map(str::to_string).collect()
}

fn predicate(row: &Row<'_>, part: Part) -> Option<Predicate> {
    Some(Predicate {
        words: words(row),
        part,
        stance: Stance::from_word(row.get("stance"))?,
        act: Act::from_word(row.get("act"))?,
        frames: row.get("frames").split(',').filter_map(|word| frame(word.trim())).map(|(frame, _)| frame).collect(),
        strength: strength(row.get("strength"))?,
        fires: row.get("fires").to_string(),
        silent: row.get("silent").to_string(),
    })
}

fn mover(row: &Row<'_>) -> Option<Mover> {
    Some(Mover {
        words: words(row),
        moved: Move::from_word(row.get("move"))?,
        preposition: row.get("frames").strip_prefix('~').map(str::to_string),
        fires: row.get("fires").to_string(),
        silent: row.get("silent").to_string(),
    })
}

fn strength(word: &str) -> Option<f32> {
    match word {
        "strong" => Some(0.95),
        "plain" => Some(0.85),
        "weak" => Some(0.65),
        _ => None,
    }
}

fn force(word: &str) -> Option<Force> {
    match word {
        "tentative" => Some(Force::Tentative),
        "would" => Some(Force::Would),
        "duty" => Some(Force::Duty),
        "future" => Some(Force::Future),
        _ => None,
    }
}

fn tie(word: &str) -> Option<Tie> {
    match word {
        "clause" => Some(Tie::Clause),
        "phrase" => Some(Tie::Phrase),
        "block" => Some(Tie::Block),
        "would" => Some(Tie::Would),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_can_be_read() {
        for (table, part) in PREDICATES {
            rows(table, |row| {
                assert!(predicate(row, *part).is_some(), "line {}: {}", row.line, row.get("word"));
                for word in row.get("frames").split(',') {
                    assert!(frame(word.trim()).is_some(), "line {}: frame {word} of {}", row.line, row.get("word"));
                }
                assert!(!row.get("silent").is_empty(), "line {}: no silent example", row.line);
            });
        }
        rows(MODALITY, |row| assert!(force(row.get("force")).is_some(), "line {}", row.line));
        rows(CONDITIONS, |row| assert!(tie(row.get("kind")).is_some(), "line {}", row.line));
        rows(MOVES, |row| assert!(mover(row).is_some(), "line {}", row.line));
    }

    #[test]
    fn no_predicate_stands_twice_with_one_complement() {
        let of = |p: &Predicate| p.frames.iter().map(|frame| format!("{:?} {} {frame:?}", p.part, p.words.join(" "))).collect::<Vec<_>>();
        let mut seen: Vec<String> = Positions::embedded().predicates.iter().flat_map(of).collect();
        seen.sort();
        let all = seen.len();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}
