use super::core::Settled;
use super::maximal::most;
use super::set::{Fewest, Set, fewest};
use crate::siting::{Answer, BoundBy, Choice, Cover, Limit, Status};
use crate::{Error, Result, Watch};

/// Sites that cover all that can be covered.
#[derive(Clone, Debug, PartialEq)]
pub struct All {
    /// Its value is the number of sites, or what they cost, the kept ones among them.
    pub answer: Answer,
    /// Homes with people that no candidate covers, ascending. They are left out.
    pub beyond: Vec<u32>,
}

/// The fewest sites that cover every home with people that any candidate covers, or the cheapest
/// when the limit is a budget. A share below 1 asks for so much of the weight that can be covered.
/// The number or the money of the limit is not exceeded: where it does not suffice, the error says
/// what would. `Limit::Free` asks for the fewest whatever their number.
///
/// Toregas' location set covering problem, and its partial form.
pub fn all(cover: &Cover, choice: &Choice, share: f64, watch: &Watch<'_>) -> Result<All> {
    cover.check()?;
    // How many there are is the question, so the limit is held against the answer only.
    let (costs, ceiling) = match &choice.limit {
        Limit::Free => (vec![1; cover.candidates()], None),
        Limit::Sites(p) => (vec![1; cover.candidates()], Some(u64::from(*p))),
        Limit::Budget { costs, total } => (costs.clone(), Some(*total)),
    };
    choice.check(cover.candidates())?;
    if !(share > 0.0 && share <= 1.0) {
        return Err(Error::value("share", format!("{share} is not over 0 and at most 1")));
    }
    watch.go_on()?;
    let fixed: u64 = choice.kept.iter().map(|c| costs[*c as usize]).sum();
    let free = unlimited(choice, &costs)?;
    let settled = Settled::new(cover, &free);
    let found = match share < 1.0 {
        true => {
            let coverable = settled.covered + settled.core.total() as u64;
            // Rounded up, so that the share is reached; a whole number within rounding stays.
            let need = (coverable as f64 * share - 1e-6).ceil().max(0.0) as u64;
            enough_covered(&settled, need, choice.seed, watch)?
        }
        false => {
            let (names, costs) = (settled.core.names.clone(), settled.core.costs.clone());
            let set = Set::new(names, costs, settled.core.candidates.clone());
            let found = fewest(set, None, choice.seed, watch)?;
            found.ok_or_else(|| Error::Impossible("a home has no candidate".into()))?
        }
    };
    let mut open = [settled.open, found.open].concat();
    open.sort_unstable();
    let (value, bound) = (found.cost + fixed, found.bound + fixed);
    if let Some(most) = ceiling.filter(|most| value > *most) {
        return Err(Error::Impossible(too_little(&choice.limit, most, value, bound)));
    }
    let status = match value <= bound {
        true => Status::Proved,
        false if found.cut => Status::TimeUp,
        false => Status::Bounded,
    };
    let (value, bound) = (value as f64, bound.min(value) as f64);
    let answer = Answer { open, value, bound, bound_by: found.by, status };
    Ok(All { answer, beyond: beyond(cover) })
}

/// The choice with money for every candidate.
fn unlimited(choice: &Choice, costs: &[u64]) -> Result<Choice> {
    let total = costs.iter().try_fold(0u64, |sum, cost| sum.checked_add(*cost));
    let Some(total) = total.filter(|total| *total <= 1 << 44) else {
        return Err(Error::value("costs", "their sum is over 2^44; count in a larger unit"));
    };
    let limit = Limit::Budget { costs: costs.to_vec(), total };
    Ok(Choice { kept: choice.kept.clone(), limit, seed: choice.seed })
}

fn too_little(limit: &Limit, most: u64, value: u64, bound: u64) -> String {
    let what = match limit {
        Limit::Budget { .. } => format!("a budget of {most}"),
        Limit::Sites(_) | Limit::Free => format!("{most} sites"),
    };
    match (bound > most, bound == value) {
        (true, true) => format!("{what} cannot cover them all; {value} can"),
        (true, false) => {
            format!("{what} cannot cover them all; it takes at least {bound}, and {value} can")
        }
        _ => format!("{what} was not found to cover them all; {value} can"),
    }
}

fn beyond(cover: &Cover) -> Vec<u32> {
    let mut reached = vec![false; cover.weights.len()];
    cover.homes.iter().for_each(|home| reached[*home as usize] = true);
    let homes = (0u32..).zip(cover.weights.iter().zip(reached));
    homes.filter(|(_, (weight, reached))| **weight > 0 && !reached).map(|(home, _)| home).collect()
}

/// Halves the distance of what is known to suffice and what is known not to, each time by the
/// question how much can be covered for that much.
fn enough_covered(settled: &Settled, need: u64, seed: u64, watch: &Watch<'_>) -> Result<Fewest> {
    let core = &settled.core;
    let mut most_money: u64 = core.costs.iter().sum();
    let mut found = Fewest {
        open: core.names.clone(),
        cost: most_money,
        bound: 0,
        by: BoundBy::Trivial,
        cut: false,
    };
    if settled.covered >= need {
        return Ok(Fewest { open: vec![], cost: 0, ..found });
    }
    // Below `low` nothing was found, below `bound` nothing exists.
    let mut low = 0;
    while low < most_money {
        watch.go_on()?;
        let budget = low + (most_money - low) / 2;
        let part = settled.with_budget(budget);
        let here = most(&part, seed, need, watch)?;
        if here.value >= need {
            let chosen = settled.within(&here.open);
            found.cost = chosen.iter().map(|c| core.costs[*c as usize]).sum();
            found.open = chosen.iter().map(|c| core.names[*c as usize]).collect();
            most_money = found.cost;
            continue;
        }
        low = budget + 1;
        match here.bound < need {
            true => (found.bound, found.by) = (low, here.by),
            false => found.cut |= here.cut,
        }
    }
    found.bound = found.bound.min(found.cost);
    Ok(found)
}
