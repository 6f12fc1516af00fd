use super::{Settings, log, migrate};
use crate::simulate::{Simulated, SimulationPlan, simulate};
use crate::start;
use clap::Args;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Simulate {
    #[command(flatten)]
    settings: Settings,
    /// How many centers the city has.
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=4000))]
    centers: u16,
    /// How many days are over; today is the last.
    #[arg(long, value_name = "NUMBER", default_value_t = 28, value_parser = clap::value_parser!(u16).range(1..=1100))]
    days: u16,
    /// Residents of each center, on average.
    #[arg(long, value_name = "NUMBER", default_value_t = 250, value_parser = clap::value_parser!(u16).range(20..=10000))]
    residents: u16,
    /// The same number on the same day gives the same city.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

impl Simulate {
    pub async fn run(self) -> Result<ExitCode, String> {
        let config = self.settings.load()?;
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        migrate::apply(&db).await?;
        let app = start::start(&config, db).await?;
        let plan = SimulationPlan {
            seed: self.seed,
            centers: self.centers.into(),
            days: self.days.into(),
            residents: self.residents.into(),
        };
        let done = simulate(&app, plan, tell).await;
        app.db().close().await.map_err(|e| e.to_string())?;
        let (done, _) = done.map_err(|e| format!("the simulation: {e}"))?;
        println!("{}", said(&done));
        Ok(ExitCode::SUCCESS)
    }
}

fn tell(days: i32, done: &Simulated) {
    println!("{days} days: {}", said(done));
}

fn said(done: &Simulated) -> String {
    let Simulated { residents, sessions, sign_ups, check_ins, bookings, refused, .. } = done;
    format!(
        "{residents} residents, {sessions} sessions, {sign_ups} sign-ups, {check_ins} check-ins, \
         {bookings} bookings, {refused} refused; {:.0} acts a second",
        done.a_second()
    )
}
