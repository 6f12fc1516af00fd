use super::core::Core;

const LANES: usize = 8;
const NONE: u32 = u32::MAX;

/// A set of open candidates with everything needed to judge any exchange of one for another at
/// once: what a closed one would gain, what an open one would lose, and what of that loss another
/// one would pick up. All numbers are whole and below 2^52, so `f64` holds them exactly and eight of
/// them are compared at a time.
pub(super) struct Open<'a> {
    pub core: &'a Core,
    /// Candidate in each slot; `u32::MAX` is an empty one.
    slots: Vec<u32>,
    slot_of: Vec<u32>,
    free: Vec<u32>,
    /// Open candidates covering each home, and their exclusive or: the one itself when it is alone.
    count: Vec<u32>,
    alone: Vec<u32>,
    gain: Vec<f64>,
    /// By slot, filled up to whole lanes; what closing its candidate loses.
    loss: Vec<f64>,
    /// Candidate by slot: what only the slot's candidate covers and this one would too.
    shared: Vec<f64>,
    width: usize,
    pub value: f64,
    pub spent: u64,
}

/// One candidate for another, and what the value changes by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Exchange {
    pub close: u32,
    pub open: u32,
    pub change: f64,
}

impl<'a> Open<'a> {
    /// How many numbers the state of this core takes.
    pub(super) fn size(core: &Core) -> usize {
        core.len() * core.most_open().next_multiple_of(LANES)
    }

    pub(super) fn new(core: &'a Core, open: &[u32]) -> Self {
        let most = core.most_open();
        let width = most.next_multiple_of(LANES);
        let mut state = Self {
            core,
            slots: vec![NONE; width],
            slot_of: vec![NONE; core.len()],
            free: (0..most as u32).rev().collect(),
            count: vec![0; core.weights.len()],
            alone: vec![0; core.weights.len()],
            gain: (0..core.len() as u32).map(|c| core.reach(c) as f64).collect(),
            loss: vec![0.0; width],
            shared: vec![0.0; core.len() * width],
            width,
            value: 0.0,
            spent: 0,
        };
        for candidate in open {
            state.open(*candidate);
        }
        state
    }

    pub(super) fn is_open(&self, candidate: u32) -> bool {
        self.slot_of[candidate as usize] != NONE
    }

    pub(super) fn gain(&self, candidate: u32) -> f64 {
        self.gain[candidate as usize]
    }

    /// What closing an open candidate loses.
    pub(super) fn loss(&self, candidate: u32) -> f64 {
        self.loss[self.slot_of[candidate as usize] as usize]
    }

    pub(super) fn left(&self) -> u64 {
        self.core.budget - self.spent
    }

    /// The open ones, ascending.
    pub(super) fn list(&self) -> Vec<u32> {
        (0..self.core.len() as u32).filter(|c| self.is_open(*c)).collect()
    }

    /// Opens what fits into the budget; does nothing when it is open or does not fit.
    pub(super) fn open(&mut self, candidate: u32) {
        let cost = self.core.costs[candidate as usize];
        if self.is_open(candidate) || cost > self.left() {
            return;
        }
        let Some(slot) = self.free.pop() else { return };
        self.slots[slot as usize] = candidate;
        self.slot_of[candidate as usize] = slot;
        self.spent += cost;
        for home in self.core.homes.of(candidate) {
            let h = *home as usize;
            let weight = self.core.weights[h] as f64;
            match self.count[h] {
                0 => {
                    self.value += weight;
                    self.reach(*home, -weight);
                    self.own(*home, slot, weight);
                }
                1 => self.own(*home, self.slot_of[self.alone[h] as usize], -weight),
                _ => (),
            }
            self.count[h] += 1;
            self.alone[h] ^= candidate;
        }
    }

    pub(super) fn close(&mut self, candidate: u32) {
        let slot = self.slot_of[candidate as usize];
        if slot == NONE {
            return;
        }
        for home in self.core.homes.of(candidate) {
            let h = *home as usize;
            let weight = self.core.weights[h] as f64;
            self.count[h] -= 1;
            self.alone[h] ^= candidate;
            match self.count[h] {
                0 => {
                    self.value -= weight;
                    self.reach(*home, weight);
                    self.own(*home, slot, -weight);
                }
                1 => self.own(*home, self.slot_of[self.alone[h] as usize], weight),
                _ => (),
            }
        }
        self.slots[slot as usize] = NONE;
        self.slot_of[candidate as usize] = NONE;
        self.free.push(slot);
        self.spent -= self.core.costs[candidate as usize];
    }

