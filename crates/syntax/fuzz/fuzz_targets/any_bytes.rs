//! Any bytes, read as UTF-8 with replacements: no panic, one root in each sentence, every span resolves; and as CoNLL-U: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use syntax::{Parser, conllu, tree};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parser = Parser::embedded();
    let parse = parser.parse(&text);
    for (at, sentence) in parse.sentences.iter().enumerate() {
        let root = parse.root(at).expect("a root");
        assert_eq!(parse.subtree(root), sentence.tokens, "one tree covers the sentence");
    }
    for token in &parse.tokens {
        assert!(text.get(token.start as usize..token.end as usize).is_some_and(|word| !word.is_empty()));
    }
    let _ = tree::write(&text, &parse);
    if let Ok(document) = conllu::read(&text) {
        let parse = parser.parse_words(&document.text, &document.words, &document.sentences);
        let _ = document.write(&parse);
    }
});
