use crate::model::RunId;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Say how far a search is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TellRun {
    pub run: RunId,
    pub tries: i64,
    pub part: String,
    pub share: Option<f64>,
}

impl Command for TellRun {
    const NAME: &'static str = "planning.tell_run";
    const NEEDS: Permission = permissions::WORK;
    type Target = Scope;
    /// Whether it is still this try's.
    type Out = bool;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.run.id().district()).on(self.run))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<bool> {
        let now = w.now();
        store::run::tell(w.tx(), self.run, self.tries, &self.part, self.share, now).await
    }
}
