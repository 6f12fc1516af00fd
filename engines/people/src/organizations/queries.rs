//! What is asked about organizations.
use super::lookup::{home_scope, members_scope};
use super::model::{
    Contract, MemberRole, Organization, OrganizationId, OrganizationKind, OrganizationMemberId,
    OrganizationStatus,
};
use super::store;
use super::store::organization::Wanted;
use crate::model::{PersonId, PlaceId};
use crate::permissions;
use crate::place::{places_of, scope_of};
use crate::store as people;
use lianxin_kernel::{
    Cursor, Date, Error, FieldCode, FieldError, Found, Limit, Names, Page, Permission, Query, Read,
    Result, Scope,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// Lists the organizations at home at a place.
#[derive(Clone, Debug)]
pub struct ListOrganizations {
    pub place: PlaceId,
    /// Also at all places below.
    pub below: bool,
    pub kind: Option<OrganizationKind>,
    pub status: Option<OrganizationStatus>,
    /// A part of the name, at most 80 characters.
    pub text: Option<String>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListOrganizations {
    const NAME: &'static str = "people.list_organizations";
    const NEEDS: Permission = permissions::ORGANIZATIONS;
    type Target = Scope;
    type Out = Page<Organization>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "place", self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<Organization>> {
        let limit = Limit::new(self.limit)?;
        let after = match Cursor::parse(self.after.as_deref(), 1)? {
            Some(cursor) => Some(cursor.part::<OrganizationId>(0)?),
            None => None,
        };
        let text = self.text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        if text.is_some_and(|t| t.chars().count() > 80) {
            let field = FieldError::new("q", FieldCode::TooLong).with("max", 80);
            return Err(Error::Invalid(vec![field]));
        }
        let homes = places_of(r.tx(), self.place, self.below).await?;
        let (kind, status, most) = (self.kind, self.status, limit.with_one_more());
        let wanted = Wanted { homes, kind, status, text, after, most };
        let found = store::organization::list(r.tx(), &wanted).await?;
        Ok(Page::cut(found, limit, |o| vec![o.organization.to_string()]))
    }
}

/// A contract, and whether it holds today.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ContractLine {
    #[serde(flatten)]
    pub contract: Contract,
    pub in_force: bool,
}

/// An organization with all its contracts, the first in front.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrganizationView {
    #[serde(flatten)]
    pub organization: Organization,
    pub contracts: Vec<ContractLine>,
}

pub struct ShowOrganization {
    pub organization: OrganizationId,
}

impl Query for ShowOrganization {
    const NAME: &'static str = "people.show_organization";
    const NEEDS: Permission = permissions::ORGANIZATIONS;
    type Target = Scope;
    type Out = OrganizationView;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.organization).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<OrganizationView> {
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let found = store::organization::find(r.tx(), self.organization).await?;
        let organization = found.found("organization")?;
        let contracts = store::contract::of(r.tx(), &app, self.organization).await?;
        let line = |contract: Contract| {
            let in_force = organization.is_active() && contract.holds(today);
            ContractLine { contract, in_force }
        };
        let contracts = contracts.into_iter().map(line).collect();
        Ok(OrganizationView { organization, contracts })
    }
}

/// Someone who acts for an organization, or will.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MemberLine {
    pub member: OrganizationMemberId,
    pub person: PersonId,
    pub name: String,
    pub role: MemberRole,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Whether they do today.
    pub active: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct MemberList {
    pub items: Vec<MemberLine>,
}

/// Lists who acts for an organization or will.
pub struct ListMembers {
    pub organization: OrganizationId,
}

impl Query for ListMembers {
    const NAME: &'static str = "people.list_members";
    const NEEDS: Permission = permissions::MEMBERS;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<MemberLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        members_scope(r, self.organization).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<MemberLine>> {
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let mut members = store::member::of(r.tx(), &app, self.organization).await?;
        members.retain(|m| !m.is_over(today));
        let ids: Vec<PersonId> = members.iter().map(|m| m.person).collect();
        let persons = people::person::many(r.tx(), &ids).await?;
        persons.iter().for_each(|p| r.saw(p.id));
        let names: HashMap<_, _> = persons.into_iter().map(|p| (p.id, p.name)).collect();
        let line = |m: super::model::Member| {
            Some(MemberLine {
                member: m.id,
                person: m.person,
                name: names.get(&m.person)?.clone(),
                role: m.role,
                from: m.from,
                until: m.until,
                active: m.holds(today),
            })
        };
        Ok(members.into_iter().filter_map(line).collect())
    }
}

/// For whom one acts, or will.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct MyOrganization {
    pub organization: OrganizationId,
    pub kind: OrganizationKind,
    pub name: Names,
    pub role: MemberRole,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Whether one does today.
    pub active: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct MyOrganizations {
    pub items: Vec<MyOrganization>,
}

pub struct ListMyOrganizations;

impl Query for ListMyOrganizations {
    const NAME: &'static str = "people.list_my_organizations";
    const NEEDS: Permission = permissions::OWN_ORGANIZATIONS;
    type Target = Scope;
    type Out = Vec<MyOrganization>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        crate::queries::own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<MyOrganization>> {
        let me = r.person().ok_or(Error::SignIn)?;
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let mut mine = vec![];
        for member in store::member::of_person(r.tx(), &app, me.into()).await? {
            if member.is_over(today) {
                continue;
            }
            let found = store::organization::find(r.tx(), member.organization).await?;
            if let Some(o) = found.filter(Organization::is_active) {
                mine.push(MyOrganization {
                    organization: o.organization,
                    kind: o.kind,
                    name: o.name,
                    role: member.role,
                    from: member.from,
                    until: member.until,
                    active: member.holds(today),
                });
            }
        }
        Ok(mine)
    }
}
