use super::public::residency;
use crate::families::model::Residency;
use crate::families::permissions;
use crate::families::steps::looked_at;
use crate::model::PersonId;
use crate::queries::home_scope;
use lianxin_kernel::{Permission, Query, Read, Result, Scope};

/// Whether someone is known to live where they say: shown to themselves and to the desk there.
pub struct ShowResidency {
    pub person: PersonId,
}

impl Query for ShowResidency {
    const NAME: &'static str = "people.show_residency";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Residency;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Residency> {
        let today = r.zone().date(r.now());
        looked_at(r, self.person);
        residency(r.tx(), self.person, today).await
    }
}
