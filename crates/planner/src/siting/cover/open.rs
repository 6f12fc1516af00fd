use super::core::Core;
use pulp::Arch;

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
    /// By slot: what closing its candidate loses.
    loss: Vec<f64>,
    /// Slot by candidate: what only the slot's candidate covers and this one would too.
    shared: Vec<f64>,
    even: bool,
    /// What an exchange asks of every slot, and the answer for every candidate, kept for reuse.
    price: Vec<f64>,
    kept: Vec<f64>,
    arch: Arch,
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
        core.len() * core.most_open()
    }

    pub(super) fn new(core: &'a Core, open: &[u32]) -> Self {
        let most = core.most_open();
        let mut state = Self {
            core,
            slots: vec![NONE; most],
            slot_of: vec![NONE; core.len()],
            free: (0..most as u32).rev().collect(),
            count: vec![0; core.weights.len()],
            alone: vec![0; core.weights.len()],
            gain: (0..core.len() as u32).map(|c| core.reach(c) as f64).collect(),
            loss: vec![0.0; most],
            shared: vec![0.0; core.len() * most],
            even: core.costs.windows(2).all(|two| two[0] == two[1]),
            price: vec![f64::INFINITY; most],
            kept: vec![f64::NEG_INFINITY; core.len()],
            arch: Arch::new(),
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
        let row = &mut self.shared[slot as usize * self.core.len()..][..self.core.len()];
        for candidate in self.core.candidates.of(home) {
            row[*candidate as usize] += weight;
        }
    }

    /// The best exchange of those `may_close` allows; `better` is asked of each candidate whose
    /// change is not below the best so far, which is what it is shown last.
    pub(super) fn exchange(
        &mut self,
        may_close: impl Fn(u32) -> bool,
        mut better: impl FnMut(u32, f64, f64) -> bool,
    ) -> Option<Exchange> {
        for (slot, price) in self.price.iter_mut().enumerate() {
            let closed = self.slots[slot];
            let may = closed != NONE && may_close(closed);
            *price = if may { self.loss[slot] } else { f64::INFINITY };
        }
        match self.even {
            true => {
                let (shared, price, kept) = (&self.shared, &self.price, &mut self.kept);
                self.arch.dispatch(|| least_lost(shared, price, kept));
            }
            false => {
                for candidate in 0..self.core.len() as u32 {
                    let best = self.affordable(candidate).map(|(_, kept)| kept);
                    self.kept[candidate as usize] = best.unwrap_or(f64::NEG_INFINITY);
                }
            }
        }
        let mut best: Option<u32> = None;
        let mut so_far = f64::NEG_INFINITY;
        for candidate in 0..self.core.len() as u32 {
            let change = self.gain[candidate as usize] + self.kept[candidate as usize];
            if change >= so_far
                && change > f64::NEG_INFINITY
                && !self.is_open(candidate)
                && better(candidate, change, so_far)
            {
                (best, so_far) = (Some(candidate), change);
            }
        }
        let open = best?;
        let slot = match self.even {
            true => {
                let kept = self.kept[open as usize];
                let is = |slot: &usize| self.shared(*slot, open) - self.price[*slot] == kept;
                (0..self.slots.len()).find(is)?
            }
            false => self.affordable(open)?.0,
        };
        Some(Exchange { close: self.slots[slot], open, change: so_far })
    }

    fn shared(&self, slot: usize, candidate: u32) -> f64 {
        self.shared[slot * self.core.len() + candidate as usize]
    }

    /// The slot that loses least for this candidate among those whose money suffices.
    fn affordable(&self, candidate: u32) -> Option<(usize, f64)> {
        let cost = self.core.costs[candidate as usize];
        let enough = |slot: &usize| {
            let closed = self.slots[*slot];
            closed != NONE && self.left() + self.core.costs[closed as usize] >= cost
        };
        let kept = (0..self.slots.len())
            .filter(enough)
            .map(|slot| (slot, self.shared(slot, candidate) - self.price[slot]));
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

/// For each candidate the most that is left when one slot is given up. A row of `shared` is as long
/// as `kept`, so a lane of the processor is a candidate.
#[inline(always)]
fn least_lost(shared: &[f64], price: &[f64], kept: &mut [f64]) {
    kept.fill(f64::NEG_INFINITY);
    for (row, price) in shared.chunks_exact(kept.len().max(1)).zip(price) {
        if price.is_finite() {
            for (kept, shared) in kept.iter_mut().zip(row) {
                let left = shared - price;
                *kept = if left > *kept { left } else { *kept };
            }
        }
    }
}
