//! How fast the program is, measured from outside: made-up people ask a program of its own over HTTP.
mod asked;
mod beside;
mod ceiling;
mod client;
mod crowd;
mod crowding;
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
    /// What `crowd` starts: a program that serves, with what only a measurement asks for.
    #[command(hide = true)]
    Serve(serve::Serve),
}

impl Bench {
    pub async fn run(self) -> Result<ExitCode, String> {
        match self {
            Self::Crowd(crowd) => crowd.run().await,
            Self::Serve(serve) => serve.run().await,
        }
    }
}
