use super::in_json::{InJson, bounded};
use crate::model::{CenterId, Room, RoomFacts, RoomId, RoomKind, RoomRef};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Line, Result};
use std::collections::HashMap;

/// A room as it is kept.
pub(crate) struct RoomRow {
    pub id: RoomId,
    pub center: CenterId,
    /// Unique in its center.
    pub key: String,
    pub position: i64,
    pub facts: RoomFacts,
    /// The room that it is a part of.
    pub part_of: Option<RoomId>,
}

impl FromRow for RoomRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let facts = RoomFacts {
            name: row.get("name")?,
            kind: row.get("kind")?,
            floor: bounded(row, "floor", Line::new)?,
            area_m2: row.get("area_m2")?,
            capacity: row.get("capacity")?,
            zone_class: row.get("zone_class")?,
            resident_facing: row.get("resident_facing")?,
            equipment: row.get::<InJson<_>>("equipment")?.0,
        };
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            key: row.get("key")?,
            position: row.get("position")?,
            facts,
            part_of: row.get("part_of")?,
        })
    }
}

impl From<RoomRow> for Room {
    fn from(row: RoomRow) -> Self {
        Self { id: row.id, part_of: row.part_of, facts: row.facts }
    }
}

impl From<RoomRow> for RoomRef {
    fn from(row: RoomRow) -> Self {
        let RoomFacts { name, floor, capacity, .. } = row.facts;
        let floor = floor.map(Line::into_string);
        Self { id: row.id, center: row.center, name, floor, capacity, part_of: row.part_of }
    }
}

pub(crate) async fn room(tx: &mut Tx, id: RoomId) -> Result<Option<RoomRow>> {
    let q = stmt!(
        "select id, center, key, position, name, kind, floor, area_m2, capacity, zone_class,
           resident_facing, equipment, part_of from places_room where id = $1"
    );
    Ok(tx.opt(q.bind(id)).await?)
}

/// The rooms of a center in the order of the house.
pub(crate) async fn rooms(tx: &mut Tx, center: CenterId) -> Result<Vec<RoomRow>> {
    let q = stmt!(
        "select id, center, key, position, name, kind, floor, area_m2, capacity, zone_class,
           resident_facing, equipment, part_of from places_room where center = $1 order by position, id"
    );
    Ok(tx.all(q.bind(center)).await?)
}

/// The rooms of these centers, each house in its order.
pub(crate) async fn rooms_of(tx: &mut Tx, centers: &[CenterId]) -> Result<Vec<RoomRow>> {
    let q = stmt!(
        "select id, center, key, position, name, kind, floor, area_m2, capacity, zone_class,
           resident_facing, equipment, part_of from places_room"
    );
    let q = q.push_in(" where center in ", centers.iter().copied());
    Ok(tx.all(q.push(" order by center, position, id")).await?)
}

/// The rooms of the center in which a room is, each with the one it is a part of.
pub(crate) async fn parts_beside(
    tx: &mut Tx,
    room: RoomId,
) -> Result<Vec<(RoomId, Option<RoomId>)>> {
    let q = stmt!(
        "select r.id, r.part_of from places_room r
         join places_room o on o.center = r.center where o.id = $1 order by r.position, r.id"
    );
    let rows: Vec<PartRow> = tx.all(q.bind(room)).await?;
    Ok(rows.into_iter().map(|PartRow(room, part_of)| (room, part_of)).collect())
}

/// The rooms of a center, each with the one it is a part of.
pub(crate) async fn parts(tx: &mut Tx, center: CenterId) -> Result<Vec<(RoomId, Option<RoomId>)>> {
    let q = stmt!("select id, part_of from places_room where center = $1 order by position, id");
    let rows: Vec<PartRow> = tx.all(q.bind(center)).await?;
    Ok(rows.into_iter().map(|PartRow(room, part_of)| (room, part_of)).collect())
}

pub(crate) async fn set_part_of(tx: &mut Tx, room: RoomId, part_of: Option<RoomId>) -> Result<()> {
    let q = stmt!("update places_room set part_of = $2 where id = $1");
    tx.run(q.bind(room).bind(part_of)).await?;
    Ok(())
}

struct PartRow(RoomId, Option<RoomId>);

impl FromRow for PartRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("id")?, row.get("part_of")?))
    }
}

pub(crate) async fn put_room(tx: &mut Tx, row: &RoomRow) -> Result<()> {
    let q = stmt!(
        "insert into places_room (id, center, key, position, name, kind, floor, area_m2, capacity,
           zone_class, resident_facing, equipment)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (id) do update set position = excluded.position, name = excluded.name,
           kind = excluded.kind, floor = excluded.floor, area_m2 = excluded.area_m2,
           capacity = excluded.capacity, zone_class = excluded.zone_class,
           resident_facing = excluded.resident_facing, equipment = excluded.equipment"
    );
    let f = &row.facts;
    let q = q.bind(row.id).bind(row.center).bind(&row.key).bind(row.position).bind(&f.name);
    let q = q.bind(f.kind).bind(f.floor.as_ref()).bind(f.area_m2).bind(f.capacity);
    tx.run(q.bind(f.zone_class).bind(f.resident_facing).bind(InJson(&f.equipment))).await?;
    Ok(())
}

/// The kinds of the rooms of these centers, each once a center.
pub(crate) async fn room_kinds(
    tx: &mut Tx,
    ids: &[CenterId],
) -> Result<HashMap<CenterId, Vec<RoomKind>>> {
    let q = stmt!("select distinct center, kind from places_room where kind is not null");
    let q = q.push_in(" and center in ", ids.iter().copied());
    let rows: Vec<KindRow> = tx.all(q.push(" order by center, kind")).await?;
    let mut all: HashMap<CenterId, Vec<RoomKind>> = HashMap::new();
    for KindRow(center, kind) in rows {
        all.entry(center).or_default().push(kind);
    }
    Ok(all)
}

struct KindRow(CenterId, RoomKind);

impl FromRow for KindRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("center")?, row.get("kind")?))
    }
}
