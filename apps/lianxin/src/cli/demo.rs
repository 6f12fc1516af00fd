use super::{log, migrate, serve};
use crate::config::Config;
use crate::demo::{DemoPlan, DemoReport, SignIn, seed};
use crate::start;
use clap::Args;
use lianxin_kernel::{App, Language};
use lianxin_places::queries::ListRegions;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Demo {
    /// Address and port.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// The same number on the same day gives the same district.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many residents the district has.
    #[arg(long, value_name = "NUMBER")]
    residents: Option<usize>,
    /// Keep the demo in this folder and go on with it the next time. Without, it is gone at the end.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

/// What the demo has, in the folder of its database.
const REPORT: &str = "demo.json";

impl Demo {
    pub async fn run(self) -> Result<ExitCode, String> {
        let temporary = tempfile::tempdir().map_err(|e| format!("no folder for the demo: {e}"))?;
        let folder = self.dir.as_deref().unwrap_or(temporary.path());
        std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let config = self.config(folder);
        let faults = config.faults();
        if !faults.is_empty() {
            return Err(faults.join("\nlianxin: "));
        }
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        migrate::apply(&db).await?;
        let app = start::start(&config, db).await?;
        self.fill(&app, folder).await?;
        serve::serve(app, config.server.address()?, vec![]).await?;
        Ok(ExitCode::SUCCESS)
    }

    fn config(&self, folder: &Path) -> Config {
        let mut config = Config::default();
        config.database.url = format!("sqlite:{}", folder.join("demo.db").display());
        config.installation.development = true;
        config.server.listen = self.listen.clone();
        // Passkeys need a site with a name, and the machine itself is one that browsers trust without HTTPS.
        if let Ok(address) = config.server.address()
            && address.ip().is_loopback()
        {
            config.server.public_url = format!("http://localhost:{}", address.port());
        }
        config.server.log_filter = "warn".into();
        config
    }

    /// Fills an empty database; one that was filled before stays as it is.
    async fn fill(&self, app: &App, folder: &Path) -> Result<(), String> {
        let path = folder.join(REPORT);
        let regions = app.system("demo").ask(ListRegions).await.map_err(|e| e.to_string())?;
        if !regions.items.is_empty() {
            print!("{}", shown(&kept(&path, folder)?));
            return Ok(());
        }
        println!("filling a demo district…");
        let mut plan = DemoPlan::full(self.seed);
        plan.residents = self.residents.unwrap_or(plan.residents);
        let report = seed(app, plan).await.map_err(|e| format!("the demo: {e}"))?;
        let text = serde_json::to_string_pretty(&report).map_err(|e| e.to_string())?;
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
        print!("{}", shown(&report));
        Ok(())
    }
}

/// What a demo that was filled before has.
fn kept(path: &Path, folder: &Path) -> Result<DemoReport, String> {
    let text = std::fs::read_to_string(path);
    let report = text.ok().and_then(|text| serde_json::from_str(&text).ok());
    report.ok_or_else(|| {
        let folder = folder.display();
        format!("the demo in {folder} was broken off while it was filled; remove the folder")
    })
}

fn shown(report: &DemoReport) -> String {
    let counts = &report.counts;
    let mut text = format!(
        "{}: {} residents, {} activities over and {} to come, {} sign-ups\n",
        report.main_center_name.get(Language::ZhCn),
        counts.residents,
        counts.sessions_past,
        counts.sessions_coming,
        counts.sign_ups
    );
    for one in &report.sign_ins {
        text += &line(one);
    }
    text
}

/// How to sign in as someone.
fn line(one: &SignIn) -> String {
    let by = match (&one.phone, &one.login, &one.password) {
        (_, Some(login), Some(password)) => {
            format!("/sign-in/staff  user name {login}  password {password}")
        }
        (Some(phone), ..) => format!("/sign-in        phone {phone}, the page shows the code"),
        _ => String::new(),
    };
    format!("  {:17} {by}\n  {:17} {}\n", one.who, "", one.tries.get(Language::ZhCn))
}
