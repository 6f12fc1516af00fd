//! A day of a city, faster than it was: people of a simulated one ask a program of its own over HTTP.
mod city;
mod mix;
mod replay;
mod table;

use crate::config::{Config, Database};
use crate::simulate::SimulationPlan;
use crate::start;
use clap::Args;
use mix::{Plan, events};
use replay::replay;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[derive(Debug, Args)]
pub struct Day {
    /// An empty database: sqlite:<file> or postgres://…; without, a file that is gone afterwards.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    centers: u16,
    /// Residents of each center.
    #[arg(long, value_name = "NUMBER", default_value_t = 100, value_parser = clap::value_parser!(u16).range(20..=5000))]
    residents: u16,
    /// People who come to each center on that day.
    #[arg(long, value_name = "NUMBER", default_value_t = 270, value_parser = clap::value_parser!(u16).range(10..=5000))]
    visits: u16,
    /// How many times faster than it was.
    #[arg(long, value_name = "TIMES", default_value_t = 720, value_parser = clap::value_parser!(u32).range(1..=20000))]
    speed: u32,
    /// Connections that are kept open.
    #[arg(long, value_name = "NUMBER", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=2000))]
    connections: u16,
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
}

/// Days of the city that are over before the one that is replayed.
const BEFORE: i32 = 3;

impl Day {
    pub async fn run(self) -> Result<ExitCode, String> {
        let temporary = tempfile::tempdir().map_err(|e| format!("no folder: {e}"))?;
        let own = || format!("sqlite:{}", temporary.path().join("day.db").display());
        let url = self.database.clone().unwrap_or_else(own);
        let database = Database { url, ..Database::default() };
        let mut config = Config { database, ..Config::default() };
        config.keys.file = temporary.path().join("day.keys").display().to_string();
        config.server.log_filter = "error".into();
        crate::cli::log::start(&config.server);
        let db = start::open_database(&config).await?;
        crate::cli::migrate::apply(&db).await?;
        let app = start::start(&config, db).await?;
        let plan = SimulationPlan {
            seed: self.seed,
            centers: self.centers.into(),
            days: BEFORE,
            residents: self.residents.into(),
        };
        println!("making {} centers…", self.centers);
        let city = city::build(&app, plan).await.map_err(|e| format!("the city: {e}"))?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(|e| e.to_string())?;
        let address = listener.local_addr().map_err(|e| e.to_string())?;
        let (stop, stopped) = oneshot::channel::<()>();
        let router = start::router(app.clone());
        let server = tokio::spawn(lianxin_web::serve(listener, router, async {
            let _ = stopped.await;
        }));
        let worker = lianxin_kernel::Worker::new(app.clone());
        let worker = tokio::spawn(async move { worker.run().await });
        let plan = Plan {
            seed: self.seed,
            centers: self.centers.into(),
            visits: self.visits.into(),
            speed: self.speed,
        };
        let day = events(&plan);
        println!("replaying {} requests in {:.0} s…", day.len(), plan.lasts().as_secs_f64());
        let seen = replay(address, city, day, self.connections.into()).await;
        worker.abort();
        let _ = stop.send(());
        let _ = tokio::time::timeout(Duration::from_secs(5), server).await;
        let failed = table::print(&seen, plan.lasts());
        let wrong: usize =
            lianxin_kernel::verify(&app).await.iter().map(|c| c.findings.len()).sum();
        println!("verify: {wrong} findings");
        app.db().close().await.map_err(|e| e.to_string())?;
        Ok(if failed + wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
