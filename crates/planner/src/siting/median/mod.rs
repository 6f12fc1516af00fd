//! The shortest walks in sum: which sites to open so that people times costs are least (p-median).
//!
//! Two halves run beside each other and tell each other what they found after every round of equal
//! work, so the same seed gives the same answer. One searches: interchange with the tables of Resende
//! and Werneck, shaken and relinked. One proves: Lagrangian prices of the homes, candidates ruled out
//! by them, then branch and bound. Costs are whole numbers, so a bound over `value - 1` is a proof.
mod branch;
mod interchange;
mod lagrange;
pub(crate) mod lists;
mod search;
#[cfg(test)]
mod tests;

use super::{Answer, BoundBy, Choice, Costs, Status};
use crate::Stop;
use crate::{Error, Result, Watch};
use branch::Bound;
use lists::Lists;
use search::Search;
use std::sync::Arc;

const FIRST_ROUND: u64 = 1 << 21;
const LONGEST_ROUND: u64 = 1 << 28;
/// Work without a better choice after which the search alone ends.
const STALE: u64 = 8 << 30;
/// Work after which the bound ends, about a minute or two.
const ENOUGH: u64 = 64 << 30;

/// Chooses sites so that the sum of people times the cost to their nearest open site is least.
///
/// A pair that is not in `costs` is out of reach, and a home with people must not be left so: an
/// error says when some home is out of reach of every candidate, or when no choice was found that
/// reaches them all. [`least_or`] has an answer for both. Homes without people do not count.
///
/// Fewer sites than allowed are opened where more would shorten no walk. `value` and `bound` are
/// people times the unit of the costs; up to 2^52 they are exact.
pub fn least(costs: &Costs, choice: &Choice, watch: &Watch<'_>) -> Result<Answer> {
    solve(costs, choice, None, watch)
}

/// As [`least`], but a home farther than `far` from everything open counts as `far` away: for lists
/// that end at some limit, and where not every home can be reached.
pub fn least_or(costs: &Costs, choice: &Choice, far: u32, watch: &Watch<'_>) -> Result<Answer> {
    solve(costs, choice, Some(far), watch)
}

/// A good choice after little search, without a bound: a place to begin for harder questions.
pub(crate) fn quick(costs: &Costs, choice: &Choice) -> Result<Vec<u32>> {
    let far = costs.costs.iter().copied().max().unwrap_or(0);
    let lists = Lists::read(costs, choice, Some(far))?;
    let watch = Watch::unlimited();
    let mut search = Search::new(&lists, &[], choice.seed, &watch);
    search.run(FIRST_ROUND * 4, &watch);
    Ok(lists.named(search.best().1))
}

fn solve(costs: &Costs, choice: &Choice, far: Option<u32>, watch: &Watch<'_>) -> Result<Answer> {
    watch.go_on()?;
    let lists = Arc::new(Lists::read(costs, choice, far)?);
    let race = Race::run(lists, choice.seed, watch);
    watch.go_on()?;
    if far.is_none() {
        reaches_all(costs, choice, &race)?;
    }
    let proved = race.bound.met();
    let bound = race.bound.whole.min(race.value);
    Ok(Answer {
        open: race.open,
        value: race.value as f64,
        bound: bound as f64,
        bound_by: match (race.bound.parts, bound > race.nearest) {
            (_, false) => BoundBy::Trivial,
            (0, true) => BoundBy::Lagrangian,
            (_, true) if proved => BoundBy::Enumeration,
            (_, true) => BoundBy::Lagrangian,
        },
        status: match watch.stop() {
            _ if proved => Status::Proved,
            Some(Stop::Time) => Status::TimeUp,
            _ => Status::Bounded,
        },
    })
}

fn reaches_all(costs: &Costs, choice: &Choice, race: &Race) -> Result<()> {
    let mut reached: Vec<bool> = costs.weights.iter().map(|weight| *weight == 0).collect();
    for (home, _) in race.open.iter().flat_map(|c| costs.of(*c)) {
        reached[home as usize] = true;
    }
    let Some(home) = reached.iter().position(|reached| !reached) else { return Ok(()) };
    let left = reached.iter().filter(|reached| !**reached).count();
    let sure = match race.bound.whole >= race.value {
        true => "no choice reaches every home",
        false => "no choice was found that reaches every home",
    };
    let limit = match &choice.limit {
        super::Limit::Budget { total, .. } => format!("a budget of {total}"),
        _ => format!("{} sites", race.open.len()),
    };
    Err(Error::Impossible(format!(
        "{sure}: the best with {limit} leaves {left} out, home {home} among them; allow more sites or longer walks, or count homes out of reach at a fixed cost"
    )))
}

/// The two halves and what they know of each other.
struct Race {
    bound: Bound,
    nearest: i64,
    value: i64,
    open: Vec<u32>,
}

impl Race {
    fn run(lists: Arc<Lists>, seed: u64, watch: &Watch<'_>) -> Self {
        let bound = Bound::new(lists);
        let mut race = Self { nearest: bound.whole, bound, value: i64::MAX, open: vec![] };
        let mut pool: Vec<Vec<u32>> = vec![];
        let (mut round, mut work, mut idle) = (0, FIRST_ROUND, 0);
        loop {
            let lists = race.bound.lists.clone();
            let starts: Vec<Vec<u32>> = pool.iter().map(|set| fitting(&lists, set)).collect();
            let mut search = Search::new(&lists, &starts, seed.wrapping_add(round), watch);
            race.hear(search.best().0, || lists.named(search.best().1));
            while Arc::ptr_eq(&lists, &race.bound.lists) {
                round += 1;
                watch.tell("median", race.share());
                let over = race.bound.exhausted || race.bound.work > ENOUGH;
                if race.bound.met() || watch.stop().is_some() || (over && idle > STALE) {
                    return race;
                }
                let before = race.value;
                rayon::join(
                    || {
                        if idle <= STALE {
                            search.run(work, watch)
                        }
                    },
                    || {
                        if !over {
                            race.bound.run(work, watch)
                        }
                    },
                );
                let found = std::mem::take(&mut race.bound.found);
                for set in found {
                    search.offer(&fitting(&lists, &set), watch);
                }
                race.hear(search.best().0, || lists.named(search.best().1));
                idle = if race.value < before { 0 } else { idle + work };
                work = (work * 3 / 2).min(LONGEST_ROUND);
            }
            pool = search.pool().iter().map(|set| lists.named(set)).collect();
        }
    }

    fn hear(&mut self, value: i64, open: impl FnOnce() -> Vec<u32>) {
        if value < self.value {
            (self.value, self.open) = (value, open());
            self.bound.value = self.bound.value.min(value);
        }
    }

    /// How much of the distance between the trivial bound and the value is closed.
    fn share(&self) -> Option<f64> {
        let all = (self.value - self.nearest) as f64;
        (all > 0.0).then(|| ((self.bound.whole - self.nearest) as f64 / all).clamp(0.0, 1.0))
    }
}

/// Our numbers of a choice, cut to the room.
fn fitting(lists: &Lists, named: &[u32]) -> Vec<u32> {
    let mut left = lists.room;
    let mut set = lists.ours(named);
    set.retain(|c| {
        let price = lists.price[*c as usize];
        let fits = price <= left;
        left -= if fits { price } else { 0 };
        fits
    });
    set
}
