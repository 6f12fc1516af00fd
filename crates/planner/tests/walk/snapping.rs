//! Snapping against a projection on every segment.
use crate::model::{Model, model};
use lianxin_planner::LonLat;
use lianxin_planner::walk::{Snap, Snapping};
use proptest::prelude::*;

const UNIT: f64 = 6_371_008_800.0 * std::f64::consts::PI / 180.0 / 1e7;

/// Distance in millimeters and share of the foot on a segment.
fn foot(at: LonLat, from: LonLat, to: LonLat) -> (f64, f64) {
    let narrow = at.lat_degrees().to_radians().cos();
    let plane =
        |p: LonLat| (f64::from(p.lon - at.lon) * UNIT * narrow, f64::from(p.lat - at.lat) * UNIT);
    let ((x, y), (to_x, to_y)) = (plane(from), plane(to));
    let (dx, dy) = (to_x - x, to_y - y);
    let length = dx.hypot(dy);
    let share = if length == 0.0 { 0.0 } else { -(x * dx + y * dy) / length / length };
    let share = share.clamp(0.0, 1.0);
    ((x + share * dx).hypot(y + share * dy), share)
}

/// The nearest distance, and the spots of all segments that are as near.
fn brute(model: &Model, at: LonLat) -> Option<(f64, Vec<(u32, u32)>)> {
    let streets = &model.streets;
    let open = streets.segments.iter().zip(&model.costs).zip(0u32..);
    let feet = open.filter_map(|((segment, cost), index)| {
        let point = |point: u32| streets.points[point as usize];
        let (distance, share) = foot(at, point(segment.from), point(segment.to));
        cost.map(|cost| (distance, index, (share * f64::from(cost)).round() as u32))
    });
    let feet: Vec<(f64, u32, u32)> = feet.collect();
    let least = feet.iter().map(|foot| foot.0).reduce(f64::min)?;
    let near = feet.iter().filter(|foot| foot.0 <= least + 1e-3);
    Some((least, near.map(|foot| (foot.1, foot.2)).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_place_lands_on_the_nearest_way(
        model in model(),
        places in prop::collection::vec((-3_000i32..7_000, -3_000i32..7_000), 1..20),
        farthest in 0u32..40_000,
        count_access: bool,
    ) {
        let graph = model.graph();
        let places: Vec<LonLat> = places.into_iter().map(|(lon, lat)| LonLat { lon, lat }).collect();
        let snapping = Snapping { farthest, smallest_part: 0, count_access };
        for (at, snap) in places.iter().zip(graph.snap(&places, &snapping)) {
            match (snap, brute(&model, *at)) {
                (Snap::On(spot), Some((distance, near))) => {
                    let access = if count_access { distance.round() } else { 0.0 };
                    prop_assert!((f64::from(spot.access) - access).abs() <= 1.0);
                    prop_assert!(distance <= f64::from(farthest) + 0.5 + 1e-3);
                    let fits = near.iter().any(|(segment, along)| {
                        let low = along.saturating_sub(1);
                        (low..=along + 1)
                            .filter_map(|along| graph.on_segment(*segment, along, spot.access))
                            .any(|expected| expected == spot)
                    });
                    prop_assert!(fits, "{:?} is none of {:?}", spot, near);
                }
                (Snap::Off { nearest: Some(nearest) }, Some((distance, _))) => {
                    prop_assert!(distance > f64::from(farthest) + 0.5 - 1e-3);
                    prop_assert!((nearest as f64 - distance).abs() < 20.0 + distance / 1e4);
                }
                (Snap::Off { nearest: None }, None) => (),
                (snap, brute) => prop_assert!(false, "{:?} but {:?}", snap, brute),
            }
        }
    }

    #[test]
    fn small_parts_are_not_snapped_to(
        model in model(),
        places in prop::collection::vec((0i32..4_000, 0i32..4_000), 1..8),
        smallest_part in 0u32..12,
    ) {
        let graph = model.graph();
        let places: Vec<LonLat> = places.into_iter().map(|(lon, lat)| LonLat { lon, lat }).collect();
        let snapping = Snapping { farthest: u32::MAX, smallest_part, count_access: true };
        for spot in graph.snap(&places, &snapping).into_iter().filter_map(Snap::spot) {
            let part = graph.part(spot).unwrap();
            let size = graph.parts()[part].points;
            prop_assert!(part == 0 || size >= smallest_part);
        }
    }
}
