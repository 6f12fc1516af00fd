use super::Count;
use super::bytes::{Piece, pieces, whole};
use super::in_json::{InJson, json};
use crate::model::{Network, NetworkId};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_places::RegionId;

/// A network as it is kept, without its binary form.
#[derive(Clone, Debug)]
pub struct NetworkRow {
    pub network: Network,
    pub region: RegionId,
    pub checksum: String,
}

impl FromRow for NetworkRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let network = Network {
            id: row.get("id")?,
            name: row.get("name")?,
            facts: row.get::<InJson<_>>("facts")?.0,
            created_at: row.get("created_at")?,
        };
        Ok(Self { network, region: row.get("region")?, checksum: row.get("checksum")? })
    }
}

pub async fn insert(tx: &mut Tx, new: &NetworkRow, bytes: &[u8]) -> Result<()> {
    let NetworkRow { network, region, checksum } = new;
    let id = network.id;
    let q = stmt!(
        "insert into planning_network
           (district, id, region, name, facts, checksum, bytes, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let q = q.bind(id.district()).bind(id).bind(*region).bind(network.name.clone());
    let q = q.bind(json(&network.facts)?).bind(checksum.clone());
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    tx.run(q.bind(length).bind(network.created_at)).await?;
    for (number, piece) in pieces(bytes) {
        let q = stmt!(
            "insert into planning_network_chunk (district, network, number, bytes)
             values ($1, $2, $3, $4)"
        );
        tx.run(q.bind(id.district()).bind(id).bind(number).bind(piece)).await?;
    }
    Ok(())
}

pub async fn by_id(tx: &mut Tx, id: NetworkId) -> Result<Option<NetworkRow>> {
    let q = stmt!(
        "select id, region, name, facts, checksum, created_at from planning_network
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The newest first.
pub async fn of_region(tx: &mut Tx, region: RegionId) -> Result<Vec<NetworkRow>> {
    let q = stmt!(
        "select id, region, name, facts, checksum, created_at from planning_network
         where district = $1 and region = $2 order by id desc"
    );
    Ok(tx.all(q.bind(region.district()).bind(region)).await?)
}

pub async fn bytes(tx: &mut Tx, id: NetworkId) -> Result<Vec<u8>> {
    let q = stmt!(
        "select bytes from planning_network_chunk where district = $1 and network = $2
         order by number"
    );
    let all: Vec<Piece> = tx.all(q.bind(id.district()).bind(id)).await?;
    Ok(whole(all))
}

/// How many scenarios stand on it.
pub async fn uses(tx: &mut Tx, id: NetworkId) -> Result<i64> {
    let q =
        stmt!("select count(*) as n from planning_scenario where district = $1 and network = $2");
    let Count(n) = tx.one(q.bind(id.district()).bind(id)).await?;
    Ok(n)
}

pub async fn delete(tx: &mut Tx, id: NetworkId) -> Result<bool> {
    let q = stmt!("delete from planning_network_chunk where district = $1 and network = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    let q = stmt!("delete from planning_network where district = $1 and id = $2");
    Ok(tx.run(q.bind(id.district()).bind(id)).await? == 1)
}
