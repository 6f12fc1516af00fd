use crate::model::{Scenario, ScenarioChange, ScenarioFields, ScenarioId};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::scenario::ScenarioRow;
use crate::store::shelf::{self, Ware};
use crate::targets::{self, At};
use lianxin_kernel::{Command, Error, FieldCode, FieldError, Permission, Read, Result, Write};
use lianxin_places::RegionId;
use serde::{Deserialize, Serialize};

/// Keep a question about sites.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddScenario {
    pub region: RegionId,
    pub fields: ScenarioFields,
}

impl Command for AddScenario {
    const NAME: &'static str = "planning.add_scenario";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<RegionId>;
    type Out = Scenario;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<RegionId>> {
        targets::region(r, self.region, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, _: At<RegionId>) -> Result<Scenario> {
        let fields = self.fields.clone().rounded();
        check(w, self.region, &fields).await?;
        shelf::take_room(w.tx(), self.region, Ware::Scenario).await?;
        let now = w.now();
        let scenario = Scenario::of(fields, w.fresh(), 1, now, now);
        w.on(scenario.id);
        store::scenario::insert(w.tx(), self.region, &scenario).await?;
        Ok(scenario)
    }
}

/// Change a scenario. What a search chose is gone when it asks something else then.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeScenario {
    pub scenario: ScenarioId,
    pub change: ScenarioChange,
}

impl Command for ChangeScenario {
    const NAME: &'static str = "planning.change_scenario";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<ScenarioRow>;
    type Out = Scenario;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<ScenarioRow>> {
        targets::scenario(r, self.scenario, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, at: At<ScenarioRow>) -> Result<Scenario> {
        let ScenarioRow { scenario: before, region } = at.thing;
        let ScenarioChange { version, fields } = self.change.clone();
        if before.version != version {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        let mut fields = fields.rounded();
        check(w, region, &fields).await?;
        if fields.plan.is_none() && before.fields().asks_the_same(&fields) {
            fields.plan = before.plan;
        }
        let changed = Scenario::of(fields, before.id, version, before.created_at, w.now());
        if !store::scenario::update(w.tx(), &changed).await? {
            return Err(Error::reason(reasons::changed_meanwhile()));
        }
        Ok(Scenario { version: version + 1, ..changed })
    }
}

/// Refuses fields that are wrong, and things that are not of this district.
async fn check(w: &mut Write<'_>, region: RegionId, fields: &ScenarioFields) -> Result<()> {
    fields.check()?;
    let mut wrong = vec![];
    let mut unknown = |field: String| wrong.push(FieldError::new(field, FieldCode::Unknown));
    let network = store::network::by_id(w.tx(), fields.network).await?;
    if network.is_none_or(|n| n.region != region) {
        unknown("network".into());
    }
    let population = store::population::by_id(w.tx(), fields.population).await?;
    if population.is_none_or(|p| p.region != region) {
        unknown("population".into());
    }
    if !fields.close.is_empty() {
        let there = lianxin_places::centers_below(w.tx(), region.0).await?;
        for (n, center) in fields.close.iter().enumerate() {
            if !there.iter().any(|c| c.id == *center) {
                unknown(format!("close.{n}"));
            }
        }
    }
    crate::model::refuse(wrong)
}
