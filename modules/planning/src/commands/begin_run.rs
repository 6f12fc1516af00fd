use crate::jobs::{AGAIN_AFTER, SILENT_FOR, TRIES, WorkRun};
use crate::model::{RunId, RunState, ScenarioFields};
use crate::permissions;
use crate::reasons;
use crate::store;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Write};
use lianxin_places::RegionId;
use serde::{Deserialize, Serialize};

/// Take a search into work: one that waits, or one whose worker has fallen silent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BeginRun {
    pub run: RunId,
}

/// What is to be searched.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BegunRun {
    pub run: RunId,
    pub region: RegionId,
    pub fields: ScenarioFields,
    /// Which try this is: what an earlier one still says no longer counts.
    pub tries: i64,
}

impl Command for BeginRun {
    const NAME: &'static str = "planning.begin_run";
    const NEEDS: Permission = permissions::WORK;
    type Target = Scope;
    /// `None` when there is nothing to do.
    type Out = Option<BegunRun>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.run.id().district()).on(self.run))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<BegunRun>> {
        let now = w.now();
        let Some(row) = store::run::by_id(w.tx(), self.run).await? else {
            return Ok(None);
        };
        if row.run.state.is_over() {
            return Ok(None);
        }
        let scenario = store::scenario::by_id(w.tx(), row.run.scenario).await?;
        let Some(region) = scenario.map(|s| s.region) else {
            return Ok(None);
        };
        let alive = |beat| now < beat + SILENT_FOR;
        if row.run.state == RunState::Running && row.beat_at.is_some_and(alive) {
            look_again(w, self.run).await?;
            return Ok(None);
        }
        if row.cancelled {
            store::run::end(w.tx(), self.run, None, RunState::Cancelled, None, now).await?;
            return Ok(None);
        }
        if row.tries >= TRIES {
            let why = reasons::broke_off();
            store::run::end(w.tx(), self.run, None, RunState::Failed, Some(&why), now).await?;
            return Ok(None);
        }
        if !store::run::begin(w.tx(), &row, now).await? {
            return Ok(None);
        }
        look_again(w, self.run).await?;
        let begun = BegunRun { run: self.run, region, fields: row.fields, tries: row.tries + 1 };
        Ok(Some(begun))
    }
}

/// Leaves a look after the worker of a run: a process can die.
async fn look_again(w: &mut Write<'_>, run: RunId) -> Result<()> {
    let at = w.now() + AGAIN_AFTER;
    w.later_once(&run.to_string(), WorkRun { run }, at).await
}
