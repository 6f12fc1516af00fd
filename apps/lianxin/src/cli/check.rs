use super::Settings;
use crate::config::{Config, Place, sample, unused_variables};
use crate::modules::migrations;
use crate::start::open_database;
use clap::Args;
use lianxin_db::{Db, DbError};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    settings: Settings,
    /// Print a settings file with every key, its default and its meaning, and do nothing else.
    #[arg(long)]
    sample: bool,
}

impl Check {
    pub async fn run(self) -> Result<ExitCode, String> {
        if self.sample {
            print!("{}", sample::sample());
            return Ok(ExitCode::SUCCESS);
        }
        let config = Config::load(self.settings.config.as_deref())?;
        print!("{}", sample::in_force(&config));
        for name in unused_variables(std::env::vars().map(|(name, _)| name)) {
            println!("note: the variable {name} names no setting");
        }
        let mut faults = config.faults();
        if config.database.place().is_ok() {
            match database(&config).await {
                Ok(said) => println!("database: {said}"),
                Err(why) => faults.push(why),
            }
        }
        for fault in &faults {
            eprintln!("error: {fault}");
        }
        Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// What the database is like. Looking makes no file and changes none.
async fn database(config: &Config) -> Result<String, String> {
    let db = match config.database.place()? {
        Place::Sqlite(path) if !path.exists() => {
            return Ok(format!("{} is made at the first start", path.display()));
        }
        Place::Sqlite(path) => match Db::sqlite(&path, config.database.options()).await {
            Err(DbError::InUse(_)) => {
                return Ok(format!("{} is in use by a running program", path.display()));
            }
            opened => opened.map_err(|e| format!("the database does not open: {e}"))?,
        },
        Place::Postgres(_) => open_database(config).await?,
    };
    let missing = lianxin_db::pending(&db, &migrations()).await.map_err(|e| e.to_string());
    let engine = if db.is_sqlite() { "SQLite" } else { "PostgreSQL" };
    db.close().await.map_err(|e| e.to_string())?;
    match missing?.len() {
        0 => Ok(format!("{engine}, up to date")),
        n if engine == "SQLite" => Ok(format!("{engine}, {n} migrations are applied at the start")),
        n => Err(format!("database: {n} migrations are missing; run lianxin migrate")),
    }
}
