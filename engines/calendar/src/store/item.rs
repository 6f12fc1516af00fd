use crate::model::{Item, ItemFacts, ItemId};
use lianxin_db::{FromRow, Row, Sql, Tx, Value, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result, Timestamp};
use lianxin_places::CenterId;

impl FromRow for Item {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let facts = ItemFacts {
            kind: row.get("kind")?,
            name: row.get("name")?,
            portable: row.get("portable")?,
            room: row.get("room")?,
        };
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            facts,
            ended_at: row.get("ended_at")?,
        })
    }
}

fn select(district: impl Into<Value>) -> Sql {
    let q = stmt!(
        "select id, center, kind, name, portable, room, ended_at from calendar_item where district = $1"
    );
    q.bind(district)
}

pub(crate) async fn by_id(tx: &mut Tx, id: ItemId) -> Result<Option<Item>> {
    let q = select(id.district());
    Ok(tx.opt(q.push_bind(" and id = ", id)).await?)
}

/// A thing of a district, also one that is lent no more.
pub(crate) async fn of_district(tx: &mut Tx, district: u16, id: AnyId) -> Result<Option<Item>> {
    Ok(tx.opt(select(district).push_bind(" and id = ", id)).await?)
}

/// What these centers of a district can lend, in the order in which it was added.
pub(crate) async fn of(tx: &mut Tx, district: u16, centers: &[CenterId]) -> Result<Vec<Item>> {
    let q = select(district).push(" and ended_at is null");
    let q = q.push_in(" and center in ", centers.iter().copied());
    Ok(tx.all(q.push(" order by id")).await?)
}

pub(crate) async fn insert(tx: &mut Tx, item: &Item) -> Result<()> {
    let q = stmt!(
        "insert into calendar_item (district, id, center, kind, name, portable, room, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(item.id.district()).bind(item.id).bind(item.center).bind(item.facts.kind);
    tx.run(
        q.bind(&item.facts.name)
            .bind(item.facts.portable)
            .bind(item.facts.room)
            .bind(item.ended_at),
    )
    .await?;
    Ok(())
}

/// False when it was ended already.
pub(crate) async fn change(tx: &mut Tx, id: ItemId, facts: &ItemFacts) -> Result<bool> {
    let q = stmt!(
        "update calendar_item set kind = $1, name = $2, portable = $3, room = $4
         where ended_at is null and district = $5 and id = $6"
    );
    let q = q.bind(facts.kind).bind(&facts.name).bind(facts.portable).bind(facts.room);
    Ok(tx.run(q.bind(id.district()).bind(id)).await? == 1)
}

pub(crate) async fn end(tx: &mut Tx, id: ItemId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update calendar_item set ended_at = $1
         where ended_at is null and district = $2 and id = $3"
    );
    tx.run(q.bind(now).bind(id.district()).bind(id)).await?;
    Ok(())
}
