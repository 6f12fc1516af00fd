use super::Explanation;
use super::question::Question;
use crate::Watch;
use std::collections::VecDeque;

/// The homes that do not fit into the centers they reach, where some do not: the homes on the near
/// side of the smallest cut. None as well when the time is up before that is known.
pub(super) fn tight(
    question: &Question<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Option<Explanation> {
    let mut flow = Fill::new(question, open, &question.load.to);
    flow.run(watch)?;
    let people = question.people();
    if flow.total == people {
        return None;
    }
    let near = flow.near_source();
    let homes: Vec<u32> =
        (0..question.homes()).filter(|home| near[*home]).map(|home| home as u32).collect();
    let load = homes.iter().map(|home| question.loads[*home as usize]).sum();
    let held = open.iter().enumerate().filter(|(i, _)| near[question.homes() + i]);
    let to = held.map(|(_, c)| question.load.to[*c as usize]).sum();
    Some(Explanation::TooTight { homes, load, to, over: people - flow.total })
}

/// The centers that together reach too few, where some do. Both one-sided fits together mean that
/// both limits can be kept at once (Mendelsohn and Dulmage).
pub(super) fn short(
    question: &Question<'_>,
    open: &[u32],
    watch: &Watch<'_>,
) -> Option<Explanation> {
    let mut flow = Fill::new(question, open, &question.load.from);
    flow.run(watch)?;
    let needs: u64 = open.iter().map(|c| question.load.from[*c as usize]).sum();
    if flow.total == needs {
        return None;
    }
    let far = flow.far_from_sink();
    let lacking = open.iter().enumerate().filter(|(i, _)| far[question.homes() + i]);
    let centers: Vec<u32> = lacking.map(|(_, c)| *c).collect();
    let from = centers.iter().map(|c| question.load.from[*c as usize]).sum();
    let reached = (0..question.homes()).filter(|home| far[*home]).map(|h| question.loads[h]).sum();
    Some(Explanation::ShareTooFew { centers, from, reached })
}

/// The largest flow from homes into centers, by shortest ways (Dinic).
struct Fill {
    /// Left of each home's people and of each center's limit.
    left: Vec<u64>,
    homes: usize,
    /// By home: (center, flow); by center: (home, place in the home's list).
    to: Vec<Vec<(usize, u64)>>,
    back: Vec<Vec<(usize, usize)>>,
    total: u64,
}

impl Fill {
    fn new(question: &Question<'_>, open: &[u32], limits: &[u64]) -> Self {
        let homes = question.homes();
        let mut to = vec![vec![]; homes];
        let mut back = vec![vec![]; open.len()];
        for (i, c) in open.iter().enumerate() {
            for (home, cost) in question.costs.of(*c) {
                if cost <= question.within {
                    back[i].push((home as usize, to[home as usize].len()));
                    to[home as usize].push((i, 0));
                }
            }
        }
        let limits = open.iter().map(|c| limits[*c as usize]);
        let left = question.loads.iter().copied().chain(limits).collect();
        Self { left, homes, to, back, total: 0 }
    }

    /// None when the time is up before the flow is the largest.
    fn run(&mut self, watch: &Watch<'_>) -> Option<()> {
        loop {
            let level = self.levels();
            let mut next = vec![0; self.left.len()];
            let mut pushed = 0;
            for home in 0..self.homes {
                if home.is_multiple_of(1024) && watch.stop().is_some() {
                    return None;
                }
                while self.left[home] > 0 {
                    let sent = self.send(home, self.left[home], &level, &mut next);
                    if sent == 0 {
                        break;
                    }
                    self.left[home] -= sent;
                    pushed += sent;
                }
            }
            if pushed == 0 {
                return Some(());
            }
            self.total += pushed;
        }
    }

    fn levels(&self) -> Vec<u32> {
        let mut level = vec![u32::MAX; self.left.len()];
        let mut todo: VecDeque<usize> = (0..self.homes).filter(|h| self.left[*h] > 0).collect();
        for home in &todo {
            level[*home] = 0;
        }
        while let Some(node) = todo.pop_front() {
            let mut reach = |other: usize| {
                if level[other] == u32::MAX {
                    level[other] = level[node] + 1;
                    todo.push_back(other);
                }
            };
            match node.checked_sub(self.homes) {
                None => self.to[node].iter().for_each(|(i, _)| reach(self.homes + i)),
                Some(center) => {
                    let back = self.back[center].iter();
                    back.filter(|(h, at)| self.to[*h][*at].1 > 0).for_each(|(h, _)| reach(*h));
                }
            }
        }
        level
    }

    /// As deep as there are centers and homes in a way, at most twice the centers.
    fn send(&mut self, node: usize, amount: u64, level: &[u32], next: &mut [usize]) -> u64 {
        let center = node.checked_sub(self.homes);
        if center.is_some() && self.left[node] > 0 {
            let sent = amount.min(self.left[node]);
            self.left[node] -= sent;
            return sent;
        }
        let ways = center.map_or_else(|| self.to[node].len(), |center| self.back[center].len());
        while next[node] < ways {
            let at = next[node];
            let (other, home, place) = match center {
                None => (self.homes + self.to[node][at].0, node, at),
                Some(center) => {
                    let (home, place) = self.back[center][at];
                    (home, home, place)
                }
            };
            let room = if center.is_some() { self.to[home][place].1 } else { u64::MAX };
            if room > 0 && level[other] == level[node] + 1 {
                let sent = self.send(other, amount.min(room), level, next);
                if sent > 0 {
                    let flow = &mut self.to[home][place].1;
                    *flow = if center.is_some() { *flow - sent } else { *flow + sent };
                    return sent;
                }
            }
            next[node] += 1;
        }
        0
    }

    /// Nodes that homes with people left still reach.
    fn near_source(&self) -> Vec<bool> {
        self.levels().iter().map(|level| *level != u32::MAX).collect()
    }

    /// Nodes that reach a center with something left of its limit.
    fn far_from_sink(&self) -> Vec<bool> {
        let mut seen: Vec<bool> =
            self.left.iter().enumerate().map(|(i, left)| i >= self.homes && *left > 0).collect();
        let mut todo: Vec<usize> = (0..seen.len()).filter(|node| seen[*node]).collect();
        while let Some(node) = todo.pop() {
            let before: Vec<usize> = match node.checked_sub(self.homes) {
                Some(center) => self.back[center].iter().map(|(home, _)| *home).collect(),
                None => {
                    let used = self.to[node].iter().filter(|(_, flow)| *flow > 0);
                    used.map(|(i, _)| self.homes + i).collect()
                }
            };
            for other in before {
                if !std::mem::replace(&mut seen[other], true) {
                    todo.push(other);
                }
            }
        }
        seen
    }
}
