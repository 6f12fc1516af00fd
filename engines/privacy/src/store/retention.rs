use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Limit, Result, Timestamp, id};

id!(RunId, "rtn");

/// What a run of the retention did with one holding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    pub id: RunId,
    pub at: Timestamp,
    pub holding: String,
    pub purpose: String,
    pub ended_before: Timestamp,
    pub changed: i64,
}

impl FromRow for RunRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            holding: row.get("holding")?,
            purpose: row.get("purpose")?,
            ended_before: row.get("ended_before")?,
            changed: row.get("changed")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, run: &RunRow) -> Result<()> {
    let q = stmt!(
        "insert into privacy_retention_run
           (district, id, at, holding, purpose, ended_before, changed)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(run.id.district()).bind(run.id).bind(run.at).bind(&run.holding);
    tx.run(q.bind(&run.purpose).bind(run.ended_before).bind(run.changed)).await?;
    Ok(())
}

/// Newest first.
pub async fn list(
    tx: &mut Tx,
    district: u16,
    after: Option<RunId>,
    limit: Limit,
) -> Result<Vec<RunRow>> {
    let q = stmt!(
        "select id, at, holding, purpose, ended_before, changed from privacy_retention_run
         where district = $1"
    );
    let q = q.bind(district).push_if(" and id < ", after);
    Ok(tx.all(q.push_bind(" order by id desc limit ", limit.with_one_more())).await?)
}
