//! The town, and an inbox that hears what people are told.
use lianxin_kernel::{
    Act, Actor, Job, JobHandler, Kind, Language, Listener, Module, Person, Result,
};
use lianxin_people::{GuardianEvidence, GuardianId, GuardianRelation, LinkGuardian, PersonId};
use lianxin_privacy::consents;
use lianxin_testkit::Setup;
pub use lianxin_testkit::Test;
pub use lianxin_testtown::*;
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

/// Someone who acts in another's name.
pub fn acting(t: &Test, by: PersonId, of: PersonId) -> Act {
    let person = Person { by: Some(by.id()), ..Person::new(of, Language::ZhCn) };
    t.app.act(Some(Actor::Person(person)))
}

/// The desk writes down who stands up for a child.
pub async fn guarded(w: &World, child: PersonId, guardian: PersonId) -> GuardianId {
    guarded_by(&w.clerk, child, guardian).await
}

pub async fn guarded_by(desk: &Act, child: PersonId, guardian: PersonId) -> GuardianId {
    let (relation, evidence) = (GuardianRelation::Mother, GuardianEvidence::BirthCertificate);
    desk.run(LinkGuardian { child, guardian, relation, evidence }).await.unwrap()
}

pub async fn holds(t: &Test, person: PersonId, purpose: &str) -> bool {
    let read = async |tx: &mut lianxin_db::Tx| consents(tx, person, purpose).await;
    t.app.db().read(read).await.unwrap()
}
