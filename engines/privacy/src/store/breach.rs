use super::{json, to_json};
use crate::model::{BreachFields, BreachId, BreachState};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Limit, Result, Timestamp};
use lianxin_people::PersonId;

/// One breach as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreachRow {
    pub id: BreachId,
    pub number: String,
    pub place: Id,
    pub state: BreachState,
    pub found_at: Timestamp,
    pub fields: BreachFields,
    pub version: i64,
    pub recorded_by: PersonId,
    pub recorded_at: Timestamp,
    pub authority_told_at: Option<Timestamp>,
    pub authority_how: Option<String>,
    pub persons_told_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for BreachRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            place: row.get("place")?,
            state: row.get("state")?,
            found_at: row.get("found_at")?,
            fields: json(row, "fields")?,
            version: row.get("version")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
            authority_told_at: row.get("authority_told_at")?,
            authority_how: row.get("authority_how")?,
            persons_told_at: row.get("persons_told_at")?,
            closed_at: row.get("closed_at")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, b: &BreachRow) -> Result<()> {
    let q = stmt!(
        "insert into privacy_breach
           (district, id, number, place, state, found_at, fields, version, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let q = q.bind(b.id.district()).bind(b.id).bind(&b.number).bind(b.place).bind(b.state);
    let q = q.bind(b.found_at).bind(to_json(&b.fields)?).bind(b.version);
    tx.run(q.bind(b.recorded_by).bind(b.recorded_at)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: BreachId) -> Result<Option<BreachRow>> {
    let q = stmt!(
        "select id, number, place, state, found_at, fields, version, recorded_by, recorded_at,
           authority_told_at, authority_how, persons_told_at, closed_at
         from privacy_breach where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn list(
    tx: &mut Tx,
    places: &[Id],
    after: Option<BreachId>,
    limit: Limit,
) -> Result<Vec<BreachRow>> {
    let q = stmt!(
        "select id, number, place, state, found_at, fields, version, recorded_by, recorded_at,
           authority_told_at, authority_how, persons_told_at, closed_at
         from privacy_breach where district is not null"
    );
    let q = q.push_in(" and district in ", super::districts(places));
    let q = q.push_in(" and place in ", places.iter().copied());
    let q = q.push_if(" and id < ", after);
    Ok(tx.all(q.push_bind(" order by id desc limit ", limit.with_one_more())).await?)
}

/// Writes the state of things over the version before; false when someone did meanwhile.
pub async fn change(tx: &mut Tx, b: &BreachRow) -> Result<bool> {
    let q = stmt!(
        "update privacy_breach set state = $3, found_at = $4, fields = $5, version = $6,
           authority_told_at = $7, authority_how = $8, persons_told_at = $9, closed_at = $10
         where district = $1 and id = $2 and version = $11"
    );
    let q = q.bind(b.id.district()).bind(b.id).bind(b.state).bind(b.found_at);
    let q = q.bind(to_json(&b.fields)?).bind(b.version).bind(b.authority_told_at);
    let q = q.bind(b.authority_how.clone()).bind(b.persons_told_at).bind(b.closed_at);
    Ok(tx.run(q.bind(b.version - 1)).await? == 1)
}

/// Adds someone whose data it was; says whether they are new.
pub async fn add_person(
    tx: &mut Tx,
    breach: BreachId,
    person: PersonId,
    now: Timestamp,
) -> Result<bool> {
    let q = stmt!(
        "insert into privacy_breach_person (district, breach, person, added_at)
         values ($1, $2, $3, $4) on conflict (district, breach, person) do nothing"
    );
    Ok(tx.run(q.bind(breach.district()).bind(breach).bind(person).bind(now)).await? == 1)
}

/// Someone whose data it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConcernedRow {
    pub breach: BreachId,
    pub person: PersonId,
    pub told_at: Option<Timestamp>,
}

impl FromRow for ConcernedRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            breach: row.get("breach")?,
            person: row.get("person")?,
            told_at: row.get("told_at")?,
        })
    }
}

pub async fn persons(
    tx: &mut Tx,
    breach: BreachId,
    after: Option<PersonId>,
    limit: Limit,
) -> Result<Vec<ConcernedRow>> {
    let q = stmt!(
        "select breach, person, told_at from privacy_breach_person
         where district = $1 and breach = $2"
    );
    let q = q.bind(breach.district()).bind(breach).push_if(" and person > ", after);
    Ok(tx.all(q.push_bind(" order by person limit ", limit.with_one_more())).await?)
}

/// The breaches that concerned a person.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<ConcernedRow>> {
    let q = stmt!(
        "/* every district: a breach may concern people of other districts */
         select breach, person, told_at from privacy_breach_person where person = $1
         order by breach"
    );
    Ok(tx.all(q.bind(person)).await?)
}

/// Marks some of those not told yet as told, and says who they are.
pub async fn tell(
    tx: &mut Tx,
    breach: BreachId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<PersonId>> {
    let q = stmt!(
        "update privacy_breach_person set told_at = $3
         where district = $1 and breach = $2 and told_at is null and person in (
           select person from privacy_breach_person
           where district = $1 and breach = $2 and told_at is null order by person limit $4)
         returning breach, person, told_at"
    );
    let q = q.bind(breach.district()).bind(breach).bind(now).bind(most);
    let mut told: Vec<PersonId> =
        tx.all::<ConcernedRow>(q).await?.into_iter().map(|c| c.person).collect();
    told.sort();
    Ok(told)
}

struct Counts(i64, i64);

impl FromRow for Counts {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("listed")?, row.get("told")?))
    }
}

/// How many are listed, and how many of them told.
pub async fn counts(tx: &mut Tx, breach: BreachId) -> Result<(i64, i64)> {
    let q = stmt!(
        "select count(*) as listed, count(told_at) as told from privacy_breach_person
         where district = $1 and breach = $2"
    );
    let Counts(listed, told) = tx.one(q.bind(breach.district()).bind(breach)).await?;
    Ok((listed, told))
}
