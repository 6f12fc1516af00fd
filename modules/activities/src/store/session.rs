use super::program::contains;
use crate::model::{ActivityKind, ProgramId, SessionId};
use crate::record::{ProgramRecord, SessionRecord};
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Cursor, Kind, Limit, Page, Result, Timestamp};
use lianxin_places::CenterId;
use std::collections::BTreeSet;

impl FromRow for SessionRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let status: String = row.get("status")?;
        Ok(Self {
            id: row.get("id")?,
            program: ProgramRecord::from_row(row)?,
            date: row.get("date")?,
            starts_at: row.get("starts_at")?,
            ends_at: row.get("ends_at")?,
            room: row.get("room")?,
            outdoor: row.get("outdoor")?,
            cancelled: status == "cancelled",
            cancel_reason: row.get("cancel_reason")?,
        })
    }
}

/// Sessions with their programs, to be narrowed. A list for residents looks across districts.
fn select() -> Sql {
    stmt!(
        "select s.id, s.program, s.center, s.date, s.starts_at, s.ends_at, s.room, s.outdoor,
           s.status, s.cancel_reason, p.status as program_status, p.fields, p.version
         from activities_session s
         join activities_program p on p.district = s.district and p.id = s.program
         where true"
    )
}

pub async fn insert(tx: &mut Tx, s: &SessionRecord) -> Result<()> {
    let q = stmt!(
        "insert into activities_session
           (district, id, program, center, date, starts_at, ends_at, room, outdoor, status)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'scheduled')"
    );
    let q = q.bind(s.id.district()).bind(s.id).bind(s.program.id).bind(s.program.center);
    let q = q.bind(s.date).bind(s.starts_at).bind(s.ends_at).bind(s.room);
    tx.run(q.bind(s.outdoor.clone())).await?;
    Ok(())
}

pub async fn by_id(tx: &mut Tx, id: SessionId) -> Result<Option<SessionRecord>> {
    let q = select().push_bind(" and s.district = ", id.district()).push_bind(" and s.id = ", id);
    Ok(tx.opt(q).await?)
}

pub async fn by_ids(tx: &mut Tx, ids: &[SessionId]) -> Result<Vec<SessionRecord>> {
    let districts: BTreeSet<i64> = ids.iter().map(|s| s.district()).collect();
    let q = select().push_in(" and s.district in ", districts);
    Ok(tx.all(q.push_in(" and s.id in ", ids.iter().copied())).await?)
}

/// Sessions of a program, by time.
pub async fn of_program(
    tx: &mut Tx,
    program: ProgramId,
    from: Option<Timestamp>,
    limit: i64,
) -> Result<Vec<SessionRecord>> {
    let q = select().push_bind(" and s.district = ", program.district());
    let q = q.push_bind(" and s.program = ", program).push_if(" and s.starts_at >= ", from);
    Ok(tx.all(q.push_bind(" order by s.starts_at, s.id limit ", limit)).await?)
}

/// What a list of sessions is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `None`: all centers. Must not be empty.
    pub centers: Option<Vec<CenterId>>,
    /// Not ended before.
    pub from: Option<Timestamp>,
    pub starts_from: Option<Timestamp>,
    /// Ended by then, or cancelled.
    pub over_at: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub kind: Option<ActivityKind>,
    pub age: Option<i64>,
    pub search: Option<String>,
    /// Also what is not published, or was put away.
    pub drafts: bool,
    /// Also what was put away.
    pub archived: bool,
    /// Also what does not take place.
    pub cancelled: bool,
}

