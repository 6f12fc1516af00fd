use super::fault;
use crate::model::{LeftOut, Walker};
use crate::reasons;
use lianxin_kernel::{Error, Result};
use lianxin_planner::people::{People, Read};
use lianxin_planner::streets::Streets;
use lianxin_planner::walk::{Graph, Homes, Snap, Snapping, Spot};
use std::sync::Arc;

/// Streets to walk on as one profile walks, with the people who live at them.
pub struct Ground {
    pub streets: Arc<Streets>,
    pub graph: Graph,
    /// Those who live near a street, in the order of the homes.
    pub people: People,
    pub homes: Homes,
    pub left_out: LeftOut,
}

/// People known by area only are spread the same way each time.
const SEED: u64 = 1;

impl Ground {
    pub fn build(streets: Arc<Streets>, read: &Read, walker: Walker) -> Result<Self> {
        let graph = Graph::build(&streets, &walker.profile()).map_err(fault)?;
        let (all, _) = read.clone().onto(&streets, SEED);
        let snaps = graph.snap(&all.at, &Snapping::default());
        let (people, spots, left_out) = near_streets(all, &snaps);
        if people.is_empty() {
            return Err(Error::reason(reasons::nobody_there()));
        }
        let groups = people.groups.len();
        let homes = Homes::new(&graph, &spots, groups, &people.counts).map_err(fault)?;
        Ok(Self { streets, graph, people, homes, left_out })
    }

    /// About how much memory it holds.
    pub fn bytes(&self) -> usize {
        let home = 40 + 8 * self.people.groups.len();
        self.graph.bytes() + self.people.len() * home
    }
}

/// The people who live near a street, where they are on it, and how many do not.
fn near_streets(all: People, snaps: &[Snap]) -> (People, Vec<Spot>, LeftOut) {
    let mut left_out = LeftOut::default();
    let mut spots = vec![];
    let mut people =
        People { groups: all.groups.clone(), regions: all.regions.clone(), ..People::default() };
    for (home, snap) in snaps.iter().enumerate() {
        match snap {
            Snap::On(spot) => {
                spots.push(*spot);
                people.at.push(all.at[home]);
                people.counts.extend_from_slice(all.of(home));
                people.region.push(all.region[home]);
            }
            Snap::Off { nearest } => {
                left_out.homes += 1;
                left_out.people += all.people_of(home);
                let meters = nearest.map(|mm| mm.div_ceil(1000));
                left_out.farthest_m = left_out.farthest_m.max(meters);
            }
        }
    }
    (people, spots, left_out)
}
