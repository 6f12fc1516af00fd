use super::core::Core;
use super::open::Open;
use crate::{Stop, Watch};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Local search on all exchanges of one open candidate for a closed one, with a short memory that
/// forbids going straight back, and the best sets it met.
pub(super) struct Search<'a> {
    core: &'a Core,
    pub random: ChaCha8Rng,
    /// The best sets met, best first, no two alike.
    elites: Vec<(f64, Vec<u32>)>,
}

const ELITES: usize = 12;
/// Exchanges between two looks at the watch.
const BREATH: u64 = 64;

impl<'a> Search<'a> {
    pub(super) fn new(core: &'a Core, seed: u64) -> Self {
        Self { core, random: ChaCha8Rng::seed_from_u64(seed), elites: vec![] }
    }

    pub(super) fn best(&self) -> Option<(f64, &[u32])> {
        self.elites.first().map(|(value, open)| (*value, open.as_slice()))
    }

    pub(super) fn value(&self) -> f64 {
        self.elites.first().map_or(-1.0, |(value, _)| *value)
    }

    /// Whether it got in: not worse than the worst elite, and not there yet.
    pub(super) fn offer(&mut self, value: f64, mut open: Vec<u32>) -> bool {
        open.sort_unstable();
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
            state.close(exchange.close);
            state.open(exchange.open);
            state.fill(|_| true);
        }
        let value = state.value;
        self.offer(value, state.list());
        value
    }

    /// Walks on from `open` until `patience` exchanges brought nothing better, and keeps the best
    /// set of this walk.
    pub(super) fn walk(&mut self, open: &[u32], patience: u64, watch: &Watch<'_>) -> Option<Stop> {
        let mut state = Open::new(self.core, open);
        state.fill(|_| true);
        let n = self.core.len();
        let (mut shut_until, mut held_until) = (vec![0u64; n], vec![0u64; n]);
        let (mut best, mut best_open) = (state.value, state.list());
        let (mut time, mut stale, mut stop) = (0u64, 0u64, None);
        while stale < patience {
            time += 1;
            stale += 1;
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
        self.offer(best, best_open);
        stop
    }

    /// The best set on the way from one elite to another, away from both ends (path relinking);
    /// the best where there is only one.
    pub(super) fn joined(&mut self) -> Vec<u32> {
        if self.elites.len() < 2 {
            return self.best().map_or_else(Vec::new, |(_, open)| open.to_vec());
        }
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
