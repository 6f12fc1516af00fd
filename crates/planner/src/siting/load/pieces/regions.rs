use super::super::question::{NONE, Question};

/// The ground on which catchments in one piece lie: homes that must be given, beside each other.
pub(super) struct Ground<'a> {
    pub question: &'a Question<'a>,
    pub open: &'a [u32],
    /// By home: those beside it that must be given as well.
    pub beside: Vec<Vec<u32>>,
    /// By home, then place in `open`; `u32::MAX` out of reach.
    costs: Vec<u32>,
    /// By home: whether it must be given.
    pub given: Vec<bool>,
}

impl<'a> Ground<'a> {
    pub fn new(question: &'a Question<'a>, open: &'a [u32], neighbors: &[Vec<u32>]) -> Self {
        let (homes, places) = (question.homes(), open.len());
        let mut costs = vec![u32::MAX; homes * places];
        let mut given = vec![false; homes];
        for (place, c) in open.iter().enumerate() {
            for (home, cost) in question.costs.of(*c).filter(|(_, cost)| *cost <= question.within) {
                costs[home as usize * places + place] = cost.min(u32::MAX - 1);
                given[home as usize] = true;
            }
        }
        for (home, given) in given.iter_mut().enumerate() {
            *given |= question.loads[home] > 0 || question.costs.weights[home] > 0;
        }
        let beside = neighbors.iter().enumerate().map(|(home, list)| {
            let near = list.iter().copied().filter(|other| given[*other as usize]);
            if given[home] { near.collect() } else { vec![] }
        });
        let beside = beside.collect();
        Self { question, open, beside, costs, given }
    }

    pub fn homes(&self) -> usize {
        self.given.len()
    }

    /// The walk of one person to the center at a place, within reach.
    pub fn cost(&self, home: u32, place: usize) -> Option<u32> {
        let cost = self.costs[home as usize * self.open.len() + place];
        (cost != u32::MAX).then_some(cost)
    }

    /// People of a home times their walk.
    pub fn value(&self, home: u32, place: usize) -> Option<i64> {
        let weight = self.question.costs.weights[home as usize] as i64;
        self.cost(home, place).map(|cost| weight * i64::from(cost))
    }

    pub fn load(&self, home: u32) -> i64 {
        self.question.loads[home as usize] as i64
    }

    pub fn limits(&self, place: usize) -> (i64, i64) {
        let c = self.open[place] as usize;
        (self.question.load.from[c] as i64, self.question.load.to[c] as i64)
    }

    /// By home, the number of its connected part; how many people live in each.
    pub fn parts(&self) -> (Vec<u32>, Vec<i64>) {
        let mut part = vec![NONE; self.homes()];
        let mut people = vec![];
        for first in (0..self.homes()).filter(|home| self.given[*home]) {
            if part[first] != NONE {
                continue;
            }
            let number = people.len() as u32;
            let mut sum = 0;
            part[first] = number;
            let mut todo = vec![first as u32];
            while let Some(home) = todo.pop() {
                sum += self.load(home);
                for other in &self.beside[home as usize] {
                    if part[*other as usize] == NONE {
                        part[*other as usize] = number;
                        todo.push(*other);
                    }
                }
            }
            people.push(sum);
        }
        (part, people)
    }
}

/// Every home in a catchment, each catchment in one piece. What goes beyond the limits, and homes
/// given to a center out of their reach, count apart.
#[derive(Clone)]
pub(super) struct Regions<'a> {
    pub ground: &'a Ground<'a>,
    /// By home, the place in `open`.
    pub of: Vec<u32>,
    pub load: Vec<i64>,
    /// The sum over homes within reach.
    pub cost: i64,
    /// People (at least one for a home) out of reach of where they are given.
    pub beyond: i64,
    /// Homes beside another catchment, and where they stand in that list.
    pub edge: Vec<u32>,
    place: Vec<u32>,
}

impl<'a> Regions<'a> {
    pub fn new(ground: &'a Ground<'a>, of: Vec<u32>) -> Self {
        let mut load = vec![0; ground.open.len()];
        let (mut cost, mut beyond) = (0, 0);
        for (home, place) in of.iter().enumerate().filter(|(_, place)| **place != NONE) {
            load[*place as usize] += ground.load(home as u32);
            match ground.value(home as u32, *place as usize) {
                None => beyond += ground.load(home as u32) + 1,
                Some(value) => cost += value,
            }
        }
        let nowhere = (0..ground.homes()).filter(|h| ground.given[*h] && of[*h] == NONE);
        beyond += nowhere.map(|home| ground.load(home as u32) + 1).sum::<i64>();
        let place = vec![NONE; of.len()];
        let mut regions = Self { ground, of, load, cost, beyond, edge: vec![], place };
        for home in 0..ground.homes() as u32 {
            regions.look(home);
        }
        regions
    }

    /// People by which limits are missed.
    pub fn miss(&self) -> i64 {
        let missed = |(place, load): (usize, &i64)| {
            let (from, to) = self.ground.limits(place);
            (load - to).max(0) + (from - load).max(0)
        };
        self.load.iter().enumerate().map(missed).sum::<i64>() + self.beyond
    }

    /// Gives homes of one catchment to another. The caller has seen to it that both stay whole.
    pub fn shift(&mut self, homes: &[u32], to: u32) {
        for home in homes {
            let from = self.of[*home as usize];
            let load = self.ground.load(*home);
            self.load[from as usize] -= load;
            self.load[to as usize] += load;
            for (place, sign) in [(from, -1), (to, 1)] {
                match self.ground.value(*home, place as usize) {
                    None => self.beyond += sign * (load + 1),
                    Some(value) => self.cost += sign * value,
                }
            }
            self.of[*home as usize] = to;
        }
        let ground = self.ground;
        for home in homes {
            self.look(*home);
            for other in &ground.beside[*home as usize] {
                self.look(*other);
            }
        }
    }

    /// Whether a home is at an edge now.
    fn look(&mut self, home: u32) {
        let h = home as usize;
        let mine = self.of[h];
        let edge = mine != NONE
            && self.ground.beside[h].iter().any(|other| self.of[*other as usize] != mine);
        match (edge, self.place[h]) {
            (true, NONE) => {
                self.place[h] = self.edge.len() as u32;
                self.edge.push(home);
            }
            (false, at) if at != NONE => {
                self.edge.swap_remove(at as usize);
                if let Some(moved) = self.edge.get(at as usize) {
                    self.place[*moved as usize] = at;
                }
                self.place[h] = NONE;
            }
            _ => (),
        }
    }
}
