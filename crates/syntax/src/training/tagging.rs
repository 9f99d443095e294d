//! Training of the tagger, and tags for the parser's training from taggers that have not seen the sentence.

use std::collections::BTreeMap;

use super::learner::{Learner, as_rows};
use super::{Dice, Example, Plan, measure, parser};
use crate::conllu::Document;
use crate::model::{SECTIONS, Section};
use crate::tagger::{assign, best, features};

/// Learns classes and weights, and leaves each example's words with jackknifed tags.
pub(super) fn learn(
    examples: &mut [Example],
    dev: &[Document],
    plan: &Plan,
    sections: &mut [Vec<u8>; SECTIONS],
    say: &mut dyn FnMut(&str),
) {
    let classes = classes(examples);
    sections[Section::Classes as usize] = classes.concat();
    let mut learner = Learner::default();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice(plan.seed);
    for epoch in 1..=plan.tag_epochs {
        dice.shuffle(&mut order);
        let right = pass(&mut learner, examples, &order, &classes);
        if epoch == plan.tag_epochs || epoch % 4 == 0 {
            let (slots, pairs) = as_rows(&learner.average(2));
            say(&format!(
                "tags: {} KB + {} KB",
                slots.len() / 1024,
                pairs.len() / 1024
            ));
            sections[Section::TagSlots as usize] = slots;
            sections[Section::TagPairs as usize] = pairs;
            say(&format!(
                "tags, pass {epoch}: {right:.2} in training; dev {}",
                measure(&parser(sections), dev)
            ));
        }
    }
    jackknife(examples, plan, &classes, say);
}

/// The classes that occur more than twice, most frequent first.
fn classes(examples: &[Example]) -> Vec<[u8; 2]> {
    let mut counts: BTreeMap<[u8; 2], usize> = BTreeMap::new();
    for &tags in examples.iter().flat_map(|example| &example.gold_tags) {
        *counts.entry(tags).or_default() += 1;
    }
    let mut classes: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 2).collect();
    classes.sort_by_key(|(tags, count)| (usize::MAX - count, *tags));
    classes
        .into_iter()
        .map(|(tags, _)| tags)
        .take(200)
        .collect()
}

/// One pass; gives the share that was right.
fn pass(
    learner: &mut Learner,
    examples: &mut [Example],
    order: &[usize],
    classes: &[[u8; 2]],
) -> f64 {
    let (mut count, mut right) = (0usize, 0usize);
    for &at in order {
        let Example {
            words, gold_tags, ..
        } = &mut examples[at];
        for place in 0..words.len() {
            let keys = features(words, place);
            let mut scores = [0f32; 256];
            learner.score(&keys, &mut scores);
            let guess = best(&scores[..classes.len()]);
            learner.tick();
            count += 1;
            if let Some(gold) = classes.iter().position(|class| *class == gold_tags[place]) {
                if guess == gold {
                    right += 1;
                } else {
                    learner.update(&keys, gold, guess, 1.0);
                }
            }
            assign(&mut words[place], guess, classes);
        }
    }
    100.0 * right as f64 / count.max(1) as f64
}

/// Tags each fold with a tagger trained on the others.
fn jackknife(
    examples: &mut [Example],
    plan: &Plan,
    classes: &[[u8; 2]],
    say: &mut dyn FnMut(&str),
) {
    let (mut count, mut right) = (0usize, 0usize);
    let mut results: Vec<(usize, Vec<crate::words::Word>)> = Vec::new();
    for fold in 0..plan.folds {
        let inside = |at: usize| at * plan.folds / examples.len().max(1) == fold;
        let mut order: Vec<usize> = (0..examples.len()).filter(|&at| !inside(at)).collect();
        let held: Vec<usize> = (0..examples.len()).filter(|&at| inside(at)).collect();
        let mut learner = Learner::default();
        let mut dice = Dice(plan.seed + 1000 + fold as u64);
        for _ in 0..plan.tag_epochs.min(5) {
            dice.shuffle(&mut order);
            pass(&mut learner, examples, &order, classes);
        }
        let (slots, pairs) = as_rows(&learner.average(2));
        let rows = crate::weights::Rows::new(&slots, &pairs);
        for at in held {
            let mut words = examples[at].words.clone();
            crate::tagger::tag(&mut words, rows, classes);
            count += words.len();
            right += words
                .iter()
                .zip(&examples[at].gold_tags)
                .filter(|(word, gold)| [(word.upos - 1) as u8, (word.xpos - 1) as u8] == **gold)
                .count();
            results.push((at, words));
        }
    }
    for (at, words) in results {
        examples[at].words = words;
    }
    say(&format!(
        "tags, jackknifed: {:.2} right",
        100.0 * right as f64 / count.max(1) as f64
    ));
}
