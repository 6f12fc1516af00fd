use super::farthest;
use super::graph::{Graph, Side};
use super::homes::Homes;
use super::lanes::{LANES, Lanes, NOTHING, Row};
use super::snap::Spot;
use pulp::{Arch, NullaryFnOnce};
use rayon::prelude::*;

/// People of all groups within the limit of every point of the streets. Ways are walked both ways, so
/// the searches start at the homes, sixteen neighboring ones at a time.
pub fn surface(graph: &Graph, homes: &Homes, limit: u32) -> Vec<u32> {
    let limit = farthest(Some(limit));
    let places = places(homes);
    let blocks: Vec<&[Place]> = places.chunks(LANES).collect();
    let share = blocks.len().div_ceil(2 * rayon::current_num_threads()).max(1);
    let tallies: Vec<Tally> = blocks
        .par_chunks(share)
        .map(|blocks| Arch::new().dispatch(Share { graph, blocks, limit }))
        .collect();
    let mut people = vec![0; graph.points()];
    for chain in 0..graph.chains().len() as u32 {
        let whole: u32 = tallies.iter().map(|tally| tally.chains[chain as usize]).sum();
        for inner in graph.inner(chain) {
            people[inner.point as usize] += whole;
        }
    }
    for tally in tallies {
        people.iter_mut().zip(tally.points).for_each(|(sum, n)| *sum += n);
    }
    for (point, around) in gates(graph, homes, limit) {
        people[point as usize] = around;
    }
    people
}

/// People who live at the same place, with the same access.
#[derive(Clone, Copy)]
struct Place {
    spot: Spot,
    people: u32,
}

fn places(homes: &Homes) -> Vec<Place> {
    let mut places: Vec<Place> = vec![];
    for (chain, here) in homes.by_chain() {
        let slot = homes.on(chain).1;
        for (at, home) in here.iter().enumerate() {
            let spot = Spot { chain, offset: home.offset, access: home.access };
            // All people of all homes fit into 32 bits.
            let people = homes.row(slot + at).iter().sum();
            match places.last_mut().filter(|last| last.spot == spot) {
                Some(last) => last.people += people,
                None => places.push(Place { spot, people }),
            }
        }
    }
    places.retain(|place| place.people > 0);
    places
}

/// People found so far: by point, and by chain for chains that are reached in whole.
struct Tally {
    points: Vec<u32>,
    chains: Vec<u32>,
}

/// What one thread does.
struct Share<'a> {
    graph: &'a Graph,
    blocks: &'a [&'a [Place]],
    limit: u32,
}

impl NullaryFnOnce for Share<'_> {
    type Output = Tally;

    #[inline(always)]
    fn call(self) -> Tally {
        let graph = self.graph;
        let mut lanes = Lanes::new(graph, self.limit);
        let (points, chains) = (vec![0; graph.points()], vec![0; graph.chains().len()]);
        let mut tally = Tally { points, chains };
        for block in self.blocks {
            lanes.clear();
            for (lane, place) in block.iter().enumerate() {
                let (spot, chain) = (place.spot, graph.chains()[place.spot.chain as usize]);
                let by_b = (chain.cost - spot.offset).saturating_add(spot.access);
                for (end, cost) in
                    [(chain.a, spot.offset.saturating_add(spot.access)), (chain.b, by_b)]
                {
                    if (end as usize) < graph.junctions.len() {
                        lanes.seed(lane, end, cost);
                    }
                }
            }
            lanes.run(graph);
            count(graph, block, &lanes, self.limit, &mut tally);
        }
        tally
    }
}

