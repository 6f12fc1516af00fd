//! A made-up district to look around in: places, people, and weeks of activities, made through the
//! same commands as everything else.
pub(crate) mod activities;
pub(crate) mod bookings;
pub(crate) mod dice;
mod ground;
pub(crate) mod network;
pub(crate) mod people;
mod planning;
pub(crate) mod play;
mod report;
mod rounds;
mod series;
mod staff;
pub(crate) mod stage;
pub(crate) mod story;
pub(crate) mod table;
#[cfg(test)]
mod tests;
mod things;
mod ties;

pub use report::{Counts, DemoReport, Planning, Sessions, SignIn};

use lianxin_kernel::{App, Error, Result};
use lianxin_places::queries::ListRegions;
use stage::Stage;
use std::sync::Arc;

/// How large a demo is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemoPlan {
    /// The same seed on the same day gives the same district: names, times, numbers. Ids, cards,
    /// references and passwords differ.
    pub seed: u64,
    pub residents: usize,
    /// Days of sessions that are over.
    pub past_days: i32,
    /// Days of sessions to come; at least 7, for the sessions that are pointed out.
    pub coming_days: i32,
    /// How much of the usual weekly program there is, 0 to 1.
    pub share: f64,
    /// Whether days differ as they do: weekends are full, holidays quiet.
    pub curve: bool,
}

impl DemoPlan {
    pub fn full(seed: u64) -> Self {
        Self { seed, residents: 5_000, past_days: 31, coming_days: 14, share: 1.0, curve: false }
    }
}

/// Fills an empty database, whose tables are there, as the running program sees it: its clock says
/// what "now" is, its randomness makes the passwords. On a database that is not empty it fails.
pub async fn seed(app: &App, plan: DemoPlan) -> Result<DemoReport> {
    let stage = Stage::on(app, plan).await?;
    if !stage.act().ask(ListRegions).await?.items.is_empty() {
        let why = "the database holds regions already; the demo needs an empty one";
        return Err(Error::internal(why));
    }
    let network = network::build(&stage).await?;
    let residents = Arc::new(people::settle(&stage, &network).await?);
    let staff = staff::hire(app, &stage, &network).await?;
    ties::tie(&stage, &network, &residents, &staff).await?;
    let meetings = activities::announce(&stage, &network).await?;
    stage.work().await?;
    bookings::open(&stage, &network).await?;
    bookings::weeks(&stage, &network, &residents).await?;
    things::gather(&stage, &network, &residents).await?;
    let story = story::write(&stage, &network, &residents, meetings)?;
    let meetings = story.meetings.clone();
    let [clerk, ..] = &staff;
    let clerk = (clerk.actor(), network.main);
    let played = play::play(&stage, residents.clone(), story, clerk).await?;
    bookings::coming(&stage, &network, &residents).await?;
    things::lend(&stage, &network, &residents).await?;
    rounds::share(&stage, &network, &residents).await?;
    let planning = planning::plan(&stage, &network).await?;
    let parts = report::Parts {
        seed: plan.seed,
        today: stage.today,
        now: stage.now,
        network: &network,
        residents: &residents,
        staff: &staff,
        meetings: &meetings,
        played: &played,
        planning,
    };
    parts.report()
}
