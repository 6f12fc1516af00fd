//! A block between four arterial roads: footways around it, streets through it, estates in it.
use super::arterials::{Arterials, BESIDE, Edge, stations};
use super::estate::{self, Area};
use super::grid::Grid;
use super::ground::{Ground, away};
use super::piece::{Making, Piece};
use super::plan::{City, Spot};
use super::{Dice, lanes};
use crate::streets::Way;

/// The four sides in the order south, east, north, west; each runs to the east or to the north.
pub const SIDES: usize = 4;

/// A block while it is made.
pub struct Block<'a> {
    pub grid: &'a Grid,
    pub column: usize,
    pub row: usize,
    /// Meters across and up.
    pub wide: f64,
    pub high: f64,
    /// The footway around it, side by side.
    pub ring: [Vec<u32>; SIDES],
}

impl Block<'_> {
    pub fn at(&self, u: f64, v: f64) -> Spot {
        self.grid.within(self.column, self.row, u, v)
    }

    /// Where the footway around it runs, as shares.
    fn inset(&self) -> (f64, f64) {
        ((BESIDE / self.wide).min(0.1), (BESIDE / self.high).min(0.1))
    }
}

pub fn make(
    city: &City,
    grid: &Grid,
    ground: &Ground<'_>,
    roads: &Arterials,
    (column, row): (usize, usize),
) -> Piece {
    let corner = |c: usize, r: usize| grid.corner(column + c, row + r);
    let corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
    let near = ground.near(&corners);
    let mut making = Making { piece: Piece::default(), roads: &roads.spots, near };
    let mean = |a: f64, b: f64| ((a + b) / 2.0).max(60.0);
    let mut block = Block {
        grid,
        column,
        row,
        wide: mean(away(corners[0], corners[1]), away(corners[3], corners[2])),
        high: mean(away(corners[0], corners[3]), away(corners[1], corners[2])),
        ring: Default::default(),
    };
    let edges = [
        roads.east(column, row),
        roads.north(column + 1, row),
        roads.east(column, row + 1),
        roads.north(column, row),
    ];
    let [Some(south), Some(east), Some(north), Some(west)] = edges else { return making.piece };
    let edges = [south, east, north, west];
    let mut dice = Dice::of(city.seed, 20, column, row);
    ring(&mut making, &mut block, edges);
    corner_crossings(&mut making, &block, edges);
    let old = city.old_town.is_some_and(|(middle, half)| {
        let here = block.at(0.5, 0.5);
        (here.0 - middle.0).abs() < half && (here.1 - middle.1).abs() < half
    });
    let split = if old { [true, true] } else { splits(&mut dice) };
    side_crossings(&mut making, &block, edges, split);
    if old {
        lanes::make(&mut making, &block, &mut dice);
    } else {
        quarter(&mut making, &block, split, &mut dice);
    }
    making.piece
}

/// Whether streets run through from south to north and from west to east.
fn splits(dice: &mut Dice) -> [bool; 2] {
    match dice.share() {
        s if s < 0.62 => [true, true],
        s if s < 0.77 => [true, false],
        s if s < 0.92 => [false, true],
        _ => [false, false],
    }
}

/// The footway around the block, with a point in the middle of each side.
fn ring(making: &mut Making<'_>, block: &mut Block<'_>, edges: [&Edge; SIDES]) {
    let (du, dv) = block.inset();
    let corners = [(du, dv), (1.0 - du, dv), (1.0 - du, 1.0 - dv), (du, 1.0 - dv)]
        .map(|(u, v)| making.piece.point(block.at(u, v), true));
    for (side, edge) in edges.into_iter().enumerate() {
        let across = side % 2 == 0;
        let shares = stations(if across { block.wide } else { block.high });
        let fixed = match side {
            0 => dv,
            1 => 1.0 - du,
            2 => 1.0 - dv,
            _ => du,
        };
        let (from, to) = match side {
            0 => (corners[0], corners[1]),
            1 => (corners[1], corners[2]),
            2 => (corners[3], corners[2]),
            _ => (corners[0], corners[3]),
        };
        let mut line = vec![from];
        for t in shares.get(1..shares.len() - 1).unwrap_or_default() {
            let spot = if across { block.at(*t, fixed) } else { block.at(fixed, *t) };
            line.push(making.piece.point(spot, true));
        }
        line.push(to);
        making.chain(&line, Way::Footway, edge.bridge);
        block.ring[side] = line;
    }
}

