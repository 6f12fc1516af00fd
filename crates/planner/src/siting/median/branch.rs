use super::lagrange::Prices;
use super::lists::Lists;
use crate::Watch;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

/// What waits may hold this much memory; over it the search for the bound ends.
const WAITING_BYTES: usize = 400 << 20;
const ROOT_STEPS: u32 = 200;
const ROOT_PATIENCE: u32 = 25;
const NODE_STEPS: u32 = 160;
const NODE_PATIENCE: u32 = 10;

/// A part of what is possible: some candidates closed, some opened, by the numbers of the root.
struct Part {
    bound: i64,
    closed: Vec<bool>,
    opened: Vec<u32>,
    price: Vec<i64>,
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.cmp(&self.bound).then(self.opened.len().cmp(&other.opened.len()))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

/// The bound: prices at the root until they settle, candidates ruled out by them, then branch and
/// bound on whether a candidate is open, the part with the lowest bound first.
pub(super) struct Bound {
    pub lists: Arc<Lists>,
    root: Prices,
    waiting: Option<BinaryHeap<Part>>,
    /// No answer is lower than this, whatever is still waiting.
    pub whole: i64,
    /// The best value heard of and the choice (numbers of the question) that has it.
    pub value: i64,
    pub found: Vec<Vec<u32>>,
    /// Something was ruled out by branching, not by prices alone.
    pub parts: u64,
    pub exhausted: bool,
    /// The candidate to branch on, by the part last looked at.
    split: Option<u32>,
    pub work: u64,
}

impl Bound {
    pub fn new(lists: Arc<Lists>) -> Self {
        let most: i64 = (0..lists.homes())
            .map(|home| {
                lists.near(home).last().map_or(0, |p| lists.weights[home] * i64::from(p.cost))
            })
            .sum();
        let scale = (60 - (64 - most.leading_zeros().min(63))).clamp(0, 16);
        let nearest = |home: usize| {
            let near = lists.near(home).first();
            near.map_or(lists.base[home], |p| lists.weights[home] * i64::from(p.cost))
        };
        Self {
            root: Prices::new(lists.clone(), scale, None),
            whole: (0..lists.homes()).map(nearest).sum(),
            lists,
            waiting: None,
            value: i64::MAX,
            found: vec![],
            parts: 0,
            exhausted: false,
            split: None,
            work: 0,
        }
    }

    pub fn met(&self) -> bool {
        self.whole >= self.value
    }

    /// Works for about `work` pairs looked at. Choices met on the way are in `found`.
    pub fn run(&mut self, work: u64, watch: &Watch<'_>) {
        let until = self.work + work;
        while self.work < until && !self.met() && !self.exhausted && watch.stop().is_none() {
            match self.waiting.take() {
                None => self.climb(watch),
                Some(waiting) => self.part(waiting, watch),
            }
        }
    }

    fn climb(&mut self, watch: &Watch<'_>) {
        if self.whole_room(&self.lists) {
            self.take_all(&self.lists.clone());
            self.whole = self.value;
            return;
        }
        let before = self.root.work;
        let sets = self.root.climb(ROOT_STEPS, ROOT_PATIENCE, self.value, watch);
        self.work += self.root.work - before + 1;
        self.see(&self.lists.clone(), &sets);
        self.whole = self.whole.max(self.root.whole());
        if self.met() || watch.stop().is_some() {
            return;
        }
        let ruled = self.root.ruled(self.value);
        let gone = ruled.closed.iter().filter(|c| **c).count() + ruled.opened.len();
        if self.overfull(&self.lists, &ruled.opened) {
            self.whole = self.value;
            return;
        }
        let settled = self.root.settled();
        if gone * 8 > self.lists.candidates() || settled {
            self.lists = Arc::new(self.lists.reduced(&ruled.closed, &ruled.opened));
            let price = self.root.best.clone();
            self.root = Prices::new(self.lists.clone(), self.root.scale, Some(&price));
            self.work += self.lists.pairs() as u64;
        }
        if settled {
            self.waiting = Some(BinaryHeap::from([Part {
                bound: self.whole,
                closed: vec![false; self.lists.candidates()],
                opened: vec![],
                price: self.root.best.clone(),
            }]));
        }
    }

