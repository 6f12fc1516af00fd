//! Finding what commands and queries are about.
use crate::model::{BookingId, BookingSeriesId, LoanId};
use crate::record::{BookingAt, LoanAt, RoomAt, SeriesAt, ThingAt};
use crate::store;
use lianxin_calendar::ItemId;
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

pub async fn thing(tx: &mut Tx, id: ItemId) -> Result<ThingAt> {
    let item = lianxin_calendar::item(tx, id).await?.found("item")?;
    let center = lianxin_places::center(tx, item.center).await?.found("item")?;
    Ok(ThingAt { item, center })
}

pub async fn loan(tx: &mut Tx, id: LoanId) -> Result<LoanAt> {
    let loan = store::loan::by_id(tx, id).await?.found("loan")?;
    let at = thing(tx, loan.item).await?;
    Ok(LoanAt { loan, at })
}
