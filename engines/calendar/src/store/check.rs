//! The statements of the reconciler.
use super::slot::Slot;
use crate::model::{Occupancy, OccupancyId, Week, WeekNo};
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{AnyId, Result, Span as Length, Timestamp};
use lianxin_places::CenterId;

struct CenterRow(CenterId);

impl FromRow for CenterRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("center").map(Self)
    }
}

/// The centers at which something is or was held.
pub(crate) async fn centers(tx: &mut Tx) -> Result<Vec<CenterId>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select distinct center from calendar_occupancy order by center"
    );
    let rows: Vec<CenterRow> = tx.all(q).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The held ones of a center that end, cleaning included, after a moment.
pub(crate) async fn held(
    tx: &mut Tx,
    center: CenterId,
    moment: Timestamp,
) -> Result<Vec<Occupancy>> {
    let q = stmt!(
        "select id, center, resource, resource_kind, kind, owner, starts_at, ends_at, before_min,
           after_min, label, outside_hours, series, state, version, created_at, changed_at
         from calendar_occupancy
         where district = $1 and center = $2 and state = 'held' and ends_at > $3
         order by starts_at, id"
    );
    let earliest = moment - Length::hours(4);
    Ok(tx.all(q.bind(center.0.district()).bind(center).bind(earliest)).await?)
}

/// The quarter hours that the held ones of a center have, from one on.
pub(crate) async fn slots(tx: &mut Tx, center: CenterId, since: i64) -> Result<Vec<Slot>> {
    let q = stmt!(
        "select s.resource, s.quarter, s.occupancy from calendar_slot s
         join calendar_occupancy o on o.district = s.district and o.id = s.occupancy
         where s.district = $1 and o.center = $2 and s.quarter >= $3"
    );
    Ok(tx.all(q.bind(center.0.district()).bind(center).bind(since)).await?)
}

pub(crate) async fn weeks(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    since: WeekNo,
) -> Result<Vec<Week>> {
    let q = stmt!(
        "select resource, monday, busy from calendar_week where district = $1 and monday >= $2"
    );
    let q = q.bind(district).bind(since.monday());
    Ok(tx.all(q.push_in(" and resource in ", resources.iter().copied())).await?)
}

/// Occupancies that break a rule, with the rule.
pub(crate) async fn findings(tx: &mut Tx) -> Result<Vec<(&'static str, OccupancyId)>> {
    let mut found = vec![];
    for (what, q) in rules() {
        found.extend(tx.ids(q).await?.into_iter().map(|id| (what, OccupancyId(id))));
    }
    Ok(found)
}

fn rules() -> [(&'static str, Sql); 3] {
    [
        (
            "it was released and still has quarter hours",
            stmt!(
                "/* every district: a check of the whole installation */
                 select distinct o.id from calendar_occupancy o
                 join calendar_slot s on s.district = o.district and s.occupancy = o.id
                 where o.state <> 'held' order by o.id"
            ),
        ),
        (
            "it is held while its room is closed",
            stmt!(
                "/* every district: a check of the whole installation */
                 select distinct o.id from calendar_occupancy o
                 join calendar_closing c on c.district = o.district and c.center = o.center
                   and (c.room is null or c.room = o.resource)
                 where o.state = 'held' and o.resource_kind = 'room'
                   and c.starts_at < o.ends_at and c.ends_at > o.starts_at
                   and (c.ended_at is null
                     or (c.ended_at > o.starts_at and c.ended_at > c.starts_at))
                 order by o.id"
            ),
        ),
        (
            "it and its series do not name each other",
            stmt!(
                "/* every district: a check of the whole installation */
                 select o.id from calendar_occupancy o
                 left join calendar_series_date d on d.district = o.district and d.occupancy = o.id
                 where o.series is distinct from d.series order by o.id"
            ),
        ),
    ]
}
