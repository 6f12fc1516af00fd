use crate::families::model::{PickUpId, PickUpPerson};
use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

impl FromRow for PickUpPerson {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            child: row.get("child")?,
            name: row.get("name")?,
            relation: row.get("relation")?,
            phone_hint: row.get("phone_hint")?,
            until: row.get("until_date")?,
        })
    }
}

/// A sealed phone.
struct Sealed(Option<Vec<u8>>);

impl FromRow for Sealed {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("phone_sealed").map(Self)
    }
}

pub async fn insert(
    tx: &mut Tx,
    p: &PickUpPerson,
    phone_sealed: Option<Vec<u8>>,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_pick_up
           (district, id, child, name, relation, phone_sealed, phone_hint, until_date, made_at,
            made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let q = q.bind(p.child.district()).bind(p.id).bind(p.child).bind(p.name.clone());
    let q = q.bind(p.relation.clone()).bind(phone_sealed).bind(p.phone_hint.clone());
    tx.run(q.bind(p.until).bind(now).bind(by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: PickUpId) -> Result<Option<PickUpPerson>> {
    let q = stmt!(
        "select id, child, name, relation, phone_hint, until_date from people_pick_up
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// All who were named and not taken away, also those whose last day is over.
pub async fn of_child(tx: &mut Tx, child: PersonId) -> Result<Vec<PickUpPerson>> {
    let q = stmt!(
        "select id, child, name, relation, phone_hint, until_date from people_pick_up
         where district = $1 and child = $2 and ended_at is null order by made_at, id limit 100"
    );
    Ok(tx.all(q.bind(child.district()).bind(child)).await?)
}

pub async fn phone_sealed(tx: &mut Tx, id: PickUpId) -> Result<Option<Vec<u8>>> {
    let q = stmt!(
        "select phone_sealed from people_pick_up
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt::<Sealed>(q.bind(id.district()).bind(id)).await?.and_then(|s| s.0))
}

/// Takes someone away; what they were reached by goes at once.
pub async fn end(tx: &mut Tx, id: PickUpId, now: Timestamp, by: Option<Id>) -> Result<()> {
    let q = stmt!(
        "update people_pick_up set ended_at = $3, ended_by = $4, phone_sealed = null
         where district = $1 and id = $2 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now).bind(by)).await?;
    Ok(())
}
