use super::Marked;
use crate::model::PersonId;
use crate::rights::mac::{mac, trusted};
use crate::rights::model::{DeputyId, DeputyRow};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{App, Kind, Result, Timestamp};

impl FromRow for Marked<DeputyRow> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let deputy = DeputyRow {
            id: row.get("id")?,
            deputy: row.get("deputy")?,
            absent: row.get("absent")?,
            from_at: row.get("from_at")?,
            until_at: row.get("until_at")?,
            given_at: row.get("given_at")?,
            given_by: row.get("given_by")?,
        };
        Ok(Self { row: deputy, mac: row.get("mac")? })
    }
}

pub async fn insert(tx: &mut Tx, app: &App, d: &DeputyRow) -> Result<()> {
    let q = stmt!(
        "insert into people_deputy
           (district, id, deputy, absent, from_at, until_at, given_at, given_by, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let q = q.bind(d.deputy.district()).bind(d.id).bind(d.deputy).bind(d.absent);
    let q = q.bind(d.from_at).bind(d.until_at).bind(d.given_at).bind(d.given_by);
    tx.run(q.bind(mac(app, d))).await?;
    Ok(())
}

/// Marks a row anew.
pub async fn mark(tx: &mut Tx, app: &App, d: &DeputyRow) -> Result<()> {
    let q = stmt!("update people_deputy set mac = $3 where district = $1 and id = $2");
    tx.run(q.bind(d.deputy.district()).bind(d.id).bind(mac(app, d))).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, d: &DeputyRow) -> Result<()> {
    let q = stmt!("delete from people_deputy where district = $1 and id = $2");
    tx.run(q.bind(d.deputy.district()).bind(d.id)).await?;
    Ok(())
}

/// Everything lent by or to a person, when their account ends.
pub async fn delete_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    let q = stmt!(
        "/* every district: who stands in may live elsewhere */
         delete from people_deputy where deputy = $1 or absent = $1"
    );
    tx.run(q.bind(person)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, app: &App, id: DeputyId) -> Result<Option<DeputyRow>> {
    let q = stmt!(
        "select id, deputy, absent, from_at, until_at, given_at, given_by, mac from people_deputy
         where district = $1 and id = $2"
    );
    let found: Option<Marked<DeputyRow>> = tx.opt(q.bind(id.district()).bind(id)).await?;
    Ok(found.and_then(|f| trusted(app, f.row, &f.mac)))
}

/// Whose deputy a person is, was or will be.
pub async fn of(tx: &mut Tx, app: &App, deputy: PersonId) -> Result<Vec<DeputyRow>> {
    let q = stmt!(
        "select id, deputy, absent, from_at, until_at, given_at, given_by, mac from people_deputy
         where district = $1 and deputy = $2 order by from_at, id"
    );
    Ok(every(app, tx.all(q.bind(deputy.district()).bind(deputy)).await?))
}

/// Whether anything is lent to or by a person, now or later.
pub async fn any_open(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "/* every district: who stands in may live elsewhere */
         select id, deputy, absent, from_at, until_at, given_at, given_by, mac from people_deputy
         where (deputy = $1 or absent = $1) and until_at > $2 limit 1"
    );
    Ok(tx.opt::<Marked<DeputyRow>>(q.bind(person).bind(now)).await?.is_some())
}

/// Who stands in, stood in or will for these persons.
pub async fn for_absent(tx: &mut Tx, app: &App, absent: &[PersonId]) -> Result<Vec<DeputyRow>> {
    let mut found = vec![];
    for absent in absent.chunks(1_000) {
        let q = stmt!(
            "/* every district: who stands in may live elsewhere */
             select id, deputy, absent, from_at, until_at, given_at, given_by, mac
             from people_deputy where district is not null"
        );
        let q = q.push_in(" and absent in ", absent.iter().copied()).push(" order by from_at, id");
        found.extend(every(app, tx.all(q).await?));
    }
    Ok(found)
}

/// The next rows of the whole table, fitting or not, for the check.
pub async fn next(
    tx: &mut Tx,
    after: Option<DeputyId>,
    most: i64,
) -> Result<Vec<Marked<DeputyRow>>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, deputy, absent, from_at, until_at, given_at, given_by, mac from people_deputy
         where 1 = 1"
    );
    Ok(tx.all(q.push_if(" and id > ", after).push_bind(" order by id limit ", most)).await?)
}

fn every(app: &App, found: Vec<Marked<DeputyRow>>) -> Vec<DeputyRow> {
    found.into_iter().filter_map(|f| trusted(app, f.row, &f.mac)).collect()
}
