use crate::model::{Scenario, ScenarioId, ScenarioList};
use crate::permissions;
use crate::store;
use crate::store::scenario::ScenarioRow;
use crate::targets::{self, At};
use lianxin_kernel::{Permission, Query, Read, Result};
use lianxin_places::RegionId;

/// The scenarios of a district.
pub struct ListScenarios {
    pub region: RegionId,
}

impl Query for ListScenarios {
    const NAME: &'static str = "planning.list_scenarios";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<RegionId>;
    type Out = ScenarioList;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: At<RegionId>) -> Result<ScenarioList> {
        let rows = store::scenario::of_region(r.tx(), at.thing).await?;
        Ok(ScenarioList { items: rows.into_iter().map(|row| row.scenario).collect() })
    }
}

/// One scenario.
pub struct ShowScenario {
    pub scenario: ScenarioId,
}

impl Query for ShowScenario {
    const NAME: &'static str = "planning.show_scenario";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<ScenarioRow>;
    type Out = Scenario;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<ScenarioRow>> {
        targets::scenario(r, self.scenario, permissions::LOOK).await
    }

    async fn run(&self, _: &mut Read<'_>, at: At<ScenarioRow>) -> Result<Scenario> {
        Ok(at.thing.scenario)
    }
}
