use super::*;
use crate::streets::Way;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// For each point the ways from it. Locked gates are passed by nobody.
fn ways(streets: &Streets, passes: impl Fn(u32, u32) -> bool) -> Vec<Vec<(u32, u64)>> {
    let mut ways = vec![vec![]; streets.points.len()];
    let closed = |p: u32| streets.barriers[p as usize] == Barrier::Closed;
    for s in &streets.segments {
        if !closed(s.from) && !closed(s.to) && passes(s.from, s.to) {
            ways[s.from as usize].push((s.to, u64::from(s.length)));
            ways[s.to as usize].push((s.from, u64::from(s.length)));
        }
    }
    ways
}

fn far(ways: &[Vec<(u32, u64)>], from: u32) -> Vec<Option<u64>> {
    let mut far = vec![None; ways.len()];
    let mut queue = BinaryHeap::from([(Reverse(0u64), from)]);
    while let Some((Reverse(cost), point)) = queue.pop() {
        if far[point as usize].is_some() {
            continue;
        }
        far[point as usize] = Some(cost);
        for (to, long) in &ways[point as usize] {
            queue.push((Reverse(cost + long), *to));
        }
    }
    far
}

/// Points of the parts, the largest first.
fn parts(ways: &[Vec<(u32, u64)>]) -> Vec<usize> {
    let mut seen = vec![false; ways.len()];
    let mut sizes = vec![];
    for start in 0..ways.len() {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        let (mut stack, mut size) = (vec![start], 0);
        while let Some(point) = stack.pop() {
            size += 1;
            for (to, _) in &ways[point] {
                if !std::mem::replace(&mut seen[*to as usize], true) {
                    stack.push(*to as usize);
                }
            }
        }
        sizes.push(size);
    }
    sizes.sort_by_key(|size| Reverse(*size));
    sizes
}

fn nearest(streets: &Streets, at: LonLat) -> u32 {
    let far = |p: &LonLat| crate::millimeters(*p, at);
    let places = 0..streets.points.len();
    let place = places.min_by_key(|n| far(&streets.points[*n])).unwrap();
    u32::try_from(place).unwrap()
}

#[test]
fn the_same_plan_gives_the_same_city() {
    let (a, b) =
        (City::of_points(12_000, 3).make().unwrap(), City::of_points(12_000, 3).make().unwrap());
    assert_eq!(a.streets, b.streets);
    assert_eq!((&a.people.at, &a.people.counts), (&b.people.at, &b.people.counts));
    assert_eq!(a.estates, b.estates);
    assert_ne!(a.streets, City::of_points(12_000, 4).make().unwrap().streets);
}

#[test]
fn it_is_as_large_as_asked_for_and_hangs_together() {
    for (points, seed) in [(10_000, 1), (30_000, 2), (100_000, 5)] {
        let made = City::of_points(points, seed).make().unwrap();
        let got = made.streets.points.len();
        let off = (got as f64 / points as f64 - 1.0).abs();
        assert!(off < 0.12, "{points} asked, {got} made");
        let parts = parts(&ways(&made.streets, |_, _| true));
        assert!(parts[0] * 100 >= got * 98, "{points}: {} of {got}", parts[0]);
        let once = made.streets.segments.len() as f64 / got as f64;
        assert!((1.0..1.6).contains(&once), "{once}");
    }
}

#[test]
fn everyone_is_settled() {
    let city = City { people: 123_457, ..City::of_points(15_000, 9) };
    let made = city.make().unwrap();
    let total: u64 = made.people.counts.iter().map(|c| u64::from(*c)).sum();
    assert_eq!(total, 123_457);
    assert_eq!(made.people.counts.len(), made.people.at.len() * 13);
    assert_eq!(made.estates.iter().map(|e| e.people).sum::<u64>(), total);
    assert_eq!(made.blocks.iter().map(|b| b.people).sum::<u64>(), total);
    let regions = made.people.regions.len();
    assert!(made.people.region.iter().all(|r| (*r as usize) < regions));
    let elders = |old: bool| {
        let of = made.estates.iter().filter(|e| e.old == old && e.people > 400);
        let (mut sixty, mut all) = (0.0, 0.0);
        for estate in of {
            for row in estate.homes.clone() {
                let counts = &made.people.counts[row * 13..row * 13 + 13];
                sixty += f64::from(counts[9..].iter().sum::<u32>());
                all += f64::from(counts.iter().sum::<u32>());
            }
        }
        sixty / all
    };
    assert!((elders(true) - 0.25).abs() < 0.01, "{}", elders(true));
    assert!((elders(false) - 0.132).abs() < 0.01, "{}", elders(false));
}

#[test]
fn the_river_is_crossed_on_bridges_only() {
    let city = City::of_points(30_000, 6);
    let river = city.river.clone().unwrap();
    let made = city.make().unwrap();
    let spot = |p: u32| city.spot(made.streets.points[p as usize]);
    let over = |a: u32, b: u32| {
        let pieces = river.middle.windows(2);
        pieces.filter(|w| ground::meet((spot(a), spot(b)), (w[0], w[1])).is_some()).count() > 0
    };
    let bridges: Vec<_> = made.streets.segments.iter().filter(|s| over(s.from, s.to)).collect();
    assert!(!bridges.is_empty() && bridges.len() < 40, "{}", bridges.len());
    assert!(bridges.iter().all(|s| matches!(s.kind, Way::Road | Way::Footway)));
    let cut = parts(&ways(&made.streets, |a, b| !over(a, b)));
    let whole = made.streets.points.len();
    assert!(cut[0] < whole * 9 / 10 && cut[1] > whole / 10, "{cut:?} of {whole}");
}

