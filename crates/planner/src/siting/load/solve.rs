use super::connected;
use super::divide::{Divided, divide};
use super::question::{NONE, Question, adjacency, prices};
use super::run::{Work, told};
use super::{Explanation, Found, Load, Loaded, Terms};
use crate::siting::{BoundBy, Choice, Costs, Limit, median};
use crate::{Error, Result, Watch};

/// Chooses centers and gives every home whole to one of them, so that people times costs are least
/// and every open center holds no fewer and no more than its limits. At most the allowed number of
/// centers is opened.
///
/// # Errors
/// [`Error::Impossible`] with the text of what stands against it when nothing keeps the limits, or
/// nothing was found that does.
pub fn least(costs: &Costs, load: &Load, choice: &Choice, watch: &Watch<'_>) -> Result<Loaded> {
    least_with(costs, load, &Terms::default(), choice, watch)
}

/// As [`least`], under other terms.
pub fn least_with(
    costs: &Costs,
    load: &Load,
    terms: &Terms<'_>,
    choice: &Choice,
    watch: &Watch<'_>,
) -> Result<Loaded> {
    watch.go_on()?;
    super::super::median::lists::check(costs)?;
    choice.check(costs.candidates())?;
    let (price, room) = prices(choice, costs.candidates())?;
    let question = Question::new(costs, load, terms, affordable(&price, room))?;
    impossible(&super::explain::choice(&question, choice))?;
    let start = start(&question, choice)?;
    let work = Work { question: &question, price: &price, room, still: false };
    let found = match neighbors(terms, question.homes())? {
        Some(neighbors) => connected::least(&work, choice, &start, &neighbors, watch)?,
        None => work.run(choice, &start, (0, BoundBy::Trivial), watch)?.0,
    };
    found.map_err(refused)
}

