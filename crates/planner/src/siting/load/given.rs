use super::question::{NONE, Question, Table};
use crate::Watch;

/// Open centers a home looks at; farther ones are out of the question in a good answer.
const LOOK: usize = 10;

/// Homes given to open centers, each whole. Limits may be missed on the way: every missed person
/// costs `rate`.
#[derive(Clone)]
pub(super) struct Given<'a> {
    pub question: &'a Question<'a>,
    pub table: &'a Table,
    pub of: Vec<u32>,
    pub members: Vec<Vec<u32>>,
    pub load: Vec<i64>,
    pub is_open: Vec<bool>,
    pub cost: i64,
    pub miss: i64,
    pub rate: i64,
    /// Centers whose homes may move again.
    fresh: Vec<bool>,
    /// Centers whose homes are others than when it was last asked whether they are.
    changed: Vec<bool>,
    /// The open centers, where they are so few that every home looks at all of them.
    few: Vec<u32>,
    pub work: u64,
}

#[derive(Clone, Copy)]
struct Step {
    home: u32,
    to: u32,
    /// A home that goes the other way.
    back: Option<u32>,
    gain: i64,
}

impl<'a> Given<'a> {
    pub fn new(question: &'a Question<'a>, table: &'a Table, rate: i64) -> Self {
        let (homes, candidates) = (question.homes(), question.candidates());
        let mut given = Self {
            question,
            table,
            of: vec![NONE; homes],
            members: vec![vec![]; candidates],
            load: vec![0; candidates],
            is_open: vec![false; candidates],
            cost: 0,
            miss: 0,
            rate,
            fresh: vec![false; candidates],
            changed: vec![false; candidates],
            few: vec![],
            work: 0,
        };
        given.miss = (0..homes as u32).map(|home| given.unplaced(home)).sum();
        given
    }

    /// As another, without new memory.
    pub fn become_like(&mut self, other: &Self) {
        self.of.clone_from(&other.of);
        self.members.clone_from(&other.members);
        self.load.clone_from(&other.load);
        self.is_open.clone_from(&other.is_open);
        (self.cost, self.miss) = (other.cost, other.miss);
        self.fresh.fill(false);
        self.changed.fill(false);
    }

    pub fn worth(&self) -> i64 {
        self.cost + self.rate * self.miss
    }

    pub fn open(&self) -> Vec<u32> {
        (0..self.is_open.len() as u32).filter(|c| self.is_open[*c as usize]).collect()
    }

    fn weight(&self, home: u32) -> i64 {
        self.question.loads[home as usize] as i64
    }

    /// What a home without center counts as missed: more than it could miss anywhere. One that
    /// nothing reaches and nobody lives in counts nothing.
    fn unplaced(&self, home: u32) -> i64 {
        let load = self.weight(home);
        let counts = load > 0 || self.question.costs.weights[home as usize] > 0;
        if counts || !self.table.near[home as usize].is_empty() { 2 * load + 1 } else { 0 }
    }

    fn missed(&self, center: u32, load: i64) -> i64 {
        let (from, to) =
            (self.question.load.from[center as usize], self.question.load.to[center as usize]);
        (load - to as i64).max(0) + (from as i64 - load).max(0)
    }

    /// How what a center misses changes by `more` people.
    fn change(&self, center: u32, more: i64) -> i64 {
        let load = self.load[center as usize];
        self.missed(center, load + more) - self.missed(center, load)
    }

    pub fn place(&mut self, home: u32, to: u32) {
        let from = self.of[home as usize];
        let load = self.weight(home);
        if from == NONE {
            self.miss -= self.unplaced(home);
        } else {
            self.miss += self.change(from, -load);
            self.cost -= self.table.value(home, from).unwrap_or(0);
            self.load[from as usize] -= load;
            self.members[from as usize].retain(|member| *member != home);
            self.fresh[from as usize] = true;
            self.changed[from as usize] = true;
        }
        self.of[home as usize] = to;
        if to == NONE {
            self.miss += self.unplaced(home);
        } else {
            self.miss += self.change(to, load);
            self.cost += self.table.value(home, to).unwrap_or(0);
            self.load[to as usize] += load;
            self.members[to as usize].push(home);
            self.fresh[to as usize] = true;
            self.changed[to as usize] = true;
        }
    }

    /// Opens a center and gives it the homes it is nearer to, the nearest first, while it has room.
    pub fn open_center(&mut self, center: u32) {
        self.is_open[center as usize] = true;
        self.fresh[center as usize] = true;
        self.miss += self.missed(center, 0);
        let costs =
            self.question.costs.of(center).filter(|(_, cost)| *cost <= self.question.within);
        let mut homes: Vec<(u32, u32)> = costs.map(|(home, cost)| (cost, home)).collect();
        homes.sort_unstable();
        self.work += homes.len() as u64;
        let to = self.question.load.to[center as usize] as i64;
        for (_, home) in homes {
            let now = self.of[home as usize];
            let fits = self.load[center as usize] + self.weight(home) <= to;
            let nearer =
                self.table.value(home, now_or(now, center)) > self.table.value(home, center);
            if fits && (now == NONE || nearer) {
                self.place(home, center);
            }
        }
    }

