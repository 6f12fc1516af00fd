use crate::model::{ClosingId, Span};
use crate::record::Closing;
use lianxin_db::{FromRow, Row, Sql, Tx, Value, stmt};
use lianxin_kernel::{Kind as _, Result, Timestamp};
use lianxin_places::CenterId;

impl FromRow for Closing {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            room: row.get("room")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            why: row.get("why")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

fn select(district: impl Into<Value>) -> Sql {
    let q = stmt!(
        "select id, center, room, starts_at, ends_at, why, ended_at from calendar_closing
         where district = $1"
    );
    q.bind(district)
}

/// The closings of a center, its rooms' too, that are in force in a span.
pub(crate) async fn in_force(tx: &mut Tx, center: CenterId, span: Span) -> Result<Vec<Closing>> {
    let q = select(center.district());
    let q = q.push_bind(" and center = ", center).push_bind(" and ends_at > ", span.from);
    let q = q.push_bind(" and starts_at < ", span.to);
    let q = q.push(" and (ended_at is null or (ended_at > starts_at");
    let q = q.push_bind(" and ended_at > ", span.from).push("))");
    Ok(tx.all(q.push(" order by starts_at, id")).await?)
}

/// Those not over at a moment, the next first.
pub(crate) async fn coming(
    tx: &mut Tx,
    center: CenterId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Closing>> {
    let q = select(center.district());
    let q = q.push_bind(" and center = ", center).push_bind(" and ends_at > ", now);
    let q = q.push(" and ended_at is null order by starts_at, id");
    Ok(tx.all(q.push_bind(" limit ", most)).await?)
}

pub(crate) async fn by_id(tx: &mut Tx, id: ClosingId) -> Result<Option<Closing>> {
    let q = select(id.district());
    Ok(tx.opt(q.push_bind(" and id = ", id)).await?)
}

pub(crate) async fn insert(tx: &mut Tx, c: &Closing, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into calendar_closing
           (district, id, center, room, starts_at, ends_at, why, made_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let q = q.bind(c.id.district()).bind(c.id).bind(c.center).bind(c.room).bind(c.span.from);
    tx.run(q.bind(c.span.to).bind(&c.why).bind(now).bind(c.ended_at)).await?;
    Ok(())
}

/// False when it was ended or over already.
pub(crate) async fn end(tx: &mut Tx, id: ClosingId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update calendar_closing set ended_at = $1
         where ended_at is null and ends_at > $1 and district = $2 and id = $3"
    );
    Ok(tx.run(q.bind(now).bind(id.district()).bind(id)).await? == 1)
}
