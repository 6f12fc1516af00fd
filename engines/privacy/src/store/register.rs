use super::{json, to_json};
use crate::model::{Assessment, AssessmentId, AssessmentState, ProvisionFields, ProvisionId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Limit, Result, Timestamp};
use lianxin_people::PersonId;

impl FromRow for Assessment {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            place: row.get("place")?,
            state: row.get("state")?,
            fields: json(row, "fields")?,
            version: row.get("version")?,
            author: row.get("author")?,
            created_at: row.get("created_at")?,
            reviewer: row.get("reviewer")?,
            reviewed_at: row.get("reviewed_at")?,
            review_note: row.get("review_note")?,
        })
    }
}

pub async fn add_assessment(tx: &mut Tx, a: &Assessment) -> Result<()> {
    let q = stmt!(
        "insert into privacy_assessment
           (district, id, place, state, subject, fields, version, author, created_at, next_review)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let q = q.bind(a.id.district()).bind(a.id).bind(a.place).bind(a.state);
    let q = q.bind(a.fields.subject.as_str()).bind(to_json(&a.fields)?).bind(a.version);
    tx.run(q.bind(a.author).bind(a.created_at).bind(a.fields.next_review)).await?;
    Ok(())
}

/// Writes fields and state over the version before; false when someone did meanwhile.
pub async fn change_assessment(tx: &mut Tx, a: &Assessment) -> Result<bool> {
    let q = stmt!(
        "update privacy_assessment set state = $3, subject = $4, fields = $5, version = $6,
           next_review = $7, reviewer = $8, reviewed_at = $9, review_note = $10
         where district = $1 and id = $2 and version = $11"
    );
    let q = q.bind(a.id.district()).bind(a.id).bind(a.state).bind(a.fields.subject.as_str());
    let q = q.bind(to_json(&a.fields)?).bind(a.version).bind(a.fields.next_review);
    let q = q.bind(a.reviewer).bind(a.reviewed_at).bind(a.review_note.clone());
    Ok(tx.run(q.bind(a.version - 1)).await? == 1)
}

pub async fn assessment(tx: &mut Tx, id: AssessmentId) -> Result<Option<Assessment>> {
    let q = stmt!(
        "select id, place, state, fields, version, author, created_at, reviewer, reviewed_at,
           review_note
         from privacy_assessment where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Those of some places, newest first.
pub async fn assessments(
    tx: &mut Tx,
    places: &[Id],
    after: Option<AssessmentId>,
    limit: Limit,
) -> Result<Vec<Assessment>> {
    let q = stmt!(
        "select id, place, state, fields, version, author, created_at, reviewer, reviewed_at,
           review_note
         from privacy_assessment where district is not null"
    );
    let q = q.push_in(" and district in ", super::districts(places));
    let q = q.push_in(" and place in ", places.iter().copied());
    let q = q.push_if(" and id < ", after);
    Ok(tx.all(q.push_bind(" order by id desc limit ", limit.with_one_more())).await?)
}

/// An approved assessment whose review comes up.
pub struct Due {
    pub subject: String,
    pub author: PersonId,
    pub reviewer: Option<PersonId>,
    pub next_review: Date,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            subject: row.get("subject")?,
            author: row.get("author")?,
            reviewer: row.get("reviewer")?,
            next_review: row.get("next_review")?,
        })
    }
}

/// Notes for each that its review until this day was reminded of, and says which they were.
pub async fn remind(tx: &mut Tx, until: Date) -> Result<Vec<Due>> {
    let q = stmt!(
        "/* every district: reminders of the whole installation */
         update privacy_assessment set reminded_for = next_review
         where state = $1 and next_review <= $2
           and (reminded_for is null or reminded_for <> next_review)
         returning subject, author, reviewer, next_review"
    );
    Ok(tx.all(q.bind(AssessmentState::Approved).bind(until)).await?)
}

/// One entry of the register of those who get data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionRow {
    pub id: ProvisionId,
    pub place: Id,
    pub fields: ProvisionFields,
    pub recorded_by: PersonId,
    pub recorded_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl FromRow for ProvisionRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            place: row.get("place")?,
            fields: json(row, "fields")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

pub async fn add_provision(tx: &mut Tx, p: &ProvisionRow) -> Result<()> {
    let q = stmt!(
        "insert into privacy_provision
           (district, id, place, kind, purpose, receiver, fields, from_date, until_date,
            recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let q = q.bind(p.id.district()).bind(p.id).bind(p.place).bind(p.fields.kind);
    let q = q.bind(p.fields.purpose.as_str()).bind(p.fields.receiver.as_str());
    let q = q.bind(to_json(&p.fields)?).bind(p.fields.from).bind(p.fields.until);
    tx.run(q.bind(p.recorded_by).bind(p.recorded_at)).await?;
    Ok(())
}

pub async fn provision(tx: &mut Tx, id: ProvisionId) -> Result<Option<ProvisionRow>> {
    let q = stmt!(
        "select id, place, fields, recorded_by, recorded_at, ended_at
         from privacy_provision where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn provisions(
    tx: &mut Tx,
    places: &[Id],
    after: Option<ProvisionId>,
    limit: Limit,
) -> Result<Vec<ProvisionRow>> {
    let q = stmt!(
        "select id, place, fields, recorded_by, recorded_at, ended_at
         from privacy_provision where district is not null"
    );
    let q = q.push_in(" and district in ", super::districts(places));
    let q = q.push_in(" and place in ", places.iter().copied());
    let q = q.push_if(" and id < ", after);
    Ok(tx.all(q.push_bind(" order by id desc limit ", limit.with_one_more())).await?)
}

/// Ends one that has not ended; false when it had.
pub async fn end_provision(tx: &mut Tx, id: ProvisionId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update privacy_provision set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now)).await? == 1)
}
