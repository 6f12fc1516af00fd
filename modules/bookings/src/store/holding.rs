//! What is held about a person here, and taking it away.
use crate::model::{BookingId, BookingState};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};
use lianxin_places::RoomId;

pub struct Held {
    pub id: BookingId,
    pub room: RoomId,
    pub title: String,
    pub people: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub state: BookingState,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            room: row.get("room")?,
            title: row.get("title")?,
            people: row.get("people")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            state: row.get("state")?,
        })
    }
}

pub async fn bookings(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<Held>> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         select id, room, title, people, starts_at, ends_at, state from bookings_booking
         where person = $1 order by starts_at desc, id limit $2"
    );
    Ok(tx.all(q.bind(person).bind(most)).await?)
}

/// The words go; that a room was used counts on.
pub async fn blank(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         update bookings_booking set title = '', why = null
         where person = $1 and (title <> '' or why is not null)"
    );
    Ok(tx.run(q.bind(person)).await?)
}

pub async fn give(tx: &mut Tx, from: AnyId, to: AnyId, rows: Option<&[Id]>) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: people book wherever they go */
         update bookings_booking set person = $2 where person = $1"
    );
    Ok(tx.change(q.bind(from).bind(to), rows).await?)
}

/// Those that ended before and still lead to a person.
pub async fn ended_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<BookingId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id from bookings_booking where ends_at < $1 and person <> id order by id limit $2"
    );
    let old = tx.ids(q.bind(before).bind(most)).await?;
    Ok(old.into_iter().map(BookingId).collect())
}

/// Puts the row's own id in the place of the person's: it counts on, and leads to nobody.
pub async fn unlink(tx: &mut Tx, id: BookingId) -> Result<()> {
    let q = stmt!(
        "update bookings_booking set person = id, title = '', why = null
         where district = $1 and id = $2"
    );
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
