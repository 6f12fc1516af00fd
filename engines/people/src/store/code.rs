use crate::model::CodeId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Language, Result, Timestamp};

pub struct NewCode {
    pub id: CodeId,
    pub phone_key: [u8; 32],
    pub address_key: Option<[u8; 32]>,
    pub network_key: Option<[u8; 32]>,
    pub phone_sealed: Vec<u8>,
    pub language: Language,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A code that was tried, this try counted.
pub struct Tried {
    pub id: CodeId,
    pub tries: i64,
}

impl FromRow for Tried {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { id: row.get("id")?, tries: row.get("tries")? })
    }
}

/// A code that still has to reach its phone.
pub struct Unsent {
    pub phone_sealed: Vec<u8>,
    pub language: Language,
    pub expires_at: Timestamp,
}

impl FromRow for Unsent {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            phone_sealed: row.get("phone_sealed")?,
            language: row.get("language")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

struct Asked(Timestamp);

impl FromRow for Asked {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("created_at").map(Self)
    }
}

pub async fn insert(tx: &mut Tx, district: u16, code: NewCode) -> Result<()> {
    let q = stmt!(
        "insert into people_code
           (district, id, phone_key, address_key, network_key, phone_sealed, language, created_at,
            expires_at, tries)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)"
    );
    let q = q.bind(district).bind(code.id).bind(code.phone_key.to_vec());
    let q = q.bind(code.address_key.map(|k| k.to_vec())).bind(code.network_key.map(|k| k.to_vec()));
    let q = q.bind(code.phone_sealed).bind(code.language);
    tx.run(q.bind(code.created_at).bind(code.expires_at)).await?;
    Ok(())
}

/// When codes were asked for this phone since then, the newest first.
pub async fn for_phone(
    tx: &mut Tx,
    district: u16,
    key: &[u8; 32],
    since: Timestamp,
) -> Result<Vec<Timestamp>> {
    let q = stmt!(
        "select created_at from people_code
         where district = $1 and phone_key = $2 and created_at > $3 order by created_at desc"
    );
    let all: Vec<Asked> = tx.all(q.bind(district).bind(key.to_vec()).bind(since)).await?;
    Ok(all.into_iter().map(|a| a.0).collect())
}

/// The same for an address.
pub async fn for_address(
    tx: &mut Tx,
    district: u16,
    key: &[u8; 32],
    since: Timestamp,
) -> Result<Vec<Timestamp>> {
    let q = stmt!(
        "select created_at from people_code
         where district = $1 and address_key = $2 and created_at > $3 order by created_at desc"
    );
    let all: Vec<Asked> = tx.all(q.bind(district).bind(key.to_vec()).bind(since)).await?;
    Ok(all.into_iter().map(|a| a.0).collect())
}

/// The same for a network.
pub async fn for_network(
    tx: &mut Tx,
    district: u16,
    key: &[u8; 32],
    since: Timestamp,
) -> Result<Vec<Timestamp>> {
    let q = stmt!(
        "select created_at from people_code
         where district = $1 and network_key = $2 and created_at > $3 order by created_at desc"
    );
    let all: Vec<Asked> = tx.all(q.bind(district).bind(key.to_vec()).bind(since)).await?;
    Ok(all.into_iter().map(|a| a.0).collect())
}

/// Counts a try on the newest code of a phone, if it still works. One who waited for the row looks at
/// the conditions again, so no try goes uncounted and none is one too many.
pub async fn count_try(
    tx: &mut Tx,
    district: u16,
    phone_key: &[u8; 32],
    now: Timestamp,
    most: i64,
) -> Result<Option<Tried>> {
    let q = stmt!(
        "update people_code set tries = tries + 1
         where district = $1 and used_at is null and expires_at > $3 and tries < $4 and id = (
           select id from people_code where district = $1 and phone_key = $2
           order by created_at desc, id desc limit 1)
         returning id, tries"
    );
    Ok(tx.opt(q.bind(district).bind(phone_key.to_vec()).bind(now).bind(most)).await?)
}

pub async fn use_up(tx: &mut Tx, code: CodeId, now: Timestamp) -> Result<()> {
    let q = stmt!("update people_code set used_at = $3 where district = $1 and id = $2");
    tx.run(q.bind(code.district()).bind(code).bind(now)).await?;
    Ok(())
}

pub async fn unsent(tx: &mut Tx, code: CodeId) -> Result<Option<Unsent>> {
    let q = stmt!(
        "select phone_sealed, language, expires_at from people_code
         where district = $1 and id = $2 and phone_sealed is not null and used_at is null"
    );
    Ok(tx.opt(q.bind(code.district()).bind(code)).await?)
}

pub async fn forget_phone(tx: &mut Tx, code: CodeId) -> Result<()> {
    let q = stmt!("update people_code set phone_sealed = null where district = $1 and id = $2");
    tx.run(q.bind(code.district()).bind(code)).await?;
    Ok(())
}

/// Ends the codes of a phone that still work: it is somebody else's now.
pub async fn end_for_phone(
    tx: &mut Tx,
    district: u16,
    phone_key: &[u8; 32],
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "update people_code set used_at = $3, phone_sealed = null
         where district = $1 and phone_key = $2 and used_at is null"
    );
    tx.run(q.bind(district).bind(phone_key.to_vec()).bind(now)).await?;
    Ok(())
}

struct Sealed(CodeId, Vec<u8>);

impl FromRow for Sealed {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("id")?, row.get("phone_sealed")?))
    }
}

/// The sealed phones of the codes behind this one.
pub async fn sealed_after(tx: &mut Tx, after: CodeId, most: i64) -> Result<Vec<(CodeId, Vec<u8>)>> {
    let q = stmt!(
        "/* every district: a key seals for the whole installation */
         select id, phone_sealed from people_code
         where id > $1 and phone_sealed is not null order by id limit $2"
    );
    let all: Vec<Sealed> = tx.all(q.bind(after).bind(most)).await?;
    Ok(all.into_iter().map(|s| (s.0, s.1)).collect())
}

pub async fn seal_anew(tx: &mut Tx, code: CodeId, phone: Vec<u8>) -> Result<()> {
    let q = stmt!(
        "update people_code set phone_sealed = $3
         where district = $1 and id = $2 and phone_sealed is not null"
    );
    tx.run(q.bind(code.district()).bind(code).bind(phone)).await?;
    Ok(())
}
