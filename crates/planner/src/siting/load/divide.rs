use super::Share;
use super::question::Question;
use crate::{Result, Stop, Watch};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What parting people among open centers comes to, homes divided.
pub(super) enum Divided {
    Best {
        cost: i64,
        shares: Vec<Share>,
        /// By place in `open`: what a person there pays on top, so that everybody goes where walk and
        /// price together cost least. Below 0 where the lower limit draws people.
        prices: Vec<i64>,
    },
    /// No way keeps the limits.
    Impossible,
    /// The time was up before it was known.
    Unfinished,
}

/// The cheapest parting of people among open centers. Everybody begins at the nearest; then, as long
/// as a center is too full or too empty, people move along the cheapest chain of centers, each giving
/// on whom it costs least. Shortest chains keep the parting cheapest for the loads it has.
pub(super) fn divide(question: &Question<'_>, open: &[u32], watch: &Watch<'_>) -> Result<Divided> {
    let mut parting = Parting::new(question, open);
    let mut rounds = 0u32;
    while parting.wrong() {
        if !parting.improve() {
            return Ok(Divided::Impossible);
        }
        rounds = rounds.wrapping_add(1);
        if rounds.is_multiple_of(64) {
            watch.go_on()?;
            if watch.stop() == Some(Stop::Time) {
                return Ok(Divided::Unfinished);
            }
        }
    }
    Ok(parting.told())
}

/// A home and what a person of it pays more at another center.
type Next = BinaryHeap<Reverse<(i64, u32)>>;

struct Parting<'a> {
    question: &'a Question<'a>,
    open: &'a [u32],
    /// By home, then place in `open`; `u32::MAX` out of reach.
    costs: Vec<u32>,
    /// By home: how many go to which place.
    at: Vec<Vec<(u32, u64)>>,
    /// By place, then place: who would go on at least cost. Those who left are still in it.
    next: Vec<Next>,
    /// By place: how many pass on to the sink, between the limits; the sink takes everyone.
    held: Vec<i64>,
    /// By place, the sink last: people over (or, below 0, lacking).
    over: Vec<i64>,
    /// From the last search: cost and the node before.
    cost: Vec<i64>,
    before: Vec<usize>,
}

const FAR: i64 = i64::MAX / 4;
const NOWHERE: usize = usize::MAX;

impl<'a> Parting<'a> {
    fn new(question: &'a Question<'a>, open: &'a [u32]) -> Self {
        let (homes, places) = (question.homes(), open.len());
        let mut costs = vec![u32::MAX; homes * places];
        for (place, c) in open.iter().enumerate() {
            for (home, cost) in question.costs.of(*c).filter(|(_, cost)| *cost <= question.within) {
                costs[home as usize * places + place] = cost.min(u32::MAX - 1);
            }
        }
        let mut parting = Self {
            question,
            open,
            costs,
            at: vec![vec![]; homes],
            next: vec![],
            held: vec![],
            over: vec![0; places + 1],
            cost: vec![FAR; places + 1],
            before: vec![NOWHERE; places + 1],
        };
        let mut load = vec![0; places];
        let mut next: Vec<Vec<Reverse<(i64, u32)>>> = vec![vec![]; places * places];
        for home in 0..homes {
            let row = &parting.costs[home * places..][..places];
            let nearest = (0..places).min_by_key(|place| row[*place]);
            let people = question.loads[home];
            let Some(nearest) = nearest.filter(|place| row[*place] != u32::MAX && people > 0)
            else {
                continue;
            };
            load[nearest] += people as i64;
            parting.at[home].push((nearest as u32, people));
            for (place, cost) in row.iter().enumerate() {
                if place != nearest && *cost != u32::MAX {
                    let more = i64::from(*cost) - i64::from(row[nearest]);
                    next[nearest * places + place].push(Reverse((more, home as u32)));
                }
            }
        }
        parting.next = next.into_iter().map(BinaryHeap::from).collect();
        let people = question.people() as i64;
        for (place, load) in load.into_iter().enumerate() {
            let (from, to) = parting.limits(place);
            let held = load.clamp(from, to);
            parting.held.push(held);
            parting.over[place] = load - held;
            parting.over[places] += held;
        }
        parting.over[places] -= people;
        parting
    }

    fn limits(&self, place: usize) -> (i64, i64) {
        let c = self.open[place] as usize;
        (self.question.load.from[c] as i64, self.question.load.to[c] as i64)
    }

    fn wrong(&self) -> bool {
        self.over.iter().any(|over| *over != 0)
    }

    fn share(&self, home: u32, place: usize) -> u64 {
        let shares = self.at[home as usize].iter();
        shares.filter(|share| share.0 as usize == place).map(|share| share.1).sum()
    }

