use super::given::Given;
use super::question::{NONE, Question, Table};
use crate::Watch;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// Changes of the first cooling: worse givings are taken at its begin and no more at its end.
const CYCLE: u32 = 1500;
/// Each cooling is so many times longer than the one before: slow ones end better, quick ones sooner.
const LONGER: u32 = 4;
/// How much worse, as a share of the cost.
const WARM: f64 = 0.012;

/// What may change.
pub(super) struct Rules<'a> {
    pub prices: &'a [u64],
    pub room: u64,
    /// Centers that stay open.
    pub kept: &'a [u32],
    /// Centers do not change at all.
    pub still: bool,
}

/// Changes centers (or, where they are fixed, scatters some homes), lets homes shift and swap, keeps
/// what is better.
pub(super) struct Search<'a> {
    random: ChaCha8Rng,
    now: Given<'a>,
    kept: Given<'a>,
    /// Where promising misses are repaired.
    trial: Given<'a>,
    best: Option<Given<'a>>,
    /// The least missed when nothing fits.
    nearest_miss: i64,
    prices: &'a [u64],
    room: u64,
    fixed: BTreeSet<u32>,
    /// Centers do not change.
    still: bool,
    /// Bounds of what a missed person costs.
    rates: (i64, i64),
    steps: u32,
    /// The first step of this cooling and how many it has; how many coolings were before.
    begun: u32,
    length: u32,
    coolings: u32,
    pub idle: u64,
}

