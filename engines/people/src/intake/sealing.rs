//! The lines of a list as they are kept: unreadable without the keys of the installation.
use super::model::{Entry, ImportId, Part};
use super::store::PartRow;
use lianxin_kernel::{App, Error, Kind, Result};

const FIELD: &str = "people_import_part.lines";

pub fn seal(app: &App, import: ImportId, part: i64, entries: Vec<Entry>) -> Result<PartRow> {
    let plain = serde_json::to_vec(&Part { part, entries }).map_err(Error::internal)?;
    let sealed = app.keys().seal(FIELD, import.id(), &plain, app.random())?;
    Ok(PartRow { part, sealed })
}

/// A part that stands in another's place is refused like one that was changed.
pub fn open(app: &App, import: ImportId, row: &PartRow) -> Result<Vec<Entry>> {
    let plain = app.keys().open(FIELD, import.id(), &row.sealed)?;
    let part: Part = serde_json::from_slice(&plain).map_err(Error::internal)?;
    match part.part == row.part {
        true => Ok(part.entries),
        false => Err(Error::internal(format!("{import}: part {} is another one", row.part))),
    }
}