/// Adds the people of a block to every point they reach.
#[inline(always)]
fn count(graph: &Graph, block: &[Place], lanes: &Lanes, limit: u32, tally: &mut Tally) {
    let mut people = [0; LANES];
    block.iter().zip(&mut people).for_each(|(place, people)| *people = place.people);
    let everyone: u32 = people.iter().sum();
    let own = own(block);
    for junction in &lanes.touched {
        let row = &lanes.rows[*junction as usize];
        tally.points[graph.junctions[*junction as usize] as usize] +=
            within(row, 0, &NOTHING, 0, &people, limit);
        for end in graph.ends(*junction) {
            let mine = end.first || !lanes.seen[end.other as usize];
            if !mine || own.contains(&end.chain) {
                continue;
            }
            let inner = graph.inner(end.chain);
            if inner.is_empty() {
                continue;
            }
            let chain = graph.chains()[end.chain as usize];
            let (a, b) = (&lanes.rows[chain.a as usize], &lanes.rows[chain.b as usize]);
            if whole(a, b, chain.cost, limit) {
                tally.chains[end.chain as usize] += everyone;
                continue;
            }
            for inner in inner {
                tally.points[inner.point as usize] +=
                    within(a, inner.offset, b, chain.cost - inner.offset, &people, limit);
            }
        }
    }
    let mut last = None;
    for index in own {
        if last.replace(index) != Some(index) {
            count_own(graph, block, lanes, limit, index, tally);
        }
    }
}

/// The chains the sources are on, ascending; what is left over repeats the last.
fn own(block: &[Place]) -> [u32; LANES] {
    let mut own = [block.last().map_or(0, |place| place.spot.chain); LANES];
    block.iter().zip(&mut own).for_each(|(place, own)| *own = place.spot.chain);
    own
}

/// On their own chain people also walk straight along it.
#[inline(always)]
fn count_own(
    graph: &Graph,
    block: &[Place],
    lanes: &Lanes,
    limit: u32,
    index: u32,
    tally: &mut Tally,
) {
    let (mut offset, mut access, mut people) = ([0; LANES], NOTHING, [0; LANES]);
    for (lane, place) in block.iter().enumerate() {
        people[lane] = place.people;
        if place.spot.chain == index {
            (offset[lane], access.0[lane]) = (place.spot.offset, place.spot.access);
        }
    }
    let chain = graph.chains()[index as usize];
    let (a, b) = (&lanes.rows[chain.a as usize], &lanes.rows[chain.b as usize]);
    for inner in graph.inner(index) {
        let (by_a, by_b) = (inner.offset, chain.cost - inner.offset);
        let mut sum = 0;
        for lane in 0..LANES {
            let straight = access.0[lane].saturating_add(offset[lane].abs_diff(by_a));
            let by_ends = a.0[lane].saturating_add(by_a).min(b.0[lane].saturating_add(by_b));
            sum += if by_ends.min(straight) <= limit { people[lane] } else { 0 };
        }
        tally.points[inner.point as usize] += sum;
    }
}

/// People whose way over one of two ends is within the limit.
#[inline(always)]
fn within(a: &Row, by_a: u32, b: &Row, by_b: u32, people: &[u32; LANES], limit: u32) -> u32 {
    let mut sum = 0;
    for ((a, b), people) in a.0.iter().zip(&b.0).zip(people) {
        let cost = a.saturating_add(by_a).min(b.saturating_add(by_b));
        sum += if cost <= limit { *people } else { 0 };
    }
    sum
}

/// Everyone of the block reaches all of the chain: what is left of the limit at both ends meets.
#[inline(always)]
fn whole(a: &Row, b: &Row, cost: u32, limit: u32) -> bool {
    let mut least = u32::MAX;
    for (a, b) in a.0.iter().zip(&b.0) {
        least = least.min(limit.saturating_sub(*a).saturating_add(limit.saturating_sub(*b)));
    }
    least >= cost.max(1)
}

/// A closed gate is reached from each of its sides, and who comes from two of them counts once.
fn gates(graph: &Graph, homes: &Homes, limit: u32) -> Vec<(u32, u32)> {
    let gates: Vec<_> = graph.gates.chunk_by(|a, b| a.point == b.point).collect();
    let count = |sides: &&[Side]| {
        let mut search = graph.search();
        let mut met = vec![];
        for side in *sides {
            let spot = Spot { chain: side.chain, offset: side.offset, access: 0 };
            search.visit(graph, spot, limit, |reach| {
                let (here, slot) = homes.on(reach.chain);
                for (at, home) in here.iter().enumerate() {
                    if reach.at(home.offset).saturating_add(home.access) <= limit {
                        met.push(slot + at);
                    }
                }
            });
        }
        graph.pool.give(search);
        met.sort_unstable();
        met.dedup();
        (sides[0].point, met.iter().map(|slot| homes.row(*slot).iter().sum::<u32>()).sum())
    };
    gates.par_iter().map(count).collect()
}
