//! Real maps, where they are at hand. The ranges hold what the files gave when they were measured,
//! give or take two percent: a change of the walking rules must be seen here.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]
use lianxin_planner::streets::{Reason, Streets, read};
use lianxin_planner::{Bounds, LonLat};
use std::path::Path;

struct Expected {
    file: &'static str,
    points: usize,
    segments: usize,
    kilometers: u64,
    /// Percent of the points in the largest connected part.
    largest: usize,
    /// Somewhere in the middle of it.
    inside: (f64, f64),
}

fn largest_part(streets: &Streets) -> usize {
    let mut of: Vec<u32> = (0..streets.points.len() as u32).collect();
    fn root(of: &mut [u32], mut point: u32) -> u32 {
        while of[point as usize] != point {
            of[point as usize] = of[of[point as usize] as usize];
            point = of[point as usize];
        }
        point
    }
    for segment in &streets.segments {
        let (a, b) = (root(&mut of, segment.from), root(&mut of, segment.to));
        of[a.max(b) as usize] = a.min(b);
    }
    let mut sizes = vec![0; of.len()];
    for point in 0..of.len() as u32 {
        sizes[root(&mut of, point) as usize] += 1;
    }
    sizes.into_iter().max().unwrap()
}

fn near(measured: usize, found: usize) -> bool {
    found.abs_diff(measured) * 50 <= measured
}

fn check(expected: &Expected) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("../shared/data/streets").join(expected.file);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let found = read(&path).unwrap();
    let streets = &found.streets;
    let (points, segments) = (streets.points.len(), streets.segments.len());
    let largest = largest_part(streets) * 100 / points;
    println!("{}: {points} {segments} {} {largest}", expected.file, streets.length());
    assert!(near(expected.points, points), "points {points}");
    assert!(near(expected.segments, segments), "segments {segments}");
    assert!(near(expected.kilometers as usize, (streets.length() / 1_000_000) as usize));
    assert!(largest.abs_diff(expected.largest) <= 1, "largest part {largest} %");
    assert!(found.remarks.count(Reason::WaysUsed) > 1000);
    let Bounds { southwest, northeast } = streets.bounds().unwrap();
    let at = LonLat::degrees(expected.inside.0, expected.inside.1).unwrap();
    assert!(southwest.lon < at.lon && at.lon < northeast.lon, "{southwest:?} {northeast:?}");
    assert!(southwest.lat < at.lat && at.lat < northeast.lat, "{southwest:?} {northeast:?}");
    assert_eq!(&Streets::load(&streets.save()).unwrap(), streets);
}

#[test]
fn monaco() {
    check(&Expected {
        file: "monaco.osm.pbf",
        points: 24_394,
        segments: 25_515,
        kilometers: 464,
        largest: 97,
        inside: (7.42, 43.74),
    });
}

#[test]
fn andorra() {
    check(&Expected {
        file: "andorra.osm.pbf",
        points: 37_518,
        segments: 37_846,
        kilometers: 820,
        largest: 81,
        inside: (1.52, 42.51),
    });
}

#[test]
fn porto() {
    check(&Expected {
        file: "porto_pt.osm.pbf",
        points: 303_901,
        segments: 326_936,
        kilometers: 9_718,
        largest: 98,
        inside: (-8.61, 41.15),
    });
}

#[test]
fn porto_alegre() {
    check(&Expected {
        file: "porto_alegre_br.osm.pbf",
        points: 37_862,
        segments: 44_940,
        kilometers: 1_835,
        largest: 98,
        inside: (-51.2, -30.05),
    });
}

#[test]
fn jinan() {
    check(&Expected {
        file: "jinan_cn.geojson.gz",
        points: 40_735,
        segments: 46_087,
        kilometers: 3_482,
        largest: 99,
        inside: (117.0, 36.65),
    });
}

#[test]
fn shenzhen() {
    check(&Expected {
        file: "shenzhen_part_cn.osm.gz",
        points: 7_185,
        segments: 7_932,
        kilometers: 260,
        largest: 94,
        inside: (113.95, 22.53),
    });
}
