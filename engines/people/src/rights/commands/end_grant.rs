use super::change_grant::may_touch;
use super::{AtPlace, granted};
use crate::model::GrantId;
use crate::permissions;
use crate::rights::{not_own, store};
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Take back what was given. It ends at once, also for who is signed in and for who stands in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndGrant {
    pub grant: GrantId,
}

impl Command for EndGrant {
    const NAME: &'static str = "people.end_grant";
    const NEEDS: Permission = permissions::DUTY;
    type Target = AtPlace;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<AtPlace> {
        granted(r, self.grant).await
    }

    async fn run(&self, w: &mut Write<'_>, at: AtPlace) -> Result<()> {
        may_touch(w, &at)?;
        w.saw(at.grant.person);
        not_own(w, at.grant.person).await?;
        store::grant::delete(w.tx(), &at.grant).await
    }
}
