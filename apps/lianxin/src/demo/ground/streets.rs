//! Seventeen streets in four rows. Each border is drawn once and used by both neighbors, so there are
//! no gaps.
use super::{HIGH, Spot, WIDE, turn};
use crate::demo::dice::Dice;
use std::f64::consts::{PI, TAU};

/// How many streets lie in each row, from the south.
const ROWS: [usize; 4] = [4, 5, 4, 4];
/// The distance of the points of a border.
const STEP: f64 = 260.0;

pub struct Street {
    pub ring: Vec<Spot>,
    pub middle: Spot,
}

pub struct Tiles {
    /// Row by row from the southwest.
    pub streets: Vec<Street>,
    /// The outline of the whole district.
    pub outline: Vec<Spot>,
}

/// A border between two rows, from west to east, with the corners of both rows among its points.
struct Across {
    line: Vec<Spot>,
}

impl Across {
    /// `corners`: where borders of the rows below and above meet it, the ends included.
    fn new(dice: &Dice, base: f64, mut corners: Vec<f64>) -> Self {
        corners.sort_by(f64::total_cmp);
        let (first, last) = match (corners.first(), corners.last()) {
            (Some(first), Some(last)) => (*first, *last),
            _ => (0.0, WIDE),
        };
        let mut xs = corners.clone();
        let mut x = first + STEP;
        while x < last - STEP / 2.0 {
            let near = corners.iter().any(|c| (c - x).abs() < STEP / 2.0);
            if !near {
                xs.push(x + dice.around(0.0, 22.0));
            }
            x += STEP;
        }
        xs.sort_by(f64::total_cmp);
        let (wave, start) = (dice.around(2_900.0, 260.0), dice.share() * TAU);
        let height = |x: f64| base + 170.0 * (x / wave * TAU + start).sin();
        let line = xs.iter().map(|x| (*x, height(*x) + dice.around(0.0, 26.0))).collect();
        Self { line }
    }

    fn corner(&self, x: f64) -> Spot {
        let near = |a: &&Spot, b: &&Spot| (a.0 - x).abs().total_cmp(&(b.0 - x).abs());
        self.line.iter().min_by(near).copied().unwrap_or_default()
    }

    /// From one corner to another, both included.
    fn between(&self, west: f64, east: f64) -> Vec<Spot> {
        let (west, east) = (self.corner(west).0, self.corner(east).0);
        self.line.iter().filter(|s| s.0 >= west && s.0 <= east).copied().collect()
    }
}

/// The points between two corners, the corners left out.
fn upward(dice: &Dice, from: Spot, to: Spot) -> Vec<Spot> {
    let count = ((to.1 - from.1) / STEP).round().max(2.0);
    let bow = dice.around(0.0, 90.0);
    let at = |n: f64| {
        let t = n / count;
        let aside = bow * (t * PI).sin() + dice.around(0.0, 20.0);
        (from.0 + (to.0 - from.0) * t + aside, from.1 + (to.1 - from.1) * t)
    };
    (1..).map(f64::from).take_while(|n| *n < count).map(at).collect()
}

