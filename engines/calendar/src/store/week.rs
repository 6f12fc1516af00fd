use crate::model::{Week, WeekBits, WeekNo};
use lianxin_db::{Column, DbError, FromRow, Row, Tx, Value, stmt};
use lianxin_kernel::{AnyId, Date, Result};

impl From<&WeekBits> for Value {
    fn from(bits: &WeekBits) -> Self {
        bits.as_bytes().to_vec().into()
    }
}

impl Column for WeekBits {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        let bytes: Vec<u8> = row.get(name)?;
        let wrong = format!("column {name}: {} bytes are no week", bytes.len());
        Self::from_bytes(bytes).ok_or_else(|| DbError::Driver(wrong.into()))
    }
}

impl FromRow for Week {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let monday: Date = row.get("monday")?;
        Ok(Self {
            resource: row.get("resource")?,
            week: WeekNo::of_date(monday),
            busy: row.get("busy")?,
        })
    }
}

/// What is kept of these resources for the weeks from one to another, both included.
pub(crate) async fn between(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    first: WeekNo,
    last: WeekNo,
) -> Result<Vec<Week>> {
    let q = stmt!(
        "select resource, monday, busy from calendar_week
         where district = $1 and monday >= $2 and monday <= $3"
    );
    let q = q.bind(district).bind(first.monday()).bind(last.monday());
    let q = q.push_in(" and resource in ", resources.iter().copied());
    Ok(tx.all(q.push(" order by resource, monday")).await?)
}

pub(crate) async fn put(
    tx: &mut Tx,
    district: u16,
    resource: AnyId,
    week: WeekNo,
    busy: &WeekBits,
) -> Result<()> {
    let q = stmt!(
        "insert into calendar_week (district, resource, monday, busy) values ($1, $2, $3, $4)
         on conflict (district, resource, monday) do update set busy = excluded.busy"
    );
    tx.run(q.bind(district).bind(resource).bind(week.monday()).bind(busy)).await?;
    Ok(())
}

pub(crate) async fn clear_since(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    week: WeekNo,
) -> Result<()> {
    let q = stmt!("delete from calendar_week where district = $1 and monday >= $2");
    let q = q.bind(district).bind(week.monday());
    tx.run(q.push_in(" and resource in ", resources.iter().copied())).await?;
    Ok(())
}
