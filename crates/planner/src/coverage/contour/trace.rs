use super::{Field, LEVEL, STRIP};
use crate::LonLat;

/// Inside is below this: between two whole values, so no node lies on an outline.
const EDGE: f64 = LEVEL as f64 - 0.5;

/// A closed line around or within an outline, inside on its left; the last point is not the first.
pub(super) struct Ring {
    pub points: Vec<LonLat>,
    /// Where it crosses lines of nodes from west to east: row, column west of the crossing.
    pub crossings: Vec<(u32, u32)>,
}

/// An edge between two neighboring nodes, by the node south or west of it: even is toward east, odd
/// toward north.
type Edge = usize;

/// Every ring, in the order of their first edges.
pub(super) fn rings(field: &Field) -> Vec<Ring> {
    let mut steps: Vec<(Edge, Edge)> = vec![];
    let strips = field.columns.div_ceil(STRIP);
    // Lines reach more than a cell beyond what is inside: a cell an outline crosses begins in a strip
    // they came near.
    for row in 0..field.rows - 1 {
        for strip in (0..strips).filter(|strip| field.near[row * strips + strip]) {
            let last = ((strip + 1) * STRIP + 1).min(field.columns);
            let nodes = row * field.columns + strip * STRIP..row * field.columns + last;
            let south = field.nodes[nodes.clone()].windows(2);
            let north =
                field.nodes[nodes.start + field.columns..nodes.end + field.columns].windows(2);
            for ((node, south), north) in nodes.zip(south).zip(north) {
                let inside = [south[0], south[1], north[0], north[1]].map(|value| value < LEVEL);
                if inside != [false; 4] && inside != [true; 4] {
                    cell(field, node, inside, |from, to| steps.push((from, to)));
                }
            }
        }
    }
    steps.sort_unstable();
    let row_of = |edge: Edge| edge / (2 * field.columns);
    let mut row_starts = vec![0; field.rows + 1];
    for (from, _) in &steps {
        row_starts[row_of(*from) + 1] += 1;
    }
    for row in 0..field.rows {
        row_starts[row + 1] += row_starts[row];
    }
    let mut done = vec![false; steps.len()];
    let mut rings = vec![];
    for first in 0..steps.len() {
        if done[first] {
            continue;
        }
        let mut ring = Ring { points: vec![], crossings: vec![] };
        let mut next = first;
        while !done[next] {
            done[next] = true;
            let (edge, to) = steps[next];
            ring.points.push(field.crossing(edge));
            if edge.is_multiple_of(2) {
                let node = edge / 2;
                ring.crossings.push(((node / field.columns) as u32, (node % field.columns) as u32));
            }
            // Every edge that is reached is left: inside is on one side of it only.
            let start = row_starts[row_of(to)];
            let of_row = &steps[start..row_starts[row_of(to) + 1]];
            match of_row.binary_search_by_key(&to, |step| step.0) {
                Ok(found) => next = start + found,
                Err(_) => break,
            }
        }
        rings.push(ring);
    }
    rings
}

/// The pieces of outline through the cell northeast of a node. Where two corners face each other the
/// cell between them is outside.
fn cell(field: &Field, node: usize, inside: [bool; 4], mut piece: impl FnMut(Edge, Edge)) {
    let [sw, se, nw, ne] = inside;
    let (south, north) = (2 * node, 2 * (node + field.columns));
    let (west, east) = (2 * node + 1, 2 * (node + 1) + 1);
    match (sw, se, ne, nw) {
        (false, false, false, false) | (true, true, true, true) => {}
        (true, false, false, false) => piece(south, west),
        (false, true, false, false) => piece(east, south),
        (false, false, true, false) => piece(north, east),
        (false, false, false, true) => piece(west, north),
        (true, true, false, false) => piece(east, west),
        (false, true, true, false) => piece(north, south),
        (false, false, true, true) => piece(west, east),
        (true, false, false, true) => piece(south, north),
        (true, false, true, false) => {
            piece(south, west);
            piece(north, east);
        }
        (false, true, false, true) => {
            piece(east, south);
            piece(west, north);
        }
        (false, true, true, true) => piece(west, south),
        (true, false, true, true) => piece(south, east),
        (true, true, false, true) => piece(east, north),
        (true, true, true, false) => piece(north, west),
    }
}

impl Field {
    /// Where an outline crosses an edge.
    fn crossing(&self, edge: Edge) -> LonLat {
        let node = edge / 2;
        let other = node + if edge.is_multiple_of(2) { 1 } else { self.columns };
        let (a, b) = (f64::from(self.nodes[node]), f64::from(self.nodes[other]));
        let share = (EDGE - a) / (b - a);
        let (column, row) = ((node % self.columns) as f64, (node / self.columns) as f64);
        let (column, row) =
            if edge.is_multiple_of(2) { (column + share, row) } else { (column, row + share) };
        LonLat {
            lon: (f64::from(self.southwest.lon) + column * self.by.0).round() as i32,
            lat: (f64::from(self.southwest.lat) + row * self.by.1).round() as i32,
        }
    }
}
