use super::super::question::NONE;
use super::cut::Cut;
use super::grow::{grow, nearest_homes, some_homes};
use super::regions::{Ground, Regions};
use crate::Watch;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Coolings, and steps of the first for each home; each is twice as long as the one before.
const COOLINGS: u32 = 4;
const STEPS: u64 = 40;
const FEWEST: u64 = 400;
/// Coolings after which nothing will be found when nothing was.
const PATIENCE: u32 = 2;
/// How warm a cooling ends, as a share of its begin.
const COLD: f64 = 0.002;

/// Moves homes at the edge of a catchment into the one beside it, with whatever would be cut off,
/// and takes worse ones while it is warm. What misses the limits costs more the longer it does.
pub(super) struct Anneal<'a> {
    regions: Regions<'a>,
    cut: Cut,
    random: ChaCha8Rng,
    /// By place, a home it keeps in any case.
    held: Vec<u32>,
    /// What a missed person costs, and the bounds of that.
    rate: f64,
    rates: (f64, f64),
    /// So many missed people of one center count double.
    scale: f64,
    /// What a person out of reach costs beside that.
    dear: f64,
    best: Option<i64>,
    best_of: Vec<u32>,
    /// Homes that may lie otherwise now than in the best.
    changed: Vec<u32>,
    is_changed: Vec<bool>,
    /// The least missed, and what was held then, while nothing keeps the limits.
    pub nearest: (i64, Vec<i64>),
}

/// Where catchments begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// At the home nearest to the center, which stays with it.
    Held,
    /// There, but it may go.
    Nearest,
    /// At some home.
    Anywhere,
}

/// A move: what it costs beside the limits, how many people it moves and how many into reach.
struct Move {
    to: u32,
    load: i64,
    cost: i64,
    beyond: i64,
}

