use super::farthest;
use super::graph::Graph;
use super::homes::Homes;
use super::search::{Label, Search};
use super::snap::Spot;
use super::wide::{Wide, in_parts};
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

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
    let field = Field::search(graph, from, limit);
    let lists = in_parts(graph.chains().len(), |chains| {
        let mut along = field.along(chains.start as u32);
        let mut found = vec![];
        for (chain, here) in homes.on_chains(chains) {
            let ends = along.chain(graph, chain);
            for home in here {
                let label = ends.at(home.offset).plus(home.access);
                if label != u64::NONE && label.cost() <= limit {
                    found.push((home.index, Near { source: source(label), cost: label.cost() }));
                }
            }
        }
        found
    });
    let mut found = vec![None; homes.len()];
    for (home, near) in lists.into_iter().flatten() {
        found[home as usize] = Some(near);
    }
    found
}

/// The nearest source of every point of the streets, and its cost; `u32::MAX` in both where none is
/// within the limit.
pub fn nearest_points(graph: &Graph, from: &[Spot], limit: Option<u32>) -> (Vec<u32>, Vec<u32>) {
    let labels = labels(graph, from, farthest(limit));
    let costs = labels.iter().map(|label| label.load(Relaxed).cost()).collect();
    (labels.into_iter().map(|label| source(label.into_inner())).collect(), costs)
}

/// What the walk from the nearest source costs, for every point of the streets; `u32::MAX` where none
/// is within the limit.
pub fn costs(graph: &Graph, from: &[Spot], limit: Option<u32>) -> Vec<u32> {
    let labels = labels(graph, from, farthest(limit));
    labels.into_iter().map(|label| label.into_inner().cost()).collect()
}

/// The label of every point, `u64::NONE` out of reach.
fn labels(graph: &Graph, from: &[Spot], limit: u32) -> Vec<AtomicU64> {
    let field = Field::search(graph, from, limit);
    let mut labels: Vec<AtomicU64> = vec![];
    labels.resize_with(graph.points(), || AtomicU64::new(u64::NONE));
    for junction in field.wide.touched() {
        let point = graph.junctions[junction as usize];
        *labels[point as usize].get_mut() = field.wide.label(junction);
    }
    in_parts(graph.chains().len(), |chains| {
        let mut along = field.along(chains.start as u32);
        for chain in chains.start as u32..chains.end as u32 {
            let ends = along.chain(graph, chain);
            if ends.a == u64::NONE && ends.b == u64::NONE && ends.own.is_empty() {
                continue;
            }
            for inner in graph.inner(chain) {
                let label = ends.at(inner.offset);
                if label.cost() > limit {
                    continue;
                }
                let known = &labels[inner.point as usize];
                if inner.offset > 0 && inner.offset < ends.cost {
                    known.store(label, Relaxed);
                } else {
                    // A closed gate has several sides, and the nearest counts.
                    known.fetch_min(label, Relaxed);
                }
            }
        }
    });
    labels
}

pub(super) fn source(label: u64) -> u32 {
    (label & u64::from(u32::MAX)) as u32
}

/// Every junction knows its nearest source.
pub(super) struct Field<'a> {
    wide: Wide<u64>,
    from: &'a [Spot],
    /// Sources in the order of their chains.
    order: Vec<u32>,
}

impl<'a> Field<'a> {
    pub fn search(graph: &Graph, from: &'a [Spot], limit: u32) -> Self {
        let seeds = (0u32..).zip(from).map(|(source, spot)| (*spot, label(source, *spot)));
        let wide = Wide::run(graph, seeds, limit, || Search::new(graph));
        let mut order: Vec<u32> = (0..from.len() as u32).collect();
        order.sort_unstable_by_key(|source| (from[*source as usize].chain, *source));
        Self { wide, from, order }
    }

    /// Chains from `first` on.
    pub fn along(&self, first: u32) -> Along<'_> {
        let before = |source: &u32| self.from[*source as usize].chain < first;
        Along { field: self, next: self.order.partition_point(before) }
    }
}

/// Chains in their order, with the sources on them.
pub(super) struct Along<'a> {
    field: &'a Field<'a>,
    /// Where in `order` the chain asked for last starts.
    next: usize,
}

impl<'a> Along<'a> {
    /// Chains must be asked for in ascending order.
    pub fn chain(&mut self, graph: &Graph, index: u32) -> Ends<'a> {
        let chain = &graph.chains()[index as usize];
        let Field { wide, from, order } = self.field;
        let chain_of = |source: &u32| from[*source as usize].chain;
        let own = &order[self.next..];
        let skipped = own.iter().take_while(|source| chain_of(source) < index).count();
        self.next += skipped;
        let own = &own[skipped..];
        let own = &own[..own.iter().take_while(|source| chain_of(source) == index).count()];
        Ends { a: wide.label(chain.a), b: wide.label(chain.b), cost: chain.cost, from, own }
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