    /// Closes a center; its homes go where they cost least.
    pub fn close_center(&mut self, center: u32) {
        self.miss -= self.missed(center, self.load[center as usize]);
        let mut homes = std::mem::take(&mut self.members[center as usize]);
        homes.sort_unstable_by_key(|home| (std::cmp::Reverse(self.weight(*home)), *home));
        self.is_open[center as usize] = false;
        for home in &homes {
            self.cost -= self.table.value(*home, center).unwrap_or(0);
            self.of[*home as usize] = NONE;
            self.miss += self.unplaced(*home);
        }
        self.load[center as usize] = 0;
        self.settle(homes);
    }

    /// Gives homes without center to the one that costs least, as long as any can be given.
    pub fn settle(&mut self, mut homes: Vec<u32>) {
        loop {
            let before = homes.len();
            homes.retain(|home| {
                let best = self.best_step(*home, &[], false);
                best.inspect(|step| self.place(*home, step.to)).is_none()
            });
            if homes.is_empty() || homes.len() == before {
                return;
            }
        }
    }

    /// Shifts and swaps homes as long as that gains.
    pub fn descend(&mut self, watch: &Watch<'_>) {
        let open = self.open();
        self.few = if open.len() <= 2 * LOOK { open } else { vec![] };
        self.sweep(watch);
        self.few.clear();
    }

    fn sweep(&mut self, watch: &Watch<'_>) {
        loop {
            let fresh = std::mem::replace(&mut self.fresh, vec![false; self.is_open.len()]);
            let mut moved = false;
            for home in 0..self.of.len() as u32 {
                if let Some(step) = self.best_step(home, &fresh, true) {
                    self.take(step);
                    moved = true;
                }
            }
            if !moved || watch.stop().is_some() {
                return;
            }
        }
    }

    fn take(&mut self, step: Step) {
        let from = self.of[step.home as usize];
        if let Some(back) = step.back {
            self.place(back, from);
        }
        self.place(step.home, step.to);
    }

    /// Open centers a home could go to.
    fn targets(&self, home: u32) -> Vec<u32> {
        let h = home as usize;
        if !self.few.is_empty() {
            return self.few.clone();
        }
        let near = self.table.near[h].iter().copied();
        near.filter(|c| self.is_open[*c as usize]).take(LOOK).collect()
    }

    /// The step of a home that gains most; a home without center takes any.
    fn best_step(&mut self, home: u32, fresh: &[bool], swaps: bool) -> Option<Step> {
        let from = self.of[home as usize];
        let load = self.weight(home);
        let now = if from == NONE { 0 } else { self.table.value(home, from).unwrap_or(0) };
        let leave = if from == NONE { -self.unplaced(home) } else { self.change(from, -load) };
        let mut best: Option<Step> = None;
        let any = from == NONE;
        let mut work = 1;
        for to in self.targets(home) {
            let moves = |c: u32| {
                c == NONE || self.fresh[c as usize] || fresh.get(c as usize) == Some(&true)
            };
            if to == from || !(any || moves(from) || moves(to)) {
                continue;
            }
            let Some(there) = self.table.value(home, to) else { continue };
            let gain = now - there - self.rate * (leave + self.change(to, load));
            let step = Step { home, to, back: None, gain };
            if (gain > 0 || any) && best.is_none_or(|best| gain > best.gain) {
                best = Some(step);
            }
            if !swaps || from == NONE {
                continue;
            }
            work += self.members[to as usize].len() as u64;
            // No swap relieves more than both miss now.
            let relief = self.rate
                * (self.missed(from, self.load[from as usize])
                    + self.missed(to, self.load[to as usize]));
            for back in &self.members[to as usize] {
                let other = self.weight(*back);
                let Some(here) = self.table.value(*back, from) else { continue };
                let was = self.table.value(*back, to).unwrap_or(0);
                let shorter = now - there + was - here;
                if shorter + relief <= best.map_or(0, |best| best.gain) {
                    continue;
                }
                let missed = self.change(from, other - load) + self.change(to, load - other);
                let gain = shorter - self.rate * missed;
                let step = Step { home, to, back: Some(*back), gain };
                if gain > 0 && best.is_none_or(|best| gain > best.gain) {
                    best = Some(step);
                }
            }
        }
        self.work += work;
        best
    }

    /// What a center's homes cost at another candidate in its place; none when out of reach, or over
    /// `limit`.
    pub fn at_instead(&self, center: u32, other: u32, limit: i64) -> Option<i64> {
        let load = self.load[center as usize];
        let missed = self.missed(other, load) - self.missed(center, load);
        let mut sum = self.rate * missed;
        for home in &self.members[center as usize] {
            sum += self.table.value(*home, other)?;
            if sum >= limit {
                return None;
            }
        }
        Some(sum)
    }

    /// The homes of a center all go to another candidate, opened in its place.
    pub fn relocate(&mut self, center: u32, other: u32) {
        let homes = self.members[center as usize].clone();
        self.is_open[other as usize] = true;
        self.miss += self.missed(other, 0);
        for home in homes {
            self.place(home, other);
        }
        self.miss -= self.missed(center, 0);
        self.is_open[center as usize] = false;
    }

    pub fn value_of(&self, center: u32) -> i64 {
        let members = self.members[center as usize].iter();
        members.filter_map(|home| self.table.value(*home, center)).sum()
    }

    /// Whether its homes are others than when this was asked last.
    pub fn take_changed(&mut self, center: u32) -> bool {
        std::mem::take(&mut self.changed[center as usize])
    }

    pub fn freshen(&mut self) {
        self.fresh.fill(true);
    }
}

fn now_or(now: u32, center: u32) -> u32 {
    if now == NONE { center } else { now }
}
