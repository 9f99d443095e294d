//! The rules of `data/rules.tsv`, compiled into one automaton over token classes.
//!
//! In: the classes of a text's tokens and a place among them. Out: every rule that reads a run of tokens starting there, the longest run first and
//! of equal runs the earlier rule. A rule says only *where* an expression is; its builder says what it means.

use std::collections::HashMap;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, MatchKind};

use crate::build::{Builder, builder};
use crate::token::Class;

/// One line of the table.
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) build: Builder,
    left: Neighbour,
    right: Neighbour,
    /// An example sentence, `None` for `-`.
    #[cfg(test)]
    pub(crate) fires: Option<&'static str>,
    /// A sentence in which it must not fire.
    #[cfg(test)]
    pub(crate) silent: &'static str,
}

/// What the token beside a match must be.
#[derive(Clone, Copy)]
struct Neighbour {
    classes: ClassSet,
    wanted: bool,
}

/// A set of classes.
#[derive(Clone, Copy, Default)]
struct ClassSet([u64; 4]);

impl ClassSet {
    fn insert(&mut self, class: u8) {
        self.0[usize::from(class >> 6)] |= 1 << (class & 63);
    }

    fn contains(self, class: u8) -> bool {
        self.0[usize::from(class >> 6)] & (1 << (class & 63)) != 0
    }
}

/// All rules and their automaton.
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    dfa: dense::DFA<Vec<u32>>,
    start: StateID,
    /// The classes that some rule begins with.
    begins: ClassSet,
}

const TABLE: &str = include_str!("../data/rules.tsv");

impl Rules {
    /// The embedded table. A line that does not read is left out; a test makes sure there is none.
    pub(crate) fn embedded() -> Self {
        let mut names = HashMap::new();
        let (mut rules, mut patterns) = (Vec::new(), Vec::new());
        for line in TABLE.lines() {
            let cells: Vec<&'static str> = line.split('\t').collect();
            match cells.as_slice() {
                ["let", name, pattern] => {
                    names.insert(*name, *pattern);
                }
                [id, build, pattern, left, right, fires, silent] => {
                    let (Some(build), Some(pattern)) = (builder(build), compile(pattern, &names, 8)) else { continue };
                    let (Some(left), Some(right)) = (Neighbour::parse(left, &names), Neighbour::parse(right, &names)) else { continue };
                    #[cfg(not(test))]
                    let (_, _) = (fires, silent);
                    rules.push(Rule {
                        id,
                        build,
                        left,
                        right,
                        #[cfg(test)]
                        fires: (*fires != "-").then_some(*fires),
                        #[cfg(test)]
                        silent,
                    });
                    patterns.push(pattern);
                }
                _ => {}
            }
        }
        let (dfa, start) = automaton(&patterns);
        let mut begins = ClassSet::default();
        for class in (0..=u8::MAX).filter(|class| !dfa.is_dead_state(dfa.next_state(start, *class))) {
            begins.insert(class);
        }
        Rules { rules, dfa, start, begins }
    }

    /// Calls `visit(end, rule)` for the rules that read `classes[at..end]`, until it answers `true`.
    pub(crate) fn matches(&self, classes: &[u8], at: usize, mut visit: impl FnMut(usize, usize) -> bool) -> bool {
        if !self.begins.contains(classes[at]) {
            return false;
        }
        let mut ends: Vec<(usize, StateID)> = Vec::new();
        let mut state = self.start;
        let mut to = at;
        loop {
            // The automaton reports a match one step after its last token.
            state = match classes.get(to) {
                Some(class) => self.dfa.next_state(state, *class),
                None => self.dfa.next_eoi_state(state),
            };
            if self.dfa.is_match_state(state) {
                ends.push((to, state));
            } else if self.dfa.is_dead_state(state) {
                break;
            }
            if to >= classes.len() {
                break;
            }
            to += 1;
        }
        ends.iter().rev().any(|(end, state)| {
            let mut found: Vec<usize> = (0..self.dfa.match_len(*state)).map(|i| self.dfa.match_pattern(*state, i).as_usize()).collect();
            found.sort_unstable();
            found.into_iter().any(|rule| {
                let rule_row = &self.rules[rule];
                let before = at.checked_sub(1).map_or(Class::Break as u8, |i| classes[i]);
                let after = classes.get(*end).copied().unwrap_or(Class::Break as u8);
                rule_row.left.allows(before) && rule_row.right.allows(after) && visit(*end, rule)
            })
        })
    }
}

impl Neighbour {
    fn parse(text: &str, names: &HashMap<&str, &str>) -> Option<Self> {
        let (wanted, text) = text.strip_prefix('!').map_or((true, text), |rest| (false, rest));
        if text == "-" {
            return Some(Neighbour { classes: ClassSet::default(), wanted: false });
        }
        let text = names.get(text).copied().unwrap_or(text);
        let mut classes = ClassSet::default();
        for name in text.trim_matches(['(', ')']).split('|') {
            classes.insert(Class::from_name(name.trim())? as u8);
        }
        Some(Neighbour { classes, wanted })
    }

    fn allows(self, class: u8) -> bool {
        self.classes.contains(class) == self.wanted
    }
}

/// Rewrites a pattern over names into a regular expression over class bytes; `None` when a name is unknown.
fn compile(pattern: &str, names: &HashMap<&str, &str>, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_alphabetic() {
            let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = &rest[..len];
            match names.get(name) {
                Some(inner) => out.push_str(&format!("(?:{})", compile(inner, names, depth)?)),
                None => out.push_str(&format!("\\x{:02X}", Class::from_name(name)? as u8)),
            }
            rest = &rest[len..];
        } else {
            match c {
                '(' => out.push_str("(?:"),
                ' ' => {}
                _ => out.push(c),
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(out)
}

/// One anchored automaton that reports every match of every pattern.
fn automaton(patterns: &[String]) -> (dense::DFA<Vec<u32>>, StateID) {
    let built = dense::Builder::new()
        .configure(dense::Config::new().start_kind(StartKind::Anchored).match_kind(MatchKind::All))
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .build_many(patterns);
    // The table is part of the program: a pattern that does not compile is a defect that the tests find, and the tagger then finds nothing.
    let dfa = built.ok().or_else(|| dense::DFA::never_match().ok());
    match dfa.and_then(|dfa| dfa.universal_start_state(Anchored::Yes).map(|start| (dfa, start))) {
        Some(found) => found,
        None => unreachable!("an automaton without look-around has one start"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_reads() {
        let lines = TABLE.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty() && !l.starts_with("let\t"));
        let ids: Vec<&str> = Rules::embedded().rules.iter().map(|r| r.id).collect();
        let listed: Vec<&str> = lines.map(|l| l.split('\t').next().unwrap_or("")).collect();
        assert_eq!(ids, listed);
    }
}
