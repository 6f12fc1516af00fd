use super::graph::Graph;
use super::snap::Spot;
use crate::{Error, Result};
use std::ops::Range;

/// Where people live, in the order of the chains, with how many there are in each group.
pub struct Homes {
    groups: usize,
    /// Homes of chain `c` are `first[c]..first[c + 1]`.
    first: Vec<u32>,
    at: Vec<Home>,
    /// Beside `at`, one row each.
    counts: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Home {
    pub offset: u32,
    pub access: u32,
    /// Which of the spots that were given.
    pub index: u32,
}

impl Homes {
    /// `counts` has a row of `groups` for each spot. An error when it does not, when a spot is not of
    /// this graph, or when there are more people than 2^32.
    pub fn new(graph: &Graph, spots: &[Spot], groups: usize, counts: &[u32]) -> Result<Self> {
        if spots.len().checked_mul(groups) != Some(counts.len()) {
            let why = format!("{} for {} homes in {groups} groups", counts.len(), spots.len());
            return Err(Error::value("people", why));
        }
        if u32::try_from(spots.len()).is_err() {
            return Err(Error::value("homes", "over 2^32; merge those at the same place"));
        }
        if u32::try_from(counts.iter().map(|n| u64::from(*n)).sum::<u64>()).is_err() {
            return Err(Error::value("people", "over 2^32 in all; divide them over several runs"));
        }
        let chains = graph.chains();
        let mut first = vec![0u32; chains.len() + 1];
        for (index, spot) in spots.iter().enumerate() {
            match chains.get(spot.chain as usize) {
                Some(chain) if spot.offset <= chain.cost => first[spot.chain as usize + 1] += 1,
                _ => {
                    let why = format!("{index} lies on another graph; snap it to this one");
                    return Err(Error::value("homes", why));
                }
            }
        }
        for chain in 1..first.len() {
            first[chain] += first[chain - 1];
        }
        let mut next = first.clone();
        let mut at = vec![Home { offset: 0, access: 0, index: 0 }; spots.len()];
        for (index, spot) in spots.iter().enumerate() {
            let slot = &mut next[spot.chain as usize];
            let index = index as u32;
            at[*slot as usize] = Home { offset: spot.offset, access: spot.access, index };
            *slot += 1;
        }
        for two in first.windows(2) {
            at[two[0] as usize..two[1] as usize].sort_unstable();
        }
        let row = |home: &Home| &counts[home.index as usize * groups..][..groups];
        let counts = at.iter().flat_map(|home| row(home).iter().copied()).collect();
        Ok(Self { groups, first, at, counts })
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The homes on a chain by offset, and where their rows start.
    #[inline(always)]
    pub(super) fn on(&self, chain: u32) -> (&[Home], usize) {
        let chain = chain as usize;
        let (from, to) = (self.first[chain] as usize, self.first[chain + 1] as usize);
        (&self.at[from..to], from)
    }

    pub(super) fn row(&self, slot: usize) -> &[u32] {
        &self.counts[slot * self.groups..][..self.groups]
    }

    /// Chains with their homes, in order.
    pub(super) fn by_chain(&self) -> impl Iterator<Item = (u32, &[Home])> {
        self.on_chains(0..self.first.len() - 1)
    }

    /// Those of these chains that have homes, in order.
    pub(super) fn on_chains(&self, chains: Range<usize>) -> impl Iterator<Item = (u32, &[Home])> {
        chains.filter_map(|chain| {
            let homes = self.on(chain as u32).0;
            (!homes.is_empty()).then_some((chain as u32, homes))
        })
    }
}
