use crate::{Error, Result};

/// Which candidates cover which homes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// How much each home counts: people, elders more if asked so.
    pub weights: Vec<u64>,
    /// Candidate `c` covers `homes[first[c]..first[c + 1]]`, ascending.
    pub first: Vec<u32>,
    pub homes: Vec<u32>,
}

impl Cover {
    pub fn new(weights: Vec<u64>, lists: &[Vec<u32>]) -> Result<Self> {
        let mut first = vec![0];
        let mut homes = vec![];
        for list in lists {
            homes.extend_from_slice(list);
            first.push(index(homes.len())?);
        }
        let cover = Self { weights, first, homes };
        cover.check()?;
        Ok(cover)
    }

    pub fn candidates(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// The homes of one candidate.
    pub fn of(&self, candidate: u32) -> &[u32] {
        let c = candidate as usize;
        match (self.first.get(c), self.first.get(c + 1)) {
            (Some(from), Some(to)) => &self.homes[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// Refuses lists that do not ascend or name homes that are not there, and weights whose sum is
    /// not held exactly.
    pub(super) fn check(&self) -> Result<()> {
        check(&self.weights, &self.first, &self.homes)
    }
}

/// What the walk from each home to each candidate costs. Pairs that are not there are out of reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    pub weights: Vec<u64>,
    /// Candidate `c` reaches `homes[first[c]..first[c + 1]]`, ascending, at `costs` of the same place.
    pub first: Vec<u32>,
    pub homes: Vec<u32>,
    pub costs: Vec<u32>,
}

impl Costs {
    pub fn candidates(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    /// Refuses lists that do not ascend or name homes that are not there, and weights whose sum is
    /// not held exactly.
    pub(super) fn check(&self) -> Result<()> {
        if self.costs.len() != self.homes.len() {
            let (pairs, costs) = (self.homes.len(), self.costs.len());
            return Err(Error::value("costs", format!("{costs} costs for {pairs} pairs")));
        }
        check(&self.weights, &self.first, &self.homes)
    }

    /// Homes of one candidate with what they cost.
    pub fn of(&self, candidate: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let c = candidate as usize;
        let range = match (self.first.get(c), self.first.get(c + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.homes[range.clone()].iter().copied().zip(self.costs[range].iter().copied())
    }
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Candidates that are open in any case, ascending.
    pub kept: Vec<u32>,
    pub limit: Limit,
    pub seed: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most this many open, the kept ones among them.
    Sites(u32),
    /// At most this much spent; `costs` by candidate, the kept ones cost what is said there too.
    Budget { costs: Vec<u64>, total: u64 },
    /// As many as it takes (set cover).
    Free,
}

impl Choice {
    /// Refuses what names a candidate that is not there, or more sites than candidates.
    pub fn check(&self, candidates: usize) -> Result<()> {
        if self.kept.windows(2).any(|two| two[0] >= two[1]) {
            return Err(Error::value("kept", "must ascend, each once"));
        }
        if let Some(last) = self.kept.last().filter(|c| **c as usize >= candidates) {
            return Err(Error::value(
                "kept",
                format!("{last} is not among {candidates} candidates"),
            ));
        }
        match &self.limit {
            Limit::Sites(p) if *p as usize > candidates => {
                Err(Error::value("p", format!("{p} sites asked of {candidates} candidates")))
            }
            Limit::Sites(p) if (*p as usize) < self.kept.len() => {
                let kept = self.kept.len();
                Err(Error::value("p", format!("{p} sites asked and {kept} are kept; ask for more")))
            }
            Limit::Budget { costs, .. } if costs.len() != candidates => {
                let why = format!("{} costs for {candidates} candidates", costs.len());
                Err(Error::value("costs", why))
            }
            Limit::Budget { total, .. } if *total > 1 << 44 => {
                Err(Error::value("budget", format!("{total} is over 2^44; count in a larger unit")))
            }
            Limit::Budget { costs, total } => {
                let kept: u128 = self.kept.iter().map(|c| u128::from(costs[*c as usize])).sum();
                match kept <= u128::from(*total) {
                    true => Ok(()),
                    false => {
                        let why = format!("{total} is less than the {kept} of what is kept");
                        Err(Error::value("budget", why))
                    }
                }
            }
            Limit::Sites(_) | Limit::Free => Ok(()),
        }
    }
}

fn check(weights: &[u64], first: &[u32], homes: &[u32]) -> Result<()> {
    let pairs = homes.len();
    let ends = first.first() == Some(&0) && first.last().is_some_and(|l| *l as usize == pairs);
    if !ends || !first.is_sorted() {
        return Err(Error::value("cover", format!("`first` must ascend from 0 to {pairs}")));
    }
    for (candidate, ends) in first.windows(2).enumerate() {
        let list = &homes[ends[0] as usize..ends[1] as usize];
        if list.windows(2).any(|two| two[0] >= two[1]) {
            return Err(Error::value("cover", format!("homes of {candidate} do not ascend")));
        }
        if list.last().is_some_and(|home| *home as usize >= weights.len()) {
            return Err(Error::value("cover", format!("a home of {candidate} is not there")));
        }
    }
    let sum = weights.iter().try_fold(0u64, |sum, w| sum.checked_add(*w));
    match sum {
        Some(sum) if sum <= 1 << 52 => Ok(()),
        _ => Err(Error::value("weights", "their sum is over 2^52; divide them")),
    }
}

fn index(n: usize) -> Result<u32> {
    u32::try_from(n).map_err(|_| Error::value("cover", "more than 2^32 pairs; lower the minutes"))
}
