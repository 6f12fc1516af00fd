//! Every home covered by sites that cost the least together.
mod dual;
mod reduce;
mod search;

pub(super) use search::{Fewest, fewest};

use super::lists::Lists;

/// Candidates with their costs and the homes that must be covered, each by one of its candidates.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// What a candidate is called by who asks.
    pub names: Vec<u32>,
    pub costs: Vec<u64>,
    /// Candidate to homes, and home to candidates.
    pub homes: Lists,
    pub candidates: Lists,
}

impl Set {
    /// From lists of candidates by home.
    pub(super) fn new(names: Vec<u32>, costs: Vec<u64>, candidates: Lists) -> Self {
        let homes = candidates.turned(names.len());
        Self { names, costs, homes, candidates }
    }

    fn len(&self) -> usize {
        self.names.len()
    }

    /// With these candidates only, ascending, and these homes only; a home may be left with none.
    fn only(&self, candidates: &[u32], homes: impl Iterator<Item = u32>) -> Self {
        let mut place = vec![u32::MAX; self.len()];
        for (new, old) in (0u32..).zip(candidates) {
            place[*old as usize] = new;
        }
        let lists = homes.map(|home| {
            let list = self.candidates.of(home).iter().map(|c| place[*c as usize]);
            list.filter(|c| *c != u32::MAX).collect::<Vec<u32>>()
        });
        let names = candidates.iter().map(|c| self.names[*c as usize]).collect();
        let costs = candidates.iter().map(|c| self.costs[*c as usize]).collect();
        Self::new(names, costs, Lists::new(lists))
    }

    /// With one candidate taken, its homes are covered; without it they are not.
    fn with(&self, candidate: u32) -> Self {
        let covered = self.homes.of(candidate);
        let rest: Vec<u32> = (0..self.len() as u32).filter(|c| *c != candidate).collect();
        let homes = (0..self.candidates.len() as u32).filter(|h| covered.binary_search(h).is_err());
        self.only(&rest, homes)
    }

    fn without(&self, out: &[bool]) -> Self {
        let rest: Vec<u32> = (0..self.len() as u32).filter(|c| !out[*c as usize]).collect();
        self.only(&rest, 0..self.candidates.len() as u32)
    }

    /// The parts that share neither homes nor candidates.
    fn parts(&self) -> Vec<Self> {
        let mut part = vec![u32::MAX; self.len()];
        let mut parts: Vec<(Vec<u32>, Vec<u32>)> = vec![];
        for start in 0..self.len() as u32 {
            if part[start as usize] != u32::MAX {
                continue;
            }
            let this = parts.len() as u32;
            part[start as usize] = this;
            let (mut members, mut seen) = (vec![start], 0);
            while let Some(candidate) = members.get(seen).copied() {
                seen += 1;
                for home in self.homes.of(candidate) {
                    for other in self.candidates.of(*home) {
                        if part[*other as usize] == u32::MAX {
                            part[*other as usize] = this;
                            members.push(*other);
                        }
                    }
                }
            }
            members.sort_unstable();
            parts.push((members, vec![]));
        }
        for (home, list) in (0u32..).zip(self.candidates.iter()) {
            if let Some(first) = list.first() {
                parts[part[*first as usize] as usize].1.push(home);
            }
        }
        let parts = parts.into_iter().filter(|(_, homes)| !homes.is_empty());
        parts.map(|(members, homes)| self.only(&members, homes.into_iter())).collect()
    }
}
