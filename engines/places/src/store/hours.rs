use super::Count;
use super::in_json::InJson;
use crate::model::{CenterId, Exception, ExceptionId, Hours, Period};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Date, Result};
use std::collections::HashMap;

struct PeriodRow(CenterId, Period);
struct ExceptionRow(CenterId, Exception);

impl FromRow for PeriodRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let period = Period {
            valid_from: row.get("valid_from")?,
            valid_to: row.get("valid_to")?,
            week: row.get::<InJson<_>>("week")?.0,
            holidays: row.get::<InJson<_>>("holidays")?.0,
        };
        Ok(Self(row.get("center")?, period))
    }
}

impl FromRow for ExceptionRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let exception = Exception {
            id: row.get("id")?,
            from: row.get("first_day")?,
            to: row.get("last_day")?,
            closed: row.get("closed")?,
            opens: row.get("opens")?,
            closes: row.get("closes")?,
            note: row.get("note")?,
        };
        Ok(Self(row.get("center")?, exception))
    }
}

/// The hours of these centers, with the exceptions that end on `since` or later; those without
/// hours are left out.
pub(crate) async fn hours_of(
    tx: &mut Tx,
    centers: &[CenterId],
    since: Date,
) -> Result<HashMap<CenterId, Hours>> {
    let mut all: HashMap<CenterId, Hours> = HashMap::new();
    let q = stmt!("select center, valid_from, valid_to, week, holidays from places_hours_period");
    let q = q.push_in(" where center in ", centers.iter().copied());
    let periods: Vec<PeriodRow> = tx.all(q.push(" order by valid_from")).await?;
    for PeriodRow(center, period) in periods {
        all.entry(center).or_default().periods.push(period);
    }
    let q = stmt!(
        "select id, center, first_day, last_day, closed, opens, closes, note
         from places_hours_exception where last_day >= $1"
    );
    let q = q.bind(since).push_in(" and center in ", centers.iter().copied());
    let exceptions: Vec<ExceptionRow> = tx.all(q.push(" order by position, id")).await?;
    for ExceptionRow(center, exception) in exceptions {
        all.entry(center).or_default().exceptions.push(exception);
    }
    Ok(all)
}

pub(crate) async fn hours(tx: &mut Tx, center: CenterId, since: Date) -> Result<Hours> {
    let mut all = hours_of(tx, &[center], since).await?;
    Ok(all.remove(&center).unwrap_or_default())
}

pub(crate) async fn replace_periods(
    tx: &mut Tx,
    center: CenterId,
    periods: &[Period],
) -> Result<()> {
    let q = stmt!("delete from places_hours_period where center = $1");
    tx.run(q.bind(center)).await?;
    for period in periods {
        let q = stmt!(
            "insert into places_hours_period (center, valid_from, valid_to, week, holidays)
             values ($1, $2, $3, $4, $5)"
        );
        let q = q.bind(center).bind(period.valid_from).bind(period.valid_to);
        tx.run(q.bind(InJson(&period.week)).bind(InJson(&period.holidays))).await?;
    }
    Ok(())
}

/// How many exceptions of a center end on `since` or later.
pub(crate) async fn count_exceptions(tx: &mut Tx, center: CenterId, since: Date) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from places_hours_exception where center = $1 and last_day >= $2"
    );
    let Count(n) = tx.one(q.bind(center).bind(since)).await?;
    Ok(n)
}

pub(crate) async fn add_exception(tx: &mut Tx, center: CenterId, e: &Exception) -> Result<()> {
    let q = stmt!(
        "insert into places_hours_exception
           (id, center, position, first_day, last_day, closed, opens, closes, note)
         values ($1, $2,
           (select coalesce(max(position), 0) + 1 from places_hours_exception where center = $2),
           $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(e.id).bind(center).bind(e.from).bind(e.to).bind(e.closed).bind(e.opens);
    tx.run(q.bind(e.closes).bind(&e.note)).await?;
    Ok(())
}

/// Whether there was one to remove.
pub(crate) async fn remove_exception(
    tx: &mut Tx,
    center: CenterId,
    id: ExceptionId,
) -> Result<bool> {
    let q = stmt!("delete from places_hours_exception where center = $1 and id = $2");
    Ok(tx.run(q.bind(center).bind(id)).await? > 0)
}
