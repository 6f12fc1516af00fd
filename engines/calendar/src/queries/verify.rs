use crate::permissions;
use lianxin_kernel::{Permission, Query, Read, Result, Scope};

/// One line for each thing that is not as it must be, of the whole installation.
pub(crate) struct Verify;

impl Query for Verify {
    const NAME: &'static str = "calendar.verify";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Vec<String>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<String>> {
        let now = r.now();
        crate::verify(r.tx(), now).await
    }
}
