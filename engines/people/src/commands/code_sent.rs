use crate::model::CodeId;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Forget where a code went: its message has left, or is too late to.
#[derive(Serialize)]
pub(crate) struct CodeSent {
    pub code: CodeId,
}

impl Command for CodeSent {
    const NAME: &'static str = "people.note_code_sent";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.code.id().district()).on(self.code))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        store::code::forget_phone(w.tx(), self.code).await
    }
}
