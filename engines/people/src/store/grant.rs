use crate::model::{GrantId, PersonId, PlaceId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Role, Timestamp};

/// A role at a place, as the table has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted {
    pub role: Role,
    pub place: PlaceId,
}

impl FromRow for Granted {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let kind: String = row.get("place_kind")?;
        Ok(Self { role: row.get("role")?, place: PlaceId::of(&kind, row.get::<Id>("place")?) })
    }
}

pub struct NewGrant {
    pub id: GrantId,
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub at: Timestamp,
    pub by: Option<Id>,
}

/// The same role at the same place once: a later grant brings new dates.
pub async fn put(tx: &mut Tx, g: &NewGrant) -> Result<()> {
    let q = stmt!(
        "insert into people_grant
           (district, id, person, role, place, place_kind, from_date, until_date, granted_at,
            granted_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district, person, role, place) do update set
           from_date = excluded.from_date, until_date = excluded.until_date,
           granted_at = excluded.granted_at, granted_by = excluded.granted_by"
    );
    let q = q.bind(g.person.district()).bind(g.id).bind(g.person).bind(g.role);
    let q = q.bind(g.place.id()).bind(g.place.kind()).bind(g.from).bind(g.until);
    tx.run(q.bind(g.at).bind(g.by)).await?;
    Ok(())
}

pub async fn take(tx: &mut Tx, person: PersonId, role: Role, place: PlaceId) -> Result<bool> {
    let q = stmt!(
        "delete from people_grant
         where district = $1 and person = $2 and role = $3 and place = $4"
    );
    let q = q.bind(person.district()).bind(person).bind(role).bind(place.id());
    Ok(tx.run(q).await? == 1)
}

pub async fn take_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_grant where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// All grants of a person, also those not yet or no longer in force.
pub async fn all(tx: &mut Tx, person: PersonId) -> Result<Vec<Granted>> {
    let q = stmt!(
        "select role, place, place_kind from people_grant
         where district = $1 and person = $2 order by granted_at, id"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// The grants in force on a day.
pub async fn on(tx: &mut Tx, person: PersonId, day: Date) -> Result<Vec<Granted>> {
    let q = stmt!(
        "select role, place, place_kind from people_grant
         where district = $1 and person = $2 and (from_date is null or from_date <= $3)
           and (until_date is null or until_date >= $3)
         order by granted_at, id"
    );
    Ok(tx.all(q.bind(person.district()).bind(person).bind(day)).await?)
}
