//! What several commands and queries of this feature do on their way.
use crate::families::store;
use crate::model::{ADULT, Born, Certainty, PersonId, PersonRef};
use crate::queries::{own_scope, person};
use lianxin_db::{Id, Tx};
use lianxin_kernel::{
    Actor, Date, Error, FieldCode, FieldError, Found, Held, Kind, Read, Result, Scope, Write,
    reason,
};
use std::collections::HashSet;

/// The person's home center and the regions above it; nothing for someone without one.
pub(crate) async fn home_path(tx: &mut Tx, person: &PersonRef) -> Result<Vec<Id>> {
    let Some(center) = person.home_center else {
        return Ok(vec![]);
    };
    let center = lianxin_places::center(tx, center).await?;
    Ok(center.map(|c| c.path).unwrap_or_default())
}

/// Two persons who are put together: only for who may at the homes of both.
pub(crate) async fn both_homes(r: &mut Read<'_>, one: PersonId, two: PersonId) -> Result<Scope> {
    let first = person(r.tx(), one).await?.found("thing of yours")?;
    let second = person(r.tx(), two).await?.found("thing of yours")?;
    let mut path = home_path(r.tx(), &first).await?;
    let other = home_path(r.tx(), &second).await?;
    path.retain(|place| other.contains(place));
    Ok(Scope::district(one.id().district()).at(path).on(one).hidden())
}

/// A child as a thing of the guardian who asks, and of the desk of its home center.
pub(crate) async fn child_scope(r: &mut Read<'_>, child: PersonId) -> Result<Scope> {
    let found = person(r.tx(), child).await?.found("thing of yours")?;
    let path = home_path(r.tx(), &found).await?;
    let scope = Scope::district(child.id().district()).at(path).on(child).hidden();
    let today = r.zone().date(r.now());
    if let Some(asks) = r.person()
        && is_guardian(r.tx(), asks.into(), &found, today).await?
    {
        return Ok(scope.owned_by(asks));
    }
    Ok(scope.owned_by(child))
}

/// Whether someone is the guardian of a minor on a day.
pub(crate) async fn is_guardian(
    tx: &mut Tx,
    guardian: PersonId,
    child: &PersonRef,
    day: Date,
) -> Result<bool> {
    if !child.born.is_some_and(|born| born.counts_as_minor(day)) {
        return Ok(false);
    }
    Ok(store::guardian::pair(tx, child.id, guardian).await?.is_some())
}

/// Whether two live together or one is the guardian of the other.
pub(crate) async fn is_family(tx: &mut Tx, one: PersonId, two: PersonId) -> Result<bool> {
    let here = store::household::membership(tx, one).await?;
    let there = store::household::membership(tx, two).await?;
    if here.zip(there).is_some_and(|(a, b)| a.household == b.household) {
        return Ok(true);
    }
    let up = store::guardian::pair(tx, one, two).await?.is_some();
    Ok(up || store::guardian::pair(tx, two, one).await?.is_some())
}

/// All who are family to someone: who live with them, their guardians and the children they are
/// guardians of.
pub(crate) async fn family_of(tx: &mut Tx, person: PersonId) -> Result<HashSet<PersonId>> {
    let mut family = HashSet::new();
    if let Some(here) = store::household::membership(tx, person).await? {
        let members = store::household::members(tx, here.household).await?;
        family.extend(members.into_iter().map(|m| m.person));
    }
    let children = store::guardian::of_guardian(tx, person).await?;
    family.extend(children.into_iter().map(|g| g.child));
    let guardians = store::guardian::of_child(tx, person).await?;
    family.extend(guardians.into_iter().map(|g| g.guardian));
    family.insert(person);
    Ok(family)
}

/// The same for the door, which marks what staff do with a record of their own family.
pub(crate) fn family(tx: &mut Tx, one: Id, two: Id) -> Held<'_, bool> {
    Box::pin(async move { Ok(one == two || is_family(tx, one.into(), two.into()).await?) })
}

/// One's own account for what nobody else may do with it: who acts for another knows whose it is, so
/// they are told that they may not, and not that there is none.
pub(crate) fn own_alone(r: &Read<'_>) -> Result<Scope> {
    Ok(Scope { hidden: false, ..own_scope(r)? })
}

/// Who really acts: the one at the keyboard, not the one they act for.
pub(crate) fn who(w: &Write<'_>) -> Option<Id> {
    w.who()
}

/// Staff do not do for themselves what is done for others.
pub(crate) fn not_by(w: &Write<'_>, person: PersonId) -> Result<()> {
    match w.actor() {
        Actor::Person(_) if who(w) == Some(person.id()) => Err(Error::Forbidden),
        _ => Ok(()),
    }
}

/// Refuses one more of what is limited to `most`.
pub(crate) fn room_for_one(field: &str, held: usize, most: usize) -> Result<()> {
    if held < most {
        return Ok(());
    }
    let max = i64::try_from(most).unwrap_or(i64::MAX);
    Err(Error::Invalid(vec![FieldError::new(field, FieldCode::TooMany).with("max", max)]))
}

/// Refuses with `refused` who is not grown up for sure, as only those stand up or act for another. Who says
/// nothing about their age is taken to be: most adults never do.
pub(crate) fn grown_up(born: Option<Born>, today: Date, refused: Error) -> Result<()> {
    match born.map(|born| born.age_on(today).at_least(ADULT)) {
        None | Some(Certainty::Yes) => Ok(()),
        Some(Certainty::No) => Err(refused),
        Some(Certainty::Unsure) => {
            Err(Error::reason(reason!("people.age_unsure", min = i64::from(ADULT))))
        }
    }
}

/// Marks a look for the one it was at; nobody is told that they looked themselves.
pub(crate) fn looked_at(r: &mut Read<'_>, person: PersonId) {
    if r.actor().and_then(Actor::who) != Some(person.id()) {
        r.saw(person);
    }
}
