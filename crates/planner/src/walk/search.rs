use super::graph::Graph;
use super::snap::Spot;
use super::{UNREACHED, farthest};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// What a search knows of a junction: a cost, or a cost and whose it is.
pub(super) trait Label: Copy + Ord {
    const NONE: Self;
    fn plus(self, cost: u32) -> Self;
    fn cost(self) -> u32;
}

impl Label for u32 {
    const NONE: Self = UNREACHED;
    fn plus(self, cost: u32) -> Self {
        self.saturating_add(cost)
    }
    fn cost(self) -> u32 {
        self
    }
}

/// The cost above, the source below: the least label is the nearest source, of several the lowest.
impl Label for u64 {
    const NONE: Self = u64::MAX;
    fn plus(self, cost: u32) -> Self {
        self.saturating_add(u64::from(cost) << 32)
    }
    fn cost(self) -> u32 {
        (self >> 32) as u32
    }
}

/// Labels of all junctions and a queue of buckets, used again and again. A search touches only what
/// it reaches, so it costs nothing that the network around is large.
pub(super) struct Search<L> {
    /// One more than there are junctions: the last stands for dead ends and is never reached.
    at: Vec<L>,
    touched: Vec<u32>,
    buckets: Vec<Vec<(L, u32)>>,
    shift: u32,
    pub seeds: Vec<(L, u32)>,
}

/// Buckets of 16 m keep the queue nearly sorted at the price of few empty ones.
const SHIFT: u32 = 14;
const MOST_BUCKETS: u32 = 4_096;

impl<L: Label> Search<L> {
    pub fn new(graph: &Graph) -> Self {
        let mut shift = SHIFT;
        while graph.longest_link() >> shift >= MOST_BUCKETS - 2 {
            shift += 1;
        }
        let buckets = (graph.longest_link() >> shift) as usize + 2;
        Self {
            at: vec![L::NONE; graph.junctions.len() + 1],
            touched: vec![],
            buckets: vec![vec![]; buckets.next_power_of_two()],
            shift,
            seeds: vec![],
        }
    }

    pub fn label(&self, junction: u32) -> L {
        self.at[junction as usize]
    }

    pub fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// A source: both ends of its chain. `label` is what it costs to get onto the chain.
    pub fn seed(&mut self, graph: &Graph, spot: Spot, label: L) {
        let Some(chain) = graph.chains().get(spot.chain as usize) else { return };
        for (junction, cost) in [
            (chain.a, label.plus(spot.offset)),
            (chain.b, label.plus(chain.cost.saturating_sub(spot.offset))),
        ] {
            if (junction as usize) < graph.junctions.len() {
                self.seeds.push((cost, junction));
            }
        }
    }

    /// Labels everything within `limit` of the seeds. Correct for any width of bucket: what a bucket
    /// corrects within itself is walked again.
    pub fn run(&mut self, graph: &Graph, limit: u32) {
        self.clear();
        self.spread::<false>(graph, limit, 0..UNREACHED);
    }

    pub fn clear(&mut self) {
        for junction in self.touched.drain(..) {
            self.at[junction as usize] = L::NONE;
        }
    }

    /// Goes on from the seeds among these junctions only. What is reached beyond them is told.
    pub fn run_within(&mut self, graph: &Graph, limit: u32, own: Range<u32>) -> Vec<(L, u32)> {
        self.spread::<true>(graph, limit, own)
    }