#[test]
fn gates_decide_how_far_a_walk_is() {
    let made = City::of_points(12_000, 8).make().unwrap();
    let streets = &made.streets;
    let all = ways(streets, |_, _| true);
    let mut open: Vec<u32> = vec![];
    let (mut locked, mut narrow) = (0, 0);
    for gate in made.estates.iter().flat_map(|e| &e.gates) {
        let point = nearest(streets, gate.at);
        assert_eq!(streets.points[point as usize], gate.at);
        assert_eq!(streets.barriers[point as usize], gate.barrier);
        match gate.barrier {
            Barrier::Closed => locked += 1,
            Barrier::NoWheels => narrow += 1,
            Barrier::None => open.push(point),
        }
    }
    assert!(locked > 5 && narrow > 5 && open.len() > 50, "{locked} {narrow} {}", open.len());
    for estate in &made.estates {
        let open = estate.gates.iter().any(|g| g.barrier == Barrier::None);
        assert!(open || estate.gates.is_empty(), "{:?}", estate.name);
    }
    // Shut half of the open gates: walks from one estate to all places grow, some very much.
    let shut: std::collections::BTreeSet<u32> = open.iter().copied().step_by(2).collect();
    let fewer = ways(streets, |a, b| !shut.contains(&a) && !shut.contains(&b));
    let from = nearest(streets, made.estates[2].middle);
    let (before, after) = (far(&all, from), far(&fewer, from));
    let (mut grown, mut lost) = (0, 0);
    for (a, b) in before.iter().zip(&after) {
        match (a, b) {
            (Some(a), Some(b)) => {
                assert!(b >= a);
                grown += usize::from(*b > a + 100_000);
            }
            (Some(_), None) => lost += 1,
            (None, now) => assert!(now.is_none()),
        }
    }
    assert!(grown + lost > streets.points.len() / 20, "{grown} {lost}");
}

#[test]
fn parks_have_footways_only_and_lakes_have_nothing() {
    let city = City::of_points(40_000, 2);
    let made = city.make().unwrap();
    let (mut paths, mut steps) = (0, 0);
    for segment in &made.streets.segments {
        let ends = [segment.from, segment.to].map(|p| city.spot(made.streets.points[p as usize]));
        let inside = |ring: &Vec<Spot>| ends.iter().all(|s| ground::within(*s, ring));
        assert!(!city.lakes.iter().any(inside));
        if city.parks.iter().any(inside) {
            assert_eq!(segment.kind, Way::Footway);
            paths += 1;
        }
        steps += usize::from(segment.kind == Way::Steps);
    }
    assert!(paths > 20 && steps > 20, "{paths} {steps}");
    for at in &made.people.at {
        assert!(!city.parks.iter().any(|ring| ground::within(city.spot(*at), ring)));
    }
}

#[test]
fn given_roads_outline_and_regions_are_followed() {
    let line = |n: usize, swap: bool| -> Vec<Spot> {
        let base = 300.0 + n as f64 * 700.0;
        let at = |k: usize| (base + 20.0 * (k as f64).sin(), k as f64 * 200.0 - 300.0);
        (0..24).map(at).map(|s| if swap { (s.1, s.0) } else { s }).collect()
    };
    let ring = vec![(100.0, 100.0), (3_900.0, 300.0), (3_800.0, 3_700.0), (200.0, 3_900.0)];
    let west = vec![(0.0, 0.0), (2_000.0, 0.0), (2_000.0, 4_000.0), (0.0, 4_000.0)];
    let city = City {
        wide_m: 4_000.0,
        high_m: 4_000.0,
        outline: Some(ring.clone()),
        roads: Some(Roads {
            norths: (0..6).map(|n| line(n, false)).collect(),
            easts: (0..6).map(|n| line(n, true)).collect(),
        }),
        regions: vec![("west".into(), west)],
        people: 40_000,
        ..City::of_points(10_000, 1)
    };
    let made = city.make().unwrap();
    for at in &made.streets.points {
        assert!(ground::within(city.spot(*at), &ring));
    }
    let x = |p: u32| city.spot(made.streets.points[p as usize]).0;
    let on_road = made.streets.segments.iter().filter(|s| s.kind == Way::Road);
    let along = on_road.filter(|s| (980.0..1_020.0).contains(&x(s.from)));
    assert!(along.count() > 20);
    let west = made.people.region.iter().filter(|r| **r == 0).count();
    assert!(west > 50 && west < made.people.at.len(), "{west}");
    assert!(City { wide_m: 10.0, ..city.clone() }.make().is_err());
    assert!(City { outline: Some(vec![(0.0, 0.0)]), ..city }.make().is_err());
}
