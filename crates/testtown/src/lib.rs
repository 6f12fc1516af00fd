//! A city with a district, two centers, staff and residents, for tests of what concerns persons.
//!
//! Only tests use this crate, so here a failure may panic.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not be set up has failed")]
use lianxin_kernel::{
    Act, Actor, Error, Grant, Language, Line, Names, Note, Person, Result, Role, Secret,
};
use lianxin_people::{AddPerson, GiveGrant, PersonId, Phone, PlaceId};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionId, RegionKind, Status};
use lianxin_privacy::{
    Answer, AnswerDataRequest, AskAboutData, Channel, PurposeKey, RequestId, RequestKind,
    RequestMade, RequestOutcome, SayToPurpose,
};
use lianxin_testkit::Test;

pub struct World {
    pub city: RegionId,
    pub district: RegionId,
    pub north: CenterId,
    pub south: CenterId,
    /// Of the whole city, with a second factor.
    pub admin: Act,
    pub admin_id: PersonId,
    pub other_admin: Act,
    pub other_id: PersonId,
    /// Of the north.
    pub manager: Act,
    pub clerk: Act,
    pub clerk_id: PersonId,
}

async fn region(act: &Act, key: &str, kind: RegionKind, parent: Option<RegionId>) -> RegionId {
    let facts = RegionFacts::new(kind, parent, Names::zh_cn(key));
    let key = key.parse().expect("a key");
    act.run(PutRegion::new(key, facts)).await.expect("a region").id
}

async fn center(act: &Act, key: &str, region: RegionId) -> CenterId {
    let facts = CenterFacts::new(Level::Community, region, Names::zh_cn(key), Status::Open);
    let key = key.parse().expect("a key");
    act.run(PutCenter::new(key, facts)).await.expect("a center").id
}

impl World {
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        lianxin_privacy::begin(&t.app).await.expect("the register");
        let city = region(&act, "city", RegionKind::City, None).await;
        let district = region(&act, "district", RegionKind::District, Some(city)).await;
        let street = region(&act, "street", RegionKind::Street, Some(district)).await;
        let north = center(&act, "north", street).await;
        let south = center(&act, "south", street).await;
        let (admin, admin_id) = staff(t, "赵管理", Role::Administrator, city).await;
        let (other_admin, other_id) = staff(t, "钱管理", Role::Administrator, city).await;
        let (manager, _) = staff(t, "孙主任", Role::CenterManager, north).await;
        let (clerk, clerk_id) = staff(t, "李窗口", Role::Clerk, north).await;
        Self {
            city,
            district,
            north,
            south,
            admin,
            admin_id,
            other_admin,
            other_id,
            manager,
            clerk,
            clerk_id,
        }
    }
}

/// One of the staff, signed in with a second factor.
pub async fn staff(t: &Test, name: &str, role: Role, place: impl Into<PlaceId>) -> (Act, PersonId) {
    let place = place.into();
    let person = added(t, name, None, None, None).await;
    let grant = GiveGrant::standing(person, role, place);
    t.system().run(grant).await.expect("a role");
    (strong(t, person, role, place), person)
}

pub fn strong(t: &Test, person: PersonId, role: Role, place: PlaceId) -> Act {
    let grants = vec![Grant::new(role, place.id())];
    let person = Person { grants, strong: true, ..Person::new(person, Language::ZhCn) };
    t.app.act(Some(Actor::Person(person)))
}

pub async fn added(
    t: &Test,
    name: &str,
    phone: Option<&str>,
    born: Option<&str>,
    home: Option<CenterId>,
) -> PersonId {
    let add = AddPerson {
        name: Secret::new(Line::new(name).expect("a name")),
        phone: phone.map(|p| Secret::new(Phone::parse(p).expect("a phone"))),
        birth_date: born.map(|b| Secret::new(b.parse().expect("a date"))),
        age_band: None,
        home_center: home,
        language: Language::ZhCn,
    };
    t.system().run(add).await.expect("a person").hit.person
}

pub fn key(text: &str) -> PurposeKey {
    PurposeKey::read(text).expect("a key")
}

pub fn note(text: &str) -> Secret<Note<1000>> {
    Secret::new(Note::new(text).expect("a note"))
}

pub async fn say(act: &Act, purpose: &str, answer: Answer, version: Option<i64>) -> Result<()> {
    let channel = Channel::Portal;
    act.run(SayToPurpose { purpose: key(purpose), answer, version, channel }).await
}

pub async fn ask(act: &Act, kind: RequestKind, wish: Option<&str>) -> Result<RequestMade> {
    act.run(AskAboutData { kind, wish: wish.map(note) }).await
}

pub async fn grant_request(act: &Act, request: RequestId) -> Result<()> {
    let answer = note("已按您的申请办理。");
    let outcome = RequestOutcome::Granted;
    act.run(AnswerDataRequest { request, outcome, answer, reason: None, law: None }).await
}

/// The code a refusal names.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(Error::Conflict(reasons)) => reasons[0].code.to_string(),
        Err(Error::Invalid(fields)) => format!("{} {}", fields[0].field, fields[0].code),
        Err(e) => format!("{e:?}"),
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}
