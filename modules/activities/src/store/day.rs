//! Days of centers, added up, and which of them are to be counted.
use crate::model::{ProgramId, SessionId};
use crate::views::Figure;
use lianxin_db::{Column, FromRow, Row, Sql, Tx, sql, stmt};
use lianxin_kernel::{Date, Kind, Result, Timestamp};
use lianxin_places::CenterId;
use std::collections::BTreeSet;

/// A session as far as it counts.
#[derive(Clone, Debug)]
pub struct Counting {
    pub id: SessionId,
    pub center: CenterId,
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub cancelled: bool,
}

impl FromRow for Counting {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let status: String = row.get("status")?;
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            date: row.get("date")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            cancelled: status == "cancelled",
        })
    }
}

impl FromRow for Figure {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            sessions: row.get("sessions")?,
            visits: row.get("visits")?,
            online_visits: row.get("online_visits")?,
            service_minutes: row.get("service_minutes")?,
            sign_ups: row.get("sign_ups")?,
            no_shows: row.get("no_shows")?,
            cancelled: row.get("cancelled")?,
        })
    }
}

/// Something to add up by: a month, a day or a center.
pub struct Sum<K> {
    pub key: K,
    pub figure: Figure,
}

impl<K: Column> FromRow for Sum<K> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { key: row.get("key")?, figure: Figure::from_row(row)? })
    }
}

/// The days of some centers, both ends included.
pub struct Days<'a> {
    pub centers: &'a [CenterId],
    pub from: Date,
    pub to: Date,
}

impl Days<'_> {
    fn narrow(&self, q: Sql) -> Sql {
        let districts: BTreeSet<i64> = self.centers.iter().map(|c| c.district()).collect();
        let q = q.push_in(" and d.district in ", districts);
        let q = q.push_in(" and d.center in ", self.centers.iter().copied());
        q.push_bind(" and d.date >= ", self.from).push_bind(" and d.date <= ", self.to)
    }

    /// The sums of days that are not to be counted anew. Pieces: whole only with their grouping.
    async fn sums<K: Column>(
        &self,
        tx: &mut Tx,
        start: Sql,
        group: &'static str,
    ) -> Result<Vec<Sum<K>>> {
        let q = start.push(
            "cast(sum(d.sessions) as bigint) as sessions,
               cast(sum(d.visits) as bigint) as visits,
               cast(sum(d.online_visits) as bigint) as online_visits,
               cast(sum(d.service_minutes) as bigint) as service_minutes,
               cast(sum(d.sign_ups) as bigint) as sign_ups,
               cast(sum(d.no_shows) as bigint) as no_shows,
               cast(sum(d.cancelled) as bigint) as cancelled
             from activities_day d
             where d.district is not null and not exists (
               select 1 from activities_day_due u
               where u.district = d.district and u.center = d.center and u.date = d.date)",
        );
        Ok(tx.all(self.narrow(q).push(group)).await?)
    }

    pub async fn by_month(&self, tx: &mut Tx) -> Result<Vec<Sum<String>>> {
        let group = " group by substr(d.date, 1, 7)";
        self.sums(tx, sql("select substr(d.date, 1, 7) as key, "), group).await
    }

    pub async fn by_day(&self, tx: &mut Tx) -> Result<Vec<Sum<String>>> {
        self.sums(tx, sql("select d.date as key, "), " group by d.date").await
    }

    pub async fn by_center(&self, tx: &mut Tx) -> Result<Vec<Sum<CenterId>>> {
        self.sums(tx, sql("select d.center as key, "), " group by d.center").await
    }

    /// Sessions of days that are to be counted.
    pub async fn due(&self, tx: &mut Tx, most: i64) -> Result<Vec<Counting>> {
        let q = stmt!(
            "select s.id, s.center, s.date, s.starts_at, s.ends_at, s.status
             from activities_day_due d
             cross join activities_session s
             join activities_program p on p.district = s.district and p.id = s.program
             where s.district = d.district and s.center = d.center and s.date = d.date
               and p.status <> 'draft'"
        );
        Ok(tx.all(self.narrow(q).push_bind(" limit ", most)).await?)
    }
}

