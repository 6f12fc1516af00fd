//! Which ways are walked, as tables.
//!
//! The base is what the OSMnx network type "walk" takes (`_overpass.py`): any `highway` but
//! abandoned, bus_guideway, construction, cycleway, motor…, no, planned, platform, proposed, raceway,
//! razed; not `area=yes`, `access=private`, `foot=no`, `service=private`. Apart from that:
//! - `access=no` and `foot=private` close a way too; `foot=yes` and its like (`ALLOWED`) open what
//!   `access`, `service`, `motorroad` or being a cycleway closes;
//! - only values of `highway` that are ways are taken (`KINDS`): no rest areas, no bus stops;
//! - `motorroad=yes` closes a road unless it has a sidewalk.
//!
//! A road whose sidewalks are drawn on their own (`sidewalk=separate`) stays: what is drawn of
//! sidewalks rarely joins all of what it should.
use super::{Reason, Way};

/// Tags that say something about walking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Highway,
    Access,
    Foot,
    Service,
    Area,
    Footway,
    Path,
    Cycleway,
    Motorroad,
    Sidewalk,
    SidewalkBoth,
    SidewalkLeft,
    SidewalkRight,
    Barrier,
    Locked,
    Kerb,
    Wheelchair,
}

const KEYS: [(&str, Key); 17] = [
    ("highway", Key::Highway),
    ("access", Key::Access),
    ("foot", Key::Foot),
    ("service", Key::Service),
    ("area", Key::Area),
    ("footway", Key::Footway),
    ("path", Key::Path),
    ("cycleway", Key::Cycleway),
    ("motorroad", Key::Motorroad),
    ("sidewalk", Key::Sidewalk),
    ("sidewalk:both", Key::SidewalkBoth),
    ("sidewalk:left", Key::SidewalkLeft),
    ("sidewalk:right", Key::SidewalkRight),
    ("barrier", Key::Barrier),
    ("locked", Key::Locked),
    ("kerb", Key::Kerb),
    ("wheelchair", Key::Wheelchair),
];

impl Key {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        KEYS.iter().find(|(key, _)| key.as_bytes() == name).map(|(_, key)| *key)
    }
}

/// The tags of one way or point; used again for the next.
#[derive(Debug, Default)]
pub(super) struct Tags {
    values: [Vec<u8>; KEYS.len()],
    any: bool,
}

impl Tags {
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.any) {
            self.values.iter_mut().for_each(Vec::clear);
        }
    }

    pub(super) fn set(&mut self, key: Key, value: &[u8]) {
        self.any = true;
        let place = &mut self.values[key as usize];
        place.clear();
        place.extend_from_slice(value);
    }

    pub(super) fn any(&self) -> bool {
        self.any
    }

    pub(super) fn has(&self, key: Key) -> bool {
        !self.values[key as usize].is_empty()
    }

    pub(super) fn is(&self, key: Key, value: &str) -> bool {
        self.values[key as usize] == value.as_bytes()
    }

    pub(super) fn among(&self, key: Key, values: &[&str]) -> bool {
        values.iter().any(|value| self.is(key, value))
    }
}

/// Values of `foot` that let walkers in whatever else is said.
pub(super) const ALLOWED: &[&str] = &["yes", "designated", "permissive", "official", "destination"];
/// Values of `foot` and `access` that keep walkers out.
pub(super) const FORBIDDEN: &[&str] = &["no", "private"];

/// Values of `highway` that are ways.
const KINDS: &[(&str, Way)] = &[
    ("residential", Way::Street),
    ("service", Way::Street),
    ("footway", Way::Footway),
    ("unclassified", Way::Street),
    ("path", Way::Footway),
    ("track", Way::Footway),
    ("tertiary", Way::Road),
    ("secondary", Way::Road),
    ("primary", Way::Road),
    ("steps", Way::Steps),
    ("pedestrian", Way::Footway),
    ("cycleway", Way::Footway),
    ("living_street", Way::Street),
    ("trunk", Way::Road),
    ("tertiary_link", Way::Road),
    ("secondary_link", Way::Road),
    ("primary_link", Way::Road),
    ("trunk_link", Way::Road),
    ("road", Way::Street),
    ("corridor", Way::Footway),
    ("bridleway", Way::Footway),
    ("elevator", Way::Footway),
    ("crossing", Way::Crossing),
];
const MOTOR: &[&str] = &["motorway", "motorway_link"];
const NOT_BUILT: &[&str] =
    &["construction", "proposed", "planned", "abandoned", "disused", "razed", "demolished", "no"];
const SIDEWALK: &[&str] = &["yes", "both", "left", "right", "separate"];

/// The kind of a way, or why it is not walked; `None` where it is no way at all.
pub(super) fn way(tags: &Tags) -> Option<Result<Way, Reason>> {
    tags.has(Key::Highway).then(|| walked(tags))
}