/// From the corners of the footway to the roads, where those of the neighbors come to as well.
fn corner_crossings(making: &mut Making<'_>, block: &Block<'_>, edges: [&Edge; SIDES]) {
    for (line, edge) in block.ring.iter().zip(edges) {
        let points = &edge.points;
        for (a, b) in [(line.first(), points.first()), (line.last(), points.last())] {
            if let (Some(a), Some(b)) = (a, b) {
                making.join(*a, *b, Way::Crossing);
            }
        }
    }
}

/// In the middle of a side: the mouth of a street, a bridge for people with steps, or a crossing.
fn side_crossings(
    making: &mut Making<'_>,
    block: &Block<'_>,
    edges: [&Edge; SIDES],
    split: [bool; 2],
) {
    for (side, edge) in edges.into_iter().enumerate() {
        let Some(middle) = middle_of(&block.ring[side]) else { continue };
        let mouth = if side % 2 == 0 { split[0] } else { split[1] };
        if let Some(deck) = edge.deck {
            let (from, to) = (making.spot(middle), making.spot(deck));
            let part = |t: f64| (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
            let head = making.piece.point(part(0.55), true);
            making.join(middle, head, Way::Steps);
            making.join(head, deck, Way::Footway);
        }
        if mouth {
            making.join(middle, edge.middle(), Way::Street);
        } else if edge.crossing && edge.deck.is_none() {
            making.join(middle, edge.middle(), Way::Crossing);
        }
    }
}

pub fn middle_of(line: &[u32]) -> Option<u32> {
    line.get(line.len() / 2).copied()
}

/// Streets through the block, and an estate on each piece between them.
fn quarter(making: &mut Making<'_>, block: &Block<'_>, split: [bool; 2], dice: &mut Dice) {
    let (bend_u, bend_v) = (0.5 + dice.stray(0.05), 0.5 + dice.stray(0.05));
    let (du, dv) = block.inset();
    let center =
        (split == [true, true]).then(|| making.piece.point(block.at(bend_u, bend_v), true));
    let mut street = |making: &mut Making<'_>, from: Option<u32>, to: Option<u32>, up: bool| {
        let (Some(from), Some(to)) = (from, to) else { return vec![] };
        let (a, b) = (making.spot(from), making.spot(to));
        let count = (away(a, b) / 52.0).round().max(1.0) as usize;
        let mut line = vec![from];
        for n in 1..count {
            let t = n as f64 / count as f64;
            let off = dice.stray(5.0);
            let spot = (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            let spot = if up { (spot.0 + off, spot.1) } else { (spot.0, spot.1 + off) };
            line.push(making.piece.point(spot, true));
        }
        line.push(to);
        making.chain(&line, Way::Street, false);
        line
    };
    let middles: Vec<Option<u32>> = block.ring.iter().map(|line| middle_of(line)).collect();
    let (south, east, north, west) = (middles[0], middles[1], middles[2], middles[3]);
    // Halves of the streets: south, north of the one that runs north; west, east of the other.
    let (ups, overs) = match (split, center) {
        ([true, true], Some(_)) => (
            [street(making, south, center, true), street(making, center, north, true)],
            [street(making, west, center, false), street(making, center, east, false)],
        ),
        ([true, false], _) => {
            let whole = street(making, south, north, true);
            ([whole.clone(), whole], [vec![], vec![]])
        }
        ([false, true], _) => {
            let whole = street(making, west, east, false);
            ([vec![], vec![]], [whole.clone(), whole])
        }
        _ => Default::default(),
    };
    let us = if split[0] { vec![du, bend_u, 1.0 - du] } else { vec![du, 1.0 - du] };
    let vs = if split[1] { vec![dv, bend_v, 1.0 - dv] } else { vec![dv, 1.0 - dv] };
    for (row, v) in vs.windows(2).enumerate() {
        for (column, u) in us.windows(2).enumerate() {
            let (west_most, east_most) = (column == 0, column + 2 == us.len());
            let (south_most, north_most) = (row == 0, row + 2 == vs.len());
            let outer = [
                if south_most { &block.ring[0] } else { &overs[column.min(1)] },
                if east_most { &block.ring[1] } else { &ups[row.min(1)] },
                if north_most { &block.ring[2] } else { &overs[column.min(1)] },
                if west_most { &block.ring[3] } else { &ups[row.min(1)] },
            ];
            let area = Area { low: (u[0], v[0]), high: (u[1], v[1]), outer };
            estate::make(making, block, &area, dice);
        }
    }
}
