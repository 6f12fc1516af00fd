use crate::model::PersonId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use std::collections::BTreeSet;

struct Restricted(PersonId);

impl FromRow for Restricted {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("person").map(Self)
    }
}

pub async fn insert(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into people_restriction (district, person, since) values ($1, $2, $3)
         on conflict (district, person) do nothing"
    );
    tx.run(q.bind(person.district()).bind(person).bind(now)).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_restriction where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}

/// Which of these are restricted.
pub async fn among(tx: &mut Tx, persons: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    let mut found = BTreeSet::new();
    for some in persons.chunks(1_000) {
        let districts: BTreeSet<i64> = some.iter().map(|p| p.district()).collect();
        let q = stmt!("select person from people_restriction where district is not null");
        let q = q.push_in(" and district in ", districts);
        let q = q.push_in(" and person in ", some.iter().copied());
        found.extend(tx.all::<Restricted>(q).await?.into_iter().map(|r| r.0));
    }
    Ok(found)
}