    /// Who goes on at least cost from a place to another.
    fn cheapest(&mut self, from: usize, to: usize) -> Option<(i64, u32)> {
        loop {
            let Reverse((cost, home)) = *self.next[from * self.open.len() + to].peek()?;
            if self.share(home, from) > 0 {
                return Some((cost, home));
            }
            self.next[from * self.open.len() + to].pop();
        }
    }

    /// What people cost on the way between two nodes; the sink takes and gives back without cost.
    fn arc(&mut self, from: usize, to: usize) -> Option<i64> {
        let sink = self.open.len();
        match (from == sink, to == sink) {
            (true, _) => (self.held[to] > self.limits(to).0).then_some(0),
            (_, true) => (self.held[from] < self.limits(from).1).then_some(0),
            _ => self.cheapest(from, to).map(|(cost, _)| cost),
        }
    }

    /// The least cost to every node, from those that `begin` names at 0.
    fn search(&mut self, begin: impl Fn(&Self, usize) -> bool) {
        let nodes = self.open.len() + 1;
        self.before.fill(NOWHERE);
        for node in 0..nodes {
            self.cost[node] = if begin(self, node) { 0 } else { FAR };
        }
        let mut todo: Vec<usize> = (0..nodes).filter(|node| self.cost[*node] == 0).collect();
        let mut waits = vec![false; nodes];
        while !todo.is_empty() {
            for from in std::mem::take(&mut todo) {
                waits[from] = false;
                for to in (0..nodes).filter(|to| *to != from) {
                    let Some(cost) = self.arc(from, to).map(|cost| cost + self.cost[from]) else {
                        continue;
                    };
                    if cost < self.cost[to] {
                        (self.cost[to], self.before[to]) = (cost, from);
                        if !std::mem::replace(&mut waits[to], true) {
                            todo.push(to);
                        }
                    }
                }
            }
        }
    }

    /// Sends people along the cheapest chain from a node with too many to one that lacks some.
    fn improve(&mut self) -> bool {
        self.search(|parting, node| parting.over[node] > 0);
        let lacking = (0..self.over.len()).filter(|node| self.over[*node] < 0);
        let end = lacking.min_by_key(|node| self.cost[*node]);
        let Some(end) = end.filter(|node| self.cost[*node] < FAR) else { return false };
        let sink = self.open.len();
        let mut chain = vec![];
        let mut node = end;
        while self.before[node] != NOWHERE {
            let before = self.before[node];
            chain.push((before, node));
            node = before;
        }
        let mut amount = self.over[node].min(-self.over[end]);
        let mut moves = vec![];
        for (from, to) in &chain {
            let room = match (*from == sink, *to == sink) {
                (true, _) => self.held[*to] - self.limits(*to).0,
                (_, true) => self.limits(*from).1 - self.held[*from],
                _ => {
                    let Some((_, home)) = self.cheapest(*from, *to) else { return false };
                    moves.push((home, *from, *to));
                    self.share(home, *from) as i64
                }
            };
            amount = amount.min(room);
        }
        self.over[node] -= amount;
        self.over[end] += amount;
        for (from, to) in chain {
            if from == sink {
                self.held[to] -= amount;
            } else if to == sink {
                self.held[from] += amount;
            }
        }
        for (home, from, to) in moves {
            self.shift(home, from, to, amount as u64);
        }
        true
    }

    fn shift(&mut self, home: u32, from: usize, to: usize, amount: u64) {
        let shares = &mut self.at[home as usize];
        for share in shares.iter_mut().filter(|share| share.0 as usize == from) {
            share.1 -= amount;
        }
        shares.retain(|share| share.1 > 0);
        if let Some(share) = shares.iter_mut().find(|share| share.0 as usize == to) {
            share.1 += amount;
            return;
        }
        shares.push((to as u32, amount));
        let places = self.open.len();
        let row = &self.costs[home as usize * places..][..places];
        for (place, cost) in row.iter().enumerate() {
            if place != to && *cost != u32::MAX {
                let more = i64::from(*cost) - i64::from(row[to]);
                self.next[to * places + place].push(Reverse((more, home)));
            }
        }
    }

    fn told(mut self) -> Divided {
        // No chain from anywhere to anywhere saves, so these costs exist and are prices.
        self.search(|_, _| true);
        let prices = self.cost[..self.open.len()].iter().map(|cost| -cost).collect();
        let places = self.open.len();
        let mut shares = vec![];
        let mut sum = 0;
        for (home, at) in self.at.iter().enumerate() {
            for (place, load) in at {
                sum += i64::from(self.costs[home * places + *place as usize]) * *load as i64;
                let center = self.open[*place as usize];
                shares.push(Share { home: home as u32, center, load: *load });
            }
        }
        shares.sort_unstable_by_key(|share| (share.home, share.center));
        Divided::Best { cost: sum, shares, prices }
    }
}
