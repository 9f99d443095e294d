//! Short forms: surnames, initials, abbreviations and first words under which somebody named in full comes back.

use std::collections::BTreeMap;

use lexicon::NameSense;
use model::MentionKind;
use syntax::Upos;

use super::{Actor, Desk, Draft};

impl Desk<'_, '_> {
    pub(super) fn short_forms(&mut self) {
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
                let first = name
                    .split_whitespace()
                    .next()
                    .filter(|f| f.len() > 3 && !self.is_named(&f.to_lowercase(), NameSense::Generic) && name.contains(' '));
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
}

pub(super) fn is_abbreviation(word: &str) -> bool {
    (2..=7).contains(&word.len())
        && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '-')
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// The forms in which a person comes back: the last word of the name, and what follows a first particle.
fn short_names(name: &str) -> Vec<String> {
    name.rsplit(' ').next().filter(|_| name.contains(' ')).map(str::to_string).into_iter().collect()
}
