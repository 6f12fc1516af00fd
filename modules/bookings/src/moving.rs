//! How a booking gets from one state to the next, with what it holds and who is told.
use crate::commands::ReleaseNoShow;
use crate::events::NoticeWanted;
use crate::lending;
use crate::model::BookingState;
use crate::reasons;
use crate::record::{BookingRecord, SeriesRecord};
use crate::store;
use lianxin_calendar::Occupancy;
use lianxin_db::{DbError, Tx};
use lianxin_kernel::{Error, Kind, Result, Write};

/// What a booking holds now: its room and the things it has with it.
pub async fn all_held(tx: &mut Tx, booking: &BookingRecord) -> Result<Vec<Occupancy>> {
    let mut all = lianxin_calendar::occupancies_of(tx, booking.id.id()).await?;
    all.retain(Occupancy::is_held);
    Ok(all)
}

/// The room that a booking holds now.
pub async fn held(tx: &mut Tx, booking: &BookingRecord) -> Result<Option<Occupancy>> {
    let all = all_held(tx, booking).await?;
    Ok(all.into_iter().find(|o| o.resource.as_room().is_some()))
}

/// Writes a change; somebody else's in between is tried again.
pub async fn write(w: &mut Write<'_>, changed: BookingRecord) -> Result<BookingRecord> {
    let changed = BookingRecord { version: changed.version + 1, ..changed };
    match store::booking::update(w.tx(), &changed).await? {
        true => Ok(changed),
        false => Err(DbError::Retry.into()),
    }
}

/// Into another state, or the reason why it can not be that anymore.
pub async fn become_state(
    w: &mut Write<'_>,
    booking: BookingRecord,
    to: BookingState,
    why: Option<&str>,
) -> Result<BookingRecord> {
    if !booking.state.may_become(to) {
        return Err(Error::reason(reasons::not_open(booking.state.code())));
    }
    let (why, decided_at) = (why.map(str::to_owned), Some(w.now()));
    let changed = write(w, BookingRecord { state: to, why, decided_at, ..booking }).await?;
    if !to.is_open() {
        lending::give_up(w, changed.id).await?;
    }
    Ok(changed)
}

/// Gives back what it holds, if anything.
pub async fn cancel(
    w: &mut Write<'_>,
    booking: BookingRecord,
    why: Option<&str>,
) -> Result<BookingRecord> {
    if booking.is_over(w.now()) {
        return Err(Error::reason(reasons::over()));
    }
    let id = booking.id;
    let cancelled = become_state(w, booking, BookingState::Cancelled, why).await?;
    lianxin_calendar::release_of(w, id.id()).await?;
    Ok(cancelled)
}

/// Has the program look whether somebody came.
pub async fn watch(w: &mut Write<'_>, booking: &BookingRecord) -> Result<()> {
    match booking.release_at.filter(|_| booking.state == BookingState::Booked) {
        Some(at) => {
            let key = format!("no show {}", booking.id);
            w.later_once(&key, ReleaseNoShow { booking: booking.id }, at).await
        }
        None => Ok(()),
    }
}

/// Has its person told.
pub async fn tell(w: &mut Write<'_>, booking: &BookingRecord, code: &str) -> Result<()> {
    let room = lianxin_places::room(w.tx(), booking.room).await?;
    let center = lianxin_places::center(w.tx(), booking.center).await?;
    match (room, center) {
        (Some(room), Some(center)) => {
            w.say(NoticeWanted::about(booking, &room, &center, code)).await
        }
        _ => Ok(()),
    }
}

/// Has the person of a series told, once for all its dates.
pub async fn tell_series(
    w: &mut Write<'_>,
    series: &SeriesRecord,
    code: &str,
    dates: i64,
) -> Result<()> {
    match series_notice(w, series, code, dates).await? {
        Some(notice) => w.say(notice).await,
        None => Ok(()),
    }
}

/// What the person of a series would be told; nothing when its room is gone.
pub async fn series_notice(
    w: &mut Write<'_>,
    series: &SeriesRecord,
    code: &str,
    dates: i64,
) -> Result<Option<NoticeWanted>> {
    let room = lianxin_places::room(w.tx(), series.room).await?;
    let center = lianxin_places::center(w.tx(), series.center).await?;
    let found = room.zip(center);
    Ok(found
        .map(|(room, center)| NoticeWanted::about_series(series, &room, &center, (code, dates))))
}
