use crate::organizations::model::{InvitationId, MemberRole, OrganizationId};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Timestamp};

/// An invitation that was not yet taken.
pub struct Invitation {
    pub id: InvitationId,
    pub organization: OrganizationId,
    pub role: MemberRole,
    /// The last day the member will act for the organization.
    pub until: Option<Date>,
    /// The keyed hash of the code.
    pub code_key: Vec<u8>,
    pub invited_at: Timestamp,
    pub invited_by: Option<Id>,
    pub expires_at: Timestamp,
}

impl FromRow for Invitation {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization")?,
            role: row.get("role")?,
            until: row.get("until_date")?,
            code_key: row.get("code_key")?,
            invited_at: row.get("invited_at")?,
            invited_by: row.get("invited_by")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

pub async fn insert(tx: &mut Tx, i: &Invitation) -> Result<()> {
    let q = stmt!(
        "insert into people_invitation
           (district, id, organization, role, until_date, code_key, invited_at, invited_by,
            expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let q = q.bind(i.id.district()).bind(i.id).bind(i.organization).bind(i.role).bind(i.until);
    let q = q.bind(i.code_key.clone()).bind(i.invited_at).bind(i.invited_by);
    tx.run(q.bind(i.expires_at)).await?;
    Ok(())
}

/// Takes an invitation out: it works once.
pub async fn take(tx: &mut Tx, id: InvitationId) -> Result<Option<Invitation>> {
    let q = stmt!(
        "delete from people_invitation where district = $1 and id = $2
         returning id, organization, role, until_date, code_key, invited_at, invited_by, expires_at"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("count").map(Self)
    }
}

/// How many of an organization wait, those that expired taken away.
pub async fn waiting(tx: &mut Tx, organization: OrganizationId, now: Timestamp) -> Result<i64> {
    let q = stmt!(
        "delete from people_invitation
         where district = $1 and organization = $2 and expires_at <= $3"
    );
    tx.run(q.bind(organization.district()).bind(organization).bind(now)).await?;
    let q = stmt!(
        "select count(*) as count from people_invitation where district = $1 and organization = $2"
    );
    let found: Count = tx.one(q.bind(organization.district()).bind(organization)).await?;
    Ok(found.0)
}
