//! Coverage, gaps and areas against what can be worked out by hand or by trying everything.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod city;

use city::City;
use lianxin_planner::coverage::{
    Detail, GapRule, Ground, LoadFlag, LoadLimits, NamedPlace, Plan, Settled, Site, areas, compare,
    cover, gaps, geojson,
};
use lianxin_planner::people::{AgeGroup, People};
use lianxin_planner::walk::{Graph, Homes, Snapping, Spot, nearest};
use lianxin_planner::{LonLat, Profile, millimeters};
use proptest::prelude::*;

/// A city, sites at some of its points, and a number of minutes.
fn asked() -> impl Strategy<Value = (City, Vec<usize>, u32)> {
    (city::any(), proptest::collection::vec(0usize..36, 0..4), 1u32..12)
}

fn sites(city: &City, at: &[usize]) -> Vec<Site> {
    at.iter().map(|i| Site::open(format!("{i}"), "", city.points[*i])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn sums_are_those_of_trying_every_pair((city, at, most) in asked()) {
        let made = city.made();
        let sites = sites(&city, &at);
        let minutes = [most, most.div_ceil(2), most];
        let found = cover(&made.ground(), &sites, &minutes).unwrap();
        let costs = city.costs();
        prop_assert_eq!(found.people, city.people.total());
        for (i, band) in found.bands.iter().enumerate() {
            let limit = u64::from(Profile::adult().cost_of(band.minutes));
            let mut people = [0u64; 2];
            let mut alone = vec![0u64; sites.len()];
            for (home, point) in city.homes.iter().enumerate() {
                let Some(point) = point else { continue };
                let within: Vec<bool> = at.iter().map(|s| costs[*s][*point] <= limit).collect();
                for (sum, within) in alone.iter_mut().zip(&within) {
                    *sum += if *within { city.people.people_of(home) } else { 0 };
                }
                if within.contains(&true) {
                    people[0] += u64::from(city.people.of(home)[0]);
                    people[1] += u64::from(city.people.of(home)[1]);
                }
            }
            prop_assert_eq!(&band.by_group, &people);
            prop_assert_eq!((band.people, band.elders), (people[0] + people[1], people[1]));
            prop_assert_eq!(band.people + band.beyond + found.left_out.people, found.people);
            let by_site: Vec<u64> = found.sites.iter().map(|site| site.people[i]).collect();
            prop_assert_eq!(by_site, alone);
            let as_nearest: u64 = found.sites.iter().map(|site| site.nearest[i]).sum();
            prop_assert_eq!(as_nearest, band.people);
            let by_region: u64 = found.regions.iter().map(|region| region.covered[i]).sum();
            prop_assert_eq!(by_region, band.people);
        }
        let by_region: u64 = found.regions.iter().map(|region| region.people).sum();
        prop_assert_eq!(by_region, found.people);
        let loads: u64 = found.sites.iter().map(|site| site.load).sum();
        prop_assert_eq!(loads, found.equity.reached);
    }

    #[test]
    fn gaps_are_homes_joined_along_the_streets((city, at, minutes) in asked(), smallest in 0u64..40) {
        let made = city.made();
        let sites = sites(&city, &at);
        let found = cover(&made.ground(), &sites, &[minutes]).unwrap();
        let rule = GapRule { smallest, across_minutes: 600, ..GapRule::beyond(minutes) };
        let gaps = gaps(&made.ground(), &made.streets, &found, &rule, &[]).unwrap();
        let listed: u64 = gaps.gaps.iter().map(|gap| gap.people).sum();
        let all = listed + gaps.scattered_people + gaps.left_out.people + found.bands[0].people;
        prop_assert_eq!(all, found.people);
        let elders: u64 = gaps.gaps.iter().map(|gap| gap.elders).sum();
        let elders = elders + gaps.scattered_elders + gaps.left_out.elders;
        prop_assert_eq!(elders + found.bands[0].elders, found.elders);

        let limit = u64::from(Profile::adult().cost_of(minutes));
        let costs = city.costs();
        let far = |point: usize| at.iter().all(|s| costs[*s][point] > limit);
        let open: Vec<(u32, usize)> = (0u32..).zip(&city.homes)
            .filter_map(|(home, point)| point.filter(|p| far(*p)).map(|p| (home, p))).collect();
        let mut expected = city::together(&open, |a, b| costs[a][b] <= 300_000);
        expected.retain(|set| set.iter().map(|h| city.people.people_of(*h as usize)).sum::<u64>() >= smallest);
        let mut sets: Vec<Vec<u32>> = gaps.gaps.iter().map(|gap| gap.members.clone()).collect();
        sets.sort();
        prop_assert_eq!(sets, expected);
    }

    #[test]
    fn large_gaps_are_split_and_nobody_is_lost((city, at, minutes) in asked(), across in 2u32..9) {
        let made = city.made();
        let found = cover(&made.ground(), &sites(&city, &at), &[minutes]).unwrap();
        let rule = GapRule { smallest: 0, across_minutes: across, ..GapRule::beyond(minutes) };
        let gaps = gaps(&made.ground(), &made.streets, &found, &rule, &[]).unwrap();
        let listed: u64 = gaps.gaps.iter().map(|gap| gap.people).sum();
        prop_assert_eq!(listed + found.bands[0].people + found.left_out.people, found.people);
        let costs = city.costs();
        let half = u64::from(Profile::adult().cost_of(across)).div_ceil(2);
        for gap in &gaps.gaps {
            let points: Vec<usize> = gap.members.iter().map(|h| city.homes[*h as usize].unwrap()).collect();
            prop_assert!(points.iter().any(|a| points.iter().all(|b| costs[*a][*b] <= half)));
            prop_assert!(gap.outline.is_some());
        }
    }

    #[test]
    fn areas_are_valid_and_each_lies_within_the_next((city, at, most) in asked(), smooth in 0.0..80.0f64) {
        let made = city.made();
        let minutes = [most.div_ceil(3), most.div_ceil(2), most];
        let detail = Detail { smooth, ..Detail::default() };
        let bands = areas(&made.ground(), &made.streets, &sites(&city, &at), &minutes, &detail).unwrap();
        let shapes: Vec<_> = bands.iter().map(|band| city::shape(&band.polygons)).collect();
        for shape in &shapes {
            prop_assert_eq!(city::fault(shape), None);
        }
        for two in shapes.windows(2) {
            prop_assert!(city::outside(&two[0], &two[1]) < 1e-6, "{}", city::outside(&two[0], &two[1]));
        }
        for (band, shape) in bands.iter().zip(&shapes) {
            let limit = u64::from(Profile::adult().cost_of(band.minutes));
            let costs = city.costs();
            for (i, point) in city.points.iter().enumerate() {
                if at.iter().any(|s| costs[*s][i] <= limit) {
                    prop_assert!(city::holds(shape, *point));
                }
            }
        }
    }
}

/// Four homes of 10 people, a tenth of them elders, 600 m apart on one street; a site at the first.
fn street() -> City {
    let points: Vec<LonLat> =
        (0..4).map(|i| LonLat::degrees(113.0, 34.0 + f64::from(i) * 0.005_396).unwrap()).collect();
    let people = People {
        groups: vec![AgeGroup { from: 0, to: Some(59) }, AgeGroup { from: 60, to: None }],
        at: points.clone(),
        counts: [9, 1].repeat(4),
        region: vec![0, 0, 1, 1],
        regions: vec!["东街".to_owned(), "西街".to_owned()],
    };
    City { edges: vec![(0, 1), (1, 2), (2, 3)], homes: (0..4).map(Some).collect(), points, people }
}

#[test]
fn a_street_is_covered_step_by_step() {
    let city = street();
    let made = city.made();
    let mut sites = sites(&city, &[0, 3]);
    sites[1].open = false;
    sites[0].radius_m = Some(700);
    let found = cover(&made.ground(), &sites, &[5, 10, 15, 30]).unwrap();
    let people: Vec<u64> = found.bands.iter().map(|band| band.people).collect();
    assert_eq!(people, [10, 20, 20, 40]);
    assert_eq!(found.share(1), Some(0.5));
    assert_eq!(found.group_share(1, 1), Some(0.5));
    assert_eq!((found.sites[0].load, found.sites[1].load), (40, 0));
    assert_eq!((found.sites[0].radius_people, found.sites[1].radius_people), (Some(20), None));
    assert_eq!(found.sites[1].people, [10, 20, 20, 40]);
    assert_eq!(found.regions[1].covered, [0, 0, 0, 20]);
    // Walks of 0, 8, 16 and 24 minutes.
    assert_eq!(found.equity.mean_minutes.map(|m| m.round()), Some(12.0));
    assert_eq!(found.equity.worst_tenth_minutes.map(|m| m.round()), Some(24.0));
    assert!(
        cover(&made.ground(), &sites, &[]).is_err() && cover(&made.ground(), &sites, &[0]).is_err()
    );
}

#[test]
fn a_site_off_the_streets_reaches_nobody_and_loads_are_flagged() {
    let city = street();
    let made = city.made();
    let mut sites = sites(&city, &[0, 3]);
    let limits = |from, to| Some(LoadLimits { from, to });
    sites[0].load = limits(30, 60);
    sites[1].load = limits(20, 20);
    sites.push(Site { load: limits(1, 2), ..Site::open("sea", "", LonLat { lon: 0, lat: 0 }) });
    let found = cover(&made.ground(), &sites, &[5]).unwrap();
    let flags: Vec<_> = found.sites.iter().map(|site| (site.load, site.load_flag)).collect();
    let flag = |load, flag| (load, Some(flag));
    assert_eq!(
        flags,
        [flag(20, LoadFlag::Under), flag(20, LoadFlag::Fits), flag(0, LoadFlag::Under)]
    );
    assert!(found.sites[2].off_m.is_some_and(|m| m > 1_000_000));
    assert_eq!((found.sites[2].people[0], found.sites[1].off_m), (0, None));
    let nothing = cover(&made.ground(), &[], &[5]).unwrap();
    assert_eq!((nothing.bands[0].beyond, nothing.equity.mean_minutes), (40, None));
    let areas = areas(&made.ground(), &made.streets, &[], &[5], &Detail::default()).unwrap();
    assert!(areas[0].polygons.is_empty());
}

#[test]
fn areas_are_geojson_with_the_largest_first() {
    let city = street();
    let made = city.made();
    let bands =
        areas(&made.ground(), &made.streets, &sites(&city, &[0]), &[5, 10], &Detail::default());
    let json = geojson(&bands.unwrap()).to_string();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let feature = |i: usize| &json["features"][i];
    assert_eq!(
        (&feature(0)["properties"]["minutes"], &feature(1)["properties"]["minutes"]),
        (&10.into(), &5.into())
    );
    assert_eq!(feature(0)["geometry"]["type"], "MultiPolygon");
    // Around 750 m of street: 27 m on both sides, and round ends.
    let outer = feature(0)["geometry"]["coordinates"][0][0].as_array().unwrap();
    assert_eq!(outer.first(), outer.last());
    // On a straight street few points say it all.
    assert!(outer.len() < 40, "{}", outer.len());
    let north = outer.iter().map(|at| at[1].as_f64().unwrap()).fold(f64::MIN, f64::max);
    assert!((north - (34.0 + (750.0 + 27.0) / 111_195.0)).abs() < 2e-5, "{north}");
}

#[test]
fn gaps_have_names_and_say_how_far_help_is() {
    let city = street();
    let made = city.made();
    let found = cover(&made.ground(), &sites(&city, &[0]), &[10]).unwrap();
    let rule = GapRule { smallest: 5, ..GapRule::beyond(10) };
    let named = |places: &[NamedPlace]| {
        let gaps = gaps(&made.ground(), &made.streets, &found, &rule, places).unwrap().gaps;
        gaps.into_iter()
            .map(|gap| (gap.name, gap.nearest_minutes.unwrap().round()))
            .collect::<Vec<_>>()
    };
    assert_eq!(named(&[]), [("西街".to_owned(), 16.0), ("西街 2".to_owned(), 24.0)]);
    let park = NamedPlace { name: "紫荆山公园".to_owned(), at: city.points[3] };
    assert_eq!(named(&[park])[1].0, "紫荆山公园");
}

#[test]
fn plans_are_compared_with_today() {
    let city = street();
    let made = city.made();
    let of = |at: &[usize]| cover(&made.ground(), &sites(&city, at), &[5, 10]).unwrap();
    let (today, a, b) = (of(&[0]), of(&[0, 3]), of(&[1]));
    let plan = |name, coverage, cost| Plan { name, coverage, cost };
    let plans = [plan("today", &today, None), plan("A", &a, Some(1_000)), plan("B", &b, Some(5))];
    let compared = compare(&Profile::adult(), &city.people, &plans).unwrap().plans;
    assert_eq!(compared[0].people_gained, [0, 0]);
    assert_eq!((compared[0].minutes_saved, compared[0].cost_per_person), (0.0, None));
    assert_eq!(
        (&compared[1].people_gained, &compared[1].elders_gained),
        (&vec![10, 20], &vec![1, 2])
    );
    // Walks of 16 and 24 minutes become 8 and 0, for ten people each.
    assert_eq!((compared[1].minutes_saved.round(), compared[1].cost_per_person), (320.0, Some(50)));
    assert_eq!(compared[1].loads, [20, 20]);
    // The first home loses 8 minutes, three win 8 each; nobody is gained within 5 minutes.
    assert_eq!(
        (&compared[2].people_gained, compared[2].minutes_saved.round()),
        (&vec![0, 10], 160.0)
    );
    assert!(compare(&Profile::adult(), &city.people, &[]).is_err());
    let other = cover(&made.ground(), &[], &[7]).unwrap();
    let plans = [plan("today", &today, None), plan("other", &other, None)];
    assert!(compare(&Profile::adult(), &city.people, &plans).is_err());
    let none =
        compare(&Profile::adult(), &city.people, &[plan("B", &b, Some(5)), plan("C", &b, Some(5))]);
    assert_eq!(none.unwrap().plans[1].cost_per_person, None);
}

/// Porto Alegre, everyone at the nearest point of the network, the straight walk to it counted at both
/// ends, steps like any way: what the published numbers were worked out with.
#[test]
fn porto_alegre_is_as_published() {
    let Some(alegre) = city::porto_alegre() else { return };
    let profile =
        Profile { speed: 83_333, steps: lianxin_planner::Steps::Percent(100), ..Profile::adult() };
    let graph = Graph::build(&alegre.streets, &profile).unwrap();
    let largest = Snapping { smallest_part: u32::MAX, count_access: false, farthest: u32::MAX };
    let anywhere = graph.snap(&alegre.sites[3..4], &largest)[0].spot().unwrap();
    let reached = lianxin_planner::walk::costs(&graph, &[anywhere], None);
    let points = alegre.streets.points.iter().zip(&reached).filter(|(_, cost)| **cost < u32::MAX);
    let points: Vec<LonLat> = points.map(|(at, _)| *at).collect();
    let at_points = |places: &[LonLat]| -> Vec<Spot> {
        let nearest: Vec<LonLat> = places.iter().map(|at| city::nearest(&points, *at)).collect();
        let snaps = graph.snap(&nearest, &Snapping { smallest_part: 1, ..largest });
        let pairs = snaps.iter().zip(places.iter().zip(&nearest));
        pairs
            .map(|(snap, (a, b))| Spot {
                access: millimeters(*a, *b) as u32,
                ..snap.spot().unwrap()
            })
            .collect()
    };
    let people = &alegre.people;
    let homes = Homes::new(&graph, &at_points(&people.at), 1, &people.counts).unwrap();
    let found = nearest(&graph, &at_points(&alegre.sites), &homes, None);
    assert_eq!((alegre.sites.len(), people.total()), (117, 812_935));
    for (limit, published, ours) in
        [(416_666, 160_429, 160_542), (833_333, 555_854, 558_510), (1_250_000, 736_222, 736_198)]
    {
        let within =
            found.iter().zip(&people.counts).filter(|(n, _)| n.is_some_and(|n| n.cost <= limit));
        let within: u64 = within.map(|(_, people)| u64::from(*people)).sum();
        let apart = (within as f64 / f64::from(published) - 1.0).abs();
        assert!(apart < 0.005, "{within} for {published}");
        assert_eq!(within, ours);
    }
}

/// The same people walking from the nearest place on a way, as everything else here does: a way is
/// nearer than its next point, so more are covered.
#[test]
fn porto_alegre_from_the_nearest_way() {
    let Some(alegre) = city::porto_alegre() else { return };
    let profile = Profile { speed: 83_333, ..Profile::adult() };
    let graph = Graph::build(&alegre.streets, &profile).unwrap();
    let snapping = Snapping { farthest: 5_000_000, ..Snapping::default() };
    let settled = Settled::new(&graph, &alegre.people, &snapping).unwrap();
    let ground = Ground { graph: &graph, people: &alegre.people, settled: &settled };
    let sites: Vec<Site> = alegre.sites.iter().map(|at| Site::open("", "", *at)).collect();
    let found = cover(&ground, &sites, &[5, 10, 15]).unwrap();
    let people: Vec<u64> = found.bands.iter().map(|band| band.people).collect();
    assert_eq!(people, [180_115, 577_164, 750_198]);
    let rule = GapRule::beyond(10);
    let gaps = gaps(&ground, &alegre.streets, &found, &rule, &[]).unwrap();
    let listed: u64 = gaps.gaps.iter().map(|gap| gap.people).sum();
    assert_eq!(listed + gaps.scattered_people + 577_164 + gaps.left_out.people, 812_935);
    assert!(gaps.gaps.windows(2).all(|two| two[0].people >= two[1].people));
}
