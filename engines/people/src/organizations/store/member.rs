use crate::model::PersonId;
use crate::organizations::model::{Member, OrganizationId, OrganizationMemberId};
use crate::rights::mac::{mac, trusted};
use crate::rights::store::Marked;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{App, Kind, Result};

impl FromRow for Marked<Member> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let member = Member {
            id: row.get("id")?,
            organization: row.get("organization")?,
            person: row.get("person")?,
            role: row.get("role")?,
            from: row.get("from_date")?,
            until: row.get("until_date")?,
            added_at: row.get("added_at")?,
            added_by: row.get("added_by")?,
            ended_at: row.get("ended_at")?,
        };
        Ok(Self { row: member, mac: row.get("mac")? })
    }
}

pub async fn insert(tx: &mut Tx, app: &App, m: &Member) -> Result<()> {
    let q = stmt!(
        "insert into people_organization_member
           (district, id, organization, person, role, from_date, until_date, added_at, added_by,
            ended_at, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let q = q.bind(m.id.district()).bind(m.id).bind(m.organization).bind(m.person).bind(m.role);
    let q = q.bind(m.from).bind(m.until).bind(m.added_at).bind(m.added_by).bind(m.ended_at);
    tx.run(q.bind(mac(app, m))).await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, app: &App, m: &Member) -> Result<()> {
    let q = stmt!(
        "update people_organization_member set role = $3, from_date = $4, until_date = $5,
           ended_at = $6, mac = $7
         where district = $1 and id = $2"
    );
    let q = q.bind(m.id.district()).bind(m.id).bind(m.role).bind(m.from).bind(m.until);
    tx.run(q.bind(m.ended_at).bind(mac(app, m))).await?;
    Ok(())
}

/// Gives a membership over to another record; `m` says whose it is now.
pub async fn hand_over(tx: &mut Tx, app: &App, m: &Member) -> Result<()> {
    let q = stmt!(
        "update people_organization_member set person = $3, mac = $4
         where district = $1 and id = $2"
    );
    tx.run(q.bind(m.id.district()).bind(m.id).bind(m.person).bind(mac(app, m))).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, app: &App, id: OrganizationMemberId) -> Result<Option<Member>> {
    let q = stmt!(
        "select id, organization, person, role, from_date, until_date, added_at, added_by, ended_at,
           mac from people_organization_member where district = $1 and id = $2"
    );
    let found: Option<Marked<Member>> = tx.opt(q.bind(id.district()).bind(id)).await?;
    Ok(found.and_then(|f| trusted(app, f.row, &f.mac)))
}

/// The one membership of a person that was not ended, whatever its days, also one that does not fit:
/// it is in the way of another.
pub async fn not_ended(
    tx: &mut Tx,
    organization: OrganizationId,
    person: PersonId,
) -> Result<Option<Member>> {
    let q = stmt!(
        "select id, organization, person, role, from_date, until_date, added_at, added_by, ended_at,
           mac from people_organization_member
         where district = $1 and organization = $2 and person = $3 and ended_at is null"
    );
    let q = q.bind(organization.district()).bind(organization).bind(person);
    Ok(tx.opt::<Marked<Member>>(q).await?.map(|f| f.row))
}

/// Everyone who acts, acted or will act for an organization, the first in front.
pub async fn of(tx: &mut Tx, app: &App, organization: OrganizationId) -> Result<Vec<Member>> {
    let q = stmt!(
        "select id, organization, person, role, from_date, until_date, added_at, added_by, ended_at,
           mac from people_organization_member
         where district = $1 and organization = $2 order by added_at, id limit 2000"
    );
    Ok(every(app, tx.all(q.bind(organization.district()).bind(organization)).await?))
}

/// For whom a person acts, acted or will act.
pub async fn of_person(tx: &mut Tx, app: &App, person: PersonId) -> Result<Vec<Member>> {
    let q = stmt!(
        "/* every district: someone may act for organizations of others */
         select id, organization, person, role, from_date, until_date, added_at, added_by, ended_at,
           mac from people_organization_member where person = $1 order by added_at, id"
    );
    Ok(every(app, tx.all(q.bind(person)).await?))
}

/// The next rows of the whole table, fitting or not, for the check.
pub async fn next(
    tx: &mut Tx,
    after: Option<OrganizationMemberId>,
    most: i64,
) -> Result<Vec<Marked<Member>>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, organization, person, role, from_date, until_date, added_at, added_by, ended_at,
           mac from people_organization_member where 1 = 1"
    );
    Ok(tx.all(q.push_if(" and id > ", after).push_bind(" order by id limit ", most)).await?)
}

fn every(app: &App, found: Vec<Marked<Member>>) -> Vec<Member> {
    found.into_iter().filter_map(|f| trusted(app, f.row, &f.mac)).collect()
}
