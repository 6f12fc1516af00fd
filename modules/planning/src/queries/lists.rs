use crate::model::{NetworkId, NetworkList, PopulationId, PopulationList};
use crate::permissions;
use crate::store;
use crate::store::network::NetworkRow;
use crate::store::population::PopulationRow;
use crate::targets::{self, At};
use lianxin_kernel::{Permission, Query, Read, Result};
use lianxin_places::RegionId;

/// The networks of a district.
pub struct ListNetworks {
    pub region: RegionId,
}

impl Query for ListNetworks {
    const NAME: &'static str = "planning.list_networks";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<RegionId>;
    type Out = NetworkList;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<RegionId>) -> Result<NetworkList> {
        let rows = store::network::of_region(r.tx(), at.thing).await?;
        Ok(NetworkList { items: rows.into_iter().map(|row| row.network).collect() })
    }
}

/// The populations of a district.
pub struct ListPopulations {
    pub region: RegionId,
}

impl Query for ListPopulations {
    const NAME: &'static str = "planning.list_populations";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<RegionId>;
    type Out = PopulationList;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<RegionId>) -> Result<PopulationList> {
        let rows = store::population::of_region(r.tx(), at.thing).await?;
        Ok(PopulationList { items: rows.into_iter().map(|row| row.population).collect() })
    }
}

/// One network.
pub struct ShowNetwork {
    pub network: NetworkId,
}

impl Query for ShowNetwork {
    const NAME: &'static str = "planning.show_network";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<NetworkRow>;
    type Out = NetworkRow;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<NetworkRow>> {
        targets::network(r, self.network, permissions::LOOK).await
    }

    async fn run(&self, _: &mut Read<'_>, at: At<NetworkRow>) -> Result<NetworkRow> {
        Ok(at.thing)
    }
}

/// One population.
pub struct ShowPopulation {
    pub population: PopulationId,
}

impl Query for ShowPopulation {
    const NAME: &'static str = "planning.show_population";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<PopulationRow>;
    type Out = PopulationRow;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<PopulationRow>> {
        targets::population(r, self.population, permissions::LOOK).await
    }

    async fn run(&self, _: &mut Read<'_>, at: At<PopulationRow>) -> Result<PopulationRow> {
        Ok(at.thing)
    }
}
