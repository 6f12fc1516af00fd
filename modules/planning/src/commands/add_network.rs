use crate::model::{Network, NetworkFacts};
use crate::permissions;
use crate::read::ReadNetwork;
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_db::DbError;
use lianxin_kernel::{Command, Error, FieldCode, Line, Permission, Read, Result, Write};
use lianxin_places::RegionId;
use serde::Serialize;

/// Keep the streets of a district, which were read from a file before.
#[derive(Clone, Debug, Serialize)]
pub struct AddNetwork {
    pub region: RegionId,
    pub name: Line<80>,
    pub facts: NetworkFacts,
    pub checksum: String,
    /// The binary form; the checksum stands for it in audit lines.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl AddNetwork {
    pub fn new(region: RegionId, name: Line<80>, read: ReadNetwork) -> Self {
        let ReadNetwork { facts, checksum, bytes } = read;
        Self { region, name, facts, checksum, bytes }
    }
}

impl Command for AddNetwork {
    const NAME: &'static str = "planning.add_network";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<RegionId>;
    type Out = Network;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, _: At<RegionId>) -> Result<Network> {
        shelf::take_room(w.tx(), self.region, Ware::Network).await?;
        let network = Network {
            id: w.fresh(),
            name: self.name.to_string(),
            facts: self.facts.clone(),
            created_at: w.now(),
        };
        w.on(network.id);
        let checksum = self.checksum.clone();
        let row = NetworkRow { network, region: self.region, checksum };
        match store::network::insert(w.tx(), &row, &self.bytes).await {
            Err(Error::Db(DbError::Unique(_))) => Err(Error::field("name", FieldCode::Taken)),
            other => other.map(|()| row.network),
        }
    }
}
