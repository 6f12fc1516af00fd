use super::in_json::{InJson, json};
use crate::model::{Scenario, ScenarioFields, ScenarioId};
use lianxin_db::{FromRow, Json, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result};
use lianxin_places::RegionId;

/// A scenario and the district it is of.
#[derive(Clone, Debug)]
pub struct ScenarioRow {
    pub scenario: Scenario,
    pub region: RegionId,
}

impl FromRow for ScenarioRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let InJson(mut fields) = row.get::<InJson<ScenarioFields>>("fields")?;
        fields.plan = row.get::<Option<InJson<_>>>("plan")?.map(|plan| plan.0);
        let (created_at, changed_at) = (row.get("created_at")?, row.get("changed_at")?);
        let scenario =
            Scenario::of(fields, row.get("id")?, row.get("version")?, created_at, changed_at);
        Ok(Self { scenario, region: row.get("region")? })
    }
}

pub async fn insert(tx: &mut Tx, region: RegionId, new: &Scenario) -> Result<()> {
    let q = stmt!(
        "insert into planning_scenario
           (district, id, region, network, population, fields, plan, version, created_at,
            changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
    );
    let q = q.bind(new.id.district()).bind(new.id).bind(region).bind(new.network);
    let q = q.bind(new.population).bind(json(&new.fields())?).bind(plan(new)?);
    tx.run(q.bind(new.version).bind(new.created_at)).await?;
    Ok(())
}

fn plan(scenario: &Scenario) -> Result<Option<Json>> {
    scenario.plan.as_ref().map(json).transpose()
}

/// Writes the fields and the plan if nobody did since `version` was read; says whether.
pub async fn update(tx: &mut Tx, new: &Scenario) -> Result<bool> {
    let q = stmt!(
        "update planning_scenario set network = $3, population = $4, fields = $5, plan = $6,
           version = version + 1, changed_at = $7
         where district = $1 and id = $2 and version = $8"
    );
    let q = q.bind(new.id.district()).bind(new.id).bind(new.network).bind(new.population);
    let q = q.bind(json(&new.fields())?).bind(plan(new)?).bind(new.changed_at);
    Ok(tx.run(q.bind(new.version)).await? == 1)
}

/// Keeps what a run chose, if the scenario is still the one it was asked about; says whether.
pub async fn keep_plan(
    tx: &mut Tx,
    id: ScenarioId,
    version: i64,
    plan: &Vec<String>,
) -> Result<bool> {
    let q = stmt!(
        "update planning_scenario set plan = $4
         where district = $1 and id = $2 and version = $3"
    );
    let q = q.bind(id.district()).bind(id).bind(version).bind(json(plan)?);
    Ok(tx.run(q).await? == 1)
}

pub async fn by_id(tx: &mut Tx, id: ScenarioId) -> Result<Option<ScenarioRow>> {
    let q = stmt!(
        "select id, region, fields, plan, version, created_at, changed_at from planning_scenario
         where district = $1 and id = $2"
    );
    Ok(tx.opt(q.bind(id.district()).bind(id)).await?)
}

/// The last changed first.
pub async fn of_region(tx: &mut Tx, region: RegionId) -> Result<Vec<ScenarioRow>> {
    let q = stmt!(
        "select id, region, fields, plan, version, created_at, changed_at from planning_scenario
         where district = $1 and region = $2 order by changed_at desc, id desc"
    );
    Ok(tx.all(q.bind(region.district()).bind(region)).await?)
}

pub async fn delete(tx: &mut Tx, id: ScenarioId) -> Result<bool> {
    let q = stmt!(
        "delete from planning_run_result where district = $1 and run in
           (select id from planning_run where district = $1 and scenario = $2)"
    );
    tx.run(q.bind(id.district()).bind(id)).await?;
    let q = stmt!("delete from planning_run where district = $1 and scenario = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    let q = stmt!("delete from planning_scenario where district = $1 and id = $2");
    Ok(tx.run(q.bind(id.district()).bind(id)).await? == 1)
}

/// Takes the row, so that who comes second waits and sees what the first did.
pub async fn touch(tx: &mut Tx, id: ScenarioId) -> Result<()> {
    let q = stmt!("update planning_scenario set version = version where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}
