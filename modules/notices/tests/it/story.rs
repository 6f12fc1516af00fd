//! What the tests say of people and gateways.
use lianxin_db::Tx;
use lianxin_kernel::{
    Command, Event, Language, Line, Permission, Read, Result, Scope, Secret, Worker, Write,
};
use lianxin_notices::*;
use lianxin_people::{AddPerson, PersonId, Phone};
use lianxin_testkit::Test;
use serde::Serialize;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// A gateway that keeps what it takes, or fails as it is told.
#[derive(Clone, Default)]
pub struct Gateway {
    taken: Arc<Mutex<Vec<Sms>>>,
    failure: Arc<Mutex<Option<SmsError>>>,
}

impl Gateway {
    pub fn fail_with(&self, failure: Option<SmsError>) {
        *self.failure.lock().unwrap() = failure;
    }
}

impl SmsSender for Gateway {
    fn send(&self, sms: Sms) -> Sending {
        let failure = self.failure.lock().unwrap().clone();
        if failure.is_none() {
            self.taken.lock().unwrap().push(sms);
        }
        Box::pin(async move { failure.map_or(Ok(()), Err) })
    }
}

pub fn text(sms: &Sms) -> &str {
    &sms.text
}

/// Some part of the program says that a person should be told.
#[derive(Serialize)]
struct SayWanted {
    person: PersonId,
    code: String,
    values: Value,
    link: Option<&'static str>,
}

impl Event for SayWanted {
    const NAME: &'static str = "notices.wanted";
}

impl Command for SayWanted {
    const NAME: &'static str = "test.say_wanted";
    const NEEDS: Permission = Permission::new("test.say", &[]);
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let Self { person, code, values, link } = self;
        let said =
            Self { person: *person, code: code.clone(), values: values.clone(), link: *link };
        w.say(said).await
    }
}

pub struct Story<'t> {
    t: &'t Test,
}

impl<'t> Story<'t> {
    pub fn of(t: &'t Test) -> Self {
        Self { t }
    }

    /// A person who reads English. The welcome is read.
    pub async fn person(&self, name: &str, phone: Option<&str>) -> PersonId {
        let add = AddPerson {
            name: Secret::new(Line::new(name).unwrap()),
            phone: phone.map(|p| Secret::new(Phone::parse(p).unwrap())),
            birth_date: None,
            age_band: None,
            home_center: None,
            language: Language::En,
        };
        let person = self.t.system().run(add).await.unwrap().hit.person;
        self.t.work_jobs().await;
        self.t.person_act(person, &[]).run(ReadAllMessages {}).await.unwrap();
        person
    }

    pub async fn say(&self, person: PersonId, code: &str, values: Value) {
        let said = SayWanted { person, code: code.into(), values, link: Some("/me") };
        self.t.system().run(said).await.unwrap();
    }

    /// Says it, and lets the worker work.
    pub async fn want(&self, person: PersonId, code: &str, values: Value) {
        self.say(person, code, values).await;
        assert!(self.t.work_jobs().await >= 1);
    }

    /// How many jobs failed.
    pub async fn run_jobs(&self) -> usize {
        Worker::new(self.t.app.clone()).run_due().await.unwrap().failed
    }

    pub async fn inbox(&self, person: PersonId) -> Vec<Message> {
        let act = self.t.person_act(person, &[]);
        let page = act.ask(ListMyMessages { after: None, limit: None }).await.unwrap();
        page.items.into_iter().filter(|m| m.code != NoticeCode::Welcome).collect()
    }

    pub async fn unread(&self, person: PersonId) -> i64 {
        let look = async |tx: &mut Tx| unread(tx, person).await;
        self.t.app.db().read(look).await.unwrap()
    }

    pub fn gateway(&self) -> Gateway {
        (*self.t.app.settings().find::<Gateway>().unwrap()).clone()
    }

    pub fn sent(&self) -> Vec<Sms> {
        self.gateway().taken.lock().unwrap().clone()
    }
}
