//! What other parts do with an account inside their own transaction: end it, restrict it, ask what its
//! person is.
use crate::commands::main;
use crate::model::{PersonId, PlaceId};
use crate::rights;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{App, Result, Role, Write};

/// Ends sign-ins, roles, password and card of a person, and frees the phone. The record stays for what
/// it took part in.
pub async fn end_account(w: &mut Write<'_>, person: PersonId) -> Result<()> {
    let (now, main) = (w.now(), main(w.app()));
    store::card::revoke(w.tx(), person, now).await?;
    crate::organizations::end_all(w, person).await?;
    rights::store::grant::delete_all(w.tx(), person).await?;
    rights::store::deputy::delete_all(w.tx(), person).await?;
    crate::factors::store::remove_all(w.tx(), person).await?;
    crate::oidc::store::unlink_all(w.tx(), main, person).await?;
    store::credential::delete(w.tx(), main, person).await?;
    store::sign_in::end_all(w.tx(), person, now).await?;
    store::person::end(w.tx(), person, now).await?;
    Ok(())
}

/// Keeps the record and uses it for nothing: no search shows it, nothing is sent.
pub async fn restrict(w: &mut Write<'_>, person: PersonId) -> Result<()> {
    let now = w.now();
    store::restriction::insert(w.tx(), person, now).await
}

/// Ends a restriction.
pub async fn lift(w: &mut Write<'_>, person: PersonId) -> Result<()> {
    store::restriction::delete(w.tx(), person).await
}

pub async fn restricted(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(!store::restriction::among(tx, &[person]).await?.is_empty())
}

/// The same list without those whose record is restricted.
pub(crate) async fn without_restricted<T>(
    tx: &mut Tx,
    found: Vec<T>,
    id: impl Fn(&T) -> PersonId,
) -> Result<Vec<T>> {
    let ids: Vec<PersonId> = found.iter().map(&id).collect();
    let restricted = store::restriction::among(tx, &ids).await?;
    Ok(found.into_iter().filter(|one| !restricted.contains(&id(one))).collect())
}

/// The roles someone holds now, each with its place.
pub async fn duties(tx: &mut Tx, app: &App, person: PersonId) -> Result<Vec<(Role, PlaceId)>> {
    let held = rights::held_by(tx, app, person, app.now()).await?;
    Ok(held.into_iter().map(|h| (h.role, h.place)).collect())
}
