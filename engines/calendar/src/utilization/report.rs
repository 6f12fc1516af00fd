use lianxin_kernel::{Date, Names};
use lianxin_places::{CenterId, RoomId};
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;
use utoipa::ToSchema;

/// Minutes within the hours. Each quarter hour counts once, for the first of these that has it, so
/// they add up; what is open and none of them is unused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeldMinutes {
    pub booking: i64,
    pub activity: i64,
    pub season: i64,
    /// Kept by staff: no use, and no free time either.
    pub blocking: i64,
}

impl HeldMinutes {
    /// Without what staff keep.
    pub fn used(&self) -> i64 {
        self.booking + self.activity + self.season
    }
}

impl AddAssign for HeldMinutes {
    fn add_assign(&mut self, other: Self) {
        self.booking += other.booking;
        self.activity += other.activity;
        self.season += other.season;
        self.blocking += other.blocking;
    }
}

/// An hour of the week over the whole period. Those in which it was never open are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeatCell {
    /// 1 is Monday.
    pub weekday: i64,
    /// 0 to 23, by the clock on the wall.
    pub hour: i64,
    pub open_min: i64,
    pub used_min: i64,
}

/// How much a room was used. It is used while it, a part of it or a room around it is: half a hall
/// uses the hall, not the other half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoomUtilization {
    pub room: RoomId,
    pub name: Names,
    /// Minutes of the hours, of the center and of its own, without closings.
    pub open_min: i64,
    pub held: HeldMinutes,
    /// Used when it was not open, or when its hours are not known.
    pub outside_min: i64,
    /// Uses that began in the period, of the room itself; without what staff keep.
    pub uses: i64,
    /// Of those, activities.
    pub sessions: i64,
    /// Given back or taken away, that would have begun in the period.
    pub released: i64,
    pub heat: Vec<HeatCell>,
}

/// How much the rooms of a center were used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Utilization {
    pub center: CenterId,
    pub from: Date,
    pub to: Date,
    /// Days of which no hours are published: nothing is open then.
    pub unknown_days: i64,
    /// The sum of the rooms.
    pub open_min: i64,
    pub held: HeldMinutes,
    pub outside_min: i64,
    pub uses: i64,
    pub sessions: i64,
    pub released: i64,
    pub heat: Vec<HeatCell>,
    pub rooms: Vec<RoomUtilization>,
}
