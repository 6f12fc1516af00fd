use super::core::Core;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

struct Promise {
    worth: f64,
    candidate: u32,
    at: usize,
}

impl Ord for Promise {
    fn cmp(&self, other: &Self) -> Ordering {
        self.worth.total_cmp(&other.worth).then(other.candidate.cmp(&self.candidate))
    }
}

impl PartialOrd for Promise {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Promise {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Promise {}

/// The best for its money, again and again. What a candidate would add only falls while others are
/// opened, so an old promise is looked at again only when it comes first.
pub(super) fn greedy(core: &Core) -> Vec<u32> {
    let mut covered = vec![false; core.weights.len()];
    let mut heap: BinaryHeap<Promise> = (0..core.len() as u32)
        .map(|candidate| Promise { worth: worth(core, candidate, &covered), candidate, at: 0 })
        .collect();
    let (mut open, mut left) = (vec![], core.budget);
    while let Some(best) = heap.pop() {
        let cost = core.costs[best.candidate as usize];
        if cost > left || best.worth <= 0.0 {
            continue;
        }
        if best.at < open.len() {
            let worth = worth(core, best.candidate, &covered);
            heap.push(Promise { worth, at: open.len(), ..best });
            continue;
        }
        left -= cost;
        open.push(best.candidate);
        for home in core.homes.of(best.candidate) {
            covered[*home as usize] = true;
        }
    }
    open.sort_unstable();
    open
}

fn worth(core: &Core, candidate: u32, covered: &[bool]) -> f64 {
    let new = core.homes.of(candidate).iter().filter(|h| !covered[**h as usize]);
    let gain: i64 = new.map(|h| core.weights[*h as usize]).sum();
    gain as f64 / core.costs[candidate as usize] as f64
}
