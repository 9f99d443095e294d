//! Sentences with their right answers come in, the bytes of a network go out.
//!
//! Plain stochastic descent (Adam, Kingma and Ba 2015) with a rate that falls to zero over the planned passes. Each batch is dealt
//! to two workers whose slopes are added in a fixed order, so the result does not depend on how many threads did the work.

use crate::network::answers::Answers;
use crate::network::features::{self, ROOT, UNKNOWN, Vocabulary};
use crate::network::noise::Noise;
use crate::network::pass::{Dropout, Pass, Setting};
use crate::network::plan::{Plan, Sizes, add};
use crate::network::reading::Parts;
use crate::network::slopes::{Lesson, learn};

/// A sentence to learn from.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// The words as written.
    pub forms: Vec<String>,
    /// One answer for each word.
    pub answers: Answers,
}

/// How to train.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Sizes of the network.
    pub sizes: Sizes,
    /// The relation that only the root's dependent has.
    pub root_relation: u8,
    /// Seed of every random choice.
    pub seed: u64,
    /// Passes over the sentences.
    pub epochs: usize,
    /// Threads, one or two; the result is the same.
    pub threads: usize,
    /// Words after which the weights are changed.
    pub batch: usize,
    /// Highest rate of change.
    pub rate: f32,
    /// Times a feature must be seen to get a vector.
    pub least: u32,
    /// Share of values blanked in the sums of feature vectors, before each layer, and before heads and relations.
    pub dropout: [f32; 3],
    /// A word seen `n` times is taken for unknown with probability `a / (a + n)` (Kiperwasser and Goldberg 2016); this is `a`.
    pub rare: f32,
    /// Share of features left out.
    pub lost: f32,
}

impl Settings {
    /// The settings that did best on the development treebanks.
    #[must_use]
    pub(crate) fn new(sizes: Sizes, root_relation: u8) -> Settings {
        Settings {
            sizes,
            root_relation,
            seed: 1,
            epochs: 30,
            threads: 2,
            batch: 500,
            rate: 2e-3,
            least: 2,
            dropout: [0.2; 3],
            rare: 0.25,
            lost: 0.05,
        }
    }
}

/// The state after a pass over the sentences.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    /// Passes done.
    pub epoch: usize,
    /// Mean loss of a word, with values blanked.
    pub loss: f32,
    /// The network as it is.
    pub bytes: Vec<u8>,
}

/// Longest sentence learnt from: the work for heads grows with its square.
const LONGEST: usize = 150;
/// Workers that share a batch.
const WORKERS: usize = 2;
/// Steps over which the rate rises to its height.
const WARM_UP: f32 = 200.0;
/// Slopes steeper than this, taken together, are scaled down.
const STEEPEST: f32 = 2.0;

/// Trains and yields the bytes of the network after the last pass; `tell` hears of each pass.
pub(crate) fn train(examples: &[Example], settings: &Settings, tell: &mut dyn FnMut(Progress)) -> Vec<u8> {
    let mut school = School::new(examples, settings);
    let mut bytes = school.write();
    for epoch in 1..=settings.epochs {
        let loss = school.pass_over(epoch);
        bytes = school.write();
        tell(Progress { epoch, loss, bytes: bytes.clone() });
    }
    bytes
}

/// Rows of the features of a sentence: the root's and each word's, and the right answers.
struct Sentence<'a> {
    rows: Vec<Vec<u32>>,
    answers: &'a Answers,
}

/// One worker's pass, and the slopes it has gathered.
#[derive(Clone, Default)]
struct Worker {
    pass: Pass,
    weights: Vec<f32>,
    vectors: Vec<f32>,
    /// Rows of `vectors` that are not zero.
    touched: Vec<u32>,
    loss: f32,
}

/// Values that are learnt, with the running means that Adam keeps for each.
struct Learnt {
    values: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

/// Rates of one step.
struct Step {
    rate: f32,
    /// What the slopes are multiplied by.
    scale: f32,
    mean_bias: f32,
    square_bias: f32,
}

struct School<'a> {
    settings: &'a Settings,
    plan: Plan,
    sentences: Vec<Sentence<'a>>,
    words: usize,
    hashes: Vec<u64>,
    /// How often the feature of a row was seen.
    seen: Vec<u32>,
    weights: Learnt,
    vectors: Learnt,
    turned: Vec<f32>,
    workers: [Worker; WORKERS],
    noise: Noise,
    steps: i32,
    planned: f32,
}

