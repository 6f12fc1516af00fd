use super::purpose::key;
use crate::model::{Answer, Channel, DecisionId, PurposeKey, Standing};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_people::PersonId;

/// One word on a purpose, with who gave it and who heard it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    pub id: DecisionId,
    pub person: PersonId,
    pub purpose: PurposeKey,
    pub said: Standing,
    pub channel: Channel,
    pub by: Option<Id>,
    pub witness: Option<Id>,
    pub guardian: Option<Id>,
}

impl FromRow for Standing {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            answer: row.get::<Answer>("answer")?,
            version: row.get("version")?,
            at: row.get("at")?,
        })
    }
}

impl FromRow for DecisionRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            purpose: key(row, "purpose")?,
            said: Standing::from_row(row)?,
            channel: row.get("channel")?,
            by: row.get("by_person")?,
            witness: row.get("witness")?,
            guardian: row.get("guardian")?,
        })
    }
}

/// Writes the word, and makes it the last one.
pub async fn say(tx: &mut Tx, d: &DecisionRow) -> Result<()> {
    let q = stmt!(
        "insert into privacy_decision
           (district, id, person, purpose, version, answer, at, channel, by_person, witness, guardian)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let q = q.bind(d.person.district()).bind(d.id).bind(d.person).bind(d.purpose.as_str());
    let q = q.bind(d.said.version).bind(d.said.answer).bind(d.said.at).bind(d.channel);
    tx.run(q.bind(d.by).bind(d.witness).bind(d.guardian)).await?;
    let q = stmt!(
        "insert into privacy_standing
           (district, person, purpose, decision, answer, version, at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (district, person, purpose) do update set decision = excluded.decision,
           answer = excluded.answer, version = excluded.version, at = excluded.at"
    );
    let q = q.bind(d.person.district()).bind(d.person).bind(d.purpose.as_str()).bind(d.id);
    tx.run(q.bind(d.said.answer).bind(d.said.version).bind(d.said.at)).await?;
    Ok(())
}

pub async fn last(tx: &mut Tx, person: PersonId, purpose: &str) -> Result<Option<Standing>> {
    let q = stmt!(
        "select answer, version, at from privacy_standing
         where district = $1 and person = $2 and purpose = $3"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person).bind(purpose)).await?)
}

/// The last word on each purpose, with who gave it.
pub async fn last_of_all(tx: &mut Tx, person: PersonId) -> Result<Vec<DecisionRow>> {
    let q = stmt!(
        "select d.id, d.person, d.purpose, d.version, d.answer, d.at, d.channel, d.by_person,
           d.witness, d.guardian
         from privacy_standing s
           join privacy_decision d on d.district = s.district and d.id = s.decision
         where s.district = $1 and s.person = $2 order by d.purpose"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// Every word of a person, the latest first.
pub async fn history(tx: &mut Tx, person: PersonId, most: i64) -> Result<Vec<DecisionRow>> {
    let q = stmt!(
        "select id, person, purpose, version, answer, at, channel, by_person, witness, guardian
         from privacy_decision where district = $1 and person = $2 order by at desc, id desc limit $3"
    );
    Ok(tx.all(q.bind(person.district()).bind(person).bind(most)).await?)
}

/// Moves what one person said to another; what the other said themself stays the last word.
pub async fn repoint(
    tx: &mut Tx,
    from: PersonId,
    to: PersonId,
    rows: Option<&[Id]>,
) -> Result<Vec<Id>> {
    let mine = history(tx, from, i64::from(u32::MAX)).await?;
    let moved: Vec<DecisionRow> =
        mine.into_iter().filter(|d| rows.is_none_or(|ids| ids.contains(&d.id.id()))).collect();
    let mut ids = vec![];
    for d in moved {
        // A row lives in the district of its person.
        if from.district() != to.district() {
            continue;
        }
        let q = stmt!("update privacy_decision set person = $3 where district = $1 and id = $2");
        tx.run(q.bind(d.person.district()).bind(d.id).bind(to)).await?;
        ids.push(d.id.id());
    }
    for person in [from, to] {
        stand(tx, person).await?;
    }
    Ok(ids)
}

/// Makes the last words of a person anew from all they said.
async fn stand(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!("delete from privacy_standing where district = $1 and person = $2");
    tx.run(q.bind(person.district()).bind(person)).await?;
    let q = stmt!(
        "insert into privacy_standing (district, person, purpose, decision, answer, version, at)
         select d.district, d.person, d.purpose, d.id, d.answer, d.version, d.at
         from privacy_decision d
         where d.district = $1 and d.person = $2 and not exists (
           select 1 from privacy_decision o
           where o.district = d.district and o.person = d.person and o.purpose = d.purpose
             and (o.at, o.id) > (d.at, d.id))"
    );
    tx.run(q.bind(person.district()).bind(person)).await?;
    Ok(())
}
