//! Hears what people are to be told, in the place of what delivers it.
use lianxin_kernel::{Act, Job, JobHandler, Listener, Module, Result};
use lianxin_testkit::{Setup, Test};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<Value>>>);

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Hear(Value);

impl Job for Hear {
    const NAME: &'static str = "ears.hear";

    async fn work(self, act: &Act) -> Result<()> {
        act.app().settings().find::<Ears>().unwrap().0.lock().unwrap().push(self.0);
        Ok(())
    }
}

static EARS: Module = Module {
    name: "ears",
    jobs: &[JobHandler::of::<Hear>()],
    listeners: &[Listener { event: "notices.wanted", job: "ears.hear" }],
    ..Module::EMPTY
};

static WITH_EARS: &[&Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_bookings::MODULE,
    &EARS,
];

pub fn listening() -> Setup {
    let mut setup = Setup::new(WITH_EARS);
    setup.settings.set(Ears::default());
    setup
}

/// How often somebody was told something, once the jobs are done.
pub async fn told(t: &Test, code: &str) -> usize {
    t.work_jobs().await;
    let ears = t.app.settings().find::<Ears>().unwrap();
    let all = ears.0.lock().unwrap();
    all.iter().filter(|notice| notice["code"] == code).count()
}
