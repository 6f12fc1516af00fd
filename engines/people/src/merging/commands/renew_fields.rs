use crate::commands::main;
use crate::merging::model::MergeId;
use crate::merging::steps::{open, seal};
use crate::merging::store as merges;
use crate::permissions;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Seal the fields of merges anew, some at a time.
#[derive(Serialize)]
pub(crate) struct RenewFields {
    pub after: MergeId,
}

impl RenewFields {
    const AT_ONCE: i64 = 200;
}

impl Command for RenewFields {
    const NAME: &'static str = "people.renew_merges";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    /// Where to go on; none at the end.
    type Out = Option<MergeId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<MergeId>> {
        let app = w.app().clone();
        let rows = merges::sealed_after(w.tx(), self.after, Self::AT_ONCE).await?;
        for row in &rows {
            if let Some(sealed) = &row.fields {
                let again = seal(&app, row.id, &open(&app, row.id, sealed)?)?;
                merges::set_fields(w.tx(), row.id, again).await?;
            }
        }
        Ok(rows.last().map(|row| row.id))
    }
}
