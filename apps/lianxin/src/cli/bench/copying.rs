//! What a backup costs while a crowd signs up, and whether what it holds can be served again.
use super::asked::{self, get};
use super::client::Connection;
use super::crowding::Crowding;
use super::figures::{milliseconds, per_second, row};
use super::servers::Server;
use super::town::Town;
use crate::backup::{Opened, restore};
use crate::config::Config;
use crate::start;
use lianxin_activities::SessionId;
use lianxin_db::Options;
use lianxin_kernel::{Clock, SystemClock, verify};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a backup, and taking it back, may take.
const PATIENCE: Duration = Duration::from_secs(7_200);
const LOOK: Duration = Duration::from_millis(20);

pub struct Copying<'a> {
    pub config: &'a Config,
    pub folder: &'a Path,
    pub crowding: &'a Crowding,
    pub town: &'a Town,
    pub delay: Duration,
    pub unwilling: usize,
}

impl Copying<'_> {
    /// Two crowds, the second while a backup is made. Says what is wrong with them and with what was restored.
    pub async fn run(&self, sessions: [SessionId; 2]) -> Result<Vec<String>, String> {
        let [alone, beside] = sessions;
        let mut wrong = vec![];
        let server = Server::start(self.config, self.folder, 8, self.delay).await?;
        let without = self.crowd(&server, alone, &mut wrong).await?;
        server.stop().await?;
        let backups = self.folder.join("backups");
        std::fs::create_dir_all(&backups).map_err(|e| format!("{}: {e}", backups.display()))?;
        let mut config = self.config.clone();
        config.backup.folder = backups.display().to_string();
        let server = Server::start(&config, self.folder, 9, self.delay).await?;
        let start = Instant::now();
        // The first is made as soon as the program runs.
        self.find(&backups, |_| true).await?;
        let with = self.crowd(&server, beside, &mut wrong).await?;
        let covered = found(&backups, whole).is_none();
        let file = self.find(&backups, whole).await?;
        let took = start.elapsed();
        server.stop().await?;
        let cost =
            format!("{with:.0} beside {without:.0} without: {:.0} %", 100.0 * with / without);
        let covered = if covered { "" } else { "; it was done before the crowd was" };
        row("answered a second beside a backup", format!("{cost}{covered}"));
        let size = std::fs::metadata(&file).map_err(|e| e.to_string())?.len() / 1_000_000;
        row("backup", format!("{size} MB in {:.0} s", took.as_secs_f64()));
        wrong.extend(self.take_back(&file).await?);
        Ok(wrong)
    }

    async fn crowd(
        &self,
        server: &Server,
        session: SessionId,
        wrong: &mut Vec<String>,
    ) -> Result<f64, String> {
        let people = self.town.people.clone();
        let count = people.len();
        let crowding = Crowding { servers: vec![server.address], ..self.crowding.clone() };
        let wishes = asked::seats(people, session, "copying", self.unwilling);
        let crowded = crowding.run(count, wishes).await?;
        let bad = crowded.told.iter().filter(|t| !matches!(t.status, 201 | 409));
        wrong.extend(bad.map(|t| format!("beside a backup: answered {}", t.status)));
        Ok(per_second(count, crowded.took))
    }

    async fn find(&self, folder: &Path, what: fn(&Path) -> bool) -> Result<PathBuf, String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(path) = found(folder, what) {
                return Ok(path);
            }
            tokio::time::sleep(LOOK).await;
        }
        Err("there is no backup, see the log of the program".into())
    }

    /// Into a SQLite file of its own, from either engine.
    async fn take_back(&self, file: &Path) -> Result<Vec<String>, String> {
        let mut config = self.config.clone();
        config.database.url = format!("sqlite:{}", self.folder.join("restored.db").display());
        let start = Instant::now();
        let options = Options { work_limit: PATIENCE, ..config.database.options() };
        let db = start::open_with(&config, options).await?;
        let rows = restore(&db, Opened::open(file, None)?, SystemClock.now().into()).await?;
        row("restored", format!("{rows} rows in {:.0} s", start.elapsed().as_secs_f64()));
        let app = start::start(&config, db).await?;
        let start = Instant::now();
        let checked = verify(&app).await;
        row(
            "verified",
            format!("{} checks in {:.0} s", checked.len(), start.elapsed().as_secs_f64()),
        );
        app.db().close().await.map_err(|e| e.to_string())?;
        let server = Server::start(&config, self.folder, 10, self.delay).await?;
        let path = format!("/centers/{}", self.town.center);
        let answer = Connection::to(server.address).ask(&get(&path)).await;
        let answer = answer.map_err(|e| format!("{path}: {e}"))?;
        row("restored, its cold start", milliseconds(server.cold_start));
        server.stop().await?;
        let mut wrong: Vec<String> = checked
            .into_iter()
            .flat_map(|check| check.findings.into_iter().map(|f| format!("restored: {f}")))
            .collect();
        if answer.status != 200 {
            wrong.push(format!("restored: {path} answered {}", answer.status));
        }
        Ok(wrong)
    }
}

fn whole(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "backup")
}

fn found(folder: &Path, what: fn(&Path) -> bool) -> Option<PathBuf> {
    let all = std::fs::read_dir(folder).ok()?;
    all.flatten().map(|entry| entry.path()).find(|path| what(path))
}
