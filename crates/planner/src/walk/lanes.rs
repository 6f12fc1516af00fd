use super::UNREACHED;
use super::graph::Graph;

/// Sources that are searched from together.
pub(super) const LANES: usize = 16;

/// One cost for each source of a block.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(super) struct Row(pub [u32; LANES]);

pub(super) const NOTHING: Row = Row([UNREACHED; LANES]);

/// Labels of junctions for a block of neighboring sources. Their ways are nearly the same, so one look
/// at a junction serves all of them.
pub(super) struct Lanes {
    /// One more than there are junctions; the last stays unreached.
    pub rows: Vec<Row>,
    pub seen: Vec<bool>,
    pub touched: Vec<u32>,
    /// The least label that waits to be told to the neighbors.
    due: Vec<u32>,
    buckets: Vec<Vec<(u32, u32)>>,
    shift: u32,
    limit: u32,
}

const SHIFT: u32 = 15;
const MOST_BUCKETS: u32 = 1 << 16;

impl Lanes {
    pub fn new(graph: &Graph, limit: u32) -> Self {
        let mut shift = SHIFT;
        while limit >> shift >= MOST_BUCKETS {
            shift += 1;
        }
        let junctions = graph.junctions.len() + 1;
        Self {
            rows: vec![NOTHING; junctions],
            seen: vec![false; junctions],
            touched: vec![],
            due: vec![UNREACHED; junctions],
            buckets: vec![vec![]; (limit >> shift) as usize + 1],
            shift,
            limit,
        }
    }

    pub fn clear(&mut self) {
        for junction in self.touched.drain(..) {
            self.rows[junction as usize] = NOTHING;
            self.seen[junction as usize] = false;
        }
    }

    /// A source of the block stands at this cost from a junction.
    #[inline(always)]
    pub fn seed(&mut self, lane: usize, junction: u32, cost: u32) {
        if cost <= self.limit && cost < self.rows[junction as usize].0[lane] {
            self.rows[junction as usize].0[lane] = cost;
            self.wait(junction, cost);
        }
    }

    #[inline(always)]
    fn wait(&mut self, junction: u32, least: u32) {
        if !self.seen[junction as usize] {
            self.seen[junction as usize] = true;
            self.touched.push(junction);
        }
        if least < self.due[junction as usize] {
            self.due[junction as usize] = least;
            self.buckets[(least >> self.shift) as usize].push((least, junction));
        }
    }

    /// Label correcting in the order of the least new label, until nothing gets better. Labels up to
    /// the limit are exact, those above it are not.
    #[inline(always)]
    pub fn run(&mut self, graph: &Graph) {
        for bucket in 0..self.buckets.len() {
            let mut done = 0;
            while let Some((least, junction)) = self.buckets[bucket].get(done).copied() {
                done += 1;
                if self.due[junction as usize] != least {
                    continue;
                }
                self.due[junction as usize] = UNREACHED;
                let row = self.rows[junction as usize];
                for link in graph.links(junction) {
                    let to = &mut self.rows[link.to as usize];
                    let (better, least) = relax(&row, link.cost, to);
                    if least <= self.limit {
                        *to = better;
                        self.wait(link.to, least);
                    }
                }
            }
            self.buckets[bucket].clear();
        }
    }
}

/// The row of a neighbor, and the least of its labels that got better.
#[inline(always)]
fn relax(row: &Row, cost: u32, to: &Row) -> (Row, u32) {
    let mut better = *to;
    let mut least = UNREACHED;
    for (label, new) in better.0.iter_mut().zip(row.0) {
        let by = new.saturating_add(cost);
        least = least.min(if by < *label { by } else { UNREACHED });
        *label = by.min(*label);
    }
    (better, least)
}
