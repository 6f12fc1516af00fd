//! Streets as read from a map, before anyone walks on them.
use crate::{Bounds, LonLat};
use serde::{Deserialize, Serialize};

/// A street network: points in Hilbert order and the straight segments between them, each walked both
/// ways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Streets {
    pub points: Vec<LonLat>,
    /// Beside `points`: what stands on a point.
    pub barriers: Vec<Barrier>,
    /// Sorted by `from`, then `to`; `from < to`. No two join the same points in the same kind.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}
