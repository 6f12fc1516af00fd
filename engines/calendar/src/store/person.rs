//! What people are held for, for the people themselves. They can be of any district.
use crate::model::{Occupancy, OccupancyId};
use lianxin_db::{Sql, Tx, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result, Timestamp};

pub(super) fn select() -> Sql {
    stmt!(
        "/* every district: people are held wherever they work */
         select id, center, resource, resource_kind, kind, owner, starts_at, ends_at, before_min,
           after_min, label, outside_hours, series, state, version, created_at, changed_at
         from calendar_occupancy where resource_kind = 'person'"
    )
}

/// The latest first.
pub(crate) async fn of(tx: &mut Tx, person: AnyId, most: i64) -> Result<Vec<Occupancy>> {
    let q = select().push_bind(" and resource = ", person);
    Ok(tx.all(q.push_bind(" order by starts_at desc, id limit ", most)).await?)
}

/// Those that ended before, and whose person still has them.
pub(crate) async fn ended_before(
    tx: &mut Tx,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Occupancy>> {
    let q = select().push_bind(" and ends_at < ", before);
    // Who is made up by `give` was made when the occupancy was: it leads to nobody and stays.
    let q = q.push(" and resource <> owner");
    Ok(tx.all(q.push_bind(" order by id limit ", most)).await?)
}

/// Gives an occupancy with its quarter hours to another person, or with its owner in their place to nobody.
pub(crate) async fn give(tx: &mut Tx, occupancy: OccupancyId, to: AnyId) -> Result<()> {
    let q = stmt!(
        "update calendar_occupancy set resource = $1, version = version + 1
         where district = $2 and id = $3"
    );
    tx.run(q.bind(to).bind(occupancy.district()).bind(occupancy)).await?;
    let q = stmt!("update calendar_slot set resource = $1 where district = $2 and occupancy = $3");
    tx.run(q.bind(to).bind(occupancy.district()).bind(occupancy)).await?;
    Ok(())
}
