use super::NetworkId;
use lianxin_kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Streets that were read from a map file, ready to walk on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Network {
    pub id: NetworkId,
    pub name: String,
    #[serde(flatten)]
    pub facts: NetworkFacts,
    pub created_at: Timestamp,
}

/// What is known of a network once it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NetworkFacts {
    pub points: u64,
    pub segments: u64,
    pub length_m: u64,
    /// Connected parts for an adult on foot; one is best.
    pub parts: u64,
    /// Of the length, how much the largest part has, 0 to 1.
    pub largest_share: f64,
    /// West, south, east, north, in degrees.
    #[schema(min_items = 4, max_items = 4)]
    pub bounds: Vec<f64>,
    /// What the reader left out or found odd, and how often.
    pub remarks: Vec<RemarkCount>,
}

/// Something the reader of a file noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemarkCount {
    pub code: String,
    pub count: u64,
}

/// The networks of a district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NetworkList {
    /// The newest first.
    pub items: Vec<Network>,
}

impl NetworkFacts {
    /// A network a district can have: about the streets of a large city.
    pub const MOST_POINTS: u64 = 2_000_000;
}
