use crate::families::model::PaperCodeId;
use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// A code that still works, as far as its row tells.
pub struct PaperRow {
    pub id: PaperCodeId,
    pub person: PersonId,
    pub expires_at: Timestamp,
    pub tries: i64,
}

impl FromRow for PaperRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            person: row.get("person")?,
            expires_at: row.get("expires_at")?,
            tries: row.get("tries")?,
        })
    }
}

pub async fn insert(
    tx: &mut Tx,
    paper: &PaperRow,
    key: Vec<u8>,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_paper_code
           (district, id, person, code_key, issued_at, issued_by, expires_at, tries)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(paper.person.district()).bind(paper.id).bind(paper.person).bind(key);
    tx.run(q.bind(now).bind(by).bind(paper.expires_at).bind(paper.tries)).await?;
    Ok(())
}

/// The code someone has, if it was not used.
pub async fn of(tx: &mut Tx, person: PersonId) -> Result<Option<PaperRow>> {
    let q = stmt!(
        "select id, person, expires_at, tries from people_paper_code
         where district = $1 and person = $2 and ended_at is null"
    );
    Ok(tx.opt(q.bind(person.district()).bind(person)).await?)
}

/// Counts one try of the code with one of these keys; the row is held until the end of the change.
pub async fn count_try(tx: &mut Tx, keys: Vec<Vec<u8>>) -> Result<Option<PaperRow>> {
    let q = stmt!(
        "/* every district: who types a code says no district */
         update people_paper_code set tries = tries + 1 where ended_at is null"
    );
    let q = q.push_in(" and code_key in ", keys);
    Ok(tx.opt(q.push(" returning id, person, expires_at, tries")).await?)
}

pub async fn end(tx: &mut Tx, id: PaperCodeId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_paper_code set ended_at = $3
         where district = $1 and id = $2 and ended_at is null"
    );
    tx.run(q.bind(id.district()).bind(id).bind(now)).await?;
    Ok(())
}

/// Ends whatever code someone has.
pub async fn end_all(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "update people_paper_code set ended_at = $3
         where district = $1 and person = $2 and ended_at is null"
    );
    tx.run(q.bind(person.district()).bind(person).bind(now)).await?;
    Ok(())
}
