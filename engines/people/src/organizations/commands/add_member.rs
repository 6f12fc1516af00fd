use super::active;
use super::end_member::end;
use crate::model::PersonId;
use crate::organizations::lookup::home_scope;
use crate::organizations::model::{Member, MemberRole, OrganizationId, OrganizationMemberId};
use crate::organizations::{reasons, store};
use crate::permissions;
use crate::rights::not_own;
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Kind, Permission, Read, Result, Scope, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most people who act for one organization.
const MOST: usize = 500;

/// Let a person act for an organization, from and until a day, both included. Added again while they
/// do, it brings another part and an earlier end. More days are a new beginning, without the roles they
/// had by it before: those were given for fewer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddOrganizationMember {
    pub organization: OrganizationId,
    pub person: PersonId,
    pub role: MemberRole,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct MemberAdded {
    pub member: OrganizationMemberId,
}

impl Command for AddOrganizationMember {
    const NAME: &'static str = "people.add_member";
    const NEEDS: Permission = permissions::ADD_MEMBER;
    type Target = Scope;
    type Out = MemberAdded;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(home_scope(r, self.organization).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<MemberAdded> {
        w.saw(self.person);
        not_own(w, self.person).await?;
        active(w, self.organization).await?;
        let part = Part { role: self.role, from: self.from, until: self.until };
        Ok(MemberAdded { member: add(w, self.organization, self.person, part).await? })
    }
}

pub(super) struct Part {
    pub role: MemberRole,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// Adds a person to an organization whose row is held.
pub(super) async fn add(
    w: &mut Write<'_>,
    organization: OrganizationId,
    person: PersonId,
    part: Part,
) -> Result<OrganizationMemberId> {
    let (app, now) = (w.app().clone(), w.now());
    let today = w.zone().date(now);
    let code = match (part.from, part.until) {
        (Some(from), Some(until)) if until < from => Some(FieldCode::BeforeStart),
        (_, Some(until)) if until < today => Some(FieldCode::InPast),
        _ => None,
    };
    if let Some(code) = code {
        return Err(Error::field("until", code));
    }
    let unknown = || Error::field("person", FieldCode::Unknown);
    people::person::hold(w.tx(), person).await?.ok_or_else(unknown)?;
    let Part { role, from, until } = part;
    match store::member::not_ended(w.tx(), organization, person).await? {
        Some(before) if before.holds(today) && !longer(until, before.until) => {
            let member = Member { role, from, until, ..before };
            store::member::update(w.tx(), &app, &member).await?;
            return Ok(member.id);
        }
        Some(before) => end(w, before).await?,
        None => {}
    }
    let all = store::member::of(w.tx(), &app, organization).await?;
    if all.iter().filter(|m| m.ended_at.is_none()).count() >= MOST {
        return Err(Error::reason(reasons::too_many(500)));
    }
    let member = Member {
        id: w.fresh_in::<OrganizationMemberId>(organization.id().district()),
        organization,
        person,
        role,
        from,
        until,
        added_at: now,
        added_by: w.person(),
        ended_at: None,
    };
    store::member::insert(w.tx(), &app, &member).await?;
    Ok(member.id)
}

/// Whether one end lies after another; none is never.
fn longer(until: Option<Date>, before: Option<Date>) -> bool {
    match (until, before) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(until), Some(before)) => before < until,
    }
}
