use super::anneal::{Cooling, cool};
use super::branch::Branch;
use super::core::{Core, Settled};
use super::dual::{Dual, Judged, Pace, Side};
use super::greedy::greedy;
use super::open::Open;
use super::part::part;
use super::tabu::Search;
use crate::siting::program::{self, Aim, Ended, Program};
use crate::siting::{Answer, BoundBy, Choice, Cover, Limit, Status};
use crate::{Error, Result, Watch};
use std::time::Duration;

/// The best so far of one question, with what is known about what cannot be.
pub(super) struct Found {
    pub open: Vec<u32>,
    pub value: u64,
    pub bound: u64,
    pub by: BoundBy,
    /// The time ended a search that would have gone on.
    pub cut: bool,
}

/// The sites that cover the most: at most so many, or for at most so much money, the kept ones among
/// them. The value is the weight covered.
///
/// Church and ReVelle's maximal covering location problem. Homes and candidates that cannot matter
/// are taken out, a Lagrangian relaxation bounds and settles most of the rest, local search improves
/// the best, and what is left open is searched through or given to the program.
pub fn maximal(cover: &Cover, choice: &Choice, watch: &Watch<'_>) -> Result<Answer> {
    cover.check()?;
    choice.check(cover.candidates())?;
    if choice.limit == Limit::Free {
        let why = "say how many sites or how much money; without a limit every site is opened";
        return Err(Error::value("limit", why));
    }
    watch.go_on()?;
    let settled = Settled::new(cover, choice);
    let found = most(&settled, choice.seed, 0, watch)?;
    Ok(answer(found))
}

pub(super) fn answer(found: Found) -> Answer {
    let status = match found.value >= found.bound {
        true => Status::Proved,
        false if found.cut => Status::TimeUp,
        false => Status::Bounded,
    };
    Answer {
        open: found.open,
        value: found.value as f64,
        bound: found.bound as f64,
        bound_by: found.by,
        status,
    }
}

/// Rounds of the relaxation between two looks for a better answer.
const PACE: Pace = Pace { rounds: 250, patience: 20, step: 1.0 };
const PHASES: usize = 8;
/// What the search holds in memory at most, in numbers of eight bytes.
const ROOM: usize = 4 << 20;
/// Coolings in a row without anything better that end the search, and exchanges of the walk after
/// each without anything better that end it.
const IDLE: u32 = 16;
const PATIENCE: u64 = 60;
/// What the cooling begins with, as a share of what a site covers, and how much less it ends with:
/// above it most exchanges are taken, below it hardly any.
const HEAT: f64 = 0.018;
const COOLER: f64 = 6.0;
/// Pairs of candidate and home the search tree looks at before the local search, and after it.
const EARLY: u64 = 400_000_000;
const LATE: u64 = 4_000_000_000;
/// Pairs up to which the program is asked.
const PROGRAM: usize = 60_000;
const NODES: u32 = 20_000;

/// `enough` ends the search when it is reached, `bound` or not: for those who ask only whether so
/// much can be covered. It is also enough to know that it cannot.
pub(super) fn most(settled: &Settled, seed: u64, enough: u64, watch: &Watch<'_>) -> Result<Found> {
    let core = &settled.core;
    let open = greedy(core);
    let mut run = Run {
        settled,
        enough: if enough == 0 { u64::MAX } else { enough },
        watch,
        found: Found {
            value: settled.covered + core.value(&open) as u64,
            open: settled.named(&open),
            bound: settled.covered + core.total() as u64,
            by: BoundBy::Trivial,
            cut: false,
        },
    };
    if !run.done() {
        run.search(seed)?;
    }
    watch.go_on()?;
    run.found.cut |= watch.stop().is_some();
    Ok(run.found)
}

struct Run<'a, 'w> {
    settled: &'a Settled,
    enough: u64,
    watch: &'a Watch<'w>,
    found: Found,
}

impl Run<'_, '_> {
    fn done(&self) -> bool {
        let Found { value, bound, .. } = self.found;
        value >= bound || value >= self.enough || bound < self.enough && self.enough < u64::MAX
    }

    fn offer(&mut self, settled: &Settled, open: &[u32]) {
        let core = &settled.core;
        let cost: u128 = open.iter().map(|c| u128::from(core.costs[*c as usize])).sum();
        if cost > u128::from(core.budget) {
            return;
        }
        let value = settled.covered + settled.core.value(open) as u64;
        if value > self.found.value {
            (self.found.value, self.found.open) = (value, settled.named(open));
        }
    }

