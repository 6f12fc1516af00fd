use crate::worth::Worth;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A flow network with costs. Arcs go from lower to higher nodes; the first node is the source and the last
/// the sink.
pub struct Net {
    arcs_of: Vec<Vec<usize>>,
    /// An arc and its reverse are neighbors: 2n and 2n + 1.
    to: Vec<usize>,
    left: Vec<u8>,
    cost: Vec<Worth>,
}

impl Net {
    pub fn new(nodes: usize) -> Self {
        Self {
            arcs_of: vec![Vec::new(); nodes],
            to: Vec::new(),
            left: Vec::new(),
            cost: Vec::new(),
        }
    }

    pub fn arc(&mut self, from: usize, to: usize, most: u8, cost: Worth) -> usize {
        let arc = self.to.len();
        self.to.extend([to, from]);
        self.left.extend([most, 0]);
        self.cost.extend([cost, -cost]);
        self.arcs_of[from].push(arc);
        self.arcs_of[to].push(arc + 1);
        arc
    }

    pub fn is_used(&self, arc: usize) -> bool {
        self.left[arc + 1] > 0
    }

    /// Sends as much as fits at the least cost. Answers with a potential for each node (0 at source and sink):
    /// no arc with room left is cheaper than the difference of its ends. `None` when stopped; what was sent
    /// until then stays.
    pub fn fill(&mut self, stop: &dyn Fn() -> bool) -> Option<Vec<Worth>> {
        let sink = self.arcs_of.len() - 1;
        let mut potentials = self.first_potentials();
        loop {
            if stop() {
                return None;
            }
            let (far, by) = self.shortest(&potentials);
            let Some(all) = far[sink] else {
                // Nothing leads out of what is reached, so it can be lowered until source and sink are level.
                let end = potentials[sink];
                for (potential, far) in potentials.iter_mut().zip(&far) {
                    if far.is_none() {
                        *potential -= end;
                    }
                }
                return Some(potentials);
            };
            for (potential, far) in potentials.iter_mut().zip(&far) {
                *potential += far.map_or(all, |far| far.min(all));
            }
            let mut at = sink;
            while at != 0 {
                let arc = by[at];
                self.left[arc] -= 1;
                self.left[arc ^ 1] += 1;
                at = self.to[arc ^ 1];
            }
        }
    }

    fn first_potentials(&self) -> Vec<Worth> {
        let mut potentials: Vec<Option<Worth>> = vec![None; self.arcs_of.len()];
        potentials[0] = Some(Worth::ZERO);
        for from in 0..self.arcs_of.len() {
            let Some(start) = potentials[from] else { continue };
            for &arc in self.arcs_of[from].iter().filter(|&&arc| self.left[arc] > 0) {
                let (to, far) = (self.to[arc], start + self.cost[arc]);
                potentials[to] = Some(potentials[to].map_or(far, |known| known.min(far)));
            }
        }
        potentials.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Dijkstra over reduced costs, as far as the sink.
    fn shortest(&self, potentials: &[Worth]) -> (Vec<Option<Worth>>, Vec<usize>) {
        let nodes = self.arcs_of.len();
        let (mut far, mut by) = (vec![None; nodes], vec![0; nodes]);
        let mut heap = BinaryHeap::from([Reverse((Worth::ZERO, 0))]);
        far[0] = Some(Worth::ZERO);
        while let Some(Reverse((here, from))) = heap.pop() {
            if far[from].is_some_and(|known| known < here) {
                continue;
            }
            if from == nodes - 1 {
                break;
            }
            for &arc in self.arcs_of[from].iter().filter(|&&arc| self.left[arc] > 0) {
                let to = self.to[arc];
                let there = here + self.cost[arc] + potentials[from] - potentials[to];
                if far[to].is_none_or(|known| there < known) {
                    far[to] = Some(there);
                    by[to] = arc;
                    heap.push(Reverse((there, to)));
                }
            }
        }
        (far, by)
    }
}
