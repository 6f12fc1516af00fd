use lianxin_kernel::{FieldCode, FieldError};
use serde_json::Value;

/// A place on the earth in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// From two fields of which both or neither are given.
    pub fn from_fields(lat: Option<f64>, lon: Option<f64>) -> Result<Option<Self>, FieldError> {
        let (lat, lon) = match (lat, lon) {
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(FieldError::new("lon", FieldCode::Required)),
            (None, Some(_)) => return Err(FieldError::new("lat", FieldCode::Required)),
            (Some(lat), Some(lon)) => (lat, lon),
        };
        let out = |field, most: i64| {
            let error = FieldError::new(field, FieldCode::OutOfRange);
            error.with("min", -most).with("max", most)
        };
        match (lat.abs() <= 90.0, lon.abs() <= 180.0) {
            (true, true) => Ok(Some(Self { lat, lon })),
            (false, _) => Err(out("lat", 90)),
            (_, false) => Err(out("lon", 180)),
        }
    }
}

/// The straight line between two places, in meters, on a sphere of 6,371,008.8 m.
pub fn meters(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half = |d: f64| (d.to_radians() / 2.0).sin().powi(2);
    let h = half(b.lat - a.lat) + lat_a.cos() * lat_b.cos() * half(b.lon - a.lon);
    2.0 * 6_371_008.8 * h.clamp(0.0, 1.0).sqrt().asin()
}

/// The most positions one outline or map feature may have.
const MOST_POSITIONS: usize = 20_000;

/// Whether this is a GeoJSON (RFC 7946) polygon or several.
pub fn check_outline(geometry: &Value) -> Result<(), &'static str> {
    match geometry["type"].as_str() {
        Some("Polygon") => check(&geometry["coordinates"], 2),
        Some("MultiPolygon") => check(&geometry["coordinates"], 3),
        _ => Err("type: Polygon or MultiPolygon"),
    }
}

/// Whether this is a GeoJSON (RFC 7946) line, polygon or several of either.
pub fn check_path(geometry: &Value) -> Result<(), &'static str> {
    match geometry["type"].as_str() {
        Some("LineString") => check(&geometry["coordinates"], 1),
        Some("MultiLineString") => check(&geometry["coordinates"], 2),
        _ => check_outline(geometry).map_err(|why| match why.starts_with("type") {
            true => "type: LineString, Polygon, or several of them",
            false => why,
        }),
    }
}

fn check(coordinates: &Value, depth: u8) -> Result<(), &'static str> {
    let mut count = 0;
    positions(coordinates, depth, &mut count)?;
    match count {
        0 => Err("coordinates: none there"),
        n if n > MOST_POSITIONS => Err("coordinates: at most 20000 positions"),
        _ => Ok(()),
    }
}

fn positions(value: &Value, depth: u8, count: &mut usize) -> Result<(), &'static str> {
    let Some(list) = value.as_array() else {
        return Err("coordinates: a list is missing");
    };
    if depth > 0 {
        return list.iter().try_for_each(|inner| positions(inner, depth - 1, count));
    }
    *count += 1;
    let numbers: Vec<f64> = list.iter().filter_map(Value::as_f64).collect();
    match *numbers {
        [lon, lat] if list.len() == 2 && lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok(()),
        _ => Err("coordinates: a position is [longitude, latitude] in degrees"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn distances_are_those_of_the_globe() {
        let (a, b) = (Point { lat: 0.0, lon: 0.0 }, Point { lat: 0.0, lon: 1.0 });
        assert!((meters(a, b) - 111_195.08).abs() < 1.0, "{}", meters(a, b));
        let far = Point { lat: 0.0, lon: 180.0 };
        assert!((meters(a, far) - 20_015_114.4).abs() < 1.0);
    }

    #[test]
    fn only_positions_on_the_earth_are_geometry() {
        let line = json!({"type": "LineString", "coordinates": [[113.7, 34.7], [113.8, 34.7]]});
        assert!(check_path(&line).is_ok() && check_outline(&line).is_err());
        let ring = json!({"type": "Polygon", "coordinates": [[[113.7, 34.7], [113.8, 34.7], [113.7, 34.7]]]});
        assert!(check_path(&ring).is_ok() && check_outline(&ring).is_ok());
        for bad in [
            json!({"type": "Point", "coordinates": [1, 2]}),
            json!({"type": "LineString", "coordinates": [[34.7, 113.7]]}),
            json!({"type": "LineString", "coordinates": [["1", "2"]]}),
            json!({"type": "LineString", "coordinates": [[1, 2, 3]]}),
            json!({"type": "LineString", "coordinates": []}),
            json!({"type": "LineString"}),
            json!("LineString"),
            json!(null),
        ] {
            assert!(check_path(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn half_a_position_is_refused() {
        assert!(Point::from_fields(Some(1.0), None).is_err());
        assert!(Point::from_fields(Some(f64::NAN), Some(1.0)).is_err());
        assert!(Point::from_fields(Some(1.0), Some(180.5)).is_err());
        assert_eq!(Point::from_fields(None, None), Ok(None));
    }

    proptest! {
        #[test]
        fn the_way_back_is_as_long(
            lat in -90.0..90.0f64, lon in -180.0..180.0f64,
            lat2 in -90.0..90.0f64, lon2 in -180.0..180.0f64,
        ) {
            let (a, b) = (Point { lat, lon }, Point { lat: lat2, lon: lon2 });
            prop_assert!((meters(a, b) - meters(b, a)).abs() < 0.01);
            prop_assert!(meters(a, b) >= 0.0 && meters(a, b) <= 20_015_115.0);
        }
    }
}
