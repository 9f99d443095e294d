//! Lemma scripts from the treebanks: one for each frequent form, and endings that generalise.

use std::collections::{BTreeMap, BTreeSet};

use crate::conllu::Document;
use crate::lemma::{LONGEST_ENDING, Lemmas, ending_key, form_key, lemma_key, script, second_key};
use crate::tags::Xpos;
use crate::weights::{Map, write_map};

/// Counts of scripts.
type Votes = BTreeMap<[u8; 8], usize>;

/// Bytes of the map of scripts and of the table of scripts.
pub(super) fn learn(documents: &[Document]) -> (Vec<u8>, Vec<u8>) {
    let forms = count(documents);
    let mut numbers: BTreeMap<[u8; 8], u16> = BTreeMap::new();
    for entry in forms.values().flat_map(BTreeMap::keys) {
        let next = numbers.len() as u16 + 1;
        numbers.entry(*entry).or_insert(next);
    }
    let table: Vec<[u8; 8]> = {
        let mut by_number: Vec<_> = numbers.iter().map(|(entry, number)| (*number, *entry)).collect();
        by_number.sort_unstable();
        by_number.into_iter().map(|(_, entry)| entry).collect()
    };
    let (first, second) = endings(&forms);
    let mut entries: Vec<(u64, u16)> = first.iter().map(|((ending, xpos), entry)| (ending_key(ending, *xpos), numbers[entry])).collect();
    entries.extend(second.iter().map(|((ending, xpos), entry)| (second_key(ending, *xpos), numbers[entry])));
    entries.extend(known(documents).into_iter().map(|key| (key, 1)));
    let (rules, table) = (write_map(&entries), table.concat());
    let guess = Lemmas { scripts: Map::new(&rules), table: &table };
    let mut lemma = String::new();
    for ((form, xpos), votes) in &forms {
        let winner = top(votes);
        lemma.clear();
        guess.lemma(form, *xpos, &mut lemma);
        if script(form, &lemma) != Some(winner) {
            entries.push((form_key(form, *xpos), numbers[&winner]));
        }
    }
    (write_map(&entries), table)
}

/// The scripts of every form and tag, proper names apart (their lemma is the form).
fn count(documents: &[Document]) -> BTreeMap<(String, Xpos), Votes> {
    let mut forms: BTreeMap<(String, Xpos), Votes> = BTreeMap::new();
    for document in documents {
        for (word, gold) in document.words.iter().zip(&document.gold) {
            let text = document.text[word.start as usize..word.end as usize].to_lowercase().replace('\u{2019}', "'");
            let lemma = gold.lemma.to_lowercase();
            if let Some(entry) = script(&text, &lemma).filter(|_| lemma != "_") {
                *forms.entry((text, gold.xpos)).or_default().entry(entry).or_default() += 1;
            }
        }
    }
    forms
}

/// The script with most votes.
fn top(votes: &Votes) -> [u8; 8] {
    votes.iter().max_by_key(|(entry, count)| (**count, std::cmp::Reverse(**entry))).map_or([0; 8], |(entry, _)| *entry)
}

/// Keys of the lemmas that occur.
fn known(documents: &[Document]) -> BTreeSet<u64> {
    let words = documents.iter().flat_map(|document| &document.gold);
    words.filter_map(|word| lemma_key(&word.lemma.to_lowercase(), word.xpos)).collect()
}

/// Scripts by ending and tag.
type Rules = BTreeMap<(String, Xpos), [u8; 8]>;

/// Endings whose usual script differs from that of the next shorter ending, and the second choices of all. Each form votes once.
fn endings(forms: &BTreeMap<(String, Xpos), Votes>) -> (Rules, Rules) {
    let mut votes: BTreeMap<(String, Xpos), Votes> = BTreeMap::new();
    for ((form, xpos), scripts) in forms {
        for length in 0..=LONGEST_ENDING.min(form.len()) {
            if let Some(ending) = form.get(form.len() - length..) {
                *votes.entry((ending.to_owned(), *xpos)).or_default().entry(top(scripts)).or_default() += 1;
            }
        }
    }
    let mut kept = Rules::new();
    for length in 0..=LONGEST_ENDING {
        for ((ending, xpos), scripts) in votes.iter().filter(|((ending, _), _)| ending.len() == length) {
            let winner = top(scripts);
            let shorter = (1..=length).filter_map(|cut| ending.get(cut..)).find_map(|short| kept.get(&(short.to_owned(), *xpos)));
            if scripts.values().sum::<usize>() >= 2 && shorter != Some(&winner) {
                kept.insert((ending.clone(), *xpos), winner);
            }
        }
    }
    (kept, votes.into_iter().filter_map(|(ending, scripts)| Some((ending, second(scripts)?))).collect())
}

/// The script with most votes but one, where at least two forms have it.
fn second(mut votes: Votes) -> Option<[u8; 8]> {
    votes.remove(&top(&votes));
    votes.retain(|_, count| *count >= 2);
    (!votes.is_empty()).then(|| top(&votes))
}
