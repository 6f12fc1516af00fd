//! A city with two districts, centers, staff and residents.
use lianxin_kernel::{
    Act, Actor, Grant, Job, JobHandler, Kind, Language, Line, Listener, Module, Names, Note,
    Person, Result, Role, Secret,
};
use lianxin_people::{AddPerson, GiveGrant, PersonId, Phone, PlaceId};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionId, RegionKind, Status};
use lianxin_privacy::*;
use lianxin_testkit::Setup;
pub use lianxin_testkit::Test;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, Mutex};

pub static MODULES: &[&Module] =
    &[&lianxin_places::MODULE, &lianxin_people::MODULE, &lianxin_privacy::MODULE, &INBOX];

/// Hears what people are to be told, in the place of what delivers it.
static INBOX: Module = Module {
    name: "inbox",
    jobs: &[JobHandler::of::<Heard>()],
    listeners: &[Listener { event: "notices.wanted", job: "inbox.hear" }],
    ..Module::EMPTY
};

#[derive(Clone, Default)]
pub struct Inbox(Arc<Mutex<Vec<Value>>>);

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Heard(Value);

impl Job for Heard {
    const NAME: &'static str = "inbox.hear";

    async fn work(self, act: &Act) -> Result<()> {
        act.app().settings().find::<Inbox>().unwrap().0.lock().unwrap().push(self.0);
        Ok(())
    }
}

pub fn setup() -> Setup {
    let mut setup = Setup::new(MODULES);
    setup.settings.set(Inbox::default());
    setup
}

/// What someone was told with this code, once the jobs are done.
pub async fn told(t: &Test, person: PersonId, code: &str) -> Vec<Value> {
    t.work_jobs().await;
    let inbox = t.app.settings().find::<Inbox>().unwrap();
    let all = inbox.0.lock().unwrap().clone();
    let person = serde_json::json!(person);
    all.into_iter().filter(|n| n["person"] == person && n["code"] == code).collect()
}

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
    act.run(PutRegion::new(key.parse().unwrap(), facts)).await.unwrap().id
}

async fn center(act: &Act, key: &str, region: RegionId) -> CenterId {
    let facts = CenterFacts::new(Level::Community, region, Names::zh_cn(key), Status::Open);
    act.run(PutCenter::new(key.parse().unwrap(), facts)).await.unwrap().id
}

impl World {
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        begin(&t.app).await.unwrap();
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
    t.system().run(grant).await.unwrap();
    (strong(t, person, role, place), person)
}

pub fn strong(t: &Test, person: PersonId, role: Role, place: PlaceId) -> Act {
    let grants = vec![Grant::new(role, place.id())];
    let person = Person { grants, strong: true, ..Person::new(person, Language::ZhCn) };
    t.app.act(Some(Actor::Person(person)))
}

/// Someone who acts in another's name.
pub fn acting(t: &Test, by: PersonId, of: PersonId) -> Act {
    let person = Person { by: Some(by.id()), ..Person::new(of, Language::ZhCn) };
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
        name: Secret::new(Line::new(name).unwrap()),
        phone: phone.map(|p| Secret::new(Phone::parse(p).unwrap())),
        birth_date: born.map(|b| Secret::new(b.parse().unwrap())),
        home_center: home,
        language: Language::ZhCn,
    };
    t.system().run(add).await.unwrap().hit.person
}

pub fn key(text: &str) -> PurposeKey {
    PurposeKey::read(text).unwrap()
}

pub fn note(text: &str) -> Secret<Note<1000>> {
    Secret::new(Note::new(text).unwrap())
}

pub async fn say(act: &Act, purpose: &str, answer: Answer, version: Option<i64>) -> Result<()> {
    let channel = Channel::Portal;
    act.run(SayToPurpose { purpose: key(purpose), answer, version, channel }).await
}

pub async fn holds(t: &Test, person: PersonId, purpose: &str) -> bool {
    let read = async |tx: &mut lianxin_db::Tx| consents(tx, person, purpose).await;
    t.app.db().read(read).await.unwrap()
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
        Err(lianxin_kernel::Error::Conflict(reasons)) => reasons[0].code.to_string(),
        Err(lianxin_kernel::Error::Invalid(fields)) => {
            format!("{} {}", fields[0].field, fields[0].code)
        }
        Err(e) => format!("{e:?}"),
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}
