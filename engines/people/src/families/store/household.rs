use crate::families::model::{Days, HouseholdId, MemberId, MemberRelation};
use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Timestamp};

pub struct HouseholdRow {
    pub id: HouseholdId,
    pub center: CenterId,
    pub address: Option<String>,
}

impl FromRow for HouseholdRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { id: row.get("id")?, center: row.get("center")?, address: row.get("address")? })
    }
}

#[derive(Clone, Copy, Debug)]
pub struct MemberRow {
    pub person: PersonId,
    pub household: HouseholdId,
    pub relation: MemberRelation,
    pub days: Days,
}

impl FromRow for MemberRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            person: row.get("person")?,
            household: row.get("household")?,
            relation: row.get("relation")?,
            days: Days { from: row.get("from_date")?, until: row.get("until_date")? },
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    household: &HouseholdRow,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_household (district, id, center, address, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6)"
    );
    let HouseholdRow { id, center, address } = household;
    let q = q.bind(id.district()).bind(*id).bind(*center).bind(address.clone());
    tx.run(q.bind(now).bind(by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: HouseholdId) -> Result<Option<HouseholdRow>> {
    let q = stmt!(
        "select id, center, address from people_household
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Like [`find`], and holds the row, so that changes of one household follow one another.
pub async fn hold(tx: &mut Tx, id: HouseholdId) -> Result<Option<HouseholdRow>> {
    let q = stmt!(
        "update people_household set center = center
         where district = $1 and id = $2 and ended_at is null
         returning id, center, address"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn set_address(tx: &mut Tx, id: HouseholdId, address: Option<String>) -> Result<()> {
    let q = stmt!("update people_household set address = $3 where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id).bind(address)).await?;
    Ok(())
}

pub async fn end(tx: &mut Tx, id: HouseholdId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_household set ended_at = $3, address = null
         where district = $1 and id = $2 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now)).await?;
    Ok(())
}

pub async fn add_member(
    tx: &mut Tx,
    id: MemberId,
    m: &MemberRow,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_member
           (district, id, person, household, relation, from_date, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(m.person.district()).bind(id).bind(m.person).bind(m.household);
    tx.run(q.bind(m.relation).bind(m.days.from).bind(now).bind(by)).await?;
    Ok(())
}

/// Where someone lives now.
pub async fn membership(tx: &mut Tx, person: PersonId) -> Result<Option<MemberRow>> {
    let q = stmt!(
        "select person, household, relation, from_date, until_date from people_member
         where district = $1 and person = $2 and until_date is null"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// All times in households of one person, the oldest first.
pub async fn memberships(tx: &mut Tx, person: PersonId) -> Result<Vec<MemberRow>> {
    let q = stmt!(
        "select person, household, relation, from_date, until_date from people_member
         where district = $1 and person = $2 order by from_date, id limit 200"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// Who lives there now, whoever came first in front.
pub async fn members(tx: &mut Tx, household: HouseholdId) -> Result<Vec<MemberRow>> {
    let q = stmt!(
        "/* every district: those who live together may be of several */
         select person, household, relation, from_date, until_date from people_member
         where household = $1 and until_date is null order by from_date, id limit 100"
    );
    Ok(tx.all(q.bind(household)).await?)
}

/// Ends someone's time in their household; `until` is the last day.
pub async fn leave(tx: &mut Tx, person: PersonId, until: Date) -> Result<()> {
    let q = stmt!(
        "update people_member set until_date = $3
         where district = $1 and person = $2 and until_date is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(until)).await?;
    Ok(())
}
