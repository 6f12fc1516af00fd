/// A home as a center may take it.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub home: u32,
    pub load: u64,
    pub cost: f64,
}

/// Tables larger than this are not made; the divisible filling is the bound then.
const LARGEST: usize = 400_000;

/// The cheapest filling of one center between its limits, every home at cost less price.
pub(super) struct Pack {
    from: u64,
    to: u64,
    whole: bool,
}

impl Pack {
    pub fn new((from, to): (u64, u64), whole: bool) -> Self {
        Self { from, to, whole }
    }

    /// With homes divided: by what a person saves, first what saves, then, while the lower limit is
    /// not met, what costs least. Infinite when the limit cannot be met. Homes by share in `take`.
    fn divided(&self, items: &[Item], price: &[f64], mut take: impl FnMut(u32, f64)) -> f64 {
        let mut sum = 0.0;
        let mut saves: Vec<(f64, Item)> = vec![];
        let mut rest = vec![];
        for item in items {
            let less = item.cost - price[item.home as usize];
            if item.load == 0 {
                if less < 0.0 {
                    sum += less;
                    take(item.home, 1.0);
                }
            } else {
                let list = if less < 0.0 { &mut saves } else { &mut rest };
                list.push((less / item.load as f64, *item));
            }
        }
        let mut load = 0;
        let mut fill = |list: &mut Vec<(f64, Item)>, limit: u64, load: &mut u64| {
            list.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.home.cmp(&b.1.home)));
            for (ratio, item) in list.iter() {
                if *load >= limit {
                    break;
                }
                let amount = item.load.min(limit - *load);
                *load += amount;
                sum += ratio * amount as f64;
                take(item.home, amount as f64 / item.load as f64);
            }
        };
        fill(&mut saves, self.to, &mut load);
        if load < self.from {
            fill(&mut rest, self.from, &mut load);
        }
        if load < self.from { f64::INFINITY } else { sum }
    }

    pub fn rough(&self, items: &[Item], price: &[f64]) -> f64 {
        self.divided(items, price, |_, _| ())
    }

    /// Whether whole homes are packed exactly; how many rows of which length.
    fn table(&self, items: &[Item], price: &[f64]) -> Option<Vec<(f64, Item)>> {
        if !self.whole {
            return None;
        }
        let with = items.iter().map(|item| (item.cost - price[item.home as usize], *item));
        let useful: Vec<(f64, Item)> =
            with.filter(|(less, item)| *less < 0.0 || (self.from > 0 && item.load > 0)).collect();
        let width = usize::try_from(self.to).ok()?.checked_add(1)?;
        (useful.len().checked_mul(width)? <= LARGEST).then_some(useful)
    }

    /// With homes whole, where that is small enough to tell; else what `rough` said.
    pub fn exact(&self, items: &[Item], price: &[f64], rough: f64) -> (f64, u64) {
        match self.table(items, price) {
            None => (rough, 0),
            Some(useful) => {
                let work = useful.len() as u64 * (self.to + 1) / 4;
                (self.pack(&useful, |_, _| ()), work)
            }
        }
    }

    /// The homes taken, by share.
    pub fn taken(&self, items: &[Item], price: &[f64]) -> Vec<(u32, f64)> {
        let mut taken = vec![];
        match self.table(items, price) {
            None => {
                self.divided(items, price, |home, share| taken.push((home, share)));
            }
            Some(useful) => {
                let width = self.to as usize + 1;
                let mut marks = vec![false; useful.len() * width];
                let mut best = vec![];
                self.pack(&useful, |i, row| {
                    for (mark, better) in marks[i * width..(i + 1) * width].iter_mut().zip(row) {
                        *mark = *better;
                    }
                });
                self.sums(&useful, &mut best, |_, _| ());
                let limits = self.from as usize..width;
                let at = limits.min_by(|a, b| best[*a].total_cmp(&best[*b]));
                let Some(mut at) = at.filter(|at| best[*at].is_finite()) else { return taken };
                for (i, (_, item)) in useful.iter().enumerate().rev() {
                    if marks[i * width + at] {
                        taken.push((item.home, 1.0));
                        at -= item.load as usize;
                    }
                }
            }
        }
        taken
    }

    fn pack(&self, useful: &[(f64, Item)], row: impl FnMut(usize, &[bool])) -> f64 {
        let mut best = vec![];
        self.sums(useful, &mut best, row);
        best[self.from as usize..].iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The least for every exact load; `row` sees, item by item, at which loads it was taken.
    fn sums(
        &self,
        useful: &[(f64, Item)],
        best: &mut Vec<f64>,
        mut row: impl FnMut(usize, &[bool]),
    ) {
        let width = self.to as usize + 1;
        best.clear();
        best.resize(width, f64::INFINITY);
        best[0] = 0.0;
        let mut better = vec![false; width];
        for (i, (less, item)) in useful.iter().enumerate() {
            better.fill(false);
            let load = usize::try_from(item.load).unwrap_or(usize::MAX);
            for at in (load.min(width)..width).rev() {
                let with = best[at - load] + less;
                if with < best[at] {
                    best[at] = with;
                    better[at] = true;
                }
            }
            row(i, &better);
        }
    }
}
