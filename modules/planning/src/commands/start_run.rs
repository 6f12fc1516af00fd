use crate::jobs::WorkRun;
use crate::model::{Run, RunState, ScenarioId};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::scenario::ScenarioRow;
use crate::targets::{self, At};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Search the best sites of a scenario, as it stands now; the worker does it. One search of a
/// scenario at a time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StartRun {
    pub scenario: ScenarioId,
}

impl Command for StartRun {
    const NAME: &'static str = "planning.start_run";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<ScenarioRow>;
    type Out = Run;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<ScenarioRow>> {
        targets::scenario(r, self.scenario, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, at: At<ScenarioRow>) -> Result<Run> {
        let scenario = at.thing.scenario;
        if scenario.sites.is_empty() && scenario.close.is_empty() {
            return Err(Error::reason(reasons::nothing_to_choose()));
        }
        // Two that come at once would both see none: the first write to the scenario decides.
        store::scenario::touch(w.tx(), scenario.id).await?;
        let last = store::run::of_scenario(w.tx(), scenario.id, 1).await?;
        if last.first().is_some_and(|row| !row.run.state.is_over()) {
            return Err(Error::reason(reasons::already_running()));
        }
        let run = Run {
            id: w.fresh(),
            scenario: scenario.id,
            state: RunState::Queued,
            part: None,
            share: None,
            created_at: w.now(),
            started_at: None,
            finished_at: None,
            answer: None,
            problem: None,
        };
        w.on(run.id);
        store::run::insert(w.tx(), &run, &scenario.fields(), scenario.version).await?;
        let (job, now) = (WorkRun { run: run.id }, w.now());
        w.later_once(&run.id.to_string(), job, now).await?;
        Ok(run)
    }
}
