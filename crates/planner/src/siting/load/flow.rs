use crate::{Result, Watch};

/// More than any flow; far enough from the edge to be added to.
pub(super) const ENDLESS: i64 = i64::MAX / 4;

/// A flow of least cost, by the network simplex: nodes with what they give (or take, below 0), arcs
/// with room and cost from 0 up.
#[derive(Default)]
pub(super) struct Network {
    pub gives: Vec<i64>,
    from: Vec<u32>,
    to: Vec<u32>,
    room: Vec<i64>,
    cost: Vec<i64>,
}

impl Network {
    pub fn new(nodes: usize) -> Self {
        Self { gives: vec![0; nodes], ..Self::default() }
    }

    pub fn arc(&mut self, from: usize, to: usize, room: i64, cost: i64) {
        self.from.push(from as u32);
        self.to.push(to as u32);
        self.room.push(room);
        self.cost.push(cost);
    }

    /// The flow on every arc; none where the nodes cannot give all they have.
    pub fn least(self, watch: &Watch<'_>) -> Result<Option<Vec<i64>>> {
        let arcs = self.from.len();
        let mut simplex = Simplex::new(self);
        let block = ((arcs as f64).sqrt() as usize).max(20);
        let mut at = 0;
        let mut pivots = 0u32;
        while let Some(arc) = simplex.enter(&mut at, block) {
            simplex.pivot(arc);
            pivots = pivots.wrapping_add(1);
            if pivots.is_multiple_of(1024) {
                watch.go_on()?;
            }
        }
        let fits = simplex.flow[arcs..].iter().all(|flow| *flow == 0);
        simplex.flow.truncate(arcs);
        Ok(fits.then_some(simplex.flow))
    }
}

const TREE: i64 = 0;
const EMPTY: i64 = 1;
const FULL: i64 = -1;

struct Simplex {
    net: Network,
    flow: Vec<i64>,
    state: Vec<i64>,
    /// Duals: an arc is worth using while cost + dual(from) - dual(to) < 0.
    dual: Vec<i64>,
    parent: Vec<usize>,
    /// The arc to the parent, and 1 when it points up, -1 down.
    arc: Vec<usize>,
    up: Vec<i64>,
    depth: Vec<u32>,
    children: Vec<Vec<usize>>,
}

impl Simplex {
    /// Begins with every node tied to a root by an arc that costs more than any path.
    fn new(mut net: Network) -> Self {
        let (nodes, arcs) = (net.gives.len(), net.from.len());
        let dear = net.cost.iter().copied().max().unwrap_or(0).max(1) * (nodes as i64 + 1);
        let mut flow = vec![0; arcs];
        let mut state = vec![EMPTY; arcs];
        let mut dual = vec![0; nodes + 1];
        let mut up = vec![1; nodes + 1];
        for node in 0..nodes {
            let gives = net.gives[node];
            let (from, to) = if gives >= 0 { (node, nodes) } else { (nodes, node) };
            net.arc(from, to, ENDLESS, dear);
            flow.push(gives.abs());
            state.push(TREE);
            up[node] = if gives >= 0 { 1 } else { -1 };
            dual[node] = -up[node] * dear;
        }
        let mut children = vec![vec![]; nodes + 1];
        children[nodes] = (0..nodes).collect();
        Self {
            net,
            flow,
            state,
            dual,
            parent: vec![nodes; nodes + 1],
            arc: (arcs..=arcs + nodes).collect(),
            up,
            depth: (0..=nodes).map(|node| u32::from(node != nodes)).collect(),
            children,
        }
    }

    /// The best arc of the first block that has one, going round.
    fn enter(&self, at: &mut usize, block: usize) -> Option<usize> {
        let arcs = self.state.len();
        let mut best = (0, 0);
        for seen in 1..=arcs {
            *at = if *at + 1 >= arcs { 0 } else { *at + 1 };
            let arc = *at;
            let (from, to) = (self.net.from[arc] as usize, self.net.to[arc] as usize);
            let reduced = self.state[arc] * (self.net.cost[arc] + self.dual[from] - self.dual[to]);
            if reduced < best.0 {
                best = (reduced, arc);
            }
            if seen % block == 0 && best.0 < 0 {
                break;
            }
        }
        (best.0 < 0).then_some(best.1)
    }

    fn join(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    /// Pushes what fits around the cycle the arc closes. Ties leave the tree strongly feasible, which
    /// keeps the simplex from going in circles.
    fn pivot(&mut self, entering: usize) {
        let (from, to) = (self.net.from[entering] as usize, self.net.to[entering] as usize);
        let join = self.join(from, to);
        let (first, second) = if self.state[entering] == EMPTY { (from, to) } else { (to, from) };
        let mut least = self.net.room[entering];
        let mut leaves: Option<(usize, bool)> = None;
        let mut node = first;
        while node != join {
            let fits = self.fits(node, -1);
            if fits < least {
                (least, leaves) = (fits, Some((node, true)));
            }
            node = self.parent[node];
        }
        node = second;
        while node != join {
            let fits = self.fits(node, 1);
            if fits <= least {
                (least, leaves) = (fits, Some((node, false)));
            }
            node = self.parent[node];
        }
        self.push(entering, join, least);
        let Some((out, on_first)) = leaves else {
            self.state[entering] = -self.state[entering];
            return;
        };
        let leaving = self.arc[out];
        self.state[leaving] = if self.flow[leaving] == 0 { EMPTY } else { FULL };
        self.state[entering] = TREE;
        let (below, above) = if on_first { (first, second) } else { (second, first) };
        self.hang(below, above, entering, out);
    }

    /// What fits on the arc over a node when flow goes up (1) or down (-1).
    fn fits(&self, node: usize, way: i64) -> i64 {
        let arc = self.arc[node];
        if self.up[node] == way { self.net.room[arc] - self.flow[arc] } else { self.flow[arc] }
    }

    fn push(&mut self, entering: usize, join: usize, amount: i64) {
        let amount = self.state[entering] * amount;
        self.flow[entering] += amount;
        for (end, way) in [(self.net.from[entering], -amount), (self.net.to[entering], amount)] {
            let mut node = end as usize;
            while node != join {
                self.flow[self.arc[node]] += self.up[node] * way;
                node = self.parent[node];
            }
        }
    }

    /// Ties `below` under `above` by the entering arc; the path from it up to `out` turns round.
    fn hang(&mut self, below: usize, above: usize, entering: usize, out: usize) {
        let (mut node, mut parent, mut arc) = (below, above, entering);
        loop {
            let (old_parent, old_arc) = (self.parent[node], self.arc[node]);
            let place = self.children[old_parent].iter().position(|child| *child == node);
            if let Some(place) = place {
                self.children[old_parent].swap_remove(place);
            }
            self.children[parent].push(node);
            self.parent[node] = parent;
            self.arc[node] = arc;
            self.up[node] = if self.net.from[arc] as usize == node { 1 } else { -1 };
            if node == out {
                break;
            }
            (parent, node, arc) = (node, old_parent, old_arc);
        }
        let shift = self.dual[above] - self.dual[below] - self.up[below] * self.net.cost[entering];
        let mut todo = vec![below];
        while let Some(node) = todo.pop() {
            self.dual[node] += shift;
            self.depth[node] = self.depth[self.parent[node]] + 1;
            todo.extend_from_slice(&self.children[node]);
        }
    }
}
