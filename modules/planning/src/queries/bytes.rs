use crate::model::{NetworkId, PopulationId};
use crate::permissions;
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::population::PopulationRow;
use crate::targets::{self, At};
use lianxin_kernel::{Permission, Query, Read, Result};

/// The binary form of a network.
pub struct NetworkBytes(pub NetworkId);

impl Query for NetworkBytes {
    const NAME: &'static str = "planning.network_bytes";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<NetworkRow>;
    type Out = Vec<u8>;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<NetworkRow>> {
        targets::network(r, self.0, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, _: At<NetworkRow>) -> Result<Vec<u8>> {
        store::network::bytes(r.tx(), self.0).await
    }
}

/// The binary form of a population.
pub struct PopulationBytes(pub PopulationId);

impl Query for PopulationBytes {
    const NAME: &'static str = "planning.population_bytes";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<PopulationRow>;
    type Out = Vec<u8>;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<PopulationRow>> {
        targets::population(r, self.0, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, _: At<PopulationRow>) -> Result<Vec<u8>> {
        store::population::bytes(r.tx(), self.0).await
    }
}
