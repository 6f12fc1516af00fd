use super::{Settings, log};
use crate::start;
use clap::{Args, Subcommand};
use data_encoding::HEXLOWER;
use lianxin_kernel::{App, verify_audit};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Look through the whole audit, and through what the modules can check of their rows. Ends with 1 when something was changed, taken, added or moved past
    /// the program.
    Verify(Verify),
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    settings: Settings,
    /// A head noted earlier, `<district>:<link>:<hash>`: fails when the chain does not hold it.
    #[arg(long, value_name = "HEAD")]
    since: Vec<String>,
}

impl Audit {
    pub async fn run(self) -> Result<ExitCode, String> {
        let Self::Verify(verify) = self;
        let config = verify.settings.load()?;
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        let app = start::start(&config, db).await?;
        let found = verify.look(&app).await;
        app.db().close().await.map_err(|e| e.to_string())?;
        let found = found?;
        for line in &found {
            eprintln!("error: {line}");
        }
        Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Verify {
    async fn look(&self, app: &App) -> Result<Vec<String>, String> {
        let report = verify_audit(app).await.map_err(|e| e.to_string())?;
        println!("{} lines", report.lines);
        for (district, link, hash) in &report.heads {
            println!("head {district}:{link}:{}", HEXLOWER.encode(hash));
        }
        let mut found = report.findings;
        for head in &self.since {
            let holds = lianxin_kernel::audit_holds(app, head).await.map_err(|e| e.to_string())?;
            if !holds {
                found.push(format!("the chain does not hold {head}: something was taken back"));
            }
        }
        for check in app.checks().filter(|check| check.name != lianxin_kernel::AUDIT) {
            let lines = (check.run)(app.clone()).await.map_err(|e| e.to_string())?;
            found.extend(lines.into_iter().map(|line| format!("{}: {line}", check.name)));
        }
        Ok(found)
    }
}
