use crate::intake::jobs::TakeImport;
use crate::intake::model::{ImportId, ImportState};
use crate::intake::queries::import_scope;
use crate::intake::{permissions, store};
use data_encoding::HEXLOWER;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Permission, Read, Result, Scope, Write, reason, same,
};
use serde::Serialize;

/// Take over a list as it was shown: new lines are added, changed ones brought up to date, all
/// others left. Confirmed again, nothing more happens.
#[derive(Serialize)]
pub struct ConfirmImport {
    pub import: ImportId,
    /// Of the preview that was shown.
    pub hash: String,
    /// Whether lines that are much like somebody who is there are added as well.
    pub with_doubtful: bool,
}

impl Command for ConfirmImport {
    const NAME: &'static str = "people.confirm_import";
    const NEEDS: Permission = permissions::IMPORT;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        import_scope(r, self.import).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        let mut import = store::hold(w.tx(), self.import).await?.found("import")?;
        let Some(hash) = &import.hash else {
            return Err(Error::reason(reason!("people.import_not_ready")));
        };
        if !same(HEXLOWER.encode(hash).as_bytes(), self.hash.as_bytes()) {
            return Err(Error::field("hash", FieldCode::Wrong));
        }
        if import.state != ImportState::Ready {
            return Ok(());
        }
        if now >= import.until {
            return Err(Error::reason(reason!("people.import_too_old", until = import.until)));
        }
        import.state = ImportState::Running;
        import.with_doubtful = self.with_doubtful;
        store::update(w.tx(), &import).await?;
        w.later_once(&import.id.to_string(), TakeImport { import: import.id }, now).await
    }
}
