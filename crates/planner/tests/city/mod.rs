//! Small made-up cities, and slow, simple ways to know what is true of them.
use geo::{Area as _, BooleanOps as _, Intersects as _, Validation as _};
use lianxin_planner::coverage::{Ground, Polygon, Settled};
use lianxin_planner::people::{AgeGroup, NOWHERE, People, read_bytes};
use lianxin_planner::streets::{Line, Streets, Way};
use lianxin_planner::walk::{Graph, Snapping};
use lianxin_planner::{LonLat, Profile, millimeters};
use proptest::prelude::*;

/// Points and streets between them, by index.
#[derive(Clone, Debug)]
pub struct City {
    pub points: Vec<LonLat>,
    pub edges: Vec<(usize, usize)>,
    /// The point of each home; none is out at sea.
    pub homes: Vec<Option<usize>>,
    pub people: People,
}

pub struct Made {
    pub streets: Streets,
    graph: Graph,
    settled: Settled,
    people: People,
}

impl Made {
    pub fn ground(&self) -> Ground<'_> {
        Ground { graph: &self.graph, people: &self.people, settled: &self.settled }
    }
}

impl City {
    pub fn made(&self) -> Made {
        let line = |(a, b): &(usize, usize)| Line {
            points: vec![self.points[*a], self.points[*b]],
            kind: Way::Street,
        };
        let streets = Streets::from_lines(self.edges.iter().map(line).collect()).unwrap();
        let graph = Graph::build(&streets, &Profile::adult()).unwrap();
        let snapping = Snapping { smallest_part: 1, ..Snapping::default() };
        let settled = Settled::new(&graph, &self.people, &snapping).unwrap();
        Made { streets, graph, settled, people: self.people.clone() }
    }

    /// Millimeters between all points (Floyd and Warshall).
    pub fn costs(&self) -> Vec<Vec<u64>> {
        let n = self.points.len();
        let mut costs = vec![vec![u64::from(u32::MAX); n]; n];
        for (i, row) in costs.iter_mut().enumerate() {
            row[i] = 0;
        }
        for (a, b) in &self.edges {
            let length = millimeters(self.points[*a], self.points[*b]);
            costs[*a][*b] = length;
            costs[*b][*a] = length;
        }
        for k in 0..n {
            for a in 0..n {
                for b in 0..n {
                    costs[a][b] = costs[a][b].min(costs[a][k] + costs[k][b]);
                }
            }
        }
        costs
    }
}

/// Six by six points about 200 m apart, shaken, every point with a street at least, homes on points.
pub fn any() -> impl Strategy<Value = City> {
    let shaken = proptest::collection::vec((-60i32..60, -60i32..60), 36);
    let edges = proptest::collection::vec(any_bool(), 60);
    let homes = proptest::collection::vec((0usize..40, 0u32..30, 0u32..9, 0u32..4), 1..40);
    (shaken, edges, homes).prop_map(|(shaken, drawn, homes)| {
        let point = |(i, (x, y)): (usize, &(i32, i32))| {
            let (column, row) = ((i % 6) as i32, (i / 6) as i32);
            LonLat {
                lon: 1_130_000_000 + column * 21_700 + x * 100,
                lat: 340_000_000 + row * 18_000 + y * 100,
            }
        };
        let points: Vec<LonLat> = shaken.iter().enumerate().map(point).collect();
        let along = (0..36).filter(|i| i % 6 < 5).map(|i| (i, i + 1));
        let all = along.chain((0..30).map(|i| (i, i + 6)));
        let mut edges: Vec<(usize, usize)> =
            all.zip(drawn).filter(|(_, drawn)| *drawn).map(|(edge, _)| edge).collect();
        for i in 0..36 {
            if !edges.iter().any(|(a, b)| *a == i || *b == i) {
                edges.push(if i % 6 < 5 { (i, i + 1) } else { (i - 1, i) });
            }
        }
        let mut people = People {
            groups: vec![AgeGroup { from: 0, to: Some(59) }, AgeGroup { from: 60, to: None }],
            regions: (0..3).map(|i| format!("street {i}")).collect(),
            ..People::default()
        };
        let mut at = vec![];
        for (point, young, old, region) in homes {
            let sea = LonLat { lon: 1_200_000_000, lat: 300_000_000 };
            people.at.push(points.get(point).copied().unwrap_or(sea));
            people.counts.extend([young, old]);
            people.region.push(if region < 3 { region } else { NOWHERE });
            at.push((point < 36).then_some(point));
        }
        City { points, edges, homes: at, people }
    })
}

