use super::core::Core;

/// Whether a candidate is settled in the part of the search that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Free,
    In,
    Out,
}

/// Lagrangian relaxation of maximal cover: every home may pay candidates to be covered, up to its
/// weight, and then need not be covered by them. What homes keep, and what the best affordable
/// candidates are paid, is never less than any cover. Prices are moved by a smoothed subgradient.
#[derive(Clone, Debug)]
pub(super) struct Dual<'a> {
    core: &'a Core,
    pub prices: Vec<f64>,
    profit: Vec<f64>,
    slope: Vec<f64>,
    order: Vec<u32>,
    /// How much of each candidate the relaxation would open, averaged over recent steps.
    pub share: Vec<f64>,
    pub chosen: Vec<u32>,
}

/// A bound in whole numbers, without any rounding in its favor.
pub(super) struct Judged {
    pub bound: i64,
    /// The bound of what is left when a free candidate is decided against the relaxation's choice.
    pub against: Vec<i64>,
    /// Which of the free ones the relaxation opens.
    pub opens: Vec<bool>,
}

pub(super) struct Pace {
    pub rounds: u32,
    /// Rounds without progress after which the step is halved.
    pub patience: u32,
    pub step: f64,
}

const FRACTION: u32 = 10;
const RATIO: u32 = 16;

impl<'a> Dual<'a> {
    pub(super) fn new(core: &'a Core) -> Self {
        // Half of its weight is a fair first price: candidates share it with what homes keep.
        let prices = core.weights.iter().map(|w| *w as f64 / 2.0).collect();
        Self::at(core, prices)
    }

    pub(super) fn at(core: &'a Core, prices: Vec<f64>) -> Self {
        Self {
            core,
            prices,
            profit: vec![0.0; core.len()],
            slope: vec![0.0; core.weights.len()],
            order: Vec::with_capacity(core.len()),
            share: vec![0.0; core.len()],
            chosen: vec![],
        }
    }

    /// Moves prices to lower the bound toward `target`, a value known to be reached. Shows every
    /// choice of the relaxation to `look`, which may say it is enough. Ends with the best prices
    /// met and their bound.
    pub(super) fn run(
        &mut self,
        sides: &[Side],
        target: f64,
        pace: &Pace,
        mut look: impl FnMut(u32, f64, &[u32]) -> bool,
    ) -> f64 {
        let (mut least, mut best) = (f64::INFINITY, self.prices.clone());
        let (mut step, mut stale) = (pace.step, 0);
        self.slope.fill(0.0);
        for round in 0..pace.rounds {
            let bound = self.relax(sides);
            if bound < least - least.abs().min(1e15) * 1e-7 {
                stale = 0;
            } else {
                stale += 1;
            }
            if bound < least {
                least = bound;
                best.copy_from_slice(&self.prices);
            }
            if !look(round, bound, &self.chosen) || least < target + 1.0 || step < 1e-4 {
                break;
            }
            if stale >= pace.patience {
                stale = 0;
                step /= 2.0;
                self.prices.copy_from_slice(&best);
                self.slope.fill(0.0);
                continue;
            }
            if !self.advance(step * (bound - target).max(1.0)) {
                break;
            }
        }
        self.prices = best;
        least
    }

