use super::super::anneal::{Cooling, cool};
use super::super::core::Core;
use super::super::open::Open;
use super::Set;
use super::dual::Dual;
use super::reduce::Reduced;
use crate::siting::BoundBy;
use crate::siting::program::{self, Aim, Ended, Program};
use crate::{Result, Stop, Watch};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::time::Duration;

/// Sites that cover every home, and what is known about cheaper ones.
pub(in super::super) struct Fewest {
    /// By name, ascending.
    pub open: Vec<u32>,
    pub cost: u64,
    pub bound: u64,
    pub by: BoundBy,
    pub cut: bool,
}

/// One part of the question.
struct Part {
    set: Set,
    open: Vec<u32>,
    cost: u64,
    bound: u64,
}

/// Pairs of candidate and home the search tree looks at before the local search, and after it.
const EARLY: u64 = 300_000_000;
const LATE: u64 = 3_000_000_000;
/// Exchanges tried to save another site.
const TRIALS: u64 = 3_000_000;
const ROOM: usize = 4 << 20;
const PROGRAM: usize = 60_000;
const NODES: u32 = 20_000;

/// The cheapest sites that cover every home; `None` when a home has no candidate. The search also
/// ends when it knows whether `enough` suffices.
pub(in super::super) fn fewest(
    set: Set,
    enough: Option<u64>,
    seed: u64,
    watch: &Watch<'_>,
) -> Result<Option<Fewest>> {
    let Some(Reduced { set, taken, cost }) = set.reduced() else { return Ok(None) };
    let mut parts = vec![];
    for set in set.parts() {
        watch.go_on()?;
        // A relaxation even when no time is left: without it there would be no answer.
        let rounds = if watch.stop().is_some() { 1 } else { 400 };
        let dual = Dual::new(&set, None, u64::MAX >> 12, rounds);
        let open = dual.open.unwrap_or_default();
        parts.push(Part { open, cost: dual.cost, bound: dual.bound.min(dual.cost), set });
    }
    let mut found = Fewest { open: taken, cost, bound: cost, by: BoundBy::Enumeration, cut: false };
    if !parts.is_empty() {
        found.by = BoundBy::Lagrangian;
    }
    for at in 0..parts.len() {
        let sum = |of: fn(&Part) -> u64| parts.iter().map(of).fold(cost, u64::saturating_add);
        let (costs, bounds) = (sum(|p| p.cost), sum(|p| p.bound));
        if enough.is_some_and(|enough| costs <= enough || bounds > enough) {
            break;
        }
        let Some(part) = parts.get_mut(at) else { break };
        if part.bound < part.cost {
            found.cut |= part.close(seed, watch, &mut found.by)?;
        }
    }
    for part in &parts {
        found.open.extend(part.open.iter().map(|c| part.set.names[*c as usize]));
        found.cost = found.cost.saturating_add(part.cost);
        found.bound += part.bound;
    }
    found.open.sort_unstable();
    watch.go_on()?;
    Ok(Some(found))
}

impl Part {
    /// Tries to close the gap; whether the time cut it.
    fn close(&mut self, seed: u64, watch: &Watch<'_>, by: &mut BoundBy) -> Result<bool> {
        if self.look_through(EARLY, watch)? {
            *by = BoundBy::Enumeration;
            return Ok(false);
        }
        self.save(seed, watch);
        watch.go_on()?;
        if self.cost > self.bound && watch.stop().is_none() {
            self.program(watch, by)?;
        }
        if self.cost > self.bound && watch.stop().is_none() && self.look_through(LATE, watch)? {
            *by = BoundBy::Enumeration;
        }
        Ok(self.cost > self.bound && watch.stop().is_some())
    }

    fn look_through(&mut self, work: u64, watch: &Watch<'_>) -> Result<bool> {
        watch.tell("proof", None);
        let mut set = self.set.clone();
        set.names = (0..set.len() as u32).collect();
        let mut tree = Tree { best: self.cost, open: None, work, watch };
        let closed = tree.dive(set, 0, &mut vec![])?;
        if let Some(open) = tree.open {
            (self.cost, self.open) = (tree.best, open);
            self.open.sort_unstable();
        }
        if closed {
            self.bound = self.cost;
        }
        Ok(closed)
    }

    /// Covers as many homes as can be for one less, until not all can be covered any more.
    fn save(&mut self, seed: u64, watch: &Watch<'_>) {
        watch.tell("search", None);
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        while self.cost > self.bound && watch.stop().is_none() {
            let core = Core {
                weights: vec![1; self.set.candidates.len()],
                names: self.set.names.clone(),
                costs: self.set.costs.clone(),
                budget: self.cost - 1,
                homes: self.set.homes.clone(),
                candidates: self.set.candidates.clone(),
            };
            if Open::size(&core) > ROOM {
                return;
            }
            let mut state = Open::new(&core, &self.open);
            state.fill(|_| true);
            let cooling = Cooling { hot: 1.0, cold: 0.1, trials: TRIALS };
            let cooled = cool(&core, &state.list(), &cooling, &mut random, watch);
            if cooled.value < core.total() {
                return;
            }
            self.cost = cooled.open.iter().map(|c| self.set.costs[*c as usize]).sum();
            self.open = cooled.open;
            self.open.sort_unstable();
        }
    }

