//! Finding what commands and queries are about.
use crate::model::{BookingId, BookingSeriesId};
use crate::record::{BookingAt, RoomAt, SeriesAt};
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

pub async fn series(tx: &mut Tx, id: BookingSeriesId) -> Result<SeriesAt> {
    let series = store::series::by_id(tx, id).await?.found("series")?;
    let at = room(tx, series.room).await?;
    Ok(SeriesAt { series, at })
}
