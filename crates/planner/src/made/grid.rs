//! The arterial roads, and the blocks between them.
use super::Dice;
use super::plan::{BLOCK, City, Roads, Spot};

/// Between points of a made road.
const STEP: f64 = 220.0;

pub struct Grid {
    roads: Roads,
    /// Blocks from west to east and from south to north.
    pub columns: usize,
    pub rows: usize,
    corners: Vec<Spot>,
}

impl Grid {
    pub fn of(city: &City) -> Self {
        let roads = city.roads.as_ref().map(bordered).unwrap_or_else(|| made(city));
        let (columns, rows) =
            (roads.norths.len().saturating_sub(1), roads.easts.len().saturating_sub(1));
        let mut corners = Vec::with_capacity(roads.norths.len() * roads.easts.len());
        for east in &roads.easts {
            corners.extend(roads.norths.iter().map(|north| meeting(north, east)));
        }
        Self { roads, columns, rows, corners }
    }

    pub fn corner(&self, column: usize, row: usize) -> Spot {
        let at = row * (self.columns + 1) + column;
        self.corners.get(at).copied().unwrap_or_default()
    }

    pub fn corners(&self) -> &[Spot] {
        &self.corners
    }

    /// On the road that runs east, from a corner to the next.
    pub fn along_east(&self, column: usize, row: usize, share: f64) -> Spot {
        let (from, to) = (self.corner(column, row).0, self.corner(column + 1, row).0);
        let x = from + (to - from) * share;
        (x, self.roads.easts.get(row).map_or(0.0, |line| y_at(line, x)))
    }

    /// On the road that runs north, from a corner to the next.
    pub fn along_north(&self, column: usize, row: usize, share: f64) -> Spot {
        let (from, to) = (self.corner(column, row).1, self.corner(column, row + 1).1);
        let y = from + (to - from) * share;
        (self.roads.norths.get(column).map_or(0.0, |line| x_at(line, y)), y)
    }

    /// A place within a block, bent as its four roads are (a Coons patch).
    pub fn within(&self, column: usize, row: usize, u: f64, v: f64) -> Spot {
        let blend = |of: fn(Spot) -> f64| {
            let at = |c, r| of(self.corner(column + c, row + r));
            let south = of(self.along_east(column, row, u));
            let north = of(self.along_east(column, row + 1, u));
            let west = of(self.along_north(column, row, v));
            let east = of(self.along_north(column + 1, row, v));
            let corners = (1.0 - v) * ((1.0 - u) * at(0, 0) + u * at(1, 0))
                + v * ((1.0 - u) * at(0, 1) + u * at(1, 1));
            (1.0 - v) * south + v * north + (1.0 - u) * west + u * east - corners
        };
        (blend(|s| s.0), blend(|s| s.1))
    }
}

/// A grid that is nearly straight.
fn made(city: &City) -> Roads {
    let lines = |long: f64, across: f64, what: u64| -> Vec<Vec<Spot>> {
        let count = (across / BLOCK).round().max(1.0) as usize;
        let apart = across / count as f64;
        let line = |n: usize| {
            let mut dice = Dice::of(city.seed, what, n, 0);
            let edge = n == 0 || n == count;
            let base = n as f64 * apart + if edge { 0.0 } else { dice.stray(apart * 0.12) };
            let lean = if edge { 0.0 } else { dice.stray(60.0) / long };
            let steps = (long / STEP).ceil() as usize + 2;
            let at = |step: usize| step as f64 * STEP - STEP / 2.0;
            (0..=steps).map(|s| (base + lean * at(s) + dice.stray(10.0), at(s))).collect()
        };
        (0..=count).map(line).collect()
    };
    let mut easts = lines(city.wide_m, city.high_m, 3);
    for spot in easts.iter_mut().flatten() {
        *spot = (spot.1, spot.0);
    }
    Roads { norths: lines(city.high_m, city.wide_m, 2), easts }
}

/// Given roads with one more beyond each outer one, so that blocks reach the edge of the city.
fn bordered(given: &Roads) -> Roads {
    let grow = |lines: &[Vec<Spot>], shift: fn(&Spot, f64) -> Spot| -> Vec<Vec<Spot>> {
        let moved = |line: &Vec<Spot>, by: f64| line.iter().map(|s| shift(s, by)).collect();
        let before = lines.first().map(|line| moved(line, -BLOCK));
        let after = lines.last().map(|line| moved(line, BLOCK));
        before.into_iter().chain(lines.iter().cloned()).chain(after).collect()
    };
    Roads {
        norths: grow(&given.norths, |s, by| (s.0 + by, s.1)),
        easts: grow(&given.easts, |s, by| (s.0, s.1 + by)),
    }
}

fn meeting(north: &[Spot], east: &[Spot]) -> Spot {
    let mut spot = north.first().copied().unwrap_or_default();
    // Roads lean little, so this closes in by a factor of ten or more each time.
    for _ in 0..24 {
        spot.1 = y_at(east, spot.0);
        spot.0 = x_at(north, spot.1);
    }
    (spot.0, y_at(east, spot.0))
}

fn x_at(line: &[Spot], y: f64) -> f64 {
    value_at(line, y, |s| (s.1, s.0))
}

fn y_at(line: &[Spot], x: f64) -> f64 {
    value_at(line, x, |s| *s)
}

/// Between the two points around, or on from the last two.
fn value_at(line: &[Spot], key: f64, of: fn(&Spot) -> Spot) -> f64 {
    let after = line.partition_point(|s| of(s).0 < key).clamp(1, line.len().max(2) - 1);
    match (line.get(after - 1).map(of), line.get(after).map(of)) {
        (Some(a), Some(b)) if b.0 > a.0 => a.1 + (b.1 - a.1) * (key - a.0) / (b.0 - a.0),
        (Some(a), _) => a.1,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_bent_as_their_roads_and_meet_at_corners() {
        let city = City::of_points(20_000, 4);
        let grid = Grid::of(&city);
        let near = |a: Spot, b: Spot| (a.0 - b.0).hypot(a.1 - b.1) < 0.01;
        for (column, row) in [(0, 0), (2, 3), (grid.columns - 1, grid.rows - 1)] {
            assert!(near(grid.within(column, row, 0.0, 0.0), grid.corner(column, row)));
            assert!(near(grid.within(column, row, 1.0, 1.0), grid.corner(column + 1, row + 1)));
            assert!(near(grid.within(column, row, 0.3, 0.0), grid.along_east(column, row, 0.3)));
            assert!(near(
                grid.within(column, row, 1.0, 0.7),
                grid.along_north(column + 1, row, 0.7)
            ));
        }
        let wide = grid.corner(3, 2).0 - grid.corner(2, 2).0;
        assert!((500.0..950.0).contains(&wide), "{wide}");
    }
}
