use crate::intake::model::{ImportId, ImportState};
use crate::intake::queries::import_scope;
use crate::intake::{permissions, store};
use lianxin_kernel::{Command, Error, Found, Kind, Permission, Read, Result, Scope, Write, reason};
use serde::Serialize;

/// Forget a list before its time.
#[derive(Serialize)]
pub struct DropImport {
    pub import: ImportId,
}

impl Command for DropImport {
    const NAME: &'static str = "people.drop_import";
    const NEEDS: Permission = permissions::IMPORT;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        import_scope(r, self.import).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let import = store::hold(w.tx(), self.import).await?.found("import")?;
        if import.state == ImportState::Running {
            return Err(Error::reason(reason!("people.import_running")));
        }
        store::delete(w.tx(), import.id).await
    }
}

/// Forget a list whose time is over.
#[derive(Serialize)]
pub(crate) struct ForgetImport {
    pub import: ImportId,
}

impl Command for ForgetImport {
    const NAME: &'static str = "people.forget_import";
    const NEEDS: Permission = crate::permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.import.id().district()).on(self.import))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        match store::hold(w.tx(), self.import).await? {
            // What runs is forgotten when it is done.
            Some(import) if import.state != ImportState::Running && import.until <= now => {
                store::delete(w.tx(), import.id).await
            }
            _ => Ok(()),
        }
    }
}
