use crate::model::{PlaceId, fold};
use crate::organizations::model::{
    CreditCode, Organization, OrganizationId, OrganizationKind, OrganizationStatus,
};
use lianxin_db::{DbError, FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{Error, Kind, Line, Result, Timestamp};

fn driver(why: impl std::fmt::Display) -> DbError {
    DbError::Driver(format!("an organization's row: {why}").into())
}

impl FromRow for Organization {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(name) = row.get("name")?;
        let home: String = row.get("home_kind")?;
        let code: Option<String> = row.get("credit_code")?;
        let contact: Option<String> = row.get("contact")?;
        Ok(Self {
            organization: row.get("id")?,
            kind: row.get("kind")?,
            name: serde_json::from_str(&name).map_err(driver)?,
            credit_code: code.as_deref().and_then(CreditCode::parse),
            contact: contact.map(|c| Line::new(&c).map_err(driver)).transpose()?,
            home: PlaceId::of(&home, row.get::<Id>("home")?),
            status: row.get("status")?,
        })
    }
}

/// The names in all languages, as they are searched.
fn search_name(o: &Organization) -> String {
    let names: Vec<String> = o.name.all().map(fold).collect();
    names.join("\n")
}

pub async fn insert(tx: &mut Tx, o: &Organization, now: Timestamp) -> Result<()> {
    let q = stmt!(
        "insert into people_organization
           (district, id, kind, name, search_name, credit_code, contact, home, home_kind, status,
            created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let name = Json(serde_json::to_string(&o.name).map_err(Error::internal)?);
    let q = q.bind(o.organization.district()).bind(o.organization).bind(o.kind).bind(name);
    let q = q.bind(search_name(o)).bind(o.credit_code.as_ref().map(CreditCode::as_str));
    let q = q.bind(o.contact.as_ref()).bind(o.home.id()).bind(o.home.kind()).bind(o.status);
    tx.run(q.bind(now)).await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, o: &Organization) -> Result<()> {
    let q = stmt!(
        "update people_organization set name = $3, search_name = $4, credit_code = $5, contact = $6,
           home = $7, home_kind = $8, status = $9
         where district = $1 and id = $2"
    );
    let name = Json(serde_json::to_string(&o.name).map_err(Error::internal)?);
    let q = q.bind(o.organization.district()).bind(o.organization).bind(name);
    let q = q.bind(search_name(o)).bind(o.credit_code.as_ref().map(CreditCode::as_str));
    let q = q.bind(o.contact.as_ref()).bind(o.home.id()).bind(o.home.kind()).bind(o.status);
    tx.run(q).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: OrganizationId) -> Result<Option<Organization>> {
    let q = stmt!(
        "select id, kind, name, credit_code, contact, home, home_kind, status
         from people_organization where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// Like [`find`], and holds the row, so that changes of one organization follow one another.
pub async fn hold(tx: &mut Tx, id: OrganizationId) -> Result<Option<Organization>> {
    let q = stmt!(
        "update people_organization set status = status where district = $1 and id = $2
         returning id, kind, name, credit_code, contact, home, home_kind, status"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

pub async fn with_code(
    tx: &mut Tx,
    district: u16,
    code: &CreditCode,
) -> Result<Option<Organization>> {
    let q = stmt!(
        "select id, kind, name, credit_code, contact, home, home_kind, status
         from people_organization where district = $1 and credit_code = $2"
    );
    Ok(tx.opt(q.bind(district).bind(code.as_str())).await?)
}

/// What a list asks for.
pub struct Wanted<'a> {
    pub homes: Vec<Id>,
    pub kind: Option<OrganizationKind>,
    pub status: Option<OrganizationStatus>,
    /// A part of the name.
    pub text: Option<&'a str>,
    pub after: Option<OrganizationId>,
    pub most: i64,
}

/// Those at home at one of the places, by id.
pub async fn list(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Organization>> {
    let mut found: Vec<Organization> = vec![];
    for homes in wanted.homes.chunks(1_000) {
        let q = stmt!(
            "/* every district: a region may hold several */
             select id, kind, name, credit_code, contact, home, home_kind, status
             from people_organization where district is not null"
        );
        let text = wanted.text.map(|t| format!("%{}%", escaped(&fold(t))));
        let q = q.push_in(" and home in ", homes.iter().copied());
        let q = q.push_if(" and kind = ", wanted.kind).push_if(" and status = ", wanted.status);
        let q = match text {
            Some(text) => {
                q.push_bind(" and lower(search_name) like lower(", text).push(") escape '!'")
            }
            None => q,
        };
        let q = q.push_if(" and id > ", wanted.after).push_bind(" order by id limit ", wanted.most);
        found.extend(tx.all::<Organization>(q).await?);
    }
    found.sort_by_key(|o| o.organization);
    found.truncate(usize::try_from(wanted.most).unwrap_or(0));
    Ok(found)
}

fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
