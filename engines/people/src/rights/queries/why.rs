use super::{GrantPlace, PlaceNames, names};
use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::{self, OrganizationId};
use crate::permissions;
use crate::place::place;
use crate::rights::giving::permissions as all_permissions;
use crate::rights::loading::account_scope;
use crate::rights::model::{GrantKind, GrantRow, Held, Known, Modules, held, within};
use crate::rights::{known, reasons};
use crate::store as people;
use lianxin_kernel::{
    AnyId, Date, Decision, Error, FieldCode, Found, Kind, Names, Permission, Query, Read, Reason,
    Result, Role, Scope, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person may do, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AskedRights {
    pub person: PersonId,
    pub name: String,
    /// Where it was asked for; `null`: anywhere.
    pub at: Option<GrantPlace>,
    /// One line a permission, by name.
    pub items: Vec<RightLine>,
}

/// Whether one permission is held, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RightLine {
    pub permission: String,
    pub decision: Decision,
    /// By what it is held; empty when it is not, or is everyone's.
    pub by: Vec<RightBasis>,
}

/// What a right rests on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RightBasis {
    pub kind: GrantKind,
    pub grant: GrantId,
    pub role: Role,
    /// Of the installation's own roles.
    pub role_names: Option<Names>,
    pub at: GrantPlace,
    pub modules: Option<Modules>,
    /// Who lends it.
    pub lent_by: Option<PersonId>,
    pub lent_by_name: Option<String>,
    pub organization: Option<OrganizationId>,
    pub organization_name: Option<Names>,
    /// The last day, and the moment it is over: whichever comes first.
    pub until: Option<Date>,
    pub until_at: Option<Timestamp>,
}

/// Shows what a person may do at a place, or anywhere, as they are signed in with a second factor.
pub struct ShowRights {
    pub person: PersonId,
    pub place: Option<PlaceId>,
}

impl Query for ShowRights {
    const NAME: &'static str = "people.show_rights";
    const NEEDS: Permission = permissions::RIGHTS;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = AskedRights;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(account_scope(r.tx(), self.person).await?.owned_by(self.person))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<AskedRights> {
        let (app, now) = (r.app().clone(), r.now());
        let today = r.zone().date(now);
        if r.person() != Some(self.person.id()) {
            r.saw(self.person);
        }
        // A record that was merged leads to the one that holds its rights now.
        let found = people::person::find(r.tx(), self.person).await?.found("person")?;
        let (person, name) = (found.id, found.name);
        let path = match self.place {
            None => None,
            Some(at) => {
                let found = place(r.tx(), at).await?;
                Some(found.ok_or_else(|| Error::field("place", FieldCode::Unknown))?.path)
            }
        };
        let known = known(r.tx(), &app, person).await?;
        let held = held(&known, person, today, now);
        let mut places = PlaceNames::default();
        let mut bases = vec![];
        for held in &held {
            bases.push(basis(r, held, &mut places).await?);
        }
        let held: Vec<(&Held, RightBasis)> = held.iter().zip(bases).collect();
        let mut items: Vec<RightLine> = all_permissions(&app)
            .map(|permission| {
                let (decision, by) = decide(permission, &known, &held, path.as_deref());
                RightLine { permission: permission.name.to_owned(), decision, by }
            })
            .collect();
        items.sort_by(|a, b| a.permission.cmp(&b.permission));
        let at = match self.place {
            None => None,
            Some(at) => Some(GrantPlace {
                place: at,
                kind: at.kind().to_owned(),
                name: places.get(r.tx(), at).await?,
            }),
        };
        Ok(AskedRights { person, name, at, items })
    }
}

/// Whether what is held gives a right at a place of this path.
fn gives(held: &Held, permission: &Permission, path: Option<&[AnyId]>) -> bool {
    held.rights.has(permission)
        && within(held.modules.as_ref(), permission)
        && path.is_none_or(|path| path.contains(&held.place.id()))
}

fn decide(
    permission: &Permission,
    known: &Known,
    held: &[(&Held, RightBasis)],
    path: Option<&[AnyId]>,
) -> (Decision, Vec<RightBasis>) {
    let mut reasons = vec![];
    if permission.roles.contains(&Role::Anyone) {
        return (Decision::yes(vec![reasons::for_everyone()]), vec![]);
    }
    if permission.roles.contains(&Role::Resident) {
        reasons.push(reasons::for_oneself());
    }
    let by: Vec<_> = held.iter().filter(|(h, _)| gives(h, permission, path)).collect();
    for (h, _) in &by {
        let reason = why(h);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if permission.is_sensitive() && !by.is_empty() {
        reasons.push(reasons::second_factor());
    }
    match reasons.is_empty() {
        false => (Decision::yes(reasons), by.into_iter().map(|(_, b)| b.clone()).collect()),
        true => (Decision::no(vec![why_not(permission, known, held, path)]), vec![]),
    }
}

fn why(held: &Held) -> Reason {
    let role = held.role.code();
    match held.kind {
        GrantKind::Standing => reasons::by_role(role),
        GrantKind::Duty => reasons::by_duty(role),
        GrantKind::Deputy => reasons::by_deputy(role),
        GrantKind::Contract => reasons::by_contract(role),
    }
}

/// The nearest that comes to the right.
fn why_not(
    permission: &Permission,
    known: &Known,
    held: &[(&Held, RightBasis)],
    path: Option<&[AnyId]>,
) -> Reason {
    if permission.roles.is_empty() {
        return reasons::program_only();
    }
    let here = |h: &Held| path.is_none_or(|path| path.contains(&h.place.id()));
    for (h, _) in held.iter().filter(|(h, _)| here(h)) {
        let role = h.role.code();
        if h.rights.removed.iter().any(|n| n == permission.name) {
            return reasons::taken_from_role(role);
        }
        if h.rights.has(permission) {
            return reasons::other_modules(role);
        }
    }
    if held.iter().any(|(h, _)| gives(h, permission, None)) {
        return reasons::elsewhere();
    }
    // What was given, but is ahead, over, or waits for a contract.
    let would = |g: &&GrantRow| {
        let row = known.roles.find(g.role);
        row.is_some_and(|row| row.has(permission)) && within(g.modules.as_ref(), permission)
    };
    match known.grants.iter().find(would) {
        Some(g) if !held.iter().any(|(h, _)| h.grant == g.id) => {
            reasons::not_at_this_time(g.role.code())
        }
        _ => reasons::not_given(),
    }
}

async fn basis(r: &mut Read<'_>, h: &Held, places: &mut PlaceNames) -> Result<RightBasis> {
    let lent_by_name = match h.lent_by {
        Some(id) => names(r.tx(), [id]).await?.remove(&id),
        None => None,
    };
    let organization_name = match h.organization {
        Some(id) => organizations::store::organization::find(r.tx(), id).await?.map(|o| o.name),
        None => None,
    };
    let name = places.get(r.tx(), h.place).await?;
    Ok(RightBasis {
        kind: h.kind,
        grant: h.grant,
        role: h.role,
        role_names: h.rights.names.clone(),
        at: GrantPlace { place: h.place, kind: h.place.kind().to_owned(), name },
        modules: h.modules.clone(),
        lent_by: h.lent_by,
        lent_by_name,
        organization: h.organization,
        organization_name,
        until: h.until,
        until_at: h.until_at,
    })
}
