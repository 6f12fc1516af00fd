use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// The mean radius of the earth (IUGG), in millimeters.
const EARTH_RADIUS_MM: f64 = 6_371_008_800.0;
const A_DEGREE: f64 = 1e7;

/// A place on earth (WGS 84), in ten-millionths of a degree as OpenStreetMap keeps it: about 1 cm.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct LonLat {
    pub lon: i32,
    pub lat: i32,
}

impl LonLat {
    /// From degrees; refuses what is not on earth.
    pub fn degrees(lon: f64, lat: f64) -> Result<Self> {
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            let hint = if (-180.0..=180.0).contains(&lat) && (-90.0..=90.0).contains(&lon) {
                "; are longitude and latitude swapped?"
            } else {
                ""
            };
            return Err(Error::value("position", format!("{lon} {lat} is not on earth{hint}")));
        }
        let fixed = |degrees: f64| (degrees * A_DEGREE).round() as i32;
        Ok(Self { lon: fixed(lon), lat: fixed(lat) })
    }

    pub fn lon_degrees(self) -> f64 {
        f64::from(self.lon) / A_DEGREE
    }

    pub fn lat_degrees(self) -> f64 {
        f64::from(self.lat) / A_DEGREE
    }
}

/// The great-circle distance, rounded to whole millimeters (at most half around the earth).
pub fn millimeters(a: LonLat, b: LonLat) -> u64 {
    let (lat_a, lat_b) = (a.lat_degrees().to_radians(), b.lat_degrees().to_radians());
    let lon = (b.lon_degrees() - a.lon_degrees()).to_radians();
    let h = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * (lon / 2.0).sin().powi(2);
    (2.0 * EARTH_RADIUS_MM * h.sqrt().min(1.0).asin()).round() as u64
}

/// The smallest box around some places; the 180th meridian is not crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    pub southwest: LonLat,
    pub northeast: LonLat,
}

impl Bounds {
    pub fn of(places: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        places.into_iter().fold(None, |bounds: Option<Self>, at| {
            let mut bounds = bounds.unwrap_or(Self { southwest: at, northeast: at });
            bounds.southwest.lon = bounds.southwest.lon.min(at.lon);
            bounds.southwest.lat = bounds.southwest.lat.min(at.lat);
            bounds.northeast.lon = bounds.northeast.lon.max(at.lon);
            bounds.northeast.lat = bounds.northeast.lat.max(at.lat);
            Some(bounds)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_the_meridian_is_known() {
        let (a, b) = (LonLat::degrees(113.0, 34.0).unwrap(), LonLat::degrees(113.0, 35.0).unwrap());
        assert_eq!(millimeters(a, b), 111_195_080);
        assert_eq!(millimeters(a, a), 0);
    }

    #[test]
    fn swapped_coordinates_are_named() {
        let error = LonLat::degrees(34.0, 113.0).unwrap_err().to_string();
        assert!(error.contains("swapped"), "{error}");
        assert!(LonLat::degrees(f64::NAN, 0.0).is_err());
        assert!(!LonLat::degrees(400.0, 300.0).unwrap_err().to_string().contains("swapped"));
    }
}