fn narrowed(wanted: &Wanted) -> Sql {
    let mut q = select();
    if let Some(centers) = &wanted.centers {
        let districts: BTreeSet<i64> = centers.iter().map(|c| c.district()).collect();
        q = q.push_in(" and s.district in ", districts);
        q = q.push_in(" and s.center in ", centers.iter().copied());
    }
    q = q.push_if(" and s.ends_at > ", wanted.from);
    q = q.push_if(" and s.starts_at >= ", wanted.starts_from);
    if let Some(at) = wanted.over_at {
        q = q.push_bind(" and (s.status = 'cancelled' or s.ends_at <= ", at).push(")");
    }
    q = q.push_if(" and s.starts_at < ", wanted.to);
    q = q.push_if(" and p.kind = ", wanted.kind);
    if let Some(age) = wanted.age {
        q = q.push_bind(" and (p.age_min is null or p.age_min <= ", age);
        q = q.push_bind(") and (p.age_max is null or p.age_max >= ", age).push(")");
    }
    if let Some(text) = &wanted.search {
        q = contains(q, "p.folded", text);
    }
    q = match (wanted.drafts, wanted.archived) {
        (true, _) => q,
        (false, true) => q.push(" and p.status <> 'draft'"),
        (false, false) => q.push(" and p.status = 'published'"),
    };
    if !wanted.cancelled {
        q = q.push(" and s.status = 'scheduled'");
    }
    q
}

/// By time, a page.
pub async fn list(
    tx: &mut Tx,
    wanted: &Wanted,
    after: Option<&str>,
    limit: Limit,
) -> Result<Page<SessionRecord>> {
    let mut q = narrowed(wanted);
    if let Some(cursor) = Cursor::parse(after, 2)? {
        q = q.push_bind(" and (s.starts_at, s.id) > (", Timestamp(cursor.part(0)?));
        q = q.push_bind(", ", cursor.part::<SessionId>(1)?).push(")");
    }
    let q = q.push_bind(" order by s.starts_at, s.id limit ", limit.with_one_more());
    Ok(Page::cut(tx.all(q).await?, limit, |s: &SessionRecord| {
        vec![s.starts_at.0.to_string(), s.id.to_string()]
    }))
}

/// By time, all up to `most`.
pub async fn all(tx: &mut Tx, wanted: &Wanted, most: i64) -> Result<Vec<SessionRecord>> {
    let q = narrowed(wanted).push_bind(" order by s.starts_at, s.id limit ", most);
    Ok(tx.all(q).await?)
}

pub async fn cancel(tx: &mut Tx, id: SessionId, reason: &str, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update activities_session set status = 'cancelled', cancel_reason = $3, cancelled_at = $4
         where district = $1 and id = $2 and status = 'scheduled'"
    );
    let q = q.bind(id.district()).bind(id).bind(reason).bind(now);
    Ok(tx.run(q).await? == 1)
}

pub async fn reschedule(tx: &mut Tx, s: &SessionRecord) -> Result<()> {
    let q = stmt!(
        "update activities_session
         set date = $3, starts_at = $4, ends_at = $5, room = $6, outdoor = $7
         where district = $1 and id = $2"
    );
    let q = q.bind(s.id.district()).bind(s.id).bind(s.date).bind(s.starts_at).bind(s.ends_at);
    tx.run(q.bind(s.room).bind(s.outdoor.clone())).await?;
    Ok(())
}

pub struct Coming {
    pub program: ProgramId,
    pub sessions: i64,
    pub next_at: Option<Timestamp>,
}

impl FromRow for Coming {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            program: row.get("program")?,
            sessions: row.get("sessions")?,
            next_at: row.get("next_at")?,
        })
    }
}

/// How many sessions of each program are still to come, and the next.
pub async fn coming(tx: &mut Tx, center: CenterId, now: Timestamp) -> Result<Vec<Coming>> {
    let q = stmt!(
        "select program, count(*) as sessions, min(starts_at) as next_at
         from activities_session
         where district = $1 and center = $2 and status = 'scheduled' and ends_at > $3
         group by program"
    );
    Ok(tx.all(q.bind(center.district()).bind(center).bind(now)).await?)
}

pub struct CenterDay {
    pub center: CenterId,
    pub sessions: i64,
}

impl FromRow for CenterDay {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { center: row.get("center")?, sessions: row.get("sessions")? })
    }
}

/// How many published sessions each center has in a span.
pub async fn per_center(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Vec<CenterDay>> {
    let q = stmt!(
        "/* every district: the list of centers shows all */
         select s.center, count(*) as sessions
         from activities_session s
         join activities_program p on p.district = s.district and p.id = s.program
         where s.starts_at >= $1 and s.starts_at < $2 and s.status = 'scheduled'
           and p.status = 'published'
         group by s.center"
    );
    Ok(tx.all(q.bind(from).bind(to)).await?)
}
