//! Bookings as they are kept.
use crate::model::{Booker, BookingId, BookingState, LoanId, LoanState, Policy};
use lianxin_calendar::{Item, ItemId, Resource, Span};
use lianxin_kernel::{AnyId, Date, Decision, Kind, Scope, Scoped, Span as Length, Timestamp};
use lianxin_people::{OrganizationId, PersonId};
use lianxin_places::{CenterId, CenterRef, RoomId, RoomRef};

#[derive(Clone, Debug)]
pub struct BookingRecord {
    pub id: BookingId,
    pub center: CenterId,
    pub room: RoomId,
    pub person: PersonId,
    pub organization: Option<OrganizationId>,
    pub booker: Booker,
    pub title: String,
    pub people: i64,
    pub span: Span,
    pub state: BookingState,
    pub why: Option<String>,
    pub decision: Decision,
    pub fee_fen: i64,
    pub release_at: Option<Timestamp>,
    pub checked_in_at: Option<Timestamp>,
    pub by_staff: bool,
    pub asked_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub version: i64,
}

/// One may come so long before it begins.
pub const EARLY: Length = Length::minutes(15);

impl BookingRecord {
    pub fn resource(&self) -> Resource {
        Resource::room(self.room, self.center)
    }

    /// From when until when one may check in. Who is late comes in until the room is given back.
    pub fn check_in(&self) -> Span {
        Span { from: self.span.from - EARLY, to: self.release_at.unwrap_or(self.span.to) }
    }

    pub fn is_over(&self, now: Timestamp) -> bool {
        self.span.to <= now
    }
}

/// Rules and the day from which they are in force.
#[derive(Clone, Debug)]
pub struct PolicyRecord {
    /// Said for this room alone.
    pub of_room: bool,
    pub valid_from: Date,
    pub rules: Policy,
}

/// A room and its center: what commands are about.
#[derive(Clone, Debug)]
pub struct RoomAt {
    pub room: RoomRef,
    pub center: CenterRef,
}

impl Scoped for RoomAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.room.id.id())
    }
}

/// A booking: its person's, and the center's where it is. To others it does not exist.
#[derive(Clone, Debug)]
pub struct BookingAt {
    pub booking: BookingRecord,
    pub at: RoomAt,
}

impl Scoped for BookingAt {
    fn scope(&self) -> Scope {
        let person = self.booking.person.id();
        let scope = self.at.center.scope().owned_by(person).requested_by(person);
        scope.on(self.booking.id).hidden()
    }
}

/// A thing and the center it belongs to.
#[derive(Clone, Debug)]
pub struct ThingAt {
    pub item: Item,
    pub center: CenterRef,
}

impl ThingAt {
    pub fn resource(&self) -> Resource {
        Resource::item(self.item.id, self.center.id)
    }
}

impl Scoped for ThingAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.item.id.id())
    }
}

#[derive(Clone, Debug)]
pub struct LoanRecord {
    pub id: LoanId,
    pub center: CenterId,
    pub item: ItemId,
    pub person: PersonId,
    pub booking: Option<BookingId>,
    pub span: Span,
    pub state: LoanState,
    pub out_at: Option<Timestamp>,
    pub condition_out: Option<String>,
    pub back_at: Option<Timestamp>,
    pub condition_back: Option<String>,
    pub why: Option<String>,
    pub asked_at: Timestamp,
    pub version: i64,
}

impl LoanRecord {
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state == LoanState::Out && self.span.to <= now
    }

    /// For whom the calendar holds it.
    pub fn owner(&self) -> AnyId {
        self.booking.map_or_else(|| self.id.id(), |booking| booking.id())
    }
}

/// A loan: its person's, and the center's whose thing it is. To others it does not exist.
#[derive(Clone, Debug)]
pub struct LoanAt {
    pub loan: LoanRecord,
    pub at: ThingAt,
}

impl Scoped for LoanAt {
    fn scope(&self) -> Scope {
        let person = self.loan.person.id();
        let scope = self.at.center.scope().owned_by(person).requested_by(person);
        scope.on(self.loan.id).hidden()
    }
}
