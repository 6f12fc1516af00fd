use super::{PopulationId, RemarkCount};
use lianxin_kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where how many people live.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Population {
    pub id: PopulationId,
    pub name: String,
    #[serde(flatten)]
    pub facts: PopulationFacts,
    pub created_at: Timestamp,
}

/// What is known of a population once it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PopulationFacts {
    pub people: u64,
    /// Of them, 60 and older; 0 where the source has no ages.
    pub elders: u64,
    /// Places where somebody lives.
    pub homes: u64,
    pub groups: Vec<AgeGroup>,
    /// West, south, east, north, in degrees.
    #[schema(min_items = 4, max_items = 4)]
    pub bounds: Vec<f64>,
    /// What the reader left out or found odd, and how often.
    pub remarks: Vec<RemarkCount>,
}

/// People from an age to an age, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgeGroup {
    pub from: u8,
    /// `null`: and older.
    pub to: Option<u8>,
}

/// The populations of a district.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PopulationList {
    /// The newest first.
    pub items: Vec<Population>,
}

impl PopulationFacts {
    pub const MOST_HOMES: u64 = 1_000_000;
}
