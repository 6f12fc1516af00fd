use crate::model::ScenarioId;
use crate::permissions;
use crate::store;
use crate::store::scenario::ScenarioRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Throw a scenario away, with its runs. One under way ends when it next looks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteScenario {
    pub scenario: ScenarioId,
}

impl Command for DeleteScenario {
    const NAME: &'static str = "planning.delete_scenario";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<ScenarioRow>;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<At<ScenarioRow>> {
        targets::scenario(r, self.scenario, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, at: At<ScenarioRow>) -> Result<()> {
        if store::scenario::delete(w.tx(), self.scenario).await? {
            shelf::give_room(w.tx(), at.thing.region, Ware::Scenario).await?;
        }
        Ok(())
    }
}