    fn bound(&mut self, bound: u64, by: BoundBy) {
        // A bound below the best only says that nothing is better than the best.
        let bound = bound.max(self.found.value);
        if bound < self.found.bound {
            (self.found.bound, self.found.by) = (bound, by);
        }
    }

    /// The value in the core that the best has.
    fn within(&self, settled: &Settled) -> i64 {
        self.found.value as i64 - settled.covered as i64
    }

    fn search(&mut self, seed: u64) -> Result<()> {
        let settled = self.settled;
        let (prices, mut sides) = self.relax(settled, seed)?;
        if self.done() || self.watch.stop().is_some() {
            return Ok(());
        }
        let mut search_on = settled.decided(&sides);
        let closed = self.look_through(&search_on, EARLY)?;
        if closed || self.done() || self.watch.stop().is_some() {
            return Ok(());
        }
        self.improve(settled, &prices, seed)?;
        let judged = Dual::at(&settled.core, prices).judge(&sides);
        self.settle(settled, &mut sides, &judged);
        search_on = settled.decided(&sides);
        if self.done() || self.watch.stop().is_some() || self.program(&search_on)? {
            return Ok(());
        }
        self.look_through(&search_on, LATE)?;
        Ok(())
    }

    /// Bounds by the relaxation, and improves its choices. Returns its prices and what it settles.
    fn relax(&mut self, settled: &Settled, seed: u64) -> Result<(Vec<f64>, Vec<Side>)> {
        let core = &settled.core;
        let mut sides = vec![Side::Free; core.len()];
        let mut dual = Dual::new(core);
        let mut search = Search::new(core, seed);
        let fits = Open::size(core) <= ROOM;
        let mut before = f64::INFINITY;
        for phase in 0..PHASES {
            self.watch.go_on()?;
            self.watch.tell("bound", Some(phase as f64 / PHASES as f64));
            let (mut best, target) = (vec![], self.within(settled) as f64);
            let mut value = i64::MIN;
            let watch = self.watch;
            let pace = Pace { step: 1.0 / (1 + phase) as f64, ..PACE };
            let bound = dual.run(&sides, target, &pace, |round, _, chosen| {
                if round % 10 == 9 {
                    let reached = core.value(chosen);
                    if reached > value {
                        (value, best) = (reached, chosen.to_vec());
                    }
                }
                round % 16 != 0 || watch.stop().is_none()
            });
            let judged = dual.judge(&sides);
            self.bound(settled.covered + judged.bound.max(0) as u64, BoundBy::Lagrangian);
            self.offer(settled, &best);
            if fits && self.watch.stop().is_none() {
                search.descend(&best);
                if let Some((_, open)) = search.best() {
                    let open = open.to_vec();
                    self.offer(settled, &open);
                }
            }
            self.settle(settled, &mut sides, &judged);
            if self.done() || self.watch.stop().is_some() || before - bound < bound * 2e-5 {
                break;
            }
            before = bound;
        }
        Ok((dual.prices, sides))
    }

    /// What cannot lead to anything better than the best either way is decided.
    fn settle(&mut self, settled: &Settled, sides: &mut [Side], judged: &Judged) {
        let best = self.within(settled);
        let mut cost = 0u128;
        for (c, side) in sides.iter_mut().enumerate() {
            if *side == Side::Free && judged.against[c] <= best {
                *side = if judged.opens[c] { Side::In } else { Side::Out };
            }
            cost += if *side == Side::In { u128::from(settled.core.costs[c]) } else { 0 };
        }
        // What anything better would have to open cannot be paid for.
        if cost > u128::from(settled.core.budget) {
            self.bound(self.found.value, BoundBy::Lagrangian);
        }
    }

