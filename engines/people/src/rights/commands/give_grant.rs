use super::in_order;
use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::{self, OrganizationId, OrganizationMemberId};
use crate::permissions;
use crate::place::scope_of;
use crate::rights::model::{GrantKind, GrantRow, Modules};
use crate::rights::{check_modules, may_give, not_own, reasons, store};
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Permission, Read, Result, Role, Scope, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Give a person a role at a place, from and until a day, both included. Given again, it brings new
/// days and modules.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveGrant {
    pub person: PersonId,
    pub role: Role,
    pub place: PlaceId,
    /// Within these modules only; `null`: all.
    #[serde(default)]
    pub modules: Option<Modules>,
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
    /// Given to who acts for this operator: it holds on the days of its contract, at its centers and
    /// within its modules, and while the person acts for it.
    #[serde(default)]
    pub organization: Option<OrganizationId>,
}

/// What was given.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct Given {
    pub grant: GrantId,
}

impl GiveGrant {
    /// For good, and in all modules.
    pub fn standing(person: PersonId, role: Role, place: impl Into<PlaceId>) -> Self {
        let (modules, from, until, organization) = (None, None, None, None);
        Self { person, role, place: place.into(), modules, from, until, organization }
    }
}

impl GiveGrant {
    /// As it is written.
    pub(crate) fn row(&self, w: &Write<'_>, member: Option<OrganizationMemberId>) -> GrantRow {
        GrantRow {
            id: w.fresh_in::<GrantId>(self.person.id().district()),
            person: self.person,
            role: self.role,
            place: self.place,
            kind: if member.is_some() { GrantKind::Contract } else { GrantKind::Standing },
            modules: self.modules.clone(),
            from: self.from,
            until: self.until,
            from_at: None,
            until_at: None,
            member,
            given_at: w.now(),
            given_by: w.person(),
        }
    }
}

impl Command for GiveGrant {
    const NAME: &'static str = "people.give_grant";
    const NEEDS: Permission = permissions::GRANT;
    type Target = Scope;
    type Out = Given;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<Given> {
        w.saw(self.person);
        not_own(w, self.person).await?;
        in_order(self.from, self.until)?;
        check_modules(w.app(), self.modules.as_ref())?;
        people::person::hold(w.tx(), self.person).await?.found("person")?;
        may_give(w, self.role, &at.path, self.modules.as_ref()).await?;
        let member = match self.organization {
            Some(organization) => Some(self.member(w, organization).await?),
            None => None,
        };
        let grant = self.row(w, member);
        Ok(Given { grant: put(w, grant).await? })
    }
}

/// Writes a grant in place of the same one given before.
pub(crate) async fn put(w: &mut Write<'_>, grant: GrantRow) -> Result<GrantId> {
    let app = w.app().clone();
    let before = match grant.kind {
        GrantKind::Standing => {
            store::grant::standing(w.tx(), grant.person, grant.role, grant.place).await?
        }
        _ => {
            let all = store::grant::of(w.tx(), &app, grant.person).await?;
            let same = |g: &GrantRow| {
                (g.kind, g.role, g.place, g.member)
                    == (grant.kind, grant.role, grant.place, grant.member)
            };
            all.into_iter().find(same)
        }
    };
    if let Some(before) = before {
        let grant = GrantRow { id: before.id, ..grant };
        store::grant::update(w.tx(), &app, &grant).await?;
        return Ok(grant.id);
    }
    store::grant::insert(w.tx(), &app, &grant).await?;
    Ok(grant.id)
}

impl GiveGrant {
    /// As whom the person acts for the operator, if its contract reaches the place.
    async fn member(&self, w: &mut Write<'_>, id: OrganizationId) -> Result<OrganizationMemberId> {
        let (app, today) = (w.app().clone(), w.zone().date(w.now()));
        let organization = organizations::store::organization::hold(w.tx(), id).await?;
        let unknown = || Error::field("organization", FieldCode::Unknown);
        organization.filter(|o| o.is_active()).ok_or_else(unknown)?;
        let members = organizations::store::member::of_person(w.tx(), &app, self.person).await?;
        let mut members = members.into_iter().filter(|m| m.organization == id && !m.is_over(today));
        let member = members.next().ok_or_else(unknown)?;
        let contracts = organizations::store::contract::of(w.tx(), &app, id).await?;
        let reaches = contracts.iter().any(|c| {
            let modules = Modules::meet(self.modules.as_ref(), c.modules.as_ref());
            today <= c.last_day()
                && matches!(self.place, PlaceId::Center(center) if c.centers.contains(&center))
                && !modules.is_some_and(|m| m.is_empty())
        });
        match reaches {
            true => Ok(member.id),
            false => Err(Error::reason(reasons::outside_contract())),
        }
    }
}
