use crate::permissions;
use crate::rights::loading::account_scope;
use crate::rights::model::DeputyId;
use crate::rights::{not_own, store};
use lianxin_kernel::{Command, Found, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Let someone stand in no longer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndDeputy {
    pub deputy: DeputyId,
}

impl Command for EndDeputy {
    const NAME: &'static str = "people.end_deputy";
    const NEEDS: Permission = permissions::DUTY;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        let row = store::deputy::find(r.tx(), &app, self.deputy).await?.found("deputy")?;
        account_scope(r.tx(), row.absent).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let app = w.app().clone();
        let row = store::deputy::find(w.tx(), &app, self.deputy).await?.found("deputy")?;
        w.saw(row.deputy);
        w.saw(row.absent);
        not_own(w, row.deputy).await?;
        store::deputy::delete(w.tx(), &row).await
    }
}
