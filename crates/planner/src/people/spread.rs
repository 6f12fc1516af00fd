use super::areas::Areas;
use super::inside::Inside;
use super::{People, Read, Remarks, rounding};
use crate::LonLat;
use crate::streets::{Streets, Way};

impl Read {
    /// Everyone as homes: points as they are, areas spread.
    pub fn onto(self, streets: &Streets, seed: u64) -> (People, Remarks) {
        let mut remarks = self.remarks;
        let mut people = self.people;
        let (spread, more) = spread(self.areas, streets, seed);
        if people.groups.is_empty() {
            people.groups = spread.groups;
            people.regions = spread.regions;
        }
        people.at.extend(spread.at);
        people.counts.extend(spread.counts);
        people.region.extend(spread.region);
        remarks.without_streets += more.without_streets;
        remarks.people_without_streets += more.people_without_streets;
        (people, remarks)
    }
}

/// Gives the people of each area to the points of residential streets inside it, by half the length of
/// the street pieces that meet there. Each group of each area keeps its number to the person (largest
/// remainder; `seed` decides ties). Without such a point they stay at the middle, and are counted in
/// the remarks.
pub fn spread(areas: Areas, streets: &Streets, seed: u64) -> (People, Remarks) {
    let grid = Grid::of(streets);
    let groups = areas.groups.len();
    let mut remarks = Remarks::default();
    let mut people = People {
        groups: areas.groups.clone(),
        regions: areas.regions.clone(),
        ..People::default()
    };
    for (a, area) in areas.areas.iter().enumerate() {
        let counts = areas.of(a);
        let mut here = vec![];
        if let Some((southwest, northeast)) = area.shape.bounds() {
            let inside = Inside::of(&area.shape);
            grid.each(southwest, northeast, |point| {
                if inside.holds(streets.points[point as usize]) {
                    here.push(point);
                }
            });
        }
        here.sort_unstable();
        let mut put = |at: LonLat, counts: &[u32]| {
            if counts.iter().any(|n| *n > 0) {
                people.at.push(at);
                people.counts.extend_from_slice(counts);
                people.region.push(areas.region[a]);
            }
        };
        if here.is_empty() {
            remarks.without_streets += 1;
            remarks.people_without_streets += counts.iter().map(|n| u64::from(*n)).sum::<u64>();
            put(area.middle, counts);
            continue;
        }
        let weights: Vec<u64> = here.iter().map(|point| grid.weights[*point as usize]).collect();
        let tie = |i: usize| mixed(seed ^ (u64::from(here[i]) << 20) ^ a as u64);
        let shares: Vec<Vec<u32>> =
            counts.iter().map(|n| rounding::shares(*n, &weights, tie)).collect();
        let mut row = vec![0; groups];
        for (i, point) in here.iter().enumerate() {
            for (n, share) in row.iter_mut().zip(&shares) {
                *n = share[i];
            }
            put(streets.points[*point as usize], &row);
        }
    }
    (people, remarks)
}

/// splitmix64: neighbors in, no order out.
fn mixed(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Residential points in squares of about 200 m, to be found by place.
struct Grid {
    /// Half the length of residential street at each point of the streets.
    weights: Vec<u64>,
    /// (row, column, point), ascending.
    cells: Vec<(i32, i32, u32)>,
}

/// Of a square, in ten-millionths of a degree.
const SIDE: i32 = 20_000;

impl Grid {
    fn of(streets: &Streets) -> Self {
        let mut weights = vec![0; streets.points.len()];
        for segment in streets.segments.iter().filter(|s| s.kind == Way::Street) {
            // Both halves of an odd length get the larger part: only shares matter.
            let half = u64::from(segment.length).div_ceil(2);
            for point in [segment.from, segment.to] {
                if let Some(weight) = weights.get_mut(point as usize) {
                    *weight += half;
                }
            }
        }
        let points = streets.points.iter().zip(&weights).zip(0u32..);
        let mut cells: Vec<_> = points
            .filter(|((_, weight), _)| **weight > 0)
            .map(|((at, _), point)| (at.lat.div_euclid(SIDE), at.lon.div_euclid(SIDE), point))
            .collect();
        cells.sort_unstable();
        Self { weights, cells }
    }

    /// Every point in the squares that touch the box.
    fn each(&self, southwest: LonLat, northeast: LonLat, mut see: impl FnMut(u32)) {
        let columns = southwest.lon.div_euclid(SIDE)..=northeast.lon.div_euclid(SIDE);
        let last = northeast.lat.div_euclid(SIDE);
        let mut row = southwest.lat.div_euclid(SIDE);
        // Rows without a point are skipped, however large the box is.
        while row <= last {
            let next = self.cells.partition_point(|c| (c.0, c.1) < (row, *columns.start()));
            let Some(cell) = self.cells.get(next).filter(|c| c.0 <= last) else { return };
            if cell.0 > row {
                row = cell.0;
                continue;
            }
            let of_row = self.cells[next..].iter();
            for cell in of_row.take_while(|c| c.0 == row && columns.contains(&c.1)) {
                see(cell.2);
            }
            row += 1;
        }
    }
}
