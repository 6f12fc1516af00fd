//! The searches of the planner on a made-up city, by criterion.
use criterion::{Criterion, criterion_group, criterion_main};
use lianxin_planner::people::AgeGroup;
use lianxin_planner::walk::{self, Graph, Homes, Snapping, Spot};
use lianxin_planner::{Profile, made};
use std::hint::black_box;

type Any = Box<dyn std::error::Error>;

fn walks(c: &mut Criterion) -> Result<(), Any> {
    let made = made::City::of_points(100_000, 1).make()?;
    let graph = Graph::build(&made.streets, &Profile::adult())?;
    let limit = graph.profile().cost_of(15);
    let snap = |at: &[lianxin_planner::LonLat]| -> Vec<Option<Spot>> {
        graph.snap(at, &Snapping::default()).into_iter().map(|s| s.spot()).collect()
    };
    let groups: &[AgeGroup] = &made.people.groups;
    let (mut spots, mut counts) = (vec![], vec![]);
    for (row, spot) in made.people.counts.chunks(groups.len()).zip(snap(&made.people.at)) {
        if let Some(spot) = spot {
            spots.push(spot);
            counts.extend_from_slice(row);
        }
    }
    let homes = Homes::new(&graph, &spots, groups.len(), &counts)?;
    let step = made.streets.points.len() / 100;
    let places: Vec<_> = made.streets.points.iter().copied().step_by(step.max(1)).collect();
    let centers: Vec<Spot> = snap(&places).into_iter().flatten().collect();

    c.bench_function("graph", |b| {
        b.iter(|| Graph::build(black_box(&made.streets), &Profile::adult()))
    });
    c.bench_function("nearest", |b| {
        b.iter(|| walk::nearest(&graph, &centers, &homes, Some(limit)))
    });
    c.bench_function("counts", |b| {
        b.iter(|| walk::counts(&graph, &centers, &homes, &[limit / 3, limit]))
    });
    c.bench_function("covers", |b| b.iter(|| walk::covers(&graph, &centers, &homes, limit)));
    c.bench_function("reached", |b| {
        b.iter(|| walk::reached(&graph, &made.streets, &centers, &[limit]))
    });
    c.bench_function("surface", |b| b.iter(|| walk::surface(&graph, &homes, limit)));
    Ok(())
}

fn all(c: &mut Criterion) {
    if let Err(error) = walks(c) {
        eprintln!("walk: {error}");
        std::process::exit(1);
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = all }
criterion_main!(benches);
