use crate::asking::{Ask, Asker, asker};
use crate::making::{make, make_for};
use crate::moving::tell;
use crate::permissions;
use crate::record::RoomAt;
use crate::targets;
use crate::things;
use crate::views::{Booking, one};
use lianxin_calendar::{ItemId, Span};
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Line, Permission, Read, Result, Timestamp, Write,
};
use lianxin_people::{OrganizationId, PersonId};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When somebody wants a room, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBooking {
    pub from: Timestamp,
    pub to: Timestamp,
    /// How many come, 1 to 10,000.
    pub people: i64,
    /// What for: choir rehearsal. Shown to staff.
    #[serde(serialize_with = "crate::masked")]
    #[schema(value_type = String)]
    pub title: Line<60>,
    /// For an organization one acts for.
    #[serde(default)]
    pub organization: Option<OrganizationId>,
    /// Would wait for the time if it is taken.
    #[serde(default)]
    pub wait: bool,
    /// What is wanted with the room, at most 10: held with it, or neither is.
    #[serde(default)]
    pub items: Vec<ItemId>,
}

impl NewBooking {
    fn span(&self) -> Result<Span> {
        Span::new(self.from, self.to).ok_or_else(|| Error::field("to", FieldCode::BeforeStart))
    }

    fn check(&self) -> Result<Span> {
        if !(1..=10_000).contains(&self.people) {
            let fault = FieldError::new("people", FieldCode::OutOfRange);
            return Err(Error::Invalid(vec![fault.with("min", 1).with("max", 10_000)]));
        }
        self.span()
    }
}

/// Book a room for oneself, or for an organization. Where its rules ask for it, staff decide first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookRoom {
    pub room: RoomId,
    pub new: NewBooking,
}

impl Command for BookRoom {
    const NAME: &'static str = "bookings.book_room";
    const NEEDS: Permission = permissions::BOOK;
    type Target = RoomAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    fn lane(&self) -> Option<String> {
        Some(crate::lane(self.room, self.new.from))
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Booking> {
        let span = self.new.check()?;
        let person = PersonId(w.person().ok_or(Error::SignIn)?);
        let asker = asker(&mut w.read(), person, self.new.organization).await?;
        let things = things::wanted(w.tx(), &at, &self.new.items).await?;
        let ask = Ask { span, people: self.new.people, asker };
        let (title, wait) = (self.new.title.as_str(), self.new.wait);
        let booked = make(w, &at, &ask, &things, (title, wait)).await?;
        w.on(booked.id);
        one(&mut w.read(), booked).await
    }
}

/// A booking made at the desk.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDeskBooking {
    pub person: PersonId,
    #[serde(flatten)]
    pub new: NewBooking,
    /// Also when the center is not open.
    #[serde(default)]
    pub outside_hours: bool,
}

/// Book a room for someone at the desk. The rules of the room do not bind staff, the calendar does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BookRoomFor {
    pub room: RoomId,
    pub new: NewDeskBooking,
}

impl Command for BookRoomFor {
    const NAME: &'static str = "bookings.book_room_for";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = RoomAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    fn lane(&self) -> Option<String> {
        Some(crate::lane(self.room, self.new.new.from))
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Booking> {
        let NewDeskBooking { person, new, outside_hours } = &self.new;
        let span = new.check()?;
        lianxin_people::person(w.tx(), *person).await?.found("person")?;
        let asker: Asker = asker(&mut w.read(), *person, new.organization).await?;
        let ask = Ask { span, people: new.people, asker };
        let things = things::wanted(w.tx(), &at, &new.items).await?;
        let title = new.title.as_str();
        let booked = make_for(w, &at, &ask, &things, (title, *outside_hours)).await?;
        tell(w, &booked, "booking_made_for_you").await?;
        w.on(booked.id);
        one(&mut w.read(), booked).await
    }
}
