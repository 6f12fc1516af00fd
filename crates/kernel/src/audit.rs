use crate::{Actor, Result, Timestamp};
use lianxin_db::{FromRow, Id, Json, Row, Tx, stmt};

/// One line of the audit: who did what to which thing, when, on which request.
#[derive(Clone, Debug)]
pub struct AuditLine {
    pub at: Timestamp,
    /// The person who acted; `None` for the program itself.
    pub who: Option<Id>,
    /// `person`, or the name of the part of the program.
    pub actor: String,
    /// The command's name.
    pub what: String,
    pub target: Option<Id>,
    /// The command with secrets masked.
    pub input: String,
    pub request: Option<String>,
}

impl FromRow for AuditLine {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(input) = row.get("input")?;
        Ok(Self {
            at: row.get("at")?,
            who: row.get("who")?,
            actor: row.get("actor")?,
            what: row.get("what")?,
            target: row.get("target")?,
            input,
            request: row.get("request")?,
        })
    }
}

pub(crate) struct Entry<'a> {
    pub id: Id,
    pub at: Timestamp,
    pub actor: &'a Actor,
    pub what: &'static str,
    pub target: Option<Id>,
    pub input: String,
    pub request: Option<&'a str>,
}

pub(crate) async fn write(tx: &mut Tx, entry: Entry<'_>) -> Result<()> {
    let actor = match entry.actor {
        Actor::Person(_) => "person",
        Actor::System(part) => part,
    };
    let q = stmt!(
        "insert into kernel_audit (district, id, at, who, actor, what, target, input, request)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let q = q.bind(i64::from(entry.id.district())).bind(entry.id).bind(entry.at);
    let q = q.bind(entry.actor.id()).bind(actor).bind(entry.what).bind(entry.target);
    let q = q.bind(Json(entry.input)).bind(entry.request.map(str::to_owned));
    tx.run(q).await?;
    Ok(())
}

/// The newest lines of a district, newest first.
pub async fn audit_lines(tx: &mut Tx, district: u16, limit: i64) -> Result<Vec<AuditLine>> {
    let q = stmt!(
        "select at, who, actor, what, target, input, request from kernel_audit
         where district = $1 order by at desc, id desc limit $2"
    );
    Ok(tx.all(q.bind(i64::from(district)).bind(limit)).await?)
}
