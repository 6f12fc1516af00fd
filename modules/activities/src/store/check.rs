//! The statements of the reconciler.
use super::day::{Counting, Sum};
use crate::model::SessionId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Rule, Timestamp};
use lianxin_places::{CenterId, RoomId};

pub fn sessions() -> Vec<Rule> {
    vec![
        (
            "a session is at another center than its program",
            stmt!(
                "/* every district: a check of the whole installation */
                 select s.id from activities_session s
                 join activities_program p on p.district = s.district and p.id = s.program
                 where s.center <> p.center order by s.id"
            ),
        ),
        (
            "a session ends before it starts",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from activities_session where ends_at <= starts_at order by id"
            ),
        ),
        (
            "a session is cancelled without a moment, or has one and is not",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from activities_session
                 where (status = 'cancelled') <> (cancelled_at is not null) order by id"
            ),
        ),
    ]
}

pub fn feedback() -> Vec<Rule> {
    vec![(
        "feedback is of no session",
        stmt!(
            "/* every district: a check of the whole installation */
             select f.id from activities_feedback f
             left join activities_session s on s.district = f.district and s.id = f.session
             where s.id is null order by f.id"
        ),
    )]
}

/// A session without its program.
pub struct Bare {
    pub id: SessionId,
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<RoomId>,
    pub cancelled: bool,
}

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let status: String = row.get("status")?;
        Ok(Self {
            id: row.get("id")?,
            date: row.get("date")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            room: row.get("room")?,
            cancelled: status == "cancelled",
        })
    }
}

/// A part of all sessions, by id.
pub async fn some(tx: &mut Tx, after: SessionId, most: i64) -> Result<Vec<Bare>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, date, starts_at, ends_at, room, status from activities_session
         where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

struct CenterRow(CenterId);

impl FromRow for CenterRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("center").map(Self)
    }
}

/// The centers at which there is something to add up, or was.
pub async fn centers(tx: &mut Tx) -> Result<Vec<CenterId>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select center from activities_session union select center from activities_day
         order by center"
    );
    let rows: Vec<CenterRow> = tx.all(q).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Sessions of days that are not to be counted anew.
pub async fn settled(tx: &mut Tx, center: CenterId) -> Result<Vec<Counting>> {
    let q = stmt!(
        "select s.id, s.center, s.date, s.starts_at, s.ends_at, s.status
         from activities_session s
         join activities_program p on p.district = s.district and p.id = s.program
         where s.district = $1 and s.center = $2 and p.status <> 'draft' and not exists (
           select 1 from activities_day_due u
           where u.district = s.district and u.center = s.center and u.date = s.date)"
    );
    Ok(tx.all(q.bind(center.district()).bind(center)).await?)
}

/// Days that are not to be counted anew, as they were added up.
pub async fn days(tx: &mut Tx, center: CenterId) -> Result<Vec<Sum<Date>>> {
    let q = stmt!(
        "select d.date as key, d.sessions, d.visits, d.online_visits, d.service_minutes,
           d.sign_ups, d.no_shows, d.cancelled
         from activities_day d
         where d.district = $1 and d.center = $2 and not exists (
           select 1 from activities_day_due u
           where u.district = d.district and u.center = d.center and u.date = d.date)"
    );
    Ok(tx.all(q.bind(center.district()).bind(center)).await?)
}
