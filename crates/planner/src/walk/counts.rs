use super::graph::Graph;
use super::homes::Homes;
use super::search::{Search, each};
use super::snap::Spot;

/// People around each source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    limits: usize,
    groups: usize,
    people: Vec<u64>,
}

impl Counts {
    /// People of a group within a limit of a source; limits in the order they were asked in.
    pub fn of(&self, source: usize, limit: usize, group: usize) -> u64 {
        self.rows(source).nth(limit).and_then(|row| row.get(group)).copied().unwrap_or(0)
    }

    /// People of all groups within a limit of a source.
    pub fn all(&self, source: usize, limit: usize) -> u64 {
        self.rows(source).nth(limit).map_or(0, |row| row.iter().sum())
    }

    pub fn sources(&self) -> usize {
        self.people.len().checked_div(self.limits * self.groups).unwrap_or(0)
    }

    /// One row of groups for each limit.
    fn rows(&self, source: usize) -> impl Iterator<Item = &[u64]> {
        let width = self.limits * self.groups;
        let of = self.people.get(source * width..(source + 1) * width).unwrap_or(&[]);
        of.chunks(self.groups.max(1))
    }
}

/// People within each of the limits of each source, by group: one search for each source.
pub fn counts(graph: &Graph, from: &[Spot], homes: &Homes, limits: &[u32]) -> Counts {
    let groups = homes.groups();
    let mut order: Vec<usize> = (0..limits.len()).collect();
    order.sort_by_key(|limit| limits[*limit]);
    let ascending: Vec<u32> = order.iter().map(|limit| limits[*limit]).collect();
    let rows = each(graph, from, |search, spot| {
        let bands = bands(graph, search, spot, homes, &ascending);
        let mut row = vec![0; bands.len()];
        let mut sum = vec![0; groups];
        for (band, limit) in order.iter().enumerate() {
            for group in 0..groups {
                sum[group] += bands[band * groups + group];
                row[limit * groups + group] = sum[group];
            }
        }
        row
    });
    Counts { limits: limits.len(), groups, people: rows.concat() }
}

/// People by the smallest limit that reaches them.
fn bands(
    graph: &Graph,
    search: &mut Search<u32>,
    spot: Spot,
    homes: &Homes,
    ascending: &[u32],
) -> Vec<u64> {
    let groups = homes.groups();
    let mut bands = vec![0u64; ascending.len() * groups];
    let Some(last) = ascending.last() else { return bands };
    search.visit(graph, spot, *last, |reach| {
        let (here, slot) = homes.on(reach.chain);
        for (at, home) in here.iter().enumerate() {
            let cost = reach.at(home.offset).saturating_add(home.access);
            let band = ascending.iter().filter(|limit| cost > **limit).count();
            if let Some(band) = bands.get_mut(band * groups..(band + 1) * groups)
                && cost != super::UNREACHED
            {
                band.iter_mut()
                    .zip(homes.row(slot + at))
                    .for_each(|(sum, n)| *sum += u64::from(*n));
            }
        }
    });
    bands
}
