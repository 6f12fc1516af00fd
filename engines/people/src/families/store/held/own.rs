use crate::model::PersonId;
use lianxin_db::{Id, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

pub async fn delete_details(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!("delete from people_detail where district = $1 and person = $2");
    Ok(tx.run(q.bind(person.district()).bind(person)).await?)
}

/// Details of accounts ended before.
pub async fn delete_old_details(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         delete from people_detail where person in (
           select d.person from people_detail d join people_person p
             on p.district = d.district and p.id = d.person
           where p.ended_at < $1 order by d.person limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

/// An open claim lapses; what staff wrote about a refused one goes.
pub async fn blank_residency(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_residency set reason = null,
           state = case when state = 'claimed' then 'expired' else state end,
           decided_at = coalesce(decided_at, $3)
         where district = $1 and person = $2"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(now)).await?)
}

pub async fn blank_old_residency(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         update people_residency set reason = null where id in (
           select id from people_residency where decided_at < $1 and reason is not null
           order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}

pub async fn residencies(tx: &mut Tx, person: PersonId) -> Result<Vec<Id>> {
    let q = stmt!("select id from people_residency where district = $1 and person = $2");
    Ok(tx.ids(q.bind(person.district()).bind(person)).await?)
}

/// Claims go over, but the open one only where none is open.
pub async fn move_residency(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: &[Id],
) -> Result<Vec<Id>> {
    let q = stmt!(
        "update people_residency set person = $3
         where district = $1 and person = $2 and (state <> 'claimed' or not exists (
           select 1 from people_residency o
           where o.district = $1 and o.person = $3 and o.state = 'claimed'))"
    );
    Ok(tx.change(q.bind(from.district()).bind(from).bind(to), Some(rows)).await?)
}

pub async fn end_standings(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<u64> {
    let q = stmt!(
        "update people_standing set ended_at = $3
         where district = $1 and person = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(person.district()).bind(person).bind(now)).await?)
}

/// The key tells kind and person, so it goes over with both.
pub async fn move_standing(tx: &mut Tx, id: Id, to: PersonId, key: Vec<u8>) -> Result<()> {
    let q = stmt!(
        "update people_standing set person = $3, kind_key = $4 where district = $1 and id = $2"
    );
    tx.run(q.bind(id.district()).bind(id).bind(to).bind(key)).await?;
    Ok(())
}

pub async fn delete_papers(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!("delete from people_paper_code where district = $1 and person = $2");
    Ok(tx.run(q.bind(person.district()).bind(person)).await?)
}

pub async fn delete_old_papers(tx: &mut Tx, before: Timestamp, most: i64) -> Result<u64> {
    let q = stmt!(
        "/* every district: retention of the whole installation */
         delete from people_paper_code where id in (
           select id from people_paper_code where expires_at < $1 order by id limit $2)"
    );
    Ok(tx.run(q.bind(before).bind(most)).await?)
}
