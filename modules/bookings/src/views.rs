//! What readers get.
use crate::model::{Booker, BookingId, BookingSeriesId, BookingState, Policy};
use crate::record::BookingRecord;
use crate::store;
use lianxin_calendar::{Item, ItemId, ItemKind, Kind as Use, Span};
use lianxin_kernel::{Date, Decision, Found, Names, Read, Result, Timestamp};
use lianxin_people::{OrganizationId, PersonId};
use lianxin_places::{CenterId, OpenSpan, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The center of a booking, or the room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CenterName {
    pub id: CenterId,
    pub name: Names,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomName {
    pub id: RoomId,
    pub name: Names,
    pub floor: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrganizationName {
    pub id: OrganizationId,
    pub name: Names,
}

/// A thing that is had with a room, or could be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ThingName {
    pub id: ItemId,
    pub kind: ItemKind,
    pub name: Names,
    /// It can be carried, and is fetched and brought back.
    pub portable: bool,
}

impl From<Item> for ThingName {
    fn from(item: Item) -> Self {
        let facts = item.facts;
        Self { id: item.id, kind: facts.kind, name: facts.name, portable: facts.portable }
    }
}

/// One booking, as its person and the desk see it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Booking {
    pub id: BookingId,
    pub center: CenterName,
    pub room: RoomName,
    pub person: PersonId,
    pub organization: Option<OrganizationName>,
    pub booker: Booker,
    pub title: String,
    pub people: i64,
    /// What is had with the room.
    pub items: Vec<ThingName>,
    #[serde(flatten)]
    pub span: Span,
    pub state: BookingState,
    /// Its end is past.
    pub over: bool,
    /// Why it was denied, cancelled or closed.
    pub why: Option<String>,
    /// By what it was let in.
    pub decision: Decision,
    pub fee_fen: i64,
    /// Who has not checked in by then loses the room.
    pub release_at: Option<Timestamp>,
    pub checked_in_at: Option<Timestamp>,
    /// From when one may check in.
    pub check_in_from: Timestamp,
    pub asked_at: Timestamp,
    /// The series it is a date of.
    pub series: Option<BookingSeriesId>,
    /// Counts changes; goes back with a move.
    pub version: i64,
}

pub async fn one(r: &mut Read<'_>, record: BookingRecord) -> Result<Booking> {
    let mut all = several(r, vec![record]).await?;
    all.pop().found("booking")
}

pub async fn several(r: &mut Read<'_>, records: Vec<BookingRecord>) -> Result<Vec<Booking>> {
    let now = r.now();
    let series = store::series::of_bookings(r.tx(), records.iter().map(|b| b.id)).await?;
    let mut shown = vec![];
    for b in records {
        let room = lianxin_places::room(r.tx(), b.room).await?.found("room")?;
        let center = lianxin_places::center(r.tx(), b.center).await?.found("center")?;
        let organization = match b.organization {
            Some(id) => lianxin_people::organization(r.tx(), id).await?,
            None => None,
        };
        let things = crate::things::of(r.tx(), b.id).await?;
        let (over, check_in_from) = (b.is_over(now), b.check_in().from);
        shown.push(Booking {
            id: b.id,
            center: CenterName { id: center.id, name: center.name },
            room: RoomName { id: room.id, name: room.name, floor: room.floor },
            person: b.person,
            organization: organization.map(|o| OrganizationName { id: o.id, name: o.name }),
            booker: b.booker,
            title: b.title,
            people: b.people,
            items: things.into_iter().map(ThingName::from).collect(),
            span: b.span,
            state: b.state,
            over,
            why: b.why,
            decision: b.decision,
            fee_fen: b.fee_fen,
            release_at: b.release_at,
            checked_in_at: b.checked_in_at,
            check_in_from,
            asked_at: b.asked_at,
            series: series.get(&b.id).copied(),
            version: b.version,
        });
    }
    Ok(shown)
}

/// One booking at the desk: also who, and what else was asked for the same time.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskBooking {
    #[serde(flatten)]
    pub booking: Booking,
    pub person_name: String,
    /// Others that are asked for, wait or are booked in the same or a containing room at that time.
    pub concurrent: Vec<BookingId>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskBookingList {
    pub items: Vec<DeskBooking>,
}

/// A room that can be booked, and by which rules.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookableRoom {
    pub room: RoomName,
    pub center: CenterName,
    pub capacity: Option<i64>,
    /// The room it is a part of.
    pub part_of: Option<RoomId>,
    /// Minutes for setting up and cleaning around each use.
    pub before_min: i64,
    pub after_min: i64,
    /// Of today.
    pub rules: Policy,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BookableRoomList {
    pub items: Vec<BookableRoom>,
}

/// One day of a room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomDay {
    pub date: Date,
    /// When it can be used at all; `null`: not published.
    pub open: Option<Vec<OpenSpan>>,
    /// When it can not be had, setting up and cleaning included; never by whom.
    pub busy: Vec<Busy>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Busy {
    #[serde(flatten)]
    pub span: Span,
    /// `null`: closed.
    pub kind: Option<Use>,
    /// Why it is closed.
    pub why: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomDays {
    pub room: BookableRoom,
    pub days: Vec<RoomDay>,
}

/// Whether one may have a room at a time, and what else one could have.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    pub decision: Decision,
    /// Only somebody else has it: one may wait for it.
    pub may_wait: bool,
    pub fee_fen: i64,
    /// What the center lends that can be had with the room at that time.
    pub items: Vec<ThingName>,
    /// What could be had with the room if nobody had it at that time.
    pub items_taken: Vec<ThingName>,
    /// The nearest; empty when nothing stands against it.
    pub alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Alternative {
    pub room: RoomName,
    pub capacity: Option<i64>,
    #[serde(flatten)]
    pub span: Span,
}

/// The rules of a room or center, and since when.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PolicyView {
    /// `null`: nothing was said, these are the usual ones.
    pub valid_from: Option<Date>,
    /// Said for this room alone; otherwise those of its center.
    pub of_room: bool,
    pub rules: Policy,
}

impl PolicyView {
    pub fn of(said: Option<crate::record::PolicyRecord>) -> Self {
        match said {
            Some(p) => Self { valid_from: Some(p.valid_from), of_room: p.of_room, rules: p.rules },
            None => Self { valid_from: None, of_room: false, rules: Policy::usual() },
        }
    }
}

pub async fn policy_of(r: &mut Read<'_>, at: &crate::record::RoomAt) -> Result<PolicyView> {
    let today = r.zone().date(r.now());
    let said = store::policy::on(r.tx(), at.room.id, at.center.id, today).await?;
    Ok(PolicyView::of(said))
}
