use crate::model::PersonId;
use crate::organizations::lookup::members_scope;
use crate::organizations::model::{Member, OrganizationMemberId};
use crate::organizations::store;
use crate::permissions;
use crate::rights;
use lianxin_kernel::{Command, Error, Found, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Let a person act for an organization no longer. Roles they had by it are gone with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndMember {
    pub member: OrganizationMemberId,
}

impl Command for EndMember {
    const NAME: &'static str = "people.end_member";
    const NEEDS: Permission = permissions::MEMBERS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        let member = store::member::find(r.tx(), &app, self.member).await?.found("member")?;
        Ok(members_scope(r, member.organization).await?.on(member.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let app = w.app().clone();
        let member = store::member::find(w.tx(), &app, self.member).await?.found("member")?;
        w.saw(member.person);
        rights::not_own(w, member.person).await?;
        store::organization::hold(w.tx(), member.organization).await?.found("organization")?;
        match member.ended_at {
            None => end(w, member).await,
            Some(_) => Err(Error::NotFound("member")),
        }
    }
}

/// Ends a membership, with all that was given by it.
pub(super) async fn end(w: &mut Write<'_>, mut member: Member) -> Result<()> {
    let (app, now) = (w.app().clone(), w.now());
    if member.ended_at.is_none() {
        member.ended_at = Some(now);
        store::member::update(w.tx(), &app, &member).await?;
    }
    rights::store::grant::delete_of_member(w.tx(), member.person, member.id).await
}

/// Ends all memberships of a person whose account ends.
pub(crate) async fn end_all(w: &mut Write<'_>, person: PersonId) -> Result<()> {
    let app = w.app().clone();
    for member in store::member::of_person(w.tx(), &app, person).await? {
        end(w, member).await?;
    }
    Ok(())
}
