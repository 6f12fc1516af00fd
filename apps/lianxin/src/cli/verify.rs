use super::{Settings, log};
use crate::modules::migrations;
use crate::start;
use clap::Args;
use lianxin_kernel::{App, Checked};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    settings: Settings,
    /// Only this check, by its name; `--only` can stand several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Only names the checks.
    #[arg(long)]
    list: bool,
}

/// Findings of one check that are printed.
const SHOWN: usize = 20;

impl Verify {
    pub async fn run(self) -> Result<ExitCode, String> {
        let config = self.settings.load()?;
        log::start(&config.server);
        let db = start::open_beside(&config).await?;
        let missing = lianxin_db::pending(&db, &migrations()).await.map_err(|e| e.to_string())?;
        if !missing.is_empty() {
            let count = missing.len();
            return Err(format!("{count} migrations are missing: run lianxin migrate first"));
        }
        let app = start::start(&config, db).await?;
        let whole = self.look(&app).await;
        app.db().close().await.map_err(|e| e.to_string())?;
        whole
    }

    async fn look(&self, app: &App) -> Result<ExitCode, String> {
        let known: Vec<&str> = app.checks().map(|check| check.name).collect();
        if let Some(unknown) = self.only.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("there is no check {unknown}: {}", known.join(", ")));
        }
        if self.list {
            println!("{}", known.join("\n"));
            return Ok(ExitCode::SUCCESS);
        }
        let (mut count, mut wrong) = (0, 0);
        for check in app.checks() {
            if self.only.is_empty() || self.only.iter().any(|name| name == check.name) {
                let checked = check.look(app).await;
                count += 1;
                wrong += usize::from(!checked.findings.is_empty());
                print(&checked);
            }
        }
        match wrong {
            0 => println!("whole: {count} checks found nothing wrong"),
            _ => println!("not whole: {wrong} of {count} checks found something"),
        }
        Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn print(checked: &Checked) {
    let seconds = checked.took.as_secs_f64();
    let name = checked.name;
    match checked.findings.len() {
        0 => println!("whole  {name:<28} {seconds:8.2} s"),
        n => println!("WRONG  {name:<28} {seconds:8.2} s  {n} findings"),
    }
    for line in checked.findings.iter().take(SHOWN) {
        println!("       {line}");
    }
    if let Some(more) = checked.findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        println!("       and {more} more");
    }
}
