//! Every search against Floyd–Warshall on small random networks: parallel ways, loops, ways without a
//! length, parts that do not meet, closed gates, closed steps.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod faults;
mod large;
mod model;
mod real;
mod snapping;

use lianxin_planner::walk::{self, Homes, Near, Snapping};
use model::{FAR, Model, Place, model, random_places, spots};
use proptest::prelude::*;

fn limits() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0u32..150, 1..5)
}

/// People in two groups for each home.
fn people(homes: usize) -> Vec<u32> {
    (0..homes as u32 * 2).map(|n| n * 7 % 5).collect()
}

fn within(model: &Model, from: &[Place], to: Place) -> Option<(u32, u32)> {
    let costs = from.iter().zip(0u32..).map(|(from, source)| (model.between(*from, to), source));
    costs.min().filter(|(cost, _)| *cost != FAR)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn every_point_knows_its_nearest_source(
        model in model(), from in random_places(5), limit in prop::option::of(0u32..150),
    ) {
        let (graph, from) = (model.graph(), model.places(&from));
        let from_spots = spots(&graph, &from);
        let costs = walk::costs(&graph, &from_spots, limit);
        let (sources, same_costs) = walk::nearest_points(&graph, &from_spots, limit);
        prop_assert_eq!(&costs, &same_costs);
        let around = walk::around(&graph, &from_spots, limit.unwrap_or(FAR));
        for point in 0..model.streets.points.len() as u32 {
            let all = from.iter().zip(0u32..).map(|(from, s)| (model.to_point(*from, point), s));
            let near = all.min().filter(|(cost, _)| *cost <= limit.unwrap_or(FAR - 1));
            let (cost, source) = near.unwrap_or((FAR, FAR));
            prop_assert_eq!((costs[point as usize], sources[point as usize]), (cost, source));
            for (place, around) in from.iter().zip(&around) {
                let cost = model.to_point(*place, point);
                let expected: Vec<u32> =
                    Some(cost).filter(|cost| *cost <= limit.unwrap_or(FAR - 1)).into_iter().collect();
                let met = around.points.iter().zip(&around.costs).filter(|(p, _)| **p == point);
                let met: Vec<u32> = met.map(|(_, cost)| *cost).collect();
                prop_assert_eq!(met, expected);
            }
        }
    }

    /// Over homes beside each other one comes to exactly the homes that ways lead to.
    #[test]
    fn homes_beside_each_other_hang_together(model in model(), homes in random_places(12)) {
        let (graph, at) = (model.graph(), model.places(&homes));
        let pairs = walk::beside(&graph, &spots(&graph, &at));
        prop_assert!(pairs.iter().all(|(a, b)| a < b) && pairs.is_sorted());
        for start in 0..at.len() {
            let mut met = vec![false; at.len()];
            met[start] = true;
            for _ in 0..at.len() {
                for (a, b) in pairs.iter().map(|(a, b)| (*a as usize, *b as usize)) {
                    (met[a], met[b]) = (met[a] || met[b], met[a] || met[b]);
                }
            }
            let leads = at.iter().map(|to| model.between(at[start], *to) != FAR);
            let leads: Vec<bool> =
                leads.enumerate().map(|(home, leads)| leads || home == start).collect();
            prop_assert_eq!(met, leads);
        }
    }

    #[test]
    fn homes_are_counted_covered_and_served(
        model in model(), from in random_places(5), homes in random_places(12), limits in limits(),
    ) {
        let graph = model.graph();
        let (from, at) = (model.places(&from), model.places(&homes));
        let (from_spots, people) = (spots(&graph, &from), people(at.len()));
        let homes = Homes::new(&graph, &spots(&graph, &at), 2, &people).unwrap();
        let counts = walk::counts(&graph, &from_spots, &homes, &limits);
        prop_assert_eq!(counts.sources(), from.len());
        let near = walk::nearest(&graph, &from_spots, &homes, None);
        let near_limited = walk::nearest(&graph, &from_spots, &homes, Some(limits[0]));
        for (home, place) in at.iter().enumerate() {
            let expected = within(&model, &from, *place).map(|(cost, source)| Near { source, cost });
            prop_assert_eq!(near[home], expected);
            prop_assert_eq!(near_limited[home], expected.filter(|near| near.cost <= limits[0]));
        }
        let covers = walk::covers(&graph, &from_spots, &homes, limits[0]);
        for (source, place) in from.iter().enumerate() {
            let costs: Vec<u32> = at.iter().map(|home| model.between(*place, *home)).collect();
            for (limit, most) in limits.iter().enumerate() {
                for group in 0..2 {
                    let here = (0..at.len()).filter(|home| costs[*home] <= *most);
                    let sum: u64 = here.map(|home| u64::from(people[home * 2 + group])).sum();
                    prop_assert_eq!(counts.of(source, limit, group), sum);
                }
            }
            let expected: Vec<(u32, u32)> =
                (0u32..).zip(costs).filter(|(_, cost)| *cost <= limits[0]).collect();
            prop_assert_eq!(covers.of(source).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn people_around_every_point(
        model in model(), homes in random_places(60), limit in 0u32..200,
    ) {
        let (graph, at) = (model.graph(), model.places(&homes));
        let people = people(at.len());
        let homes = Homes::new(&graph, &spots(&graph, &at), 2, &people).unwrap();
        let surface = walk::surface(&graph, &homes, limit);
        for point in 0..model.streets.points.len() as u32 {
            let near = (0..at.len()).filter(|home| model.to_point(at[*home], point) <= limit);
            let sum: u32 = near.map(|home| people[home * 2] + people[home * 2 + 1]).sum();
            prop_assert_eq!(surface[point as usize], sum, "point {}", point);
        }
    }

    /// Boundaries are whole millimeters, so the middle of each millimeter says it all.
    #[test]
    fn reached_pieces_end_where_the_limit_ends(
        model in model(), from in random_places(4), limits in limits(),
    ) {
        let (graph, from) = (model.graph(), model.places(&from));
        let pieces = walk::reached(&graph, &model.streets, &spots(&graph, &from), &limits);
        for (segment, cost) in (0u32..).zip(&model.costs) {
            let on: Vec<_> = pieces.iter().filter(|piece| piece.segment == segment).collect();
            prop_assert!(on.iter().all(|p| 0.0 <= p.from_share && p.from_share < p.to_share));
            prop_assert!(on.iter().all(|p| p.to_share <= 1.0));
            prop_assert!(on.windows(2).all(|two| two[0].to_share <= two[1].from_share + 1e-12));
            let Some(cost) = *cost else {
                prop_assert!(on.is_empty());
                continue;
            };
            let band_of = |twice: u32| {
                let band = |limit: u32| limits.iter().position(|l| *l == limit).unwrap() as u8;
                limits.iter().filter(|limit| twice <= **limit * 2).min().map(|limit| band(*limit))
            };
            if cost == 0 {
                let place = Place { segment, along: 0, access: 0 };
                let band = within(&model, &from, place).and_then(|(cost, _)| band_of(cost * 2));
                prop_assert_eq!(on.iter().map(|piece| piece.band).collect::<Vec<_>>(), Vec::from_iter(band));
            }
            for along in 0..cost {
                // Both neighbors are at most a millimeter apart; between them it is half of one.
                let at = |along| Place { segment, along, access: 0 };
                let low = within(&model, &from, at(along)).map(|(cost, _)| cost * 2 + 1);
                let high = within(&model, &from, at(along + 1)).map(|(cost, _)| cost * 2 + 1);
                let band = low.into_iter().chain(high).min().and_then(band_of);
                let share = (f64::from(along) + 0.5) / f64::from(cost);
                let met = on.iter().filter(|p| p.from_share <= share && share <= p.to_share);
                prop_assert_eq!(met.map(|p| p.band).collect::<Vec<_>>(), Vec::from_iter(band));
            }
        }
    }

    #[test]
    fn answers_do_not_depend_on_threads(
        model in model(), from in random_places(40), homes in random_places(120), limits in limits(),
    ) {
        let (graph, from, at) = (model.graph(), model.places(&from), model.places(&homes));
        let from = spots(&graph, &from);
        let homes = Homes::new(&graph, &spots(&graph, &at), 2, &people(at.len())).unwrap();
        let answers = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let counts = walk::counts(&graph, &from, &homes, &limits);
                let covers = walk::covers(&graph, &from, &homes, limits[0]);
                let around = walk::around(&graph, &from, limits[0]);
                let near = walk::nearest(&graph, &from, &homes, None);
                let snaps = graph.snap(&model.streets.points, &Snapping::default());
                (counts, covers, around, near, walk::surface(&graph, &homes, limits[0]), snaps)
            })
        };
        let one = answers(1);
        prop_assert_eq!(&one, &answers(2));
        prop_assert_eq!(&one, &answers(5));
    }

    #[test]
    fn parts_hold_every_point_with_an_open_way(model in model()) {
        let graph = model.graph();
        let spots = graph.point_spots();
        let open = spots.iter().filter(|spot| spot.is_some()).count();
        let counted: u32 = graph.parts().iter().map(|part| part.points).sum();
        prop_assert!(counted as usize >= open);
        prop_assert!(graph.parts().windows(2).all(|two| two[0].points >= two[1].points));
        let open = model.streets.segments.iter().zip(&model.costs).filter(|(_, cost)| cost.is_some());
        let length: u64 = open.map(|(segment, _)| u64::from(segment.length)).sum();
        prop_assert_eq!(graph.parts().iter().map(|part| part.length_mm).sum::<u64>(), length);
        for (point, spot) in (0u32..).zip(&spots) {
            if let Some(spot) = spot {
                prop_assert_eq!(walk::costs(&graph, &[*spot], None)[point as usize], 0);
            }
        }
    }
}