    fn reach(&mut self, home: u32, weight: f64) {
        for candidate in self.core.candidates.of(home) {
            self.gain[*candidate as usize] += weight;
        }
    }

    fn own(&mut self, home: u32, slot: u32, weight: f64) {
        self.loss[slot as usize] += weight;
        for candidate in self.core.candidates.of(home) {
            self.shared[*candidate as usize * self.width + slot as usize] += weight;
        }
    }

    /// The best exchange of those that `may_open` and `may_close` allow, after `judge` had a look
    /// at each candidate's best; of equals the one `judge` prefers.
    pub(super) fn exchange(
        &self,
        may_close: impl Fn(u32) -> bool,
        mut better: impl FnMut(u32, f64, f64) -> bool,
    ) -> Option<Exchange> {
        let price: Vec<f64> = (0..self.width)
            .map(|slot| match self.slots[slot] {
                NONE => f64::INFINITY,
                candidate if may_close(candidate) => self.loss[slot],
                _ => f64::INFINITY,
            })
            .collect();
        let cheapest = self.core.costs.iter().min().copied().unwrap_or(0);
        let even = self.core.costs.iter().max().copied().unwrap_or(0) == cheapest;
        let mut best: Option<(u32, f64)> = None;
        for candidate in 0..self.core.len() as u32 {
            if self.is_open(candidate) {
                continue;
            }
            let kept = match even {
                true => self.kept(candidate, &price),
                false => self.affordable(candidate, &price).map_or(f64::NEG_INFINITY, |(_, k)| k),
            };
            let change = self.gain(candidate) + kept;
            let so_far = best.map_or(f64::NEG_INFINITY, |(_, change)| change);
            if change >= so_far && change.is_finite() && better(candidate, change, so_far) {
                best = Some((candidate, change));
            }
        }
        let (open, change) = best?;
        let slot = match even {
            true => {
                let row = self.row(open);
                let kept = self.kept(open, &price);
                (0..self.width).find(|slot| row[*slot] - price[*slot] == kept)?
            }
            false => self.affordable(open, &price)?.0,
        };
        Some(Exchange { close: self.slots[slot], open, change })
    }

    fn row(&self, candidate: u32) -> &[f64] {
        &self.shared[candidate as usize * self.width..][..self.width]
    }

    /// The least that is lost when one slot is given up for this candidate, below zero.
    fn kept(&self, candidate: u32, price: &[f64]) -> f64 {
        let mut most = [f64::NEG_INFINITY; LANES];
        let (rows, _) = self.row(candidate).as_chunks::<LANES>();
        let (prices, _) = price.as_chunks::<LANES>();
        for (row, price) in rows.iter().zip(prices) {
            for lane in 0..LANES {
                let kept = row[lane] - price[lane];
                most[lane] = if kept > most[lane] { kept } else { most[lane] };
            }
        }
        most.into_iter().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The same among slots whose money suffices.
    fn affordable(&self, candidate: u32, price: &[f64]) -> Option<(usize, f64)> {
        let cost = self.core.costs[candidate as usize];
        let row = self.row(candidate);
        let enough = |slot: &usize| {
            let closed = self.slots[*slot];
            closed != NONE && self.left() + self.core.costs[closed as usize] >= cost
        };
        let kept = (0..self.width).filter(enough).map(|slot| (slot, row[slot] - price[slot]));
        kept.filter(|(_, kept)| kept.is_finite()).max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Opens the best for its money until nothing more fits or helps; `may_open` may forbid some.
    pub(super) fn fill(&mut self, may_open: impl Fn(u32) -> bool) {
        loop {
            let left = self.left();
            let worth = |c: u32| self.gain(c) / self.core.costs[c as usize] as f64;
            let next = (0..self.core.len() as u32)
                .filter(|c| self.core.costs[*c as usize] <= left && self.gain(*c) > 0.0)
                .filter(|c| may_open(*c))
                .max_by(|a, b| worth(*a).total_cmp(&worth(*b)).then(b.cmp(a)));
            match next {
                Some(candidate) if !self.free.is_empty() => self.open(candidate),
                _ => return,
            }
        }
    }
}
