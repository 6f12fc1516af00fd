use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Result, Timestamp};

/// The failures of one subject (a phone, login, address or network, by its keyed hash).
#[derive(Clone, Copy, Debug, Default)]
pub struct Failures {
    pub failures: i64,
    /// How often it had to wait in a row.
    pub waits: i64,
    pub failed_at: Option<Timestamp>,
    pub locked_until: Option<Timestamp>,
}

impl FromRow for Failures {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            failures: row.get("failures")?,
            waits: row.get("waits")?,
            failed_at: row.get("failed_at")?,
            locked_until: row.get("locked_until")?,
        })
    }
}

/// Takes the subject's row, making it when missing: whoever counts something of it comes after.
pub async fn hold(
    tx: &mut Tx,
    district: u16,
    subject: &[u8; 32],
    now: Timestamp,
) -> Result<Failures> {
    let q = stmt!(
        "insert into people_limit (district, subject, at, failures, waits)
         values ($1, $2, $3, 0, 0)
         on conflict (district, subject) do update set at = excluded.at
         returning failures, waits, failed_at, locked_until"
    );
    Ok(tx.one(q.bind(district).bind(subject.to_vec()).bind(now)).await?)
}

pub async fn look(tx: &mut Tx, district: u16, subject: &[u8; 32]) -> Result<Failures> {
    let q = stmt!(
        "select failures, waits, failed_at, locked_until from people_limit
         where district = $1 and subject = $2"
    );
    let found = tx.opt(q.bind(district).bind(subject.to_vec())).await?;
    Ok(found.unwrap_or_default())
}

pub async fn set(tx: &mut Tx, district: u16, subject: &[u8; 32], failures: Failures) -> Result<()> {
    let q = stmt!(
        "update people_limit set failures = $3, waits = $4, failed_at = $5, locked_until = $6
         where district = $1 and subject = $2"
    );
    let q = q.bind(district).bind(subject.to_vec()).bind(failures.failures);
    let q = q.bind(failures.waits);
    tx.run(q.bind(failures.failed_at).bind(failures.locked_until)).await?;
    Ok(())
}
