//! A district of streets in squares, with two centers, people at some corners, and a district beside
//! it.
use lianxin_kernel::{Act, Grant, Kind, Line, Names, Role};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion};
use lianxin_places::{
    CenterFacts, CenterId, Key, Level, Period, RegionFacts, RegionId, RegionKind, Status,
};
use lianxin_planning::*;
use lianxin_testkit::Test;
use serde_json::{Value, json};

pub struct Town {
    pub district: RegionId,
    pub street: RegionId,
    /// In the southwest corner, open on Monday to Friday from nine to five.
    pub west: CenterId,
    /// In the southeast corner, always open.
    pub east: CenterId,
    pub planner: Act,
    /// Manages the western center.
    pub manager: Act,
    /// Manages the district beside.
    pub neighbor: Act,
    pub other: RegionId,
}

/// Corners are so many degrees apart, 167 m to the east and 222 m to the north.
pub const STEP: f64 = 0.002;
pub const CORNERS: i32 = 11;

pub fn corner(x: i32, y: i32) -> (f64, f64) {
    let exact = |degrees: f64| (degrees * 1e7).round() / 1e7;
    (exact(113.85 + STEP * f64::from(x)), exact(34.59 + STEP * f64::from(y)))
}

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

impl Town {
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
        let district = act.run(PutRegion::new(key("qinghe"), facts)).await.unwrap().id;
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("东河区"));
        let other = act.run(PutRegion::new(key("donghe"), facts)).await.unwrap().id;
        let name = Names::zh_cn("兰园街道");
        let facts = RegionFacts::new(RegionKind::Street, Some(district), name);
        let street = act.run(PutRegion::new(key("lanyuan"), facts)).await.unwrap().id;
        let center = async |name: &str, (lon, lat): (f64, f64)| {
            let mut facts =
                CenterFacts::new(Level::Street, street, Names::zh_cn(name), Status::Open);
            (facts.lon, facts.lat) = (Some(lon), Some(lat));
            facts.identities = vec![Line::new("党员之家").unwrap()];
            act.run(PutCenter::new(key(name), facts)).await.unwrap().id
        };
        let west = center("west", corner(0, 0)).await;
        let east = center("east", corner(10, 0)).await;
        let from = "2026-01-01".parse().unwrap();
        let (nine, five) = ("09:00".parse().unwrap(), "17:00".parse().unwrap());
        let week = Period::weekly(from, &[1, 2, 3, 4, 5], nine, five);
        act.run(PutHours { center: west, periods: vec![week] }).await.unwrap();
        let (first, last) = ("00:00".parse().unwrap(), "24:00".parse().unwrap());
        let week = Period::weekly(from, &[1, 2, 3, 4, 5, 6, 7], first, last);
        act.run(PutHours { center: east, periods: vec![week] }).await.unwrap();
        let staff = |role, place| t.person_act(t.some_id(), &[Grant::new(role, place)]);
        Self {
            planner: staff(Role::DistrictManager, district.id()),
            manager: staff(Role::CenterManager, west.id()),
            neighbor: staff(Role::DistrictManager, other.id()),
            district,
            street,
            west,
            east,
            other,
        }
    }

    pub async fn network(&self) -> Network {
        let read = read_network(streets()).await.unwrap();
        let add = AddNetwork::new(self.district, Line::new("路网").unwrap(), read);
        self.planner.run(add).await.unwrap()
    }

    pub async fn population(&self) -> Population {
        let read = read_population(people(self.street).into()).await.unwrap();
        let add = AddPopulation::new(self.district, Line::new("人口").unwrap(), read);
        self.planner.run(add).await.unwrap()
    }

    pub async fn question(&self) -> Question {
        let (network, population) = (self.network().await.id, self.population().await.id);
        serde_json::from_value(json!({
            "network": network, "population": population, "profile": "adult",
            "minutes": [15, 5], "parts": ["centers", "regions", "gaps", "areas"],
        }))
        .unwrap()
    }

    /// Two sites in the north, one of which may be built.
    pub async fn fields(&self) -> ScenarioFields {
        let (network, population) = (self.network().await.id, self.population().await.id);
        self.fields_on(network, population)
    }

    pub fn fields_on(&self, network: NetworkId, population: PopulationId) -> ScenarioFields {
        serde_json::from_value(json!({
            "name": "方案A", "network": network, "population": population, "profile": "adult",
            "minutes": [5, 15], "sites": [site("n1", 0, 10), site("n2", 10, 10)],
            "aim": { "kind": "cover_most", "p": 1, "minutes": 5, "seconds": 20 },
        }))
        .unwrap()
    }

    pub async fn scenario(&self) -> Scenario {
        let add = AddScenario { region: self.district, fields: self.fields().await };
        self.planner.run(add).await.unwrap()
    }
}

pub fn site(key: &str, x: i32, y: i32) -> Value {
    let (lon, lat) = corner(x, y);
    json!({ "key": key, "name": key, "lon": lon, "lat": lat, "cost": 1_000_000 })
}

/// A grid of streets, as GeoJSON.
pub fn streets() -> Vec<u8> {
    let line = |spots: Vec<(f64, f64)>| {
        json!({
            "type": "Feature", "properties": { "highway": "residential" },
            "geometry": { "type": "LineString", "coordinates": spots },
        })
    };
    let along = (0..CORNERS).map(|y| line((0..CORNERS).map(|x| corner(x, y)).collect()));
    let across = (0..CORNERS).map(|x| line((0..CORNERS).map(|y| corner(x, y)).collect()));
    let features: Vec<Value> = along.chain(across).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string().into_bytes()
}

/// 100 people at the western center, of whom 20 are elders; 50 at the eastern; 300 in the northwest
/// and 40 in the northeast, both far from either; 7 far from every street.
pub fn people(street: RegionId) -> String {
    let mut rows = String::from("lon,lat,region,age_0_59,age_60_plus\n");
    for ((x, y), young, old) in
        [((0, 0), 80, 20), ((10, 0), 40, 10), ((0, 10), 200, 100), ((10, 10), 40, 0)]
    {
        let (lon, lat) = corner(x, y);
        rows += &format!("{lon},{lat},{street},{young},{old}\n");
    }
    rows + &format!("113.9,34.7,{street},7,0\n")
}

/// What stands against something: the code of a conflict, or the field and its code.
pub fn refused<T: std::fmt::Debug>(result: lianxin_kernel::Result<T>) -> String {
    match result {
        Err(lianxin_kernel::Error::Conflict(reasons)) => reasons[0].code.to_string(),
        Err(lianxin_kernel::Error::Invalid(fields)) => {
            format!("{} {}", fields[0].field, fields[0].code)
        }
        Err(e) => e.to_string(),
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}
