use crate::organizations::model::{Contract, ContractId, OrganizationId};
use crate::place::CenterId;
use crate::rights::mac::{mac, trusted};
use crate::rights::store::{Marked, modules_of, modules_value};
use lianxin_db::{DbError, FromRow, Json, Row, Tx, stmt};
use lianxin_kernel::{App, Error, Kind, Line, Result};

fn driver(why: impl std::fmt::Display) -> DbError {
    DbError::Driver(format!("a contract's row: {why}").into())
}

impl FromRow for Marked<Contract> {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let Json(centers) = row.get("centers")?;
        let centers: Vec<CenterId> = serde_json::from_str(&centers).map_err(driver)?;
        let number: Option<String> = row.get("number")?;
        let contract = Contract {
            contract: row.get("id")?,
            organization: row.get("organization")?,
            from: row.get("from_date")?,
            until: row.get("until_date")?,
            ended_on: row.get("ended_on")?,
            centers,
            modules: modules_of(row, "modules")?,
            number: number.map(|n| Line::new(&n).map_err(driver)).transpose()?,
            agreed_at: row.get("agreed_at")?,
            agreed_by: row.get("agreed_by")?,
        };
        Ok(Self { row: contract, mac: row.get("mac")? })
    }
}

pub async fn insert(tx: &mut Tx, app: &App, c: &Contract) -> Result<()> {
    let centers = Json(serde_json::to_string(&c.centers).map_err(Error::internal)?);
    let q = stmt!(
        "insert into people_contract
           (district, id, organization, from_date, until_date, ended_on, centers, modules, number,
            agreed_at, agreed_by, mac)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let q = q.bind(c.contract.district()).bind(c.contract).bind(c.organization).bind(c.from);
    let q = q.bind(c.until).bind(c.ended_on).bind(centers);
    let q = q.bind(modules_value(c.modules.as_ref())).bind(c.number.as_ref());
    tx.run(q.bind(c.agreed_at).bind(c.agreed_by).bind(mac(app, c))).await?;
    Ok(())
}

/// Writes the day it was ended on.
pub async fn end(tx: &mut Tx, app: &App, c: &Contract) -> Result<()> {
    let q =
        stmt!("update people_contract set ended_on = $3, mac = $4 where district = $1 and id = $2");
    let q = q.bind(c.contract.district()).bind(c.contract).bind(c.ended_on);
    tx.run(q.bind(mac(app, c))).await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, app: &App, id: ContractId) -> Result<Option<Contract>> {
    let q = stmt!(
        "select id, organization, from_date, until_date, ended_on, centers, modules, number,
           agreed_at, agreed_by, mac from people_contract where district = $1 and id = $2"
    );
    let found: Option<Marked<Contract>> = tx.opt(q.bind(id.district()).bind(id)).await?;
    Ok(found.and_then(|f| trusted(app, f.row, &f.mac)))
}

/// All contracts of an organization, the first in front.
pub async fn of(tx: &mut Tx, app: &App, organization: OrganizationId) -> Result<Vec<Contract>> {
    let q = stmt!(
        "select id, organization, from_date, until_date, ended_on, centers, modules, number,
           agreed_at, agreed_by, mac from people_contract
         where district = $1 and organization = $2 order by from_date, id"
    );
    let found: Vec<Marked<Contract>> =
        tx.all(q.bind(organization.district()).bind(organization)).await?;
    Ok(found.into_iter().filter_map(|f| trusted(app, f.row, &f.mac)).collect())
}

/// The next rows of the whole table, fitting or not, for the check.
pub async fn next(
    tx: &mut Tx,
    after: Option<ContractId>,
    most: i64,
) -> Result<Vec<Marked<Contract>>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, organization, from_date, until_date, ended_on, centers, modules, number,
           agreed_at, agreed_by, mac from people_contract where 1 = 1"
    );
    Ok(tx.all(q.push_if(" and id > ", after).push_bind(" order by id limit ", most)).await?)
}
