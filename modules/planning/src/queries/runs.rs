use crate::model::{Run, RunId, RunList, RunState, ScenarioId};
use crate::permissions;
use crate::search::under_way;
use crate::store;
use crate::store::run::RunRow;
use crate::store::scenario::ScenarioRow;
use crate::targets::{self, At};
use lianxin_kernel::{Kind, Permission, Query, Read, Result, Scope};

/// How many runs one list has.
const MOST: i64 = 50;

/// The searches of a scenario.
pub struct ListRuns {
    pub scenario: ScenarioId,
}

impl Query for ListRuns {
    const NAME: &'static str = "planning.list_runs";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<ScenarioRow>;
    type Out = RunList;

    async fn target(&self, r: &mut Read<'_>) -> Result<At<ScenarioRow>> {
        targets::scenario(r, self.scenario, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, _: At<ScenarioRow>) -> Result<RunList> {
        let rows = store::run::of_scenario(r.tx(), self.scenario, MOST).await?;
        let mut items = vec![];
        for row in rows {
            items.push(shown(r, row).await?);
        }
        Ok(RunList { items })
    }
}

/// One search: how far it is, or what it found.
pub struct ShowRun {
    pub run: RunId,
}

impl Query for ShowRun {
    const NAME: &'static str = "planning.show_run";
    const NEEDS: Permission = permissions::LOOK;
    type Target = At<(RunRow, ScenarioRow)>;
    type Out = Run;

    async fn target(&self, r: &mut Read<'_>) -> Result<Self::Target> {
        targets::run(r, self.run, permissions::LOOK).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Self::Target) -> Result<Run> {
        shown(r, at.thing.0).await
    }
}

async fn shown(r: &mut Read<'_>, row: RunRow) -> Result<Run> {
    let mut run = row.run;
    match run.state {
        RunState::Done => run.answer = store::run::answer(r.tx(), run.id).await?,
        // What this very process works on is known better than what it last wrote down.
        RunState::Running => {
            if let Some((part, share)) = under_way::progress(run.id) {
                (run.part, run.share) = (Some(part.to_owned()), share);
            }
        }
        RunState::Queued | RunState::Failed | RunState::Cancelled => {}
    }
    Ok(run)
}

/// Whether a try of a run is still wanted: nobody cancelled it, deleted it, or began it anew.
pub struct WantsRun {
    pub run: RunId,
    pub tries: i64,
}

impl Query for WantsRun {
    const NAME: &'static str = "planning.wants_run";
    const NEEDS: Permission = permissions::WORK;
    type Target = Scope;
    type Out = bool;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.run.id().district()).on(self.run))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<bool> {
        let row = store::run::by_id(r.tx(), self.run).await?;
        let running = |row: RunRow| row.run.state == RunState::Running && row.tries == self.tries;
        Ok(row.is_some_and(|row| !row.cancelled && running(row)))
    }
}
