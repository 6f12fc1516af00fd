//! What is sealed or keyed here, part by part, for a change of keys.
use crate::families::store::standing::StandingRow;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::Result;

/// A sealed value and the thing it is sealed for.
pub struct SealedRow {
    pub owner: Id,
    pub sealed: Vec<u8>,
}

impl FromRow for SealedRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { owner: row.get("owner")?, sealed: row.get("sealed")? })
    }
}

pub async fn needs(tx: &mut Tx, after: Id, most: i64) -> Result<Vec<SealedRow>> {
    let q = stmt!(
        "/* every district: keys are of the whole installation */
         select person as owner, needs_sealed as sealed from people_detail
         where person > $1 and needs_sealed is not null order by person limit $2"
    );
    Ok(tx.all(q.bind(after).bind(most)).await?)
}

pub async fn set_needs(tx: &mut Tx, person: Id, sealed: Vec<u8>) -> Result<()> {
    let q = stmt!("update people_detail set needs_sealed = $3 where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person).bind(sealed)).await?;
    Ok(())
}

pub async fn phones(tx: &mut Tx, after: Id, most: i64) -> Result<Vec<SealedRow>> {
    let q = stmt!(
        "/* every district: keys are of the whole installation */
         select id as owner, phone_sealed as sealed from people_pick_up
         where id > $1 and phone_sealed is not null order by id limit $2"
    );
    Ok(tx.all(q.bind(after).bind(most)).await?)
}

pub async fn set_phone(tx: &mut Tx, pick_up: Id, sealed: Vec<u8>) -> Result<()> {
    let q = stmt!("update people_pick_up set phone_sealed = $3 where district = $1 and id = $2");
    tx.run(q.bind(pick_up.district()).bind(pick_up).bind(sealed)).await?;
    Ok(())
}

/// Standings, ended ones too: their kind is known by the key alone.
pub async fn standings(tx: &mut Tx, after: Id, most: i64) -> Result<Vec<StandingRow>> {
    let q = stmt!(
        "/* every district: keys are of the whole installation */
         select id, person, kind, kind_key, place, place_kind, from_date, until_date, consent,
           made_at
         from people_standing where id > $1 order by id limit $2"
    );
    Ok(tx.all(q.bind(after).bind(most)).await?)
}

pub async fn set_kind_key(tx: &mut Tx, standing: Id, key: Vec<u8>) -> Result<()> {
    let q = stmt!("update people_standing set kind_key = $3 where district = $1 and id = $2");
    tx.run(q.bind(standing.district()).bind(standing).bind(key)).await?;
    Ok(())
}
