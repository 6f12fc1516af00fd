use super::core::Settled;
use super::set::{Fewest, Set, fewest};
use crate::siting::{Answer, BoundBy, Choice, Costs, Cover, Limit, Status};
use crate::{Error, Result, Watch};

/// The sites from which the farthest home with people is as near as can be. The value is what its
/// walk costs, in the unit of the costs.
///
/// Hakimi's p-center problem, as Minieka solved it: for each length the question is whether the
/// sites allowed cover every home within it, and lengths are halved between those that do and those
/// that do not. Only the walks given count; a home out of reach of every candidate is an error.
pub fn farthest(costs: &Costs, choice: &Choice, watch: &Watch<'_>) -> Result<Answer> {
    costs.check()?;
    choice.check(costs.candidates())?;
    if choice.limit == Limit::Free {
        let why = "say how many sites or how much money; without a limit every site is opened";
        return Err(Error::value("limit", why));
    }
    watch.go_on()?;
    let lengths = lengths(costs)?;
    let Some(longest) = lengths.last().copied() else {
        let (open, bound_by) = (choice.kept.clone(), BoundBy::Trivial);
        return Ok(Answer { open, value: 0.0, bound: 0.0, bound_by, status: Status::Proved });
    };
    let (settled, all) = within(costs, choice, longest, watch)?;
    let Some(mut best) = fits(&settled, &all) else {
        let (budget, known) = (settled.core.budget, (all.bound, all.cost));
        return Err(Error::Impossible(out_of_reach(choice, budget, known)));
    };
    let mut by = BoundBy::Trivial;
    // Lengths before `low` were not found to do, lengths before `proved` cannot do; `high` does.
    let (mut low, mut proved, mut high) = (0, 0, value_at(costs, &best, &lengths));
    let mut cut = false;
    while low < high {
        watch.go_on()?;
        if watch.stop().is_some() {
            cut = true;
            break;
        }
        watch.tell("length", None);
        let middle = low + (high - low) / 2;
        let (settled, found) = within(costs, choice, lengths[middle], watch)?;
        if let Some(open) = fits(&settled, &found) {
            high = value_at(costs, &open, &lengths).min(middle);
            best = open;
            continue;
        }
        low = middle + 1;
        if found.bound > settled.core.budget {
            (proved, by) = (low, found.by);
        } else {
            cut |= found.cut;
        }
    }
    let status = match proved >= high {
        true => Status::Proved,
        false if cut => Status::TimeUp,
        false => Status::Bounded,
    };
    let (value, bound) = (f64::from(lengths[high]), f64::from(lengths[proved.min(high)]));
    Ok(Answer { open: best, value, bound, bound_by: by, status })
}

/// Every length that may be the answer, ascending: not below what some home has to walk at least.
fn lengths(costs: &Costs) -> Result<Vec<u32>> {
    let mut nearest = vec![u32::MAX; costs.weights.len()];
    let mut reached = vec![false; costs.weights.len()];
    for candidate in 0..costs.candidates() as u32 {
        for (home, cost) in costs.of(candidate) {
            nearest[home as usize] = nearest[home as usize].min(cost);
            reached[home as usize] = true;
        }
    }
    let homes = || (0..costs.weights.len()).filter(|home| costs.weights[*home] > 0);
    if let Some(home) = homes().find(|home| !reached[*home]) {
        let why = "is out of reach of every candidate; raise the limit of walks or leave it out";
        return Err(Error::Impossible(format!("home {home} {why}")));
    }
    let Some(least) = homes().map(|home| nearest[home]).max() else { return Ok(vec![]) };
    let mut lengths: Vec<u32> = (0..costs.candidates() as u32)
        .flat_map(|candidate| costs.of(candidate))
        .filter(|(home, cost)| *cost >= least && costs.weights[*home as usize] > 0)
        .map(|(_, cost)| cost)
        .collect();
    lengths.sort_unstable();
    lengths.dedup();
    Ok(lengths)
}

/// The fewest sites that cover all within a length, as far as the limit asks.
fn within(
    costs: &Costs,
    choice: &Choice,
    length: u32,
    watch: &Watch<'_>,
) -> Result<(Settled, Fewest)> {
    let lists: Vec<Vec<u32>> = (0..costs.candidates() as u32)
        .map(|c| costs.of(c).filter(|(_, cost)| *cost <= length).map(|(home, _)| home).collect())
        .collect();
    let cover = Cover::new(costs.weights.clone(), &lists)?;
    let settled = Settled::new(&cover, choice);
    // Homes only unaffordable candidates cover are not in the core, and cannot be covered.
    let coverable = settled.covered + settled.core.total() as u64;
    let core = &settled.core;
    if coverable < costs.weights.iter().sum() {
        let (cost, bound) = (u64::MAX, u64::MAX);
        let none = Fewest { open: vec![], cost, bound, by: BoundBy::Trivial, cut: false };
        return Ok((settled, none));
    }
    let set = Set::new(core.names.clone(), core.costs.clone(), core.candidates.clone());
    let found = fewest(set, Some(core.budget), choice.seed, watch)?;
    let found = found.ok_or_else(|| Error::Impossible("a home has no candidate".into()))?;
    Ok((settled, found))
}

fn fits(settled: &Settled, found: &Fewest) -> Option<Vec<u32>> {
    let mut open = [settled.open.as_slice(), &found.open].concat();
    open.sort_unstable();
    (found.cost <= settled.core.budget).then_some(open)
}

/// The place among `lengths` of the longest walk to these sites.
fn value_at(costs: &Costs, open: &[u32], lengths: &[u32]) -> usize {
    let mut nearest = vec![u32::MAX; costs.weights.len()];
    for (home, cost) in open.iter().flat_map(|c| costs.of(*c)) {
        nearest[home as usize] = nearest[home as usize].min(cost);
    }
    let homes = nearest.into_iter().zip(&costs.weights).filter(|(_, weight)| **weight > 0);
    let longest = homes.map(|(near, _)| near).max().unwrap_or(0);
    lengths.partition_point(|length| *length < longest).min(lengths.len().saturating_sub(1))
}

fn out_of_reach(choice: &Choice, budget: u64, (bound, value): (u64, u64)) -> String {
    let what = match &choice.limit {
        Limit::Sites(p) => format!("{p} sites"),
        Limit::Budget { total, .. } => format!("sites for {total}"),
        Limit::Free => "sites".into(),
    };
    let more = "allow more, or raise the limit of walks";
    match bound > budget {
        true if bound == u64::MAX => format!("no {what} reach every home; {more}"),
        true => format!("no {what} reach every home, {} more are needed; {more}", bound - budget),
        false => format!(
            "no {what} were found that reach every home, {} more do; {more}",
            value - budget
        ),
    }
}
