//! A parse for people: one word a line, indented under its head.

use crate::parse::Parse;

/// Writes each sentence as its text and an indented tree: relation, word, tag, lemma where it differs. Empty for an empty parse.
///
/// ```
/// let text = "Talks resumed.";
/// let tree = syntax::tree::write(text, &syntax::Parser::embedded().parse(text));
/// assert!(tree.starts_with("Talks resumed.\n  root resumed VERB/VBD (resume)\n    nsubj Talks NOUN/NNS (talk)\n"));
/// ```
pub fn write(text: &str, parse: &Parse) -> String {
    let mut out = String::new();
    for (at, sentence) in parse.sentences.iter().enumerate() {
        let words = text.get(sentence.span.clone()).unwrap_or_default().split_whitespace();
        out.push_str(&words.collect::<Vec<_>>().join(" "));
        out.push('\n');
        // Depth first without recursion: a chain can be as deep as the sentence is long.
        let mut open: Vec<(usize, usize)> = parse.root(at).map(|root| (root, 1)).into_iter().collect();
        while let Some((word, depth)) = open.pop() {
            line(&mut out, text, parse, word, depth);
            let children: Vec<usize> = parse.children(word).collect();
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        out.push('\n');
    }
    out
}

fn line(out: &mut String, text: &str, parse: &Parse, word: usize, depth: usize) {
    let token = &parse.tokens[word];
    let (form, lemma) = (parse.word(text, word), parse.lemma(word));
    out.push_str(&"  ".repeat(depth));
    out.push_str(&format!("{} {form} {}/{}", token.rel, token.upos, token.xpos));
    if form.to_lowercase() != lemma {
        out.push_str(&format!(" ({lemma})"));
    }
    out.push('\n');
}