/// Says that a day is not what was counted.
pub async fn mark(tx: &mut Tx, center: CenterId, date: Date) -> Result<()> {
    // An update also of a mark that is there: who counts the day right now must see that it changed.
    let q = stmt!(
        "insert into activities_day_due (district, center, date, changes) values ($1, $2, $3, 1)
         on conflict (district, center, date) do update
           set changes = activities_day_due.changes + 1"
    );
    tx.run(q.bind(center.district()).bind(center).bind(date)).await?;
    Ok(())
}

/// The same of every day on which a program has a session.
pub async fn mark_program(tx: &mut Tx, program: ProgramId) -> Result<()> {
    let q = stmt!(
        "insert into activities_day_due (district, center, date, changes)
         select district, center, date, 1 from activities_session
         where district = $1 and program = $2 group by district, center, date
         on conflict (district, center, date) do update
           set changes = activities_day_due.changes + 1"
    );
    tx.run(q.bind(program.district()).bind(program)).await?;
    Ok(())
}

/// A day to be counted.
pub struct Due {
    pub center: CenterId,
    pub date: Date,
    pub changes: i64,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            center: row.get("center")?,
            date: row.get("date")?,
            changes: row.get("changes")?,
        })
    }
}

/// Days that can be counted: all that takes place on them was over before `over`.
pub async fn ripe(tx: &mut Tx, over: Timestamp, today: Date, most: i64) -> Result<Vec<Due>> {
    let q = stmt!(
        "/* every district: the program counts for all of them */
         select d.center, d.date, d.changes from activities_day_due d
         where d.date <= $1 and not exists (
           select 1 from activities_session s
           where s.district = d.district and s.center = d.center and s.date = d.date
             and s.status = 'scheduled' and s.ends_at > $2)
         order by d.date, d.district, d.center limit $3"
    );
    Ok(tx.all(q.bind(today).bind(over).bind(most)).await?)
}

pub async fn sessions_of(tx: &mut Tx, center: CenterId, date: Date) -> Result<Vec<Counting>> {
    let q = stmt!(
        "select s.id, s.center, s.date, s.starts_at, s.ends_at, s.status
         from activities_session s
         join activities_program p on p.district = s.district and p.id = s.program
         where s.district = $1 and s.center = $2 and s.date = $3 and p.status <> 'draft'"
    );
    Ok(tx.all(q.bind(center.district()).bind(center).bind(date)).await?)
}

pub async fn put(tx: &mut Tx, center: CenterId, date: Date, f: &Figure) -> Result<()> {
    let q = stmt!(
        "insert into activities_day
           (district, center, date, sessions, visits, online_visits, service_minutes, sign_ups,
            no_shows, cancelled)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district, center, date) do update set
           sessions = excluded.sessions, visits = excluded.visits,
           online_visits = excluded.online_visits, service_minutes = excluded.service_minutes,
           sign_ups = excluded.sign_ups, no_shows = excluded.no_shows,
           cancelled = excluded.cancelled"
    );
    let q = q.bind(center.district()).bind(center).bind(date).bind(f.sessions).bind(f.visits);
    let q = q.bind(f.online_visits).bind(f.service_minutes).bind(f.sign_ups).bind(f.no_shows);
    tx.run(q.bind(f.cancelled)).await?;
    Ok(())
}

/// A day on which nothing is anymore.
pub async fn delete(tx: &mut Tx, center: CenterId, date: Date) -> Result<()> {
    let q = stmt!("delete from activities_day where district = $1 and center = $2 and date = $3");
    tx.run(q.bind(center.district()).bind(center).bind(date)).await?;
    Ok(())
}

/// Takes a mark away, unless something changed since it was read.
pub async fn settle(tx: &mut Tx, due: &Due) -> Result<()> {
    let q = stmt!(
        "delete from activities_day_due
         where district = $1 and center = $2 and date = $3 and changes = $4"
    );
    let q = q.bind(due.center.district()).bind(due.center).bind(due.date);
    tx.run(q.bind(due.changes)).await?;
    Ok(())
}
