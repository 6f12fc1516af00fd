use super::bound::Bound;
use super::divide::{Divided, divide};
use super::given::Given;
use super::question::{NONE, Question, Table};
use super::search::{Rules, Search, fill, first_rate};
use super::{Explanation, Found, Loaded, Share};
use crate::siting::{Answer, BoundBy, Choice, Status};
use crate::{Result, Stop, Watch};

const FIRST_ROUND: u64 = 1 << 18;
const LONGEST_ROUND: u64 = 1 << 21;
/// Work without a better giving after which the search alone ends: so often every pair, or so much.
const STALE: (u64, u64) = (1 << 16, 1 << 32);

/// A search for centers and, on a second core, for a bound.
pub(super) struct Work<'a> {
    pub question: &'a Question<'a>,
    pub price: &'a [u64],
    pub room: u64,
    /// Centers do not change.
    pub still: bool,
}

/// A bound and where it comes from.
pub(super) type Floor = (i64, BoundBy);

impl Work<'_> {
    /// What was found, the bound, and the centers of better and better answers.
    pub fn run(
        &self,
        choice: &Choice,
        start: &[u32],
        floor: Floor,
        watch: &Watch<'_>,
    ) -> Result<(Found, Floor, Vec<Vec<u32>>)> {
        let question = self.question;
        let table = Table::new(question);
        let rate = first_rate(question, &table);
        let empty = Given::new(question, &table, rate);
        let mut bound = Bound::new(question, self.price, self.room, choice);
        let rules =
            Rules { prices: self.price, room: self.room, kept: &choice.kept, still: self.still };
        let mut search = Search::new(&empty, start, &rules, choice.seed, watch);
        let pairs = (question.homes() * question.candidates()) as u64;
        let stale = (pairs * STALE.0).min(STALE.1);
        let mut work = FIRST_ROUND;
        let mut tried = vec![];
        let mut better: Vec<Vec<u32>> = vec![];
        loop {
            let value = search.best().map(|best| best.cost);
            better.extend(search.best().map(Given::open));
            better.dedup();
            let low = floor.0.max(bound.whole());
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
        let low = match bound.whole() > floor.0 {
            true => (bound.whole(), BoundBy::Lagrangian),
            false => floor,
        };
        let mut found = match (search.best(), question.whole) {
            (Some(best), true) => Ok(whole(best, choice)),
            (best, false) => {
                let open = best.map_or_else(|| search.open(), Given::open);
                match divide(question, &open, watch)? {
                    Divided::Best { cost, shares, .. } => Ok(told(question, &open, cost, shares)),
                    Divided::Impossible => Err(super::explain::open(question, &open, watch)),
                    Divided::Unfinished => Err(vec![]),
                }
            }
            (None, true) => {
                let over = search.nearest_miss().unsigned_abs();
                let why = super::explain::open(question, &search.open(), watch);
                Err(if why.is_empty() { vec![Explanation::NotWhole { over }] } else { why })
            }
        };
        if let Ok(loaded) = &mut found {
            bounded(&mut loaded.answer, low, watch);
        }
        Ok((found, low, better))
    }
}

/// Says what a bound proves of an answer.
pub(super) fn bounded(answer: &mut Answer, (low, by): Floor, watch: &Watch<'_>) {
    answer.bound = (low as f64).min(answer.value);
    answer.bound_by = if low == 0 { BoundBy::Trivial } else { by };
    answer.status = match watch.stop() {
        _ if answer.bound >= answer.value => Status::Proved,
        Some(Stop::Time) => Status::TimeUp,
        _ => Status::Bounded,
    };
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

pub(super) fn told(question: &Question<'_>, open: &[u32], cost: i64, shares: Vec<Share>) -> Loaded {
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
