//! What is known of a form beforehand: the set of tags it had.

use std::collections::BTreeMap;

use crate::conllu::Document;
use crate::weights::write_map;
use crate::words::{form, habits_key};

/// Forms seen less often have no known habits.
const FLOOR: usize = 3;

/// Bytes of the lexicon's map.
pub(super) fn learn(documents: &[Document]) -> Vec<u8> {
    let mut counts: BTreeMap<u32, BTreeMap<(u8, u8), usize>> = BTreeMap::new();
    for document in documents {
        for (word, gold) in document.words.iter().zip(&document.gold) {
            let slice = &document.text[word.start as usize..word.end as usize];
            *counts.entry(form(slice)).or_default().entry((gold.upos as u8, gold.xpos as u8)).or_default() += 1;
        }
    }
    let mut sets: BTreeMap<Vec<(u8, u8)>, u16> = BTreeMap::new();
    let mut entries = Vec::new();
    for (form, tags) in &counts {
        let all: usize = tags.values().sum();
        if all < FLOOR {
            continue;
        }
        let mut by_count: Vec<_> = tags.iter().filter(|(_, count)| **count * 20 >= all).collect();
        by_count.sort_by_key(|(tag, count)| (usize::MAX - **count, **tag));
        let set: Vec<(u8, u8)> = by_count.iter().take(3).map(|(tag, _)| **tag).collect();
        let next = sets.len() as u16 + 1;
        entries.push((habits_key(*form), *sets.entry(set).or_insert(next)));
    }
    write_map(&entries)
}
