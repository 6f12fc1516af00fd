//! Streets and homes that cannot be used are errors that say so.
use lianxin_planner::streets::{Barrier, Segment, Streets, Way};
use lianxin_planner::walk::{self, Graph, Homes, Snap, Snapping, Spot};
use lianxin_planner::{LonLat, Profile};

fn line(lengths: &[u32]) -> Streets {
    let points = 0..=lengths.len() as i32;
    let segment = |(from, length): (u32, &u32)| Segment {
        from,
        to: from + 1,
        length: *length,
        kind: Way::Street,
    };
    Streets {
        points: points.clone().map(|n| LonLat { lon: n * 1_000, lat: 0 }).collect(),
        barriers: points.map(|_| Barrier::None).collect(),
        segments: (0..).zip(lengths).map(segment).collect(),
    }
}

fn fault(streets: &Streets, profile: &Profile) -> String {
    Graph::build(streets, profile).err().unwrap().to_string()
}

#[test]
fn streets_that_are_not_sound_are_named() {
    let adult = Profile::adult();
    assert!(fault(&line(&[u32::MAX - 5, 5]), &adult).contains("4294 km"));
    let mut steps = line(&[u32::MAX / 2 + 1]);
    steps.segments[0].kind = Way::Steps;
    assert!(fault(&steps, &adult).contains("4294 km"));
    assert!(Graph::build(&line(&[u32::MAX - 6, 5]), &adult).is_ok());
    let mut astray = line(&[5]);
    astray.segments[0].to = 2;
    assert!(fault(&astray, &adult).contains("joins points 0 and 2 of 2"));
    astray.segments[0].to = 0;
    assert!(fault(&astray, &adult).contains("joins points 0 and 0"));
    let mut bare = line(&[5]);
    bare.barriers.pop();
    assert!(fault(&bare, &adult).contains("1 for 2 points"));
    assert!(fault(&line(&[5]), &Profile { speed: 1, ..adult }).contains("speed"));
}

#[test]
fn nothing_to_walk_on_is_no_fault() {
    let graph = Graph::build(&Streets::default(), &Profile::adult()).unwrap();
    let nowhere = graph.snap(&[LonLat { lon: 5, lat: 5 }], &Snapping::default());
    assert_eq!(nowhere, [Snap::Off { nearest: None }]);
    assert!(graph.parts().is_empty() && graph.point_spots().is_empty());
    let homes = Homes::new(&graph, &[], 1, &[]).unwrap();
    assert!(walk::surface(&graph, &homes, 5).is_empty());
    assert!(walk::reached(&graph, &Streets::default(), &[], &[5]).is_empty());
    assert!(walk::covers(&graph, &[], &homes, 5).homes.is_empty());
}

#[test]
fn homes_must_fit() {
    let graph = Graph::build(&line(&[5, 6]), &Profile::adult()).unwrap();
    let spot = Spot { chain: 0, offset: 11, access: 0 };
    let fault = |spots: &[Spot], groups, counts: &[u32]| {
        Homes::new(&graph, spots, groups, counts).err().unwrap().to_string()
    };
    assert!(fault(&[spot], 2, &[1]).contains("1 for 1 homes in 2 groups"));
    assert!(fault(&[Spot { offset: 12, ..spot }], 1, &[1]).contains("another graph"));
    assert!(fault(&[Spot { chain: 1, ..spot }], 1, &[1]).contains("another graph"));
    assert!(fault(&[spot, spot], 1, &[u32::MAX, 1]).contains("2^32"));
    let homes = Homes::new(&graph, &[spot, spot], 1, &[u32::MAX - 1, 1]).unwrap();
    assert_eq!(walk::surface(&graph, &homes, u32::MAX), [u32::MAX; 3]);
    assert_eq!(walk::surface(&graph, &homes, 10), [0, u32::MAX, u32::MAX]);
}

/// A source of another graph reaches nothing, rather than anything wrong.
#[test]
fn a_spot_off_the_graph_reaches_nothing() {
    let streets = line(&[5, 6]);
    let graph = Graph::build(&streets, &Profile::adult()).unwrap();
    let homes = Homes::new(&graph, &[Spot { chain: 0, offset: 0, access: 0 }], 1, &[3]).unwrap();
    let stray = [Spot { chain: 7, offset: 0, access: 0 }];
    assert_eq!(walk::costs(&graph, &stray, None), [u32::MAX; 3]);
    assert_eq!(walk::nearest(&graph, &stray, &homes, None), [None]);
    assert_eq!(walk::counts(&graph, &stray, &homes, &[9]).all(0, 0), 0);
    assert!(walk::reached(&graph, &streets, &stray, &[9]).is_empty());
}