impl<'a> Search<'a> {
    /// Begins with `open` centers; `empty` has nothing given yet.
    pub fn new(
        empty: &Given<'a>,
        open: &[u32],
        rules: &Rules<'a>,
        seed: u64,
        watch: &Watch<'_>,
    ) -> Self {
        let mut now = empty.clone();
        fill(&mut now, open, watch);
        let mut search = Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            kept: now.clone(),
            trial: now.clone(),
            nearest_miss: now.miss,
            now,
            best: None,
            prices: rules.prices,
            room: rules.room,
            fixed: rules.kept.iter().copied().collect(),
            still: rules.still,
            rates: (empty.rate / 64, empty.rate.saturating_mul(64)),
            steps: 0,
            begun: 0,
            length: CYCLE,
            coolings: 0,
            idle: 0,
        };
        search.judge(true, watch);
        search
    }

    pub fn best(&self) -> Option<&Given<'a>> {
        self.best.as_ref()
    }

    /// The centers of where the search stands.
    pub fn open(&self) -> Vec<u32> {
        self.kept.open()
    }

    pub fn nearest_miss(&self) -> i64 {
        self.nearest_miss
    }

    /// The best whole giving is a given one, made elsewhere.
    pub fn offer(&mut self, given: &Given<'a>, watch: &Watch<'_>) {
        self.now.become_like(given);
        self.now.freshen();
        self.now.descend(watch);
        self.judge(false, watch);
        self.now.become_like(&self.kept.clone());
    }

    pub fn run(&mut self, work: u64, watch: &Watch<'_>) {
        let until = self.now.work + work;
        while self.now.work < until && watch.stop().is_none() {
            let before = self.now.work;
            self.change();
            self.now.descend(watch);
            while !self.still && self.relocate() && watch.stop().is_none() {
                self.now.descend(watch);
            }
            self.now.work += self.now.of.len() as u64 / 4 + 16;
            self.idle += self.now.work - before;
            self.judge(false, watch);
            self.steps += 1;
            if self.steps.is_multiple_of(16) {
                self.weigh();
            }
            if self.steps - self.begun >= self.length {
                self.begin_again(watch);
            }
        }
    }

    /// Missed people cost more while some are missed, less while none are.
    fn weigh(&mut self) {
        let rate = self.now.rate;
        self.now.rate = match self.kept.miss > 0 {
            true => (rate + rate / 2 + 1).min(self.rates.1),
            false => (rate - rate / 10).max(self.rates.0).max(1),
        };
        self.kept.rate = self.now.rate;
    }

    fn judge(&mut self, first: bool, watch: &Watch<'_>) {
        let known = self.best.as_ref().map_or(i64::MAX, |best| best.cost);
        if self.now.cost < known {
            self.trial.become_like(&self.now);
            if self.now.miss > 0 {
                self.repair(watch);
            }
            self.nearest_miss = self.nearest_miss.min(self.trial.miss);
            if self.trial.miss == 0 && self.trial.cost < known {
                self.best = Some(self.trial.clone());
                self.idle = 0;
            }
        }
        let phase = f64::from(self.steps - self.begun) / f64::from(self.length);
        let warm = WARM * (1.0 - phase) * (1.0 - phase) * self.kept.worth() as f64;
        let slack = -warm * self.random.random_range(1e-9..1.0f64).ln();
        if first || self.now.worth() < self.kept.worth() + slack as i64 {
            self.kept.become_like(&self.now);
        } else {
            self.now.become_like(&self.kept);
        }
    }

    /// Lets nothing count but missed people, then the rest.
    fn repair(&mut self, watch: &Watch<'_>) {
        let before = self.trial.work;
        self.trial.rate = self.rates.1;
        self.trial.freshen();
        self.trial.descend(watch);
        self.now.work += self.trial.work - before;
    }

    /// Begins a cooling at the best or, every other time, at something different.
    fn begin_again(&mut self, watch: &Watch<'_>) {
        if let Some(best) = &self.best {
            self.now.become_like(best);
        }
        (self.begun, self.coolings) = (self.steps, self.coolings + 1);
        self.length = self.length.saturating_mul(LONGER);
        if self.coolings % 2 == 1 {
            for _ in 0..self.now.open().len().div_ceil(2) {
                self.change();
            }
            self.now.freshen();
            self.now.descend(watch);
        }
        self.kept.become_like(&self.now);
    }

    fn change(&mut self) {
        if self.still {
            self.scatter();
            return;
        }
        let spent: u64 = self.now.open().iter().map(|c| self.prices[*c as usize]).sum();
        let Some(open) = self.some_closed() else {
            self.scatter();
            return;
        };
        let close = self.some_open_near(open);
        let freed = close.map_or(0, |c| self.prices[c as usize]);
        let price = self.prices[open as usize];
        let fits = spent + price <= self.room;
        let swapped = spent - freed + price <= self.room;
        match self.random.random_range(0..12) {
            0 if fits => self.now.open_center(open),
            1 if self.now.open().len() > 1 => {
                close.into_iter().for_each(|c| self.now.close_center(c))
            }
            _ if swapped => {
                self.now.open_center(open);
                close.into_iter().for_each(|c| self.now.close_center(c));
            }
            _ => close.into_iter().for_each(|c| self.now.close_center(c)),
        }
    }

    fn some_home(&mut self) -> u32 {
        self.random.random_range(0..self.now.of.len() as u32)
    }

    /// A closed candidate near some home.
    fn some_closed(&mut self) -> Option<u32> {
        for _ in 0..8 {
            let home = self.some_home() as usize;
            let near = &self.now.table.near[home];
            let closed: Vec<u32> =
                near.iter().copied().filter(|c| !self.now.is_open[*c as usize]).take(6).collect();
            if !closed.is_empty() {
                return Some(closed[self.random.random_range(0..closed.len())]);
            }
        }
        None
    }

    /// An open center that may close, mostly one that serves near a candidate.
    fn some_open_near(&mut self, candidate: u32) -> Option<u32> {
        let costs = self.now.question.costs;
        let reach = self.now.question.within;
        let mut near: Vec<(u32, u32)> = costs
            .of(candidate)
            .filter(|(_, cost)| *cost <= reach)
            .map(|(h, cost)| (cost, h))
            .collect();
        near.sort_unstable();
        let mut centers: Vec<u32> = vec![];
        let wide = if self.random.random_bool(0.2) { usize::MAX } else { 5 };
        for (_, home) in near {
            let center = self.now.of[home as usize];
            if center != NONE && !self.fixed.contains(&center) && !centers.contains(&center) {
                centers.push(center);
                if centers.len() >= wide {
                    break;
                }
            }
        }
        if centers.is_empty() {
            centers = self.now.open();
            centers.retain(|c| !self.fixed.contains(c));
        }
        let at = (!centers.is_empty()).then(|| self.random.random_range(0..centers.len()))?;
        Some(centers[at])
    }

    /// Takes the homes around one home from their centers and gives them anew.
    fn scatter(&mut self) {
        let home = self.some_home();
        let Some(center) = self.now.table.near[home as usize]
            .iter()
            .copied()
            .filter(|c| self.now.is_open[*c as usize])
            .take(4)
            .nth(self.random.random_range(0..4))
            .or(Some(self.now.of[home as usize]).filter(|c| *c != NONE))
        else {
            return;
        };
        // The center starts anew where it stands; everything around it follows.
        self.now.close_center(center);
        self.now.open_center(center);
    }

    /// Moves centers within their catchments as long as that gains.
    fn relocate(&mut self) -> bool {
        let mut moved = false;
        for center in self.now.open() {
            if self.fixed.contains(&center) || !self.now.take_changed(center) {
                continue;
            }
            let Some(first) = self.now.members[center as usize].first().copied() else { continue };
            let spent: u64 = self.now.open().iter().map(|c| self.prices[*c as usize]).sum();
            let room = self.room - spent + self.prices[center as usize];
            let mut best = (self.now.value_of(center), NONE);
            let near = &self.now.table.near[first as usize];
            // Candidates of a catchment lie within twice its width around any of its homes.
            let held = self.now.members[center as usize].len();
            let about = 4 * self.now.is_open.len() * held / self.now.of.len();
            for other in near.iter().take(about + 4) {
                let o = *other as usize;
                if !self.now.is_open[o]
                    && self.prices[o] <= room
                    && let Some(value) = self.now.at_instead(center, *other, best.0)
                    && value < best.0
                {
                    best = (value, *other);
                }
            }
            if best.1 != NONE {
                self.now.relocate(center, best.1);
                moved = true;
            }
        }
        moved
    }
}

/// Opens centers and gives every home to one, large homes first, then repairs.
pub(super) fn fill(now: &mut Given<'_>, open: &[u32], watch: &Watch<'_>) {
    for center in open {
        now.open_center(*center);
    }
    let mut homes: Vec<u32> =
        (0..now.of.len() as u32).filter(|h| now.of[*h as usize] == NONE).collect();
    homes.sort_unstable_by_key(|h| (std::cmp::Reverse(now.question.loads[*h as usize]), *h));
    now.settle(homes);
    now.freshen();
    now.descend(watch);
}

/// What a missed person costs at first: about what a person costs in the mean.
pub(super) fn first_rate(question: &Question<'_>, table: &Table) -> i64 {
    let nearest = (0..question.homes() as u32).filter_map(|home| {
        let near = &table.near[home as usize];
        near.get(near.len() / 4).and_then(|c| table.value(home, *c))
    });
    nearest.sum::<i64>() / (question.people().max(1) as i64) + 1
}

#[cfg(test)]
mod tests;
