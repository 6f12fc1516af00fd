//! Reads all that decides what a person holds.
use crate::model::PersonId;
use crate::organizations;
use crate::rights::model::{Held, Known, Lent, held};
use crate::rights::store;
use crate::store as people;
use lianxin_db::Tx;
use lianxin_kernel::{App, Found, Grant, Result, Scope, Timestamp};
use std::collections::BTreeSet;

/// What a person holds at this moment.
pub(crate) async fn held_by(
    tx: &mut Tx,
    app: &App,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Held>> {
    let known = known(tx, app, person).await?;
    Ok(held(&known, person, app.zone().date(now), now))
}

/// All that was given to a person or lent to them, in force or not.
pub(crate) async fn known(tx: &mut Tx, app: &App, person: PersonId) -> Result<Known> {
    let grants = store::grant::of(tx, app, person).await?;
    let mut lent = vec![];
    for by in store::deputy::of(tx, app, person).await? {
        // Who has left holds nothing that could be lent.
        if people::person::find(tx, by.absent).await?.is_some() {
            let grants = store::grant::of(tx, app, by.absent).await?;
            lent.push(Lent { by, grants });
        }
    }
    let mut known = Known { grants, lent, ..Known::default() };
    if known.grants.is_empty() && known.lent.is_empty() {
        return Ok(known);
    }
    known.roles = store::role::roles(tx, app).await?;
    let all = known.grants.iter().chain(known.lent.iter().flat_map(|l| &l.grants));
    let ids: BTreeSet<_> = all.filter_map(|g| g.member).collect();
    if ids.is_empty() {
        return Ok(known);
    }
    for id in ids {
        known.members.extend(organizations::store::member::find(tx, app, id).await?);
    }
    known.members.extend(organizations::store::member::of_person(tx, app, person).await?);
    let named: BTreeSet<_> = known.members.iter().map(|m| m.organization).collect();
    for organization in named {
        let found = organizations::store::organization::find(tx, organization).await?;
        if found.is_some_and(|o| o.is_active()) {
            known.active.insert(organization);
            known
                .contracts
                .extend(organizations::store::contract::of(tx, app, organization).await?);
        }
    }
    Ok(known)
}

/// What the door asks.
pub(crate) fn grant_of(held: &Held) -> Grant {
    let mut grant = Grant::new(held.role, held.place.id()).with(held.rights.rights());
    if held.rights.above {
        grant = grant.from_above();
    }
    match &held.modules {
        Some(modules) => grant.within(modules.names().iter().cloned()),
        None => grant,
    }
}

/// Who may act on the account of a person; see [`crate::commands::account_scope`].
pub(crate) async fn account_scope(tx: &mut Tx, person: PersonId) -> Result<Scope> {
    let person = people::person::find(tx, person).await?.found("thing of yours")?;
    crate::commands::account_scope(tx, &person).await
}
