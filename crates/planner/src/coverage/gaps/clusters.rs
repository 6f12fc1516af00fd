use super::{GapRule, Uncovered, middle};
use crate::Result;
use crate::streets::{Barrier, Streets, Way};
use crate::walk::{Graph, around, covers, nearest_points};

impl Uncovered {
    /// Homes that are together, as indices into the people; ascending within each.
    pub fn clusters(
        &self,
        graph: &Graph,
        streets: &Streets,
        rule: &GapRule,
    ) -> Result<Vec<Vec<u32>>> {
        let joined = self.joined(graph, streets, rule.join_m.saturating_mul(1_000));
        let half = graph.profile().cost_of(rule.across_minutes).div_ceil(2);
        let homes = self.homes(graph)?;
        let mut clusters = vec![];
        // To which home's part each belongs, and how far it is from it.
        let mut part: Vec<Option<(u32, u32)>> = vec![None; self.of.len()];
        for together in joined {
            if let [alone] = together.as_slice() {
                clusters.push(vec![self.of[*alone as usize]]);
                continue;
            }
            // From the middle first: what is small enough stays whole. Then from where most live.
            let mut order = together.clone();
            order.sort_by_key(|i| (std::cmp::Reverse(self.people[*i as usize]), *i));
            let homes_in = |i: &u32| (self.at[*i as usize], u64::from(self.people[*i as usize]));
            let middle =
                middle(together.iter().map(homes_in)).and_then(|i| together.get(i)).copied();
            for start in middle.into_iter().chain(order) {
                if part[start as usize].is_some() {
                    continue;
                }
                let near = covers(graph, &[self.spots[start as usize]], &homes, half);
                for (home, cost) in near.of(0) {
                    let best = &mut part[home as usize];
                    if together.binary_search(&home).is_ok()
                        && best.is_none_or(|(far, _)| cost < far)
                    {
                        *best = Some((cost, start));
                    }
                }
                part[start as usize] = Some((0, start));
            }
            let mut members: Vec<(u32, u32)> = together
                .iter()
                .map(|i| (part[*i as usize].map_or(*i, |(_, start)| start), *i))
                .collect();
            members.sort_unstable();
            let cluster =
                |two: &[(u32, u32)]| two.iter().map(|(_, i)| self.of[*i as usize]).collect();
            clusters.extend(members.chunk_by(|a, b| a.0 == b.0).map(cluster));
        }
        Ok(clusters)
    }

    /// Groups of homes each within `limit` of another along the streets; indices ascend.
    ///
    /// Two homes are joined on their own chain; or from a home to the nearest home of a point around
    /// it; or, between the nearest homes of both ends of a segment. On any way of at most `limit`
    /// between two homes one of these holds at every step, since nearest homes are nearer.
    fn joined(&self, graph: &Graph, streets: &Streets, limit: u32) -> Vec<Vec<u32>> {
        let mut sets = Sets::new(self.spots.len());
        let wheels = graph.profile().wheels;
        let closed = |point: u32| match streets.barriers.get(point as usize) {
            Some(Barrier::Closed) => true,
            Some(Barrier::NoWheels) => wheels,
            _ => false,
        };
        let mut order: Vec<u32> = (0..self.spots.len() as u32).collect();
        let place = |i: &u32| (self.spots[*i as usize].chain, self.spots[*i as usize].offset);
        order.sort_unstable_by_key(|i| (place(i), *i));
        for two in order.windows(2) {
            let ((chain, from), (other, to)) = (place(&two[0]), place(&two[1]));
            if chain == other && to - from <= limit {
                sets.join(two[0], two[1]);
            }
        }
        let (nearest, costs) = nearest_points(graph, &self.spots, Some(limit));
        // One home stands for those at the same place; those at a point are the nearest there.
        order.dedup_by_key(|i| place(i));
        let mut at_point = vec![false; self.spots.len()];
        for (home, _) in nearest.iter().zip(&costs).filter(|(_, cost)| **cost == 0) {
            at_point[*home as usize] = true;
        }
        order.retain(|i| !at_point[*i as usize]);
        for some in order.chunks(4_096) {
            let spots: Vec<_> = some.iter().map(|i| self.spots[*i as usize]).collect();
            for (home, near) in some.iter().zip(around(graph, &spots, limit)) {
                for (point, cost) in near.points.iter().zip(&near.costs) {
                    if closed(*point) {
                        continue;
                    }
                    let point = *point as usize;
                    if cost.saturating_add(costs[point]) <= limit {
                        sets.join(*home, nearest[point]);
                    }
                }
            }
        }
        for segment in &streets.segments {
            let (a, b) = (segment.from as usize, segment.to as usize);
            let far = costs[a].saturating_add(costs[b]);
            if far > limit || closed(segment.from) || closed(segment.to) {
                continue;
            }
            let own = graph.profile().cost(segment.length, segment.kind == Way::Steps);
            if own.is_some_and(|own| far.saturating_add(own) <= limit) {
                sets.join(nearest[a], nearest[b]);
            }
        }
        sets.groups()
    }
}

/// Union-find; the lowest index leads.
struct Sets(Vec<u32>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n as u32).collect())
    }

    fn lead(&mut self, i: u32) -> u32 {
        let mut at = i;
        while self.0[at as usize] != at {
            let next = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = next;
            at = next;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.lead(a), self.lead(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    fn groups(mut self) -> Vec<Vec<u32>> {
        let mut all: Vec<(u32, u32)> =
            (0..self.0.len() as u32).map(|i| (self.lead(i), i)).collect();
        all.sort_unstable();
        all.chunk_by(|a, b| a.0 == b.0).map(|set| set.iter().map(|(_, i)| *i).collect()).collect()
    }
}
