//! What is wanted with a room.
use crate::model::BookingId;
use lianxin_calendar::ItemId;
use lianxin_db::{Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use lianxin_places::CenterId;

pub async fn insert(tx: &mut Tx, booking: BookingId, item: ItemId) -> Result<()> {
    let q = stmt!("insert into bookings_thing (district, booking, item) values ($1, $2, $3)");
    tx.run(q.bind(booking.district()).bind(booking).bind(item)).await?;
    Ok(())
}

/// In the order in which they were added to the center.
pub async fn of(tx: &mut Tx, booking: BookingId) -> Result<Vec<ItemId>> {
    let q = stmt!(
        "select item as id from bookings_thing where district = $1 and booking = $2 order by item"
    );
    let found = tx.ids(q.bind(booking.district()).bind(booking)).await?;
    Ok(found.into_iter().map(ItemId).collect())
}

/// A booking is had without it from now on.
pub async fn remove(tx: &mut Tx, booking: BookingId, item: ItemId) -> Result<()> {
    let q = stmt!("delete from bookings_thing where district = $1 and booking = $2 and item = $3");
    tx.run(q.bind(booking.district()).bind(booking).bind(item)).await?;
    Ok(())
}

/// Those that wait for a thing at a time that is still ahead, the first to ask first.
pub async fn waiting(
    tx: &mut Tx,
    center: CenterId,
    item: ItemId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<BookingId>> {
    let q = stmt!(
        "select b.id as id from bookings_thing t
         join bookings_booking b on b.district = t.district and b.id = t.booking
         where t.district = $1 and t.item = $2 and b.center = $3 and b.state = 'waiting'
           and b.starts_at > $4
         order by b.asked_at, b.id limit $5"
    );
    let q = q.bind(center.district()).bind(item).bind(center).bind(now).bind(most);
    Ok(tx.ids(q).await?.into_iter().map(BookingId).collect())
}
