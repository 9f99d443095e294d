//! Training of the classifiers that cut text, on the running text of the treebanks.
//!
//! Each paragraph is a block; a second copy joins all paragraphs of a file's document, since newswire often comes without them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::learner::{Learner, as_map};
use super::{Dice, Plan, parser};
use crate::conllu::Document;
use crate::model::{Section, Sections};
use crate::parse::GivenWord;
use crate::segment::{self, Char, Gaps, INSIDE, PART, Sofar, TOKEN, contraction_key, end_features, look, may_end, scan};
use crate::weights::{Map, write_map};

/// Learns the three tables.
pub(super) fn learn(train: &[Document], dev: &[Document], plan: &Plan, sections: &mut Sections, say: &mut dyn FnMut(&str)) {
    sections[Section::Contractions as usize] = contractions(train);
    let (mut gaps, mut ends) = (Learner::default(), Learner::default());
    let mut blocks: Vec<(usize, Range<usize>)> =
        (0..train.len()).flat_map(|at| paragraphs(&train[at]).into_iter().map(move |range| (at, range))).collect();
    let mut dice = Dice(plan.seed + 5);
    let bounds: Vec<Bounds> = train.iter().map(Bounds::new).collect();
    for epoch in 1..=plan.cut_epochs {
        dice.shuffle(&mut blocks);
        let mut missed = 0;
        for (at, words) in &blocks {
            let document = &train[*at];
            let slice = &document.words[words.clone()];
            let block = slice[0].start as usize..slice[slice.len() - 1].end as usize;
            missed += learn_gaps(&mut gaps, &document.text, block, &bounds[*at], Map::new(&sections[Section::Contractions as usize]));
            let lexicon = Map::new(&sections[Section::Lexicon as usize]);
            let joined = join(document, words, 1 + (dice.roll() % JOINED) as usize);
            learn_ends(&mut ends, document, words.clone(), &bounds[*at], lexicon);
            if dice.chance(REREAD) {
                learn_ends(&mut ends, document, joined, &bounds[*at], lexicon);
            }
        }
        if epoch % 4 == 0 || epoch == plan.cut_epochs {
            sections[Section::Gaps as usize] = as_map(&gaps.average(1));
            sections[Section::Ends as usize] = as_map(&ends.average(1));
            let sizes = [Section::Gaps, Section::Ends].map(|section| sections[section as usize].len() / 1024);
            let parser = parser(sections);
            let figures: Vec<String> = dev
                .iter()
                .map(|document| {
                    format!(
                        "{} (without paragraphs {})",
                        raw_figures(&parser, document, &segment::blocks(&document.text)),
                        raw_figures(&parser, document, std::slice::from_ref(&(0..document.text.len())))
                    )
                })
                .collect();
            say(&format!("cutting, pass {epoch}: {missed} places out of reach; dev {}; KB {sizes:?}", figures.join(" | ")));
        }
    }
}

/// Word ranges of the paragraphs.
fn paragraphs(document: &Document) -> Vec<Range<usize>> {
    let starts = document.paragraphs.iter().map(|&start| document.words.partition_point(|word| (word.start as usize) < start));
    let mut edges: Vec<usize> = std::iter::once(0).chain(starts).chain([document.words.len()]).collect();
    edges.dedup();
    edges.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect()
}

/// An end is learned from unless it is right by this much.
const MARGIN: f32 = 1.0;

/// Share of paragraphs that are read a second time, together with those after them.
const REREAD: f64 = 0.3;

/// Paragraphs that are read as one block at most.
const JOINED: u64 = 6;

/// The words from the start of a paragraph to the end of the `count`th from it.
fn join(document: &Document, words: &Range<usize>, count: usize) -> Range<usize> {
    let from = document.words[words.end - 1].end as usize;
    let next = document.paragraphs.partition_point(|&start| start < from);
    let end = document
        .paragraphs
        .get(next + count - 1)
        .map_or(document.words.len(), |&end| document.words.partition_point(|word| (word.start as usize) < end));
    words.start..end.max(words.end)
}

/// Where words and sentences end in a document.
struct Bounds {
    /// Decision by byte offset at which a word ends inside a chunk.
    words: HashMap<u32, usize>,
    /// Words that end a sentence.
    last: Vec<bool>,
}

impl Bounds {
    fn new(document: &Document) -> Self {
        let mut words = HashMap::new();
        for pair in document.words.windows(2) {
            let decision = if pair[1].part > 1 { PART } else { TOKEN };
            if pair[0].end > pair[0].start && (decision == TOKEN || pair[1].start == pair[0].end) {
                words.insert(pair[0].end, decision);
            }
        }
        let mut last = vec![false; document.words.len()];
        for range in &document.sentences {
            last[range.end - 1] = true;
        }
        Self { words, last }
    }
}

