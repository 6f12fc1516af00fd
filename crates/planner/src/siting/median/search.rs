use super::interchange::{Open, Swap};
use super::lists::Lists;
use crate::Watch;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Good and different choices, the best first.
const POOL: usize = 12;
/// Shakes without a better choice before another start is tried.
const PATIENCE: u32 = 40;

/// Iterated interchange: shake a little, descend, keep what is better; now and then walk the path
/// between two good choices.
pub(super) struct Search<'a> {
    lists: &'a Lists,
    random: ChaCha8Rng,
    now: Open<'a>,
    /// The choice `now` comes back to when a shake led nowhere.
    home: Vec<u32>,
    home_value: i64,
    shake: usize,
    failed: u32,
    pool: Vec<(i64, Vec<u32>)>,
}

impl<'a> Search<'a> {
    /// Begins with `starts` (our numbers, each within the room) or, without any, greedily.
    pub fn new(lists: &'a Lists, starts: &[Vec<u32>], seed: u64, watch: &Watch<'_>) -> Self {
        let valued = starts.iter().map(|s| (lists.value(s), s));
        let start = valued.min_by_key(|(value, _)| *value).map_or(&[][..], |(_, s)| s);
        let mut now = Open::with(lists, start);
        now.descend(watch);
        let mut search = Self {
            lists,
            random: ChaCha8Rng::seed_from_u64(seed),
            home: now.chosen(),
            home_value: now.value,
            now,
            shake: 1,
            failed: 0,
            pool: vec![],
        };
        for start in starts {
            search.remember(lists.value(start), start.clone());
        }
        search.remember(search.home_value, search.home.clone());
        search
    }

    pub fn best(&self) -> (i64, &[u32]) {
        self.pool.first().map_or((self.home_value, &self.home), |(value, set)| (*value, set))
    }

    pub fn pool(&self) -> Vec<Vec<u32>> {
        self.pool.iter().map(|(_, set)| set.clone()).collect()
    }

    /// A choice found elsewhere.
    pub fn offer(&mut self, chosen: &[u32], watch: &Watch<'_>) {
        self.go_to(chosen);
        self.now.descend(watch);
        self.remember(self.now.value, self.now.chosen());
        self.settle();
    }

    /// Searches for `work` more pairs looked at, or until told to stop.
    pub fn run(&mut self, work: u64, watch: &Watch<'_>) {
        if self.lists.candidates() == 0 || self.now.slots.is_empty() {
            return;
        }
        let until = self.now.work + work;
        while self.now.work < until && watch.stop().is_none() {
            self.shake_once();
            self.now.descend(watch);
            // Where nothing is left to swap the search must end as well.
            self.now.work += 64;
            if self.now.value < self.home_value {
                self.settle();
                continue;
            }
            self.failed += 1;
            self.shake = 1 + self.shake % self.widest();
            if self.failed > PATIENCE {
                self.remember(self.home_value, self.home.clone());
                self.restart(watch);
            } else {
                self.go_home();
            }
        }
        self.remember(self.home_value, self.home.clone());
    }

    fn widest(&self) -> usize {
        (self.now.slots.len() / 3).clamp(2, 12)
    }

    fn settle(&mut self) {
        self.home = self.now.chosen();
        self.home_value = self.now.value;
        self.shake = 1;
        self.failed = 0;
    }

    fn go_home(&mut self) {
        let home = std::mem::take(&mut self.home);
        self.go_to(&home);
        self.home = home;
    }

    /// Opens and closes what differs from `chosen`.
    fn go_to(&mut self, chosen: &[u32]) {
        let open = self.now.chosen();
        let leave = open.iter().filter(|c| chosen.binary_search(c).is_err());
        let mut leave: Vec<u32> = leave.copied().collect();
        for c in chosen.iter().filter(|c| open.binary_search(c).is_err()) {
            let close = leave.pop().and_then(|out| self.now.slot(out));
            self.now.swap(Some(*c), close);
        }
        for out in leave {
            let close = self.now.slot(out);
            self.now.swap(None, close);
        }
    }

    fn shake_once(&mut self) {
        for _ in 0..self.shake {
            let open = self.random.random_range(0..self.lists.candidates() as u32);
            if self.now.is_open(open) {
                continue;
            }
            let close = match self.random.random_bool(0.5) {
                true => self.now.best_to_close(open).and_then(|swap| swap.close),
                false => self.some_slot(),
            };
            let out = close.map(|slot| self.now.slots[slot as usize]);
            let freed = out.map_or(0, |c| self.lists.price[c as usize]);
            let price = self.lists.price[open as usize];
            if self.now.spent + price <= self.lists.room + freed {
                self.now.swap(Some(open), close);
            } else if close.is_some() {
                self.now.swap(None, close);
            }
        }
    }

    fn some_slot(&mut self) -> Option<u32> {
        let slots = self.now.slots.len() as u32;
        let from = self.random.random_range(0..slots);
        let ring = (0..slots).map(|i| (from + i) % slots);
        ring.into_iter().find(|slot| self.now.slots[*slot as usize] != super::lists::NONE)
    }

    /// Walks from one good choice towards another and goes on from the best between; the pool small,
    /// a wide shake instead.
    fn restart(&mut self, watch: &Watch<'_>) {
        self.failed = 0;
        if self.pool.len() < 3 {
            self.shake = self.now.slots.len().div_ceil(2);
            self.shake_once();
        } else {
            let mut order: Vec<usize> = (0..self.pool.len()).collect();
            order.shuffle(&mut self.random);
            let (from, to) = (self.pool[order[0]].1.clone(), self.pool[order[1]].1.clone());
            self.go_to(&from);
            let between = self.walk(&to);
            self.go_to(&between);
        }
        self.now.descend(watch);
        self.settle();
    }

    /// The best choice strictly between where we are and `to`, one best swap after the other.
    fn walk(&mut self, to: &[u32]) -> Vec<u32> {
        let from = self.now.chosen();
        let mut come: Vec<u32> =
            to.iter().copied().filter(|c| from.binary_search(c).is_err()).collect();
        let mut leave: Vec<u32> =
            from.iter().copied().filter(|c| to.binary_search(c).is_err()).collect();
        let (mut best, mut best_set) = (i64::MAX, from);
        while come.len() > 1 && leave.len() > 1 {
            let Some((i, swap)) = self.step(&come, &leave) else { break };
            let out = swap.close.map(|slot| self.now.slots[slot as usize]);
            leave.retain(|c| Some(*c) != out);
            come.swap_remove(i);
            self.now.swap(swap.open, swap.close);
            if self.now.value < best {
                (best, best_set) = (self.now.value, self.now.chosen());
            }
        }
        best_set
    }

    fn step(&mut self, come: &[u32], leave: &[u32]) -> Option<(usize, Swap)> {
        let slots: Vec<u32> = leave.iter().filter_map(|c| self.now.slot(*c)).collect();
        let mut best: Option<(usize, Swap)> = None;
        for (i, open) in come.iter().enumerate() {
            for slot in &slots {
                let Some(gain) = self.now.gain(*open, *slot) else { continue };
                if best.is_none_or(|(_, best)| gain > best.gain) {
                    best = Some((i, Swap { open: Some(*open), close: Some(*slot), gain }));
                }
            }
        }
        self.now.work += (come.len() * slots.len()) as u64;
        best
    }

    fn remember(&mut self, value: i64, set: Vec<u32>) {
        if self.pool.iter().any(|(_, known)| *known == set) {
            return;
        }
        let at = self.pool.partition_point(|(known, _)| *known <= value);
        self.pool.insert(at, (value, set));
        self.pool.truncate(POOL);
    }
}
