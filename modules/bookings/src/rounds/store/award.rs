use crate::rounds::model::{AwardId, RoundId};
use crate::rounds::record::AwardRecord;
use lianxin_calendar::SeriesId;
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_people::OrganizationId;

impl FromRow for AwardRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            round: row.get("round")?,
            organization: row.get("organization")?,
            block: row.get("block")?,
            series: row.get("series")?,
        })
    }
}

/// To be narrowed.
fn select() -> Sql {
    stmt!("select id, round, organization, block, series from bookings_award where district = $1")
}

/// Seven blocks for each of 200 clubs.
const MOST: i64 = 1_400;

pub async fn by_id(tx: &mut Tx, id: AwardId) -> Result<Option<AwardRecord>> {
    Ok(tx.opt(select().bind(id.district()).push_bind(" and id = ", id)).await?)
}

pub async fn of_round(
    tx: &mut Tx,
    round: RoundId,
    club: Option<OrganizationId>,
) -> Result<Vec<AwardRecord>> {
    let q = select().bind(round.district()).push_bind(" and round = ", round);
    let q = q.push_if(" and organization = ", club);
    Ok(tx.all(q.push_bind(" order by id limit ", MOST)).await?)
}

pub async fn insert(tx: &mut Tx, a: &AwardRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_award (district, id, round, organization, block)
         values ($1, $2, $3, $4, $5)"
    );
    let q = q.bind(a.id.district()).bind(a.id).bind(a.round).bind(a.organization);
    tx.run(q.bind(a.block)).await?;
    Ok(())
}

pub async fn delete_of_round(tx: &mut Tx, round: RoundId) -> Result<()> {
    let q = stmt!("delete from bookings_award where district = $1 and round = $2");
    tx.run(q.bind(round.district()).bind(round)).await?;
    Ok(())
}

/// False when it is on the calendar already.
pub async fn set_series(tx: &mut Tx, id: AwardId, series: SeriesId) -> Result<bool> {
    let q = stmt!(
        "update bookings_award set series = $3
         where district = $1 and id = $2 and series is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(series)).await? == 1)
}
