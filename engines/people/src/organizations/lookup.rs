//! What other parts ask inside their own transaction.
use super::model::{MemberRole, OrganizationId, OrganizationRef};
use super::store;
use crate::model::PersonId;
use crate::place::scope_of;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, App, Date, Found, Read, Result, Scope};

/// An organization, ended or not.
pub async fn organization(tx: &mut Tx, id: OrganizationId) -> Result<Option<OrganizationRef>> {
    Ok(store::organization::find(tx, id).await?.map(OrganizationRef::from))
}

/// The organizations a person acts for on a day.
pub async fn organizations_of(
    tx: &mut Tx,
    app: &App,
    person: PersonId,
    day: Date,
) -> Result<Vec<(OrganizationRef, MemberRole)>> {
    let mut found = vec![];
    for member in store::member::of_person(tx, app, person).await? {
        if member.holds(day)
            && let Some(known) = organization(tx, member.organization).await?
            && known.active
        {
            found.push((known, member.role));
        }
    }
    Ok(found)
}

/// Those who act for an organization on a day.
pub async fn acting_for(
    tx: &mut Tx,
    app: &App,
    organization: OrganizationId,
    day: Date,
) -> Result<Vec<PersonId>> {
    let all = store::member::of(tx, app, organization).await?;
    Ok(all.into_iter().filter(|member| member.holds(day)).map(|member| member.person).collect())
}

/// An organization as a thing of the place it is at home at.
pub(super) async fn home_scope(r: &mut Read<'_>, id: OrganizationId) -> Result<Scope> {
    let found = store::organization::find(r.tx(), id).await?.found("organization")?;
    Ok(scope_of(r.tx(), "home", found.home).await?.on(id).hidden())
}

/// An organization as a thing also of its managers.
pub(super) async fn members_scope(r: &mut Read<'_>, id: OrganizationId) -> Result<Scope> {
    let scope = home_scope(r, id).await?;
    let (app, today) = (r.app().clone(), r.zone().date(r.now()));
    let mut owner = AnyId::NIL;
    if let Some(me) = r.person() {
        let members = store::member::of_person(r.tx(), &app, me.into()).await?;
        let manages = members
            .iter()
            .any(|m| m.organization == id && m.role == MemberRole::Manager && m.holds(today));
        if manages {
            owner = me;
        }
    }
    Ok(scope.owned_by(owner))
}
