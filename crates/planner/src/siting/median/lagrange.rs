use super::lists::Lists;
use crate::Watch;
use std::sync::Arc;

/// Prices of the homes with the bound they prove. Each home pays its price and chooses alone; a
/// candidate is worth what the homes nearer than their price save on it; the room then goes to the
/// candidates worth most. Whole numbers, `scale` bits finer than the costs, so nothing is rounded in
/// our favor.
pub(super) struct Prices {
    lists: Arc<Lists>,
    pub scale: u32,
    price: Vec<i64>,
    cap: Vec<i64>,
    /// Minus what a candidate is worth.
    worth: Vec<i64>,
    chosen: Vec<u32>,
    order: Vec<u32>,
    direction: Vec<f64>,
    step: f64,
    failed: u32,
    halved: u32,
    /// The best bound, scaled, and the prices it came from.
    pub bound: i128,
    pub best: Vec<i64>,
    /// How often a candidate was chosen lately, 0 to 1.
    pub share: Vec<f64>,
    pub work: u64,
}

/// What the best prices rule out.
pub(super) struct Ruled {
    pub closed: Vec<bool>,
    pub opened: Vec<u32>,
}

impl Prices {
    /// Begins with given prices or, without any, with what a home pays at its second nearest.
    pub fn new(lists: Arc<Lists>, scale: u32, given: Option<&[i64]>) -> Self {
        let homes = lists.homes().max(1) as i64;
        let cap: Vec<i64> = lists
            .base
            .iter()
            .map(|base| (*base).min(((1 << 61) / homes) >> scale) << scale)
            .collect();
        let rank = lists.candidates().div_ceil(lists.room.clamp(1, 1 << 31) as usize);
        let start = |home: usize| {
            let near = lists.near(home);
            let pair = near.get(rank.min(near.len().saturating_sub(1)));
            pair.map_or(cap[home], |p| (lists.weights[home] * i64::from(p.cost)) << scale)
        };
        let price: Vec<i64> = match given {
            Some(given) => given.to_vec(),
            None => (0..lists.homes()).map(start).collect(),
        };
        let price: Vec<i64> = price.iter().zip(&cap).map(|(p, cap)| (*p).min(*cap)).collect();
        Self {
            scale,
            best: price.clone(),
            direction: vec![0.0; price.len()],
            price,
            cap,
            worth: vec![0; lists.candidates()],
            chosen: vec![],
            order: (0..lists.candidates() as u32).collect(),
            step: 1.0,
            failed: 0,
            halved: 0,
            bound: i128::MIN,
            share: vec![0.0; lists.candidates()],
            work: 0,
            lists,
        }
    }

    /// Prices of the homes valued anew; true when the bound rose.
    fn value(&mut self) -> bool {
        self.worth.fill(0);
        let mut sum: i128 = 0;
        for home in 0..self.price.len() {
            let price = self.price[home];
            let weight = self.lists.weights[home] << self.scale;
            sum += i128::from(price);
            let mut seen = 0;
            for pair in self.lists.near(home) {
                let value = weight * i64::from(pair.cost);
                if value >= price {
                    break;
                }
                seen += 1;
                self.worth[pair.other as usize] += value - price;
            }
            self.work += seen + 1;
        }
        let (rent, _) = self.choose();
        let room = i128::from(self.lists.room);
        let bound = sum - i128::from(rent) * room + self.rented(rent);
        if bound > self.bound {
            self.bound = bound;
            self.best.copy_from_slice(&self.price);
            return true;
        }
        false
    }

    fn rented(&self, rent: i64) -> i128 {
        let rented = self.worth.iter().zip(&self.lists.price);
        rented.map(|(w, p)| (i128::from(*w) + i128::from(rent) * i128::from(*p)).min(0)).sum()
    }

    /// Fills the room with the worthiest. Gives what a unit of room is worth at the margin: by the
    /// last that came in and by the first that stayed out; any rent gives a valid bound, these the
    /// best.
    fn choose(&mut self) -> (i64, i64) {
        let (worth, prices) = (&self.worth, &self.lists.price);
        let all = self.order.len();
        self.chosen.clear();
        if self.lists.even {
            let room = usize::try_from(self.lists.room).unwrap_or(usize::MAX);
            if room >= all {
                self.chosen.extend_from_slice(&self.order);
                return (0, 0);
            }
            self.order.select_nth_unstable_by_key(room, |c| (worth[*c as usize], *c));
            self.chosen.extend_from_slice(&self.order[..room]);
            let last = self.chosen.iter().map(|c| worth[*c as usize]).max().unwrap_or(0);
            return (-last, -worth[self.order[room] as usize]);
        }
        let ratio = |c: &u32| {
            let (worth, price) = (worth[*c as usize] as f64, prices[*c as usize] as f64);
            if price > 0.0 { worth / price } else { f64::NEG_INFINITY }
        };
        self.order.sort_unstable_by(|a, b| ratio(a).total_cmp(&ratio(b)).then(a.cmp(b)));
        let mut left = self.lists.room;
        for c in &self.order {
            let (worth, price) = (worth[*c as usize], prices[*c as usize]);
            if worth == 0 {
                return (0, 0);
            }
            if price > left {
                let rent = -worth / i64::try_from(price).unwrap_or(i64::MAX);
                return (rent, rent);
            }
            left -= price;
            self.chosen.push(*c);
        }
        (0, 0)
    }

