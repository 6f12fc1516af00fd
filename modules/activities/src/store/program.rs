use crate::model::{ProgramFields, ProgramId};
use crate::record::ProgramRecord;
use lianxin_db::{DbError, FromRow, Json, Row, Sql, Tx, stmt};
use lianxin_kernel::{Cursor, Error, Kind, Limit, Page, Result, Timestamp};
use lianxin_places::CenterId;

impl FromRow for ProgramRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("program")?,
            center: row.get("center")?,
            status: row.get("program_status")?,
            fields: fields(row)?,
            version: row.get("version")?,
        })
    }
}

fn fields(row: &Row<'_>) -> lianxin_db::Result<ProgramFields> {
    let Json(text) = row.get("fields")?;
    let wrong = |e| DbError::Driver(format!("fields of a program: {e}").into());
    serde_json::from_str(&text).map_err(wrong)
}

pub async fn insert(tx: &mut Tx, program: &ProgramRecord, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into activities_program
           (district, id, center, status, kind, age_min, age_max, folded, fields, version,
            created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)"
    );
    let q = q.bind(program.id.district()).bind(program.id).bind(program.center);
    let q = bind_fields(q.bind(program.status), &program.fields)?;
    tx.run(q.bind(program.version).bind(now)).await?;
    Ok(())
}

/// The fields and what is taken out of them for filters, in the order of the columns.
fn bind_fields(q: Sql, fields: &ProgramFields) -> Result<Sql> {
    let json = serde_json::to_string(fields).map_err(Error::internal)?;
    let q = q.bind(fields.kind).bind(fields.age_min).bind(fields.age_max);
    Ok(q.bind(folded(fields)).bind(Json(json)))
}

/// What a search looks in.
fn folded(fields: &ProgramFields) -> String {
    let texts = fields.title.all().chain(fields.description.iter().flat_map(|d| d.all()));
    lianxin_places::fold(&texts.collect::<Vec<_>>().join("\n"))
}

/// Writes the fields if nobody did since `version` was read; says whether.
pub async fn update(tx: &mut Tx, program: &ProgramRecord, now: Timestamp) -> Result<bool> {
    let q = stmt!(
        "update activities_program set status = $3, kind = $4, age_min = $5, age_max = $6,
           folded = $7, fields = $8, version = version + 1, changed_at = $10
         where district = $1 and id = $2 and version = $9"
    );
    let q = q.bind(program.id.district()).bind(program.id).bind(program.status);
    let q = bind_fields(q, &program.fields)?;
    Ok(tx.run(q.bind(program.version).bind(now)).await? == 1)
}

pub async fn by_id(tx: &mut Tx, id: ProgramId) -> Result<Option<ProgramRecord>> {
    let q = stmt!(
        "select id as program, center, status as program_status, fields, version
         from activities_program where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Programs of a center, newest first; archived ones only when searched for.
pub async fn of_center(
    tx: &mut Tx,
    center: CenterId,
    search: Option<&str>,
    after: Option<&str>,
    limit: Limit,
) -> Result<Page<ProgramRecord>> {
    let q = stmt!(
        "select id as program, center, status as program_status, fields, version
         from activities_program where district = $1 and center = $2"
    );
    let mut q = q.bind(center.district()).bind(center);
    q = match search {
        Some(text) => contains(q, "folded", text),
        None => q.push(" and status <> 'archived'"),
    };
    if let Some(cursor) = Cursor::parse(after, 1)? {
        q = q.push_bind(" and id < ", cursor.part::<ProgramId>(0)?);
    }
    let q = q.push_bind(" order by id desc limit ", limit.with_one_more());
    Ok(Page::cut(tx.all(q).await?, limit, |p: &ProgramRecord| vec![p.id.to_string()]))
}

/// `and <column> contains text`, whatever characters the text has.
pub fn contains(q: Sql, column: &'static str, text: &str) -> Sql {
    let folded = lianxin_places::fold(text);
    let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let q = q.push(" and lower(").push(column).push_bind(") like ", format!("%{escaped}%"));
    q.push(" escape '\\'")
}
