use crate::model::PersonId;
use lianxin_db::{Id, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

pub async fn memberships(tx: &mut Tx, person: PersonId) -> Result<Vec<Id>> {
    let q = stmt!("select id from people_member where district = $1 and person = $2");
    Ok(tx.ids(q.bind(person.district()).bind(person)).await?)
}

/// Times in households go over, but the present one only to someone who lives nowhere.
pub async fn move_memberships(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: &[Id],
) -> Result<Vec<Id>> {
    let q = stmt!(
        "update people_member set person = $3
         where district = $1 and person = $2 and (until_date is not null or not exists (
           select 1 from people_member o
           where o.district = $1 and o.person = $3 and o.until_date is null))"
    );
    Ok(tx.change(q.bind(from.district()).bind(from).bind(to), Some(rows)).await?)
}

pub async fn pick_ups(tx: &mut Tx, child: PersonId) -> Result<Vec<Id>> {
    let q = stmt!("select id from people_pick_up where district = $1 and child = $2");
    Ok(tx.ids(q.bind(child.district()).bind(child)).await?)
}

pub async fn blank_pick_ups(tx: &mut Tx, child: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_pick_up set name = '', relation = null, phone_sealed = null,
           phone_hint = null, ended_at = coalesce(ended_at, $3)
         where district = $1 and child = $2"
    );
    Ok(tx.run(q.bind(child.district()).bind(child).bind(now)).await?)
}

/// Who was taken away before.
pub async fn blank_old_pick_ups(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update people_pick_up set name = '', relation = null, phone_hint = null
         where id in (
           select id from people_pick_up where ended_at < $1 and name <> ''
           order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

pub async fn move_pick_ups(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: &[Id],
) -> Result<Vec<Id>> {
    let q = stmt!("update people_pick_up set child = $3 where district = $1 and child = $2");
    Ok(tx.change(q.bind(from.district()).bind(from).bind(to), Some(rows)).await?)
}
