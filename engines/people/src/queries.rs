//! What is asked of this engine, by people and by other parts of the program.
use crate::model::{AgeBand, Card, CardCode, PersonHit, PersonId, PersonRef, Phone};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Found, Kind, Language, Permission, Query, Read, Result,
    Scope,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

mod desk;
mod sign_in;
pub use desk::DeskGrant;
use desk::desk_of;
pub(crate) use sign_in::{CodeToSend, CredentialFor, LoginOf};

/// How many people a search at the desk shows.
const HITS: i64 = 20;

/// A person, unless there is none or the account was ended.
pub async fn person(tx: &mut Tx, id: PersonId) -> Result<Option<PersonRef>> {
    Ok(store::person::find(tx, id).await?.map(PersonRef::from))
}

/// Those of the persons that there are, in no particular order.
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
pub async fn phone_of(tx: &mut Tx, id: PersonId) -> Result<Option<Phone>> {
    let found = store::person::find(tx, id).await?;
    Ok(found.and_then(|p| p.phone).as_deref().and_then(Phone::parse))
}

/// Who is signed in, and where they work.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Account {
    pub person: PersonId,
    pub name: String,
    pub language: Language,
    /// 60 or older.
    pub elder: bool,
    pub home_center: Option<CenterId>,
    /// Empty for who signed in as a resident only.
    pub desk: Vec<DeskGrant>,
}

pub struct ShowAccount;

impl Query for ShowAccount {
    const NAME: &'static str = "people.show_account";
    const NEEDS: Permission = permissions::OWN;
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
        let elder = person.age_band(today) == Some(AgeBand::Elder);
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
    /// Full years.
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
    let age = person.birth_date.map(|born| born.age_on(today));
    let PersonRef { name, phone_hint, birth_date, language, home_center, .. } = person;
    Ok(Me { person: id, name, phone_hint, birth_date, age, language, home_center, card })
}

/// Finds people at the desk of a center: by a part of the name, the last digits of the phone (four
/// or more), the whole phone, or a card. Those of the center's district; a card is found from anywhere.
pub struct FindPeople {
    pub center: CenterId,
    /// 2 to 80 characters.
    pub text: String,
}

impl Query for FindPeople {
    const NAME: &'static str = "people.find_people";
    const NEEDS: Permission = permissions::FIND;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<PersonHit>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Vec<PersonHit>> {
        let today = r.zone().date(r.now());
        let text = self.text.trim();
        let refused =
            |code, name, n: i64| Error::Invalid(vec![FieldError::new("q", code).with(name, n)]);
        match text.chars().count() {
            ..2 => return Err(refused(FieldCode::TooShort, "min", 2)),
            81.. => return Err(refused(FieldCode::TooLong, "max", 80)),
            _ => {}
        }
        let hit = |p: store::person::PersonRow| PersonHit::of(p.into(), today);
        if CardCode::read(text).is_some() {
            let owner = person_by_card(r.tx(), text).await?;
            return Ok(owner.map(|p| PersonHit::of(p, today)).into_iter().collect());
        }
        let found = match (Phone::parse(text), digits(text)) {
            (Some(phone), _) => store::person::with_phone_in(r.tx(), at.district, &phone).await?,
            (None, Some(digits)) => {
                store::person::phone_ends(r.tx(), at.district, &digits, HITS).await?
            }
            (None, None) => store::person::named(r.tx(), at.district, text, HITS).await?,
        };
        Ok(found.into_iter().map(hit).collect())
    }
}

/// Four digits or more, if the text is nothing else.
fn digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let all = plain.len() >= 4 && plain.bytes().all(|b| b.is_ascii_digit());
    all.then_some(plain)
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
        let qr = qrcode::QrCode::new(&code).map_err(Error::internal)?;
        let svg = qr.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build();
        // It stands inside a page, where the declaration in front has no place.
        let svg = svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or(&svg).to_owned();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_a_phone_s_end() {
        assert_eq!(digits("20 71").as_deref(), Some("2071"));
        for no in ["207", "2071a", "王丽", "２０７１"] {
            assert_eq!(digits(no), None, "{no}");
        }
    }
}