    fn program(&mut self, watch: &Watch<'_>, by: &mut BoundBy) -> Result<()> {
        if !program::available() || self.set.homes.items() > PROGRAM {
            return Ok(());
        }
        watch.tell("program", None);
        let mut program = Program::new(Aim::Least);
        let mut start = vec![0.0; self.set.len()];
        self.open.iter().for_each(|c| start[*c as usize] = 1.0);
        for cost in &self.set.costs {
            program.whole(*cost as f64, 0.0, 1.0);
        }
        for list in self.set.candidates.iter() {
            program.row(1.0, f64::INFINITY, list.iter().map(|c| (*c, 1.0)).collect());
        }
        program.start(start);
        if watch.left() == Duration::MAX {
            program.nodes(NODES);
        }
        let Some(solved) = program.solve(watch)? else { return Ok(()) };
        if let Some((_, columns)) = &solved.best {
            let open: Vec<u32> =
                (0..self.set.len() as u32).filter(|c| columns[*c as usize] > 0.5).collect();
            let cost = open.iter().map(|c| self.set.costs[*c as usize]).sum();
            let covers = |list: &[u32]| list.iter().any(|c| open.binary_search(c).is_ok());
            if cost < self.cost && self.set.candidates.iter().all(covers) {
                (self.cost, self.open) = (cost, open);
            }
        }
        if solved.ended != Ended::Failed && solved.bound.is_finite() {
            let bound = ((solved.bound - 1e-4).ceil().max(0.0) as u64).min(self.cost);
            if bound > self.bound {
                (self.bound, *by) = (bound, BoundBy::Program);
            }
        }
        Ok(())
    }
}

/// Looks at every possibility the relaxation does not rule out.
struct Tree<'a, 'w> {
    best: u64,
    open: Option<Vec<u32>>,
    work: u64,
    watch: &'a Watch<'w>,
}

impl Tree<'_, '_> {
    /// Whether everything was looked at. `taken` costs `spent` and is not in the set any more.
    fn dive(&mut self, set: Set, spent: u64, taken: &mut Vec<u32>) -> Result<bool> {
        let depth = taken.len();
        let closed = self.look(set, spent, taken)?;
        taken.truncate(depth);
        Ok(closed)
    }

    fn look(&mut self, set: Set, mut spent: u64, taken: &mut Vec<u32>) -> Result<bool> {
        let mut set = set;
        let at = loop {
            if self.work == 0 || self.watch.stop() == Some(Stop::Time) {
                return Ok(false);
            }
            self.watch.go_on()?;
            let Some(reduced) = set.reduced() else { return Ok(true) };
            set = reduced.set;
            spent = spent.saturating_add(reduced.cost);
            taken.extend(reduced.taken);
            if spent >= self.best {
                return Ok(true);
            }
            if set.candidates.len() == 0 {
                (self.best, self.open) = (spent, Some(taken.clone()));
                return Ok(true);
            }
            let rounds = 80;
            self.work = self.work.saturating_sub(u64::from(rounds) * set.homes.items() as u64);
            let dual = Dual::new(&set, None, self.best - spent, rounds);
            if let Some(open) = &dual.open {
                let mut all = taken.clone();
                all.extend(open.iter().map(|c| set.names[*c as usize]));
                (self.best, self.open) = (spent + dual.cost, Some(all));
            }
            if spent + dual.bound >= self.best {
                return Ok(true);
            }
            // The bound is rounded up already: what is over its whole part counts against this.
            let room = (self.best - spent - dual.bound) as f64;
            let out: Vec<bool> =
                dual.reduced.iter().map(|reduced| *reduced >= room + 1e-3).collect();
            if out.contains(&true) {
                set = set.without(&out);
                continue;
            }
            let unsure = |c: &u32| (dual.share[*c as usize] - 0.6).abs();
            let by_unsure = |a: &u32, b: &u32| unsure(a).total_cmp(&unsure(b)).then(a.cmp(b));
            match (0..set.len() as u32).min_by(by_unsure) {
                Some(at) => break at,
                None => return Ok(true),
            }
        };
        let mut out = vec![false; set.len()];
        out[at as usize] = true;
        let (with, rest) = (set.with(at), set.without(&out));
        let depth = taken.len();
        taken.push(set.names[at as usize]);
        let price = set.costs[at as usize];
        let first = self.dive(with, spent.saturating_add(price), taken)?;
        taken.truncate(depth);
        Ok(first && self.dive(rest, spent, taken)?)
    }
}
