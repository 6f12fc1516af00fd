use super::{GrantPlace, PlaceNames};
use crate::model::{PersonId, PlaceId};
use crate::permissions;
use crate::rights::commands::ChangeRole;
use crate::rights::editing::{against, difference, everywhere};
use crate::rights::giving::permissions as all_permissions;
use crate::rights::model::{Phase, RoleRow, RoleStatus, can_be_given};
use crate::rights::store;
use lianxin_db::Id;
use lianxin_kernel::{
    Actor, App, Found, Names, Permission, Query, Read, Reason, Result, Role, Scope,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A role and what it gives.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoleLine {
    pub role: Role,
    /// `null` for the program's roles, which the interface names.
    pub names: Option<Names>,
    pub built_in: bool,
    /// An upward role: sees sums, never a name.
    pub above: bool,
    pub status: RoleStatus,
    /// Goes with a change, so that nobody saves over what they have not seen.
    pub version: i64,
    /// All permissions it gives.
    pub permissions: Vec<String>,
    /// Where that differs from the program's own.
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RoleList {
    pub items: Vec<RoleLine>,
}

/// Lists the roles that can be given. No persons.
pub struct ListRoles;

impl Query for ListRoles {
    const NAME: &'static str = "people.list_roles";
    const NEEDS: Permission = permissions::ROLES;
    type Target = Scope;
    type Out = Vec<RoleLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(anywhere(r))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<RoleLine>> {
        let app = r.app().clone();
        let roles = store::role::roles(r.tx(), &app).await?;
        Ok(roles.iter().map(|row| line(&app, row)).collect())
    }
}

fn line(app: &App, row: &RoleRow) -> RoleLine {
    RoleLine {
        role: row.role,
        names: row.names.clone(),
        built_in: row.role.is_built_in(),
        above: row.above,
        status: row.status,
        version: row.version,
        permissions: held_names(all_permissions(app).filter(|p| row.has(p))),
        added: row.added.clone(),
        removed: row.removed.clone(),
    }
}

fn held_names(permissions: impl Iterator<Item = &'static Permission>) -> Vec<String> {
    let mut names: Vec<String> = permissions.map(|p| p.name.to_owned()).collect();
    names.sort_unstable();
    names
}

/// A permission of the program and what it is marked with.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PermissionLine {
    pub permission: String,
    pub module: String,
    /// Its answers name people: an upward role never has it.
    pub names: bool,
    /// It asks for a second factor.
    pub sensitive: bool,
    /// Nobody decides by it what they asked for themselves.
    pub approves: bool,
    /// Nobody acting for another has it.
    pub oneself: bool,
    /// Whether a role can have it; the others are everyone's or the program's own.
    pub for_roles: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Permissions {
    pub items: Vec<PermissionLine>,
}

/// Lists all permissions, by name.
pub struct ListPermissions;

impl Query for ListPermissions {
    const NAME: &'static str = "people.list_permissions";
    const NEEDS: Permission = permissions::ROLES;
    type Target = Scope;
    type Out = Vec<PermissionLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(anywhere(r))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<PermissionLine>> {
        let line = |p: &'static Permission| PermissionLine {
            permission: p.name.to_owned(),
            module: p.module().to_owned(),
            names: p.shows_names(),
            sensitive: p.is_sensitive(),
            approves: p.is_approval(),
            oneself: p.is_oneself(),
            for_roles: can_be_given(p),
        };
        let mut lines: Vec<_> = all_permissions(r.app()).map(line).collect();
        lines.sort_by(|a, b| a.permission.cmp(&b.permission));
        Ok(lines)
    }
}

/// What concerns no place: whoever has the right somewhere may look.
fn anywhere(r: &Read<'_>) -> Scope {
    let person = r.actor().and_then(Actor::person);
    let path = person.map(|p| p.grants.iter().map(|g| g.place).collect());
    Scope::district(r.app().district()).at(path.unwrap_or_default())
}

/// What a change of a role gives and takes, whom it touches, and what stands against it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoleDiff {
    pub gained: Vec<String>,
    pub lost: Vec<String>,
    /// How many people have the role, now or later.
    pub people: i64,
    pub places: Vec<RoleTouches>,
    /// Empty when it can be saved.
    pub against: Vec<Reason>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoleTouches {
    pub at: GrantPlace,
    pub people: i64,
}

/// Shows what a change would do. Changes nothing.
pub struct PreviewRole(pub ChangeRole);

impl Query for PreviewRole {
    const NAME: &'static str = "people.preview_role";
    const NEEDS: Permission = permissions::EDIT_ROLES;
    type Target = Scope;
    type Out = RoleDiff;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        everywhere(r.tx(), &app).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<RoleDiff> {
        let (app, now) = (r.app().clone(), r.now());
        let today = r.zone().date(now);
        let roles = store::role::roles(r.tx(), &app).await?;
        let before = roles.find(self.0.role).found("role")?;
        let after = self.0.apply(&app, before)?;
        let actor = r.actor().cloned().unwrap_or(Actor::System("preview"));
        let against = against(r.tx(), &app, &actor, before, &after, &at.path).await?;
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        let mut by_place: BTreeMap<Id, (PlaceId, BTreeSet<PersonId>)> = BTreeMap::new();
        for grant in store::grant::with_role(r.tx(), &app, self.0.role).await? {
            if grant.phase(today, now) != Phase::Over {
                people.insert(grant.person);
                let at = by_place.entry(grant.place.id());
                at.or_insert_with(|| (grant.place, BTreeSet::new())).1.insert(grant.person);
            }
        }
        let mut names = PlaceNames::default();
        let mut places = vec![];
        for (at, persons) in by_place.into_values() {
            let name = names.get(r.tx(), at).await?;
            let at = GrantPlace { place: at, kind: at.kind().to_owned(), name };
            places.push(RoleTouches { at, people: count(persons.len()) });
        }
        let difference = difference(&app, before, &after);
        Ok(RoleDiff {
            gained: held_names(difference.gained.into_iter()),
            lost: held_names(difference.lost.into_iter()),
            people: count(people.len()),
            places,
            against,
        })
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
