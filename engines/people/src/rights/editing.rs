//! How a role comes to be what it shall be, and what stands against it.
use crate::model::PersonId;
use crate::place::common_path;
use crate::rights::giving::{may_hand_on, permissions};
use crate::rights::loading::known;
use crate::rights::model::{RoleRow, can_be_given};
use crate::rights::{reasons, store};
use lianxin_db::Tx;
use lianxin_kernel::{
    Actor, AnyId, App, Error, FieldCode, Permission, Reason, Result, Role, Scope,
};
use std::collections::BTreeSet;

/// How many permissions one request may name.
const MOST: usize = 1_000;

/// What a change of a role gives and takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    pub gained: Vec<&'static Permission>,
    pub lost: Vec<&'static Permission>,
}

/// The role with exactly these permissions.
pub(crate) fn with_permissions(app: &App, before: &RoleRow, wanted: &[String]) -> Result<RoleRow> {
    if wanted.len() > MOST {
        return Err(Error::field("permissions", FieldCode::TooMany));
    }
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    let all: Vec<_> = permissions(app).collect();
    if wanted.iter().any(|name| !all.iter().any(|p| p.name == *name)) {
        return Err(Error::field("permissions", FieldCode::Unknown));
    }
    let mut after = RoleRow { added: vec![], removed: vec![], ..before.clone() };
    for permission in all {
        let has = permission.roles.contains(&after.role);
        let masked = after.above && permission.shows_names();
        match (has, wanted.contains(permission.name)) {
            (false, true) => after.added.push(permission.name.to_owned()),
            (true, false) if !masked => after.removed.push(permission.name.to_owned()),
            _ => {}
        }
    }
    after.added.sort_unstable();
    after.removed.sort_unstable();
    Ok(after)
}

pub(crate) fn difference(app: &App, before: &RoleRow, after: &RoleRow) -> Difference {
    let mut difference = Difference::default();
    for permission in permissions(app) {
        match (before.has(permission), after.has(permission)) {
            (false, true) => difference.gained.push(permission),
            (true, false) => difference.lost.push(permission),
            _ => {}
        }
    }
    difference
}

/// Everything that stands against a change, for the editor to see at once.
pub(crate) async fn against(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    before: &RoleRow,
    after: &RoleRow,
    path: &[AnyId],
) -> Result<Vec<Reason>> {
    let difference = difference(app, before, after);
    let mut reasons = vec![];
    if !difference.gained.is_empty() && holds(tx, app, actor, after.role).await? {
        reasons.push(reasons::own_role());
    }
    for permission in permissions(app).filter(|p| after.added.iter().any(|n| n == p.name)) {
        if after.above && permission.shows_names() {
            reasons.push(reasons::names_above(permission.name));
        }
        if !can_be_given(permission) {
            reasons.push(reasons::not_given_to_roles(permission.name));
        }
    }
    for permission in difference.gained {
        match may_hand_on(actor, after.role, permission, path) {
            Ok(()) => {}
            Err(Error::SecondFactor) => reasons.push(reasons::second_factor()),
            Err(Error::Conflict(why)) => reasons.extend(why),
            Err(other) => return Err(other),
        }
    }
    let mut once: Vec<Reason> = vec![];
    for reason in reasons {
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    Ok(once)
}

/// Refuses what stands against a change; a missing second factor in its own way.
pub(crate) fn refuse(against: Vec<Reason>) -> Result<()> {
    let factor = reasons::second_factor();
    let (second, against): (Vec<_>, Vec<_>) = against.into_iter().partition(|r| *r == factor);
    match (against.is_empty(), second.is_empty()) {
        (true, true) => Ok(()),
        (true, false) => Err(Error::SecondFactor),
        (false, _) => Err(Error::Conflict(against)),
    }
}

/// Whether an actor has this role anywhere, at any time, or stands in for who has.
async fn holds(tx: &mut Tx, app: &App, actor: &Actor, role: Role) -> Result<bool> {
    if actor.person().is_some_and(|p| p.grants.iter().any(|g| g.role == role)) {
        return Ok(true);
    }
    for me in [actor.who(), actor.id()].into_iter().flatten() {
        let known = known(tx, app, PersonId::from(me)).await?;
        let mut all = known.grants.iter().chain(known.lent.iter().flat_map(|l| &l.grants));
        if all.any(|g| g.role == role) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Roles are the same everywhere, so who changes them holds that right above every place at which
/// anyone has a role.
pub(crate) async fn everywhere(tx: &mut Tx, app: &App) -> Result<Scope> {
    let places: BTreeSet<AnyId> = store::grant::places(tx).await?.into_iter().collect();
    Ok(Scope::district(app.district()).at(common_path(tx, &places).await?))
}
