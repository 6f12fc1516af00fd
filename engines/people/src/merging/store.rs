use super::model::{Likeness, MergeId};
use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// A merge as the table has it.
#[derive(Clone, Debug)]
pub struct MergeRow {
    pub id: MergeId,
    pub kept: PersonId,
    pub merged: PersonId,
    pub at: Timestamp,
    pub fields: Option<Vec<u8>>,
    pub undone_at: Option<Timestamp>,
}

impl FromRow for MergeRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kept: row.get("kept")?,
            merged: row.get("merged")?,
            at: row.get("at")?,
            fields: row.get("fields")?,
            undone_at: row.get("undone_at")?,
        })
    }
}

/// A row that went over.
pub struct Gone {
    pub holding: String,
    pub thing: Id,
}

impl FromRow for Gone {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { holding: row.get("holding")?, thing: row.get("thing")? })
    }
}

/// Two that look alike.
pub struct Alike {
    pub one: PersonId,
    pub other: PersonId,
    pub likeness: Likeness,
}

impl FromRow for Alike {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { one: row.get("one")?, other: row.get("other")?, likeness: row.get("likeness")? })
    }
}

pub async fn insert(
    tx: &mut Tx,
    merge: &MergeRow,
    by: Option<Id>,
    rows: &[(&'static str, Id)],
) -> Result<()> {
    let q = stmt!(
        "insert into people_merge (district, id, kept, merged, at, merged_by, fields)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let q = q.bind(merge.kept.district()).bind(merge.id).bind(merge.kept).bind(merge.merged);
    tx.run(q.bind(merge.at).bind(by).bind(merge.fields.clone())).await?;
    for rows in rows.chunks(500) {
        let Some(((holding, thing), rest)) = rows.split_first() else {
            continue;
        };
        let q = stmt!(
            "insert into people_merge_row (district, merge, holding, thing) values ($1, $2, $3, $4)"
        );
        let q = q.bind(merge.kept.district()).bind(merge.id).bind(*holding).bind(*thing);
        let row = |q: lianxin_db::Sql, (holding, thing): &(&'static str, Id)| {
            q.push(", ($1, $2").push_bind(", ", *holding).push_bind(", ", *thing).push(")")
        };
        tx.run(rest.iter().fold(q, row)).await?;
    }
    Ok(())
}

pub async fn find(tx: &mut Tx, id: MergeId) -> Result<Option<MergeRow>> {
    let q = stmt!(
        "select id, kept, merged, at, fields, undone_at from people_merge
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.id().district()).bind(id)).await?)
}

/// The merges a person was part of, the newest first.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Vec<MergeRow>> {
    let q = stmt!(
        "select id, kept, merged, at, fields, undone_at from people_merge
         where district = $1 and (kept = $2 or merged = $2) order by at desc, id desc limit 100"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

pub async fn rows(tx: &mut Tx, id: MergeId) -> Result<Vec<Gone>> {
    let q = stmt!(
        "select holding, thing from people_merge_row
         where district = $1 and merge = $2 order by holding, thing"
    );
    Ok(tx.all(q.bind(id.id().district()).bind(id)).await?)
}

/// Marks a merge as undone; false when it was already.
pub async fn undone(tx: &mut Tx, id: MergeId, by: Option<Id>, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update people_merge set undone_at = $3, undone_by = $4, fields = null
         where district = $1 and id = $2 and undone_at is null"
    );
    Ok(tx.run(q.bind(id.id().district()).bind(id).bind(now).bind(by)).await? == 1)
}

/// Forgets what the fields were of merges that can't be undone anymore.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    let q = stmt!(
        "/* every district: housekeeping of the whole installation */
         update people_merge set fields = null where at < $1 and fields is not null"
    );
    tx.run(q.bind(before)).await?;
    Ok(())
}

/// Says that two are not one; the smaller id first.
pub async fn tell_apart(
    tx: &mut Tx,
    (one, other): (PersonId, PersonId),
    by: Option<Id>,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into people_distinct (district, one, other, at, said_by)
         values ($1, $2, $3, $4, $5) on conflict do nothing"
    );
    tx.run(q.bind(one.district()).bind(one).bind(other).bind(now).bind(by)).await?;
    Ok(())
}

/// Who of a center looks like somebody of its district, behind this pair. A pair of the center comes
/// once, the smaller id first.
pub async fn alike(
    tx: &mut Tx,
    district: u16,
    center: CenterId,
    after: (PersonId, PersonId),
    most: i64,
) -> Result<Vec<Alike>> {
    let q = stmt!(
        "select a.id as one, b.id as other,
           case when a.birth_date = b.birth_date and a.search_name = b.search_name
               then 'name_and_birth_date'
             when a.birth_date = b.birth_date then 'sound_and_birth_date'
             when a.phone_tail_key = b.phone_tail_key then 'name_and_phone_end'
             else 'name_and_center' end as likeness
         from people_person a
         join people_person b on b.district = a.district and b.sound = a.sound and b.id <> a.id
         where a.district = $1 and a.home_center = $2
           and a.ended_at is null and a.merged_into is null
           and b.ended_at is null and b.merged_into is null and a.sound <> ''
           and (a.birth_date = b.birth_date
             or a.search_name = b.search_name and (a.birth_date is null or b.birth_date is null)
               and (a.phone_tail_key = b.phone_tail_key or b.home_center = a.home_center))
           and (a.id < b.id or b.home_center is null or b.home_center <> a.home_center)
           and not exists (
             select 1 from people_distinct d where d.district = a.district
               and d.one = case when a.id < b.id then a.id else b.id end
               and d.other = case when a.id < b.id then b.id else a.id end)
           and (a.id > $3 or a.id = $3 and b.id > $4)
         order by a.id, b.id limit $5"
    );
    let q = q.bind(district).bind(center).bind(after.0).bind(after.1);
    Ok(tx.all(q.bind(most)).await?)
}

/// Sealed fields behind a merge, in the order of districts and ids.
pub async fn sealed_after(tx: &mut Tx, after: MergeId, most: i64) -> Result<Vec<MergeRow>> {
    let q = stmt!(
        "/* every district: a new key seals all of them anew */
         select id, kept, merged, at, fields, undone_at from people_merge
         where (district, id) > ($1, $2) and fields is not null order by district, id limit $3"
    );
    Ok(tx.all(q.bind(after.id().district()).bind(after).bind(most)).await?)
}

pub async fn set_fields(tx: &mut Tx, id: MergeId, fields: Vec<u8>) -> Result<()> {
    let q = stmt!("update people_merge set fields = $3 where district = $1 and id = $2");
    tx.run(q.bind(id.id().district()).bind(id).bind(fields)).await?;
    Ok(())
}
