use crate::lending;
use crate::model::{BookingId, BookingState};
use crate::moving::{all_held, write};
use crate::permissions;
use crate::reasons;
use crate::record::{BookingAt, BookingRecord};
use crate::targets;
use crate::views::{Booking, one};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Leave earlier than booked: what is left of the time is free for others.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndBooking {
    pub booking: BookingId,
}

impl Command for EndBooking {
    const NAME: &'static str = "bookings.end_booking";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<Booking> {
        let (now, booking) = (w.now(), at.booking);
        let all = all_held(w.tx(), &booking).await?;
        let held = all.iter().find(|o| o.resource.as_room().is_some());
        let (Some(held), true) = (held, booking.state == BookingState::Booked) else {
            return Err(Error::reason(reasons::not_open(booking.state.code())));
        };
        if booking.is_over(now) || booking.span.from >= now {
            return Err(Error::reason(reasons::over()));
        }
        let shorter = lianxin_calendar::shorten(w, held.id, now).await?;
        for thing in all.iter().filter(|o| o.id != held.id) {
            lianxin_calendar::shorten(w, thing.id, now).await?;
        }
        lending::follow(w, booking.id, shorter.span).await?;
        let ended =
            write(w, BookingRecord { span: shorter.span, release_at: None, ..booking }).await?;
        one(&mut w.read(), ended).await
    }
}
