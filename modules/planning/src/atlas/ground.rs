use super::fault;
use crate::model::Walker;
use crate::reasons;
use lianxin_kernel::{Error, Result};
use lianxin_planner::coverage::{self, Settled};
use lianxin_planner::people::{People, Read};
use lianxin_planner::streets::Streets;
use lianxin_planner::walk::{Graph, Snapping};
use std::sync::Arc;

/// Streets to walk on as one profile walks, with the people who live at them.
pub struct Ground {
    pub streets: Arc<Streets>,
    pub people: People,
    pub graph: Graph,
    pub settled: Settled,
}

/// People known by area only are spread the same way each time.
const SEED: u64 = 1;

impl Ground {
    pub fn build(streets: Arc<Streets>, read: &Read, walker: Walker) -> Result<Self> {
        let graph = Graph::build(&streets, &walker.profile()).map_err(fault)?;
        let (people, _) = read.clone().onto(&streets, SEED);
        let settled = Settled::new(&graph, &people, &Snapping::default()).map_err(fault)?;
        if settled.homes.is_empty() {
            return Err(Error::reason(reasons::nobody_there()));
        }
        Ok(Self { streets, people, graph, settled })
    }

    pub fn view(&self) -> coverage::Ground<'_> {
        coverage::Ground { graph: &self.graph, people: &self.people, settled: &self.settled }
    }

    /// Where homes lie that are too far from any street, those with the most people first.
    pub fn left_out(&self, most: usize) -> Vec<[f64; 2]> {
        let mut settled = self.settled.of.iter().peekable();
        let mut out: Vec<(u64, usize)> = vec![];
        for home in 0..self.people.len() {
            // Both ascend.
            if settled.next_if(|on| **on as usize == home).is_none() {
                out.push((self.people.people_of(home), home));
            }
        }
        out.sort_by_key(|(people, home)| (std::cmp::Reverse(*people), *home));
        let places = out.iter().take(most).map(|(_, home)| self.people.at[*home]);
        places.map(|at| [at.lon_degrees(), at.lat_degrees()]).collect()
    }

    /// About how much memory it holds.
    pub fn bytes(&self) -> usize {
        let home = 48 + 8 * self.people.groups.len();
        self.graph.bytes() + self.people.len() * home
    }
}
