//! Finding what commands and queries are about.
use crate::model::BookingId;
use crate::record::{BookingAt, RoomAt};
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Found, Result};
use lianxin_places::RoomId;

pub async fn room(tx: &mut Tx, id: RoomId) -> Result<RoomAt> {
    let room = lianxin_places::room(tx, id).await?.found("room")?;
    let center = lianxin_places::center(tx, room.center).await?.found("room")?;
    Ok(RoomAt { room, center })
}

pub async fn booking(tx: &mut Tx, id: BookingId) -> Result<BookingAt> {
    let booking = store::booking::by_id(tx, id).await?.found("booking")?;
    let at = room(tx, booking.room).await?;
    Ok(BookingAt { booking, at })
}
