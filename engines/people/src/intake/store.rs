use super::model::{ImportId, ImportState, Tally};
use crate::place::CenterId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// An import as the table has it.
#[derive(Clone, Debug)]
pub struct ImportRow {
    pub id: ImportId,
    pub center: CenterId,
    pub state: ImportState,
    pub heading: Vec<String>,
    pub lines: i64,
    pub hash: Option<Vec<u8>>,
    pub with_doubtful: bool,
    pub until: Timestamp,
}

impl FromRow for ImportRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let heading: String = row.get("heading")?;
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            state: row.get("state")?,
            heading: heading.split(',').map(str::to_owned).collect(),
            lines: row.get("lines")?,
            hash: row.get("hash")?,
            with_doubtful: row.get("with_doubtful")?,
            until: row.get("until_at")?,
        })
    }
}

/// Sealed lines.
pub struct PartRow {
    pub part: i64,
    pub sealed: Vec<u8>,
}

impl FromRow for PartRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { part: row.get("part")?, sealed: row.get("sealed")? })
    }
}

/// What is known of all parts together.
pub struct Sum {
    pub tally: Tally,
    pub checked: i64,
    pub done: i64,
    pub taken: i64,
}

impl FromRow for Sum {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            tally: Tally {
                new: row.get("new_lines")?,
                same: row.get("same_lines")?,
                changed: row.get("changed_lines")?,
                doubtful: row.get("doubtful_lines")?,
                refused: row.get("refused_lines")?,
            },
            checked: row.get("checked")?,
            done: row.get("done")?,
            taken: row.get("taken")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, import: &ImportRow, by: Option<Id>, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into people_import
           (district, id, center, state, heading, lines, with_doubtful, made_at, made_by, until_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let q = q.bind(import.id.district()).bind(import.id).bind(import.center).bind(import.state);
    let q =
        q.bind(import.heading.join(",")).bind(import.lines).bind(import.with_doubtful).bind(now);
    tx.run(q.bind(by).bind(import.until)).await?;
    Ok(())
}

pub async fn insert_part(tx: &mut Tx, import: ImportId, part: PartRow, lines: i64) -> Result<()> {
    let q = stmt!(
        "insert into people_import_part
           (district, import, part, sealed, lines, checked, new_lines, same_lines, changed_lines,
            doubtful_lines, refused_lines)
         values ($1, $2, $3, $4, $5, false, 0, 0, 0, 0, 0)"
    );
    let q = q.bind(import.district()).bind(import).bind(part.part).bind(part.sealed);
    tx.run(q.bind(lines)).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRow>> {
    let q = stmt!(
        "select id, center, state, heading, lines, hash, with_doubtful, until_at
         from people_import where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Like [`find`], and holds the row, so that changes of one import follow one another.
pub async fn hold(tx: &mut Tx, id: ImportId) -> Result<Option<ImportRow>> {
    let q = stmt!(
        "update people_import set state = state where district = $1 and id = $2
         returning id, center, state, heading, lines, hash, with_doubtful, until_at"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn update(tx: &mut Tx, import: &ImportRow) -> Result<()> {
    let q = stmt!(
        "update people_import set state = $3, hash = $4, with_doubtful = $5, until_at = $6
         where district = $1 and id = $2"
    );
    let q = q.bind(import.id.district()).bind(import.id).bind(import.state);
    tx.run(q.bind(import.hash.clone()).bind(import.with_doubtful).bind(import.until)).await?;
    Ok(())
}

/// The first part that was not held against the register.
pub async fn unchecked(tx: &mut Tx, id: ImportId) -> Result<Option<PartRow>> {
    let q = stmt!(
        "select part, sealed from people_import_part
         where district = $1 and import = $2 and checked = false order by part limit 1"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The first part that has not come in.
pub async fn untaken(tx: &mut Tx, id: ImportId) -> Result<Option<PartRow>> {
    let q = stmt!(
        "select part, sealed from people_import_part
         where district = $1 and import = $2 and taken is null order by part limit 1"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// A part and those behind it.
pub async fn parts_from(tx: &mut Tx, id: ImportId, part: i64, most: i64) -> Result<Vec<PartRow>> {
    let q = stmt!(
        "select part, sealed from people_import_part
         where district = $1 and import = $2 and part >= $3 order by part limit $4"
    );
    Ok(tx.all(q.bind(id.district()).bind(id).bind(part).bind(most)).await?)
}

pub async fn checked(tx: &mut Tx, id: ImportId, part: PartRow, tally: Tally) -> Result<()> {
    let q = stmt!(
        "update people_import_part set sealed = $4, checked = true, new_lines = $5,
           same_lines = $6, changed_lines = $7, doubtful_lines = $8, refused_lines = $9
         where district = $1 and import = $2 and part = $3"
    );
    let q = q.bind(id.district()).bind(id).bind(part.part).bind(part.sealed).bind(tally.new);
    let q = q.bind(tally.same).bind(tally.changed).bind(tally.doubtful).bind(tally.refused);
    tx.run(q).await?;
    Ok(())
}

pub async fn taken(tx: &mut Tx, id: ImportId, part: PartRow, taken: i64) -> Result<()> {
    let q = stmt!(
        "update people_import_part set sealed = $4, taken = $5
         where district = $1 and import = $2 and part = $3"
    );
    let q = q.bind(id.district()).bind(id).bind(part.part).bind(part.sealed);
    tx.run(q.bind(taken)).await?;
    Ok(())
}

pub async fn sum(tx: &mut Tx, id: ImportId) -> Result<Sum> {
    let q = stmt!(
        "select cast(coalesce(sum(new_lines), 0) as bigint) as new_lines,
           cast(coalesce(sum(same_lines), 0) as bigint) as same_lines,
           cast(coalesce(sum(changed_lines), 0) as bigint) as changed_lines,
           cast(coalesce(sum(doubtful_lines), 0) as bigint) as doubtful_lines,
           cast(coalesce(sum(refused_lines), 0) as bigint) as refused_lines,
           cast(coalesce(sum(case when checked then lines else 0 end), 0) as bigint) as checked,
           cast(coalesce(sum(case when taken is null then 0 else lines end), 0) as bigint) as done,
           cast(coalesce(sum(taken), 0) as bigint) as taken
         from people_import_part where district = $1 and import = $2"
    );
    Ok(tx.one(q.bind(id.district()).bind(id)).await?)
}

pub async fn delete(tx: &mut Tx, id: ImportId) -> Result<()> {
    let q = stmt!("delete from people_import_part where district = $1 and import = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    let q = stmt!("delete from people_import where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
