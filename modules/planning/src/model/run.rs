use super::{RunId, ScenarioId};
use lianxin_kernel::{Reason, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

lianxin_kernel::words! {
    /// How far a search is.
    pub enum RunState {
        Queued = "queued",
        Running = "running",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
    }
}

lianxin_kernel::words! {
    /// What the value of an answer counts.
    pub enum Unit {
        /// People covered; an elder as often as the aim says.
        People = "people",
        /// Sites opened, or fen spent where every site has its cost.
        Sites = "sites",
        Fen = "fen",
        /// Minutes walked by all people together.
        PersonMinutes = "person_minutes",
        /// Minutes of the longest walk.
        Minutes = "minutes",
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunAnswer {
    /// Keys of the chosen sites, kept ones among them, and ids of centers that may close and stay.
    pub open: Vec<String>,
    pub unit: Unit,
    pub value: f64,
    /// No answer can be better than this.
    pub bound: f64,
    /// The distance of value and bound as a share of the value; 0 is proved.
    pub gap: f64,
    /// `enumeration`, `lagrangian`, `program` or `trivial`.
    pub bound_by: String,
    /// `proved`, `bounded` or `time_up`.
    pub status: String,
    /// For most people covered: what so many sites would reach.
    pub marginal: Vec<Marginal>,
    pub took_ms: u64,
}

/// What so many sites reach, and that they can reach no more than.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Marginal {
    pub p: u32,
    pub value: f64,
    pub bound: f64,
}

/// A search for sites.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Run {
    pub id: RunId,
    pub scenario: ScenarioId,
    pub state: RunState,
    /// The part of the work it is in.
    pub part: Option<String>,
    /// Of that part, 0 to 1.
    pub share: Option<f64>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub finished_at: Option<Timestamp>,
    pub answer: Option<RunAnswer>,
    /// Why there is none.
    pub problem: Option<Reason>,
}

/// The searches of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RunList {
    /// The newest first, at most 50.
    pub items: Vec<Run>,
}

impl RunState {
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}
