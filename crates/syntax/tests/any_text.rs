//! Promises for any input: valid trees, spans in order, bounded sentences.

use proptest::prelude::*;
use syntax::{Parse, Parser, ROOT, segment};

/// Checks every promise of a parse.
fn check(text: &str, parse: &Parse) {
    let mut next = 0;
    for (at, sentence) in parse.sentences.iter().enumerate() {
        assert_eq!(sentence.tokens.start, next, "sentences follow each other");
        assert!(!sentence.tokens.is_empty() && sentence.tokens.len() <= segment::LONGEST);
        next = sentence.tokens.end;
        let roots = sentence.tokens.clone().filter(|&word| parse.tokens[word].head == ROOT).count();
        assert_eq!(roots, 1, "one root in {:?}", text.get(sentence.span.clone()));
        for word in sentence.tokens.clone() {
            assert!(parse.ancestors(word).take(sentence.tokens.len()).all(|above| sentence.tokens.contains(&above)));
            assert_eq!(parse.ancestors(word).take(sentence.tokens.len() + 1).last().or(Some(word)), parse.root(at), "no cycle");
            assert!(parse.subtree(word).contains(&word) && parse.children(word).all(|child| parse.head(child) == Some(word)));
        }
    }
    assert_eq!(next, parse.tokens.len());
    let mut end = 0;
    for (word, token) in parse.tokens.iter().enumerate() {
        assert!(token.start >= end && token.end > token.start, "spans ascend");
        end = token.end;
        let slice = text.get(token.start as usize..token.end as usize).expect("spans lie on character borders");
        assert!(!slice.is_empty() && !slice.chars().any(char::is_whitespace));
        assert_eq!(parse.word_at(token.start as usize), Some(word));
        assert!(parse.multiword(word).contains(&word));
    }
}

proptest! {
    #[test]
    fn any_string_gives_valid_trees(text in any::<String>()) {
        check(&text, &Parser::embedded().parse(&text));
    }

    #[test]
    fn any_words_give_valid_trees(text in "([a-zA-Z'’.,!?\"()\\-0-9]{0,9}[ \n]{0,2}){0,60}") {
        check(&text, &Parser::embedded().parse(&text));
    }

    #[test]
    fn any_block_is_read_or_skipped(text in any::<String>(), start in 0usize..40, length in 0usize..40) {
        let block = start..start + length;
        let parse = Parser::embedded().parse_blocks(&text, std::slice::from_ref(&block));
        check(&text, &parse);
        prop_assert!(parse.tokens.iter().all(|token| block.contains(&(token.start as usize))));
    }

    #[test]
    fn scratch_leaves_no_trace(one in any::<String>(), other in any::<String>()) {
        let (parser, mut scratch, mut parse) = (Parser::embedded(), syntax::Scratch::default(), Parse::default());
        for text in [&one, &other] {
            parser.parse_into(text, &segment::blocks(text), &mut scratch, &mut parse);
        }
        prop_assert_eq!(parse, parser.parse(&other));
    }
}

#[test]
fn a_line_without_end_is_cut() {
    for piece in ["word ", "a", ". ", "( ", "don't ", "\u{200b}\u{301}"] {
        let text = piece.repeat(8_000);
        check(&text, &Parser::embedded().parse(&text));
    }
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\n\n\n", "\u{a0}"] {
        assert_eq!(Parser::embedded().parse(text), Parse::default());
    }
}

#[test]
fn a_given_sentence_may_be_longer_than_any_we_cut() {
    let text = "so ".repeat(70_000);
    let words: Vec<syntax::GivenWord> = (0..70_000).map(|at| syntax::GivenWord { start: at * 3, end: at * 3 + 2, part: 0 }).collect();
    let parse = Parser::embedded().parse_words(&text, &words, std::slice::from_ref(&(0..words.len())));
    assert_eq!(parse.tokens.len(), words.len());
}
