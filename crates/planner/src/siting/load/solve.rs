use super::bound::Bound;
use super::divide::divide;
use super::given::Given;
use super::question::{NONE, Question, Table, adjacency, prices};
use super::search::{Rules, Search, fill, first_rate};
use super::{Explanation, Load, Loaded, Share, Terms};
use crate::siting::{Answer, BoundBy, Choice, Costs, Limit, Status, median};
use crate::{Error, Result, Stop, Watch};

const FIRST_ROUND: u64 = 1 << 18;
const LONGEST_ROUND: u64 = 1 << 21;
/// Work without a better giving after which the search alone ends: so often every pair, or so much.
const STALE: (u64, u64) = (1 << 16, 1 << 32);

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
    work.run(terms, choice, &start, 0, watch)
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
    watch.go_on()?;
    let (few, few_load) = only(costs, load, open)?;
    let question = Question::new(&few, &few_load, terms, open.len())?;
    let named =
        |list: Vec<Explanation>| list.into_iter().map(|e| e.named(open)).collect::<Vec<_>>();
    let all: Vec<u32> = (0..open.len() as u32).collect();
    impossible(&named(super::explain::open(&question, &all)))?;
    let divided = match load.homes {
        None => divide(&question, &all, watch)?,
        Some(_) => None,
    };
    let floor = divided.as_ref().map_or(0, |(cost, _)| *cost);
    let mut loaded = match divided {
        Some((cost, shares)) if !terms.whole => told(&question, &all, cost, shares),
        _ => {
            let price = vec![1; open.len()];
            let room = open.len() as u64;
            let choice =
                Choice { kept: all.clone(), limit: Limit::Sites(open.len() as u32), seed: 1 };
            let work = Work { question: &question, price: &price, room, still: true };
            work.run(terms, &choice, &all, floor, watch)?
        }
    };
    loaded.answer.open = open.to_vec();
    for share in &mut loaded.shares {
        share.center = open[share.center as usize];
    }
    Ok(loaded)
}

/// Why `open` centers, all of them, cannot hold the homes; empty when they can, homes divided.
pub fn explain(
    costs: &Costs,
    load: &Load,
    terms: &Terms<'_>,
    open: &[u32],
) -> Result<Vec<Explanation>> {
    let (few, few_load) = only(costs, load, open)?;
    let question = Question::new(&few, &few_load, terms, open.len())?;
    let all: Vec<u32> = (0..open.len() as u32).collect();
    let found = super::explain::open(&question, &all).into_iter();
    Ok(found.map(|explanation| explanation.named(open)).collect())
}

fn impossible(found: &[Explanation]) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    const SHOWN: usize = 5;
    let mut texts: Vec<String> = found.iter().take(SHOWN).map(ToString::to_string).collect();
    if found.len() > SHOWN {
        texts.push(format!("and {} more", found.len() - SHOWN));
    }
    Err(Error::Impossible(texts.join("; ")))
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

struct Work<'a> {
    question: &'a Question<'a>,
    price: &'a [u64],
    room: u64,
    still: bool,
}

impl Work<'_> {
    fn run(
        &self,
        terms: &Terms<'_>,
        choice: &Choice,
        start: &[u32],
        floor: i64,
        watch: &Watch<'_>,
    ) -> Result<Loaded> {
        let question = self.question;
        if terms.neighbors.is_some() && !terms.whole {
            return Err(Error::value("neighbors", "catchments in one piece need whole homes"));
        }
        let neighbors =
            terms.neighbors.map(|pairs| adjacency(pairs, question.homes())).transpose()?;
        let table = Table::new(question);
        let rate = first_rate(question, &table);
        let empty = Given::new(question, &table, neighbors.as_deref(), rate);
        let mut bound = Bound::new(question, self.price, self.room, choice);
        let rules =
            Rules { prices: self.price, room: self.room, kept: &choice.kept, still: self.still };
        let mut search = Search::new(&empty, start, &rules, choice.seed, watch);
        let pairs = (question.homes() * question.candidates()) as u64;
        let stale = (pairs * STALE.0).min(STALE.1);
        let mut work = FIRST_ROUND;
        let mut tried = vec![];
        loop {
            let value = search.best().map(|best| best.cost);
            let low = floor.max(bound.whole());
            let over = bound.settled() && search.idle > stale;
            if value.is_some_and(|value| value <= low) || watch.stop().is_some() || over {
                break;
            }
            watch.tell("load", value.map(|value| low as f64 / value.max(1) as f64));
            rayon::join(
                || {
                    if search.idle <= stale {
                        search.run(work, watch)
                    }
                },
                || bound.run(work, value, watch),
            );
            if bound.chosen != tried && !self.still && !bound.settled() {
                tried.clone_from(&bound.chosen);
                let mut other = empty.clone();
                fill(&mut other, &tried, watch);
                search.offer(&other, watch);
            }
            work = (work * 3 / 2).min(LONGEST_ROUND);
        }
        watch.go_on()?;
        let low = floor.max(bound.whole());
        let by_flow = floor >= bound.whole() && floor > 0;
        let mut loaded = match (search.best(), terms.whole) {
            (Some(best), true) => whole(best, choice),
            (best, false) => {
                let open = best.map_or_else(|| search.open(), |best| best.open());
                let Some((cost, shares)) = divide(question, &open, watch)? else {
                    impossible(&super::explain::open(question, &open))?;
                    return Err(Error::Impossible(
                        "nothing was found that keeps the limits".into(),
                    ));
                };
                told(question, &open, cost, shares)
            }
            (None, true) => {
                let over = search.nearest_miss().unsigned_abs();
                impossible(&super::explain::open(question, &search.open()))?;
                impossible(&[match terms.neighbors {
                    Some(_) => Explanation::NotConnected { over },
                    None => Explanation::NotWhole { over },
                }])?;
                return Err(Error::Impossible("nothing was found that keeps the limits".into()));
            }
        };
        let answer = &mut loaded.answer;
        answer.bound = (low as f64).min(answer.value);
        answer.bound_by = match (low, by_flow) {
            (0, _) => BoundBy::Trivial,
            (_, true) => BoundBy::Program,
            (_, false) => BoundBy::Lagrangian,
        };
        answer.status = match watch.stop() {
            _ if answer.bound >= answer.value => Status::Proved,
            Some(Stop::Time) => Status::TimeUp,
            _ => Status::Bounded,
        };
        Ok(loaded)
    }
}

/// A giving of whole homes as an answer. Centers nobody was given to stay closed unless kept.
fn whole(best: &Given<'_>, choice: &Choice) -> Loaded {
    let mut open = best.open();
    open.retain(|c| !best.members[*c as usize].is_empty() || choice.kept.binary_search(c).is_ok());
    let homes = best.of.iter().enumerate().filter(|(_, center)| **center != NONE);
    let shares = homes.map(|(home, center)| Share {
        home: home as u32,
        center: *center,
        load: best.question.loads[home],
    });
    told(best.question, &open, best.cost, shares.collect())
}

fn told(question: &Question<'_>, open: &[u32], cost: i64, shares: Vec<Share>) -> Loaded {
    let mut loads = vec![0; question.candidates()];
    for share in &shares {
        loads[share.center as usize] += share.load;
    }
    Loaded {
        answer: Answer {
            open: open.to_vec(),
            value: cost as f64,
            bound: cost as f64,
            bound_by: BoundBy::Program,
            status: Status::Proved,
        },
        loads: open.iter().map(|c| loads[*c as usize]).collect(),
        shares,
    }
}
