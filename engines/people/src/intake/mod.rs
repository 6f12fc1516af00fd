//! Taking over people from lists.
//!
//! A list (CSV, XLSX) is held against the register and shown; confirmed by its hash within an
//! hour, it comes in as shown.
mod commands;
mod http;
pub mod import;
mod jobs;
mod model;
pub(crate) mod permissions;
mod queries;
mod sealing;
mod steps;
mod store;

pub use commands::{ConfirmImport, DropImport};
pub(crate) use http::routes;
pub(crate) use jobs::{CheckImport, Forget, TakeImport};
pub use model::{
    Format, ImportId, ImportLine, ImportState, ImportView, LineError, Tally, Verdict, VerdictKind,
};
pub use queries::{ListImportLines, RefusedLines, ShowImport};

use crate::place::CenterId;
use lianxin_kernel::{Act, Error, Result, Secret};

/// Lists up to this long are held against the register while their sender waits.
const AT_ONCE: usize = 1_000;

/// Reads a list for a center and holds it against the register: at once, or a long one by a job.
pub async fn start_import(
    act: &Act,
    center: CenterId,
    format: Format,
    bytes: Vec<u8>,
) -> Result<ImportId> {
    let read = move || model::entries(model::read_sheet(format, &bytes)?);
    let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
    let (heading, entries) = read?;
    let lines = entries.len();
    let entries = Secret::new(entries);
    let import = act.run(commands::StartImport { center, heading, entries, lines }).await?;
    if lines <= AT_ONCE {
        let program = act.app().system("import of people");
        while program.run(commands::CheckPart { import }).await? {}
    }
    Ok(import)
}
