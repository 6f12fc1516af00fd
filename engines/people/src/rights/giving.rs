//! What nobody may do with rights, whatever their role.
use crate::model::PersonId;
use crate::place::place;
use crate::rights::model::{GrantKind, GrantRow, Held, Modules, Phase, RoleRow, within};
use crate::rights::{reasons, store};
use lianxin_kernel::{
    Actor, AnyId, App, Error, FieldCode, Grant, Kind, Permission, Person, Read, Reason, Result,
    Role, Write, reason,
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

/// What stands against giving what one record was given to another, as merging and splitting do. It
/// needs what giving each of the grants there would need.
pub(crate) async fn against_moving(
    r: &mut Read<'_>,
    grants: &[GrantRow],
    to: PersonId,
) -> Result<Vec<Reason>> {
    let (app, now) = (r.app().clone(), r.now());
    let Some(Actor::Person(person)) = r.actor().cloned() else {
        return Ok(vec![]);
    };
    let mut reasons = vec![];
    if grants.is_empty() {
        return Ok(reasons);
    }
    for me in [person.id, person.by.unwrap_or(person.id)] {
        let standing_in = store::deputy::of(r.tx(), &app, me.into()).await?;
        if standing_in.iter().any(|d| d.absent == to && d.phase(now) != Phase::Over) {
            reasons.push(reason!("people.merge_oneself"));
        }
    }
    let roles = store::role::roles(r.tx(), &app).await?;
    for grant in grants {
        let path = place(r.tx(), grant.place).await?.map(|p| p.path).unwrap_or_default();
        let needs = match grant.kind {
            GrantKind::Duty => crate::permissions::DUTY,
            _ => crate::permissions::GRANT,
        };
        let gives = |g: &Grant| path.contains(&g.place) && g.may(needs);
        if !person.grants.iter().any(gives) {
            reasons.push(reasons::not_held(needs.name));
        }
        let Some(row) = roles.find(grant.role) else {
            reasons.push(reasons::role_retired());
            continue;
        };
        let actor = Actor::Person(person.clone());
        match holds_all(&actor, &app, row, &path, grant.modules.as_ref()) {
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
