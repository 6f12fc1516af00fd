//! Made-up cities: arterial roads with crossings, walled estates with gates, an old town of lanes, a
//! river with bridges, parks, and people by age. The same plan gives the same city; time and memory
//! grow with its size.
mod arterials;
mod block;
mod dice;
mod estate;
mod grid;
mod ground;
mod homes;
mod lanes;
mod names;
mod net;
mod paths;
mod piece;
mod plan;
#[cfg(test)]
mod tests;

pub use plan::{City, River, Roads, Spot, blob};

use crate::people::People;
use crate::streets::{Barrier, Streets, build};
use crate::{Error, LonLat, Result};
use arterials::Arterials;
use dice::Dice;
use grid::Grid;
use ground::Ground;
use net::{Net, placed};
use piece::Piece;
use rayon::prelude::*;
use std::ops::Range;

/// So many blocks in a row make a region.
const BLOCK_REGIONS: usize = 3;
/// Rows of blocks made at once, so that pieces and city are not all in memory twice.
const ROWS_AT_ONCE: usize = 8;

pub struct Made {
    pub streets: Streets,
    /// One row for each building.
    pub people: People,
    pub estates: Vec<Estate>,
    pub blocks: Vec<Block>,
}

/// Where people live together, behind gates or between lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct Estate {
    /// zh-CN, zh-TW, en.
    pub name: [String; 3],
    pub middle: LonLat,
    /// None in the old town.
    pub gates: Vec<Gate>,
    /// Its rows in `people`.
    pub homes: Range<usize>,
    pub people: u64,
    /// Buildings without a lift, or lanes: more elders than elsewhere.
    pub old: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    pub at: LonLat,
    pub barrier: Barrier,
}

/// What lies between four arterial roads.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub corners: [LonLat; 4],
    pub middle: LonLat,
    pub people: u64,
}

/// A building whose way is there.
struct Lived {
    at: LonLat,
    weight: f64,
    old: bool,
    block: (usize, usize),
}

impl City {
    pub fn make(&self) -> Result<Made> {
        self.check()?;
        let (grid, ground) = (Grid::of(self), Ground::of(self));
        let mut roads = Arterials::of(self, &grid, &ground);
        let mut net = Net::of(self, &roads.spots, std::mem::take(&mut roads.ways));
        let mut blocks = vec![];
        let mut drafts = vec![];
        for rows in chunks(grid.rows) {
            let places: Vec<(usize, usize)> =
                rows.flat_map(|row| (0..grid.columns).map(move |column| (column, row))).collect();
            let pieces: Vec<Piece> = places
                .par_iter()
                .map(|place| block::make(self, &grid, &ground, &roads, *place))
                .collect();
            for (piece, place) in pieces.into_iter().zip(places) {
                if net.points.len() + piece.spots.len() >= piece::OWN as usize {
                    return Err(Error::value("wide_m", "the city has more than 2^31 points"));
                }
                let first = net.take(self, &piece);
                drafts.push((first, piece.homes, piece.estates));
                blocks.push(place);
            }
        }
        paths::lay(self, &ground, &mut net);
        let stays = net.tidy();
        let (homes, estates) = self.lived_in(&blocks, drafts, &stays);
        let people = homes::settle(self, &homes, (grid.columns, grid.rows));
        let segments = net.segments();
        let streets = build(net.points, net.barriers, segments);
        if streets.segments.is_empty() {
            return Err(Error::value("outline", "no street lies in it"));
        }
        if homes.is_empty() && self.people > 0 {
            return Err(Error::value("people", "no building lies in the city"));
        }
        let blocks = self.blocks(&grid, &homes, &people);
        Ok(Made { streets, estates: counted(estates, &people), people, blocks })
    }

    /// Buildings and estates at ways that stay.
    fn lived_in(
        &self,
        blocks: &[(usize, usize)],
        drafts: Vec<(u32, Vec<piece::Home>, Vec<piece::Estate>)>,
        stays: &[bool],
    ) -> (Vec<Lived>, Vec<Estate>) {
        let (mut homes, mut estates) = (vec![], vec![]);
        let stays = |point: u32| stays.get(point as usize).copied().unwrap_or(false);
        for ((first, drafted, plans), block) in drafts.into_iter().zip(blocks) {
            // Homes come estate by estate in a block of walls; lanes mix two, so they are sorted.
            let mut drafted = drafted;
            drafted.sort_by_key(|home| home.estate);
            let mut drafted = drafted.into_iter().peekable();
            for (n, plan) in plans.into_iter().enumerate() {
                let start = homes.len();
                while let Some(home) = drafted.next_if(|home| home.estate == n) {
                    if stays(placed(home.by, first)) {
                        let (weight, old) = (home.weight, home.old);
                        homes.push(Lived {
                            at: self.on_earth(home.at),
                            weight,
                            old,
                            block: *block,
                        });
                    }
                }
                if homes.len() == start {
                    continue;
                }
                let gate = |gate: &piece::Gate| {
                    let kept = stays(placed(gate.point, first));
                    kept.then(|| Gate { at: self.on_earth(gate.at), barrier: gate.barrier })
                };
                estates.push(Estate {
                    name: names::estate(estates.len()),
                    middle: self.on_earth(plan.middle),
                    gates: plan.gates.iter().filter_map(gate).collect(),
                    homes: start..homes.len(),
                    people: 0,
                    old: plan.old,
                });
            }
        }
        (homes, estates)
    }

    fn blocks(&self, grid: &Grid, homes: &[Lived], people: &People) -> Vec<Block> {
        let mut sums = vec![0u64; grid.columns * grid.rows];
        let ages = people.groups.len();
        for (home, counts) in homes.iter().zip(people.counts.chunks(ages.max(1))) {
            let (column, row) = home.block;
            sums[row * grid.columns + column] += counts.iter().map(|c| u64::from(*c)).sum::<u64>();
        }
        let block = |n: usize, people: u64| {
            let (column, row) = (n % grid.columns, n / grid.columns);
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)];
            let corners = corners.map(|(c, r)| self.on_earth(grid.corner(column + c, row + r)));
            let middle = self.on_earth(grid.within(column, row, 0.5, 0.5));
            Block { corners, middle, people }
        };
        sums.into_iter().enumerate().map(|(n, people)| block(n, people)).collect()
    }
}

fn chunks(rows: usize) -> impl Iterator<Item = Range<usize>> {
    (0..rows).step_by(ROWS_AT_ONCE).map(move |from| from..(from + ROWS_AT_ONCE).min(rows))
}

fn counted(mut estates: Vec<Estate>, people: &People) -> Vec<Estate> {
    let ages = people.groups.len();
    for estate in &mut estates {
        let cells = people.counts.get(estate.homes.start * ages..estate.homes.end * ages);
        estate.people = cells.unwrap_or_default().iter().map(|c| u64::from(*c)).sum();
    }
    estates
}
