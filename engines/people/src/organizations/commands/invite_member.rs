use super::active;
use crate::commands::subject_of;
use crate::organizations::lookup::members_scope;
use crate::organizations::model::{InvitationId, MemberRole, OrganizationId};
use crate::organizations::{reasons, store};
use crate::permissions;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Kind, Permission, Read, Result, Scope, Secret, Span,
    Timestamp, Write,
};
use serde::{Deserialize, Serialize};

/// How long an invitation waits, in days.
const DAYS: i64 = 14;
/// How many of one organization may wait.
const MOST: i64 = 100;

/// Make an invitation to act for an organization. Whoever has its code joins, once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InviteMember {
    pub organization: OrganizationId,
    pub role: MemberRole,
    /// The last day they will act for it.
    pub until: Option<Date>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    pub code: Secret<String>,
    pub expires_at: Timestamp,
}

impl Command for InviteMember {
    const NAME: &'static str = "people.invite_member";
    const NEEDS: Permission = permissions::MEMBERS;
    type Target = Scope;
    type Out = Invitation;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        members_scope(r, self.organization).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Invitation> {
        active(w, self.organization).await?;
        let now = w.now();
        if self.until.is_some_and(|until| until < w.zone().date(now)) {
            return Err(Error::field("until", FieldCode::InPast));
        }
        if store::invitation::waiting(w.tx(), self.organization, now).await? >= MOST {
            return Err(Error::reason(reasons::too_many(MOST)));
        }
        let id: InvitationId = w.fresh_in(self.organization.id().district());
        let mut random = [0; 16];
        w.random().fill(&mut random);
        let code = format!("{id}.{:032x}", u128::from_be_bytes(random));
        let expires_at = now + Span::days(DAYS);
        let invitation = store::invitation::Invitation {
            id,
            organization: self.organization,
            role: self.role,
            until: self.until,
            code_key: subject_of(w.app(), "invitation", &code)?.to_vec(),
            invited_at: now,
            invited_by: w.person(),
            expires_at,
        };
        store::invitation::insert(w.tx(), &invitation).await?;
        Ok(Invitation { code: Secret::new(code), expires_at })
    }
}
