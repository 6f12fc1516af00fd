use crate::model::{PersonId, SignInKind};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A login and whose it is.
pub struct Login {
    pub login: String,
    pub person: PersonId,
}

impl FromRow for Login {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { login: row.get("login")?, person: row.get("person")? })
    }
}

/// The logins behind this one, by name.
pub async fn logins(tx: &mut Tx, district: u16, after: &str, most: i64) -> Result<Vec<Login>> {
    let q = stmt!(
        "select login, person from people_credential
         where district = $1 and login > $2 order by login limit $3"
    );
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

/// An account of staff that was ended and whose name is still known.
pub struct EndedAccount {
    pub person: PersonId,
    pub name: String,
    pub home_center: Option<lianxin_db::Id>,
    pub ended_at: Timestamp,
}

impl FromRow for EndedAccount {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            person: row.get("id")?,
            name: row.get("name")?,
            home_center: row.get("home_center")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

/// Those of a district behind this one.
pub async fn ended(
    tx: &mut Tx,
    district: u16,
    after: PersonId,
    most: i64,
) -> Result<Vec<EndedAccount>> {
    let q = stmt!(
        "select id, name, home_center, ended_at from people_person p
         where district = $1 and id > $2 and ended_at is not null and name <> ''
           and exists (select 1 from people_sign_in s
             where s.district = p.district and s.person = p.id and s.kind = $3)
         order by id limit $4"
    );
    Ok(tx.all(q.bind(district).bind(after).bind(SignInKind::Staff).bind(most)).await?)
}

struct Last(PersonId, Timestamp);

impl FromRow for Last {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("person")?, row.get("at")?))
    }
}

/// When each of them last signed in as staff.
pub async fn last(tx: &mut Tx, people: &[PersonId]) -> Result<HashMap<PersonId, Timestamp>> {
    let mut found = HashMap::new();
    for (district, ids) in by_district(people) {
        let q = stmt!(
            "select l.person, l.at from (
               select person, max(started_at) as at from people_sign_in
               where district = $1 and kind = $2 group by person) l
             where l.at is not null"
        );
        let q = q.bind(district).bind(SignInKind::Staff).push_in(" and l.person in ", ids);
        let rows: Vec<Last> = tx.all(q).await?;
        found.extend(rows.into_iter().map(|r| (r.0, r.1)));
    }
    Ok(found)
}

struct Proven(PersonId);

impl FromRow for Proven {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("person").map(Self)
    }
}

/// Who of them has a second factor.
pub async fn with_factor(tx: &mut Tx, people: &[PersonId]) -> Result<HashSet<PersonId>> {
    let mut found = HashSet::new();
    for (district, ids) in by_district(people) {
        let q = stmt!(
            "select person from people_totp where district = $1 and confirmed_at is not null"
        );
        let q = q.bind(district).push_in(" and person in ", ids.iter().copied());
        found.extend(tx.all::<Proven>(q).await?.into_iter().map(|p| p.0));
        let q = stmt!("select person from people_passkey where district = $1");
        let q = q.bind(district).push_in(" and person in ", ids);
        found.extend(tx.all::<Proven>(q).await?.into_iter().map(|p| p.0));
    }
    Ok(found)
}

fn by_district(people: &[PersonId]) -> BTreeMap<i64, Vec<PersonId>> {
    let mut all: BTreeMap<i64, Vec<PersonId>> = BTreeMap::new();
    for person in people {
        all.entry(person.district()).or_default().push(*person);
    }
    all
}
