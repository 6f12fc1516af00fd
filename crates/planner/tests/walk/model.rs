//! Small random networks, and what Floyd–Warshall says about them.
use lianxin_planner::streets::{Barrier, Segment, Streets, Way};
use lianxin_planner::walk::{Graph, Spot};
use lianxin_planner::{LonLat, Profile};
use proptest::prelude::*;

pub const FAR: u32 = u32::MAX;

/// A place on a segment, by index among the open ones and cost from its `from`.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub segment: u32,
    pub along: u32,
    pub access: u32,
}

#[derive(Debug)]
pub struct Model {
    pub streets: Streets,
    pub profile: Profile,
    /// Cost of each segment, `None` when closed.
    pub costs: Vec<Option<u32>>,
    /// The two nodes of each segment. A closed point is a node of its own for each of them.
    ends: Vec<[usize; 2]>,
    /// The point of each node.
    points: Vec<u32>,
    all: Vec<Vec<u32>>,
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        Just(Way::Road),
        Just(Way::Street),
        Just(Way::Footway),
        Just(Way::Crossing),
        Just(Way::Steps)
    ]
}

fn barrier() -> impl Strategy<Value = Barrier> {
    prop_oneof![8 => Just(Barrier::None), 1 => Just(Barrier::NoWheels), 1 => Just(Barrier::Closed)]
}

prop_compose! {
    fn streets()(points in 2usize..16)(
        places in prop::collection::vec((0i32..4_000, 0i32..4_000), points),
        barriers in prop::collection::vec(barrier(), points),
        segments in prop::collection::vec((0..points as u32, 0..points as u32, 0u32..60, way()), 1..26),
    ) -> Streets {
        let mut segments: Vec<Segment> = segments
            .into_iter()
            .filter(|(a, b, ..)| a != b)
            .map(|(a, b, length, kind)| Segment { from: a.min(b), to: a.max(b), length, kind })
            .collect();
        segments.sort_by_key(|s| (s.from, s.to, s.kind as u8));
        segments.dedup_by_key(|s| (s.from, s.to, s.kind as u8));
        let points = places.into_iter().map(|(lon, lat)| LonLat { lon, lat }).collect();
        Streets { points, barriers, segments }
    }
}

pub fn model() -> impl Strategy<Value = Model> {
    let profile = prop_oneof![Just(Profile::adult()), Just(Profile::wheels())];
    (streets(), profile).prop_map(|(streets, profile)| Model::new(streets, profile))
}

impl Model {
    pub fn new(streets: Streets, profile: Profile) -> Self {
        let blocked = |point: u32| match streets.barriers[point as usize] {
            Barrier::None => false,
            Barrier::NoWheels => profile.wheels,
            Barrier::Closed => true,
        };
        let mut points: Vec<u32> = (0..streets.points.len() as u32).collect();
        let ends: Vec<[usize; 2]> = (streets.segments.iter())
            .map(|s| {
                [s.from, s.to].map(|point| {
                    if blocked(point) {
                        points.push(point);
                        points.len() - 1
                    } else {
                        point as usize
                    }
                })
            })
            .collect();
        let cost = |s: &Segment| profile.cost(s.length, s.kind == Way::Steps);
        let costs: Vec<Option<u32>> = streets.segments.iter().map(cost).collect();
        let n = points.len();
        let mut all = vec![vec![FAR; n]; n];
        (0..n).for_each(|node| all[node][node] = 0);
        for (ends, cost) in ends.iter().zip(&costs) {
            if let Some(cost) = cost {
                let [a, b] = *ends;
                all[a][b] = all[a][b].min(*cost);
                all[b][a] = all[a][b];
            }
        }
        for via in 0..n {
            for a in 0..n {
                for b in 0..n {
                    all[a][b] = all[a][b].min(all[a][via].saturating_add(all[via][b]));
                }
            }
        }
        Self { streets, profile, costs, ends, points, all }
    }

    pub fn graph(&self) -> Graph {
        Graph::build(&self.streets, &self.profile).unwrap()
    }

    /// Places from random numbers: a segment, permille along it, an access.
    pub fn places(&self, random: &[(u32, u32, u32)]) -> Vec<Place> {
        let open: Vec<u32> = (0..self.costs.len() as u32)
            .filter(|segment| self.costs[*segment as usize].is_some())
            .collect();
        let random = random.iter().filter(|_| !open.is_empty());
        random
            .map(|(which, permille, access)| {
                let segment = open[*which as usize % open.len()];
                let along = self.costs[segment as usize].unwrap() * permille / 1_000;
                Place { segment, along, access: *access }
            })
            .collect()
    }

    /// From the way at a place to a node.
    fn to_node(&self, place: Place, node: usize) -> u32 {
        let cost = self.costs[place.segment as usize].unwrap();
        let [a, b] = self.ends[place.segment as usize];
        let by_a = self.all[a][node].saturating_add(place.along);
        by_a.min(self.all[b][node].saturating_add(cost - place.along))
    }

    /// To a point, access counted; of a closed point to its nearest side.
    pub fn to_point(&self, place: Place, point: u32) -> u32 {
        let nodes = (0..self.points.len()).filter(|node| self.points[*node] == point);
        let costs = nodes.map(|node| self.to_node(place, node).saturating_add(place.access));
        costs.min().unwrap_or(FAR)
    }

    /// Between two places, both accesses counted.
    pub fn between(&self, from: Place, to: Place) -> u32 {
        let cost = self.costs[to.segment as usize].unwrap();
        let [a, b] = self.ends[to.segment as usize];
        let by_a = self.to_node(from, a).saturating_add(to.along);
        let by_b = self.to_node(from, b).saturating_add(cost - to.along);
        let same = from.segment == to.segment;
        let straight = if same { from.along.abs_diff(to.along) } else { FAR };
        by_a.min(by_b).min(straight).saturating_add(from.access).saturating_add(to.access)
    }
}

pub fn spots(graph: &Graph, places: &[Place]) -> Vec<Spot> {
    let on = |p: &Place| graph.on_segment(p.segment, p.along, p.access).unwrap();
    places.iter().map(on).collect()
}

/// Random numbers for `Model::places`.
pub fn random_places(most: usize) -> impl Strategy<Value = Vec<(u32, u32, u32)>> {
    let access = prop_oneof![Just(0u32), 0u32..30];
    prop::collection::vec((any::<u32>(), 0u32..=1_000, access), 0..most)
}
