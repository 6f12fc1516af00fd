//! The streets as a drawing: lines by kind, simplified until they are light enough to send.
use lianxin_planner::LonLat;
use lianxin_planner::streets::{Segment, Streets, Way};
use std::fmt::Write as _;

/// About two megabytes of text.
const MOST_PLACES: usize = 90_000;
/// Meters a drawn line may be beside the real one, tried in turn.
const TOLERANCES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
/// In the order in which they are left out where all are too many: the last stays.
const KINDS: [(Way, &str); 5] = [
    (Way::Crossing, "crossing"),
    (Way::Steps, "steps"),
    (Way::Footway, "footway"),
    (Way::Street, "street"),
    (Way::Road, "road"),
];
/// Meters of a ten-millionth of a degree of latitude.
const A_UNIT: f64 = 0.011_119_5;

type Line = Vec<LonLat>;

/// A GeoJSON collection with one feature for each kind of way.
pub fn draw(streets: &Streets) -> String {
    let all: Vec<(&str, Vec<Line>)> =
        KINDS.iter().map(|(kind, name)| (*name, lines(streets, *kind))).collect();
    for left_out in 0..KINDS.len() {
        for tolerance in TOLERANCES {
            let drawn: Vec<(&str, Vec<Line>)> = all
                .iter()
                .skip(left_out)
                .map(|(name, lines)| (*name, simplified(lines, tolerance)))
                .collect();
            let places: usize = drawn.iter().flat_map(|(_, l)| l).map(Vec::len).sum();
            if places <= MOST_PLACES {
                return text(&drawn);
            }
        }
    }
    text(&[])
}

/// The ways of a kind as lines from fork to fork.
fn lines(streets: &Streets, kind: Way) -> Vec<Line> {
    let segments: Vec<&Segment> = streets.segments.iter().filter(|s| s.kind == kind).collect();
    let mut ends: Vec<(u32, usize)> = vec![];
    for (n, segment) in segments.iter().enumerate() {
        ends.push((segment.from, n));
        ends.push((segment.to, n));
    }
    ends.sort_unstable();
    let at = |point: u32| {
        let from = ends.partition_point(|e| e.0 < point);
        let to = ends.partition_point(|e| e.0 <= point);
        ends.get(from..to).unwrap_or(&[])
    };
    let mut used = vec![false; segments.len()];
    let mut lines = vec![];
    let mut follow = |start: u32, first: usize| {
        let (mut points, mut point, mut next) = (vec![start], start, Some(first));
        while let Some(n) = next.filter(|n| !used[*n]) {
            used[n] = true;
            point = if segments[n].from == point { segments[n].to } else { segments[n].from };
            points.push(point);
            // Goes on where the way goes on, and ends where it forks.
            next = match at(point) {
                [(_, a), (_, b)] => Some(if *a == n { *b } else { *a }),
                _ => None,
            };
        }
        if points.len() > 1 {
            lines.push(points.iter().map(|p| streets.points[*p as usize]).collect());
        }
    };
    for (point, n) in &ends {
        if at(*point).len() != 2 {
            follow(*point, *n);
        }
    }
    // What is left are rings.
    for (n, segment) in segments.iter().enumerate() {
        follow(segment.from, n);
    }
    lines
}

fn simplified(lines: &[Line], tolerance: f64) -> Vec<Line> {
    let seen = |line: &&Line| tolerance < 8.0 || extent(line) >= tolerance;
    lines.iter().filter(seen).map(|line| simplify(line, tolerance)).collect()
}

/// How far a line reaches, in meters.
fn extent(line: &Line) -> f64 {
    let Some(first) = line.first() else { return 0.0 };
    line.iter().map(|at| away(*first, *at)).fold(0.0, f64::max)
}

fn flat(origin: LonLat, at: LonLat) -> (f64, f64) {
    let narrow = origin.lat_degrees().to_radians().cos();
    let x = (f64::from(at.lon) - f64::from(origin.lon)) * A_UNIT * narrow;
    (x, (f64::from(at.lat) - f64::from(origin.lat)) * A_UNIT)
}

fn away(a: LonLat, b: LonLat) -> f64 {
    let (x, y) = flat(a, b);
    x.hypot(y)
}

/// Ramer, Douglas and Peucker: keeps every place that is farther beside the line than allowed.
fn simplify(line: &Line, tolerance: f64) -> Line {
    let mut keep = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        (keep[from], keep[to]) = (true, true);
        let beside = |n: usize| (n, beside(line[n], line[from], line[to]));
        let farthest = (from + 1..to).map(beside).max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((middle, _)) = farthest.filter(|(_, far)| *far > tolerance) {
            open.push((from, middle));
            open.push((middle, to));
        }
    }
    line.iter().zip(&keep).filter(|(_, kept)| **kept).map(|(at, _)| *at).collect()
}

