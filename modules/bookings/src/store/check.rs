//! The statements of the reconciler.
use crate::model::{BookingId, BookingState};
use lianxin_calendar::Span;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Rule, Timestamp};
use lianxin_places::RoomId;

/// A booking as far as the calendar knows it.
pub struct Bare {
    pub id: BookingId,
    pub room: RoomId,
    pub span: Span,
    pub state: BookingState,
    pub checked_in: bool,
}

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            room: row.get("room")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            state: row.get("state")?,
            checked_in: row.get::<Option<Timestamp>>("checked_in_at")?.is_some(),
        })
    }
}

/// A part of all bookings, by id.
pub async fn some(tx: &mut Tx, after: BookingId, most: i64) -> Result<Vec<Bare>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, room, starts_at, ends_at, state, checked_in_at from bookings_booking
         where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

pub fn bookings() -> Vec<Rule> {
    vec![(
        "somebody came to a booking that nobody had",
        stmt!(
            "/* every district: a check of the whole installation */
             select id from bookings_booking
             where checked_in_at is not null and state in ('asked', 'waiting', 'denied', 'no_show')
             order by id"
        ),
    )]
}

pub fn series() -> Vec<Rule> {
    vec![
        (
            "a date of a series was had by no booking there is",
            stmt!(
                "/* every district: a check of the whole installation */
                 select d.series as id from bookings_series_date d
                 left join bookings_booking b on b.district = d.district and b.id = d.booking
                 where d.booking is not null and b.id is null order by d.series"
            ),
        ),
        (
            "two dates of series are one booking",
            stmt!(
                "/* every district: a check of the whole installation */
                 select d.booking as id from bookings_series_date d
                 where d.booking is not null
                 group by d.district, d.booking having count(*) > 1 order by d.booking"
            ),
        ),
        (
            "the dates of a series are not numbered from 0 without gaps",
            stmt!(
                "/* every district: a check of the whole installation */
                 select d.series as id from bookings_series_date d
                 group by d.district, d.series
                 having min(d.nth) <> 0 or max(d.nth) <> count(*) - 1 order by d.series"
            ),
        ),
    ]
}

pub fn rounds() -> Vec<Rule> {
    vec![
        (
            "a club has a block of another round",
            stmt!(
                "/* every district: a check of the whole installation */
                 select a.id from bookings_award a
                 left join bookings_round_block b on b.district = a.district and b.id = a.block
                 where b.round is distinct from a.round order by a.id"
            ),
        ),
        (
            "a club has a block and wished for none",
            stmt!(
                "/* every district: a check of the whole installation */
                 select a.id from bookings_award a
                 left join bookings_round_wish w on w.district = a.district
                   and w.round = a.round and w.organization = a.organization
                 where w.round is null order by a.id"
            ),
        ),
        (
            "dates are on the calendar for a round that was not published",
            stmt!(
                "/* every district: a check of the whole installation */
                 select a.id from bookings_award a
                 join bookings_round r on r.district = a.district and r.id = a.round
                 where a.series is not null and r.state not in ('published', 'ended')
                 order by a.id"
            ),
        ),
    ]
}
