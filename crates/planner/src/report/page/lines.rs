//! Streets as few lines: joined where they merely go on, straightened where nobody sees it, and the
//! smaller kinds left out where there would be too much.
use super::frame::Frame;
use crate::streets::{Streets, Way};
use std::fmt::Write as _;

type Place = (i32, i32);

/// What is drawn of streets may take so many bytes in a page.
const MOST: usize = 900_000;

/// One path of all roads, one of streets, one of what only walkers use; none where that is too much.
pub fn drawn(streets: &Streets, frame: &Frame) -> [String; 3] {
    let mut paths: [String; 3] = Default::default();
    let mut left = MOST;
    for (n, kinds) in [&[Way::Road][..], &[Way::Street], &[Way::Footway, Way::Crossing, Way::Steps]]
        .iter()
        .enumerate()
    {
        let lines = lines(streets, frame, kinds);
        // Straighter and straighter until it fits; then a smaller kind is left out altogether.
        let fitting =
            [1.0, 2.5, 6.0].iter().map(|far| path(&lines, *far)).find(|p| p.len() <= left);
        let drawn = fitting.or_else(|| (n == 0).then(|| longest(&lines, left)));
        let Some(drawn) = drawn else { break };
        left -= drawn.len().min(left);
        paths[n] = drawn;
    }
    paths
}

/// Lines of some kinds, each from one end or fork to the next.
fn lines(streets: &Streets, frame: &Frame, kinds: &[Way]) -> Vec<Vec<Place>> {
    let place = |p: u32| streets.points.get(p as usize).map(|at| frame.place(*at));
    let mut pieces = vec![];
    for segment in streets.segments.iter().filter(|s| kinds.contains(&s.kind)) {
        if let (Some(a), Some(b)) = (place(segment.from), place(segment.to))
            && (frame.holds(a) || frame.holds(b))
        {
            pieces.push((segment.from, segment.to));
        }
    }
    // The pieces at each point, as a list in order of points.
    let mut ends: Vec<(u32, u32)> = Vec::with_capacity(pieces.len() * 2);
    for (n, (a, b)) in (0u32..).zip(&pieces) {
        ends.extend([(*a, n), (*b, n)]);
    }
    ends.sort_unstable();
    let at = |point: u32| {
        let from = ends.partition_point(|(p, _)| *p < point);
        let to = from + ends[from..].partition_point(|(p, _)| *p == point);
        &ends[from..to]
    };
    let mut used = vec![false; pieces.len()];
    let mut lines = vec![];
    let mut follow = |start: u32, first: u32| {
        let mut line = vec![start];
        let (mut point, mut piece) = (start, first);
        while !std::mem::replace(&mut used[piece as usize], true) {
            let (a, b) = pieces[piece as usize];
            point = if a == point { b } else { a };
            line.push(point);
            match at(point) {
                [(_, one), (_, two)] => piece = if *one == piece { *two } else { *one },
                _ => break,
            }
        }
        if line.len() > 1 {
            lines.push(line.iter().filter_map(|p| place(*p)).collect());
        }
    };
    // From ends and forks first; what is left are rings.
    for (n, (a, b)) in (0u32..).zip(&pieces) {
        for point in [*a, *b] {
            if at(point).len() != 2 {
                follow(point, n);
            }
        }
    }
    for (n, (a, _)) in (0u32..).zip(&pieces) {
        follow(*a, n);
    }
    lines
}

/// As the `d` of an SVG path, straightened by so many steps.
fn path(lines: &[Vec<Place>], far: f64) -> String {
    let mut path = String::new();
    for line in lines {
        draw(&mut path, &straightened(line, far), false);
    }
    path
}

/// The longest lines that fit.
fn longest(lines: &[Vec<Place>], most: usize) -> String {
    let long = |line: &Vec<Place>| -> i64 {
        let step =
            |w: &[Place]| i64::from((w[0].0 - w[1].0).abs()) + i64::from((w[0].1 - w[1].1).abs());
        line.windows(2).map(step).sum()
    };
    let mut lines: Vec<&Vec<Place>> = lines.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(long(line)));
    let mut path = String::new();
    for line in lines {
        let before = path.len();
        draw(&mut path, &straightened(line, 6.0), false);
        if path.len() > most {
            path.truncate(before);
            break;
        }
    }
    path
}

/// Adds a line, or a ring, in steps from point to point.
pub fn draw(path: &mut String, line: &[Place], ring: bool) {
    let Some(first) = line.first() else { return };
    if line.len() < 2 || line.iter().all(|p| p == first) {
        return;
    }
    // Writing to a string does not fail.
    let _ = write!(path, "M{} {}l", first.0, first.1);
    let (mut last, mut start) = (*first, true);
    for next in &line[1..] {
        let (dx, dy) = (next.0 - last.0, next.1 - last.1);
        if (dx, dy) == (0, 0) {
            continue;
        }
        let between = if start || dx < 0 { "" } else { " " };
        let minus = if dy < 0 { "" } else { " " };
        let _ = write!(path, "{between}{dx}{minus}{dy}");
        (last, start) = (*next, false);
    }
    if ring {
        path.push('z');
    }
}

/// Without the points that lie within so many steps of the line without them (Douglas and Peucker).
pub fn straightened(line: &[Place], far: f64) -> Vec<Place> {
    let mut keep = vec![false; line.len()];
    let mut open = if line.len() > 2 { vec![(0, line.len() - 1)] } else { vec![] };
    for end in [0, line.len().saturating_sub(1)] {
        if let Some(kept) = keep.get_mut(end) {
            *kept = true;
        }
    }
    while let Some((from, to)) = open.pop() {
        let (a, b) = (line[from], line[to]);
        let away = |n: usize| aside(line[n], a, b);
        let between = from + 1..to;
        let Some(most) = between.max_by(|m, n| away(*m).total_cmp(&away(*n))) else { continue };
        if away(most) > far {
            keep[most] = true;
            open.extend([(from, most), (most, to)]);
        }
    }
    line.iter().zip(keep).filter(|(_, kept)| *kept).map(|(p, _)| *p).collect()
}

fn aside(p: Place, a: Place, b: Place) -> f64 {
    let f = |n: i32| f64::from(n);
    let (dx, dy) = (f(b.0) - f(a.0), f(b.1) - f(a.1));
    let (px, py) = (f(p.0) - f(a.0), f(p.1) - f(a.1));
    let long = dx.hypot(dy);
    if long == 0.0 { px.hypot(py) } else { (dx * py - dy * px).abs() / long }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_straightened_and_short() {
        let line = [(0, 0), (10, 0), (20, 1), (30, 0), (30, 40)];
        assert_eq!(straightened(&line, 1.5), [(0, 0), (30, 0), (30, 40)]);
        assert_eq!(straightened(&line, 0.3).len(), 5);
        let mut path = String::new();
        draw(&mut path, &[(5, 5), (8, 3), (2, 9), (2, 9)], true);
        assert_eq!(path, "M5 5l3-2-6 6z");
        draw(&mut path, &[(1, 1), (1, 1)], false);
        assert_eq!(path, "M5 5l3-2-6 6z");
    }
}
