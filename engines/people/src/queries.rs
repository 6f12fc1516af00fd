//! What is asked of this engine, by people and by other parts of the program.
use crate::model::{Born, Card, CardCode, PersonAgeGroup, PersonId, PersonRef, Phone, StatedBand};
use crate::permissions;
use crate::place::CenterId;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{
    Date, Error, Found, Keyring, Kind, Language, Permission, Query, Read, Result, Scope,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod desk;
mod sign_in;
pub use desk::DeskGrant;
use desk::desk_of;
pub(crate) use sign_in::{CodeToSend, CredentialFor, LoginOf, OwnCredential};

/// A person, unless there is none or the account was ended. The id of a record that was merged into
/// another leads to that one.
pub async fn person(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRef>> {
    Ok(store::person::find(tx, id).await?.map(PersonRef::from))
}

/// Those of the persons that there are, in no particular order, by the very ids asked for: a record
/// that was merged into another still has its name.
pub async fn persons(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<PersonRef>> {
    let found = store::person::many(tx, ids).await?;
    Ok(found.into_iter().map(PersonRef::from).collect())
}

/// Whose card this is, scanned or typed; a revoked card is nobody's.
pub async fn person_by_card(tx: &mut Tx, code: &str) -> Result<Option<PersonRef>> {
    let Some(code) = CardCode::read(code) else {
        return Ok(None);
    };
    match store::card::owner(tx, &code).await? {
        Some(id) => person(tx, id).await,
        None => Ok(None),
    }
}

/// The phone of a person, whole: only for bringing a message to it.
pub async fn phone_of(tx: &mut Tx, keys: &Keyring, id: PersonId) -> Result<Option<Phone>> {
    let found = store::person::find(tx, id).await?;
    found.and_then(|p| p.phone).map(|p| p.open(keys)).transpose()
}

/// Who is signed in, and where they work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Account {
    pub person: PersonId,
    pub name: String,
    pub language: Language,
    /// 60 or older, for sure.
    pub elder: bool,
    pub home_center: Option<CenterId>,
    /// Empty for who signed in as a resident only.
    pub desk: Vec<DeskGrant>,
}

pub struct ShowAccount;

impl Query for ShowAccount {
    const NAME: &'static str = "people.show_account";
    // Also a sign-in that reaches nothing else of the account says whose it is.
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = Account;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Account> {
        let id = oneself(r)?;
        let today = r.zone().date(r.now());
        let person = person(r.tx(), id).await?.found("person")?;
        let desk = desk_of(r, id).await?;
        let elder = person.age_group(today) == Some(PersonAgeGroup::Elder);
        let PersonRef { name, language, home_center, .. } = person;
        Ok(Account { person: id, name, language, elder, home_center, desk })
    }
}

/// What a person sees of themselves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Me {
    pub person: PersonId,
    pub name: String,
    pub phone_hint: Option<String>,
    pub birth_date: Option<Date>,
    /// About how old, where no birth date is known.
    pub age_band: Option<StatedBand>,
    /// Full years: exactly where the birth date is known, at least so many by an age band.
    pub age: Option<i32>,
    pub language: Language,
    pub home_center: Option<CenterId>,
    pub card: Card,
}

pub struct ShowMe;

impl Query for ShowMe {
    const NAME: &'static str = "people.show_me";
    const NEEDS: Permission = permissions::OWN;
    type Target = Scope;
    type Out = Me;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Me> {
        let id = oneself(r)?;
        me(r, id).await
    }
}

pub(crate) async fn me(r: &mut Read<'_>, id: PersonId) -> Result<Me> {
    let today = r.zone().date(r.now());
    let person = person(r.tx(), id).await?.found("person")?;
    let card = store::card::of(r.tx(), id).await?.found("card")?;
    let (birth_date, age_band) = (person.born.and_then(Born::date), person.age_band());
    let age = person.born.map(|born| born.age_on(today).from.into());
    let phone_hint = person.phone_hint(r.app().keys())?;
    let PersonRef { name, language, home_center, .. } = person;
    Ok(Me { person: id, name, phone_hint, birth_date, age_band, age, language, home_center, card })
}

/// A card to print: the QR holds the code.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PrintedCard {
    pub name: String,
    pub code: String,
    pub svg: String,
}

pub struct ShowCard {
    pub person: PersonId,
}

impl Query for ShowCard {
    const NAME: &'static str = "people.show_card";
    const NEEDS: Permission = permissions::CARD;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = PrintedCard;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<PrintedCard> {
        let name = person(r.tx(), self.person).await?.found("person")?.name;
        let code = store::card::of(r.tx(), self.person).await?.found("card")?.code;
        let svg = crate::qr::svg(&code)?;
        Ok(PrintedCard { name, code, svg })
    }
}

/// A person as a thing of their own and of the desk of their home center; of others, not even that
/// they exist.
pub(crate) async fn home_scope(r: &mut Read<'_>, id: PersonId) -> Result<Scope> {
    let person = person(r.tx(), id).await?.found("thing of yours")?;
    let mut path = vec![];
    if let Some(center) = person.home_center
        && let Some(center) = lianxin_places::center(r.tx(), center).await?
    {
        path = center.path;
    }
    Ok(Scope::district(id.id().district()).at(path).owned_by(id).on(id).hidden())
}

/// The scope of one's own account.
pub(crate) fn own_scope(r: &Read<'_>) -> Result<Scope> {
    let me = oneself(r)?;
    Ok(Scope::district(me.id().district()).owned_by(me).on(me).hidden())
}

fn oneself(r: &Read<'_>) -> Result<PersonId> {
    Ok(r.person().ok_or(Error::SignIn)?.into())
}
