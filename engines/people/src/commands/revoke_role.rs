use super::steps::not_oneself;
use crate::model::{PersonId, PlaceId};
use crate::permissions;
use crate::place::scope_of;
use crate::store;
use lianxin_kernel::{Command, Error, Permission, Read, Result, Role, Scope, Write};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Take a role at a place from a person. It ends at once, also for who is signed in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeRole {
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
}

impl Command for RevokeRole {
    const NAME: &'static str = "people.revoke_role";
    const NEEDS: Permission = permissions::GRANT;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        not_oneself(w, self.person)?;
        match store::grant::take(w.tx(), self.person, self.role, self.place).await? {
            true => Ok(()),
            false => Err(Error::NotFound("role of this person here")),
        }
    }
}
