//! Lists of people: how they are read, and what is said of each line.
mod cells;
mod line;
mod list;
mod sheet;
mod view;

pub(crate) use cells::line_of_csv;
pub use line::{PersonLine, ReadLine};
pub(crate) use list::{Entry, Part, entries, hash_of, lines};
pub use sheet::Format;
pub(crate) use sheet::{MOST_BYTES, read_sheet};
pub use view::{
    ImportId, ImportLine, ImportState, ImportView, LineError, LineOutcome, Report, Tally, Verdict,
    VerdictKind,
};
