//! Fewer points in outlines, without a crossing: all rings of all bands are thinned together.
use super::Polygon;
use crate::{Bounds, LonLat};

/// Side of the squares in which points are looked for, in ten-millionths of a degree: about 50 m.
const SIDE: i64 = 5_000;
const MOST_SQUARES: i64 = 4_000_000;
/// In each at most every second point goes, so that what is lost does not add up along a ring.
const PASSES: u32 = 5;

#[derive(Clone, Copy)]
struct Node {
    point: u32,
    before: u32,
    after: u32,
    ring: u32,
}

struct Net {
    nodes: Vec<Node>,
    /// Points of all rings, each once, ascending.
    points: Vec<LonLat>,
    /// Nodes at point `p`: `at[first[p]..first[p + 1]]`; bands share points where they share outlines.
    first: Vec<u32>,
    at: Vec<u32>,
    alive: Vec<bool>,
    /// Points left in each ring.
    sizes: Vec<u32>,
    squares: Squares,
}

/// Takes away points whose triangle with their neighbors is smaller than `area` (in coordinates
/// squared) and has no other point in it. So no ring comes to cross itself or another, and what lay
/// within an outline lies within it still; where two run on one line, a point goes from both or stays.
pub(in crate::coverage) fn simplify(bands: &mut [Vec<Polygon>], area: f64) {
    let mut net = Net::of(bands);
    for _ in 0..PASSES {
        if !net.thin((2.0 * area) as i64) {
            break;
        }
    }
    net.put(bands);
}

impl Net {
    fn of(bands: &[Vec<Polygon>]) -> Self {
        let rings = || bands.iter().flatten().flatten();
        let mut nodes: Vec<Node> = vec![];
        let mut placed: Vec<(LonLat, u32)> = vec![];
        let mut sizes: Vec<u32> = vec![];
        for (number, ring) in (0u32..).zip(rings()) {
            // The last point is the first again.
            let count = ring.len().saturating_sub(1) as u32;
            let base = nodes.len() as u32;
            sizes.push(count);
            for (i, at) in (0..count).zip(ring) {
                let (before, after) = ((i + count - 1) % count, (i + 1) % count);
                placed.push((*at, base + i));
                nodes.push(Node {
                    point: 0,
                    before: base + before,
                    after: base + after,
                    ring: number,
                });
            }
        }
        placed.sort_unstable();
        let mut points: Vec<LonLat> = vec![];
        for (at, node) in &placed {
            if points.last() != Some(at) {
                points.push(*at);
            }
            nodes[*node as usize].point = points.len() as u32 - 1;
        }
        let at: Vec<u32> = placed.iter().map(|(_, node)| *node).collect();
        let mut first = vec![0u32; points.len() + 1];
        nodes.iter().for_each(|node| first[node.point as usize + 1] += 1);
        for p in 1..first.len() {
            first[p] += first[p - 1];
        }
        let squares = Squares::of(&points);
        let alive = vec![true; points.len()];
        Self { nodes, points, first, at, alive, sizes, squares }
    }

    /// Goes once around every ring. `doubled` is twice the area.
    fn thin(&mut self, doubled: i64) -> bool {
        let mut changed = false;
        let mut kept = vec![false; self.points.len()];
        for node in 0..self.nodes.len() {
            let point = self.nodes[node].point;
            if !self.alive[point as usize] || kept[point as usize] || !self.may_go(point, doubled) {
                continue;
            }
            for i in self.first[point as usize]..self.first[point as usize + 1] {
                let Node { before, after, ring, .. } = self.nodes[self.at[i as usize] as usize];
                self.nodes[before as usize].after = after;
                self.nodes[after as usize].before = before;
                self.sizes[ring as usize] -= 1;
                for neighbor in [before, after] {
                    kept[self.nodes[neighbor as usize].point as usize] = true;
                }
            }
            self.alive[point as usize] = false;
            changed = true;
        }
        changed
    }

    fn may_go(&self, point: u32, doubled: i64) -> bool {
        let nodes =
            &self.at[self.first[point as usize] as usize..self.first[point as usize + 1] as usize];
        let neighbors = |node: &u32| {
            let Node { before, after, .. } = self.nodes[*node as usize];
            (self.nodes[before as usize].point, self.nodes[after as usize].point)
        };
        let Some((before, after)) = nodes.first().map(neighbors) else { return false };
        let alike = |node: &u32| neighbors(node) == (before, after);
        if !nodes.iter().all(alike)
            || nodes.iter().any(|node| self.sizes[self.nodes[*node as usize].ring as usize] <= 4)
        {
            return false;
        }
        let at = |point: u32| self.points[point as usize];
        let corners = [at(before), at(point), at(after)];
        if cross(corners[0], corners[1], corners[2]).abs() > doubled {
            return false;
        }
        let own = [before, point, after];
        !self
            .squares
            .around(&corners)
            .any(|p| self.alive[p as usize] && !own.contains(&p) && within(&corners, at(p)))
    }

