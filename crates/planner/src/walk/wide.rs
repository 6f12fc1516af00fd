use super::graph::Graph;
use super::search::{Label, Search};
use super::snap::Spot;
use rayon::prelude::*;
use std::ops::Range;

/// A search from many sources at once. On a large network each of two threads searches half of the
/// junctions, which are in the order of a Hilbert curve, and both tell each other what they reach
/// beyond their half until nothing gets shorter: labels are the least there are, whoever was first.
pub(super) struct Wide<L> {
    parts: Vec<Search<L>>,
    /// The first junction of the second part.
    middle: u32,
}

/// Junctions and ends of chains to begin at from which on two threads are worth their beginning.
const JUNCTIONS: usize = 1 << 14;
const SEEDS: usize = 32;

impl<L: Label + Send> Wide<L> {
    pub fn run(
        graph: &Graph,
        seeds: impl Iterator<Item = (Spot, L)>,
        limit: u32,
        search: impl Fn() -> Search<L>,
    ) -> Self {
        let mut first = search();
        seeds.for_each(|(spot, label)| first.seed(graph, spot, label));
        let junctions = graph.junctions.len();
        if junctions < JUNCTIONS || first.seeds.len() < SEEDS || rayon::current_num_threads() == 1 {
            first.run(graph, limit);
            return Self { parts: vec![first], middle: u32::MAX };
        }
        let middle = junctions as u32 / 2;
        let mut second = search();
        second.seeds = first.seeds.extract_if(.., |(_, junction)| *junction >= middle).collect();
        first.clear();
        second.clear();
        while !first.seeds.is_empty() || !second.seeds.is_empty() {
            let (beyond_first, beyond_second) = rayon::join(
                || first.run_within(graph, limit, 0..middle),
                || second.run_within(graph, limit, middle..u32::MAX),
            );
            first.seeds = beyond_second;
            second.seeds = beyond_first;
        }
        Self { parts: vec![first, second], middle }
    }

    pub fn label(&self, junction: u32) -> L {
        self.parts[usize::from(junction >= self.middle)].label(junction)
    }

    /// The junctions that are reached, each once.
    pub fn touched(&self) -> impl Iterator<Item = u32> {
        self.parts.iter().flat_map(|part| part.touched()).copied()
    }

    pub fn searches(self) -> Vec<Search<L>> {
        self.parts
    }
}

/// Items are looked at by so many threads at once that each has at least so many.
const ITEMS: usize = 1 << 12;

/// What `look` makes of ranges of items, in order.
pub(super) fn in_parts<T: Send>(items: usize, look: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let parts = (items / ITEMS).clamp(1, rayon::current_num_threads());
    let bounds = |part: usize| part * items / parts..(part + 1) * items / parts;
    (0..parts).into_par_iter().map(|part| look(bounds(part))).collect()
}
