//! How many people are in rooms: counts, never who.
use crate::store;
use lianxin_calendar::{Kind as Use, Occupancy};
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Result};
use lianxin_places::CenterId;
use std::collections::HashMap;

/// By owner: of an activity those checked in on site and not out; of a booking as many as it is for, once
/// they have come. Of anything else nothing is known.
pub async fn people_at(
    tx: &mut Tx,
    center: CenterId,
    uses: &[&Occupancy],
) -> Result<HashMap<AnyId, i64>> {
    let of = |kind: Use| -> Vec<AnyId> {
        uses.iter().filter(|one| one.kind == kind).map(|one| one.owner).collect()
    };
    let (sessions, bookings) = (of(Use::Activity), of(Use::Booking));
    let mut people: HashMap<AnyId, i64> = sessions.iter().map(|id| (*id, 0)).collect();
    if !sessions.is_empty() {
        let counts = lianxin_presence::counts_of_subjects(tx, &sessions).await?;
        people.extend(counts.into_iter().map(|count| (count.subject, count.on_site)));
    }
    if !bookings.is_empty() {
        let came = store::figures::came(tx, center, &bookings).await?;
        people.extend(came.into_iter().map(|one| (one.booking.0, one.people)));
    }
    Ok(people)
}
