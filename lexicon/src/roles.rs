//! Roles: nouns for those who speak or stand for somebody.
//!
//! One table comes in, `en/roles.tsv`; it answers what a noun (by its lemma) says about for whom its bearer speaks.

use std::collections::BTreeMap;

use crate::table::rows;

/// What a noun says about for whom its bearer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An office that speaks for the body named beside it: "the Chilean envoy" speaks for Chile.
    Speaks,
    /// Speaks for itself, whatever is named beside it: "the council chairman".
    Chairs,
    /// Is the body named beside it: "the Chilean government" is Chile.
    Body,
    /// Holds positions as it is written: "most coffee growers".
    Collective,
}

/// A line of the table.
#[derive(Clone, Debug)]
pub struct RoleLine {
    /// The noun, by its lemma.
    pub noun: String,
    /// Its role.
    pub role: Role,
    /// A sentence in which it is read so.
    pub fires: String,
    /// A sentence in which it stands and names nobody.
    pub silent: String,
}

/// The table.
#[derive(Debug)]
pub struct Roles {
    nouns: BTreeMap<String, RoleLine>,
}

impl Roles {
    pub(crate) fn embedded() -> Roles {
        let mut nouns = BTreeMap::new();
        rows(include_str!("../en/roles.tsv"), |row| {
            let role = match row.get("sense") {
                "speaks" => Role::Speaks,
                "chairs" => Role::Chairs,
                "body" => Role::Body,
                _ => Role::Collective,
            };
            let noun = row.get("noun").to_string();
            let line = RoleLine { noun: noun.clone(), role, fires: row.get("fires").to_string(), silent: row.get("silent").to_string() };
            nouns.entry(noun).or_insert(line);
        });
        Roles { nouns }
    }

    /// The role of a noun by its lower-case lemma; `None` for a noun that names no actor.
    ///
    /// ```
    /// use lexicon::{Lexicon, Role};
    /// let roles = &Lexicon::embedded().roles;
    /// assert_eq!(roles.of("envoy"), Some(Role::Speaks));
    /// assert_eq!(roles.of("tariff"), None);
    /// ```
    pub fn of(&self, lemma: &str) -> Option<Role> {
        self.nouns.get(lemma).map(|line| line.role)
    }

    /// Every line, by noun.
    pub fn lines(&self) -> impl Iterator<Item = &RoleLine> {
        self.nouns.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_no_noun_twice_and_no_other_sense() {
        let mut seen = std::collections::BTreeSet::new();
        rows(include_str!("../en/roles.tsv"), |row| {
            assert!(seen.insert(row.get("noun").to_string()), "line {}: {} stands twice", row.line, row.get("noun"));
            assert!(matches!(row.get("sense"), "speaks" | "chairs" | "body" | "collective"), "line {}", row.line);
        });
        assert!(seen.len() > 200);
    }
}
