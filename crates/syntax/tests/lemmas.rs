//! The table of `cases/lemmas.tsv`: a word, a sentence with it, its lemma.

use syntax::Parser;

#[test]
fn words_have_the_lemmas_of_the_table() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/lemmas.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [word, sentence, lemma] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let parse = Parser::embedded().parse(sentence);
        let at = (0..parse.tokens.len()).find(|&at| parse.word(sentence, at) == word).unwrap_or_else(|| panic!("{word} in {sentence}"));
        if parse.lemma(at) != lemma {
            wrong.push(format!("{word} ({}): {} instead of {lemma}", parse.tokens[at].xpos, parse.lemma(at)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
