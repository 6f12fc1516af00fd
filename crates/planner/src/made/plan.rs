use super::Dice;
use crate::{Error, LonLat, Result};
use serde::{Deserialize, Serialize};

/// East and north of the southwest corner, in meters.
pub type Spot = (f64, f64);

const METERS_A_DEGREE: f64 = 111_320.0;
/// How far arterial roads lie apart.
pub const BLOCK: f64 = 720.0;
/// What a block has with its share of the roads around it, counted in made cities.
const POINTS_A_BLOCK: f64 = 393.0;
const PEOPLE_A_BLOCK: f64 = 8_400.0;

/// What a made-up city shall be like. The same plan gives the same city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct City {
    pub seed: u64,
    pub southwest: LonLat,
    pub wide_m: f64,
    pub high_m: f64,
    /// How many people live there, to the person.
    pub people: u64,
    pub river: Option<River>,
    /// Rings: no streets inside, only footways.
    pub parks: Vec<Vec<Spot>>,
    /// Rings: nothing inside.
    pub lakes: Vec<Vec<Spot>>,
    /// Middle and half the side of a square of lanes.
    pub old_town: Option<(Spot, f64)>,
    /// What lies outside this ring is left out.
    pub outline: Option<Vec<Spot>>,
    /// Arterial roads that are given; without, a grid that is nearly straight.
    pub roads: Option<Roads>,
    /// Names and rings people are counted by; without, groups of nine blocks.
    pub regions: Vec<(String, Vec<Spot>)>,
}

/// Crossed on bridges only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct River {
    pub middle: Vec<Spot>,
    pub wide: f64,
    /// Meters between bridges, at the least.
    pub bridge_every: f64,
}

/// Arterial roads: lines that run north, from west to east, and lines that run east, from south to
/// north. A line never turns back, and two of a kind never meet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roads {
    pub norths: Vec<Vec<Spot>>,
    pub easts: Vec<Vec<Spot>>,
}

impl City {
    /// A square city with about so many street points, a river, parks, a lake and an old town.
    pub fn of_points(points: usize, seed: u64) -> Self {
        let rows = (points as f64 / POINTS_A_BLOCK).sqrt();
        let side = rows.max(2.0) * BLOCK;
        let mut dice = Dice::of(seed, 1, 0, 0);
        let wave = dice.between(0.0, 6.0);
        let bed = |n: usize| {
            let x = -600.0 + n as f64 * 150.0;
            let swing = 0.04 * side * (x / side * 7.0 + wave).sin() + 120.0 * (x / 700.0).sin();
            (x, side * 0.31 + swing)
        };
        let steps = (side / 150.0) as usize + 9;
        let park = ((side * 0.66, side * 0.7), (side * 0.055).min(520.0));
        Self {
            seed,
            southwest: LonLat { lon: 1_138_510_000, lat: 345_880_000 },
            wide_m: side,
            high_m: side,
            people: (rows * rows * PEOPLE_A_BLOCK) as u64,
            river: Some(River {
                middle: (0..steps).map(bed).collect(),
                wide: 90.0,
                bridge_every: 1_200.0,
            }),
            parks: vec![blob(park.0, park.1)],
            lakes: vec![blob(park.0, park.1 * 0.5)],
            old_town: Some(((side * 0.42, side * 0.55), side * 0.13)),
            outline: None,
            roads: None,
            regions: vec![],
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        for (field, meters) in [("wide_m", self.wide_m), ("high_m", self.high_m)] {
            if !(BLOCK..=400_000.0).contains(&meters) {
                let why = format!("{meters} m; {BLOCK} to 400000 m are possible");
                return Err(Error::value(field, why));
            }
        }
        if self.southwest.lat_degrees().abs() > 70.0 {
            return Err(Error::value(
                "southwest",
                "cities are made up to 70 degrees north or south",
            ));
        }
        if self.people > u64::from(u32::MAX) {
            return Err(Error::value("people", format!("{} is more than 2^32", self.people)));
        }
        Ok(())
    }

    /// Where a spot lies on earth.
    pub fn on_earth(&self, (x, y): Spot) -> LonLat {
        let fixed = |degrees: f64| (degrees * 1e7).round() as i32;
        let lon = x / (METERS_A_DEGREE * self.narrower());
        LonLat {
            lon: self.southwest.lon.saturating_add(fixed(lon)),
            lat: self.southwest.lat.saturating_add(fixed(y / METERS_A_DEGREE)),
        }
    }

    /// The spot of a place on earth.
    pub fn spot(&self, at: LonLat) -> Spot {
        let x = f64::from(at.lon) - f64::from(self.southwest.lon);
        let y = f64::from(at.lat) - f64::from(self.southwest.lat);
        (x * 1e-7 * METERS_A_DEGREE * self.narrower(), y * 1e-7 * METERS_A_DEGREE)
    }

    fn narrower(&self) -> f64 {
        self.southwest.lat_degrees().to_radians().cos()
    }
}

/// A ring that is round as nature has worn it; `half` is about half its height.
pub fn blob((x, y): Spot, half: f64) -> Vec<Spot> {
    let spoke = |n: i32| {
        let angle = f64::from(n) / 28.0 * std::f64::consts::TAU;
        let long = half * (1.0 + 0.16 * (angle * 3.0).sin());
        (x + long * 1.25 * angle.cos(), y + long * angle.sin())
    };
    (0..28).map(spoke).collect()
}
