use super::core::Core;
use super::dual::{Dual, Pace, Side};
use crate::{Result, Stop, Watch};

/// Looks at every possibility the relaxation does not rule out.
pub(super) struct Branch<'a, 'w> {
    core: &'a Core,
    watch: &'a Watch<'w>,
    pub best: i64,
    /// What reaches `best`, when it was found here.
    pub open: Option<Vec<u32>>,
    /// Steps of the relaxation that may still be made.
    work: u64,
}

const PACE: Pace = Pace { rounds: 40, patience: 6, step: 0.5 };

impl<'a, 'w> Branch<'a, 'w> {
    /// `best` is a value known to be reached; `work` limits the pairs of candidate and home looked
    /// at, which ends the same way every time.
    pub(super) fn new(core: &'a Core, best: i64, work: u64, watch: &'a Watch<'w>) -> Self {
        let work = work / (core.homes.items() + core.weights.len()).max(1) as u64;
        Self { core, watch, best, open: None, work }
    }

    /// Whether everything was looked at: then nothing is better than `best`.
    pub(super) fn run(&mut self, prices: &[f64]) -> Result<bool> {
        self.dive(vec![Side::Free; self.core.len()], prices)
    }

    fn dive(&mut self, mut sides: Vec<Side>, prices: &[f64]) -> Result<bool> {
        let mut dual = Dual::at(self.core, prices.to_vec());
        loop {
            if self.watch.stop() == Some(Stop::Time) || self.work == 0 {
                return Ok(false);
            }
            self.watch.go_on()?;
            // Before the relaxation: what it opens counts as an answer, and must be paid for.
            let spent = self.spent(&sides);
            let Some(left) = u128::from(self.core.budget).checked_sub(spent) else {
                return Ok(true);
            };
            for (side, cost) in sides.iter_mut().zip(&self.core.costs) {
                if *side == Side::Free && u128::from(*cost) > left {
                    *side = Side::Out;
                }
            }
            let (mut best, mut found, mut rounds) = (self.best, None, 0);
            let core = self.core;
            dual.run(&sides, self.best as f64, &PACE, |round, _, chosen| {
                rounds = round + 1;
                if round % 8 == 0 {
                    let value = core.value(chosen);
                    if value > best {
                        (best, found) = (value, Some(chosen.to_vec()));
                    }
                }
                true
            });
            self.work = self.work.saturating_sub(u64::from(rounds) + 1);
            if found.is_some() {
                (self.best, self.open) = (best, found);
            }
            let judged = dual.judge(&sides);
            if judged.bound <= self.best {
                return Ok(true);
            }
            let mut fixed = 0;
            for (c, side) in sides.iter_mut().enumerate() {
                if *side == Side::Free && judged.against[c] <= self.best {
                    *side = if judged.opens[c] { Side::In } else { Side::Out };
                    fixed += 1;
                }
            }
            if self.spent(&sides) > u128::from(self.core.budget) {
                return Ok(true);
            }
            let free: Vec<u32> =
                (0..self.core.len() as u32).filter(|c| sides[*c as usize] == Side::Free).collect();
            if self.all_fit(&sides, &free) {
                let mut open = free;
                open.extend((0..sides.len() as u32).filter(|c| sides[*c as usize] == Side::In));
                let value = self.core.value(&open);
                if value > self.best {
                    (self.best, self.open) = (value, Some(open));
                }
                return Ok(true);
            }
            // Where much was settled the relaxation is tighter now; look again before parting.
            if fixed * 5 > free.len() {
                continue;
            }
            let unsure = |c: &u32| (dual.share[*c as usize] - 0.5).abs();
            let Some(at) = free.into_iter().min_by(|a, b| unsure(a).total_cmp(&unsure(b))) else {
                return Ok(true);
            };
            let first = if dual.share[at as usize] >= 0.4 { Side::In } else { Side::Out };
            let second = if first == Side::In { Side::Out } else { Side::In };
            let mut other = sides.clone();
            sides[at as usize] = first;
            other[at as usize] = second;
            return Ok(self.dive(sides, &dual.prices)? && self.dive(other, &dual.prices)?);
        }
    }

    fn spent(&self, sides: &[Side]) -> u128 {
        let open = sides.iter().zip(&self.core.costs).filter(|(side, _)| **side == Side::In);
        open.map(|(_, cost)| u128::from(*cost)).sum()
    }

    fn all_fit(&self, sides: &[Side], free: &[u32]) -> bool {
        let cost: u128 = free.iter().map(|c| u128::from(self.core.costs[*c as usize])).sum();
        cost + self.spent(sides) <= u128::from(self.core.budget)
    }
}
