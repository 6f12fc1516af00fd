//! Work after a commit, and every night.
use crate::commands::{
    CarryOutErasing, ExpireHolding, ForgetAudit, RemindOfReviews, TellConcerned,
};
use crate::config::Config;
use crate::model::{BreachId, RequestId};
use crate::queries::ListDistricts;
use lianxin_kernel::{Act, Date, Job, Result, TimeOfDay, Timestamp, Write, Zone};
use serde::{Deserialize, Serialize};

/// The night's work: retention of every holding, and reminders of reviews.
#[derive(Serialize, Deserialize)]
pub(crate) struct Nightly {}

impl Nightly {
    pub async fn again(w: &mut Write<'_>) -> Result<()> {
        let at = next_night(w.zone(), w.now(), w.settings().get::<Config>().night_at);
        w.later_once("nightly", Self {}, at).await
    }
}

fn next_night(zone: &Zone, now: Timestamp, time: TimeOfDay) -> Timestamp {
    let night = |date: Date| zone.at(date, time);
    let today = zone.date(now);
    if now < night(today) { night(today) } else { night(today.plus_days(1)) }
}

impl Job for Nightly {
    const NAME: &'static str = "privacy.nightly";

    async fn work(self, act: &Act) -> Result<()> {
        // Left first, so that a night that fails does not end all nights.
        act.run(crate::commands::Seed {}).await?;
        let parts = act.app().settings().get::<Config>().parts_a_night;
        let names: Vec<&str> = act.app().holdings().map(|h| h.name()).collect();
        for name in names {
            for _ in 0..parts {
                let holding = name.to_owned();
                // Each part is a change of its own, so none is answered from memory.
                if act.each_time().run(ExpireHolding { holding }).await?.changed == 0 {
                    break;
                }
            }
        }
        for district in act.ask(ListDistricts).await? {
            for _ in 0..parts {
                if act.each_time().run(ForgetAudit { district }).await?.changed == 0 {
                    break;
                }
            }
        }
        act.each_time().run(RemindOfReviews {}).await
    }
}

/// Carry out what was granted, when its time has come.
#[derive(Serialize, Deserialize)]
pub(crate) struct CarryOut {
    pub request: RequestId,
}

impl Job for CarryOut {
    const NAME: &'static str = "privacy.carry_out";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(CarryOutErasing { request: self.request }).await.map(drop)
    }
}

/// Go on telling people of a breach.
#[derive(Serialize, Deserialize)]
pub(crate) struct TellMore {
    pub breach: BreachId,
}

impl Job for TellMore {
    const NAME: &'static str = "privacy.tell_more";

    async fn work(self, act: &Act) -> Result<()> {
        act.run(TellConcerned { breach: self.breach }).await.map(drop)
    }
}
