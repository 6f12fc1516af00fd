//! What the searches cost in CPU seconds, on a street network given by path (by default Porto from the
//! shared data): `cargo run --release -p lianxin-planner --example walk [PATH]`.
use lianxin_planner::streets;
use lianxin_planner::walk::{self, Graph, Homes, Snap, Snapping, Spot};
use lianxin_planner::{LonLat, Profile, Result};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::path::PathBuf;

/// CPU seconds of all threads of this process so far.
fn cpu() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    nanoseconds.sum::<u64>() as f64 / 1e9
}

/// The mean of some runs, in milliseconds: the clock ticks too coarsely to trust the least of them.
fn measure<T>(name: &str, runs: u32, mut work: impl FnMut() -> T) -> T {
    let before = cpu();
    for _ in 1..runs {
        work();
    }
    let last = work();
    println!("{name:<46} {:>9.2} ms", (cpu() - before) * 1e3 / f64::from(runs));
    last
}

fn main() -> Result<()> {
    let porto =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/streets/porto_pt.osm.pbf");
    let path = std::env::args().nth(1).map_or_else(|| PathBuf::from(porto), PathBuf::from);
    let streets = measure("read", 1, || streets::read(&path))?.streets;
    let profile = Profile::adult();
    let graph = measure("graph", 3, || Graph::build(&streets, &profile))?;
    println!(
        "{} points, {} segments, {} junctions, {} parts, {:.1} MB",
        streets.points.len(),
        streets.segments.len(),
        graph.junctions(),
        graph.parts().len(),
        graph.bytes() as f64 / 1e6
    );
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let on_large_part: Vec<Spot> =
        graph.point_spots().into_iter().flatten().filter(|s| graph.part(*s) == Some(0)).collect();
    let mut some = |count: usize| -> Vec<Spot> {
        (0..count).map(|_| on_large_part[random.random_range(0..on_large_part.len())]).collect()
    };
    let (centers, origins) = (some(500), some(1_000));
    let places: Vec<LonLat> = (0..100_000)
        .map(|_| {
            let at = streets.points[random.random_range(0..streets.points.len())];
            let near = |at: i32, by: i32| at + by;
            let (east, north) =
                (random.random_range(-3_000..3_000), random.random_range(-3_000..3_000));
            LonLat { lon: near(at.lon, east), lat: near(at.lat, north) }
        })
        .collect();
    let snapped = measure("snap 100,000 homes", 3, || graph.snap(&places, &Snapping::default()));
    let spots: Vec<Spot> = snapped.into_iter().filter_map(Snap::spot).collect();
    let people: Vec<u32> = (0..spots.len() * 3).map(|_| random.random_range(0..50)).collect();
    let homes = measure("homes", 3, || Homes::new(&graph, &spots, 3, &people))?;
    let limits = [5, 10, 15].map(|minutes| profile.cost_of(minutes));
    let limit = limits[2];
    measure("nearest of 500, every point, 15 min", 50, || {
        walk::nearest_points(&graph, &centers, Some(limit))
    });
    measure("nearest of 500, every point, unlimited", 50, || {
        walk::nearest_points(&graph, &centers, None)
    });
    measure("nearest of 500, 100,000 homes", 20, || walk::nearest(&graph, &centers, &homes, None));
    let around =
        measure("1,000 origins, every point, 15 min", 50, || walk::around(&graph, &origins, limit));
    let met: usize = around.iter().map(|around| around.points.len()).sum();
    println!("{:>46} {met}", "points met");
    let counts = measure("people around 500, 5/10/15 min, 3 groups", 20, || {
        walk::counts(&graph, &centers, &homes, &limits)
    });
    println!("{:>46} {}", "people around the first", counts.all(0, 2));
    let covers =
        measure("homes covered by 500", 20, || walk::covers(&graph, &centers, &homes, limit));
    println!("{:>46} {}", "pairs", covers.homes.len());
    measure("reached from 500, 3 bands", 10, || walk::reached(&graph, &streets, &centers, &limits));
    measure("reached from 1, 3 bands", 1_000, || {
        walk::reached(&graph, &streets, &centers[..1], &limits)
    });
    let surface =
        measure("people around every point, 15 min", 3, || walk::surface(&graph, &homes, limit));
    println!(
        "{:>46} {}",
        "people times points",
        surface.iter().map(|n| u64::from(*n)).sum::<u64>()
    );
    let everywhere: Vec<Spot> = graph.point_spots().into_iter().flatten().collect();
    let homes = Homes::new(&graph, &everywhere, 1, &vec![1; everywhere.len()])?;
    measure("the same with a home on every point", 2, || walk::surface(&graph, &homes, limit));
    Ok(())
}
