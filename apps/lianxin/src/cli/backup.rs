use super::{Settings, log};
use crate::backup::{Opened, check, copy, make, restore};
use crate::config::Database;
use crate::start::{open_database, open_to_read};
use clap::Args;
use lianxin_db::Db;
use lianxin_kernel::{Clock, SystemClock};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    settings: Settings,
    /// The file to make. It may not be there yet.
    #[arg(value_name = "FILE")]
    to: PathBuf,
    /// Encrypts for the owner of this age public key, in place of the setting.
    #[arg(long, value_name = "AGE1…")]
    recipient: Option<String>,
}

impl Backup {
    pub async fn run(self) -> Result<ExitCode, String> {
        if self.to.exists() {
            return Err(format!("{} is there already; name another file", self.to.display()));
        }
        let config = self.settings.load()?;
        log::start(&config.server);
        let db = open_to_read(&config).await?;
        let recipient = self.recipient.unwrap_or(config.backup.recipient);
        let made = make(&db, &self.to, SystemClock.now().0, &recipient).await;
        db.close().await.map_err(|e| e.to_string())?;
        let made = made?;
        println!("{} rows, {} bytes: {}", made.rows, made.bytes, made.path.display());
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    settings: Settings,
    /// The backup.
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// A file with the age secret key, for one that is encrypted.
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Only reads it and says whether it is whole.
    #[arg(long)]
    check: bool,
}

impl Restore {
    pub async fn run(self) -> Result<ExitCode, String> {
        let opened = Opened::open(&self.from, self.identity.as_deref())?;
        if self.check {
            let rows = check(opened).await?;
            println!("whole: {rows} rows");
            return Ok(ExitCode::SUCCESS);
        }
        let config = self.settings.load()?;
        log::start(&config.server);
        let db = open_database(&config).await?;
        let restored = restore(&db, opened, SystemClock.now().into()).await;
        db.close().await.map_err(|e| e.to_string())?;
        println!(
            "{} rows restored and counted again; the keys are not in a backup: put them back beside it",
            restored?
        );
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Debug, Args)]
pub struct Copy {
    /// Where the rows are: sqlite:<file> or postgres://…
    #[arg(value_name = "FROM")]
    from: String,
    /// A database that has nothing yet.
    #[arg(value_name = "TO")]
    to: String,
}

impl Copy {
    pub async fn run(self) -> Result<ExitCode, String> {
        let (from, to) = (open(self.from).await?, open(self.to).await?);
        let copied = copy(&from, &to).await;
        from.close().await.map_err(|e| e.to_string())?;
        to.close().await.map_err(|e| e.to_string())?;
        println!("{} rows copied and counted again", copied?);
        Ok(ExitCode::SUCCESS)
    }
}

async fn open(url: String) -> Result<Db, String> {
    let database = Database { url, ..Database::default() };
    let config = crate::config::Config { database, ..Default::default() };
    open_database(&config).await
}
