//! People with birth dates, desks and cards.
pub use crate::world::*;
use lianxin_kernel::{
    Act, Actor, AuditFilter, AuditLine, Date, Error, Grant, Job, JobHandler, Kind, Language,
    Listener, Module, Person, Result, Role, Secret, audit_lines,
};
use lianxin_people::{AddPerson, Added, PersonId};
use lianxin_places::CenterId;
use lianxin_testkit::Setup;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Keeps the notices that were wanted.
#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<Value>>>);

#[derive(Serialize, Deserialize)]
struct Hear(Value);

impl Job for Hear {
    const NAME: &'static str = "ears.hear";

    async fn work(self, act: &Act) -> Result<()> {
        let ears = act.app().settings().find::<Ears>().unwrap();
        ears.0.lock().unwrap().push(self.0);
        Ok(())
    }
}

static EARS: Module = Module {
    name: "ears",
    jobs: &[JobHandler::of::<Hear>()],
    listeners: &[Listener { event: "notices.wanted", job: "ears.hear" }],
    ..Module::EMPTY
};

static WITH_EARS: &[&Module] = &[&lianxin_places::MODULE, &lianxin_people::MODULE, &EARS];

pub fn listening() -> Setup {
    let mut setup = setup();
    setup.modules = WITH_EARS;
    setup.settings.set(Ears::default());
    setup
}

/// What someone was told about what others did for them, the oldest first.
pub async fn told(t: &Test, person: PersonId) -> Vec<Value> {
    let ears = t.app.settings().find::<Ears>().unwrap();
    let all = ears.0.lock().unwrap().clone();
    let theirs = |n: &Value| n["person"] == person.to_string() && n["code"] == "acted_for";
    all.into_iter().filter(theirs).collect()
}

/// The audit of the district people are at home in, oldest first.
pub async fn audit_at(t: &Test, person: PersonId) -> Vec<AuditLine> {
    struct Ask(u16);
    impl lianxin_db::Look for Ask {
        type Out = Vec<AuditLine>;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Vec<AuditLine>> {
            audit_lines(tx, self.0, &AuditFilter::default(), 10_000).await
        }
    }
    let mut lines = t.app.db().look(&Ask(person.id().district())).await.unwrap();
    lines.reverse();
    assert!(!lines.is_empty());
    lines
}

/// The act of someone who proved a second factor.
pub fn strong_act(t: &Test, id: PersonId, grants: &[Grant]) -> Act {
    let person = Person::new(id, Language::ZhCn);
    let person = Person { strong: true, grants: grants.to_vec(), ..person };
    t.app.act(Some(Actor::Person(person)))
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Someone with a birth date, at home at a center.
pub async fn born(t: &Test, name: &str, date: &str, home: CenterId) -> Added {
    let add = AddPerson {
        name: line(name),
        phone: None,
        birth_date: Some(Secret::new(day(date))),
        age_band: None,
        home_center: Some(home),
        language: Language::ZhCn,
    };
    t.system().run(add).await.unwrap()
}

pub async fn elder(t: &Test, name: &str, home: CenterId) -> PersonId {
    born(t, name, "1950-03-02", home).await.hit.person
}

/// The act of someone new who has this role there, signed in with a second factor.
pub async fn desk(t: &Test, role: Role, place: CenterId) -> Act {
    desk_of(t, role, place).await.1
}

/// The same, and who they are.
pub async fn desk_of(t: &Test, role: Role, place: CenterId) -> (PersonId, Act) {
    let id = elder(t, "柜台", place).await;
    (id, strong_act(t, id, &[grant(role, place)]))
}

pub fn own(t: &Test, person: PersonId) -> Act {
    t.person_act(person, &[])
}

#[track_caller]
pub fn is_hidden<T: std::fmt::Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(Error::NotFound(_))), "{answer:?}");
}

#[track_caller]
pub fn is_forbidden<T: std::fmt::Debug>(answer: Result<T>) {
    assert!(matches!(answer, Err(Error::Forbidden)), "{answer:?}");
}

#[track_caller]
pub fn is_refused<T: std::fmt::Debug>(answer: Result<T>, field: &str, code: &str) {
    let found = refused(answer.unwrap_err());
    let found: Vec<_> = found.iter().map(|(f, c)| (f.as_str(), c.code())).collect();
    assert_eq!(found, [(field, code)]);
}
