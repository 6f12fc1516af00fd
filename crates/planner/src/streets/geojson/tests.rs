use super::super::{Reason, Way, read_bytes};

fn collection(features: &str) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{properties},\
         \"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}"
    )
}

fn problem(text: &str) -> String {
    read_bytes(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn lines_meet_and_properties_say_what_they_are() {
    let features = [
        feature("{}", "LineString", "[[117.0,36.6],[117.001,36.6,55.5]]"),
        feature("null", "MultiLineString", "[[[117.001,36.6],[117.001,36.601]],[]]"),
        feature("{\"kind\":\"steps\",\"n\":[1,{}]}", "LineString", "[[117,36.6],[117,36.601]]"),
        feature(
            "{\"highway\":[\"footway\",\"path\"],\"foot\":null}",
            "LineString",
            "[[117,36.601],[117.0001,36.601]]",
        ),
        feature("{\"highway\":\"motorway\"}", "LineString", "[[117,36.6],[117.3,36.6]]"),
        feature("{}", "Polygon", "[[[117,36.6],[117,36.601],[117.1,36.6],[117,36.6]]]"),
        feature("{}", "Point", "[117,36.6]"),
        "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{}}".to_owned(),
    ];
    let read = read_bytes(collection(&features.join(",")).as_bytes()).unwrap();
    let mut kinds: Vec<Way> = read.streets.segments.iter().map(|s| s.kind).collect();
    kinds.sort();
    assert_eq!(kinds, [Way::Street, Way::Street, Way::Footway, Way::Steps]);
    assert_eq!(read.streets.points.len(), 5);
    assert_eq!(read.remarks.count(Reason::WaysMotor), 1);
    assert_eq!(read.remarks.count(Reason::FeaturesOther), 3);
}

#[test]
fn swapped_and_projected_coordinates_are_named() {
    let swapped = problem(&collection(&feature("{}", "LineString", "[[36.6,117.0],[36.6,117.1]]")));
    assert!(swapped.contains("feature 1") && swapped.contains("swapped"), "{swapped}");
    let meters = feature("{}", "LineString", "[[13024380.5,4387711.1],[13024390.5,4387711.1]]");
    let projected = problem(&collection(&meters));
    assert!(projected.contains("EPSG:4326"), "{projected}");
    let system = "{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4549\"}}";
    let named = format!("{{\"type\":\"FeatureCollection\",\"crs\":{system},\"features\":[]}}");
    assert!(problem(&named).contains("EPSG::4549"));
}

#[test]
fn the_usual_system_of_coordinates_may_be_said() {
    let line = feature("{}", "LineString", "[[117,36.6],[117.001,36.6]]");
    for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"] {
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{line}],\
             \"crs\":{{\"properties\":{{\"name\":\"{name}\"}}}}}}"
        );
        assert_eq!(read_bytes(text.as_bytes()).unwrap().streets.segments.len(), 1);
    }
}

#[test]
fn what_is_no_collection_of_lines_is_refused() {
    let cases = [
        ("{\"version\":0.6,\"elements\":[{}]}".to_owned(), "Overpass"),
        ("{\"type\":\"Topology\"}".to_owned(), "FeatureCollection"),
        (collection(""), "no ways at all"),
        (collection(&feature("{}", "LineString", "[[1,2],[3]]")), "two numbers"),
        (collection(&feature("{}", "LineString", "[1,2]")), "not those of a LineString"),
        (collection(&feature("{}", "LineString", "[[1,2],[[3,4]]]")), "unevenly"),
        ("{\"type\":\"FeatureCollection\",\n\"features\":[".to_owned(), "line 2"),
        (collection(&"[".repeat(100_000)), "line 1"),
        (collection(&feature("{}", "LineString", &"[".repeat(100_000))), "recursion"),
    ];
    for (text, expected) in cases {
        let error = problem(&text);
        assert!(error.contains(expected), "{expected}: {error}");
    }
}
