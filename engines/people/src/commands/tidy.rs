use super::steps::main;
use crate::jobs::Tidy;
use crate::merging;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Span, Write};
use serde::Serialize;

/// Delete old codes, counts and sign-ins, and do so again the next night.
#[derive(Serialize)]
pub(crate) struct TidyUp {}

impl TidyUp {
    /// Longer than any limit looks back.
    const CODES: Span = Span::days(2);
    /// Longer than any sign-in may be set to last.
    const SIGN_INS: Span = Span::days(400);
}

impl Command for TidyUp {
    const NAME: &'static str = "people.tidy_up";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let (now, district) = (w.now(), w.district());
        store::tidy::codes(w.tx(), district, now - Self::CODES).await?;
        crate::factors::store::tidy(w.tx(), district, now - Self::CODES).await?;
        store::tidy::sign_ins(w.tx(), now - Self::SIGN_INS).await?;
        merging::store::forget(w.tx(), now - merging::UNDO).await?;
        Tidy::again(w).await
    }
}
