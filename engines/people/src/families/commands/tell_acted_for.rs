use crate::families::told;
use crate::model::PersonId;
use crate::permissions;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Tell someone what another did in their name.
#[derive(Serialize)]
pub(crate) struct TellActedFor {
    pub person: PersonId,
    pub by: PersonId,
    pub what: String,
}

impl Command for TellActedFor {
    const NAME: &'static str = "people.tell_acted_for";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.person.id().district()).on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        told::acted_for(w, self.person, self.by, &self.what).await
    }
}
