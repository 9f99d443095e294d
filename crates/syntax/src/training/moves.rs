//! Training of moves and relations: a dynamic oracle says which moves lose no more of the gold tree than has been lost already
//! (Goldberg and Nivre 2013), and after the first passes the parser mostly follows its own moves, so that it learns to go on after a mistake.

use super::learner::{Learner, as_map, as_rows};
use super::{Dice, Example, Plan, measure, parser};
use crate::arcs::{LEFT, Padded, RIGHT, SHIFT, State, features};
use crate::conllu::Document;
use crate::model::{SECTIONS, Section};
use crate::tagger::best;
use crate::tags::Rel;

/// Learns both classifiers together and keeps the pass with the best labelled score on `dev`.
pub(super) fn learn(
    examples: &[Example],
    dev: &[Document],
    plan: &Plan,
    sections: &mut [Vec<u8>; SECTIONS],
    say: &mut dyn FnMut(&str),
) {
    let (mut steps, mut relations) = (Learner::default(), Learner::default());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice(plan.seed + 77);
    let mut kept = (f64::MIN, sections.clone());
    for epoch in 1..=plan.move_epochs {
        dice.shuffle(&mut order);
        let mut walk = Walk {
            steps: &mut steps,
            relations: &mut relations,
            dice: &mut dice,
            explore: epoch > 1,
            right: 0,
            count: 0,
        };
        for &at in &order {
            walk.sentence(&examples[at]);
        }
        let trained = 100.0 * walk.right as f64 / walk.count.max(1) as f64;
        if epoch % 3 == 0 || epoch == plan.move_epochs {
            sections[Section::Arcs as usize] = as_map(&steps.average(5));
            (
                sections[Section::RelSlots as usize],
                sections[Section::RelPairs as usize],
            ) = as_rows(&relations.average(4));
            let figures = measure(&parser(sections), dev);
            let sizes = [Section::Arcs, Section::RelSlots, Section::RelPairs]
                .map(|section| sections[section as usize].len() / 1024);
            say(&format!(
                "moves, pass {epoch}: {trained:.2} of moves right in training; dev {figures}; KB {sizes:?}"
            ));
            if figures.las > kept.0 {
                kept = (figures.las, sections.clone());
            }
        }
    }
    *sections = kept.1;
}

struct Walk<'l> {
    steps: &'l mut Learner,
    relations: &'l mut Learner,
    dice: &'l mut Dice,
    explore: bool,
    right: usize,
    count: usize,
}

impl Walk<'_> {
    fn sentence(&mut self, example: &Example) {
        let mut words = Padded::default();
        words.fill(&example.words);
        let mut state = State::default();
        state.start(example.words.len());
        while !state.done() {
            let step = self.step(&state, &words, example);
            let rel = if step == SHIFT {
                0
            } else {
                self.relation(&state, &words, step, example)
            };
            state.make(step, rel, rel == Rel::Case as u8 || rel == Rel::Mark as u8);
        }
    }

    /// Learns from the choice of a move and gives the one to follow.
    fn step(&mut self, state: &State, words: &Padded, example: &Example) -> usize {
        let legal = state.legal();
        if let [one] = (0..3).filter(|&step| legal[step]).collect::<Vec<_>>()[..] {
            return one;
        }
        let costs = costs(state, &example.heads);
        let least = (0..3)
            .filter(|&step| legal[step])
            .map(|step| costs[step])
            .min()
            .unwrap_or(0);
        let keys = features(state, words);
        let mut scores = [0f32; 3];
        self.steps.score(&keys, &mut scores);
        let top = |allowed: &dyn Fn(usize) -> bool| {
            (0..3)
                .filter(|&step| allowed(step))
                .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
                .unwrap_or(SHIFT)
        };
        let guess = top(&|step| legal[step]);
        let gold = top(&|step| legal[step] && costs[step] == least);
        self.steps.tick();
        self.count += 1;
        self.right += usize::from(costs[guess] == least);
        if costs[guess] > least {
            self.steps.update(&keys, gold, guess, 1.0);
        }
        if self.explore && self.dice.chance(0.9) {
            guess
        } else {
            gold
        }
    }

    /// Learns from the naming of an arc, where the arc is right, and gives the name to follow.
    fn relation(&mut self, state: &State, words: &Padded, step: usize, example: &Example) -> u8 {
        let (head, child) = state.arc(step);
        if head > state.count {
            return Rel::Root as u8;
        }
        let keys = crate::relations::features(state, words, head, child);
        let mut scores = [0f32; 256];
        self.relations.score(&keys, &mut scores);
        scores[Rel::Root as usize] = f32::MIN;
        let guess = best(&scores[..Rel::ALL.len()]);
        let gold = usize::from(example.rels[usize::from(child)]);
        if example.heads[usize::from(child)] == head {
            self.relations.tick();
            if guess != gold {
                self.relations.update(&keys, gold, guess, 1.0);
            }
        }
        guess as u8
    }
}

/// How many gold arcs each move puts out of reach.
fn costs(state: &State, heads: &[u16]) -> [u32; 3] {
    let (s0, s1, b) = (state.stacked(0), state.stacked(1), state.front);
    let head = |word: u16| heads.get(usize::from(word)).copied().unwrap_or(0);
    let ahead = |word: u16| {
        (b..=state.count)
            .filter(|&child| head(child) == word)
            .count() as u32
    };
    let mut costs = [0; 3];
    if b <= state.count {
        let below = state.stack.len().saturating_sub(1);
        let lost_head = state.stack[..below].contains(&head(b));
        let lost_children = state
            .stack
            .iter()
            .filter(|&&child| head(child) == b)
            .count() as u32;
        costs[SHIFT] = u32::from(lost_head) + lost_children;
    }
    if s0 > 0 {
        let children = ahead(s0);
        let h = head(s0);
        costs[LEFT] = children + u32::from(h > b || (s1 > 0 && h == s1));
        costs[RIGHT] = children + u32::from(h >= b);
    }
    costs
}
