use crate::families::model::{Residency, ResidencyEvidence, ResidencyId, ResidencyState};
use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Timestamp};

impl FromRow for Residency {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let state = row.get("state")?;
        Ok(Self {
            state,
            waiting: state == ResidencyState::Claimed,
            id: Some(row.get("id")?),
            center: Some(row.get("center")?),
            evidence: row.get("evidence")?,
            claimed_at: Some(row.get("claimed_at")?),
            decided_at: row.get("decided_at")?,
            until: row.get("until_date")?,
            reason: row.get("reason")?,
        })
    }
}

/// A claim nobody has decided yet.
pub struct OpenClaim {
    pub id: ResidencyId,
    pub center: CenterId,
    pub by: Option<Id>,
}

impl FromRow for OpenClaim {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { id: row.get("id")?, center: row.get("center")?, by: row.get("claimed_by")? })
    }
}

/// What was decided of a claim.
pub struct Decided {
    pub state: ResidencyState,
    pub evidence: Option<ResidencyEvidence>,
    pub until: Option<Date>,
    pub reason: Option<String>,
}

pub async fn claim(
    tx: &mut Tx,
    id: ResidencyId,
    person: PersonId,
    center: CenterId,
    evidence: Option<ResidencyEvidence>,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_residency
           (district, id, person, center, state, evidence, claimed_at, claimed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(person.district()).bind(id).bind(person).bind(center);
    let q = q.bind(ResidencyState::Claimed).bind(evidence).bind(now).bind(by);
    tx.run(q).await?;
    Ok(())
}

pub async fn open(tx: &mut Tx, person: PersonId) -> Result<Option<OpenClaim>> {
    let q = stmt!(
        "select id, center, claimed_by from people_residency
         where district = $1 and person = $2 and state = 'claimed'"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// The last claim and what came of it.
pub async fn last(tx: &mut Tx, person: PersonId) -> Result<Option<Residency>> {
    let q = stmt!(
        "select id, center, state, evidence, claimed_at, decided_at, until_date, reason
         from people_residency where district = $1 and person = $2
         order by claimed_at desc, id desc limit 1"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// The last confirmation: it holds while a new claim waits.
pub async fn last_confirmed(tx: &mut Tx, person: PersonId) -> Result<Option<Residency>> {
    let q = stmt!(
        "select id, center, state, evidence, claimed_at, decided_at, until_date, reason
         from people_residency where district = $1 and person = $2 and state = 'confirmed'
         order by claimed_at desc, id desc limit 1"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

pub async fn decide(
    tx: &mut Tx,
    id: ResidencyId,
    decided: &Decided,
    now: Timestamp,
    by: Option<Id>,
) -> Result<bool> {
    let q = stmt!(
        "update people_residency
         set state = $3, evidence = $4, until_date = $5, reason = $6, decided_at = $7,
           decided_by = $8
         where district = $1 and id = $2 and state = 'claimed'"
    );
    let q = q.bind(id.district()).bind(id).bind(decided.state).bind(decided.evidence);
    let q = q.bind(decided.until).bind(decided.reason.clone()).bind(now).bind(by);
    Ok(tx.run(q).await? == 1)
}
