use crate::model::PersonId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Result, Timestamp};

/// How one of the staff signs in.
pub struct Credential {
    pub login: String,
    pub person: PersonId,
    pub hash: String,
    /// Grows with every change, so that what was checked outside a transaction can be held against it.
    pub version: i64,
    pub changed_at: Timestamp,
}

impl FromRow for Credential {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            login: row.get("login")?,
            person: row.get("person")?,
            hash: row.get("hash")?,
            version: row.get("version")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

pub async fn with_login(tx: &mut Tx, district: u16, login: &str) -> Result<Option<Credential>> {
    let q = stmt!(
        "select login, person, hash, version, changed_at from people_credential
         where district = $1 and login = $2"
    );
    Ok(tx.opt(q.bind(district).bind(login)).await?)
}

pub async fn of(tx: &mut Tx, district: u16, person: PersonId) -> Result<Option<Credential>> {
    let q = stmt!(
        "select login, person, hash, version, changed_at from people_credential
         where district = $1 and person = $2"
    );
    Ok(tx.opt(q.bind(district).bind(person)).await?)
}

/// Says whether the login was free, and this person had none.
pub async fn insert(
    tx: &mut Tx,
    district: u16,
    login: &str,
    person: PersonId,
    hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "insert into people_credential (district, login, person, hash, version, changed_at)
         values ($1, $2, $3, $4, 1, $5) on conflict do nothing"
    );
    Ok(tx.run(q.bind(district).bind(login).bind(person).bind(hash).bind(now)).await? == 1)
}

pub async fn change(
    tx: &mut Tx,
    district: u16,
    person: PersonId,
    hash: &str,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "update people_credential set hash = $3, version = version + 1, changed_at = $4
         where district = $1 and person = $2"
    );
    Ok(tx.run(q.bind(district).bind(person).bind(hash).bind(now)).await? == 1)
}

pub async fn delete(tx: &mut Tx, district: u16, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_credential where district = $1 and person = $2");
    tx.run(q.bind(district).bind(person)).await?;
    Ok(())
}
