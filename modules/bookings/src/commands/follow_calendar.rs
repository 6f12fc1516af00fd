//! What the calendar says became of a room.
use crate::commands::CloseLoan;
use crate::commands::decide_booking::book;
use crate::model::{BookingId, BookingState, LoanId};
use crate::moving::{become_state, held, tell};
use crate::permissions;
use crate::queries::WhoWaits;
use crate::record::BookingAt;
use crate::targets;
use lianxin_calendar::{Change, ClosedOver, Kind as Use, OccupancyChanged};
use lianxin_kernel::{Act, Command, Error, Job, Kind, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// A room was closed: the booking that had it is closed, for the same reason, and its person told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowClosing(pub ClosedOver);

impl Job for FollowClosing {
    const NAME: &'static str = "bookings.follow_closing";

    async fn work(self, act: &Act) -> Result<()> {
        let ClosedOver(closed) = self.0;
        match closed.kind {
            Use::Booking => {
                let (booking, why) = (BookingId(closed.owner), closed.why.unwrap_or_default());
                match act.run(Close { booking, why: why.clone() }).await {
                    // A thing that is lent by itself.
                    Err(Error::NotFound(_)) => {
                        act.run(CloseLoan { loan: LoanId(closed.owner), why }).await
                    }
                    other => other,
                }
            }
            Use::Season => crate::rounds::follow_closing(act, closed).await,
            _ => Ok(()),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct Close {
    booking: BookingId,
    why: String,
}

impl Command for Close {
    const NAME: &'static str = "bookings.follow_closing";
    const NEEDS: Permission = permissions::KEEP;
    type Target = BookingAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<()> {
        // Staff may have moved or cancelled it meanwhile.
        let has = held(w.tx(), &at.booking).await?.is_some();
        if has || at.booking.state != BookingState::Booked {
            return Ok(());
        }
        let closed = become_state(w, at.booking, BookingState::Closed, Some(&self.why)).await?;
        // What it had with the room is not closed, and of no use without it.
        lianxin_calendar::release_of(w, closed.id.id()).await?;
        tell(w, &closed, "booking_closed").await
    }
}

/// Time may have become free: those who wait for it get it, who asked first before others.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FollowCalendar(pub OccupancyChanged);

impl Job for FollowCalendar {
    const NAME: &'static str = "bookings.follow_calendar";

    async fn work(self, act: &Act) -> Result<()> {
        if self.0.change == Change::Held {
            return Ok(());
        }
        for booking in act.ask(WhoWaits(self.0.occupancy)).await? {
            match act.run(Promote { booking }).await {
                // Still taken, or not to be had for another reason: they wait on.
                Ok(()) | Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}

/// Gives a time that became free to a booking that waits for it.
#[derive(Clone, Debug, Serialize)]
struct Promote {
    booking: BookingId,
}

impl Command for Promote {
    const NAME: &'static str = "bookings.promote";
    const NEEDS: Permission = permissions::KEEP;
    type Target = BookingAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<()> {
        if at.booking.state != BookingState::Waiting || at.booking.span.from <= w.now() {
            return Ok(());
        }
        let waits_for_staff = needs_approval(w, &at).await?;
        if waits_for_staff {
            let wish = crate::asking::wish_of(&mut w.read(), &at).await?;
            let things = crate::things::of(w.tx(), at.booking.id).await?;
            let mut r = w.read();
            let mut against = lianxin_calendar::may_occupy(&mut r, &wish, None).await?.reasons;
            against.extend(crate::things::against(&mut r, &wish, &things, &[]).await?);
            return match against.is_empty() {
                true => {
                    let asked = become_state(w, at.booking, BookingState::Asked, None).await?;
                    tell(w, &asked, "booking_asked_again").await
                }
                false => Ok(()),
            };
        }
        let booked = book(w, at).await?;
        tell(w, &booked, "booking_promoted").await
    }
}

async fn needs_approval(w: &mut Write<'_>, at: &BookingAt) -> Result<bool> {
    let day = w.zone().date(at.booking.span.from);
    let policy = crate::asking::policy(&mut w.read(), &at.at, day).await?;
    Ok(policy.approval.contains(&at.booking.booker))
}
