//! The cases of `cases/sentences.md`.

use syntax::Parser;

#[test]
fn sentences_end_where_the_cases_say() {
    let mut wrong = Vec::new();
    for (name, marked) in cases(include_str!("cases/sentences.md")) {
        let text = marked.replace('|', "");
        let parse = Parser::embedded().parse(&text);
        let found: Vec<String> = parse.sentences.iter().map(|sentence| flat(&text[sentence.span.clone()])).collect();
        let expected: Vec<String> = marked.split('|').map(flat).collect();
        if found != expected {
            wrong.push(format!("{name}:\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Heading and first fenced block of each case.
fn cases(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.split("\n## ").skip(1).filter_map(|case| {
        let (name, rest) = case.split_once('\n')?;
        let (_, rest) = rest.split_once("```text\n")?;
        Some((name, rest.split_once("\n```")?.0))
    })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
