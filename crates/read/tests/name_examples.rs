//! Every line of the table of names proves itself: in its first text the word does what its sense says, in its second it does not.

use codebooks::Codebook;
use lexicon::{Lexicon, NameLine, NameSense};
use model::{Article, Mention, MentionKind};
use read::Reader;

#[test]
fn every_word_of_names_does_what_it_says_and_only_there() {
    let reader = Reader::new(Codebook::world());
    let works = |line: &NameLine, text: &str| {
        let article = Article::plain("example", text);
        let mentions = reader.read(&article).mentions;
        let words = |mention: &Mention| article.words(mention.span).to_lowercase();
        match line.sense {
            NameSense::Organisation => {
                mentions.iter().any(|m| m.kind == MentionKind::Party && words(m).trim_end_matches('.').ends_with(&line.word))
            }
            NameSense::Description => mentions
                .iter()
                .any(|m| (m.how == "description" && words(m).ends_with(&line.word)) || (m.how == "role" && m.party.is_some())),
            NameSense::Where | NameSense::Motion => !mentions.iter().any(|m| m.kind == MentionKind::PlaceAsParty),
            NameSense::Member => mentions.iter().any(|m| words(m).ends_with("consumers") && m.actor.as_deref() != Some("consumers")),
            NameSense::Address => has_address(text, &line.word) && mentions.iter().any(|m| words(m) == "ann hale"),
            NameSense::Particle => mentions.iter().any(|m| words(m).contains(&format!(" {} ", line.word))),
            NameSense::Generic => !mentions.iter().any(|m| m.how == "short form"),
        }
    };
    let mut wrong = Vec::new();
    for line in Lexicon::embedded().names.lines() {
        if !works(line, &line.fires) {
            wrong.push(format!("{:?} {}: silent in {:?}", line.sense, line.word, line.fires));
        }
        if works(line, &line.silent) {
            wrong.push(format!("{:?} {}: fires in {:?}", line.sense, line.word, line.silent));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether the address stands in the text as a word of its own.
fn has_address(text: &str, word: &str) -> bool {
    text.to_lowercase().split([' ', '.']).any(|w| w == word)
}
