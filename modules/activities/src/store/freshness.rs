use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use lianxin_places::CenterId;

/// A program that was announced, by the dates it took or will take place on.
pub struct Run {
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Of its dates, those in the period asked about.
    pub held: i64,
    pub changed_at: Timestamp,
}

impl FromRow for Run {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            first_at: row.get("first_at")?,
            last_at: row.get("last_at")?,
            held: row.get("held")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

/// The programs of a center that have a date, put away ones too; drafts are no program yet.
pub async fn runs(
    tx: &mut Tx,
    center: CenterId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Run>> {
    let q = stmt!(
        "select p.changed_at as changed_at, min(s.starts_at) as first_at, max(s.starts_at) as last_at,
           count(*) filter (where s.starts_at >= $3 and s.starts_at < $4) as held
         from activities_session s
         join activities_program p on p.district = s.district and p.id = s.program
         where s.district = $1 and s.center = $2 and s.status = 'scheduled' and p.status <> 'draft'
         group by s.program, p.changed_at"
    );
    Ok(tx.all(q.bind(center.district()).bind(center).bind(from).bind(to)).await?)
}
