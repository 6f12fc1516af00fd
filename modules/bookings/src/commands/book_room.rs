use crate::asking::{Answer, Ask, Asker, answer, asker};
use crate::lending::lend;
use crate::model::{BookingId, BookingState};
use crate::moving::{tell, watch};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingRecord, RoomAt};
use crate::store;
use crate::targets;
use crate::things;
use crate::views::{Booking, one};
use lianxin_calendar::{ItemId, Span, occupy_all};
use lianxin_kernel::{
    Command, Decision, Error, FieldCode, FieldError, Found, Line, Permission, Read, Result,
    Timestamp, Write,
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

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Booking> {
        let span = self.new.check()?;
        let person = PersonId(w.person().ok_or(Error::SignIn)?);
        let asker = asker(&mut w.read(), person, self.new.organization).await?;
        let things = things::wanted(w.tx(), &at, &self.new.items).await?;
        // Taken before anything is counted, so that two at once can not both stay below a limit.
        things::hold(w, &at, &things).await?;
        let ask = Ask { span, people: self.new.people, asker };
        let mut answer = answer(&mut w.read(), &at, &ask, None).await?;
        let id: BookingId = w.fresh_in(at.center.district);
        let wish = ask.wish(&at, id, false);
        answer.calendar.extend(things::against(&mut w.read(), &wish, &things, &[]).await?);
        let state = match (answer.against().is_empty(), answer.verdict.approval) {
            (true, true) => BookingState::Asked,
            (true, false) => BookingState::Booked,
            (false, _) if self.new.wait && answer.is_only_taken() => BookingState::Waiting,
            (false, _) => return Err(Error::Conflict(answer.against())),
        };
        if state == BookingState::Booked {
            occupy_all(w, things::wishes(wish, &things)).await?;
        }
        let decision = answer.decision();
        let new = draft(w, (id, state, false), &at, (&ask, &self.new), decision, Some(&answer));
        store::booking::insert(w.tx(), &new).await?;
        things::keep(w.tx(), id, &things).await?;
        if state == BookingState::Booked {
            lend(w, &new, &things).await?;
        }
        watch(w, &new).await?;
        w.on(id);
        one(&mut w.read(), new).await
    }
}

fn draft(
    w: &Write<'_>,
    (id, state, by_staff): (BookingId, BookingState, bool),
    at: &RoomAt,
    (ask, new): (&Ask, &NewBooking),
    decision: Decision,
    answer: Option<&Answer>,
) -> BookingRecord {
    let now = w.now();
    BookingRecord {
        id,
        center: at.center.id,
        room: at.room.id,
        person: ask.asker.person,
        organization: new.organization,
        booker: ask.asker.booker(),
        title: new.title.as_str().to_owned(),
        people: new.people,
        span: ask.span,
        state,
        why: None,
        decision,
        fee_fen: answer.map_or(0, |a| a.verdict.fee_fen),
        release_at: answer.and_then(|a| a.release_at(ask.span)),
        checked_in_at: None,
        by_staff,
        asked_at: now,
        decided_at: (state == BookingState::Booked).then_some(now),
        version: 1,
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

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<Booking> {
        let NewDeskBooking { person, new, outside_hours } = &self.new;
        let span = new.check()?;
        lianxin_people::person(w.tx(), *person).await?.found("person")?;
        let asker: Asker = asker(&mut w.read(), *person, new.organization).await?;
        let ask = Ask { span, people: new.people, asker };
        let id: BookingId = w.fresh_in(at.center.district);
        let things = things::wanted(w.tx(), &at, &new.items).await?;
        things::hold(w, &at, &things).await?;
        let wish = ask.wish(&at, id, *outside_hours);
        let against = things::against(&mut w.read(), &wish, &things, &[]).await?;
        if against.iter().any(reasons::is_elsewhere) {
            return Err(Error::Conflict(against));
        }
        occupy_all(w, things::wishes(wish, &things)).await?;
        let answer = answer(&mut w.read(), &at, &ask, Some((id, None))).await?;
        let decision = Decision::yes(vec![reasons::booked_by_staff()]);
        let state = (id, BookingState::Booked, true);
        let booked = draft(w, state, &at, (&ask, new), decision, Some(&answer));
        store::booking::insert(w.tx(), &booked).await?;
        things::keep(w.tx(), id, &things).await?;
        lend(w, &booked, &things).await?;
        watch(w, &booked).await?;
        tell(w, &booked, "booking_made_for_you").await?;
        w.on(id);
        one(&mut w.read(), booked).await
    }
}