fn walked(tags: &Tags) -> Result<Way, Reason> {
    if tags.among(Key::Highway, MOTOR) {
        return Err(Reason::WaysMotor);
    }
    if tags.among(Key::Highway, NOT_BUILT) {
        return Err(Reason::WaysNotBuilt);
    }
    let kind = KINDS.iter().find(|(value, _)| tags.is(Key::Highway, value));
    let Some((_, kind)) = kind else { return Err(Reason::WaysOther) };
    if tags.is(Key::Area, "yes") {
        return Err(Reason::WaysArea);
    }
    if tags.among(Key::Foot, FORBIDDEN) {
        return Err(Reason::WaysNoFoot);
    }
    if !tags.among(Key::Foot, ALLOWED) {
        if tags.among(Key::Access, FORBIDDEN) || tags.is(Key::Service, "private") {
            return Err(Reason::WaysPrivate);
        }
        if tags.is(Key::Highway, "cycleway") {
            return Err(Reason::WaysCycle);
        }
        if tags.is(Key::Motorroad, "yes") && !sidewalk(tags) {
            return Err(Reason::WaysMotor);
        }
    }
    let drawn = [Key::Footway, Key::Path, Key::Cycleway];
    match kind {
        Way::Footway if drawn.iter().any(|key| tags.is(*key, "crossing")) => Ok(Way::Crossing),
        kind => Ok(*kind),
    }
}

fn sidewalk(tags: &Tags) -> bool {
    [Key::Sidewalk, Key::SidewalkBoth, Key::SidewalkLeft, Key::SidewalkRight]
        .iter()
        .any(|key| tags.among(*key, SIDEWALK))
}

#[cfg(test)]
pub(super) fn of(pairs: &str) -> Tags {
    let mut tags = Tags::default();
    for pair in pairs.split_whitespace() {
        let (key, value) = pair.split_once('=').unwrap();
        tags.set(Key::named(key.as_bytes()).unwrap(), value.as_bytes());
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_where_their_number_says() {
        for (place, (name, key)) in KEYS.iter().enumerate() {
            assert_eq!(*key as usize, place);
            assert_eq!(Key::named(name.as_bytes()), Some(*key));
        }
        assert_eq!(Key::named(b"name"), None);
    }

    #[test]
    fn ways_are_walked_or_left_out_for_a_reason() {
        let cases = [
            ("highway=residential", Ok(Way::Street)),
            ("highway=trunk", Ok(Way::Road)),
            ("highway=steps", Ok(Way::Steps)),
            ("highway=corridor", Ok(Way::Footway)),
            ("highway=footway footway=sidewalk", Ok(Way::Footway)),
            ("highway=footway footway=crossing", Ok(Way::Crossing)),
            ("highway=cycleway cycleway=crossing foot=yes", Ok(Way::Crossing)),
            ("highway=residential cycleway=crossing", Ok(Way::Street)),
            ("highway=cycleway", Err(Reason::WaysCycle)),
            ("highway=cycleway foot=designated", Ok(Way::Footway)),
            ("highway=motorway foot=yes", Err(Reason::WaysMotor)),
            ("highway=motorway_link", Err(Reason::WaysMotor)),
            ("highway=trunk motorroad=yes", Err(Reason::WaysMotor)),
            ("highway=trunk motorroad=yes sidewalk:left=yes", Ok(Way::Road)),
            ("highway=service access=private", Err(Reason::WaysPrivate)),
            ("highway=service access=private foot=yes", Ok(Way::Street)),
            ("highway=service access=no", Err(Reason::WaysPrivate)),
            ("highway=service access=customers", Ok(Way::Street)),
            ("highway=service service=private", Err(Reason::WaysPrivate)),
            ("highway=service service=parking_aisle", Ok(Way::Street)),
            ("highway=residential foot=no", Err(Reason::WaysNoFoot)),
            ("highway=residential foot=private access=yes", Err(Reason::WaysNoFoot)),
            ("highway=pedestrian area=yes", Err(Reason::WaysArea)),
            ("highway=construction", Err(Reason::WaysNotBuilt)),
            ("highway=platform", Err(Reason::WaysOther)),
            ("highway=bus_guideway", Err(Reason::WaysOther)),
            ("highway=raceway", Err(Reason::WaysOther)),
            ("highway=secondary sidewalk=separate", Ok(Way::Road)),
        ];
        for (tags, expected) in cases {
            assert_eq!(way(&of(tags)), Some(expected), "{tags}");
        }
        assert_eq!(way(&of("access=private")), None);
    }

    #[test]
    fn tags_are_forgotten_before_the_next_way() {
        let mut tags = of("highway=steps foot=no");
        tags.clear();
        tags.set(Key::Highway, b"steps");
        assert_eq!(way(&tags), Some(Ok(Way::Steps)));
    }
}
