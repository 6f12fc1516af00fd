use super::to_json;
use crate::model::{Occupancy, OccupancyId, Resource, SeriesId, Span};
use lianxin_db::{FromRow, Row, Sql, Tx, Value, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result, Span as Length, Timestamp};
use lianxin_places::CenterId;
use std::collections::BTreeSet;
use std::ops::Range;

impl FromRow for Occupancy {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let resource = Resource {
            kind: row.get("resource_kind")?,
            id: row.get("resource")?,
            center: row.get("center")?,
        };
        Ok(Self {
            id: row.get("id")?,
            resource,
            kind: row.get("kind")?,
            owner: row.get("owner")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            before_min: row.get("before_min")?,
            after_min: row.get("after_min")?,
            label: row.get("label")?,
            outside_hours: row.get("outside_hours")?,
            series: row.get("series")?,
            state: row.get("state")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

pub(super) fn select(district: impl Into<Value>) -> Sql {
    let q = stmt!(
        "select id, center, resource, resource_kind, kind, owner, starts_at, ends_at, before_min,
           after_min, label, outside_hours, series, state, version, created_at, changed_at
         from calendar_occupancy where district = $1"
    );
    q.bind(district)
}

pub(crate) async fn insert(tx: &mut Tx, o: &Occupancy) -> Result<()> {
    let q = stmt!(
        "insert into calendar_occupancy
           (district, id, center, resource, resource_kind, kind, owner, starts_at, ends_at,
            before_min, after_min, label, outside_hours, series, state, version, created_at,
            changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
    );
    let q = q.bind(o.id.district()).bind(o.id).bind(o.resource.center).bind(o.resource.id);
    let q = q.bind(o.resource.kind).bind(o.kind).bind(o.owner).bind(o.span.from).bind(o.span.to);
    let q = q.bind(o.before_min).bind(o.after_min).bind(to_json(&o.label)?).bind(o.outside_hours);
    let q = q.bind(o.series).bind(o.state).bind(o.version).bind(o.created_at);
    tx.run(q.bind(o.changed_at)).await?;
    Ok(())
}

/// Writes what can change of one that was at the version before.
pub(crate) async fn update(tx: &mut Tx, o: &Occupancy) -> Result<bool> {
    let q = stmt!(
        "update calendar_occupancy set center = $1, resource = $2, resource_kind = $3,
           starts_at = $4, ends_at = $5, before_min = $6, after_min = $7, outside_hours = $8,
           state = $9, changed_at = $10, version = $11
         where district = $12 and id = $13 and version = $14"
    );
    let q = q.bind(o.resource.center).bind(o.resource.id).bind(o.resource.kind);
    let q = q.bind(o.span.from).bind(o.span.to).bind(o.before_min).bind(o.after_min);
    let q = q.bind(o.outside_hours).bind(o.state).bind(o.changed_at).bind(o.version);
    let q = q.bind(o.id.district()).bind(o.id).bind(o.version - 1);
    Ok(tx.run(q).await? == 1)
}

pub(crate) async fn by_id(tx: &mut Tx, id: OccupancyId) -> Result<Option<Occupancy>> {
    let q = select(id.district());
    Ok(tx.opt(q.push_bind(" and id = ", id)).await?)
}

/// Those of one owner, held ones first.
pub(crate) async fn of_owner(tx: &mut Tx, owner: AnyId) -> Result<Vec<Occupancy>> {
    let q = select(owner.district());
    let q = q.push_bind(" and owner = ", owner);
    Ok(tx.all(q.push(" order by state, starts_at, id")).await?)
}

/// The held ones of many owners.
pub(crate) async fn held_by(tx: &mut Tx, owners: &[AnyId]) -> Result<Vec<Occupancy>> {
    let q = stmt!(
        "select id, center, resource, resource_kind, kind, owner, starts_at, ends_at, before_min,
           after_min, label, outside_hours, series, state, version, created_at, changed_at
         from calendar_occupancy where district is not null and state = 'held'"
    );
    let districts: BTreeSet<i64> = owners.iter().map(|id| i64::from(id.district())).collect();
    let q = q.push_in(" and district in ", districts);
    let q = q.push_in(" and owner in ", owners.iter().copied());
    Ok(tx.all(q.push(" order by starts_at, id")).await?)
}

/// The held ones of a series that begin at a moment or later.
pub(crate) async fn held_of_series(
    tx: &mut Tx,
    series: SeriesId,
    from: Timestamp,
) -> Result<Vec<Occupancy>> {
    let q = select(series.district());
    let q = q.push_bind(" and series = ", series).push_bind(" and starts_at >= ", from);
    Ok(tx.all(q.push(" and state = 'held' order by starts_at, id")).await?)
}

/// The held ones that have some of these quarter hours of these resources.
pub(crate) async fn in_the_way(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    quarters: &Range<i64>,
    except: Option<OccupancyId>,
    most: i64,
) -> Result<Vec<Occupancy>> {
    let q = select(district).push(
        " and id in (select s.occupancy from calendar_slot s
           where s.district = calendar_occupancy.district",
    );
    let q = q.push_in(" and s.resource in ", resources.iter().copied());
    let q = q.push_bind(" and s.quarter >= ", quarters.start);
    let q = q.push_bind(" and s.quarter < ", quarters.end).push(")");
    let q = q.push_if(" and id <> ", except);
    Ok(tx.all(q.push_bind(" order by starts_at, id limit ", most)).await?)
}

/// What a list of occupancies is narrowed by.
pub(crate) enum Of<'a> {
    Center(CenterId),
    Resources(&'a [AnyId]),
}

/// The held ones that overlap a span, by time.
pub(crate) async fn held(
    tx: &mut Tx,
    district: u16,
    of: Of<'_>,
    span: Span,
    most: i64,
) -> Result<Vec<Occupancy>> {
    let q = select(district);
    let q = match of {
        Of::Center(center) => q.push_bind(" and center = ", center),
        Of::Resources(ids) => q.push_in(" and resource in ", ids.iter().copied()),
    };
    // None is longer than this, so the index need not be read from its beginning.
    let earliest = span.from - Length::days(Span::LONGEST_DAYS);
    let q = q.push_bind(" and starts_at >= ", earliest).push_bind(" and starts_at < ", span.to);
    let q = q.push_bind(" and ends_at > ", span.from).push(" and state = 'held'");
    Ok(tx.all(q.push_bind(" order by starts_at, id limit ", most)).await?)
}

/// The held ones of these resources that end, cleaning included, after a moment.
pub(crate) async fn held_after(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    moment: Timestamp,
) -> Result<Vec<Occupancy>> {
    let q = select(district);
    let q = q.push_in(" and resource in ", resources.iter().copied());
    // Four hours are the longest cleaning.
    let q = q.push_bind(" and ends_at > ", moment - Length::hours(4)).push(" and state = 'held'");
    let all: Vec<Occupancy> = tx.all(q.push(" order by starts_at, id")).await?;
    Ok(all.into_iter().filter(|o| o.padded().to > moment).collect())
}
