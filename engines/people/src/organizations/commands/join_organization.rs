use super::active;
use super::add_member::{MemberAdded, Part, add};
use crate::commands::subject_of;
use crate::organizations::model::InvitationId;
use crate::organizations::{reasons, store};
use crate::permissions;
use lianxin_kernel::{
    Command, Error, FieldCode, Kind, Permission, Read, Result, Scope, Secret, Write, same,
};
use serde::Serialize;

/// Take an invitation to act for an organization.
#[derive(Serialize)]
pub struct JoinOrganization {
    pub code: Secret<String>,
}

impl JoinOrganization {
    fn invitation(&self) -> Result<InvitationId> {
        let id = self.code.expose().trim().split_once('.').map(|(id, _)| id);
        let id = id.and_then(|id| id.parse().ok());
        id.ok_or_else(|| Error::field("code", FieldCode::Wrong))
    }
}

impl Command for JoinOrganization {
    const NAME: &'static str = "people.join_organization";
    const NEEDS: Permission = permissions::OWN_ORGANIZATIONS;
    type Target = Scope;
    type Out = MemberAdded;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let me = r.person().ok_or(Error::SignIn)?;
        let district = self.invitation()?.id().district();
        Ok(Scope::district(district).owned_by(me).hidden())
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<MemberAdded> {
        let me = w.person().ok_or(Error::SignIn)?;
        let found = store::invitation::take(w.tx(), self.invitation()?).await?;
        let key = subject_of(w.app(), "invitation", self.code.expose().trim())?;
        let fits = found.filter(|i| same(&i.code_key, &key));
        // Also a right code that was used: whether there ever was such an invitation is not told.
        let invitation = fits.ok_or_else(|| Error::field("code", FieldCode::Wrong))?;
        let today = w.zone().date(w.now());
        let over = invitation.until.is_some_and(|until| until < today);
        if invitation.expires_at <= w.now() || over {
            return Err(Error::reason(reasons::invitation_over()));
        }
        active(w, invitation.organization).await?;
        w.on(invitation.organization);
        // An invitation brings nobody more days than they have.
        let before = store::member::not_ended(w.tx(), invitation.organization, me.into()).await?;
        if before.is_some_and(|m| !m.is_over(today)) {
            return Err(Error::reason(reasons::already_member()));
        }
        let part = Part { role: invitation.role, from: None, until: invitation.until };
        Ok(MemberAdded { member: add(w, invitation.organization, me.into(), part).await? })
    }
}
