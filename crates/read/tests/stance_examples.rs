//! Every line of the position tables proves itself: read through the whole of reading, its first sentence yields a statement with the word in its cue
//! and the stance of the line, its second none.

use codebooks::Codebook;
use lexicon::Lexicon;
use model::{Article, Stance};
use read::Reader;

/// Lines that are not yet read as they should be; kept here by name, so that the list can only shrink.
const NOT_YET: &str = include_str!("stance_not_yet.txt");

#[test]
fn every_position_word_fires_where_it_says_and_only_there() {
    let reader = Reader::new(Codebook::world());
    let positions = &Lexicon::embedded().positions;
    let mut wrong: Vec<String> = Vec::new();
    let mut lines = 0;
    for predicate in positions.predicates() {
        lines += 1;
        let name = format!("{:?} {}", predicate.part, predicate.words.join(" ")).to_lowercase();
        if !taken(&reader, &predicate.fires, &predicate.words).contains(&predicate.stance) {
            wrong.push(format!("{name}: no {} in {:?}", predicate.stance, predicate.fires));
        }
        if !taken(&reader, &predicate.silent, &predicate.words).is_empty() {
            wrong.push(format!("{name}: a position in {:?}", predicate.silent));
        }
    }
    let others = positions.all_light_verbs().iter().map(|l| (&l.words, &l.fires, &l.silent));
    for (words, fires, silent) in others.chain(positions.all_movers().iter().map(|m| (&m.words, &m.fires, &m.silent))) {
        lines += 1;
        let name = words.join(" ");
        if reader.read(&Article::plain("example", fires)).statements.is_empty() {
            wrong.push(format!("{name}: silent in {fires:?}"));
        }
        if !taken(&reader, silent, words).is_empty() {
            wrong.push(format!("{name}: a position in {silent:?}"));
        }
    }
    for proof in lexicon::Positions::proofs() {
        lines += 1;
        let name = format!("{} {}", proof.table, proof.word);
        let stances = |sentence: &str| -> Vec<Stance> {
            reader
                .read(&Article::plain("example", sentence))
                .statements
                .iter()
                .map(|s| s.stance)
                .filter(|s| *s != Stance::Neutral)
                .collect()
        };
        let (fires, silent) = (stances(&proof.fires), stances(&proof.silent));
        let conditional = proof.table == "conditions";
        if fires.is_empty() || conditional && !fires.contains(&Stance::Conditional) {
            wrong.push(format!("{name}: nothing in {:?}", proof.fires));
        }
        if conditional && silent.contains(&Stance::Conditional) || !conditional && !silent.is_empty() {
            wrong.push(format!("{name}: a position in {:?}", proof.silent));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stance_not_yet.txt");
        std::fs::write(path, wrong.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        return;
    }
    let known: Vec<&str> = NOT_YET.lines().collect();
    let new: Vec<&String> = wrong.iter().filter(|line| !known.contains(&line.as_str())).collect();
    assert!(new.is_empty(), "{} lines do not do what they say:\n{new:#?}", new.len());
    assert!(known.len() * 10 < lines, "one line in ten may wait, {} of {lines} do", known.len());
}

/// The stances of the statements of this sentence whose cue or point begins with the word.
fn taken(reader: &Reader<'_>, sentence: &str, words: &[String]) -> Vec<Stance> {
    let stem: String = words[0].chars().take(3).collect();
    let reading = reader.read(&Article::plain("example", sentence));
    let cue = |s: &model::Statement| {
        s.cue.of(sentence).to_lowercase().contains(&stem) || s.predicate.of(sentence).to_lowercase().starts_with(&stem[..1])
    };
    reading.statements.iter().filter(|s| cue(s)).map(|s| s.stance).collect()
}
