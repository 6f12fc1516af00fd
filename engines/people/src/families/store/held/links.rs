use crate::model::PersonId;
use lianxin_db::{Id, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// Every link in which someone is the child or the guardian.
pub async fn guardians(tx: &mut Tx, person: PersonId) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: a guardian may be of another than the child */
         select id from people_guardian where child = $1 or guardian = $1"
    );
    Ok(tx.ids(q.bind(person)).await?)
}

pub async fn end_guardians(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "/* every district: a guardian may be of another than the child */
         update people_guardian set ended_at = $2
         where (child = $1 or guardian = $1) and ended_at is null"
    );
    Ok(tx.run(q.bind(person).bind(now)).await?)
}

/// Links go over, but not to themselves nor where the other has the same one.
pub async fn move_guardians(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: &[Id],
) -> Result<Vec<Id>> {
    let q = stmt!(
        "update people_guardian set child = $3
         where district = $1 and child = $2 and guardian <> $3
           and (ended_at is not null or not exists (
             select 1 from people_guardian o where o.district = $1 and o.child = $3
               and o.guardian = people_guardian.guardian and o.ended_at is null))"
    );
    let mut moved = tx.change(q.bind(from.district()).bind(from).bind(to), Some(rows)).await?;
    let q = stmt!(
        "/* every district: a guardian may be of another than the child */
         update people_guardian set guardian = $2
         where guardian = $1 and child <> $2 and (ended_at is not null or not exists (
           select 1 from people_guardian o where o.district = people_guardian.district
             and o.child = people_guardian.child and o.guardian = $2 and o.ended_at is null))"
    );
    moved.extend(tx.change(q.bind(from).bind(to), Some(rows)).await?);
    Ok(moved)
}

/// Every consent in which someone is either side.
pub async fn delegates(tx: &mut Tx, person: PersonId) -> Result<Vec<Id>> {
    let q = stmt!(
        "/* every district: a delegate may be of another than the person */
         select id from people_delegate where person = $1 or delegate = $1"
    );
    Ok(tx.ids(q.bind(person)).await?)
}

/// Ends all of them; what staff wrote down goes.
pub async fn end_delegates(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "/* every district: a delegate may be of another than the person */
         update people_delegate set ended_at = coalesce(ended_at, $2), reason = null
         where person = $1 or delegate = $1"
    );
    Ok(tx.run(q.bind(person).bind(now)).await?)
}

pub async fn blank_old_delegates(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update people_delegate set reason = null where id in (
           select id from people_delegate where ended_at < $1 and reason is not null
           order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

pub async fn move_delegates(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: &[Id],
) -> Result<Vec<Id>> {
    let q = stmt!(
        "update people_delegate set person = $3
         where district = $1 and person = $2 and delegate <> $3
           and (ended_at is not null or not exists (
             select 1 from people_delegate o where o.district = $1 and o.person = $3
               and o.delegate = people_delegate.delegate and o.ended_at is null))"
    );
    let mut moved = tx.change(q.bind(from.district()).bind(from).bind(to), Some(rows)).await?;
    let q = stmt!(
        "/* every district: a delegate may be of another than the person */
         update people_delegate set delegate = $2
         where delegate = $1 and person <> $2 and (ended_at is not null or not exists (
           select 1 from people_delegate o where o.district = people_delegate.district
             and o.person = people_delegate.person and o.delegate = $2 and o.ended_at is null))"
    );
    moved.extend(tx.change(q.bind(from).bind(to), Some(rows)).await?);
    Ok(moved)
}
