use super::chains::Chains;
use crate::streets::Streets;
use serde::{Deserialize, Serialize};

/// A connected part of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// A closed gate counts on each of its sides.
    pub points: u32,
    pub length_mm: u64,
}

/// The parts, largest first, and the part of each chain.
pub(super) fn parts(chains: &Chains, streets: &Streets) -> (Vec<Part>, Vec<u32>) {
    let none = chains.junctions.len() as u32;
    let mut leader: Vec<u32> = (0..none).collect();
    for chain in &chains.chains {
        if chain.a < none && chain.b < none {
            let (a, b) = (find(&mut leader, chain.a), find(&mut leader, chain.b));
            leader[a.max(b) as usize] = a.min(b);
        }
    }
    let real = chains.chains.len() - 1;
    let mut found: Vec<(Part, u32)> = vec![];
    let mut found_of = vec![u32::MAX; none as usize];
    let new = |found: &mut Vec<(Part, u32)>| {
        found.push((Part { points: 0, length_mm: 0 }, found.len() as u32));
        found.len() as u32 - 1
    };
    for junction in 0..none {
        let leader = find(&mut leader, junction) as usize;
        if found_of[leader] == u32::MAX {
            found_of[leader] = new(&mut found);
        }
        found_of[junction as usize] = found_of[leader];
        found[found_of[leader] as usize].0.points += 1;
    }
    let mut part_of = Vec::with_capacity(real);
    for two in chains.chains.windows(2) {
        let (chain, end) = (two[0], two[1]);
        let junction = chain.a.min(chain.b);
        let part = if junction < none { found_of[junction as usize] } else { new(&mut found) };
        let stretches = &chains.stretches[chain.piece as usize..end.piece as usize];
        let lengths =
            stretches.iter().map(|s| u64::from(streets.segments[s.segment as usize].length));
        let into = &mut found[part as usize].0;
        into.points += end.inner - chain.inner;
        into.length_mm += lengths.sum::<u64>();
        part_of.push(part);
    }
    found.sort_by_key(|(part, index)| (std::cmp::Reverse(part.points), *index));
    let mut rank = vec![0u32; found.len()];
    for (at, (_, index)) in found.iter().enumerate() {
        rank[*index as usize] = at as u32;
    }
    for part in &mut part_of {
        *part = rank[*part as usize];
    }
    (found.into_iter().map(|(part, _)| part).collect(), part_of)
}

fn find(leader: &mut [u32], mut junction: u32) -> u32 {
    while leader[junction as usize] != junction {
        leader[junction as usize] = leader[leader[junction as usize] as usize];
        junction = leader[junction as usize];
    }
    junction
}
