use crate::model::OccupancyId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result};
use std::ops::Range;

pub(crate) struct Slot {
    pub resource: AnyId,
    pub quarter: i64,
    pub occupancy: OccupancyId,
}

impl FromRow for Slot {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            resource: row.get("resource")?,
            quarter: row.get("quarter")?,
            occupancy: row.get("occupancy")?,
        })
    }
}

/// Gives these quarter hours of a resource to an occupancy. False when some of them are another's:
/// the table's key decides.
pub(crate) async fn claim(
    tx: &mut Tx,
    resource: AnyId,
    quarters: &Range<i64>,
    occupancy: OccupancyId,
) -> Result<bool> {
    let wanted = u64::try_from(quarters.end - quarters.start).unwrap_or(0);
    if wanted == 0 {
        return Ok(true);
    }
    let q = stmt!(
        "with recursive n (q) as (
           select cast($1 as bigint) union all select n.q + 1 from n where n.q + 1 < $2)
         insert into calendar_slot (district, resource, quarter, occupancy)
         select $3, $4, n.q, $5 from n where true
         on conflict (district, resource, quarter) do nothing"
    );
    let q = q.bind(quarters.start).bind(quarters.end);
    let q = q.bind(occupancy.district()).bind(resource).bind(occupancy);
    Ok(tx.run(q).await? == wanted)
}

/// Frees the quarter hours of an occupancy from one on, everywhere or only in these resources.
pub(crate) async fn free(
    tx: &mut Tx,
    occupancy: OccupancyId,
    since: i64,
    only: Option<&[AnyId]>,
) -> Result<()> {
    let q =
        stmt!("delete from calendar_slot where district = $1 and occupancy = $2 and quarter >= $3");
    let q = q.bind(occupancy.district()).bind(occupancy).bind(since);
    let q = match only {
        Some(resources) => q.push_in(" and resource in ", resources.iter().copied()),
        None => q,
    };
    tx.run(q).await?;
    Ok(())
}

/// The quarter hours that are held of these resources.
pub(crate) async fn busy(
    tx: &mut Tx,
    district: u16,
    resources: &[AnyId],
    quarters: &Range<i64>,
) -> Result<Vec<Slot>> {
    let q = stmt!(
        "select resource, quarter, occupancy from calendar_slot
         where district = $1 and quarter >= $2 and quarter < $3"
    );
    let q = q.bind(district).bind(quarters.start).bind(quarters.end);
    Ok(tx.all(q.push_in(" and resource in ", resources.iter().copied())).await?)
}
