use super::core::Core;

/// Who covers a home: nobody, several, or this one alone.
const NOBODY: u32 = u32::MAX;
const SEVERAL: u32 = u32::MAX - 1;

/// A set of open candidates that is cheap to change: an exchange is judged by looking at the homes of
/// the one that opens, and taking it changes nothing but what is known of the homes of both.
pub(super) struct Tally<'a> {
    core: &'a Core,
    /// Open candidates covering each home, and their exclusive or: the one itself when it is alone.
    count: Vec<u32>,
    all: Vec<u32>,
    by: Vec<u32>,
    is_open: Vec<bool>,
    /// By candidate: what closing it loses.
    loss: Vec<i64>,
    pub value: i64,
    pub spent: u64,
}

impl<'a> Tally<'a> {
    pub(super) fn new(core: &'a Core, open: &[u32]) -> Self {
        let homes = core.weights.len();
        let mut tally = Self {
            core,
            count: vec![0; homes],
            all: vec![0; homes],
            by: vec![NOBODY; homes],
            is_open: vec![false; core.len()],
            loss: vec![0; core.len()],
            value: 0,
            spent: 0,
        };
        open.iter().for_each(|c| tally.open(*c));
        tally
    }

    pub(super) fn is_open(&self, candidate: u32) -> bool {
        self.is_open[candidate as usize]
    }

    pub(super) fn loss(&self, candidate: u32) -> i64 {
        self.loss[candidate as usize]
    }

    pub(super) fn left(&self) -> u64 {
        self.core.budget - self.spent
    }

    /// What opening a closed candidate gains when `close` is closed for it.
    pub(super) fn gain(&self, open: u32, close: u32) -> i64 {
        let gained = |home: &u32| {
            let by = self.by[*home as usize];
            let free = (by == NOBODY) | (by == close);
            if free { self.core.weights[*home as usize] } else { 0 }
        };
        self.core.homes.of(open).iter().map(gained).sum()
    }

    /// A closed candidate opens.
    pub(super) fn open(&mut self, candidate: u32) {
        let mut mine = 0;
        for home in self.core.homes.of(candidate) {
            let h = *home as usize;
            let weight = self.core.weights[h];
            match self.by[h] {
                NOBODY => {
                    mine += weight;
                    self.by[h] = candidate;
                }
                SEVERAL => (),
                alone => {
                    self.loss[alone as usize] -= weight;
                    self.by[h] = SEVERAL;
                }
            }
            self.count[h] += 1;
            self.all[h] ^= candidate;
        }
        self.loss[candidate as usize] = mine;
        self.value += mine;
        self.spent += self.core.costs[candidate as usize];
        self.is_open[candidate as usize] = true;
    }

    /// An open candidate closes.
    pub(super) fn close(&mut self, candidate: u32) {
        for home in self.core.homes.of(candidate) {
            let h = *home as usize;
            self.count[h] -= 1;
            self.all[h] ^= candidate;
            match self.count[h] {
                0 => self.by[h] = NOBODY,
                1 => {
                    self.by[h] = self.all[h];
                    self.loss[self.all[h] as usize] += self.core.weights[h];
                }
                _ => (),
            }
        }
        self.value -= std::mem::take(&mut self.loss[candidate as usize]);
        self.spent -= self.core.costs[candidate as usize];
        self.is_open[candidate as usize] = false;
    }
}

#[cfg(test)]
mod tests;