impl<'a> Anneal<'a> {
    pub fn new(ground: &'a Ground<'a>, prices: &[i64], seed: u64, begin: Begin) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let seeds = match begin {
            Begin::Anywhere => some_homes(ground, &mut random),
            Begin::Held | Begin::Nearest => nearest_homes(ground),
        };
        let regions = Regions::new(ground, grow(ground, &seeds, prices));
        let people = ground.question.people().max(1) as f64;
        let places = ground.open.len() as f64;
        let homes = 0..ground.homes() as u32;
        let nearest =
            |home: u32| (0..ground.open.len()).filter_map(|p| ground.value(home, p)).min();
        let mean = homes.clone().filter_map(nearest).sum::<i64>() as f64 / people + 1.0;
        let dearest = ground.question.costs.costs.iter().max().copied().unwrap_or(0);
        let mut anneal = Self {
            cut: Cut::new(ground.homes()),
            random,
            held: if begin == Begin::Held { seeds } else { vec![NONE; seeds.len()] },
            rate: mean / 4.0,
            rates: (mean / 64.0, mean * 1e6),
            scale: people / places / 50.0 + 1.0,
            dear: f64::from(dearest),
            best: None,
            best_of: regions.of.clone(),
            changed: vec![],
            is_changed: vec![false; ground.homes()],
            nearest: (regions.miss(), regions.load.clone()),
            regions,
        };
        anneal.note();
        anneal
    }

    /// The least cost that keeps all limits, and by home the place.
    pub fn best(&self) -> Option<(i64, &[u32])> {
        self.best.map(|cost| (cost, &self.best_of[..]))
    }

    /// Cools several times, until nothing can be better than `bound` or the time is up.
    pub fn run(&mut self, bound: i64, watch: &Watch<'_>) {
        let homes = self.regions.of.len() as u64;
        let warm = self.warmth();
        for cooling in 0..COOLINGS {
            if cooling >= PATIENCE && self.best.is_none() {
                return;
            }
            let steps = (homes * STEPS).max(FEWEST) << cooling;
            let weigh = homes / 8 + 32;
            if cooling > 0 && self.best.is_some() {
                self.back_to_best();
            }
            for step in 0..steps {
                if step.is_multiple_of(64)
                    && (watch.stop().is_some() || self.best.is_some_and(|best| best <= bound))
                {
                    return;
                }
                let phase = step as f64 / steps as f64;
                let warmth = warm * COLD.powf(phase) / f64::from(1u32 << cooling);
                self.step(warmth);
                if step.is_multiple_of(weigh) {
                    let missed = self.regions.miss() > 0;
                    let rate = self.rate * if missed { 1.3 } else { 0.95 };
                    self.rate = rate.clamp(self.rates.0, self.rates.1);
                }
            }
        }
    }

    /// What moves cost on average, before any is made.
    fn warmth(&mut self) -> f64 {
        const ASKED: u32 = 500;
        let mut sum = 0.0;
        for _ in 0..ASKED {
            sum += self.some_move().map_or(0.0, |step| step.cost.abs() as f64);
        }
        sum / f64::from(ASKED) / 2.0 + 1e-6
    }

    fn penalty(&self, place: usize, load: i64) -> f64 {
        let (from, to) = self.regions.ground.limits(place);
        let missed = ((load - to).max(0) + (from - load).max(0)) as f64;
        self.rate * (missed + missed * missed / self.scale)
    }

    /// A home at an edge with what hangs on it, to a catchment beside it. What moves is in the cut.
    fn some_move(&mut self) -> Option<Move> {
        let regions = &self.regions;
        let edge = &regions.edge;
        let home = *edge.get(self.random.random_range(0..edge.len().max(1)))?;
        let from = regions.of[home as usize];
        let other = |other: &&u32| regions.of[**other as usize] != from;
        let near = &regions.ground.beside[home as usize];
        let ways = near.iter().filter(other).count();
        let way = self.random.random_range(0..ways.max(1));
        let to = regions.of[*near.iter().filter(other).nth(way)? as usize];
        self.cut.around(regions, home);
        let held = self.held[from as usize];
        if to == NONE || self.cut.lost.contains(&held) {
            return None;
        }
        let mut step = Move { to, load: 0, cost: 0, beyond: 0 };
        for home in &self.cut.lost {
            let load = regions.ground.load(*home);
            step.load += load;
            for (place, sign) in [(from, -1), (to, 1)] {
                match regions.ground.value(*home, place as usize) {
                    None => step.beyond += sign * (load + 1),
                    Some(value) => step.cost += sign * value,
                }
            }
        }
        Some(step)
    }

    fn step(&mut self, warmth: f64) {
        let Some(step) = self.some_move() else { return };
        let from = self.regions.of[self.cut.lost[0] as usize] as usize;
        let to = step.to as usize;
        let (here, there) = (self.regions.load[from], self.regions.load[to]);
        let missed = self.penalty(from, here - step.load) - self.penalty(from, here)
            + self.penalty(to, there + step.load)
            - self.penalty(to, there);
        let worse = step.cost as f64 + missed + step.beyond as f64 * (self.rate + self.dear);
        if worse > 0.0 && worse >= -warmth * self.random.random_range(1e-12..1.0f64).ln() {
            return;
        }
        self.regions.shift(&self.cut.lost, step.to);
        for home in &self.cut.lost {
            if !std::mem::replace(&mut self.is_changed[*home as usize], true) {
                self.changed.push(*home);
            }
        }
        self.note();
    }

    /// Keeps what is the best so far.
    fn note(&mut self) {
        let known = self.best.unwrap_or(i64::MAX);
        if self.best.is_some() && self.regions.cost >= known {
            return;
        }
        let miss = self.regions.miss();
        if miss < self.nearest.0 {
            self.nearest = (miss, self.regions.load.clone());
        }
        if miss > 0 {
            return;
        }
        self.best = Some(self.regions.cost);
        for home in self.changed.drain(..) {
            self.best_of[home as usize] = self.regions.of[home as usize];
            self.is_changed[home as usize] = false;
        }
    }

    fn back_to_best(&mut self) {
        self.regions = Regions::new(self.regions.ground, self.best_of.clone());
        for home in self.changed.drain(..) {
            self.is_changed[home as usize] = false;
        }
    }
}