    fn spread<const PART: bool>(
        &mut self,
        graph: &Graph,
        limit: u32,
        own: Range<u32>,
    ) -> Vec<(L, u32)> {
        let mut beyond = vec![];
        let limit = farthest(Some(limit));
        let mut seeds = std::mem::take(&mut self.seeds);
        seeds.sort_unstable();
        let mask = self.buckets.len() - 1;
        let (mut next, mut pending, mut bucket) = (0, 0usize, 0u32);
        loop {
            if pending == 0 {
                let Some((label, _)) = seeds.get(next) else { break };
                bucket = label.cost() >> self.shift;
            }
            while let Some((label, junction)) = seeds.get(next).copied() {
                if label.cost() >> self.shift != bucket {
                    break;
                }
                pending += usize::from(self.offer(junction, label, limit));
                next += 1;
            }
            let slot = bucket as usize & mask;
            let mut done = 0;
            while let Some((label, junction)) = self.buckets[slot].get(done).copied() {
                done += 1;
                if self.at[junction as usize] != label {
                    continue;
                }
                for link in graph.links(junction) {
                    let label = label.plus(link.cost);
                    if PART && !own.contains(&link.to) {
                        beyond.extend((label.cost() <= limit).then_some((label, link.to)));
                        continue;
                    }
                    pending += usize::from(self.offer(link.to, label, limit));
                }
            }
            pending -= done;
            self.buckets[slot].clear();
            bucket += 1;
        }
        seeds.clear();
        self.seeds = seeds;
        beyond
    }

    #[inline(always)]
    fn offer(&mut self, junction: u32, label: L, limit: u32) -> bool {
        let at = &mut self.at[junction as usize];
        if label >= *at || label.cost() > limit {
            return false;
        }
        if *at == L::NONE {
            self.touched.push(junction);
        }
        *at = label;
        let slot = (label.cost() >> self.shift) as usize & (self.buckets.len() - 1);
        self.buckets[slot].push((label, junction));
        true
    }
}

/// A chain some of which is reached, seen from one source.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    pub chain: u32,
    pub a: u32,
    pub b: u32,
    pub cost: u32,
    /// The source when it lies on this chain; its access is `UNREACHED` when it does not.
    pub own: Spot,
}

impl Reach {
    /// The cost of a place on the chain.
    #[inline(always)]
    pub fn at(&self, offset: u32) -> u32 {
        let by_a = self.a.saturating_add(offset);
        let by_b = self.b.saturating_add(self.cost.saturating_sub(offset));
        by_a.min(by_b).min(self.own.access.saturating_add(self.own.offset.abs_diff(offset)))
    }
}

impl Search<u32> {
    /// One source: labels what is within `limit`, then visits every chain that is reached once.
    #[inline(always)]
    pub fn visit(&mut self, graph: &Graph, from: Spot, limit: u32, mut see: impl FnMut(Reach)) {
        self.seed(graph, from, from.access);
        self.run(graph, limit);
        let chains = graph.chains();
        let reach = |index: u32, own: Spot| {
            let chain = &chains[index as usize];
            Reach {
                chain: index,
                a: self.label(chain.a),
                b: self.label(chain.b),
                cost: chain.cost,
                own,
            }
        };
        if (from.chain as usize) < chains.len() {
            see(reach(from.chain, from));
        }
        let elsewhere = Spot { chain: from.chain, offset: 0, access: UNREACHED };
        for junction in &self.touched {
            for end in graph.ends(*junction) {
                let mine = end.first || self.label(end.other) == UNREACHED;
                if mine && end.chain != from.chain {
                    see(reach(end.chain, elsewhere));
                }
            }
        }
    }
}

/// Scratch memory of searches that are over.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Search<u32>>>);

impl Pool {
    pub fn take(&self) -> Option<Search<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    pub fn give(&self, search: Search<u32>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(search);
    }
}

/// Asks one question of every source on all threads, neighbors one after the other, since they search
/// the same memory. Answers are in the order of the sources.
pub(super) fn each<T: Send>(
    graph: &Graph,
    from: &[Spot],
    ask: impl Fn(&mut Search<u32>, Spot) -> T + Sync,
) -> Vec<T> {
    let mut order: Vec<u32> = (0..from.len() as u32).collect();
    order.sort_unstable_by_key(|index| (from[*index as usize].chain, *index));
    let run = |run: &[u32]| {
        let mut search = graph.search();
        let answers: Vec<(u32, T)> =
            run.iter().map(|i| (*i, ask(&mut search, from[*i as usize]))).collect();
        graph.pool.give(search);
        answers
    };
    let mut answers: Vec<(u32, T)> = order.par_chunks(32).flat_map_iter(run).collect();
    answers.sort_unstable_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}
