//! Finding what commands and queries are about, with what decides who may.
use crate::config::Config;
use crate::model::{Assessment, AssessmentId, BreachId, ProvisionId};
use crate::model::{Channel, DataRequest, RequestId};
use crate::reasons;
use crate::store;
use crate::store::breach::BreachRow;
use crate::store::register::ProvisionRow;
use lianxin_kernel::{Actor, AnyId, Error, Found, Kind, Query, Read, Result, Scope, Scoped};
use lianxin_people::{Certainty, PersonId, PersonRef};
use lianxin_places::queries::ListRegions;
use lianxin_places::{CenterId, PlaceRef};

/// A person, as a thing of their own and of the desk of their home center.
#[derive(Clone, Debug)]
pub struct PersonAt {
    pub person: PersonRef,
    path: Vec<AnyId>,
}

impl Scoped for PersonAt {
    fn scope(&self) -> Scope {
        let id = self.person.id;
        let scope = Scope::district(id.id().district()).at(self.path.clone());
        scope.owned_by(id).on(id).hidden()
    }
}

pub async fn person_at(r: &mut Read<'_>, id: PersonId) -> Result<PersonAt> {
    let person = lianxin_people::person(r.tx(), id).await?.found("thing of yours")?;
    let path = home(r, person.home_center).await?;
    Ok(PersonAt { person, path })
}

/// Whoever asks.
pub async fn oneself(r: &mut Read<'_>) -> Result<PersonAt> {
    let id = r.person().ok_or(Error::SignIn)?;
    person_at(r, id.into()).await
}

/// The path of a center; of none, the regions above everything.
async fn home(r: &mut Read<'_>, center: Option<CenterId>) -> Result<Vec<AnyId>> {
    if let Some(center) = center
        && let Some(center) = lianxin_places::center(r.tx(), center).await?
    {
        return Ok(center.path);
    }
    roots(r).await
}

/// The regions that lie in no other: what concerns the whole installation is theirs.
pub async fn roots(r: &mut Read<'_>) -> Result<Vec<AnyId>> {
    let regions = ListRegions.run(r, Scope::default()).await?.items;
    Ok(regions.into_iter().filter(|r| r.parent.is_none()).map(|r| r.id.id()).collect())
}

/// What concerns the whole installation.
pub async fn whole(r: &mut Read<'_>) -> Result<Scope> {
    let district = r.app().district();
    Ok(Scope::district(district).at(roots(r).await?))
}

/// Who speaks, when not the person: for a child the guardian who acts for them. Nobody else says for
/// another what has to be their own word, also not who may act for the child in other things: a
/// delegate, or staff.
pub async fn guardian(r: &mut Read<'_>, person: &PersonRef) -> Result<Option<PersonId>> {
    let who = r.actor().and_then(Actor::who).ok_or(Error::SignIn)?;
    match (who == person.id.id(), is_child(r, person)) {
        (true, false) => Ok(None),
        (true, true) => Err(guardian_needed(r, person)),
        (false, true) => match guards(r, who.into(), person.id).await? {
            true => Ok(Some(who.into())),
            false => Err(guardian_needed(r, person)),
        },
        (false, false) => Err(Error::reason(reasons::own_word_needed())),
    }
}

/// Whether who looks at someone's own pages may: themself, or the guardian of a child.
pub async fn own_eyes(r: &mut Read<'_>, person: &PersonRef) -> Result<()> {
    let who = r.actor().and_then(Actor::who).ok_or(Error::SignIn)?;
    if who == person.id.id() {
        return Ok(());
    }
    match (is_child(r, person), guards(r, who.into(), person.id).await?) {
        (true, true) => Ok(()),
        (true, false) => Err(guardian_needed(r, person)),
        (false, _) => Err(Error::reason(reasons::own_word_needed())),
    }
}

fn guardian_needed(r: &Read<'_>, person: &PersonRef) -> Error {
    let (age, today) = (guardian_until_age(r), r.zone().date(r.now()));
    let known = person.born.map(|born| born.age_on(today).at_least(age));
    Error::reason(match known {
        Some(Certainty::Unsure) => reasons::guardian_needed_in_doubt(age.into()),
        _ => reasons::guardian_needed(age.into()),
    })
}