    /// Cools and walks again and again, from the best and from between good ones, among the
    /// candidates the relaxation likes best if there is not room for all.
    fn improve(&mut self, settled: &Settled, prices: &[f64], seed: u64) -> Result<()> {
        self.watch.tell("search", None);
        let judged =
            Dual::at(&settled.core, prices.to_vec()).judge(&vec![Side::Free; settled.core.len()]);
        let small = self.likely(settled, &judged);
        let core = &small.core;
        if Open::size(core) > ROOM * 2 {
            return Ok(());
        }
        let mut search = Search::new(core, seed);
        let start = small.within(&self.found.open);
        search.offer(core.value(&start) as f64, start);
        let enough = self.found.bound.min(self.enough) as f64 - settled.covered as f64;
        let ours = part(self.watch, if program_helps(core) { 0.6 } else { 1.0 });
        let trials = (core.len() * core.most_open() * 40).clamp(200_000, 10_000_000) as u64;
        let (mut idle, mut round, mut stop) = (0, 0, None);
        while idle < IDLE && stop.is_none() && search.value() < enough {
            let before = search.value();
            let site = before / core.most_open().max(1) as f64;
            let from = match round % 4 {
                3 => search.joined(),
                _ => search.best().map_or_else(Vec::new, |(_, open)| open.to_vec()),
            };
            let cooling = Cooling { hot: site * HEAT, cold: site * HEAT / COOLER, trials };
            let cooled = cool(core, &from, &cooling, &mut search.random, &ours);
            search.offer(cooled.value as f64, cooled.open.clone());
            stop = cooled.stop.or_else(|| search.walk(&cooled.open, PATIENCE, &ours));
            idle = if search.value() > before { 0 } else { idle + 1 };
            round += 1;
        }
        self.found.cut = stop.is_some();
        self.watch.go_on()?;
        if let Some((_, open)) = search.best() {
            let open = open.to_vec();
            self.offer(&small, &open);
        }
        Ok(())
    }

    /// The candidates that are open now, those the relaxation opens, and the ones it would rather
    /// open next.
    fn likely(&self, settled: &Settled, judged: &Judged) -> Settled {
        let core = &settled.core;
        let best = self.within(settled);
        let mut likely: Vec<u32> = (0..core.len() as u32)
            .filter(|c| judged.opens[*c as usize] || judged.against[*c as usize] > best)
            .collect();
        likely.sort_by_key(|c| match judged.opens[*c as usize] {
            true => 0,
            false => judged.bound - judged.against[*c as usize],
        });
        likely.truncate(ROOM / core.most_open().max(1));
        likely.extend(settled.within(&self.found.open));
        likely.sort_unstable();
        likely.dedup();
        let (core, open) = (core.only(&likely), settled.open.clone());
        Settled { core, open, covered: settled.covered }
    }

    /// Looks at all that is left; whether that came to an end.
    fn look_through(&mut self, left: &Settled, work: u64) -> Result<bool> {
        self.watch.tell("proof", None);
        let mut dual = Dual::new(&left.core);
        let sides = vec![Side::Free; left.core.len()];
        let target = self.within(left);
        dual.run(&sides, target as f64, &Pace { rounds: 400, ..PACE }, |_, _, _| true);
        let prices = dual.prices;
        let mut branch = Branch::new(&left.core, target, work, self.watch);
        let closed = branch.run(&prices)?;
        if let Some(open) = branch.open {
            self.offer(left, &open);
        }
        if closed {
            self.bound(self.found.value, BoundBy::Enumeration);
        }
        Ok(closed)
    }

    /// Gives what is left to the program where that is small enough; whether that settled it.
    fn program(&mut self, left: &Settled) -> Result<bool> {
        if !program_helps(&left.core) {
            return Ok(false);
        }
        self.watch.tell("program", None);
        let core = &left.core;
        let mut program = Program::new(Aim::Most);
        for _ in 0..core.len() {
            program.whole(0.0, 0.0, 1.0);
        }
        let costs = (0u32..).zip(&core.costs).map(|(c, cost)| (c, *cost as f64)).collect();
        program.row(f64::NEG_INFINITY, core.budget as f64, costs);
        for (weight, candidates) in core.weights.iter().zip(core.candidates.iter()) {
            let home = program.column(*weight as f64, 0.0, 1.0);
            let mut terms: Vec<(u32, f64)> = candidates.iter().map(|c| (*c, 1.0)).collect();
            terms.push((home, -1.0));
            program.row(0.0, f64::INFINITY, terms);
        }
        if self.watch.left() == Duration::MAX {
            program.nodes(NODES);
        }
        let Some(solved) = program.solve(self.watch)? else { return Ok(false) };
        if let Some((_, columns)) = &solved.best {
            let open: Vec<u32> =
                (0..core.len() as u32).filter(|c| columns[*c as usize] > 0.5).collect();
            let cost: u64 = open.iter().map(|c| core.costs[*c as usize]).sum();
            if cost <= core.budget {
                self.offer(left, &open);
            }
        }
        // Nothing left is as good as the best: the program may say so by finding nothing.
        if solved.bound.is_finite() && solved.ended != Ended::Failed {
            let bound = (solved.bound + 1e-4).floor().max(0.0) as u64;
            self.bound(left.covered + bound, BoundBy::Program);
        }
        Ok(solved.ended == Ended::Proved)
    }
}

fn program_helps(core: &Core) -> bool {
    program::available() && core.homes.items() <= PROGRAM
}