    fn part(&mut self, mut waiting: BinaryHeap<Part>, watch: &Watch<'_>) {
        let Some(mut part) = waiting.pop() else {
            self.whole = self.value;
            return;
        };
        self.whole = self.whole.max(part.bound.min(self.value));
        if part.bound < self.value {
            let stopped = self.bound_part(&mut part, watch);
            if stopped {
                waiting.push(part);
            } else if let Some(candidate) = self.branch_on(&part) {
                let mut without = part.closed.clone();
                without[candidate as usize] = true;
                let mut with = part.opened.clone();
                with.push(candidate);
                let (bound, price) = (part.bound, part.price.clone());
                waiting.push(Part { bound, closed: without, opened: part.opened, price });
                waiting.push(Part { bound, closed: part.closed, opened: with, price: part.price });
            } else if part.bound < self.value {
                waiting.push(part);
            }
        }
        let bytes = waiting.len() * (self.lists.homes() * 8 + self.lists.candidates() * 5);
        self.exhausted = bytes > WAITING_BYTES;
        self.waiting = Some(waiting);
    }

    /// Raises the bound of a part and rules out what it can. True when told to stop.
    fn bound_part(&mut self, part: &mut Part, watch: &Watch<'_>) -> bool {
        self.parts += 1;
        self.split = None;
        for _ in 0..4 {
            if self.overfull(&self.lists, &part.opened) {
                part.bound = self.value;
                return false;
            }
            let lists = Arc::new(self.lists.reduced(&part.closed, &part.opened));
            self.work += lists.pairs() as u64;
            if self.whole_room(&lists) {
                self.take_all(&lists);
                part.bound = self.value;
                return false;
            }
            let mut prices = Prices::new(lists.clone(), self.root.scale, Some(&part.price));
            let sets = prices.climb(NODE_STEPS, NODE_PATIENCE, self.value, watch);
            self.work += prices.work;
            self.see(&lists, &sets);
            part.bound = part.bound.max(prices.whole());
            part.price.copy_from_slice(&prices.best);
            if part.bound >= self.value {
                return false;
            }
            if watch.stop().is_some() {
                return true;
            }
            let share = std::mem::take(&mut prices.share);
            let ruled = prices.ruled(self.value);
            let mut gone = ruled.opened.len();
            let ours = |c: u32| self.lists.names.binary_search(&lists.names[c as usize]).ok();
            for c in (0..lists.candidates() as u32).filter(|c| ruled.closed[*c as usize]) {
                if let Some(c) = ours(c) {
                    part.closed[c] = true;
                    gone += 1;
                }
            }
            part.opened.extend(ruled.opened.iter().filter_map(|c| ours(*c)).map(|c| c as u32));
            let open = |c: &u32| !ruled.closed[*c as usize] && !ruled.opened.contains(c);
            let split = (0..lists.candidates() as u32).filter(open).min_by(|a, b| {
                let far = |c: &u32| (share[*c as usize] - 0.5).abs();
                far(a).total_cmp(&far(b)).then(a.cmp(b))
            });
            self.split = split.and_then(ours).map(|c| c as u32);
            if gone * 4 < lists.candidates() {
                break;
            }
        }
        false
    }

    fn branch_on(&mut self, part: &Part) -> Option<u32> {
        if part.bound >= self.value {
            return None;
        }
        self.split.take()
    }

    fn overfull(&self, lists: &Lists, opened: &[u32]) -> bool {
        let prices = opened.iter().map(|c| u128::from(lists.price[*c as usize]));
        prices.sum::<u128>() > u128::from(lists.room)
    }

    /// There is room for every candidate: opening them all is best.
    fn whole_room(&self, lists: &Lists) -> bool {
        let all = lists.price.iter().map(|price| u128::from(*price)).sum::<u128>();
        all <= u128::from(lists.room)
    }

    fn take_all(&mut self, lists: &Lists) {
        let all: Vec<u32> = (0..lists.candidates() as u32).collect();
        self.see(lists, &[all]);
    }

    fn see(&mut self, lists: &Lists, sets: &[Vec<u32>]) {
        for set in sets {
            let value = lists.value(set);
            self.work += lists.homes() as u64;
            if value < self.value {
                self.value = value;
                self.found.push(lists.named(set));
            }
        }
    }
}
