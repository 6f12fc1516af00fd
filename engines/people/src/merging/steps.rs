//! What the commands and queries of merging do on their way.
use super::model::{Changed, Fields, HeldCount, MergeId, Moved};
use crate::commands::main;
use crate::model::{PersonId, PhoneColumns};
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    App, Error, Found, Keyring, Kind, Read, Reason, Result, Scope, Write, reason,
};

const FIELDS: &str = "people_merge.fields";

/// Two records as one thing: those may who may at the home centers of both. Of others, not even that
/// they exist.
pub async fn both_scope(r: &mut Read<'_>, kept: PersonId, merged: PersonId) -> Result<Scope> {
    let mut common: Option<Vec<_>> = None;
    for id in [kept, merged] {
        let person = store::person::exactly(r.tx(), id).await?.found("thing of yours")?;
        let Some(center) = person.home_center else {
            continue;
        };
        let path = lianxin_places::center(r.tx(), center).await?.map(|c| c.path);
        let path = path.unwrap_or_default();
        common = Some(match common {
            None => path,
            Some(all) => all.into_iter().filter(|id| path.contains(id)).collect(),
        });
    }
    Ok(Scope::district(kept.id().district()).at(common.unwrap_or_default()).on(kept).hidden())
}

/// Why these two can't be put together by this actor.
pub async fn hindrances(
    r: &mut Read<'_>,
    kept: &PersonRow,
    merged: &PersonRow,
) -> Result<Vec<Reason>> {
    let mut reasons = vec![];
    if kept.id == merged.id {
        reasons.push(reason!("people.merge_same"));
    }
    if kept.id.district() != merged.id.district() {
        reasons.push(reason!("people.merge_districts"));
    }
    if kept.merged_into.is_some() || merged.merged_into.is_some() {
        reasons.push(reason!("people.merge_done"));
    }
    let actor = r.actor();
    let acting = [actor.and_then(|a| a.id()), actor.and_then(|a| a.who())];
    if acting.iter().flatten().any(|id| *id == kept.id.id() || *id == merged.id.id()) {
        reasons.push(reason!("people.merge_oneself"));
    }
    let district = main(r.app());
    let login = store::credential::of(r.tx(), district, merged.id).await?;
    let app = r.app().clone();
    if login.is_some() || !crate::rights::grants_of(r.tx(), &app, merged.id).await?.is_empty() {
        reasons.push(reason!("people.merge_staff"));
    }
    Ok(reasons)
}

pub fn fields_of(person: &PersonRow, keys: &Keyring) -> Result<Fields> {
    Ok(Fields {
        name: person.name.clone(),
        phone: person.phone.as_ref().map(|p| p.open(keys)).transpose()?,
        birth_date: person.birth_date,
        language: person.language,
        home_center: person.home_center,
    })
}

/// Gives a record these fields.
pub async fn set_fields(w: &mut Write<'_>, person: &PersonRow, fields: &Fields) -> Result<()> {
    let app = w.app().clone();
    let now = fields_of(person, app.keys())?;
    if now.phone != fields.phone {
        let phone = fields.phone.as_ref();
        let columns =
            phone.map(|p| PhoneColumns::of(person.id, p, app.keys(), app.random())).transpose()?;
        store::person::set_phone(w.tx(), person.id, columns).await?;
    }
    let person = PersonRow {
        name: fields.name.clone(),
        birth_date: fields.birth_date,
        language: fields.language,
        home_center: fields.home_center,
        ..person.clone()
    };
    store::person::update(w.tx(), &person).await
}

pub fn seal(app: &App, merge: MergeId, changed: &Changed) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(changed).map_err(Error::internal)?;
    app.keys().seal(FIELDS, merge.id(), &plain, app.random())
}

pub fn open(app: &App, merge: MergeId, sealed: &[u8]) -> Result<Changed> {
    let plain = app.keys().open(FIELDS, merge.id(), sealed)?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// How much every part of the program holds about two records.
pub async fn held(r: &mut Read<'_>, kept: PersonId, merged: PersonId) -> Result<Vec<HeldCount>> {
    let mut counts = vec![];
    for holding in r.app().holdings() {
        let of_kept = holding.collect(r, kept.id()).await?.len();
        let of_merged = holding.collect(r, merged.id()).await?.len();
        if of_kept + of_merged > 0 {
            counts.push(HeldCount {
                holding: holding.name().to_owned(),
                purpose: holding.purpose().to_owned(),
                kept: of_kept,
                merged: of_merged,
            });
        }
    }
    Ok(counts)
}

/// What is still with a record, of the holdings that give rows away at all.
pub async fn still_with(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Moved>> {
    let mut left = vec![];
    for holding in r.app().holdings() {
        let rows = holding.collect(r, person.id()).await?.len();
        if rows > 0 {
            left.push(Moved { holding: holding.name().to_owned(), rows });
        }
    }
    Ok(left)
}

/// Whom a change of merging concerns: they can see that it did.
pub fn about(w: &mut Write<'_>, people: &[PersonId]) {
    for person in people {
        w.saw(*person);
    }
}
