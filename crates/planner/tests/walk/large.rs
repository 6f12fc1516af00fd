//! A network on which searches from many places are shared by two threads.
use lianxin_planner::walk::{self, Graph, Homes, Snapping, Spot};
use lianxin_planner::{LonLat, Profile, made};

#[test]
fn many_sources_are_searched_alike_on_one_thread_and_on_several() {
    let city = made::City::of_points(80_000, 3).make().unwrap();
    let (streets, points) = (&city.streets, &city.streets.points);
    let graph = Graph::build(streets, &Profile::adult()).unwrap();
    assert!(graph.junctions() > 1 << 14, "{} junctions are too few", graph.junctions());
    let snapped = |at: &[LonLat]| -> Vec<Spot> {
        graph.snap(at, &Snapping::default()).into_iter().filter_map(|snap| snap.spot()).collect()
    };
    let at = snapped(&city.people.at);
    let people = vec![1; at.len()];
    let homes = Homes::new(&graph, &at, 1, &people).unwrap();
    let every = |step: usize| snapped(&points.iter().copied().step_by(step).collect::<Vec<_>>());
    let minutes = [2, 5, 15].map(|minutes| graph.profile().cost_of(minutes));
    for from in [every(points.len() / 8), every(points.len() / 300)] {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let limits = minutes.map(Some).into_iter().chain([None]);
                let found = limits.map(|limit| {
                    let near = walk::nearest(&graph, &from, &homes, limit);
                    let points = walk::nearest_points(&graph, &from, limit);
                    (near, points, walk::costs(&graph, &from, limit))
                });
                (found.collect::<Vec<_>>(), walk::reached(&graph, streets, &from, &minutes))
            })
        };
        let one = on(1);
        let (_, points, costs) = &one.0[3];
        assert!(costs.iter().filter(|cost| **cost != u32::MAX).count() > 79_000);
        assert_eq!(&points.1, costs);
        assert!(one == on(2), "two threads find something else");
        assert!(one == on(3), "three threads find something else");
        // Each source alone, put together.
        let alone = from.iter().map(|spot| walk::costs(&graph, &[*spot], Some(minutes[2])));
        let least = alone.reduce(|mut least, costs| {
            least.iter_mut().zip(costs).for_each(|(least, cost)| *least = cost.min(*least));
            least
        });
        assert!(least.as_ref() == Some(&one.0[2].2), "the nearest is not the least of all");
    }
}
