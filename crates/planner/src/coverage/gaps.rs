use super::contour::Field;
use super::{Coverage, Ground, LeftOut, areas::positions};
use crate::people::NOWHERE;
use crate::streets::Streets;
use crate::walk::{Graph, Homes, Spot};
use crate::{Bounds, Error, LonLat, Result, millimeters};
use geojson::{Geometry, GeometryValue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod clusters;

/// What makes a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapRule {
    /// Homes that walk longer than this to an open site are not covered.
    pub minutes: u32,
    /// Homes closer than this along the streets belong together.
    pub join_m: u32,
    /// A gap is at most about so wide to walk through.
    pub across_minutes: u32,
    /// With fewer people a gap is not listed by itself.
    pub smallest: u64,
    /// A named place this near to the middle gives a gap its name, before its region does.
    pub name_within_m: u32,
}

impl GapRule {
    pub fn beyond(minutes: u32) -> Self {
        Self { minutes, join_m: 300, across_minutes: 15, smallest: 200, name_within_m: 500 }
    }
}

/// A place with a name: an estate, a station, a square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    pub name: String,
    pub at: LonLat,
}

/// People without a site near, where they are together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// A place nearby or the region most of its people live in, with a number where several gaps would
    /// have the same; empty where neither is known.
    pub name: String,
    pub region: Option<String>,
    pub homes: u64,
    pub people: u64,
    pub elders: u64,
    /// The home nearest to the middle of its people.
    pub middle: LonLat,
    /// The open site nearest to most of its people, by index, and what its people walk to the nearest
    /// one on average; none where there is no way.
    pub nearest: Option<u32>,
    pub nearest_minutes: Option<f64>,
    /// A GeoJSON polygon around its homes, to look at.
    pub outline: Option<Geometry>,
    /// Indices into the people.
    #[serde(skip)]
    pub members: Vec<u32>,
}

/// Everyone not covered: the gaps, those too few to be one, and those left out. Together with the
/// people covered they are all, to the person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gaps {
    /// Most people first.
    pub gaps: Vec<Gap>,
    pub scattered_homes: u64,
    pub scattered_people: u64,
    pub scattered_elders: u64,
    pub left_out: LeftOut,
}

/// Uncovered homes not given to anyone's gap yet.
struct Uncovered {
    /// Indices into the people.
    of: Vec<u32>,
    at: Vec<LonLat>,
    spots: Vec<Spot>,
    people: Vec<u32>,
}

/// Finds the gaps a coverage leaves; `coverage` must be of the same ground.
pub fn gaps(
    ground: &Ground<'_>,
    streets: &Streets,
    coverage: &Coverage,
    rule: &GapRule,
    places: &[NamedPlace],
) -> Result<Gaps> {
    if coverage.near.len() != ground.people.len() || streets.points.len() != ground.graph.points() {
        return Err(Error::value("coverage", "is of other people or streets; ask for it again"));
    }
    let limit = ground.graph.profile().cost_of(rule.minutes);
    let mut uncovered = Uncovered { of: vec![], at: vec![], spots: vec![], people: vec![] };
    for (home, spot) in ground.settled.of.iter().zip(&ground.settled.spots) {
        if coverage.near[*home as usize].is_none_or(|near| near.cost > limit) {
            uncovered.of.push(*home);
            uncovered.at.push(ground.people.at[*home as usize]);
            // Homes are together along the streets, wherever they lie beside them.
            uncovered.spots.push(Spot { access: 0, ..*spot });
            let people = ground.people.people_of(*home as usize);
            uncovered.people.push(u32::try_from(people).unwrap_or(u32::MAX));
        }
    }
    let clusters = uncovered.clusters(ground.graph, streets, rule)?;
    let mut found = Gaps {
        gaps: vec![],
        scattered_homes: 0,
        scattered_people: 0,
        scattered_elders: 0,
        left_out: coverage.left_out.clone(),
    };
    for members in clusters {
        let gap = gap(ground, coverage, members);
        if gap.people < rule.smallest {
            found.scattered_homes += gap.homes;
            found.scattered_people += gap.people;
            found.scattered_elders += gap.elders;
        } else {
            found.gaps.push(gap);
        }
    }
    found.gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.people), gap.members.first().copied()));
    name(&mut found.gaps, places, rule.name_within_m);
    Ok(found)
}

