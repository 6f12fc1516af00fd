//! GeoJSON (RFC 7946) of what was found.
use super::{Catchments, Role};
use crate::LonLat;
use crate::coverage::{AreaBand, Coverage, Gaps, Site, geojson};
use crate::people::People;
use serde_json::{Map, Value, json};

fn collection(features: Vec<Value>) -> Value {
    json!({ "type": "FeatureCollection", "features": features })
}

fn point(at: LonLat, properties: Value) -> Value {
    let coordinates = [at.lon_degrees(), at.lat_degrees()];
    json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": coordinates },
        "properties": properties,
    })
}

/// A MultiPolygon for each number of minutes, the largest first.
pub fn area_features(areas: &[AreaBand]) -> Value {
    serde_json::to_value(geojson(areas)).unwrap_or(Value::Null)
}

/// The sites with what they reach; `people_N` within N minutes by itself, `load` to whom it is nearest.
pub fn site_features(sites: &[Site], roles: &[Role], coverage: &Coverage) -> Value {
    let each = sites.iter().zip(roles).zip(&coverage.sites);
    let feature = |((site, role), of): ((&Site, &Role), &crate::coverage::SiteCoverage)| {
        let mut properties = Map::new();
        properties.insert("key".into(), json!(site.key));
        properties.insert("name".into(), json!(site.name));
        properties.insert("role".into(), json!(role));
        for (band, people) in coverage.bands.iter().zip(&of.people) {
            properties.insert(format!("people_{}", band.minutes), json!(people));
        }
        for (band, elders) in coverage.bands.iter().zip(&of.elders) {
            properties.insert(format!("elders_{}", band.minutes), json!(elders));
        }
        properties.insert("load".into(), json!(of.load));
        point(site.at, Value::Object(properties))
    };
    collection(each.map(feature).collect())
}

pub fn gap_features(gaps: &Gaps, sites: &[Site]) -> Value {
    let features = gaps.gaps.iter().map(|gap| {
        let nearest = gap.nearest.and_then(|n| sites.get(n as usize));
        let geometry = match &gap.outline {
            Some(outline) => serde_json::to_value(outline).unwrap_or(Value::Null),
            None => {
                let at = [gap.middle.lon_degrees(), gap.middle.lat_degrees()];
                json!({ "type": "Point", "coordinates": at })
            }
        };
        json!({
            "type": "Feature",
            "geometry": geometry,
            "properties": {
                "name": gap.name,
                "region": gap.region,
                "people": gap.people,
                "elders": gap.elders,
                "homes": gap.homes,
                "nearest": nearest.map(|site| &site.key),
                "nearest_minutes": gap.nearest_minutes,
            },
        })
    });
    collection(features.collect())
}

/// Homes with the site each is given to.
pub fn catchment_features(people: &People, sites: &[Site], catchments: &Catchments<'_>) -> Value {
    let homes = catchments.of.iter().enumerate().filter_map(|(home, of)| {
        let site = sites.get(of.as_ref().copied()? as usize)?;
        let properties = json!({ "site": site.key, "people": people.people_of(home) });
        Some(point(*people.at.get(home)?, properties))
    });
    collection(homes.collect())
}
