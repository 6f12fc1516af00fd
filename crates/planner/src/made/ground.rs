//! What stands in the way of streets: the river, parks, lakes, the edge of the city.
use super::plan::{City, Spot};

pub struct Ground<'a> {
    city: &'a City,
    river: Vec<(Spot, Spot)>,
    half: f64,
}

/// What is near one block: nothing, mostly.
pub struct Near<'a> {
    river: Vec<(Spot, Spot)>,
    half: f64,
    parks: Vec<&'a [Spot]>,
    lakes: Vec<&'a [Spot]>,
    outline: Option<&'a [Spot]>,
}

type Box = (Spot, Spot);

impl<'a> Ground<'a> {
    pub fn of(city: &'a City) -> Self {
        let river = city.river.as_ref();
        let pairs = river.map(|r| r.middle.windows(2).map(|w| (w[0], w[1])).collect());
        let half = river.map_or(0.0, |r| r.wide / 2.0 + 3.0);
        Self { city, river: pairs.unwrap_or_default(), half }
    }

    pub fn near(&self, spots: &[Spot]) -> Near<'a> {
        let here = grown(box_of(spots), self.half + 90.0);
        let touch = |ring: &&'a Vec<Spot>| overlap(box_of(ring), here);
        Near {
            river: self.river_near(here),
            half: self.half,
            parks: self.city.parks.iter().filter(touch).map(Vec::as_slice).collect(),
            lakes: self.city.lakes.iter().filter(touch).map(Vec::as_slice).collect(),
            outline: self.city.outline.as_deref(),
        }
    }

    fn river_near(&self, here: Box) -> Vec<(Spot, Spot)> {
        let near = self.river.iter().filter(|(a, b)| overlap(box_of(&[*a, *b]), here));
        near.copied().collect()
    }

    pub fn river(&self) -> &[(Spot, Spot)] {
        &self.river
    }
}

impl Near<'_> {
    /// Whether anything here can stand in the way.
    pub fn open(&self) -> bool {
        self.river.is_empty()
            && self.parks.is_empty()
            && self.lakes.is_empty()
            && self.outline.is_none()
    }

    pub fn wet(&self, spot: Spot) -> bool {
        self.river.iter().any(|piece| away_from(spot, *piece) < self.half)
            || self.lakes.iter().any(|ring| within(spot, ring))
    }

    pub fn green(&self, spot: Spot) -> bool {
        self.parks.iter().any(|ring| within(spot, ring))
    }

    pub fn outside(&self, spot: Spot) -> bool {
        self.outline.is_some_and(|ring| !within(spot, ring))
    }

    /// Whether a street may go straight from one to the other; a bridge passes over water.
    pub fn passes(&self, a: Spot, b: Spot, bridge: bool) -> bool {
        if self.open() {
            return true;
        }
        let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let bad = |s: Spot| self.outside(s) || self.green(s) || (!bridge && self.wet(s));
        let over = !bridge && self.river.iter().any(|piece| meet((a, b), *piece).is_some());
        !over && !bad(a) && !bad(middle) && !bad(b)
    }

    /// The same for a footway in a park or on a bank.
    pub fn walks(&self, a: Spot, b: Spot) -> bool {
        let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
        let bad = |s: Spot| self.outside(s) || self.wet(s);
        let over = self.river.iter().any(|piece| meet((a, b), *piece).is_some());
        !over && !bad(a) && !bad(middle) && !bad(b)
    }
}

pub fn box_of(spots: &[Spot]) -> Box {
    let start = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    spots.iter().fold(start, |(low, high), s| {
        ((low.0.min(s.0), low.1.min(s.1)), (high.0.max(s.0), high.1.max(s.1)))
    })
}

fn grown((low, high): Box, by: f64) -> Box {
    ((low.0 - by, low.1 - by), (high.0 + by, high.1 + by))
}

fn overlap(a: Box, b: Box) -> bool {
    a.0.0 <= b.1.0 && b.0.0 <= a.1.0 && a.0.1 <= b.1.1 && b.0.1 <= a.1.1
}

pub fn away(a: Spot, b: Spot) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn away_from(spot: Spot, (a, b): (Spot, Spot)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let long = (dx * dx + dy * dy).max(f64::MIN_POSITIVE);
    let share = (((spot.0 - a.0) * dx + (spot.1 - a.1) * dy) / long).clamp(0.0, 1.0);
    away(spot, (a.0 + dx * share, a.1 + dy * share))
}

/// Where two straight pieces cross, as a share of the second.
pub fn meet((a, b): (Spot, Spot), (c, d): (Spot, Spot)) -> Option<f64> {
    let cross = |o: Spot, p: Spot, q: Spot| (p.0 - o.0) * (q.1 - o.1) - (p.1 - o.1) * (q.0 - o.0);
    let (at_c, at_d) = (cross(a, b, c), cross(a, b, d));
    let (at_a, at_b) = (cross(c, d, a), cross(c, d, b));
    let crosses = (at_c > 0.0) != (at_d > 0.0) && (at_a > 0.0) != (at_b > 0.0);
    crosses.then(|| at_c / (at_c - at_d))
}

/// Whether a spot lies within a ring.
pub fn within((x, y): Spot, ring: &[Spot]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crosses = |(a, b): &(&Spot, &Spot)| {
        let ((ax, ay), (bx, by)) = (**a, **b);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}