    /// Writes what is left back, rings in their order.
    fn put(&self, bands: &mut [Vec<Polygon>]) {
        let mut base = 0;
        for ring in bands.iter_mut().flatten().flatten() {
            let count = ring.len().saturating_sub(1);
            let nodes = &self.nodes[base..base + count];
            let left = nodes.iter().filter(|node| self.alive[node.point as usize]);
            let mut points: Vec<LonLat> =
                left.map(|node| self.points[node.point as usize]).collect();
            points.extend(points.first().copied());
            *ring = points;
            base += count;
        }
    }
}

/// Points by square.
struct Squares {
    southwest: LonLat,
    side: i64,
    columns: i64,
    first: Vec<u32>,
    points: Vec<u32>,
}

impl Squares {
    fn of(points: &[LonLat]) -> Self {
        let zero = LonLat::default();
        let bounds = Bounds::of(points.iter().copied());
        let bounds = bounds.unwrap_or(Bounds { southwest: zero, northeast: zero });
        let southwest = bounds.southwest;
        let span = |from: i32, to: i32| i64::from(to) - i64::from(from);
        let wide = span(southwest.lon, bounds.northeast.lon);
        let tall = span(southwest.lat, bounds.northeast.lat);
        let mut side = SIDE;
        while (wide / side + 1) * (tall / side + 1) > MOST_SQUARES {
            side *= 2;
        }
        let columns = wide / side + 1;
        let mut squares = Self { southwest, side, columns, first: vec![], points: vec![] };
        squares.first = vec![0; (columns * (tall / side + 1)) as usize + 1];
        for at in points {
            let (column, row) = squares.square(*at);
            squares.first[(row * columns + column) as usize + 1] += 1;
        }
        for i in 1..squares.first.len() {
            squares.first[i] += squares.first[i - 1];
        }
        let mut next = squares.first.clone();
        squares.points = vec![0; points.len()];
        for (i, at) in (0u32..).zip(points) {
            let (column, row) = squares.square(*at);
            let slot = &mut next[(row * columns + column) as usize];
            squares.points[*slot as usize] = i;
            *slot += 1;
        }
        squares
    }

    fn square(&self, at: LonLat) -> (i64, i64) {
        let from = |x: i32, from: i32| (i64::from(x) - i64::from(from)) / self.side;
        (from(at.lon, self.southwest.lon), from(at.lat, self.southwest.lat))
    }

    /// Points in the squares a triangle touches.
    fn around(&self, corners: &[LonLat; 3]) -> impl Iterator<Item = u32> {
        let [a, b, c] = corners.map(|at| self.square(at));
        let (west, east) = (a.0.min(b.0).min(c.0), a.0.max(b.0).max(c.0));
        let rows = a.1.min(b.1).min(c.1)..=a.1.max(b.1).max(c.1);
        rows.flat_map(move |row| {
            let first = self.first[(row * self.columns + west) as usize] as usize;
            let end = self.first[(row * self.columns + east) as usize + 1] as usize;
            self.points[first..end].iter().copied()
        })
    }
}

/// Twice the area of a triangle, positive against the clock. Points of an outline are near each other.
fn cross(a: LonLat, b: LonLat, c: LonLat) -> i64 {
    let from = |x: i32, y: i32| i64::from(x) - i64::from(y);
    from(b.lon, a.lon) * from(c.lat, a.lat) - from(b.lat, a.lat) * from(c.lon, a.lon)
}

/// Whether a place is in a triangle or on its sides; a flat triangle is the line between its corners.
fn within(corners: &[LonLat; 3], at: LonLat) -> bool {
    let [a, b, c] = *corners;
    let between = |a: i32, b: i32, c: i32, x: i32| a.min(b).min(c) <= x && x <= a.max(b).max(c);
    if !between(a.lon, b.lon, c.lon, at.lon) || !between(a.lat, b.lat, c.lat, at.lat) {
        return false;
    }
    let sides = [cross(a, b, at), cross(b, c, at), cross(c, a, at)];
    sides.iter().all(|s| *s >= 0) || sides.iter().all(|s| *s <= 0)
}
