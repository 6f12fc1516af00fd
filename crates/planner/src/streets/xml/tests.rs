use super::super::tiny::Tiny;
use super::super::{Barrier, Reason, Streets, Way, read_bytes};

fn kinds(streets: &Streets) -> Vec<Way> {
    let mut kinds: Vec<Way> = streets.segments.iter().map(|s| s.kind).collect();
    kinds.sort();
    kinds
}

/// An estate behind a gate, a private road, steps, and a way that leads off the map.
fn estate() -> Tiny {
    Tiny::default()
        .point(1, 0, 0, "")
        .point(2, 1, 0, "barrier=gate access=private")
        .point(3, 2, 0, "")
        .point(4, 3, 0, "barrier=gate access=private foot=yes")
        .point(5, 3, 1, "barrier=stile")
        .point(6, 8, 8, "barrier=wall")
        .way(&[1, 2, 3], "highway=residential name=X")
        .way(&[3, 4], "highway=service access=private")
        .way(&[3, 4], "highway=service access=private foot=yes")
        .way(&[4, 5], "highway=steps")
        .way(&[5, 99, 1], "highway=path")
        .way(&[1, 6], "highway=motorway")
        .way(&[1], "highway=footway")
        .way(&[1, 6], "building=yes")
}

#[test]
fn an_estate_is_read_as_it_is_walked() {
    let read = read_bytes(estate().xml().as_bytes()).unwrap();
    assert_eq!(kinds(&read.streets), [Way::Street, Way::Street, Way::Street, Way::Steps]);
    // Point 6 stands on no way that is walked.
    let standing: Vec<Barrier> =
        read.streets.barriers.iter().copied().filter(|b| *b != Barrier::None).collect();
    assert_eq!(read.streets.points.len(), 5);
    assert_eq!(standing.len(), 2, "{standing:?}");
    let remarks: Vec<_> = read.remarks.iter().collect();
    let expected = [
        (Reason::WaysUsed, 3),
        (Reason::WaysMotor, 1),
        (Reason::WaysPrivate, 1),
        (Reason::WaysShort, 2),
        (Reason::PointsMissing, 1),
        (Reason::PointsClosed, 1),
        (Reason::PointsNoWheels, 1),
    ];
    assert_eq!(remarks, expected);
}

#[test]
fn a_way_is_cut_where_a_point_is_missing() {
    let map = Tiny::default().point(1, 0, 0, "").point(2, 1, 0, "").point(4, 5, 0, "");
    let map = map.point(5, 6, 0, "").way(&[1, 2, 3, 4, 5], "highway=path");
    let read = read_bytes(map.xml().as_bytes()).unwrap();
    assert_eq!(read.streets.segments.len(), 2);
    assert!(read.streets.segments.iter().all(|s| s.length < 10_000), "no piece jumps the hole");
    assert_eq!(read.remarks.count(Reason::PointsMissing), 1);
}

#[test]
fn what_was_deleted_is_gone_and_points_may_follow_their_ways() {
    let xml =
        "<osm><way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='path'/></way>
        <way id='2' action='delete'><nd ref='1'/><nd ref='3'/><tag k='highway' v='steps'/></way>
        <node id='3' lat='0.002' lon='0.002' visible='false'><tag k='barrier' v='wall'/></node>
        <node id='2' lat='0.001' lon='0.001'/><node id='1' lat='0' lon='0'/>
        <node id='4' lat='95' lon='0'/></osm>";
    let read = read_bytes(xml.as_bytes()).unwrap();
    assert_eq!(kinds(&read.streets), [Way::Footway]);
    assert_eq!(read.remarks.count(Reason::PointsMissing), 1);
    assert_eq!(read.remarks.count(Reason::PointsOffEarth), 1);
}

#[test]
fn a_piece_across_half_the_country_is_left_out_and_said() {
    let map = Tiny::default().point(1, 0, 0, "").point(2, 1, 0, "").point(3, 9000, 0, "");
    let read = read_bytes(map.way(&[1, 2, 3], "highway=path").xml().as_bytes()).unwrap();
    assert_eq!(read.streets.points.len(), 2);
    assert_eq!(read.remarks.count(Reason::SegmentsTooLong), 1);
}

#[test]
fn faults_are_named_with_their_place() {
    let deep = format!("<osm>{}", "<a>".repeat(40));
    let cases = [
        ("<!DOCTYPE html><html><body/></html>", "<html>, not of <osm>"),
        ("<osm><node id='1' lat='1'", "byte"),
        ("<osm><way><nd ref='1'/>", "cut short"),
        ("<osm><way><nd/></way></osm>", "point without a number"),
        ("<osm><node lat='1' lon='1'/></osm>", "no number"),
        ("<osm></osm>", "no ways at all"),
        (deep.as_str(), "deep"),
    ];
    for (xml, expected) in cases {
        let error = read_bytes(xml.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{xml}: {error}");
    }
    let private = Tiny::default().point(1, 0, 0, "").point(2, 1, 0, "");
    let private = private.way(&[1, 2], "highway=path foot=no").xml();
    let error = read_bytes(private.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("ways_no_foot 1"), "{error}");
}
