//! Reads a map and says what is in it: `cargo run --release --example read -- MAP [SAVE.streets]`.
//! `--grid N` in place of a map lays out N × N corners instead.
use lianxin_planner::LonLat;
use lianxin_planner::streets::{Barrier, Segment, Streets, Way, build, read};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let map = words.next().ok_or("name a map")?;
    let started = Instant::now();
    let streets = if map == "--grid" {
        grid(words.next().ok_or("how many corners a side?")?.parse()?)
    } else {
        let found = read(Path::new(&map))?;
        for (reason, count) in found.remarks.iter() {
            println!("{:<20} {count:>10}", reason.code());
        }
        found.streets
    };
    println!("{:<20} {:>10}", "points", streets.points.len());
    println!("{:<20} {:>10}", "segments", streets.segments.len());
    println!("{:<20} {:>10} km", "length", streets.length() / 1_000_000);
    println!("{:<20} {:>10} ms", "took", started.elapsed().as_millis());
    if let Some(path) = words.next() {
        std::fs::write(path, streets.save())?;
    }
    Ok(())
}

fn grid(side: u32) -> Streets {
    let corners = (0..side * side).map(|n| (n % side, n / side));
    let step = |n: u32| (n as i32) * 10_000;
    let points = corners.clone().map(|(x, y)| LonLat { lon: step(x), lat: step(y) }).collect();
    let street = |from, to| Segment { from, to, length: 111_195, kind: Way::Street };
    let segments = corners
        .flat_map(|(x, y)| {
            let at = y * side + x;
            let right = (x + 1 < side).then(|| street(at, at + 1));
            let up = (y + 1 < side).then(|| street(at, at + side));
            right.into_iter().chain(up)
        })
        .collect();
    build(points, vec![Barrier::None; (side * side) as usize], segments)
}
