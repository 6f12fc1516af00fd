//! Bookings as they are kept.
use crate::model::{Booker, BookingId, BookingSeriesId, BookingState, LoanId, LoanState, Policy};
use lianxin_calendar::{Item, ItemId, Resource, SeriesRule, Span};
use lianxin_kernel::{
    AnyId, Date, Decision, Kind, Reason, Scope, Scoped, Span as Length, Timestamp,
};
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

/// A room that is booked again and again.
#[derive(Clone, Debug)]
pub struct SeriesRecord {
    pub id: BookingSeriesId,
    pub center: CenterId,
    pub room: RoomId,
    pub person: PersonId,
    pub organization: Option<OrganizationId>,
    pub title: String,
    pub people: i64,
    pub rule: SeriesRule,
    pub outside_hours: bool,
    pub by_staff: bool,
    pub made_at: Timestamp,
    /// The end of its last date.
    pub last_at: Timestamp,
    /// From when on it was given up.
    pub ended_at: Option<Timestamp>,
    /// When it was last said to be needed; before that, its first date.
    pub needed_at: Option<Timestamp>,
    /// Asked whether it is still needed: without an answer until then, the rest is given back.
    pub answer_by: Option<Timestamp>,
    pub version: i64,
}

/// One date of it.
#[derive(Clone, Debug)]
pub struct SeriesDateRecord {
    pub nth: i64,
    /// Where the series has it.
    pub span: Span,
    pub booking: Option<BookingId>,
    /// What became of the booking, and when it is: it may have been moved by itself.
    pub state: Option<BookingState>,
    pub booked: Option<Span>,
    pub reasons: Vec<Reason>,
}

impl SeriesDateRecord {
    /// It was refused, or taken away by a closing; what was had and given back is not tried again.
    pub fn may_be_tried(&self, series: &SeriesRecord, now: Timestamp) -> bool {
        let given_up = series.ended_at.is_some_and(|end| self.span.from >= end);
        let lost = matches!(self.state, None | Some(BookingState::Closed));
        lost && !given_up && self.span.from > now
    }
}

/// A series: its person's, and the center's where it is. To others it does not exist.
#[derive(Clone, Debug)]
pub struct SeriesAt {
    pub series: SeriesRecord,
    pub at: RoomAt,
}

impl Scoped for SeriesAt {
    fn scope(&self) -> Scope {
        let person = self.series.person.id();
        let scope = self.at.center.scope().owned_by(person).requested_by(person);
        scope.on(self.series.id).hidden()
    }
}
