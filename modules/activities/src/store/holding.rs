//! What is held about a person here, and taking it away.
use crate::model::{FeedbackId, SessionId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind, Result, Timestamp};

pub struct Held {
    pub id: FeedbackId,
    pub session: SessionId,
    pub level: i64,
    pub comment: Option<String>,
    pub at: Timestamp,
}

impl FromRow for Held {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            session: row.get("session")?,
            level: row.get("level")?,
            comment: row.get("comment")?,
            at: row.get("at")?,
        })
    }
}

pub async fn feedback(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<Held>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         select id, session, level, comment, at from activities_feedback
         where person = $1 order by at desc, id limit $2"
    );
    Ok(tx.all(q.bind(person).bind(most)).await?)
}

/// The words go, the level counts on.
pub async fn blank_comments(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update activities_feedback set comment = null where person = $1 and comment is not null"
    );
    Ok(tx.run(q.bind(person)).await?)
}

/// Gives feedback of one person to another, except where the other gave some too.
pub async fn move_feedback(
    tx: &mut Tx,
    from: AnyId,
    to: AnyId,
    rows: Option<&[Id]>,
) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: people take part wherever they go */
         update activities_feedback set person = $2
         where person = $1 and not exists (
           select 1 from activities_feedback o
           where o.district = activities_feedback.district
             and o.session = activities_feedback.session and o.person = $2)"
    );
    Ok(tx.change(q.bind(from).bind(to), rows).await?)
}

/// Feedback given before that still leads to a person: one who has a record is not the row itself.
pub async fn old_feedback(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<FeedbackId>> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         select id from activities_feedback where at < $1 and person <> id order by id limit $2"
    );
    let old = tx.ids(q.bind(before).bind(most)).await?;
    Ok(old.into_iter().map(FeedbackId).collect())
}

/// Puts the row's own id in the place of the person's: the level counts on, and leads to nobody.
pub async fn unlink_feedback(tx: &mut Tx, id: FeedbackId) -> Result<()> {
    let q = stmt!(
        "update activities_feedback set person = id, comment = null
         where district = $1 and id = $2"
    );
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
