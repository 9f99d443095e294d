//! Every line of the reporting tables proves itself: read through the whole of reading, its first sentence makes an attribution with the word as
//! cue, its second makes none.

use codebooks::Codebook;
use lexicon::{Cue, Lexicon};
use model::{Article, Span};
use read::Reader;
use syntax::Parser;

/// Lines whose sentence the parser does not yet read as it should; kept here by name, so that the list can only shrink.
const NOT_YET: &str = include_str!("reporting_not_yet.txt");

#[test]
fn every_reporting_word_fires_where_it_says_and_only_there() {
    let reader = Reader::new(Codebook::world());
    let mut wrong: Vec<String> = Vec::new();
    for cue in Lexicon::embedded().reporting.cues() {
        let name = format!("{:?} {}", cue.part, cue.words.join(" ")).to_lowercase();
        if !fires(&reader, cue, &cue.fires) {
            wrong.push(format!("{name}: silent in {:?}", cue.fires));
        }
        if cue.silent.is_empty() || fires(&reader, cue, &cue.silent) {
            wrong.push(format!("{name}: fires in {:?}", cue.silent));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reporting_not_yet.txt");
        std::fs::write(path, wrong.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        return;
    }
    let known: Vec<&str> = NOT_YET.lines().collect();
    let new: Vec<&String> = wrong.iter().filter(|line| !known.contains(&line.as_str())).collect();
    assert!(new.is_empty(), "{} lines do not do what they say:\n{new:#?}", new.len());
    assert!(
        known.len() * 20 < Lexicon::embedded().reporting.cues().len(),
        "one line in twenty may wait for the parser, {} do",
        known.len()
    );
}

/// Whether an attribution of this sentence has the word in its cue.
fn fires(reader: &Reader<'_>, cue: &Cue, sentence: &str) -> bool {
    let parse = Parser::embedded().parse(sentence);
    let last = cue.words.last().map_or("", String::as_str);
    let first = cue.words.first().map_or("", String::as_str);
    let is = |word: usize, form: &str| {
        let lemma = parse.lemma(word);
        lemma == form
            || lemma.strip_suffix('e') == Some(form)
            || form.strip_suffix('e') == Some(lemma)
            || parse.word(sentence, word).eq_ignore_ascii_case(form)
    };
    let places: Vec<Span> = (0..parse.tokens.len())
        .filter(|word| is(*word, first) || is(*word, last))
        .map(|word| Span { start: parse.tokens[word].start, end: parse.tokens[word].end })
        .collect();
    let reading = reader.read(&Article::plain("example", sentence));
    reading.attributions.iter().flat_map(|a| &a.cue).any(|span| places.iter().any(|place| span.overlaps(*place)))
}