fn any_bool() -> impl Strategy<Value = bool> {
    prop_oneof![3 => Just(true), 1 => Just(false)]
}

/// Groups of homes each near another, by trying every pair; sorted.
pub fn together(homes: &[(u32, usize)], near: impl Fn(usize, usize) -> bool) -> Vec<Vec<u32>> {
    let mut sets: Vec<Vec<(u32, usize)>> = vec![];
    for home in homes {
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|set| set.iter().any(|other| near(other.1, home.1)));
        joined.push(vec![*home]);
        sets = apart;
        sets.push(joined.concat());
    }
    let mut sets: Vec<Vec<u32>> =
        sets.iter().map(|set| set.iter().map(|h| h.0).collect()).collect();
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.sort();
    sets
}

/// In about meters, so that areas are square meters.
pub fn shape(polygons: &[Polygon]) -> geo::MultiPolygon {
    let ring = |ring: &Vec<LonLat>| ring.iter().map(place).collect::<geo::LineString>();
    let polygon = |rings: &Polygon| {
        let mut rings: Vec<geo::LineString> = rings.iter().map(ring).collect();
        let outer = rings.remove(0);
        geo::Polygon::new(outer, rings)
    };
    geo::MultiPolygon(polygons.iter().map(polygon).collect())
}

fn place(at: &LonLat) -> geo::Coord {
    geo::Coord {
        x: f64::from(at.lon - 1_130_000_000) * 0.0092,
        y: f64::from(at.lat - 340_000_000) * 0.0111,
    }
}

pub fn holds(shape: &geo::MultiPolygon, at: LonLat) -> bool {
    shape.intersects(&place(&at))
}

/// Why a shape is none: crossings, holes outside, rings that run the wrong way.
pub fn fault(shape: &geo::MultiPolygon) -> Option<String> {
    for polygon in shape {
        let runs = |ring: &geo::LineString| {
            ring.lines().map(|l| l.start.x * l.end.y - l.end.x * l.start.y).sum::<f64>()
        };
        if runs(polygon.exterior()) <= 0.0 || polygon.interiors().iter().any(|r| runs(r) >= 0.0) {
            return Some("a ring runs the wrong way".to_owned());
        }
    }
    shape.check_validation().err().map(|error| error.to_string())
}

/// Square meters of the first that are outside the second.
pub fn outside(inner: &geo::MultiPolygon, outer: &geo::MultiPolygon) -> f64 {
    inner.difference(outer).unsigned_area()
}

pub struct Alegre {
    pub streets: Streets,
    pub people: People,
    /// Hexagons with health care.
    pub sites: Vec<LonLat>,
}

pub fn porto_alegre() -> Option<Alegre> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let streets = std::fs::read(format!("{data}streets/porto_alegre_br.osm.pbf"));
    let table = std::fs::read_to_string(format!("{data}population/porto_alegre_hexagons.csv"));
    let (Ok(streets), Ok(table)) = (streets, table) else {
        println!("skipped: Porto Alegre is not here");
        return None;
    };
    let site = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |i: usize| fields[i].parse::<f64>().unwrap_or(0.0);
        (number(6) > 0.0).then(|| LonLat::degrees(number(1), number(2)).unwrap())
    };
    Some(Alegre {
        streets: lianxin_planner::streets::read_bytes(&streets).unwrap().streets,
        people: read_bytes(table.as_bytes()).unwrap().people,
        sites: table.lines().skip(1).filter_map(site).collect(),
    })
}

/// The nearest of some points.
pub fn nearest(points: &[LonLat], at: LonLat) -> LonLat {
    let shrink = at.lat_degrees().to_radians().cos();
    let roughly = |point: &LonLat| {
        let (x, y) = (f64::from(point.lon - at.lon) * shrink, f64::from(point.lat - at.lat));
        x * x + y * y
    };
    *points.iter().min_by(|a, b| roughly(a).total_cmp(&roughly(b))).unwrap()
}
