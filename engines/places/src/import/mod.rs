//! Reads files of published facts into places: networks of regions and centers, and lists of
//! statutory holidays. The forms are described in `IMPORT.md`.
//!
//! An import goes through the same door as everything else, thing by thing, and tells line by line
//! what it did. What a file does not say stays as it is; nothing is guessed. A second run changes
//! nothing.
mod catchment;
mod centers;
mod entry;
mod figures;
mod holidays;
mod network;
mod regions;
mod report;
mod rooms;

pub use holidays::{HolidayFile, holidays, run_holidays};
pub use network::{NetworkFile, network, run_network};
pub use report::{Outcome, Report, ReportLine};

use lianxin_kernel::{Error, FieldCode, FieldError};

/// The largest file that is read, in bytes.
const MOST_BYTES: usize = 64 << 20;

/// A JSON object from a text.
fn object(text: &str) -> Result<entry::Fields, Error> {
    if text.len() > MOST_BYTES {
        return Err(Error::TooLarge("a file has at most 64 MB".to_owned()));
    }
    serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|e| {
        let line = i64::try_from(e.line()).unwrap_or(0);
        let error = FieldError::new("file", FieldCode::WrongType);
        Error::Invalid(vec![error.with("line", line).with("why", e.to_string())])
    })
}
