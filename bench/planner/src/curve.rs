//! How time and memory grow with the city.
use crate::city::{City, MINUTES};
use crate::walks::spots;
use crate::{Any, cpu};
use lianxin_planner::streets::Streets;
use lianxin_planner::walk::{self, Graph, Homes};
use std::process::Command;

pub fn curve(most: usize) -> Result<(), Any> {
    println!("CPU seconds; 500 centers, 100,000 homes, 15 minutes");
    println!(
        "{:>10} {:>10} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}",
        "points", "segments", "make", "load", "graph", "nearest", "around", "surface", "peak MB"
    );
    let sizes = std::iter::successors(Some(10_000), |n: &usize| n.checked_mul(10));
    for points in sizes.take_while(|n| *n <= most) {
        let own = std::env::current_exe()?;
        let status = Command::new(own).arg("size").arg(points.to_string()).status()?;
        if !status.success() {
            return Err(format!("{points} points: {status}").into());
        }
    }
    Ok(())
}

pub fn size(points: usize) -> Result<(), Any> {
    let (make, city) = cpu::seconds(1, || City::make(points));
    let city = city?;
    let limit = city.profile.cost_of(MINUTES);
    let saved = city.streets.save();
    let (load, loaded) = cpu::seconds(1, || Streets::load(&saved));
    drop((saved, loaded?));
    let (build, graph) = cpu::seconds(1, || Graph::build(&city.streets, &city.profile));
    let graph = graph?;
    let centers = spots(&graph, &city.centers)?;
    let at: Vec<u32> = city.homes.iter().map(|h| h.0).collect();
    let people: Vec<u32> = city.homes.iter().map(|h| h.1).collect();
    let homes = Homes::new(&graph, &spots(&graph, &at)?, 1, &people)?;
    let (nearest, _) = cpu::seconds(3, || walk::nearest_points(&graph, &centers, Some(limit)));
    let (around, _) = cpu::seconds(3, || walk::counts(&graph, &centers, &homes, &[limit]));
    let (surface, _) = cpu::seconds(1, || walk::surface(&graph, &homes, limit));
    println!(
        "{:>10} {:>10} {make:>8.3} {load:>8.3} {build:>8.3} {nearest:>8.4} {around:>8.4} {surface:>8.3} {:>10.1}",
        city.streets.points.len(),
        city.streets.segments.len(),
        cpu::peak_mb()
    );
    Ok(())
}
