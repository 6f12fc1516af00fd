use crate::atlas::Ground;
use lianxin_planner::walk::nearest_points;
use std::collections::BTreeSet;

/// Pairs of homes beside each other along the streets, by index, the smaller first: those that follow
/// each other on a way, and those whose stretches of street meet.
pub fn neighbors(ground: &Ground) -> Vec<(u32, u32)> {
    let spots = &ground.settled.spots;
    let mut pairs = BTreeSet::new();
    let mut add = |a: u32, b: u32| {
        if a != b {
            pairs.insert((a.min(b), a.max(b)));
        }
    };
    let mut along: Vec<(u32, u32, u32)> =
        (0..).zip(spots).map(|(home, s)| (s.chain, s.offset, home)).collect();
    along.sort_unstable();
    for two in along.windows(2) {
        if two[0].0 == two[1].0 {
            add(two[0].2, two[1].2);
        }
    }
    let (nearest, _) = nearest_points(&ground.graph, spots, None);
    for segment in &ground.streets.segments {
        let ends = (nearest.get(segment.from as usize), nearest.get(segment.to as usize));
        if let (Some(a), Some(b)) = ends
            && *a != u32::MAX
            && *b != u32::MAX
        {
            add(*a, *b);
        }
    }
    pairs.into_iter().collect()
}
