use crate::model::BookingId;
use crate::moving::{cancel, tell};
use crate::permissions;
use crate::record::BookingAt;
use crate::targets;
use crate::views::{Booking, one};
use lianxin_kernel::{Command, Error, FieldCode, Kind, Line, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Give a booking up. Staff say why, and its person is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelBooking {
    pub booking: BookingId,
    pub why: Option<Line<120>>,
}

impl Command for CancelBooking {
    const NAME: &'static str = "bookings.cancel_booking";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<Booking> {
        let own = w.person() == Some(at.booking.person.id());
        let why = self.why.as_ref().map(Line::as_str);
        if !own && why.is_none() {
            return Err(Error::field("why", FieldCode::Required));
        }
        let cancelled = cancel(w, at.booking, why).await?;
        if !own {
            tell(w, &cancelled, "booking_cancelled").await?;
        }
        one(&mut w.read(), cancelled).await
    }
}
