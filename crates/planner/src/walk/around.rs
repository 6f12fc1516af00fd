use super::graph::Graph;
use super::homes::Homes;
use super::search::each;
use super::snap::Spot;
use super::{UNREACHED, farthest};

/// Which homes each source covers, and at what cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// Source `s` covers `homes[first[s]..first[s + 1]]`, ascending.
    pub first: Vec<usize>,
    pub homes: Vec<u32>,
    /// Beside `homes`, in millimeters.
    pub costs: Vec<u32>,
}

impl Covers {
    pub fn sources(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Homes and costs of one source.
    pub fn of(&self, source: usize) -> impl Iterator<Item = (u32, u32)> {
        let range = match (self.first.get(source), self.first.get(source + 1)) {
            (Some(from), Some(to)) => *from..*to,
            _ => 0..0,
        };
        self.homes[range.clone()].iter().copied().zip(self.costs[range].iter().copied())
    }
}

/// The homes within a limit of each source.
pub fn covers(graph: &Graph, from: &[Spot], homes: &Homes, limit: u32) -> Covers {
    let limit = farthest(Some(limit));
    let lists = each(graph, from, |search, spot| {
        let mut list = vec![];
        search.visit(graph, spot, limit, |reach| {
            for home in homes.on(reach.chain).0 {
                let cost = reach.at(home.offset).saturating_add(home.access);
                if cost <= limit {
                    list.push((home.index, cost));
                }
            }
        });
        list.sort_unstable();
        list
    });
    let mut covers = Covers { first: vec![0], ..Covers::default() };
    for list in lists {
        covers.homes.extend(list.iter().map(|(home, _)| home));
        covers.costs.extend(list.iter().map(|(_, cost)| cost));
        covers.first.push(covers.homes.len());
    }
    covers
}

/// The points around one source, each once, in the order they are met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    pub points: Vec<u32>,
    /// Beside `points`, in millimeters.
    pub costs: Vec<u32>,
}

/// Every point of the streets within a limit of each source.
pub fn around(graph: &Graph, from: &[Spot], limit: u32) -> Vec<Around> {
    let limit = farthest(Some(limit));
    each(graph, from, |search, spot| {
        let mut found = Around::default();
        let mut gates = vec![];
        search.visit(graph, spot, limit, |reach| {
            for inner in graph.inner(reach.chain) {
                let cost = reach.at(inner.offset);
                if cost <= limit {
                    found.points.push(inner.point);
                    found.costs.push(cost);
                    if inner.offset == 0 || inner.offset == reach.cost {
                        let gate =
                            graph.gates.binary_search_by_key(&inner.point, |g| g.point).is_ok();
                        gates.extend(gate.then_some(found.points.len() - 1));
                    }
                }
            }
        });
        for junction in search.touched() {
            found.points.push(graph.junctions[*junction as usize]);
            found.costs.push(search.label(*junction));
        }
        if gates.len() > 1 {
            keep_nearest_side(&mut found, gates);
        }
        found
    })
}

/// A closed gate is met on each of its sides; the nearest counts.
fn keep_nearest_side(found: &mut Around, mut gates: Vec<usize>) {
    gates.sort_unstable_by_key(|slot| (found.points[*slot], found.costs[*slot]));
    for two in gates.windows(2) {
        if found.points[two[0]] == found.points[two[1]] {
            found.costs[two[1]] = UNREACHED;
        }
    }
    let kept: Vec<bool> = found.costs.iter().map(|cost| *cost != UNREACHED).collect();
    let mut keep = kept.iter();
    found.points.retain(|_| keep.next().copied().unwrap_or(false));
    found.costs.retain(|cost| *cost != UNREACHED);
}
