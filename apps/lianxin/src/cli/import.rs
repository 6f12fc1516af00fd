use super::{Settings, log, migrate};
use crate::config::Config;
use crate::start;
use clap::{Args, Subcommand};
use lianxin_kernel::{Act, FieldError};
use lianxin_people::Format;
use lianxin_places::import::{self, Outcome, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Regions, centers, rooms and hours, from files of the network format (JSON).
    Network(Files),
    /// Statutory holidays of a year, one file each (JSON).
    Holidays(Files),
    /// People: CSV or XLSX with the columns name, phone, birth_date, age_band,
    /// language, home_center.
    People(Files),
}

#[derive(Debug, Args)]
pub struct Files {
    #[command(flatten)]
    settings: Settings,
    /// End with an error when a line was refused.
    #[arg(long)]
    strict: bool,
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What became of a file.
#[derive(Default)]
struct Sum {
    took: usize,
    same: usize,
    refused: usize,
}

impl Import {
    pub async fn run(self) -> Result<ExitCode, String> {
        let (Self::Network(files) | Self::Holidays(files) | Self::People(files)) = &self;
        let config: Config = files.settings.load()?;
        log::start(&config.server);
        let db = start::open_database(&config).await?;
        if db.is_sqlite() {
            migrate::apply(&db).await?;
        }
        let app = start::start(&config, db).await?;
        let act = app.system("import");
        let mut refused = 0;
        for path in &files.files {
            let name = path.display();
            let bytes = std::fs::read(path).map_err(|e| format!("{name}: {e}"))?;
            let sum = self.file(&act, path, bytes).await.map_err(|e| format!("{name}: {e}"))?;
            let Sum { took, same, refused: no } = sum;
            println!("{name}: {took} taken, {same} unchanged, {no} refused");
            refused += no;
        }
        app.db().close().await.map_err(|e| e.to_string())?;
        let failed = files.strict && refused > 0;
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    async fn file(&self, act: &Act, path: &Path, bytes: Vec<u8>) -> Result<Sum, String> {
        match self {
            Self::People(_) => people(act, path, &bytes).await,
            Self::Network(_) => network(act, &text(bytes)?).await,
            Self::Holidays(_) => holidays(act, &text(bytes)?).await,
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

async fn people(act: &Act, path: &Path, bytes: &[u8]) -> Result<Sum, String> {
    let format = match path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        true => Format::Xlsx,
        false => Format::Csv,
    };
    let report = lianxin_people::import::run_list(act, format, bytes).await;
    let report = report.map_err(|e| e.to_string())?;
    for (line, why) in &report.refused {
        println!("line {line}: refused: {}", fields(why));
    }
    Ok(Sum { took: report.took, same: report.same, refused: report.refused.len() })
}

fn fields(why: &[FieldError]) -> String {
    why.iter().map(|f| format!("{} {}", f.field, f.code)).collect::<Vec<_>>().join(", ")
}

async fn network(act: &Act, text: &str) -> Result<Sum, String> {
    let file = import::network(text).map_err(|e| e.to_string())?;
    told(import::run_network(act, &file).await)
}

async fn holidays(act: &Act, text: &str) -> Result<Sum, String> {
    let file = import::holidays(text).map_err(|e| e.to_string())?;
    told(import::run_holidays(act, &file).await)
}

/// Prints everything that was not simply taken, and counts.
fn told(report: lianxin_kernel::Result<Report>) -> Result<Sum, String> {
    let report = report.map_err(|e| e.to_string())?;
    for line in &report.lines {
        if matches!(line.outcome, Outcome::Took | Outcome::Same) {
            continue;
        }
        let field = line.field.as_ref().map(|f| format!(" {f}")).unwrap_or_default();
        let why = line.why.as_deref().unwrap_or_default();
        println!("{}{field}: {}: {why}", line.place, line.outcome);
    }
    Ok(Sum {
        took: report.count(Outcome::Took),
        same: report.count(Outcome::Same),
        refused: report.count(Outcome::Refused),
    })
}
