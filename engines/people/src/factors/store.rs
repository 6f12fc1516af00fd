use super::model::{CeremonyId, CeremonyKind, PasskeyId};
use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

pub struct TotpRow {
    pub secret: Vec<u8>,
    pub made_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
}

impl FromRow for TotpRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            secret: row.get("secret")?,
            made_at: row.get("made_at")?,
            confirmed_at: row.get("confirmed_at")?,
        })
    }
}

pub async fn totp(tx: &mut Tx, person: PersonId) -> Result<Option<TotpRow>> {
    let q = stmt!(
        "select secret, made_at, confirmed_at from people_totp where district = $1 and person = $2"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// Puts an unconfirmed secret in the place of another unconfirmed one; says whether there was no
/// confirmed one.
pub async fn put_totp(
    tx: &mut Tx,
    person: PersonId,
    secret: Vec<u8>,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "insert into people_totp (district, person, secret, made_at, last_step)
         values ($1, $2, $3, $4, 0)
         on conflict (district, person) do update set
           secret = excluded.secret, made_at = excluded.made_at
         where people_totp.confirmed_at is null"
    );
    let q = q.bind(person.district()).bind(person).bind(secret).bind(now);
    Ok(tx.run(q).await? == 1)
}

pub async fn confirm_totp(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_totp set confirmed_at = $3
         where district = $1 and person = $2 and confirmed_at is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(now)).await?;
    Ok(())
}

/// Takes a code's 30 seconds; no for those that were taken before, or lie before such.
pub async fn take_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool> {
    let q = stmt!(
        "update people_totp set last_step = $3
         where district = $1 and person = $2 and last_step < $3"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(step)).await? == 1)
}

struct Sealed(PersonId, Vec<u8>);

impl FromRow for Sealed {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("person")?, row.get("secret")?))
    }
}

/// The sealed secrets of the persons after this one.
pub async fn sealed_after(tx: &mut Tx, after: Id, most: i64) -> Result<Vec<(PersonId, Vec<u8>)>> {
    let q = stmt!(
        "/* every district: a key seals for the whole installation */
         select person, secret from people_totp where person > $1 order by person limit $2"
    );
    let all: Vec<Sealed> = tx.all(q.bind(after).bind(most)).await?;
    Ok(all.into_iter().map(|s| (s.0, s.1)).collect())
}

pub async fn seal_anew(tx: &mut Tx, person: PersonId, secret: Vec<u8>) -> Result<()> {
    let q = stmt!("update people_totp set secret = $3 where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person).bind(secret)).await?;
    Ok(())
}

pub async fn remove_totp(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let q = stmt!("delete from people_totp where district = $1 and person = $2");
    Ok(tx.run(q.bind(person.district()).bind(person)).await? == 1)
}

/// Puts these recovery codes in the place of all that were.
pub async fn put_recovery(
    tx: &mut Tx,
    person: PersonId,
    prints: Vec<Vec<u8>>,
    now: Timestamp,
) -> Result<()> {
    remove_recovery(tx, person).await?;
    for print in prints {
        let q = stmt!(
            "insert into people_recovery_code (district, person, print, made_at)
             values ($1, $2, $3, $4)"
        );
        tx.run(q.bind(person.district()).bind(person).bind(print).bind(now)).await?;
    }
    Ok(())
}

pub async fn remove_recovery(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_recovery_code where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// Uses a code up; no when there is none such or it was used.
pub async fn use_recovery(
    tx: &mut Tx,
    person: PersonId,
    print: Vec<u8>,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "update people_recovery_code set used_at = $4
         where district = $1 and person = $2 and print = $3 and used_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(print).bind(now)).await? == 1)
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("n").map(Self)
    }
}

pub async fn recovery_left(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from people_recovery_code
         where district = $1 and person = $2 and used_at is null"
    );
    let Count(n) = tx.one(q.bind(person.district()).bind(person)).await?;
    Ok(n)
}

pub struct PasskeyRow {
    pub id: PasskeyId,
    pub person: PersonId,
    pub name: String,
    pub passkey: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl FromRow for PasskeyRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(passkey) = row.get("passkey")?;
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            name: row.get("name")?,
            passkey,
            made_at: row.get("made_at")?,
            used_at: row.get("used_at")?,
        })
    }
}

