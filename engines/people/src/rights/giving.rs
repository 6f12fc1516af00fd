//! What nobody may do with rights, whatever their role.
use crate::model::PersonId;
use crate::rights::model::{Held, Modules, Phase, RoleRow, within};
use crate::rights::{reasons, store};
use lianxin_kernel::{
    Actor, AnyId, App, Error, FieldCode, Grant, Kind, Permission, Person, Result, Role, Write,
};

/// Nobody changes what they hold themselves, nor what someone holds whom they stand in for: that would
/// come back to them.
pub(crate) async fn not_own(w: &mut Write<'_>, person: PersonId) -> Result<()> {
    let acting = [w.actor().who(), w.actor().id()];
    for me in acting.into_iter().flatten() {
        if me == person.id() {
            return Err(Error::Forbidden);
        }
        let (app, now) = (w.app().clone(), w.now());
        let standing_in = store::deputy::of(w.tx(), &app, me.into()).await?;
        if standing_in.iter().any(|d| d.absent == person && d.phase(now) != Phase::Over) {
            return Err(Error::Forbidden);
        }
    }
    Ok(())
}

/// Whoever gives a role at a place holds each right of it there.
pub(crate) async fn may_give(
    w: &mut Write<'_>,
    role: Role,
    path: &[AnyId],
    modules: Option<&Modules>,
) -> Result<()> {
    let app = w.app().clone();
    let roles = store::role::roles(w.tx(), &app).await?;
    let Some(row) = roles.find(role) else {
        return Err(Error::field("role", FieldCode::Unknown));
    };
    if roles.active(role).is_none() {
        return Err(Error::reason(reasons::role_retired()));
    }
    holds_all(w.actor(), &app, row, path, modules)
}

/// Whether an actor holds at a place all that a role gives within these modules.
pub(crate) fn holds_all(
    actor: &Actor,
    app: &App,
    row: &RoleRow,
    path: &[AnyId],
    modules: Option<&Modules>,
) -> Result<()> {
    for permission in permissions(app).filter(|p| row.has(p) && within(modules, p)) {
        may_hand_on(actor, row.role, permission, path)?;
    }
    Ok(())
}

/// Whether an actor may give one right to a role at a place.
pub(crate) fn may_hand_on(
    actor: &Actor,
    role: Role,
    permission: &Permission,
    path: &[AnyId],
) -> Result<()> {
    let Some(person) = actor.person() else {
        return Ok(());
    };
    if permission.is_sensitive() && !person.strong {
        return Err(Error::SecondFactor);
    }
    let held = |g: &Grant| path.contains(&g.place) && g.may(*permission);
    if person.grants.iter().any(held) || entrusted(person, role, permission, path) {
        return Ok(());
    }
    Err(Error::reason(reasons::not_held(permission.name)))
}

/// An administrator gives the program's own roles as the program has them, also those whose work is
/// not an administrator's: who looks at the audit, who does case work.
fn entrusted(person: &Person, role: Role, permission: &Permission, path: &[AnyId]) -> bool {
    let administers = |g: &Grant| {
        let module = permission.module();
        g.role == Role::Administrator
            && path.contains(&g.place)
            && g.may(crate::permissions::GRANT)
            && g.modules().is_none_or(|all| all.iter().any(|m| m == module))
    };
    permission.roles.contains(&role) && person.grants.iter().any(administers)
}

/// Every permission of the program.
pub(crate) fn permissions(app: &App) -> impl Iterator<Item = &'static Permission> + use<> {
    app.modules().iter().flat_map(|m| m.permissions)
}

/// The permissions that something held gives at its place, by name.
pub(crate) fn permissions_of(app: &App, held: &Held) -> Vec<String> {
    let gives = |p: &&'static Permission| held.rights.has(p) && within(held.modules.as_ref(), p);
    let mut names: Vec<String> =
        permissions(app).filter(gives).map(|p| p.name.to_owned()).collect();
    names.sort_unstable();
    names
}

/// The modules a grant or contract names must be there.
pub(crate) fn check_modules(app: &App, modules: Option<&Modules>) -> Result<()> {
    let Some(modules) = modules else {
        return Ok(());
    };
    if modules.is_empty() {
        return Err(Error::field("modules", FieldCode::Required));
    }
    let known = |name: &String| app.modules().iter().any(|m| m.name == name);
    match modules.names().iter().all(known) {
        true => Ok(()),
        false => Err(Error::field("modules", FieldCode::Unknown)),
    }
}
