//! The averaged perceptron (Collins 2002): sparse rows of weights, and their export into the tables of the model file.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::weights::write_map;

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct Asis(u64);

impl Hasher for Asis {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Weight of one class in one row, with its sum over time up to `stamp`.
#[derive(Clone, Copy)]
struct Cell {
    class: u8,
    weight: f32,
    total: f64,
    stamp: u32,
}

#[derive(Clone, Default)]
struct Row {
    cells: Vec<Cell>,
    updates: u32,
}

/// A classifier being trained.
#[derive(Clone, Default)]
pub(super) struct Learner {
    rows: HashMap<u64, Row, BuildHasherDefault<Asis>>,
    clock: u32,
}

/// Averaged weights, sorted by key.
pub(super) type Weights = Vec<(u64, Vec<(u8, f32)>)>;

impl Learner {
    /// Adds the weights of the keys to `scores`.
    pub(super) fn score(&self, keys: &[u64], scores: &mut [f32]) {
        for row in keys.iter().filter_map(|key| self.rows.get(key)) {
            for cell in &row.cells {
                scores[usize::from(cell.class)] += cell.weight;
            }
        }
    }

    /// Counts an example that was looked at.
    pub(super) fn tick(&mut self) {
        self.clock += 1;
    }

    /// Raises one class and lowers another.
    pub(super) fn update(&mut self, keys: &[u64], good: usize, bad: usize, step: f32) {
        for &key in keys {
            let clock = self.clock;
            let row = self.rows.entry(key).or_default();
            row.updates += 1;
            row.bump(good as u8, step, clock);
            row.bump(bad as u8, -step, clock);
        }
    }

    /// The averages of all rows that were updated at least `floor` times.
    pub(super) fn average(&self, floor: u32) -> Weights {
        let clock = f64::from(self.clock.max(1));
        let mean = |cell: &Cell| ((cell.total + f64::from(cell.weight) * f64::from(self.clock - cell.stamp)) / clock) as f32;
        let mut rows: Weights = self
            .rows
            .iter()
            .filter(|(_, row)| row.updates >= floor)
            .map(|(&key, row)| (key, row.cells.iter().map(|cell| (cell.class, mean(cell))).collect()))
            .collect();
        rows.sort_unstable_by_key(|row| row.0);
        rows
    }
}

impl Row {
    fn bump(&mut self, class: u8, step: f32, clock: u32) {
        match self.cells.iter_mut().find(|cell| cell.class == class) {
            Some(cell) => {
                cell.total += f64::from(cell.weight) * f64::from(clock - cell.stamp);
                cell.stamp = clock;
                cell.weight += step;
            }
            None => self.cells.push(Cell { class, weight: step, total: 0.0, stamp: clock }),
        }
    }
}

/// The factor that brings weights into a byte: the largest tenth of a thousandth may be clipped.
fn scale(magnitudes: &mut [f32]) -> f32 {
    if magnitudes.is_empty() {
        return 1.0;
    }
    let at = (magnitudes.len() - 1) * 9999 / 10000;
    let (_, &mut top, _) = magnitudes.select_nth_unstable_by(at, f32::total_cmp);
    127.0 / top.max(1e-9)
}

fn byte(weight: f32, factor: f32) -> i8 {
    (weight * factor).round().clamp(-127.0, 127.0) as i8
}

/// Bytes of a map for two or three classes: the weights of classes 1 and 2 over that of class 0.
pub(super) fn as_map(weights: &Weights) -> Vec<u8> {
    let pair = |row: &[(u8, f32)]| {
        let of = |class| row.iter().find(|cell| cell.0 == class).map_or(0.0, |cell| cell.1);
        [of(1) - of(0), of(2) - of(0)]
    };
    let mut magnitudes: Vec<f32> = weights.iter().flat_map(|row| pair(&row.1)).map(f32::abs).filter(|&size| size > 0.0).collect();
    let factor = scale(&mut magnitudes);
    let entries: Vec<(u64, u16)> = weights
        .iter()
        .map(|(key, row)| (*key, u16::from_le_bytes(pair(row).map(|weight| byte(weight, factor) as u8))))
        .filter(|entry| entry.1 != 0)
        .collect();
    write_map(&entries)
}
