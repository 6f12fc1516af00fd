use super::{Barrier, Segment, Streets, hilbert};
use crate::LonLat;
use rayon::prelude::*;

/// Streets from points, what stands on them and segments between them, in any order.
///
/// `barriers` lies beside `points`; where it is shorter nothing stands. Points of no segment stay
/// out, and so do segments from a point to itself or to a point that is not there; of segments that
/// join the same points in the same kind the shortest stays. Points on the same spot keep the order
/// they were given in, everything else is independent of it.
pub fn build(points: Vec<LonLat>, barriers: Vec<Barrier>, mut segments: Vec<Segment>) -> Streets {
    let size = points.len();
    segments.retain(|s| s.from != s.to && (s.from as usize) < size && (s.to as usize) < size);
    let mut used = vec![false; size];
    for segment in &segments {
        used[segment.from as usize] = true;
        used[segment.to as usize] = true;
    }
    // A segment names its points in 32 bits, so what is used fits.
    let mut order: Vec<(u64, u32)> = points
        .par_iter()
        .zip(0..u32::try_from(size).unwrap_or(u32::MAX))
        .filter(|(_, index)| used[*index as usize])
        .map(|(at, index)| (hilbert::along(*at), index))
        .collect();
    order.par_sort_unstable();

    let mut place = vec![0u32; size];
    for (new, (_, old)) in (0u32..).zip(&order) {
        place[*old as usize] = new;
    }
    segments.par_iter_mut().for_each(|segment| {
        let (a, b) = (place[segment.from as usize], place[segment.to as usize]);
        (segment.from, segment.to) = (a.min(b), a.max(b));
    });
    segments.par_sort_unstable_by_key(|s| (s.from, s.to, s.kind, s.length));
    segments.dedup_by_key(|s| (s.from, s.to, s.kind));

    let old = || order.iter().map(|(_, old)| *old as usize);
    Streets {
        points: old().map(|index| points[index]).collect(),
        barriers: old().map(|index| barriers.get(index).copied().unwrap_or_default()).collect(),
        segments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streets::Way;
    use proptest::prelude::*;

    fn piece(from: u32, to: u32, length: u32, kind: Way) -> Segment {
        Segment { from, to, length, kind }
    }

    fn row(n: i32) -> Vec<LonLat> {
        (0..n).map(|lon| LonLat { lon, lat: 0 }).collect()
    }

    #[test]
    fn the_shortest_of_equal_segments_stays_and_kinds_stay_apart() {
        let streets = build(
            row(2),
            vec![],
            vec![
                piece(0, 1, 9, Way::Street),
                piece(1, 0, 7, Way::Street),
                piece(1, 0, 8, Way::Steps),
            ],
        );
        let expected = [piece(0, 1, 7, Way::Street), piece(0, 1, 8, Way::Steps)];
        assert_eq!(streets.segments, expected);
    }

    #[test]
    fn what_leads_nowhere_stays_out() {
        let segments = vec![
            piece(0, 0, 5, Way::Street),
            piece(0, 9, 5, Way::Street),
            piece(2, 3, 5, Way::Street),
        ];
        let streets = build(row(4), vec![Barrier::Closed; 3], segments);
        assert_eq!(streets.points.len(), 2);
        assert_eq!(streets.barriers.iter().filter(|b| **b == Barrier::Closed).count(), 1);
        assert_eq!(streets.segments, [piece(0, 1, 5, Way::Street)]);
        assert_eq!(build(vec![], vec![], vec![]), Streets::default());
    }

    #[test]
    fn two_points_on_a_spot_stay_two_and_join_at_no_length() {
        let points = vec![LonLat { lon: 1, lat: 1 }; 2];
        let streets = build(points, vec![], vec![piece(1, 0, 0, Way::Footway)]);
        assert_eq!(streets.points.len(), 2);
        assert_eq!(streets.segments, [piece(0, 1, 0, Way::Footway)]);
    }

    proptest! {
        #[test]
        fn order_of_what_is_given_makes_no_difference(
            spots in proptest::collection::btree_set((-900i32..900, -900i32..900), 2..40),
            pairs in proptest::collection::vec((any::<u32>(), any::<u32>(), 0u32..1000, 0usize..5), 1..80),
            shift in any::<usize>(),
        ) {
            let points: Vec<LonLat> = spots.iter().map(|(lon, lat)| LonLat { lon: *lon, lat: *lat }).collect();
            let size = points.len() as u32;
            let barriers: Vec<Barrier> = points
                .iter()
                .map(|at| [Barrier::None, Barrier::NoWheels, Barrier::Closed][at.lon.rem_euclid(3) as usize])
                .collect();
            let segments: Vec<Segment> = pairs
                .iter()
                .map(|(a, b, length, kind)| piece(a % size, b % size, *length, Way::ALL[*kind]))
                .collect();
            let first = build(points.clone(), barriers.clone(), segments.clone());

            let shift = shift % size as usize;
            let (mut points, mut barriers) = (points, barriers);
            points.rotate_left(shift);
            barriers.rotate_left(shift);
            points.reverse();
            barriers.reverse();
            let moved = |old: u32| size - 1 - (old + size - shift as u32) % size;
            let mut turned: Vec<Segment> = segments
                .iter()
                .map(|s| piece(moved(s.to), moved(s.from), s.length, s.kind))
                .collect();
            turned.reverse();
            prop_assert_eq!(&first, &build(points, barriers, turned));
            let order = |s: &Segment| (s.from, s.to, s.kind);
            let ascends = first.segments.is_sorted_by(|a, b| order(a) < order(b));
            prop_assert!(ascends);
        }
    }
}
