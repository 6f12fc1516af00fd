use crate::model::ItemId;
use lianxin_kernel::{Date, Names, Reason, Timestamp};
use lianxin_places::{CenterId, RoomId, RoomKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A room, as it is named in an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RoomFound {
    pub room: RoomId,
    pub name: Names,
    pub kind: Option<RoomKind>,
    pub floor: Option<String>,
    /// People.
    pub capacity: Option<i64>,
    pub center: CenterId,
    pub center_name: Names,
    /// Minutes on foot from the place asked for, guessed from the straight line.
    pub walk_minutes: Option<i64>,
}

/// A room that can be had on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Free {
    #[serde(flatten)]
    pub place: RoomFound,
    pub date: Date,
    /// The earliest time that fits.
    pub from: Timestamp,
    pub to: Timestamp,
    /// Until when it could be had from then on without a break, within the time of day asked for.
    pub until: Timestamp,
    /// What its center would lend of the equipment asked for; to be held together with it.
    pub items: Vec<ItemId>,
    /// What speaks for it.
    pub why: Vec<Reason>,
}

/// A room that is not quite what was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NearMiss {
    #[serde(flatten)]
    pub place: RoomFound,
    pub date: Date,
    /// When it could be had all the same.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// What stands against it.
    pub reason: Reason,
}

/// The best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FreeList {
    /// At most 50, of each room and day the earliest time.
    pub items: Vec<Free>,
    /// How many there are in all.
    pub found: i64,
    /// At most 10 of rooms that are not among what was found.
    pub near_misses: Vec<NearMiss>,
}
