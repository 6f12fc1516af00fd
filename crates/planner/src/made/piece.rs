//! Points and ways of one block, before all are put together.
use super::ground::Near;
use super::plan::Spot;
use crate::streets::{Barrier, Way};

/// Above this a number is a point of the piece itself; below, one of the arterial roads.
pub const OWN: u32 = 1 << 31;

/// A building where people live.
pub struct Home {
    pub at: Spot,
    /// The point of the way it stands at.
    pub by: u32,
    /// How large it is beside others.
    pub weight: f64,
    pub old: bool,
    /// Which estate of the piece.
    pub estate: usize,
}

pub struct Gate {
    pub at: Spot,
    pub point: u32,
    pub barrier: Barrier,
}

#[derive(Default)]
pub struct Estate {
    pub middle: Spot,
    pub gates: Vec<Gate>,
    pub old: bool,
}

#[derive(Default)]
pub struct Piece {
    pub spots: Vec<Spot>,
    pub barriers: Vec<Barrier>,
    /// Whether anyone may come here from the road without passing a gate.
    pub public: Vec<bool>,
    pub ways: Vec<(u32, u32, Way)>,
    pub homes: Vec<Home>,
    pub estates: Vec<Estate>,
}

impl Piece {
    pub fn point(&mut self, spot: Spot, public: bool) -> u32 {
        let number = OWN | u32::try_from(self.spots.len()).unwrap_or(0);
        self.spots.push(spot);
        self.barriers.push(Barrier::None);
        self.public.push(public);
        number
    }

    pub fn gate(&mut self, spot: Spot, barrier: Barrier) -> u32 {
        let number = self.point(spot, false);
        if let Some(last) = self.barriers.last_mut() {
            *last = barrier;
        }
        number
    }
}

/// A piece while it is made, with what it may touch.
pub struct Making<'a> {
    pub piece: Piece,
    /// Spots of the arterial roads.
    pub roads: &'a [Spot],
    pub near: Near<'a>,
}

impl Making<'_> {
    pub fn spot(&self, point: u32) -> Spot {
        let own = point & !OWN;
        let list = if point & OWN == 0 { self.roads } else { &self.piece.spots };
        list.get(own as usize).copied().unwrap_or_default()
    }

    /// Joins two points where nothing stands in the way.
    pub fn join(&mut self, a: u32, b: u32, kind: Way) {
        self.join_over(a, b, kind, false);
    }

    /// The same, over water when it is a bridge.
    pub fn join_over(&mut self, a: u32, b: u32, kind: Way, bridge: bool) {
        if a != b && self.near.passes(self.spot(a), self.spot(b), bridge) {
            self.piece.ways.push((a, b, kind));
        }
    }

    /// Joins two points by a way that bends once between them.
    pub fn join_bent(&mut self, a: u32, b: u32, kind: Way, bend: f64) -> u32 {
        let (from, to) = (self.spot(a), self.spot(b));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.hypot(dy).max(1.0);
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let spot = (middle.0 - dy / long * bend, middle.1 + dx / long * bend);
        let between = self.piece.point(spot, false);
        self.join(a, between, kind);
        self.join(between, b, kind);
        between
    }

    /// Joins them one after the other.
    pub fn chain(&mut self, points: &[u32], kind: Way, bridge: bool) {
        for two in points.windows(2) {
            self.join_over(two[0], two[1], kind, bridge);
        }
    }

    pub fn nearest(&self, spot: Spot, among: &[u32]) -> Option<u32> {
        let far = |p: &u32| super::ground::away(self.spot(*p), spot);
        among.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    /// A home stands where it is dry, in the city and not in a park.
    pub fn home(&mut self, home: Home) {
        let bad = self.near.outside(home.at) || self.near.green(home.at) || self.near.wet(home.at);
        if !bad {
            self.piece.homes.push(home);
        }
    }
}