impl Uncovered {
    fn homes(&self, graph: &Graph) -> Result<Homes> {
        Homes::new(graph, &self.spots, 1, &self.people)
    }
}

/// One gap of some homes of the people.
fn gap(ground: &Ground<'_>, coverage: &Coverage, members: Vec<u32>) -> Gap {
    let people = ground.people;
    let each = || members.iter().map(|home| *home as usize);
    let all: u64 = each().map(|home| people.people_of(home)).sum();
    let (mut by_site, mut by_region) = (BTreeMap::new(), BTreeMap::new());
    let (mut cost, mut walkers) = (0.0, 0);
    for home in each() {
        let here = people.people_of(home);
        *by_region.entry(people.region[home]).or_insert(0) += here;
        if let Some(near) = coverage.near[home] {
            *by_site.entry(near.source).or_insert(0) += here;
            cost += f64::from(near.cost) * here as f64;
            walkers += here;
        }
    }
    let most = |counts: &BTreeMap<u32, u64>| {
        counts.iter().max_by_key(|(key, n)| (**n, std::cmp::Reverse(**key))).map(|(key, _)| *key)
    };
    let region = most(&by_region).filter(|region| *region != NOWHERE);
    let region = region.and_then(|region| people.regions.get(region as usize).cloned());
    let by_home = each().map(|home| (people.at[home], people.people_of(home)));
    let speed = f64::from(ground.graph.profile().speed);
    Gap {
        name: String::new(),
        region,
        homes: members.len() as u64,
        people: all,
        elders: each().map(|home| people.elders_of(home)).sum(),
        middle: people.at[members[middle(by_home).unwrap_or(0)] as usize],
        nearest: most(&by_site),
        nearest_minutes: (walkers > 0).then(|| cost / walkers as f64 / speed),
        outline: outline(each().map(|home| people.at[home])),
        members,
    }
}

/// Which of some homes is nearest to their mean by people.
fn middle(homes: impl Iterator<Item = (LonLat, u64)> + Clone) -> Option<usize> {
    let (mut lon, mut lat, mut all) = (0i128, 0i128, 0i128);
    for (at, people) in homes.clone() {
        lon += i128::from(at.lon) * i128::from(people);
        lat += i128::from(at.lat) * i128::from(people);
        all += i128::from(people);
    }
    let mean = |sum: i128| i32::try_from(sum / all.max(1)).unwrap_or(0);
    let mean = LonLat { lon: mean(lon), lat: mean(lat) };
    let nearest = homes.enumerate().map(|(i, (at, _))| (millimeters(at, mean), i)).min();
    nearest.map(|(_, i)| i)
}

/// Around homes at half the distance that joins them: mostly one piece; the largest is taken.
fn outline(homes: impl Iterator<Item = LonLat> + Clone) -> Option<Geometry> {
    let mut field = Field::new(Bounds::of(homes.clone())?, 150.0, 40.0);
    homes.for_each(|at| field.line(at, at));
    let area = |ring: &[LonLat]| super::contour::doubled(ring);
    let polygons = field.outlines(f64::INFINITY);
    let polygon = polygons.into_iter().max_by(|a, b| area(&a[0]).total_cmp(&area(&b[0])))?;
    Some(Geometry::new(GeometryValue::Polygon { coordinates: positions(&polygon) }))
}

/// Names every gap, and numbers those that share one.
fn name(gaps: &mut [Gap], places: &[NamedPlace], within_m: u32) {
    let within = u64::from(within_m) * 1_000;
    let mut used: BTreeMap<String, u32> = BTreeMap::new();
    for gap in gaps {
        let near = places.iter().map(|place| (millimeters(place.at, gap.middle), &place.name));
        let place = near.filter(|(far, _)| *far <= within).min().map(|(_, name)| name.clone());
        gap.name = place.or_else(|| gap.region.clone()).unwrap_or_default();
        let count = used.entry(gap.name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 && !gap.name.is_empty() {
            gap.name = format!("{} {count}", gap.name);
        }
    }
}
