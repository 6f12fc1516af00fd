use super::chains::Stretch;
use super::graph::Graph;
use super::tree::Leaf;
use crate::{LonLat, millimeters};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How places off the ways are put onto them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Snapping {
    /// Millimeters to the nearest way; what is farther off is not snapped.
    pub farthest: u32,
    /// Points a connected part needs to be snapped to, so that nobody lands on a stray piece of map;
    /// the largest part always will do.
    pub smallest_part: u32,
    /// The straight walk to the way counts.
    pub count_access: bool,
}

impl Default for Snapping {
    fn default() -> Self {
        Self { farthest: 500_000, smallest_part: 50, count_access: true }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    On(Spot),
    /// Too far off: how many millimeters it is to the nearest way, if there is any.
    Off {
        nearest: Option<u64>,
    },
}

impl Snap {
    pub fn spot(self) -> Option<Spot> {
        match self {
            Self::On(spot) => Some(spot),
            Self::Off { .. } => None,
        }
    }
}

/// A place on the ways of one graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    pub chain: u32,
    /// Cost from the start of the chain, at most that of the chain.
    pub offset: u32,
    /// Cost of getting there from where one is. It counts at both ends of a walk.
    pub access: u32,
}

impl Graph {
    /// The nearest place on the nearest segment for each place, measured in the plane around it.
    pub fn snap(&self, places: &[LonLat], snapping: &Snapping) -> Vec<Snap> {
        let will_do: Vec<bool> = (self.parts().iter().enumerate())
            .map(|(part, size)| part == 0 || size.points >= snapping.smallest_part)
            .collect();
        let on_large_part = |chain: u32| will_do[self.part_of[chain as usize] as usize];
        // Neighbors one after the other: the way of the last is a good guess for the next.
        let mut order: Vec<(u64, u32)> = places.iter().map(|at| cell(*at)).zip(0..).collect();
        order.sort_unstable();
        let snap = |run: &[(u64, u32)]| {
            let (mut stack, mut close) = (vec![], None);
            let snap = |(_, index): &(u64, u32)| {
                let at = &places[*index as usize];
                let foot = self.tree.nearest(*at, close, on_large_part, &mut stack);
                let Some(foot) = foot else { return Snap::Off { nearest: None } };
                close = Some(foot.leaf);
                let distance = foot.distance().round();
                if distance > f64::from(snapping.farthest) {
                    // The plane around a place ends somewhere; the earth is round.
                    let nearest = millimeters(*at, self.tree.place(foot))
                        .max(u64::from(snapping.farthest) + 1);
                    return Snap::Off { nearest: Some(nearest) };
                }
                let access = if snapping.count_access { distance as u32 } else { 0 };
                Snap::On(self.spot(foot.leaf, foot.share, access))
            };
            run.iter().map(snap).collect::<Vec<_>>()
        };
        let found: Vec<Snap> = order.par_chunks(512).flat_map_iter(snap).collect();
        let mut snaps = vec![Snap::Off { nearest: None }; places.len()];
        for ((_, index), snap) in order.into_iter().zip(found) {
            snaps[index as usize] = snap;
        }
        snaps
    }

    /// The place on a segment of the streets at this cost from its `from`; `None` when the segment is
    /// closed to the profile or shorter.
    pub fn on_segment(&self, segment: u32, along: u32, access: u32) -> Option<Spot> {
        let leaf = self
            .tree
            .find(|leaf| self.stretches(leaf.chain)[leaf.stretch as usize].segment.cmp(&segment))?;
        let (stretch, cost) = self.stretch(leaf);
        let along = if stretch.reversed { cost.checked_sub(along)? } else { along };
        let offset = stretch.offset + along;
        (along <= cost).then_some(Spot { chain: leaf.chain, offset, access })
    }

    /// Which of `parts` a spot is on.
    pub fn part(&self, spot: Spot) -> Option<usize> {
        self.part_of.get(spot.chain as usize).map(|part| *part as usize)
    }

    /// The spot of every point of the streets; `None` where no open way ends. Of the sides of a closed
    /// gate it is one.
    pub fn point_spots(&self) -> Vec<Option<Spot>> {
        let mut spots = vec![None; self.points()];
        let mut put = |point: u32, chain: u32, offset: u32| {
            spots[point as usize].get_or_insert(Spot { chain, offset, access: 0 });
        };
        for (index, chain) in (0u32..).zip(self.chains()) {
            for (junction, offset) in [(chain.a, 0), (chain.b, chain.cost)] {
                if let Some(point) = self.junctions.get(junction as usize) {
                    put(*point, index, offset);
                }
            }
            self.inner(index).iter().for_each(|inner| put(inner.point, index, inner.offset));
        }
        spots
    }

    /// The share runs along the segment's own direction and is rounded there, so that both ends of
    /// the chain are together as far as the chain is long.
    fn spot(&self, leaf: u32, share: f64, access: u32) -> Spot {
        let leaf = self.tree.leaf(leaf);
        let (stretch, cost) = self.stretch(leaf);
        let along = ((share * f64::from(cost)).round() as u32).min(cost);
        let along = if stretch.reversed { cost - along } else { along };
        Spot { chain: leaf.chain, offset: stretch.offset + along, access }
    }

    /// A segment on its chain, and its cost.
    fn stretch(&self, leaf: &Leaf) -> (Stretch, u32) {
        let stretch = self.stretches(leaf.chain)[leaf.stretch as usize];
        (stretch, self.stretch_end(leaf.chain, leaf.stretch as usize) - stretch.offset)
    }
}

/// A number that is near for near places: cells of about 50 m along a Z-curve.
fn cell(at: LonLat) -> u64 {
    let spread = |degrees: i32| {
        let cell = u64::from((degrees.cast_unsigned() ^ (1 << 31)) >> 12);
        (0..20).fold(0, |spread, bit| spread | (cell >> bit & 1) << (2 * bit))
    };
    spread(at.lon) | spread(at.lat) << 1
}