/// How far a place is from the piece between two others, in meters.
fn beside(at: LonLat, from: LonLat, to: LonLat) -> f64 {
    let ((x, y), (tx, ty)) = (flat(from, at), flat(from, to));
    let square = tx * tx + ty * ty;
    let along = if square == 0.0 { 0.0 } else { ((x * tx + y * ty) / square).clamp(0.0, 1.0) };
    (x - along * tx).hypot(y - along * ty)
}

/// Five decimals are a meter. Written by hand: a tree of values would take many times the memory.
fn text(kinds: &[(&str, Vec<Line>)]) -> String {
    let mut out = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for (n, (kind, lines)) in kinds.iter().filter(|(_, lines)| !lines.is_empty()).enumerate() {
        if n > 0 {
            out.push(',');
        }
        let _ = write!(
            out,
            "{{\"type\":\"Feature\",\"properties\":{{\"kind\":\"{kind}\"}},\"geometry\":\
             {{\"type\":\"MultiLineString\",\"coordinates\":["
        );
        for (n, line) in lines.iter().enumerate() {
            out.push_str(if n > 0 { ",[" } else { "[" });
            for (n, at) in line.iter().enumerate() {
                let comma = if n > 0 { "," } else { "" };
                let (lon, lat) = (at.lon_degrees(), at.lat_degrees());
                let _ = write!(out, "{comma}[{lon:.5},{lat:.5}]");
            }
            out.push(']');
        }
        out.push_str("]}}");
    }
    out.push_str("]}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_planner::streets::Line as Way2;
    use serde_json::Value;

    fn at(x: i32, y: i32) -> LonLat {
        LonLat { lon: 1_138_500_000 + x, lat: 345_900_000 + y }
    }

    fn line(kind: Way, points: &[(i32, i32)]) -> Way2 {
        Way2 { points: points.iter().map(|(x, y)| at(*x, *y)).collect(), kind }
    }

    #[test]
    fn a_straight_way_keeps_its_ends_and_a_bend_stays() {
        let straight: Vec<(i32, i32)> = (0..50).map(|n| (n * 1_000, 0)).collect();
        let bent = [(0, 100_000), (50_000, 150_000), (100_000, 100_000)];
        let lines = vec![line(Way::Street, &straight), line(Way::Road, &bent)];
        let streets = Streets::from_lines(lines).unwrap();
        let map: Value = serde_json::from_str(&draw(&streets)).unwrap();
        let of = |kind: &str| {
            let features = map["features"].as_array().unwrap();
            let found = features.iter().find(|f| f["properties"]["kind"] == kind).unwrap();
            found["geometry"]["coordinates"].as_array().unwrap().clone()
        };
        assert_eq!(of("street").len(), 1);
        assert_eq!(of("street")[0].as_array().unwrap().len(), 2);
        assert_eq!(of("road")[0].as_array().unwrap().len(), 3);
        assert_eq!(map["features"].as_array().unwrap().len(), 2, "no empty kinds");
    }

    #[test]
    fn forks_and_rings_are_drawn_whole() {
        let cross = [
            line(Way::Street, &[(0, 0), (10_000, 0), (20_000, 0)]),
            line(Way::Street, &[(10_000, 0), (10_000, 10_000)]),
            line(Way::Footway, &[(0, 90_000), (9_000, 90_000), (9_000, 99_000), (0, 90_000)]),
        ];
        let streets = Streets::from_lines(cross.to_vec()).unwrap();
        assert_eq!(lines(&streets, Way::Street).len(), 3);
        let ring = lines(&streets, Way::Footway);
        assert_eq!((ring.len(), ring[0].len()), (1, 4));
        assert_eq!(ring[0].first(), ring[0].last());
    }

    #[test]
    fn a_large_city_stays_light() {
        let grid = (0..300).flat_map(|n| {
            let along: Vec<_> = (0..300).map(|m| (m * 9_000, n * 9_000)).collect();
            let across: Vec<_> = (0..300).map(|m| (n * 9_000, m * 9_000)).collect();
            [line(Way::Footway, &along), line(Way::Road, &across)]
        });
        let streets = Streets::from_lines(grid.collect()).unwrap();
        let text = draw(&streets);
        assert!(text.len() < 2_200_000, "{}", text.len());
        assert!(text.contains("\"road\""));
    }
}
