use super::super::build;
use super::*;
use proptest::prelude::*;

/// With a right checksum, so that what is behind it is looked at.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= HEAD {
        let sum = checksum(&bytes[HEAD..]);
        bytes[HEAD - 4..HEAD].copy_from_slice(&sum);
    }
    bytes
}

fn small() -> Streets {
    let spots = [(0, 0), (1_800_000_000, 900_000_000), (-1_800_000_000, -900_000_000)];
    let points = spots.iter().map(|(lon, lat)| LonLat { lon: *lon, lat: *lat }).collect();
    let piece = |from, to, kind| Segment { from, to, length: u32::MAX, kind };
    let segments = vec![piece(0, 1, Way::Road), piece(1, 2, Way::Steps), piece(0, 1, Way::Steps)];
    build(points, vec![Barrier::Closed, Barrier::None, Barrier::NoWheels], segments)
}

proptest! {
    #[test]
    fn what_is_saved_is_loaded(
        spots in proptest::collection::vec((-1_800_000_000i32..=1_800_000_000, -900_000_000i32..=900_000_000, 0usize..3), 0..40),
        pieces in proptest::collection::vec((any::<u32>(), any::<u32>(), any::<u32>(), 0usize..5), 0..90),
    ) {
        let points: Vec<LonLat> = spots.iter().map(|(lon, lat, _)| LonLat { lon: *lon, lat: *lat }).collect();
        let size = points.len().max(1) as u32;
        let barriers = [Barrier::None, Barrier::NoWheels, Barrier::Closed];
        let barriers = spots.iter().map(|(_, _, n)| barriers[*n]).collect();
        let segments = pieces
            .iter()
            .map(|(a, b, length, kind)| Segment { from: a % size, to: b % size, length: *length, kind: Way::ALL[*kind] })
            .collect();
        let streets = build(points, barriers, segments);
        prop_assert_eq!(&Streets::load(&streets.save()).unwrap(), &streets);
        prop_assert_eq!(build(streets.points.clone(), streets.barriers.clone(), streets.segments.clone()), streets);
    }

    #[test]
    fn whatever_is_loaded_holds_what_streets_hold(place in 0usize..60, value in any::<u8>()) {
        let mut bytes = small().save();
        let place = place % bytes.len();
        bytes[place] = value;
        if let Ok(streets) = Streets::load(&sealed(bytes)) {
            let size = streets.points.len() as u32;
            prop_assert_eq!(streets.barriers.len() as u32, size);
            prop_assert!(streets.segments.iter().all(|s| s.from < s.to && s.to < size));
        }
    }
}

#[test]
fn damage_is_seen_wherever_it_is() {
    let whole = small().save();
    for place in 0..whole.len() {
        let mut bent = whole.clone();
        bent[place] ^= 1;
        assert!(Streets::load(&bent).is_err(), "byte {place}");
        assert!(Streets::load(&whole[..place]).is_err(), "cut at {place}");
    }
    let longer = sealed([whole.as_slice(), &[0]].concat());
    assert!(Streets::load(&longer).unwrap_err().to_string().contains("damaged"));
}

#[test]
fn a_file_that_claims_billions_takes_no_memory() {
    let mut bytes = small().save();
    bytes[9..17].copy_from_slice(&[0xff; 8]);
    assert!(Streets::load(&sealed(bytes)).is_err());
    let mut other = small().save();
    other[8] = 2;
    assert!(Streets::load(&other).unwrap_err().to_string().contains("another version"));
}
