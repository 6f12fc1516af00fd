use crate::place::CenterId;
use crate::sessions::KioskId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// A kiosk that was not revoked.
pub struct KioskRow {
    pub id: KioskId,
    pub center: CenterId,
    pub name: String,
    pub token_print: Vec<u8>,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl FromRow for KioskRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            name: row.get("name")?,
            token_print: row.get("token_print")?,
            made_at: row.get("made_at")?,
            used_at: row.get("used_at")?,
        })
    }
}

pub struct NewKiosk<'a> {
    pub id: KioskId,
    pub center: CenterId,
    pub name: &'a str,
    pub token_print: Vec<u8>,
    pub at: Timestamp,
    pub by: Option<Id>,
}

pub async fn insert(tx: &mut Tx, new: NewKiosk<'_>) -> Result<()> {
    let q = stmt!(
        "insert into people_kiosk (district, id, center, name, token_print, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(new.id.district()).bind(new.id).bind(new.center).bind(new.name);
    tx.run(q.bind(new.token_print).bind(new.at).bind(new.by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: KioskId) -> Result<Option<KioskRow>> {
    let q = stmt!(
        "select id, center, name, token_print, made_at, used_at from people_kiosk
         where district = $1 and id = $2 and revoked_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn of_center(tx: &mut Tx, center: CenterId) -> Result<Vec<KioskRow>> {
    let q = stmt!(
        "select id, center, name, token_print, made_at, used_at from people_kiosk
         where district = $1 and center = $2 and revoked_at is null order by made_at, id limit 200"
    );
    Ok(tx.all(q.bind(center.id().district()).bind(center)).await?)
}

pub async fn used(tx: &mut Tx, id: KioskId, now: Timestamp) -> Result<()> {
    let q = stmt!("update people_kiosk set used_at = $3 where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id).bind(now)).await?;
    Ok(())
}

pub async fn revoke(tx: &mut Tx, id: KioskId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_kiosk set revoked_at = $3
         where district = $1 and id = $2 and revoked_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now)).await?;
    Ok(())
}
