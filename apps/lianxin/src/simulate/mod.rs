//! A city of any size with the days it had, made through the same commands as everything else: every act
//! asks for its permission and leaves its line in the audit. Many run at once and share commits.
mod families;
mod rooms;

use crate::demo::activities::{self, Meeting};
use crate::demo::network::{self, Network};
use crate::demo::people::{self, Resident};
use crate::demo::play::Player;
use crate::demo::stage::Stage;
use crate::demo::{DemoPlan, story};
use lianxin_activities::{AddUpDays, SessionId};
use lianxin_kernel::{App, Error, Result, TimeOfDay, Timestamp};
use lianxin_places::queries::ListRegions;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How large a simulated city is.
#[derive(Clone, Copy, Debug)]
pub struct SimulationPlan {
    /// The same seed on the same day gives the same city.
    pub seed: u64,
    pub centers: usize,
    /// Days that are over; today is the last.
    pub days: i32,
    /// At each center, on average.
    pub residents: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Simulated {
    pub residents: usize,
    /// Children their parents entered, besides.
    pub children: usize,
    pub sessions: usize,
    pub sign_ups: usize,
    pub check_ins: usize,
    pub feedback: usize,
    pub bookings: usize,
    /// What the door refused, as it would refuse people.
    pub refused: usize,
    pub took: Duration,
}

impl Simulated {
    pub fn acts(&self) -> usize {
        let Self { residents, children, sign_ups, check_ins, feedback, bookings, .. } = self;
        residents + children + sign_ups + check_ins + feedback + bookings
    }

