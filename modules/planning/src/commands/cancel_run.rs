use crate::model::{Run, RunId};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::run::RunRow;
use crate::store::scenario::ScenarioRow;
use crate::targets::{self, At};
use lianxin_kernel::{Command, Error, Found, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// End a search. One that waits ends at once, one under way when it next looks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CancelRun {
    pub run: RunId,
}

impl Command for CancelRun {
    const NAME: &'static str = "planning.cancel_run";
    const NEEDS: Permission = permissions::PLAN;
    type Target = At<(RunRow, ScenarioRow)>;
    type Out = Run;

    async fn target(&self, r: &mut Read<'_>) -> Result<Self::Target> {
        targets::run(r, self.run, permissions::PLAN).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Self::Target) -> Result<Run> {
        let now = w.now();
        if !store::run::cancel(w.tx(), self.run, now).await? {
            return Err(Error::reason(reasons::run_is_over()));
        }
        Ok(store::run::by_id(w.tx(), self.run).await?.found("run")?.run)
    }
}
