//! Closings as they are kept, and what the reads answer with.
use crate::model::{ClosingId, Item, Occupancy, Span};
use lianxin_kernel::Timestamp;
use lianxin_places::{CenterId, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A room, or the whole center, can not be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Closing {
    pub id: ClosingId,
    pub center: CenterId,
    /// `null`: every room of the center.
    pub room: Option<RoomId>,
    #[serde(flatten)]
    pub span: Span,
    /// Shown to everyone.
    pub why: String,
    /// When it was ended before its time.
    pub ended_at: Option<Timestamp>,
}

/// What a closing takes away, or would.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Closed {
    /// `null` when it was only looked at.
    pub closing: Option<ClosingId>,
    pub affected: Vec<Occupancy>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ClosingList {
    pub items: Vec<Closing>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OccupancyList {
    pub items: Vec<Occupancy>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ItemList {
    pub items: Vec<Item>,
}
