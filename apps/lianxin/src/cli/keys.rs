use super::{Settings, log, migrate};
use crate::config::{Config, write_keys};
use crate::start;
use clap::Subcommand;
use lianxin_db::Id;
use lianxin_kernel::App;
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a new key and seal everything anew with it. Only while the program is stopped; after an
    /// interruption nothing is lost, and it can be run again.
    Rotate(Settings),
    /// Say which keys are in force, and whether they open what the database holds.
    Check(Settings),
}

impl Keys {
    pub async fn run(self) -> Result<ExitCode, String> {
        let (Self::Rotate(settings) | Self::Check(settings)) = &self;
        let config = settings.load()?;
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        if db.is_sqlite() {
            migrate::apply(&db).await?;
        }
        let app = start::start(&config, db).await?;
        let told = match &self {
            Self::Rotate(_) => rotate(&config, app).await,
            Self::Check(_) => check(&app).await,
        };
        for line in told? {
            println!("{line}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn check(app: &App) -> Result<Vec<String>, String> {
    let mut told = vec![format!("sealing with key {}", app.keys().current())];
    for check in app.checks() {
        let found = (check.run)(app.clone()).await.map_err(|e| e.to_string())?;
        told.extend(found.into_iter().map(|line| format!("{}: {line}", check.name)));
    }
    app.db().close().await.map_err(|e| e.to_string())?;
    Ok(told)
}

/// The file holds the new key before anything is sealed with it, and keeps the old ones, so an
/// interruption at any moment loses nothing.
async fn rotate(config: &Config, app: App) -> Result<Vec<String>, String> {
    if !config.keys.ring.is_empty() {
        return Err("keys.ring: the keys come from the environment; rotate those in a file".into());
    }
    let path = config.keys.path(&config.database);
    let both = app.keys().renewed(app.random());
    app.db().close().await.map_err(|e| e.to_string())?;
    write_keys(&path, &both)?;
    let db = start::open_database(config).await?;
    let app = start::start(config, db).await?;
    let mut told = vec![];
    for column in app.sealed() {
        let (mut cursor, mut calls): (Option<Id>, u64) = (None, 0);
        loop {
            calls += 1;
            cursor = (column.renew)(app.clone(), cursor).await.map_err(|e| e.to_string())?;
            if cursor.is_none() {
                break;
            }
        }
        told.push(format!("{}: sealed anew in {calls} parts", column.name));
    }
    told.push(format!("sealing with key {}", app.keys().current()));
    told.push(
        "the old keys stay in the file: lines of the audit and old backups are marked with them"
            .into(),
    );
    app.db().close().await.map_err(|e| e.to_string())?;
    Ok(told)
}
