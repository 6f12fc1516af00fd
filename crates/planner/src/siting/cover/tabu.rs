use super::core::Core;
use super::open::Open;
use crate::{Stop, Watch};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Local search on all exchanges of one open candidate for a closed one, with a short memory that
/// forbids going straight back, begun anew from altered or joined elites.
pub(super) struct Search<'a> {
    core: &'a Core,
    random: ChaCha8Rng,
    /// The best sets met, best first, no two alike.
    elites: Vec<(f64, Vec<u32>)>,
    /// Exchanges made so far.
    pub moves: u64,
}

const ELITES: usize = 12;
/// Exchanges between two looks at the watch.
const BREATH: u64 = 64;

impl<'a> Search<'a> {
    pub(super) fn new(core: &'a Core, seed: u64) -> Self {
        Self { core, random: ChaCha8Rng::seed_from_u64(seed), elites: vec![], moves: 0 }
    }

    pub(super) fn best(&self) -> Option<(f64, &[u32])> {
        self.elites.first().map(|(value, open)| (*value, open.as_slice()))
    }

    /// Whether it got in: not worse than the worst elite, and not there yet.
    pub(super) fn offer(&mut self, value: f64, open: Vec<u32>) -> bool {
        if self.elites.iter().any(|(v, o)| *v == value && *o == open) {
            return false;
        }
        let place = self.elites.partition_point(|(v, _)| *v >= value);
        if place >= ELITES {
            return false;
        }
        self.elites.insert(place, (value, open));
        self.elites.truncate(ELITES);
        true
    }

    /// Best exchanges only, until none helps.
    pub(super) fn descend(&mut self, open: &[u32]) -> f64 {
        let mut state = Open::new(self.core, open);
        state.fill(|_| true);
        while let Some(exchange) = state.exchange(|_| true, |_, change, so_far| change > so_far) {
            if exchange.change <= 0.0 {
                break;
            }
            self.moves += 1;
            state.close(exchange.close);
            state.open(exchange.open);
            state.fill(|_| true);
        }
        let value = state.value;
        self.offer(value, state.list());
        value
    }

    /// Walks on from `state` until `patience` exchanges brought nothing better. Returns the best
    /// set of this walk.
    pub(super) fn walk(
        &mut self,
        state: &mut Open<'_>,
        patience: u64,
        watch: &Watch<'_>,
    ) -> (f64, Vec<u32>, Option<Stop>) {
        let n = self.core.len();
        let (mut shut_until, mut held_until) = (vec![0u64; n], vec![0u64; n]);
        let (mut best, mut best_open) = (state.value, state.list());
        let (mut time, mut stale, mut stop) = (0u64, 0u64, None);
        while stale < patience {
            time += 1;
            stale += 1;
            self.moves += 1;
            if time % BREATH == 0 {
                stop = watch.stop();
                if stop.is_some() {
                    break;
                }
            }
            let random = &mut self.random;
            let (value, mut ties) = (state.value, 1u32);
            let exchange = state.exchange(
                |c| held_until[c as usize] < time,
                |c, change, so_far| {
                    if shut_until[c as usize] >= time && value + change <= best {
                        return false;
                    }
                    ties = if change > so_far { 1 } else { ties + 1 };
                    ties == 1 || random.random_range(0..ties) == 0
                },
            );
            let Some(exchange) = exchange else { break };
            let size = (n - self.core.most_open().min(n)).min(40) as u64;
            state.close(exchange.close);
            state.open(exchange.open);
            shut_until[exchange.close as usize] = time + 3 + self.random.random_range(0..=size / 4);
            held_until[exchange.open as usize] = time + 1 + self.random.random_range(0..=3);
            state.fill(|c| shut_until[c as usize] < time);
            if state.value > best {
                (best, stale) = (state.value, 0);
                best_open = state.list();
            }
        }
        (best, best_open, stop)
    }