pub fn tiles(seed: u64) -> Tiles {
    let dice = Dice::of(seed, "streets");
    let row_high = HIGH / ROWS.len() as f64;
    // Where the borders of each row stand at its foot and its head.
    let walls: Vec<Vec<(f64, f64)>> = ROWS
        .iter()
        .map(|count| {
            let wide = WIDE / *count as f64;
            let wall = |n: usize| {
                let end = n == 0 || n == *count;
                let stray = || if end { 0.0 } else { dice.around(0.0, wide * 0.09) };
                (n as f64 * wide + stray(), n as f64 * wide + stray())
            };
            (0..=*count).map(wall).collect()
        })
        .collect();
    let borders: Vec<Across> = (0..=ROWS.len())
        .map(|n| {
            let below = n.checked_sub(1).and_then(|n| walls.get(n));
            let heads = below.into_iter().flatten().map(|w| w.1);
            let feet = walls.get(n).into_iter().flatten().map(|w| w.0);
            let mut corners: Vec<f64> = heads.chain(feet).collect();
            corners.sort_by(f64::total_cmp);
            corners.dedup();
            Across::new(&dice, n as f64 * row_high, corners)
        })
        .collect();
    let mut streets = vec![];
    let (mut west, mut east) = (vec![], vec![]);
    for (walls, pair) in walls.iter().zip(borders.windows(2)) {
        let [foot, head] = pair else { continue };
        let sides: Vec<Vec<Spot>> =
            walls.iter().map(|w| upward(&dice, foot.corner(w.0), head.corner(w.1))).collect();
        for (two, side) in walls.windows(2).zip(sides.windows(2)) {
            let ([left, right], [up_left, up_right]) = (two, side) else { continue };
            let mut ring = foot.between(left.0, right.0);
            ring.extend(up_right);
            ring.extend(head.between(left.1, right.1).into_iter().rev());
            ring.extend(up_left.iter().rev());
            streets.push(Street { middle: middle(&ring), ring });
        }
        for (edge, side, x) in [(&mut west, sides.first(), 0.0), (&mut east, sides.last(), WIDE)] {
            edge.push(foot.corner(x));
            edge.extend(side.into_iter().flatten());
        }
    }
    let mut outline = borders.first().map(|b| b.line.clone()).unwrap_or_default();
    outline.extend(east.into_iter().skip(1));
    outline.extend(borders.last().into_iter().flat_map(|b| b.line.iter().rev()));
    outline.extend(west.into_iter().skip(1).rev());
    Tiles { streets, outline }
}

/// The center of gravity.
fn middle(ring: &[Spot]) -> Spot {
    let next = ring.iter().cycle().skip(1);
    let sum = ring.iter().zip(next).fold((0.0, 0.0), |sum, (a, b)| {
        let cross = a.0 * b.1 - b.0 * a.1;
        (sum.0 + (a.0 + b.0) * cross, sum.1 + (a.1 + b.1) * cross)
    });
    let six_areas = 3.0 * turn(ring);
    (sum.0 / six_areas, sum.1 / six_areas)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::ground::{degrees, within};
    use std::collections::HashMap;

    #[test]
    fn the_streets_tile_the_district() {
        for seed in 1..20 {
            let Tiles { streets, outline } = tiles(seed);
            assert_eq!(streets.len(), 17);
            let mut edges: HashMap<_, i32> = HashMap::new();
            let mut count = |ring: &[Spot], by: i32| {
                let key = |s: &Spot| (s.0.to_bits(), s.1.to_bits());
                for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                    *edges.entry((key(a), key(b))).or_default() += by;
                    *edges.entry((key(b), key(a))).or_default() -= by;
                }
            };
            for street in &streets {
                assert!(turn(&street.ring) > 0.0, "seed {seed}");
                assert!(within(street.middle, &street.ring), "seed {seed}");
                count(&street.ring, 1);
            }
            count(&outline, -1);
            // Every border is walked once each way: by two neighbors, or by one and the outline.
            assert!(edges.values().all(|n| *n == 0), "seed {seed}");
            let whole: f64 = streets.iter().map(|s| turn(&s.ring)).sum();
            assert!((whole - turn(&outline)).abs() < 1.0, "seed {seed}");
            assert!((50e6..76e6).contains(&(whole / 2.0)), "seed {seed}: {whole}");
        }
    }

    #[test]
    fn degrees_are_near_each_other() {
        let ((lat, lon), (far_lat, far_lon)) = (degrees((0.0, 0.0)), degrees((WIDE, HIGH)));
        assert!((far_lat - lat - 0.0629).abs() < 0.001, "{far_lat}");
        assert!((far_lon - lon - 0.0982).abs() < 0.001, "{far_lon}");
    }
}
