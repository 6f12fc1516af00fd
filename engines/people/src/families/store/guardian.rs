use crate::families::model::{GuardianEvidence, GuardianId, GuardianRelation};
use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// That someone is the guardian of a child, not ended.
#[derive(Clone, Copy, Debug)]
pub struct GuardianRow {
    pub id: GuardianId,
    pub child: PersonId,
    pub guardian: PersonId,
    pub relation: GuardianRelation,
    pub evidence: GuardianEvidence,
    pub made_at: Timestamp,
}

impl FromRow for GuardianRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            child: row.get("child")?,
            guardian: row.get("guardian")?,
            relation: row.get("relation")?,
            evidence: row.get("evidence")?,
            made_at: row.get("made_at")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, g: &GuardianRow, by: Option<Id>) -> Result<()> {
    let q = stmt!(
        "insert into people_guardian
           (district, id, child, guardian, relation, evidence, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(g.child.district()).bind(g.id).bind(g.child).bind(g.guardian);
    tx.run(q.bind(g.relation).bind(g.evidence).bind(g.made_at).bind(by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: GuardianId) -> Result<Option<GuardianRow>> {
    let q = stmt!(
        "select id, child, guardian, relation, evidence, made_at from people_guardian
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn of_child(tx: &mut Tx, child: PersonId) -> Result<Vec<GuardianRow>> {
    let q = stmt!(
        "select id, child, guardian, relation, evidence, made_at from people_guardian
         where district = $1 and child = $2 and ended_at is null order by made_at, id limit 50"
    );
    Ok(tx.all(q.bind(child.district()).bind(child)).await?)
}

/// The children of a guardian, also those who have come of age.
pub async fn of_guardian(tx: &mut Tx, guardian: PersonId) -> Result<Vec<GuardianRow>> {
    let q = stmt!(
        "/* every district: a guardian may be of another than the child */
         select id, child, guardian, relation, evidence, made_at from people_guardian
         where guardian = $1 and ended_at is null order by made_at, id limit 50"
    );
    Ok(tx.all(q.bind(guardian)).await?)
}

pub async fn pair(tx: &mut Tx, child: PersonId, guardian: PersonId) -> Result<Option<GuardianRow>> {
    let q = stmt!(
        "select id, child, guardian, relation, evidence, made_at from people_guardian
         where district = $1 and child = $2 and guardian = $3 and ended_at is null"
    );
    Ok(tx.opt(q.bind(child.district()).bind(child).bind(guardian)).await?)
}

pub async fn end(tx: &mut Tx, id: GuardianId, now: Timestamp, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "update people_guardian set ended_at = $3, ended_by = $4
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now).bind(by)).await? == 1)
}