    pub fn a_second(&self) -> f64 {
        self.acts() as f64 / self.took.as_secs_f64().max(0.001)
    }
}

/// Who lives there, and what is to come.
pub struct City {
    pub network: Network,
    pub residents: Arc<Vec<Resident>>,
    pub coming: Vec<SessionId>,
}

/// Days thought out at once: more would not be remembered, fewer would forget who waits for what.
const PART: i32 = 28;
/// Sign-ups for days to come, from the last part on.
const COMING: i32 = 7;

/// Fills an empty database; `tell` hears after each part how far it is.
pub async fn simulate(
    app: &App,
    plan: SimulationPlan,
    tell: impl Fn(i32, &Simulated),
) -> Result<(Simulated, City)> {
    let begun = Instant::now();
    if !app.system("simulate").ask(ListRegions).await?.items.is_empty() {
        let why = "the database holds regions already; a simulation needs an empty one";
        return Err(Error::internal(why));
    }
    let parts = parts(plan.days);
    let mut done = Simulated::default();
    let mut city: Option<City> = None;
    for (before, days) in parts {
        let last = before == 0;
        let stage = stage(app, plan, before, days, last).await?;
        if city.is_none() {
            let network = network::many(&stage, plan.centers).await?;
            let residents = Arc::new(people::settle(&stage, &network).await?);
            done.residents = residents.len();
            done.children = families::settle(&stage, &residents).await?;
            city = Some(City { network, residents, coming: vec![] });
        }
        let Some(city) = &mut city else { continue };
        city.coming = part(&stage, &city.network, &city.residents, &mut done).await?;
        done.took = begun.elapsed();
        tell(plan.days - before, &done);
    }
    while app.system("simulate").run(AddUpDays {}).await? > 0 {}
    done.took = begun.elapsed();
    let city = city.ok_or_else(|| Error::internal("a simulation has at least one day"))?;
    Ok((done, city))
}

/// How many days lie after each part, and how many it has, the oldest first.
fn parts(days: i32) -> Vec<(i32, i32)> {
    let mut parts = vec![];
    let mut left = days;
    while left > 0 {
        let some = left.min(PART);
        left -= some;
        parts.push((left, some));
    }
    parts
}

async fn stage(
    app: &App,
    plan: SimulationPlan,
    before: i32,
    days: i32,
    last: bool,
) -> Result<Stage> {
    let zone = app.zone();
    let today = zone.date(app.now()).plus_days(-before);
    let evening = zone.at(today, TimeOfDay::new(23, 30).unwrap_or(TimeOfDay::MIDNIGHT));
    let now = if last { app.now() } else { evening };
    let plan = DemoPlan {
        // Another part of the same city draws other days.
        seed: plan.seed,
        residents: plan.residents * plan.centers,
        past_days: days - 1,
        coming_days: if last { COMING } else { 0 },
        share: 1.0,
        curve: true,
    };
    Stage::at(app, plan, now).await
}

async fn part(
    stage: &Stage,
    network: &Network,
    residents: &Arc<Vec<Resident>>,
    done: &mut Simulated,
) -> Result<Vec<SessionId>> {
    let meetings = activities::announce_weekly(stage, network).await?;
    stage.work().await?;
    done.sessions += meetings.len();
    let mut taken = rooms::book(stage, network, residents).await?.into_iter().peekable();
    let story = story::write(stage, network, residents, meetings)?;
    let meetings: Arc<Vec<Meeting>> = Arc::new(story.meetings);
    let player = Player::new(stage, residents.clone(), meetings.clone());
    let mut played = crate::demo::play::Played::default();
    let mut events = story.events.into_iter().peekable();
    while let Some(at) = soonest(events.peek().map(|e| e.at), taken.peek().map(|b| b.comes_at)) {
        stage.set(at);
        let mut together = vec![];
        while let Some(event) = events.next_if(|e| e.at == at) {
            together.push(event);
        }
        let mut came = vec![];
        while let Some(booked) = taken.next_if(|b| b.comes_at == at) {
            came.push(booked);
        }
        done.bookings += came.len();
        rooms::come(stage, came).await?;
        player.moment(together, &mut played).await?;
    }
    stage.set(stage.now);
    stage.work().await?;
    done.sign_ups += played.sign_ups;
    done.check_ins += played.check_ins;
    done.feedback += played.feedback;
    done.refused += player.refused();
    let coming = meetings.iter().filter(|m| m.starts_at > stage.now && m.template.sign_up);
    Ok(coming.map(|m| m.session).collect())
}

fn soonest(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MODULES;
    use lianxin_testkit::{Setup, Test, both};

    #[test]
    fn parts_are_whole_and_the_last_ends_today() {
        assert_eq!(parts(1), [(0, 1)]);
        assert_eq!(parts(28), [(0, 28)]);
        assert_eq!(parts(60), [(32, 28), (4, 28), (0, 4)]);
    }

    const SMALL: SimulationPlan = SimulationPlan { seed: 5, centers: 1, days: 30, residents: 40 };

    /// Days enough to go on from one part to the next.
    async fn small(t: &Test) -> Simulated {
        simulate(&t.app, SMALL, |_, _| {}).await.unwrap().0
    }

    both! { setup: Setup::new(MODULES);
        async fn a_small_city_lives_and_is_whole(t: Test) {
            let few = SimulationPlan { centers: 2, days: 3, residents: 30, ..SMALL };
            let (done, city) = simulate(&t.app, few, |_, _| {}).await.unwrap();
            assert_eq!((done.residents, city.network.centers.len()), (60, 2));
            assert!(done.sessions > 10 && done.sign_ups > 10 && done.check_ins > 5, "{done:?}");
            assert!(done.bookings > 2 && done.children > 1, "{done:?}");
            let twice = simulate(&t.app, few, |_, _| {}).await;
            assert!(matches!(twice, Err(Error::Internal(why)) if why.contains("empty")));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_same_seed_gives_the_same_city() {
        let mut all = vec![];
        for _ in 0..2 {
            let test = Test::sqlite(Setup::new(MODULES)).await;
            let done = small(&test).await;
            assert!(done.sessions > 30 && done.sign_ups > 40 && done.check_ins > 40, "{done:?}");
            all.push((done.sessions, done.sign_ups, done.check_ins, done.feedback, done.bookings));
            test.end().await;
        }
        assert_eq!(all[0], all[1]);
    }
}
