//! How fast the program is, measured from outside: made-up people ask a program of its own over HTTP.
mod asked;
mod beside;
mod ceiling;
mod client;
mod copying;
mod crowd;
mod crowding;
mod day;
mod figures;
mod proof;
mod serve;
mod servers;
mod town;

use clap::Subcommand;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Many people want the same thing within seconds. Fails when anybody was told something that is not so.
    Crowd(crowd::Crowd),
    /// Replay a day of a simulated city and say how long answers took.
    Day(day::Day),
    /// What `crowd` starts: a program that serves, with what only a measurement asks for.
    #[command(hide = true)]
    Serve(serve::Serve),
}

impl Bench {
    pub async fn run(self) -> Result<ExitCode, String> {
        match self {
            Self::Crowd(crowd) => crowd.run().await,
            Self::Day(day) => day.run().await,
            Self::Serve(serve) => serve.run().await,
        }
    }
}