    /// Fills `profit` and `chosen`; the bound at the present prices.
    fn relax(&mut self, sides: &[Side]) -> f64 {
        let keep: f64 =
            self.core.weights.iter().zip(&self.prices).map(|(w, price)| *w as f64 - price).sum();
        let (mut left, mut paid) = (self.core.budget as f64, 0.0);
        self.chosen.clear();
        self.order.clear();
        for (c, homes) in (0u32..).zip(self.core.homes.iter()) {
            let profit: f64 = homes.iter().map(|h| self.prices[*h as usize]).sum();
            self.profit[c as usize] = profit;
            match sides[c as usize] {
                Side::In => {
                    paid += profit;
                    left -= self.core.costs[c as usize] as f64;
                    self.chosen.push(c);
                }
                Side::Free => self.order.push(c),
                Side::Out => (),
            }
        }
        for share in &mut self.share {
            *share *= 0.9;
        }
        for c in &self.chosen {
            self.share[*c as usize] += 0.1;
        }
        let worth = |c: u32| self.profit[c as usize] / self.core.costs[c as usize] as f64;
        let cut = first_that_may_not_fit(&self.core.costs, &self.order, left);
        if cut < self.order.len() {
            let by_worth = |a: &u32, b: &u32| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b));
            match even(&self.core.costs) {
                true => drop(self.order.select_nth_unstable_by(cut, by_worth)),
                false => self.order.sort_unstable_by(by_worth),
            }
        }
        for c in &self.order {
            let cost = self.core.costs[*c as usize] as f64;
            let part = (left / cost).clamp(0.0, 1.0);
            if part <= 0.0 {
                break;
            }
            paid += self.profit[*c as usize] * part;
            left -= cost * part;
            self.share[*c as usize] += 0.1 * part;
            if part == 1.0 {
                self.chosen.push(*c);
            }
        }
        keep + paid
    }

    /// One step down; false when there is no way down.
    fn advance(&mut self, length: f64) -> bool {
        for slope in &mut self.slope {
            *slope *= 0.6;
            *slope -= 0.4;
        }
        for c in &self.chosen {
            for h in self.core.homes.of(*c) {
                self.slope[*h as usize] += 0.4;
            }
        }
        // Prices at their end cannot follow, so they do not count in the length of the step.
        let mut square = 0.0;
        for ((slope, price), weight) in self.slope.iter().zip(&self.prices).zip(&self.core.weights)
        {
            let held = *slope > 0.0 && *price <= 0.0 || *slope < 0.0 && *price >= *weight as f64;
            square += if held { 0.0 } else { slope * slope };
        }
        if square < 1e-12 {
            return false;
        }
        let step = length / square;
        for ((slope, price), weight) in
            self.slope.iter().zip(&mut self.prices).zip(&self.core.weights)
        {
            *price = (*price - step * slope).clamp(0.0, *weight as f64);
        }
        true
    }

    /// The bound at the present prices in whole numbers: prices in 1024ths, money worth in 2^16ths of that.
    pub(super) fn judge(&self, sides: &[Side]) -> Judged {
        let unit = f64::from(1u32 << FRACTION);
        let mut keep = 0i128;
        let prices: Vec<i128> = (self.prices.iter().zip(&self.core.weights))
            .map(|(price, weight)| {
                let full = i128::from(*weight) << FRACTION;
                let price = ((price * unit) as i128).clamp(0, full);
                keep += full - price;
                price
            })
            .collect();
        let profit: Vec<i128> = (self.core.homes.iter())
            .map(|homes| homes.iter().map(|h| prices[*h as usize]).sum::<i128>() << RATIO)
            .collect();
        let cost = |c: usize| i128::from(self.core.costs[c]);
        let all = 0..self.core.len();
        let mut free: Vec<usize> = all.clone().filter(|c| sides[*c] == Side::Free).collect();
        free.sort_unstable_by_key(|c| (std::cmp::Reverse(profit[*c] / cost(*c)), *c));
        let is_in = all.filter(|c| sides[*c] == Side::In);
        let (fixed, spent) =
            is_in.fold((0, 0), |(paid, spent), c| (paid + profit[c], spent + cost(c)));
        let left = i128::from(self.core.budget) - spent;
        let mut rest = left;
        let mut opens = vec![false; self.core.len()];
        let mut taken = free.len();
        for (place, c) in free.iter().enumerate() {
            if cost(*c) > rest {
                taken = place;
                break;
            }
            rest -= cost(*c);
            opens[*c] = true;
        }
        // What a unit of money is worth: of the first left out, or of the last taken where both fit.
        let worth = |place: usize| profit[free[place]] / cost(free[place]);
        let low = if taken < free.len() { worth(taken) } else { 0 };
        let high = match rest {
            0 if taken > 0 && taken < free.len() => worth(taken - 1),
            _ => low,
        };
        let net = |c: usize, worth: i128| profit[c] - worth * cost(c);
        let at = |worth: i128| {
            let paid: i128 = free.iter().map(|c| net(*c, worth).max(0)).sum();
            (keep << RATIO) + fixed + paid + worth * left
        };
        let (with_low, with_high) = (at(low), at(high));
        let down = |bound: i128| i64::try_from(bound >> (FRACTION + RATIO)).unwrap_or(i64::MAX);
        let mut against = vec![i64::MAX; self.core.len()];
        for c in free {
            against[c] = match opens[c] {
                true => down(with_low - net(c, low).max(0)),
                false => down(with_high + net(c, high).min(0)),
            };
        }
        Judged { bound: down(with_low.min(with_high)), against, opens }
    }
}

fn even(costs: &[u64]) -> bool {
    costs.windows(2).all(|two| two[0] == two[1])
}

/// The place in `order`, were it sorted, up to which all fit for sure.
fn first_that_may_not_fit(costs: &[u64], order: &[u32], left: f64) -> usize {
    match costs.first() {
        Some(cost) if even(costs) => (left.max(0.0) / *cost as f64) as usize,
        _ => {
            let sum: f64 = order.iter().map(|c| costs[*c as usize] as f64).sum();
            if sum <= left { order.len() } else { 0 }
        }
    }
}
