use super::Set;

/// Lagrangian relaxation of set cover: homes offer prices to be covered, candidates whose prices
/// exceed their cost open at a profit that is taken off. Never more than any cover costs.
pub(super) struct Dual {
    pub prices: Vec<f64>,
    /// Cost less prices, by candidate.
    pub reduced: Vec<f64>,
    /// How much of each candidate the relaxation opens, averaged over recent steps.
    pub share: Vec<f64>,
    pub bound: u64,
    /// The best cover found by the way.
    pub cost: u64,
    pub open: Option<Vec<u32>>,
}

const FRACTION: u32 = 16;

impl Dual {
    /// Moves prices for so many rounds; `below` is a cost known to be reached, and the search ends
    /// when nothing cheaper can be.
    pub(super) fn new(set: &Set, prices: Option<Vec<f64>>, below: u64, rounds: u32) -> Self {
        let mut prices = prices.unwrap_or_else(|| first_prices(set));
        let mut dual = Self {
            prices: prices.clone(),
            reduced: vec![0.0; set.len()],
            share: vec![0.0; set.len()],
            bound: 0,
            cost: below,
            open: None,
        };
        let (mut least, mut step, mut stale) = (f64::NEG_INFINITY, 1.0, 0);
        let mut slope = vec![0.0; prices.len()];
        for round in 0..rounds {
            let reduced = reduced(set, &prices);
            let bound =
                prices.iter().sum::<f64>() + reduced.iter().map(|r| r.min(0.0)).sum::<f64>();
            for (share, reduced) in dual.share.iter_mut().zip(&reduced) {
                *share = *share * 0.9 + if *reduced < 0.0 { 0.1 } else { 0.0 };
            }
            stale = if bound > least + least.abs() * 1e-5 { 0 } else { stale + 1 };
            if bound > least {
                least = bound;
                dual.prices.copy_from_slice(&prices);
            }
            if round % 10 == 0 {
                dual.try_cover(set, &reduced);
            }
            if (least - 1e-6).ceil() >= dual.cost as f64 || step < 1e-3 {
                break;
            }
            if stale >= 12 {
                (stale, step) = (0, step / 2.0);
                prices.copy_from_slice(&dual.prices);
                slope.fill(0.0);
                continue;
            }
            let mut uncovered = vec![1.0; prices.len()];
            for (c, reduced) in (0u32..).zip(&reduced) {
                if *reduced < 0.0 {
                    set.homes.of(c).iter().for_each(|h| uncovered[*h as usize] -= 1.0);
                }
            }
            let mut square = 0.0;
            for ((slope, uncovered), price) in slope.iter_mut().zip(&uncovered).zip(&prices) {
                *slope = 0.5 * *slope + 0.5 * uncovered;
                square += if *price <= 0.0 && *slope < 0.0 { 0.0 } else { *slope * *slope };
            }
            if square < 1e-12 {
                break;
            }
            let length = step * (dual.cost as f64 * 1.01 - bound).max(0.05) / square;
            for (price, slope) in prices.iter_mut().zip(&slope) {
                *price = (*price + length * slope).max(0.0);
            }
        }
        dual.judge(set);
        dual
    }

    /// The bound in whole numbers: prices in 65,536ths, rounded down.
    fn judge(&mut self, set: &Set) {
        let unit = f64::from(1u32 << FRACTION);
        let prices: Vec<i128> = self.prices.iter().map(|p| (p * unit) as i128).collect();
        let mut bound: i128 = prices.iter().sum();
        for ((homes, cost), reduced) in set.homes.iter().zip(&set.costs).zip(&mut self.reduced) {
            let paid: i128 = homes.iter().map(|h| prices[*h as usize]).sum();
            let left = (i128::from(*cost) << FRACTION) - paid;
            bound += left.min(0);
            *reduced = left as f64 / unit;
        }
        let up = (bound + (1 << FRACTION) - 1) >> FRACTION;
        self.bound = u64::try_from(up.max(0)).unwrap_or(0);
    }

    /// Candidates by what they cost after prices, for each home they newly cover; then without those
    /// that are not needed.
    fn try_cover(&mut self, set: &Set, reduced: &[f64]) {
        let open = cover(set, |c, new| (reduced[c as usize].max(1e-6)) / new as f64);
        let cost = open.iter().map(|c| set.costs[*c as usize]).sum();
        if cost < self.cost {
            (self.cost, self.open) = (cost, Some(open));
        }
    }
}

fn first_prices(set: &Set) -> Vec<f64> {
    let share = |c: &u32| set.costs[*c as usize] as f64 / set.homes.of(*c).len().max(1) as f64;
    set.candidates.iter().map(|list| list.iter().map(share).fold(f64::INFINITY, f64::min)).collect()
}

fn reduced(set: &Set, prices: &[f64]) -> Vec<f64> {
    let paid = |homes: &[u32]| homes.iter().map(|h| prices[*h as usize]).sum::<f64>();
    set.homes.iter().zip(&set.costs).map(|(homes, cost)| *cost as f64 - paid(homes)).collect()
}

/// Opens the one with the least `price` until all is covered, then closes what is not needed, the
/// dearest first. Every home has a candidate.
pub(super) fn cover(set: &Set, price: impl Fn(u32, usize) -> f64) -> Vec<u32> {
    let mut count = vec![0u32; set.candidates.len()];
    let mut new: Vec<usize> = set.homes.iter().map(<[u32]>::len).collect();
    let (mut open, mut missing) = (vec![], count.len());
    // The price of a candidate only rises as homes are covered, so an old one is a promise.
    let promise = |c: u32, new: usize| std::cmp::Reverse((Price(price(c, new)), c, new));
    let mut heap: std::collections::BinaryHeap<_> = (0..set.len() as u32)
        .filter(|c| new[*c as usize] > 0)
        .map(|c| promise(c, new[c as usize]))
        .collect();
    while missing > 0 {
        let Some(std::cmp::Reverse((_, c, at))) = heap.pop() else { break };
        let now = new[c as usize];
        if now == 0 {
            continue;
        }
        if now < at {
            heap.push(promise(c, now));
            continue;
        }
        open.push(c);
        for home in set.homes.of(c) {
            count[*home as usize] += 1;
            if count[*home as usize] == 1 {
                missing -= 1;
                set.candidates.of(*home).iter().for_each(|c| new[*c as usize] -= 1);
            }
        }
    }
    open.sort_by_key(|c| (std::cmp::Reverse(set.costs[*c as usize]), set.homes.of(*c).len(), *c));
    open.retain(|c| {
        let homes = set.homes.of(*c);
        let needed = homes.iter().any(|h| count[*h as usize] == 1);
        if !needed {
            homes.iter().for_each(|h| count[*h as usize] -= 1);
        }
        needed
    });
    open.sort_unstable();
    open
}

#[derive(PartialEq)]
struct Price(f64);

impl Eq for Price {}

impl Ord for Price {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Price {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
