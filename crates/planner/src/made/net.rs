//! All points and ways put together, and what cannot be reached taken out.
use super::piece::{OWN, Piece};
use super::plan::{City, Spot};
use crate::streets::{Barrier, Segment, Way};
use crate::{LonLat, millimeters};
use rayon::prelude::*;

/// A part with fewer points that hangs together with nothing is no part of the city.
const SMALLEST: u32 = 400;

#[derive(Default)]
pub struct Net {
    pub points: Vec<LonLat>,
    pub barriers: Vec<Barrier>,
    pub public: Vec<bool>,
    pub ways: Vec<(u32, u32, Way)>,
}

impl Net {
    pub fn of(city: &City, roads: &[Spot], ways: Vec<(u32, u32, Way)>) -> Self {
        Self {
            points: roads.iter().map(|spot| city.on_earth(*spot)).collect(),
            barriers: vec![Barrier::None; roads.len()],
            public: vec![true; roads.len()],
            ways,
        }
    }

    pub fn len(&self) -> u32 {
        // Pieces are refused before their numbers leave 31 bits.
        u32::try_from(self.points.len()).unwrap_or(u32::MAX)
    }

    /// Adds a piece; gives the number of its first point.
    pub fn take(&mut self, city: &City, piece: &Piece) -> u32 {
        let first = self.len();
        self.points.extend(piece.spots.iter().map(|spot| city.on_earth(*spot)));
        self.barriers.extend_from_slice(&piece.barriers);
        self.public.extend_from_slice(&piece.public);
        let number = |point: u32| placed(point, first);
        self.ways.extend(piece.ways.iter().map(|(a, b, kind)| (number(*a), number(*b), *kind)));
        first
    }

    pub fn add(&mut self, at: LonLat) -> u32 {
        self.points.push(at);
        self.barriers.push(Barrier::None);
        self.public.push(true);
        self.len() - 1
    }

    /// Which points stay: those that hang together with enough others without passing a locked gate,
    /// and the locked gates beside them. Ways to the rest are gone.
    pub fn tidy(&mut self) -> Vec<bool> {
        let mut root: Vec<u32> = (0..self.len()).collect();
        let closed = |p: u32| self.barriers[p as usize] == Barrier::Closed;
        for (a, b, _) in &self.ways {
            if !closed(*a) && !closed(*b) {
                let (a, b) = (find(&mut root, *a), find(&mut root, *b));
                root[a.max(b) as usize] = a.min(b);
            }
        }
        let mut size = vec![0u32; root.len()];
        for point in 0..self.len() {
            size[find(&mut root, point) as usize] += 1;
        }
        // A city smaller than that keeps its largest part.
        let least = SMALLEST.min(size.iter().copied().max().unwrap_or(0));
        let mut stays: Vec<bool> =
            (0..self.len()).map(|p| size[find(&mut root, p) as usize] >= least).collect();
        for (a, b, _) in &self.ways {
            for (gate, other) in [(*a, *b), (*b, *a)] {
                if closed(gate) && !closed(other) && size[root[other as usize] as usize] >= least {
                    stays[gate as usize] = true;
                }
            }
        }
        self.ways.retain(|(a, b, _)| stays[*a as usize] && stays[*b as usize]);
        stays
    }

    /// The straight pieces with their lengths.
    pub fn segments(&self) -> Vec<Segment> {
        let long = |a: u32, b: u32| millimeters(self.points[a as usize], self.points[b as usize]);
        let segment = |(from, to, kind): &(u32, u32, Way)| Segment {
            from: *from,
            to: *to,
            length: u32::try_from(long(*from, *to)).unwrap_or(u32::MAX),
            kind: *kind,
        };
        self.ways.par_iter().map(segment).collect()
    }
}

/// The number of a piece's point among all.
pub fn placed(point: u32, first: u32) -> u32 {
    if point & OWN == 0 { point } else { first + (point & !OWN) }
}

fn find(root: &mut [u32], mut point: u32) -> u32 {
    while root[point as usize] != point {
        root[point as usize] = root[root[point as usize] as usize];
        point = root[point as usize];
    }
    point
}
