//! The table of `cases/morphology.tsv`, and the arguments of a verb.

use syntax::Parser;
use syntax::morphology::{agent, group, object, subject};

#[test]
fn groups_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/morphology.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [sentence, word, expected @ ..] = &line.split('\t').collect::<Vec<_>>()[..] else { panic!("columns: {line}") };
        let parse = Parser::embedded().parse(sentence);
        let at = (0..parse.tokens.len()).find(|&at| parse.word(sentence, at) == *word).unwrap_or_else(|| panic!("{word} in {sentence}"));
        let found = group(&parse, at);
        let named = [
            (found.passive, "passive"),
            (found.perfect, "perfect"),
            (found.progressive, "progressive"),
            (found.negated, "negated"),
            (found.imperative, "imperative"),
        ];
        let mut marks: Vec<String> = named.iter().filter(|mark| mark.0).map(|mark| mark.1.to_owned()).collect();
        marks.extend(found.modal.map(|modal| format!("{modal:?}")));
        let found = [format!("{:?}", found.tense), format!("{:?}", found.form), marks.join(" ")];
        if found[..] != *expected {
            wrong.push(format!("{sentence} ({word}): {found:?} instead of {expected:?}\n{}", syntax::tree::write(sentence, &parse)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_verb_knows_its_arguments() {
    let text = "The minister signed the treaty. The treaty was rejected by the parliament.";
    let parse = Parser::embedded().parse(text);
    let word = |at: Option<usize>| at.map(|at| parse.word(text, at));
    let (first, second) = (parse.root(0).expect("a root"), parse.root(1).expect("a root"));
    assert_eq!(word(subject(&parse, first)), Some("minister"));
    assert_eq!(word(object(&parse, first)), Some("treaty"));
    assert_eq!(word(agent(&parse, first)), None);
    assert_eq!(word(subject(&parse, second)), Some("treaty"));
    assert_eq!(word(agent(&parse, second)), Some("parliament"));
    assert_eq!(subject(&parse, usize::MAX), None);
}