impl<'a> School<'a> {
    fn new(examples: &'a [Example], settings: &'a Settings) -> School<'a> {
        let plan = Plan::new(settings.sizes.clone());
        let (hashes, counts): (Vec<u64>, Vec<u32>) =
            features::count(examples.iter().flat_map(|example| &example.forms).map(String::as_str), settings.least).into_iter().unzip();
        let vocabulary = Vocabulary::new(hashes.iter().copied());
        let short = examples.iter().filter(|example| example.forms.len() <= LONGEST);
        let sentences: Vec<Sentence> = short.map(|example| look_up(&vocabulary, example)).collect();
        let words: usize = sentences.iter().map(|sentence| sentence.answers.heads.len()).sum();
        let mut noise = Noise(settings.seed);
        let weights = Learnt::new(plan.start(&mut noise));
        let vectors = Learnt::new((0..vocabulary.len() * settings.sizes.width).map(|_| 0.3 * noise.even()).collect());
        let worker = Worker { weights: vec![0.0; weights.values.len()], vectors: vec![0.0; vectors.values.len()], ..Worker::default() };
        School {
            settings,
            plan,
            sentences,
            words,
            hashes,
            seen: [0, 0].into_iter().chain(counts).collect(),
            weights,
            vectors,
            turned: Vec::new(),
            workers: std::array::from_fn(|_| worker.clone()),
            noise,
            steps: 0,
            planned: words as f32 / settings.batch as f32 * settings.epochs as f32,
        }
    }

    fn write(&self) -> Vec<u8> {
        let Settings { sizes, root_relation, .. } = self.settings;
        let root_relation = usize::from(*root_relation);
        Parts { sizes, root_relation, hashes: &self.hashes, weights: &self.weights.values, vectors: &self.vectors.values }.write()
    }

    /// One pass over all sentences in a new order; yields the mean loss of a word.
    fn pass_over(&mut self, epoch: usize) -> f32 {
        let mut order: Vec<usize> = (0..self.sentences.len()).collect();
        self.noise.shuffle(&mut order);
        let (mut loss, mut rest) = (0.0, &order[..]);
        while !rest.is_empty() {
            let (mut size, mut words) = (0, 0);
            while size < rest.len() && words < self.settings.batch {
                words += self.sentences[rest[size]].answers.heads.len();
                size += 1;
            }
            let (batch, later) = rest.split_at(size);
            self.study(batch, epoch);
            loss += self.step(words);
            rest = later;
        }
        loss / self.words.max(1) as f32
    }

    /// Gathers the slopes of a batch in the workers.
    fn study(&mut self, batch: &[usize], epoch: usize) {
        self.plan.turn(&self.weights.values, &mut self.turned);
        let mut workers = std::mem::take(&mut self.workers);
        let this = &*self;
        let work = |share: usize, worker: &mut Worker| {
            for &sentence in batch.iter().skip(share).step_by(WORKERS) {
                this.study_sentence(sentence, epoch, worker);
            }
        };
        if self.settings.threads > 1 {
            std::thread::scope(|scope| {
                for (share, worker) in workers.iter_mut().enumerate() {
                    scope.spawn(move || work(share, worker));
                }
            });
        } else {
            workers.iter_mut().enumerate().for_each(|(share, worker)| work(share, worker));
        }
        self.workers = workers;
    }

    fn study_sentence(&self, sentence: usize, epoch: usize, worker: &mut Worker) {
        let Sentence { rows, answers } = &self.sentences[sentence];
        let [input, layer, ends] = self.settings.dropout;
        let seed = (self.settings.seed << 40) ^ ((epoch as u64) << 20) ^ sentence as u64;
        let mut noise = Noise(Noise(seed).bits());
        let rows = self.forget(rows, &mut noise);
        let (plan, weights) = (&self.plan, &self.weights.values[..]);
        let mut setting = Setting { plan, weights, dropout: Dropout { input, layer, ends }, noise };
        let width = plan.sizes.width;
        worker.pass.run(&mut setting, answers.heads.len(), |sums| {
            for (sum, features) in sums.chunks_exact_mut(width).zip(&rows) {
                for &feature in features {
                    add(sum, &self.vectors.values[feature as usize * width..][..width]);
                }
            }
        });
        worker.pass.score_relations(&mut setting, &answers.heads);
        let mut lesson = Lesson { plan, weights, turned: &self.turned, slopes: &mut worker.weights };
        let (loss, sums) = learn(&mut worker.pass, &mut lesson, answers);
        worker.loss += loss;
        for (features, slope) in rows.iter().zip(sums.chunks_exact(width)) {
            for &feature in features {
                worker.touched.push(feature);
                add(&mut worker.vectors[feature as usize * width..][..width], slope);
            }
        }
    }

    /// Takes rare words for unknown and leaves out some features, so that the network learns to do without.
    fn forget(&self, rows: &[Vec<u32>], noise: &mut Noise) -> Vec<Vec<u32>> {
        let Settings { rare, lost, .. } = *self.settings;
        let mut kept = rows.to_vec();
        for row in &mut kept[1..] {
            let seen = self.seen[row[0] as usize] as f32;
            if noise.share() < rare / (rare + seen) {
                row[0] = UNKNOWN;
            }
            row.retain(|_| noise.share() >= lost);
        }
        kept
    }

    /// Changes the weights by what the workers gathered over `words` words; yields the summed loss.
    fn step(&mut self, words: usize) -> f32 {
        let [one, others @ ..] = &mut self.workers;
        for other in others.iter_mut() {
            add(&mut one.weights, &other.weights);
            other.weights.fill(0.0);
            one.touched.append(&mut other.touched);
            one.loss += std::mem::take(&mut other.loss);
        }
        one.touched.sort_unstable();
        one.touched.dedup();
        self.steps += 1;
        let length = one.weights.iter().map(|slope| slope * slope).sum::<f32>().sqrt() / words as f32;
        let fall = (1.0 - self.steps as f32 / (1.02 * self.planned)).max(0.0);
        let step = Step {
            rate: self.settings.rate * fall * (self.steps as f32 / WARM_UP).min(1.0),
            scale: (STEEPEST / length).min(1.0) / words as f32,
            mean_bias: 1.0 / (1.0 - MEAN.powi(self.steps)),
            square_bias: 1.0 / (1.0 - SQUARE.powi(self.steps)),
        };
        self.weights.change(0..one.weights.len(), &mut one.weights, &step);
        let width = self.plan.sizes.width;
        for row in one.touched.drain(..) {
            let range = row as usize * width..(row as usize + 1) * width;
            let slopes = &mut one.vectors[range.clone()];
            for other in others.iter_mut() {
                let theirs = &mut other.vectors[range.clone()];
                add(slopes, theirs);
                theirs.fill(0.0);
            }
            self.vectors.change(range, slopes, &step);
        }
        std::mem::take(&mut one.loss)
    }
}

