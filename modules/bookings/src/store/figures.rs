//! What reports and signs count; never who.
use crate::model::{BookingId, BookingState};
use lianxin_calendar::Span;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result};
use lianxin_places::{CenterId, RoomId};

/// How many bookings of a room came to this.
pub struct Outcome {
    pub room: RoomId,
    pub state: BookingState,
    pub count: i64,
}

impl FromRow for Outcome {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { room: row.get("room")?, state: row.get("state")?, count: row.get("bookings")? })
    }
}

/// What became of the bookings of a center that begin in a span.
pub async fn outcomes(tx: &mut Tx, center: CenterId, span: Span) -> Result<Vec<Outcome>> {
    let q = stmt!(
        "select room, state, count(*) as bookings from bookings_booking
         where district = $1 and center = $2 and starts_at >= $3 and starts_at < $4
         group by room, state"
    );
    let q = q.bind(center.district()).bind(center).bind(span.from).bind(span.to);
    Ok(tx.all(q).await?)
}

/// How many a booking is for, when somebody of them has come.
pub struct Came {
    pub booking: BookingId,
    pub people: i64,
}

impl FromRow for Came {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { booking: row.get("id")?, people: row.get("people")? })
    }
}

/// Of these bookings of a center those that have come.
pub async fn came(tx: &mut Tx, center: CenterId, bookings: &[AnyId]) -> Result<Vec<Came>> {
    let q = stmt!(
        "select id, people from bookings_booking
         where district = $1 and center = $2 and checked_in_at is not null"
    );
    let q = q.bind(center.district()).bind(center);
    Ok(tx.all(q.push_in(" and id in ", bookings.iter().copied())).await?)
}
