use crate::model::{PersonId, SignInId, SignInKind};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// One signing in that has not been ended.
pub struct SignInRow {
    pub person: PersonId,
    pub kind: SignInKind,
    pub token_print: Vec<u8>,
    pub started_at: Timestamp,
    pub last_seen_at: Timestamp,
}

impl FromRow for SignInRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            person: row.get("person")?,
            kind: row.get("kind")?,
            token_print: row.get("token_print")?,
            started_at: row.get("started_at")?,
            last_seen_at: row.get("last_seen_at")?,
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    id: SignInId,
    person: PersonId,
    kind: SignInKind,
    token_print: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into people_sign_in
           (district, id, person, kind, token_print, started_at, last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $6)"
    );
    let q = q.bind(person.district()).bind(id).bind(person).bind(kind);
    tx.run(q.bind(token_print).bind(now)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: SignInId) -> Result<Option<SignInRow>> {
    let q = stmt!(
        "select person, kind, token_print, started_at, last_seen_at from people_sign_in
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Moves the last use forward, unless another request just did.
pub async fn seen(tx: &mut Tx, id: SignInId, now: Timestamp, older: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_sign_in set last_seen_at = $3
         where district = $1 and id = $2 and last_seen_at <= $4 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now).bind(older)).await?;
    Ok(())
}

pub async fn end(tx: &mut Tx, id: SignInId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_sign_in set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now)).await?;
    Ok(())
}

pub async fn end_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_sign_in set ended_at = $3
         where district = $1 and person = $2 and ended_at is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(now)).await?;
    Ok(())
}
