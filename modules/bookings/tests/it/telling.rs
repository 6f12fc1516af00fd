//! What clubs are told.
use crate::MODULES;
use crate::house::*;
use crate::season::*;
use lianxin_bookings::*;
use lianxin_calendar::commands::{CloseRoom, NewClosing};
use lianxin_kernel::{Act, Job, JobHandler, Line, Listener, Module, Note, Result};
use lianxin_people::PersonId;
use lianxin_testkit::{Setup, Test, both};
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

static WITH_EARS: &[&Module] = &[MODULES[0], MODULES[1], MODULES[2], MODULES[3], MODULES[4], &EARS];

fn listening() -> Setup {
    let mut setup = Setup::new(WITH_EARS);
    setup.settings.set(Ears::default());
    setup
}

fn told(t: &Test, person: PersonId) -> Vec<Value> {
    let ears = t.app.settings().find::<Ears>().unwrap();
    let all = ears.0.lock().unwrap().clone();
    all.into_iter().filter(|n| n["person"] == person.to_string()).collect()
}

/// Jobs of one moment are worked in any order.
fn codes(told: &[Value]) -> Vec<&str> {
    let mut codes: Vec<_> = told.iter().map(|n| n["code"].as_str().unwrap()).collect();
    codes.retain(|code| *code != "welcome");
    codes.sort_unstable();
    codes
}

fn of<'a>(told: &'a [Value], code: &str) -> &'a Value {
    told.iter().find(|n| n["code"] == code).unwrap()
}

both! { setup: listening();
    async fn a_club_is_told_of_each_step_and_of_a_closing_that_takes_its_date(t: Test) {
        let house = House::build(t).await;
        let (choir, chess) = (club(t, &house, "红枫合唱团").await, club(t, &house, "棋友社").await);
        let (round, ids) = opened(&house, &[block(house.small, 2, 9), block(house.left, 2, 9)]).await;
        wishes(&choir, round, wish(1, 8, &[ids[0]])).await;
        wishes(&chess, round, wish(1, 8, &[ids[1]])).await;
        proposed(&house, round).await;
        let text = || Note::new("想要大一点的房间").unwrap();
        let appeal = Appeal { round, organization: choir.id, text: text() };
        let appeal = choir.act.run(appeal).await.unwrap().id;
        house.manager.run(AnswerAppeal { appeal, accept: false, answer: text() }).await.unwrap();
        house.manager.run(PublishRound { round }).await.unwrap();
        t.work_jobs().await;
        let heard = told(t, choir.person);
        assert_eq!(codes(&heard), ["appeal_answered", "round_proposed", "round_published"]);
        let link = format!("/me/rounds/{round}?club={}", choir.id);
        let proposed = of(&heard, "round_proposed");
        assert_eq!(proposed["link"], link);
        assert_eq!(proposed["values"]["round"], "春季使用安排");
        // The small room is closed on the first day of the choir.
        let closing = NewClosing {
            center: house.center, room: Some(house.small), from: at(36, 8, 0).from, to: at(36, 20, 0).to,
            why: Line::new("换灯").unwrap(),
        };
        house.manager.run(CloseRoom { closing }).await.unwrap();
        t.work_jobs().await;
        let heard = told(t, choir.person);
        assert_eq!(of(&heard, "season_date_closed")["values"]["reason"], "换灯");
        assert_eq!(codes(&told(t, chess.person)), ["round_proposed", "round_published"]);
        let dates = seen(&choir, round).await.awards.remove(0).dates;
        assert_eq!(dates[0].state, Some(lianxin_calendar::State::Released));
    }
}