/// Parts the homes among `open` centers, all of which must keep their limits. Divided homes are
/// parted exactly; whole ones are bounded by that.
pub fn give(
    costs: &Costs,
    load: &Load,
    terms: &Terms<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Result<Loaded> {
    parted(costs, load, terms, open, watch)?.map_err(refused)
}

/// As [`give`], with what stands against it as it is and not as a text.
pub fn parted(
    costs: &Costs,
    load: &Load,
    terms: &Terms<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Result<Found> {
    watch.go_on()?;
    let (few, few_load) = only(costs, load, open)?;
    let question = Question::new(&few, &few_load, terms, open.len())?;
    let all: Vec<u32> = (0..open.len() as u32).collect();
    Ok(match part(&question, &all, terms, watch)? {
        Ok(mut loaded) => {
            loaded.answer.open = open.to_vec();
            for share in &mut loaded.shares {
                share.center = open[share.center as usize];
            }
            Ok(loaded)
        }
        Err(found) => Err(found.into_iter().map(|e| e.named(open)).collect()),
    })
}

fn part(
    question: &Question<'_>,
    all: &[u32],
    terms: &Terms<'_>,
    watch: &Watch<'_>,
) -> Result<Found> {
    let neighbors = neighbors(terms, question.homes())?;
    let against = super::explain::at_once(question, all);
    if !against.is_empty() {
        return Ok(Err(super::explain::open(question, all, watch)));
    }
    // Loads apart from people have no cheapest parting; whether there is any shows all the same.
    let apart = question.loads != question.costs.weights;
    let mut floor = (question.nearest(), BoundBy::Trivial);
    let mut prices = vec![0; all.len()];
    match divide(question, all, watch)? {
        Divided::Impossible => return Ok(Err(super::explain::open(question, all, watch))),
        Divided::Unfinished if !terms.whole => return Err(late()),
        Divided::Unfinished => (),
        Divided::Best { cost, shares, .. } if !terms.whole => {
            return Ok(Ok(told(question, all, cost, shares)));
        }
        Divided::Best { .. } if apart => (),
        Divided::Best { cost, prices: found, .. } => {
            floor = (cost, BoundBy::Program);
            prices = found;
        }
    }
    if let Some(neighbors) = neighbors {
        return connected::give(question, all, &neighbors, (&prices, floor), watch);
    }
    let price = vec![1; all.len()];
    let limit = Limit::Sites(all.len() as u32);
    let choice = Choice { kept: all.to_vec(), limit, seed: 1 };
    let work = Work { question, price: &price, room: all.len() as u64, still: true };
    Ok(work.run(&choice, all, floor, watch)?.0)
}

/// Neighbors by home, where catchments must be in one piece.
fn neighbors(terms: &Terms<'_>, homes: usize) -> Result<Option<Vec<Vec<u32>>>> {
    if terms.neighbors.is_some() && !terms.whole {
        return Err(Error::value("neighbors", "catchments in one piece need whole homes"));
    }
    terms.neighbors.map(|pairs| adjacency(pairs, homes)).transpose()
}

fn late() -> Error {
    let why = "the time was up before a way of giving was found; give more time";
    Error::Impossible(why.into())
}

/// Why `open` centers, all of them, cannot hold the homes; empty when they can, homes divided, or when
/// the time was up before that was known.
pub fn explain(
    costs: &Costs,
    load: &Load,
    terms: &Terms<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Result<Vec<Explanation>> {
    let (few, few_load) = only(costs, load, open)?;
    let question = Question::new(&few, &few_load, terms, open.len())?;
    let all: Vec<u32> = (0..open.len() as u32).collect();
    let found = super::explain::open(&question, &all, watch).into_iter();
    Ok(found.map(|explanation| explanation.named(open)).collect())
}

fn impossible(found: &[Explanation]) -> Result<()> {
    if found.is_empty() { Ok(()) } else { Err(refused(found.to_vec())) }
}

/// What stands against it as a text; without any, the time was up before it was known.
fn refused(found: Vec<Explanation>) -> Error {
    const SHOWN: usize = 5;
    if found.is_empty() {
        return late();
    }
    let mut texts: Vec<String> = found.iter().take(SHOWN).map(ToString::to_string).collect();
    if found.len() > SHOWN {
        texts.push(format!("and {} more", found.len() - SHOWN));
    }
    Error::Impossible(texts.join("; "))
}

/// The question with only some candidates, numbered in their order.
fn only(costs: &Costs, load: &Load, open: &[u32]) -> Result<(Costs, Load)> {
    super::super::median::lists::check(costs)?;
    let sites = u32::try_from(open.len()).unwrap_or(NONE);
    let choice = Choice { kept: open.to_vec(), limit: Limit::Sites(sites), seed: 0 };
    choice.check(costs.candidates())?;
    if open.is_empty() {
        return Err(Error::value("open", "no centers to give homes to"));
    }
    if load.from.len() != costs.candidates() || load.to.len() != costs.candidates() {
        let why = format!("{} limits for {} candidates", load.from.len(), costs.candidates());
        return Err(Error::value("load", why));
    }
    let mut few =
        Costs { weights: costs.weights.clone(), first: vec![0], homes: vec![], costs: vec![] };
    for c in open {
        for (home, cost) in costs.of(*c) {
            few.homes.push(home);
            few.costs.push(cost);
        }
        few.first.push(few.homes.len() as u32);
    }
    let pick = |list: &[u64]| open.iter().map(|c| list[*c as usize]).collect();
    let load = Load { from: pick(&load.from), to: pick(&load.to), homes: load.homes.clone() };
    Ok((few, load))
}

/// How many of the cheapest the room is enough for.
fn affordable(price: &[u64], room: u64) -> usize {
    let mut price = price.to_vec();
    price.sort_unstable();
    let mut left = room;
    price
        .iter()
        .take_while(|price| {
            let fits = **price <= left;
            left -= if fits { **price } else { 0 };
            fits
        })
        .count()
}

/// Centers to begin with: the shortest walks without limits, as many as can be filled.
fn start(question: &Question<'_>, choice: &Choice) -> Result<Vec<u32>> {
    let filled = u32::try_from(question.sites_filled()).unwrap_or(NONE).max(1);
    let limit = match &choice.limit {
        Limit::Sites(p) => Limit::Sites((*p).min(filled).max(choice.kept.len() as u32)),
        Limit::Free => {
            Limit::Sites(filled.min(question.candidates() as u32).max(choice.kept.len() as u32))
        }
        budget @ Limit::Budget { .. } => budget.clone(),
    };
    let mut near = question.costs.clone();
    if question.within != u32::MAX {
        let open: Vec<u32> = (0..question.candidates() as u32).collect();
        near.first = vec![0];
        (near.homes, near.costs) = (vec![], vec![]);
        for c in open {
            for (home, cost) in question.costs.of(c).filter(|p| p.1 <= question.within) {
                near.homes.push(home);
                near.costs.push(cost);
            }
            near.first.push(near.homes.len() as u32);
        }
    }
    median::quick(&near, &Choice { limit, ..choice.clone() })
}