fn guardian_until_age(r: &Read<'_>) -> u8 {
    let age = r.settings().get::<Config>().guardian_until_age;
    u8::try_from(age).unwrap_or(u8::MAX)
}

/// Whether someone is today the guardian of a child.
pub async fn guards(r: &mut Read<'_>, guardian: PersonId, child: PersonId) -> Result<bool> {
    let today = r.zone().date(r.now());
    lianxin_people::guardian_of(r.tx(), guardian, child, today).await
}

/// Whether a guardian has to say what is done with this person's data (PIPL Art. 31). Also where an age
/// band leaves it open: in doubt a child is protected.
pub fn is_child(r: &Read<'_>, person: &PersonRef) -> bool {
    let (age, today) = (guardian_until_age(r), r.zone().date(r.now()));
    person.born.is_some_and(|born| born.may_be_under(age, today))
}

/// A request, of its person and of the staff of their home center.
#[derive(Clone, Debug)]
pub struct RequestAt {
    pub request: DataRequest,
    path: Vec<AnyId>,
}

impl Scoped for RequestAt {
    fn scope(&self) -> Scope {
        let request = &self.request;
        // Who filed it on the site asked for it, also for a child; staff at a desk only wrote it down.
        let asked = match request.channel {
            Channel::Portal | Channel::Kiosk => request.asked_by.unwrap_or(request.person),
            Channel::Desk | Channel::Paper => request.person,
        };
        let scope = Scope::district(request.id.id().district()).at(self.path.clone());
        scope.owned_by(request.person).requested_by(asked).on(request.id).hidden()
    }
}

pub async fn request_at(r: &mut Read<'_>, id: RequestId) -> Result<RequestAt> {
    let request = store::request::find(r.tx(), id).await?.found("thing of yours")?;
    let path = home(r, request.center).await?;
    Ok(RequestAt { request, path })
}

/// A region or center by its id in text.
pub async fn place_at(r: &mut Read<'_>, id: lianxin_people::PlaceId) -> Result<PlaceAt> {
    lianxin_places::place(r.tx(), id.id()).await?.found("place").map(PlaceAt)
}

#[derive(Clone, Debug)]
pub struct PlaceAt(pub PlaceRef);

impl PlaceAt {
    /// The place, and the regions and centers below it.
    pub async fn all_below(&self, r: &mut Read<'_>) -> Result<Vec<AnyId>> {
        let place = self.0.id;
        let regions = lianxin_places::regions_below(r.tx(), place.into(), None).await?;
        let centers = lianxin_places::center_ids_below(r.tx(), place).await?;
        let mut ids = vec![place];
        ids.extend(regions.into_iter().map(|region| region.id.id()));
        ids.extend(centers.into_iter().map(|center| center.id()));
        ids.sort();
        ids.dedup();
        Ok(ids)
    }
}

impl Scoped for PlaceAt {
    fn scope(&self) -> Scope {
        Scope::district(self.0.district).at(self.0.path.clone())
    }
}

/// A thing of a register, at its place.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    pub row: T,
    scope: Scope,
}

impl<T> Scoped for Kept<T> {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

async fn kept<T>(r: &mut Read<'_>, row: T, id: AnyId, place: AnyId) -> Result<Kept<T>> {
    let path = lianxin_places::place(r.tx(), place).await?.map(|p| p.path).unwrap_or_default();
    let scope = Scope::district(id.district()).at(path).on(id).hidden();
    Ok(Kept { row, scope })
}

pub async fn assessment_at(r: &mut Read<'_>, id: AssessmentId) -> Result<Kept<Assessment>> {
    let row = store::register::assessment(r.tx(), id).await?.found("thing of yours")?;
    let (place, author) = (row.place, row.author);
    let mut kept = kept(r, row, id.id(), place).await?;
    kept.scope = kept.scope.requested_by(author);
    Ok(kept)
}

pub async fn breach_at(r: &mut Read<'_>, id: BreachId) -> Result<Kept<BreachRow>> {
    let row = store::breach::find(r.tx(), id).await?.found("thing of yours")?;
    let place = row.place;
    kept(r, row, id.id(), place).await
}

pub async fn provision_at(r: &mut Read<'_>, id: ProvisionId) -> Result<Kept<ProvisionRow>> {
    let row = store::register::provision(r.tx(), id).await?.found("thing of yours")?;
    let place = row.place;
    kept(r, row, id.id(), place).await
}
