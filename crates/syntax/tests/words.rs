//! The table of `cases/words.tsv`: a text and its words.

use syntax::Parser;

#[test]
fn texts_fall_apart_as_the_table_says() {
    let mut wrong = Vec::new();
    for line in include_str!("cases/words.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [text, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("two columns: {line}") };
        let parse = Parser::embedded().parse(text);
        let mut found = String::new();
        for (word, token) in parse.tokens.iter().enumerate() {
            let joint = if token.part > 1 { "+" } else { " " };
            found.push_str(if word == 0 { "" } else { joint });
            found.push_str(parse.word(text, word));
        }
        if found != expected {
            wrong.push(format!("{text}\n  {found}\n  instead of\n  {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
