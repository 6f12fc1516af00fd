//! Footways along the banks of the river and in parks, joined to the streets beside them.
use super::ground::{Ground, Near, away, box_of};
use super::net::Net;
use super::plan::{City, Spot};
use crate::streets::Way;
use std::collections::BTreeMap;

const STEP: f64 = 55.0;
/// Every how many points of a path a way leads to the streets, and how long it may be.
const EVERY: usize = 4;
const FARTHEST: f64 = 110.0;

/// Public points in squares of the size of the longest way to them.
struct Beside(BTreeMap<(i64, i64), Vec<(u32, Spot)>>);

impl Beside {
    fn square((x, y): Spot) -> (i64, i64) {
        ((x / FARTHEST).floor() as i64, (y / FARTHEST).floor() as i64)
    }

    fn of(city: &City, net: &Net, around: &[Vec<Spot>]) -> Self {
        let mut wanted: BTreeMap<(i64, i64), Vec<(u32, Spot)>> = BTreeMap::new();
        for (x, y) in around.iter().flatten().map(|spot| Self::square(*spot)) {
            for square in (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y))) {
                wanted.entry(square).or_default();
            }
        }
        if !wanted.is_empty() {
            for point in (0..net.len()).filter(|p| net.public[*p as usize]) {
                let spot = city.spot(net.points[point as usize]);
                if let Some(list) = wanted.get_mut(&Self::square(spot)) {
                    list.push((point, spot));
                }
            }
        }
        Self(wanted)
    }

    fn nearest(&self, spot: Spot, near: &Near<'_>) -> Option<u32> {
        let (x, y) = Self::square(spot);
        let squares = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let all = squares.filter_map(|square| self.0.get(&square)).flatten();
        let fits = |to: Spot| !near.green(to) && near.walks(spot, to);
        let far = |to: Spot| away(spot, to);
        all.filter(|(_, to)| far(*to) < FARTHEST && fits(*to))
            .min_by(|a, b| far(a.1).total_cmp(&far(b.1)).then(a.0.cmp(&b.0)))
            .map(|(point, _)| *point)
    }
}

pub fn lay(city: &City, ground: &Ground<'_>, net: &mut Net) {
    let mut paths: Vec<(Vec<Spot>, Way)> = vec![];
    if let Some(river) = &city.river {
        for side in [-1.0, 1.0] {
            paths.push((bank(&river.middle, side * (river.wide / 2.0 + 12.0)), Way::Steps));
        }
    }
    for park in &city.parks {
        paths.extend(walks(park).into_iter().map(|walk| (walk, Way::Footway)));
    }
    let spots: Vec<Vec<Spot>> = paths.iter().map(|(path, _)| path.clone()).collect();
    let beside = Beside::of(city, net, &spots);
    let mut crossed = Crossed::default();
    for (path, kind) in &paths {
        let near = ground.near(path);
        let mut last: Option<(Spot, u32)> = None;
        for (n, spot) in path.iter().enumerate() {
            if !near.walks(*spot, *spot) || off(city, *spot) {
                last = None;
                continue;
            }
            let point = crossed.point(city, net, *spot);
            let fits = |from: Spot| near.walks(from, *spot) && away(from, *spot) < 3.0 * STEP;
            if let Some((_, before)) = last.filter(|(from, before)| *before != point && fits(*from))
            {
                net.ways.push((before, point, Way::Footway));
            }
            last = Some((*spot, point));
            if let Some(street) = (n % EVERY == 0).then(|| beside.nearest(*spot, &near)).flatten() {
                net.ways.push((point, street, *kind));
            }
        }
    }
}

/// Paths that come to the same spot share its point.
#[derive(Default)]
struct Crossed(BTreeMap<(i64, i64), u32>);

impl Crossed {
    fn point(&mut self, city: &City, net: &mut Net, (x, y): Spot) -> u32 {
        let key = ((x / 12.0).round() as i64, (y / 12.0).round() as i64);
        *self.0.entry(key).or_insert_with(|| net.add(city.on_earth((x, y))))
    }
}

fn off(city: &City, (x, y): Spot) -> bool {
    let inside = (0.0..=city.wide_m).contains(&x) && (0.0..=city.high_m).contains(&y);
    city.outline.is_none() && !inside
}

/// A line beside another, in even steps.
fn bank(middle: &[Spot], aside: f64) -> Vec<Spot> {
    let mut spots = vec![];
    for two in middle.windows(2) {
        let (a, b) = (two[0], two[1]);
        let long = away(a, b).max(1.0);
        let (dx, dy) = ((b.0 - a.0) / long, (b.1 - a.1) / long);
        let count = (long / STEP).round().max(1.0) as usize;
        for n in 0..count {
            let on = long * n as f64 / count as f64;
            spots.push((a.0 + dx * on - dy * aside, a.1 + dy * on + dx * aside));
        }
    }
    spots
}

/// A round inside the edge of a park, one further in, and two ways across.
fn walks(park: &[Spot]) -> Vec<Vec<Spot>> {
    let (low, high) = box_of(park);
    let middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
    let toward = |spot: Spot, share: f64| {
        (middle.0 + (spot.0 - middle.0) * share, middle.1 + (spot.1 - middle.1) * share)
    };
    let round = |share: f64| {
        let ring: Vec<Spot> =
            park.iter().chain(park.first()).map(|spot| toward(*spot, share)).collect();
        let mut spots = bank(&ring, 0.0);
        spots.extend(ring.first());
        spots
    };
    let mut all = vec![round(0.93), round(0.66)];
    all.extend(park.iter().step_by(4).map(|spot| bank(&[toward(*spot, 0.93), middle], 0.0)));
    all
}
