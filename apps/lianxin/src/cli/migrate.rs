use super::{Settings, log};
use crate::modules::migrations;
use crate::start::open_database;
use lianxin_db::Db;
use lianxin_kernel::{Clock, SystemClock};
use std::process::ExitCode;

pub async fn run(settings: Settings) -> Result<ExitCode, String> {
    let config = settings.load()?;
    log::start(&config.server);
    let db = open_database(&config).await?;
    for line in apply(&db).await? {
        println!("{line}");
    }
    db.close().await.map_err(|e| e.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// Applies what is missing; a line for each migration.
pub async fn apply(db: &Db) -> Result<Vec<String>, String> {
    let now = SystemClock.now().into();
    let applied = lianxin_db::migrate(db, &migrations(), now).await.map_err(|e| e.to_string())?;
    Ok(applied.iter().map(|a| format!("applied {} {} {}", a.module, a.number, a.name)).collect())
}
