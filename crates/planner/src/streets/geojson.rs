//! Lines of GeoJSON (RFC 7946). A property `highway` and its like are read as OpenStreetMap's tags;
//! otherwise `kind` names one of ours; a line that says neither is a street people live in.
use super::lines::{Line, add};
use super::network::Network;
use super::tags::way;
use super::{Limits, Read, Reason, Way};
use crate::{Error, LonLat, Result};

mod shape;

use shape::{Collection, Coordinates, Feature, Geometry};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Read> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let collection: Collection = serde_json::from_slice(text)
        .map_err(|e| Error::data("GeoJSON", format_args!("line {}", e.line()), e))?;
    check(&collection)?;
    let mut network = Network::default();
    for (number, feature) in collection.features.into_iter().enumerate() {
        feature_into(&mut network, feature)
            .map_err(|e| Error::data("GeoJSON", format_args!("feature {}", number + 1), e))?;
        if network.size() > limits.points {
            let why = format!("more than the {} allowed; cut the map", limits.points);
            return Err(Error::value("points", why));
        }
    }
    network.finish()
}

fn check(collection: &Collection) -> Result<()> {
    let refused = |why: &str| Err(Error::data("GeoJSON", "its head", why));
    if collection.elements {
        return refused("it is Overpass JSON; ask Overpass for XML ([out:xml]) instead");
    }
    if collection.kind != "FeatureCollection" {
        return refused("it is no FeatureCollection; put the lines into one");
    }
    match &collection.system {
        Some(name) if !name.contains("CRS84") && !name.ends_with("4326") => {
            let why = format!("coordinates are in {name}; export them as WGS 84 (EPSG:4326)");
            refused(&why)
        }
        _ => Ok(()),
    }
}

fn feature_into(network: &mut Network, feature: Feature) -> Result<()> {
    let lines = match feature.geometry {
        Some(Geometry { kind, coordinates }) => match (kind.as_str(), coordinates) {
            ("LineString", Coordinates::List(line)) => vec![line],
            ("MultiLineString", Coordinates::Lists(lines)) => lines,
            ("LineString" | "MultiLineString", Coordinates::Nothing) => vec![],
            (kind @ ("LineString" | "MultiLineString"), _) => {
                let why = format!("the coordinates are not those of a {kind}");
                return Err(Error::value("coordinates", why));
            }
            _ => {
                network.remarks.note(Reason::FeaturesOther);
                return Ok(());
            }
        },
        None => {
            network.remarks.note(Reason::FeaturesOther);
            return Ok(());
        }
    };
    let kind = match (way(&feature.properties.tags), feature.properties.kind) {
        (Some(Err(reason)), _) => {
            network.remarks.note(reason);
            return Ok(());
        }
        (Some(Ok(kind)), _) | (None, Some(kind)) => kind,
        (None, None) => Way::Street,
    };
    for line in lines {
        let points = line.iter().map(|(lon, lat)| place(*lon, *lat)).collect::<Result<_>>()?;
        add(network, &Line { points, kind })?;
    }
    Ok(())
}

fn place(lon: f64, lat: f64) -> Result<LonLat> {
    LonLat::degrees(lon, lat).map_err(|error| match lon.abs() > 360.0 || lat.abs() > 360.0 {
        true => Error::value(
            "position",
            format!("{lon} {lat} is not in degrees; export the lines as WGS 84 (EPSG:4326)"),
        ),
        false => error,
    })
}

#[cfg(test)]
mod tests;
