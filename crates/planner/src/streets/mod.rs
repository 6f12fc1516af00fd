//! Streets as read from a map, before anyone walks on them.
//!
//! [`read`] and [`read_bytes`] take OpenStreetMap (`.osm.pbf`, `.osm`), GeoJSON lines and our own
//! binary form, the text ones also in gzip; [`Streets::from_lines`] takes lines from elsewhere. What
//! is walkable is said in `tags.rs` and `barriers.rs`.
mod barriers;
mod binary;
mod build;
mod geojson;
mod hilbert;
mod lines;
mod network;
mod pbf;
mod read;
mod remarks;
mod tags;
#[cfg(test)]
mod tiny;
mod xml;

pub use build::build;
pub use lines::Line;
pub use read::{Limits, Read, read, read_bytes, read_bytes_within};
pub use remarks::{Reason, Remarks};

use crate::{Bounds, LonLat};
use serde::{Deserialize, Serialize};

/// A longer straight piece without a point is a fault of the map, not a way someone walks: 50 km.
pub const LONGEST: u32 = 50_000_000;

/// A street network: points in Hilbert order and the straight segments between them, each walked both
/// ways. Everything that makes one goes through [`build`], so equal input makes equal streets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streets {
    /// In the order of a Hilbert curve, so neighbors on the ground are neighbors in memory. Each is
    /// the end of at least one segment.
    pub points: Vec<LonLat>,
    /// Beside `points`: what stands on a point.
    pub barriers: Vec<Barrier>,
    /// Sorted by `from`, then `to`, then `kind`; `from < to`. No two join the same points in the same
    /// kind. Two points on one spot have a segment of length 0.
    pub segments: Vec<Segment>,
}

/// A straight piece of way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub from: u32,
    pub to: u32,
    /// Millimeters, rounded once, here.
    pub length: u32,
    pub kind: Way,
}

/// What a segment is a piece of, as far as walking and drawing care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Way {
    /// Trunk, primary, secondary and tertiary roads.
    Road = 0,
    /// Residential and unclassified streets, living streets, service ways: where people live.
    Street = 1,
    /// Footways, paths, pedestrian streets, tracks.
    Footway = 2,
    Crossing = 3,
    Steps = 4,
}

impl Way {
    /// In the order of their numbers.
    pub const ALL: [Self; 5] =
        [Self::Road, Self::Street, Self::Footway, Self::Crossing, Self::Steps];
}

/// What stands on a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Barrier {
    #[default]
    None = 0,
    /// Passed on foot, not on wheels.
    NoWheels = 1,
    /// Passed by nobody: a locked estate gate, a wall.
    Closed = 2,
}

impl Streets {
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of(self.points.iter().copied())
    }

    /// The length of all segments, in millimeters.
    pub fn length(&self) -> u64 {
        self.segments.iter().map(|segment| u64::from(segment.length)).sum()
    }
}
