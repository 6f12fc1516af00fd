use crate::model::{CenterId, KeptPart};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Result, Timestamp};

/// Says that this part of what is said of a center was changed now.
pub(crate) async fn keep(
    tx: &mut Tx,
    center: CenterId,
    part: KeptPart,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into places_kept (center, part, at) values ($1, $2, $3)
         on conflict (center, part) do update set at = $3"
    );
    tx.run(q.bind(center).bind(part).bind(now)).await?;
    Ok(())
}

pub(crate) struct Kept {
    pub center: CenterId,
    pub part: KeptPart,
    pub at: Timestamp,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { center: row.get("center")?, part: row.get("part")?, at: row.get("at")? })
    }
}

pub(crate) async fn kept(tx: &mut Tx, centers: &[CenterId]) -> Result<Vec<Kept>> {
    let q = stmt!("select center, part, at from places_kept");
    Ok(tx.all(q.push_in(" where center in ", centers.iter().copied())).await?)
}
