//! A network learns a few invented sentences, gives the same bytes again, and reads anything.

use super::learning::{Example, Settings, train};
use super::reading::Unreadable;
use super::{Answers, Kind, Network, Scratch, Sizes};
use proptest::prelude::*;
use std::sync::OnceLock;

/// Form, universal tag, treebank tag, head, relation; relation 0 is the root's.
const TALKS: &[(&str, u8, u8, usize, u8)] = &[("Talks", 0, 0, 2, 1), ("resumed", 1, 1, 0, 0), (".", 2, 2, 2, 2)];
const REFUSAL: &[(&str, u8, u8, usize, u8)] =
    &[("Ministers", 0, 0, 3, 1), ("never", 3, 3, 3, 3), ("accepted", 1, 1, 0, 0), ("terms", 0, 0, 3, 4), (".", 2, 2, 3, 2)];
const HOPE: &[(&str, u8, u8, usize, u8)] = &[("Envoys", 0, 0, 2, 1), ("hope", 1, 4, 0, 0)];

fn examples() -> Vec<Example> {
    let example = |sentence: &&[(&str, u8, u8, usize, u8)]| Example {
        forms: sentence.iter().map(|word| word.0.to_owned()).collect(),
        answers: Answers {
            upos: sentence.iter().map(|word| word.1).collect(),
            xpos: sentence.iter().map(|word| word.2).collect(),
            heads: sentence.iter().map(|word| word.3).collect(),
            relations: sentence.iter().map(|word| word.4).collect(),
        },
    };
    [TALKS, REFUSAL, HOPE].iter().map(example).collect()
}

fn settings(threads: usize) -> Settings {
    let sizes = Sizes {
        width: 32,
        arc: 16,
        label: 16,
        tagging: vec![Kind::Convolution, Kind::Recurrence],
        parsing: vec![Kind::Recurrence],
        classes: [4, 5, 5],
    };
    Settings { batch: 5, epochs: 300, rate: 0.01, threads, least: 1, dropout: [0.0; 3], lost: 0.0, rare: 0.0, ..Settings::new(sizes, 0) }
}

fn learnt() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| train(&examples(), &settings(1), &mut |_| {}))
}

fn read(forms: &[&str]) -> Answers {
    let mut answers = Answers::default();
    Network::new(learnt()).expect("what training wrote is a network").read(forms, &mut Scratch::default(), &mut answers);
    answers
}

#[test]
fn what_was_learnt_is_known() {
    for example in examples() {
        let forms: Vec<&str> = example.forms.iter().map(String::as_str).collect();
        assert_eq!(read(&forms), example.answers, "{forms:?}");
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    assert!(train(&examples(), &settings(2), &mut |_| {}) == learnt());
}

#[test]
fn other_bytes_are_refused() {
    let bytes = learnt();
    for cut in [0, 4, 20, 60, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Network::new(bytes[..cut].to_vec()).err(), Some(Unreadable), "cut at {cut}");
    }
    assert!(Unreadable.to_string().contains("train it again"));
}

#[test]
fn a_long_sentence_is_one_tree() {
    let forms = ["Talks", "resumed", "and", "envoys", "hope"].repeat(500);
    is_tree(&read(&forms), forms.len());
}

/// Every word has all answers, exactly one hangs from the root, and every way up ends there.
fn is_tree(answers: &Answers, words: usize) {
    let Answers { upos, xpos, heads, relations } = answers;
    assert_eq!([upos.len(), xpos.len(), heads.len(), relations.len()], [words; 4]);
    assert_eq!(heads.iter().filter(|&&head| head == 0).count(), usize::from(words > 0));
    for word in 1..=words {
        let way = std::iter::successors(Some(word), |&at| (at > 0).then(|| heads[at - 1]));
        assert!(way.take(words + 2).any(|at| at == 0), "word {word} never comes to the root");
    }
    for (head, relation) in heads.iter().zip(relations) {
        assert_eq!(*head == 0, *relation == 0);
    }
}

proptest! {
    #[test]
    fn any_words_make_a_tree(forms in prop::collection::vec(any::<String>(), 0..60)) {
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        is_tree(&read(&forms), forms.len());
    }

    #[test]
    fn any_bytes_are_refused_or_read(mut bytes in prop::collection::vec(any::<u8>(), 0..200), whole in any::<bool>()) {
        if whole {
            let mut real = learnt().to_vec();
            real.splice(..bytes.len().min(60), bytes.drain(..bytes.len().min(60)));
            bytes = real;
        }
        if let Ok(network) = Network::new(bytes) {
            network.read(&["Talks", "resumed"], &mut Scratch::default(), &mut Answers::default());
        }
    }
}
