use super::Span;
use crate::any_id;
use lianxin_kernel::{AnyId, Names, Timestamp, id, words};
use lianxin_places::{CenterId, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(OccupancyId, "occ");
id!(ClosingId, "cls");
id!(
    /// Dates that belong together.
    SeriesId,
    "srs"
);

words! {
    /// What something is held for.
    pub enum OccupancyKind {
        Booking = "booking",
        Activity = "activity",
        /// By staff, so that nobody else takes it.
        Blocking = "blocking",
        /// Regular use by a club for a season.
        Season = "season",
    }
}

words! {
    /// Released: given back or taken away; kept as history.
    pub enum OccupancyState { Held = "held", Released = "released" }
}

words! {
    pub enum ResourceKind { Room = "room", Item = "item", Person = "person" }
}

/// What can be busy, and at which center it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Resource {
    pub kind: ResourceKind,
    #[serde(with = "any_id")]
    #[schema(value_type = String)]
    pub id: AnyId,
    pub center: CenterId,
}

impl Resource {
    pub fn room(room: RoomId, center: CenterId) -> Self {
        Self { kind: ResourceKind::Room, id: room.0, center }
    }

    /// A piece of equipment.
    pub fn item(item: impl Into<AnyId>, center: CenterId) -> Self {
        Self { kind: ResourceKind::Item, id: item.into(), center }
    }

    pub fn person(person: impl Into<AnyId>, center: CenterId) -> Self {
        Self { kind: ResourceKind::Person, id: person.into(), center }
    }

    /// That of its center.
    pub(crate) fn district(&self) -> u16 {
        self.center.0.district()
    }

    /// The room, if it is one.
    pub fn as_room(&self) -> Option<RoomId> {
        (self.kind == ResourceKind::Room).then_some(RoomId(self.id))
    }
}

/// That something shall be held for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub resource: Resource,
    pub span: Span,
    pub kind: OccupancyKind,
    /// The thing of the module that asks: a booking, a session; of the district of the center.
    pub owner: AnyId,
    /// What is shown to those who may see it.
    pub label: Names,
    /// Staff may hold a room when its center is not open.
    pub outside_hours: bool,
    pub series: Option<SeriesId>,
}

/// Something that is held, or was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Occupancy {
    pub id: OccupancyId,
    pub resource: Resource,
    pub kind: OccupancyKind,
    #[serde(with = "any_id")]
    #[schema(value_type = String)]
    pub owner: AnyId,
    #[serde(flatten)]
    pub span: Span,
    /// Minutes for setting up before `from`, in which nobody else has it.
    pub before_min: i64,
    /// Minutes for cleaning after `to`.
    pub after_min: i64,
    pub label: Names,
    pub outside_hours: bool,
    pub series: Option<SeriesId>,
    pub state: OccupancyState,
    /// Counts changes.
    pub version: i64,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

impl Occupancy {
    /// With setting up and cleaning: what is kept from others.
    pub fn padded(&self) -> Span {
        self.span.padded(self.before_min, self.after_min)
    }

    pub fn is_held(&self) -> bool {
        self.state == OccupancyState::Held
    }
}
