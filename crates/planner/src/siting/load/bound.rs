use super::pack::{Item, Pack};
use super::question::Question;
use crate::Watch;
use crate::siting::Choice;

/// Prices of the homes and the bound they prove: every home pays its price and is free to be given to
/// any number of centers; a center takes the homes that save most between its limits; the room goes
/// to the centers worth most. Floating point, so the bound is taken down by more than can be rounded.
pub(super) struct Bound<'a> {
    question: &'a Question<'a>,
    prices: &'a [u64],
    room: u64,
    kept: Vec<bool>,
    needed: usize,
    items: Vec<Vec<Item>>,
    packs: Vec<Pack>,
    price: Vec<f64>,
    best_price: Vec<f64>,
    direction: Vec<f64>,
    step: f64,
    failed: u32,
    halved: u32,
    pub bound: f64,
    /// The centers chosen at the latest prices.
    pub chosen: Vec<u32>,
    pub work: u64,
}

impl<'a> Bound<'a> {
    pub fn new(question: &'a Question<'a>, prices: &'a [u64], room: u64, choice: &Choice) -> Self {
        let candidates = question.candidates();
        let mut kept = vec![false; candidates];
        for c in &choice.kept {
            kept[*c as usize] = true;
        }
        let mut all: Vec<Vec<f64>> = vec![vec![]; question.homes()];
        let items: Vec<Vec<Item>> = (0..candidates as u32)
            .map(|c| {
                let near = question.costs.of(c).filter(|(_, cost)| *cost <= question.within);
                let mine = near.map(|(home, cost)| {
                    let cost = question.costs.weights[home as usize] as f64 * f64::from(cost);
                    all[home as usize].push(cost);
                    Item { home, load: question.loads[home as usize], cost }
                });
                mine.collect()
            })
            .collect();
        let needed = usize::try_from(question.sites_needed()).unwrap_or(0);
        let rank = candidates / question.sites.max(1);
        let price: Vec<f64> = all
            .iter_mut()
            .map(|costs| {
                costs.sort_unstable_by(f64::total_cmp);
                costs.get(rank.min(costs.len().saturating_sub(1))).copied().unwrap_or(0.0)
            })
            .collect();
        let to = |c: usize| (question.load.from[c], question.load.to[c]);
        Self {
            question,
            prices,
            room,
            kept,
            needed,
            packs: (0..candidates).map(|c| Pack::new(to(c), question.whole)).collect(),
            items,
            direction: vec![0.0; price.len()],
            best_price: price.clone(),
            price,
            step: 1.0,
            failed: 0,
            halved: 0,
            bound: 0.0,
            chosen: vec![],
            work: 0,
        }
    }

    pub fn settled(&self) -> bool {
        self.halved > 16
    }

    /// No answer costs less: costs are whole.
    pub fn whole(&self) -> i64 {
        self.bound.ceil() as i64
    }

    pub fn run(&mut self, work: u64, value: Option<i64>, watch: &Watch<'_>) {
        let until = self.work + work;
        let target = value.map_or(f64::INFINITY, |value| value as f64);
        while self.work < until
            && !self.settled()
            && self.bound <= target - 1.0
            && watch.stop().is_none()
        {
            let (bound, chosen) = self.value();
            if bound > self.bound {
                let rise = bound - self.bound;
                if rise > 1e-5 * (target.min(self.bound * 1.1) - bound).abs() {
                    self.failed = 0;
                }
                self.bound = bound;
                self.best_price.copy_from_slice(&self.price);
            }
            self.chosen.clone_from(&chosen);
            self.failed += 1;
            if self.failed > 20 {
                self.failed = 0;
                self.halved += 1;
                self.step *= 0.7;
                self.price.copy_from_slice(&self.best_price);
                self.direction.fill(0.0);
                continue;
            }
            let aim = if target.is_finite() { target * 1.0005 } else { bound.abs() * 1.05 + 1.0 };
            self.step_on(&chosen, aim - bound);
        }
    }

    /// The bound at the prices, and the centers it chose.
    fn value(&mut self) -> (f64, Vec<u32>) {
        let mut rough = vec![];
        for c in 0..self.items.len() {
            let items = &self.items[c];
            self.work += items.len() as u64 * 4;
            let worth = self.packs[c].rough(items, &self.price);
            rough.push((worth, c));
        }
        let exact = self.exact(rough);
        let sum: f64 = self.price.iter().sum();
        let size: f64 = self.price.iter().map(|p| p.abs()).sum();
        let (worth, chosen) = self.choose(&exact);
        (sum + worth - 1e-9 * size - 1e-6, chosen)
    }

    /// Sharper worths for the centers that may be chosen: the roughly best first, until no other can
    /// come among them.
    fn exact(&mut self, mut rough: Vec<(f64, usize)>) -> Vec<(f64, usize)> {
        rough.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let even = self.prices.iter().all(|price| *price == 1);
        let mut sharp: Vec<f64> = vec![];
        for (worth, c) in &mut rough {
            let enough = even && sharp.len() >= self.question.sites && {
                let mut best = sharp.clone();
                best.sort_unstable_by(f64::total_cmp);
                best[self.question.sites - 1] <= *worth
            };
            if enough && !self.kept[*c] {
                continue;
            }
            let (exact, work) = self.packs[*c].exact(&self.items[*c], &self.price, *worth);
            self.work += work;
            *worth = exact;
            sharp.push(exact);
        }
        rough.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        rough
    }

    /// Kept centers, then the best by price while they are worth something or still needed to hold
    /// everyone; the last in part.
    fn choose(&self, worths: &[(f64, usize)]) -> (f64, Vec<u32>) {
        let mut chosen = vec![];
        let (mut sum, mut left) = (0.0, self.room);
        for (worth, c) in worths.iter().filter(|(_, c)| self.kept[*c]) {
            sum += worth;
            left = left.saturating_sub(self.prices[*c]);
            chosen.push(*c as u32);
        }
        let mut rest: Vec<&(f64, usize)> = worths.iter().filter(|(_, c)| !self.kept[*c]).collect();
        let even = self.prices.iter().all(|price| *price == 1);
        if !even {
            let ratio = |(worth, c): &(f64, usize)| match self.prices[*c] {
                0 => f64::NEG_INFINITY,
                price => worth / price as f64,
            };
            rest.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)).then(a.1.cmp(&b.1)));
        }
        for (worth, c) in rest {
            let wanted = *worth < 0.0 || (even && chosen.len() < self.needed);
            if !wanted {
                if even { break } else { continue }
            }
            let price = self.prices[*c];
            if price > left {
                sum += worth.min(0.0) * (left as f64 / price as f64);
                break;
            }
            left -= price;
            sum += worth;
            chosen.push(*c as u32);
        }
        (sum, chosen)
    }

    fn step_on(&mut self, chosen: &[u32], distance: f64) {
        let mut miss = vec![1.0; self.price.len()];
        for c in chosen {
            let c = *c as usize;
            for (home, share) in self.packs[c].taken(&self.items[c], &self.price) {
                miss[home as usize] -= share;
            }
        }
        let mut square = 0.0;
        for (home, miss) in miss.iter().enumerate() {
            self.direction[home] = 0.7 * self.direction[home] + 0.3 * miss;
            square += self.direction[home] * self.direction[home];
        }
        if square < 1e-12 {
            self.halved = u32::MAX;
            return;
        }
        let size = self.step * distance.max(1.0) / square;
        for (price, direction) in self.price.iter_mut().zip(&self.direction) {
            *price += size * direction;
        }
    }
}
