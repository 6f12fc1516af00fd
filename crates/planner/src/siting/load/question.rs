use super::{Load, Terms};
use crate::siting::median::lists::check;
use crate::siting::{Choice, Costs, Limit};
use crate::{Error, Result};

pub(super) const NONE: u32 = u32::MAX;
/// Homes times candidates whose costs are held at once.
const LARGEST: usize = 1 << 26;

/// What is asked, checked, as the parts of the search read it.
#[derive(Clone)]
pub(super) struct Question<'a> {
    pub costs: &'a Costs,
    pub load: &'a Load,
    /// What each home loads a center with.
    pub loads: &'a [u64],
    pub within: u32,
    pub whole: bool,
    /// Sites that may be open, at most.
    pub sites: usize,
}

impl<'a> Question<'a> {
    pub fn new(costs: &'a Costs, load: &'a Load, terms: &Terms<'_>, sites: usize) -> Result<Self> {
        check(costs)?;
        let (homes, candidates) = (costs.weights.len(), costs.candidates());
        if load.from.len() != candidates || load.to.len() != candidates {
            let why = format!("{} limits for {candidates} candidates", load.from.len());
            return Err(Error::value("load", why));
        }
        if let Some(c) = (0..candidates).find(|c| load.from[*c] > load.to[*c]) {
            let (from, to) = (load.from[c], load.to[c]);
            return Err(Error::value(
                "load",
                format!("of candidate {c}: from {from} is over to {to}"),
            ));
        }
        let loads = load.homes.as_deref().unwrap_or(&costs.weights);
        if loads.len() != homes {
            let why = format!("of homes: {} for {homes} homes", loads.len());
            return Err(Error::value("load", why));
        }
        if !terms.whole && load.homes.is_some() {
            let why = "of homes apart from their people cannot be divided; give homes whole";
            return Err(Error::value("load", why));
        }
        let sum = loads.iter().chain(&load.to).map(|load| u128::from(*load)).sum::<u128>();
        let dearest = costs.costs.iter().copied().max().unwrap_or(0);
        let cost = costs.weights.iter().map(|w| u128::from(*w)).sum::<u128>() * u128::from(dearest);
        if sum > 1 << 40 || cost > 1 << 52 {
            let why = "loads over 2^40 or people times costs over 2^52; divide them";
            return Err(Error::value("load", why));
        }
        if homes.saturating_mul(candidates) > LARGEST {
            let why =
                format!("{homes} homes times {candidates} candidates is over 2^26; join homes");
            return Err(Error::value("homes", why));
        }
        let within = terms.within.unwrap_or(u32::MAX);
        Ok(Self { costs, load, loads, within, whole: terms.whole, sites })
    }

    pub fn homes(&self) -> usize {
        self.loads.len()
    }

    pub fn candidates(&self) -> usize {
        self.costs.candidates()
    }

    pub fn people(&self) -> u64 {
        self.loads.iter().sum()
    }

    /// What it costs when everybody goes to the nearest: no giving costs less.
    pub fn nearest(&self) -> i64 {
        let mut least = vec![u32::MAX; self.homes()];
        for (home, cost) in self.costs.homes.iter().zip(&self.costs.costs) {
            least[*home as usize] = least[*home as usize].min(*cost);
        }
        let costs = least.iter().zip(&self.costs.weights).filter(|(cost, _)| **cost != u32::MAX);
        costs.map(|(cost, weight)| i64::from(*cost) * *weight as i64).sum()
    }

    /// The fewest sites that hold everyone.
    pub fn sites_needed(&self) -> u64 {
        let mut to = self.load.to.clone();
        to.sort_unstable_by(|a, b| b.cmp(a));
        counted(&to, self.people(), true)
    }

    /// The most sites that can all be filled.
    pub fn sites_filled(&self) -> u64 {
        let mut from = self.load.from.clone();
        from.sort_unstable();
        counted(&from, self.people(), false)
    }
}

/// How many of a list sum up to `people`: the first count that holds them, or the last that does not
/// go over.
fn counted(list: &[u64], people: u64, hold: bool) -> u64 {
    let (mut sum, mut count) = (0, 0);
    for limit in list {
        if (hold && sum >= people) || (!hold && sum + limit > people) {
            break;
        }
        sum += limit;
        count += 1;
    }
    // Where all together do not hold them: as many more as large as the largest.
    let most = list.first().copied().unwrap_or(0).max(1);
    if hold { count + people.saturating_sub(sum).div_ceil(most) } else { count }
}

/// Costs of every home to every candidate, and the candidates of every home, the nearest first.
pub(super) struct Table {
    homes: usize,
    /// By candidate, then home, so that a catchment lies close together.
    value: Vec<i64>,
    pub near: Vec<Vec<u32>>,
}

impl Table {
    pub fn new(question: &Question<'_>) -> Self {
        let (homes, candidates) = (question.homes(), question.candidates());
        let mut value = vec![i64::MAX; homes * candidates];
        let mut near = vec![vec![]; homes];
        for c in 0..candidates as u32 {
            for (home, cost) in question.costs.of(c).filter(|(_, cost)| *cost <= question.within) {
                let weight = question.costs.weights[home as usize] as i64;
                value[c as usize * homes + home as usize] = weight * i64::from(cost);
                near[home as usize].push((cost, c));
            }
        }
        let near = near.into_iter().map(|mut list| {
            list.sort_unstable();
            list.into_iter().map(|(_, c)| c).collect()
        });
        Self { homes, near: near.collect(), value }
    }

    /// People of a home times the cost to a candidate within reach.
    pub fn value(&self, home: u32, candidate: u32) -> Option<i64> {
        let value = self.value[candidate as usize * self.homes + home as usize];
        (value != i64::MAX).then_some(value)
    }
}

/// What candidates cost and how much there is: 1 each where sites are counted.
pub(super) fn prices(choice: &Choice, candidates: usize) -> Result<(Vec<u64>, u64)> {
    match &choice.limit {
        Limit::Sites(0) => Err(Error::value("p", "0 sites asked; ask for at least 1")),
        Limit::Sites(p) => Ok((vec![1; candidates], u64::from(*p))),
        Limit::Budget { costs, total } => Ok((costs.clone(), *total)),
        Limit::Free => Ok((vec![1; candidates], candidates as u64)),
    }
}

/// Neighbors by home, checked.
pub(super) fn adjacency(pairs: &[(u32, u32)], homes: usize) -> Result<Vec<Vec<u32>>> {
    let mut lists = vec![vec![]; homes];
    for (a, b) in pairs {
        if *a as usize >= homes || *b as usize >= homes {
            return Err(Error::value(
                "neighbors",
                format!("{a} or {b} is not among {homes} homes"),
            ));
        }
        if a != b {
            lists[*a as usize].push(*b);
            lists[*b as usize].push(*a);
        }
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    Ok(lists)
}
