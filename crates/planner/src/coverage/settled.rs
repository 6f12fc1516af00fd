use crate::Result;
use crate::people::People;
use crate::walk::{Graph, Homes, Snap, Snapping, Spot};
use serde::{Deserialize, Serialize};

/// People put on a graph; made once, asked often.
pub struct Settled {
    pub homes: Homes,
    /// Of each of `homes`, where it is on the graph.
    pub spots: Vec<Spot>,
    /// Of each of `homes`, which home of the people it is.
    pub of: Vec<u32>,
    pub left_out: LeftOut,
    /// How homes were snapped; sites are snapped alike.
    pub snapping: Snapping,
}

/// Homes too far from any street to walk on: part of the people, covered by nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub homes: u64,
    pub people: u64,
    pub elders: u64,
    /// Of the farthest one, where it is known.
    pub farthest_m: Option<u64>,
}

/// What coverage is asked about.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub graph: &'a Graph,
    pub people: &'a People,
    pub settled: &'a Settled,
}

impl Settled {
    pub fn new(graph: &Graph, people: &People, snapping: &Snapping) -> Result<Self> {
        people.check()?;
        let mut left_out = LeftOut::default();
        let (mut spots, mut of, mut counts) = (vec![], vec![], vec![]);
        for (home, snap) in graph.snap(&people.at, snapping).into_iter().enumerate() {
            match snap {
                Snap::On(spot) => {
                    spots.push(spot);
                    of.push(u32::try_from(home).unwrap_or(u32::MAX));
                    counts.extend_from_slice(people.of(home));
                }
                Snap::Off { nearest } => {
                    left_out.homes += 1;
                    left_out.people += people.people_of(home);
                    left_out.elders += people.elders_of(home);
                    let meters = nearest.map(|mm| mm.div_ceil(1_000));
                    left_out.farthest_m = left_out.farthest_m.max(meters);
                }
            }
        }
        let homes = Homes::new(graph, &spots, people.groups.len(), &counts)?;
        Ok(Self { homes, spots, of, left_out, snapping: *snapping })
    }
}
