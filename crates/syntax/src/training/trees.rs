//! Training of the network for tags and trees: treebanks become examples with numbered classes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Plan, measure, parser};
use crate::conllu::Document;
use crate::model::{Classes, Section, Sections};
use crate::network::learning::{Example, Progress, Settings, train};
use crate::network::{Answers, Kind, Sizes};
use crate::tags::{Rel, Upos, Xpos};

/// Learns classes and network.
pub(super) fn learn(teach: &[Document], dev: &[Document], plan: &Plan, sections: &mut Sections, say: &mut dyn FnMut(&str)) {
    let numbers = Numbers::new(teach);
    sections[Section::Classes as usize] = numbers.classes().write();
    let examples: Vec<Example> =
        teach.iter().flat_map(|document| document.sentences.iter().map(|range| numbers.example(document, range.clone()))).collect();
    let settings = settings(&numbers, plan);
    let mut curve = |progress: Progress| {
        sections[Section::Network as usize] = progress.bytes;
        let figures: Vec<String> =
            dev.iter().map(|document| measure(&parser(sections), std::slice::from_ref(document)).to_string()).collect();
        say(&format!("trees, pass {}: loss {:.4}; dev {}", progress.epoch, progress.loss, figures.join(" | ")));
    };
    if plan.tree_epochs > 0 {
        sections[Section::Network as usize] = train(&examples, &settings, &mut curve);
    }
}

/// The settings that did best on the development treebanks.
fn settings(numbers: &Numbers, plan: &Plan) -> Settings {
    let classes = [numbers.upos.len(), numbers.xpos.len(), numbers.rel.len()];
    let sizes = Sizes {
        width: 128,
        arc: 64,
        label: 64,
        tagging: vec![Kind::Convolution, Kind::Recurrence, Kind::Recurrence],
        parsing: vec![Kind::Recurrence, Kind::Recurrence],
        classes,
    };
    Settings { seed: plan.seed, epochs: plan.tree_epochs, threads: plan.threads, ..Settings::new(sizes, numbers.rel[Rel::Root.name()]) }
}

/// Class numbers of the names that the treebanks use, in the order of the names.
struct Numbers {
    upos: BTreeMap<&'static str, u8>,
    xpos: BTreeMap<&'static str, u8>,
    rel: BTreeMap<&'static str, u8>,
}

impl Numbers {
    fn new(documents: &[Document]) -> Self {
        let gold = || documents.iter().flat_map(|document| &document.gold);
        Self {
            upos: number(gold().map(|word| word.upos.name())),
            xpos: number(gold().map(|word| word.xpos.name())),
            rel: number(gold().map(|word| word.rel.name()).chain([Rel::Root.name()])),
        }
    }

    fn classes(&self) -> Classes {
        Classes {
            upos: self.upos.keys().map(|name| Upos::from_name(name)).collect(),
            xpos: self.xpos.keys().map(|name| Xpos::from_name(name)).collect(),
            rel: self.rel.keys().map(|name| Rel::from_name(name)).collect(),
        }
    }

    fn example(&self, document: &Document, range: Range<usize>) -> Example {
        let words = &document.gold[range.clone()];
        Example {
            forms: words.iter().map(|word| word.form.clone()).collect(),
            answers: Answers {
                upos: words.iter().map(|word| self.upos[word.upos.name()]).collect(),
                xpos: words.iter().map(|word| self.xpos[word.xpos.name()]).collect(),
                heads: words.iter().map(|word| word.head.map_or(0, |head| head + 1 - range.start)).collect(),
                relations: words.iter().map(|word| self.rel[word.rel.name()]).collect(),
            },
        }
    }
}

/// Numbers names in their order.
fn number(names: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, u8> {
    let mut numbers: BTreeMap<&'static str, u8> = names.map(|name| (name, 0)).collect();
    for (number, slot) in numbers.values_mut().enumerate() {
        *slot = number as u8;
    }
    numbers
}
