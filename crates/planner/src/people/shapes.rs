//! People in GeoJSON: points are homes, polygons are areas.
use super::areas::{Area, Shape};
use super::columns::Columns;
use super::rows::{self, Place, Rows};
use super::{Read, inside};
use crate::{Error, LonLat, Result};
use geojson::{Feature, GeoJson, GeometryValue, JsonObject, JsonValue, PolygonType, Position};
use std::collections::HashMap;

pub(super) fn read(bytes: &[u8]) -> Result<Read> {
    let fault = |why: String| Error::data("people", "GeoJSON", why);
    let text = std::str::from_utf8(bytes).map_err(|error| fault(error.to_string()))?;
    let json: GeoJson = text.parse().map_err(|error: geojson::Error| fault(error.to_string()))?;
    let features = match json {
        GeoJson::FeatureCollection(all) => {
            check_system(all.foreign_members.as_ref())?;
            all.features
        }
        GeoJson::Feature(one) => vec![one],
        GeoJson::Geometry(_) => {
            return Err(fault(
                "a geometry alone counts nobody; give features with properties".to_owned(),
            ));
        }
    };
    let names = names(&features);
    let columns = Columns::of(&names)?;
    let mut rows = Rows::new(columns.recipe.clone());
    let nothing = JsonObject::new();
    for (i, feature) in features.iter().enumerate() {
        let at = || format!("feature {}", i + 1);
        let named = |error: Error| Error::data("people", at(), error);
        let properties = feature.properties.as_ref().unwrap_or(&nothing);
        let place = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(geometry) => place(geometry).map_err(named)?,
            None => {
                return Err(Error::data("people", at(), "has no geometry; remove it or give one"));
            }
        };
        let region = columns.region.and_then(|c| properties.get(&names[c]));
        let region = region.and_then(|value| match value {
            JsonValue::String(text) => Some(text.clone()),
            JsonValue::Number(number) => Some(number.to_string()),
            _ => None,
        });
        let people = |c: usize| count(properties.get(&names[c]), at, &names[c]);
        rows.add(place, region.as_deref(), people, at)?;
    }
    rows.done()
}

/// All property names, in the order they appear in.
fn names(features: &[Feature]) -> Vec<String> {
    let mut known: HashMap<&str, ()> = HashMap::new();
    let keys = features.iter().filter_map(|f| f.properties.as_ref()).flat_map(JsonObject::keys);
    keys.filter(|key| known.insert(key, ()).is_none()).cloned().collect()
}

fn count(value: Option<&JsonValue>, at: impl Fn() -> String, name: &str) -> Result<Option<f64>> {
    match value {
        None | Some(JsonValue::Null) => Ok(None),
        Some(JsonValue::Number(n)) => {
            rows::people(n.as_f64().unwrap_or(f64::NAN), at, name).map(Some)
        }
        Some(JsonValue::String(text)) => rows::number(text, at, name),
        Some(_) => Err(Error::data("people", at(), format!("{name} is not a number"))),
    }
}

fn place(geometry: &GeometryValue) -> Result<Place> {
    let rings = match geometry {
        GeometryValue::Point { coordinates } => return point(coordinates).map(Place::Point),
        GeometryValue::Polygon { coordinates } => rings(std::slice::from_ref(coordinates))?,
        GeometryValue::MultiPolygon { coordinates } => rings(coordinates)?,
        _ => {
            return Err(Error::value(
                "geometry",
                "people live at a Point, in a Polygon or MultiPolygon",
            ));
        }
    };
    match inside::middle(&rings) {
        Some(middle) => Ok(Place::Area(Area { shape: Shape::Rings(rings), middle })),
        None => Err(Error::value("geometry", "the polygon has no inside")),
    }
}

