use super::graph::Graph;
use super::homes::Homes;
use super::search::{Label, Search};
use super::snap::Spot;
use super::{UNREACHED, farthest};

/// The source a home walks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    pub source: u32,
    /// Millimeters, the access at both ends counted.
    pub cost: u32,
}

/// The nearest source of every home within the limit, in the order the homes were given; of several
/// at the same cost the lowest.
pub fn nearest(
    graph: &Graph,
    from: &[Spot],
    homes: &Homes,
    limit: Option<u32>,
) -> Vec<Option<Near>> {
    let limit = farthest(limit);
    let mut field = Field::search(graph, from, limit);
    let mut found = vec![None; homes.len()];
    for (chain, here) in homes.by_chain() {
        let ends = field.chain(graph, chain);
        for home in here {
            let label = ends.at(home.offset).plus(home.access);
            if label != u64::NONE && label.cost() <= limit {
                found[home.index as usize] =
                    Some(Near { source: source(label), cost: label.cost() });
            }
        }
    }
    found
}

/// The nearest source of every point of the streets, and its cost; `u32::MAX` in both where none is
/// within the limit.
pub fn nearest_points(graph: &Graph, from: &[Spot], limit: Option<u32>) -> (Vec<u32>, Vec<u32>) {
    let limit = farthest(limit);
    let mut sources = vec![UNREACHED; graph.points()];
    let mut costs = vec![UNREACHED; graph.points()];
    every_point(graph, from, limit, |point, label| {
        let (source, cost) = (source(label), label.cost());
        // A closed gate has several sides.
        if (cost, source) < (costs[point], sources[point]) {
            (costs[point], sources[point]) = (cost, source);
        }
    });
    (sources, costs)
}

/// What the walk from the nearest source costs, for every point of the streets; `u32::MAX` where none
/// is within the limit.
pub fn costs(graph: &Graph, from: &[Spot], limit: Option<u32>) -> Vec<u32> {
    let mut costs = vec![UNREACHED; graph.points()];
    every_point(graph, from, farthest(limit), |point, label| {
        costs[point] = costs[point].min(label.cost());
    });
    costs
}

fn every_point(graph: &Graph, from: &[Spot], limit: u32, mut see: impl FnMut(usize, u64)) {
    let mut field = Field::search(graph, from, limit);
    for junction in field.search.touched() {
        see(graph.junctions[*junction as usize] as usize, field.search.label(*junction));
    }
    for chain in 0..graph.chains().len() as u32 {
        let ends = field.chain(graph, chain);
        if ends.a == u64::NONE && ends.b == u64::NONE && ends.own.is_empty() {
            continue;
        }
        for inner in graph.inner(chain) {
            let label = ends.at(inner.offset);
            if label.cost() <= limit {
                see(inner.point as usize, label);
            }
        }
    }
}

pub(super) fn source(label: u64) -> u32 {
    (label & u64::from(u32::MAX)) as u32
}

/// Every junction knows its nearest source.
pub(super) struct Field<'a> {
    search: Search<u64>,
    from: &'a [Spot],
    /// Sources in the order of their chains.
    order: Vec<u32>,
    /// Where in `order` the chain asked for last starts.
    next: usize,
}

impl<'a> Field<'a> {
    pub fn search(graph: &Graph, from: &'a [Spot], limit: u32) -> Self {
        let mut search = Search::new(graph);
        for (source, spot) in (0u32..).zip(from) {
            search.seed(graph, *spot, label(source, *spot));
        }
        search.run(graph, limit);
        let mut order: Vec<u32> = (0..from.len() as u32).collect();
        order.sort_unstable_by_key(|source| (from[*source as usize].chain, *source));
        Self { search, from, order, next: 0 }
    }

    /// Chains must be asked for in ascending order.
    pub fn chain(&mut self, graph: &Graph, index: u32) -> Ends<'_> {
        let chain = &graph.chains()[index as usize];
        let (from, next) = (self.from, self.next);
        let chain_of = |source: &u32| from[*source as usize].chain;
        let skipped = self.order[next..].iter().take_while(|s| chain_of(s) < index).count();
        let own = &self.order[next + skipped..];
        let own = &own[..own.iter().take_while(|s| chain_of(s) == index).count()];
        self.next += skipped;
        let (a, b) = (self.search.label(chain.a), self.search.label(chain.b));
        Ends { a, b, cost: chain.cost, from, own }
    }
}

fn label(source: u32, spot: Spot) -> u64 {
    u64::from(spot.access) << 32 | u64::from(source)
}

/// What a chain knows: its two ends and the sources on it.
pub(super) struct Ends<'a> {
    pub a: u64,
    pub b: u64,
    cost: u32,
    from: &'a [Spot],
    /// By number.
    pub own: &'a [u32],
}

impl Ends<'_> {
    pub fn at(&self, offset: u32) -> u64 {
        let by_ends = self.a.plus(offset).min(self.b.plus(self.cost.saturating_sub(offset)));
        self.own.iter().fold(by_ends, |best, source| {
            let spot = self.from[*source as usize];
            best.min(label(*source, spot).plus(spot.offset.abs_diff(offset)))
        })
    }
}
