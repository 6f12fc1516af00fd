//! Outlines of what lies within a distance of lines and places: distances on a grid, traced at one
//! value. What is added only makes distances smaller, so an outline traced later contains one traced
//! before.
mod polygons;
mod simple;
mod trace;

pub use polygons::Polygon;
pub(super) use polygons::doubled;
pub(super) use simple::simplify;

use crate::{Bounds, LonLat};

/// Grid lines closer than this are not drawn apart on any map.
const MOST_NODES: f64 = 64e6;
/// Meters of a ten-millionth of a degree of latitude, on the sphere lengths are measured on.
const A_UNIT: f64 = 0.011_119_508;
/// Nodes of a row that are asked about together.
const STRIP: usize = 64;
/// Of a distance in the grid, so that outlines and twice their distance fit a byte.
const LEVEL: u8 = 96;

/// Distances from what was added so far, up to somewhat more than the outline's.
pub(super) struct Field {
    southwest: LonLat,
    /// Of a cell, in ten-millionths of a degree.
    by: (f64, f64),
    /// Meters of a ten-millionth of a degree.
    scale: (f64, f64),
    columns: usize,
    rows: usize,
    /// What an outline is away from lines, in meters; `LEVEL` in the grid.
    away: f64,
    nodes: Vec<u8>,
    /// Whether a line came near any of some neighboring nodes of a row: `[row * strips + strip]`.
    near: Vec<bool>,
}

impl Field {
    /// For lines within the bounds; `away` and `cell` in meters. Cells grow when there would be too
    /// many.
    pub fn new(bounds: Bounds, away: f64, cell: f64) -> Self {
        let (southwest, northeast) = (bounds.southwest, bounds.northeast);
        let middle = (southwest.lat_degrees() + northeast.lat_degrees()) / 2.0;
        let scale = (A_UNIT * middle.to_radians().cos().max(0.01), A_UNIT);
        let span = |from: i32, to: i32| f64::from(to) - f64::from(from);
        let wide = span(southwest.lon, northeast.lon) * scale.0;
        let tall = span(southwest.lat, northeast.lat) * scale.1;
        let needed = ((wide + 6.0 * away) * (tall + 6.0 * away) / MOST_NODES).sqrt();
        let cell = cell.max(needed).max(1.0);
        let away = away.max(cell * 1.5);
        // Around everything lies a frame that is outside: outlines close.
        let frame = away + 2.0 * cell;
        let count = |length: f64| ((length + 2.0 * frame) / cell).ceil() as usize + 2;
        let (columns, rows) = (count(wide), count(tall));
        let by = (cell / scale.0, cell / scale.1);
        let shifted = |from: i32, by: f64| (f64::from(from) - by).round() as i32;
        let southwest = LonLat {
            lon: shifted(southwest.lon, frame / scale.0),
            lat: shifted(southwest.lat, frame / scale.1),
        };
        let nodes = vec![u8::MAX; columns * rows];
        let near = vec![false; columns.div_ceil(STRIP) * rows];
        Self { southwest, by, scale, columns, rows, away, nodes, near }
    }

    /// Cells from the southwest.
    fn place(&self, at: LonLat) -> (f64, f64) {
        let from = |x: i32, from: i32| f64::from(x) - f64::from(from);
        (from(at.lon, self.southwest.lon) / self.by.0, from(at.lat, self.southwest.lat) / self.by.1)
    }

    fn cell_m(&self) -> f64 {
        self.by.1 * self.scale.1
    }

    /// Adds the straight line between two places within the bounds.
    pub fn line(&mut self, a: LonLat, b: LonLat) {
        let cell = self.cell_m();
        let (a, b) = (self.place(a), self.place(b));
        let level = f64::from(LEVEL) / self.away * cell;
        // One cell more than the outline, so that crossings between nodes are exact.
        let around = self.away / cell + 1.5;
        let range = |a: f64, b: f64, most: usize| {
            let from = (a.min(b) - around).ceil().max(0.0) as usize;
            from..((a.max(b) + around).floor() as usize + 1).min(most)
        };
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let columns = range(a.0, b.0, self.columns);
        let strips = self.columns.div_ceil(STRIP);
        for row in range(a.1, b.1, self.rows) {
            for strip in columns.start / STRIP..columns.end.div_ceil(STRIP) {
                self.near[row * strips + strip] = true;
            }
            let y = row as f64 - a.1;
            for column in columns.clone() {
                let x = column as f64 - a.0;
                let share = if length > 0.0 { (x * dx + y * dy) / length } else { 0.0 };
                let share = share.clamp(0.0, 1.0);
                let (x, y) = (x - share * dx, y - share * dy);
                // A cast of a float to a byte stops at 255.
                let value = ((x * x + y * y).sqrt() * level) as u8;
                let node = &mut self.nodes[row * self.columns + column];
                *node = value.min(*node);
            }
        }
    }

    /// The outlines as they are now, without holes smaller than `hole` square meters. Outer rings run
    /// against the clock, holes with it (RFC 7946); rings are closed.
    pub fn outlines(&self, hole: f64) -> Vec<Polygon> {
        // A hole that small has no island, which would be wider than the outline's distance all around.
        let hole = hole.min(3.0 * self.away * self.away);
        polygons::of(&trace::rings(self), hole / self.square_m())
    }

    /// Square meters of a ten-millionth of a degree squared.
    pub fn square_m(&self) -> f64 {
        self.scale.0 * self.scale.1
    }
}
