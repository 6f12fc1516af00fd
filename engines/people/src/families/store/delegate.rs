use crate::families::model::{Consent, ConsentRecord, Days, DelegateId};
use crate::model::PersonId;
use lianxin_db::{DbError, FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// That someone may act for another, not ended.
#[derive(Clone, Debug)]
pub struct DelegateRow {
    pub id: DelegateId,
    pub person: PersonId,
    pub delegate: PersonId,
    pub modules: Option<Vec<String>>,
    pub days: Days,
    pub consent: Consent,
    pub made_at: Timestamp,
}

impl FromRow for DelegateRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let modules: Option<Json> = row.get("modules")?;
        let modules = modules.map(|Json(text)| serde_json::from_str(&text)).transpose();
        let wrong = |e| DbError::Driver(format!("column modules: {e}").into());
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            delegate: row.get("delegate")?,
            modules: modules.map_err(wrong)?,
            days: Days { from: row.get("from_date")?, until: row.get("until_date")? },
            consent: row.get("consent")?,
            made_at: row.get("made_at")?,
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    d: &DelegateRow,
    record: Option<&ConsentRecord>,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_delegate
           (district, id, person, delegate, modules, from_date, until_date, consent, evidence,
            reason, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let modules = d.modules.as_ref().map(serde_json::to_string).transpose();
    let modules = modules.map_err(lianxin_kernel::Error::internal)?.map(Json);
    let q = q.bind(d.person.district()).bind(d.id).bind(d.person).bind(d.delegate).bind(modules);
    let q = q.bind(d.days.from).bind(d.days.until).bind(d.consent);
    let q = q.bind(record.map(|r| r.evidence)).bind(record.map(|r| r.reason.clone()));
    tx.run(q.bind(d.made_at).bind(by)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: DelegateId) -> Result<Option<DelegateRow>> {
    let q = stmt!(
        "select id, person, delegate, modules, from_date, until_date, consent, made_at
         from people_delegate where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Who may act for this person, now, earlier or later.
pub async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<DelegateRow>> {
    let q = stmt!(
        "select id, person, delegate, modules, from_date, until_date, consent, made_at
         from people_delegate where district = $1 and person = $2 and ended_at is null
         order by made_at, id limit 100"
    );
    Ok(tx.all(q.bind(person.district()).bind(person)).await?)
}

/// For whom this person may act, now, earlier or later.
pub async fn of_delegate(tx: &mut Tx, delegate: PersonId) -> Result<Vec<DelegateRow>> {
    let q = stmt!(
        "/* every district: a delegate may be of another than the person */
         select id, person, delegate, modules, from_date, until_date, consent, made_at
         from people_delegate where delegate = $1 and ended_at is null
         order by made_at, id limit 100"
    );
    Ok(tx.all(q.bind(delegate)).await?)
}

pub async fn pair(
    tx: &mut Tx,
    person: PersonId,
    delegate: PersonId,
) -> Result<Option<DelegateRow>> {
    let q = stmt!(
        "select id, person, delegate, modules, from_date, until_date, consent, made_at
         from people_delegate
         where district = $1 and person = $2 and delegate = $3 and ended_at is null"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person).bind(delegate)).await?)
}

pub async fn end(tx: &mut Tx, id: DelegateId, now: Timestamp, by: Option<Id>) -> Result<bool> {
    let q = stmt!(
        "update people_delegate set ended_at = $3, ended_by = $4
         where district = $1 and id = $2 and ended_at is null"
    );
    Ok(tx.run(q.bind(id.district()).bind(id).bind(now).bind(by)).await? == 1)
}

/// Whether one ever might act for the other, also if that was ended.
pub async fn ever(tx: &mut Tx, person: PersonId, delegate: PersonId) -> Result<bool> {
    let q = stmt!(
        "select id, person, delegate, modules, from_date, until_date, consent, made_at
         from people_delegate where district = $1 and person = $2 and delegate = $3 limit 1"
    );
    let q = q.bind(person.district()).bind(person).bind(delegate);
    Ok(tx.opt::<DelegateRow>(q).await?.is_some())
}
