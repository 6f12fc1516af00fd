//! The commands of the program.
mod admin;
mod audit;
mod backup;
mod bench;
mod check;
mod cluster_sql;
mod demo;
mod import;
mod keys;
mod log;
mod migrate;
mod openapi;
mod plan;
mod serve;
mod simulate;
mod verify;

use crate::config::Config;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// A network of neighborhood service centers: places, people, activities.
#[derive(Debug, Parser)]
#[command(name = "lianxin", version, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serve the site and its API, and do the work that is left for later.
    Serve(serve::Serve),
    /// Write everything into one file. A SQLite file that is being served is backed up by the program itself: [backup].
    Backup(backup::Backup),
    /// Fill a new database from a backup.
    Restore(backup::Restore),
    /// Move everything from one database into a new one, of the same kind or the other.
    Copy(backup::Copy),
    /// Bring the tables of the database forward.
    Migrate(Settings),
    /// Print the statements that spread the tables over a Citus cluster by district.
    ClusterSql,
    /// Take data from files.
    #[command(subcommand)]
    Import(import::Import),
    /// Print the OpenAPI document.
    Openapi,
    /// Say what is in force, and whether the program could start with it.
    Check(check::Check),
    /// Fill a made-up district and serve it, to look around in.
    Demo(demo::Demo),
    /// Make a city of any size with the days it had, in an empty database: for load and for planning capacity.
    Simulate(simulate::Simulate),
    /// Measure how fast the program is, on a made-up place of its own.
    #[command(subcommand)]
    Bench(Box<bench::Bench>),
    /// Who can walk to a center, and where the next ones belong: from files, without a database.
    #[command(subcommand)]
    Plan(Box<plan::Plan>),
    /// Count everything again: whether counters, lists, rooms, figures, jobs and the audit are whole. Ends with 1 when something is not.
    Verify(verify::Verify),
    /// The audit: whether it is whole.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// The keys of the installation.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Accounts of administrators.
    #[command(subcommand)]
    Admin(admin::Admin),
}

#[derive(Debug, Args)]
struct Settings {
    /// A file with settings; `lianxin check --sample` prints one.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Settings {
    /// The settings in force; an error names everything that stands against them.
    fn load(&self) -> Result<Config, String> {
        let config = Config::load(self.config.as_deref())?;
        let faults = config.faults();
        match faults.is_empty() {
            true => Ok(config),
            false => Err(faults.join("\nlianxin: ")),
        }
    }
}

pub fn run(cli: Cli) -> Result<ExitCode, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| format!("the program does not start: {e}"))?;
    runtime.block_on(async {
        match cli.what {
            What::Serve(serve) => serve.run().await,
            What::Backup(backup) => backup.run().await,
            What::Restore(restore) => restore.run().await,
            What::Copy(copy) => copy.run().await,
            What::Migrate(settings) => migrate::run(settings).await,
            What::Import(import) => import.run().await,
            What::Openapi => openapi::run(),
            What::ClusterSql => Ok(cluster_sql::run()),
            What::Check(check) => check.run().await,
            What::Demo(demo) => demo.run().await,
            What::Simulate(simulate) => simulate.run().await,
            What::Bench(bench) => bench.run().await,
            What::Plan(plan) => plan.run().await,
            What::Verify(verify) => verify.run().await,
            What::Audit(audit) => audit.run().await,
            What::Keys(keys) => keys.run().await,
            What::Admin(admin) => admin.run().await,
        }
    })
}
