use super::{Made, make};
use crate::config::Backup;
use lianxin_kernel::{App, Clock, SystemClock};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_secs(600);

/// Makes a backup whenever the newest one is old enough, and lets go of the oldest. Says by a gauge how old the newest
/// is, so that whoever watches the installation hears when none comes.
pub async fn keep_making(app: App, backup: Backup) {
    let folder = PathBuf::from(&backup.folder);
    let every = Duration::from_secs(backup.every_hours * 3_600);
    loop {
        let newest = backups(&folder).pop().and_then(|(_, age)| age);
        if newest.is_none_or(|age| age >= every) {
            match make_next(&app, &backup, &folder).await {
                Ok(made) => tracing::info!(rows = made.rows, bytes = made.bytes, "backup made"),
                Err(why) => tracing::error!(%why, "no backup could be made"),
            }
        }
        let newest = backups(&folder).pop().and_then(|(_, age)| age);
        let age = newest.map_or(f64::INFINITY, |age| age.as_secs_f64());
        metrics::gauge!("lianxin_backup_age_seconds").set(age);
        tokio::time::sleep(LOOK.min(every)).await;
    }
}

async fn make_next(app: &App, backup: &Backup, folder: &Path) -> Result<Made, String> {
    let at = app.now();
    let name = format!("lianxin-{}.backup", at.to_string().replace([':', '.'], "-"));
    let made = make(app.db(), &folder.join(name), at.0, &backup.recipient).await?;
    let all = backups(folder);
    for (old, _) in all.iter().take(all.len().saturating_sub(backup.keep)) {
        fs::remove_file(old).map_err(|e| format!("{}: {e}", old.display()))?;
    }
    Ok(made)
}

/// Those in the folder with their age, the oldest first; their names say when they were made.
fn backups(folder: &Path) -> Vec<(PathBuf, Option<Duration>)> {
    let all = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mine = |path: &PathBuf| path.extension().is_some_and(|end| end == "backup");
    let mut all: Vec<PathBuf> = all.filter(mine).collect();
    all.sort();
    all.into_iter().map(|path| (path.clone(), age(&path))).collect()
}

/// By the clock of the machine, as the folder has it.
fn age(path: &Path) -> Option<Duration> {
    let written = fs::metadata(path).ok()?.modified().ok()?;
    let written = written.duration_since(UNIX_EPOCH).ok()?;
    let now = Duration::from_micros(u64::try_from(SystemClock.now().0).ok()?);
    Some(now.saturating_sub(written))
}
