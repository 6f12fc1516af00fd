use super::trace::Ring;
use crate::LonLat;

/// The outer ring and the holes; every ring ends where it begins.
pub type Polygon = Vec<Vec<LonLat>>;

/// Puts holes into the rings around them; `hole` is the smallest kept, in units of coordinates squared.
pub(super) fn of(rings: &[Ring], hole: f64) -> Vec<Polygon> {
    let areas: Vec<f64> = rings.iter().map(|ring| doubled(&ring.points) / 2.0).collect();
    let mut lines: Vec<(u32, u32, usize)> = vec![];
    for (ring, of) in rings.iter().enumerate() {
        lines.extend(of.crossings.iter().map(|(row, column)| (*row, *column, ring)));
    }
    lines.sort_unstable();
    let mut made: Vec<Polygon> = vec![];
    let mut outer = vec![usize::MAX; rings.len()];
    for (ring, area) in areas.iter().enumerate() {
        if *area > 0.0 {
            outer[ring] = made.len();
            made.push(vec![closed(&rings[ring].points)]);
        }
    }
    for (ring, area) in areas.iter().enumerate() {
        if *area <= -hole.max(f64::MIN_POSITIVE)
            && let Some(polygon) = made.get_mut(around(ring, rings, &outer, &lines))
        {
            polygon.push(closed(&rings[ring].points));
        }
    }
    made
}

/// The outer ring a hole is in: what lies next to its west is that ring, or another hole in it.
fn around(hole: usize, rings: &[Ring], outer: &[usize], lines: &[(u32, u32, usize)]) -> usize {
    let mut ring = hole;
    while outer[ring] == usize::MAX {
        let Some((row, column)) = rings[ring].crossings.iter().min_by_key(|(_, column)| *column)
        else {
            return usize::MAX;
        };
        let next = lines.partition_point(|(r, c, _)| (*r, *c) < (*row, *column));
        match next.checked_sub(1).map(|west| lines[west]).filter(|(r, ..)| r == row) {
            Some((_, _, west)) if west != ring => ring = west,
            _ => return usize::MAX,
        }
    }
    outer[ring]
}

fn closed(points: &[LonLat]) -> Vec<LonLat> {
    points.iter().chain(points.first()).copied().collect()
}

/// Twice the area, negative with the clock; near the first point numbers are small enough to be exact.
pub(in crate::coverage) fn doubled(points: &[LonLat]) -> f64 {
    let Some(first) = points.first() else { return 0.0 };
    let from = |at: &LonLat| {
        (f64::from(at.lon) - f64::from(first.lon), f64::from(at.lat) - f64::from(first.lat))
    };
    let pairs = points.iter().zip(points.iter().cycle().skip(1));
    pairs
        .map(|(a, b)| {
            let (a, b) = (from(a), from(b));
            a.0 * b.1 - b.0 * a.1
        })
        .sum()
}
