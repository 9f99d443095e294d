//! The built-in model is of this version and carries its notice; other bytes are refused; training is repeatable.

use syntax::training::{Plan, measure, train};
use syntax::{Parser, Unreadable, conllu};

/// A few invented sentences, enough to train something.
const TREEBANK: &str = include_str!("cases/treebank.conllu");

#[test]
fn the_built_in_model_names_its_sources() {
    let notice = Parser::embedded().notice();
    assert!(notice.contains("UD_English-EWT") && notice.contains("UD_English-GUM") && notice.contains("CC BY-SA 4.0"), "{notice}");
    assert_eq!(notice, include_str!("../model/NOTICE.md"));
}

#[test]
fn other_bytes_are_refused() {
    assert_eq!(Parser::from_model(&b"no model"[..]).err(), Some(Unreadable));
    assert_eq!(Parser::from_model(&b"SYNTAX\x00\x02cut short"[..]).err(), Some(Unreadable));
}

#[test]
fn the_same_treebank_and_seed_give_the_same_bytes() {
    let documents = [conllu::read(TREEBANK).expect("the treebank is well formed")];
    let plan = Plan { tree_epochs: 3, threads: 1, ..Plan::default() };
    let one = train(&documents, &documents, &plan, &mut |_| {});
    let other = train(&documents, &documents, &Plan { threads: 2, ..plan }, &mut |_| {});
    assert!(one == other, "seed and treebank alone decide");
    assert!(Parser::from_model(one).is_ok());
}

#[test]
fn the_built_in_parser_reads_the_invented_sentences() {
    let documents = [conllu::read(TREEBANK).expect("the treebank is well formed")];
    let figures = measure(Parser::embedded(), &documents);
    assert!(figures.upos > 90.0 && figures.las > 80.0, "{figures}");
}

#[test]
fn conllu_survives_a_round_trip() {
    let document = conllu::read(TREEBANK).expect("the treebank is well formed");
    let parse = Parser::embedded().parse_words(&document.text, &document.words, &document.sentences);
    let again = conllu::read(&document.write(&parse)).expect("what is written can be read");
    assert_eq!(again.text, document.text);
    assert_eq!(again.words, document.words);
    assert_eq!(again.sentences, document.sentences);
}

#[test]
fn malformed_conllu_names_its_line() {
    let wrong = conllu::read("1\tone\tone\tNUM\tCD\t_\t0\troot\t_\t_\n2\ttwo\n").expect_err("two columns");
    assert_eq!(wrong.line, 2);
    assert!(wrong.to_string().contains("line 2"));
    assert!(conllu::read("1\tone\tone\tNUM\tCD\t_\t7\troot\t_\t_\n").is_err());
}
