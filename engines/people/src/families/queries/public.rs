//! What other parts ask inside their own transaction.
use crate::families::kinds;
use crate::families::model::{PickUpPerson, Residency, ResidencyState, Standing};
use crate::families::steps::is_guardian;
use crate::families::store;
use crate::model::PersonId;
use crate::queries::person;
use lianxin_db::Tx;
use lianxin_kernel::{Date, Keyring, Result};

/// Whether someone is known to live in the community of their home center on a day. A confirmation
/// that is in force counts before a newer claim, which is then said to be waiting.
pub async fn residency(tx: &mut Tx, id: PersonId, day: Date) -> Result<Residency> {
    let Some(found) = person(tx, id).await? else {
        return Ok(Residency::NONE);
    };
    let Some(last) = store::residency::last(tx, id).await? else {
        return Ok(Residency::NONE);
    };
    let last = last.on(day, found.home_center);
    if last.is_confirmed() {
        return Ok(last);
    }
    let confirmed = store::residency::last_confirmed(tx, id).await?;
    let confirmed = confirmed.map(|c| c.on(day, found.home_center)).filter(Residency::is_confirmed);
    let waiting = last.state == ResidencyState::Claimed;
    Ok(confirmed.map(|c| Residency { waiting, ..c }).unwrap_or(last))
}

/// What someone is in the life of places on a day; the sensitive kinds too, so what comes of it must
/// not name the person beside them.
pub async fn standings(
    tx: &mut Tx,
    keys: &Keyring,
    id: PersonId,
    day: Date,
) -> Result<Vec<Standing>> {
    let rows = store::standing::of(tx, id).await?;
    let all = rows.into_iter().filter_map(|row| kinds::read(keys, row));
    Ok(all.filter(|s| s.days.holds_on(day)).collect())
}

/// Who stands up for a minor on a day; nobody for someone of age.
pub async fn guardians(tx: &mut Tx, child: PersonId, day: Date) -> Result<Vec<PersonId>> {
    let born = person(tx, child).await?.and_then(|p| p.born);
    if !born.is_some_and(|born| born.counts_as_minor(day)) {
        return Ok(vec![]);
    }
    let links = store::guardian::of_child(tx, child).await?;
    Ok(links.into_iter().map(|g| g.guardian).collect())
}

/// Whether someone is the guardian of a minor on a day.
pub async fn guardian_of(
    tx: &mut Tx,
    guardian: PersonId,
    child: PersonId,
    day: Date,
) -> Result<bool> {
    match person(tx, child).await? {
        Some(found) => is_guardian(tx, guardian, &found, day).await,
        None => Ok(false),
    }
}

/// Whether a guardian has to consent to what is done with this person's data: under 14.
pub async fn needs_guardian_consent(tx: &mut Tx, id: PersonId, day: Date) -> Result<bool> {
    let born = person(tx, id).await?.and_then(|p| p.born);
    Ok(born.is_some_and(|born| born.counts_as_child(day)))
}

/// Who may take a child home on a day, beside its guardians.
pub async fn may_take_home(tx: &mut Tx, child: PersonId, day: Date) -> Result<Vec<PickUpPerson>> {
    let named = store::pick_up::of_child(tx, child).await?;
    Ok(named.into_iter().filter(|p| p.until.is_none_or(|until| day <= until)).collect())
}

/// Who lives with someone now, themselves too; nobody when no household is known.
pub async fn household_persons(tx: &mut Tx, id: PersonId) -> Result<Vec<PersonId>> {
    let Some(here) = store::household::membership(tx, id).await? else {
        return Ok(vec![]);
    };
    let members = store::household::members(tx, here.household).await?;
    Ok(members.into_iter().map(|m| m.person).collect())
}
