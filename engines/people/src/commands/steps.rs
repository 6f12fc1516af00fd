//! What several commands do on their way.
use crate::model::{AddedBy, Card, CardCode, CardId, PersonId, Phone, PhoneColumns, subject};
use crate::place::common_path;
use crate::store;
use crate::store::person::PersonRow;
use lianxin_db::{DbError, Tx};
use lianxin_kernel::{App, Error, FieldCode, Kind, Result, Scope, Secret, Timestamp, Write};
use serde::{Deserialize, Serialize};

/// Someone has just signed in. The token is for the cookie alone: it writes as `•••`, so no log and
/// no kept answer holds it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    pub person: PersonId,
    pub token: Secret<String>,
    /// How long the cookie lasts, in seconds.
    pub lasts: i64,
}

/// Gives a person a card; the one they had must have been revoked.
pub(crate) async fn issue_card(w: &mut Write<'_>, person: PersonId) -> Result<Card> {
    let now = w.now();
    let id: CardId = w.fresh_in(person.id().district());
    let mut random = [0; 10];
    w.random().fill(&mut random);
    let code = CardCode::make(random);
    store::card::insert(w.tx(), id, person, &code, now).await?;
    Ok(Card { code: code.to_string(), issued_at: now })
}

/// Adds a person with their card. A phone is free if nobody in the district has it; its row in the
/// limits is held, so that two who come with it follow one another in all districts.
pub(crate) async fn add(
    w: &mut Write<'_>,
    person: &PersonRow,
    phone: Option<&Phone>,
    by: AddedBy,
) -> Result<Card> {
    let (app, now) = (w.app().clone(), w.now());
    let mut columns = None;
    if let Some(phone) = phone {
        hold_phone(w, phone).await?;
        let district = person.id.id().district();
        if !store::person::with_phone_in(w.tx(), district, app.keys(), phone).await?.is_empty() {
            return Err(Error::field("phone", FieldCode::Taken));
        }
        columns = Some(PhoneColumns::of(person.id, phone, app.keys(), app.random())?);
    }
    match store::person::insert(w.tx(), person, columns, by, now).await {
        Err(Error::Db(DbError::Unique(what))) if what.contains("phone") => {
            return Err(Error::field("phone", FieldCode::Taken));
        }
        other => other?,
    }
    issue_card(w, person.id).await
}

pub(crate) async fn hold_phone(w: &mut Write<'_>, phone: &Phone) -> Result<[u8; 32]> {
    let (key, now, district) =
        (subject_of(w.app(), "phone", phone.as_str())?, w.now(), main(w.app()));
    store::limit::hold(w.tx(), district, &key, now).await?;
    Ok(key)
}

pub(crate) fn subject_of(app: &App, kind: &str, value: &str) -> Result<[u8; 32]> {
    Ok(subject(app.secret("people.subject")?, kind, value))
}

/// Where codes, limits and logins live.
pub(crate) fn main(app: &App) -> u16 {
    app.district()
}

/// Who may act on the account of a person: those whose place lies above everything it reaches, so
/// nobody takes over an account that can do more than their own.
pub(crate) async fn account_scope(tx: &mut Tx, person: &PersonRow) -> Result<Scope> {
    let mut places = crate::rights::store::grant::reach(tx, person.id).await?;
    if places.is_empty() {
        places.extend(person.home_center.map(|c| c.id()));
    }
    let scope = Scope::district(person.id.id().district()).on(person.id);
    Ok(scope.at(common_path(tx, &places).await?).hidden())
}

/// Whole seconds to wait, at least one.
pub(crate) fn wait(until: Timestamp, now: Timestamp) -> Error {
    let after = u32::try_from((until - now).in_seconds() + 1).unwrap_or(1);
    Error::TooMany { after }
}
