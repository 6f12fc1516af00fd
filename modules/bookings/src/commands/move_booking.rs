use crate::asking::{Ask, answer, asker};
use crate::lending;
use crate::model::{BookingId, BookingState};
use crate::moving::{all_held, tell, watch, write};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingAt, BookingRecord, RoomAt};
use crate::targets;
use crate::things;
use crate::views::{Booking, one};
use lianxin_calendar::{Move, Resource, Span, move_to};
use lianxin_kernel::{Command, Error, FieldCode, Kind, Permission, Read, Result, Timestamp, Write};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where and when a booking shall be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingMove {
    /// `null`: the room it is in. Of the same center.
    #[serde(default)]
    pub room: Option<RoomId>,
    pub from: Timestamp,
    pub to: Timestamp,
    /// What one saw: refused when it was changed since.
    pub version: i64,
    /// Staff only: also when the center is not open.
    #[serde(default)]
    pub outside_hours: bool,
}

/// Move a booking to another time or room. Its person is bound by the rules, staff are not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveBooking {
    pub booking: BookingId,
    pub to: BookingMove,
}

impl Command for MoveBooking {
    const NAME: &'static str = "bookings.move_booking";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, found: BookingAt) -> Result<Booking> {
        let BookingAt { booking, at } = found;
        let own = w.person() == Some(booking.person.id());
        if booking.version != self.to.version {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        if booking.state != BookingState::Booked {
            return Err(Error::reason(reasons::not_open(booking.state.code())));
        }
        if booking.is_over(w.now()) {
            return Err(Error::reason(reasons::over()));
        }
        let span = Span::new(self.to.from, self.to.to);
        let span = span.ok_or_else(|| Error::field("to", FieldCode::BeforeStart))?;
        let at = self.room(w, at).await?;
        let outside_hours = !own && self.to.outside_hours;
        let moved = relocate(w, booking, &at, span, (own, outside_hours)).await?;
        if !own {
            tell(w, &moved, "booking_moved").await?;
        }
        one(&mut w.read(), moved).await
    }
}

/// Moves what a booking holds. Its person is bound by the rules; a refusal has changed nothing.
pub async fn relocate(
    w: &mut Write<'_>,
    booking: BookingRecord,
    at: &RoomAt,
    span: Span,
    (own, outside_hours): (bool, bool),
) -> Result<BookingRecord> {
    let asker = asker(&mut w.read(), booking.person, booking.organization).await?;
    let ask = Ask { span, people: booking.people, asker };
    let resource = Resource::room(at.room.id, at.center.id);
    let things = things::of(w.tx(), booking.id).await?;
    things::hold(w, at, &things).await?;
    let all = all_held(w.tx(), &booking).await?;
    let held = all.iter().find(|o| o.resource.as_room().is_some()).map(|o| o.id);
    let held = held.ok_or_else(|| Error::reason(reasons::changed_meanwhile()))?;
    let answer = answer(&mut w.read(), at, &ask, Some((booking.id, Some(held)))).await?;
    let wish = ask.wish(at, booking.id, false);
    let of_things = things::against(&mut w.read(), &wish, &things, &all).await?;
    let mut against = if own { answer.against() } else { vec![] };
    against.extend(of_things);
    if !against.is_empty() {
        return Err(Error::Conflict(against));
    }
    move_to(w, held, Move { resource: Some(resource), span, outside_hours }).await?;
    for thing in all.iter().filter(|o| o.id != held) {
        move_to(w, thing.id, Move { resource: None, span, outside_hours }).await?;
    }
    lending::follow(w, booking.id, span).await?;
    let needs_no = booking.checked_in_at.is_some();
    let moved = BookingRecord {
        center: at.center.id,
        room: at.room.id,
        span,
        fee_fen: answer.verdict.fee_fen,
        release_at: answer.release_at(span).filter(|at| !needs_no && *at > w.now()),
        ..booking
    };
    let moved = write(w, moved).await?;
    watch(w, &moved).await?;
    Ok(moved)
}

impl MoveBooking {
    /// Staff of one center do not hand bookings to another.
    async fn room(&self, w: &mut Write<'_>, at: RoomAt) -> Result<RoomAt> {
        let Some(room) = self.to.room.filter(|room| *room != at.room.id) else { return Ok(at) };
        let there = targets::room(w.tx(), room).await;
        match there {
            Ok(there) if there.center.id == at.center.id => Ok(there),
            Ok(_) | Err(Error::NotFound(_)) => Err(Error::field("room", FieldCode::Unknown)),
            Err(other) => Err(other),
        }
    }
}
