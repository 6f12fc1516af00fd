use crate::model::{FeedbackId, SessionId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};

/// Writes a person's word; false when they gave one before.
pub async fn insert(
    tx: &mut Tx,
    id: FeedbackId,
    session: SessionId,
    person: AnyId,
    given: (i64, Option<String>),
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "insert into activities_feedback (district, id, session, person, level, comment, at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (district, session, person) do nothing"
    );
    let q = q.bind(session.district()).bind(id).bind(session).bind(person);
    Ok(tx.run(q.bind(given.0).bind(given.1).bind(now)).await? == 1)
}

pub struct Level {
    pub level: i64,
    pub count: i64,
}

impl FromRow for Level {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { level: row.get("level")?, count: row.get("n")? })
    }
}

pub async fn levels(tx: &mut Tx, session: SessionId) -> Result<Vec<Level>> {
    let q = stmt!(
        "select level, count(*) as n from activities_feedback
         where district = $1 and session = $2 group by level order by level"
    );
    Ok(tx.all(q.bind(session.district()).bind(session)).await?)
}

pub struct Said {
    pub level: i64,
    pub comment: String,
    pub at: Timestamp,
}

impl FromRow for Said {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { level: row.get("level")?, comment: row.get("comment")?, at: row.get("at")? })
    }
}

pub async fn comments(tx: &mut Tx, session: SessionId, limit: i64) -> Result<Vec<Said>> {
    let q = stmt!(
        "select level, comment, at from activities_feedback
         where district = $1 and session = $2 and comment is not null
         order by at desc, id limit $3"
    );
    Ok(tx.all(q.bind(session.district()).bind(session).bind(limit)).await?)
}

struct Given(SessionId);

impl FromRow for Given {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("session").map(Self)
    }
}

/// Which of these sessions the person gave feedback on.
pub async fn given(tx: &mut Tx, person: AnyId, sessions: &[SessionId]) -> Result<Vec<SessionId>> {
    let districts: std::collections::BTreeSet<i64> =
        sessions.iter().map(|s| s.district()).collect();
    let q =
        stmt!("select session from activities_feedback where person = $1 and district is not null");
    let q = q.bind(person);
    let q = q.push_in(" and district in ", districts);
    let q = q.push_in(" and session in ", sessions.iter().copied());
    Ok(tx.all(q).await?.into_iter().map(|Given(session)| session).collect())
}
