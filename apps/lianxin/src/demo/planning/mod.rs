//! The plan of the district: its streets and people, today, two plans, and a search that is done.
mod city;

use super::network::Network;
use super::report::Planning;
use super::stage::Stage;
use super::table::line;
use lianxin_kernel::{Error, Language, Result};
use lianxin_planning::{
    AddNetwork, AddPopulation, AddScenario, Gap, Question, ReadNetwork, ReadPopulation, Run, RunId,
    RunState, ScenarioFields, ShowRun, StartRun, coverage,
};
use serde_json::{Value, json};

/// Sites are tried in so many gaps.
const SITES: usize = 12;
/// So many of them are built.
const BUILT: usize = 3;
/// What a center costs to build, in fen: 4,000 m² at 5,500 yuan.
const COST: i64 = 4_000 * 5_500 * 100;

pub async fn plan(stage: &Stage, network: &Network) -> Result<Planning> {
    let act = stage.act();
    let region = network.district;
    let city = city::of(stage, network);
    let made = tokio::task::spawn_blocking(move || {
        let made = city.make().map_err(Error::internal)?;
        let streets = ReadNetwork::of(&made.streets, vec![])?;
        Ok::<_, Error>((streets, ReadPopulation::of_people(made.people)?))
    });
    let (streets, people) = made.await.map_err(Error::internal)??;
    let streets = act.run(AddNetwork::new(region, line("青禾区路网")?, streets)).await?;
    let people = act.run(AddPopulation::new(region, line("青禾区常住人口")?, people)).await?;
    let ground = json!({ "network": streets.id, "population": people.id, "profile": "elder" });
    let sites = sites(&gaps(stage, &ground).await?);
    let add = async |name: &str, sites: &[Value], aim: Value| {
        let mut fields = ground.clone();
        fields["name"] = json!(name);
        fields["minutes"] = json!([5, 10, 15]);
        fields["sites"] = json!(sites);
        fields["aim"] = aim;
        stage.tick();
        let fields: ScenarioFields = serde_json::from_value(fields).map_err(Error::internal)?;
        act.run(AddScenario { region, fields }).await
    };
    let aim = |kind: &str, p: usize| json!({ "kind": kind, "p": p, "minutes": 15, "elder_weight": 2, "seconds": 30, "seed": 1 });
    let today = add("现状", &[], aim("cover_most", 0)).await?;
    let few = sites.len().min(BUILT);
    let plan_b = add("方案B：就近少走", &sites, aim("least_walk", few)).await?;
    let plan_a = add("方案A：覆盖最多", &sites, aim("cover_most", few)).await?;
    let run = act.run(StartRun { scenario: plan_a.id }).await?.id;
    finish(stage, run).await?;
    let (today, plan_a, plan_b) = (today.id, plan_a.id, plan_b.id);
    Ok(Planning { today, plan_a, plan_b, run })
}

/// Where people have no center within a quarter of an hour at an elder's pace; where all have, within
/// less.
async fn gaps(stage: &Stage, ground: &Value) -> Result<Vec<Gap>> {
    let mut found = vec![];
    for minutes in [15, 10, 5] {
        let mut question = ground.clone();
        question["minutes"] = json!([minutes]);
        question["parts"] = json!(["gaps"]);
        let question: Question = serde_json::from_value(question).map_err(Error::internal)?;
        found = coverage(&stage.act(), question, Language::ZhCn).await?.gaps;
        if found.len() >= BUILT {
            break;
        }
    }
    Ok(found)
}

/// A site in each of the largest gaps.
fn sites(gaps: &[Gap]) -> Vec<Value> {
    let site = |(n, gap): (usize, &Gap)| {
        let letter = char::from(b'A' + u8::try_from(n).unwrap_or(0));
        let name = format!("候选点{letter}（{}）", gap.name);
        // Land is dearer where more people live.
        let cost = COST + i64::try_from(gap.people).unwrap_or(0) * 50_000;
        json!({
            "key": format!("site-{}", n + 1), "name": name, "lon": gap.lon, "lat": gap.lat,
            "cost": cost,
        })
    };
    gaps.iter().take(SITES).enumerate().map(site).collect()
}

/// Works until the search is over.
async fn finish(stage: &Stage, run: RunId) -> Result<Run> {
    for _ in 0..600 {
        stage.work().await?;
        let shown = stage.act().ask(ShowRun { run }).await?;
        match shown.state {
            RunState::Queued | RunState::Running => {}
            RunState::Done => return Ok(shown),
            RunState::Failed | RunState::Cancelled => break,
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Error::internal("the search for sites did not come to an end while the demo was made"))
}
