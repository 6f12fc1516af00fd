use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Result, Timestamp};

/// Whom an authority means by a subject.
pub struct SubjectRow {
    pub provider: String,
    pub subject: String,
    pub person: PersonId,
    pub linked_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

impl FromRow for SubjectRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            provider: row.get("provider")?,
            subject: row.get("subject")?,
            person: row.get("person")?,
            linked_at: row.get("linked_at")?,
            used_at: row.get("used_at")?,
        })
    }
}

pub async fn find(
    tx: &mut Tx,
    district: u16,
    provider: &str,
    subject: &str,
) -> Result<Option<SubjectRow>> {
    let q = stmt!(
        "select provider, subject, person, linked_at, used_at from people_subject
         where district = $1 and provider = $2 and subject = $3"
    );
    Ok(tx.opt(q.bind(district).bind(provider).bind(subject)).await?)
}

pub async fn of(tx: &mut Tx, district: u16, person: PersonId) -> Result<Vec<SubjectRow>> {
    let q = stmt!(
        "select provider, subject, person, linked_at, used_at from people_subject
         where district = $1 and person = $2 order by provider"
    );
    Ok(tx.all(q.bind(district).bind(person)).await?)
}

pub struct NewSubject<'a> {
    pub provider: &'a str,
    pub subject: &'a str,
    pub person: PersonId,
    pub at: Timestamp,
    pub by: Option<Id>,
}

/// Says whether the subject was nobody's yet, and this person had none there.
pub async fn link(tx: &mut Tx, district: u16, new: NewSubject<'_>) -> Result<bool> {
    let q = stmt!(
        "insert into people_subject (district, provider, subject, person, linked_at, linked_by)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing"
    );
    let q = q.bind(district).bind(new.provider).bind(new.subject).bind(new.person);
    Ok(tx.run(q.bind(new.at).bind(new.by)).await? == 1)
}

pub async fn used(
    tx: &mut Tx,
    district: u16,
    provider: &str,
    subject: &str,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "update people_subject set used_at = $4
         where district = $1 and provider = $2 and subject = $3"
    );
    tx.run(q.bind(district).bind(provider).bind(subject).bind(now)).await?;
    Ok(())
}

pub async fn unlink(tx: &mut Tx, district: u16, provider: &str, person: PersonId) -> Result<bool> {
    let q =
        stmt!("delete from people_subject where district = $1 and provider = $2 and person = $3");
    Ok(tx.run(q.bind(district).bind(provider).bind(person)).await? == 1)
}

pub async fn unlink_all(tx: &mut Tx, district: u16, person: PersonId) -> Result<()> {
    let q = stmt!("delete from people_subject where district = $1 and person = $2");
    tx.run(q.bind(district).bind(person)).await?;
    Ok(())
}
