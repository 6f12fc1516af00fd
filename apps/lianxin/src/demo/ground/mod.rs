//! The ground of the district: streets that tile it, roads, a river, parks. In meters east and north
//! of its southwest corner.
mod features;
mod streets;

pub use features::{RIVER_WIDE, features, lay};
pub use streets::{Tiles, tiles};

use serde_json::{Value, json};

/// East and north, in meters.
pub type Spot = (f64, f64);

/// About how wide and high the district is.
pub const WIDE: f64 = 9_000.0;
pub const HIGH: f64 = 7_000.0;

/// The corner lies in the plain; the place is made up.
pub const CORNER: (f64, f64) = (34.588, 113.851);
const METERS_A_DEGREE: f64 = 111_320.0;
/// The cosine of the corner's latitude: how much narrower a degree of longitude is there.
const NARROWER: f64 = 0.823_28;

/// Six decimals are a tenth of a meter. Rounding also makes the corners neighbors share equal.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// Latitude and longitude.
pub fn degrees((x, y): Spot) -> (f64, f64) {
    let lat = CORNER.0 + y / METERS_A_DEGREE;
    let lon = CORNER.1 + x / (METERS_A_DEGREE * NARROWER);
    (rounded(lat), rounded(lon))
}

/// A GeoJSON position.
fn position(spot: Spot) -> Value {
    let (lat, lon) = degrees(spot);
    json!([lon, lat])
}

/// A GeoJSON polygon of a ring that is not closed yet.
pub fn polygon(ring: &[Spot]) -> Value {
    let closed = ring.iter().chain(ring.first()).map(|s| position(*s));
    json!({ "type": "Polygon", "coordinates": [closed.collect::<Vec<_>>()] })
}

pub fn line(spots: &[Spot]) -> Value {
    let spots: Vec<Value> = spots.iter().map(|s| position(*s)).collect();
    json!({ "type": "LineString", "coordinates": spots })
}

pub fn away((ax, ay): Spot, (bx, by): Spot) -> f64 {
    (ax - bx).hypot(ay - by)
}

/// Whether a spot lies within a ring.
pub fn within((x, y): Spot, ring: &[Spot]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crosses = |(a, b): &(&Spot, &Spot)| {
        let ((ax, ay), (bx, by)) = (**a, **b);
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}

/// Twice the area, positive when the ring turns to the left, as GeoJSON wants it.
pub fn turn(ring: &[Spot]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}
