use super::super::tiny::Tiny;
use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(vec![], Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn small() -> Tiny {
    Tiny::default().point(1, 0, 0, "").point(2, 1, 1, "").way(&[1, 2], "highway=path")
}

fn problem(bytes: &[u8]) -> String {
    read_bytes(bytes).unwrap_err().to_string()
}

#[test]
fn content_says_what_a_file_is() {
    let xml = small().xml().into_bytes();
    let expected = read_bytes(&xml).unwrap();
    let json = b"{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"highway\":\"path\"},
        \"geometry\":{\"type\":\"LineString\",\"coordinates\":[[113.5,34.7],[113.5001,34.7001]]}}]}";
    let marked = [b"\xef\xbb\xbf  ", xml.as_slice()].concat();
    let saved = expected.streets.save();
    let folder = tempfile::tempdir().unwrap();
    for plain in [xml, marked, json.to_vec(), small().pbf(true, true), saved] {
        for bytes in [gzip(&plain), plain] {
            let path = folder.path().join("map");
            std::fs::write(&path, &bytes).unwrap();
            assert_eq!(read(&path).unwrap().streets, expected.streets);
            assert_eq!(read_bytes(&bytes).unwrap().streets, expected.streets);
        }
    }
}

#[test]
fn what_is_no_map_is_named() {
    assert!(problem(b"").contains("empty"));
    assert!(problem(b"BZh91AY").contains("bzip2"));
    assert!(problem(b"PK\x03\x04").contains("zip archive"));
    assert!(problem(b"SQLite format 3\0").contains("GeoPackage"));
    assert!(problem(b"lon,lat\n1,2\n").contains(".osm.pbf"));
    assert!(problem(&gzip(&gzip(b"<osm/>"))).contains("twice"));
    let packed = gzip(small().xml().as_bytes());
    assert!(read_bytes(&packed[..packed.len() / 2]).is_err());
    let gone = read(Path::new("no/such/map.osm.pbf")).unwrap_err().to_string();
    assert!(gone.starts_with("no/such/map.osm.pbf: "), "{gone}");
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let tight = Limits { bytes: 100_000, ..Limits::default() };
    let bomb = gzip(&[b"<osm>".as_slice(), &vec![b' '; 1 << 20]].concat());
    assert!(bomb.len() < 100_000);
    let error = read_bytes_within(&bomb, &tight).unwrap_err().to_string();
    assert!(error.contains("larger than"), "{error}");
    let json = gzip(&[b"{".as_slice(), &vec![b' '; 1 << 20]].concat());
    let error = read_bytes_within(&json, &tight).unwrap_err().to_string();
    assert!(error.contains("larger than"), "{error}");
    let few = Limits { points: 3, ..Limits::default() };
    let error = read_bytes_within(small().xml().as_bytes(), &few).unwrap_err().to_string();
    assert!(error.contains("3 allowed"), "{error}");
}
