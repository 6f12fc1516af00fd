//! `lianxin plan …`: who can walk to a center, and where the next ones belong, from files alone.
mod assign;
mod candidates;
mod centers;
mod choose;
mod compare;
mod fields;
mod ground;
mod look;
mod made;
mod options;
mod out;
mod running;
mod said;
mod site;
mod streets;
mod when;

use clap::Subcommand;
use lianxin_planner::Error;
use running::Running;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Read a street network, say what it is, and keep it in the binary form.
    Streets(streets::Streets),
    /// Draw what can be reached from each center, and count the people.
    Reach(look::Look),
    /// Say who is covered: by minutes, age, region and center, with the gaps.
    Coverage(look::Look),
    /// List where people live together who are not covered.
    Gaps(look::Look),
    /// Choose sites among candidates.
    Site(site::Site),
    /// Give every home to a center, between the loads each must and may have.
    Assign(assign::Assign),
    /// Set plans side by side with today.
    Compare(compare::Compare),
    /// Make up a city with streets, people, centers and candidates, to try things on.
    Made(made::Made),
}

/// Why a command ends without an answer.
pub enum Failure {
    /// What was given cannot be used.
    Input(String),
    Cancelled,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Cancelled => Self::Cancelled,
            error => Self::Input(error.to_string()),
        }
    }
}

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self::Input(why)
    }
}

pub type Done<T = ()> = Result<T, Failure>;

impl Plan {
    /// 0 when there is an answer, 2 when what was given cannot be used, 130 when it was cancelled.
    pub async fn run(self) -> Result<ExitCode, String> {
        let running = Running::new();
        let watched = running.clone();
        let listening = tokio::spawn(async move { watched.listen().await });
        let work = tokio::task::spawn_blocking(move || self.work(&running));
        let done = work.await.map_err(|e| e.to_string())?;
        listening.abort();
        Ok(match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(Failure::Input(why)) => {
                eprintln!("lianxin: {why}");
                ExitCode::from(2)
            }
            Err(Failure::Cancelled) => {
                eprintln!("lianxin: stopped on request");
                ExitCode::from(130)
            }
        })
    }

    fn work(&self, running: &Running) -> Done {
        match self {
            Self::Streets(streets) => streets.run(),
            Self::Reach(look) => look.run(look::What::Reach, running),
            Self::Coverage(look) => look.run(look::What::Coverage, running),
            Self::Gaps(look) => look.run(look::What::Gaps, running),
            Self::Site(site) => site.run(running),
            Self::Assign(assign) => assign.run(running),
            Self::Compare(compare) => compare.run(running),
            Self::Made(made) => made.run(),
        }
    }
}
