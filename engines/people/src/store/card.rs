use crate::model::{Card, CardCode, CardId, PersonId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

impl FromRow for Card {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { code: row.get("code")?, issued_at: row.get("issued_at")? })
    }
}

struct Owner(PersonId);

impl FromRow for Owner {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("person").map(Self)
    }
}

pub async fn insert(
    tx: &mut Tx,
    id: CardId,
    person: PersonId,
    code: &CardCode,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into people_card (district, id, person, code, issued_at)
         values ($1, $2, $3, $4, $5)"
    );
    tx.run(q.bind(person.district()).bind(id).bind(person).bind(code.as_str()).bind(now)).await?;
    Ok(())
}

pub async fn revoke(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_card set revoked_at = $3
         where district = $1 and person = $2 and revoked_at is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(now)).await?;
    Ok(())
}

pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<Card>> {
    let q = stmt!(
        "select code, issued_at from people_card
         where district = $1 and person = $2 and revoked_at is null"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

pub async fn owner(tx: &mut Tx, code: &CardCode) -> Result<Option<PersonId>> {
    let q = stmt!(
        "/* every district: a card that is shown says no district */
         select person from people_card where code = $1 and revoked_at is null"
    );
    Ok(tx.opt::<Owner>(q.bind(code.as_str())).await?.map(|o| o.0))
}