    /// What any answer with or without a candidate must cost at the prices last valued, given that
    /// only answers below `value` are of interest.
    fn rule(&mut self, value: i64, ruled: &mut Ruled) {
        let sum: i128 = self.price.iter().map(|p| i128::from(*p)).sum();
        let (last, next) = self.choose();
        let enough = i128::from(value - 1) << self.scale;
        for rent in [last, next] {
            let room = i128::from(self.lists.room);
            let bound = sum - i128::from(rent) * room + self.rented(rent);
            for c in 0..self.worth.len() {
                let prize = i128::from(rent) * i128::from(self.lists.price[c]);
                let reduced = i128::from(self.worth[c]) + prize;
                if reduced > 0 && bound + reduced > enough {
                    ruled.closed[c] = true;
                } else if reduced < 0 && bound - reduced > enough {
                    ruled.opened.push(c as u32);
                }
            }
        }
        ruled.opened.sort_unstable();
        ruled.opened.dedup();
    }

    /// What no answer below `value` can do, by the best prices.
    pub fn ruled(&mut self, value: i64) -> Ruled {
        let mut ruled = Ruled { closed: vec![false; self.worth.len()], opened: vec![] };
        self.price.copy_from_slice(&self.best);
        self.value();
        self.rule(value, &mut ruled);
        ruled
    }

    /// The bound in whole costs: no answer is lower.
    pub fn whole(&self) -> i64 {
        let unit = 1i128 << self.scale;
        let up = self.bound.div_euclid(unit) + i128::from(self.bound.rem_euclid(unit) > 0);
        i64::try_from(up.max(0)).unwrap_or(i64::MAX)
    }

    /// Raises the bound by at most `steps` steps, less when nothing comes of it or `value` is met.
    /// Gives chosen sets on the way, the latest best last.
    pub fn climb(
        &mut self,
        steps: u32,
        patience: u32,
        value: i64,
        watch: &Watch<'_>,
    ) -> Vec<Vec<u32>> {
        let mut found = vec![];
        let target = (value as f64) * f64::from(1u32 << self.scale);
        for step in 0..steps {
            let before = self.bound;
            if self.value() {
                if found.last() != Some(&self.chosen) {
                    found.push(self.chosen.clone());
                }
                let rise = self.bound as f64 - before as f64;
                if rise > 1e-5 * (target - self.bound as f64) {
                    self.failed = 0;
                }
            }
            self.failed += 1;
            if self.whole() >= value || (step % 16 == 0 && watch.stop().is_some()) {
                break;
            }
            for share in &mut self.share {
                *share *= 0.95;
            }
            for c in &self.chosen {
                self.share[*c as usize] += 0.05;
            }
            if self.failed > patience {
                self.failed = 0;
                self.halved += 1;
                self.step *= 0.5;
                self.price.copy_from_slice(&self.best);
                self.direction.fill(0.0);
                if self.settled() {
                    break;
                }
                self.value();
            }
            if !self.step_on(target) {
                break;
            }
        }
        let keep = found.len().saturating_sub(8);
        found.split_off(keep)
    }

    /// Nothing more comes of smaller steps.
    pub fn settled(&self) -> bool {
        self.halved > 6
    }

    fn step_on(&mut self, target: f64) -> bool {
        const OLD: f64 = 0.7;
        let mut miss: Vec<i32> = vec![1; self.price.len()];
        for c in &self.chosen {
            for pair in self.lists.reached(*c) {
                let home = pair.other as usize;
                let value = (self.lists.weights[home] * i64::from(pair.cost)) << self.scale;
                if value < self.price[home] {
                    miss[home] -= 1;
                }
            }
            self.work += self.lists.reached(*c).len() as u64;
        }
        let mut square = 0.0;
        for (home, miss) in miss.iter().enumerate() {
            let stuck = *miss > 0 && self.price[home] >= self.cap[home];
            let miss = if stuck { 0.0 } else { f64::from(*miss) };
            self.direction[home] = OLD * self.direction[home] + (1.0 - OLD) * miss;
            square += self.direction[home] * self.direction[home];
        }
        if square < 1e-12 {
            return false;
        }
        let distance = (target * 1.0005 - self.bound as f64).max(1.0);
        let size = self.step * distance / square;
        for home in 0..self.price.len() {
            let moved = self.price[home] + (size * self.direction[home]) as i64;
            self.price[home] = moved.clamp(0, self.cap[home]);
        }
        true
    }
}
