use super::{from_json, to_json};
use crate::model::{Resource, SeriesId, Span};
use crate::series::{NewSeries, Series, SeriesDate};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind as _, Result, Timestamp};

impl FromRow for Series {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let resource = Resource {
            kind: row.get("resource_kind")?,
            id: row.get("resource")?,
            center: row.get("center")?,
        };
        let of = NewSeries {
            rule: from_json(&row.get("rule")?)?,
            resource,
            kind: row.get("kind")?,
            owner: row.get("owner")?,
            label: row.get("label")?,
            outside_hours: row.get("outside_hours")?,
        };
        let (made_at, ended_at) = (row.get("made_at")?, row.get("ended_at")?);
        Ok(Self { id: row.get("id")?, of, made_at, ended_at, dates: vec![] })
    }
}

impl FromRow for SeriesDate {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            nth: row.get("nth")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            owner: row.get("owner")?,
            occupancy: row.get("occupancy")?,
            state: row.get("state")?,
            reasons: from_json(&row.get("reasons")?)?,
        })
    }
}

pub(crate) async fn by_id(tx: &mut Tx, id: SeriesId) -> Result<Option<Series>> {
    let q = stmt!(
        "select id, center, resource, resource_kind, kind, owner, label, outside_hours, rule, made_at,
           ended_at
         from calendar_series where district = $1 and id = $2"
    );
    let Some(series) = tx.opt::<Series>(q.bind(id.district()).bind(id)).await? else {
        return Ok(None);
    };
    let q = stmt!(
        "select d.nth, d.starts_at, d.ends_at, d.owner, d.occupancy, d.reasons, o.state
         from calendar_series_date d
         left join calendar_occupancy o on o.district = d.district and o.id = d.occupancy
         where d.district = $1 and d.series = $2 order by d.nth"
    );
    let dates = tx.all(q.bind(id.district()).bind(id)).await?;
    Ok(Some(Series { dates, ..series }))
}

pub(crate) async fn insert(tx: &mut Tx, s: &Series) -> Result<()> {
    let q = stmt!(
        "insert into calendar_series
           (district, id, center, resource, resource_kind, kind, owner, label, outside_hours, rule,
            made_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let of = &s.of;
    let q = q.bind(s.id.district()).bind(s.id).bind(of.resource.center).bind(of.resource.id);
    let q = q.bind(of.resource.kind).bind(of.kind).bind(of.owner).bind(&of.label);
    let q = q.bind(of.outside_hours).bind(to_json(&of.rule)?).bind(s.made_at);
    tx.run(q.bind(s.ended_at)).await?;
    Ok(())
}

pub(crate) async fn insert_date(tx: &mut Tx, series: SeriesId, d: &SeriesDate) -> Result<()> {
    let q = stmt!(
        "insert into calendar_series_date
           (district, series, nth, starts_at, ends_at, owner, occupancy, reasons)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(series.district()).bind(series).bind(d.nth).bind(d.span.from).bind(d.span.to);
    tx.run(q.bind(d.owner).bind(d.occupancy).bind(to_json(&d.reasons)?)).await?;
    Ok(())
}

/// Writes what became of a date.
pub(crate) async fn set_date(tx: &mut Tx, series: SeriesId, d: &SeriesDate) -> Result<()> {
    let q = stmt!(
        "update calendar_series_date set occupancy = $1, reasons = $2
         where district = $3 and series = $4 and nth = $5"
    );
    let q = q.bind(d.occupancy).bind(to_json(&d.reasons)?);
    tx.run(q.bind(series.district()).bind(series).bind(d.nth)).await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut Tx, id: SeriesId, at: Timestamp) -> Result<()> {
    let q = stmt!("update calendar_series set ended_at = $1 where district = $2 and id = $3");
    tx.run(q.bind(at).bind(id.district()).bind(id)).await?;
    Ok(())
}
