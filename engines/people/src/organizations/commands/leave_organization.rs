use super::end_member::end;
use crate::organizations::model::OrganizationId;
use crate::organizations::store;
use crate::permissions;
use lianxin_kernel::{Command, Error, Found, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Act for an organization no longer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LeaveOrganization {
    pub organization: OrganizationId,
}

impl Command for LeaveOrganization {
    const NAME: &'static str = "people.leave_organization";
    const NEEDS: Permission = permissions::OWN_ORGANIZATIONS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let me = r.person().ok_or(Error::SignIn)?;
        let (app, id) = (r.app().clone(), self.organization);
        let members = store::member::of_person(r.tx(), &app, me.into()).await?;
        let mine = members.iter().find(|m| m.organization == id && m.ended_at.is_none());
        mine.found("organization")?;
        Ok(Scope::district(id.0.district()).owned_by(me).on(id).hidden())
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let me = w.person().ok_or(Error::SignIn)?;
        store::organization::hold(w.tx(), self.organization).await?.found("organization")?;
        let member = store::member::not_ended(w.tx(), self.organization, me.into()).await?;
        end(w, member.found("organization")?).await
    }
}
