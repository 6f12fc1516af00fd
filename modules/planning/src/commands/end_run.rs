use crate::model::{RunAnswer, RunId, RunState};
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Kind, Permission, Read, Reason, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// How a search came to its end.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Answer(Box<RunAnswer>),
    Problem(Reason),
    Cancelled,
}

/// Keep what a search found. Said twice, or by a try that was given up, it changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndRun {
    pub run: RunId,
    pub tries: i64,
    pub ending: Ending,
}

impl Command for EndRun {
    const NAME: &'static str = "planning.end_run";
    const NEEDS: Permission = permissions::WORK;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.run.id().district()).on(self.run))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let (state, problem) = match &self.ending {
            Ending::Answer(_) => (RunState::Done, None),
            Ending::Problem(why) => (RunState::Failed, Some(why)),
            Ending::Cancelled => (RunState::Cancelled, None),
        };
        let (now, tries) = (w.now(), Some(self.tries));
        if !store::run::end(w.tx(), self.run, tries, state, problem, now).await? {
            return Ok(());
        }
        let Ending::Answer(answer) = &self.ending else {
            return Ok(());
        };
        store::run::keep_answer(w.tx(), self.run, answer).await?;
        if let Some(row) = store::run::by_id(w.tx(), self.run).await? {
            let (scenario, version) = (row.run.scenario, row.scenario_version);
            store::scenario::keep_plan(w.tx(), scenario, version, &answer.open).await?;
        }
        Ok(())
    }
}
