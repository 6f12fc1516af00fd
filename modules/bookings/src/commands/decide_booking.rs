//! What staff decide on what was asked for.
use crate::asking::{Ask, answer, asker};
use crate::lending::lend;
use crate::model::{BookingId, BookingState};
use crate::moving::{become_state, tell, watch, write};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingAt, BookingRecord};
use crate::targets;
use crate::things;
use crate::views::{Booking, one};
use lianxin_calendar::occupy_all;
use lianxin_kernel::{Command, Error, Line, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Give somebody the room they asked for. What the calendar has against it still stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApproveBooking {
    pub booking: BookingId,
}

impl Command for ApproveBooking {
    const NAME: &'static str = "bookings.approve_booking";
    const NEEDS: Permission = permissions::DECIDE;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<Booking> {
        if at.booking.is_over(w.now()) {
            return Err(Error::reason(reasons::over()));
        }
        let booked = book(w, at).await?;
        tell(w, &booked, "booking_approved").await?;
        one(&mut w.read(), booked).await
    }
}

/// Takes the time for a booking that holds nothing yet.
pub async fn book(w: &mut Write<'_>, at: BookingAt) -> Result<BookingRecord> {
    let BookingAt { booking, at } = at;
    let booked = become_state(w, booking, BookingState::Booked, None).await?;
    let asker = asker(&mut w.read(), booked.person, booked.organization).await?;
    let ask = Ask { span: booked.span, people: booked.people, asker };
    let things = things::of(w.tx(), booked.id).await?;
    things::hold(w, &at, &things).await?;
    let wish = ask.wish(&at, booked.id, false);
    let against = things::against(&mut w.read(), &wish, &things, &[]).await?;
    if against.iter().any(reasons::is_elsewhere) {
        return Err(Error::Conflict(against));
    }
    occupy_all(w, things::wishes(wish, &things)).await?;
    lend(w, &booked, &things).await?;
    let answer = answer(&mut w.read(), &at, &ask, Some((booked.id, None))).await?;
    let release_at = answer.release_at(booked.span).filter(|at| *at > w.now());
    let booked = write(w, BookingRecord { release_at, ..booked }).await?;
    watch(w, &booked).await?;
    Ok(booked)
}

/// Say no to what somebody asked for, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DenyBooking {
    pub booking: BookingId,
    pub why: Line<120>,
}

impl Command for DenyBooking {
    const NAME: &'static str = "bookings.deny_booking";
    const NEEDS: Permission = permissions::DECIDE;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<Booking> {
        let why = Some(self.why.as_str());
        let denied = become_state(w, at.booking, BookingState::Denied, why).await?;
        tell(w, &denied, "booking_denied").await?;
        one(&mut w.read(), denied).await
    }
}