/// One block; gives the number of ends that no candidate offers.
fn learn_gaps(learner: &mut Learner, text: &str, block: Range<usize>, bounds: &Bounds, contractions: Map<'_>) -> usize {
    let mut chars: Vec<Char> = Vec::new();
    scan(text, block, &mut chars);
    let mut gaps = Gaps::new(&chars);
    let (mut at, mut missed) = (0, 0);
    while at < chars.len() {
        if gaps.is_space(at) {
            at += 1;
            continue;
        }
        gaps.enter(at);
        for (place, char) in chars.iter().enumerate().take(gaps.end()).skip(at + 1) {
            let gold = bounds.words.get(&char.at).copied().unwrap_or(INSIDE);
            if !gaps.candidate(place, contractions) {
                missed += usize::from(gold != INSIDE);
                continue;
            }
            let keys = gaps.features(place);
            let mut scores = [0f32; 3];
            learner.score(&keys, &mut scores);
            let guess = (0..3).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(INSIDE);
            learner.tick();
            if guess != gold {
                learner.update(&keys, gold, guess, 1.0);
            }
            gaps.decide(place, gold);
        }
        gaps.leave();
        at = gaps.end();
    }
    missed
}

fn learn_ends(learner: &mut Learner, document: &Document, words: Range<usize>, bounds: &Bounds, lexicon: Map<'_>) {
    let mut seen = Vec::new();
    look(&document.text, &document.words[words.clone()], lexicon, &mut seen);
    let mut sofar = Sofar::default();
    for at in 0..seen.len() - 1 {
        sofar.step(&seen, at);
        if !may_end(&seen, at) {
            continue;
        }
        let gold = usize::from(bounds.last[words.start + at]);
        let keys = end_features(&seen, at, &sofar);
        let mut scores = [0f32; 2];
        learner.score(&keys, &mut scores);
        learner.tick();
        if scores[gold] - scores[1 - gold] < MARGIN {
            learner.update(&keys, gold, 1 - gold, 1.0);
        }
        if gold == 1 {
            sofar.restart(at + 1);
        }
    }
}

/// Runs of letters that fall apart more than once: the run's hash and the place of the cut.
fn contractions(documents: &[Document]) -> Vec<u8> {
    let mut counts: BTreeMap<(u32, u16), usize> = BTreeMap::new();
    for document in documents {
        for pair in document.words.windows(2) {
            let [first, second] = pair else { continue };
            let inner = second.part > 1 && first.end == second.start && first.end > first.start;
            if let Some((run, cut)) = inner.then(|| run_around(&document.text, first, second)).flatten() {
                *counts.entry((run, cut)).or_default() += 1;
            }
        }
    }
    let mut best: BTreeMap<u32, (usize, u16)> = BTreeMap::new();
    for ((run, cut), count) in counts {
        let entry = best.entry(run).or_default();
        *entry = (*entry).max((count, cut));
    }
    let entries: Vec<(u64, u16)> =
        best.into_iter().filter(|(_, (count, _))| *count >= 2).map(|(run, (_, cut))| (contraction_key(run), cut)).collect();
    write_map(&entries)
}

/// The run of letters across the border of two words, if there is one, and the border's place in it.
fn run_around(text: &str, first: &GivenWord, second: &GivenWord) -> Option<(u32, u16)> {
    let mut chars = Vec::new();
    scan(text, first.start as usize..second.end as usize, &mut chars);
    let mut gaps = Gaps::new(&chars);
    gaps.enter(0);
    let border = chars.iter().position(|c| c.at == first.end)?;
    let start = gaps.run_start(border);
    (start < border).then(|| (gaps.run(gaps.run_end(border)), (border - start) as u16))
}

/// F1 of words and sentences on running text.
fn raw_figures(parser: &super::Parser, document: &Document, blocks: &[Range<usize>]) -> String {
    let (words, sentences) = parser.cut(&document.text, blocks);
    let spans =
        |words: &[GivenWord]| -> std::collections::BTreeSet<(u32, u32)> { words.iter().map(|word| (word.start, word.end)).collect() };
    let ends = |words: &[GivenWord], sentences: &[Range<usize>]| -> std::collections::BTreeSet<(u32, u32)> {
        sentences.iter().map(|range| (words[range.start].start, words[range.end - 1].end)).collect()
    };
    let f1 = |ours: &std::collections::BTreeSet<(u32, u32)>, gold: &std::collections::BTreeSet<(u32, u32)>| {
        200.0 * ours.intersection(gold).count() as f64 / (ours.len() + gold.len()).max(1) as f64
    };
    let words_f1 = f1(&spans(&words), &spans(&document.words));
    let sentences_f1 = f1(&ends(&words, &sentences), &ends(&document.words, &document.sentences));
    format!("words {words_f1:.2} sentences {sentences_f1:.2}")
}
