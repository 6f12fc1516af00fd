use crate::model::{BookingId, BookingState};
use crate::moving::{become_state, tell};
use crate::permissions;
use crate::record::BookingAt;
use crate::targets;
use lianxin_kernel::{Act, Command, Job, Kind, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Gives a room back to which nobody came. Needs nobody to set anything up: the program's own jobs do it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReleaseNoShow {
    pub booking: BookingId,
}

impl Job for ReleaseNoShow {
    const NAME: &'static str = "bookings.release_no_show";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(self).await
    }
}

impl Command for ReleaseNoShow {
    const NAME: &'static str = "bookings.release_no_show";
    const NEEDS: Permission = permissions::KEEP;
    type Target = BookingAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, w: &mut Write<'_>, at: BookingAt) -> Result<()> {
        let (now, booking) = (w.now(), at.booking);
        // Moved, checked in, cancelled or over meanwhile: then it is not this job's anymore.
        let due = booking.release_at.is_some_and(|at| at <= now) && !booking.is_over(now);
        if booking.state != BookingState::Booked || !due {
            return Ok(());
        }
        let missed = become_state(w, booking, BookingState::NoShow, None).await?;
        lianxin_calendar::release_of(w, missed.id.id()).await?;
        tell(w, &missed, "booking_no_show").await
    }
}
