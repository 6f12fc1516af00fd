use super::model::{NameKey, Part, end_of, name_keys};
use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_db::{FromRow, Row, Sql, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// Someone whose name has a key that begins as asked.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub person: PersonId,
}

impl FromRow for Named {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { person: row.get("person")? })
    }
}

/// Who was at a center, and when.
pub struct Visited {
    pub person: PersonId,
    pub at: Timestamp,
}

impl FromRow for Visited {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { person: row.get("person")?, at: row.get("at")? })
    }
}

/// Makes a person findable by this name, and by no other.
pub async fn put(
    tx: &mut Tx,
    person: PersonId,
    name: &str,
    center: Option<CenterId>,
) -> Result<()> {
    drop(tx, person).await?;
    let keys = name_keys(name);
    let Some((first, rest)) = keys.split_first() else {
        return Ok(());
    };
    let q = stmt!(
        "insert into people_name_key (district, person, center, part, key)
         values ($1, $2, $3, $4, $5)"
    );
    let row = |q: Sql, k: &NameKey| q.push_bind(", ", k.part as i64).push_bind(", ", k.key.clone());
    let q = q.bind(person.district()).bind(person).bind(center);
    let q = q.bind(first.part as i64).bind(first.key.clone());
    let q = rest.iter().fold(q, |q, k| row(q.push(", ($1, $2, $3"), k).push(")"));
    tx.run(q).await?;
    Ok(())
}

/// Makes a person unfindable by name.
pub async fn drop(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_name_key where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// Those with exactly this key at the start, at home at a center or anywhere.
pub async fn exactly(
    tx: &mut Tx,
    district: u16,
    center: Option<CenterId>,
    key: &[u8],
    most: i64,
) -> Result<Vec<Named>> {
    let q = match center {
        Some(center) => stmt!(
            "select person from people_name_key
             where district = $1 and part = $2 and key = $3 and center = $4 order by person limit $5"
        )
        .bind(district)
        .bind(Part::Start as i64)
        .bind(key.to_vec())
        .bind(center),
        None => stmt!(
            "select person from people_name_key
             where district = $1 and part = $2 and key = $3 order by person limit $4"
        )
        .bind(district)
        .bind(Part::Start as i64)
        .bind(key.to_vec()),
    };
    Ok(tx.all(q.bind(most)).await?)
}

/// Those with a key that begins so, the shortest rests first, at home at a center or anywhere.
pub async fn beginning(
    tx: &mut Tx,
    district: u16,
    center: Option<CenterId>,
    part: Part,
    start: &[u8],
    most: i64,
) -> Result<Vec<Named>> {
    let q = match center {
        Some(center) => stmt!(
            "select person from people_name_key
             where district = $1 and part = $2 and key >= $3 and key < $4 and center = $5
             order by key, person limit $6"
        )
        .bind(district)
        .bind(part as i64)
        .bind(start.to_vec())
        .bind(end_of(start))
        .bind(center),
        None => stmt!(
            "select person from people_name_key
             where district = $1 and part = $2 and key >= $3 and key < $4
             order by key, person limit $5"
        )
        .bind(district)
        .bind(part as i64)
        .bind(start.to_vec())
        .bind(end_of(start)),
    };
    Ok(tx.all(q.bind(most)).await?)
}

/// Of those who were at a center last, the ones with a key that begins so, the latest first.
pub async fn lately(
    tx: &mut Tx,
    district: u16,
    center: CenterId,
    start: &[u8],
    since: Timestamp,
    most: i64,
) -> Result<Vec<Named>> {
    let q = stmt!(
        "select k.person from (
           select district, person, at from people_visit
           where district = $1 and center = $2 and at > $3 order by at desc limit 300) v
         join people_name_key k on k.district = v.district and k.person = v.person
         where k.district = $1 and k.key >= $4 and k.key < $5
         order by v.at desc, k.person limit $6"
    );
    let q = q.bind(district).bind(center).bind(since).bind(start.to_vec());
    Ok(tx.all(q.bind(end_of(start)).bind(most)).await?)
}

/// When these were at a center last.
pub async fn visits(
    tx: &mut Tx,
    district: u16,
    center: CenterId,
    people: &[PersonId],
) -> Result<Vec<Visited>> {
    let q = stmt!("select person, at from people_visit where district = $1 and center = $2");
    let q = q.bind(district).bind(center).push_in(" and person in ", people.iter().copied());
    Ok(tx.all(q).await?)
}

pub async fn was_here(
    tx: &mut Tx,
    person: PersonId,
    center: CenterId,
    at: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into people_visit (district, center, person, at) values ($1, $2, $3, $4)
         on conflict (district, center, person) do update set at = excluded.at"
    );
    tx.run(q.bind(center.id().district()).bind(center).bind(person).bind(at)).await?;
    Ok(())
}

/// A visit of someone.
pub struct VisitRow {
    pub center: CenterId,
    pub at: Timestamp,
}

impl FromRow for VisitRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { center: row.get("center")?, at: row.get("at")? })
    }
}

pub async fn visits_of(tx: &mut Tx, person: PersonId) -> Result<Vec<VisitRow>> {
    let q = stmt!(
        "/* every district: someone may visit centers of all of them */
         select center, at from people_visit where person = $1 order by at desc limit 1000"
    );
    Ok(tx.all(q.bind(person)).await?)
}

pub async fn forget_visits(tx: &mut Tx, person: PersonId) -> Result<u64> {
    let q = stmt!(
        "/* every district: someone may visit centers of all of them */
         delete from people_visit where person = $1"
    );
    Ok(tx.run(q.bind(person)).await?)
}

pub async fn forget_visits_before(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let q = stmt!(
        "/* every district: housekeeping of the whole installation */
         delete from people_visit where at < $1 and (district, center, person) in (
           select district, center, person from people_visit where at < $1 limit 500)"
    );
    Ok(tx.run(q.bind(before)).await?)
}
