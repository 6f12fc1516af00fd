use super::contour::{Field, Polygon, simplify};
use super::cover::{checked, on_streets};
use super::{Ground, Site};
use crate::streets::Streets;
use crate::walk::{Piece, reached};
use crate::{Bounds, LonLat, Result};
use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, Position};

/// How areas are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detail {
    /// From the reached streets to the outline, in meters.
    pub away: f64,
    /// Of the grid outlines are traced on, in meters.
    pub cell: f64,
    /// Points that stand out less than this triangle are left out, in square meters.
    pub smooth: f64,
    /// Holes smaller than this are filled, in square meters.
    pub hole: f64,
}

impl Default for Detail {
    /// 27 m take in the houses along a street and leave out those of the next.
    fn default() -> Self {
        Self { away: 27.0, cell: 15.0, smooth: 15.0, hole: 1_000.0 }
    }
}

/// What is reached within so many minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaBand {
    pub minutes: u32,
    /// Each an outer ring against the clock and its holes with it; rings end where they begin.
    pub polygons: Vec<Polygon>,
}

/// The areas within walking distance of the open sites, along the streets they can walk; ascending,
/// each within the next. To look at: people are counted at their homes ([`super::cover`]), since a
/// drawn area takes in homes that cannot be walked to and leaves out some that can.
pub fn areas(
    ground: &Ground<'_>,
    streets: &Streets,
    sites: &[Site],
    minutes: &[u32],
    detail: &Detail,
) -> Result<Vec<AreaBand>> {
    let minutes = checked(minutes)?;
    let at: Vec<_> = sites.iter().map(|site| site.at).collect();
    let snaps = ground.graph.snap(&at, &ground.settled.snapping);
    let (_, spots) = on_streets(&snaps, |site| sites[site].open);
    let limits: Vec<u32> = minutes.iter().map(|m| ground.graph.profile().cost_of(*m)).collect();
    let pieces = reached(ground.graph, streets, &spots, &limits);
    Ok(drawn(streets, &pieces, &minutes, detail))
}

fn drawn(streets: &Streets, pieces: &[Piece], minutes: &[u32], detail: &Detail) -> Vec<AreaBand> {
    let lines: Vec<(u8, LonLat, LonLat)> = pieces
        .iter()
        .filter_map(|piece| {
            let segment = streets.segments.get(piece.segment as usize)?;
            let from = *streets.points.get(segment.from as usize)?;
            let to = *streets.points.get(segment.to as usize)?;
            Some((piece.band, along(from, to, piece.from_share), along(from, to, piece.to_share)))
        })
        .collect();
    let Some(bounds) = Bounds::of(lines.iter().flat_map(|(_, a, b)| [*a, *b])) else {
        return minutes.iter().map(|m| AreaBand { minutes: *m, polygons: vec![] }).collect();
    };
    let mut field = Field::new(bounds, detail.away, detail.cell);
    let band = |band: usize| {
        for (_, a, b) in lines.iter().filter(|line| usize::from(line.0) == band) {
            field.line(*a, *b);
        }
        field.outlines(detail.hole)
    };
    let mut polygons: Vec<Vec<Polygon>> = (0..minutes.len()).map(band).collect();
    simplify(&mut polygons, detail.smooth / field.square_m());
    let bands = minutes.iter().zip(polygons);
    bands.map(|(minutes, polygons)| AreaBand { minutes: *minutes, polygons }).collect()
}

fn along(from: LonLat, to: LonLat, share: f64) -> LonLat {
    let between =
        |a: i32, b: i32| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as i32;
    LonLat { lon: between(from.lon, to.lon), lat: between(from.lat, to.lat) }
}

/// One MultiPolygon for each of the minutes, the largest first, so that smaller ones are drawn on top.
pub fn geojson(areas: &[AreaBand]) -> FeatureCollection {
    let feature = |band: &AreaBand| {
        let mut properties = JsonObject::new();
        properties.insert("minutes".to_owned(), band.minutes.into());
        let coordinates = band.polygons.iter().map(|polygon| positions(polygon)).collect();
        let geometry = Geometry::new(GeometryValue::MultiPolygon { coordinates });
        Feature {
            bbox: None,
            geometry: Some(geometry),
            id: None,
            properties: Some(properties),
            foreign_members: None,
        }
    };
    let features = areas.iter().rev().map(feature).collect();
    FeatureCollection { bbox: None, features, foreign_members: None }
}

/// Rings in degrees.
pub(super) fn positions(rings: &[Vec<LonLat>]) -> Vec<Vec<Position>> {
    let position = |at: &LonLat| Position::from([at.lon_degrees(), at.lat_degrees()]);
    rings.iter().map(|ring| ring.iter().map(position).collect()).collect()
}
