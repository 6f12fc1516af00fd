use super::graph::Graph;
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
        let snap = |run: &[LonLat]| {
            let (mut stack, mut close) = (vec![], None);
            let snap = |at: &LonLat| {
                let foot = self.tree.nearest(*at, close, on_large_part, &mut stack);
                let Some(foot) = foot else { return Snap::Off { nearest: None } };
                close = Some(foot.leaf);
                let distance = foot.distance().round();
                if distance > f64::from(snapping.farthest) {
                    // The plane around a place ends somewhere; the earth is round.
                    let nearest = millimeters(*at, foot.at).max(u64::from(snapping.farthest) + 1);
                    return Snap::Off { nearest: Some(nearest) };
                }
                let access = if snapping.count_access { distance as u32 } else { 0 };
                Snap::On(self.spot(foot.leaf, foot.share, access))
            };
            run.iter().map(snap).collect::<Vec<_>>()
        };
        places.par_chunks(256).flat_map_iter(snap).collect()
    }

    /// The share runs along the segment's own direction and is rounded there, so that both ends of
    /// the chain are as far as the chain is long.
    fn spot(&self, leaf: u32, share: f64, access: u32) -> Spot {
        let leaf = self.tree.leaf(leaf);
        let stretch = self.stretches(leaf.chain)[leaf.stretch as usize];
        let cost = self.stretch_end(leaf.chain, leaf.stretch as usize) - stretch.offset;
        let along = ((share * f64::from(cost)).round() as u32).min(cost);
        let along = if stretch.reversed { cost - along } else { along };
        Spot { chain: leaf.chain, offset: stretch.offset + along, access }
    }
}
