//! What the commands and queries of merging do on their way.
use super::model::{Changed, Fields, HeldCount, MergeId, Moved};
use crate::commands::main;
use crate::families::family_of;
use crate::model::{PersonId, PhoneColumns};
use crate::place::common_path;
use crate::rights::against_moving;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_kernel::{
    AnyId, App, Error, Found, Keyring, Kind, Read, Reason, Result, Scope, Write, reason,
};
use std::collections::HashSet;

const FIELDS: &str = "people_merge.fields";

/// Two records as one thing: those may who may at the home centers of both, and above everything
/// either was given, so that nobody touches an account that can do more than their own. Of others, not
/// even that they exist.
pub async fn both_scope(r: &mut Read<'_>, kept: PersonId, merged: PersonId) -> Result<Scope> {
    let mut common: Option<Vec<_>> = None;
    for id in [kept, merged] {
        let person = store::person::exactly(r.tx(), id).await?.found("thing of yours")?;
        let mut reach = crate::rights::store::grant::reach(r.tx(), id).await?;
        if reach.is_empty() {
            reach.extend(person.home_center.map(Kind::id));
        }
        if reach.is_empty() {
            continue;
        }
        let path = common_path(r.tx(), &reach).await?;
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
    let now = r.now();
    if is_account(r, merged.id).await? {
        reasons.push(reason!("people.merge_staff"));
    }
    if crate::rights::store::deputy::any_open(r.tx(), merged.id, now).await? {
        reasons.push(reason!("people.merge_deputy"));
    }
    reasons.extend(against_grants(r, merged.id, kept.id, None).await?);
    Ok(reasons)
}

/// Whether staff sign in as this record. Such a record is the one that is kept: a login, what an
/// authority calls someone and the factors that prove them were checked for that one record, and moved
/// to another they would open it to whoever holds them.
async fn is_account(r: &mut Read<'_>, person: PersonId) -> Result<bool> {
    let district = main(r.app());
    let login = store::credential::of(r.tx(), district, person).await?.is_some();
    let subject = !crate::oidc::store::of(r.tx(), district, person).await?.is_empty();
    Ok(login || subject || crate::factors::has_factor(r.tx(), person).await?)
}

/// What stands against giving the roles of one record, or some of them, to another.
pub async fn against_grants(
    r: &mut Read<'_>,
    from: PersonId,
    to: PersonId,
    only: Option<&[AnyId]>,
) -> Result<Vec<Reason>> {
    let app = r.app().clone();
    let mut grants = crate::rights::grants_of(r.tx(), &app, from).await?;
    grants.retain(|g| only.is_none_or(|only| only.contains(&g.id.id())));
    let mut why = against_moving(r, &grants, to).await?;
    // Which right is missing helps nobody at a desk: somebody else has to do it.
    let before = why.len();
    why.retain(|r| !matches!(r.code.as_ref(), "people.right_not_held" | "people.role_retired"));
    if why.len() < before {
        why.insert(0, reason!("people.merge_roles"));
    }
    Ok(why)
}

pub fn fields_of(person: &PersonRow, keys: &Keyring) -> Result<Fields> {
    Ok(Fields {
        name: person.name.clone(),
        phone: person.phone.as_ref().map(|p| p.open(keys)).transpose()?,
        born: person.born,
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
        born: fields.born,
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

/// Whom a change of merging concerns: they can see that it did. Whose own family it concerns is marked
/// here and not left to the door, which asks when it is done: by then a merged record has no family.
pub async fn about(w: &mut Write<'_>, people: &[PersonId]) -> Result<()> {
    looked(&mut w.read(), people).await.map(drop)
}

/// The same for looking; says whether one of them is of the looker's own family.
pub async fn looked(r: &mut Read<'_>, people: &[PersonId]) -> Result<bool> {
    let family = own_family(r).await?;
    let own = people.iter().any(|person| family.contains(person));
    for person in people {
        r.saw(*person);
    }
    if own {
        r.note("own_household", true);
    }
    Ok(own)
}

/// Whoever looks, and their family; nobody for the program itself.
pub async fn own_family(r: &mut Read<'_>) -> Result<HashSet<PersonId>> {
    match r.actor().and_then(|a| a.who()) {
        Some(me) => family_of(r.tx(), me.into()).await,
        None => Ok(HashSet::new()),
    }
}