    /// Walks from the best, alters and joins elites, until `rounds` walks in a row found nothing
    /// better or `enough` is reached.
    pub(super) fn go_on(
        &mut self,
        enough: f64,
        rounds: u32,
        patience: u64,
        watch: &Watch<'_>,
    ) -> Option<Stop> {
        let mut idle = 0;
        let first = self.best().map_or_else(Vec::new, |(_, open)| open.to_vec());
        let mut from = first;
        while idle < rounds {
            let mut state = Open::new(self.core, &from);
            state.fill(|_| true);
            let before = self.best().map_or(-1.0, |(value, _)| value);
            let (value, open, stop) = self.walk(&mut state, patience, watch);
            self.offer(value, open);
            if stop.is_some() {
                return stop;
            }
            idle = if value > before { 0 } else { idle + 1 };
            if self.best().is_some_and(|(value, _)| value >= enough) {
                return None;
            }
            from = match self.elites.len() {
                0 => vec![],
                1 => self.altered(),
                _ if self.random.random_range(0..3) == 0 => self.joined(),
                _ => self.altered(),
            };
        }
        None
    }

    /// An elite, often the best, with a part of the city cleared: a site and those that share homes
    /// with it, or some anywhere.
    fn altered(&mut self) -> Vec<u32> {
        let last = self.elites.len().min(1 + self.random.random_range(0..ELITES));
        let elite = self.random.random_range(0..last.max(1));
        let mut open = self.elites.get(elite).map_or_else(Vec::new, |(_, open)| open.clone());
        if open.is_empty() {
            return open;
        }
        let gone = (open.len() / 12).max(2) + self.random.random_range(0..=open.len() / 6);
        open.shuffle(&mut self.random);
        if self.random.random_range(0..2) == 0 {
            self.near_first(&mut open);
        }
        let mut open = open.split_off(gone.min(open.len()));
        // What comes instead is not what went: any that still adds much.
        let mut state = Open::new(self.core, &open);
        while let Some(candidate) = self.lucky(&state) {
            state.open(candidate);
        }
        open = state.list();
        open
    }

    /// Orders the open ones by how many steps over shared homes they are from the first.
    fn near_first(&self, open: &mut [u32]) {
        let mut far = vec![u32::MAX; self.core.len()];
        let mut queue = std::collections::VecDeque::new();
        if let Some(first) = open.first() {
            far[*first as usize] = 0;
            queue.push_back(*first);
        }
        while let Some(candidate) = queue.pop_front() {
            let next = far[candidate as usize] + 1;
            // Beyond a few steps the order does not matter any more.
            if next > 4 {
                break;
            }
            for home in self.core.homes.of(candidate) {
                for other in self.core.candidates.of(*home) {
                    if far[*other as usize] == u32::MAX {
                        far[*other as usize] = next;
                        queue.push_back(*other);
                    }
                }
            }
        }
        open.sort_by_key(|c| far[*c as usize]);
    }

    /// One of the best few that fit and add something.
    fn lucky(&mut self, state: &Open<'_>) -> Option<u32> {
        let left = state.left();
        let worth = |c: u32| state.gain(c) / self.core.costs[c as usize] as f64;
        let mut fit: Vec<u32> = (0..self.core.len() as u32)
            .filter(|c| !state.is_open(*c) && state.gain(*c) > 0.0)
            .filter(|c| self.core.costs[*c as usize] <= left)
            .collect();
        let few = fit.len().min(6);
        if few == 0 {
            return None;
        }
        fit.select_nth_unstable_by(few - 1, |a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
        fit[..few].sort_unstable();
        fit.get(self.random.random_range(0..few)).copied()
    }

    /// The best set on the way from one elite to another, away from both ends.
    fn joined(&mut self) -> Vec<u32> {
        let a = self.random.random_range(0..self.elites.len());
        let b = (a + self.random.random_range(1..self.elites.len())) % self.elites.len();
        let (from, to) = (&self.elites[a].1, &self.elites[b].1);
        let mut state = Open::new(self.core, from);
        let missing: Vec<u32> =
            to.iter().copied().filter(|c| from.binary_search(c).is_err()).collect();
        let (mut best, mut best_open) = (f64::NEG_INFINITY, from.clone());
        for step in 0..missing.len() {
            let exchange = state.exchange(
                |c| to.binary_search(&c).is_err(),
                |c, change, so_far| missing.binary_search(&c).is_ok() && change > so_far,
            );
            let Some(exchange) = exchange else { break };
            state.close(exchange.close);
            state.open(exchange.open);
            let ends = step < missing.len() / 4 || step + 1 > missing.len() - missing.len() / 4;
            if !ends && state.value > best {
                (best, best_open) = (state.value, state.list());
            }
        }
        best_open
    }
}