fn rings(polygons: &[PolygonType]) -> Result<Vec<Vec<LonLat>>> {
    let ring = |ring: &Vec<Position>| ring.iter().map(point).collect::<Result<Vec<_>>>();
    let rings: Vec<Vec<LonLat>> = polygons.iter().flatten().map(ring).collect::<Result<_>>()?;
    match rings.iter().all(|ring| ring.len() >= 3) {
        true => Ok(rings),
        false => Err(Error::value("geometry", "a ring of a polygon has fewer than 3 points")),
    }
}

fn point(position: &Position) -> Result<LonLat> {
    match position.as_slice() {
        [lon, lat, ..] => LonLat::degrees(*lon, *lat),
        _ => Err(Error::value("position", "longitude and latitude are needed")),
    }
}

/// Files of old name their system in `crs`; only degrees on WGS 84 (or China's CGCS 2000, the same to a
/// decimeter) are read.
fn check_system(members: Option<&JsonObject>) -> Result<()> {
    let name = members
        .and_then(|m| m.get("crs"))
        .and_then(|crs| crs.pointer("/properties/name"))
        .and_then(JsonValue::as_str);
    match name {
        Some(name) if !["CRS84", "4326", "4490"].iter().any(|known| name.ends_with(known)) => {
            let why = format!("coordinates are in {name}; convert them to EPSG:4326");
            Err(Error::data("people", "crs", why))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::people::{Shape, read_bytes};

    fn collection(features: &str) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
    }

    fn feature(geometry: &str, properties: &str) -> String {
        format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{properties}}}"#)
    }

    const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[113,34],[113.01,34],[113.01,34.01],[113,34.01],[113,34]]]}"#;

    #[test]
    fn points_and_polygons_are_told_apart() {
        let point = r#"{"type":"Point","coordinates":[113.5,34.5,80]}"#;
        let text = collection(
            &[
                feature(point, r#"{"人口":"7","街道":"花园路"}"#),
                feature(SQUARE, r#"{"人口":2.6,"街道":"花园路"}"#),
                feature(SQUARE, r#"{"人口":null}"#),
            ]
            .join(","),
        );
        let read = read_bytes(text.as_bytes()).unwrap();
        assert_eq!((read.people.total(), read.areas.total()), (7, 3));
        assert_eq!((read.people.region[0], read.areas.region[0]), (0, 0));
        assert!(matches!(&read.areas.areas[0].shape, Shape::Rings(rings) if rings.len() == 1));
        assert_eq!(read.areas.areas[0].middle.lon_degrees(), 113.005);
        assert_eq!((read.remarks.blank, read.remarks.empty, read.remarks.fractions), (1, 1, 1));
    }

    #[test]
    fn faults_name_the_feature() {
        let error =
            |features: &str| read_bytes(collection(features).as_bytes()).unwrap_err().to_string();
        let line = r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#;
        assert!(error(&feature(line, r#"{"people":1}"#)).contains("feature 1: geometry"));
        assert!(error(&feature("null", r#"{"people":1}"#)).contains("no geometry"));
        assert!(error(&feature(SQUARE, r#"{"people":[1]}"#)).contains("not a number"));
        assert!(error(&feature(SQUARE, r#"{"people":-1}"#)).contains("fewer than none"));
        assert!(error(&feature(SQUARE, r#"{"jobs":1}"#)).contains("found jobs"));
        let flat = r#"{"type":"Polygon","coordinates":[[[1,2],[3,2]]]}"#;
        assert!(error(&feature(flat, r#"{"people":1}"#)).contains("fewer than 3 points"));
        let swapped = r#"{"type":"Point","coordinates":[34.5,113.5]}"#;
        assert!(error(&feature(swapped, r#"{"people":1}"#)).contains("swapped"));
        assert!(error("").contains("counts people"));
        assert!(read_bytes(b"{\"type\":\"FeatureCollection\"").is_err());
        let projected = collection(&feature(SQUARE, r#"{"people":1}"#)).replacen(
            '{',
            r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"#,
            1,
        );
        assert!(read_bytes(projected.as_bytes()).unwrap_err().to_string().contains("EPSG:4326"));
    }
}
