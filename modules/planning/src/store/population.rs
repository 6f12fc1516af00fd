use super::Count;
use super::bytes::{Piece, pieces, whole};
use super::in_json::{InJson, json};
use crate::model::{Population, PopulationId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_places::RegionId;

/// A population as it is kept, without its binary form.
#[derive(Clone, Debug)]
pub struct PopulationRow {
    pub population: Population,
    pub region: RegionId,
    pub checksum: String,
}

impl FromRow for PopulationRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let population = Population {
            id: row.get("id")?,
            name: row.get("name")?,
            facts: row.get::<InJson<_>>("facts")?.0,
            created_at: row.get("created_at")?,
        };
        Ok(Self { population, region: row.get("region")?, checksum: row.get("checksum")? })
    }
}

pub async fn insert(tx: &mut Tx, new: &PopulationRow, bytes: &[u8]) -> Result<()> {
    let PopulationRow { population, region, checksum } = new;
    let id = population.id;
    let q = stmt!(
        "insert into planning_population
           (district, id, region, name, facts, checksum, bytes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(id.district()).bind(id).bind(*region).bind(population.name.clone());
    let q = q.bind(json(&population.facts)?).bind(checksum.clone());
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    tx.run(q.bind(length).bind(population.created_at)).await?;
    for (number, piece) in pieces(bytes) {
        let q = stmt!(
            "insert into planning_population_chunk (district, population, number, bytes)
             values ($1, $2, $3, $4)"
        );
        tx.run(q.bind(id.district()).bind(id).bind(number).bind(piece)).await?;
    }
    Ok(())
}

pub async fn by_id(tx: &mut Tx, id: PopulationId) -> Result<Option<PopulationRow>> {
    let q = stmt!(
        "select id, region, name, facts, checksum, created_at from planning_population
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The newest first.
pub async fn of_region(tx: &mut Tx, region: RegionId) -> Result<Vec<PopulationRow>> {
    let q = stmt!(
        "select id, region, name, facts, checksum, created_at from planning_population
         where district = $1 and region = $2 order by id desc"
    );
    Ok(tx.all(q.bind(region.district()).bind(region)).await?)
}

pub async fn bytes(tx: &mut Tx, id: PopulationId) -> Result<Vec<u8>> {
    let q = stmt!(
        "select bytes from planning_population_chunk where district = $1 and population = $2
         order by number"
    );
    let all: Vec<Piece> = tx.all(q.bind(id.district()).bind(id)).await?;
    Ok(whole(all))
}

/// How many scenarios stand on it.
pub async fn uses(tx: &mut Tx, id: PopulationId) -> Result<i64> {
    let q = stmt!(
        "select count(*) as n from planning_scenario where district = $1 and population = $2"
    );
    let Count(n) = tx.one(q.bind(id.district()).bind(id)).await?;
    Ok(n)
}

pub async fn delete(tx: &mut Tx, id: PopulationId) -> Result<bool> {
    let q = stmt!("delete from planning_population_chunk where district = $1 and population = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    let q = stmt!("delete from planning_population where district = $1 and id = $2");
    Ok(tx.run(q.bind(id.district()).bind(id)).await? == 1)
}