fn look_up<'a>(vocabulary: &Vocabulary, example: &'a Example) -> Sentence<'a> {
    let mut lower = Vec::new();
    let mut rows = vec![vec![ROOT]];
    for form in &example.forms {
        let mut found = Vec::new();
        vocabulary.look_up(form, &mut lower, |row| found.push(row));
        rows.push(found);
    }
    Sentence { rows, answers: &example.answers }
}

/// Share of the old mean that is kept, for slopes and for their squares (the second as in Dozat and Manning 2017).
const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.95;

impl Learnt {
    fn new(values: Vec<f32>) -> Learnt {
        Learnt { mean: vec![0.0; values.len()], square: vec![0.0; values.len()], values }
    }

    /// Changes a range of the values and clears its slopes.
    fn change(&mut self, range: std::ops::Range<usize>, slopes: &mut [f32], step: &Step) {
        let (means, squares) = (&mut self.mean[range.clone()], &mut self.square[range.clone()]);
        for (((value, slope), mean), square) in self.values[range].iter_mut().zip(slopes).zip(means).zip(squares) {
            let scaled = *slope * step.scale;
            *mean = MEAN * *mean + (1.0 - MEAN) * scaled;
            *square = SQUARE * *square + (1.0 - SQUARE) * scaled * scaled;
            *value -= step.rate * (*mean * step.mean_bias) / ((*square * step.square_bias).sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}
