//! Arterial roads: their points, the bridges among them, and what crosses them.
use super::Dice;
use super::grid::Grid;
use super::ground::{Ground, away, box_of, meet};
use super::plan::{City, Spot};
use crate::streets::Way;

/// Between the middle of a road and the footway beside it.
pub const BESIDE: f64 = 14.0;
const APART: f64 = 56.0;

/// A road from one corner to the next.
#[derive(Clone, Default)]
pub struct Edge {
    /// Its points between the corners; the first and the last lie where footways cross.
    pub points: Vec<u32>,
    /// The middle of a bridge for people over the road.
    pub deck: Option<u32>,
    /// People cross in the middle.
    pub crossing: bool,
    pub bridge: bool,
}

impl Edge {
    pub fn middle(&self) -> u32 {
        self.points.get(self.points.len() / 2).copied().unwrap_or(0)
    }
}

pub struct Arterials {
    pub spots: Vec<Spot>,
    pub ways: Vec<(u32, u32, Way)>,
    /// Row by row.
    pub easts: Vec<Edge>,
    pub norths: Vec<Edge>,
    /// How many of the spots are corners; they come first.
    columns: usize,
}

/// Where the points of a road or a footway beside it lie, as shares of its length. An odd number, so
/// that one lies in the middle.
pub fn stations(long: f64) -> Vec<f64> {
    let end = (BESIDE / long.max(4.0 * BESIDE)).min(0.25);
    let pairs = (long / 2.0 / APART).round().max(1.0) as usize;
    let inner = (1..2 * pairs).map(|k| k as f64 / (2.0 * pairs as f64));
    let inner = inner.filter(|t| *t > end * 1.5 && *t < 1.0 - end * 1.5);
    [end].into_iter().chain(inner).chain([1.0 - end]).collect()
}

impl Arterials {
    pub fn of(city: &City, grid: &Grid, ground: &Ground<'_>) -> Self {
        let mut roads = Self {
            spots: grid.corners().to_vec(),
            ways: vec![],
            easts: vec![],
            norths: vec![],
            columns: grid.columns,
        };
        for row in 0..=grid.rows {
            for column in 0..grid.columns {
                let ends = (grid.corner(column, row), grid.corner(column + 1, row));
                let at = |t: f64| grid.along_east(column, row, t);
                let edge = roads.edge(ends, at, Dice::of(city.seed, 10, column, row));
                roads.easts.push(edge);
            }
        }
        for row in 0..grid.rows {
            for column in 0..=grid.columns {
                let ends = (grid.corner(column, row), grid.corner(column, row + 1));
                let at = |t: f64| grid.along_north(column, row, t);
                let edge = roads.edge(ends, at, Dice::of(city.seed, 11, column, row));
                roads.norths.push(edge);
            }
        }
        roads.build_bridges(city, ground);
        roads.pave(grid, ground);
        roads
    }

    fn edge(&mut self, ends: (Spot, Spot), at: impl Fn(f64) -> Spot, mut dice: Dice) -> Edge {
        let mut add = |spot| {
            self.spots.push(spot);
            u32::try_from(self.spots.len() - 1).unwrap_or(0)
        };
        let points: Vec<u32> =
            stations(away(ends.0, ends.1)).into_iter().map(|t| add(at(t))).collect();
        let over = dice.chance(0.14);
        let deck = over.then(|| add(at(0.5)));
        Edge { points, deck, crossing: dice.chance(0.6), bridge: false }
    }

    fn spot(&self, point: u32) -> Spot {
        self.spots.get(point as usize).copied().unwrap_or_default()
    }

    /// Along the river, roads that cross it once are bridges, never two close together.
    fn build_bridges(&mut self, city: &City, ground: &Ground<'_>) {
        let Some(river) = &city.river else { return };
        let mut far = vec![0.0];
        for (a, b) in ground.river() {
            far.push(far.last().copied().unwrap_or(0.0) + away(*a, *b));
        }
        let reach = ground.river().iter().flat_map(|(a, b)| [*a, *b]).collect::<Vec<_>>();
        let (low, high) = box_of(&reach);
        let mut found = vec![];
        for (n, edge) in self.norths.iter().chain(&self.easts).enumerate() {
            let spots: Vec<Spot> = edge.points.iter().map(|p| self.spot(*p)).collect();
            let (from, to) = box_of(&spots);
            if to.0 < low.0 || from.0 > high.0 || to.1 < low.1 || from.1 > high.1 {
                continue;
            }
            let mut crossed = vec![];
            for two in spots.windows(2) {
                for (m, piece) in ground.river().iter().enumerate() {
                    if let Some(share) = meet((two[0], two[1]), *piece) {
                        crossed.push(far[m] + share * (far[m + 1] - far[m]));
                    }
                }
            }
            if let [one] = crossed[..] {
                found.push((one, n));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut last = f64::MIN;
        for (at, n) in found {
            if at - last >= river.bridge_every {
                last = at;
                let norths = self.norths.len();
                let edge = match n < norths {
                    true => self.norths.get_mut(n),
                    false => self.easts.get_mut(n - norths),
                };
                if let Some(edge) = edge {
                    edge.bridge = true;
                }
            }
        }
    }

    /// Joins the points of each road, except through water and parks.
    fn pave(&mut self, grid: &Grid, ground: &Ground<'_>) {
        let corner = |column: usize, row: usize| {
            u32::try_from(row * (grid.columns + 1) + column).unwrap_or(0)
        };
        let mut ways = vec![];
        let mut lay = |edge: &Edge, from: u32, to: u32| {
            let points: Vec<u32> =
                [from].into_iter().chain(edge.points.iter().copied()).chain([to]).collect();
            let spots: Vec<Spot> = points.iter().map(|p| self.spot(*p)).collect();
            let near = ground.near(&spots);
            for (two, at) in points.windows(2).zip(spots.windows(2)) {
                if near.passes(at[0], at[1], edge.bridge) {
                    ways.push((two[0], two[1], Way::Road));
                }
            }
        };
        for (n, edge) in self.easts.iter().enumerate() {
            let (row, column) = (n / grid.columns.max(1), n % grid.columns.max(1));
            lay(edge, corner(column, row), corner(column + 1, row));
        }
        for (n, edge) in self.norths.iter().enumerate() {
            let (row, column) = (n / (grid.columns + 1), n % (grid.columns + 1));
            lay(edge, corner(column, row), corner(column, row + 1));
        }
        self.ways = ways;
    }

    pub fn east(&self, column: usize, row: usize) -> Option<&Edge> {
        self.easts.get(row * self.columns + column)
    }

    pub fn north(&self, column: usize, row: usize) -> Option<&Edge> {
        self.norths.get(row * (self.columns + 1) + column)
    }
}