pub async fn passkeys(tx: &mut Tx, person: PersonId) -> Result<Vec<PasskeyRow>> {
    let q = stmt!(
        "select id, person, name, passkey, made_at, used_at from people_passkey
         where district = $1 and person = $2 order by made_at, id"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

pub async fn passkey(tx: &mut Tx, id: PasskeyId) -> Result<Option<PasskeyRow>> {
    let q = stmt!(
        "select id, person, name, passkey, made_at, used_at from people_passkey
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub struct NewPasskey<'a> {
    pub id: PasskeyId,
    pub person: PersonId,
    /// A fingerprint of the credential's own id.
    pub print: Vec<u8>,
    pub name: &'a str,
    pub passkey: String,
    pub at: Timestamp,
}

/// Says whether this passkey was not there before.
pub async fn add_passkey(tx: &mut Tx, new: NewPasskey<'_>) -> Result<bool> {
    let q = stmt!(
        "insert into people_passkey (district, id, person, print, name, passkey, made_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing"
    );
    let q = q.bind(new.person.district()).bind(new.id).bind(new.person).bind(new.print);
    Ok(tx.run(q.bind(new.name).bind(Json(new.passkey)).bind(new.at)).await? == 1)
}

/// Keeps what a passkey said of itself when it was used: its counter, where it is backed up.
pub async fn used_passkey(
    tx: &mut Tx,
    id: PasskeyId,
    passkey: String,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "update people_passkey set passkey = $3, used_at = $4 where district = $1 and id = $2"
    );
    tx.run(q.bind(id.district()).bind(id).bind(Json(passkey)).bind(now)).await?;
    Ok(())
}

pub async fn name_passkey(tx: &mut Tx, id: PasskeyId, name: &str) -> Result<()> {
    let q = stmt!("update people_passkey set name = $3 where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id).bind(name)).await?;
    Ok(())
}

pub async fn remove_passkey(tx: &mut Tx, id: PasskeyId) -> Result<()> {
    let q = stmt!("delete from people_passkey where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}

pub async fn remove_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    remove_totp(tx, person).await?;
    remove_recovery(tx, person).await?;
    let q = stmt!("delete from people_passkey where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// What a browser was asked for.
pub struct Ceremony {
    pub person: Option<Id>,
    pub state: String,
    pub expires_at: Timestamp,
}

impl FromRow for Ceremony {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            person: row.get("person")?,
            state: row.get("state")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

pub struct NewCeremony {
    pub id: CeremonyId,
    pub kind: CeremonyKind,
    pub person: Option<PersonId>,
    pub address_key: Option<[u8; 32]>,
    pub state: String,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn begin(tx: &mut Tx, new: NewCeremony) -> Result<()> {
    let q = stmt!(
        "insert into people_ceremony
           (district, id, kind, person, address_key, state, made_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(new.id.district()).bind(new.id).bind(new.kind).bind(new.person);
    let q = q.bind(new.address_key.map(|k| k.to_vec())).bind(new.state);
    tx.run(q.bind(new.made_at).bind(new.expires_at)).await?;
    Ok(())
}

/// Takes a ceremony: nobody answers it a second time.
pub async fn take(tx: &mut Tx, id: CeremonyId, kind: CeremonyKind) -> Result<Option<Ceremony>> {
    let q = stmt!(
        "delete from people_ceremony where district = $1 and id = $2 and kind = $3
         returning person, state, expires_at"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id).bind(kind)).await?)
}

/// How many an address began since then.
pub async fn begun(tx: &mut Tx, district: u16, key: &[u8; 32], since: Timestamp) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from people_ceremony
         where district = $1 and address_key = $2 and made_at > $3"
    );
    let Count(n) = tx.one(q.bind(district).bind(key.to_vec()).bind(since)).await?;
    Ok(n)
}

pub async fn tidy(tx: &mut Tx, district: u16, until: Timestamp) -> Result<()> {
    let q = stmt!("delete from people_ceremony where district = $1 and made_at < $2");
    tx.run(q.bind(district).bind(until)).await?;
    Ok(())
}
