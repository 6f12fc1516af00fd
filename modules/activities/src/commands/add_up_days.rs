use crate::counting::{SETTLING, counted};
use crate::permissions;
use crate::store::day;
use crate::views::Figure;
use lianxin_kernel::{Act, Command, Job, Permission, Read, Result, Scope, Span, Write};
use serde::{Deserialize, Serialize};

/// How often it is done. Until then a day is counted from its records, which is as right and slower.
const EVERY: Span = Span::minutes(30);
/// Days of one transaction.
const MOST: i64 = 50;

/// Add up the days of centers that are over, or whose records changed since. Says how many.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddUpDays {}

impl Command for AddUpDays {
    const NAME: &'static str = "activities.add_up_days";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = i64;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<i64> {
        let now = w.now();
        let today = w.zone().date(now);
        let ripe = day::ripe(w.tx(), now - SETTLING, today, MOST).await?;
        for due in &ripe {
            let sessions = day::sessions_of(w.tx(), due.center, due.date).await?;
            let mut sum = Figure::default();
            counted(w.tx(), &sessions, now).await?.into_iter().for_each(|one| sum += one);
            match sessions.is_empty() {
                true => day::delete(w.tx(), due.center, due.date).await?,
                false => day::put(w.tx(), due.center, due.date, &sum).await?,
            }
            day::settle(w.tx(), due).await?;
        }
        Ok(ripe.len() as i64)
    }

    fn lane(&self) -> Option<String> {
        Some("activities days".into())
    }
}

/// Leave the next adding up: at once when a program starts, else after a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddUpAgain {
    pub at_once: bool,
}

impl Command for AddUpAgain {
    const NAME: &'static str = "activities.add_up_again";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let after = if self.at_once { Span::ZERO } else { EVERY };
        let at = w.now() + after;
        w.later_once("days", AddingUp {}, at).await
    }
}

/// The work that goes on and on.
#[derive(Serialize, Deserialize)]
pub struct AddingUp {}

impl Job for AddingUp {
    const NAME: &'static str = "activities.adding_up";

    async fn work(self, act: &Act) -> Result<()> {
        // Left first, so that one time that fails does not end all.
        act.run(AddUpAgain { at_once: false }).await?;
        // Each part is a change of its own, so none is answered from memory.
        while act.each_time().run(AddUpDays {}).await? == MOST {}
        Ok(())
    }
}
