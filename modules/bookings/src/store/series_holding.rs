//! What series hold about a person, and taking it away.
use crate::model::BookingSeriesId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};
use lianxin_places::RoomId;

pub struct HeldSeries {
    pub id: BookingSeriesId,
    pub room: RoomId,
    pub title: String,
    pub people: i64,
    pub made_at: Timestamp,
    pub last_at: Timestamp,
}

impl FromRow for HeldSeries {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            room: row.get("room")?,
            title: row.get("title")?,
            people: row.get("people")?,
            made_at: row.get("made_at")?,
            last_at: row.get("last_at")?,
        })
    }
}

pub async fn series(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<HeldSeries>> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         select id, room, title, people, made_at, last_at from bookings_series
         where person = $1 order by last_at desc, id limit $2"
    );
    Ok(tx.all(q.bind(person).bind(most)).await?)
}

/// The words go, and no date is tried again.
pub async fn blank(tx: &mut Tx, person: AnyId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         update bookings_series set title = '', ended_at = $2, version = version + 1
         where person = $1 and (title <> '' or ended_at is null)"
    );
    Ok(tx.run(q.bind(person).bind(now)).await?)
}

pub async fn give(tx: &mut Tx, from: AnyId, to: AnyId, rows: Option<&[Id]>) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         update bookings_series set person = $2 where person = $1"
    );
    Ok(tx.change(q.bind(from).bind(to), rows).await?)
}

/// Those that ended before and still lead to a person.
pub async fn ended_before(
    tx: &mut Tx,
    before: Timestamp,
    most: i64,
) -> Result<Vec<BookingSeriesId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id from bookings_series where last_at < $1 and person <> id order by id limit $2"
    );
    let old = tx.ids(q.bind(before).bind(most)).await?;
    Ok(old.into_iter().map(BookingSeriesId).collect())
}

/// Puts the row's own id in the place of the person's.
pub async fn unlink(tx: &mut Tx, id: BookingSeriesId) -> Result<()> {
    let q =
        stmt!("update bookings_series set person = id, title = '' where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
