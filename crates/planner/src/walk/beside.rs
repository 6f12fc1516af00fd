use super::graph::Graph;
use super::nearest::{Field, source};
use super::search::Label;
use super::snap::Spot;
use super::{UNREACHED, farthest};

/// Pairs of homes beside each other along the streets, the smaller first, ascending: those that
/// follow each other on a way, and those whose stretches of street meet. Homes that ways connect are
/// connected by such pairs.
pub fn beside(graph: &Graph, homes: &[Spot]) -> Vec<(u32, u32)> {
    let field = Field::search(graph, homes, farthest(None));
    let mut along = field.along(0);
    let mut pairs = vec![];
    let (mut all, mut first): (Vec<u32>, Vec<u32>) = (vec![], vec![]);
    for chain in 0..graph.chains().len() as u32 {
        let ends = along.chain(graph, chain);
        let end = |label: u64| (label != u64::NONE).then(|| source(label));
        let mut own = ends.own.to_vec();
        own.sort_unstable_by_key(|home| {
            let spot = homes[*home as usize];
            (spot.offset, spot.access, *home)
        });
        for list in [&mut all, &mut first] {
            list.clear();
            list.extend(end(ends.a));
        }
        for home in own {
            all.push(home);
            // Whoever lives closer to the street here is passed first; one farther off it does not
            // part those on its two sides.
            match source(ends.at(homes[home as usize].offset)) {
                nearest if nearest == home => first.push(home),
                nearest => pairs.push((home, nearest)),
            }
        }
        for list in [&mut all, &mut first] {
            list.extend(end(ends.b));
            pairs.extend(list.windows(2).map(|two| (two[0], two[1])));
        }
    }
    for (a, b) in &mut pairs {
        (*a, *b) = ((*a).min(*b), (*a).max(*b));
    }
    pairs.retain(|(a, b)| a != b && *b != UNREACHED);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
