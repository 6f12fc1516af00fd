//! Real networks against a textbook Dijkstra with a binary heap on the segments as they were read.
use lianxin_planner::streets::{self, Barrier, Streets, Way};
use lianxin_planner::walk::{self, Graph};
use lianxin_planner::{Profile, Result};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::PathBuf;

const FAR: u32 = u32::MAX;

fn networks() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/streets");
    let Ok(files) = std::fs::read_dir(folder) else { return vec![] };
    let mut files: Vec<PathBuf> = files.flatten().map(|file| file.path()).collect();
    files.sort();
    files
}

struct Textbook {
    first: Vec<usize>,
    /// Neighbor and cost.
    ways: Vec<(u32, u32)>,
    blocked: Vec<bool>,
    costs: Vec<u32>,
    touched: Vec<u32>,
}

impl Textbook {
    fn new(streets: &Streets, profile: &Profile) -> Self {
        let mut of = vec![vec![]; streets.points.len()];
        for segment in &streets.segments {
            if let Some(cost) = profile.cost(segment.length, segment.kind == Way::Steps) {
                of[segment.from as usize].push((segment.to, cost));
                of[segment.to as usize].push((segment.from, cost));
            }
        }
        let mut first = vec![0];
        for ways in &of {
            first.push(first.last().unwrap() + ways.len());
        }
        let blocked = streets.barriers.iter().map(|barrier| match barrier {
            Barrier::None => false,
            Barrier::NoWheels => profile.wheels,
            Barrier::Closed => true,
        });
        let (blocked, costs) = (blocked.collect(), vec![FAR; of.len()]);
        Self { first, ways: of.concat(), blocked, costs, touched: vec![] }
    }

    /// Points and costs within the limit, ascending.
    fn around(&mut self, seeds: &[(u32, u32)], limit: u32) -> Vec<(u32, u32)> {
        let mut heap: BinaryHeap<Reverse<(u32, u32)>> =
            seeds.iter().map(|(point, cost)| Reverse((*cost, *point))).collect();
        let mut found = vec![];
        while let Some(Reverse((cost, point))) = heap.pop() {
            if cost > limit || cost >= self.costs[point as usize] {
                continue;
            }
            self.costs[point as usize] = cost;
            self.touched.push(point);
            found.push((point, cost));
            if !self.blocked[point as usize] {
                let (from, to) = (self.first[point as usize], self.first[point as usize + 1]);
                let next = self.ways[from..to].iter();
                heap.extend(next.map(|(point, way)| Reverse((cost + way, *point))));
            }
        }
        for point in self.touched.drain(..) {
            self.costs[point as usize] = FAR;
        }
        found.sort_unstable();
        found
    }
}

/// Every point within 15 minutes of 1,000 places anywhere along the ways, and every point at all for a
/// few of them (for all of them where the network is small).
#[test]
fn real_networks_agree_with_a_textbook_search() -> Result<()> {
    let networks = networks();
    if networks.is_empty() {
        eprintln!("skipped: no ../shared/data/streets");
    }
    for path in networks {
        let streets = streets::read(&path)?.streets;
        for profile in [Profile::adult(), Profile::wheels()] {
            let graph = Graph::build(&streets, &profile)?;
            let mut textbook = Textbook::new(&streets, &profile);
            let mut random = ChaCha8Rng::seed_from_u64(7);
            let (mut spots, mut seeds) = (vec![], vec![]);
            while spots.len() < 1_000 {
                let index = random.random_range(0..streets.segments.len() as u32);
                let segment = streets.segments[index as usize];
                let Some(cost) = profile.cost(segment.length, segment.kind == Way::Steps) else {
                    assert_eq!(graph.on_segment(index, 0, 0), None);
                    continue;
                };
                let along = random.random_range(0..=cost);
                assert_eq!(graph.on_segment(index, cost + 1, 0), None);
                spots.extend(graph.on_segment(index, along, 0));
                seeds.push([(segment.from, along), (segment.to, cost - along)]);
            }
            assert_eq!(spots.len(), seeds.len());
            let limit = profile.cost_of(15);
            for (around, seeds) in walk::around(&graph, &spots, limit).into_iter().zip(&seeds) {
                let mut met: Vec<(u32, u32)> =
                    around.points.into_iter().zip(around.costs).collect();
                met.sort_unstable();
                assert_eq!(met, textbook.around(seeds, limit), "{} from {seeds:?}", path.display());
            }
            let few = if streets.points.len() < 20_000 { 1_000 } else { 5 };
            for (spot, seeds) in spots.iter().zip(&seeds).take(few) {
                let mut expected = vec![FAR; streets.points.len()];
                for (point, cost) in textbook.around(seeds, FAR - 1) {
                    expected[point as usize] = cost;
                }
                let costs = walk::costs(&graph, &[*spot], None);
                assert!(costs == expected, "{} from {seeds:?}", path.display());
            }
        }
    }
    Ok(())
}
