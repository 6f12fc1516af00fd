use crate::streets::network::Network;
use crate::streets::tags::{Key, Tags, way};
use crate::streets::tiny::{Message, Tiny, blob};
use crate::streets::{Barrier, Limits, barriers, read_bytes, read_bytes_within};
use proptest::prelude::*;
use std::path::Path;

fn small() -> Tiny {
    let map = Tiny::default().point(-7, 0, 0, "").point(12, 3, 0, "barrier=stile name=X");
    map.point(11, 9, -4, "barrier=wall").way(&[12, -7, 11], "highway=steps").way(&[11, 12], "a=b")
}

#[test]
fn packed_or_not_dense_or_not_is_the_same() {
    let expected = read_bytes(small().xml().as_bytes()).unwrap();
    assert_eq!(expected.streets.points.len(), 3);
    for (dense, packed) in [(true, true), (true, false), (false, true), (false, false)] {
        assert_eq!(read_bytes(&small().pbf(dense, packed)).unwrap(), expected);
    }
}

proptest! {
    #[test]
    fn both_forms_of_a_map_read_the_same(
        spots in proptest::collection::vec((-500i32..500, -500i32..500, 0usize..4), 2..30),
        ways in proptest::collection::vec((proptest::collection::vec(0i64..33, 0..6), 0usize..4), 1..20),
    ) {
        let stands = ["", "barrier=gate locked=yes", "barrier=stile", "name=Y"];
        let highways = ["highway=path", "highway=steps", "highway=motorway", "highway=service"];
        let mut map = Tiny::default();
        for (number, (lon, lat, tags)) in (0..).zip(&spots) {
            map = map.point(number * 3 % 31, *lon, *lat, stands[*tags]);
        }
        for (points, tags) in &ways {
            map = map.way(points, highways[*tags]);
        }
        let (xml, pbf) = (read_bytes(map.xml().as_bytes()), read_bytes(&map.pbf(true, true)));
        prop_assert_eq!(xml.map_err(|e| e.to_string()), pbf.map_err(|e| e.to_string()));
    }
}

#[test]
fn broken_files_say_where_they_break() {
    let whole = small().pbf(true, true);
    for length in 1..whole.len() {
        let error = read_bytes(&whole[..length]).unwrap_err().to_string();
        assert!(length < 5 || error.contains("PBF") || error.contains("no way"), "{error}");
    }
    let mut bent = whole.clone();
    let last = bent.len() - 3;
    bent[last] ^= 0x55;
    assert!(read_bytes(&bent).unwrap_err().to_string().contains("fetch the file again"));
    let ask = |bytes: Vec<u8>| read_bytes(&bytes).unwrap_err().to_string();
    assert!(ask(blob("OSMData", b"", false)).contains("OSMHeader"));
    let old = Message::default().bytes(4, b"HistoricalInformation").0;
    assert!(ask(blob("OSMHeader", &old, false)).contains("old versions"));
}

#[test]
fn a_blob_that_grows_without_end_is_refused() {
    let file = small().pbf(true, true);
    let tight = Limits { bytes: 64, ..Limits::default() };
    assert!(read_bytes_within(&file, &tight).unwrap_err().to_string().contains("64"));
    let few = Limits { points: 4, ..Limits::default() };
    assert!(read_bytes_within(&file, &few).unwrap_err().to_string().contains("points"));
    assert!(read_bytes_within(&file, &Limits { points: 6, ..few }).is_ok());
    // 33 MiB of nothing, packed to 33 kB.
    let mut bomb = small().pbf(true, true);
    bomb.extend(blob("OSMData", &vec![0; 33 << 20], true));
    assert!(read_bytes(&bomb).unwrap_err().to_string().contains("32 MiB"));
}

/// Everything of a real file, decoded by a library.
#[test]
fn a_library_reads_the_same_from_a_real_map() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("../shared/data/streets/andorra.osm.pbf");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let mut network = Network::default();
    let mut tags = Tags::default();
    let fill = |tags: &mut Tags, pairs: &mut dyn Iterator<Item = (&str, &str)>| {
        tags.clear();
        for (key, value) in pairs {
            if let Some(key) = Key::named(key.as_bytes()) {
                tags.set(key, value.as_bytes());
            }
        }
    };
    let reader = osmpbf::ElementReader::new(bytes.as_slice());
    reader
        .for_each(|element| match element {
            osmpbf::Element::DenseNode(node) => {
                let at = crate::LonLat::degrees(node.lon(), node.lat()).unwrap();
                network.points.push((node.id(), at));
                fill(&mut tags, &mut node.tags());
                let stands = barriers::barrier(&tags);
                if stands != Barrier::None {
                    network.barriers.push((node.id(), stands));
                }
            }
            osmpbf::Element::Way(line) => {
                fill(&mut tags, &mut line.tags());
                match way(&tags) {
                    Some(Ok(kind)) => {
                        network.ways.push((kind, line.refs().count() as u32));
                        network.stops.extend(line.refs());
                    }
                    Some(Err(reason)) => network.remarks.note(reason),
                    None => {}
                }
            }
            _ => {}
        })
        .unwrap();
    assert_eq!(read_bytes(&bytes).unwrap(), network.finish().unwrap());
}
